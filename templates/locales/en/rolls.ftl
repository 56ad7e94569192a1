# Roll, voting codes, code sheets.

rolls-title = Roll
rolls-to-roll = To the roll
rolls-building = Being prepared
rolls-building-explained = Until the roll is frozen, bodies register delegates and the office checks them.
rolls-accepted = Accepted delegates
rolls-undecided = Not decided yet
rolls-nobody-accepted = Nobody is accepted yet. Please check the registered delegates first.
rolls-freeze = Freeze the roll
rolls-freeze-explained = All accepted delegates come onto the roll. After that registering and checking are over; it is changed by corrections of two people alone, and never once its first poll is opened.
rolls-acknowledge-undecided = { $n ->
    [one] One registration is not decided and stays outside. This is intended.
   *[other] { $n } registrations are not decided and stay outside. This is intended.
 }
rolls-frozen = Frozen
rolls-entries = Entitled to vote
rolls-votes = Votes
rolls-codes-valid = Valid voting codes
rolls-to-codes = Voting codes
rolls-waiting = Waiting for a second person
rolls-waiting-explained = A new voting code needs two people of the election board: one asks for it, another one confirms.
# $name: who, $at: when
rolls-requested = Requested by { $name } on { $at }
rolls-decide = Look and decide
rolls-search = Name, body or number
rolls-search-do = Search
rolls-nobody-found = Nobody found.
rolls-show-all = Show all
rolls-listed = { $n ->
    [one] One person
   *[other] { $n } people
 }
rolls-number = Number
rolls-name = Name
rolls-body = Body
rolls-entry-votes = Votes
rolls-acts = Actions
rolls-reissue = New voting code
rolls-page = Page { $page } of { $last }
rolls-digest = Checksum
rolls-digest-explained = The checksum (SHA-256) was made when the roll was frozen or last corrected. Whoever noted it can verify at any time that nothing on the roll was changed since; a correction makes a new one, and names the one before.
rolls-canonical-download = Download the roll for verification
rolls-canonical-how = How to verify
rolls-canonical-explained = The downloaded file is exactly what the checksum is made from: first a line about the roll, then a line for each person in the order of the numbers, each as JSON without spaces between its parts, in UTF-8 and ended by one line feed.
rolls-names-download = Download names with salts
rolls-names-explained = Names stand on the roll as commitments, so that a person can be erased later and the checksum still fits. “name_sha256” is the SHA-256 of salt, colon and name; the names file tells both for everybody who is not erased.

rolls-codes = Voting codes
rolls-codes-explained = Everybody entitled to vote gets one voting code for all polls of this roll. It is readable on the printed sheet or in the mail to this person alone; what is stored only serves to check it.
rolls-codes-running = { $done } of { $total } voting codes are made
rolls-codes-running-explained = This page reloads by itself. Nothing is stored until all are ready.
rolls-codes-look-again = Reload
rolls-print = Print the code sheets
# $n: number of sheets, $until: until when
rolls-print-explained = { $n ->
    [one] One sheet is ready, until { $until }. It is shown this one time only. Please switch the printer on first.
   *[other] { $n } sheets are ready, until { $until }. They are shown this one time only. Please switch the printer on first.
 }
rolls-sheets-wait = The code sheets are ready
rolls-sheets-of-other = Only { $name }, who had them made, can print them, until { $until }.
rolls-sheets-printed = The code sheets were handed out
rolls-sheets-printed-explained = To { $name } on { $at }. This is not possible a second time. If a sheet is missing, the person gets a new voting code.
rolls-sheets-expired = The code sheets were not printed in time
rolls-sheets-expired-explained = After two hours the readable voting codes are deleted. Please make new ones.
rolls-codes-failed = No voting codes were stored
rolls-codes-there = { $n ->
    [one] One voting code is valid
   *[other] { $n } voting codes are valid
 }
rolls-codes-there-explained = They are readable on the printed sheets only.
rolls-codes-after-freezing = Voting codes can be made once the roll is frozen.
rolls-codes-fixed = These voting codes stay
rolls-codes-fixed-explained = A poll was opened already. Single people can still get a new voting code: on the roll, beside their name.
rolls-codes-make = Make voting codes
rolls-codes-make-explained = { $n ->
    [one] A voting code is made for one person.
   *[other] A voting code is made for each of { $n } people. For many this takes some minutes. Only you can print the sheets, once and within two hours.
 }
rolls-codes-make-again = Make all voting codes anew
rolls-codes-make-again-explained = All present voting codes become invalid, those already printed as well. Links by mail stay valid. This is possible until the first poll is opened.
rolls-codes-by-board = The election board has not made voting codes yet.

