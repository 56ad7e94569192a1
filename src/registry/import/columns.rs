//! The columns of each kind of table, and the words of both languages that their cells may hold.

use super::ImportKind;
use crate::registry::table::Column;

/// A column with what a template and a report say about it.
pub struct Described {
    pub column: Column,
    pub field: &'static str,
    /// Key of what belongs into it.
    pub about: &'static str,
    /// An example, for the template.
    pub example: &'static str,
    pub required: bool,
}

macro_rules! columns {
    ($($need:ident $field:literal [$($alias:literal),*] $about:expr, $example:literal;)*) => {
        &[$(Described {
            column: Column::$need($field, &[$($alias),*]),
            field: $field,
            about: $about,
            example: $example,
            required: is_required(stringify!($need)),
        }),*]
    };
}

/// `required` is the longer word of the two by no sign, so they are told apart by their first one.
const fn is_required(need: &str) -> bool {
    matches!(need.as_bytes().first(), Some(b'r'))
}

const MUNICIPALITIES: &[Described] = columns! {
    required "ags" ["Gemeindeschlüssel", "Amtlicher Gemeindeschlüssel", "municipality key"] crate::key!("registry-column-ags"), "08111000";
    required "name" ["Gemeinde", "Stadt", "Gemeindename", "municipality"] crate::key!("registry-column-municipality-name"), "Stuttgart";
    optional "county" ["Kreis", "Landkreis"] crate::key!("registry-column-county"), "Stuttgart, Stadtkreis";
    optional "inhabitants" ["Einwohner", "Einwohnerzahl", "Bevölkerung", "population"] crate::key!("registry-column-inhabitants"), "635911";
    optional "latitude" ["Breite", "Breitengrad", "lat"] crate::key!("registry-column-latitude"), "48.775817";
    optional "longitude" ["Länge", "Längengrad", "lon", "lng"] crate::key!("registry-column-longitude"), "9.177734";
};

const BODIES: &[Described] = columns! {
    required "external_key" ["Schlüssel", "Mitgliedsnummer", "Nummer", "key"] crate::key!("registry-column-body-key"), "G-001";
    required "name" ["Gremium", "Verein", "Mitglied", "body", "association"] crate::key!("registry-column-body-name"), "Integrationsrat Stuttgart";
    optional "kind" ["Art", "Typ"] crate::key!("registry-column-kind"), "elected";
    optional "valid_from" ["gilt ab", "Name gilt ab"] crate::key!("registry-column-valid-from"), "";
    optional "municipality" ["ags", "Gemeinde", "Gemeindeschlüssel", "Amtlicher Gemeindeschlüssel"] crate::key!("registry-column-body-municipality"), "08111000";
    optional "delegate_places" ["Delegiertenplätze", "Delegierte", "delegates"] crate::key!("registry-column-delegate-places"), "3";
    optional "joined_on" ["Beitritt", "Mitglied seit", "joined"] crate::key!("registry-column-joined-on"), "2019-06-15";
    optional "left_on" ["Austritt", "Mitglied bis", "left"] crate::key!("registry-column-left-on"), "";
    optional "contact_email" ["E-Mail", "Email", "Kontakt"] crate::key!("registry-column-contact-email"), "integrationsrat@example.org";
    optional "locale" ["Sprache", "language"] crate::key!("registry-column-body-locale"), "de";
    optional "website" ["Internetseite", "Webseite", "Internet", "web"] crate::key!("registry-column-website"), "https://www.example.org";
    optional "countries" ["Herkunftsländer", "Länder"] crate::key!("registry-column-countries"), "";
    optional "fields" ["Arbeitsfelder", "Tätigkeitsfelder", "fields of work"] crate::key!("registry-column-fields"), "";
};

