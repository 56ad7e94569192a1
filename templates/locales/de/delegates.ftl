# Delegates of bodies: registered by their offices, checked by staff.

delegates-title = Delegierte
delegates-assemblies = Versammlungen
delegates-page-position = Seite { $page } von { $last }

delegates-rounds-lead = Hier melden Sie, wen Sie zu den Versammlungen des Verbands entsenden.
delegates-rounds-none = Zurzeit lädt der Verband zu keiner Versammlung ein, für die Sie Delegierte melden können. Sobald es so weit ist, steht sie hier.
delegates-rounds-none-staff = Noch keine Versammlung. Sobald Sie eine anlegen, erscheint sie hier bei allen Mitgliedern.
delegates-round-open = Meldung offen
delegates-round-frozen = abgeschlossen

delegates-for = Delegierte für { $title }
delegates-assembly-day = Die Versammlung ist am { $day }. Wer gemeldet wird, muss Ihnen an diesem Tag angehören.
delegates-register-until = Meldung bis einschließlich { $day }
delegates-until-explained = Bis dahin können Sie Meldungen ergänzen, ändern und zurücknehmen.
delegates-deadline-over = Die Frist für Meldungen ist vorbei
delegates-deadline-over-explained = Änderungen nimmt jetzt die Geschäftsstelle des Verbands für Sie vor.
delegates-frozen = Die Meldungen sind abgeschlossen
delegates-frozen-explained = Das Verzeichnis der Stimmberechtigten ist festgeschrieben. Es ändert sich nicht mehr.

delegates-places = Plätze
delegates-count-delegates = Delegierte
delegates-count-deputies = Stellvertretungen
delegates-accepted-of-them = davon angenommen: { $n }

delegates-registered-title = Gemeldete Personen
delegates-none-yet = Noch ist niemand gemeldet. Wählen Sie unten die erste Person aus.
delegates-none = Es ist niemand gemeldet.
delegates-name = Name
delegates-body = Entsandt von
delegates-role = Aufgabe
delegates-state = Stand
delegates-votes = Stimmen
delegates-reason = Begründung
delegates-acts = Handlungen
delegates-role-delegate = Delegierte Person
delegates-role-deputy = Stellvertretung
delegates-state-registered = gemeldet, in Prüfung
delegates-state-accepted = angenommen
delegates-state-returned = zurückgegeben
delegates-state-withdrawn = zurückgenommen
delegates-register-again = Erneut melden
delegates-withdraw = Zurücknehmen
delegates-up = Nach oben
delegates-down = Nach unten

delegates-register-title = Person melden
delegates-nobody-eligible = In der Liste ist niemand mehr, den Sie melden können. Fehlt jemand, dann tragen Sie die Person hier ein; die Geschäftsstelle des Verbands prüft es.
delegates-person = Person
delegates-person-hint = Zur Wahl stehen alle, die Ihnen am Tag der Versammlung angehören und noch nicht gemeldet sind.
delegates-choose = Bitte wählen
delegates-role-hint = { $n ->
    [one] Sie haben einen Platz, dazu eine Stellvertretung.
   *[other] Sie haben { $n } Plätze, dazu ebenso viele Stellvertretungen.
 }
delegates-register-button = Melden

problem-places-full = { $n ->
    [0] Für diese Versammlung sind keine Plätze vorgesehen.
    [one] Der eine Platz ist schon vergeben. Nehmen Sie zuerst die andere Meldung zurück.
   *[other] Alle { $n } Plätze sind schon vergeben. Nehmen Sie zuerst eine andere Meldung zurück.
 }
field-places-full = { problem-places-full }
problem-deputies-full = { $n ->
    [0] Für diese Versammlung sind keine Plätze vorgesehen, also auch keine Stellvertretungen.
    [one] Die eine Stellvertretung ist schon gemeldet. Es gibt so viele Stellvertretungen wie Plätze.
   *[other] Alle { $n } Stellvertretungen sind schon gemeldet. Es gibt so viele Stellvertretungen wie Plätze.
 }
field-deputies-full = { problem-deputies-full }
problem-person-twice = Diese Person ist für die Versammlung schon gemeldet.
field-person-registered = { problem-person-twice }
problem-person-elsewhere = Diese Person ist für die Versammlung schon von anderer Seite gemeldet. Bitte klären Sie es mit der Person oder mit der Geschäftsstelle des Verbands.
field-person-elsewhere = { problem-person-elsewhere }
problem-person-in-body = Diese Person ist für die Versammlung schon gemeldet, und zwar von: { $body }.
field-person-in-body = { problem-person-in-body }
problem-person-not-in-body = Diese Person gehört dem Gremium oder Verein am Tag der Versammlung nicht an.
field-person-not-in-body = { problem-person-not-in-body }
problem-delegate-not-in-body = { $name } gehört dem Gremium oder Verein am Tag der Versammlung nicht an. Die Meldung kann nicht angenommen werden.
problem-deadline-passed = Die Frist für Meldungen ist vorbei. Bitte wenden Sie sich an die Geschäftsstelle des Verbands.
problem-round-frozen = Das Verzeichnis der Stimmberechtigten ist festgeschrieben. Meldungen ändern sich nicht mehr.
problem-delegate-state = Das passt nicht zum Stand der Meldung. Sie wurde inzwischen geändert; hier sehen Sie den neuen Stand.
problem-places-below-accepted = { $n ->
    [one] Eine Meldung ist schon angenommen. Weniger Plätze gehen erst, wenn sie zurückgegeben ist.
   *[other] Es sind schon { $n } Meldungen angenommen. Weniger Plätze gehen erst, wenn Meldungen zurückgegeben sind.
 }
