# The call to bodies to name their delegates, what they submit, and the check of credentials.

delegates-role-substitute = Substitute
delegates-count-substitutes = Substitutes
delegates-roles-explained = A deputy stands in for a delegate on this one day. A substitute follows for good when a delegate departs. The order in the list counts.
delegates-stands-in-for = for { $name }
delegates-entered-by-office = newly entered, to be checked
delegates-principal = Stands in for (deputies only)
delegates-principal-hint = Without a choice the person stands in for whoever is missing.
delegates-principal-all = The whole delegation
delegates-new-person = The person is not in the list
delegates-new-person-explained = Enter the person here. The federation's office checks whether they belong to you.
delegates-given-name = Given name
delegates-family-name = Family name
delegates-email = E-mail address
delegates-new-person-button = Enter and register
delegates-resolution-title = Resolution
delegates-resolution-explained = When did you resolve whom to send? Add the resolution as a PDF.
delegates-resolution-day = Day of the resolution
delegates-resolution-button = Save the day
delegates-document = Resolution as a PDF
delegates-document-hint = At most 5 MB. A new file replaces the old one.
delegates-document-button = Upload the file
delegates-missing = still missing
delegates-submit-title = Submit
delegates-submit-explained = So far everything is saved but not submitted. Submitting gives you a receipt. If you change something afterwards, please submit once more.
delegates-submit-button = Submit the delegation
delegates-to-receipt = Receipt { $receipt }
delegates-late-title = Late change
delegates-late-explained = The time is over. With a reason you can still change something; the federation's office sees it and decides.
delegates-late-reason = Why do you change something after the deadline?
delegates-late-button = Open for changes
delegates-late-open = You gave a reason and can still change something.
delegates-late-possible = A change now needs a reason; see below.
delegates-leave = Sign out on this device
delegates-delegation-draft = Not submitted yet
delegates-delegation-submitted = Submitted
delegates-delegation-changed = Changed since submitted
delegates-draft-explained = Everything is saved. You can come back at any time.
delegates-submitted-at = Last submitted: { $at } (receipt { $receipt })
delegates-receipt = Receipt
delegates-receipt-round = Assembly
delegates-receipt-number = Number
delegates-receipt-at = Submitted
delegates-receipt-digest = Checksum
delegates-receipt-explained = The checksum covers people, order, tasks, and the day and file of the resolution.
delegates-print = Print
delegates-back = Back

delegates-mail-invitation = Invitation to register delegates
delegates-mail-reminder = Reminder to register delegates
delegates-mail-receipt = Receipt of a submission
delegates-invitation-subject = Your delegates for { $title }
delegates-reminder-subject = Reminder: your delegates for { $title }
delegates-reminder-lead = We have not received anything from you yet.
delegates-invitation-head = { $body } can register { $n ->
    [one] one delegate
   *[other] { $n } delegates
 } for “{ $title }” on { $day }. The last day to do so is { $last }.
delegates-invitation-way =
    Register here, without an account or a password:
    { $address }

    The link is for you only. Hand it on only to people who may register for you.
delegates-receipt-subject = Receipt: your delegation for { $title }
delegates-receipt-text =
    { $body } has registered for “{ $title }”.

    Receipt: { $receipt }
    Submitted: { $at }
    People registered: { $n }
    Checksum: { $digest }

call-title = Call for delegates
call-lead = Call on all members to register their delegates. Each gets a link of its own, by mail or as a letter; no account is needed.
call-no-deadline = There is no deadline yet
call-no-deadline-explained = First set the last day for registrations at the assembly.
call-bodies = Members called
call-not-submitted = Not submitted yet
call-body = Member
call-message = Message
call-no-link = no valid link
call-renew = New link
call-letter = Letter
call-revoke = End the link
call-letters = Letters
call-letters-explained = For all who cannot be reached by mail: one sheet for each member, with link and QR code. The ledger notes that it was printed.
call-letters-button = Print letters
call-letters-secret = These sheets open the registration
call-letters-secret-explained = Whoever has a sheet can register for the member. Give each one to its member only.
call-letter-way = Register here, without an account or a password. With the camera of a phone the page opens by itself.
call-letter-qr = QR code with the link
call-remind = Remind
call-remind-explained = All who have not submitted. Whoever still has a message coming gets no second one.
call-remind-button = Remind now
call-open = Begin the call
call-change = Change the call
call-open-explained = Saving invites all who have no link yet.
call-intro = Your text ({ $language })
call-intro-hint = It stands in the invitation.
call-remind-days = Remind by itself, days before the deadline
call-remind-days-hint = Leave empty if not. At most 60.
call-save = Save
call-open-button = Invite all

doubts-title = Check of delegates
doubts-lead = All registrations in which something is to be cleared up.
doubts-none = There is nothing to clear up.
doubts-reasons = To clear up
doubts-no-reason = Nothing.
doubts-decide = Decide
doubts-blocks = The registration cannot be accepted like this. With a reason you can overrule it.
doubts-reason = Reason
doubts-reason-hint = Needed to give back, to overrule doubts, and for a departure. The member sees it.
doubts-accept = Accept
doubts-overrule = Accept in spite of doubts
doubts-return = Give back
doubts-depart = Departed: a substitute follows
doubt-not-member = Does not belong to the member on the day of the assembly.
doubt-not-elected = Holds no elected seat. The statutes ask for elected members.
problem-delegate-not-elected = { $name } holds no elected seat. By the statutes only elected members are sent. If it is right all the same, accept with a reason.
problem-delegate-under-age = { $name } has not reached the minimum age of the statutes on the day of the assembly. If it is right all the same, accept with a reason.
problem-delegate-suspended = The rights of { $name } rest on the day of the assembly. If it is right all the same, accept with a reason.
doubt-under-age = Is not old enough.
doubt-suspended = Is excluded or suspended.
doubt-new = Newly entered by the member.
doubt-same-name = The same name is also registered by:
doubt-principal-gone = Stands in for somebody who is no delegate any more.
doubt-more-than-entitled = More delegates than places.
doubt-resolution-missing = The day of the resolution is missing.
doubt-document-missing = The resolution as a file is missing.
doubt-ex-officio-missing = Somebody who is a delegate by office is not registered.
doubt-not-submitted = Not submitted yet.
doubt-changed-since = Changed since it was submitted.
doubt-late = Changed after the deadline:

problem-not-late = The time is not over. Make your change without a further reason.
problem-deadline-needed = The call needs a deadline. Set the last day for registrations at the assembly.
problem-not-called = The call has not begun.
problem-no-letters = There is no letter to print.
problem-nobody-named = Nobody is registered yet. Register at least one person first.
problem-no-delegate = Substitutes follow delegates only.
problem-office-link-invalid = This link is not valid, or not any more. The federation's office sends you a new one.
problem-substitutes-full = { $n ->
    [0] There are no places for this assembly, so no substitutes either.
    [one] The one substitute is registered already. There are as many substitutes as places.
   *[other] All { $n } substitutes are registered already. There are as many substitutes as places.
 }
field-substitutes-full = { problem-substitutes-full }
field-principal = Please choose a delegate of the same delegation; only a deputy stands in for somebody.
field-document-missing = Please choose a file.
field-document-large = The file is larger than 5 MB.
field-document-not-pdf = This is not a whole PDF file. The name alone is not enough.
field-resolution-in-future = The resolution lies in the future.

notice-submitted = Submitted. This is your receipt.
