# What comes before an assembly: agenda, form and notice.

agenda-title = Agenda
agenda-lead = Write and order what will be discussed. An item takes along what stands under it.
agenda-empty = No item yet.
agenda-as-notice = The agenda is as the notice says.
agenda-not-as-notice = Something has changed since the last notice. The assembly can decide only what the notice names (BGB § 32(1)). Send a notice once more while the period allows it.
agenda-new-since-notice = new since the notice
agenda-changed-since-notice = changed since the notice
agenda-withdrawn-since-notice = withdrawn since the notice
agenda-withdrawn = Withdrawn: { $reason }
agenda-at = { $time }
agenda-minutes = { $n ->
    [one] one minute
   *[other] { $n } minutes
 }
agenda-by = brought in by: { $mover }
agenda-edit = Edit
agenda-move-up = Up
agenda-move-down = Down
agenda-move-in = Indent
agenda-move-out = Outdent
agenda-add = Add an item
agenda-add-button = Add
agenda-copy = Take over from another assembly
agenda-copy-from = Assembly
agenda-copy-hint = Items with their times are taken over, and how to take part electronically.
agenda-copy-button = Take over
agenda-item = Item { $number }
agenda-field-title = Title in { $language }
agenda-field-parent = Stands under
agenda-at-the-end = at the end of the agenda
agenda-field-starts-at = Begins at
agenda-field-starts-at-hint = For example 09:30
agenda-field-minutes = Minutes it takes
agenda-field-mover = Brought in by
agenda-field-mover-hint = For example: the board. Everybody reads it.
agenda-documents = Documents
agenda-document = Document as a PDF
agenda-document-hint = At most 10 MB. After the notice everybody can read it.
agenda-document-button = Upload
agenda-document-remove = Remove
agenda-polls = Polls on this item
agenda-polls-none = No poll is prepared for this assembly yet.
agenda-poll = Poll
agenda-poll-link = Put under this item
agenda-poll-unlink = Take away
agenda-take-off = Take off the agenda
agenda-take-off-explained = After the notice an item is withdrawn and stays visible with its number. Before, it can be deleted.
agenda-withdraw-reason = Why is the item withdrawn?
agenda-withdraw-button = Withdraw
agenda-remove-button = Delete

assemblies-task-agenda-hint = Items, times, documents
assemblies-agenda-count = { $n ->
    [one] one item
   *[other] { $n } items
 }
assemblies-task-notice-hint = To all members and their delegates
assemblies-notice-changed = changed since
assemblies-form-basis-edit = Resolution and taking part electronically

form-basis-title = Basis of the form
form-basis-lead = For a hybrid or virtual assembly the notice says how members exercise their rights electronically (BGB § 32(2)).
form-basis-electronic-title = Taking part electronically
form-basis-electronic = How rights are exercised electronically, in { $language }
form-basis-electronic-hint = Which technology, which access, how to speak and vote.
form-basis-resolution-title = Resolution of the members
form-basis-resolution-needed = A virtual assembly needs an earlier resolution of the members. Choose it, or name where it stands and its day.
form-basis-resolution-not-needed = Only a virtual assembly needs an earlier resolution of the members.
form-basis-poll = Resolution of an earlier assembly
form-basis-poll-none = none of these
form-basis-text = Another resolution
form-basis-text-hint = For example: members' meeting in Ulm, item 7
form-basis-on = Day of that resolution

notice-title = Notice
notice-due = The notice must be sent by { $day }.
notice-was-due = The notice had to be sent by { $day }.
notice-rule = { $n ->
    [one] The statutes ask for a period of one day ({ $article }). The day of the notice and the day of the assembly do not count.
   *[other] The statutes ask for a period of { $n } days ({ $article }). The day of the notice and the day of the assembly do not count.
 }
notice-no-rule = The statutes that hold on this day set no period. Send the notice in good time.
notice-ledger = What became of the messages
notice-sent = Sent
notice-sent-to = { $n ->
    [one] Notice { $number }, to one recipient
   *[other] Notice { $number }, to { $n } recipients
 }
notice-late-because = Late because: { $reason }
notice-digest = Digest:
notice-as-sent = Words of the last notice
notice-letters = Notices as letters
notice-letters-wait = { $n ->
    [one] One recipient got no e-mail. Print the letter.
   *[other] { $n } recipients got no e-mail. Print the letters.
 }
notice-letters-button = Print letters
notice-letters-noted = These letters now count as printed.
notice-send-title = Send the notice
notice-missing = This is still missing
notice-goes-to = { $n ->
    [one] It goes to one recipient, with form and agenda, and is kept as it was sent.
   *[other] It goes to { $n } recipients, with form and agenda, and is kept as it was sent.
 }
notice-late-reason = Why is it sent in spite of the period?
notice-late-reason-hint = Resolutions may be void because of that. The reason stands in the log of acts.
notice-send-button = Send the notice now
notice-send-again-button = Send a notice once more
notice-notice-sent = The notice is on its way.

notice-mail-purpose = Notice of an assembly
notice-mail-subject = Notice: { $title } on { $day }
notice-mail-subject-again = Changed notice: { $title } on { $day }
notice-mail-head = { $federation } invites you: { $title } on { $day }.
notice-mail-form = Form: { $form }
notice-mail-place = Place: { $place }
notice-mail-legal-basis = Legal basis: { $basis }
notice-mail-resolution = Resolution of the members: { $resolution }
notice-mail-agenda = Agenda
notice-mail-minutes = { $n ->
    [one] one minute
   *[other] { $n } minutes
 }
