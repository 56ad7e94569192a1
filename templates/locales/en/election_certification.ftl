# Certification of elections: for staff.
elections-order-personal-votes-lot = most personal votes first, equal votes by lot
elections-decision-certify = Certify the result
elections-decision-correct = Correct the certified result
elections-decision-annul = Annul the election

certification-title = Result and certification
certification-task-hint = Certified by two people; corrections are new versions.
certification-standing-provisional = provisional
certification-standing-certified = certified
certification-standing-corrected = corrected
certification-standing-annulled = annulled
certification-signed-by-two = { $first } and { $second }
certification-waiting = Waiting for a second person
certification-decision = Decision
certification-reason = Reason
certification-reason-hint = Becomes public with the new version. Certifying needs none.
certification-requested-by = Requested by
certification-requested-at = Requested on
certification-outdated = The result has changed
certification-outdated-explained = Since the request, figures, lots or names have changed. What was requested can no longer be confirmed: withdraw the request and make a new one.
certification-confirm-question = Confirm this result?
certification-confirm-explained = Below is exactly what will be published. It cannot be changed afterwards; later corrections are new versions.
certification-confirm = Confirm and publish
certification-second-person = A second person confirms. Whoever made the request cannot.
certification-withdraw = Withdraw the request
certification-missing = What is missing
certification-preview = What would be published
certification-preview-as = As the figures stand now, published as: { $standing }.
certification-same-as-published = This is what the newest version says already.
certification-nothing-to-show = There is no result to show yet.
certification-provisional-question = Publish a provisional result?
certification-provisional-explained = One person is enough. Everybody sees how many districts have reported.
certification-publish-provisional = Publish as provisional
certification-decide = Request a decision
certification-decide-explained = What is shown above is what a second person is asked to confirm.
certification-versions = Published versions
certification-version = Version
certification-standing = Status
certification-at = Published on
certification-signed = Decided by
certification-checksum = Checksum
certification-repeat = Prepare the repeat election
certification-repeated-by = To the repeat election
certification-record = Record of results
certification-draft = Draft, not certified
certification-print = Print
certification-day = Election day
certification-term = Term of office
certification-seats-of-body = { $elected } elected, { $appointed } appointed, { $ex_officio } by office
certification-signatures = Signatures
certification-signature = Place, date, signature

certification-method = Method
certification-majority = Majority election of persons
certification-legal-source = Rules
certification-districts-reported = Districts
certification-reporting = { $reported } of { $districts ->
    [one] one district has reported
   *[other] { $districts } districts have reported
 }
certification-figures = Figures
certification-figure = Figure
certification-number = Number
certification-figure-a1 = Eligible voters in the register without a flag
certification-figure-a2 = Eligible voters in the register with the flag W
certification-figure-a3 = Eligible voters not in the register
certification-figure-a = Eligible voters
certification-figure-b = Voters
certification-figure-b1 = Voters with a ballot authorisation
certification-figure-c = Invalid
certification-figure-d = Valid votes
certification-seats-title = Seats
certification-seats = { $seats ->
    [one] One seat
   *[other] { $seats } seats
 }: { $filled } filled, { $vacant } vacant, { $undecided } undecided
certification-list = List
certification-votes = Votes
certification-share = Share
certification-entitled = Seats by votes
certification-filled = Seats filled
certification-elected = Elected
certification-successors = Successors
certification-undecided-people = A lot decides between
certification-name-withheld = Name withheld
certification-person = { $name } (place { $position })
certification-person-with-votes = { $name } (place { $position }, { $votes ->
    [one] one vote
   *[other] { $shown } votes
 })
certification-working = How the seats were computed
certification-working-explained = In brackets: the number of the seat that this quotient won, or the further seat of a largest remainder.
certification-quota = { $whole } whole, remainder { $remainder }
certification-edge = The last seat went to { $last }. { $missed } would have needed { $votes ->
    [one] one more vote
   *[other] { $shown } more votes
 } for it.
certification-step-threshold = Below the threshold of { $votes } votes: { $n ->
    [0] nobody
   *[other] { $names }
 }
certification-step-majority-clause = { $name } has more than half of the votes and gets { $after } instead of { $before } seats.
certification-step-lot = A lot gave { $seats ->
    [one] one seat
   *[other] { $seats } seats
 } to { $won }; it was drawn between { $between }.
certification-concerned = This version takes the seat from these people. When it is published, their call is withdrawn and their mandate ends that day:
certification-unusual-hint = This is unusual about the figures of all districts together. Confirm it and say why in the note.
certification-kept-back = Kept back until the result is complete: { $names }
certification-kept-back-explained = As long as districts are missing, a provisional version leaves out at least one that was counted. Otherwise the votes of a small district could be computed from two versions.
problem-result-too-few-districts = Nothing can be published yet: as long as districts are missing, a counted one with at least { $n } ballots is kept back, and the others must have at least as many together. Otherwise the votes of a small district could be computed from two versions.
problem-result-district-reopened = District { $number } { $name } is in a published version and is being corrected. Without it, its votes could be computed. Wait until both looks are in.
certification-lots = Lots
certification-districts = Districts
certification-district = District
certification-district-open = has not reported
certification-district-suppressed = too few ballots to show votes by list

