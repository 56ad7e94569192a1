# Stimmverzeichnis, Stimmcodes, Codebögen.

rolls-title = Stimmverzeichnis
rolls-to-roll = Zum Stimmverzeichnis
rolls-building = Wird vorbereitet
rolls-building-explained = Solange das Stimmverzeichnis nicht festgeschrieben ist, melden die Gremien und Vereine Delegierte, und die Geschäftsstelle prüft sie.
rolls-accepted = Angenommene Delegierte
rolls-undecided = Noch nicht entschieden
rolls-nobody-accepted = Noch ist niemand angenommen. Bitte prüfen Sie zuerst die gemeldeten Delegierten.
rolls-freeze = Stimmverzeichnis festschreiben
rolls-freeze-explained = Alle angenommenen Delegierten kommen ins Stimmverzeichnis. Danach sind Meldung und Prüfung beendet; geändert wird nur noch durch Berichtigungen, die zwei Personen verantworten, und nie nach der Eröffnung der ersten Abstimmung.
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
rolls-digest-explained = Die Prüfsumme (SHA-256) wurde beim Festschreiben oder bei der letzten Berichtigung gebildet. Wer sie notiert hat, kann jederzeit nachrechnen, dass am Stimmverzeichnis seither nichts verändert wurde; eine Berichtigung bildet eine neue und nennt die frühere.
rolls-canonical-download = Stimmverzeichnis zum Nachrechnen herunterladen
rolls-canonical-how = So wird nachgerechnet
rolls-canonical-explained = Die heruntergeladene Datei ist genau das, woraus die Prüfsumme gebildet wird: zuerst eine Zeile zum Verzeichnis, dann eine Zeile für jede Person in der Reihenfolge der Nummern, jede als JSON ohne Leerzeichen zwischen den Teilen, in UTF-8 und mit einem Zeilenvorschub am Ende.
rolls-names-download = Namen mit Salz herunterladen
rolls-names-explained = Namen stehen im Verzeichnis als Prüfwerte, damit eine Person später gelöscht werden kann und die Prüfsumme trotzdem stimmt. „name_sha256“ ist die SHA-256-Prüfsumme von Salz, Doppelpunkt und Namen; die Datei mit den Namen nennt beides für jede Person, die nicht gelöscht ist.

rolls-codes = Stimmcodes
rolls-codes-explained = Jede stimmberechtigte Person bekommt einen Stimmcode für alle Abstimmungen dieses Stimmverzeichnisses. Lesbar gibt es ihn nur auf dem gedruckten Bogen oder in der Mail an diese Person; gespeichert wird ein Prüfwert.
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
rolls-codes-make-again-explained = Alle bisherigen Stimmcodes werden ungültig, auch die schon gedruckten. Links per Mail bleiben gültig. Das geht nur, bis die erste Abstimmung eröffnet ist.
rolls-codes-by-board = Der Wahlvorstand hat noch keine Stimmcodes erzeugt.

rolls-sheets = Codebögen
rolls-sheets-once = Nur dieses eine Mal
rolls-sheets-once-explained = Drucken Sie jetzt, und schließen Sie diese Seite danach. Die Stimmcodes können nicht noch einmal angezeigt werden.
rolls-print-now = Drucken
rolls-sheets-qr = QR-Code zum Abstimmen

rolls-reissue-explained = Wer den Bogen verloren hat, bekommt einen neuen Stimmcode; der bisherige wird ungültig, auch ein Link per Mail. Wo die Person schon abgestimmt hat, bleibt es dabei. Eine zweite Person aus dem Wahlvorstand muss bestätigen.
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

