# Start pages: what is due.
desk-title = What is due
desk-nothing = Nothing is due at the moment.
desk-any-time = Any time
desk-without-access = Members without access
desk-to-tables = Read and write tables
desk-to-access = Invite the offices of members
desk-overdue = overdue
desk-days-left = { $n ->
    [0] today
    [one] tomorrow
   *[other] in { $n } days
 }
# $kind: heading of a kind
desk-more = { $n } more: { $kind }
desk-day-until = until { $day }
desk-day-since = since { $day }
desk-day-due-since = due since { $day }
desk-day-vacant-since = vacant since { $day }
desk-day-election = election day { $day }
desk-day-assembly = assembly on { $day }

desk-kind-call-deadline = Calls that are open
desk-kind-delegations-returned = Delegates given back
desk-kind-credential-check = Check of delegates
desk-kind-delegation = Naming delegates
desk-kind-approval = Waiting for your confirmation
desk-kind-polls = Polls
desk-kind-seat-call = Calls to seats without an answer
desk-kind-successor = Successors
desk-kind-seat-vacant = Vacant seats
desk-kind-election-uncertified = Elections not certified
desk-kind-election-ahead = Elections ahead
desk-kind-term-ending = Terms that end
desk-kind-fee-unpaid = Unpaid fees
desk-kind-consent-missing = Missing consents
desk-kind-mail-undelivered = Mail not delivered

# $name: the round, body, poll or act. $n: how many. $of: of how many.
desk-due-call-deadline = { $name }: { $n } of { $of } members have submitted their delegates.
desk-due-delegations-returned = { $name }: { $n ->
    [one] one member has not yet corrected delegates given back.
   *[other] { $n } members have not yet corrected delegates given back.
 }
desk-due-credential-check = { $name }: { $n ->
    [one] one person waits for the check.
   *[other] { $n } people wait for the check.
 }
desk-due-delegation-draft = { $name }: { $n } of { $of } delegates are named, nothing is submitted yet.
desk-due-delegation-changed = { $name }: something was changed since it was submitted. Submit once more.
desk-due-delegation-returned = { $name }: { $n ->
    [one] one person was given back.
   *[other] { $n } people were given back.
 }
desk-due-delegation-submitted = { $name }: { $n } of { $of } delegates are named and submitted.
desk-due-approval = Confirm or refuse: { $name }
desk-due-poll-ready = “{ $name }” is ready and can be opened.
desk-due-poll-open = “{ $name }” is open.
desk-due-poll-uncounted = “{ $name }” is closed and not yet counted.
desk-due-poll-unpublished = “{ $name }” is counted and not yet published.
desk-due-seat-call = { $name }: { $n ->
    [one] one person elected has not answered yet.
   *[other] { $n } people elected have not answered yet.
 }
desk-due-successor = { $name }: { $n ->
    [one] one seat is vacant, and somebody can succeed.
   *[other] { $n } seats are vacant, and somebody can succeed.
 }
desk-due-seat-vacant = { $name }: { $n ->
    [one] one seat is vacant.
   *[other] { $n } seats are vacant.
 }
desk-due-election-uncertified = { $name }: the election is being counted and not yet certified.
desk-due-election-ahead = { $name }: an election is ahead.
desk-due-term-ending = { $name }: the term ends, and neither an election nor a new term is entered.
desk-due-fee-unpaid = { $name }: { $n ->
    [one] one fee is unpaid.
   *[other] { $n } fees are unpaid.
 }
desk-due-consent-missing = { $name }: { $n ->
    [one] one person has not agreed to the publication of the name.
   *[other] { $n } people have not agreed to the publication of their names.
 }
desk-due-mail-undelivered = { $n ->
    [one] One message was not delivered or has no address.
   *[other] { $n } messages were not delivered or have no address.
 }

desk-on-day = Who speaks for whom on a day
desk-delegate = Delegate
desk-body = Member
desk-delegates-of = Delegates of the assembly “{ $title }” on { $day }
desk-delegates-of-explained = The last assembly on this day or before counts. Whoever followed somebody stands with the day on which they did.
desk-no-assembly-yet = There was no assembly up to this day.
desk-as-table = As a table:
desk-on-day-caption = { $n } entries on { $day }
desk-wave = Elections in figures
desk-wave-none = Nothing was elected on these days.
desk-wave-held = Elections held
desk-wave-certified = of these certified: { $n }
desk-wave-not-held = Elections not held
desk-wave-ahead = Elections in preparation
desk-wave-filled = Seats filled
desk-wave-vacant = vacant: { $n }
desk-wave-turnout = Turnout
desk-wave-voters = { $n } of { $of } eligible
desk-wave-lists = Lists
desk-wave-independents = independents: { $n }
desk-wave-candidates = Candidates
desk-wave-day = Election day
desk-wave-state = State
desk-wave-seats = Seats
desk-elected = The elected by age and gender
desk-elected-explained = Counted are those who were elected in a calendar year in the whole federation and took the seat; the age is that of election day. So that nobody can tell single people, counts below { $n } are hidden (•), and with them as many others as it takes that they cannot be computed.
desk-elected-age = Age
desk-elected-total = All
desk-elected-under-18 = under 18
desk-elected-18-29 = 18 to 29
desk-elected-under-30 = under 30
desk-elected-30-44 = 30 to 44
desk-elected-45-59 = 45 to 59
desk-elected-60 = 60 and over
desk-elected-not-stated = not stated
desk-elected-none = No election of this year is certified.
desk-elected-open = An election of this year is not over, or somebody has not answered yet. Until then there are no figures: the difference between two days could tell single people.
desk-elected-few = So few were elected in this year that there are no figures.
