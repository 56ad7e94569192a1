# Navigation, messages, refusals: what every room says in the same words.

nav-overview = Overview
nav-federation = Federation
nav-bodies = Members
nav-people = People
nav-municipalities = Municipalities
nav-elections = Elections
nav-assemblies = Assemblies
nav-results = Results
nav-mail = Post
nav-access = Access
nav-settings = Settings
nav-audit = Log

notice-saved = Saved.
notice-created = Created.
notice-removed = Removed.
notice-imported = The table has been taken over.
notice-signed-out = You are signed out.
notice-signed-out-everywhere = You are signed out on all devices. All access keys for programs have ended too.
notice-password-changed = The new password is valid. All other sessions have ended.
notice-invitation-accepted = You have accepted the invitation.
notice-registered = Registered. The federation's office checks the registration.
notice-withdrawn = The registration has been withdrawn.
notice-accepted = The registration has been accepted.
notice-returned = The registration has been returned with the reason.
notice-checked-in = Checked in.
notice-checked-out = Checked out.
notice-place-taken-over = The deputy has taken over the place and is checked in.
notice-place-handed-back = The place is handed back.
notice-proxy-recorded = The proxy is recorded.
notice-proxy-ended = The proxy is ended.
notice-correction-requested = Asked for. The election board has to confirm.
notice-roll-corrected = The roll is corrected.
notice-frozen = The roll of those entitled to vote is frozen.
notice-poll-ready = The poll is ready.
notice-poll-opened = The poll is open.
notice-poll-closed = The poll is closed.
notice-key-given = The key is given. A second one is missing.
notice-box-opened = The box is open and can be counted.
notice-poll-interrupted = The poll is interrupted.
notice-poll-resumed = The poll goes on.
notice-poll-extended = The poll is extended.
notice-poll-void = The poll was declared void.
notice-act-requested = Asked for. A second person has to agree.
notice-poll-counted = The votes have been counted.
notice-published = The result is published.
notice-reissue-requested = The replacement code has been requested. A second person has to agree.

error-headline-not-found = There is no such page
error-headline-link = This link is no longer valid
error-headline-forbidden = You are not allowed to do this
error-headline-internal = Something has gone wrong here
error-headline-later = Not possible at the moment
error-headline-refused = This was not accepted
error-to-start = To the start page
error-to-vote = To voting

problem-not-found = The address is wrong, or the content is not meant for you. Please check the spelling.
problem-not-signed-in = Please sign in.
problem-forbidden = Your access does not include the right to do this. Ask those who invited you.
problem-stale = Somebody else has changed this in the meantime. Reload the page and check whether your change still fits.
problem-version-missing = The request does not say which version the change is meant for (If-Match).
problem-fields = Some details are not right yet.
problem-malformed = The request cannot be read: { $reason }
problem-address = A value in the address cannot be read. Please check the spelling.
problem-shape = The data of the request does not have the shape described.
# $line, $column: where reading failed
problem-json = This is not readable JSON: line { $line }, character { $column }.
problem-body-unreadable = The data cannot be read or did not arrive completely.
problem-unsupported-media = This kind of data is not read here.
problem-too-large = This is too large. At most { $n } KB are allowed.
problem-method = This address does not know the method of the request.
problem-cross-origin = The request came from a foreign page and was therefore not carried out.
problem-in-use = This cannot be done: something else refers to it.
problem-internal = This is our fault, and it has been noted. What you entered was not saved.
problem-busy = Very many people want in at the same time. Please try again in a few seconds.
problem-database-away = The database does not answer at the moment. Please try again shortly.

field-required = Please fill in this field.
field-too-short = { $n ->
    [one] Please enter at least one character.
   *[other] Please enter at least { $n } characters.
 }
field-too-long = { $n ->
    [one] At most one character is allowed here.
   *[other] At most { $n } characters are allowed here.
 }
field-unreadable = This value cannot be read.
field-missing = This field is missing.
field-unknown = There is no such field here.
# $type: what JSON calls it
field-wrong-type = { $type ->
    [string] A text is expected here.
    [integer] A whole number is expected here.
    [number] A number is expected here.
    [boolean] true or false is expected here.
    [array] A list is expected here.
   *[object] An object is expected here.
 }
field-invisible = This text consists of invisible characters only.
field-control-sign = The text contains a control character or a line break. Please type it again.
field-direction-sign = The text contains a character that turns the reading direction. Please type it again.
field-too-many-marks = Too many marks are stacked here.
field-unknown-language = There is no such language here.
field-not-a-day = This is not a day of the calendar. Write it like this: 2026-03-14.
field-not-an-email = This is not an e-mail address. One looks like this: name@example.org.
field-taken = This is taken already.
