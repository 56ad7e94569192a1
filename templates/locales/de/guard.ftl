# Was die Zahlen einer geheimen Abstimmung über einzelne Stimmen verraten könnten
polls-guard = Was könnte das Ergebnis verraten?
polls-guard-nothing = Nach dem Verzeichnis und den früheren Abstimmungen: nichts über einzelne Stimmen.
polls-guard-found = Das fällt auf
polls-guard-chosen = Entschieden
polls-guard-choose = Entscheiden, wie es weitergeht
polls-guard-choice = Wie soll es weitergehen?
polls-guard-roll-call = Namentlich abstimmen: Alle wissen vorher, dass ihre Stimme bekannt wird
polls-guard-outcome-only = Nur das Ergebnis veröffentlichen: was beschlossen oder wer gewählt ist, ohne Stimmenzahlen
polls-guard-accept = Trotzdem geheim abstimmen und alle Zahlen veröffentlichen
polls-guard-reason = Begründung
polls-guard-reason-hint = Nötig, wenn trotzdem etwas erkennbar bleibt. Sie steht im Protokoll, und alle Stimmberechtigten lesen sie.
polls-guard-save = Entscheidung speichern
polls-sealed = Die Stimmenzahlen sind versiegelt
polls-sealed-explained = Vor dem Öffnen wurde entschieden, dass nur das Ergebnis öffentlich wird. Die genauen Zahlen sehen nur Wahlleitung und Revision.
problem-guard-unanswered = Vor dem Öffnen muss die Wahlleitung entscheiden, was mit Zahlen geschieht, die einzelne Stimmen verraten könnten.
problem-nothing-to-guard = Diese Abstimmung ist namentlich. Hier gibt es nichts zu entscheiden.
field-guard-too-few = { $n ->
    [0] Niemand darf abstimmen.
    [one] Nur eine Person darf abstimmen. Das Ergebnis ist ihre Stimme.
   *[other] Nur { $n } Personen dürfen abstimmen. Jede wüsste, wie die andere gestimmt hat. Geheim geht es erst ab drei.
 }
field-guard-few = Nur { $n } Personen stimmen ab. Ein einstimmiges oder fast einstimmiges Ergebnis verrät, wie Einzelne gestimmt haben.
field-guard-most-votes = Eine Person hat { $n } von { $of } Stimmen, also mehr als die Hälfte. Was herauskommt, ist ihre Stimme – auch ohne Zahlen.
field-guard-unique-weights = { $n ->
    [one] Eine Person hat eine Stimmenzahl, die sonst niemand hat. An den Summen könnte man ihre Stimmen erkennen.
   *[other] { $n } Personen haben eine Stimmenzahl, die sonst niemand hat. An den Summen könnte man ihre Stimmen erkennen.
 }
field-guard-single-persons = { $n ->
    [one] Aus einem Mitglied stimmt nur eine Person ab. Zahlen nach Mitgliedern gibt es deshalb nicht.
   *[other] Aus { $n } Mitgliedern stimmt jeweils nur eine Person ab. Zahlen nach Mitgliedern gibt es deshalb nicht.
 }
field-guard-same-question = Dasselbe wurde schon gefragt (Abstimmung { $poll }), und das Verzeichnis unterscheidet sich nur um { $n ->
    [one] eine Person
   *[other] { $n } Personen
 }. Der Unterschied der Zahlen könnte verraten, wie sie gestimmt haben.

