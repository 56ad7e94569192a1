results-title = Results
results-all = All results
results-none = No result has been published yet. As soon as a poll is counted and published, it appears here.
results-assembly = { $title } on { $day }
results-state-final = Final result
results-state-corrected = Corrected result, version { $version }
results-state-counted = Counted
results-not-public-yet = Not public yet. This is what the page would look like.
results-published-at = Published on { $at } by the federation’s results office
results-published-on = Published on { $day }
results-counted-at = Counted on { $at }
results-print = Print
results-superseded = This is an earlier version. It was corrected later.
results-to-newest = To the newest version
results-headline-accepted = Carried: { $yes } yes, { $no } no, { $abstain ->
    [one] one abstention
   *[other] { $abstain } abstentions
 }.
results-headline-rejected = Rejected: { $yes } yes, { $no } no, { $abstain ->
    [one] one abstention
   *[other] { $abstain } abstentions
 }.
results-headline-accepted-only = The motion is carried.
results-headline-rejected-only = The motion is rejected.
results-headline-elected = { $n ->
    [one] { $names } is elected.
   *[other] { $names } are elected.
 }
results-headline-elected-many = { $n } people are elected; { $seats } seats were to be filled.
results-headline-nobody = Nobody is elected.
results-key-figures = Figures
results-entitled = Entitled to vote
results-voters = Have voted
results-turnout = Turnout
results-votes-cast = Votes cast
results-of-votes = of { $n } possible
results-valid = Valid
results-blank = Blank
results-invalid = Invalid
results-abstentions = Abstentions
results-ballots = Cast in total
results-outcome-only-explained = Only the decision and how many took part are published, so that nobody can tell from figures how somebody voted.
results-votes = Votes
results-candidates = Candidates
results-candidate = Name
results-bar = Share as a bar
results-share-of = Share of { $base }
results-base-yes-no = yes and no votes
results-base-valid = valid votes
results-base-present = those present
results-base-entitled = those entitled
results-base-ballots = valid ballots
results-and = { $first } and { $last }
results-of-yes-no = { $n ->
    [one] one yes or no vote
   *[other] { $n } yes and no votes
 }
results-of-valid = { $n ->
    [one] one valid vote
   *[other] { $n } valid votes
 }
results-of-present = { $n ->
    [one] one vote present
   *[other] { $n } votes present
 }
results-of-entitled = { $n ->
    [one] one possible vote
   *[other] { $n } possible votes
 }
results-yes = Yes
results-no = No
results-abstain = Abstention
results-mark = The line shows the majority that was needed.
results-not-in-base = Abstentions do not count towards this majority.
results-elected = Elected
results-tied = Tie
results-not-elected = Not elected
results-rule = The rule and what follows from it
results-rule-simple = Simple majority: a motion is carried with more yes than no votes. Abstentions, blank and invalid votes do not count (BGB § 32(1)).
results-rule-absolute-of-valid = Absolute majority: a motion is carried when more than half of the valid votes are yes. An abstention weighs like a no.
results-rule-two-thirds = Two-thirds majority: at least two thirds of the yes and no votes have to be yes.
results-rule-three-quarters = Three-quarters majority: at least three quarters of the yes and no votes have to be yes (BGB § 33(1) sentence 1).
results-rule-unanimity = Unanimity: a motion is carried when nobody votes against it.
results-rule-consent-of-all = Consent of all: everybody entitled has to say yes, also those who did not vote (BGB § 33(1) sentence 2).
results-rule-at-least = A majority of its own: at least { $n }/{ $d } of { $base } have to be yes.
results-rule-more-than = A majority of its own: more than { $n }/{ $d } of { $base } have to be yes.
results-rule-election-relative = Relative majority: those with the most votes are elected.
results-rule-election-absolute = Absolute majority: those named on more than half of the valid ballots are elected, in the order of their votes.
results-rule-seats = { $seats ->
    [one] One seat was to be filled.
   *[other] { $seats } seats were to be filled.
 } { $choices ->
    [one] Each ballot could name one person.
   *[other] Each ballot could name up to { $choices } people.
 }
