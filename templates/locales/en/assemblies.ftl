# Assemblies: preparing one, the day's work, the check of delegates, the public page.

assemblies-title = Assemblies
assemblies-new = Create an assembly
assemblies-edit = Change the assembly
assemblies-none = No assembly yet.
assemblies-none-create = No assembly yet. Create the first one: all members can then register their delegates.
assemblies-in-preparation = in preparation
assemblies-public-page = Public page

assemblies-new-lead = With the assembly begins the registration of delegates. Every council and association that is a member on that day receives the places entered for it.
assemblies-field-title = Title
assemblies-field-title-hint = For example: General assembly, spring 2026
assemblies-day = Day of the assembly
assemblies-day-hint = On this day delegates must belong to their council or association.
assemblies-day-edit-hint = If you change the day, accepted delegates have to be checked again.
assemblies-deadline = Last day for registering
assemblies-deadline-hint = Councils and associations register until the end of this day. After it only you make changes.
assemblies-form = Form
assemblies-form-on-site = on site
assemblies-form-hybrid = hybrid: on site and electronic
assemblies-form-virtual = virtual: electronic only
assemblies-place = Place
assemblies-place-hint = For a virtual assembly the field may stay empty.
assemblies-legal-basis = Legal basis of the form
assemblies-legal-basis-hint = Needed for a virtual assembly: the resolution of the members with its day, or the article of the statutes (section 32(2) BGB).
assemblies-create-button = Create
assemblies-save-button = Save
assemblies-details = Details

assemblies-tasks = What is to be done
assemblies-done = done
assemblies-complete = fully registered
assemblies-open-task = to do
assemblies-undecided = { $n ->
    [one] one registration to check
   *[other] { $n } registrations to check
 }
assemblies-incomplete = { $n ->
    [one] free places at one member
   *[other] free places at { $n } members
 }
assemblies-task-delegates = Check delegates
assemblies-task-delegates-hint = { $accepted } accepted, { $registered } registered, { $places } places
assemblies-task-roll = Roll of those entitled to vote
assemblies-task-roll-hint = It is built from the accepted delegates.
assemblies-task-roll-entries = { $n ->
    [one] one person entitled to vote
   *[other] { $n } people entitled to vote
 }
assemblies-roll-frozen = frozen
assemblies-roll-building = not frozen yet
assemblies-task-codes = Voting codes
assemblies-task-codes-later = They are made once the roll is frozen.
assemblies-task-codes-made = { $made } of { $entries } made
assemblies-task-desk-hint = Whoever comes is checked in; deputies take over a place.
assemblies-task-polls = Votes and elections
assemblies-task-polls-hint = Prepare, open, close, count
assemblies-polls-count = { $n ->
    [one] one
   *[other] { $n }
 }
assemblies-polls = Votes and elections
assemblies-polls-none = Votes and elections are listed here as soon as they are prepared.

assemblies-freeze-title = Freeze the roll
assemblies-freeze-nobody = Nobody is accepted yet. Check the registrations of delegates first.
assemblies-freeze-text = { $n ->
    [one] One accepted person becomes entitled to vote. After that, registrations, roll and details of the assembly no longer change.
   *[other] { $n } accepted people become entitled to vote. After that, registrations, roll and details of the assembly no longer change.
 }
assemblies-freeze-undecided = { $n ->
    [one] One registration is neither accepted nor returned. It is left out.
   *[other] { $n } registrations are neither accepted nor returned. They are left out.
 }
assemblies-freeze-acknowledge = I know this and freeze the roll all the same.
assemblies-freeze-button = Freeze for good

assemblies-check-title = Check delegates
assemblies-count-bodies = Councils and associations
assemblies-count-accepted = Accepted
assemblies-count-undecided = To check
assemblies-count-returned = returned: { $n }
assemblies-of-places = of { $n } places
assemblies-filter = Show
assemblies-filter-all = all but withdrawn
assemblies-filter-incomplete = with free places
assemblies-filter-button = Apply
assemblies-no-bodies = No council or association is a member on the day of the assembly. Enter the members, then take them over here.
assemblies-no-match = Nothing in this state. Choose something else above.
assemblies-body-delegates = Delegates: { $n } of { $places }
assemblies-body-deputies = Deputies: { $n }
assemblies-accept = Accept
assemblies-accept-all = Accept all { $n }
assemblies-correct-votes = Correct the votes
assemblies-return = Return
assemblies-votes-hint = Usually 1.
assemblies-reason-hint = Everyone who registers for the council or association reads the reason.
assemblies-register-for-body = Register for this member
assemblies-change-places = Change places
assemblies-places-hint = So many delegates, and as many deputies, can be registered.
assemblies-enter-title = Take over new members
assemblies-enter-text = Whoever became a member after the assembly was created receives their places this way. Places that are there stay as they are.
assemblies-enter-button = Take over

problem-assembly-frozen = The roll of those entitled to vote is frozen. The details of the assembly no longer change.
field-form-needed = Please choose a form.
field-legal-basis-needed = A virtual assembly needs a basis: a resolution of the members or the statutes (section 32(2) BGB). Please name it.
field-deadline-after-day = The last day for registering is after the assembly.
assemblies-statutes = Statutes
assemblies-computation = Compute places and see the workings
assemblies-places-reason = Reason
assemblies-places-reason-hint = Needed where another number was computed. The member sees it.

calendar-link = Subscribe to the calendar
calendar-registration = Last day to register delegates: { $title }
calendar-term-ends = Term of office ends: { $body }
calendar-objections-end = Last day for objections: { $body }

day-of-each = The work of the day:
day-of-registrar = Office
day-of-board = Election board
day-of-chair = Chair
day-agenda = Write the agenda
day-agenda-hint = With times, documents and movers.
day-notice = Send the notice
day-notice-hint = The page says the last day in time, and what is missing.
day-call = Call on members to name delegates
day-call-hint = Each member gets a link and sees its places.
day-delegates = Check delegates
day-delegates-hint = Accept, give back, or decide with a reason.
day-freeze = Freeze the roll
day-freeze-hint = Then only two people together change it, until the first poll opens.
day-desk = At the door
day-desk-hint = Search by name, number or code and check in. Who leaves is checked out. Online, signing in on the day is enough.
day-proxies = Deputies and proxies
day-proxies-hint = At the place of whoever is absent: let a deputy take over, or record the written proxy.
day-minutes = Complete the minutes
day-minutes-hint = Presence, decisions and elections stand in them already.
day-codes = Make and print codes
day-codes-hint = Sheets exist once. A new one takes two people.
day-links = Send links by mail
day-links-hint = Whoever is not reached stands in the list for sheets.
day-keys = Keep the keys
day-keys-hint = Only where ballots are sealed: three members of the board make one each.
day-paper = Who votes on paper
day-paper-hint = Note it before opening, tick it as ballots go in, count in twos after closing.
day-polls = Prepare and open polls
day-polls-hint = The page says what is missing. A second person confirms opening and closing.
day-count = Close and count
day-count-hint = Where votes are equal the page says between whom a lot is drawn.
day-publish = Publish
day-publish-hint = A second person confirms exactly the document that becomes public.
day-screen = Open the screen for the hall
day-screen-hint = On the computer at the projector. It follows by itself.
day-quorum = State the quorum
day-quorum-hint = The page computes it by the statutes from who is there.
day-speakers = Keep the list of speakers
day-speakers-hint = In turn, with a time limit. Points of order come first.
day-votes = On to the next vote
day-votes-hint = The next step is always on top.
day-sign = Sign the minutes
day-sign-hint = Two people sign the same text.