certification-lot = Record a lot
certification-lot-lead = { $names } have equal claims to { $seats ->
    [one] one seat
   *[other] { $seats } seats
 }.
certification-lot-explained = Whoever is responsible draws by hand, in front of witnesses. Record here how the lot fell. It counts for this tie only: if the figures are corrected and the tie is gone, the lot counts no longer.
certification-lot-winners = Who won a seat?
certification-lot-list = The order of the list: { $name }
certification-lot-candidates = The votes of the candidates: { $name }
certification-lot-place = Drawn as number { $n }
certification-lot-choose = Choose
certification-lot-between = Between
certification-lot-drawn = Drawn
certification-lot-day = Drawn on
certification-lot-by = Drawn by
certification-lot-by-hint = Name and office, for example the returning officer. Becomes public.
certification-lot-witnesses = Witnesses
certification-lot-witnesses-hint = Who was present. Becomes public.
certification-lot-save = Record the lot

certification-repeat-explained = The new election takes over rules, districts and groups of seats. The annulled one stays as it was published.
certification-repeat-seats = Seats to be elected
certification-repeat-appointed = Appointed seats
certification-repeat-ex-officio = Seats by office
certification-repeat-nominations-until = Nominations until
certification-repeat-acceptance-days = Days to accept
certification-repeat-objections-until = Objections until
certification-repeat-copy = Take over the nominations
certification-repeat-copy-hint = Lists and people who still stood. They can be changed afterwards.

notice-confirmation-requested = Requested. A second person has to confirm.

problem-election-not-counting = Votes of this election are not being counted.
problem-election-not-certified = This election is not certified.
problem-result-not-computable = The result cannot be computed.
problem-result-incomplete = The result is not complete.
problem-result-nothing-new = Nothing has changed since the newest version.
problem-result-request-waits = A request for this election waits for a second person already.
problem-result-request-decided = The request was decided already.
problem-result-same-person = You made this request yourself. A second person has to confirm it.
problem-result-changed = The result is no longer the one that was requested to be confirmed. Withdraw the request and make a new one.
problem-no-such-tie = There is no such tie.

field-result-district-missing = District { $number } { $name }: no figures have been entered.
field-result-district-once = District { $number } { $name }: a second person has to enter the figures.
field-result-district-differs = District { $number } { $name }: the two entries differ.
field-result-tie = A lot has to be drawn between { $names } for { $seats ->
    [one] one seat
   *[other] { $seats } seats
 }.
field-result-no-rules = The rules of the election are not set.
field-result-nobody-stands = Nobody stands.
field-result-no-group = { $label } is in no group of seats.
field-result-no-votes = No valid vote has been reported.
field-result-too-many-votes = The votes add up to more than can be.
field-result-more-for-candidates = { $label }: the candidates have more votes than the list.
field-result-no-names = { $label }: the candidates are not known, but the rules elect people.
field-result-threshold = The threshold is no share of the whole.
field-result-below-threshold = Nobody reaches the threshold of { $votes } votes.
field-result-figures-refused = The figures cannot be those of an election: { $label }
field-lot-in-future = A lot is not drawn in the future.
field-lot-before-election = The lot was drawn before election day.
field-lot-winners = Choose { $n ->
    [one] one winner
   *[other] { $n } winners
 } among those who are tied.
field-lot-order = Name everybody who is tied once, in the order drawn.

act-publish-election-result = Version of an election result published
act-request-election-certification = Certification of an election requested
act-request-election-correction = Correction of an election result requested
act-request-election-annulment = Annulment of an election requested
act-withdraw-election-request = Request for an election withdrawn
act-record-election-lot = Lot recorded
act-create-election = election created
act-edit-election = election changed
act-remove-election = election removed
act-set-election-rules = rules of the election set
act-set-election-districts = districts set
act-set-election-groups = seat groups set
act-add-nomination = nomination added
act-edit-nomination = nomination changed
act-order-nominations = nominations ordered
act-withdraw-nomination = nomination withdrawn
act-remove-nomination = nomination removed
act-add-candidates = candidates added
act-edit-candidate = candidate changed
act-order-candidates = candidates ordered
act-withdraw-candidate = candidate withdrawn
act-remove-candidate = candidate removed
act-start-counting-election = counting started
act-call-off-election = election called off
act-appoint-instead-of-election = appointed instead of elected
act-enter-first-look = figures entered, first entry
act-enter-second-look = figures entered, second entry
act-settle-count = difference of figures settled
act-call-elected = elected notified
act-answer-seat-call = answer to the election entered
act-call-successor = successor notified
act-certify-election = Election certified
act-annul-election = Election annulled
act-repeat-election = Election repeated
