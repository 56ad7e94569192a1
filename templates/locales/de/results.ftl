results-title = Ergebnisse
results-all = Alle Ergebnisse
results-none = Es ist noch kein Ergebnis veröffentlicht. Sobald eine Abstimmung ausgezählt und veröffentlicht ist, steht sie hier.
results-assembly = { $title } am { $day }
results-state-final = Endgültiges Ergebnis
results-state-corrected = Berichtigtes Ergebnis, Fassung { $version }
results-state-counted = Ausgezählt
results-not-public-yet = Noch nicht öffentlich. So würde die Seite aussehen.
results-published-at = Veröffentlicht am { $at } durch die Ergebnisstelle des Verbands
results-published-on = Veröffentlicht am { $day }
results-counted-at = Ausgezählt am { $at }
results-print = Drucken
results-superseded = Dies ist eine frühere Fassung. Sie wurde später berichtigt.
results-to-newest = Zur neuesten Fassung
results-headline-accepted = Angenommen: { $yes } Ja, { $no } Nein, { $abstain ->
    [one] eine Enthaltung
   *[other] { $abstain } Enthaltungen
 }.
results-headline-rejected = Abgelehnt: { $yes } Ja, { $no } Nein, { $abstain ->
    [one] eine Enthaltung
   *[other] { $abstain } Enthaltungen
 }.
results-headline-accepted-only = Der Antrag ist angenommen.
results-headline-rejected-only = Der Antrag ist abgelehnt.
results-headline-elected = { $n ->
    [one] Gewählt ist { $names }.
   *[other] Gewählt sind { $names }.
 }
results-headline-elected-many = { $n } Personen sind gewählt, { $seats } Sitze waren zu besetzen.
results-headline-nobody = Es ist niemand gewählt.
results-key-figures = Zahlen
results-entitled = Stimmberechtigte
results-voters = Haben abgestimmt
results-turnout = Beteiligung
results-votes-cast = Abgegebene Stimmen
results-of-votes = von { $n } möglichen
results-valid = Gültig
results-blank = Leer
results-invalid = Ungültig
results-abstentions = Enthaltungen
results-ballots = Abgegeben zusammen
results-outcome-only-explained = Veröffentlicht ist nur die Entscheidung und wie viele sich beteiligt haben. So lässt sich aus Zahlen nicht schließen, wie Einzelne abgestimmt haben.
results-votes = Stimmen
results-candidates = Kandidierende
results-candidate = Name
results-bar = Anteil als Balken
results-share-of = Anteil { $base }
results-base-yes-no = der Ja- und Nein-Stimmen
results-base-valid = der gültigen Stimmen
results-base-present = der Anwesenden
results-base-entitled = der Stimmberechtigten
results-base-ballots = der gültigen Stimmzettel
results-and = { $first } und { $last }
results-of-yes-no = { $n ->
    [one] einer Ja- oder Nein-Stimme
   *[other] { $n } Ja- und Nein-Stimmen
 }
results-of-valid = { $n ->
    [one] einer gültigen Stimme
   *[other] { $n } gültigen Stimmen
 }
results-of-present = { $n ->
    [one] einer anwesenden Stimme
   *[other] { $n } anwesenden Stimmen
 }
results-of-entitled = { $n ->
    [one] einer möglichen Stimme
   *[other] { $n } möglichen Stimmen
 }
