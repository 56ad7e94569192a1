# Polls and elections: pages of the election board.

polls-title = Polls and elections
polls-none = There is no poll for this roll yet.
polls-none-next = Write a motion or an election. You can change it until you open it.
polls-new-motion = New motion
polls-new-election = New election
polls-edit = Edit
polls-delete = Delete
polls-delete-question = Really delete?
polls-delete-explained = Title, question and rule are lost. The log keeps that it was deleted.
polls-save = Save
polls-column-title = Title
polls-column-kind = Kind
polls-column-state = State
polls-column-ballots = Ballots
polls-column-next = Next step
polls-column-choice = Vote for
polls-column-votes = Votes
polls-column-ballot-kind = Ballots
polls-column-number = Number
polls-column-name = Name
polls-column-body = Sent by

polls-kind-motion = Motion
polls-kind-election = Election
polls-state-draft = Draft
polls-state-ready = Ready
polls-state-open = Open
polls-state-closed = Closed
polls-state-counted = Counted
polls-state-published = Published
polls-state-interrupted = Interrupted
polls-state-void = Void
polls-next-ready = Make ready
polls-next-open = Open
polls-next-close = Close
polls-next-count = Count
polls-next-publish = Publish the result
polls-next-none = Nothing left to do

polls-yes = Yes
polls-no = No
polls-abstain = Abstention
polls-valid = Valid
polls-blank = Blank
polls-invalid = Invalid
polls-all-ballots = All ballots

polls-secrecy-secret-explained = Secret: nobody is to learn who voted how.
polls-secrecy-roll-call-explained = By name: the result shows who voted how. Voters read this before they vote.

# $language: the language's name in itself
polls-ballot-in = Ballot ({ $language })
polls-field-title = Title
polls-field-title-hint = Short, such as “Motion 3: membership fees”.
polls-field-question = Question
polls-field-question-hint = As it stands on the ballot.
polls-field-candidates = Candidates
polls-field-candidates-hint = One name a line, in the order of the ballot.
polls-field-secrecy = How are votes cast?
polls-field-seats = Seats to be filled
polls-field-max-choices = Marks at most
polls-field-rule = Who is elected?
polls-field-rule-hint = Take the rule of your statutes or election rules.
polls-field-majority = Which majority is needed?
polls-majority-simple = Simple majority: more yes than no
polls-majority-absolute = Absolute majority: more than half of the valid votes, abstentions included
polls-majority-two-thirds = Two thirds of the yes and no votes
polls-majority-three-quarters = Three quarters of the yes and no votes, as for changes of statutes (BGB § 33)
polls-majority-unanimity = Unanimous: no vote against
polls-majority-own = Own numbers
polls-own-majority = Own numbers
polls-own-majority-explained = Used only where “Own numbers” is chosen above. Example: 3 of 5 parts of those entitled.
polls-field-numerator = Parts
polls-field-denominator = of
polls-field-strict = It must be more
polls-field-strict-hint = Without a tick exactly this share is enough.
polls-field-base = Share of what?
polls-base-choice-yes-no = Yes and no votes
polls-base-choice-valid = Valid votes with abstentions
polls-base-choice-present = The votes of all present
polls-base-choice-entitled = All entitled to vote
polls-conditions = Further conditions
polls-field-min-yes = Least number of yes votes
polls-field-min-yes-hint = Leave empty where there is none.
polls-share-of-entitled = Share of all entitled who must vote yes
polls-quorum = Quorum
polls-field-quorum = How many must take part?
polls-field-quorum-hint = Ballots cast are counted.
polls-quorum-none = No quorum
polls-quorum-is-number = A fixed number
polls-quorum-is-share = A share of those entitled
polls-field-quorum-number = Least number of ballots
polls-share-of-bodies = A majority of the members too (double majority)
polls-share-of-bodies-explained = Only in a vote by name: in a secret one the box must not know from which member a ballot comes.
polls-field-tie = If as many vote yes as no
polls-field-tie-hint = Without a basis in the statutes the motion is then rejected.
polls-tie-is-rejected = The motion is rejected
polls-tie-is-lot = A lot decides
polls-tie-is-runoff = There is another vote

