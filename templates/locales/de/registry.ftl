# Register: Verbände, Zugänge, Gemeinden, Tabellen.

registry-staff-title = Meine Verbände
registry-staff-none = Sie haben noch keine Aufgabe in einem Verband. Öffnen Sie den Link aus Ihrer Einladung.
registry-staff-none-yet = Es gibt noch keinen Verband. Legen Sie unten den ersten an.
registry-federation-new = Neuer Verband
registry-federation-name = Name des Verbands
registry-federation-slug = Kurzwort für Adressen
registry-federation-slug-hint = 2 bis 40 Kleinbuchstaben, Ziffern und einzelne Bindestriche, zum Beispiel laka-bw. Es bleibt für immer gleich.
registry-federation-kind = Was verbindet der Verband?
registry-federation-kind-councils = Kommunale Gremien
registry-federation-kind-associations = Vereine
registry-federation-language = Sprache des Verbands
registry-federation-contact = Kontakt
registry-federation-contact-hint = Steht auf den öffentlichen Seiten: Anschrift, Telefon, E-Mail-Adresse.
registry-federation-create = Verband anlegen

registry-accounts-title = Zugänge der Installation
registry-accounts-lead = Wer einen gesperrten Zugang hat, ist sofort überall abgemeldet und kann sich nicht mehr anmelden.
registry-account-disabled = gesperrt
registry-account-disable = Sperren
registry-account-reset-factor = Zweiten Faktor zurücksetzen
registry-account-enable = Wieder freigeben

registry-office-title = Mein Büro
registry-office-lead = Wählen Sie, für wen Sie handeln.
registry-office-none = Sie sind für kein Mitglied eingetragen. Fragen Sie die Geschäftsstelle Ihres Verbands.

registry-search = Suchen
registry-save = Speichern
registry-choose = Bitte wählen
registry-act = Handlung
registry-role = Aufgabe
registry-person-name = Name
registry-from = Von
registry-to = Bis
registry-to-hint = Der letzte Tag. Leer, solange es andauert.
registry-nothing-found = Dazu wurde nichts gefunden. Versuchen Sie es mit weniger Buchstaben.
registry-page-of = Seite { $page } von { $last }

registry-count-bodies = Mitglieder
registry-count-people = Personen im Amt
registry-public-page = Öffentliche Seite des Verbands

registry-settings-title = Einstellungen des Verbands
registry-memberships-title = Mitglied in anderen Verbänden
registry-memberships-lead = Zum Beispiel: Der Landesverband ist Mitglied im Bundesverband.
registry-memberships-none = Dieser Verband ist in keinem anderen Mitglied.
registry-membership-new = Mitgliedschaft eintragen
registry-membership-parent = Mitglied in
registry-membership-add = Eintragen
registry-membership-remove = Irrtum, entfernen
registry-member-federations = Verbände, die hier Mitglied sind

registry-members-title = Zugänge zum Verband
registry-members-none = Noch hat niemand eine Aufgabe in diesem Verband. Laden Sie unten die erste Person ein.
registry-member-dismiss = Aufgabe entziehen
registry-invitations-title = Offene Einladungen
registry-invitation-revoke = Zurücknehmen
registry-invitation-made = Der Link zur Einladung
registry-invitation-made-text = Schicken Sie ihn der eingeladenen Person. Er gilt 14 Tage, nur einmal, und wird nur jetzt gezeigt.
registry-invite-title = Jemanden einladen
registry-invite-body = Für welches Mitglied?
registry-invite-body-hint = Nur für das Büro eines Mitglieds.
registry-invite = Einladung erstellen

registry-municipality = Gemeinde
registry-municipality-new = Gemeinde eintragen
registry-municipalities-count = { $n ->
    [0] keine Gemeinde
    [one] 1 Gemeinde
   *[other] { $n } Gemeinden
 }
