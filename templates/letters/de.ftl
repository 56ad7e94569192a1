your-code = Ihr Stimmcode
how = So stimmen Sie ab
step-open = Scannen Sie den QR-Code mit dem Telefon, oder öffnen Sie die Adresse in einem Browser.
step-code = Geben Sie den Stimmcode ein. Groß- und Kleinschreibung, Leerzeichen und Striche spielen keine Rolle.
step-vote = Wählen Sie, prüfen Sie Ihre Wahl, und geben Sie die Stimme ab. Danach kann sie nicht mehr geändert werden.
votes = { $n ->
    [one] Sie haben eine Stimme.
   *[other] Sie haben { $n } Stimmen.
 }
keep = Der Code gilt für alle Abstimmungen dieser Versammlung. Geben Sie ihn niemandem, und melden Sie einen Verlust gleich dem Wahlvorstand.
deputy = Bogen für die Vertretung.
deputy-explained = Dieser Stimmcode öffnet nichts, bis Sie am Einlass einen Platz übernommen haben.