rolls-present = Anwesend
rolls-absent = Nicht da
rolls-deputies = Vertretungen
rolls-deputy = Vertretung
rolls-deputies-in-place = Von Vertretungen eingenommen
rolls-votes-present = Anwesende Stimmen
rolls-desk = Einlass
rolls-to-desk = Zum Einlass
rolls-desk-search = Name, Gremium, Nummer oder Stimmcode
rolls-check-in = Einchecken
rolls-check-out = Auschecken
rolls-place = Platz
rolls-place-holder = Stimmt ab
rolls-place-held-by = Vertreten durch { $name }
rolls-deputy-holds = Vertritt { $name }
rolls-deputy-no-place = Kein Platz ist frei: Die Delegierten sind anwesend oder schon vertreten.
rolls-take-over-from = Platz von { $name } übernehmen
rolls-take-over = Platz übernehmen
rolls-take-over-explained = Übernimmt eine Vertretung den Platz, ist sie eingecheckt und stimmt mit ihrem eigenen Stimmcode ab. Der Stimmcode der delegierten Person öffnet dann nichts, bis der Platz zurückgegeben ist.
rolls-take-over-after-leaving = Eine Vertretung kann den Platz übernehmen, sobald die delegierte Person ausgecheckt ist.
rolls-no-deputies = Für diesen Platz ist keine Vertretung frei.
rolls-hand-back = Platz zurückgeben
rolls-hand-back-explained = Nach der Rückgabe stimmt wieder die delegierte Person ab. Während einer laufenden Abstimmung geht das nur, solange für diesen Platz noch nicht abgestimmt ist.
rolls-stays = Anwesenheit
rolls-proxies = Vollmachten
rolls-by-proxy = Durch Vollmacht vertreten
rolls-place-by-proxy = In Vollmacht: { $name }
rolls-proxy-record = Vollmacht eintragen
rolls-proxy-revoke = Vollmacht beenden
rolls-proxy-explained = Wer nicht da ist, kann die Stimme schriftlich auf andere Delegierte übertragen, soweit es die Satzung erlaubt. Legen Sie die Urkunde zu den Unterlagen. Ab dem Eintrag stimmt die bevollmächtigte Person mit ihrem eigenen Stimmcode auch für diesen Platz ab; der Stimmcode der vertretenen Person öffnet ihn nicht mehr.
rolls-proxy-lapses = Die Vollmacht erlischt, sobald die vertretene Person eincheckt, eine Vertretung den Platz übernimmt oder die bevollmächtigte Person auscheckt. Was schon abgestimmt ist, gilt.
rolls-proxy-nobody = Zurzeit kann niemand diese Stimme übernehmen: Bevollmächtigt wird, wer Delegierte oder Delegierter ist, selbst eingecheckt ist und nach der Satzung noch eine Vollmacht haben darf.
rolls-proxy-holder = Bevollmächtigte Person
rolls-proxy-holder-hint = Delegierte, die eingecheckt sind und noch eine Vollmacht haben dürfen.
rolls-proxy-choose = Bitte wählen
rolls-proxy-document-day = Datum der Urkunde
rolls-proxy-of-day = Urkunde vom { $day }
rolls-proxies-given = Vollmachten dieses Platzes
rolls-represents = Stimmt in Vollmacht auch ab für
rolls-represents-lapse = Beim Auschecken erlöschen diese Vollmachten.
rolls-proxy-principal-came = die vertretene Person ist gekommen
rolls-proxy-deputy-took-place = eine Vertretung hat den Platz übernommen
rolls-proxy-holder-left = die bevollmächtigte Person ist gegangen
rolls-proxy-revoked = beendet
rolls-codes-make-missing = Fehlende Stimmcodes erzeugen
rolls-codes-make-missing-explained = { $n ->
    [one] Eine Person hat noch keinen Stimmcode. Alle anderen bleiben gültig.
   *[other] { $n } Personen haben noch keinen Stimmcode. Alle anderen bleiben gültig.
 }
