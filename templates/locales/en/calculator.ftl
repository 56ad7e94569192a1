# The seat calculator, for everybody.
calculator-title = Seat calculator
calculator-lead = Votes in, seats out, with every step of the computation. Nothing that you enter is kept.
calculator-method = Method of allocation
calculator-method-hint = The rules of each election say which one holds; there is no usual one.
calculator-seats = Seats
calculator-lists = Lists and independents
calculator-lists-hint = Empty rows are left out. Leave the candidates empty where there are enough of them.
calculator-name = Name
calculator-votes = Votes
calculator-candidates = Candidates
calculator-independent = Stands alone
calculator-name-in-row = Name in row { $n }
calculator-votes-in-row = Votes in row { $n }
calculator-candidates-in-row = Candidates in row { $n }
calculator-independent-in-row = Row { $n } is a person who stands alone and takes one seat at most
calculator-more-rows = More rows
calculator-short-lists = Seats for which a list has no candidate
calculator-short-lists-hint = A person who stands alone takes one seat at most.
calculator-majority-clause = Majority clause
calculator-majority-clause-hint = A list with more than half of the votes gets more than half of the seats.
calculator-threshold = Threshold
calculator-threshold-hint = The least share of the valid votes, as a fraction: 5 of 100 are five per cent.
calculator-threshold-num = Parts
calculator-threshold-den = of
calculator-compute = Compute the seats
calculator-clear = Start again
calculator-result = Seats
calculator-share = Share
calculator-entitled = Seats earned
calculator-filled = Seats filled
calculator-sum = Together
calculator-vacant = { $n ->
    [one] One seat stays vacant: there is nobody to take it.
   *[other] { $n } seats stay vacant: there is nobody to take them.
 }
calculator-undecided = { $n ->
    [one] One seat is open among { $names }: their claims are equal.
   *[other] { $n } seats are open among { $names }: their claims are equal.
 }
calculator-lot-needed = A lot has to be drawn
calculator-lot-won = Who won a seat by lot?
calculator-lot-enter = Enter the lot
calculator-lot-refused = The lot that was entered does not count.
calculator-how = How the seats were computed
calculator-threshold-step = Threshold
calculator-threshold-reached = { $votes } votes are needed. Everybody has them.
calculator-threshold-missed = { $votes } votes are needed. Left out: { $names }.
calculator-sainte-lague = The votes of each list are divided by 1, 3, 5 and so on. { $n ->
    [one] The highest of all these numbers gets the seat.
   *[other] The { $n } highest of all these numbers get the seats, the highest one the first.
 }
calculator-dhondt = The votes of each list are divided by 1, 2, 3 and so on. { $n ->
    [one] The highest of all these numbers gets the seat.
   *[other] The { $n } highest of all these numbers get the seats, the highest one the first.
 }
calculator-limited = Seats for which a list has no candidate left pass on here, so its row ends with its last candidate.
calculator-clause-seats-first = The seats by the majority clause come first; the others share what is left.
calculator-table-too-large = The table is too large to be shown; the command line and the interface for programs print it.
calculator-quotients = Votes divided, with the number of the seat
calculator-divided-by = ÷ { $divisor }
calculator-seat-number = Seat { $seat }
calculator-lot-for-seat = Lot for { $seat }
calculator-by-clause = Majority clause
calculator-last-seat = Seat { $seat }, the last one, went to { $names } with { $quotient }.
calculator-tied-quotient = { $names } have the same number for the last seats: { $quotient }.
calculator-first-missed = Next was { $name } with { $value }: at { $votes } more votes it would have had a further seat for certain, all others unchanged.
calculator-next-in-line = Next was { $name } with { $value }.
calculator-check-standard = To check: votes divided by { $divisor } and rounded to the nearest whole number are the seats.
calculator-check-down = To check: votes divided by { $divisor } and rounded down are the seats.
calculator-hare-niemeyer = Votes times { $n } seats, divided by all { $counted } votes, give the ideal share of each list. The whole parts give { $whole } seats, and { $left ->
    [0] none is left.
    [one] one is left; it goes to the largest remainder.
   *[other] { $left } are left; they go to the largest remainders.
 }
calculator-remainders = Ideal shares and remainders
calculator-ideal = Ideal share
calculator-whole = Whole part
calculator-further = By remainder
calculator-seats-certain = Certain seats
calculator-last-remainder = Seat { $seat }, the last one, went to { $names } with a remainder of { $remainder }.
calculator-tied-remainder = { $names } have the same remainder for the last seats: { $remainder }.
calculator-clause-step = Majority clause
calculator-clause = { $name } has { $votes } of { $counted } votes, more than half of them, but only { $before ->
    [one] one seat
   *[other] { $before } seats
 }. By the majority clause it gets { $after }.
calculator-lot-step = Lot
calculator-lot-drawn = { $n ->
    [one] The lot for one seat among { $names } went to { $won }.
   *[other] The lot for { $n } seats among { $names } went to { $won }.
 }
field-seats-unreadable = This cannot be read: { $reason }
field-seats-unknown-field = There is no such field.
field-seats-not-text = This has to be a text.
field-seats-not-yes-or-no = This has to be true or false.
field-seats-not-a-list = This has to be a list.
field-seats-not-an-object = This has to be an object with named fields.
field-seats-no-lists = Please enter at least one list or one independent.
field-seats-no-votes = Nobody has a valid vote.
field-seats-nobody-reaches = Nobody reaches the { $votes } votes that the threshold asks for.
field-seats-no-such-list = There is no list { $name }.
field-seats-no-tie = There is no tie to draw for.
field-seats-other-tie = Others are tied than those between whom it was drawn.
field-seats-not-tied = { $name } is not tied.
field-seats-won-twice = { $name } is named twice.
field-seats-winners = { $open ->
    [one] One seat is open, but { $named } winners are named.
   *[other] { $open } seats are open, but { $named } winners are named.
 }
field-seats-too-few-candidates = All lists together have only { $n ->
    [one] one candidate
   *[other] { $n } candidates
}, fewer than seats.
