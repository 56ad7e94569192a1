# What the figures of a secret poll could tell of single votes
polls-guard = What could the result tell?
polls-guard-nothing = By the roll and the earlier polls: nothing about single votes.
polls-guard-found = This stands out
polls-guard-chosen = Chosen
polls-guard-choose = Choose how to go on
polls-guard-choice = How shall it go on?
polls-guard-roll-call = Vote by name: everybody knows before that their vote becomes known
polls-guard-outcome-only = Publish the outcome only: what was decided or who was elected, without numbers of votes
polls-guard-accept = Vote in secret nevertheless and publish all figures
polls-guard-reason = Reason
polls-guard-reason-hint = Needed where something can still be made out. It stands in the log, and all voters read it.
polls-guard-save = Save choice
polls-sealed = The numbers of votes are sealed
polls-sealed-explained = Before opening it was chosen that only the outcome becomes public. Only the election board and auditors see the exact figures.
problem-guard-unanswered = Before opening, the election board has to choose what happens to figures that could tell single votes.
problem-nothing-to-guard = This poll is by name. There is nothing to choose here.
field-guard-too-few = { $n ->
    [0] Nobody may vote.
    [one] Only one person may vote. The result is that person's vote.
   *[other] Only { $n } people may vote. Each would know how the other one voted. A secret poll needs three.
 }
field-guard-few = Only { $n } people vote. A unanimous or nearly unanimous result tells how single people voted.
field-guard-most-votes = One person has { $n } of { $of } votes, which is more than half. What comes out is that person's vote – also without figures.
field-guard-unique-weights = { $n ->
    [one] One person has a number of votes that nobody else has. The sums could tell their vote.
   *[other] { $n } people have a number of votes that nobody else has. The sums could tell their votes.
 }
field-guard-single-persons = { $n ->
    [one] From one member only one person votes. So there are no figures by member.
   *[other] From { $n } members only one person each votes. So there are no figures by member.
 }
field-guard-same-question = The same was asked before (poll { $poll }), and the roll differs by { $n ->
    [one] one person
   *[other] { $n } people
 } only. The difference of the figures could tell how they voted.

# Who could learn or change what
trust-title = Who can learn or change what?
trust-reason = Why the vote is secret nevertheless
trust-party-others = Other voters and the public
trust-party-offices = Offices
trust-party-board = Election board
trust-party-operator-while-open = Whoever runs the machines, while the poll is open
trust-party-operator-after-close = Whoever runs the machines, after closing
trust-party-proof = What can be checked
trust-others-nothing = Nobody learns how you voted, as long as nobody looks on and you do not hand your code on. What you see after voting does not show your choice.
trust-others-few = Only few people vote. Where all or nearly all vote alike, the result can tell how single people voted. Figures of fewer than five ballots are never published.
trust-others-outcome-only = Published is only what was decided or who was elected and how many took part, no numbers of votes.
trust-others-most-votes = One person has more than half of the votes. What comes out can tell that person's vote.
trust-others-accepted = The figures could tell something about single votes. The election board saw this and accepted it for a reason.
trust-others-single-ballots = Several votes of one person lie in the box as single ballots. That they belong together cannot be seen on them.
trust-others-by-name = This vote is by name. After the count the result shows how each entry of the roll voted; names are published only with consent or where a public office is held.
trust-offices-nothing = The offices of the members and of the federation learn neither who voted nor how.
trust-offices-by-name = The office of the federation sees after the count who voted how.
trust-board-who = It sees how many ballots lie in the box and, after closing, who voted. It does not see how somebody voted. Only two people together can hand out a replacement code.
trust-board-sealed-sums = Only the election board and auditors see the exact sums.
trust-board-by-name = It sees after the count who voted how, and before only how many.
trust-open-file = Whoever can read the files of the database could tell from traces in them who voted how.
trust-open-server = Whoever can read the database or its log of changes could tell from traces in them who voted how.
trust-open-by-name = Whoever can read the database sees already now who voted how.
trust-open-change = Whoever replaces the program itself could change votes.
trust-closed-file = On closing, the ballots are shuffled and these traces removed. After that only copies that were made while the poll was open could tell something.
trust-closed-server = On closing, the ballots are shuffled and these traces removed from the tables. They stay in the database's log of changes until it is overwritten, and in copies for as long as there are any.
trust-closed-by-name = The votes stay stored with the names.
trust-closed-change = Question, rule and roll are fixed since the opening. If ballots are changed, added or removed after that, the count notices, and there is no result. Every step stands in the log.
trust-proof-code = With your code you see whether it has voted, and nothing else.
trust-proof-tracker = The check numbers of your receipt stand in a list once the result is published. If one is missing, a ballot is missing. What was on it they do not tell, not even you.
trust-proof-recount = Where ballots say no more than the sums, they are published with the result, and everybody can count again. Otherwise auditors do.
trust-proof-without-figures = Everybody can check that question, rule, number of ballots and check numbers fit together. Only the election board and auditors can count again.
trust-proof-by-name = Everybody can check whether their own vote stands rightly in the result, and count again.

polls-guard-merge = You can also bring more voters together: the question then goes as a draft to another roll on which all of these people stand, and others beside them. All decide together, and this poll stays unopened.
polls-guard-merge-with = Roll with more voters
polls-guard-merge-hint = Offered are frozen rolls on which nobody from here is missing.
polls-guard-merge-button = Bring together
trust-open-sealed = Ballots lie sealed in the database. They can be read only once two members of the election board have given their keys after closing. Whoever changes the running program could read them as they come in.