rolls-corrections = Berichtigungen
rolls-corrections-explained = Bis zur Eröffnung der ersten Abstimmung kann ein festgeschriebenes Stimmverzeichnis berichtigt werden: Die Geschäftsstelle beantragt, der Wahlvorstand bestätigt. Die Nummern der anderen ändern sich nie.
rolls-corrections-over = Keine Berichtigung mehr
rolls-corrections-over-explained = Berichtigt wird nur ein festgeschriebenes Stimmverzeichnis, und nur bis zur Eröffnung seiner ersten Abstimmung.
rolls-corrections-made = Vorgenommene Berichtigungen
rolls-corrections-none = Keine.
rolls-correction-ask = Berichtigung beantragen
rolls-correction-request = Beantragen
rolls-correction-kind = Art der Berichtigung
rolls-correction-strike = Person streichen
rolls-correction-add = Person nachtragen
rolls-correction-votes = Stimmenzahl ändern
rolls-correction-name = Namen aus dem Register übernehmen
rolls-correction-entry = Wer im Stimmverzeichnis
rolls-correction-entry-hint = Beim Streichen, bei der Stimmenzahl und beim Namen.
rolls-correction-nobody = Niemand
rolls-correction-search = Wen nachtragen? Name, Gremium oder Verein
rolls-correction-nobody-found = Niemand gefunden, der am Tag der Versammlung dazugehört und nicht schon im Stimmverzeichnis steht.
rolls-correction-more-found = Es wurden mehr gefunden, als hier stehen. Bitte suchen Sie genauer.
rolls-correction-person = Wer nachgetragen wird
rolls-correction-person-hint = Beim Nachtragen. Suchen Sie die Person zuerst; wer zu mehreren Gremien gehört, steht für jedes einmal da.
rolls-correction-votes-hint = Beim Nachtragen und beim Ändern der Stimmenzahl.
rolls-correction-reason-hint = Zum Beispiel: Mandat beendet. Der Grund steht in der Liste der Berichtigungen; bitte keine Namen.
rolls-correction-confirm = Berichtigung bestätigen
rolls-correction-confirm-explained = Das Stimmverzeichnis und seine Prüfsumme ändern sich sofort. Der Stimmcode einer gestrichenen Person wird ungültig; eine nachgetragene bekommt einen unter „Stimmcodes“.
rolls-correction-waits-explained = Bestätigen muss jemand anderes aus dem Wahlvorstand.
rolls-correction-by = Beantragt von { $asked }, bestätigt von { $confirmed }.
rolls-digest-before = Prüfsumme davor:
rolls-corrected = { $n ->
    [one] Nach dem Festschreiben wurde einmal berichtigt. Die frühere Prüfsumme steht bei der Berichtigung.
   *[other] Nach dem Festschreiben wurde { $n }-mal berichtigt. Die früheren Prüfsummen stehen bei den Berichtigungen.
 }
problem-code-without-place = Mit diesem Stimmcode ist zurzeit kein Platz verbunden: Eine Vertretung hat den Platz übernommen, jemand stimmt in Vollmacht für Sie ab, oder Sie haben als Vertretung noch keinen. Wenn Sie gekommen sind, checken Sie ein. Der Einlass hilft Ihnen.
problem-nobody-without-code = Alle haben einen Stimmcode.
problem-desk-present = Für diesen Platz ist schon jemand eingecheckt.
problem-desk-absent = Für diesen Platz ist niemand eingecheckt.
problem-desk-delegate-present = Die delegierte Person ist eingecheckt. Sie muss zuerst auschecken.
problem-desk-place-held = Diesen Platz hat schon eine Vertretung übernommen.
problem-desk-place-not-held = Diesen Platz hat keine Vertretung übernommen.
problem-desk-deputy-of-others = Diese Person ist nicht als Vertretung für diesen Platz benannt.
problem-desk-deputy-holds-place = Diese Vertretung hat schon einen Platz übernommen.
problem-desk-place-has-voted = Für diesen Platz ist in einer laufenden Abstimmung schon abgestimmt. Nach deren Ende ist der Wechsel möglich.
problem-proxy-forbidden = Nach der Satzung, die am Tag der Versammlung gilt, kann niemand die Stimme übertragen.
problem-proxy-oneself = Niemand kann sich selbst bevollmächtigen.
problem-proxy-deputy-in-place = Diesen Platz hat eine Vertretung übernommen. Sie stimmt selbst ab.
problem-proxy-given = Für diesen Platz gibt es schon eine Vollmacht. Beenden Sie diese zuerst.
problem-proxy-principal-holds = Diese Person hat selbst Vollmachten. Wer andere vertritt, kann die eigene Stimme nicht weitergeben.
problem-proxy-principal-present = Diese Person ist eingecheckt und stimmt selbst ab.
problem-proxy-holder-gave = Die bevollmächtigte Person hat die eigene Stimme schon weitergegeben. Wer das getan hat, kann niemanden vertreten.
problem-proxy-holder-replaced = Für die bevollmächtigte Person nimmt eine Vertretung teil. Vertretungen können keine Vollmacht haben.
problem-proxy-holder-absent = Die bevollmächtigte Person ist nicht eingecheckt.
problem-proxy-other-body = Nach der Satzung sind Vollmachten nur innerhalb desselben Mitglieds erlaubt.
problem-proxy-too-many = { $n ->
    [one] Die bevollmächtigte Person hat schon eine Vollmacht. Mehr erlaubt die Satzung nicht.
   *[other] Die bevollmächtigte Person hat schon { $n } Vollmachten. Mehr erlaubt die Satzung nicht.
 }
