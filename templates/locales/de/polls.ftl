# Abstimmungen und Wahlen: Seiten der Wahlleitung.

polls-title = Abstimmungen und Wahlen
polls-none = Zu diesem Verzeichnis gibt es noch keine Abstimmung.
polls-none-next = Legen Sie eine Abstimmung oder eine Wahl an. Sie können sie ändern, bis Sie sie öffnen.
polls-new-motion = Neue Abstimmung
polls-new-election = Neue Wahl
polls-edit = Bearbeiten
polls-delete = Löschen
polls-delete-question = Wirklich löschen?
polls-delete-explained = Titel, Frage und Regel gehen verloren. Im Protokoll bleibt stehen, dass gelöscht wurde.
polls-save = Speichern
polls-column-title = Titel
polls-column-kind = Art
polls-column-state = Stand
polls-column-ballots = Stimmzettel
polls-column-next = Nächster Schritt
polls-column-choice = Stimme für
polls-column-votes = Stimmen
polls-column-ballot-kind = Stimmzettel
polls-column-number = Anzahl
polls-column-name = Name
polls-column-body = Entsandt von

polls-kind-motion = Abstimmung
polls-kind-election = Wahl
polls-state-draft = Entwurf
polls-state-ready = Bereit
polls-state-open = Läuft
polls-state-closed = Geschlossen
polls-state-counted = Ausgezählt
polls-state-published = Veröffentlicht
polls-state-interrupted = Unterbrochen
polls-state-void = Ungültig
polls-next-ready = Fertigstellen
polls-next-open = Öffnen
polls-next-close = Schließen
polls-next-count = Auszählen
polls-next-publish = Ergebnis veröffentlichen
polls-next-none = Nichts mehr zu tun

polls-yes = Ja
polls-no = Nein
polls-abstain = Enthaltung
polls-valid = Gültig
polls-blank = Leer
polls-invalid = Ungültig
polls-all-ballots = Alle Stimmzettel

polls-secrecy-secret-explained = Geheim: Niemand soll erfahren, wer wie gestimmt hat.
polls-secrecy-roll-call-explained = Namentlich: Das Ergebnis zeigt, wer wie gestimmt hat. Die Stimmberechtigten lesen das vor der Stimmabgabe.

# $language: Name der Sprache in ihr selbst
polls-ballot-in = Stimmzettel ({ $language })
polls-field-title = Titel
polls-field-title-hint = Kurz, zum Beispiel „Antrag 3: Beitragsordnung“.
polls-field-question = Frage
polls-field-question-hint = So, wie sie auf dem Stimmzettel steht.
polls-field-candidates = Wahlvorschläge
polls-field-candidates-hint = Ein Name je Zeile, in der Reihenfolge des Stimmzettels.
polls-field-secrecy = Wie wird abgestimmt?
polls-field-seats = Zu besetzende Plätze
polls-field-max-choices = Höchstens anzukreuzen
polls-field-rule = Wer ist gewählt?
polls-field-rule-hint = Nehmen Sie die Regel, die in Ihrer Satzung oder Wahlordnung steht.
polls-field-majority = Welche Mehrheit ist nötig?
polls-majority-simple = Einfache Mehrheit: mehr Ja als Nein
polls-majority-absolute = Absolute Mehrheit: mehr als die Hälfte der gültigen Stimmen, Enthaltungen zählen mit
polls-majority-two-thirds = Zwei Drittel der Ja- und Nein-Stimmen
polls-majority-three-quarters = Drei Viertel der Ja- und Nein-Stimmen, wie für Satzungsänderungen nach § 33 BGB
polls-majority-unanimity = Einstimmig: keine Nein-Stimme
polls-majority-own = Eigene Zahlen
polls-own-majority = Eigene Zahlen
polls-own-majority-explained = Gilt nur, wenn Sie oben „Eigene Zahlen“ gewählt haben. Beispiel: 3 von 5 Teilen der Stimmberechtigten.
polls-field-numerator = Teile
polls-field-denominator = von
polls-field-strict = Es müssen mehr sein
polls-field-strict-hint = Ohne Haken genügt genau dieser Anteil.
polls-field-base = Anteil wovon?
polls-base-choice-yes-no = Ja- und Nein-Stimmen
polls-base-choice-valid = Gültige Stimmen mit Enthaltungen
polls-base-choice-present = Die Stimmen aller Anwesenden
polls-base-choice-entitled = Alle Stimmberechtigten
polls-conditions = Weitere Bedingungen
polls-field-min-yes = Mindestzahl an Ja-Stimmen
polls-field-min-yes-hint = Leer lassen, wenn es keine gibt.
polls-share-of-entitled = Anteil aller Stimmberechtigten, die mit Ja stimmen müssen
polls-quorum = Mindestbeteiligung
polls-field-quorum = Wie viele müssen teilnehmen?
polls-field-quorum-hint = Gezählt werden die abgegebenen Stimmzettel.
polls-quorum-none = Keine Mindestbeteiligung
polls-quorum-is-number = Eine feste Zahl
polls-quorum-is-share = Ein Anteil der Stimmberechtigten
polls-field-quorum-number = Mindestzahl an Stimmzetteln
polls-share-of-bodies = Mehrheit auch der Mitglieder (doppelte Mehrheit)
polls-share-of-bodies-explained = Nur bei namentlicher Abstimmung: In einer geheimen darf die Urne nicht wissen, von welchem Mitglied ein Stimmzettel kommt.
polls-field-tie = Wenn gleich viele Ja wie Nein abgegeben werden
polls-field-tie-hint = Ohne Grundlage in der Satzung ist der Antrag dann abgelehnt.
polls-tie-is-rejected = Der Antrag ist abgelehnt
polls-tie-is-lot = Das Los entscheidet
polls-tie-is-runoff = Es wird noch einmal abgestimmt