polls-share-half = half
polls-share-third = a third
polls-share-quarter = a quarter
polls-share-two-thirds = two thirds
polls-share-three-quarters = three quarters
polls-base-yes-no = of the yes and no votes
polls-base-valid = of the valid votes, abstentions included
polls-base-present = of the votes of all present
polls-base-entitled = of all entitled to vote
# $base: one of the four lines above. $share: a share in words, or 3/5
polls-rule-more-than = Accepted with yes from more than { $share } { $base }.
polls-rule-at-least = Accepted with yes from at least { $share } { $base }.
polls-rule-all = Accepted with yes from all { $base }.
polls-rule-min-yes = Besides, { $n ->
    [one] at least one yes vote
   *[other] at least { $n } yes votes
 }.
polls-rule-entitled-more-than = Besides, yes from more than { $share } of all entitled.
polls-rule-entitled-at-least = Besides, yes from at least { $share } of all entitled.
polls-rule-quorum-number = Valid only if at least { $n } ballots are cast.
polls-rule-quorum-number-present = Valid only if at least { $n } votes are present.
polls-rule-quorum-more-than = Valid only if more than { $share } of all entitled take part.
polls-rule-quorum-at-least = Valid only if at least { $share } of all entitled take part.
polls-rule-bodies-more-than = Besides, more than { $share } of the members must be for it; each counts as most of its votes do.
polls-rule-bodies-at-least = Besides, at least { $share } of the members must be for it; each counts as most of its votes do.
polls-rule-tie-lot = A tie is decided by lot.
polls-rule-tie-runoff = With a tie there is another vote.
polls-rule-relative = Relative majority: those with the most votes are elected.
polls-rule-absolute = Absolute majority: elected is who is marked on more than half of the valid ballots.
polls-rule = Rule
polls-needed = Yes votes needed
polls-needed-exactly = { $n } of { $entitled }, however many vote.
polls-needed-at-most = At most { $n } of { $entitled }, if everybody votes yes or no. If fewer vote, fewer are enough.
polls-candidates = Candidates
polls-definition = Ballot and rule

# $time: day and time
polls-closes-at = Votes until { $time }
polls-closing-due = Time is up
polls-closing-due-explained = No more votes are taken. Close the box now, so that it can be counted.
polls-turnout = Turnout
polls-turnout-is = { $ballots } of { $entitled } votes are in the box ({ $share }).
polls-no-interim = What they are for, nobody is shown before the count.
polls-result = Result of the count
polls-accepted = Accepted
polls-rejected = Rejected
# $yes, $needed, $base: numbers of votes
polls-yes-of-needed = { $yes } yes votes; { $needed } were needed of { $base } votes that count.
polls-tie = A tie rejects the motion.
polls-tie-lot = A tie: a lot decides. It has not been drawn yet.
polls-tie-runoff = A tie: by the rule there is another vote.
polls-undecided = Not decided yet
# $yes, $no: members for and against
polls-bodies-stand = Members for it: { $yes }, against: { $no }; { $needed } were needed.
polls-quorum-missed = The quorum is not reached.
# $names: names with commas
polls-elected = Elected: { $names }
polls-nobody-elected = Nobody is elected
polls-lot = { $names } have equally many votes. A lot or a runoff decides about { $n ->
    [one] one seat
   *[other] { $n } seats
 }.
polls-vacant = { $n ->
    [one] One seat stays vacant.
   *[other] { $n } seats stay vacant.
 }
polls-is-elected = elected
polls-votes-caption = Votes
polls-ballots-caption = Ballots: valid, blank and invalid ones add up to all
polls-roll-call = Who voted how


