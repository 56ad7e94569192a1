# Ergebnisse von Wahlen: für alle, auch für Menschen, die keine Fachwörter kennen.
outcome-elections = Wahlen
outcome-elections-on = Wahlen am { $day }
outcome-election-on = Wahl am { $day }
outcome-for-term = Amtszeit { $term }
outcome-days-lead = Die Mitgliedsgremien werden meist am selben Tag gewählt. Hier stehen alle Wahltage mit den Ergebnissen.
outcome-no-days = Es ist noch keine Wahl bekannt gemacht.
outcome-n-bodies = { $n ->
    [one] Ein Gremium
   *[other] { $n } Gremien
 }
outcome-n-results = { $n ->
    [0] noch kein Ergebnis
    [one] ein Ergebnis
   *[other] { $n } Ergebnisse
 }
outcome-day-summary = An diesem Tag { $bodies ->
    [one] war die Wahl eines Gremiums
   *[other] waren die Wahlen von { $bodies } Gremien
 } angesetzt. { $results ->
    [0] Ein Ergebnis liegt noch nicht vor.
    [one] Ein Ergebnis liegt vor.
   *[other] { $results } Ergebnisse liegen vor.
 }
outcome-body = Gremium
outcome-state = Stand
outcome-reported = Bezirke ausgezählt
outcome-seats-filled = Sitze vergeben
outcome-vacant = Unbesetzt
outcome-no-result-yet = noch kein Ergebnis
outcome-turnout-change-explained = Die kleine Zahl unter der Wahlbeteiligung zeigt, wie sie sich gegenüber der vorigen Wahl desselben Gremiums verändert hat.
outcome-sums-incomplete = Nicht alle Gremien haben alle Zahlen gemeldet; die Summen enthalten nur die gemeldeten, und die Wahlbeteiligung ist aus den Gremien berechnet, die beide Zahlen haben.
outcome-x-of-y = { $x } von { $y }
outcome-name = { $name }
outcome-and = { $first } und { $last }

outcome-state-counting = Auszählung läuft: { $reported } von { $districts } Bezirken sind ausgezählt
outcome-state-provisional = Vorläufiges Ergebnis
outcome-state-certified = Festgestelltes Ergebnis
outcome-state-corrected = Berichtigtes Ergebnis, Fassung { $version }
outcome-state-annulled = Diese Wahl ist für ungültig erklärt
outcome-as-of = Stand: { $at }, veröffentlicht von { $by }
outcome-certified-at = Festgestellt und veröffentlicht am { $at } von { $by }, bestätigt von zwei Personen
outcome-corrected-at = Berichtigt am { $at } von { $by }, bestätigt von zwei Personen
outcome-annulled-at = Bekannt gemacht am { $at } von { $by }, bestätigt von zwei Personen
outcome-may-change = Die Zahlen können sich noch ändern.
outcome-reason = Grund: { $reason }
outcome-reason-label = Grund:
outcome-objection-until = Einspruch gegen das Ergebnis ist bis zum { $day } möglich.
outcome-objection-over = Die Frist für Einsprüche ist am { $day } abgelaufen.
outcome-superseded = Sie sehen eine frühere Fassung. Inzwischen gibt es eine neuere.
outcome-to-newest = Zur neuesten Fassung
outcome-to-repeat = Zur Wiederholungswahl
outcome-is-repeat = Diese Wahl wiederholt eine frühere, die für ungültig erklärt wurde.
outcome-to-repeated = Zur früheren Wahl
outcome-print = Drucken

outcome-headline-annulled = Die folgenden Zahlen gelten nicht mehr. Sie bleiben hier stehen, damit nachvollziehbar ist, was galt.
outcome-headline-so-far = Zwischenstand nach { $reported } von { $districts } Bezirken:
outcome-headline-none = Es ist noch kein Sitz vergeben.
outcome-headline-all = { $n ->
    [one] Der eine Sitz ist vergeben.
   *[other] Alle { $n } Sitze sind vergeben.
 }
outcome-headline-filled = { $filled } von { $seats } Sitzen sind vergeben.
outcome-headline-vacant = { $n ->
    [one] Ein Sitz bleibt unbesetzt.
   *[other] { $n } Sitze bleiben unbesetzt.
 }
