# Elections of member bodies: for staff and readers.
elections-state-preparing = in preparation
elections-state-counting = being counted
elections-state-certified = certified
elections-state-not-held = not held
elections-state-appointed-instead = appointed instead
elections-state-annulled = annulled
elections-state-repeated = repeated
elections-transition-start-counting = start counting
elections-transition-certify = certify the result
elections-transition-call-off = call the election off
elections-transition-appoint-instead = appoint instead
elections-transition-annul = annul
elections-transition-repeat = repeat
elections-kind-list = list
elections-kind-independent = independent
elections-look-first = first entry
elections-look-second = second entry
elections-look-settled = settled

elections-method-sainte-lague = Sainte-Laguë/Schepers
elections-method-dhondt = D’Hondt
elections-method-hare-niemeyer = Hare/Niemeyer
elections-short-lists-vacant = stay vacant
elections-short-lists-reallocate = pass on to the next in turn
elections-order-list = order of the list
elections-order-personal-votes = most personal votes first
elections-order-mixed = partly order of the list, partly personal votes
elections-system-proportional = lists, seats in proportion to their votes
elections-system-majority = persons with the most votes

elections-title = Elections
elections-count = { $n ->
    [0] No election
    [one] One election
   *[other] { $n } elections
 }
elections-of-all = of all bodies
elections-new = New election
elections-edit = Edit
elections-search = Body
elections-state = State
elections-all-states = All
elections-day = Election day
elections-filter = Show
elections-none = There is no election here yet.
elections-body = Body
elections-body-hint = Whose members are elected.
elections-term = Term of office
elections-term-hint = The term that the elected members serve.
elections-seats = Seats
elections-page-of = Page { $page } of { $last }
elections-no-bodies = There is no body yet for which an election could be held.
elections-next-step = Next
elections-no-terms = This body has no term of office yet. An election needs one.
elections-term-new = Add a term of office
elections-fixed-title = Day and seats are fixed
elections-fixed-text = Counting has started. The time for answers and that for objections can still be changed.
elections-seats-elected = Seats to be elected
elections-seats-hint = Without appointed seats and those held by virtue of an office.
elections-seats-appointed = Appointed seats
elections-seats-appointed-hint = Given beside the elected ones, for instance by the municipal council.
elections-seats-ex-officio = Seats by virtue of an office
elections-seats-ex-officio-hint = For instance that of the mayor.
elections-nomination-deadline = Last day for nominations
elections-nomination-deadline-hint = Later changes of nominations need a reason, which is logged.
elections-acceptance-days = Days to answer
elections-acceptance-days-hint = How many days the elected have to accept or decline; the electoral law says so.
elections-objection-deadline = Last day for objections
elections-objection-deadline-hint = Can be entered later, when the result has been announced.
elections-create-button = Create the election
elections-save-button = Save
elections-remove = Remove the election
elections-remove-text = Only for an election that was created by mistake. Nobody has been nominated yet.
elections-remove-button = Remove
elections-on-day = Election on { $day }
elections-repeats = This election repeats an annulled one.
elections-tasks = The way to the result
elections-task-done = set
elections-task-open = not set
elections-task-rules-hint = How votes become seats, with the place where it is written. There is no default.
elections-task-districts-hint = Only where votes are counted in several places.
elections-task-groups-hint = Only where seats are set aside for groups.
elections-districts = Districts
elections-districts-none = counted as a whole
elections-districts-count = { $n ->
    [one] one district
   *[other] { $n } districts
 }
elections-districts-lead = Where votes are counted and reported separately: polling districts and postal voting districts. Leave it empty where there is only one result.
elections-districts-hint = One district in each line: “number; name”, or the name alone.
elections-groups = Groups of seats
elections-groups-none = all seats together
elections-groups-count = { $n ->
    [one] one group
   *[other] { $n } groups
 }
elections-groups-lead = Where the rules set seats aside for groups, each group is allocated by itself. Together they have { $seats } seats. Leave it empty where all seats are allocated together.
elections-groups-hint = One group in each line: “name; seats”.
elections-nominations = Nominations
elections-nominations-count = { $n ->
    [0] none
    [one] one nomination
   *[other] { $n } nominations
 }
elections-candidates-count = { $n ->
    [0] Nobody stands yet.
    [one] One person stands.
   *[other] { $n } people stand.
 }