polls-ready-question = Is the ballot complete?
polls-ready-explained = Voters then see that this poll is coming. You can still change it until you open it.
polls-wait-for-roll = The roll is not frozen yet
polls-wait-for-roll-explained = You can open the poll once it is settled who may vote.
polls-open-question = Open the poll?
polls-open-explained = From then on votes are taken. Question, rule and candidates cannot be changed any more.
polls-field-closes-at = Votes can be cast until
polls-field-closes-at-hint = Time in Germany. Without one the poll is open until you close it.
polls-close-question = Close the poll?
polls-close-explained = Nobody can vote afterwards, and it cannot be opened again. The ballots are shuffled.
polls-count-question = Count now?
polls-count-explained = The number of ballots is compared with the marks on the roll. If something is wrong, there is no result.
polls-count-again-question = Count again
polls-count-again-explained = The result must be the same. If it differs, the program reports an incident.
polls-count-again = Count again

problem-poll-not-draft = This is possible with a draft only.
problem-poll-not-ready = This is possible only when the poll is ready.
problem-poll-not-open = This poll is not open. No votes are taken now.
problem-poll-not-closed = A poll is counted only when it is closed.
problem-poll-not-counted = A result is published only when it is counted.
problem-poll-fixed = The poll was opened. Question, rule and candidates have been fixed since.
problem-too-few-for-secrecy = A secret poll needs at least { $needed } people; the roll has { $n }. Otherwise they would know how the others voted.
problem-poll-language-missing = Title, question and candidates must be complete in { $language }.
problem-count-numbers-differ = There is no result: { $ballots } ballots, { $marks } marked votes and { $put_in } put in do not agree. Please look into the incident.
problem-count-ballots-changed = There is no result: ballots were changed after closing. Please look into the incident.
problem-count-roll-altered = There is no result: the roll no longer agrees with its checksum. Please look into the incident.
problem-count-rule-does-not-fit = There is no result: the rule does not fit the figures. Please look into the incident.

field-unknown-choice = Please choose one of those offered.
field-language-missing = Please give it in { $language } too.
field-too-many = At most { $n } are possible.
field-number-out-of-range = Please give a number from 1 to { $n }.
field-rule-unusable = This rule cannot be applied. Please check it.
field-candidate-twice = { $name } is on the ballot twice.
field-no-candidates-in-motion = A motion with yes and no has no candidates.
field-candidates-uneven = Here must be as many lines as in the first language ({ $n }), or none.
field-not-a-number = Please give a whole number.
field-not-a-share = This is no share: the first number must be at least 1 and not more than the second.
field-not-a-time = Please give a day and a time.
field-no-such-time = This time does not exist on that day, or twice, because clocks are changed.
field-in-the-past = This time has passed.

