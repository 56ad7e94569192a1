# Results of elections: for everybody, also for people who do not know the jargon.
outcome-elections = Elections
outcome-elections-on = Elections on { $day }
outcome-election-on = Election on { $day }
outcome-for-term = Term of office { $term }
outcome-days-lead = Most member councils are elected on the same day. These are all election days with their results.
outcome-no-days = No election has been announced yet.
outcome-n-bodies = { $n ->
    [one] One council
   *[other] { $n } councils
 }
outcome-n-results = { $n ->
    [0] no result yet
    [one] one result
   *[other] { $n } results
 }
outcome-day-summary = { $bodies ->
    [one] The election of one council was
   *[other] The elections of { $bodies } councils were
 } set for this day. { $results ->
    [0] There is no result yet.
    [one] There is one result.
   *[other] There are { $results } results.
 }
outcome-body = Council
outcome-state = State
outcome-reported = Districts counted
outcome-seats-filled = Seats filled
outcome-vacant = Vacant
outcome-no-result-yet = no result yet
outcome-turnout-change-explained = The small figure below the turnout shows how it changed since the previous election of the same council.
outcome-sums-incomplete = Not all councils have reported all figures. The sums hold only those reported, and the turnout is computed from the councils with both figures.
outcome-x-of-y = { $x } of { $y }
outcome-name = { $name }
outcome-and = { $first } and { $last }

outcome-state-counting = Counting: { $reported } of { $districts } districts are counted
outcome-state-provisional = Provisional result
outcome-state-certified = Certified result
outcome-state-corrected = Corrected result, version { $version }
outcome-state-annulled = This election has been declared void
outcome-as-of = As of { $at }, published by { $by }
outcome-certified-at = Certified and published on { $at } by { $by }, confirmed by two people
outcome-corrected-at = Corrected on { $at } by { $by }, confirmed by two people
outcome-annulled-at = Announced on { $at } by { $by }, confirmed by two people
outcome-may-change = The figures can still change.
outcome-reason = Reason: { $reason }
outcome-reason-label = Reason:
outcome-objection-until = Objections to the result are possible until { $day }.
outcome-objection-over = The time for objections ended on { $day }.
outcome-superseded = This is an earlier version. There is a newer one by now.
outcome-to-newest = To the newest version
outcome-to-repeat = To the repeat election
outcome-is-repeat = This election repeats an earlier one that was declared void.
outcome-to-repeated = To the earlier election
outcome-print = Print

outcome-headline-annulled = The figures below are no longer valid. They stay here so that everybody can see what was.
outcome-headline-so-far = So far, after { $reported } of { $districts } districts:
outcome-headline-none = No seat has been given yet.
outcome-headline-all = { $n ->
    [one] The one seat is filled.
   *[other] All { $n } seats are filled.
 }
outcome-headline-filled = { $filled } of { $seats } seats are filled.
outcome-headline-vacant = { $n ->
    [one] One seat stays vacant.
   *[other] { $n } seats stay vacant.
 }
outcome-headline-undecided = { $n ->
    [one] One seat is decided by lot.
   *[other] { $n } seats are decided by lot.
 }
outcome-headline-strongest = { $lists ->
    [one] Most seats go to { $names }: { $n }.
   *[other] Most seats go to { $names }: { $n } each.
 }
outcome-lot-needed = { $n ->
    [one] { $names } have equal claims to one seat. It is given by lot.
   *[other] { $names } have equal claims to { $n } seats. They are given by lot.
 }
outcome-lot-needed-people = { $n ->
    [one] Several people have equal votes for one seat. It is given by lot.
   *[other] Several people have equal votes for { $n } seats. They are given by lot.
 }

outcome-key-figures = Figures at a glance
outcome-eligible = Entitled to vote
outcome-voters = Voted
outcome-turnout = Turnout
outcome-valid = Valid votes
outcome-invalid = Invalid votes
outcome-invalid-ballots = Invalid ballots
outcome-not-reported = not reported
outcome-of-voters = { $share } of those who voted
outcome-seats = Seats
outcome-of-them-vacant = { $n ->
    [one] one of them vacant
   *[other] { $n } of them vacant
 }
outcome-points = { $points } points
outcome-compared-with = Figures with a sign show the change since the election on { $day }.
outcome-appointed-seats = { $n ->
    [one] The council has one further member who is not elected but appointed.
   *[other] The council has { $n } further members who are not elected but appointed.
 }
