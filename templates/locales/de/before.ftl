# What comes before an assembly: agenda, form and notice.

agenda-title = Tagesordnung
agenda-lead = Schreiben und ordnen Sie, was besprochen wird. Ein Punkt nimmt mit, was unter ihm steht.
agenda-empty = Noch kein Punkt.
agenda-as-notice = Die Tagesordnung ist so, wie in der Einladung steht.
agenda-not-as-notice = Seit der letzten Einladung hat sich etwas geändert. Beschließen kann die Versammlung nur, was in der Einladung steht (§ 32 Absatz 1 BGB). Laden Sie noch einmal ein, solange die Frist es erlaubt.
agenda-new-since-notice = neu seit der Einladung
agenda-changed-since-notice = geändert seit der Einladung
agenda-withdrawn-since-notice = abgesetzt seit der Einladung
agenda-withdrawn = Abgesetzt: { $reason }
agenda-at = { $time } Uhr
agenda-minutes = { $n ->
    [one] eine Minute
   *[other] { $n } Minuten
 }
agenda-by = eingebracht von: { $mover }
agenda-edit = Bearbeiten
agenda-move-up = Nach oben
agenda-move-down = Nach unten
agenda-move-in = Einrücken
agenda-move-out = Ausrücken
agenda-add = Punkt hinzufügen
agenda-add-button = Hinzufügen
agenda-copy = Von einer anderen Versammlung übernehmen
agenda-copy-from = Versammlung
agenda-copy-hint = Übernommen werden Punkte mit Zeiten, und wie elektronisch teilgenommen wird.
agenda-copy-button = Übernehmen
agenda-item = Punkt { $number }
agenda-field-title = Titel auf { $language }
agenda-field-parent = Steht unter
agenda-at-the-end = am Ende der Tagesordnung
agenda-field-starts-at = Beginn
agenda-field-starts-at-hint = Zum Beispiel 09:30
agenda-field-minutes = Dauer in Minuten
agenda-field-mover = Eingebracht von
agenda-field-mover-hint = Zum Beispiel: Vorstand. Alle lesen es.
agenda-documents = Unterlagen
agenda-document = Unterlage als PDF
agenda-document-hint = Höchstens 10 MB. Nach der Einladung lesen sie alle.
agenda-document-button = Hochladen
agenda-document-remove = Entfernen
agenda-polls = Abstimmungen zu diesem Punkt
agenda-polls-none = Zu dieser Versammlung ist noch keine Abstimmung vorbereitet.
agenda-poll = Abstimmung
agenda-poll-link = Zuordnen
agenda-poll-unlink = Zuordnung lösen
agenda-take-off = Von der Tagesordnung nehmen
agenda-take-off-explained = Nach der Einladung wird ein Punkt abgesetzt und bleibt mit seiner Nummer sichtbar. Vorher kann er gelöscht werden.
agenda-withdraw-reason = Warum wird der Punkt abgesetzt?
agenda-withdraw-button = Absetzen
agenda-remove-button = Löschen

assemblies-task-agenda-hint = Punkte, Zeiten, Unterlagen
assemblies-agenda-count = { $n ->
    [one] ein Punkt
   *[other] { $n } Punkte
 }
assemblies-task-notice-hint = An alle Mitglieder und ihre Delegierten
assemblies-notice-changed = seitdem geändert
assemblies-form-basis-edit = Beschluss und elektronische Teilnahme

form-basis-title = Grundlage der Form
form-basis-lead = Bei einer hybriden oder virtuellen Versammlung steht in der Einladung, wie Mitglieder ihre Rechte elektronisch ausüben (§ 32 Absatz 2 BGB).
form-basis-electronic-title = Elektronisch teilnehmen
form-basis-electronic = Wie Rechte elektronisch ausgeübt werden, auf { $language }
form-basis-electronic-hint = Welche Technik, welche Zugangsdaten, wie Wort und Stimme.
form-basis-resolution-title = Beschluss der Mitglieder
form-basis-resolution-needed = Eine virtuelle Versammlung braucht einen früheren Beschluss der Mitglieder. Wählen Sie ihn aus, oder nennen Sie Fundstelle und Tag.
form-basis-resolution-not-needed = Nur eine virtuelle Versammlung braucht einen früheren Beschluss der Mitglieder.
form-basis-poll = Beschluss einer früheren Versammlung
form-basis-poll-none = keiner von diesen
form-basis-text = Anderer Beschluss
form-basis-text-hint = Zum Beispiel: Mitgliederversammlung in Ulm, Punkt 7
form-basis-on = Tag dieses Beschlusses

notice-title = Einladung
notice-due = Die Einladung muss spätestens am { $day } hinausgehen.
notice-was-due = Die Einladung hätte spätestens am { $day } hinausgehen müssen.
notice-rule = { $n ->
    [one] Die Satzung verlangt eine Frist von einem Tag ({ $article }). Der Tag der Einladung und der Tag der Versammlung zählen nicht mit.
   *[other] Die Satzung verlangt eine Frist von { $n } Tagen ({ $article }). Der Tag der Einladung und der Tag der Versammlung zählen nicht mit.
 }