# How a ballot is filled in and counted
polls-method-yes-no = Yes, no, abstention
polls-method-choose = Marking
polls-method-cumulate = Cumulating
polls-method-lists = Election of lists
polls-method-instant-runoff = Ranking with instant runoff
polls-method-scottish-stv = Ranking with a single transferable vote
polls-method-schulze = Ranking compared in pairs (Schulze)
polls-follows-repeat = Repeated vote
polls-follows-runoff = Runoff
polls-disclosure-full = All figures
polls-disclosure-outcome-only = The outcome only
polls-field-alternatives = Several motions against each other
polls-field-alternatives-hint = Only where one of several motions is chosen: one a line. Otherwise leave the field empty, and the answers are yes, no and abstention.
polls-alternatives-details = Several motions against each other: how they are counted
polls-field-rule-alternatives = Which motion wins?
polls-field-method = How is the ballot filled in?
polls-field-max-choices-hint = Where votes are cumulated: votes on each ballot. Without meaning for rankings and lists.
polls-election-details = Cumulating, lists, where the elected come from
polls-field-max-per-option = Votes for one person at most
polls-field-max-per-option-hint = Where votes are cumulated: 1 to 9.
polls-field-list-seats = How are places given to lists?
polls-field-places = People on each list
polls-field-places-hint = For an election of lists: one number a line, in the order of the lists. Empty: every list fills all places.
polls-field-least-bodies = Elected people from at least so many members
polls-field-least-bodies-hint = Only where the statutes ask for it, such as a board from at least five councils.
polls-field-bodies = Member from which each person comes
polls-field-bodies-hint = One line for each person, in the same order.
polls-field-purpose = Majority as in the statutes
polls-field-purpose-hint = Then majority and quorum of the statutes that hold on the day of the assembly apply, and not what stands below.
polls-purpose-none = No, the rule stands below
polls-seats-sainte-lague = Sainte-Laguë/Schepers
polls-seats-dhondt = D’Hondt
polls-seats-hare-niemeyer = Hare/Niemeyer
polls-list-seats = Places: { $names }
polls-rule-sainte-lague = Places go to the lists by Sainte-Laguë/Schepers.
polls-rule-dhondt = Places go to the lists by D’Hondt.
polls-rule-hare-niemeyer = Places go to the lists by Hare/Niemeyer.
polls-rule-instant-runoff = Instant runoff: whoever has more than half of the ballots is elected. Otherwise the weakest leaves, and those ballots count for the next rank.
polls-rule-scottish-stv = Single transferable vote by the Scottish rules: whoever reaches the quota is elected; surplus votes and those of people who leave go to the next rank.
polls-rule-schulze = Comparison in pairs by Schulze: elected is whoever has the stronger path of victories against everybody else.
field-one-for-each-candidate = As many lines as candidates, please, or none.
field-bodies-not-with-method = Where the elected come from can only be asked for with marking and cumulating.
field-bodies-need-names = A majority of the members can only be found in a vote by name. Choose the vote by name.
field-no-statutes-on-day = There are no statutes for the day of the assembly.
field-not-in-statutes = The statutes have no majority for this.
field-too-many-for-one = At most { $n } votes for one person.
field-ranks-unclear = Give ranks from 1 without a gap, each one once where equal ranks are not allowed.

