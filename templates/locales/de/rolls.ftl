# Stimmverzeichnis, Stimmcodes, Codebögen.

rolls-title = Stimmverzeichnis
rolls-to-roll = Zum Stimmverzeichnis
rolls-building = Wird vorbereitet
rolls-building-explained = Solange das Stimmverzeichnis nicht festgeschrieben ist, melden die Gremien und Vereine Delegierte, und die Geschäftsstelle prüft sie.
rolls-accepted = Angenommene Delegierte
rolls-undecided = Noch nicht entschieden
rolls-nobody-accepted = Noch ist niemand angenommen. Bitte prüfen Sie zuerst die gemeldeten Delegierten.
rolls-freeze = Stimmverzeichnis festschreiben
rolls-freeze-explained = Alle angenommenen Delegierten kommen ins Stimmverzeichnis. Danach kann niemand mehr etwas daran ändern: Meldung und Prüfung sind beendet.
rolls-acknowledge-undecided = { $n ->
    [one] Eine Meldung ist noch nicht entschieden und bleibt draußen. Das ist so gewollt.
   *[other] { $n } Meldungen sind noch nicht entschieden und bleiben draußen. Das ist so gewollt.
 }
rolls-frozen = Festgeschrieben
rolls-entries = Stimmberechtigte
rolls-votes = Stimmen
rolls-codes-valid = Gültige Stimmcodes
rolls-to-codes = Stimmcodes
rolls-waiting = Warten auf eine zweite Person
rolls-waiting-explained = Ein neuer Stimmcode braucht zwei Personen aus dem Wahlvorstand: eine beantragt ihn, eine andere bestätigt.
# $name: wer, $at: wann
rolls-requested = Beantragt von { $name } am { $at }
rolls-decide = Ansehen und entscheiden
rolls-search = Name, Gremium oder Nummer
rolls-search-do = Suchen
rolls-nobody-found = Niemand gefunden.
rolls-show-all = Alle anzeigen
rolls-listed = { $n ->
    [one] Eine Person
   *[other] { $n } Personen
 }
rolls-number = Nummer
rolls-name = Name
rolls-body = Gremium oder Verein
rolls-entry-votes = Stimmen
rolls-acts = Handlungen
rolls-reissue = Neuer Stimmcode
rolls-page = Seite { $page } von { $last }
rolls-digest = Prüfsumme
rolls-digest-explained = Die Prüfsumme (SHA-256) wurde beim Festschreiben gebildet. Wer sie damals notiert hat, kann jederzeit nachrechnen, dass am Stimmverzeichnis nichts verändert wurde.
rolls-canonical-download = Stimmverzeichnis zum Nachrechnen herunterladen
rolls-canonical-how = So wird nachgerechnet
rolls-canonical-explained = Die heruntergeladene Datei ist genau das, woraus die Prüfsumme gebildet wird: zuerst eine Zeile zum Verzeichnis, dann eine Zeile für jede Person in der Reihenfolge der Nummern, jede als JSON ohne Leerzeichen zwischen den Teilen, in UTF-8 und mit einem Zeilenvorschub am Ende.
rolls-names-download = Namen mit Salz herunterladen
rolls-names-explained = Namen stehen im Verzeichnis als Prüfwerte, damit eine Person später gelöscht werden kann und die Prüfsumme trotzdem stimmt. „name_sha256“ ist die SHA-256-Prüfsumme von Salz, Doppelpunkt und Namen; die Datei mit den Namen nennt beides für jede Person, die nicht gelöscht ist.

rolls-codes = Stimmcodes
rolls-codes-explained = Jede stimmberechtigte Person bekommt einen Stimmcode für alle Abstimmungen dieses Stimmverzeichnisses. Lesbar gibt es ihn nur auf dem gedruckten Bogen; gespeichert wird ein Prüfwert.
rolls-codes-running = { $done } von { $total } Stimmcodes sind erzeugt
rolls-codes-running-explained = Diese Seite lädt sich von selbst neu. Gespeichert wird erst, wenn alle fertig sind.
rolls-codes-look-again = Stand neu laden
rolls-print = Codebögen drucken
# $n: Zahl der Bögen, $until: bis wann
rolls-print-explained = { $n ->
    [one] Ein Bogen ist bereit, bis { $until }. Er wird nur dieses eine Mal angezeigt. Bitte schalten Sie vorher den Drucker ein.
   *[other] { $n } Bögen sind bereit, bis { $until }. Sie werden nur dieses eine Mal angezeigt. Bitte schalten Sie vorher den Drucker ein.
 }
