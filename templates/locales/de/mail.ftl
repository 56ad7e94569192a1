# Messages by mail and letter, and the ledger.

mail-title = Post
mail-lead = Alle Nachrichten an Mitglieder und Personen, und was aus ihnen geworden ist. Gespeichert sind Zweck und Angaben; der Text entsteht beim Versand.
mail-way-none = Der Versand ist nicht eingerichtet.
mail-way-none-explained = Nachrichten bleiben in der Warteschlange, bis jemand mit Zugang zum Server den Versand einrichtet (MANDAT_MAIL). Briefe können Sie trotzdem drucken.
mail-way-folder = Probebetrieb: Nachrichten werden nur als Dateien abgelegt.
mail-way-folder-explained = Niemand bekommt sie zugeschickt.
mail-count-waiting = Warten auf Versand
mail-filter = Anzeigen
mail-filter-all = Alle
mail-filter-button = Anzeigen
mail-filter-unreachable = Nicht erreichbar
mail-none = Es gibt noch keine Nachrichten.
mail-no-match = Keine Nachricht in diesem Stand.
mail-recipient = An
mail-purpose = Worum es geht
mail-since = Stand seit
mail-state = Stand
mail-message = Nachricht
mail-address = E-Mail-Adresse
mail-address-hint = Eine Änderung gilt für diese Nachricht. Berichtigen Sie die Adresse auch beim Mitglied.
mail-language = Sprache
mail-created = Angelegt
mail-attempts = Versuche
mail-answer = Antwort oder Vermerk
mail-resend = Noch einmal senden
mail-report = Vermerken
mail-report-what = Was ist mit der Nachricht geschehen?
mail-report-bounced = Sie kam zurück.
mail-report-printed = Ein Brief wurde gedruckt.
mail-report-handed-over = Sie wurde übergeben oder vorgelesen.
mail-report-button = Vermerken
mail-note = Vermerk
mail-position = Seite { $page } von { $last }

mail-state-no-address = Keine Adresse
mail-state-queued = Wartet
mail-state-sending = Wird gesendet
mail-state-sent = Gesendet
mail-state-unknown = Versand ungewiss
mail-state-refused = Abgelehnt
mail-state-bounced = Zurückgekommen
mail-state-printed = Als Brief gedruckt
mail-state-handed-over = Übergeben
mail-state-dropped = Nicht mehr nötig
mail-explained-no-address = Es ist keine E-Mail-Adresse bekannt. Drucken Sie einen Brief, oder tragen Sie eine Adresse ein.
mail-explained-queued = Sie wird gesendet, sobald es möglich ist.
mail-explained-sending = Sie wird gerade einem Server übergeben.
mail-explained-sent = Ein Server hat sie angenommen. Ob sie gelesen wurde, ist nicht bekannt.
mail-explained-unknown = Die Verbindung brach ab, bevor der Server antwortete. Vielleicht ist sie angekommen; sie wird nicht von selbst noch einmal gesendet.
mail-explained-refused = Der Server hat sie abgelehnt, oder viele Versuche schlugen fehl.
mail-explained-bounced = Sie kam als unzustellbar zurück.
mail-explained-printed = Ein Brief wurde gedruckt.
mail-explained-handed-over = Sie wurde übergeben.
mail-explained-dropped = Worum es ging, war vor dem Versand erledigt oder geändert.

mail-purpose-trial = Probenachricht
mail-purpose-other = Nachricht
mail-trial-title = Versand ausprobieren
mail-trial-explained = Sie bekommen eine Nachricht an die Adresse Ihres Zugangs.
mail-trial-button = Probenachricht an mich
mail-trial-subject = Probenachricht: { $federation }
mail-trial-text =
    Guten Tag,

    diese Nachricht zeigt, dass der Versand für „{ $federation }“ eingerichtet ist.
    Sie brauchen nichts zu tun.

problem-message-state = In ihrem jetzigen Stand geht das mit der Nachricht nicht.
field-mail-address-fixed = Dieser Link gilt nur für diese Adresse. Ändern Sie die Adresse im Register, und senden Sie beim Stimmverzeichnis einen neuen Link.