field-places-below-accepted = { problem-places-below-accepted }
problem-order-incomplete = Die Reihenfolge muss jede Meldung genau einmal nennen.
field-person-needed = Bitte wählen Sie eine Person aus.
field-role-needed = Bitte wählen Sie aus, ob die Person delegiert ist oder vertritt.
field-votes-range = Bitte geben Sie eine ganze Zahl von 1 bis 99 ein.
field-places-range = Bitte geben Sie eine ganze Zahl von 0 bis 999 ein.

computation-title = Berechnung der Plätze
computation-lead = Gerechnet wird nach der Fassung, die am Tag der Versammlung gilt.
computation-reference-day = Stichtag
computation-reference-day-hint = Es zählen die jüngsten Zahlen bis zu diesem Tag und die Beiträge, die dann nicht bezahlt sind.
computation-preview = Berechnen
computation-preview-lot = Mit diesem Los berechnen
computation-proposed = Ergebnis, noch nicht gespeichert
computation-save = Plätze so festlegen
computation-leave-missing = Mitglieder ohne Bezugszahl behalten ihre jetzigen Plätze
computation-kept = Was festgelegt ist
computation-none = Es ist noch nichts berechnet worden. Es gelten die Plätze aus dem Verzeichnis.
computation-by = Nach { $title }, { $article }
computation-figures-on = Zahlen bis zum { $day }
computation-total = { $n ->
    [one] zusammen ein Platz
   *[other] zusammen { $n } Plätze
 }
computation-now = jetzt
computation-digest = Prüfsumme
computation-overruled = Anders festgelegt:
computation-overruled-to = { $n ->
    [one] Festgelegt ist davon abweichend ein Platz. Begründung:
   *[other] Festgelegt sind davon abweichend { $n } Plätze. Begründung:
 }
computation-of-body = So ist die Zahl Ihrer Plätze berechnet
computation-result = { $n ->
    [one] Ergibt einen Platz.
   *[other] Ergibt { $n } Plätze.
 }
computation-tie = { $n ->
    [one] Um einen Platz besteht Gleichstand. Ziehen Sie das Los und tragen Sie ein, wer gewonnen hat.
   *[other] Um { $n } Plätze besteht Gleichstand. Ziehen Sie das Los und tragen Sie ein, wer gewonnen hat.
 }
computation-lot = Durch das Los gewonnen haben
computation-lot-hint = So viele, wie Plätze offen sind.
computation-drawn-by = Gezogen von
computation-drawn-on = Gezogen am
computation-lot-drawn = Los gezogen von { $by } am { $day }

problem-round-without-statutes = Am Tag der Versammlung gilt keine Satzung. Tragen Sie zuerst die Fassung ein, die dann gilt.
problem-places-lot-needed = { $n ->
    [one] Um einen Platz besteht Gleichstand. Erst muss das Los gezogen werden.
   *[other] Um { $n } Plätze besteht Gleichstand. Erst muss das Los gezogen werden.
 }
field-places-lot-needed = { problem-places-lot-needed }
problem-bodies-without-figure = { $n ->
    [one] { $name } fehlt die Bezugszahl. Tragen Sie sie ein, oder lassen Sie die Plätze ausdrücklich, wie sie sind.
   *[other] { $n } Mitgliedern fehlt die Bezugszahl, das erste ist { $name }. Tragen Sie sie ein, oder lassen Sie die Plätze ausdrücklich, wie sie sind.
 }
problem-computed-below-accepted = { $name } bekäme weniger Plätze, als schon Meldungen angenommen sind ({ $n }). Geben Sie zuerst Meldungen zurück.
computation-other-day = Das ist für eine Versammlung am { $day } berechnet worden. Der Tag hat sich geändert; bitte rechnen Sie neu.
problem-deputies-not-provided = Die Satzung kennt keine Stellvertretung von Delegierten.
field-deputies-not-provided = Die Satzung kennt keine Stellvertretung von Delegierten ({ $article }).
problem-substitutes-not-provided = Die Satzung kennt keine Ersatzdelegierten.
field-substitutes-not-provided = Die Satzung kennt keine Ersatzdelegierten ({ $article }).

delegates-table-title = Delegierte als Tabelle
delegates-table-lead = Hier lesen Sie die Delegierten vieler Mitglieder auf einmal ein. Zuerst sehen Sie Zeile für Zeile, was geschehen würde. Wer in der Tabelle nicht vorkommt, bleibt gemeldet.
delegates-table-frozen = Das Verzeichnis ist festgeschrieben; die Tabelle kann nur noch ausgegeben werden.
delegates-table-export-lead = Dieselbe Tabelle mit allen Meldungen; was ausgegeben wurde, kann geändert und wieder eingelesen werden.
delegates-column-person = Schlüssel der Person im Register; ohne ihn zählt der Name.
delegates-column-name = Name der Person, wenn kein Schlüssel angegeben ist; gesucht wird unter denen, die dem Mitglied am Tag der Versammlung angehören.
delegates-column-role = Delegierte, Stellvertretung oder Ersatz; ohne Angabe Delegierte.
delegates-column-position = Platz in der Reihenfolge, ab 1.
delegates-column-resolution = Tag des Beschlusses; in allen Zeilen eines Mitglieds derselbe.
field-body-not-in-round = Ein Mitglied mit diesem Schlüssel gehört nicht zu dieser Versammlung.
field-person-ambiguous = Zwei Personen heißen so. Bitte geben Sie den Schlüssel der Person an.
field-role-not-provided = Die Satzung kennt diese Rolle nicht.