registry-municipalities-none = Noch ist keine Gemeinde eingetragen. Lesen Sie eine Tabelle ein oder tragen Sie die erste von Hand ein.
registry-municipality-search = Name oder Anfang des Gemeindeschlüssels
registry-municipality-name = Name der Gemeinde
registry-municipality-ags = Amtlicher Gemeindeschlüssel
registry-municipality-ags-hint = Acht Ziffern, zum Beispiel 08111000.
registry-municipality-county = Kreis
registry-municipality-inhabitants = Einwohnerzahl
registry-municipality-latitude = Geografische Breite
registry-municipality-longitude = Geografische Länge
registry-municipality-bodies = { $n ->
    [0] Hier ist kein Mitglied eingetragen.
    [one] Hier ist ein Mitglied eingetragen.
   *[other] Hier sind { $n } Mitglieder eingetragen.
 }
registry-municipality-delete = Gemeinde entfernen
registry-municipality-delete-question = Gemeinde entfernen?
registry-municipality-delete-text = Das geht nur, solange kein Mitglied hier eingetragen ist.

registry-import-title = Tabelle einlesen
registry-import-lead = Zuerst sehen Sie Zeile für Zeile, was geschehen würde. Gespeichert wird erst, wenn Sie es bestätigen, und nur alles zusammen.
registry-import-kind = Was enthält die Tabelle?
registry-import-municipalities = Gemeinden
registry-import-bodies = Mitglieder (Gremien und Vereine)
registry-import-people = Personen
registry-import-file = Datei
registry-import-file-hint = Eine Excel-Arbeitsmappe (.xlsx; gelesen wird das erste Blatt) oder CSV, höchstens 16 MB. Ein Titel über der Kopfzeile und leere Spalten stören nicht.
registry-import-check = Prüfen
registry-import-columns = Welche Spalten gelesen werden
registry-import-columns-lead = Die Kopfzeile nennt die Spalten, auf Deutsch oder Englisch, in beliebiger Reihenfolge. Eine Zeile wird an ihrem Schlüssel wiedererkannt. Was keine Spalte hat, bleibt, wie es ist; eine leere Zelle löscht die Angabe.
registry-import-template = Vorlage herunterladen
registry-import-preview = Vorschau
registry-import-new = Neu
registry-import-update = Geändert
registry-import-unchanged = Unverändert
registry-import-refused = Fehlerhaft
registry-import-has-refused = { $n ->
    [one] Eine Zeile ist fehlerhaft
   *[other] { $n } Zeilen sind fehlerhaft
 }
registry-import-has-refused-text = Nichts wurde gespeichert. Berichtigen Sie die Tabelle und lesen Sie sie noch einmal ein; der Prüfbericht nennt jede Stelle.
registry-import-nothing = Es gibt nichts zu tun
registry-import-nothing-text = Alles in der Tabelle steht schon so im Register.
registry-import-nothing-written = Noch ist nichts gespeichert
registry-import-nothing-written-text = Die Vorschau wird 30 Minuten aufbewahrt.
registry-import-unknown-headers = Diese Spalten werden nicht gelesen
registry-import-confirm = { $n ->
    [one] Eine Zeile übernehmen
   *[other] { $n } Zeilen übernehmen
 }
registry-import-discard = Verwerfen
registry-import-report = Prüfbericht (CSV)
registry-import-running = Die Tabelle wird eingelesen
registry-import-running-explained = Sie können diese Seite verlassen; es geht von selbst weiter. Gespeichert wird alles zusammen oder nichts.
registry-import-checking = { $n } Zeilen werden geprüft.
registry-import-writing = { $done } von { $total } Zeilen sind geschrieben.
registry-import-done = Eingelesen: { $new } neu, { $updated } geändert, { $unchanged } unverändert.
registry-import-failed = Nichts wurde gespeichert.
registry-import-to-list = Zur Liste
problem-import-running = Diese Tabelle wird gerade eingelesen.
registry-import-row = Zeile
registry-import-outcome = Ergebnis
registry-import-key = Schlüssel
registry-import-details = Einzelheiten
registry-import-no-rows = Die Tabelle hat keine Zeilen unter der Kopfzeile.
registry-import-problem = { $field }: { $problem }
registry-import-change = { $field }: { $before } → { $after }