results-yes = Ja
results-no = Nein
results-abstain = Enthaltung
results-mark = Der Strich zeigt die nötige Mehrheit.
results-not-in-base = Enthaltungen zählen bei dieser Mehrheit nicht mit.
results-elected = Gewählt
results-tied = Gleichstand
results-not-elected = Nicht gewählt
results-rule = Die Regel und was aus ihr folgt
results-rule-simple = Einfache Mehrheit: Angenommen ist, was mehr Ja- als Nein-Stimmen hat. Enthaltungen, leere und ungültige Stimmen zählen nicht mit (BGB § 32 Abs. 1).
results-rule-absolute-of-valid = Absolute Mehrheit: Angenommen ist, wozu mehr als die Hälfte der gültigen Stimmen Ja sagt. Eine Enthaltung wirkt dabei wie ein Nein.
results-rule-two-thirds = Zweidrittelmehrheit: Mindestens zwei Drittel der Ja- und Nein-Stimmen müssen Ja sein.
results-rule-three-quarters = Dreiviertelmehrheit: Mindestens drei Viertel der Ja- und Nein-Stimmen müssen Ja sein (BGB § 33 Abs. 1 Satz 1).
results-rule-unanimity = Einstimmigkeit: Angenommen ist, wogegen niemand stimmt.
results-rule-consent-of-all = Zustimmung aller: Alle Stimmberechtigten müssen Ja sagen, auch wer nicht abgestimmt hat (BGB § 33 Abs. 1 Satz 2).
results-rule-at-least = Eigene Mehrheit: Mindestens { $n }/{ $d } { $base } müssen Ja sein.
results-rule-more-than = Eigene Mehrheit: Mehr als { $n }/{ $d } { $base } müssen Ja sein.
results-rule-election-relative = Relative Mehrheit: Gewählt ist, wer die meisten Stimmen hat.
results-rule-election-absolute = Absolute Mehrheit: Gewählt ist, wer auf mehr als der Hälfte der gültigen Stimmzettel genannt ist, in der Reihenfolge der Stimmen.
results-rule-seats = { $seats ->
    [one] Zu besetzen war ein Sitz.
   *[other] Zu besetzen waren { $seats } Sitze.
 } { $choices ->
    [one] Jeder Stimmzettel konnte einen Namen nennen.
   *[other] Jeder Stimmzettel konnte bis zu { $choices } Namen nennen.
 }
results-met = Erreicht
results-missed = Verfehlt
results-reason-majority-met = Nötig waren mindestens { $needed } Ja von { $base }. Es gab { $yes }.
results-reason-majority-missed = Nötig waren mindestens { $needed } Ja von { $base }. Es gab nur { $yes }.
results-reason-tie = Gleich viele Ja wie Nein: je { $n }. Bei Gleichstand ist ein Antrag abgelehnt.
results-reason-tie-lot = Gleich viele Ja wie Nein: je { $n }. Bei Gleichstand entscheidet nach der Regel das Los.
results-reason-tie-runoff = Gleich viele Ja wie Nein: je { $n }. Bei Gleichstand wird nach der Regel noch einmal abgestimmt.
results-reason-bodies-met = Auch die Mitglieder sind dafür: { $yes } dafür, { $no } dagegen. Nötig waren mindestens { $needed }.
results-reason-bodies-missed = Die Mitglieder sind nicht dafür: { $yes } dafür, { $no } dagegen. Nötig waren mindestens { $needed }.
results-awaits-lot = Noch nicht entschieden: Bei diesem Gleichstand muss das Los gezogen werden.
results-awaits-runoff = Über diesen Antrag wird noch einmal abgestimmt.
results-reason-nothing-cast = Es wurde weder ein Ja noch ein Nein abgegeben.
results-reason-min-yes-met = Außerdem waren mindestens { $needed } Ja-Stimmen nötig. Es gab { $yes }.
results-reason-min-yes-missed = Außerdem waren mindestens { $needed } Ja-Stimmen nötig. Es gab nur { $yes }.
results-reason-of-entitled-met = Außerdem waren { $needed } Ja-Stimmen nötig, gemessen an allen { $entitled } Stimmberechtigten. Es gab { $yes }.
results-reason-of-entitled-missed = Außerdem waren { $needed } Ja-Stimmen nötig, gemessen an allen { $entitled } Stimmberechtigten. Es gab nur { $yes }.
results-reason-quorum-met = Die Versammlung war beschlussfähig: Mindestens { $needed } mussten teilnehmen, { $counted } haben teilgenommen.
results-reason-quorum-missed = Die Versammlung war nicht beschlussfähig: Mindestens { $needed } mussten teilnehmen, nur { $counted } haben teilgenommen.
results-reason-election-needed = Nötig waren mindestens { $n ->
    [one] eine Stimme
   *[other] { $n } Stimmen
 }: mehr als die Hälfte der gültigen Stimmzettel.