polls-share-half = die Hälfte
polls-share-third = ein Drittel
polls-share-quarter = ein Viertel
polls-share-two-thirds = zwei Drittel
polls-share-three-quarters = drei Viertel
polls-base-yes-no = der Ja- und Nein-Stimmen
polls-base-valid = der gültigen Stimmen, Enthaltungen eingeschlossen
polls-base-present = der Stimmen aller Anwesenden
polls-base-entitled = aller Stimmberechtigten
# $base: eine der vier Zeilen darüber. $share: ein Anteil in Worten oder 3/5
polls-rule-more-than = Angenommen bei mehr als { $share } { $base } für Ja.
polls-rule-at-least = Angenommen bei mindestens { $share } { $base } für Ja.
polls-rule-all = Angenommen bei allen Stimmen { $base } für Ja.
polls-rule-min-yes = Außerdem { $n ->
    [one] mindestens eine Ja-Stimme
   *[other] mindestens { $n } Ja-Stimmen
 }.
polls-rule-entitled-more-than = Außerdem mehr als { $share } aller Stimmberechtigten für Ja.
polls-rule-entitled-at-least = Außerdem mindestens { $share } aller Stimmberechtigten für Ja.
polls-rule-quorum-number = Gültig nur, wenn mindestens { $n } Stimmzettel abgegeben werden.
polls-rule-quorum-number-present = Gültig nur, wenn mindestens { $n } Stimmen anwesend sind.
polls-rule-quorum-more-than = Gültig nur, wenn mehr als { $share } aller Stimmberechtigten teilnehmen.
polls-rule-quorum-at-least = Gültig nur, wenn mindestens { $share } aller Stimmberechtigten teilnehmen.
polls-rule-bodies-more-than = Außerdem muss mehr als { $share } der Mitglieder dafür sein; jedes zählt, wie die meisten seiner Stimmen lauten.
polls-rule-bodies-at-least = Außerdem muss mindestens { $share } der Mitglieder dafür sein; jedes zählt, wie die meisten seiner Stimmen lauten.
polls-rule-tie-lot = Bei Stimmengleichheit entscheidet das Los.
polls-rule-tie-runoff = Bei Stimmengleichheit wird noch einmal abgestimmt.
polls-rule-relative = Relative Mehrheit: Gewählt ist, wer die meisten Stimmen hat.
polls-rule-absolute = Absolute Mehrheit: Gewählt ist, wer auf mehr als der Hälfte der gültigen Stimmzettel angekreuzt ist.
polls-rule = Regel
polls-needed = Nötige Ja-Stimmen
polls-needed-exactly = { $n } von { $entitled }, gleich wie viele abstimmen.
polls-needed-at-most = Höchstens { $n } von { $entitled }, wenn alle mit Ja oder Nein stimmen. Stimmen weniger ab, genügen weniger.
polls-candidates = Wahlvorschläge
polls-definition = Stimmzettel und Regel

# $time: Tag und Uhrzeit
polls-closes-at = Stimmabgabe bis { $time }
polls-closing-due = Die Zeit ist abgelaufen
polls-closing-due-explained = Es wird keine Stimme mehr angenommen. Schließen Sie jetzt die Urne, damit ausgezählt werden kann.
polls-turnout = Beteiligung
polls-turnout-is = { $ballots } von { $entitled } Stimmen liegen in der Urne ({ $share }).
polls-no-interim = Wofür gestimmt wurde, zeigt das Programm niemandem vor der Auszählung.
polls-result = Ergebnis der Auszählung
polls-accepted = Angenommen
polls-rejected = Abgelehnt
# $yes, $needed, $base: Anzahl Stimmen
polls-yes-of-needed = { $yes } Ja-Stimmen; nötig waren { $needed } bei { $base } Stimmen, die zählen.
polls-tie = Bei Stimmengleichheit ist der Antrag abgelehnt.
polls-tie-lot = Stimmengleichheit: Das Los entscheidet. Es ist noch nicht gezogen.
polls-tie-runoff = Stimmengleichheit: Nach der Regel wird noch einmal abgestimmt.
polls-undecided = Noch nicht entschieden
# $yes, $no: Mitglieder dafür und dagegen
polls-bodies-stand = Mitglieder dafür: { $yes }, dagegen: { $no }; nötig waren { $needed }.
polls-quorum-missed = Die Mindestbeteiligung ist nicht erreicht.
# $names: Namen mit Komma
polls-elected = Gewählt: { $names }
polls-nobody-elected = Niemand ist gewählt
polls-lot = Gleich viele Stimmen haben { $names }. { $n ->
    [one] Um einen Platz
   *[other] Um { $n } Plätze
 } entscheidet das Los oder eine Stichwahl.
