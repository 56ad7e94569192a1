# Statutes: versions, delegate key, majorities.
nav-statutes = Statutes
statutes-title = Statutes
statutes-lead = Each version holds from a day on until the next one does. An assembly goes by the version that holds on its day.
statutes-none = No version has been entered yet.
statutes-new = New version
statutes-edit = Change version
statutes-valid-from = holds from { $day }
statutes-holds-today = holds today
statutes-in-use = Something has been computed by this version
statutes-in-use-explained = It does not change any more. For other rules make a new version.
statutes-remove = Remove version
statutes-remove-text = Nothing has been computed by this version. It can be removed.
statutes-name = Name
statutes-name-hint = For example: Statutes of 2 December 2023
statutes-from = Holds from
statutes-from-hint = The first day on which this version holds. There is at most one for a day.
statutes-article = Place in the statutes
statutes-choose = Please choose
statutes-save = Save

statutes-key = Delegate key
statutes-rule = What the number of places goes by
statutes-rule-fixed = a fixed number for all
statutes-rule-steps = steps of a reference figure
statutes-rule-each = one place for each so many
statutes-rule-proportional = a share of a fixed total
statutes-base = Places of each member
statutes-base-hint = The fixed number, or a base to which others are added.
statutes-figure-kind = Reference figure
statutes-figure-kind-hint = Not needed where all have the same number.
statutes-steps = Steps
statutes-steps-hint = From the smallest to the largest edge. Empty rows at the end are left out.
statutes-edge = up to
statutes-edge-n = Edge of step { $n }
statutes-places = Places
statutes-places-n = Places of step { $n }
statutes-more-rows = More rows
statutes-edge-belongs = Where a number belongs that lies exactly on an edge
statutes-edge-below = to the step below (“up to 5,000”)
statutes-edge-above = to the step above (“under 5,000”)
statutes-above = Above the last edge
statutes-above-each = one more place for each so many
statutes-above-places = a fixed number
statutes-above-size = one more place for each
statutes-above-count = fixed number above the last edge
statutes-rounding = What counts
statutes-rounding-started = each started unit
statutes-rounding-full = each full unit
statutes-size = one place for each
statutes-total = Total of places
statutes-method = Method
statutes-limits = Limits and special cases
statutes-minimum = at least
statutes-minimum-hint = What is added enlarges a fixed total.
statutes-maximum = at most
statutes-maximum-hint = What is taken away goes to nobody else.
statutes-unpaid = no place while the fee is unpaid
statutes-unpaid-hint = The places of the others do not change by it.
statutes-ex-officio = Places held ex officio
statutes-ex-officio-hint = They are added for each member, also beyond the maximum.
statutes-function = Office
statutes-function-n = Office { $n }
statutes-function-places-n = Places of office { $n }
statutes-personal = Votes of each personal member
statutes-personal-hint = Leave blank where the federation has no persons as members.
statutes-try = Try the key
statutes-preview = What the key gives
statutes-preview-lead = Members and their latest figures on { $day }. Together { $n ->
    [one] one place
   *[other] { $n } places
 }. Nothing is saved yet.
statutes-preview-undecided = { $n ->
    [one] A lot would have to decide one place.
   *[other] A lot would have to decide { $n } places.
 }
statutes-without-figure = { $n ->
    [one] One member has no reference figure
   *[other] { $n } members have no reference figure
 }
statutes-body = Member
statutes-figure = Reference figure
statutes-working = Working
statutes-now = so far

statutes-delegates = Who may be a delegate
statutes-who = Can be sent
statutes-who-direct-members = direct members of the council or association
statutes-who-elected = elected members only
statutes-who-anybody = anybody who belongs to it
statutes-minimum-age = Minimum age
statutes-deputies = Deputies allowed
statutes-deputies-hint = Somebody takes the place at one assembly.
statutes-substitutes = Substitutes allowed
statutes-substitutes-hint = Somebody follows for good when a delegate leaves.
statutes-notice = Notice
statutes-notice-days = Days
statutes-motions = Motions
statutes-motions-hint = Until when motions are handed in, and how many members support them. It does not hold for amendments. All blank: motions are taken until the assembly.
statutes-motions-days = Days before the assembly
statutes-motions-supporters = Supporting members, besides those that bring the motion in
statutes-calling = Assembly on request of members
statutes-calling-hint = Which part of the members can ask for an assembly. All blank: a tenth (BGB § 37(1)).
statutes-proxies = Proxies
statutes-proxies-hint = Whether delegates who cannot come may give their vote in writing to another delegate. All blank: not allowed (BGB §§ 38 and 40).
statutes-proxies-most = So many proxies one person may hold at most
statutes-proxies-same-body = Only within the same member
statutes-quorum = Quorum
statutes-quorum-hint = Either a number or a share of those entitled. All blank: no quorum, as in the law.
statutes-measure = Who counts
statutes-measure-present = those present
statutes-measure-voted = those who vote
statutes-quorum-number = At least
statutes-numerator = Share: numerator
statutes-denominator = Share: denominator
statutes-strict = more than this share (else: at least)
statutes-majorities = Majorities
statutes-majorities-hint = What stays blank is as the law has it (BGB §§ 32, 33, 41).
statutes-majority-base = Measured against
statutes-least-of-entitled = And of all people entitled
statutes-of-bodies = And of the members, each with one vote (only in a vote by name)
statutes-tie = Where votes are equal
statutes-tie-law = rejected, as in the law
statutes-purpose-resolution = Resolutions
statutes-purpose-amendment = Amendment of the statutes
statutes-purpose-removal = Removal from office
statutes-purpose-dissolution = Dissolution
statutes-base-yes-no = votes cast, yes and no
statutes-base-valid = valid votes with abstentions
statutes-base-present = people present
statutes-base-entitled = people entitled
statutes-base-bodies = members, each with one vote