results-tie-decides = Gleichstand zwischen { $names }. Über { $n ->
    [one] den Sitz entscheidet
   *[other] { $n } Sitze entscheidet
 } das Los oder eine Stichwahl, wie es die Satzung vorsieht.
results-vacant = { $n ->
    [one] Ein Sitz bleibt unbesetzt, weil niemand sonst genug Stimmen hat.
   *[other] { $n } Sitze bleiben unbesetzt, weil niemand sonst genug Stimmen hat.
 }
results-roll-call = Wer wie abgestimmt hat
results-roll-call-explained = Diese Abstimmung war namentlich. Das wurde vor der Abstimmung angesagt. Namen stehen hier nur mit Einwilligung oder bei einem öffentlichen Amt.
results-name-not-published = Name nicht veröffentlicht
results-standing-in = { $deputy } in Vertretung für { $name }
results-by-proxy = { $name }, in Vollmacht durch { $holder }
results-vote = Stimme
results-vote-invalid = Ungültig
results-vote-blank = Leer
results-versions = Fassungen und Berichtigungen
results-version = Fassung
results-version-at = Fassung { $version } vom { $at }
results-first-version = Erste Veröffentlichung durch die Ergebnisstelle des Verbands.
results-reason = Grund der Berichtigung:
results-changes = Was sich geändert hat
results-what = Angabe
results-old = Vorher
results-new = Nachher
results-note = Hinweis
results-check = Nachprüfen
results-permalink = Adresse dieser Fassung
results-checksum = Prüfsumme
results-checksum-explained = SHA-256 der JSON-Datei dieser Fassung. Wer die Datei lädt und die Prüfsumme selbst berechnet, sieht, dass nichts verändert wurde.
results-roll = Stimmverzeichnis
results-roll-entries = { $n ->
    [one] Ein Eintrag, festgeschrieben mit der Prüfsumme
   *[other] { $n } Einträge, festgeschrieben mit der Prüfsumme
 }
