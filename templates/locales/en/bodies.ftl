# Councils and associations, terms of office, seats, people and mandates.

bodies-title = Members
# $n: number. $day: day in words
bodies-count = { $n ->
    [one] { $n } member
   *[other] { $n } members
 }, as of { $day }
bodies-search = Name, former name or place
bodies-find = Search
bodies-all = also those that left or have not joined yet
bodies-all-kinds = All kinds
bodies-filter = Show
bodies-empty = No members found. Search for something else or add a member.
# $page, $last: numbers of pages. $total: number of entries
bodies-page-of = Page { $page } of { $last }, { $total } in all
bodies-on-day = As of
bodies-show-day = Show this day
bodies-as-of = As of { $day }
bodies-other-day-hint = You are looking at another day than today.
bodies-from-to = { $from } to { $to }
bodies-since = since { $from }
bodies-unknown = not known
bodies-edit = Edit
bodies-correct = Correct
bodies-save = Save
bodies-remove = Remove
bodies-acts = Actions
bodies-facts-title = Facts
bodies-days = Days
bodies-first-day = First day
bodies-last-day = Last day

bodies-body = Member
bodies-body-new = Add a member
bodies-body-edit = Edit facts
bodies-body-edit-hint = Name and kind are changed from a day on, so that the history stays.
bodies-council-new = Add a council
bodies-association-new = Add an association
bodies-name = Name
bodies-kind = Kind
bodies-name-from = Name and kind hold from
bodies-name-from-hint = If empty, from joining on, or else from today on.
bodies-municipality = Municipality
bodies-municipality-hint = Key (AGS) or exact name, as in the list of municipalities.
bodies-joined-on = Member since
bodies-joined-on-hint = Leave empty if the day is not known.
bodies-left-on = left, last day { $day }
bodies-places = Delegate places
bodies-places-hint = The member may send this many delegates.
bodies-contact = E-mail of the office
bodies-contact-hint = An address of the member, not a private one.
bodies-letters-locale = Language of letters and mails to the member
bodies-letters-locale-federation = as the federation
bodies-website = Website
bodies-website-hint = Begins with https:// or http://
bodies-external-key = External key
bodies-external-key-hint = Its name in another list; an import recognises the entry by it.
bodies-countries = Countries of origin
bodies-countries-choose = Choose countries of origin
bodies-work-fields = Fields of work
bodies-history-title = History of name and kind
bodies-profile-change = Change name or kind
bodies-profile-lead = The change holds from the day you enter. What held before stays in the history.
bodies-profile-correct = Correct the history
bodies-correction-heading = Only for mistakes made when entering
bodies-correction-text = You change what held from { $day } on. The correction goes into the log with your name and the reason.
bodies-reason = Reason for the correction
bodies-reason-hint = Goes into the log, for example “typing error in the name”.
bodies-leave-title = Enter leaving
bodies-leave-change = Change leaving
bodies-leave-lead = After its last day the member no longer counts in the federation. Everything up to then is kept.
bodies-left-last-day = Last day of membership
bodies-left-hint = Leave empty to take leaving back.

bodies-term = Term of office
bodies-terms-title = Terms of office
bodies-no-terms = No term of office has been entered yet.
bodies-elections = Elections of this body
bodies-no-term-running = No term of office runs on this day.
bodies-term-new = Add a term
bodies-term-edit = Edit the term
bodies-term-label = Label
bodies-term-label-hint = If empty, made of the years.
bodies-term-remove = Remove the term?
bodies-term-remove-text = This is possible only as long as nobody held a mandate in it. Its seats are removed too.
bodies-seat = Seat
bodies-seats = Seats
bodies-seats-title = Seats and members
# $day: day in words
bodies-seats-on = Seats on { $day }
bodies-seats-add = Add seats
bodies-seats-count = Number of seats
bodies-origin = Filled by
bodies-no-seats = This term has no seats yet.
bodies-seat-give = Fill the seat
bodies-seat-in-term = Seat { $number }, term { $term }
bodies-seat-missing = In a council every mandate has a seat. Choose a vacant seat first.
bodies-holder = Holder
bodies-held-since = Since
bodies-function = Function
bodies-vacant = vacant
# $n: number
bodies-vacant-count = { $n ->
    [one] { $n } vacant seat
   *[other] { $n } vacant seats
 }
bodies-all-seats-held = all seats filled
bodies-vacancies-title = Vacant seats and ending terms
# $n: number. $day: day in words
bodies-vacancies-on = { $n ->
    [0] No vacant seat
    [one] { $n } vacant seat
   *[other] { $n } vacant seats
 } on { $day }
bodies-vacancies-none = Every seat of the running terms is filled.
# $n: number
bodies-ending-title = { $n ->
    [0] No term ends within half a year
    [one] { $n } term ends within half a year
   *[other] { $n } terms end within half a year
 }
bodies-ending-none = No term of office ends within half a year.

bodies-members = Members of the council or association
# $day: day in words
bodies-members-on = Members on { $day }
bodies-no-members = Nobody is entered for this day.
bodies-member-add = Add a person
bodies-member-since = Member of the association since
bodies-plain-member = membership without a seat
bodies-office-council-lead = The seats of your council are filled by the federation's office. Tell it when something changes.
bodies-office-association-lead = Enter people here who belong to your association. You can then register them as delegates.
bodies-office-delegates = Delegates