outcome-headline-undecided = { $n ->
    [one] Über einen Sitz entscheidet das Los.
   *[other] Über { $n } Sitze entscheidet das Los.
 }
outcome-headline-strongest = { $lists ->
    [one] Die meisten Sitze hat { $names }: { $n }.
   *[other] Die meisten Sitze haben { $names }: je { $n }.
 }
outcome-lot-needed = { $n ->
    [one] Für einen Sitz haben { $names } gleich viel Anspruch. Er wird durch das Los vergeben.
   *[other] Für { $n } Sitze haben { $names } gleich viel Anspruch. Sie werden durch das Los vergeben.
 }
outcome-lot-needed-people = { $n ->
    [one] Für einen Sitz haben mehrere Personen gleich viele Stimmen. Er wird durch das Los vergeben.
   *[other] Für { $n } Sitze haben mehrere Personen gleich viele Stimmen. Sie werden durch das Los vergeben.
 }

outcome-key-figures = Zahlen im Überblick
outcome-eligible = Wahlberechtigte
outcome-voters = Haben gewählt
outcome-turnout = Wahlbeteiligung
outcome-valid = Gültige Stimmen
outcome-invalid = Ungültige Stimmen
outcome-invalid-ballots = Ungültige Stimmzettel
outcome-not-reported = nicht gemeldet
outcome-of-voters = { $share } der Abstimmenden
outcome-seats = Sitze
outcome-of-them-vacant = { $n ->
    [one] einer davon unbesetzt
   *[other] { $n } davon unbesetzt
 }
outcome-points = { $points } Punkte
outcome-compared-with = Die Zahlen mit Vorzeichen zeigen die Veränderung gegenüber der Wahl am { $day }.
outcome-appointed-seats = { $n ->
    [one] Zum Gremium gehört außerdem ein Mitglied, das nicht gewählt, sondern berufen wird.
   *[other] Zum Gremium gehören außerdem { $n } Mitglieder, die nicht gewählt, sondern berufen werden.
 }
outcome-ex-officio-seats = { $n ->
    [one] Zum Gremium gehört außerdem ein Mitglied kraft seines Amtes.
   *[other] Zum Gremium gehören außerdem { $n } Mitglieder kraft ihres Amtes.
 }

outcome-chart-part = { $label }: { $n }
outcome-chart-alternative = { $n ->
    [one] Ein Sitz.
   *[other] { $n } Sitze als Halbkreis.
 } { $parts }
outcome-n-seats = { $n ->
    [0] kein Sitz
    [one] ein Sitz
   *[other] { $n } Sitze
 }
outcome-vacant-seats = { $n ->
    [one] ein Sitz unbesetzt
   *[other] { $n } Sitze unbesetzt
 }
outcome-undecided-seats = { $n ->
    [one] ein Sitz noch offen
   *[other] { $n } Sitze noch offen
 }

outcome-lists = Listen und Einzelbewerbungen
outcome-list = Liste
outcome-independent = Einzelbewerbung
outcome-votes = Stimmen
outcome-share = Anteil
outcome-bar = Stimmen als Balken, im Vergleich zur stärksten Liste
outcome-sum = Summe
outcome-new = neu
outcome-entitled-to = { $n ->
    [one] ein Sitz nach Stimmen
   *[other] { $n } nach Stimmen
 }
outcome-numbers-explained = Die Nummer vor dem Namen ist der Platz auf dem Stimmzettel. Anteile sind auf zwei Stellen gerundet und ergeben deshalb zusammen nicht immer genau 100 %.
outcome-changes-explained = „Punkte“ sind Prozentpunkte; „neu“ heißt: stand bei der vorigen Wahl nicht unter diesem Namen auf dem Stimmzettel.
outcome-gone = Diesmal nicht mehr dabei
outcome-votes-before = Stimmen zuvor
outcome-seats-before = Sitze zuvor