const PEOPLE: &[Described] = columns! {
    required "external_key" ["Schlüssel", "Personennummer", "Nummer", "key"] crate::key!("registry-column-person-key"), "P-0001";
    optional "given_name" ["Vorname", "first name"] crate::key!("registry-column-given-name"), "Ayşegül";
    required "family_name" ["Nachname", "Familienname", "Name", "surname", "last name"] crate::key!("registry-column-family-name"), "Karataş";
    optional "email" ["E-Mail", "e-mail"] crate::key!("registry-column-email"), "aysegul.karatas@example.org";
    optional "phone" ["Telefon", "Telefonnummer"] crate::key!("registry-column-phone"), "0711 1234567";
    optional "locale" ["Sprache", "language"] crate::key!("registry-column-locale"), "de";
    optional "consent_name_on" ["Einwilligung", "Einwilligung Name am", "consent"] crate::key!("registry-column-consent"), "2026-01-10";
    optional "consent_photo_on" ["Einwilligung Foto", "Einwilligung Foto am", "consent photo"] crate::key!("registry-column-consent-photo"), "";
    optional "consent_contact_on" ["Einwilligung Kontakt", "Einwilligung Kontakt am", "consent contact"] crate::key!("registry-column-consent-contact"), "";
    optional "body_external_key" ["Gremium", "Verein", "Mitglied", "Schlüssel des Gremiums", "Schlüssel des Mitglieds", "body"] crate::key!("registry-column-body-external-key"), "G-001";
    optional "from" ["von", "ab", "seit"] crate::key!("registry-column-from"), "2025-10-01";
    optional "to" ["bis"] crate::key!("registry-column-to"), "";
    optional "seat" ["Sitz", "Sitznummer"] crate::key!("registry-column-seat"), "";
    optional "function" ["Funktion", "Amt"] crate::key!("registry-column-function"), "member";
    optional "public_office" ["öffentliches Amt"] crate::key!("registry-column-public-office"), "";
    optional "end_reason" ["Grund", "Grund des Endes", "reason"] crate::key!("registry-column-end-reason"), "";
};

const FIGURES: &[Described] = columns! {
    required "body_external_key" ["Gremium", "Verein", "Mitglied", "Mitgliedsnummer", "Schlüssel", "Schlüssel des Mitglieds", "body", "key"] crate::key!("registry-column-facts-body"), "G-001";
    required "kind" ["Art", "Was gezählt wird", "Bezugszahl", "figure"] crate::key!("registry-column-figure-kind"), "foreign_residents";
    required "day" ["Stichtag", "Tag", "Datum", "Stand", "date"] crate::key!("facts-day-hint"), "2025-12-31";
    required "value" ["Zahl", "Wert", "Anzahl", "number", "count"] crate::key!("registry-column-figure-value"), "15993";
    optional "source" ["Quelle"] crate::key!("facts-source-hint"), "IT.NRW";
};

const FEES: &[Described] = columns! {
    required "body_external_key" ["Gremium", "Verein", "Mitglied", "Mitgliedsnummer", "Schlüssel", "Schlüssel des Mitglieds", "body", "key"] crate::key!("registry-column-facts-body"), "G-001";
    required "year" ["Jahr", "Beitragsjahr"] crate::key!("registry-column-fee-year"), "2026";
    optional "due_on" ["fällig am", "fällig", "Fälligkeit", "due"] crate::key!("registry-column-fee-due"), "2026-03-31";
    optional "paid_on" ["bezahlt am", "bezahlt", "gezahlt am", "Zahlung", "Eingang", "paid"] crate::key!("facts-paid-on-hint"), "";
};

impl ImportKind {
    /// The columns of a table of this kind.
    pub fn columns(self) -> &'static [Described] {
        match self {
            Self::Municipalities => MUNICIPALITIES,
            Self::Bodies => BODIES,
            Self::People => PEOPLE,
            Self::Figures => FIGURES,
            Self::Fees => FEES,
        }
    }
}

/// Words as stored, each with what people write instead, in small letters.
pub type Words = &'static [(&'static str, &'static [&'static str])];

