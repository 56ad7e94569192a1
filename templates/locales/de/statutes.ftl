# Satzungen: Fassungen, Delegiertenschlüssel, Mehrheiten.
nav-statutes = Satzung
statutes-title = Satzung
statutes-lead = Jede Fassung gilt von einem Tag an, bis die nächste gilt. Eine Versammlung richtet sich nach der Fassung, die an ihrem Tag gilt.
statutes-none = Es ist noch keine Fassung eingetragen.
statutes-new = Neue Fassung
statutes-edit = Fassung ändern
statutes-valid-from = gilt ab { $day }
statutes-holds-today = gilt heute
statutes-in-use = Nach dieser Fassung ist schon gerechnet worden
statutes-in-use-explained = Sie ändert sich nicht mehr. Für andere Regeln legen Sie eine neue Fassung an.
statutes-remove = Fassung entfernen
statutes-remove-text = Nach dieser Fassung ist noch nichts berechnet worden. Sie kann entfernt werden.
statutes-name = Bezeichnung
statutes-name-hint = Zum Beispiel: Satzung vom 2. Dezember 2023
statutes-from = Gilt ab
statutes-from-hint = Der erste Tag, an dem diese Fassung gilt. Für jeden Tag gibt es höchstens eine.
statutes-article = Stelle in der Satzung
statutes-choose = Bitte wählen
statutes-save = Speichern

statutes-key = Delegiertenschlüssel
statutes-rule = Wonach sich die Zahl der Plätze richtet
statutes-rule-fixed = eine feste Zahl für alle
statutes-rule-steps = Stufen einer Bezugszahl
statutes-rule-each = ein Platz für je so viele
statutes-rule-proportional = Anteil an einer festen Gesamtzahl
statutes-base = Plätze für jedes Mitglied
statutes-base-hint = Die feste Zahl, oder ein Grundbestand, zu dem weitere Plätze hinzukommen.
statutes-figure-kind = Bezugszahl
statutes-figure-kind-hint = Nicht nötig, wenn alle die gleiche Zahl haben.
statutes-steps = Stufen
statutes-steps-hint = Von der kleinsten zur größten Grenze. Leere Zeilen am Ende bleiben unbeachtet.
statutes-edge = bis zu
statutes-edge-n = Grenze der { $n }. Stufe
statutes-places = Plätze
statutes-places-n = Plätze der { $n }. Stufe
statutes-more-rows = Weitere Zeilen
statutes-edge-belongs = Wohin eine Zahl gehört, die genau auf der Grenze liegt
statutes-edge-below = zur Stufe darunter („bis 5.000“)
statutes-edge-above = zur Stufe darüber („unter 5.000“)
statutes-above = Oberhalb der letzten Grenze
statutes-above-each = ein weiterer Platz für je so viele
statutes-above-places = eine feste Zahl
statutes-above-size = ein weiterer Platz für je
statutes-above-count = feste Zahl oberhalb der letzten Grenze
statutes-rounding = Gezählt wird
statutes-rounding-started = jede angefangene Einheit
statutes-rounding-full = jede volle Einheit
statutes-size = ein Platz für je
statutes-total = Gesamtzahl der Plätze
statutes-method = Verfahren
statutes-limits = Grenzen und Besonderheiten
statutes-minimum = mindestens
statutes-minimum-hint = Was hinzukommt, vergrößert eine feste Gesamtzahl.
statutes-maximum = höchstens
statutes-maximum-hint = Was wegfällt, bekommt niemand anderes.
statutes-unpaid = kein Platz, solange der Beitrag nicht bezahlt ist
statutes-unpaid-hint = Die Plätze der anderen ändern sich dadurch nicht.
statutes-ex-officio = Plätze kraft Amtes
statutes-ex-officio-hint = Sie kommen für jedes Mitglied hinzu, auch über die Höchstzahl hinaus.
statutes-function = Amt
statutes-function-n = { $n }. Amt
statutes-function-places-n = Plätze des { $n }. Amtes
statutes-personal = Stimmen jedes persönlichen Mitglieds
statutes-personal-hint = Leer lassen, wenn der Verband keine Personen als Mitglieder hat.
statutes-try = Schlüssel ausprobieren
statutes-preview = Was der Schlüssel ergibt
statutes-preview-lead = Mitglieder und ihre jüngsten Zahlen am { $day }. Zusammen { $n ->
    [one] ein Platz
   *[other] { $n } Plätze
 }. Es ist noch nichts gespeichert.