results-opened = Geöffnet
results-closed = Geschlossen
results-counted = Ausgezählt
results-downloads = Herunterladen
results-download-csv = Tabelle (CSV, für Tabellenprogramme)
results-download-json = Vollständige Angaben (JSON)
results-csv-part = Bereich
results-csv-number = Nummer
results-csv-name = Bezeichnung
results-csv-body = Gremium
results-csv-votes = Stimmen
results-csv-outcome = Ergebnis
results-csv-about = Abstimmung
results-csv-title = Titel
results-csv-federation = Verband
results-csv-state = Stand
results-csv-result = Ergebnis
results-csv-figures = Zahlen
results-csv-candidate = Kandidatur
results-csv-answer = Antwort
results-csv-by-name = Namentlich
results-waiting = Warten auf die Veröffentlichung
results-nothing-waits = Zurzeit wartet kein ausgezähltes Ergebnis. Nach dem Auszählen erscheint eine Abstimmung hier.
results-to-be-published = Zu veröffentlichen
results-waits-for-publisher = Wartet auf die Ergebnisstelle
results-published = Veröffentlicht
results-export-box = Urne zum Nachzählen
results-correct = Ergebnis berichtigen
results-public-page = Öffentliche Seite
results-small-title = Das Wahlgeheimnis braucht Schutz
results-small-few-ballots = Es gibt weniger als fünf Stimmzettel. Aus Zahlen könnte man schließen, wie Einzelne abgestimmt haben. Veröffentlicht wird deshalb nur die Entscheidung. Die genauen Zahlen bleiben in der versiegelten Auszählung.
results-small-unanimous = Alle haben gleich abgestimmt. Mit den Zahlen wüsste jede und jeder, wie alle anderen abgestimmt haben. Vorgeschlagen ist deshalb, nur die Entscheidung zu veröffentlichen. Die genauen Zahlen bleiben in der versiegelten Auszählung.
results-small-all-but-one = Alle bis auf eine Person haben gleich abgestimmt. Diese eine Person wüsste, wie alle anderen abgestimmt haben. Vorgeschlagen ist deshalb, nur die Entscheidung zu veröffentlichen. Die genauen Zahlen bleiben in der versiegelten Auszählung.
results-detail = Was öffentlich wird
results-detail-full = Alle Zahlen
results-detail-outcome-only = Nur die Entscheidung
results-detail-by-rule = Wie es der Schutz kleiner Gruppen vorsieht
results-detail-hint = Gilt nur, wenn Sie Zahlen berichtigen.
results-preview = Vorschau
results-preview-full = So wird das Ergebnis mit allen Zahlen veröffentlicht.
results-preview-outcome-only = So wird nur die Entscheidung veröffentlicht, ohne die Zahlen.
results-publish-question = Dieses Ergebnis veröffentlichen?
results-publish-explained = Danach ist es für alle sichtbar und bleibt unverändert. Fehler lassen sich nur durch eine Berichtigung mit Begründung beheben; die erste Fassung bleibt sichtbar.
results-ask-publish = Veröffentlichen beantragen
board-title = Vorstand des Verbands
board-empty = Noch niemand steht im Vorstand. Nach einer veröffentlichten Wahl einer Versammlung übernehmen Sie die Gewählten beim Ergebnis.
board-person = Person
board-function = Amt
board-from = Erster Tag
board-until = Letzter Tag
board-until-hint = Wie lange ein Amt dauert, sagt die Satzung. Der letzte Tag gehört noch dazu.
board-election = Wahl
board-to-result = Ergebnis
board-now = im Amt
board-make = Gewählte in den Vorstand übernehmen
board-make-explained = Wer die Wahl angenommen hat, bekommt ein Amt mit Anfang und Ende. Das geht für jedes Ergebnis nur einmal.
board-accepted = Wer hat die Wahl angenommen?
board-accepted-hint = Wer abgelehnt hat, bleibt ohne Haken; Person und Amt spielen dann keine Rolle.
board-person-number = Nummer der Person im Register
board-people-of-that-name = Mit diesem Namen im Register: { $numbers }
board-nobody-of-that-name = Niemand im Register heißt genau so. Die Nummer steht in der Adresse der Seite der Person.
board-term = Amtszeit
board-save = In den Vorstand übernehmen
board-on = Wer ist im Amt am
board-show = Anzeigen
board-empty-on-day = An diesem Tag ist niemand im Vorstand.
board-acts = Was Sie tun können
board-ended = { $reason }; vorgesehen war der { $day }
board-end = Amt vorzeitig beenden
board-end-correct = Ende berichtigen
board-end-explained = Für Rücktritt, Abberufung durch Beschluss, Verlust der Wählbarkeit oder Tod. Das Amt bleibt mit seinem vorgesehenen Ende in der Liste stehen.
board-end-hint = Der letzte Tag im Amt gehört noch dazu.
board-end-reason = Grund
board-term-until = Ende der Amtszeit
results-published-by = Wer veröffentlicht hat (nur für die Geschäftsstelle)
results-account = Konto
results-correct-explained = Sie berichtigen Fassung { $version }. Sie bleibt sichtbar; Ihre Berichtigung wird die nächste Fassung.
results-reason-field = Grund der Berichtigung
results-reason-hint = Steht öffentlich bei der neuen Fassung.
results-note-field = Hinweis zum Ergebnis
results-note-hint = Zum Beispiel, wie das Los gefallen ist oder dass eine Person die Wahl nicht annimmt.
results-scope = Was wird berichtigt?
results-scope-note = Nur der Hinweis
results-scope-figures = Die Zahlen
results-corrected-figures = Berichtigte Zahlen
results-corrected-figures-hint = Nur nötig, wenn Sie die Zahlen berichtigen. Die Entscheidung wird daraus neu berechnet.
results-valid-ballots = Gültige Stimmzettel
results-preview-correction = Vorschau zeigen
results-preview-again = Vorschau neu berechnen
results-publish-correction = Berichtigung veröffentlichen

