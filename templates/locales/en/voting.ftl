# What voters read: short sentences, well-known words.

voting-start-title = Vote
voting-start-lead = Enter your code. It is on your sheet or in your mail.
voting-code = Your code
voting-code-hint = Capital and small letters are the same. Spaces and dashes do not matter.
voting-continue = Continue
voting-how = How it works
voting-how-code = You enter your code.
voting-how-choose = You read the question and choose.
voting-how-review = You see your choice once more and can change it.
voting-how-cast = You cast your vote. Then it cannot be changed any more.
voting-no-code = You have no code, or it does not work? Ask the election board of your federation.
voting-already-signed-in = You are signed in
voting-to-my-votes = To my votes
voting-kiosk = Shared device as a voting booth
voting-kiosk-lead = On this device several people vote one after the other.
voting-kiosk-one-by-one = After each vote the page waits for the next code. Nobody sees who was there before.
voting-kiosk-leaves = Without input a session ends after three minutes; the receipt is gone after one.
voting-kiosk-signs-out = Whoever is signed in here is signed out.
voting-kiosk-place = Place the device so that nobody sees the screen.
voting-kiosk-on = This device is a voting booth.
voting-kiosk-begin = Use as a voting booth
voting-kiosk-end = No longer use as a voting booth
voting-kiosk-done = Done, for the next person

voting-my-votes = My votes
voting-votes = You have { $n } votes. They all count for the same choice unless you split them.
voting-places = For whom you vote
voting-places-explained = You vote for yourself and, by proxy, for others, for each place by itself.
voting-place-own = for yourself
voting-place-by-proxy = by proxy
voting-place-waiting = { $n ->
    [0] There is nothing to vote on now.
    [one] One poll waits.
   *[other] { $n } polls wait.
 }
voting-place-here = You vote for this place now
voting-place-switch = Go on for { $name }
voting-for = You vote for { $name }
voting-for-explained = You, { $name }, cast this vote by proxy. Your own you cast for yourself.
voting-no-polls = There is nothing to vote on now. Please look again later.
voting-tag-open = Open
voting-tag-voted = Voted
voting-tag-not-yet = Not open yet
voting-tag-closed = Ended
voting-hint-voted = Your vote is in the box.
voting-hint-not-yet = This vote begins later.
voting-hint-missed = You have not voted here.
# $time: day and time
voting-open-until = You can vote until { $time }.
voting-open-until-closed = You can vote until the election board closes.

voting-choose-one = Choose one answer.
voting-choose-up-to = You can mark up to { $n }.
voting-votes-alike = Your { $n } votes all count for this choice.
voting-blank = Blank ballot
voting-blank-hint = You take part but choose nothing.
voting-nothing-cast-yet = “Continue” does not cast your vote yet.
voting-to-review = Continue
voting-back = Back

voting-review = Please check your choice
voting-not-cast-yet = Your vote has not been cast yet.
voting-question = Question
voting-your-choice = Your choice
voting-change = Change
voting-your-votes = Your votes
voting-counts-times = Counts { $n } times.
voting-unused = You can mark more
# $n: marks left, $max: marks allowed
voting-unused-explained = { $n ->
    [one] One mark of { $max } is
   *[other] { $n } marks of { $max } are
 } unused. You may cast your vote like this.
voting-blank-sure = Really cast a blank ballot?
voting-blank-explained = A blank ballot counts as taking part. It does not count as yes, not as no, and for nobody.
voting-blank-confirm = Yes, I cast a blank ballot.
voting-final = Once cast, your vote cannot be changed.
voting-cast = Cast vote

voting-done = Your vote is in the box
voting-done-counted = It will be counted. Nobody has to do anything else.
voting-done-no-choice = What you chose is not shown here, nor when. So your choice stays secret.
voting-check = Check later
voting-check-explained = Sign in again with your code. “My votes” then says “Voted”.
voting-next-place = Not done yet
voting-next-place-explained = A poll waits for you for these places too.
voting-again = You have already voted
voting-again-explained = The vote that is already in the box counts. A second one is not possible.