# Wer was erfahren oder ändern könnte
trust-title = Wer kann was erfahren oder ändern?
trust-reason = Warum trotzdem geheim abgestimmt wird
trust-party-others = Andere Stimmberechtigte und die Öffentlichkeit
trust-party-offices = Geschäftsstellen
trust-party-board = Wahlleitung
trust-party-operator-while-open = Wer die Technik betreibt, solange die Abstimmung läuft
trust-party-operator-after-close = Wer die Technik betreibt, nach dem Schließen
trust-party-proof = Was sich nachprüfen lässt
trust-others-nothing = Wie Sie gestimmt haben, erfährt niemand, solange Ihnen niemand zusieht und Sie Ihren Code nicht weitergeben. Was Sie nach der Stimmabgabe sehen, zeigt Ihre Wahl nicht.
trust-others-few = Es stimmen nur wenige ab. Stimmen alle oder fast alle gleich, kann das Ergebnis verraten, wie Einzelne gestimmt haben. Zahlen aus weniger als fünf Stimmzetteln werden nie veröffentlicht.
trust-others-outcome-only = Veröffentlicht wird nur, was beschlossen oder wer gewählt ist und wie viele teilgenommen haben, keine Stimmenzahlen.
trust-others-most-votes = Eine Person hat mehr als die Hälfte der Stimmen. Was herauskommt, kann ihre Stimme verraten.
trust-others-accepted = Die Zahlen könnten etwas über einzelne Stimmen verraten. Die Wahlleitung hat das gesehen und mit Begründung in Kauf genommen.
trust-others-single-ballots = Mehrere Stimmen einer Person liegen als einzelne Stimmzettel in der Urne. Dass sie zusammengehören, sieht man ihnen nicht an.
trust-others-by-name = Diese Abstimmung ist namentlich. Nach der Auszählung steht im Ergebnis, wie zu jedem Eintrag des Verzeichnisses gestimmt wurde; Namen werden nur mit Einwilligung oder bei einem öffentlichen Amt veröffentlicht.
trust-offices-nothing = Die Geschäftsstellen der Mitglieder und des Verbands erfahren weder, wer abgestimmt hat, noch wie.
trust-offices-by-name = Die Geschäftsstelle des Verbands sieht nach der Auszählung, wer wie gestimmt hat.
trust-board-who = Sie sieht, wie viele Stimmzettel in der Urne liegen, und nach dem Schließen, wer abgestimmt hat. Wie jemand gestimmt hat, sieht sie nicht. Einen Ersatzcode können nur zwei Personen gemeinsam ausgeben.
trust-board-sealed-sums = Die genauen Summen sehen nur Wahlleitung und Revision.
trust-board-by-name = Sie sieht nach der Auszählung, wer wie gestimmt hat, und vorher nur, wie viele.
trust-open-file = Wer die Dateien der Datenbank lesen kann, könnte aus Spuren darin ableiten, wer wie gestimmt hat.
trust-open-server = Wer die Datenbank oder ihr Änderungsprotokoll lesen kann, könnte aus Spuren darin ableiten, wer wie gestimmt hat.
trust-open-by-name = Wer die Datenbank lesen kann, sieht schon jetzt, wer wie gestimmt hat.
trust-open-change = Wer das Programm selbst austauscht, könnte Stimmen ändern.
trust-closed-file = Beim Schließen werden die Stimmzettel gemischt und diese Spuren entfernt. Erkennen lässt sich dann nur noch etwas aus Kopien, die während der Abstimmung gemacht wurden.
trust-closed-server = Beim Schließen werden die Stimmzettel gemischt und diese Spuren aus den Tabellen entfernt. Im Änderungsprotokoll der Datenbank bleiben sie, bis es überschrieben ist, und in Kopien so lange, wie es sie gibt.
trust-closed-by-name = Die Stimmen bleiben mit den Namen gespeichert.
trust-closed-change = Frage, Regel und Verzeichnis stehen seit dem Öffnen fest. Werden Stimmzettel danach geändert, ergänzt oder entfernt, fällt das bei der Auszählung auf, und es gibt kein Ergebnis. Jeder Schritt steht im Protokoll.
trust-proof-code = Mit Ihrem Code sehen Sie, ob er abgestimmt hat, und sonst nichts.
trust-proof-tracker = Die Kontrollnummern von der Bestätigung stehen nach der Veröffentlichung in einer Liste. Fehlt eines, fehlt ein Stimmzettel. Was darauf stand, verraten sie nicht, auch nicht Ihnen.
trust-proof-recount = Soweit die Stimmzettel nicht mehr verraten als die Summen, werden sie mit dem Ergebnis veröffentlicht, und jede Person kann nachzählen. Sonst zählt die Revision nach.
trust-proof-without-figures = Alle können prüfen, dass Frage, Regel, Zahl der Stimmzettel und Kontrollnummern zusammenpassen. Nachzählen können nur Wahlleitung und Revision.
trust-proof-by-name = Alle können prüfen, ob ihre eigene Stimme richtig im Ergebnis steht, und nachzählen.

polls-guard-merge = Sie können auch mehr Stimmberechtigte zusammenlegen: Die Frage geht dann als Entwurf an ein anderes Verzeichnis, auf dem alle diese Personen stehen und weitere dazu. Alle entscheiden gemeinsam, und diese Abstimmung bleibt ungeöffnet.
polls-guard-merge-with = Verzeichnis mit mehr Stimmberechtigten
polls-guard-merge-hint = Angeboten werden festgestellte Verzeichnisse, auf denen niemand von hier fehlt.
polls-guard-merge-button = Zusammenlegen
trust-open-sealed = Stimmzettel liegen versiegelt in der Datenbank. Lesen kann sie erst, wem nach dem Schließen zwei Mitglieder der Wahlleitung ihre Schlüssel geben. Wer das laufende Programm verändert, könnte sie beim Eintreffen lesen.
