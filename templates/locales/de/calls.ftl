# The call to bodies to name their delegates, what they submit, and the check of credentials.

delegates-role-substitute = Ersatz
delegates-count-substitutes = Ersatz
delegates-roles-explained = Eine Stellvertretung vertritt an diesem einen Tag eine delegierte Person. Ersatz rückt für immer nach, wenn eine delegierte Person ausscheidet. Die Reihenfolge in der Liste gilt.
delegates-stands-in-for = für { $name }
delegates-entered-by-office = neu eingetragen, wird geprüft
delegates-principal = Vertritt (nur bei Stellvertretung)
delegates-principal-hint = Ohne Auswahl vertritt die Person, wer gerade fehlt.
delegates-principal-all = Die ganze Delegation
delegates-new-person = Die Person steht nicht in der Liste
delegates-new-person-explained = Tragen Sie die Person hier ein. Die Geschäftsstelle des Verbands prüft, ob sie Ihnen angehört.
delegates-given-name = Vorname
delegates-family-name = Nachname
delegates-email = E-Mail-Adresse
delegates-new-person-button = Eintragen und melden
delegates-resolution-title = Beschluss
delegates-resolution-explained = Wann haben Sie beschlossen, wen Sie entsenden? Legen Sie den Beschluss als PDF bei.
delegates-resolution-day = Tag des Beschlusses
delegates-resolution-button = Tag speichern
delegates-document = Beschluss als PDF
delegates-document-hint = Höchstens 5 MB. Eine neue Datei ersetzt die alte.
delegates-document-button = Datei hochladen
delegates-missing = fehlt noch
delegates-submit-title = Abgeben
delegates-submit-explained = Bisher ist alles gespeichert, aber nicht abgegeben. Mit dem Abgeben bekommen Sie eine Quittung. Ändern Sie danach etwas, geben Sie bitte noch einmal ab.
delegates-submit-button = Meldung abgeben
delegates-to-receipt = Quittung { $receipt }
delegates-late-title = Nachträgliche Änderung
delegates-late-explained = Die Frist ist vorbei. Mit einem Grund können Sie noch ändern; die Geschäftsstelle des Verbands sieht ihn und entscheidet.
delegates-late-reason = Warum ändern Sie nach der Frist?
delegates-late-button = Änderung öffnen
delegates-late-open = Sie haben einen Grund genannt und können noch ändern.
delegates-late-possible = Eine Änderung geht nur noch mit einem Grund; siehe unten.
delegates-leave = Auf diesem Gerät abmelden
delegates-delegation-draft = Noch nicht abgegeben
delegates-delegation-submitted = Abgegeben
delegates-delegation-changed = Seit der Abgabe geändert
delegates-draft-explained = Alles ist gespeichert. Sie können jederzeit wiederkommen.
delegates-submitted-at = Zuletzt abgegeben: { $at } (Quittung { $receipt })
delegates-receipt = Quittung
delegates-receipt-round = Versammlung
delegates-receipt-number = Nummer
delegates-receipt-at = Abgegeben
delegates-receipt-digest = Prüfsumme
delegates-receipt-explained = Die Prüfsumme gilt für Personen, Reihenfolge, Aufgaben, den Tag und die Datei des Beschlusses.
delegates-print = Drucken
delegates-back = Zurück

delegates-mail-invitation = Einladung, Delegierte zu melden
delegates-mail-reminder = Erinnerung an die Meldung
delegates-mail-receipt = Quittung einer Meldung
delegates-invitation-subject = Ihre Delegierten für { $title }
delegates-reminder-subject = Erinnerung: Ihre Delegierten für { $title }
delegates-reminder-lead = Wir haben noch keine Meldung von Ihnen.
delegates-invitation-head = { $body } kann für „{ $title }“ am { $day } { $n ->
    [one] eine delegierte Person
   *[other] { $n } delegierte Personen
 } melden. Die Frist endet mit dem { $last }.
delegates-invitation-way =
    Melden Sie hier, ohne Zugang und ohne Passwort:
    { $address }

    Der Link gilt nur für Sie. Geben Sie ihn nur an Menschen weiter, die für Sie melden dürfen.
delegates-receipt-subject = Quittung: Ihre Meldung für { $title }
delegates-receipt-text =
    { $body } hat für „{ $title }“ gemeldet.

    Quittung: { $receipt }
    Abgegeben: { $at }
    Gemeldete Personen: { $n }
    Prüfsumme: { $digest }