registry-column-facts-body = Schlüssel des Mitglieds, zu dem die Zeile gehört.
registry-column-figure-kind = ausländische Einwohner, Einwohner, Mitglieder oder Sitze im Rat.
registry-column-figure-value = Ganze Zahl; 15993 und 15.993 sind dasselbe.
registry-column-fee-year = Jahr des Beitrags, vier Ziffern.
registry-column-fee-due = Tag, an dem der Beitrag fällig ist; für neue nötig.
registry-column-ags = Amtlicher Gemeindeschlüssel, acht Ziffern; eine verlorene führende Null wird ergänzt.
registry-column-municipality-name = Name der Gemeinde.
registry-column-county = Name des Kreises.
registry-column-inhabitants = Einwohnerzahl, nur Ziffern.
registry-column-latitude = Geografische Breite in Grad.
registry-column-longitude = Geografische Länge in Grad.
registry-column-body-key = Schlüssel des Mitglieds in Ihrer Liste; daran wird es wiedererkannt.
registry-column-body-name = Name. Ein neuer Name gilt ab dem Tag in valid_from, sonst ab heute; der alte bleibt im Verlauf.
registry-column-kind = gewählt, berufen, gemischt oder Verein.
registry-column-valid-from = Tag, ab dem Name und Art gelten.
registry-column-body-municipality = Gemeindeschlüssel oder eindeutiger Name einer eingetragenen Gemeinde.
registry-column-delegate-places = Zahl der Delegierten, die das Mitglied entsendet; ohne Angabe 0.
registry-column-joined-on = Erster Tag der Mitgliedschaft, 2026-03-14 oder 14.03.2026.
registry-column-left-on = Letzter Tag der Mitgliedschaft.
registry-column-contact-email = E-Mail-Adresse des Büros.
registry-column-body-locale = Sprache von Briefen und Mails: de oder en; leer: wie der Verband.
registry-column-website = Adresse der Website, beginnt mit https://
registry-column-countries = Herkunftsländer als Kürzel mit zwei Buchstaben, durch Leerzeichen getrennt; nur Vereine.
registry-column-fields = Arbeitsfelder, durch Leerzeichen oder Komma getrennt, zum Beispiel Bildung Eltern Sprache; nur Vereine.
registry-column-person-key = Schlüssel der Person in Ihrer Liste; daran wird sie wiedererkannt.
registry-column-given-name = Vorname.
registry-column-family-name = Nachname.
registry-column-email = E-Mail-Adresse; nur für die Geschäftsstelle sichtbar.
registry-column-phone = Telefonnummer; nur für die Geschäftsstelle sichtbar.
registry-column-locale = Sprache der Person: de oder en.
registry-column-consent = Tag, an dem die Person zugestimmt hat, dass ihr Name veröffentlicht wird.
registry-column-body-external-key = Schlüssel des Mitglieds, dem die Person angehört. Wer zwei Mitgliedern angehört, hat zwei Zeilen.
registry-column-from = Erster Tag des Mandats; nötig, wenn ein Mitglied genannt ist.
registry-column-to = Letzter Tag des Mandats.
registry-column-seat = Nummer des Sitzes; ohne Angabe in einem Gremium der erste freie Sitz der Amtszeit.
registry-column-function = Mitglied, Vorsitz, Stellvertretung oder Vorstand.
registry-column-public-office = ja, wenn es ein öffentliches Amt ist und der Name ohne Zustimmung genannt werden darf.
registry-column-end-reason = Warum das Mandat endet: Rücktritt, Austritt, verstorben, abberufen, Ende der Amtszeit, anderer Grund.

