# Personen: was getrennt geführt wird, Einwilligungen, Auskunft und Löschung.
person-erased = gelöschte Person
people-purpose-name = Veröffentlichung des Namens
people-purpose-photo = Veröffentlichung eines Fotos
people-purpose-contact = Weitergabe der Kontaktdaten
people-consent-photo-day = Einwilligung zur Veröffentlichung eines Fotos am
people-consent-contact-day = Einwilligung zur Weitergabe der Kontaktdaten am
registry-column-consent-photo = Tag, an dem die Person zugestimmt hat, dass ein Foto von ihr veröffentlicht wird.
registry-column-consent-contact = Tag, an dem die Person zugestimmt hat, dass ihre Kontaktdaten weitergegeben werden.
people-gender-female = weiblich
people-gender-male = männlich
people-gender-diverse = divers
people-apart-title = Persönliche Angaben und Ruhen von Rechten
people-apart-lead = Diese Seite sehen nur Personen, die das Register führen. Was hier steht, erscheint in keiner Liste, keiner Suche und keiner Tabelle. Im Protokoll steht nur, dass sich etwas geändert hat.
people-born-on = Geburtstag
people-born-on-hint = Nur nötig, wenn die Satzung ein Mindestalter verlangt.
people-gender = Geschlecht
people-gender-hint = Nur mit Angabe der Person selbst. Wird in Auswertungen nur in Summen gezeigt.
people-gender-unknown = keine Angabe
people-suspensions = Ruhen der Mitgliedsrechte
people-suspensions-lead = In dieser Zeit ruhen die Rechte der Person in einem Mitglied, zum Beispiel nach einem Beschluss des Vorstands. Wer an diesem Tag delegiert wird, fällt bei der Prüfung auf.
people-no-suspensions = Kein Ruhen eingetragen.
people-suspend = Ruhen eintragen
people-suspended-in = Mitglied
people-suspended-from = erster Tag
people-suspended-until = letzter Tag
people-suspended-until-hint = Leer lassen, solange kein Ende feststeht.
people-suspended-reason = Grund
people-suspended-reason-hint = Zum Beispiel der Beschluss mit seinem Tag. Der Grund steht nicht im Protokoll.
people-suspension-end = Heute beenden
people-suspension-remove = Eintrag entfernen
people-back = Zurück zur Person
field-born-impossible = Dieser Geburtstag kann nicht stimmen.
field-suspensions-overlap = An einigen dieser Tage ruhen die Rechte der Person dort schon.
field-suspended-no-member = Die Person gehört diesem Mitglied am ersten Tag nicht an.
problem-person-erased = Diese Person wurde gelöscht. Ihr Eintrag kann nicht mehr geändert oder gewählt werden.
people-erased-on = Alle Angaben zu dieser Person wurden am { $day } gelöscht. Der leere Eintrag bleibt, damit Zahlen und Mandate stimmen.
people-privacy-title = Auskunft und Löschung
people-record = Auskunft als Datei
people-record-hint = Eine Datei mit allem, was über die Person gespeichert ist (DSGVO Art. 15). Wie jemand geheim gewählt hat, ist nirgends gespeichert.
people-erase-link = Person löschen
problem-erase-mandate = Die Person hat noch ein laufendes Mandat. Beenden Sie es zuerst.
problem-erase-round = Die Person ist in einer offenen Meldung von Delegierten gemeldet. Ziehen Sie die Meldung zuerst zurück.
problem-erase-roll = Die Person steht in einem festgestellten Wählerverzeichnis, dessen Versammlung noch nicht vorbei ist oder von dem eine Abstimmung noch nicht veröffentlicht ist.
problem-erase-candidate = Die Person kandidiert in einer Wahl, deren Ergebnis noch nicht festgestellt ist.
problem-erase-seat-call = Die Person ist auf einen Sitz berufen und hat noch nicht geantwortet.
problem-erase-sending = Gerade wird eine Nachricht an die Person verschickt. Versuchen Sie es in einer Minute noch einmal.
privacy-erase-lead = Löschen lässt sich nicht rückgängig machen. Der leere Eintrag bleibt als „gelöschte Person“ stehen, damit alle Zahlen stimmen.
privacy-not-yet = Die Person kann noch nicht gelöscht werden
privacy-deleted = Das wird gelöscht
privacy-deleted-person = Name, E-Mail-Adresse, Telefon, Sprache, Schlüssel aus anderen Listen und Einwilligungen
privacy-deleted-particulars = Geburtstag und Geschlecht
privacy-deleted-suspension-reasons = { $n ->
    [one] Grund eines Ruhens der Rechte
   *[other] Gründe von { $n } Einträgen über das Ruhen der Rechte
}
privacy-deleted-delegation-reasons = { $n ->
    [one] Bemerkung zu einer Meldung als Delegierte oder Delegierter
   *[other] Bemerkungen zu { $n } Meldungen als Delegierte oder Delegierter
}
privacy-deleted-roll-names = { $n ->
    [one] Name in einem Wählerverzeichnis; die Prüfsumme des Verzeichnisses bleibt gültig
   *[other] Name in { $n } Wählerverzeichnissen; die Prüfsummen der Verzeichnisse bleiben gültig
}
privacy-deleted-candidacies = { $n ->
    [one] Name bei einer Kandidatur, deren Wahl kein veröffentlichtes Ergebnis hat
   *[other] Name bei { $n } Kandidaturen, deren Wahlen kein veröffentlichtes Ergebnis haben
}
privacy-deleted-seat-call-reasons = { $n ->
    [one] Grund der Antwort auf eine Berufung
   *[other] Gründe der Antworten auf { $n } Berufungen
}
privacy-deleted-messages = { $n ->
    [one] Adresse und Inhalt einer Nachricht; dass sie verschickt wurde, bleibt
   *[other] Adressen und Inhalte von { $n } Nachrichten; dass sie verschickt wurden, bleibt
}
privacy-kept = Das bleibt
privacy-kept-mandates = { $n ->
    [one] Ein Mandat mit seinen Tagen, ohne Namen: damit die Besetzung der Sitze stimmt
   *[other] { $n } Mandate mit ihren Tagen, ohne Namen: damit die Besetzung der Sitze stimmt
}
privacy-kept-delegations = { $n ->
    [one] Eine Meldung als Delegierte oder Delegierter, ohne Namen: damit die Zahl der Plätze stimmt
   *[other] { $n } Meldungen als Delegierte oder Delegierter, ohne Namen: damit die Zahl der Plätze stimmt
}
privacy-kept-roll-entries = { $n ->
    [one] Ein Eintrag im Wählerverzeichnis mit seinen Stimmen, ohne Namen: damit die Abstimmung prüfbar bleibt (DSGVO Art. 17 Abs. 3 Buchst. e). Namentliche Abstimmungen bleiben so, wie sie veröffentlicht sind.
   *[other] { $n } Einträge in Wählerverzeichnissen mit ihren Stimmen, ohne Namen: damit die Abstimmungen prüfbar bleiben (DSGVO Art. 17 Abs. 3 Buchst. e). Namentliche Abstimmungen bleiben so, wie sie veröffentlicht sind.
}
privacy-kept-roll-names = { $n ->
    [one] Der Name in einem Wählerverzeichnis älterer Form: Dessen Prüfsumme wird aus dem Namen gebildet (DSGVO Art. 17 Abs. 3 Buchst. e).
   *[other] Der Name in { $n } Wählerverzeichnissen älterer Form: Deren Prüfsummen werden aus dem Namen gebildet (DSGVO Art. 17 Abs. 3 Buchst. e).
}
privacy-kept-published-candidacies = { $n ->
    [one] Eine Kandidatur mit Namen in einem veröffentlichten Wahlergebnis: Es ist eine öffentliche Urkunde der Wahl (DSGVO Art. 17 Abs. 3 Buchst. b und d).
   *[other] { $n } Kandidaturen mit Namen in veröffentlichten Wahlergebnissen: Sie sind öffentliche Urkunden der Wahl (DSGVO Art. 17 Abs. 3 Buchst. b und d).
}
privacy-kept-acts = { $n ->
    [one] Eine Zeile im Protokoll: was wann getan wurde, ohne Namen und Angaben der Person (DSGVO Art. 5 Abs. 2)
   *[other] { $n } Zeilen im Protokoll: was wann getan wurde, ohne Namen und Angaben der Person (DSGVO Art. 5 Abs. 2)
}
privacy-backups = Sicherungen, die vorher angelegt wurden, enthalten die Angaben, bis sie überschrieben sind. Dokumente, die ein Mitglied hochgeladen hat, prüfen Sie bitte selbst.
privacy-type-name = Familienname der Person
privacy-type-name-hint = Bitte eintippen, damit nicht aus Versehen jemand anders gelöscht wird.
privacy-reason = Begründung
privacy-reason-hint = Steht im Protokoll und bleibt. Schreiben Sie keinen Namen hinein.
privacy-erase-for-good = Endgültig löschen
field-erase-name-differs = Das ist nicht der Familienname der Person.
field-reason-names-person = Die Begründung bleibt im Protokoll. Lassen Sie den Namen bitte weg.