statutes-preview-undecided = { $n ->
    [one] Um einen Platz müsste das Los entscheiden.
   *[other] Um { $n } Plätze müsste das Los entscheiden.
 }
statutes-without-figure = { $n ->
    [one] Einem Mitglied fehlt die Bezugszahl
   *[other] { $n } Mitgliedern fehlt die Bezugszahl
 }
statutes-body = Mitglied
statutes-figure = Bezugszahl
statutes-working = Rechenweg
statutes-now = bisher

statutes-delegates = Wer Delegierte sein kann
statutes-who = Entsandt werden können
statutes-who-direct-members = unmittelbare Mitglieder des Gremiums oder Vereins
statutes-who-elected = nur gewählte Mitglieder
statutes-who-anybody = alle, die dazugehören
statutes-minimum-age = Mindestalter
statutes-deputies = Stellvertretung erlaubt
statutes-deputies-hint = Jemand nimmt für eine Versammlung den Platz ein.
statutes-substitutes = Ersatz erlaubt
statutes-substitutes-hint = Jemand rückt auf Dauer nach, wenn ein Delegierter ausscheidet.
statutes-notice = Ladungsfrist
statutes-notice-days = Tage
statutes-motions = Anträge
statutes-motions-hint = Bis wann Anträge eingehen und wie viele Mitglieder sie unterstützen. Für Änderungsanträge gilt das nicht. Alles leer: Anträge gehen bis zur Versammlung ein.
statutes-motions-days = Tage vor der Versammlung
statutes-motions-supporters = Unterstützende Mitglieder, außer denen, die den Antrag einbringen
statutes-calling = Versammlung auf Verlangen der Mitglieder
statutes-calling-hint = Welcher Teil der Mitglieder eine Versammlung verlangen kann. Alles leer: der zehnte Teil (§ 37 Absatz 1 BGB).
statutes-proxies = Stimmrechtsübertragung (Vollmacht)
statutes-proxies-hint = Ob Delegierte, die nicht kommen können, ihre Stimme schriftlich auf andere Delegierte übertragen dürfen. Alles leer: nicht erlaubt (§§ 38 und 40 BGB).
statutes-proxies-most = So viele Vollmachten darf eine Person höchstens haben
statutes-proxies-same-body = Nur innerhalb desselben Mitglieds
statutes-quorum = Beschlussfähigkeit
statutes-quorum-hint = Entweder eine Zahl oder ein Bruchteil der Stimmberechtigten. Alles leer: keine Mindestzahl, wie im Gesetz.
statutes-measure = Gezählt werden
statutes-measure-present = die Anwesenden
statutes-measure-voted = die Abstimmenden
statutes-quorum-number = Mindestzahl
statutes-numerator = Bruchteil: Zähler
statutes-denominator = Bruchteil: Nenner
statutes-strict = mehr als dieser Bruchteil (sonst: mindestens)
statutes-majorities = Mehrheiten
statutes-majorities-hint = Was leer bleibt, richtet sich nach dem Gesetz (BGB §§ 32, 33, 41).
statutes-majority-base = Gemessen an
statutes-least-of-entitled = Dazu von allen Stimmberechtigten
statutes-of-bodies = Dazu von den Mitgliedern, jedes mit einer Stimme (nur bei namentlicher Abstimmung)
statutes-tie = Bei Stimmengleichheit
statutes-tie-law = abgelehnt, wie im Gesetz
statutes-purpose-resolution = Beschlüsse
statutes-purpose-amendment = Satzungsänderung
statutes-purpose-removal = Abwahl
statutes-purpose-dissolution = Auflösung
statutes-base-yes-no = Ja- und Nein-Stimmen
statutes-base-valid = gültigen Stimmen mit Enthaltungen
statutes-base-present = Anwesenden
statutes-base-entitled = Stimmberechtigten
statutes-base-bodies = Mitglieder, jedes mit einer Stimme

