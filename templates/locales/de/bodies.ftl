# Gremien und Vereine, Amtszeiten, Sitze, Personen und Mandate.

bodies-title = Mitglieder
# $n: Anzahl. $day: Tag in Worten
bodies-count = { $n ->
    [one] { $n } Mitglied
   *[other] { $n } Mitglieder
 }, Stand { $day }
bodies-search = Name, früherer Name oder Ort
bodies-find = Suchen
bodies-all = auch ausgeschiedene und künftige
bodies-all-kinds = Alle Arten
bodies-filter = Anzeigen
bodies-empty = Keine Mitglieder gefunden. Suchen Sie mit anderen Angaben oder legen Sie ein Mitglied an.
# $page, $last: Seitenzahlen. $total: Anzahl der Einträge
bodies-page-of = Seite { $page } von { $last }, insgesamt { $total }
bodies-on-day = Stand am
bodies-show-day = Stand zeigen
bodies-as-of = Stand { $day }
bodies-other-day-hint = Sie sehen einen anderen Tag als heute.
bodies-from-to = { $from } bis { $to }
bodies-since = seit { $from }
bodies-unknown = nicht bekannt
bodies-edit = Bearbeiten
bodies-correct = Berichtigen
bodies-save = Speichern
bodies-remove = Entfernen
bodies-acts = Aktionen
bodies-facts-title = Angaben
bodies-days = Zeitraum
bodies-first-day = Erster Tag
bodies-last-day = Letzter Tag

bodies-body = Mitglied
bodies-body-new = Mitglied anlegen
bodies-body-edit = Angaben bearbeiten
bodies-body-edit-hint = Name und Art ändern Sie ab einem bestimmten Tag, damit der Verlauf erhalten bleibt.
bodies-council-new = Gremium anlegen
bodies-association-new = Verein anlegen
bodies-name = Name
bodies-kind = Art
bodies-name-from = Name und Art gelten ab
bodies-name-from-hint = Ohne Angabe ab dem Beitritt, sonst ab heute.
bodies-municipality = Gemeinde
bodies-municipality-hint = Gemeindeschlüssel (AGS) oder genauer Name aus dem Verzeichnis der Gemeinden.
bodies-joined-on = Mitglied seit
bodies-joined-on-hint = Leer lassen, wenn der Tag nicht bekannt ist.
bodies-left-on = ausgeschieden, letzter Tag { $day }
bodies-places = Delegiertenplätze
bodies-places-hint = So viele Delegierte darf das Mitglied entsenden.
bodies-contact = E-Mail der Geschäftsstelle
bodies-contact-hint = Eine Adresse des Mitglieds, keine private.
bodies-letters-locale = Sprache von Briefen und Mails an das Mitglied
bodies-letters-locale-federation = wie der Verband
bodies-website = Website
bodies-website-hint = Beginnt mit https:// oder http://
bodies-external-key = Externe Kennung
bodies-external-key-hint = Kennung in einer anderen Liste; daran erkennt der Import den Eintrag wieder.
bodies-countries = Herkunftsländer
bodies-countries-choose = Herkunftsländer auswählen
bodies-work-fields = Arbeitsfelder
bodies-history-title = Name und Art im Verlauf
bodies-profile-change = Name oder Art ändern
bodies-profile-lead = Die Änderung gilt ab dem Tag, den Sie angeben. Was vorher galt, bleibt im Verlauf stehen.
bodies-profile-correct = Verlauf berichtigen
bodies-correction-heading = Nur für Fehler bei der Eingabe
bodies-correction-text = Sie ändern, was ab { $day } galt. Die Berichtigung wird mit Ihrem Namen und dem Grund protokolliert.
bodies-reason = Grund der Berichtigung
bodies-reason-hint = Steht im Protokoll, zum Beispiel „Tippfehler im Namen“.
bodies-leave-title = Austritt eintragen
bodies-leave-change = Austritt ändern
bodies-leave-lead = Nach dem letzten Tag zählt das Mitglied nicht mehr zum Verband. Alles, was bis dahin war, bleibt erhalten.
bodies-left-last-day = Letzter Tag der Mitgliedschaft
bodies-left-hint = Leer lassen, um den Austritt zurückzunehmen.