rolls-sheets = Code sheets
rolls-sheets-once = This one time only
rolls-sheets-once-explained = Print now, and close this page afterwards. The voting codes cannot be shown again.
rolls-print-now = Print
rolls-sheets-qr = QR code for voting

rolls-reissue-explained = Whoever lost the sheet gets a new voting code; the present one becomes invalid, and so does a link by mail. Where the person has voted already, that vote stands. A second person of the election board has to confirm.
rolls-reissue-reason = Reason
rolls-reissue-reason-hint = For example: letter did not arrive. The reason is kept in the log.
rolls-reissue-request = Request a new voting code
rolls-requested-by = Requested by
rolls-requested-at = Requested on
rolls-reissue-waits = Waiting for a second person
rolls-reissue-waits-explained = You requested this voting code. Somebody else of the election board has to confirm it.
rolls-reissue-confirm = Confirm and show the new sheet
rolls-reissue-confirm-explained = The present voting code becomes invalid at once. The new sheet is shown this one time only. Please switch the printer on first.
rolls-reissue-withdraw = Withdraw the request

problem-roll-frozen = The roll is frozen already.
problem-roll-not-frozen = The roll is not frozen yet.
problem-roll-empty = Nobody is accepted. An empty roll cannot be frozen.
problem-roll-undecided = { $n ->
    [one] One registration is not decided yet. Decide on it, or confirm that it stays outside.
   *[other] { $n } registrations are not decided yet. Decide on them, or confirm that they stay outside.
 }
problem-roll-altered = The entries do not fit the checksum of the roll. Somebody changed them outside the program. Please contact whoever runs this installation.
problem-codes-being-made = The voting codes are being made. Please wait until they are ready.
problem-codes-in-use = A poll was opened already. Voting codes can only be replaced one by one now.
problem-no-codes = There is no voting code for this person yet. Make the voting codes first.
problem-sheets-of-somebody-else = Only the person who had the code sheets made can print them.
problem-sheets-printed = The code sheets were handed out already; this is not possible a second time. If a sheet is missing, request a new voting code for that person, or make all anew before the first poll.
problem-no-sheets = No code sheets wait to be printed: their time is over, or the service was restarted. Make the voting codes anew, or request single ones.
problem-reissue-waiting = A new voting code is requested for this person already.
problem-reissue-decided = This request was decided already.
problem-voted-everywhere = This person has voted in every poll that was opened. A new voting code is not possible.
problem-second-person-needed = You requested this voting code yourself. A second person has to confirm it.
problem-code-refused = This voting code is not valid. Please compare it with your sheet once more. If it is right, the election board will help you.
problem-code-rests = { $n ->
    [one] This voting code was entered wrongly too often. Try again in one second.
   *[other] This voting code was entered wrongly too often. Try again in { $n } seconds.
 }
problem-code-exhausted = This voting code was entered wrongly too often and is blocked. Please ask the election board for a new one.
field-code-too-short = The voting code is too short. It has 20 signs.
field-code-too-long = The voting code is too long. It has 20 signs.
field-code-foreign-sign = One sign occurs in no voting code. It consists of digits and Latin letters.
field-code-typing-mistake = There is a typing mistake. Compare the voting code with your sheet sign by sign.

rolls-present = Present
rolls-absent = Not here
rolls-deputies = Deputies
rolls-deputy = Deputy
rolls-deputies-in-place = Held by deputies
rolls-votes-present = Votes present
rolls-desk = Check-in
rolls-to-desk = To check-in
rolls-desk-search = Name, body, number or voting code
rolls-check-in = Check in
rolls-check-out = Check out
rolls-place = Place
rolls-place-holder = Votes
rolls-place-held-by = Represented by { $name }
rolls-deputy-holds = Stands in for { $name }
rolls-deputy-no-place = No place is free: the delegates are present or represented already.
rolls-take-over-from = Take over the place of { $name }
rolls-take-over = Take over the place
rolls-take-over-explained = A deputy who takes over the place is checked in and votes with their own voting code. The delegate’s voting code then opens nothing until the place is handed back.
rolls-take-over-after-leaving = A deputy can take over the place once the delegate is checked out.
rolls-no-deputies = No deputy is free for this place.
rolls-hand-back = Hand the place back
rolls-hand-back-explained = After that the delegate votes again. While a poll is open this is possible only until the place has voted in it.
rolls-stays = Attendance
rolls-proxies = Proxies
rolls-by-proxy = Represented by proxy
rolls-place-by-proxy = By proxy: { $name }
rolls-proxy-record = Record proxy
rolls-proxy-revoke = End proxy
rolls-proxy-explained = Delegates who are away can give their vote in writing to another delegate, as far as the statutes allow it. Keep the document with the papers. From now on the holder votes for this place too, with the own code; the code of the delegate who is away no longer opens it.
rolls-proxy-lapses = The proxy lapses when the delegate checks in, a deputy takes over the place or the holder checks out. What was voted before stays.
rolls-proxy-nobody = Nobody can take this vote now: a holder is a delegate who is checked in and may have another proxy by the statutes.
rolls-proxy-holder = Holder of the proxy
rolls-proxy-holder-hint = Delegates who are checked in and may have another proxy.
rolls-proxy-choose = Please choose
rolls-proxy-document-day = Day of the document
rolls-proxy-of-day = document of { $day }
rolls-proxies-given = Proxies of this place
rolls-represents = Also votes by proxy for
rolls-represents-lapse = These proxies lapse at check-out.
rolls-proxy-principal-came = the delegate came
rolls-proxy-deputy-took-place = a deputy took over the place
rolls-proxy-holder-left = the holder left
rolls-proxy-revoked = ended
rolls-codes-make-missing = Make the missing voting codes
rolls-codes-make-missing-explained = { $n ->
    [one] One person has no voting code yet. All others stay valid.
   *[other] { $n } people have no voting code yet. All others stay valid.
 }