outcome-ex-officio-seats = { $n ->
    [one] The council has one further member by virtue of an office.
   *[other] The council has { $n } further members by virtue of an office.
 }

outcome-chart-part = { $label }: { $n }
outcome-chart-alternative = { $n ->
    [one] One seat.
   *[other] { $n } seats as a half circle.
 } { $parts }
outcome-n-seats = { $n ->
    [0] no seat
    [one] one seat
   *[other] { $n } seats
 }
outcome-vacant-seats = { $n ->
    [one] one seat vacant
   *[other] { $n } seats vacant
 }
outcome-undecided-seats = { $n ->
    [one] one seat still open
   *[other] { $n } seats still open
 }

outcome-lists = Lists and independents
outcome-list = List
outcome-independent = Independent
outcome-votes = Votes
outcome-share = Share
outcome-bar = Votes as a bar, beside those of the strongest list
outcome-sum = Sum
outcome-new = new
outcome-entitled-to = { $n ->
    [one] one seat by votes
   *[other] { $n } by votes
 }
outcome-numbers-explained = The number before the name is the place on the ballot. Shares are rounded to two decimals and therefore do not always add up to exactly 100%.
outcome-changes-explained = “Points” are percentage points; “new” means: did not stand under this name in the previous election.
outcome-gone = Did not stand this time
outcome-votes-before = Votes before
outcome-seats-before = Seats before

outcome-people = Elected people and those who follow
outcome-people-explained = This is who was elected, and in which order others follow when somebody declines or leaves. Who holds which seat today is told on the page of the council.
outcome-to-body = To the council
outcome-name-head = Name
outcome-place = Place on the list
outcome-elected-by = Elected by
outcome-by-list-order = order of the list
outcome-by-votes = own votes
outcome-name-withheld = Name not published
outcome-names-not-taken-in = The names of the candidates are not recorded here.
outcome-nobody-follows = Nobody is left on this list who could follow. A seat that falls empty stays vacant.
outcome-nobody-follows-independent = Nobody follows an independent. If the seat falls empty, it stays vacant.
outcome-elected = Elected
outcome-successor = follows
outcome-not-elected = not elected
outcome-undecided = open, decided by lot
outcome-tied = Equal votes: decided by lot
outcome-successors = { $n ->
    [one] One person can follow
   *[other] { $n } people can follow
 }
outcome-successors-order = Those who follow, in their order
outcome-not-elected-people = { $n ->
    [one] One person is not elected
   *[other] { $n } people are not elected
 }
outcome-seating = Acceptance
outcome-seating-explained = Who accepted, declined or moved up is kept in the register and added here as it happens. The checksum and the files cover the certified result only.
outcome-seating-called = asked on { $day }, answer due by { $until }
outcome-seating-accepted = accepted on { $day }
outcome-seating-withdrawn = lost the seat on { $day }: the election was corrected or declared void
outcome-seating-declined = declined on { $day }
outcome-seating-moved-up = moved up on { $day }
outcome-seating-moved-up-for = moved up on { $day } for { $name }
outcome-seating-until = { $state }, in office until { $day }
outcome-seat-freed = A seat of { $label } has been free since { $day }. Who follows is being settled.
outcome-seat-exhausted = A seat of { $label } has been vacant since { $day }: nobody is left to follow.
outcome-vacant-title = Why seats stay vacant
outcome-vacant-list = { $label }: the votes are enough for { $entitled ->
    [one] one seat
   *[other] { $entitled } seats
 }, but { $candidates ->
    [0] nobody stands
    [one] only one person stands
   *[other] only { $candidates } people stand
 } on the list. { $n ->
    [one] One seat stays vacant.
   *[other] { $n } seats stay vacant.
 }
outcome-vacant-independent = { $label }: the votes are enough for { $entitled } seats, but one person can hold one seat only. { $n ->
    [one] One seat stays vacant.
   *[other] { $n } seats stay vacant.
 }
outcome-vacant-nobody = { $n ->
    [one] One seat stays vacant because nobody is left who could take it.
   *[other] { $n } seats stay vacant because nobody is left who could take them.
 }
outcome-vacant-rule = By the rules of this election such seats do not pass on to other lists.

