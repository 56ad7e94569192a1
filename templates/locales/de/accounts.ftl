# Zugänge: Anmelden, eigener Zugang, Einladungen, Rollen.

role-installation-admin = Verwaltung dieser Installation
role-registrar = Geschäftsstelle (Register)
role-election-board = Wahlvorstand
role-publisher = Veröffentlichung
role-auditor = Prüfung (nur lesen)
role-body-office = Büro eines Mitglieds

approval-act-reissue-code = Neuer Stimmcode
approval-act-reissue-deputy-code = Neuer Stimmcode für eine Vertretung
approval-act-correct-roll = Berichtigung eines Stimmverzeichnisses
approval-act-certify-election = Feststellung eines Wahlergebnisses
approval-act-correct-election = Berichtigung eines festgestellten Ergebnisses
approval-act-annul-election = Aufhebung einer Wahl
approval-act-open-poll = Öffnen einer Abstimmung
approval-act-close-poll = Schließen einer Abstimmung
approval-act-resume-poll = Fortsetzen einer unterbrochenen Abstimmung
approval-act-extend-poll = Verlängern einer Abstimmung
approval-act-void-poll = Ungültigkeit einer Abstimmung
approval-act-publish-result = Veröffentlichen eines Ergebnisses
approval-act-correct-result = Korrektur eines veröffentlichten Ergebnisses
approval-act-sign-minutes = Protokoll einer Versammlung

account-sign-in-title = Anmelden
account-sign-in-lead = Für Mitarbeitende des Verbands und der Mitglieder. Zum Abstimmen brauchen Sie keine Anmeldung, sondern Ihren Stimmcode.
account-sign-in-to-vote = Mit einem Stimmcode abstimmen
account-sign-in-button = Anmelden
account-sign-in-forgotten = Passwort vergessen?
account-sign-in-forgotten-text = Bitten Sie die Stelle, die Sie eingeladen hat, um Hilfe. Passwörter kann niemand nachsehen.
account-email = E-Mail-Adresse
account-password = Passwort
account-name = Ihr Name
account-name-hint = So sehen andere Sie, zum Beispiel im Protokoll der Handlungen.

account-title = Mein Zugang
account-roles = Aufgaben
account-roles-none = Noch keine. Sie erhalten Aufgaben durch eine Einladung.
account-password-title = Passwort ändern
account-password-lead = Danach sind alle anderen Anmeldungen und alle Zugangsschlüssel beendet.
account-old-password = Bisheriges Passwort
account-new-password = Neues Passwort
account-new-password-hint = Mindestens 15 Zeichen. Ein Satz, den nur Sie kennen, ist besser als Sonderzeichen.
account-password-button = Passwort ändern
account-code = Code aus Ihrer App
account-code-hint = Nur wenn Sie eine App für Einmalcodes eingerichtet haben.
account-code-first-hint = Die sechs Ziffern, die die App jetzt zeigt.
account-second-factor-title = Zweiter Faktor
account-second-factor-lead = Eine App auf Ihrem Telefon zeigt alle 30 Sekunden einen neuen Code. Wer nur Ihr Passwort kennt, kommt dann nicht hinein.
account-second-factor-lacking = Hier gilt: Verwaltung und Wahlvorstand brauchen einen zweiten Faktor. Bis er eingerichtet ist, ruhen diese Aufgaben.
account-second-factor-on = Beim Anmelden wird nach einem Code aus Ihrer App gefragt.
account-second-factor-off = Es ist kein zweiter Faktor eingerichtet.
account-second-factor-begin = Zweiten Faktor einrichten
account-second-factor-app = App verbinden
account-second-factor-scan = Scannen Sie den QR-Code mit der App, oder tippen Sie diesen Schlüssel ein:
account-second-factor-qr = QR-Code für die App
account-second-factor-confirm = Code prüfen und einschalten
account-second-factor-end = Zweiten Faktor beenden
account-second-factor-end-text = Zum Beispiel vor einem Wechsel des Telefons. Ist das Telefon verloren, setzt die Verwaltung der Installation den zweiten Faktor zurück.
account-sessions-title = Überall abmelden
account-sessions-text = Beendet alle Anmeldungen auf allen Geräten und alle Zugangsschlüssel, zum Beispiel wenn ein Gerät verloren ging.
account-sessions-button = Überall abmelden
account-tokens-title = Zugangsschlüssel für Programme
account-tokens-lead = Ein Programm mit einem solchen Schlüssel darf alles, was Sie dürfen. Jeder Schlüssel gilt ein Jahr.
account-tokens-none = Es gibt keinen Zugangsschlüssel.
account-token-name = Wofür ist der Schlüssel?
account-token-name-hint = Ein Name, an dem Sie ihn wiedererkennen.
account-token-expires = Gilt bis
account-token-create = Schlüssel anlegen
account-token-revoke = Beenden
account-token-new-title = Ihr neuer Zugangsschlüssel
account-token-new-text = Kopieren Sie ihn jetzt. Er wird nur dieses eine Mal gezeigt.

account-invitation-title = Einladung annehmen
account-invitation-role = Sie sind eingeladen für die Aufgabe: { $role }
account-invitation-setup = Mit diesem Zugang verwalten Sie die Installation: Sie legen Verbände an und laden deren Mitarbeitende ein.
account-invitation-signed-in = Sie sind mit der eingeladenen Adresse angemeldet. Sie können die Aufgabe sofort übernehmen.
account-invitation-sign-in = Ich habe schon einen Zugang und melde mich an
account-invitation-accept = Einladung annehmen
account-invitation-new = Zugang anlegen

problem-sign-in-refused = E-Mail-Adresse oder Passwort stimmt nicht.
problem-too-many-tries = { $n ->
    [one] Zu viele Versuche. In einer Sekunde können Sie es wieder versuchen.
   *[other] Zu viele Versuche. In { $n } Sekunden können Sie es wieder versuchen.
 }
problem-invitation-invalid = Dieser Link ist unbekannt, schon benutzt oder abgelaufen. Bitten Sie um eine neue Einladung.
problem-sign-in-to-accept = Für diese Adresse gibt es schon einen Zugang. Bitte melden Sie sich an und öffnen Sie den Link noch einmal.
problem-invitation-for-other = Die Einladung ist für eine andere E-Mail-Adresse. Melden Sie sich mit der eingeladenen Adresse an.
problem-roles-exclude = Diese beiden Aufgaben darf in einem Verband nicht dieselbe Person haben: Wer das Register führt, leitet keine Abstimmungen, und wer prüft, handelt nicht.
problem-own-account = Den eigenen Zugang können Sie nicht sperren.
problem-second-factor-in-use = Der zweite Faktor ist schon eingerichtet.
field-second-factor = Geben Sie den Code ein, den Ihre App jetzt zeigt. Jeder Code gilt nur einmal.

field-email-taken = Für diese Adresse gibt es schon einen Zugang.
field-wrong-password = Das Passwort stimmt nicht.
field-password-too-short = Bitte wählen Sie mindestens { $n } Zeichen.
field-password-too-common = Dieses Passwort ist leicht zu erraten. Bitte wählen Sie ein anderes, das Ihren Namen und Ihre Adresse nicht enthält.
