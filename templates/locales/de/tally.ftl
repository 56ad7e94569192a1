# Abstimmungen und Anträge, aus Zahlen ausgezählt: die Schritte der Auszählung in Worten.

tally-kind-yes-no = Antrag: Mehr Ja als Nein nimmt ihn an.
tally-kind-plurality = Gewählt ist, wer die meisten Stimmen hat.
tally-kind-approval = Wahl durch Zustimmung: Jeder Stimmzettel gibt allen, die er nennt, eine Stimme; die meisten Stimmen entscheiden.
tally-kind-cumulative = Kumulieren: Ein Stimmzettel kann jemandem mehrere Stimmen geben; die meisten Stimmen entscheiden.
tally-kind-irv = Integrierte Stichwahl: Wer die wenigsten Stimmen hat, scheidet aus, bis jemand mehr als die Hälfte hat.
tally-kind-stv = Übertragbare Einzelstimmgebung nach den Regeln schottischer Kommunalwahlen.
tally-kind-schulze = Schulze: Je zwei werden verglichen, und der stärkste Weg zwischen ihnen entscheidet.
tally-ballots = { $valid } gültige, { $blank } leere, { $invalid } ungültige Stimmzettel.
tally-holds = { $name }: { $votes }.
# $votes und $part: ganze Stimmen und fünf Stellen nach dem Komma
tally-holds-units = { $name }: { $votes },{ $part }.
tally-absolute = Mehr als die Hälfte von { $valid } gültigen Stimmzetteln ist nötig: mindestens { $needed } Stimmen.
tally-bodies = { $seats ->
    [one] Ein Platz
   *[other] { $seats } Plätze
 } für Personen aus mindestens { $bodies ->
    [one] einem Gremium
   *[other] { $bodies } verschiedenen Gremien
 }: die meisten Stimmen zuerst, solange Plätze für die fehlenden Gremien bleiben.
tally-passed-over = Übergangen, weil ihr Gremium schon vertreten ist und Plätze für andere frei bleiben: { $names }.
tally-round = Runde { $number }: { $counted } Stimmzettel zählen, { $exhausted } nennen niemanden mehr, der noch dabei ist.
tally-more-than-half = { $name } hat { $votes } von { $counted } Stimmen, mehr als die Hälfte.
tally-eliminated = { $n ->
    [one] { $names } hat die wenigsten Stimmen ({ $votes }) und scheidet aus.
   *[other] { $names } haben die wenigsten Stimmen (je { $votes }), zusammen weniger als die nächste Person, und scheiden aus.
 }
tally-quota = Quote: { $valid } gültige Stimmzettel geteilt durch { $parts }, abgerundet, plus eins: { $quota } Stimmen.
tally-stage = Stufe { $number }: { $none },{ $none_part } Stimmen liegen bei niemandem, { $lost },{ $lost_part } fielen nach fünf Stellen weg.
tally-reached = { $name } erreicht mit { $votes },{ $part } Stimmen die Quote und ist gewählt.
tally-remaining = Ohne Quote gewählt, weil nicht mehr übrig sind als Plätze: { $names }.
tally-surplus = { $name } hat { $surplus },{ $surplus_part } mehr als die Quote. Alle Stimmzettel gehen weiter, jeder mit seinem Wert mal { $surplus },{ $surplus_part } geteilt durch { $votes },{ $part }.
tally-excluded = { $n ->
    [one] { $names } hat die wenigsten Stimmen ({ $votes },{ $part }) und scheidet aus.
   *[other] Für { $names } stimmt niemand mehr ({ $votes },{ $part }); sie scheiden aus.
 }
tally-went-on = { $papers } Stimmzettel zu { $value },{ $value_part } gehen an { $name }: { $votes },{ $part } Stimmen.
tally-went-nowhere = { $papers } Stimmzettel zu { $value },{ $value_part } nennen niemanden mehr, der noch dabei ist: { $votes },{ $part } Stimmen.
tally-earlier-more = { $names } haben gleich viele Stimmen. Auf Stufe { $stage } hatten am meisten: { $left }.
tally-earlier-fewer = { $names } haben gleich viele Stimmen. Auf Stufe { $stage } hatten am wenigsten: { $left }.
tally-pair = { $first } steht vor { $second }: { $votes } gegen { $against } Stimmzettel, stärkster Weg { $path } gegen { $path_back }.
tally-pair-level = { $first } und { $second } stehen gleich: { $votes } gegen { $against } Stimmzettel, stärkster Weg in beide Richtungen { $path }.
tally-placed = { $n ->
    [one] Für den letzten Platz kann niemand sonst davor stehen: { $names }.
   *[other] Für die { $n } freien Plätze können zu wenige davor stehen: { $names }.
 }
