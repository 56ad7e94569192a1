# Zahlen der Bezirke: doppelt eingegeben, verglichen, geklärt, aus Tabellen übernommen.

counts-title = Zahlen
counts-lead = Zwei Personen geben die Zahlen jedes Bezirks ein, ohne die der anderen zu sehen. Wo sie abweichen, klärt es ein dritter Blick.
counts-reported = Bezirke gemeldet
counts-of = { $n } von { $all }
counts-differing = Bezirke mit Abweichung
counts-district = Bezirk
counts-state = Stand
counts-by = Eingegeben von
counts-whole = Gesamte Wahl

counts-state-missing = nichts eingegeben
counts-state-once = eine Eingabe
counts-state-differs = Eingaben weichen ab
counts-state-agreed = beide stimmen überein
counts-state-settled = geklärt

counts-hint-missing = Noch niemand hat Zahlen eingegeben.
counts-hint-second = Eine Person hat Zahlen eingegeben. Geben Sie sie noch einmal aus der Niederschrift ein; die anderen Zahlen sehen Sie danach.
counts-hint-own = Eine Eingabe liegt vor; die zweite macht eine andere Person.
counts-hint-differs = Die beiden Eingaben weichen ab. Vergleichen Sie sie mit der Niederschrift und klären Sie die Zahlen.
counts-hint-agreed = Zwei Personen haben dieselben Zahlen eingegeben.
counts-hint-settled = Ein dritter Blick hat geklärt, wo die ersten beiden abwichen.

counts-figures = Zahlen des Bezirks
counts-figure = Zahl
counts-head = Wahlberechtigte, Wählende und Stimmzettel
counts-head-hint = Ganze Zahlen wie in der Niederschrift. Lassen Sie ein Feld leer, wo sie nichts sagt, und geben Sie 0 ein, wo sie 0 sagt.
counts-votes = Stimmen
counts-candidate-hint = Stimmen dieser Person
counts-differs = weicht ab
counts-not-given = nicht angegeben

counts-figure-a1 = Wahlberechtigte laut Verzeichnis ohne Sperrvermerk
counts-figure-a2 = Wahlberechtigte laut Verzeichnis mit Sperrvermerk W (Briefwahl)
counts-figure-a3 = Wahlberechtigte, die nicht im Verzeichnis stehen
counts-figure-a = Wahlberechtigte insgesamt
counts-figure-b = Wählende
counts-figure-b1 = Wählende mit Wahlschein
counts-figure-c = ungültig
counts-figure-d = gültig
counts-figure-nomination = Stimmen eines Wahlvorschlags
counts-figure-candidate = Stimmen einer Person

counts-note = Bemerkung
counts-note-hint = Nötig, wo Ungewöhnliches bestätigt wird: warum die Zahlen stimmen.
counts-confirm-legend = Ungewöhnliche Zahlen
counts-confirm-hint = Vergleichen Sie sie mit der Niederschrift. Bestätigen Sie nur, was dort steht, und begründen Sie es in der Bemerkung.
counts-enter-button = Zahlen eingeben

counts-settle-title = Abweichungen klären
counts-settle-lead = Nehmen Sie jede Zahl aus der Niederschrift, nicht aus dem Gedächtnis.
counts-choose-first = erste Eingabe: { $value }
counts-choose-second = zweite Eingabe: { $value }
counts-choose-other = keine von beiden: die Zahl darunter
counts-other-value = Andere Zahl für „{ $figure }“
counts-settle-note = Wie es geklärt wurde
counts-settle-note-hint = Zum Beispiel: in der Niederschrift des Wahlvorstands nachgesehen.
counts-settle-button = Zahlen klären
counts-agreeing = Zahlen, die übereinstimmen

counts-correct = Zahlen berichtigen
counts-correct-title = Berichtigung
counts-correct-lead = Die früheren Zahlen bleiben im Verlauf stehen. Wieder geben zwei Personen die Zahlen ein.
counts-correct-note = Grund der Berichtigung
counts-history = Verlauf
counts-history-line = Runde { $round }, { $look }: { $by }

