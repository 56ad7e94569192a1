# Der Sitzrechner, für alle.
calculator-title = Sitzrechner
calculator-lead = Stimmen hinein, Sitze heraus, mit jedem Schritt der Rechnung. Nichts davon wird gespeichert.
calculator-method = Verfahren der Sitzverteilung
calculator-method-hint = Welches gilt, sagen die Regeln der jeweiligen Wahl; ein übliches gibt es nicht.
calculator-seats = Sitze
calculator-lists = Listen und Einzelbewerbungen
calculator-lists-hint = Leere Zeilen zählen nicht. Lassen Sie die Zahl der Kandidierenden leer, wo es genug gibt.
calculator-name = Name
calculator-votes = Stimmen
calculator-candidates = Kandidierende
calculator-independent = Einzelbewerbung
calculator-name-in-row = Name in Zeile { $n }
calculator-votes-in-row = Stimmen in Zeile { $n }
calculator-candidates-in-row = Kandidierende in Zeile { $n }
calculator-independent-in-row = Zeile { $n } ist eine Person, die allein antritt und höchstens einen Sitz einnimmt
calculator-more-rows = Mehr Zeilen
calculator-short-lists = Sitze, für die einer Liste Kandidierende fehlen
calculator-short-lists-hint = Wer allein antritt, nimmt höchstens einen Sitz ein.
calculator-majority-clause = Mehrheitsklausel
calculator-majority-clause-hint = Eine Liste mit mehr als der Hälfte der Stimmen erhält mehr als die Hälfte der Sitze.
calculator-threshold = Sperrklausel
calculator-threshold-hint = Der kleinste Anteil an den gültigen Stimmen, als Bruch: 5 von 100 sind fünf Prozent.
calculator-threshold-num = Teile
calculator-threshold-den = von
calculator-compute = Sitze berechnen
calculator-clear = Neu beginnen
calculator-result = Sitze
calculator-share = Anteil
calculator-entitled = Sitze nach Stimmen
calculator-filled = Besetzte Sitze
calculator-sum = Zusammen
calculator-vacant = { $n ->
    [one] Ein Sitz bleibt unbesetzt: Niemand ist da, ihn einzunehmen.
   *[other] { $n } Sitze bleiben unbesetzt: Niemand ist da, sie einzunehmen.
 }
calculator-undecided = { $n ->
    [one] Ein Sitz ist offen zwischen { $names }: Ihre Ansprüche sind gleich.
   *[other] { $n } Sitze sind offen zwischen { $names }: Ihre Ansprüche sind gleich.
 }
calculator-lot-needed = Das Los muss entscheiden
calculator-lot-won = Wer hat durch das Los einen Sitz erhalten?
calculator-lot-enter = Los eintragen
calculator-lot-refused = Das eingetragene Los zählt nicht.
calculator-how = So wurden die Sitze berechnet
calculator-threshold-step = Sperrklausel
calculator-threshold-reached = { $votes } Stimmen sind nötig. Alle haben sie.
calculator-threshold-missed = { $votes } Stimmen sind nötig. Nicht berücksichtigt: { $names }.
calculator-sainte-lague = Die Stimmen jeder Liste werden durch 1, 3, 5 und so weiter geteilt. { $n ->
    [one] Die höchste aller dieser Zahlen erhält den Sitz.
   *[other] Die { $n } höchsten aller dieser Zahlen erhalten die Sitze, die höchste den ersten.
 }
calculator-dhondt = Die Stimmen jeder Liste werden durch 1, 2, 3 und so weiter geteilt. { $n ->
    [one] Die höchste aller dieser Zahlen erhält den Sitz.
   *[other] Die { $n } höchsten aller dieser Zahlen erhalten die Sitze, die höchste den ersten.
 }