outcome-people = Gewählte und Nachrückende
outcome-people-explained = Hier steht, wer durch diese Wahl gewählt ist und in welcher Reihenfolge andere folgen, wenn jemand ablehnt oder ausscheidet. Wer heute welchen Sitz hat, steht auf der Seite des Gremiums.
outcome-to-body = Zum Gremium
outcome-name-head = Name
outcome-place = Listenplatz
outcome-elected-by = Gewählt durch
outcome-by-list-order = Reihenfolge der Liste
outcome-by-votes = eigene Stimmen
outcome-name-withheld = Name nicht veröffentlicht
outcome-names-not-taken-in = Die Namen der Kandidierenden sind hier nicht erfasst.
outcome-nobody-follows = Auf dieser Liste kann niemand mehr nachrücken. Wird ein Sitz frei, bleibt er unbesetzt.
outcome-nobody-follows-independent = Für eine Einzelbewerbung rückt niemand nach. Wird der Sitz frei, bleibt er unbesetzt.
outcome-elected = Gewählt
outcome-successor = rückt nach
outcome-not-elected = nicht gewählt
outcome-undecided = offen, das Los entscheidet
outcome-tied = Stimmengleich: Das Los entscheidet
outcome-successors = { $n ->
    [one] Eine Person kann nachrücken
   *[other] { $n } Personen können nachrücken
 }
outcome-successors-order = Nachrückende in ihrer Reihenfolge
outcome-not-elected-people = { $n ->
    [one] Eine Person ist nicht gewählt
   *[other] { $n } Personen sind nicht gewählt
 }
outcome-seating = Annahme
outcome-seating-explained = Wer angenommen, abgelehnt oder nachgerückt ist, steht im Register und wird hier laufend ergänzt. Die Prüfsumme und die Dateien betreffen nur das festgestellte Ergebnis.
outcome-seating-called = benachrichtigt am { $day }, Antwort bis { $until }
outcome-seating-accepted = angenommen am { $day }
outcome-seating-withdrawn = Sitz verloren am { $day }: Die Wahl wurde berichtigt oder für ungültig erklärt
outcome-seating-declined = abgelehnt am { $day }
outcome-seating-moved-up = nachgerückt am { $day }
outcome-seating-moved-up-for = nachgerückt am { $day } für { $name }
outcome-seating-until = { $state }, im Amt bis { $day }
outcome-seat-freed = Ein Sitz von { $label } ist seit { $day } frei. Wer folgt, wird gerade geklärt.
outcome-seat-exhausted = Ein Sitz von { $label } bleibt seit { $day } unbesetzt: Es folgt niemand mehr.
outcome-vacant-title = Warum Sitze unbesetzt bleiben
outcome-vacant-list = { $label }: Die Stimmen reichen für { $entitled ->
    [one] einen Sitz
   *[other] { $entitled } Sitze
 }, aber auf der Liste { $candidates ->
    [0] steht niemand
    [one] steht nur eine Person
   *[other] stehen nur { $candidates } Personen
 }. { $n ->
    [one] Ein Sitz bleibt unbesetzt.
   *[other] { $n } Sitze bleiben unbesetzt.
 }
outcome-vacant-independent = { $label }: Die Stimmen reichen für { $entitled } Sitze, aber eine einzelne Person kann nur einen Sitz einnehmen. { $n ->
    [one] Ein Sitz bleibt unbesetzt.
   *[other] { $n } Sitze bleiben unbesetzt.
 }
outcome-vacant-nobody = { $n ->
    [one] Ein Sitz bleibt unbesetzt, weil niemand mehr da ist, der ihn einnehmen kann.
   *[other] { $n } Sitze bleiben unbesetzt, weil niemand mehr da ist, der sie einnehmen kann.
 }
outcome-vacant-rule = Nach den Regeln dieser Wahl gehen solche Sitze nicht an andere Listen über.