notice-mail-electronic = How you exercise your rights electronically
notice-mail-more = Documents and changes: { $address }

problem-agenda-full = No more fits: at most 300 items, and 20 documents on one item.
problem-agenda-no-place = The item cannot stand there.
problem-agenda-item-withdrawn = The item is withdrawn and does not change any more.
problem-agenda-poll-open = A poll on this item is open. Close it first.
problem-agenda-item-announced = The notice names the item, or it was voted on. Withdraw it instead of deleting it.
problem-agenda-item-has-others = Other items stand under this one. Delete or move them first.
problem-notice-late = The notice had to be sent by { $day }. With a reason you can send it all the same.
problem-assembly-over = The assembly is over.
problem-notice-nobody = No body is a member on that day.
problem-notice-no-letters = No letter waits.
field-not-a-clock-time = Please write the time like this: 09:30.
field-agenda-document-large = The file is larger than 10 MB.
field-resolution-not-earlier = The resolution must be older than the assembly.
field-resolution-twice = Please choose a poll, or name another resolution.
field-resolution-not-accepted = This is no accepted and published resolution of an earlier assembly.
field-notice-no-agenda = The agenda is empty. The notice names what will be decided (BGB § 32(1)).
field-notice-no-electronic = It is not written how rights are exercised electronically (BGB § 32(2)).
field-notice-no-resolution = The members' resolution that allows a virtual assembly is not named (BGB § 32(2)).

calling-title = Requests for an assembly
calling-lead = Where a certain part of the members asks for an assembly in writing, it has to be called (BGB § 37).
calling-none = No request yet.
calling-new = Record a request
calling-new-lead = The request names purpose and reasons (BGB § 37(1)).
calling-one = Request for an assembly
calling-revise = Write anew
calling-received-on = Received on
calling-purpose = Purpose
calling-reasons = Reasons
calling-signed = Signed by
calling-field-signed = Which members signed?
calling-assembly = Assembly that was called
calling-assembly-none = none yet
calling-working = { $needed } of { $members } members are needed, { $signed } signed.
calling-by-law = The statutes say nothing else: a tenth is needed (BGB § 37(1)).
calling-state-open = open
calling-state-not-reached = not reached
calling-state-fulfilled = fulfilled
field-calling-in-future = The request cannot have been received in the future.
field-calling-nobody-signed = Who signed? Name at least one member.

motions-title = Motions
motions-lead = Motions with their amendments. An admitted motion goes on the agenda and then to a vote.
motions-task-hint = Take down motions and amendments, admit them and bring them to a vote
motions-none = No motion yet.
motions-none-public = There is no motion to this assembly to read yet.
motions-due = Motions are handed in by { $day }.
motions-new = New motion
motions-new-amendment = New amendment
motions-revise = Write a new version
motions-revise-explained = Earlier versions can still be read.
motions-number = Motion { $number }
motions-amendment-number = Amendment { $number }
motions-version = Version { $n }
motions-versions = Earlier versions
motions-written = { $at }, { $by }
motions-reasons = Reasons
motions-submitters = Brought in by
motions-supporters = Supported by
motions-urgent = Urgent because
motions-because = Reason
motions-field-text = Wording in { $language }
motions-field-reasons = Reasons in { $language }
motions-field-submitters = Which members bring the motion in?
motions-field-supporters = Which members support it?
motions-to-item = Agenda item
motions-to-poll = Poll
motions-to-result = Result of the vote
motions-steps = Next step
motions-submit = Submit
motions-admit = Admit
motions-refuse = Do not admit
motions-withdraw = Withdraw
motions-reason-field = Reason
motions-reason-hint = Needed where the motion is not admitted. Everybody reads it.
motions-urgent-field = Why is the motion urgent?
motions-urgent-hint = It comes after its last day, or too few members support it. With a reason you can submit it all the same. Everybody reads it.
motions-put-on-agenda = Put on the agenda
motions-polls = Prepare polls
motions-polls-explained = First one poll on each admitted amendment in the order below, then one on the motion.
motions-polls-secrecy = How is the vote held?
motions-polls-purpose = Which majority of the statutes holds?
motions-polls-simple = Simple majority
motions-polls-button = Create drafts
motions-amendments = Amendments
motions-amendments-none = There is no amendment to this motion.
motions-amendments-order = Votes are held in this order: the most far-reaching amendment comes first.
motions-state-accepted = accepted
motions-state-rejected = rejected
problem-motion-late = The motion had to be handed in by { $day }. As an urgent one you can still submit it with a reason.
problem-motion-support = { $found } members support this motion; the statutes ask for { $needed }. As an urgent one you can still submit it with a reason.
motions-state-draft = draft
motions-state-submitted = submitted
motions-state-admitted = admitted
motions-state-refused = not admitted
motions-state-withdrawn = withdrawn
field-motion-no-submitter = Who brings the motion in? Name at least one member.
field-motion-body-twice = Each member stands under a motion only once.
field-motion-order = Name each amendment exactly once.
problem-motion-state = That is not possible as the motion stands now. What was submitted is admitted; what was admitted goes on the agenda; what is on the agenda is voted on.
problem-motion-voted = There are polls on this motion already.