polls-vacant = { $n ->
    [one] Ein Platz bleibt unbesetzt.
   *[other] { $n } Plätze bleiben unbesetzt.
 }
polls-is-elected = gewählt
polls-votes-caption = Stimmen
polls-ballots-caption = Stimmzettel: gültige, leere und ungültige ergeben zusammen alle
polls-roll-call = Wer wie gestimmt hat


polls-ready-question = Ist der Stimmzettel fertig?
polls-ready-explained = Die Stimmberechtigten sehen dann, dass diese Abstimmung bevorsteht. Ändern können Sie sie weiterhin, bis Sie sie öffnen.
polls-wait-for-roll = Das Verzeichnis ist noch nicht festgeschrieben
polls-wait-for-roll-explained = Öffnen können Sie erst, wenn feststeht, wer stimmberechtigt ist.
polls-open-question = Abstimmung öffnen?
polls-open-explained = Ab dann kann abgestimmt werden. Frage, Regel und Wahlvorschläge lassen sich nicht mehr ändern.
polls-field-closes-at = Stimmabgabe möglich bis
polls-field-closes-at-hint = Uhrzeit in Deutschland. Ohne Angabe läuft die Abstimmung, bis Sie sie schließen.
polls-close-question = Abstimmung schließen?
polls-close-explained = Danach kann niemand mehr abstimmen, und sie lässt sich nicht wieder öffnen. Die Stimmzettel werden gemischt.
polls-count-question = Jetzt auszählen?
polls-count-explained = Geprüft wird, ob die Zahl der Stimmzettel zu den Vermerken im Verzeichnis passt. Stimmt etwas nicht, gibt es kein Ergebnis.
polls-count-again-question = Noch einmal zählen
polls-count-again-explained = Das Ergebnis muss dasselbe sein. Weicht es ab, meldet das Programm einen Vorfall.
polls-count-again = Noch einmal zählen

problem-poll-not-draft = Das geht nur mit einem Entwurf.
problem-poll-not-ready = Das geht nur, wenn die Abstimmung bereit ist.
problem-poll-not-open = Diese Abstimmung läuft nicht. Stimmen werden gerade nicht angenommen.
problem-poll-not-closed = Ausgezählt wird erst, wenn die Abstimmung geschlossen ist.
problem-poll-not-counted = Veröffentlicht wird erst, wenn ausgezählt ist.
problem-poll-fixed = Die Abstimmung wurde geöffnet. Frage, Regel und Wahlvorschläge stehen seitdem fest.
problem-too-few-for-secrecy = Geheim abstimmen können erst { $needed } Personen; auf dem Verzeichnis stehen { $n }. Sonst wüssten sie voneinander, wie sie gestimmt haben.
problem-poll-language-missing = Titel, Frage und Wahlvorschläge müssen auf { $language } vollständig sein.
problem-count-numbers-differ = Es gibt kein Ergebnis: { $ballots } Stimmzettel, { $marks } vermerkte Stimmen und { $put_in } eingeworfene passen nicht zusammen. Bitte klären Sie den Vorfall.
problem-count-ballots-changed = Es gibt kein Ergebnis: Stimmzettel wurden nach dem Schließen verändert. Bitte klären Sie den Vorfall.
problem-count-roll-altered = Es gibt kein Ergebnis: Das Verzeichnis der Stimmberechtigten stimmt nicht mehr mit seiner Prüfsumme überein. Bitte klären Sie den Vorfall.
problem-count-rule-does-not-fit = Es gibt kein Ergebnis: Die Regel passt nicht zu den Zahlen. Bitte klären Sie den Vorfall.

field-unknown-choice = Bitte wählen Sie eine der angebotenen Möglichkeiten.
field-language-missing = Bitte auch auf { $language } angeben.
field-too-many = Höchstens { $n } sind möglich.
field-number-out-of-range = Bitte eine Zahl von 1 bis { $n }.
field-rule-unusable = Diese Regel lässt sich nicht anwenden. Bitte prüfen Sie die Angaben.
field-candidate-twice = { $name } steht zweimal auf dem Stimmzettel.
field-no-candidates-in-motion = Eine Abstimmung mit Ja und Nein hat keine Wahlvorschläge.
field-candidates-uneven = Hier müssen ebenso viele Zeilen stehen wie in der ersten Sprache ({ $n }), oder keine.
field-not-a-number = Bitte eine ganze Zahl eingeben.
field-not-a-share = Das ist kein Anteil: Der erste Wert muss mindestens 1 und darf nicht größer als der zweite sein.
field-not-a-time = Bitte Tag und Uhrzeit eingeben.
field-no-such-time = Diese Uhrzeit gibt es an dem Tag nicht oder zweimal, weil die Uhren umgestellt werden.
field-in-the-past = Diese Zeit ist schon vorbei.