problem-proxy-none = Für diesen Platz gibt es keine Vollmacht.
problem-corrections-over = Eine Abstimmung wurde bereits eröffnet. Das Stimmverzeichnis kann nicht mehr berichtigt werden.
problem-correction-waiting = Eine Berichtigung wartet schon auf Bestätigung. Bitte entscheiden Sie zuerst über sie.
problem-correction-decided = Über diese Berichtigung wurde schon entschieden.
problem-own-correction = Sie haben diese Berichtigung selbst beantragt. Bestätigen muss sie jemand anderes.
problem-correction-stale = Seit dem Antrag hat sich etwas geändert. Ziehen Sie ihn zurück, und beantragen Sie die Berichtigung neu.
problem-corrects-nothing = Das steht schon so im Stimmverzeichnis.
problem-place-in-use = Für diesen Platz ist jemand eingecheckt, eine Vertretung hat ihn übernommen, oder es gibt eine Vollmacht. Bitte zuerst auschecken, zurückgeben und die Vollmacht beenden.
problem-roll-last-entry = Die letzte Person kann nicht gestrichen werden.
problem-on-roll-already = Diese Person steht schon im Stimmverzeichnis, als Delegierte oder als Vertretung.
problem-not-in-body-on-day = Diese Person gehört dem Gremium oder Verein am Tag der Versammlung nicht an.

rolls-sheets-languages = Sprachen auf den Bögen
rolls-sheets-languages-hint = Die Sprache des Verbands steht immer darauf, dazu höchstens vier weitere. Alle Bögen sind gleich: Wer welche Sprache spricht, wird nirgends vermerkt.
rolls-sheets-as-pdf = Als PDF herunterladen
rolls-sheets-as-pdf-hint = Ein Blatt je Person, zum Vorlesen ausgezeichnet. Die Datei enthält die lesbaren Codes: nach dem Drucken löschen.
rolls-handout = Ausgabeliste
rolls-handout-explained = Wer einen Bogen bekommt, unterschreibt. Bewahren Sie die Liste mit den Wahlunterlagen auf; sie enthält keine Stimmcodes.
rolls-handout-pdf = Als PDF
rolls-handout-signature = Unterschrift
rolls-handout-deputy = Vertretung
field-sheet-language-unknown = Diese Sprache gibt es auf den Bögen nicht.
field-sheet-languages-too-many = Wählen Sie höchstens vier Sprachen.

