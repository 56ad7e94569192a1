public-home-title = Democracy in a federation
public-home-lead = Here federations of migrant councils and associations keep their bodies, delegates, votes and results. What is public stands on these pages.
public-federations = Federations
public-no-federations = There is no federation yet. The administration of the installation creates the first one.
public-kind-councils = Federation of municipal councils
public-kind-associations = Federation of associations
public-what-for = What would you like to do?
public-to-vote = Vote with a code
public-to-sign-in = Sign in as staff or as a body’s office
public-to-api = Interface for programs
public-bodies = Members
public-published-results = Published results
public-to-bodies = See all members
public-to-results = See all results
public-next-assembly = Next assembly
public-no-assembly = No assembly is announced at the moment.
public-newest-results = Newest results
public-parents = Belongs to
public-member-federations = Member federations
public-contact = Contact
public-search = Name or place
public-kind = Kind
public-all-kinds = All
public-on-day = As of the day
public-filter = Filter
public-bodies-found = { $n ->
    [one] One member
   *[other] { $n } members
 }
public-as-of = on { $day }
public-no-bodies = Nothing found.
public-show-all = Show all members
public-show = Show
public-name = Name
public-municipality = Place
public-places = Delegate places
public-body-on = You see how things were on { $day }.
public-to-today = To today
public-membership = In the federation
public-member = Member
public-member-since = since { $day }
public-member-until = until { $day }
public-fields = Fields of work
public-countries = Countries of origin
public-website = Website
public-seats-title = Seats
public-seats = { $n ->
    [one] One seat.
   *[other] { $n } seats.
 }
public-vacant-seats = { $n ->
    [one] One seat vacant
   *[other] { $n } seats vacant
 }
public-no-vacancy = All seats filled
public-seat = Seat
public-seat-number = Seat { $n }
public-holder = Holder
public-origin = Origin of the seat
public-function = Function
public-holds-since = Since
public-vacant = Vacant
public-members-title = Further members
public-delegates = Delegates
public-no-delegates = No delegates are accepted for the latest assembly.
public-history = Name and kind over time
public-since = since { $day }
public-span = { $from } to { $to }
public-terms = Terms of office
public-term = Term
public-time = Time
public-names-explained = Names stand here only if the person has agreed or holds a public office.
public-page-of = Page { $page } of { $last }

api-title = Interface for programs
api-lead = Everything the pages can do, programs can do over this interface. The description is the one that the service itself works by.
api-base = Base address
api-spec = Description as an OpenAPI file
api-token = Signing in: “Authorization: Bearer” with a token from your account or from “create_token”.
api-problems = A refusal comes as a document of RFC 9457 with a stable code and the fields concerned:
api-contents = Contents
api-schemas = Schemas
api-parameter = Parameter
api-in = Place
api-type = Type
api-meaning = Meaning
api-required = required
api-optional = optional
api-request = Request
api-response = Response
api-parameters = Parameters
api-open = open to everybody
api-with-token = with a token
api-field = Field
