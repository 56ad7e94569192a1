# Messages by mail and letter, and the ledger.

mail-title = Post
mail-lead = All messages to members and people, and what became of them. Purpose and values are stored; the text is made when it is sent.
mail-way-none = Sending is not set up.
mail-way-none-explained = Messages stay in the queue until somebody with access to the server sets up sending (MANDAT_MAIL). You can print letters all the same.
mail-way-folder = Trial: messages are only laid down as files.
mail-way-folder-explained = Nobody gets them.
mail-count-waiting = Waiting to be sent
mail-filter = Show
mail-filter-all = All
mail-filter-button = Show
mail-filter-unreachable = Cannot be reached
mail-none = There are no messages yet.
mail-no-match = No message in this state.
mail-recipient = To
mail-purpose = What it is about
mail-since = State since
mail-state = State
mail-message = Message
mail-address = E-mail address
mail-address-hint = A change counts for this message. Correct the address of the member too.
mail-language = Language
mail-created = Made
mail-attempts = Tries
mail-answer = Answer or note
mail-resend = Send again
mail-report = Take note
mail-report-what = What became of the message?
mail-report-bounced = It came back.
mail-report-printed = A letter was printed.
mail-report-handed-over = It was handed over or read out.
mail-report-button = Take note
mail-note = Note
mail-position = Page { $page } of { $last }

mail-state-no-address = No address
mail-state-queued = Waiting
mail-state-sending = Being sent
mail-state-sent = Sent
mail-state-unknown = Uncertain whether sent
mail-state-refused = Refused
mail-state-bounced = Came back
mail-state-printed = Printed as a letter
mail-state-handed-over = Handed over
mail-state-dropped = No longer needed
mail-explained-no-address = No e-mail address is known. Print a letter, or enter an address.
mail-explained-queued = It is sent as soon as possible.
mail-explained-sending = It is being handed to a server.
mail-explained-sent = A server has taken it. Whether it was read is not known.
mail-explained-unknown = The connection broke off before the server answered. It may have arrived; it is not sent again by itself.
mail-explained-refused = The server refused it, or many tries failed.
mail-explained-bounced = It came back as undeliverable.
mail-explained-printed = A letter was printed.
mail-explained-handed-over = It was handed over.
mail-explained-dropped = What it was about was done or had changed before it was sent.

mail-purpose-trial = Trial message
mail-purpose-other = Message
mail-trial-title = Try out sending
mail-trial-explained = You get a message at the address of your account.
mail-trial-button = Trial message to me
mail-trial-subject = Trial message: { $federation }
mail-trial-text =
    Hello,

    this message shows that sending is set up for “{ $federation }”.
    You need not do anything.

problem-message-state = That is not possible with the message in its present state.
field-mail-address-fixed = This link is for this address alone. Change the address in the register, and send a new link on the roll.