rolls-sheets-wait = Die Codebögen sind bereit
rolls-sheets-of-other = Drucken kann sie nur { $name }, wer sie erzeugt hat, bis { $until }.
rolls-sheets-printed = Die Codebögen wurden ausgegeben
rolls-sheets-printed-explained = Von { $name } am { $at }. Ein zweites Mal ist nicht möglich. Fehlt ein Bogen, bekommt die Person einen neuen Stimmcode.
rolls-sheets-expired = Die Codebögen wurden nicht rechtzeitig gedruckt
rolls-sheets-expired-explained = Nach zwei Stunden werden die lesbaren Stimmcodes gelöscht. Bitte erzeugen Sie neue.
rolls-codes-failed = Es wurden keine Stimmcodes gespeichert
rolls-codes-there = { $n ->
    [one] Ein Stimmcode ist gültig
   *[other] { $n } Stimmcodes sind gültig
 }
rolls-codes-there-explained = Lesbar sind sie nur noch auf den gedruckten Bögen.
rolls-codes-after-freezing = Stimmcodes gibt es, sobald das Stimmverzeichnis festgeschrieben ist.
rolls-codes-fixed = Diese Stimmcodes bleiben
rolls-codes-fixed-explained = Eine Abstimmung wurde bereits eröffnet. Einzelne Personen können weiterhin einen neuen Stimmcode bekommen: im Stimmverzeichnis bei ihrem Namen.
rolls-codes-make = Stimmcodes erzeugen
rolls-codes-make-explained = { $n ->
    [one] Für eine Person wird ein Stimmcode erzeugt.
   *[other] Für { $n } Personen wird je ein Stimmcode erzeugt. Das dauert bei vielen einige Minuten. Drucken können die Bögen nur Sie, ein Mal und innerhalb von zwei Stunden.
 }
rolls-codes-make-again = Alle Stimmcodes neu erzeugen
rolls-codes-make-again-explained = Alle bisherigen Stimmcodes werden ungültig, auch die schon gedruckten. Das geht nur, bis die erste Abstimmung eröffnet ist.
rolls-codes-by-board = Der Wahlvorstand hat noch keine Stimmcodes erzeugt.

rolls-sheets = Codebögen
rolls-sheets-once = Nur dieses eine Mal
rolls-sheets-once-explained = Drucken Sie jetzt, und schließen Sie diese Seite danach. Die Stimmcodes können nicht noch einmal angezeigt werden.
rolls-print-now = Drucken
rolls-sheet-your-code = Ihr Stimmcode
rolls-sheet-qr = QR-Code zum Abstimmen
rolls-sheet-how = So stimmen Sie ab
rolls-sheet-step-open = Scannen Sie den QR-Code mit dem Telefon, oder öffnen Sie die Adresse in einem Browser.
rolls-sheet-step-code = Geben Sie den Stimmcode ein. Groß- und Kleinschreibung, Leerzeichen und Striche spielen keine Rolle.
rolls-sheet-step-vote = Wählen Sie, prüfen Sie Ihre Wahl, und geben Sie die Stimme ab. Danach kann sie nicht mehr geändert werden.
rolls-sheet-votes = { $n ->
    [one] Sie haben eine Stimme.
   *[other] Sie haben { $n } Stimmen.
 }
rolls-sheet-keep = Der Code gilt für alle Abstimmungen dieser Versammlung. Geben Sie ihn niemandem, und melden Sie einen Verlust gleich dem Wahlvorstand.