results-met = Reached
results-missed = Missed
results-reason-majority-met = At least { $needed } yes out of { $base } were needed. There were { $yes }.
results-reason-majority-missed = At least { $needed } yes out of { $base } were needed. There were only { $yes }.
results-reason-tie = As many yes as no: { $n } each. With a tie a motion is rejected.
results-reason-tie-lot = As many yes as no: { $n } each. By the rule a tie is decided by lot.
results-reason-tie-runoff = As many yes as no: { $n } each. By the rule a tie means another vote.
results-reason-bodies-met = The members are for it too: { $yes } for, { $no } against. At least { $needed } were needed.
results-reason-bodies-missed = The members are not for it: { $yes } for, { $no } against. At least { $needed } were needed.
results-awaits-lot = Not decided yet: this tie is decided by lot.
results-awaits-runoff = There will be another vote on this motion.
results-reason-nothing-cast = Neither a yes nor a no was cast.
results-reason-min-yes-met = Besides, at least { $needed } yes votes were needed. There were { $yes }.
results-reason-min-yes-missed = Besides, at least { $needed } yes votes were needed. There were only { $yes }.
results-reason-of-entitled-met = Besides, { $needed } yes votes were needed, measured by all { $entitled } entitled. There were { $yes }.
results-reason-of-entitled-missed = Besides, { $needed } yes votes were needed, measured by all { $entitled } entitled. There were only { $yes }.
results-reason-quorum-met = There was a quorum: at least { $needed } had to take part, { $counted } did.
results-reason-quorum-missed = There was no quorum: at least { $needed } had to take part, only { $counted } did.
results-reason-election-needed = At least { $n ->
    [one] one vote was
   *[other] { $n } votes were
 } needed: more than half of the valid ballots.
results-tie-decides = A tie between { $names }. { $n ->
    [one] The seat is
   *[other] { $n } seats are
 } decided by lot or by a runoff, as the statutes provide.
results-vacant = { $n ->
    [one] One seat stays vacant because nobody else has enough votes.
   *[other] { $n } seats stay vacant because nobody else has enough votes.
 }
results-roll-call = Who voted how
results-roll-call-explained = This vote was by name, as announced before voting. Names stand here only with consent or where a public office is held.
results-name-not-published = Name not published
results-standing-in = { $deputy } standing in for { $name }
results-by-proxy = { $name }, by proxy through { $holder }
results-vote = Vote
results-vote-invalid = Invalid
results-vote-blank = Blank
results-versions = Versions and corrections
results-version = Version
results-version-at = Version { $version } of { $at }
results-first-version = First publication by the federation’s results office.
results-reason = Reason for the correction:
results-changes = What has changed
results-what = Item
results-old = Before
results-new = After
results-note = Note
results-check = Check for yourself
results-permalink = Address of this version
results-checksum = Checksum
results-checksum-explained = SHA-256 of this version’s JSON file. Whoever downloads the file and computes the checksum sees that nothing was changed.
results-roll = Roll
results-roll-entries = { $n ->
    [one] One entry, frozen with the checksum
   *[other] { $n } entries, frozen with the checksum
 }
