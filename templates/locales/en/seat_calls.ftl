# Calling the elected and those who follow.
seat-calls-title = Seats and succession
seat-calls-lead = Whoever is elected is notified and accepts or declines. Acceptance gives the seat; a free seat goes to the next person of the same list.
seat-calls-not-certified = Once the result is certified, the elected can be notified.
seat-calls-nobody = No people were taken in with this result, or nobody is elected.
seat-calls-to-call = { $n ->
    [one] One elected person has not been notified.
   *[other] { $n } elected people have not been notified.
}
seat-calls-called-on = Day of notification
seat-calls-called-on-hint = From this day the period of { $n } days for the answer runs.
seat-calls-call-elected = Notify the elected
seat-calls-seat = Seat
seat-calls-state = State
seat-calls-people = Who was called
seat-calls-answer-by = answer by { $day }
seat-calls-since = since { $day }
seat-calls-until = until { $day }
seat-calls-declined-on = declined on { $day }
seat-calls-free-from = free from { $day }
seat-calls-called = notified, answer outstanding
seat-calls-accepted = accepted
seat-calls-declined = declined
seat-calls-seat-waiting = answer outstanding
seat-calls-seat-held = held
seat-calls-seat-follows = free, somebody follows
seat-calls-seat-exhausted = stays vacant, the list is exhausted
seat-calls-record-answer = Enter the answer
seat-calls-call-next = Call the next
seat-calls-call-next-lead = The seat is free. The next person of the list is notified.
seat-calls-answer = Answer
seat-calls-answered-on = Day of the answer
seat-calls-answered-on-hint = Where the law takes silence for acceptance: the last day of the period.
seat-calls-reason = Reason for declining
seat-calls-save-answer = Save the answer
seat-calls-list = List
seat-calls-mandate = Mandate
field-answer-before-call = Nobody could answer before the notification on { $day }.
field-call-before-election = Nobody is elected before election day, { $day }.
field-day-in-future = This day lies in the future.
problem-election-not-certified = The result of this election is not certified.
problem-nobody-to-call = All the elected have been notified, or no people were taken in.
problem-seat-not-free = Nobody follows on this seat: it is held, or an answer is outstanding.
problem-list-exhausted = Nobody is left on this list who could follow. The seat stays vacant.
notice-elected-called = The elected are entered as notified.
notice-seat-taken = The answer is saved, and the mandate is entered.
notice-next-called = The next person of the list is entered as notified.
notice-seat-vacant = The answer is saved. The list is exhausted, and the seat stays vacant.