bodies-term = Amtszeit
bodies-terms-title = Amtszeiten
bodies-no-terms = Es ist noch keine Amtszeit eingetragen.
bodies-elections = Wahlen dieses Gremiums
bodies-no-term-running = An diesem Tag läuft keine Amtszeit.
bodies-term-new = Amtszeit anlegen
bodies-term-edit = Amtszeit bearbeiten
bodies-term-label = Bezeichnung
bodies-term-label-hint = Ohne Angabe werden die Jahre genommen.
bodies-term-remove = Amtszeit entfernen?
bodies-term-remove-text = Das geht nur, solange in ihr niemand ein Mandat hatte. Die Sitze werden mit entfernt.
bodies-seat = Sitz
bodies-seats = Sitze
bodies-seats-title = Sitze und Mitglieder
# $day: Tag in Worten
bodies-seats-on = Sitze am { $day }
bodies-seats-add = Sitze hinzufügen
bodies-seats-count = Anzahl der Sitze
bodies-origin = Besetzung
bodies-no-seats = Diese Amtszeit hat noch keine Sitze.
bodies-seat-give = Sitz besetzen
bodies-seat-in-term = Sitz { $number }, Amtszeit { $term }
bodies-seat-missing = In einem Gremium gehört zu jedem Mandat ein Sitz. Wählen Sie zuerst einen freien Sitz.
bodies-holder = Inhaberin oder Inhaber
bodies-held-since = Seit
bodies-function = Funktion
bodies-vacant = unbesetzt
# $n: Anzahl
bodies-vacant-count = { $n ->
    [one] { $n } Sitz unbesetzt
   *[other] { $n } Sitze unbesetzt
 }
bodies-all-seats-held = alle Sitze besetzt
bodies-vacancies-title = Unbesetzte Sitze und endende Amtszeiten
# $n: Anzahl. $day: Tag in Worten
bodies-vacancies-on = { $n ->
    [0] Kein unbesetzter Sitz
    [one] { $n } unbesetzter Sitz
   *[other] { $n } unbesetzte Sitze
 } am { $day }
bodies-vacancies-none = In den laufenden Amtszeiten ist jeder Sitz besetzt.
# $n: Anzahl
bodies-ending-title = { $n ->
    [0] Keine Amtszeit endet im nächsten halben Jahr
    [one] { $n } Amtszeit endet im nächsten halben Jahr
   *[other] { $n } Amtszeiten enden im nächsten halben Jahr
 }
bodies-ending-none = Im nächsten halben Jahr endet keine Amtszeit.

bodies-members = Mitglieder des Gremiums oder Vereins
# $day: Tag in Worten
bodies-members-on = Mitglieder am { $day }
bodies-no-members = An diesem Tag sind keine Personen eingetragen.
bodies-member-add = Person hinzufügen
bodies-member-since = Mitglied im Verein seit
bodies-plain-member = Mitgliedschaft ohne Sitz
bodies-office-council-lead = Die Sitze Ihres Gremiums besetzt die Geschäftsstelle des Verbands. Melden Sie ihr, wenn sich etwas ändert.
bodies-office-association-lead = Tragen Sie hier Personen ein, die zu Ihrem Verein gehören. Danach können Sie sie als Delegierte melden.
bodies-office-delegates = Delegierte

bodies-people-title = Personen
# $n: Anzahl
bodies-people-count = { $n ->
    [one] { $n } Person
   *[other] { $n } Personen
 }
bodies-people-search = Name
bodies-people-empty = Keine Person gefunden.
bodies-people-more = Es gibt weitere Personen. Geben Sie mehr vom Namen ein.
bodies-person = Person
bodies-person-new = Person anlegen
bodies-person-choose = Suchen Sie die Person im Verzeichnis oder legen Sie sie neu an.
bodies-person-other = Andere Person wählen
# $day: Tag in Ziffern
bodies-on = Mitglied am { $day } in
bodies-given-name = Vorname
bodies-family-name = Familienname
bodies-family-name-hint = Wer nur einen Namen hat: hier.
bodies-email = E-Mail
bodies-phone = Telefon
bodies-locale = Sprache
bodies-consent-day = Einwilligung zur Veröffentlichung des Namens am
bodies-consent-hint = Leer lassen, solange keine Einwilligung vorliegt.
bodies-consent-given = eingewilligt
bodies-consent-missing = keine Einwilligung
bodies-consent-on = eingewilligt am { $day }
bodies-contact-hidden = E-Mail und Telefon sieht nur, wer das Verzeichnis führt.
bodies-same-name-heading = Gleicher Name im Verzeichnis
bodies-same-name-text = Prüfen Sie, ob jemand doppelt eingetragen ist.
bodies-same-name-another = Es ist eine andere Person mit demselben Namen.

bodies-mandates-title = Mandate im Verlauf
bodies-no-mandates = Noch kein Mandat eingetragen. Mandate vergeben Sie auf der Seite des Gremiums oder Vereins.
bodies-mandate-new = Mandat eintragen
bodies-mandate-end = Mandat beenden
bodies-mandate-end-hint = Leer lassen, wenn das Mandat bis zum Ende der Amtszeit läuft.
bodies-mandate-last-hint = An diesem Tag besteht das Mandat noch.
bodies-mandate-correct = Mandat berichtigen
bodies-mandate-remove = Mandat entfernen?
bodies-mandate-remove-text = Nur für irrtümlich eingetragene Mandate. Wer ausscheidet, dessen Mandat beenden Sie mit Tag und Grund.
bodies-end-reason = Grund des Endes
bodies-end-none = – kein Ende eingetragen –
# $reason: Grund
bodies-ended-because = beendet: { $reason }
bodies-public-office = öffentliches Amt
bodies-public-office-hint = Gewählte und berufene Mitglieder eines kommunalen Gremiums dürfen mit Namen genannt werden.