results-opened = Opened
results-closed = Closed
results-counted = Counted
results-downloads = Downloads
results-download-csv = Table (CSV, for spreadsheet programs)
results-download-json = Complete data (JSON)
results-csv-part = Part
results-csv-number = Number
results-csv-name = Item
results-csv-body = Body
results-csv-votes = Votes
results-csv-outcome = Outcome
results-csv-about = Poll
results-csv-title = Title
results-csv-federation = Federation
results-csv-state = State
results-csv-result = Result
results-csv-figures = Figures
results-csv-candidate = Candidate
results-csv-answer = Answer
results-csv-by-name = By name
results-waiting = Waiting to be published
results-nothing-waits = No counted result is waiting at the moment. After counting, a poll appears here.
results-to-be-published = To be published
results-waits-for-publisher = Waits for the results office
results-published = Published
results-export-box = Box for a recount
results-correct = Correct the result
results-public-page = Public page
results-small-title = The secrecy of the vote needs protection
results-small-few-ballots = There are fewer than five ballots. From figures one could tell how somebody voted. So only the decision is published. The exact figures stay in the sealed count.
results-small-unanimous = All voted alike. With the figures everybody would know how all others voted. So it is suggested to publish only the decision. The exact figures stay in the sealed count.
results-small-all-but-one = All but one person voted alike. That one person would know how all others voted. So it is suggested to publish only the decision. The exact figures stay in the sealed count.
results-detail = What becomes public
results-detail-full = All figures
results-detail-outcome-only = Only the decision
results-detail-by-rule = As the protection of small groups provides
results-detail-hint = Only matters if you correct figures.
results-preview = Preview
results-preview-full = This is how the result is published with all figures.
results-preview-outcome-only = This is how only the decision is published, without the figures.
results-publish-question = Publish this result?
results-publish-explained = Then everybody can see it, and it stays as it is. Mistakes can only be put right by a correction with its reason; the first version stays visible.
results-ask-publish = Ask to publish
board-title = Board of the federation
board-empty = Nobody is on the board yet. After a published election of an assembly you take over those elected at the result.
board-person = Person
board-function = Office
board-from = First day
board-until = Last day
board-until-hint = How long an office lasts is in the statutes. The last day still belongs to it.
board-election = Election
board-to-result = Result
board-now = in office
board-make = Take over those elected to the board
board-make-explained = Whoever accepted the election gets an office with a beginning and an end. This is possible only once for each result.
board-accepted = Who accepted the election?
board-accepted-hint = Whoever declined stays without a tick; person and office then play no part.
board-person-number = Number of the person in the register
board-people-of-that-name = In the register with this name: { $numbers }
board-nobody-of-that-name = Nobody in the register has exactly this name. The number is in the address of the person's page.
board-term = Term of office
board-on = Who is in office on
board-show = Show
board-empty-on-day = Nobody is on the board on this day.
board-acts = What you can do
board-ended = { $reason }; the term would have ended on { $day }
board-end = End the office early
board-end-correct = Correct the end
board-end-explained = For a resignation, a recall by resolution, lost eligibility or death. The office stays in the list with its planned end.
board-end-hint = The last day in office still belongs to it.
board-end-reason = Reason
board-term-until = End of the term
board-save = Take over to the board
results-published-by = Who published (for staff only)
results-account = Account
results-correct-explained = You are correcting version { $version }. It stays visible; your correction becomes the next version.
results-reason-field = Reason for the correction
results-reason-hint = Stands publicly with the new version.
results-note-field = Note on the result
results-note-hint = For example how the lot fell, or that somebody does not accept the election.
results-scope = What is corrected?
results-scope-note = Only the note
results-scope-figures = The figures
results-corrected-figures = Corrected figures
results-corrected-figures-hint = Only needed if you correct the figures. The decision is computed from them anew.
results-valid-ballots = Valid ballots
results-preview-correction = Show preview
results-preview-again = Compute preview again
results-publish-correction = Publish the correction