elections-candidates-unknown = At least one list does not tell how many candidates it has.
elections-too-few-title = Not more candidates than seats
elections-too-few-text = Some electoral laws say that there is no election then (Rhineland-Palatinate: GemO § 56a). Please check whether the election is held.
elections-start-title = Start counting
elections-start-text = Rules, districts, groups of seats and nominations are then fixed, and figures can be entered.
elections-start-button = Start counting
elections-accept-vacant-seats = It is known that seats will stay vacant.
elections-start-missing = Counting can start when this is done:
elections-not-held = The election is not held
elections-not-held-lead = The election then ends here, without votes. This cannot be undone.
elections-candidates-for-seats = { $n ->
    [0] Nobody stands for { $seats } seats.
    [one] One person stands for { $seats } seats.
   *[other] { $n } people stand for { $seats } seats.
 }
elections-outcome = What comes instead
elections-outcome-call-off = it is not held for lack of candidates
elections-outcome-appoint = the body is appointed instead
elections-reason = Reason
elections-not-held-reason-hint = With the provision or the resolution on which it rests. Readers of the result see it.
elections-not-held-button = End the election without votes
elections-details = Details
elections-rules = Rules
elections-rules-lead = They hold for this election only and are published with the result.
elections-system = What is voted for
elections-method = Method of allocation
elections-method-hint = By what votes become seats. Neighbouring municipalities differ, so look it up in the source named above.
elections-short-lists = Seats that a list has no candidate for
elections-order = Who of a list gets its seats
elections-majority-clause = Majority clause
elections-majority-clause-hint = More than half of the votes gives more than half of the seats.
elections-threshold = Threshold
elections-threshold-num = Threshold: parts
elections-threshold-hint = A list below this share of the valid votes gets no seat, for instance 5 of 100.
elections-threshold-den = Threshold: of the whole
elections-threshold-den-hint = For instance 100.
elections-share = { $num } of { $den }
elections-yes = yes
elections-votes = Votes
elections-votes-per-voter = Votes of a voter
elections-votes-per-voter-hint = 1 for one list or person; otherwise often as many as there are seats.
elections-votes-per-candidate = Votes for one candidate at most
elections-votes-per-candidate-hint = 1 where votes are not cumulated.
elections-cross-voting = Cross-voting
elections-cross-voting-hint = Votes may go to candidates of several lists.
elections-personal-votes = Votes for persons are counted
elections-personal-votes-hint = Beside the sum of a list there is a figure for each candidate.
elections-legal-source = Where these rules are written
elections-legal-source-hint = Law, municipal charter or local election rules, with the section.
elections-lists-only = Seats of lists
elections-lists-only-hint = Leave all of this empty where persons are elected by most votes.
elections-choose = Please choose

elections-nomination-new = New nomination
elections-nomination-edit = Edit the nomination
elections-nominations-none = Nobody has been nominated yet.
elections-nominations-fixed = The nominations are fixed.
elections-nominations-late = The last day for nominations is over. Each change needs a reason, which is logged.
elections-namesakes = Candidates of the same name
elections-namesakes-text = Nobody may stand twice. Please check whether these are two people.
elections-namesake = { $name } – also on “{ $label }”
elections-late-reason = Reason of the late change
elections-late-reason-hint = The last day for nominations is over.
elections-move-up = Up
elections-move-down = Down
elections-position = Place on the ballot
elections-label = Name of the nomination
elections-label-hint = As it stands on the ballot.
elections-kind = Kind
elections-kind-hint = An independent stands alone and holds at most one seat.
elections-group = Group of seats
elections-candidates = Candidates
elections-candidates-hint = One person in each line, in the order of the list: “family name, given name”.
elections-candidates-none = No names have been taken in.
elections-candidates-add = Add candidates
elections-acts = Acts
elections-withdrawn = withdrawn
elections-withdrawn-on = withdrawn on { $day }
elections-withdraw = Withdraw
elections-nomination-withdraw = Withdraw or remove the nomination
elections-unknown = not known
elections-unnamed = Number of candidates without names
elections-unnamed-hint = Only where no names are taken in: how many seats the list can fill.
elections-unnamed-forgotten = { $n ->
    [one] So far the nomination has one candidate without a name. From the first name on, the names count.
   *[other] So far the nomination has { $n } candidates without names. From the first name on, the names count.
 }