registry-species-council = Gremium
registry-species-association = Verein
registry-kind-elected = Gewähltes Gremium
registry-kind-appointed = Berufenes Gremium
registry-kind-mixed = Gremium mit gewählten und berufenen Mitgliedern
registry-kind-association = Verein
registry-origin-elected = gewählt
registry-origin-appointed = berufen
registry-origin-ex-officio = von Amts wegen
registry-function-member = Mitglied
registry-function-chair = Vorsitz
registry-function-deputy-chair = Stellvertretender Vorsitz
registry-function-board-member = Vorstandsmitglied
registry-end-term-ended = Ende der Amtszeit
registry-end-resigned = Mandat niedergelegt
registry-end-lost-eligibility = Wählbarkeit verloren
registry-end-deceased = verstorben
registry-end-recalled = abberufen
registry-end-left = ausgetreten
registry-end-other = anderer Grund
registry-work-education = Bildung
registry-work-parents = Elternarbeit
registry-work-language = Sprache und Mehrsprachigkeit
registry-work-youth = Kinder und Jugend
registry-work-women = Frauen
registry-work-seniors = Ältere Menschen
registry-work-culture = Kultur
registry-work-sport = Sport
registry-work-health = Gesundheit
registry-work-work = Arbeit und Beruf
registry-work-counselling = Beratung
registry-work-refugees = Geflüchtete
registry-work-anti-racism = Gegen Rassismus und Diskriminierung
registry-work-participation = Politische Teilhabe
registry-work-faith = Religion und Dialog
registry-work-development = Entwicklungszusammenarbeit
registry-work-media = Medien

problem-term-in-use = In dieser Amtszeit wurden Mandate ausgeübt. Sie kann nicht entfernt werden.
problem-term-has-election = Für diese Amtszeit ist eine Wahl angelegt, deshalb lässt sie sich nicht entfernen.
problem-seat-in-use = Auf diesem Sitz wurde ein Mandat ausgeübt. Er kann nicht entfernt werden.
problem-seats-by-staff = Die Sitze eines Gremiums besetzt die Geschäftsstelle des Verbands.

field-word-unknown = Diese Angabe steht nicht zur Wahl.
# $least, $most: kleinste und größte Zahl
field-number-range = Bitte geben Sie eine ganze Zahl von { $least } bis { $most } ein.
field-external-key-taken = Diese externe Kennung hat schon ein anderer Eintrag.
field-kind-of-other-species = Ein Gremium wird nicht zum Verein und ein Verein nicht zum Gremium.
# $day: JJJJ-MM-TT
field-profile-not-newest = Die letzte Änderung gilt ab { $day }. Eine neue beginnt später; einen Fehler berichtigen Sie im Verlauf.
field-profile-unchanged = Name und Art sind wie bisher.
field-profile-out-of-place = Der Tag muss zwischen dem Eintrag davor und dem danach liegen.
field-association-only = Diese Angabe gibt es nur bei Vereinen.
field-not-a-website = Das ist keine Adresse einer Website. Sie beginnt mit https:// oder http://
field-left-before-joining = Der letzte Tag der Mitgliedschaft liegt vor dem ersten.
field-municipality-unknown = Im Verzeichnis der Gemeinden gibt es diese nicht.
field-municipality-ambiguous = So heißen mehrere Gemeinden. Bitte geben Sie den Gemeindeschlüssel (AGS) ein.
field-end-before-start = Das Ende liegt vor dem Anfang.
# $term: Bezeichnung
field-term-overlaps = An einem dieser Tage läuft schon die Amtszeit { $term }.
# $n: Anzahl
field-term-cuts-mandates = { $n ->
    [one] Ein Mandat läge außerhalb der Amtszeit.
   *[other] { $n } Mandate lägen außerhalb der Amtszeit.
 }
field-consent-in-future = Eine Einwilligung kann nicht in der Zukunft liegen.
field-not-a-phone = Das ist keine Telefonnummer.
# $n: Anzahl
field-same-name = { $n ->
    [one] Im Verzeichnis gibt es schon eine Person mit diesem Namen. Bestätigen Sie, dass es eine andere ist.
   *[other] Im Verzeichnis gibt es schon { $n } Personen mit diesem Namen. Bestätigen Sie, dass es eine andere ist.
 }
field-end-after-end = Das Mandat endet schon früher.
field-council-needs-seat = In einem Gremium gehört zu jedem Mandat ein Sitz.
# $term: Bezeichnung
field-mandate-outside-term = Das Mandat liegt nicht ganz in der Amtszeit { $term }.
field-no-public-office = Nur ein gewählter oder berufener Sitz in einem Gremium ist ein öffentliches Amt.
field-seat-taken = Den Sitz hat an einem dieser Tage schon jemand.
field-person-in-body-twice = Die Person gehört an einem dieser Tage schon dazu.
field-person-unknown = Diese Person gibt es im Verzeichnis nicht.
field-seat-unknown = Diesen Sitz gibt es hier nicht.
