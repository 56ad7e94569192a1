# Register: federations, access, municipalities, tables.

registry-staff-title = My federations
registry-staff-none = You have no role in a federation yet. Open the link of your invitation.
registry-staff-none-yet = There is no federation yet. Set up the first one below.
registry-federation-new = New federation
registry-federation-name = Name of the federation
registry-federation-slug = Word in addresses
registry-federation-slug-hint = 2 to 40 small letters, digits and single hyphens, for example laka-bw. It stays the same for ever.
registry-federation-kind = What does the federation unite?
registry-federation-kind-councils = Municipal councils
registry-federation-kind-associations = Associations
registry-federation-language = Language of the federation
registry-federation-contact = Contact
registry-federation-contact-hint = Stands on the public pages: address, telephone, e-mail address.
registry-federation-create = Set up the federation

registry-accounts-title = Accounts of the installation
registry-accounts-lead = Whoever has a disabled account is signed out everywhere at once and cannot sign in any more.
registry-account-disabled = disabled
registry-account-disable = Disable
registry-account-reset-factor = Reset the second factor
registry-account-enable = Enable again

registry-office-title = My office
registry-office-lead = Choose for whom you act.
registry-office-none = You are not entered for any member. Ask the office of your federation.

registry-search = Search
registry-save = Save
registry-choose = Please choose
registry-act = Act
registry-role = Role
registry-person-name = Name
registry-from = From
registry-to = To
registry-to-hint = The last day. Empty while it lasts.
registry-nothing-found = Nothing was found. Try fewer letters.
registry-page-of = Page { $page } of { $last }

registry-count-bodies = Members
registry-count-people = People in office
registry-public-page = Public page of the federation

registry-settings-title = Settings of the federation
registry-memberships-title = Member of other federations
registry-memberships-lead = For example: a federation of a Land is a member of the national one.
registry-memberships-none = This federation is a member of no other one.
registry-membership-new = Enter a membership
registry-membership-parent = Member of
registry-membership-add = Enter
registry-membership-remove = A mistake, remove
registry-member-federations = Federations that are members here

registry-members-title = Access to the federation
registry-members-none = Nobody has a role in this federation yet. Invite the first person below.
registry-member-dismiss = Take the role away
registry-invitations-title = Open invitations
registry-invitation-revoke = Take back
registry-invitation-made = The link of the invitation
registry-invitation-made-text = Send it to the person invited. It is valid for 14 days, works once, and is shown only now.
registry-invite-title = Invite somebody
registry-invite-body = For which member?
registry-invite-body-hint = Only for the office of a member.
registry-invite = Make the invitation

registry-municipality = Municipality
registry-municipality-new = Enter a municipality
registry-municipalities-count = { $n ->
    [0] no municipality
    [one] 1 municipality
   *[other] { $n } municipalities
 }
registry-municipalities-none = No municipality has been entered yet. Read a table or enter the first one by hand.
registry-municipality-search = Name, or beginning of the municipality key
registry-municipality-name = Name of the municipality
registry-municipality-ags = Municipality key (AGS)
registry-municipality-ags-hint = Eight digits, for example 08111000.
registry-municipality-county = County
registry-municipality-inhabitants = Inhabitants
registry-municipality-latitude = Latitude
registry-municipality-longitude = Longitude
registry-municipality-bodies = { $n ->
    [0] No member is entered here.
    [one] One member is entered here.
   *[other] { $n } members are entered here.
 }
registry-municipality-delete = Remove the municipality
registry-municipality-delete-question = Remove the municipality?
registry-municipality-delete-text = This is possible only while no member is entered here.

registry-import-title = Read a table
registry-import-lead = First you see row by row what would happen. It is saved only when you confirm it, and only as a whole.
registry-import-kind = What does the table hold?
registry-import-municipalities = Municipalities
registry-import-bodies = Members (councils and associations)
registry-import-people = People
registry-import-file = File
registry-import-file-hint = An Excel workbook (.xlsx; its first sheet is read) or CSV, at most 16 MB. A title above the headers and empty columns do no harm.
registry-import-check = Check
registry-import-columns = Which columns are read
registry-import-columns-lead = The header row names the columns, in German or English, in any order. A row is recognised by its key. What has no column stays as it is; an empty cell clears the value.
registry-import-template = Download a template
registry-import-preview = Preview
registry-import-new = New
registry-import-update = Changed
registry-import-unchanged = Unchanged
registry-import-refused = Refused
registry-import-has-refused = { $n ->
    [one] One row is refused
   *[other] { $n } rows are refused
 }
registry-import-has-refused-text = Nothing was saved. Correct the table and read it again; the report names every place.
registry-import-nothing = There is nothing to do
registry-import-nothing-text = Everything in the table stands in the register already.
registry-import-nothing-written = Nothing is saved yet
registry-import-nothing-written-text = The preview is kept for 30 minutes.
registry-import-unknown-headers = These columns are not read
registry-import-confirm = { $n ->
    [one] Take over one row
   *[other] Take over { $n } rows
 }