rolls-reissue-explained = Wer den Bogen verloren hat, bekommt einen neuen Stimmcode; der bisherige wird ungültig. Wo die Person schon abgestimmt hat, bleibt es dabei. Eine zweite Person aus dem Wahlvorstand muss bestätigen.
rolls-reissue-reason = Grund
rolls-reissue-reason-hint = Zum Beispiel: Brief nicht angekommen. Der Grund steht im Protokoll.
rolls-reissue-request = Neuen Stimmcode beantragen
rolls-requested-by = Beantragt von
rolls-requested-at = Beantragt am
rolls-reissue-waits = Wartet auf eine zweite Person
rolls-reissue-waits-explained = Sie haben diesen Stimmcode beantragt. Bestätigen muss ihn jemand anderes aus dem Wahlvorstand.
rolls-reissue-confirm = Bestätigen und neuen Bogen anzeigen
rolls-reissue-confirm-explained = Der bisherige Stimmcode wird sofort ungültig. Der neue Bogen wird nur dieses eine Mal angezeigt. Bitte schalten Sie vorher den Drucker ein.
rolls-reissue-withdraw = Antrag zurückziehen

problem-roll-frozen = Das Stimmverzeichnis ist schon festgeschrieben.
problem-roll-not-frozen = Das Stimmverzeichnis ist noch nicht festgeschrieben.
problem-roll-empty = Es ist niemand angenommen. Ein leeres Stimmverzeichnis kann nicht festgeschrieben werden.
problem-roll-undecided = { $n ->
    [one] Eine Meldung ist noch nicht entschieden. Entscheiden Sie darüber, oder bestätigen Sie, dass sie draußen bleibt.
   *[other] { $n } Meldungen sind noch nicht entschieden. Entscheiden Sie darüber, oder bestätigen Sie, dass sie draußen bleiben.
 }
problem-roll-altered = Die Einträge passen nicht zur Prüfsumme des Stimmverzeichnisses. Jemand hat sie außerhalb des Programms verändert. Bitte wenden Sie sich an die Betreuung der Anlage.
problem-codes-being-made = Die Stimmcodes werden gerade erzeugt. Bitte warten Sie, bis sie fertig sind.
problem-codes-in-use = Eine Abstimmung wurde bereits eröffnet. Jetzt können Stimmcodes nur noch einzeln ersetzt werden.
problem-no-codes = Für diese Person gibt es noch keinen Stimmcode. Erzeugen Sie zuerst die Stimmcodes.
problem-sheets-of-somebody-else = Die Codebögen kann nur drucken, wer sie erzeugt hat.
problem-sheets-printed = Die Codebögen wurden schon ausgegeben; ein zweites Mal ist nicht möglich. Fehlt ein Bogen, beantragen Sie für diese Person einen neuen Stimmcode, oder erzeugen Sie vor der ersten Abstimmung alle neu.
problem-no-sheets = Es warten keine Codebögen auf den Druck: Ihre Zeit ist abgelaufen, oder der Dienst wurde neu gestartet. Erzeugen Sie die Stimmcodes neu, oder beantragen Sie einzelne.
problem-reissue-waiting = Für diese Person ist schon ein neuer Stimmcode beantragt.
problem-reissue-decided = Über diesen Antrag wurde schon entschieden.
problem-voted-everywhere = Diese Person hat in jeder eröffneten Abstimmung schon abgestimmt. Ein neuer Stimmcode ist nicht möglich.
problem-second-person-needed = Sie haben diesen Stimmcode selbst beantragt. Bestätigen muss ihn eine zweite Person.
problem-code-refused = Dieser Stimmcode ist nicht gültig. Vergleichen Sie ihn noch einmal mit Ihrem Bogen. Wenn er stimmt, hilft Ihnen der Wahlvorstand.
problem-code-rests = { $n ->
    [one] Dieser Stimmcode wurde zu oft falsch eingegeben. Versuchen Sie es in einer Sekunde noch einmal.
   *[other] Dieser Stimmcode wurde zu oft falsch eingegeben. Versuchen Sie es in { $n } Sekunden noch einmal.
 }
problem-code-exhausted = Dieser Stimmcode wurde zu oft falsch eingegeben und ist gesperrt. Bitte lassen Sie sich vom Wahlvorstand einen neuen geben.
field-code-too-short = Der Stimmcode ist zu kurz. Er hat 20 Zeichen.
field-code-too-long = Der Stimmcode ist zu lang. Er hat 20 Zeichen.
field-code-foreign-sign = Ein Zeichen kommt in keinem Stimmcode vor. Er besteht aus Ziffern und lateinischen Buchstaben.
field-code-typing-mistake = Das ist ein Tippfehler. Vergleichen Sie den Stimmcode Zeichen für Zeichen mit Ihrem Bogen.