# Wie ein Stimmzettel ausgefüllt und gezählt wird
polls-method-yes-no = Ja, Nein, Enthaltung
polls-method-choose = Ankreuzen
polls-method-cumulate = Kumulieren
polls-method-lists = Listenwahl
polls-method-instant-runoff = Rangfolge mit Integrierter Stichwahl
polls-method-scottish-stv = Rangfolge mit übertragbarer Einzelstimme
polls-method-schulze = Rangfolge mit Paarvergleich (Schulze)
polls-follows-repeat = Wiederholung
polls-follows-runoff = Stichwahl
polls-disclosure-full = Alle Zahlen
polls-disclosure-outcome-only = Nur das Ergebnis
polls-field-alternatives = Mehrere Anträge gegeneinander
polls-field-alternatives-hint = Nur wenn zwischen mehreren Anträgen gewählt wird: einer je Zeile. Sonst bleibt das Feld leer und die Antworten sind Ja, Nein und Enthaltung.
polls-alternatives-details = Mehrere Anträge gegeneinander: wie gezählt wird
polls-field-rule-alternatives = Welcher Antrag gewinnt?
polls-field-method = Wie wird der Stimmzettel ausgefüllt?
polls-field-max-choices-hint = Beim Kumulieren: Stimmen je Stimmzettel. Bei Rangfolgen und Listen ohne Bedeutung.
polls-election-details = Kumulieren, Listen, Herkunft der Gewählten
polls-field-max-per-option = Höchstens Stimmen für eine Person
polls-field-max-per-option-hint = Beim Kumulieren: 1 bis 9.
polls-field-list-seats = Wie werden Plätze auf Listen verteilt?
polls-field-places = Personen auf jeder Liste
polls-field-places-hint = Bei der Listenwahl: eine Zahl je Zeile, in der Reihenfolge der Listen. Leer: Jede Liste füllt alle Plätze.
polls-field-least-bodies = Gewählte aus mindestens so vielen Mitgliedern
polls-field-least-bodies-hint = Nur wenn die Satzung es verlangt, zum Beispiel ein Vorstand aus mindestens fünf Beiräten.
polls-field-bodies = Mitglied, aus dem jede Person kommt
polls-field-bodies-hint = Eine Zeile je Person, in derselben Reihenfolge.
polls-field-purpose = Mehrheit nach der Satzung
polls-field-purpose-hint = Dann gelten Mehrheit und Beschlussfähigkeit der Satzung, die am Tag der Versammlung gilt, und die Angaben darunter nicht.
polls-purpose-none = Nein, die Regel steht unten
polls-seats-sainte-lague = Sainte-Laguë/Schepers
polls-seats-dhondt = d’Hondt
polls-seats-hare-niemeyer = Hare/Niemeyer
polls-list-seats = Plätze: { $names }
polls-rule-sainte-lague = Die Plätze werden nach Sainte-Laguë/Schepers auf die Listen verteilt.
polls-rule-dhondt = Die Plätze werden nach d’Hondt auf die Listen verteilt.
polls-rule-hare-niemeyer = Die Plätze werden nach Hare/Niemeyer auf die Listen verteilt.
polls-rule-instant-runoff = Integrierte Stichwahl: Wer mehr als die Hälfte der Stimmzettel hat, ist gewählt. Sonst scheidet die schwächste Person aus, und ihre Stimmzettel zählen für den nächsten Rang.
polls-rule-scottish-stv = Übertragbare Einzelstimme nach den schottischen Regeln: Wer die Quote erreicht, ist gewählt; überzählige Stimmen und die der Ausgeschiedenen gehen an den nächsten Rang.
polls-rule-schulze = Paarvergleich nach Schulze: Gewählt ist, wer gegen jede andere Person den stärkeren Pfad von Siegen hat.
field-one-for-each-candidate = Bitte so viele Zeilen wie Wahlvorschläge, oder keine.
field-bodies-not-with-method = Die Herkunft der Gewählten kann nur beim Ankreuzen und beim Kumulieren verlangt werden.
field-bodies-need-names = Eine Mehrheit der Mitglieder lässt sich nur namentlich feststellen. Wählen Sie die namentliche Abstimmung.
field-no-statutes-on-day = Für den Tag der Versammlung ist keine Satzung eingetragen.
field-not-in-statutes = Dafür steht in der Satzung keine Mehrheit.
field-too-many-for-one = Höchstens { $n } Stimmen für eine Person.
field-ranks-unclear = Bitte die Ränge lückenlos ab 1 vergeben, jeden nur einmal, wenn gleiche Ränge nicht erlaubt sind.