voting-session = Your sign-in
voting-signed-in-as = Signed in:
voting-session-ends = After { $n } minutes without input you are signed out. Your code still works then.
voting-stay = Stay signed in
voting-sign-out = Sign out

voting-trust = Who can learn how I vote?
voting-trust-each-poll = Each poll shows before voting what holds for it. For every secret poll:

problem-voter-not-signed-in = You have been signed out. Please enter your code again. Nothing was cast.
problem-already-voted = This code has already voted here. The vote that is in the box counts.
problem-code-replaced = This code no longer opens this place: it was replaced by a new one, the place was taken over or handed back, or the proxy has lapsed. Check-in or the election board will help you.
problem-voting-other-place = This page was for another place than the one you vote for now. Nothing was cast. Open “My votes”.
problem-voting-place-not-opened = You do not vote for this place (any more). Perhaps the proxy has lapsed.
problem-ballot-unconfirmed = We do not know whether your vote has arrived. Open “My votes”: if it says “Voted” there, it is in the box. Otherwise please try again.

field-nothing-chosen = Please choose something. Whoever wants to choose nothing takes “Blank ballot”.
field-blank-and-choice = Either a blank ballot or marks, not both.
field-too-many-choices = { $n ->
    [one] Please choose only one answer.
   *[other] Please mark { $n } at most.
 }
field-choice-twice = Each name can have one mark only.
field-blank-unconfirmed = Please confirm the blank ballot.
voting-choose-list = Choose one list.
voting-cumulate = You have { $n } votes. One person can get up to { $each } of them.
voting-rank = Give ranks: 1 for the person whom you want most. You need not rank everybody.
voting-rank-equal = Equal ranks are allowed.
voting-no-rank = no rank
voting-rank-number = Rank { $n }
voting-votes-for = { $n ->
    [one] 1 vote for
   *[other] { $n } votes for
 }

voting-hint-excluded = You may not vote here (BGB section 34): { $reason }
voting-tag-excluded = Excluded
voting-split = Split your votes
voting-split-explained = You have { $n } votes and can give them to several answers.
voting-split-alike = Give all votes alike after all
voting-split-part = Part { $n }
voting-split-count = How many votes?
voting-split-more = One more part
voting-split-votes = { $n ->
    [one] 1 vote
   *[other] { $n } votes
}
voting-trackers = { $n ->
    [one] Your check number
   *[other] Your check numbers
}
voting-trackers-explained = A random number belongs to each ballot. The list of all numbers appears with the result. If yours is in it, your ballot is counted. The number does not tell how you voted.
voting-trackers-once = This page shows them only now. Write them down or print the page.
voting-trackers-shown = Check numbers are shown only once, right after casting.
field-votes-not-to-split = Votes cannot be split in this poll.
field-too-many-parts = Give at least one and at most { $n } parts.
field-split-sum = The parts make { $sum } votes. Together they must be { $n }.
field-parts-and-choice = Give either one choice for all votes or parts, not both.
problem-voter-excluded = You may not vote in this poll (BGB section 34).
voting-hint-interrupted = Interrupted. Please look again later. Votes that were cast stay in the box.
voting-hint-over = The time for this poll has passed.
voting-hint-void = This poll does not count. It has no result.
# $time: day and time
voting-grace-until = The time has passed. Since you were signed in already, you can still vote until { $time }.
voting-check-title = Was my code used to vote?
voting-check-lead = Enter your code. You only learn whether a vote was cast from your place. Not how and not when.
voting-check-ask = Look
voting-check-caption = Whether a vote was cast from your place in these polls:
voting-check-used = Voted
voting-check-yes = Yes
voting-check-no = No
voting-check-none = There is no poll for this code yet.
voting-check-again = Another code
voting-check-wrong = Is that not right? Tell the election board.

voting-tag-on-paper = On paper
voting-hint-on-paper = You vote on paper. Ask at the desk if you have no ballot.