bodies-people-title = People
# $n: number
bodies-people-count = { $n ->
    [one] { $n } person
   *[other] { $n } people
 }
bodies-people-search = Name
bodies-people-empty = Nobody found.
bodies-people-more = There are more people. Type more of the name.
bodies-person = Person
bodies-person-new = Add a person
bodies-person-choose = Look for the person in the register, or add them.
bodies-person-other = Choose somebody else
# $day: day in figures
bodies-on = Member on { $day } of
bodies-given-name = Given name
bodies-family-name = Family name
bodies-family-name-hint = Who has one name only: here.
bodies-email = E-mail
bodies-phone = Phone
bodies-locale = Language
bodies-consent-day = Agreed to publishing the name on
bodies-consent-hint = Leave empty as long as there is no consent.
bodies-consent-given = agreed
bodies-consent-missing = no consent
bodies-consent-on = agreed on { $day }
bodies-contact-hidden = E-mail and phone are shown only to those who keep the register.
bodies-same-name-heading = The same name in the register
bodies-same-name-text = Please check whether somebody was entered twice.
bodies-same-name-another = This is another person of the same name.

bodies-mandates-title = History of mandates
bodies-no-mandates = No mandate has been entered yet. Mandates are given on the page of the council or association.
bodies-mandate-new = Enter a mandate
bodies-mandate-end = End the mandate
bodies-mandate-end-hint = Leave empty if the mandate goes on until the term ends.
bodies-mandate-last-hint = On this day the mandate still holds.
bodies-mandate-correct = Correct the mandate
bodies-mandate-remove = Remove the mandate?
bodies-mandate-remove-text = Only for mandates entered by mistake. If somebody leaves, end the mandate with a day and a reason.
bodies-end-reason = Reason of ending
bodies-end-none = – no end entered –
# $reason: reason
bodies-ended-because = ended: { $reason }
bodies-public-office = public office
bodies-public-office-hint = Elected and appointed members of a municipal council may be named in public.

registry-species-council = Council
registry-species-association = Association
registry-kind-elected = Elected council
registry-kind-appointed = Appointed council
registry-kind-mixed = Council with elected and appointed members
registry-kind-association = Association
registry-origin-elected = elected
registry-origin-appointed = appointed
registry-origin-ex-officio = ex officio
registry-function-member = Member
registry-function-chair = Chair
registry-function-deputy-chair = Deputy chair
registry-function-board-member = Board member
registry-end-term-ended = end of the term
registry-end-resigned = resigned
registry-end-lost-eligibility = no longer eligible
registry-end-deceased = deceased
registry-end-recalled = recalled
registry-end-left = left
registry-end-other = another reason
registry-work-education = Education
registry-work-parents = Work with parents
registry-work-language = Languages
registry-work-youth = Children and youth
registry-work-women = Women
registry-work-seniors = Older people
registry-work-culture = Culture
registry-work-sport = Sport
registry-work-health = Health
registry-work-work = Work and occupation
registry-work-counselling = Counselling
registry-work-refugees = Refugees
registry-work-anti-racism = Against racism and discrimination
registry-work-participation = Political participation
registry-work-faith = Religion and dialogue
registry-work-development = International development
registry-work-media = Media

problem-term-in-use = Mandates were held in this term. It cannot be removed.
problem-term-has-election = An election was created for this term, so it cannot be removed.
problem-seat-in-use = A mandate was held on this seat. It cannot be removed.
problem-seats-by-staff = The seats of a council are filled by the federation's office.

field-word-unknown = This is not one of the choices.
# $least, $most: smallest and largest number
field-number-range = Please enter a whole number from { $least } to { $most }.
field-external-key-taken = Another entry has this external key already.
field-kind-of-other-species = A council does not become an association, nor an association a council.
# $day: YYYY-MM-DD
field-profile-not-newest = The latest change holds from { $day }. A new one starts later; correct mistakes in the history.
field-profile-unchanged = Name and kind are as before.
field-profile-out-of-place = The day has to lie between the entry before and the one after.
field-association-only = This is for associations only.
field-not-a-website = This is not the address of a website. It begins with https:// or http://
field-left-before-joining = The last day of membership lies before the first.
field-municipality-unknown = The list of municipalities does not have this one.
field-municipality-ambiguous = Several municipalities are called so. Please enter the key (AGS).
field-end-before-start = The end lies before the start.
# $term: label
field-term-overlaps = On one of these days the term { $term } runs already.
# $n: number
field-term-cuts-mandates = { $n ->
    [one] One mandate would lie outside the term.
   *[other] { $n } mandates would lie outside the term.
 }
field-consent-in-future = Nobody can have agreed in the future.
field-not-a-phone = This is not a phone number.
# $n: number
field-same-name = { $n ->
    [one] The register already has a person of this name. Please confirm that this is another one.
   *[other] The register already has { $n } people of this name. Please confirm that this is another one.
 }
field-end-after-end = The mandate ends earlier already.
field-council-needs-seat = In a council every mandate has a seat.
# $term: label
field-mandate-outside-term = The mandate does not lie within the term { $term }.
field-no-public-office = Only an elected or appointed seat of a council is a public office.
field-seat-taken = Somebody holds the seat on one of these days already.
field-person-in-body-twice = The person belongs to it on one of these days already.
field-person-unknown = The register does not have this person.
field-seat-unknown = There is no such seat here.