registry-import-discard = Discard
registry-import-report = Report (CSV)
registry-import-running = The table is being imported
registry-import-running-explained = You may leave this page; it goes on by itself. Everything is saved together, or nothing.
registry-import-checking = { $n } rows are being checked.
registry-import-writing = { $done } of { $total } rows are written.
registry-import-done = Imported: { $new } new, { $updated } changed, { $unchanged } unchanged.
registry-import-failed = Nothing was saved.
registry-import-to-list = To the list
problem-import-running = This table is being imported at the moment.
registry-import-row = Row
registry-import-outcome = Outcome
registry-import-key = Key
registry-import-details = Details
registry-import-no-rows = The table has no rows below its header.
registry-import-problem = { $field }: { $problem }
registry-import-change = { $field }: { $before } → { $after }

registry-column-facts-body = Key of the member that the row belongs to.
registry-column-figure-kind = foreign residents, inhabitants, members or council seats.
registry-column-figure-value = Whole number; 15993 and 15,993 are the same.
registry-column-fee-year = Year of the fee, four digits.
registry-column-fee-due = Day on which the fee is due; new ones need it.
registry-column-ags = Municipality key (AGS), eight digits; a lost leading zero is added.
registry-column-municipality-name = Name of the municipality.
registry-column-county = Name of the county.
registry-column-inhabitants = Inhabitants, digits only.
registry-column-latitude = Latitude in degrees.
registry-column-longitude = Longitude in degrees.
registry-column-body-key = Key of the member in your list, by which it is recognised.
registry-column-body-name = Name. A new name holds from the day in valid_from, else from today; the old one stays in the history.
registry-column-kind = elected, appointed, mixed or association.
registry-column-valid-from = Day from which name and kind hold.
registry-column-body-municipality = Key or unique name of a municipality of the register.
registry-column-delegate-places = Number of delegates that the member sends; 0 if not given.
registry-column-joined-on = First day of membership, 2026-03-14 or 14.03.2026.
registry-column-left-on = Last day of membership.
registry-column-contact-email = E-mail address of the office.
registry-column-body-locale = Language of letters and mails: de or en; blank: as the federation.
registry-column-website = Address of the website, begins with https://
registry-column-countries = Countries of origin as codes of two letters with spaces between; associations only.
registry-column-fields = Fields of work with spaces or commas between, for example education parents language; associations only.
registry-column-person-key = Key of the person in your list, by which they are recognised.
registry-column-given-name = Given name.
registry-column-family-name = Family name.
registry-column-email = E-mail address; only the federation's office sees it.
registry-column-phone = Telephone number; only the federation's office sees it.
registry-column-locale = Language of the person: de or en.
registry-column-consent = Day on which the person agreed that the name is published.
registry-column-body-external-key = Key of the member to which the person belongs. Whoever belongs to two has two rows.
registry-column-from = First day of the mandate; needed where a member is named.
registry-column-to = Last day of the mandate.
registry-column-seat = Number of the seat; if not given, in a council the first free seat of the term.
registry-column-function = member, chair, deputy_chair or board_member.
registry-column-public-office = yes, where it is a public office and the name may be told without consent.
registry-column-end-reason = Why the mandate ends: resigned, left, deceased, recalled, term_ended, lost_eligibility, other.

problem-municipality-in-use = A member is entered here. The municipality can therefore not be removed.
problem-import-rows = { $n ->
    [one] One row is refused. Nothing was saved.
   *[other] { $n } rows are refused. Nothing was saved.
 }
problem-upload-gone = The uploaded table is no longer kept. Please choose the file again.
problem-preview-stale = The register has changed since the preview. Please check the preview again.

field-not-a-slug = Please use 2 to 40 small letters, digits and single hyphens, beginning with a letter.
field-not-an-ags = This is not a municipality key. It has eight digits and begins with 01 to 16.
field-membership-cycle = The federation would be its own member by way of others.
field-membership-overlap = The federation is a member there on some of these days already.
field-body-unknown = There is no member with this key.
field-no-free-seat = No seat is free in the term on this day.
field-day-without-body = A day without a member: the key of the member is missing.
field-contradicts-row = What is said about the person differs from row { $row }.
field-repeats-row = Stands in row { $row } already.
field-cell-count = { $found } cells, the header has { $expected }.
field-formula = The text begins like a formula (=, +, - or @). Please write it differently.
field-file-too-large = The file is larger than { $n } MB.
field-file-utf16 = The file is saved as UTF-16. Please save it as “CSV UTF-8”.
field-file-not-utf8 = Line { $line }: the file is not saved as UTF-8. Please save it as “CSV UTF-8”.
field-file-nul = Line { $line }: the file contains a NUL character. Is it really a CSV file?
registry-export-title = Download tables
registry-export-lead = The same columns as above: what you download can be changed and taken over again. The table of people says how they are reached; the download is entered in the log.
registry-export-form = Kind of file
registry-export-button = Download

field-table-form = Choose csv or xlsx.
field-file-no-workbook = The file is not a workbook that can be read. Please save it as “Excel workbook (.xlsx)” without a password, or as “CSV UTF-8”.
field-file-unpacks-too-large = Unpacked, the workbook is larger than { $n } MB.
field-file-empty = The file is empty.
field-file-unclosed-quote = Row { $row }, column { $column }: a quotation mark is not closed.
field-file-text-after-quote = Row { $row }, column { $column }: text follows the closing quotation mark.
field-file-too-many-rows = The table has more than { $n } rows.
field-file-too-many-columns = Row { $row }: more than { $n } columns.
field-file-cell-too-long = Row { $row }, column { $column }: the cell is too long.
field-file-missing-headers = These columns are missing: { $missing }.
field-file-duplicate-header = Columns { $first } and { $second } both give { $name }.