polls-exclusions = Excluded from voting
polls-exclusions-open = Show
polls-exclusions-explained = Whoever is to make a contract or go to court with the federation may not vote about it (BGB section 34). The exclusion is for this one poll. It is fixed once the poll opens. Those concerned read the reason. Only the number is published.
polls-exclusions-none = Nobody is excluded.
polls-exclusions-fixed = Exclusions cannot be changed here.
polls-exclusions-wait-for-roll = Once the roll is frozen, you can exclude somebody here.
polls-exclusion-add = Exclude
polls-exclusion-remove = Let them vote after all
polls-exclusion-entry = Who?
polls-exclusion-choose = Please choose
polls-exclusion-reason = Reason
polls-exclusion-reason-hint = 3 to 300 letters. The person concerned reads it.
problem-excluded-already = This person is excluded already.
problem-count-trackers-differ = There is no result: { $trackers } check numbers and { $ballots } ballots do not agree. Please look into the incident.
problem-count-trackers-changed = There is no result: check numbers were changed after closing. Please look into the incident.
problem-count-opening-changed = There is no result: the question, its rule or the exclusions were changed after closing. Please look into the incident.
problem-count-block-changed = There is no result: the ballots of block { $n } do not fit its checksum. Please look into the incident.
problem-count-blocks-differ = There is no result: the box has { $blocks } blocks, the ballots make { $needed }. Please look into the incident.
problem-count-excluded-voted = There is no result: { $n } people are marked as having voted who may not vote here. Please look into the incident.
# By two people: open, close, resume, extend, declare void
polls-next-second-person = Waits for a second person
polls-second-person-needed = This takes effect once a second person of the election board agrees.
polls-ask-open = Ask to open
polls-ask-close = Ask to close
polls-ask-resume = Ask to resume
polls-ask-extend = Ask to extend
polls-ask-void = Ask to declare void
polls-waiting-what = Asked for
polls-waiting-by = By
polls-waiting-at = On
polls-reason = Reason
polls-reason-hint = One sentence, without names. It stands in the log and becomes public with the result.
polls-waiting-outdated = Something has changed
polls-waiting-outdated-explained = The request no longer fits how things are. Withdraw it and ask anew.
polls-confirm-question = Do you agree?
polls-confirm-explained = Exactly what stands above will happen. Your name stands in the log.
polls-confirm = Agree
polls-withdraw = Withdraw the request
polls-waits-for-other = Somebody other than the person who asked has to agree.
polls-closes-by-hand = No time, until it is closed
polls-closes-until-now = Until now
polls-field-grace = Minutes to finish after the end
polls-field-grace-hint = Whoever signed in before the end can still vote for so long. At most 60. Only with a time.
polls-grace = The time has passed
# $time: day and time
polls-grace-explained = Until { $time } those who signed in before can still vote.
polls-incident = In case of an incident
polls-incident-two = One person can interrupt at once. Everything else needs a second one.
polls-interrupt = Interrupt
polls-interrupt-explained = Interrupt: no vote is taken from now on. What is in the box stays there.
polls-interrupted-explained = No votes are taken. What is in the box stays there. Two of you can resume.
polls-resume = Resume
polls-extend = Extend
polls-extend-hint = Time in Germany, later than until now.
polls-field-closes-later = Extend until
polls-void = Declare void
polls-void-explained = A void poll keeps its sealed box and never has a result. It can be repeated.
# $time: day and time
polls-voided-at = Declared void on { $time }
polls-repeat = Repeat
polls-repeat-question = Repeat the poll?
polls-repeat-explained = A draft with the same question and rule is made. The old poll stays void.
polls-runoff = Make a runoff
polls-runoff-question = A runoff?
polls-runoff-explained = A draft with the same texts is made. Whoever has most votes is elected. On the ballot stand:

problem-poll-request-waits = A request waits for a second person here already. Agree to it or withdraw it.
problem-poll-request-decided = The request was decided already.
problem-poll-request-changed = Something has changed since it was asked for. Withdraw the request and ask anew.
problem-poll-same-person = You asked for this yourself. A second person has to agree.
problem-poll-interrupted = This poll is interrupted. Votes that were cast stay in the box. Please try again later.
problem-poll-signed-in-late = The time for this poll has passed.
problem-poll-time-over = The time for voting has passed. A poll that has ended does not go on.
problem-poll-not-interrupted = Only an interrupted poll can be resumed.
problem-poll-cannot-be-void = A poll can only be declared void between opening and publication.
problem-poll-void = This poll was declared void. It has no result.
problem-poll-not-void = Only a poll that was declared void is repeated.
problem-poll-no-runoff-by-method = There is a runoff only where names or motions are marked. Write a new poll here.
problem-poll-no-runoff = There is nothing here that a runoff could decide.

field-grace-out-of-range = Please enter a number from 0 to { $n }.
field-nothing-to-extend = This poll has no time at which it ends.
field-not-later = This time is not later than the present one.

polls-lots = Lots drawn
polls-lot-heading = A lot decides
polls-lot-explained = { $n ->
    [one] Votes are equal. Draw a lot before witnesses for who gets the place or stays in, and enter here how it fell. The count then goes on.
   *[other] Votes are equal. Draw { $n } lots before witnesses for who gets the places or stays in, and enter here how they fell. The count then goes on.
 }