outcome-working-title = So wurden die Sitze berechnet
outcome-rules-title = Die Regeln
outcome-rules-source = Diese Regeln stehen in:
outcome-rule-one-vote = Jede und jeder hat eine Stimme.
outcome-rule-votes = Jede und jeder hat { $n } Stimmen.
outcome-rule-cumulating = Eine Kandidatin oder ein Kandidat kann davon bis zu { $n } Stimmen bekommen (Kumulieren).
outcome-rule-cross-voting = Die Stimmen dürfen auf Personen verschiedener Listen verteilt werden (Panaschieren).
outcome-rule-majority = Gewählt sind die Personen mit den meisten Stimmen, unabhängig von Listen (Mehrheitswahl).
outcome-rule-sainte-lague = Jede Liste bekommt so viele Sitze, wie es ihrem Anteil an den Stimmen entspricht. Gerundet wird nach Sainte-Laguë/Schepers.
outcome-rule-dhondt = Jede Liste bekommt so viele Sitze, wie es ihrem Anteil an den Stimmen entspricht. Gerundet wird nach d’Hondt.
outcome-rule-hare-niemeyer = Jede Liste bekommt so viele Sitze, wie es ihrem Anteil an den Stimmen entspricht. Gerundet wird nach Hare/Niemeyer.
outcome-rule-threshold = Sitze bekommt nur, wer mindestens { $share } der gültigen Stimmen hat.
outcome-rule-majority-clause = Wer mehr als die Hälfte der Stimmen hat, bekommt auch mehr als die Hälfte der Sitze.
outcome-rule-short-vacant = Hat eine Liste weniger Kandidierende, als ihr Sitze zustehen, bleiben die übrigen Sitze unbesetzt. Eine Einzelbewerbung kann nur einen Sitz einnehmen.
outcome-rule-short-reallocate = Hat eine Liste weniger Kandidierende, als ihr Sitze zustehen, gehen die übrigen Sitze an die anderen. Eine Einzelbewerbung kann nur einen Sitz einnehmen.
outcome-rule-order-list = Die Sitze einer Liste gehen an ihre Kandidierenden in der Reihenfolge der Liste.
outcome-rule-order-votes = Die Sitze einer Liste gehen an die Kandidierenden mit den meisten eigenen Stimmen, bei gleich vielen in der Reihenfolge der Liste.
outcome-rule-order-votes-lot = Die Sitze einer Liste gehen an die Kandidierenden mit den meisten eigenen Stimmen; bei gleich vielen entscheidet das Los.
outcome-rule-order-mixed = Ein Teil der Sitze einer Liste geht in der Reihenfolge der Liste, der andere nach eigenen Stimmen an ihre Kandidierenden.
outcome-steps-title = Der Rechenweg
outcome-steps-title-of = Der Rechenweg für { $name }
outcome-working-none = Es sind keine Stimmen gemeldet, aus denen sich Sitze berechnen lassen.
outcome-working-persons = { $n ->
    [one] Gewählt ist die Person mit den meisten Stimmen.
   *[other] Gewählt sind die { $n } Personen mit den meisten Stimmen.
 }
outcome-working-sainte-lague = Die Stimmen jeder Liste werden durch 1, 3, 5, 7 und so weiter geteilt.
outcome-working-dhondt = Die Stimmen jeder Liste werden durch 1, 2, 3, 4 und so weiter geteilt.
outcome-working-highest = { $n ->
    [one] Die höchste Zahl, die dabei herauskommt, bekommt den Sitz.
   *[other] Die { $n } höchsten Zahlen, die dabei herauskommen, bekommen je einen Sitz: die höchste den ersten, die nächste den zweiten, bis alle vergeben sind.
 }