statutes-says-base = { $n ->
    [one] Ein Platz für jedes Mitglied.
   *[other] { $n } Plätze für jedes Mitglied.
 }
statutes-says-up-to = bis { $edge } ({ $kind }): { $n }
statutes-says-under = unter { $edge } ({ $kind }): { $n }
statutes-says-above = darüber: { $n }
statutes-says-above-started = darüber: ein weiterer Platz für je angefangene { $size }
statutes-says-above-full = darüber: ein weiterer Platz für je volle { $size }
statutes-says-each-started = Ein Platz für je angefangene { $size } ({ $kind }).
statutes-says-each-full = Ein Platz für je volle { $size } ({ $kind }).
statutes-says-shared = Alle teilen sich { $n ->
    [one] einen Platz
   *[other] { $n } Plätze
 } nach ihrer Bezugszahl ({ $kind }), Verfahren { $method }.
statutes-says-minimum = Mindestens { $n }.
statutes-says-maximum = Höchstens { $n }.
statutes-says-ex-officio = Dazu kraft Amtes { $n }: { $function }.
statutes-says-unpaid = Kein Platz, solange der Beitrag nicht bezahlt ist.
statutes-says-personal = { $n ->
    [one] Persönliche Mitglieder haben je eine Stimme.
   *[other] Persönliche Mitglieder haben je { $n } Stimmen.
 }
statutes-says-age = Mindestalter { $n } Jahre
statutes-says-deputies = mit Stellvertretung
statutes-says-no-deputies = ohne Stellvertretung
statutes-says-substitutes = mit Ersatz bei Ausscheiden
statutes-says-no-substitutes = ohne Ersatz
statutes-says-notice = { $n ->
    [one] ein Tag
   *[other] { $n } Tage
 }
statutes-says-motions-days = { $n ->
    [one] spätestens einen Tag vor der Versammlung
   *[other] spätestens { $n } Tage vor der Versammlung
 }
statutes-says-motions-supporters = { $n ->
    [one] unterstützt von mindestens einem Mitglied
   *[other] unterstützt von mindestens { $n } Mitgliedern
 }
statutes-says-calling = { $n } von je { $of } Mitgliedern
statutes-says-proxies = { $n ->
    [one] höchstens eine Vollmacht je Person
   *[other] höchstens { $n } Vollmachten je Person
 }
statutes-says-proxies-same-body = nur innerhalb desselben Mitglieds
statutes-says-quorum-number = mindestens { $n }; gezählt werden { $measure }
statutes-says-quorum-at-least = mindestens { $share } der Stimmberechtigten; gezählt werden { $measure }
statutes-says-quorum-more-than = mehr als { $share } der Stimmberechtigten; gezählt werden { $measure }
statutes-says-majority-at-least = mindestens { $share } der { $base }
statutes-says-majority-more-than = mehr als { $share } der { $base }
statutes-says-tie = bei Stimmengleichheit: { $means }

working-figure = { $n } { $kind } am { $day }
working-base = { $n ->
    [one] ein Platz für jedes Mitglied
   *[other] { $n } Plätze für jedes Mitglied
 }
working-up-to = bis { $edge }: { $n ->
    [one] ein Platz
   *[other] { $n } Plätze
 }
working-under = unter { $edge }: { $n ->
    [one] ein Platz
   *[other] { $n } Plätze
 }
working-more-than = mehr als { $edge }: { $n ->
    [one] ein Platz
   *[other] { $n } Plätze
 }