polls-lot-won = Drawn were
polls-lot-day = Day of the draw
polls-lot-by = Drawn by
polls-lot-witnesses = In the presence of
polls-lot-button = Enter the lot
polls-lot-drawn = Lot between { $names }: { $won }. Drawn on { $day } by { $by }, in the presence of { $witnesses }.
field-lot-before-closing = The lot is drawn after the poll is closed.
field-lot-cannot-sit = These cannot be elected together: too few members would be represented. Draw once more.
problem-no-tie = The count leaves nothing open, or the result is published already.

retention-title = Retention
retention-explained = Voting codes and the marks of who voted are deleted when the time for objections is over. Result, ballots, receipts and checksums stay.
retention-none = No roll is frozen yet.
retention-holds = { $codes } voting codes, { $polls } polls
retention-waits = Waits for results
retention-kept-until = Until { $day }
retention-held = Held back: { $reason }
retention-over = Is being deleted
retention-deleted = Deleted on { $at }
retention-reason = Reason to keep them longer
retention-hold = Hold back
retention-release = Hold back no longer
retention-weeks = Weeks in which objections are possible
retention-weeks-hint = Counted from the last publication. So long codes and marks are kept.
retention-weeks-save = Save the time
field-objection-weeks = Enter a number of weeks from { $least } to { $most }.
problem-marks-deleted = Codes and marks are deleted already, the time for objections is over.

preflight-title = Before opening
preflight-critical = In the way
preflight-warning = Note
preflight-noted = Whoever asks or confirms has taken note of this. It stands with the name in the log.
preflight-disk-low = Only { $n } MB are left on the disk.
preflight-without-code = { $n ->
    [one] One person has no valid voting code, nor a link that was sent, and cannot vote.
   *[other] { $n } people have no valid voting code, nor a link that was sent, and cannot vote.
 }
preflight-quorum-there = By { $article }, { $needed } taken places make a quorum; { $present } are taken.
field-preflight-quorum-missing = The quorum is missing: by { $article }, { $needed } places must be taken, and { $present } are.
polls-present-at-opening = At opening, { $n } of { $places } places were taken, { $deputies } of them by deputies and { $proxies } by proxy.
polls-present-at-opening-of-needed = At opening, { $n } of { $places } places were taken, { $deputies } of them by deputies and { $proxies } by proxy; by { $article } there had to be at least { $needed }.
preflight-languages-missing = Texts are missing in: { $languages }. Whoever chooses that language reads them in the language of the federation.
preflight-backup = Is there a backup of the database, and is the pepper in a safe place? No backup is made during a secret poll.
field-preflight-quorum-impossible = The quorum cannot be reached: { $needed } votes are needed, there are { $entitled }.
field-preflight-clock-behind = The clock of the server is slow: it shows { $n } seconds before the last entry of the log. Set it right first.
field-preflight-disk-full = Only { $n } MB are left on the disk. Make room first: a full disk takes no vote.
problem-preflight = The poll cannot be opened like this.