outcome-working-title = How the seats were computed
outcome-rules-title = The rules
outcome-rules-source = These rules are written in:
outcome-rule-one-vote = Everybody has one vote.
outcome-rule-votes = Everybody has { $n } votes.
outcome-rule-cumulating = One candidate can get up to { $n } of them (cumulating).
outcome-rule-cross-voting = The votes may go to people of several lists (cross-voting).
outcome-rule-majority = The people with most votes are elected, whatever their list (majority vote).
outcome-rule-sainte-lague = Each list gets as many seats as its share of the votes is worth. Rounding is by Sainte-Laguë/Schepers.
outcome-rule-dhondt = Each list gets as many seats as its share of the votes is worth. Rounding is by d’Hondt.
outcome-rule-hare-niemeyer = Each list gets as many seats as its share of the votes is worth. Rounding is by Hare/Niemeyer.
outcome-rule-threshold = Only who has at least { $share } of the valid votes gets seats.
outcome-rule-majority-clause = Who has more than half of the votes also gets more than half of the seats.
outcome-rule-short-vacant = If a list has fewer candidates than seats, the seats left over stay vacant. An independent can hold one seat only.
outcome-rule-short-reallocate = If a list has fewer candidates than seats, the seats left over go to the others. An independent can hold one seat only.
outcome-rule-order-list = The seats of a list go to its candidates in the order of the list.
outcome-rule-order-votes = The seats of a list go to the candidates with most votes of their own, equal ones in the order of the list.
outcome-rule-order-votes-lot = The seats of a list go to the candidates with most votes of their own; between equal ones a lot decides.
outcome-rule-order-mixed = Some seats of a list go to its candidates in the order of the list, the others by their own votes.
outcome-steps-title = The computation
outcome-steps-title-of = The computation for { $name }
outcome-working-none = No votes are reported from which seats could be computed.
outcome-working-persons = { $n ->
    [one] The person with most votes is elected.
   *[other] The { $n } people with most votes are elected.
 }
outcome-working-sainte-lague = The votes of each list are divided by 1, 3, 5, 7 and so on.
outcome-working-dhondt = The votes of each list are divided by 1, 2, 3, 4 and so on.
outcome-working-highest = { $n ->
    [one] The highest number that comes out gets the seat.
   *[other] The { $n } highest numbers that come out get one seat each: the highest the first, the next one the second, until all are given.
 }
outcome-working-quota = The votes of each list are multiplied by the number of seats ({ $seats }) and divided by all votes ({ $votes }).
outcome-working-rests = Each list first gets the whole seats. What is left goes, one by one, to the lists with the largest rests behind the decimal point.
outcome-quotients = Votes divided by the series
outcome-divided-by = divided by { $n }
outcome-seat-number = seat { $n }
outcome-last-won = Last number with a seat
outcome-first-missed = First number without a seat
outcome-whole-table = Show all numbers
outcome-table-in-file = The whole table is too large for this page. It is in the JSON file further down.
outcome-quotients-explained = Highlighted numbers won a seat; below each stands which one. The numbers are rounded to two decimals; the exact values were compared.
outcome-quotas = Shares of the seats
outcome-ideal = Exact share
outcome-whole = Whole seats
outcome-rest = Rest
outcome-further = Further seat
outcome-further-yes = yes, plus 1
outcome-quotas-explained = Shares and rests are cut off after four decimals; the exact values were compared.
outcome-edge = It was close for the last seat (seat { $seat }): it went to { $last }. Nearest to it was { $missed }; { $n ->
    [one] one more vote
   *[other] { $n } more votes
 } would have been enough.
outcome-check-nearest = To check: divide the votes of each list by { $divisor } and round each result to the nearest whole number. That gives the seats by votes.
outcome-check-down = To check: divide the votes of each list by { $divisor } and round each result down. That gives the seats by votes.
outcome-step-threshold = At least { $least ->
    [one] one vote was
   *[other] { $least } votes were
 } needed for seats. { $lists ->
    [0] All reached that.
    [one] Below it stayed { $names }.
   *[other] Below it stayed { $names }.
 }
outcome-step-majority-clause = { $name } has more than half of the votes but would have got only { $before ->
    [one] one seat
   *[other] { $before } seats
 }. By the majority rule it gets { $after }.
outcome-step-lot = { $n ->
    [one] A lot decided on one seat between { $between }.
   *[other] A lot decided on { $n } seats between { $between }.
 } Won: { $won }.