polls-exclusions = Vom Stimmrecht ausgeschlossen
polls-exclusions-open = Ansehen
polls-exclusions-explained = Wer mit dem Verband ein Rechtsgeschäft schließen oder einen Rechtsstreit führen soll, darf darüber nicht abstimmen (§ 34 BGB). Der Ausschluss gilt nur für diese eine Abstimmung. Er steht fest, sobald sie öffnet. Die Betroffenen lesen den Grund. Veröffentlicht wird nur die Zahl.
polls-exclusions-none = Niemand ist ausgeschlossen.
polls-exclusions-fixed = Am Ausschluss lässt sich hier nichts ändern.
polls-exclusions-wait-for-roll = Sobald das Verzeichnis feststeht, können Sie hier jemanden ausschließen.
polls-exclusion-add = Ausschließen
polls-exclusion-remove = Doch zulassen
polls-exclusion-entry = Wer?
polls-exclusion-choose = Bitte wählen
polls-exclusion-reason = Grund
polls-exclusion-reason-hint = 3 bis 300 Zeichen. Die betroffene Person liest ihn.
problem-excluded-already = Diese Person ist schon ausgeschlossen.
problem-count-trackers-differ = Es gibt kein Ergebnis: { $trackers } Kontrollnummern und { $ballots } Stimmzettel passen nicht zusammen. Bitte klären Sie den Vorfall.
problem-count-trackers-changed = Es gibt kein Ergebnis: Kontrollnummern wurden nach dem Schließen verändert. Bitte klären Sie den Vorfall.
problem-count-opening-changed = Es gibt kein Ergebnis: Frage, Regel oder Ausschlüsse wurden nach dem Schließen verändert. Bitte klären Sie den Vorfall.
problem-count-block-changed = Es gibt kein Ergebnis: Die Stimmzettel in Block { $n } passen nicht zu seiner Prüfsumme. Bitte klären Sie den Vorfall.
problem-count-blocks-differ = Es gibt kein Ergebnis: Die Urne hat { $blocks } Blöcke, die Stimmzettel ergeben { $needed }. Bitte klären Sie den Vorfall.
problem-count-excluded-voted = Es gibt kein Ergebnis: { $n } Personen sind als Abstimmende vermerkt, die hier nicht abstimmen dürfen. Bitte klären Sie den Vorfall.
# Zu zweit: öffnen, schließen, fortsetzen, verlängern, für ungültig erklären
polls-next-second-person = Wartet auf eine zweite Person
polls-second-person-needed = Das gilt erst, wenn eine zweite Person der Wahlleitung zustimmt.
polls-ask-open = Öffnen beantragen
polls-ask-close = Schließen beantragen
polls-ask-resume = Fortsetzen beantragen
polls-ask-extend = Verlängern beantragen
polls-ask-void = Ungültigkeit beantragen
polls-waiting-what = Beantragt
polls-waiting-by = Von
polls-waiting-at = Am
polls-reason = Grund
polls-reason-hint = Ein Satz, ohne Namen. Er steht im Protokoll und wird mit dem Ergebnis öffentlich.
polls-waiting-outdated = Es hat sich etwas geändert
polls-waiting-outdated-explained = Der Antrag passt nicht mehr zum heutigen Stand. Ziehen Sie ihn zurück und stellen Sie ihn neu.
polls-confirm-question = Stimmen Sie zu?
polls-confirm-explained = Damit geschieht genau das, was oben steht. Ihr Name steht im Protokoll.
polls-confirm = Zustimmen
polls-withdraw = Antrag zurückziehen
polls-waits-for-other = Zustimmen muss jemand anderes als die Person, die den Antrag gestellt hat.
polls-closes-by-hand = Ohne Uhrzeit, bis sie geschlossen wird
polls-closes-until-now = Bisher
polls-field-grace = Minuten zum Ausfüllen nach dem Ende
polls-field-grace-hint = Wer sich vor dem Ende angemeldet hat, kann so lange noch abstimmen. Höchstens 60. Gilt nur mit einer Uhrzeit.
polls-grace = Die Zeit ist abgelaufen
# $time: Tag und Uhrzeit
polls-grace-explained = Bis { $time } können noch die abstimmen, die sich vorher angemeldet haben.
polls-incident = Bei einem Vorfall
polls-incident-two = Unterbrechen kann eine Person sofort. Für alles andere stimmt eine zweite zu.
polls-interrupt = Unterbrechen
polls-interrupt-explained = Unterbrechen: Ab sofort wird keine Stimme angenommen. Was in der Urne liegt, bleibt dort.
polls-interrupted-explained = Es werden keine Stimmen angenommen. Was in der Urne liegt, bleibt dort. Fortsetzen können Sie zu zweit.
polls-resume = Fortsetzen
polls-extend = Verlängern
polls-extend-hint = Uhrzeit in Deutschland, später als bisher.
polls-field-closes-later = Verlängern bis
polls-void = Für ungültig erklären
polls-void-explained = Eine ungültige Abstimmung behält ihre versiegelte Urne und hat nie ein Ergebnis. Sie kann wiederholt werden.
# $time: Tag und Uhrzeit
polls-voided-at = Für ungültig erklärt am { $time }
polls-repeat = Wiederholen
polls-repeat-question = Abstimmung wiederholen?
polls-repeat-explained = Es entsteht ein Entwurf mit derselben Frage und Regel. Die alte Abstimmung bleibt ungültig.
polls-runoff = Stichwahl anlegen
polls-runoff-question = Stichwahl?
polls-runoff-explained = Es entsteht ein Entwurf mit denselben Texten. Gewählt ist, wer die meisten Stimmen hat. Auf dem Stimmzettel stehen:

problem-poll-request-waits = Hier wartet schon ein Antrag auf eine zweite Person. Stimmen Sie ihm zu oder ziehen Sie ihn zurück.
problem-poll-request-decided = Über den Antrag ist schon entschieden.
problem-poll-request-changed = Seit dem Antrag hat sich etwas geändert. Ziehen Sie ihn zurück und stellen Sie ihn neu.
problem-poll-same-person = Sie haben das selbst beantragt. Zustimmen muss eine zweite Person.
problem-poll-interrupted = Diese Abstimmung ist unterbrochen. Abgegebene Stimmen bleiben in der Urne. Bitte versuchen Sie es später noch einmal.
problem-poll-signed-in-late = Die Zeit für diese Abstimmung ist abgelaufen.
problem-poll-time-over = Die Zeit für die Stimmabgabe ist vorbei. Eine beendete Abstimmung geht nicht weiter.
problem-poll-not-interrupted = Fortsetzen lässt sich nur eine unterbrochene Abstimmung.
problem-poll-cannot-be-void = Für ungültig erklären lässt sich eine Abstimmung nur zwischen Öffnen und Veröffentlichen.
problem-poll-void = Diese Abstimmung ist für ungültig erklärt. Sie hat kein Ergebnis.
problem-poll-not-void = Wiederholt wird nur eine Abstimmung, die für ungültig erklärt ist.
problem-poll-no-runoff-by-method = Eine Stichwahl gibt es nur, wo Namen oder Anträge angekreuzt werden. Schreiben Sie hier eine neue Abstimmung.
problem-poll-no-runoff = Hier gibt es nichts, worüber eine Stichwahl entscheiden könnte.

field-grace-out-of-range = Bitte eine Zahl von 0 bis { $n }.
field-nothing-to-extend = Diese Abstimmung hat keine Uhrzeit, zu der sie endet.
field-not-later = Diese Zeit liegt nicht nach der bisherigen.

polls-lots = Gezogene Lose
polls-lot-heading = Das Los entscheidet
polls-lot-explained = { $n ->
    [one] Es steht unentschieden. Ziehen Sie vor Zeugen ein Los, wer den Platz bekommt oder im Rennen bleibt, und tragen Sie hier ein, wie es fiel. Danach wird weiter gezählt.
   *[other] Es steht unentschieden. Ziehen Sie vor Zeugen { $n } Lose, wer die Plätze bekommt oder im Rennen bleibt, und tragen Sie hier ein, wie sie fielen. Danach wird weiter gezählt.
 }
polls-lot-won = Gezogen wurden
polls-lot-day = Tag der Ziehung
polls-lot-by = Gezogen von
polls-lot-witnesses = Im Beisein von
polls-lot-button = Los eintragen
polls-lot-drawn = Los zwischen { $names }: { $won }. Gezogen am { $day } von { $by }, im Beisein von { $witnesses }.
field-lot-before-closing = Das Los wird erst nach dem Schließen der Abstimmung gezogen.
field-lot-cannot-sit = Diese können nicht zusammen gewählt sein: Die Mindestzahl an Mitgliedern wäre nicht erreicht. Ziehen Sie noch einmal.
problem-no-tie = Die Auszählung lässt nichts offen, oder das Ergebnis ist schon veröffentlicht.

retention-title = Löschfristen
retention-explained = Stimmcodes und Vermerke, wer abgestimmt hat, werden gelöscht, wenn die Frist für Einsprüche vorbei ist. Ergebnis, Stimmzettel, Quittungen und Prüfsummen bleiben.
retention-none = Noch kein Stimmverzeichnis ist festgeschrieben.
retention-holds = { $codes } Stimmcodes, { $polls } Abstimmungen
retention-waits = Wartet auf Ergebnisse
retention-kept-until = Bis { $day }
retention-held = Zurückgestellt: { $reason }
retention-over = Wird gelöscht
retention-deleted = Gelöscht am { $at }
retention-reason = Grund, sie länger zu behalten
retention-hold = Löschen zurückstellen
retention-release = Nicht länger zurückstellen
retention-weeks = Wochen, in denen Einsprüche möglich sind
retention-weeks-hint = Gerechnet ab der letzten Veröffentlichung. So lange bleiben Codes und Vermerke.
retention-weeks-save = Frist speichern
field-objection-weeks = Tragen Sie eine Zahl von { $least } bis { $most } Wochen ein.
problem-marks-deleted = Codes und Vermerke sind schon gelöscht, die Frist für Einsprüche ist vorbei.