statutes-says-base = { $n ->
    [one] One place for each member.
   *[other] { $n } places for each member.
 }
statutes-says-up-to = up to { $edge } ({ $kind }): { $n }
statutes-says-under = under { $edge } ({ $kind }): { $n }
statutes-says-above = above: { $n }
statutes-says-above-started = above: one more for each started { $size }
statutes-says-above-full = above: one more for each full { $size }
statutes-says-each-started = One place for each started { $size } ({ $kind }).
statutes-says-each-full = One place for each full { $size } ({ $kind }).
statutes-says-shared = All share { $n ->
    [one] one place
   *[other] { $n } places
 } by their reference figure ({ $kind }), method { $method }.
statutes-says-minimum = At least { $n }.
statutes-says-maximum = At most { $n }.
statutes-says-ex-officio = And { $n } ex officio: { $function }.
statutes-says-unpaid = No place while the fee is unpaid.
statutes-says-personal = { $n ->
    [one] Personal members have one vote each.
   *[other] Personal members have { $n } votes each.
 }
statutes-says-age = minimum age { $n } years
statutes-says-deputies = with deputies
statutes-says-no-deputies = without deputies
statutes-says-substitutes = with substitutes on departure
statutes-says-no-substitutes = without substitutes
statutes-says-notice = { $n ->
    [one] one day
   *[other] { $n } days
 }
statutes-says-motions-days = { $n ->
    [one] no later than one day before the assembly
   *[other] no later than { $n } days before the assembly
 }
statutes-says-motions-supporters = { $n ->
    [one] supported by at least one member
   *[other] supported by at least { $n } members
 }
statutes-says-calling = { $n } of every { $of } members
statutes-says-proxies = { $n ->
    [one] at most one proxy for each person
   *[other] at most { $n } proxies for each person
 }
statutes-says-proxies-same-body = only within the same member
statutes-says-quorum-number = at least { $n }; counted are { $measure }
statutes-says-quorum-at-least = at least { $share } of those entitled; counted are { $measure }
statutes-says-quorum-more-than = more than { $share } of those entitled; counted are { $measure }
statutes-says-majority-at-least = at least { $share } of { $base }
statutes-says-majority-more-than = more than { $share } of { $base }
statutes-says-tie = where votes are equal: { $means }

working-figure = { $n } { $kind } on { $day }
working-base = { $n ->
    [one] one place for each member
   *[other] { $n } places for each member
 }
working-up-to = up to { $edge }: { $n ->
    [one] one place
   *[other] { $n } places
 }
working-under = under { $edge }: { $n ->
    [one] one place
   *[other] { $n } places
 }
working-more-than = more than { $edge }: { $n ->
    [one] one place
   *[other] { $n } places
 }
working-from = from { $edge } on: { $n ->
    [one] one place
   *[other] { $n } places
 }
working-above-started = above { $edge }: { $first } and one for each further started { $size }, so { $more } more: { $n ->
    [one] one place
   *[other] { $n } places
 }
working-above-full = above { $edge }: { $first } and one for each further full { $size }, so { $more } more: { $n ->
    [one] one place
   *[other] { $n } places
 }
working-each-started = one for each started { $size }: { $n ->
    [one] one place
   *[other] { $n } places
 }
working-each-full = one for each full { $size }: { $n ->
    [one] one place
   *[other] { $n } places
 }
working-share = a share of { $total } places for { $of } together: { $n ->
    [one] one place
   *[other] { $n } places
 }
working-by-lot = the last of them by lot
working-undecided = a lot has to decide about one more
working-minimum = raised to the minimum of { $n }
working-maximum = limited to the maximum of { $n }
working-ex-officio = { $n ->
    [one] and one place ex officio
   *[other] and { $n } places ex officio
 }
working-fee-unpaid = the fee is unpaid: the places rest

problem-statutes-in-use = Something has been computed by this version. It does not change any more; make a new version for other rules.
problem-key-too-many-places = { $name } would have more places than can be. Please check the key and the reference figure.
problem-key-nothing-to-share = All reference figures are 0. There is nothing to share by.
problem-key-out-of-range = There are too many members, or a reference figure is too large.
field-statutes-day-taken = Another version begins on this day.
field-key-nothing = Like this nobody would have a place. Give a number or a rule.
field-key-no-steps = The first step is missing.
field-key-edge-twice = This edge is there twice.
field-key-edge-descends = This edge is below the one before. Order the steps from small to large.
field-key-fewer-places = Like this a larger number would give fewer places.
field-key-minimum-above-maximum = The minimum is above the maximum.
field-key-two-rules = There can be only one rule by a reference figure.
field-key-above = Say what holds above the last edge: a fixed number, or one place for each so many.
field-key-function = The office needs a name of at most 120 signs.
field-key-figure-unused = A fixed number for all goes by no reference figure.
field-quorum-unclear = Give either a number or a share that is more than nothing and can be reached.
field-share-unusable = The share must be more than nothing and must be reachable.
field-purpose-twice = This majority is there twice.
field-tally-no-such-body = { $name } is not among the members.
field-tally-no-personal-votes = The key gives persons no vote.
field-tally-no-bodies = No member is given.
field-tally-too-many-places = This number would give more than { $n } places.
field-tally-nothing-to-share = { problem-key-nothing-to-share }
field-tally-lot = The lot does not fit the tie: as many as there are places open, and only those concerned, can win.