outcome-working-quota = Die Stimmen jeder Liste werden mit der Zahl der Sitze ({ $seats }) malgenommen und durch alle Stimmen ({ $votes }) geteilt.
outcome-working-rests = Jede Liste bekommt zuerst die ganzen Sitze. Was dann noch frei ist, bekommen der Reihe nach die Listen mit den größten Resten hinter dem Komma.
outcome-quotients = Stimmen, geteilt durch die Zahlenreihe
outcome-divided-by = geteilt durch { $n }
outcome-seat-number = Sitz { $n }
outcome-last-won = Letzte Zahl mit Sitz
outcome-first-missed = Erste Zahl ohne Sitz
outcome-whole-table = Alle Zahlen zeigen
outcome-table-in-file = Die ganze Tabelle ist zu groß für diese Seite. Sie steht in der JSON-Datei weiter unten.
outcome-quotients-explained = Hervorgehobene Zahlen haben einen Sitz bekommen; darunter steht, den wievielten. Die Zahlen sind auf zwei Stellen gerundet, verglichen wurde mit den genauen Werten.
outcome-quotas = Anteile an den Sitzen
outcome-ideal = Genauer Anteil
outcome-whole = Ganze Sitze
outcome-rest = Rest
outcome-further = Weiterer Sitz
outcome-further-yes = ja, plus 1
outcome-quotas-explained = Anteile und Reste sind nach vier Stellen abgeschnitten, verglichen wurde mit den genauen Werten.
outcome-edge = Knapp war es beim letzten Sitz (Sitz { $seat }): Er ging an { $last }. Am nächsten dran war { $missed }; { $n ->
    [one] eine Stimme mehr hätte
   *[other] { $n } Stimmen mehr hätten
 } dafür gereicht.
outcome-check-nearest = Zum Nachprüfen: Teilen Sie die Stimmen jeder Liste durch { $divisor } und runden Sie jedes Ergebnis auf die nächste ganze Zahl. Das ergibt die Sitze nach Stimmen.
outcome-check-down = Zum Nachprüfen: Teilen Sie die Stimmen jeder Liste durch { $divisor } und runden Sie jedes Ergebnis ab. Das ergibt die Sitze nach Stimmen.
outcome-step-threshold = Für Sitze waren mindestens { $least ->
    [one] eine Stimme
   *[other] { $least } Stimmen
 } nötig. { $lists ->
    [0] Alle haben das erreicht.
    [one] Darunter blieb { $names }.
   *[other] Darunter blieben { $names }.
 }
outcome-step-majority-clause = { $name } hat mehr als die Hälfte der Stimmen, hätte aber nur { $before ->
    [one] einen Sitz
   *[other] { $before } Sitze
 } bekommen. Nach der Mehrheitsregel sind es { $after }.
outcome-step-lot = { $n ->
    [one] Über einen Sitz zwischen { $between } hat das Los entschieden.
   *[other] Über { $n } Sitze zwischen { $between } hat das Los entschieden.
 } Gewonnen: { $won }.
outcome-lots = Losentscheid
outcome-lot = Los
outcome-lot-between = Zwischen
outcome-lot-drawn = Gezogen
outcome-lot-when = Am
outcome-lot-by = Durch
outcome-lot-witnesses = Anwesend

outcome-districts = Bezirke
outcome-district = Bezirk
outcome-districts-by-list = Stimmen der Listen nach Bezirken
outcome-district-missing = noch nicht enthalten
outcome-district-suppressed = Stimmen nicht einzeln gezeigt
outcome-suppressed-explained = Wo nur wenige gewählt haben, stehen die Stimmen nach Listen nicht einzeln, damit niemand erkennen kann, wie jemand gewählt hat. In der Summe sind sie enthalten.

outcome-versions = Fassungen und Berichtigungen
outcome-versions-explained = Was einmal veröffentlicht ist, bleibt abrufbar. Jede Änderung ist eine neue Fassung mit Zeit und Grund.
outcome-version = Fassung { $n }
outcome-standing-provisional = vorläufig
outcome-standing-certified = festgestellt
outcome-standing-corrected = berichtigt
outcome-standing-annulled = für ungültig erklärt
outcome-n-changes = { $n ->
    [one] Eine Änderung
   *[other] { $n } Änderungen
 }
outcome-changes = Änderungen gegenüber der Fassung davor
outcome-what = Was
outcome-old = Vorher
outcome-new-value = Jetzt
outcome-change-standing = Stand
outcome-change-reported = Ausgezählte Bezirke
outcome-change-vacant = Unbesetzte Sitze
outcome-change-undecided = Sitze, über die das Los entscheidet
outcome-change-votes = Stimmen: { $label }
outcome-change-seats = Sitze: { $label }
outcome-change-person = { $name } ({ $label })
outcome-change-unnamed = Listenplatz { $n } ({ $label })
outcome-change-rules = Regeln der Wahl
outcome-change-see-version = siehe Fassung davor
outcome-change-see-page = siehe „Die Regeln“
outcome-change-deadline = Frist für Einsprüche