tally-lot-seat = Durch Los zwischen { $names } gewählt: { $won }.
tally-lot-exclusion = Durch Los zwischen { $names } bleiben: { $won }.
tally-lot-surplus = Durch Los zwischen { $names } geht zuerst weiter der Überschuss von { $won }.
tally-elected = Gewählt: { $names }.
tally-nobody-elected = Noch ist niemand gewählt.
tally-tie-seat = { $n ->
    [one] Gleichstand: { $names }. Das Los entscheidet, wer von ihnen gewählt ist.
   *[other] Gleichstand: { $names }. Das Los entscheidet, welche { $n } von ihnen gewählt sind.
 }
tally-tie-exclusion = { $n ->
    [one] Gleichstand mit den wenigsten Stimmen: { $names }. Das Los entscheidet, wer von ihnen bleibt.
   *[other] Gleichstand mit den wenigsten Stimmen: { $names }. Das Los entscheidet, welche { $n } von ihnen bleiben.
 }
tally-tie-surplus = Gleicher Überschuss: { $names }. Das Los entscheidet, wessen zuerst weitergeht.
tally-vacant = { $n ->
    [one] Ein Platz bleibt frei.
   *[other] { $n } Plätze bleiben frei.
 }
tally-runoff = In die Stichwahl kommen: { $names }.

tally-base-present = aller Anwesenden
tally-why-majority = { $yes } von { $of } sind Ja; nötig sind { $needed }.
tally-why-no-majority = Nur { $yes } von { $of } sind Ja; nötig sind { $needed }.
tally-why-tie = Gleich viele Ja und Nein: je { $n }.
tally-why-nothing = Niemand hat mit Ja oder Nein gestimmt.
tally-why-min-yes = Mindestens { $needed } Ja-Stimmen sind verlangt; es sind { $yes }.
tally-why-no-min-yes = Mindestens { $needed } Ja-Stimmen sind verlangt; es sind nur { $yes }.
tally-why-entitled = Mindestens { $needed } von { $entitled } Stimmberechtigten müssen mit Ja stimmen; es sind { $yes }.
tally-why-no-entitled = Mindestens { $needed } von { $entitled } Stimmberechtigten müssen mit Ja stimmen; es sind nur { $yes }.
tally-why-quorum-present = Beschlussfähig: { $counted } sind anwesend, nötig sind { $needed }.
tally-why-no-quorum-present = Nicht beschlussfähig: Nur { $counted } sind anwesend, nötig sind { $needed }.
tally-why-quorum-voted = Beschlussfähig: { $counted } haben teilgenommen, nötig sind { $needed }.
tally-why-no-quorum-voted = Nicht beschlussfähig: Nur { $counted } haben teilgenommen, nötig sind { $needed }.
tally-why-bodies = Die Gremien, jedes mit einer Stimme:
tally-why-drawn-yes = Das Los fiel auf Ja.
tally-why-drawn-no = Das Los fiel auf Nein.
tally-why-accepted = Der Antrag ist angenommen.
tally-why-rejected = Der Antrag ist abgelehnt.
tally-why-lot = Das Los entscheidet.
tally-why-runoff = Es wird noch einmal abgestimmt.

field-polls-no-options = Bitte geben Sie ein, was zur Wahl steht.
field-polls-no-such-option = { $name } steht nicht zur Wahl.
field-polls-option-twice = { $name } steht auf diesem Stimmzettel zweimal.
field-polls-empty-rank = Ein Rang dieses Stimmzettels nennt niemanden.
field-polls-yes-no-options = Ein Antrag hat die Optionen Ja, Nein und vielleicht Enthaltung, in dieser Reihenfolge.
field-polls-not-for-kind = Das bedeutet hier nichts. Bitte lassen Sie es weg.
field-polls-too-many-ballots = Das sind mehr Stimmzettel oder Stimmen, als gezählt werden können: höchstens { $most }.
field-polls-board-by-most-votes = Ein Vorstand aus mehreren Gremien wird nach den meisten Stimmen besetzt, nicht mit absoluter Mehrheit.
field-polls-sit-together = { $name } kann nicht zusammen mit den anderen gewählt werden, auf die das Los fiel: Plätze sind für andere Gremien frei zu halten.
field-polls-lot-winners = { $named } sind als Gewinner genannt, aber { $open } gewinnen dieses Los.
field-polls-more-than-present = { $ballots } Stimmzettel können nicht von { $present } Anwesenden kommen.
field-polls-more-than-entitled = { $present } sind anwesend, aber nur { $entitled } sind stimmberechtigt.