calculator-limited = Sitze, für die einer Liste Kandidierende fehlen, gehen hier weiter; ihre Zeile endet deshalb mit dem letzten Namen.
calculator-clause-seats-first = Die Sitze nach der Mehrheitsklausel kommen zuerst; die anderen teilen sich den Rest.
calculator-table-too-large = Die Tabelle ist zu groß für eine Seite; die Befehlszeile und die Programmschnittstelle geben sie aus.
calculator-quotients = Geteilte Stimmen mit der Nummer des Sitzes
calculator-divided-by = ÷ { $divisor }
calculator-seat-number = Sitz { $seat }
calculator-lot-for-seat = Los um { $seat }
calculator-by-clause = Mehrheitsklausel
calculator-last-seat = Sitz { $seat }, der letzte, ging an { $names } mit { $quotient }.
calculator-tied-quotient = { $names } haben für die letzten Sitze dieselbe Zahl: { $quotient }.
calculator-first-missed = Danach kam { $name } mit { $value }: Bei { $votes } Stimmen mehr wäre ein weiterer Sitz sicher gewesen, wenn bei allen anderen nichts anders wäre.
calculator-next-in-line = Danach kam { $name } mit { $value }.
calculator-check-standard = Zur Probe: Stimmen geteilt durch { $divisor }, zur nächsten ganzen Zahl gerundet, ergeben die Sitze.
calculator-check-down = Zur Probe: Stimmen geteilt durch { $divisor }, abgerundet, ergeben die Sitze.
calculator-hare-niemeyer = Stimmen mal { $n } Sitze, geteilt durch alle { $counted } Stimmen, ergeben den Idealanspruch jeder Liste. Die ganzen Zahlen ergeben { $whole } Sitze, und { $left ->
    [0] keiner ist übrig.
    [one] einer ist übrig; er geht an den größten Bruchteil.
   *[other] { $left } sind übrig; sie gehen an die größten Bruchteile.
 }
calculator-remainders = Idealansprüche und Bruchteile
calculator-ideal = Idealanspruch
calculator-whole = Ganze Zahl
calculator-further = Nach Bruchteil
calculator-seats-certain = Sichere Sitze
calculator-last-remainder = Sitz { $seat }, der letzte, ging an { $names } mit dem Bruchteil { $remainder }.
calculator-tied-remainder = { $names } haben für die letzten Sitze denselben Bruchteil: { $remainder }.
calculator-clause-step = Mehrheitsklausel
calculator-clause = { $name } hat { $votes } von { $counted } Stimmen, mehr als die Hälfte, aber nur { $before ->
    [one] einen Sitz
   *[other] { $before } Sitze
 }. Nach der Mehrheitsklausel sind es { $after }.
calculator-lot-step = Los
calculator-lot-drawn = { $n ->
    [one] Das Los um einen Sitz zwischen { $names } fiel auf { $won }.
   *[other] Das Los um { $n } Sitze zwischen { $names } fiel auf { $won }.
 }
field-seats-unreadable = Das ist nicht lesbar: { $reason }
field-seats-unknown-field = Ein solches Feld gibt es nicht.
field-seats-not-text = Das muss ein Text sein.
field-seats-not-yes-or-no = Das muss true oder false sein.
field-seats-not-a-list = Das muss eine Liste sein.
field-seats-not-an-object = Das muss ein Objekt mit benannten Feldern sein.
field-seats-no-lists = Bitte geben Sie mindestens eine Liste oder eine Einzelbewerbung ein.
field-seats-no-votes = Niemand hat eine gültige Stimme.
field-seats-nobody-reaches = Niemand erreicht die { $votes } Stimmen, die die Sperrklausel verlangt.
field-seats-no-such-list = Eine Liste { $name } gibt es nicht.
field-seats-no-tie = Es gibt keinen Gleichstand, um den zu losen wäre.
field-seats-other-tie = Gleichstand besteht zwischen anderen als denen, zwischen denen gelost wurde.
field-seats-not-tied = { $name } ist an keinem Gleichstand beteiligt.
field-seats-won-twice = { $name } steht zweimal da.
field-seats-winners = { $open ->
    [one] Ein Sitz ist offen, aber { $named } sind als Gewinner genannt.
   *[other] { $open } Sitze sind offen, aber { $named } sind als Gewinner genannt.
 }
field-seats-too-few-candidates = Alle Listen zusammen haben nur { $n ->
    [one] eine Person
   *[other] { $n } Personen
}; das sind weniger als Sitze.
