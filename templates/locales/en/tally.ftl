# Polls and motions counted from figures: the steps of the count in words.

tally-kind-yes-no = Motion: more yes than no carries.
tally-kind-plurality = Elected is who has the most votes.
tally-kind-approval = Approval: each ballot gives one vote to everybody it names; the most votes elect.
tally-kind-cumulative = Cumulating: a ballot may give several votes to one option; the most votes elect.
tally-kind-irv = Instant run-off: whoever has the fewest votes goes out until one has more than half.
tally-kind-stv = Single transferable vote by the rules of Scottish local elections.
tally-kind-schulze = Schulze: each two options are compared, and the strongest path between them decides.
tally-ballots = { $valid } valid, { $blank } blank, { $invalid } invalid ballots.
tally-holds = { $name }: { $votes }.
# $votes and $part: whole votes, and five digits after the point
tally-holds-units = { $name }: { $votes }.{ $part }.
tally-absolute = More than half of { $valid } valid ballots elect: at least { $needed } votes.
tally-bodies = { $seats ->
    [one] One seat
   *[other] { $seats } seats
 } for people from at least { $bodies ->
    [one] one body
   *[other] { $bodies } different bodies
 }: the most votes first, as long as seats are left for the bodies that are missing.
tally-passed-over = Passed over, because their body is there already and seats are kept for others: { $names }.
tally-round = Round { $number }: { $counted } ballots count, { $exhausted } name nobody who is left.
tally-more-than-half = { $name } has { $votes } of { $counted } votes, more than half.
tally-eliminated = { $n ->
    [one] { $names } has the fewest votes ({ $votes }) and goes out.
   *[other] { $names } have the fewest votes ({ $votes } each), together fewer than the next one, and go out.
 }
tally-quota = Quota: { $valid } valid ballots divided by { $parts }, rounded down, plus one: { $quota } votes.
tally-stage = Stage { $number }: { $none }.{ $none_part } votes are with nobody, { $lost }.{ $lost_part } were cut off after five places.
tally-reached = { $name } reaches the quota with { $votes }.{ $part } votes and is elected.
tally-remaining = Elected without the quota, because no more are left than seats: { $names }.
tally-surplus = { $name } has { $surplus }.{ $surplus_part } more than the quota. All its papers go on, each at its value times { $surplus }.{ $surplus_part } divided by { $votes }.{ $part }.
tally-excluded = { $n ->
    [one] { $names } has the fewest votes ({ $votes }.{ $part }) and is excluded.
   *[other] Nobody votes for { $names } any more ({ $votes }.{ $part }); they are excluded.
 }
tally-went-on = { $papers } papers at { $value }.{ $value_part } go to { $name }: { $votes }.{ $part } votes.
tally-went-nowhere = { $papers } papers at { $value }.{ $value_part } name nobody who is left: { $votes }.{ $part } votes.
tally-earlier-more = { $names } are level. At stage { $stage }, most votes had: { $left }.
tally-earlier-fewer = { $names } are level. At stage { $stage }, fewest votes had: { $left }.
tally-pair = { $first } stands above { $second }: { $votes } against { $against } ballots, strongest path { $path } against { $path_back }.
tally-pair-level = { $first } and { $second } are level: { $votes } against { $against } ballots, strongest path { $path } either way.
tally-placed = { $n ->
    [one] For the last seat nobody else can stand above: { $names }.
   *[other] For the { $n } seats left, too few others can stand above: { $names }.
 }
tally-lot-seat = By lot between { $names }, elected: { $won }.
tally-lot-exclusion = By lot between { $names }, these stay: { $won }.
tally-lot-surplus = By lot between { $names }, this surplus goes on first: { $won }.
tally-elected = Elected: { $names }.
tally-nobody-elected = Nobody is elected yet.
tally-tie-seat = { $n ->
    [one] Equal: { $names }. A lot decides who of them is elected.
   *[other] Equal: { $names }. A lot decides which { $n } of them are elected.
 }
tally-tie-exclusion = { $n ->
    [one] Equal with the fewest votes: { $names }. A lot decides who of them stays.
   *[other] Equal with the fewest votes: { $names }. A lot decides which { $n } of them stay.
 }
tally-tie-surplus = Equal surplus: { $names }. A lot decides whose goes on first.
tally-vacant = { $n ->
    [one] One seat stays vacant.
   *[other] { $n } seats stay vacant.
 }
tally-runoff = Into the runoff go: { $names }.

tally-base-present = of all present
tally-why-majority = { $yes } of { $of } are yes; { $needed } are needed.
tally-why-no-majority = Only { $yes } of { $of } are yes; { $needed } are needed.
tally-why-tie = As many yes as no: { $n } each.
tally-why-nothing = Nobody voted yes or no.
tally-why-min-yes = At least { $needed } yes votes are asked for; there are { $yes }.
tally-why-no-min-yes = At least { $needed } yes votes are asked for; there are only { $yes }.
tally-why-entitled = At least { $needed } of { $entitled } entitled must vote yes; { $yes } did.
tally-why-no-entitled = At least { $needed } of { $entitled } entitled must vote yes; only { $yes } did.
tally-why-quorum-present = Quorum: { $counted } are present, { $needed } are needed.
tally-why-no-quorum-present = No quorum: only { $counted } are present, { $needed } are needed.
tally-why-quorum-voted = Quorum: { $counted } took part, { $needed } are needed.
tally-why-no-quorum-voted = No quorum: only { $counted } took part, { $needed } are needed.
tally-why-bodies = The bodies, each with one vote:
tally-why-drawn-yes = The lot fell on yes.
tally-why-drawn-no = The lot fell on no.
tally-why-accepted = The motion is carried.
tally-why-rejected = The motion is rejected.
tally-why-lot = A lot decides.
tally-why-runoff = It is voted on again.

field-polls-no-options = Please enter something to choose from.
field-polls-no-such-option = { $name } is not among the options.
field-polls-option-twice = { $name } stands on this ballot twice.
field-polls-empty-rank = A rank of this ballot names nobody.
field-polls-yes-no-options = A motion has the options yes, no and perhaps abstain, in this order.
field-polls-not-for-kind = This means nothing here. Please leave it out.
field-polls-too-many-ballots = These are more ballots or votes than the { $most } that can be counted.
field-polls-board-by-most-votes = A board from several bodies is filled by most votes, not by absolute majority.
field-polls-sit-together = { $name } cannot be elected together with the others who won: seats are kept for other bodies.
field-polls-lot-winners = { $named } are named as winners, but { $open } win this lot.
field-polls-more-than-present = { $ballots } ballots cannot come from { $present } people present.
field-polls-more-than-entitled = { $present } are present, but only { $entitled } are entitled.
