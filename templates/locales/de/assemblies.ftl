# Assemblies: preparing one, the day's work, the check of delegates, the public page.

assemblies-title = Versammlungen
assemblies-new = Versammlung anlegen
assemblies-edit = Versammlung ändern
assemblies-none = Noch keine Versammlung.
assemblies-none-create = Noch keine Versammlung. Legen Sie die erste an: Alle Mitglieder können dann ihre Delegierten melden.
assemblies-in-preparation = in Vorbereitung
assemblies-public-page = Öffentliche Seite

assemblies-new-lead = Mit der Versammlung beginnt die Meldung der Delegierten. Jedes Gremium und jeder Verein, der an diesem Tag Mitglied ist, erhält die eingetragenen Plätze.
assemblies-field-title = Titel
assemblies-field-title-hint = Zum Beispiel: Vollversammlung Frühjahr 2026
assemblies-day = Tag der Versammlung
assemblies-day-hint = An diesem Tag müssen die Delegierten ihrem Gremium oder Verein angehören.
assemblies-day-edit-hint = Wenn Sie den Tag ändern, müssen angenommene Delegierte noch einmal geprüft werden.
assemblies-deadline = Letzter Tag für Meldungen
assemblies-deadline-hint = Bis zum Ende dieses Tages melden die Gremien und Vereine selbst. Danach ändern nur noch Sie.
assemblies-form = Form
assemblies-form-on-site = vor Ort
assemblies-form-hybrid = hybrid: vor Ort und elektronisch
assemblies-form-virtual = virtuell: nur elektronisch
assemblies-place = Ort
assemblies-place-hint = Bei einer virtuellen Versammlung kann das Feld leer bleiben.
assemblies-legal-basis = Rechtsgrundlage der Form
assemblies-legal-basis-hint = Nötig für eine virtuelle Versammlung: der Beschluss der Mitglieder mit Tag oder die Stelle der Satzung (§ 32 Absatz 2 BGB).
assemblies-create-button = Anlegen
assemblies-save-button = Speichern
assemblies-details = Angaben

assemblies-tasks = Was zu tun ist
assemblies-done = erledigt
assemblies-complete = vollständig gemeldet
assemblies-open-task = offen
assemblies-undecided = { $n ->
    [one] eine Meldung zu prüfen
   *[other] { $n } Meldungen zu prüfen
 }
assemblies-incomplete = { $n ->
    [one] bei einem Mitglied Plätze frei
   *[other] bei { $n } Mitgliedern Plätze frei
 }
assemblies-task-delegates = Delegierte prüfen
assemblies-task-delegates-hint = { $accepted } angenommen, { $registered } gemeldet, { $places } Plätze
assemblies-task-roll = Verzeichnis der Stimmberechtigten
assemblies-task-roll-hint = Es entsteht aus den angenommenen Delegierten.
assemblies-task-roll-entries = { $n ->
    [one] eine stimmberechtigte Person
   *[other] { $n } stimmberechtigte Personen
 }
assemblies-roll-frozen = festgeschrieben
assemblies-roll-building = noch nicht festgeschrieben
assemblies-task-codes = Stimmcodes
assemblies-task-codes-later = Sie entstehen, wenn das Verzeichnis festgeschrieben ist.
assemblies-task-codes-made = { $made } von { $entries } erstellt
assemblies-task-desk-hint = Wer kommt, wird eingecheckt; Vertretungen übernehmen einen Platz.
assemblies-task-polls = Abstimmungen und Wahlen
assemblies-task-polls-hint = Vorbereiten, öffnen, schließen, auszählen
assemblies-polls-count = { $n ->
    [one] eine
   *[other] { $n }
 }
assemblies-polls = Abstimmungen und Wahlen
assemblies-polls-none = Abstimmungen und Wahlen stehen hier, sobald sie vorbereitet sind.

assemblies-freeze-title = Verzeichnis festschreiben
assemblies-freeze-nobody = Noch ist niemand angenommen. Prüfen Sie zuerst die Meldungen der Delegierten.
assemblies-freeze-text = { $n ->
    [one] Eine angenommene Person wird stimmberechtigt. Danach ändern sich Meldungen, Verzeichnis und Angaben zur Versammlung nicht mehr.
   *[other] { $n } angenommene Personen werden stimmberechtigt. Danach ändern sich Meldungen, Verzeichnis und Angaben zur Versammlung nicht mehr.
 }
assemblies-freeze-undecided = { $n ->
    [one] Eine Meldung ist weder angenommen noch zurückgegeben. Sie bleibt außen vor.
   *[other] { $n } Meldungen sind weder angenommen noch zurückgegeben. Sie bleiben außen vor.
 }
assemblies-freeze-acknowledge = Ich weiß das und schreibe das Verzeichnis trotzdem fest.
assemblies-freeze-button = Endgültig festschreiben

