# Navigation, messages, refusals: what every room says in the same words.

nav-overview = Übersicht
nav-federation = Verband
nav-bodies = Mitglieder
nav-people = Personen
nav-municipalities = Gemeinden
nav-elections = Wahlen
nav-assemblies = Versammlungen
nav-results = Ergebnisse
nav-mail = Post
nav-access = Zugänge
nav-settings = Einstellungen
nav-audit = Protokoll

notice-saved = Gespeichert.
notice-created = Angelegt.
notice-removed = Entfernt.
notice-imported = Die Tabelle ist übernommen.
notice-signed-out = Sie sind abgemeldet.
notice-signed-out-everywhere = Sie sind auf allen Geräten abgemeldet. Auch alle Zugangsschlüssel für Programme sind beendet.
notice-password-changed = Das neue Passwort gilt. Alle anderen Anmeldungen sind beendet.
notice-invitation-accepted = Sie haben die Einladung angenommen.
notice-registered = Gemeldet. Die Geschäftsstelle des Verbands prüft die Meldung.
notice-withdrawn = Die Meldung ist zurückgenommen.
notice-accepted = Die Meldung ist angenommen.
notice-returned = Die Meldung ist mit Begründung zurückgegeben.
notice-checked-in = Eingecheckt.
notice-checked-out = Ausgecheckt.
notice-place-taken-over = Die Vertretung hat den Platz übernommen und ist eingecheckt.
notice-place-handed-back = Der Platz ist zurückgegeben.
notice-proxy-recorded = Die Vollmacht ist eingetragen.
notice-proxy-ended = Die Vollmacht ist beendet.
notice-correction-requested = Beantragt. Der Wahlvorstand muss bestätigen.
notice-roll-corrected = Das Stimmverzeichnis ist berichtigt.
notice-frozen = Das Verzeichnis der Stimmberechtigten ist festgeschrieben.
notice-poll-ready = Die Abstimmung ist bereit.
notice-poll-opened = Die Abstimmung läuft.
notice-poll-closed = Die Abstimmung ist geschlossen.
notice-key-given = Der Schlüssel ist gegeben. Ein zweiter fehlt noch.
notice-box-opened = Die Urne ist geöffnet und kann ausgezählt werden.
notice-poll-interrupted = Die Abstimmung ist unterbrochen.
notice-poll-resumed = Die Abstimmung geht weiter.
notice-poll-extended = Die Abstimmung ist verlängert.
notice-poll-void = Die Abstimmung ist für ungültig erklärt.
notice-act-requested = Beantragt. Eine zweite Person muss zustimmen.
notice-poll-counted = Die Stimmen sind ausgezählt.
notice-published = Das Ergebnis ist veröffentlicht.
notice-reissue-requested = Der Ersatzcode ist beantragt. Eine zweite Person muss zustimmen.

error-headline-not-found = Diese Seite gibt es nicht
error-headline-link = Dieser Link gilt nicht mehr
error-headline-forbidden = Das ist Ihnen nicht erlaubt
error-headline-internal = Hier ist etwas schiefgegangen
error-headline-later = Im Augenblick geht das nicht
error-headline-refused = Das wurde nicht angenommen
error-to-start = Zur Startseite
error-to-vote = Zur Abstimmung

problem-not-found = Die Adresse stimmt nicht, oder der Inhalt ist nicht für Sie bestimmt. Bitte prüfen Sie die Schreibweise.
problem-not-signed-in = Bitte melden Sie sich an.
problem-forbidden = Ihr Zugang enthält das Recht dazu nicht. Fragen Sie die Stelle, die Sie eingeladen hat.
problem-stale = Jemand anderes hat das inzwischen geändert. Laden Sie die Seite neu und prüfen Sie, ob Ihre Änderung noch passt.
problem-version-missing = Es fehlt die Angabe, für welche Fassung die Änderung gedacht ist (If-Match).
problem-fields = Einige Angaben stimmen noch nicht.
problem-malformed = Die Anfrage ist nicht lesbar: { $reason }
problem-address = Ein Wert in der Adresse ist nicht lesbar. Bitte prüfen Sie die Schreibweise.
problem-shape = Die Daten der Anfrage haben nicht die beschriebene Form.
# $line, $column: where reading failed
problem-json = Das ist kein lesbares JSON: Zeile { $line }, Zeichen { $column }.
problem-body-unreadable = Die Daten sind nicht lesbar oder unvollständig angekommen.
problem-unsupported-media = Diese Art von Daten wird hier nicht gelesen.
problem-too-large = Das ist zu groß. Erlaubt sind höchstens { $n } KB.
problem-method = Diese Adresse kennt die Methode der Anfrage nicht.
problem-cross-origin = Die Anfrage kam von einer fremden Seite und wurde deshalb nicht ausgeführt.
problem-in-use = Das geht nicht: Anderes bezieht sich darauf.
problem-internal = Das ist unser Fehler, er ist vermerkt. Ihre Eingabe wurde nicht gespeichert.
problem-busy = Gerade wollen sehr viele gleichzeitig hinein. Bitte versuchen Sie es in ein paar Sekunden noch einmal.
problem-database-away = Der Datenspeicher antwortet gerade nicht. Bitte versuchen Sie es gleich noch einmal.

field-required = Bitte füllen Sie dieses Feld aus.
field-too-short = { $n ->
    [one] Bitte geben Sie mindestens ein Zeichen ein.
   *[other] Bitte geben Sie mindestens { $n } Zeichen ein.
 }
field-too-long = { $n ->
    [one] Hier ist höchstens ein Zeichen erlaubt.
   *[other] Hier sind höchstens { $n } Zeichen erlaubt.
 }
field-unreadable = Dieser Wert ist nicht lesbar.
field-missing = Diese Angabe fehlt.
field-unknown = Diese Angabe gibt es hier nicht.
# $type: what JSON calls it
field-wrong-type = { $type ->
    [string] Hier wird ein Text erwartet.
    [integer] Hier wird eine ganze Zahl erwartet.
    [number] Hier wird eine Zahl erwartet.
    [boolean] Hier wird true oder false erwartet.
    [array] Hier wird eine Liste erwartet.
   *[object] Hier wird ein Objekt erwartet.
 }
field-invisible = Dieser Text besteht nur aus unsichtbaren Zeichen.
field-control-sign = Der Text enthält ein Steuerzeichen oder einen Zeilenumbruch. Bitte tippen Sie ihn neu.
field-direction-sign = Der Text enthält ein Zeichen, das die Leserichtung umkehrt. Bitte tippen Sie ihn neu.
field-too-many-marks = Hier stehen zu viele Zusatzzeichen übereinander.
field-unknown-language = Diese Sprache gibt es hier nicht.
field-not-a-day = Das ist kein Tag des Kalenders. Schreiben Sie ihn zum Beispiel so: 2026-03-14.
field-not-an-email = Das ist keine E-Mail-Adresse. Sie sieht zum Beispiel so aus: name@beispiel.de.
field-taken = Das ist schon vergeben.