# Links per Mail
rolls-links = Links per Mail
rolls-links-to = Links senden und den Stand ansehen
rolls-links-explained = Wer eine Mailadresse hat, kann statt eines Bogens einen Link bekommen. Er öffnet genau den Platz, den auch der Stimmcode der Person öffnet. Niemand hier sieht ihn: Er steht nur in der Mail.
rolls-links-no-way = Es ist kein Mailserver eingerichtet
rolls-links-no-way-explained = Links werden gemacht und warten, bis es einen gibt. Drucken Sie sonst Bögen.
rolls-links-send = Links senden
# $n: wie viele noch keinen haben
rolls-links-send-explained = { $n ->
    [one] Eine Person hat noch keinen Link bekommen. Wer keine Mailadresse hat, steht danach in der Liste für Bögen.
   *[other] { $n } Personen haben noch keinen Link bekommen. Wer keine Mailadresse hat, steht danach in der Liste für Bögen. Niemand bekommt hierdurch einen zweiten.
 }
rolls-links-people = Wer wie erreicht ist
rolls-links-show = Anzeigen
rolls-links-show-do = Liste anzeigen
rolls-links-everybody = alle
rolls-links-need-sheet = nur mit Bogen zu erreichen
rolls-links-state = Link
rolls-links-sheet = Bogen
rolls-links-has-sheet = Code gemacht
rolls-links-message = Nachricht
rolls-link-send = Link senden
rolls-link-send-again = Neuen Link senden
rolls-link-none = kein Link
rolls-link-waiting = wartet auf den Versand
rolls-link-sent = gesendet
rolls-link-unknown = ungewiss
rolls-link-no-address = keine Mailadresse
rolls-link-failed = nicht zugestellt
rolls-link-void = ungültig
rolls-sheets-instead = Stattdessen Bogen drucken
rolls-sheets-instead-explained = { $n ->
    [one] Für eine Person, die kein Link erreicht, wird ein Stimmcode für einen Bogen erzeugt. Ihr Link wird dabei ungültig.
   *[other] Für { $n } Personen, die kein Link erreicht, werden Stimmcodes für Bögen erzeugt. Ihre Links werden dabei ungültig.
 }
rolls-reissue-deputy = Das ist eine Vertretung. Auch der neue Code öffnet nur den Platz, den sie übernommen hat.
notice-links-queued = Die Mails sind auf dem Weg.
problem-nobody-without-link = Alle haben schon einen Link bekommen. Einzelne können einen neuen bekommen: in der Liste bei ihrem Namen.
problem-link-needs-two = Eine Abstimmung wurde bereits eröffnet. Wer schon einen Bogen hat, oder einen Link, der angekommen sein kann, bekommt einen anderen nur von zwei Personen: im Stimmverzeichnis unter „Neuer Stimmcode“.
field-code-link-incomplete = Ein Teil des Links fehlt. Übernehmen Sie den ganzen Text aus der Mail.

rolls-mail-link = Link zur Abstimmung
rolls-link-mail-subject = Ihr Zugang zur Abstimmung: { $title }
rolls-link-mail-head =
    Guten Tag { $name },

    mit diesem Link stimmen Sie bei „{ $title }“ ab. Er gilt für alle Abstimmungen dort. Es schreibt Ihnen: { $federation }.
rolls-link-mail-deputy = Sie sind als Vertretung benannt. Ihr Link öffnet etwas, sobald Sie bei der Anmeldung einen Platz übernommen haben.
rolls-link-mail-way =
    Öffnen Sie den Link, und drücken Sie dort auf „Weiter“:
    { $address }
rolls-link-mail-field =
    Wenn das Feld leer bleibt: Gehen Sie auf { $address } und tragen Sie dort diesen Text ein:
    { $text }
rolls-link-mail-keep = Der Link gilt nur für Sie. Geben Sie ihn nicht weiter, und heben Sie die Mail bis zum Ende der Abstimmungen auf. Niemand von uns fragt Sie danach. Bekommen Sie einen neuen Link oder einen Bogen, weil etwas verloren ging, gilt dieser nicht mehr.
rolls-desk-scan = Mit der Kamera lesen