counts-import-title = Tabelle übernehmen
counts-import-lead = Die Zahlen einer Tabelle sind Ihre Eingabe für deren Bezirke. Die andere Eingabe macht eine andere Person, von Hand oder aus einer eigenen Tabelle.
counts-import-file = Datei
counts-import-file-hint = CSV in UTF-8. Nichts wird geschrieben, bevor Sie jede Zeile gesehen haben.
counts-import-check = Tabelle prüfen
counts-table-votemanager = Offene Daten von votemanager
counts-table-plain = Einfache Tabelle
counts-votemanager-text = Die CSV-Datei, die die Gemeinde unter „Open Data“ anbietet, mit einer Zeile für jeden Bezirk. Eine leere Zelle heißt, dass nichts gemeldet wurde. Welche der Spalten D1, D2, … für welchen Wahlvorschlag steht, sagen Sie im nächsten Schritt.
counts-plain-text = Eine Zeile für jeden Bezirk, mit seiner Nummer oder seinem Namen in der ersten Spalte. Jeder Wahlvorschlag hat eine Spalte mit seinem Kennwort als Überschrift; wo die Stimmen der Personen zählen, hat jede eine Spalte „Kennwort#Platz“.
counts-plain-label = Kennwort
counts-template = Vorlage für diese Wahl

counts-preview = Was die Tabelle sagt
counts-preview-refused = { $n ->
    [one] Eine Zeile kann nicht übernommen werden
   *[other] { $n } Zeilen können nicht übernommen werden
}
counts-preview-refused-text = Nichts wurde geschrieben. Berichtigen Sie die Tabelle und wählen Sie sie noch einmal.
counts-preview-nothing = Nichts Neues
counts-preview-nothing-text = Kein Bezirk dieser Tabelle wartet auf Ihre Eingabe.
counts-preview-unwritten = Noch ist nichts geschrieben
counts-preview-unwritten-text = Prüfen Sie Spalten und Zeilen und übernehmen Sie dann die Tabelle.
counts-preview-left-columns = Diese Spalten werden weggelassen
counts-preview-left-out = Weggelassen
counts-preview-confirm = { $n ->
    [one] Einen Bezirk übernehmen
   *[other] { $n } Bezirke übernehmen
}
counts-preview-discard = Tabelle verwerfen
counts-confirm-table = Ich habe die ungewöhnlichen Zahlen geprüft; sie stehen so in der Niederschrift.

counts-columns-title = Spalten und Wahlvorschläge
counts-columns-lead = Sagen Sie für jede Spalte mit Stimmen, für welchen Wahlvorschlag sie steht. Für die nächste Tabelle dieses Gremiums wird es gemerkt.
counts-columns-problems = Die Spalten passen noch nicht
counts-columns-none = Wahlvorschlag wählen
counts-columns-check = Noch einmal prüfen

counts-row = Zeile
counts-outcome = Was geschieht
counts-row-says = In der Tabelle
counts-details = Einzelheiten
counts-row-taken = wird übernommen
counts-row-not-reported = noch nicht gemeldet
counts-row-given = Ihre Eingabe liegt vor
counts-row-closed = beide Eingaben liegen vor
counts-row-refused = abgelehnt

field-figure-negative = Diese Zahl ist negativ.
field-figure-not-a-number = Das ist keine ganze Zahl.
field-figure-separator = Schreiben Sie die Zahl ohne Punkt oder Komma, zum Beispiel 1234 oder 1 234.
field-figure-too-many = Das ist mehr, als es bei einer Wahl gibt: höchstens { $most }.
field-figure-unknown = Die Niederschrift dieser Wahl hat keine solche Zahl.