call-title = Meldeaufruf
call-lead = Rufen Sie alle Mitglieder auf, ihre Delegierten zu melden. Jedes bekommt einen eigenen Link, per E-Mail oder als Brief; ein Zugang ist nicht nötig.
call-no-deadline = Es gibt noch keine Frist
call-no-deadline-explained = Setzen Sie zuerst bei der Versammlung den letzten Tag für Meldungen.
call-bodies = Aufgerufene Mitglieder
call-not-submitted = Noch nicht abgegeben
call-body = Mitglied
call-message = Nachricht
call-no-link = kein gültiger Link
call-renew = Neuer Link
call-letter = Brief
call-revoke = Link beenden
call-letters = Briefe
call-letters-explained = Für alle, die per E-Mail nicht erreichbar sind: ein Blatt für jedes Mitglied, mit Link und QR-Code. In der Post wird vermerkt, dass gedruckt wurde.
call-letters-button = Briefe drucken
call-letters-secret = Diese Blätter öffnen die Meldung
call-letters-secret-explained = Wer ein Blatt hat, kann für das Mitglied melden. Geben Sie jedes nur an das Mitglied.
call-letter-way = Melden Sie hier, ohne Zugang und ohne Passwort. Mit der Kamera eines Telefons öffnet sich die Seite von selbst.
call-letter-qr = QR-Code mit dem Link
call-remind = Erinnern
call-remind-explained = An alle, die noch nicht abgegeben haben. Wem noch eine Nachricht bevorsteht, der bekommt keine zweite.
call-remind-button = Jetzt erinnern
call-open = Aufruf beginnen
call-change = Aufruf ändern
call-open-explained = Beim Speichern werden alle eingeladen, die noch keinen Link haben.
call-intro = Ihr Text ({ $language })
call-intro-hint = Er steht in der Einladung.
call-remind-days = Von selbst erinnern, Tage vor der Frist
call-remind-days-hint = Leer lassen, wenn nicht. Höchstens 60.
call-save = Speichern
call-open-button = Alle einladen

doubts-title = Prüfung der Delegierten
doubts-lead = Alle Meldungen, bei denen etwas zu klären ist.
doubts-none = Es gibt nichts zu klären.
doubts-reasons = Zu klären
doubts-no-reason = Nichts.
doubts-decide = Entscheiden
doubts-blocks = So kann die Meldung nicht angenommen werden. Mit einer Begründung können Sie sich darüber hinwegsetzen.
doubts-reason = Begründung
doubts-reason-hint = Nötig beim Zurückgeben, beim Hinwegsetzen über Zweifel und beim Ausscheiden. Das Mitglied sieht sie.
doubts-accept = Annehmen
doubts-overrule = Trotz Zweifeln annehmen
doubts-return = Zurückgeben
doubts-depart = Ausgeschieden: Ersatz rückt nach
doubt-not-member = Gehört dem Mitglied am Tag der Versammlung nicht an.
doubt-not-elected = Hat keinen gewählten Sitz. Die Satzung verlangt gewählte Mitglieder.
problem-delegate-not-elected = { $name } hat keinen gewählten Sitz. Nach der Satzung werden nur gewählte Mitglieder entsandt. Wenn es trotzdem richtig ist, nehmen Sie mit Begründung an.
problem-delegate-under-age = { $name } hat das Mindestalter der Satzung am Tag der Versammlung nicht erreicht. Wenn es trotzdem richtig ist, nehmen Sie mit Begründung an.
problem-delegate-suspended = Die Mitgliedsrechte von { $name } ruhen am Tag der Versammlung. Wenn es trotzdem richtig ist, nehmen Sie mit Begründung an.
doubt-under-age = Ist nicht alt genug.
doubt-suspended = Ist ausgeschlossen oder ruht.
doubt-new = Vom Mitglied neu eingetragen.
doubt-same-name = Gleicher Name auch gemeldet von:
doubt-principal-gone = Vertritt jemanden, der nicht mehr delegiert ist.
doubt-more-than-entitled = Mehr Delegierte als Plätze.
doubt-resolution-missing = Der Tag des Beschlusses fehlt.
doubt-document-missing = Der Beschluss als Datei fehlt.
doubt-ex-officio-missing = Wer von Amts wegen delegiert ist, ist nicht gemeldet.
doubt-not-submitted = Noch nicht abgegeben.
doubt-changed-since = Seit der Abgabe geändert.
doubt-late = Nach der Frist geändert:

problem-not-late = Die Frist ist noch nicht vorbei. Ändern Sie ohne weiteren Grund.
problem-deadline-needed = Der Aufruf braucht eine Frist. Setzen Sie bei der Versammlung den letzten Tag für Meldungen.
problem-not-called = Der Aufruf ist noch nicht begonnen.
problem-no-letters = Es ist kein Brief zu drucken.
problem-nobody-named = Es ist noch niemand gemeldet. Melden Sie zuerst mindestens eine Person.
problem-no-delegate = Ersatz rückt nur für delegierte Personen nach.
problem-office-link-invalid = Dieser Link gilt nicht oder nicht mehr. Die Geschäftsstelle des Verbands schickt Ihnen einen neuen.
problem-substitutes-full = { $n ->
    [0] Für diese Versammlung sind keine Plätze vorgesehen, also auch kein Ersatz.
    [one] Der eine Ersatz ist schon gemeldet. Es gibt so viel Ersatz wie Plätze.
   *[other] Alle { $n } Ersatzplätze sind schon vergeben. Es gibt so viel Ersatz wie Plätze.
 }
field-substitutes-full = { problem-substitutes-full }
field-principal = Bitte wählen Sie eine delegierte Person derselben Delegation; nur eine Stellvertretung vertritt jemanden.
field-document-missing = Bitte wählen Sie eine Datei aus.
field-document-large = Die Datei ist größer als 5 MB.
field-document-not-pdf = Das ist keine vollständige PDF-Datei. Der Name allein genügt nicht.
field-resolution-in-future = Der Beschluss liegt in der Zukunft.

notice-submitted = Abgegeben. Das ist Ihre Quittung.