elections-consented-on = Consent of
elections-consented-on-hint = The day on which they agreed to stand and to be named in public. Without it the name is withheld.
elections-consent-missing = missing
elections-place = Place
elections-name = Name
elections-given-name = Given name
elections-given-name-hint = Leave it empty where somebody has one name only.
elections-family-name = Family name
elections-person = In the register
elections-person-hint = Only if it really is the same person.
elections-person-none = Nobody of this name is in the register of people.
elections-person-not-linked = not linked
elections-in-register = see there
elections-act = What has happened
elections-act-hint = Who withdraws stays visible to staff, with day and reason. What was entered by mistake disappears.
elections-act-withdraw = withdraws
elections-act-remove = was entered by mistake; remove
elections-withdrawal-day = Day of the withdrawal
elections-withdrawal-day-hint = Not needed for what was entered by mistake.
elections-withdrawal-reason-hint = Not needed for what was entered by mistake.
elections-withdrawal-late-hint = The last day for nominations is over, so a reason is needed in any case.

field-more-seats-than-candidates = Only { $candidates } stand for { $seats } seats. Is a nomination missing? If not, confirm that seats will stay vacant.
act-accept-vacant-seats = Vacant seats accepted
problem-election-cannot-start-counting = Counting can only start while the election is in preparation.
problem-election-cannot-certify = Only an election that is being counted can be certified.
problem-election-cannot-call-off = Only an election in preparation can be called off.
problem-election-cannot-appoint = The body can only be appointed instead while the election is in preparation or was called off.
problem-election-cannot-annul = Only a certified election can be annulled.
problem-election-cannot-repeat = Only an annulled election can be repeated, and only once.
problem-election-details-fixed = Day and seats of the election can no longer be changed.
problem-election-rules-fixed = The rules can no longer be changed, because the election is no longer in preparation.
problem-election-districts-fixed = The districts can no longer be changed, because the election is no longer in preparation.
problem-election-groups-fixed = The groups of seats can no longer be changed, because the election is no longer in preparation.
problem-election-nominations-fixed = The nominations can no longer be changed, because the election is no longer in preparation.
problem-election-without-rules = The rules of this election are not set yet.
problem-election-nobody-stands = Nobody stands yet.
problem-election-groups-sum = The groups have { $sum } seats together, but { $seats } are to be elected.
problem-election-nomination-without-group = The nomination “{ $label }” is in no group of seats.
problem-election-has-nominations = The election cannot be removed: somebody has been nominated, or it repeats an annulled one.
problem-already-withdrawn = This has been withdrawn already.
problem-election-order = The order has to name each one exactly once.

field-election-after-term = The election day lies after the end of the term { $term }.
field-election-long-before-term = The election day lies more than two years before the term { $term }. Please check the year.
field-election-twice = This body already has an election on this day.
field-nominations-until-election = The last day for nominations has to lie before the election day.
field-objections-before-election = The last day for objections has to lie after the election day.
field-personal-votes-majority = Where persons are elected, votes for persons are counted. Please tick this.
field-personal-votes-cumulating = Several votes for one candidate need votes for persons. Please tick this, or allow one vote each.
field-personal-votes-cross-voting = Cross-voting needs votes for persons. Please tick this.
field-cross-voting-one-vote = With one vote nobody can vote across lists.
field-order-needs-personal-votes = This order needs votes for persons to be counted.
field-proportional-only = This has no meaning where persons are elected by most votes. Please leave it empty.
field-candidates-are-named = Names were taken in, so their number is known. Please leave it empty.
field-independent-one-candidate = An independent is exactly one person.
field-candidate-line = Candidate { $n } (“{ $name }”) is not right: family name, given name, day of consent or person in the register.
field-too-many-lines = { $n ->
    [one] At most one entry is allowed.
   *[other] At most { $n } entries are allowed.
 }
field-person-stands-twice = This person already stands on “{ $label }”. Nobody may stand twice.
field-person-named-twice = This person is named twice here.
field-withdrawn-in-future = A withdrawal lies today or before.
field-late-reason-needed = The last day for nominations is over. Please say why this changes.
field-label-taken = A nomination of this name is there already.
field-line-number = Line { $line }: the number of the district is not right.
field-line-name = Line { $line }: the name is missing or too long.
field-line-number-twice = Line { $line }: this number is there twice.
field-line-name-twice = Line { $line }: this name is there twice.
field-line-seats = Line { $line }: the number of seats is missing or too large.
field-groups-sum = The groups have { $sum } seats together, but { $seats } are to be elected.

notice-counting-started = Counting has started.