outcome-check = Herunterladen und nachprüfen
outcome-permalink = Feste Adresse
outcome-permalink-explained = Sie führt immer zu genau dieser Fassung.
outcome-checksum = Prüfsumme
outcome-checksum-explained = SHA-256 der JSON-Datei. Stimmt sie überein, ist die Datei unverändert.
outcome-downloads = Dateien
outcome-download-csv = Tabelle (CSV)
outcome-download-json = Alle Daten (JSON)
outcome-download-pdf = Zum Ausdrucken und Weitergeben (PDF)
outcome-qr = QR-Code der festen Adresse

outcome-about = Hinweise
outcome-objection = Einspruch
outcome-objection-where = Einsprüche nimmt die Gemeinde entgegen; Form und Berechtigte stehen im Wahlrecht.
outcome-sources = Quelle der Zahlen
outcome-sources-explained = Gezählt hat die Gemeinde. Die Zahlen hat { $by } übernommen und die Sitze daraus nach den genannten Regeln berechnet. Rechtlich maßgeblich ist die Bekanntmachung der Gemeinde.
outcome-legal-source = Rechtsgrundlage
outcome-contact = Kontakt

outcome-glossary = Wörter erklärt
outcome-eligible-means = Menschen, die bei dieser Wahl wählen durften.
outcome-turnout-means = Wie viele der Wahlberechtigten gewählt haben.
outcome-valid-means = Stimmen, die zählen. Ungültig ist eine Stimme zum Beispiel, wenn nicht klar ist, wem sie gelten soll.
outcome-list-means = Menschen, die sich gemeinsam zur Wahl stellen, in einer festen Reihenfolge und unter einem Namen.
outcome-independent-head = Einzelbewerbung
outcome-independent-means = Jemand, der sich ohne Liste zur Wahl stellt.
outcome-seat = Sitz
outcome-seat-means = Ein Platz im Gremium, mit einer Stimme bei Beschlüssen.
outcome-successor-head = Nachrücken
outcome-successor-means = Lehnt jemand die Wahl ab oder scheidet später aus, bekommt die nächste Person derselben Liste den Sitz.
outcome-points-head = Prozentpunkt
outcome-points-means = Der Abstand zwischen zwei Anteilen: von 10 % auf 12 % sind es 2 Punkte.
outcome-standing-provisional-head = Vorläufig
outcome-standing-provisional-means = Gezählt und veröffentlicht, aber noch nicht geprüft und festgestellt.
outcome-standing-certified-head = Festgestellt
outcome-standing-certified-means = Das Ergebnis ist geprüft. Zwei Personen haben es unabhängig voneinander bestätigt.
outcome-lot-means = Haben zwei genau gleich viel Anspruch auf einen Sitz, wird er ausgelost. Der Losentscheid ist auf dieser Seite festgehalten.
outcome-objection-means = Wer das Ergebnis für falsch hält, kann es in einer bestimmten Frist prüfen lassen.

outcome-csv-part = Teil
outcome-csv-number = Nummer
outcome-csv-name = Bezeichnung
outcome-csv-list = Liste
outcome-csv-votes = Stimmen oder Anzahl
outcome-csv-entitled = Sitze nach Stimmen
outcome-csv-filled = Besetzte Sitze
outcome-csv-note = Angabe
outcome-csv-about = Wahl
outcome-csv-body = Gremium
outcome-csv-federation = Verband
outcome-csv-day = Wahltag
outcome-csv-version = Fassung
outcome-csv-standing = Stand
outcome-csv-published = Veröffentlicht
outcome-csv-reason = Grund der Fassung
outcome-csv-source = Rechtsgrundlage
outcome-csv-figures = Zahlen
outcome-csv-districts = Bezirke
outcome-csv-reported = Ausgezählte Bezirke
outcome-csv-person = Person
outcome-csv-district = Bezirk
outcome-newest-day = Neueste Wahl
outcome-all-days = Alle Wahltage
outcome-of-body = Wahlen dieses Gremiums