audit-title = Log of acts
audit-lead = Who did what, and when. Each row is chained to the one before and cannot be changed. Votes and codes never stand in it.
audit-none = Nothing has happened yet.
audit-row = No.
audit-when = When
audit-act = What
audit-who = Who
audit-becomes = becomes
audit-gone = removed
audit-details = Details
audit-subject = Subject:
audit-hash = Checksum:
audit-position = No. { $from } to { $to }
act-create-account = Account created
act-create-api-token = API token created
act-revoke-api-token = API token revoked
act-change-password = Password changed
act-sign-out-everywhere = Signed out everywhere
act-set-second-factor = Second factor set up
act-end-second-factor = Second factor ended
act-reset-second-factor = Second factor reset
act-invite = Invitation sent
act-revoke-invitation = Invitation revoked
act-accept-invitation = Invitation accepted
act-dismiss = Role taken away
act-make-demonstration = Demonstration made
act-create-federation = Federation created
act-edit-federation = Federation changed
act-join-federation = Federation joined another
act-edit-membership = Membership of a federation changed
act-remove-membership = Membership of a federation removed
act-create-municipality = Municipality created
act-edit-municipality = Municipality changed
act-delete-municipality = Municipality deleted
act-export-table = Table downloaded
act-import-delegations = Delegates imported from a table
act-export-delegations = Delegates downloaded as a table
act-import-table = Table imported
act-create-body = Body created
act-update-body = Body changed
act-change-body-profile = Name or kind changed
act-correct-body-profile = Name or kind corrected
act-leave-body = Leaving entered
act-create-term = Term created
act-update-term = Term changed
act-remove-term = Term removed
act-add-seats = Seats added
act-remove-seat = Seat removed
act-create-person = Person created
act-update-person = Person changed
act-withdraw-consent = Consent withdrawn
act-save-particulars = Particulars changed
act-suspend-person = Suspension entered
act-change-suspension = Suspension changed
act-remove-suspension = Suspension removed
act-export-person = Information about a person given
act-erase-person = Person erased
act-add-person-to-body = Person added to a body
act-create-mandate = Mandate created
act-update-mandate = Mandate changed
act-end-mandate = Mandate ended
act-remove-mandate = Mandate removed
act-resend-message = Message sent again
act-report-message = Whereabouts of a message noted
act-create-assembly = Assembly created
act-edit-assembly = Assembly changed
act-enter-bodies = Delegate places entered
act-set-delegate-places = Delegate places changed
act-register-delegate = Delegate registered
act-accept-delegate = Delegate accepted
act-accept-delegates-of-body = All delegates of a body accepted
act-return-delegate = Registration returned
act-withdraw-delegate = Registration withdrawn
act-order-delegates = Order of delegates changed
act-open-call = Call for delegates begun
act-change-call = Call for delegates changed
act-remind-bodies = Members reminded
act-print-letters = Letters printed
act-renew-link = New link given out
act-revoke-link = Link ended
act-set-resolution = Day of the resolution set
act-set-document = Resolution uploaded
act-open-late = Opened after the deadline
act-submit-delegation = Delegation submitted
act-overrule-doubts = Accepted in spite of doubts
act-depart-delegate = Delegate departed
act-follow-delegate = Substitute followed
act-freeze-roll = Roll frozen
act-make-codes = Voting codes made
act-print-codes = Voting codes handed out for printing
act-send-links = Links to vote with sent
act-send-link = New link to vote with sent
act-request-reissue = New voting code requested
act-confirm-reissue = New voting code confirmed
act-withdraw-reissue = Request for a new voting code withdrawn
act-reissue-code = Voting code replaced
act-create-poll = Poll created
act-update-poll = Poll changed
act-delete-poll = Poll deleted
act-make-poll-ready = Poll made ready
act-choose-guard = Chosen what figures may tell
act-open-poll = Poll opened
act-close-poll = Poll closed
act-count-poll = Poll counted
act-request-poll-act = Act on a poll asked for
act-withdraw-poll-act = Request about a poll withdrawn
act-interrupt-poll = Poll interrupted
act-resume-poll = Poll resumed
act-extend-poll = Poll extended
act-void-poll = Poll declared void
act-repeat-poll = Poll repeated
act-make-runoff = Runoff made
act-request-publication = Publication asked for
act-withdraw-publication = Request for publication withdrawn
act-count-refused = Count refused
act-publish-result = Result published
act-make-board = Those elected taken over to the board
act-end-board-mandate = Office on the board ended early
act-correct-result = Result corrected
act-export-box = Box exported for a recount