preflight-title = Vor dem Öffnen
preflight-critical = Hindernis
preflight-warning = Hinweis
preflight-noted = Wer beantragt oder bestätigt, hat das zur Kenntnis genommen. Es steht mit dem Namen im Protokoll.
preflight-disk-low = Auf dem Datenträger sind nur noch { $n } MB frei.
preflight-without-code = { $n ->
    [one] Eine Person hat keinen gültigen Stimmcode, auch keinen gesendeten Link, und kann nicht abstimmen.
   *[other] { $n } Personen haben keinen gültigen Stimmcode, auch keinen gesendeten Link, und können nicht abstimmen.
 }
preflight-quorum-there = Beschlussfähig ist die Versammlung nach { $article } mit { $needed } besetzten Plätzen; besetzt sind { $present }.
field-preflight-quorum-missing = Die Versammlung ist nicht beschlussfähig: Nach { $article } müssen { $needed } Plätze besetzt sein, es sind { $present }.
polls-present-at-opening = Bei der Öffnung waren { $n } von { $places } Plätzen besetzt, davon { $deputies } durch Stellvertretungen und { $proxies } durch Vollmachten.
polls-present-at-opening-of-needed = Bei der Öffnung waren { $n } von { $places } Plätzen besetzt, davon { $deputies } durch Stellvertretungen und { $proxies } durch Vollmachten; nach { $article } mussten es mindestens { $needed } sein.
preflight-languages-missing = Texte fehlen in: { $languages }. Wer diese Sprache wählt, liest sie in der Sprache des Verbands.
preflight-backup = Ist die Datenbank gesichert und der Pfeffer an einem sicheren Ort? Während einer geheimen Abstimmung wird nicht gesichert.
field-preflight-quorum-impossible = Die Mindestbeteiligung ist nicht zu erreichen: Nötig sind { $needed } Stimmen, es gibt { $entitled }.
field-preflight-clock-behind = Die Uhr des Servers geht nach: Sie steht { $n } Sekunden vor dem letzten Eintrag im Protokoll. Stellen Sie sie erst richtig.
field-preflight-disk-full = Auf dem Datenträger sind nur noch { $n } MB frei. Schaffen Sie erst Platz: Eine volle Platte nimmt keine Stimme an.
problem-preflight = So kann die Abstimmung nicht geöffnet werden.

polls-board-keys = Schlüssel der Wahlleitung
polls-board-keys-explained = Mit diesen Schlüsseln werden Stimmzettel einer geheimen Abstimmung versiegelt, sobald sie eintreffen. Nach dem Schließen öffnen zwei Mitglieder der Wahlleitung die Urne gemeinsam, niemand allein. Auf dem Server liegt nur, womit versiegelt wird.
polls-board-keys-none = Noch niemand hat einen Schlüssel.
polls-board-keys-fewest = Versiegeln geht ab { $n } Schlüsseln: Geht einer verloren, reichen die anderen beiden.
polls-board-key-since = Seit
polls-board-key-own = Ihrer
polls-board-key-new = Ihr Schlüssel
polls-board-key-once = Er erscheint nur jetzt. Drucken Sie ihn oder schreiben Sie ihn ab, und verwahren Sie ihn getrennt von den anderen. Niemand kann ihn wiederherstellen.
polls-board-key-print = Drucken
polls-board-key-make = Schlüssel anlegen
polls-board-key-make-explained = Nur Sie sehen ihn, und nur einmal.
polls-board-key-replace = Schlüssel ersetzen
polls-board-key-replace-explained = Für Abstimmungen, die schon versiegelt sind, gilt weiter der alte: Behalten Sie ihn, bis sie ausgezählt sind.
polls-board-key-button = Schlüssel anlegen und anzeigen
polls-seal = Versiegelung
polls-seal-none = Stimmzettel werden nicht versiegelt.
polls-seal-opened = Die Urne war versiegelt und wurde von zwei Mitgliedern der Wahlleitung geöffnet.
polls-seal-holders = Versiegelt. Zwei von diesen öffnen die Urne:
polls-seal-set = Versiegeln
polls-seal-lift = Nicht versiegeln
polls-box-waits = Die Urne wartet
polls-box-waits-paper = Zwei Personen zählen zuerst die Stimmzettel auf Papier. Stimmen beide überein, kommen sie in dieselbe Urne.
polls-box-waits-keys = Zwei Mitglieder der Wahlleitung öffnen die Urne mit ihren Schlüsseln. Der erste öffnet noch nichts.
polls-box-waits-key = Ein Schlüssel ist da. Ein zweites Mitglied der Wahlleitung öffnet die Urne mit dem eigenen.
polls-key = Ihr Schlüssel
polls-key-hint = 32 Zeichen in Gruppen zu vier, wie auf Ihrem Blatt.
polls-key-button = Schlüssel geben
polls-key-given = gegeben
polls-paper = Stimmzettel auf Papier
polls-paper-open = Papier
polls-paper-explained = Wer auf Papier abstimmt, steht im selben Verzeichnis. Die Stimmzettel kommen in dieselbe Urne, und es gibt ein Ergebnis: Wie auf Papier gestimmt wurde, steht danach nirgends.
polls-paper-voters = Abstimmen auf Papier
polls-paper-voters-explained = Wer hier steht, stimmt in geheimen Abstimmungen auf Papier ab. Der Code legt dort nichts mehr in die Urne.
polls-paper-voters-none = Alle stimmen elektronisch ab.
polls-paper-voter-add = Auf Papier abstimmen lassen
polls-paper-voter-remove = Wieder elektronisch
polls-paper-wait-for-roll = Danach legen Sie fest, wer auf Papier abstimmt.
polls-paper-none = Nichts auf Papier
polls-paper-counting = { $n ->
    [0] Zwei Personen zählen.
    [one] Eine von zwei Personen hat fertig gezählt.
   *[other] Zwei Personen haben gezählt.
  }