/// How the members of a body come to their seats.
pub const KINDS: Words = &[
    ("elected", &["gewählt", "gewaehlt", "wahl"]),
    ("appointed", &["berufen", "ernannt"]),
    ("mixed", &["gemischt"]),
    ("association", &["verein", "organisation"]),
];

/// What a person does in a body.
pub const FUNCTIONS: Words = &[
    ("member", &["mitglied"]),
    (
        "chair",
        &[
            "vorsitz",
            "vorsitzende",
            "vorsitzender",
            "vorsitzende/r",
            "vorsitzende*r",
            "vorsitzende:r",
        ],
    ),
    (
        "deputy_chair",
        &[
            "stellvertretender vorsitz",
            "stellv. vorsitz",
            "stellvertretung",
            "deputy chair",
        ],
    ),
    (
        "board_member",
        &["vorstand", "vorstandsmitglied", "board member", "board"],
    ),
];

/// Why a mandate ended.
pub const END_REASONS: Words = &[
    (
        "term_ended",
        &["ende der amtszeit", "amtszeit beendet", "end of term"],
    ),
    (
        "resigned",
        &["rücktritt", "verzicht", "zurückgetreten", "resignation"],
    ),
    (
        "lost_eligibility",
        &["wählbarkeit verloren", "verlust der wählbarkeit"],
    ),
    ("deceased", &["verstorben"]),
    ("recalled", &["abberufen"]),
    ("left", &["ausgetreten", "austritt", "ausgeschieden"]),
    ("other", &["sonstiges", "anderer grund", "andere"]),
];

/// What a reference figure counts.
pub const FIGURE_KINDS: Words = &[
    (
        "foreign_residents",
        &[
            "ausländische einwohner",
            "ausländer",
            "ausländische bevölkerung",
            "nichtdeutsche",
            "foreign residents",
        ],
    ),
    (
        "inhabitants",
        &["einwohner", "einwohnerzahl", "bevölkerung", "population"],
    ),
    ("members", &["mitglieder", "mitgliederzahl"]),
    (
        "council_seats",
        &["sitze", "sitze im rat", "ratssitze", "council seats"],
    ),
];

/// Yes and no.
pub const YES_NO: Words = &[
    ("yes", &["ja", "j", "1", "x", "true", "wahr"]),
    ("no", &["nein", "n", "0", "false", "falsch", ""]),
];

/// Languages of people.
pub const LANGUAGES: Words = &[
    ("de", &["deutsch", "german"]),
    ("en", &["englisch", "english"]),
];

/// Fields of work of associations.
pub const WORK_FIELDS: Words = &[
    ("education", &["bildung"]),
    ("parents", &["eltern", "elternarbeit"]),
    ("language", &["sprache"]),
    ("youth", &["jugend"]),
    ("women", &["frauen"]),
    ("seniors", &["senioren", "seniorinnen", "ältere"]),
    ("culture", &["kultur"]),
    ("sport", &["sports"]),
    ("health", &["gesundheit"]),
    ("work", &["arbeit", "beruf"]),
    ("counselling", &["beratung", "advice"]),
    ("refugees", &["geflüchtete", "flucht"]),
    ("anti_racism", &["antirassismus", "anti-racism"]),
    ("participation", &["teilhabe", "beteiligung"]),
    ("faith", &["glaube", "religion"]),
    (
        "development",
        &["entwicklung", "entwicklungszusammenarbeit"],
    ),
    ("media", &["medien"]),
];

/// The stored word for what somebody wrote; a text that is none of the words stays as it is.
pub(crate) fn stored_word(words: Words, text: String) -> String {
    let written = text.trim().to_lowercase();
    let found = words
        .iter()
        .find(|(stored, others)| *stored == written || others.contains(&written.as_str()));
    found.map_or(text, |(stored, _)| (*stored).to_owned())
}