polls-board-keys = Keys of the election board
polls-board-keys-explained = With these keys the ballots of a secret poll are sealed as they come in. After closing, two members of the election board open the box together, nobody alone. The server has only what seals.
polls-board-keys-none = Nobody has a key yet.
polls-board-keys-fewest = Sealing takes { $n } keys: where one is lost, the other two are enough.
polls-board-key-since = Since
polls-board-key-own = yours
polls-board-key-new = Your key
polls-board-key-once = It is shown only now. Print it or copy it out, and keep it apart from the others. Nobody can restore it.
polls-board-key-print = Print
polls-board-key-make = Make a key
polls-board-key-make-explained = Only you see it, and only once.
polls-board-key-replace = Replace your key
polls-board-key-replace-explained = For polls that are sealed already the old one holds: keep it until they are counted.
polls-board-key-button = Make a key and show it
polls-seal = Seal
polls-seal-none = Ballots are not sealed.
polls-seal-opened = The box was sealed and was opened by two members of the election board.
polls-seal-holders = Sealed. Two of these open the box:
polls-seal-set = Seal
polls-seal-lift = Do not seal
polls-box-waits = The box waits
polls-box-waits-paper = Two people count the ballots on paper first. Once both agree, they come into the same box.
polls-box-waits-keys = Two members of the election board open the box with their keys. The first opens nothing yet.
polls-box-waits-key = One key is here. A second member of the election board opens the box with their own.
polls-key = Your key
polls-key-hint = 32 signs in groups of four, as on your sheet.
polls-key-button = Give key
polls-key-given = given
polls-paper = Ballots on paper
polls-paper-open = Paper
polls-paper-explained = Who votes on paper stands on the same roll. Their ballots come into the same box, and there is one result: how people voted on paper stands nowhere afterwards.
polls-paper-voters = Voting on paper
polls-paper-voters-explained = Whoever stands here votes on paper in secret polls. Their code puts nothing into the box there.
polls-paper-voters-none = Everybody votes electronically.
polls-paper-voter-add = Let somebody vote on paper
polls-paper-voter-remove = Electronically again
polls-paper-wait-for-roll = Then you say who votes on paper.
polls-paper-none = Nothing on paper
polls-paper-counting = { $n ->
    [0] Two people count.
    [one] One of two people has counted to the end.
   *[other] Two people have counted.
  }
polls-paper-differ = The two counts differ
polls-paper-numbers-differ = { $counted } ballots were counted, { $handed } were handed in
polls-paper-agreed = Both counts agree
polls-paper-handed-in = In the urn
polls-paper-handed-in-are = { $n ->
    [one] One person
   *[other] { $n } people
  } with { $votes ->
    [one] one vote
   *[other] { $votes } votes
  }
polls-paper-take-back = Take back
polls-paper-hand-in = Whose ballots lie in the urn?
polls-paper-hand-in-hint = Tick them as the ballot is put in. When is not kept.
polls-paper-hand-in-button = Note as handed in
polls-paper-sheet = Counting
polls-paper-sheet-explained = Two people count independently. Each says how many ballots are filled in alike. You do not see what the other counts.
polls-paper-other-counts = { $name } is still counting.
polls-paper-other-done = { $name } has counted to the end.
polls-paper-differences = Here the counts differ
polls-paper-own-number = You
polls-paper-other-number = Other person
polls-paper-own-sheet = Your count
polls-paper-row-remove = Remove
polls-paper-count-on = Count on
polls-paper-add = Ballots filled in alike
polls-paper-alike = Number
polls-paper-invalid = Invalid
polls-paper-invalid-hint = Nobody can tell what is chosen. Then leave everything above empty.
polls-paper-add-button = Add
polls-paper-done-question = Counted to the end?
polls-paper-done-explained = Where both counts agree, the ballots come into the box. Afterwards nothing tells what was on paper.
polls-paper-done = Counted to the end
polls-paper-discard = Discard both counts
polls-paper-discard-explained = Then two people count anew.
polls-paper-counted-by-others = Two other people count.
field-no-board-key = This is no key of the election board. Check each sign.
field-board-key-of-others = This is not your key.
field-board-key-of-other-poll = This poll was not sealed to your key.
field-invalid-and-choice = An invalid ballot has no choice.
problem-voter-on-paper = You vote on paper in this poll.
problem-paper-already = This person votes on paper already.
problem-not-on-paper = This person does not vote on paper here.
problem-paper-counted-by-others = Two other people count these ballots.
problem-paper-sheet-done = You have counted to the end. Choose “Count on” to change something.
problem-box-waits = The box still waits for ballots on paper or for keys of the election board.
problem-box-waits-for-nothing = The box does not wait for that.
problem-paper-first = Ballots on paper are counted first.
problem-too-few-holders = Sealing takes { $needed } members of the election board with a key, there are { $n }.
problem-nothing-to-seal = A vote by name has no secret box.
problem-key-given = This key was given already.
problem-poll-not-all-on-roll = Everybody who may vote here has to stand on the other roll, and somebody else too.
