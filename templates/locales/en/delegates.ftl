# Delegates of bodies: registered by their offices, checked by staff.

delegates-title = Delegates
delegates-assemblies = Assemblies
delegates-page-position = Page { $page } of { $last }

delegates-rounds-lead = Here you register whom you send to the assemblies of the federation.
delegates-rounds-none = At present the federation invites to no assembly for which you can register delegates. As soon as it does, it is listed here.
delegates-rounds-none-staff = No assembly yet. As soon as you create one, it appears here for all members.
delegates-round-open = registration open
delegates-round-frozen = finished

delegates-for = Delegates for { $title }
delegates-assembly-day = The assembly is on { $day }. Whoever is registered must belong to you on that day.
delegates-register-until = Register until { $day }, that day included
delegates-until-explained = Until then you can add, change and withdraw registrations.
delegates-deadline-over = The time for registering is over
delegates-deadline-over-explained = The federation's office now makes changes for you.
delegates-frozen = Registration is finished
delegates-frozen-explained = The roll of those entitled to vote is frozen. It no longer changes.

delegates-places = Places
delegates-count-delegates = Delegates
delegates-count-deputies = Deputies
delegates-accepted-of-them = of them accepted: { $n }

delegates-registered-title = People registered
delegates-none-yet = Nobody is registered yet. Choose the first person below.
delegates-none = Nobody is registered.
delegates-name = Name
delegates-body = Sent by
delegates-role = Role
delegates-state = State
delegates-votes = Votes
delegates-reason = Reason
delegates-acts = Actions
delegates-role-delegate = Delegate
delegates-role-deputy = Deputy
delegates-state-registered = registered, being checked
delegates-state-accepted = accepted
delegates-state-returned = returned
delegates-state-withdrawn = withdrawn
delegates-register-again = Register again
delegates-withdraw = Withdraw
delegates-up = Move up
delegates-down = Move down

delegates-register-title = Register a person
delegates-nobody-eligible = Nobody is left on the list. If somebody is missing, enter the person here; the office of the federation checks it.
delegates-person = Person
delegates-person-hint = You can choose anyone who belongs to you on the day of the assembly and is not registered yet.
delegates-choose = Please choose
delegates-role-hint = { $n ->
    [one] You have one place and one deputy.
   *[other] You have { $n } places and as many deputies.
 }
delegates-register-button = Register

problem-places-full = { $n ->
    [0] There are no places for this assembly.
    [one] The one place is taken. Withdraw the other registration first.
   *[other] All { $n } places are taken. Withdraw another registration first.
 }
field-places-full = { problem-places-full }
problem-deputies-full = { $n ->
    [0] There are no places for this assembly, hence no deputies.
    [one] The one deputy is registered already. There are as many deputies as places.
   *[other] All { $n } deputies are registered already. There are as many deputies as places.
 }
field-deputies-full = { problem-deputies-full }
problem-person-twice = This person is already registered for the assembly.
field-person-registered = { problem-person-twice }
problem-person-elsewhere = Somebody else has already registered this person for the assembly. Please clear it up with the person or with the federation's office.
field-person-elsewhere = { problem-person-elsewhere }
problem-person-in-body = This person is already registered for the assembly by { $body }.
field-person-in-body = { problem-person-in-body }
problem-person-not-in-body = This person does not belong to the council or association on the day of the assembly.
field-person-not-in-body = { problem-person-not-in-body }
problem-delegate-not-in-body = { $name } does not belong to the council or association on the day of the assembly. The registration cannot be accepted.
problem-deadline-passed = The time for registering is over. Please turn to the federation's office.
problem-round-frozen = The roll of those entitled to vote is frozen. Registrations no longer change.
problem-delegate-state = This does not fit the state of the registration. It has been changed meanwhile; here you see its new state.
problem-places-below-accepted = { $n ->
    [one] One registration is accepted already. Fewer places are possible only after it is returned.
   *[other] { $n } registrations are accepted already. Fewer places are possible only after some are returned.
 }
field-places-below-accepted = { problem-places-below-accepted }
problem-order-incomplete = The order has to name each registration exactly once.
field-person-needed = Please choose a person.
field-role-needed = Please choose whether the person is a delegate or a deputy.
field-votes-range = Please enter a whole number from 1 to 99.
field-places-range = Please enter a whole number from 0 to 999.

computation-title = Computation of places
computation-lead = It goes by the version that holds on the day of the assembly.
computation-reference-day = Reference day
computation-reference-day-hint = What counts are the latest figures up to this day, and the fees that are unpaid then.
computation-preview = Compute
computation-preview-lot = Compute with this lot
computation-proposed = Result, not saved yet
computation-save = Set the places like this
computation-leave-missing = Members without a reference figure keep the places that they have
computation-kept = What is set
computation-none = Nothing has been computed yet. The places of the register hold.
computation-by = By { $title }, { $article }
computation-figures-on = figures up to { $day }
computation-total = { $n ->
    [one] one place together
   *[other] { $n } places together
 }
computation-now = now
computation-digest = Checksum
computation-overruled = Set otherwise:
computation-overruled-to = { $n ->
    [one] One place is set instead. Reason:
   *[other] { $n } places are set instead. Reason:
 }
computation-of-body = How the number of your places was computed
computation-result = { $n ->
    [one] Gives one place.
   *[other] Gives { $n } places.
 }
computation-tie = { $n ->
    [one] There is a tie for one place. Draw the lot and enter who has won.
   *[other] There is a tie for { $n } places. Draw the lot and enter who has won.
 }
computation-lot = Won by lot
computation-lot-hint = As many as there are places open.
computation-drawn-by = Drawn by
computation-drawn-on = Drawn on
computation-lot-drawn = Lot drawn by { $by } on { $day }

problem-round-without-statutes = No statutes hold on the day of the assembly. First enter the version that holds then.
problem-places-lot-needed = { $n ->
    [one] There is a tie for one place. The lot has to be drawn first.
   *[other] There is a tie for { $n } places. The lot has to be drawn first.
 }
field-places-lot-needed = { problem-places-lot-needed }
problem-bodies-without-figure = { $n ->
    [one] { $name } has no reference figure. Enter it, or leave the places explicitly as they are.
   *[other] { $n } members have no reference figure, the first is { $name }. Enter them, or leave the places explicitly as they are.
 }
problem-computed-below-accepted = { $name } would have fewer places than registrations are accepted already ({ $n }). First return some.
computation-other-day = This was computed for an assembly on { $day }. The day has changed; please compute anew.
problem-deputies-not-provided = The statutes know no deputies of delegates.
field-deputies-not-provided = The statutes know no deputies of delegates ({ $article }).
problem-substitutes-not-provided = The statutes know no substitute delegates.
field-substitutes-not-provided = The statutes know no substitute delegates ({ $article }).

delegates-table-title = Delegates as a table
delegates-table-lead = Read the delegates of many members at once here. First you see row by row what would happen. Whoever is not in the table stays registered.
delegates-table-frozen = The roll is frozen; the table can only be given out.
delegates-table-export-lead = The same table with all registrations; what was given out can be changed and read again.
delegates-column-person = Key of the person in the register; without it the name counts.
delegates-column-name = Name of the person where no key is given, looked for among those who belong to the member on the day of the assembly.
delegates-column-role = delegate, deputy or substitute; without anything delegate.
delegates-column-position = Place in the order, from 1.
delegates-column-resolution = Day of the resolution; the same in all rows of a member.
field-body-not-in-round = No member with this key belongs to this assembly.
field-person-ambiguous = Two people have this name. Please give the key of the person.
field-role-not-provided = The statutes do not know this role.