audit-title = Protokoll der Handlungen
audit-lead = Wer hat wann was getan. Jede Zeile ist mit der vorigen verkettet und lässt sich nicht ändern. Stimmen und Codes stehen nie darin.
audit-none = Es ist noch nichts geschehen.
audit-row = Nr.
audit-when = Wann
audit-act = Was
audit-who = Wer
audit-becomes = wird zu
audit-gone = entfernt
audit-details = Einzelheiten
audit-subject = Gegenstand:
audit-hash = Prüfsumme:
audit-position = Nr. { $from } bis { $to }
act-create-account = Konto angelegt
act-create-api-token = Schlüssel für die Schnittstelle angelegt
act-revoke-api-token = Schlüssel für die Schnittstelle zurückgezogen
act-change-password = Kennwort geändert
act-sign-out-everywhere = Überall abgemeldet
act-set-second-factor = Zweiten Faktor eingerichtet
act-end-second-factor = Zweiten Faktor beendet
act-reset-second-factor = Zweiten Faktor zurückgesetzt
act-invite = Einladung verschickt
act-revoke-invitation = Einladung zurückgezogen
act-accept-invitation = Einladung angenommen
act-dismiss = Rolle entzogen
act-make-demonstration = Vorführung angelegt
act-create-federation = Verband angelegt
act-edit-federation = Verband geändert
act-join-federation = Verband einem anderen angeschlossen
act-edit-membership = Mitgliedschaft im Verband geändert
act-remove-membership = Mitgliedschaft im Verband entfernt
act-create-municipality = Gemeinde angelegt
act-edit-municipality = Gemeinde geändert
act-delete-municipality = Gemeinde gelöscht
act-export-table = Tabelle heruntergeladen
act-import-delegations = Delegierte aus einer Tabelle eingelesen
act-export-delegations = Delegierte als Tabelle heruntergeladen
act-import-table = Tabelle eingelesen
act-create-body = Gremium oder Verein angelegt
act-update-body = Gremium oder Verein geändert
act-change-body-profile = Name oder Art geändert
act-correct-body-profile = Name oder Art berichtigt
act-leave-body = Austritt eingetragen
act-create-term = Amtszeit angelegt
act-update-term = Amtszeit geändert
act-remove-term = Amtszeit entfernt
act-add-seats = Sitze angelegt
act-remove-seat = Sitz entfernt
act-create-person = Person angelegt
act-update-person = Person geändert
act-withdraw-consent = Einwilligung zurückgenommen
act-save-particulars = Persönliche Angaben geändert
act-suspend-person = Ruhen von Rechten eingetragen
act-change-suspension = Ruhen von Rechten geändert
act-remove-suspension = Ruhen von Rechten entfernt
act-export-person = Auskunft über eine Person gegeben
act-erase-person = Person gelöscht
act-add-person-to-body = Person in ein Gremium aufgenommen
act-create-mandate = Mandat angelegt
act-update-mandate = Mandat geändert
act-end-mandate = Mandat beendet
act-remove-mandate = Mandat entfernt
act-resend-message = Nachricht noch einmal gesendet
act-report-message = Verbleib einer Nachricht vermerkt
act-create-assembly = Versammlung angelegt
act-edit-assembly = Versammlung geändert
act-enter-bodies = Delegiertenplätze eingetragen
act-set-delegate-places = Delegiertenplätze geändert
act-register-delegate = Delegierte Person gemeldet
act-accept-delegate = Delegierte Person angenommen
act-accept-delegates-of-body = Alle Delegierten eines Gremiums angenommen
act-return-delegate = Meldung zurückgegeben
act-withdraw-delegate = Meldung zurückgezogen
act-order-delegates = Reihenfolge der Delegierten geändert
act-open-call = Meldeaufruf begonnen
act-change-call = Meldeaufruf geändert
act-remind-bodies = Mitglieder erinnert
act-print-letters = Briefe gedruckt
act-renew-link = Neuer Link ausgegeben
act-revoke-link = Link beendet
act-set-resolution = Tag des Beschlusses gesetzt
act-set-document = Beschluss hochgeladen
act-open-late = Nach der Frist geöffnet
act-submit-delegation = Meldung abgegeben
act-overrule-doubts = Trotz Zweifeln angenommen
act-depart-delegate = Delegierte Person ausgeschieden
act-follow-delegate = Ersatz nachgerückt
act-freeze-roll = Stimmverzeichnis festgeschrieben
act-make-codes = Stimmcodes erzeugt
act-print-codes = Stimmcodes zum Drucken ausgegeben
act-send-links = Links zur Abstimmung gesendet
act-send-link = Neuen Link zur Abstimmung gesendet
act-request-reissue = Neuer Stimmcode beantragt
act-confirm-reissue = Neuer Stimmcode bestätigt
act-withdraw-reissue = Antrag auf neuen Stimmcode zurückgezogen
act-reissue-code = Stimmcode ersetzt
act-create-poll = Abstimmung angelegt
act-update-poll = Abstimmung geändert
act-delete-poll = Abstimmung gelöscht
act-make-poll-ready = Abstimmung bereitgestellt
act-choose-guard = Entschieden, was die Zahlen verraten dürfen
act-open-poll = Abstimmung geöffnet
act-close-poll = Abstimmung geschlossen
act-count-poll = Abstimmung ausgezählt
act-request-poll-act = Beantragt für eine Abstimmung
act-withdraw-poll-act = Antrag zu einer Abstimmung zurückgezogen
act-interrupt-poll = Abstimmung unterbrochen
act-resume-poll = Abstimmung fortgesetzt
act-extend-poll = Abstimmung verlängert
act-void-poll = Abstimmung für ungültig erklärt
act-repeat-poll = Abstimmung wiederholt
act-make-runoff = Stichwahl angelegt
act-request-publication = Veröffentlichung beantragt
act-withdraw-publication = Antrag auf Veröffentlichung zurückgezogen
act-count-refused = Auszählung verweigert
act-publish-result = Ergebnis veröffentlicht
act-make-board = Gewählte in den Vorstand übernommen
act-end-board-mandate = Amt im Vorstand vorzeitig beendet
act-correct-result = Ergebnis berichtigt
act-export-box = Urne zum Nachzählen ausgegeben