outcome-lots = Decided by lot
outcome-lot = Lot
outcome-lot-between = Between
outcome-lot-drawn = Drawn
outcome-lot-when = On
outcome-lot-by = By
outcome-lot-witnesses = Present

outcome-districts = Districts
outcome-district = District
outcome-districts-by-list = Votes of the lists by district
outcome-district-missing = not included yet
outcome-district-suppressed = votes not shown one by one
outcome-suppressed-explained = Where only few voted, the votes by list are not shown one by one, so that nobody can tell how somebody voted. They are part of the sum.

outcome-versions = Versions and corrections
outcome-versions-explained = What was published stays. Each change is a new version with its time and reason.
outcome-version = Version { $n }
outcome-standing-provisional = provisional
outcome-standing-certified = certified
outcome-standing-corrected = corrected
outcome-standing-annulled = declared void
outcome-n-changes = { $n ->
    [one] One change
   *[other] { $n } changes
 }
outcome-changes = Changes since the version before
outcome-what = What
outcome-old = Before
outcome-new-value = Now
outcome-change-standing = State
outcome-change-reported = Districts counted
outcome-change-vacant = Vacant seats
outcome-change-undecided = Seats that a lot decides
outcome-change-votes = Votes: { $label }
outcome-change-seats = Seats: { $label }
outcome-change-person = { $name } ({ $label })
outcome-change-unnamed = Place { $n } on the list ({ $label })
outcome-change-rules = Rules of the election
outcome-change-see-version = see the version before
outcome-change-see-page = see “The rules”
outcome-change-deadline = Time for objections

outcome-check = Download and check
outcome-permalink = Permanent address
outcome-permalink-explained = It always leads to exactly this version.
outcome-checksum = Checksum
outcome-checksum-explained = SHA-256 of the JSON file. If it is the same, the file is unchanged.
outcome-downloads = Files
outcome-download-csv = Table (CSV)
outcome-download-json = All data (JSON)
outcome-download-pdf = To print and to pass on (PDF)
outcome-qr = QR code of the permanent address

outcome-about = Notes
outcome-objection = Objection
outcome-objection-where = Objections go to the municipality; their form and who may raise them are told by election law.
outcome-sources = Source of the figures
outcome-sources-explained = The municipality counted. { $by } took over the figures and computed the seats from them by the rules named. The announcement of the municipality is what counts in law.
outcome-legal-source = Legal source
outcome-contact = Contact

outcome-glossary = Words explained
outcome-eligible-means = People who were allowed to vote in this election.
outcome-turnout-means = How many of those entitled voted.
outcome-valid-means = Votes that count. A vote is invalid, for example, if it is not clear for whom it is meant.
outcome-list-means = People who stand together, in a fixed order and under one name.
outcome-independent-head = Independent
outcome-independent-means = Somebody who stands without a list.
outcome-seat = Seat
outcome-seat-means = A place in the council, with one vote on its decisions.
outcome-successor-head = To follow
outcome-successor-means = If somebody declines or leaves later, the next person of the same list gets the seat.
outcome-points-head = Percentage point
outcome-points-means = The distance between two shares: from 10% to 12% it is 2 points.
outcome-standing-provisional-head = Provisional
outcome-standing-provisional-means = Counted and published, but not yet checked and certified.
outcome-standing-certified-head = Certified
outcome-standing-certified-means = The result is checked. Two people confirmed it independently of each other.
outcome-lot-means = If two have exactly equal claims to a seat, it is drawn by lot. The lot is recorded on this page.
outcome-objection-means = Whoever holds the result for wrong can have it examined within a certain time.

outcome-csv-part = Part
outcome-csv-number = Number
outcome-csv-name = Name
outcome-csv-list = List
outcome-csv-votes = Votes or number
outcome-csv-entitled = Seats by votes
outcome-csv-filled = Seats filled
outcome-csv-note = Note
outcome-csv-about = Election
outcome-csv-body = Council
outcome-csv-federation = Federation
outcome-csv-day = Election day
outcome-csv-version = Version
outcome-csv-standing = State
outcome-csv-published = Published
outcome-csv-reason = Reason for the version
outcome-csv-source = Legal source
outcome-csv-figures = Figures
outcome-csv-districts = Districts
outcome-csv-reported = Districts counted
outcome-csv-person = Person
outcome-csv-district = District
outcome-newest-day = Newest election
outcome-all-days = All election days
outcome-of-body = Elections of this council