rolls-corrections = Corrections
rolls-corrections-explained = Until the first poll is opened a frozen roll can be corrected: the office asks, the election board confirms. The numbers of the others never change.
rolls-corrections-over = No more corrections
rolls-corrections-over-explained = Only a frozen roll is corrected, and only until its first poll is opened.
rolls-corrections-made = Corrections made
rolls-corrections-none = None.
rolls-correction-ask = Ask for a correction
rolls-correction-request = Ask
rolls-correction-kind = Kind of correction
rolls-correction-strike = Strike a person
rolls-correction-add = Add a person
rolls-correction-votes = Change the votes
rolls-correction-name = Take the name from the register
rolls-correction-entry = Who on the roll
rolls-correction-entry-hint = For striking, votes and names.
rolls-correction-nobody = Nobody
rolls-correction-search = Whom to add? Name or body
rolls-correction-nobody-found = Nobody found who belongs to it on the day of the assembly and is not yet on the roll.
rolls-correction-more-found = More were found than stand here. Please search more closely.
rolls-correction-person = Who is added
rolls-correction-person-hint = For adding. Search for the person first; who belongs to several bodies stands here once for each.
rolls-correction-votes-hint = For adding and for changing the votes.
rolls-correction-reason-hint = For example: mandate ended. The reason stands in the list of corrections; please no names.
rolls-correction-confirm = Confirm the correction
rolls-correction-confirm-explained = The roll and its checksum change at once. The voting code of a struck person is void; an added one gets theirs under “Voting codes”.
rolls-correction-waits-explained = Somebody else of the election board has to confirm.
rolls-correction-by = Asked for by { $asked }, confirmed by { $confirmed }.
rolls-digest-before = Checksum before:
rolls-corrected = { $n ->
    [one] It was corrected once after freezing. The checksum of before stands with the correction.
   *[other] It was corrected { $n } times after freezing. The checksums of before stand with the corrections.
 }
problem-code-without-place = This code holds no place now: a deputy has taken over the place, somebody votes for you by proxy, or you are a deputy without one. If you have come, check in; check-in will help you.
problem-nobody-without-code = Everybody has a voting code.
problem-desk-present = Somebody is checked in for this place already.
problem-desk-absent = Nobody is checked in for this place.
problem-desk-delegate-present = The delegate is checked in and has to check out first.
problem-desk-place-held = A deputy has taken over this place already.
problem-desk-place-not-held = No deputy has taken over this place.
problem-desk-deputy-of-others = This person is not named as a deputy for this place.
problem-desk-deputy-holds-place = This deputy has taken over a place already.
problem-desk-place-has-voted = This place has voted in a poll that is open. The change is possible once the poll is closed.
problem-proxy-forbidden = By the statutes that hold on the day of the assembly, nobody can give their vote away.
problem-proxy-oneself = Nobody can be their own proxy.
problem-proxy-deputy-in-place = A deputy has taken over this place and votes for it.
problem-proxy-given = There is a proxy for this place already. End that one first.
problem-proxy-principal-holds = This person holds proxies. Whoever represents others cannot give the own vote away.
problem-proxy-principal-present = This person is checked in and votes themself.
problem-proxy-holder-gave = The holder has given the own vote away. Whoever has done that can represent nobody.
problem-proxy-holder-replaced = A deputy takes part for the holder. Deputies cannot hold a proxy.
problem-proxy-holder-absent = The holder is not checked in.
problem-proxy-other-body = By the statutes, proxies are allowed within the same member only.
problem-proxy-too-many = { $n ->
    [one] The holder has one proxy already. The statutes allow no more.
   *[other] The holder has { $n } proxies already. The statutes allow no more.
 }