problem-already-published = Dieses Ergebnis ist schon veröffentlicht. Änderungen sind nur als Berichtigung möglich.
problem-not-published = Dieses Ergebnis ist noch nicht veröffentlicht.
problem-board-made = Die Gewählten dieser Wahl stehen schon im Vorstand. Aus einem Ergebnis wird der Vorstand nur einmal übernommen.
problem-board-nobody-elected = Aus dieser Abstimmung ging niemand als gewählt hervor.
problem-board-no-assembly = Diese Wahl gehört zu keiner Versammlung.
field-board-not-elected = Platz { $place } des Stimmzettels ist nicht gewählt oder steht hier zweimal.
field-board-twice = Diese Person steht hier zweimal.
problem-result-undecided = Die Regel der Abstimmung passt nicht zu diesen Zahlen.
problem-result-lot-not-drawn = Bei diesem Gleichstand entscheidet das Los. Tragen Sie erst ein, wie es gefallen ist.
field-too-few-ballots = Bei weniger als { $needed } Stimmzetteln einer geheimen Abstimmung wird nur die Entscheidung veröffentlicht.
field-nothing-corrected = Ändern Sie den Hinweis, oder wählen Sie aus, dass Sie Zahlen berichtigen.
field-votes-per-option = Geben Sie genau { $n } Zahlen an, eine für jede Antwort.
field-more-votes-than-valid = Mehr Stimmen, als es gültige Stimmzettel gibt ({ $n }).
field-valid-does-not-fit = Die Stimmen zusammen ({ $sum }) passen nicht dazu: Es müssen { $least } bis { $most } sein.
field-more-than-entitled = Zusammen { $sum } Stimmen, es gibt aber nur { $entitled } mögliche.
field-voters-do-not-fit = Passt nicht zu den { $sum } abgegebenen Stimmen.
field-not-a-count = Geben Sie eine ganze Zahl ab 0 ein.
act-create-statutes = Fassung der Satzung angelegt
act-edit-statutes = Fassung der Satzung geändert
act-remove-statutes = Fassung der Satzung entfernt
act-add-figure = Bezugszahl eingetragen
act-remove-figure = Bezugszahl entfernt
act-add-fee = Beitrag eingetragen
act-change-fee = Beitrag geändert
act-remove-fee = Beitrag entfernt
act-compute-entitlements = Plätze berechnet
results-base-votes = der abgegebenen Stimmen
results-headline-lists = Plätze: { $names }.
results-list-seats = { $n ->
    [one] 1 Platz
   *[other] { $n } Plätze
 }