notice-no-rule = Die Satzung, die an diesem Tag gilt, nennt keine Frist. Laden Sie rechtzeitig ein.
notice-ledger = Was aus den Nachrichten wurde
notice-sent = Verschickt
notice-sent-to = { $n ->
    [one] Einladung { $number }, an eine Stelle
   *[other] Einladung { $number }, an { $n } Stellen
 }
notice-late-because = Verspätet, weil: { $reason }
notice-digest = Prüfsumme:
notice-as-sent = Wortlaut der letzten Einladung
notice-letters = Einladungen als Brief
notice-letters-wait = { $n ->
    [one] Eine Stelle hat keine E-Mail bekommen. Drucken Sie den Brief.
   *[other] { $n } Stellen haben keine E-Mail bekommen. Drucken Sie die Briefe.
 }
notice-letters-button = Briefe drucken
notice-letters-noted = Diese Briefe gelten jetzt als gedruckt.
notice-send-title = Einladung verschicken
notice-missing = Das fehlt noch
notice-goes-to = { $n ->
    [one] Sie geht an eine Stelle, mit Form und Tagesordnung, und wird so aufbewahrt, wie sie hinausging.
   *[other] Sie geht an { $n } Stellen, mit Form und Tagesordnung, und wird so aufbewahrt, wie sie hinausging.
 }
notice-late-reason = Warum geht sie trotz der Frist hinaus?
notice-late-reason-hint = Beschlüsse können deshalb ungültig sein. Die Begründung steht im Protokoll der Vorgänge.
notice-send-button = Jetzt einladen
notice-send-again-button = Noch einmal einladen
notice-notice-sent = Die Einladung ist unterwegs.

notice-mail-purpose = Einladung zur Versammlung
notice-mail-subject = Einladung: { $title } am { $day }
notice-mail-subject-again = Geänderte Einladung: { $title } am { $day }
notice-mail-head = { $federation } lädt ein: { $title } am { $day }.
notice-mail-form = Form: { $form }
notice-mail-place = Ort: { $place }
notice-mail-legal-basis = Rechtsgrundlage: { $basis }
notice-mail-resolution = Beschluss der Mitglieder: { $resolution }
notice-mail-agenda = Tagesordnung
notice-mail-minutes = { $n ->
    [one] eine Minute
   *[other] { $n } Minuten
 }
notice-mail-electronic = So üben Sie Ihre Rechte elektronisch aus
notice-mail-more = Unterlagen und Änderungen: { $address }

problem-agenda-full = Mehr geht nicht: höchstens 300 Punkte, und 20 Unterlagen zu einem Punkt.
problem-agenda-no-place = Dorthin lässt sich der Punkt nicht stellen.
problem-agenda-item-withdrawn = Der Punkt ist abgesetzt und ändert sich nicht mehr.
problem-agenda-poll-open = Zu diesem Punkt läuft eine Abstimmung. Schließen Sie sie zuerst.
problem-agenda-item-announced = Der Punkt steht in der Einladung, oder es wurde über ihn abgestimmt. Setzen Sie ihn ab, statt ihn zu löschen.
problem-agenda-item-has-others = Unter diesem Punkt stehen andere. Löschen oder verschieben Sie diese zuerst.
problem-notice-late = Die Einladung hätte bis { $day } hinausgehen müssen. Mit einer Begründung können Sie sie trotzdem verschicken.
problem-assembly-over = Die Versammlung ist vorbei.
problem-notice-nobody = An diesem Tag ist kein Gremium und kein Verein Mitglied.
problem-notice-no-letters = Es wartet kein Brief.
field-not-a-clock-time = Bitte schreiben Sie die Uhrzeit so: 09:30.
field-agenda-document-large = Die Datei ist größer als 10 MB.
field-resolution-not-earlier = Der Beschluss muss vor der Versammlung gefasst sein.
field-resolution-twice = Bitte wählen Sie eine Abstimmung aus, oder nennen Sie einen anderen Beschluss.
field-resolution-not-accepted = Das ist kein angenommener und veröffentlichter Beschluss einer früheren Versammlung.
field-notice-no-agenda = Die Tagesordnung ist leer. Die Einladung nennt, worüber beschlossen wird (§ 32 Absatz 1 BGB).
field-notice-no-electronic = Es steht nicht da, wie Rechte elektronisch ausgeübt werden (§ 32 Absatz 2 BGB).
field-notice-no-resolution = Der Beschluss der Mitglieder, der eine virtuelle Versammlung erlaubt, ist nicht genannt (§ 32 Absatz 2 BGB).