polls-paper-differ = Die beiden Zählungen weichen voneinander ab
polls-paper-numbers-differ = Gezählt sind { $counted } Stimmzettel, abgegeben wurden { $handed }
polls-paper-agreed = Beide Zählungen stimmen überein
polls-paper-handed-in = In der Urne
polls-paper-handed-in-are = { $n ->
    [one] Eine Person
   *[other] { $n } Personen
  } mit zusammen { $votes ->
    [one] einer Stimme
   *[other] { $votes } Stimmen
  }
polls-paper-take-back = Zurücknehmen
polls-paper-hand-in = Wessen Stimmzettel liegen in der Urne?
polls-paper-hand-in-hint = Haken Sie ab, wenn der Stimmzettel eingeworfen wird. Wann, wird nicht festgehalten.
polls-paper-hand-in-button = Als abgegeben festhalten
polls-paper-sheet = Auszählen
polls-paper-sheet-explained = Zwei Personen zählen unabhängig voneinander. Jede gibt an, wie viele Stimmzettel gleich ausgefüllt sind. Was die andere zählt, sehen Sie nicht.
polls-paper-other-counts = { $name } zählt noch.
polls-paper-other-done = { $name } hat fertig gezählt.
polls-paper-differences = Hier weichen die Zählungen ab
polls-paper-own-number = Sie
polls-paper-other-number = Andere Person
polls-paper-own-sheet = Ihre Zählung
polls-paper-row-remove = Entfernen
polls-paper-count-on = Weiter zählen
polls-paper-add = Gleich ausgefüllte Stimmzettel
polls-paper-alike = Anzahl
polls-paper-invalid = Ungültig
polls-paper-invalid-hint = Was gewählt ist, lässt sich nicht erkennen. Dann bleibt oben alles frei.
polls-paper-add-button = Hinzufügen
polls-paper-done-question = Fertig gezählt?
polls-paper-done-explained = Stimmen beide Zählungen überein, kommen die Stimmzettel in die Urne. Danach steht nirgends mehr, was auf Papier war.
polls-paper-done = Fertig gezählt
polls-paper-discard = Beide Zählungen verwerfen
polls-paper-discard-explained = Danach zählen zwei Personen neu.
polls-paper-counted-by-others = Zwei andere Personen zählen.
field-no-board-key = Das ist kein Schlüssel der Wahlleitung. Prüfen Sie jedes Zeichen.
field-board-key-of-others = Das ist nicht Ihr Schlüssel.
field-board-key-of-other-poll = Diese Abstimmung wurde nicht für Ihren Schlüssel versiegelt.
field-invalid-and-choice = Ein ungültiger Stimmzettel hat keine Auswahl.
problem-voter-on-paper = Sie stimmen in dieser Abstimmung auf Papier ab.
problem-paper-already = Diese Person stimmt schon auf Papier ab.
problem-not-on-paper = Diese Person stimmt hier nicht auf Papier ab.
problem-paper-counted-by-others = Zwei andere Personen zählen diese Stimmzettel.
problem-paper-sheet-done = Sie haben fertig gezählt. Wählen Sie „Weiter zählen“, um etwas zu ändern.
problem-box-waits = Die Urne wartet noch auf Stimmzettel auf Papier oder auf Schlüssel der Wahlleitung.
problem-box-waits-for-nothing = Die Urne wartet nicht darauf.
problem-paper-first = Zuerst werden die Stimmzettel auf Papier gezählt.
problem-too-few-holders = Zum Versiegeln braucht es { $needed } Mitglieder der Wahlleitung mit Schlüssel, es sind { $n }.
problem-nothing-to-seal = Eine namentliche Abstimmung hat keine geheime Urne.
problem-key-given = Dieser Schlüssel ist schon gegeben.
problem-poll-not-all-on-roll = Auf dem anderen Verzeichnis müssen alle stehen, die hier stimmberechtigt sind, und noch jemand dazu.