problem-municipality-in-use = Hier ist ein Mitglied eingetragen. Die Gemeinde kann deshalb nicht entfernt werden.
problem-import-rows = { $n ->
    [one] Eine Zeile ist fehlerhaft. Nichts wurde gespeichert.
   *[other] { $n } Zeilen sind fehlerhaft. Nichts wurde gespeichert.
 }
problem-upload-gone = Die hochgeladene Tabelle wird nicht mehr aufbewahrt. Bitte wählen Sie die Datei noch einmal.
problem-preview-stale = Das Register hat sich seit der Vorschau geändert. Bitte prüfen Sie die Vorschau noch einmal.

field-not-a-slug = Bitte 2 bis 40 Kleinbuchstaben, Ziffern und einzelne Bindestriche, am Anfang ein Buchstabe.
field-not-an-ags = Das ist kein Gemeindeschlüssel. Er hat acht Ziffern und beginnt mit 01 bis 16.
field-membership-cycle = So wäre der Verband auf Umwegen sein eigenes Mitglied.
field-membership-overlap = An einigen dieser Tage ist der Verband dort schon Mitglied.
field-body-unknown = Ein Mitglied mit diesem Schlüssel gibt es nicht.
field-no-free-seat = In der Amtszeit an diesem Tag ist kein Sitz mehr frei.
field-day-without-body = Ein Tag ohne Mitglied: Es fehlt der Schlüssel des Mitglieds.
field-contradicts-row = Die Angaben zur Person sind anders als in Zeile { $row }.
field-repeats-row = Steht schon in Zeile { $row }.
field-cell-count = { $found } Zellen, die Kopfzeile hat { $expected }.
field-formula = Der Text beginnt wie eine Formel (=, +, - oder @). Bitte schreiben Sie ihn anders.
field-file-too-large = Die Datei ist größer als { $n } MB.
field-file-utf16 = Die Datei ist in UTF-16 gespeichert. Bitte speichern Sie sie als „CSV UTF-8“.
field-file-not-utf8 = Zeile { $line }: Die Datei ist nicht in UTF-8 gespeichert. Bitte speichern Sie sie als „CSV UTF-8“.
field-file-nul = Zeile { $line }: Die Datei enthält ein Nullzeichen. Ist es wirklich eine CSV-Datei?
registry-export-title = Tabellen herunterladen
registry-export-lead = Dieselben Spalten wie oben: Was Sie herunterladen, können Sie ändern und wieder übernehmen. Die Tabelle der Personen enthält, wie sie erreicht werden; das Herunterladen steht im Protokoll.
registry-export-form = Dateiart
registry-export-button = Herunterladen

field-table-form = Wählen Sie csv oder xlsx.
field-file-no-workbook = Die Datei ist keine lesbare Arbeitsmappe. Bitte speichern Sie sie als „Excel-Arbeitsmappe (.xlsx)“ ohne Kennwort oder als „CSV UTF-8“.
field-file-unpacks-too-large = Die Arbeitsmappe ist entpackt größer als { $n } MB.
field-file-empty = Die Datei ist leer.
field-file-unclosed-quote = Zeile { $row }, Spalte { $column }: Ein Anführungszeichen wird nicht geschlossen.
field-file-text-after-quote = Zeile { $row }, Spalte { $column }: Nach dem schließenden Anführungszeichen steht noch Text.
field-file-too-many-rows = Die Tabelle hat mehr als { $n } Zeilen.
field-file-too-many-columns = Zeile { $row }: mehr als { $n } Spalten.
field-file-cell-too-long = Zeile { $row }, Spalte { $column }: Die Zelle ist zu lang.
field-file-missing-headers = Diese Spalten fehlen: { $missing }.
field-file-duplicate-header = Die Spalten { $first } und { $second } geben beide { $name } an.