calling-title = Verlangen nach einer Versammlung
calling-lead = Verlangt ein bestimmter Teil der Mitglieder schriftlich eine Versammlung, muss sie einberufen werden (§ 37 BGB).
calling-none = Noch kein Verlangen.
calling-new = Verlangen aufnehmen
calling-new-lead = Das Verlangen nennt Zweck und Gründe (§ 37 Absatz 1 BGB).
calling-one = Verlangen nach einer Versammlung
calling-revise = Neu schreiben
calling-received-on = Eingegangen am
calling-purpose = Zweck
calling-reasons = Gründe
calling-signed = Unterschrieben von
calling-field-signed = Welche Mitglieder haben unterschrieben?
calling-assembly = Einberufene Versammlung
calling-assembly-none = noch keine
calling-working = { $needed } von { $members } Mitgliedern sind nötig, { $signed } haben unterschrieben.
calling-by-law = Die Satzung sagt nichts anderes: Es gilt der zehnte Teil (§ 37 Absatz 1 BGB).
calling-state-open = offen
calling-state-not-reached = nicht erreicht
calling-state-fulfilled = erfüllt
field-calling-in-future = Das Verlangen kann nicht in der Zukunft eingegangen sein.
field-calling-nobody-signed = Wer hat unterschrieben? Nennen Sie mindestens ein Mitglied.

motions-title = Anträge
motions-lead = Anträge mit ihren Änderungsanträgen. Ein zugelassener Antrag kommt auf die Tagesordnung und dann zur Abstimmung.
motions-task-hint = Anträge und Änderungsanträge aufnehmen, zulassen und zur Abstimmung bringen
motions-none = Noch kein Antrag.
motions-none-public = Zu dieser Versammlung ist noch kein Antrag zu lesen.
motions-due = Anträge gehen spätestens am { $day } ein.
motions-new = Neuer Antrag
motions-new-amendment = Neuer Änderungsantrag
motions-revise = Neue Fassung schreiben
motions-revise-explained = Die früheren Fassungen bleiben lesbar.
motions-number = Antrag { $number }
motions-amendment-number = Änderungsantrag { $number }
motions-version = Fassung { $n }
motions-versions = Frühere Fassungen
motions-written = { $at }, { $by }
motions-reasons = Begründung
motions-submitters = Eingebracht von
motions-supporters = Unterstützt von
motions-urgent = Dringlich, weil
motions-because = Grund
motions-field-text = Wortlaut auf { $language }
motions-field-reasons = Begründung auf { $language }
motions-field-submitters = Welche Mitglieder bringen den Antrag ein?
motions-field-supporters = Welche Mitglieder unterstützen ihn?
motions-to-item = Punkt der Tagesordnung
motions-to-poll = Abstimmung
motions-to-result = Ergebnis der Abstimmung
motions-steps = Nächster Schritt
motions-submit = Einreichen
motions-admit = Zulassen
motions-refuse = Nicht zulassen
motions-withdraw = Zurückziehen
motions-reason-field = Grund
motions-reason-hint = Nötig, wenn der Antrag nicht zugelassen wird. Alle lesen ihn.
motions-urgent-field = Warum ist der Antrag dringlich?
motions-urgent-hint = Er kommt nach der Frist, oder es unterstützen ihn zu wenige Mitglieder. Mit einer Begründung können Sie ihn trotzdem einreichen. Alle lesen sie.
motions-put-on-agenda = Auf die Tagesordnung setzen
motions-polls = Abstimmungen vorbereiten
motions-polls-explained = Erst eine Abstimmung über jeden zugelassenen Änderungsantrag in der Reihenfolge unten, dann eine über den Antrag.
motions-polls-secrecy = Wie wird abgestimmt?
motions-polls-purpose = Welche Mehrheit der Satzung gilt?
motions-polls-simple = Einfache Mehrheit
motions-polls-button = Entwürfe anlegen
motions-amendments = Änderungsanträge
motions-amendments-none = Zu diesem Antrag gibt es keinen Änderungsantrag.
motions-amendments-order = In dieser Reihenfolge wird abgestimmt: Der weitestgehende Änderungsantrag steht zuerst.
motions-state-accepted = angenommen
motions-state-rejected = abgelehnt
problem-motion-late = Der Antrag hätte bis { $day } eingehen müssen. Als dringlich können Sie ihn mit einer Begründung trotzdem einreichen.
problem-motion-support = Diesen Antrag unterstützen { $found } Mitglieder; die Satzung verlangt { $needed }. Als dringlich können Sie ihn mit einer Begründung trotzdem einreichen.
motions-state-draft = Entwurf
motions-state-submitted = eingereicht
motions-state-admitted = zugelassen
motions-state-refused = nicht zugelassen
motions-state-withdrawn = zurückgezogen
field-motion-no-submitter = Wer bringt den Antrag ein? Nennen Sie mindestens ein Mitglied.
field-motion-body-twice = Jedes Mitglied steht nur einmal unter einem Antrag.
field-motion-order = Nennen Sie jeden Änderungsantrag genau einmal.
problem-motion-state = Das geht nicht, so wie der Antrag jetzt steht. Zugelassen wird, was eingereicht ist; auf die Tagesordnung kommt, was zugelassen ist; abgestimmt wird, was auf der Tagesordnung steht.
problem-motion-voted = Zu diesem Antrag gibt es schon Abstimmungen.