working-from = ab { $edge }: { $n ->
    [one] ein Platz
   *[other] { $n } Plätze
 }
working-above-started = über { $edge }: { $first } und für je angefangene weitere { $size } einer, also { $more } mehr: { $n ->
    [one] ein Platz
   *[other] { $n } Plätze
 }
working-above-full = über { $edge }: { $first } und für je volle weitere { $size } einer, also { $more } mehr: { $n ->
    [one] ein Platz
   *[other] { $n } Plätze
 }
working-each-started = einer für je angefangene { $size }: { $n ->
    [one] ein Platz
   *[other] { $n } Plätze
 }
working-each-full = einer für je volle { $size }: { $n ->
    [one] ein Platz
   *[other] { $n } Plätze
 }
working-share = Anteil an { $total } Plätzen für zusammen { $of }: { $n ->
    [one] ein Platz
   *[other] { $n } Plätze
 }
working-by-lot = der letzte davon durch das Los
working-undecided = um einen weiteren Platz muss das Los entscheiden
working-minimum = erhöht auf die Mindestzahl { $n }
working-maximum = begrenzt auf die Höchstzahl { $n }
working-ex-officio = { $n ->
    [one] dazu ein Platz kraft Amtes
   *[other] dazu { $n } Plätze kraft Amtes
 }
working-fee-unpaid = der Beitrag ist nicht bezahlt: die Plätze ruhen

problem-statutes-in-use = Nach dieser Fassung ist schon gerechnet worden. Sie ändert sich nicht mehr; legen Sie für andere Regeln eine neue Fassung an.
problem-key-too-many-places = { $name } bekäme mehr Plätze, als möglich sind. Bitte prüfen Sie Schlüssel und Bezugszahl.
problem-key-nothing-to-share = Alle Bezugszahlen sind 0. Danach lässt sich nichts aufteilen.
problem-key-out-of-range = Es sind zu viele Mitglieder, oder eine Bezugszahl ist zu groß.
field-statutes-day-taken = An diesem Tag beginnt schon eine andere Fassung.
field-key-nothing = So bekäme niemand einen Platz. Geben Sie eine Zahl oder eine Regel an.
field-key-no-steps = Es fehlt die erste Stufe.
field-key-edge-twice = Diese Grenze steht zweimal da.
field-key-edge-descends = Diese Grenze liegt unter der vorigen. Ordnen Sie die Stufen von klein nach groß.
field-key-fewer-places = So gäbe eine größere Zahl weniger Plätze.
field-key-minimum-above-maximum = Die Mindestzahl liegt über der Höchstzahl.
field-key-two-rules = Es kann nur eine Regel nach der Bezugszahl geben.
field-key-above = Geben Sie an, was oberhalb der letzten Grenze gilt: eine feste Zahl oder einen Platz für je so viele.
field-key-function = Das Amt braucht eine Bezeichnung mit höchstens 120 Zeichen.
field-key-figure-unused = Eine feste Zahl für alle richtet sich nach keiner Bezugszahl.
field-quorum-unclear = Geben Sie entweder eine Zahl oder einen Bruchteil an, der mehr als nichts ist und erreicht werden kann.
field-share-unusable = Der Bruchteil muss mehr als nichts sein und erreicht werden können.
field-purpose-twice = Diese Mehrheit steht zweimal da.
field-tally-no-such-body = { $name } ist nicht unter den Mitgliedern.
field-tally-no-personal-votes = Der Schlüssel gibt Personen keine Stimme.
field-tally-no-bodies = Es ist kein Mitglied angegeben.
field-tally-too-many-places = Diese Zahl gäbe mehr als { $n } Plätze.
field-tally-nothing-to-share = { problem-key-nothing-to-share }
field-tally-lot = Das Los passt nicht zu dem Gleichstand: So viele, wie Plätze offen sind, und nur Beteiligte können gewinnen.
