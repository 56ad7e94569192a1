public-home-title = Demokratie im Verband
public-home-lead = Hier führen Verbände von Migrationsräten und Migrantenvereinen ihre Gremien, Delegierten, Abstimmungen und Ergebnisse. Was öffentlich ist, steht auf diesen Seiten.
public-federations = Verbände
public-no-federations = Es ist noch kein Verband angelegt. Die Verwaltung der Anlage legt den ersten an.
public-kind-councils = Verband kommunaler Gremien
public-kind-associations = Verband von Vereinen
public-what-for = Was möchten Sie tun?
public-to-vote = Mit einem Stimmcode abstimmen
public-to-sign-in = Als Geschäftsstelle oder Gremium anmelden
public-to-api = Schnittstelle für Programme
public-bodies = Mitglieder
public-published-results = Veröffentlichte Ergebnisse
public-to-bodies = Alle Mitglieder ansehen
public-to-results = Alle Ergebnisse ansehen
public-next-assembly = Nächste Versammlung
public-no-assembly = Zurzeit ist keine Versammlung angekündigt.
public-newest-results = Neueste Ergebnisse
public-parents = Gehört zu
public-member-federations = Mitgliedsverbände
public-contact = Kontakt
public-search = Name oder Ort
public-kind = Art
public-all-kinds = Alle
public-on-day = Stand am Tag
public-filter = Filtern
public-bodies-found = { $n ->
    [one] Ein Mitglied
   *[other] { $n } Mitglieder
 }
public-as-of = am { $day }
public-no-bodies = Nichts gefunden.
public-show-all = Alle Mitglieder zeigen
public-show = Zeigen
public-name = Name
public-municipality = Ort
public-places = Delegiertenplätze
public-body-on = Sie sehen den Stand vom { $day }.
public-to-today = Zum heutigen Stand
public-membership = Im Verband
public-member = Mitglied
public-member-since = seit { $day }
public-member-until = bis { $day }
public-fields = Arbeitsfelder
public-countries = Herkunftsländer
public-website = Webseite
public-seats-title = Sitze
public-seats = { $n ->
    [one] Ein Sitz.
   *[other] { $n } Sitze.
 }
public-vacant-seats = { $n ->
    [one] Ein Sitz unbesetzt
   *[other] { $n } Sitze unbesetzt
 }
public-no-vacancy = Alle Sitze besetzt
public-seat = Sitz
public-seat-number = Sitz { $n }
public-holder = Inhaber oder Inhaberin
public-origin = Herkunft des Sitzes
public-function = Funktion
public-holds-since = Seit
public-vacant = Unbesetzt
public-members-title = Weitere Mitglieder
public-delegates = Delegierte
public-no-delegates = Für die letzte Versammlung sind keine Delegierten angenommen.
public-history = Name und Art im Lauf der Zeit
public-since = seit { $day }
public-span = { $from } bis { $to }
public-terms = Amtszeiten
public-term = Amtszeit
public-time = Zeitraum
public-names-explained = Namen stehen hier nur, wenn die Person eingewilligt hat oder ein öffentliches Amt hat.
public-page-of = Seite { $page } von { $last }

api-title = Schnittstelle
api-lead = Alles, was die Seiten können, können Programme über diese Schnittstelle. Die Beschreibung ist dieselbe, aus der der Dienst arbeitet.
api-base = Grundadresse
api-spec = Beschreibung als OpenAPI-Datei
api-token = Anmeldung: „Authorization: Bearer“ mit einem Schlüssel aus Ihrem Konto oder aus „create_token“.
api-problems = Eine Ablehnung kommt als Dokument nach RFC 9457 mit einem festen Kennwort und den betroffenen Feldern:
api-contents = Inhalt
api-schemas = Datenformen
api-parameter = Angabe
api-in = Ort
api-type = Form
api-meaning = Bedeutung
api-required = nötig
api-optional = freiwillig
api-request = Anfrage
api-response = Antwort
api-parameters = Angaben
api-open = ohne Anmeldung
api-with-token = mit Schlüssel
api-field = Feld