problem-proxy-none = There is no proxy for this place.
problem-corrections-over = A poll was opened already. The roll can no longer be corrected.
problem-correction-waiting = A correction waits for confirmation already. Please decide on it first.
problem-correction-decided = This correction was decided already.
problem-own-correction = You asked for this correction yourself. Somebody else has to confirm it.
problem-correction-stale = Something changed since the correction was asked for. Please withdraw it and ask again.
problem-corrects-nothing = The roll says so already.
problem-place-in-use = Somebody is checked in for this place, a deputy holds it, or there is a proxy. Please check out, hand back and end the proxy first.
problem-roll-last-entry = The last person cannot be struck.
problem-on-roll-already = This person is on the roll already, as a delegate or as a deputy.
problem-not-in-body-on-day = This person does not belong to the body on the day of the assembly.

rolls-sheets-languages = Languages on the sheets
rolls-sheets-languages-hint = The federation's language is always there, and up to four others. All sheets are alike: who speaks which language is noted nowhere.
rolls-sheets-as-pdf = Download as PDF
rolls-sheets-as-pdf-hint = One sheet of paper for each person, tagged for reading aloud. The file holds the readable codes: delete it after printing.
rolls-handout = List for handing out
rolls-handout-explained = Whoever gets a sheet signs for it. Keep the list with the election papers; it holds no voting codes.
rolls-handout-pdf = As PDF
rolls-handout-signature = Signature
rolls-handout-deputy = Deputy
field-sheet-language-unknown = The sheets do not have this language.
field-sheet-languages-too-many = Choose four languages at most.

# Links by mail
rolls-links = Links by mail
rolls-links-to = Send links and see how far they are
rolls-links-explained = Whoever has a mail address can get a link instead of a sheet. It opens exactly the place that the person's voting code opens. Nobody here sees it: it stands in the mail alone.
rolls-links-no-way = No mail server is set up
rolls-links-no-way-explained = Links are made and wait until there is one. Otherwise print sheets.
rolls-links-send = Send links
# $n: how many have none yet
rolls-links-send-explained = { $n ->
    [one] One person has not got a link yet. Whoever has no mail address stands in the list for sheets afterwards.
   *[other] { $n } people have not got a link yet. Whoever has no mail address stands in the list for sheets afterwards. Nobody gets a second one by this.
 }
rolls-links-people = Who is reached in which way
rolls-links-show = Show
rolls-links-show-do = Show the list
rolls-links-everybody = everybody
rolls-links-need-sheet = reached by a sheet only
rolls-links-state = Link
rolls-links-sheet = Sheet
rolls-links-has-sheet = code made
rolls-links-message = Message
rolls-link-send = Send link
rolls-link-send-again = Send a new link
rolls-link-none = no link
rolls-link-waiting = waits to be sent
rolls-link-sent = sent
rolls-link-unknown = uncertain
rolls-link-no-address = no mail address
rolls-link-failed = not delivered
rolls-link-void = invalid
rolls-sheets-instead = Print a sheet instead
rolls-sheets-instead-explained = { $n ->
    [one] A voting code for a sheet is made for one person whom no link reaches. Their link becomes invalid.
   *[other] Voting codes for sheets are made for { $n } people whom no link reaches. Their links become invalid.
 }
rolls-reissue-deputy = This is a deputy. The new code, too, opens only the place that they have taken over.
notice-links-queued = The mails are on their way.
problem-nobody-without-link = Everybody got a link already. Single people can get a new one: in the list, beside their name.
problem-link-needs-two = A poll was opened already. Whoever has a sheet, or a link that may have arrived, gets another one by two people only: on the roll, under “New voting code”.
field-code-link-incomplete = A part of the link is missing. Take the whole text from the mail.

rolls-mail-link = Link to vote with
rolls-link-mail-subject = Your access to the votes: { $title }
rolls-link-mail-head =
    Dear { $name },

    with this link you vote in “{ $title }”. It is good for all polls there. { $federation } writes to you.
rolls-link-mail-deputy = You are named as a deputy. Your link opens something once you have taken over a place at the desk.
rolls-link-mail-way =
    Open the link and press “Continue” there:
    { $address }
rolls-link-mail-field =
    If the field stays empty: go to { $address } and enter this text there:
    { $text }
rolls-link-mail-keep = The link is for you alone. Do not pass it on, and keep this mail until the end of the votes. None of us asks you for it. If you get a new link or a sheet because something was lost, this one opens nothing any more.
rolls-desk-scan = Read with the camera