field-count-eligible-parts = A ist { $a }, aber A1, A2 und A3 ergeben zusammen { $sum }.
field-count-more-voters-than-eligible = B ({ $b } Wählende) ist mehr als A ({ $a } Wahlberechtigte).
field-count-voters-without-eligible = { $b } Wählende, aber niemand wahlberechtigt: das stimmt nur, wo Briefwahl anderer Bezirke gezählt wird.
field-count-more-authorised-than-voters = B1 ({ $b1 }) ist mehr als B ({ $b } Wählende).
field-count-more-invalid-than-voters = C ({ $c } ungültig) ist mehr als B ({ $b } Wählende).
field-count-ballots-do-not-add-up = C ({ $c }) und D ({ $d }) ergeben zusammen { $sum }, aber B ist { $b }.
field-count-more-valid-than-eligible = D ({ $d } gültig) ist mehr als A ({ $a } Wahlberechtigte).
field-count-more-votes-than-ballots-give = D ist { $d }, aber bei je { $votes } Stimmen geben die Stimmzettel höchstens { $most } her.
field-count-nomination-missing = Die Stimmen für { $label } fehlen; geben Sie 0 ein, wo es keine gibt.
field-count-withdrawn = { $label } ist zurückgezogen, hat aber { $n } Stimmen.
field-count-nomination-too-many = { $label } hat { $n } Stimmen, aber bei je { $votes } Stimmen geben die Stimmzettel höchstens { $most } her.
field-count-nominations-do-not-add-up = D ist { $d }, aber die Stimmen aller Wahlvorschläge ergeben zusammen { $sum }.
field-count-nominations-differ = D ist { $d }, aber die Stimmen aller Wahlvorschläge ergeben zusammen { $sum }.
field-count-no-votes = Es gibt keine einzige gültige Stimme.
field-count-candidate-missing = Die Stimmen für { $name } fehlen; geben Sie 0 ein, wo es keine gibt.
field-count-candidate-withdrawn = { $name } tritt nicht mehr an, hat aber { $n } Stimmen.
field-count-candidate-too-many = { $name } hat { $n } Stimmen, aber bei höchstens { $votes } von jedem Stimmzettel können es nicht mehr als { $most } sein.
field-count-candidates-exceed-list = { $label } hat { $n } Stimmen, die Personen der Liste aber { $sum }.
field-count-candidates-below-list = { $label } hat { $n } Stimmen, die Personen der Liste aber nur { $sum }.
field-count-not-given = Diese Zahl ist nicht angegeben.
field-count-turnout = { $b } von { $a } haben gewählt ({ $now } %); das letzte Mal waren es { $b_before } von { $a_before } ({ $before } %).

field-file-other-columns = Die Tabelle hat andere Spalten: { $found }. Erwartet werden die von votemanager ({ $votemanager }) oder die der einfachen Tabelle ({ $plain }).
field-file-missing-columns = Der Tabelle fehlt die Spalte { $missing }. Erwartet werden: { $expected }.
field-column-without-nomination = Sagen Sie, für welchen Wahlvorschlag die Spalte { $column } steht.
field-nomination-twice = Spalte { $column }: Für { $label } steht schon eine andere Spalte.
field-nomination-without-column = Für { $label } steht keine Spalte.
field-unknown-district = Die Wahl hat keinen Bezirk „{ $district }“.
field-other-election-day = Die Tabelle handelt vom { $found }, die Wahl ist aber am { $expected }.
field-other-municipality = Die Tabelle handelt von der Gemeinde { $found }, das Gremium gehört aber zu { $expected }.
field-more-reports-than-expected = { $n } Meldungen liegen vor, aber nur { $expected } werden erwartet.
field-unknown-candidate = { $label } hat niemanden auf Platz { $position }.

problem-count-not-begun = Die Wahl wird noch vorbereitet. Zahlen können eingegeben werden, sobald die Auszählung begonnen hat.
problem-count-certified = Das Ergebnis ist festgestellt. Zahlen können nur noch berichtigt werden.
problem-count-over = Für diese Wahl können keine Zahlen eingegeben werden.
problem-count-same-person = Sie haben für diesen Bezirk schon Zahlen eingegeben. Die zweite Eingabe macht eine andere Person.
problem-count-must-be-settled = Beide Eingaben liegen vor und weichen ab. Die Abweichungen müssen geklärt werden.
problem-count-nothing-to-settle = In diesem Bezirk ist nichts zu klären.
problem-count-round-over = Inzwischen wurden für diesen Bezirk Zahlen eingegeben. Sehen Sie sie zuerst an.
problem-count-look-taken = Jemand anderes hat im selben Augenblick Zahlen eingegeben. Sehen Sie sich den Bezirk noch einmal an.
problem-count-unconfirmed = Einige Zahlen sind ungewöhnlich. Prüfen Sie sie, bestätigen Sie jede und begründen Sie es in der Bemerkung.
problem-count-rows = Die Tabelle kann nicht übernommen werden. Nichts wurde geschrieben.
problem-count-rows-unconfirmed = Einige Zahlen sind ungewöhnlich. Prüfen Sie sie, bestätigen Sie sie und begründen Sie es in der Bemerkung.
problem-count-nothing-new = Kein Bezirk dieser Tabelle wartet auf Ihre Eingabe.
problem-count-preview-stale = Seit der Vorschau hat sich etwas geändert. Sehen Sie sich die Zeilen noch einmal an.
field-columns-unreadable = Schreiben Sie Spalten und Wahlvorschläge als D1=12,D2=13.

counts-task-hint = Für jeden Bezirk von zwei Personen eingegeben.
counts-task-later = nach der Vorbereitung
counts-task-open = siehe Bezirke
