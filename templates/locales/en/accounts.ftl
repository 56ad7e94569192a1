# Accounts: signing in, one's own account, invitations, roles.

role-installation-admin = Administration of this installation
role-registrar = Office of the federation (register)
role-election-board = Election board
role-publisher = Publication
role-auditor = Auditor (read only)
role-body-office = Office of a member

approval-act-reissue-code = New voting code
approval-act-reissue-deputy-code = New voting code for a deputy
approval-act-correct-roll = Correction of a roll
approval-act-certify-election = Certification of an election
approval-act-correct-election = Correction of a certified result
approval-act-annul-election = Annulment of an election
approval-act-open-poll = Opening of a poll
approval-act-close-poll = Closing of a poll
approval-act-resume-poll = Resumption of an interrupted poll
approval-act-extend-poll = Extension of a poll
approval-act-void-poll = Declaring a poll void
approval-act-publish-result = Publication of a result
approval-act-correct-result = Correction of a published result
approval-act-sign-minutes = Minutes of an assembly

account-sign-in-title = Sign in
account-sign-in-lead = For staff of the federation and of its members. To vote you need no account, only your voting code.
account-sign-in-to-vote = Vote with a voting code
account-sign-in-button = Sign in
account-sign-in-forgotten = Forgotten your password?
account-sign-in-forgotten-text = Ask those who invited you for help. Nobody can look up passwords.
account-email = E-mail address
account-password = Password
account-name = Your name
account-name-hint = This is how others see you, for example in the log of acts.

account-title = My account
account-roles = Roles
account-roles-none = None yet. You receive roles by invitation.
account-password-title = Change password
account-password-lead = Afterwards all other sessions and all access keys have ended.
account-old-password = Present password
account-new-password = New password
account-new-password-hint = At least 15 characters. A sentence that only you know is better than special characters.
account-password-button = Change password
account-code = Code from your app
account-code-hint = Only if you have set up an app for one-time codes.
account-code-first-hint = The six digits that the app shows now.
account-second-factor-title = Second factor
account-second-factor-lead = An app on your phone shows a new code every 30 seconds. Whoever knows only your password then does not get in.
account-second-factor-lacking = The rule here: administrators and the election board need a second factor. Until it is set up, these roles rest.
account-second-factor-on = Signing in asks for a code from your app.
account-second-factor-off = No second factor is set up.
account-second-factor-begin = Set up a second factor
account-second-factor-app = Connect the app
account-second-factor-scan = Scan the QR code with the app, or type this key into it:
account-second-factor-qr = QR code for the app
account-second-factor-confirm = Check the code and switch on
account-second-factor-end = End the second factor
account-second-factor-end-text = For example before you change phones. If the phone is lost, the installation's administrator resets the second factor.
account-sessions-title = Sign out everywhere
account-sessions-text = Ends all sessions on all devices and all access keys, for example when a device was lost.
account-sessions-button = Sign out everywhere
account-tokens-title = Access keys for programs
account-tokens-lead = A program with such a key may do everything that you may do. Each key is valid for a year.
account-tokens-none = There is no access key.
account-token-name = What is the key for?
account-token-name-hint = A name by which you recognise it.
account-token-expires = Valid until
account-token-create = Make a key
account-token-revoke = End
account-token-new-title = Your new access key
account-token-new-text = Copy it now. It is shown this one time only.

account-invitation-title = Accept the invitation
account-invitation-role = You are invited to the role: { $role }
account-invitation-setup = With this account you administer the installation: you set up federations and invite their staff.
account-invitation-signed-in = You are signed in with the invited address. You can take on the role at once.
account-invitation-sign-in = I have an account already and sign in
account-invitation-accept = Accept the invitation
account-invitation-new = Make an account

problem-sign-in-refused = The e-mail address or the password is wrong.
problem-too-many-tries = { $n ->
    [one] Too many tries. You can try again in one second.
   *[other] Too many tries. You can try again in { $n } seconds.
 }
problem-invitation-invalid = This link is unknown, used or expired. Ask for a new invitation.
problem-sign-in-to-accept = There is an account for this address already. Please sign in and open the link again.
problem-invitation-for-other = The invitation is for another e-mail address. Sign in with the invited address.
problem-roles-exclude = One person cannot have both roles in a federation: who keeps the register does not run polls, and who audits does not act.
problem-own-account = You cannot disable your own account.
problem-second-factor-in-use = The second factor is set up already.
field-second-factor = Type the code that your app shows now. Each code works once.

field-email-taken = There is an account for this address already.
field-wrong-password = The password is wrong.
field-password-too-short = Please choose at least { $n } characters.
field-password-too-common = This password is easy to guess. Please choose another one that does not contain your name or address.