results-rule-source = Die Regel steht in: { $title }, { $article }.
results-rule-bodies = Die Gewählten kommen aus mindestens { $n } Mitgliedern.
results-steps = So wurde gezählt
field-ranks-not-corrected = Zahlen einer Rangfolge lassen sich nicht von Hand berichtigen, weil das Ergebnis nicht aus Summen folgt.

results-excluded = { $n ->
    [one] Nach § 34 BGB durfte eine Person nicht abstimmen.
   *[other] Nach § 34 BGB durften { $n } Personen nicht abstimmen.
}
results-csv-excluded = Ausgeschlossen nach § 34 BGB
results-trackers = Kontrollnummern
results-trackers-explained = Zu jedem Stimmzettel gehört eine zufällige Nummer. Steht Ihre in der Liste, ist Ihr Stimmzettel mitgezählt. Die Nummer sagt nicht, wie jemand gestimmt hat.
results-trackers-search = Ihre Kontrollnummer
results-tracker-found = Diese Nummer steht in der Liste.
results-tracker-missing = Diese Nummer steht nicht in der Liste. Prüfen Sie, ob Sie sie richtig eingegeben haben und ob es die richtige Abstimmung ist.
results-trackers-none = Zu dieser Abstimmung gibt es keine Kontrollnummern.
results-trackers-total = { $n ->
    [one] Eine Nummer
   *[other] { $n } Nummern
}
results-evidence = Die ganze Abstimmung nachprüfen
results-evidence-explained = Die Datei enthält Frage und Regel, die Prüfsummen von Verzeichnis und Urne, alle Kontrollnummern, den Auszug aus dem Protokoll und das Ergebnis. Einzelne Stimmzettel stehen darin nur, wenn sie nichts über Personen verraten. Mit dem Programm („mandat verify evidence“) oder einem eigenen lässt sie sich prüfen.
results-download-evidence = Nachweis zum Nachprüfen (JSON)
results-back-to-result = Zum Ergebnis
field-outcome-only-was-chosen = Vor dem Öffnen wurde entschieden, dass nur das Ergebnis öffentlich wird.

decisions-title = Beschlüsse
decisions-lead = Alles, worüber abgestimmt und was veröffentlicht ist, das Neueste zuerst. Jeder Eintrag sagt, was das veröffentlichte Ergebnis sagt.
decisions-search = Wörter aus Titel, Frage oder Versammlung
decisions-year = Jahr
decisions-all-years = Alle Jahre
decisions-found = { $n ->
    [one] Ein Beschluss
   *[other] { $n } Beschlüsse
 }
decisions-none = Kein Beschluss passt dazu.
decisions-show-all = Alle Beschlüsse zeigen
decisions-accepted = Angenommen
decisions-rejected = Abgelehnt
act-make-board-key = Schlüssel der Wahlleitung angelegt
act-seal-poll = Stimmzettel werden versiegelt
act-unseal-poll = Stimmzettel werden nicht versiegelt
act-give-board-key = Schlüssel zum Öffnen der Urne gegeben
act-open-sealed-box = Versiegelte Urne geöffnet
act-complete-box = Urne vollständig
act-put-paper-in-box = Stimmzettel auf Papier in der Urne
act-add-paper-voter = Abstimmen auf Papier festgelegt
act-remove-paper-voter = Abstimmen auf Papier aufgehoben
act-count-paper-ballots = Stimmzettel auf Papier gezählt
act-discard-paper-count = Zählung auf Papier verworfen
act-take-paper-ballot-back = Stimmzettel auf Papier zurückgenommen
act-merge-poll = Stimmberechtigte zusammengelegt
act-check-in-online = Online gekommen
act-record-proxy = Vollmacht festgehalten
act-end-proxy = Vollmacht beendet