assemblies-check-title = Delegierte prüfen
assemblies-count-bodies = Gremien und Vereine
assemblies-count-accepted = Angenommen
assemblies-count-undecided = Zu prüfen
assemblies-count-returned = zurückgegeben: { $n }
assemblies-of-places = von { $n } Plätzen
assemblies-filter = Anzeigen
assemblies-filter-all = alles außer Zurückgenommenem
assemblies-filter-incomplete = mit freien Plätzen
assemblies-filter-button = Anwenden
assemblies-no-bodies = Am Tag der Versammlung ist kein Gremium und kein Verein Mitglied. Tragen Sie die Mitglieder ein und übernehmen Sie sie dann hier.
assemblies-no-match = Nichts in diesem Stand. Wählen Sie oben etwas anderes.
assemblies-body-delegates = Delegierte: { $n } von { $places }
assemblies-body-deputies = Stellvertretungen: { $n }
assemblies-accept = Annehmen
assemblies-accept-all = Alle { $n } annehmen
assemblies-correct-votes = Stimmen berichtigen
assemblies-return = Zurückgeben
assemblies-votes-hint = In der Regel 1.
assemblies-reason-hint = Die Begründung lesen alle, die für das Gremium oder den Verein melden.
assemblies-register-for-body = Für dieses Mitglied melden
assemblies-change-places = Plätze ändern
assemblies-places-hint = So viele Delegierte, und ebenso viele Stellvertretungen, können gemeldet werden.
assemblies-enter-title = Neue Mitglieder übernehmen
assemblies-enter-text = Wer nach dem Anlegen der Versammlung Mitglied wurde, bekommt so seine Plätze. Vorhandene Plätze bleiben, wie sie sind.
assemblies-enter-button = Übernehmen

problem-assembly-frozen = Das Verzeichnis der Stimmberechtigten ist festgeschrieben. Die Angaben zur Versammlung ändern sich nicht mehr.
field-form-needed = Bitte wählen Sie eine Form aus.
field-legal-basis-needed = Eine virtuelle Versammlung braucht eine Grundlage: einen Beschluss der Mitglieder oder die Satzung (§ 32 Absatz 2 BGB). Bitte nennen Sie sie.
field-deadline-after-day = Der letzte Tag für Meldungen liegt nach der Versammlung.
assemblies-statutes = Satzung
assemblies-computation = Plätze berechnen und Rechenwege ansehen
assemblies-places-reason = Begründung
assemblies-places-reason-hint = Nötig, wenn eine andere Zahl berechnet worden ist. Das Mitglied sieht sie.

calendar-link = Kalender abonnieren
calendar-registration = Delegierte melden bis heute: { $title }
calendar-term-ends = Amtszeit endet: { $body }
calendar-objections-end = Einspruchsfrist endet: { $body }

day-of-each = Die Aufgaben des Tages:
day-of-registrar = Geschäftsstelle
day-of-board = Wahlleitung
day-of-chair = Versammlungsleitung
day-agenda = Tagesordnung schreiben
day-agenda-hint = Mit Zeiten, Unterlagen und Antragstellenden.
day-notice = Einladen
day-notice-hint = Die Seite nennt den letzten Tag der Frist und was noch fehlt.
day-call = Mitglieder zum Benennen aufrufen
day-call-hint = Jedes Mitglied bekommt einen Link und sieht seine Plätze.
day-delegates = Delegierte prüfen
day-delegates-hint = Annehmen, zurückgeben oder mit Grund entscheiden.
day-freeze = Stimmverzeichnis feststellen
day-freeze-hint = Danach ändern es nur noch zwei Personen gemeinsam, bis die erste Abstimmung öffnet.
day-desk = Am Einlass
day-desk-hint = Name, Nummer oder Code suchen und einchecken. Wer geht, wird ausgecheckt. Online genügt das Anmelden am Tag der Versammlung.
day-proxies = Vertretungen und Vollmachten
day-proxies-hint = Beim Platz der abwesenden Person: Vertretung einsetzen oder die schriftliche Vollmacht festhalten.
day-minutes = Protokoll ergänzen
day-minutes-hint = Anwesenheit, Beschlüsse und Wahlen stehen schon darin.
day-codes = Stimmcodes erzeugen und drucken
day-codes-hint = Bögen gibt es einmal. Ersatz braucht zwei Personen.
day-links = Links per Mail senden
day-links-hint = Wer nicht erreicht ist, steht in der Liste für Bögen.
day-keys = Schlüssel verwahren
day-keys-hint = Nur wo Stimmzettel versiegelt werden: Drei Mitglieder der Wahlleitung legen je einen an.
day-paper = Wer auf Papier abstimmt
day-paper-hint = Vor dem Öffnen festlegen, beim Einwerfen abhaken, nach dem Schließen zu zweit zählen.
day-polls = Abstimmungen vorbereiten und öffnen
day-polls-hint = Die Seite nennt, was fehlt. Öffnen und Schließen bestätigt eine zweite Person.
day-count = Schließen und auszählen
day-count-hint = Bei Stimmengleichheit sagt die Seite, zwischen wem gelost wird.
day-publish = Veröffentlichen
day-publish-hint = Eine zweite Person bestätigt genau das Dokument, das öffentlich wird.
day-screen = Anzeige im Saal öffnen
day-screen-hint = Auf dem Rechner am Beamer. Sie folgt von selbst.
day-quorum = Beschlussfähigkeit feststellen
day-quorum-hint = Die Seite rechnet sie nach der Satzung aus der Anwesenheit.
day-speakers = Redeliste führen
day-speakers-hint = Im Wechsel, mit Redezeit. Anträge zur Geschäftsordnung kommen zuerst.
day-votes = Zur nächsten Abstimmung
day-votes-hint = Der nächste Schritt steht immer oben.
day-sign = Protokoll unterzeichnen
day-sign-hint = Zwei Personen unterzeichnen denselben Text.