problem-already-published = This result is published already. Changes are possible only as a correction.
problem-not-published = This result is not published yet.
problem-board-made = Those elected are on the board already. A result is taken over to the board only once.
problem-board-nobody-elected = Nobody was elected by this vote.
problem-board-no-assembly = This election belongs to no assembly.
field-board-not-elected = Place { $place } of the ballot is not elected, or stands here twice.
field-board-twice = This person stands here twice.
problem-result-undecided = The rule of the poll does not fit these figures.
problem-result-lot-not-drawn = This tie is decided by lot. First record how it fell.
field-too-few-ballots = With fewer than { $needed } ballots of a secret poll, only the decision is published.
field-nothing-corrected = Change the note, or choose to correct figures.
field-votes-per-option = Give exactly { $n } numbers, one for each answer.
field-more-votes-than-valid = More votes than there are valid ballots ({ $n }).
field-valid-does-not-fit = The votes together ({ $sum }) do not fit: they have to be { $least } to { $most }.
field-more-than-entitled = { $sum } votes together, but only { $entitled } are possible.
field-voters-do-not-fit = Does not fit the { $sum } votes cast.
field-not-a-count = Enter a whole number from 0.
act-create-statutes = Version of the statutes made
act-edit-statutes = Version of the statutes changed
act-remove-statutes = Version of the statutes removed
act-add-figure = Reference figure entered
act-remove-figure = Reference figure removed
act-add-fee = Fee entered
act-change-fee = Fee changed
act-remove-fee = Fee removed
act-compute-entitlements = Places computed
results-base-votes = votes cast
results-headline-lists = Places: { $names }.
results-list-seats = { $n ->
    [one] 1 place
   *[other] { $n } places
 }
results-rule-source = The rule stands in: { $title }, { $article }.
results-rule-bodies = Those elected come from at least { $n } members.
results-steps = How it was counted
field-ranks-not-corrected = Figures of a ranking cannot be corrected by hand, since the result does not follow from sums.

results-excluded = { $n ->
    [one] One person could not vote by BGB section 34.
   *[other] { $n } people could not vote by BGB section 34.
}
results-csv-excluded = Excluded by BGB section 34
results-trackers = Check numbers
results-trackers-explained = A random number belongs to each ballot. If yours is in the list, your ballot is counted. The number does not say how anybody voted.
results-trackers-search = Your check number
results-tracker-found = This number is in the list.
results-tracker-missing = This number is not in the list. See whether you typed it right and whether this is the right poll.
results-trackers-none = There are no check numbers for this poll.
results-trackers-total = { $n ->
    [one] One number
   *[other] { $n } numbers
}
results-evidence = Check the whole poll
results-evidence-explained = The file has the question and its rule, the checksums of roll and box, all check numbers, an extract of the log and the result. Single ballots are in it only where they tell nothing of people. It can be checked with the program (“mandat verify evidence”) or one of your own.
results-download-evidence = Evidence to check (JSON)
results-back-to-result = To the result
field-outcome-only-was-chosen = Before opening it was chosen that only the outcome becomes public.

decisions-title = Decisions
decisions-lead = Everything that was voted on and published, the newest first. Each entry says what the published result says.
decisions-search = Words of title, question or assembly
decisions-year = Year
decisions-all-years = All years
decisions-found = { $n ->
    [one] One decision
   *[other] { $n } decisions
 }
decisions-none = No decision fits.
decisions-show-all = Show all decisions
decisions-accepted = Accepted
decisions-rejected = Rejected
act-make-board-key = Key of the election board made
act-seal-poll = Ballots are to be sealed
act-unseal-poll = Ballots are not to be sealed
act-give-board-key = Key given to open the box
act-open-sealed-box = Sealed box opened
act-complete-box = Box complete
act-put-paper-in-box = Ballots on paper in the box
act-add-paper-voter = Voting on paper noted
act-remove-paper-voter = Voting on paper lifted
act-count-paper-ballots = Ballots on paper counted
act-discard-paper-count = Count of paper discarded
act-take-paper-ballot-back = Ballot on paper taken back
act-merge-poll = Voters brought together
act-check-in-online = Came online
act-record-proxy = Proxy recorded
act-end-proxy = Proxy ended
