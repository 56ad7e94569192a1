# Feststellung von Wahlergebnissen: für Bedienstete.
elections-order-personal-votes-lot = meiste Personenstimmen zuerst, bei gleichen Stimmen das Los
elections-decision-certify = Ergebnis feststellen
elections-decision-correct = Festgestelltes Ergebnis berichtigen
elections-decision-annul = Wahl für ungültig erklären

certification-title = Ergebnis und Feststellung
certification-task-hint = Von zwei Personen festgestellt; Berichtigungen sind neue Fassungen.
certification-standing-provisional = vorläufig
certification-standing-certified = festgestellt
certification-standing-corrected = berichtigt
certification-standing-annulled = für ungültig erklärt
certification-signed-by-two = { $first } und { $second }
certification-waiting = Wartet auf eine zweite Person
certification-decision = Entscheidung
certification-reason = Grund
certification-reason-hint = Wird mit der neuen Fassung öffentlich. Die Feststellung braucht keinen.
certification-requested-by = Beantragt von
certification-requested-at = Beantragt am
certification-outdated = Das Ergebnis hat sich geändert
certification-outdated-explained = Seit dem Antrag haben sich Zahlen, Lose oder Namen geändert. Das Beantragte lässt sich nicht mehr bestätigen: Antrag zurückziehen und neu stellen.
certification-confirm-question = Dieses Ergebnis bestätigen?
certification-confirm-explained = Unten steht genau das, was veröffentlicht wird. Es lässt sich danach nicht ändern; spätere Berichtigungen sind neue Fassungen.
certification-confirm = Bestätigen und veröffentlichen
certification-second-person = Eine zweite Person bestätigt. Wer den Antrag gestellt hat, kann es nicht.
certification-withdraw = Antrag zurückziehen
certification-missing = Was fehlt
certification-preview = Was veröffentlicht würde
certification-preview-as = Nach dem jetzigen Stand der Zahlen, veröffentlicht als: { $standing }.
certification-same-as-published = Das sagt die neueste Fassung schon.
certification-nothing-to-show = Es gibt noch kein Ergebnis zu zeigen.
certification-provisional-question = Vorläufiges Ergebnis veröffentlichen?
certification-provisional-explained = Eine Person genügt. Alle sehen, wie viele Bezirke gemeldet haben.
certification-publish-provisional = Vorläufig veröffentlichen
certification-decide = Entscheidung beantragen
certification-decide-explained = Was oben steht, soll eine zweite Person bestätigen.
certification-versions = Veröffentlichte Fassungen
certification-version = Fassung
certification-standing = Stand
certification-at = Veröffentlicht am
certification-signed = Entschieden von
certification-checksum = Prüfsumme
certification-repeat = Wiederholungswahl vorbereiten
certification-repeated-by = Zur Wiederholungswahl
certification-record = Niederschrift
certification-draft = Entwurf, nicht festgestellt
certification-print = Drucken
certification-day = Wahltag
certification-term = Amtszeit
certification-seats-of-body = { $elected } gewählt, { $appointed } berufen, { $ex_officio } kraft Amtes
certification-signatures = Unterschriften
certification-signature = Ort, Datum, Unterschrift

certification-method = Verfahren
certification-majority = Mehrheitswahl von Personen
certification-legal-source = Regeln
certification-districts-reported = Bezirke
certification-reporting = { $reported } von { $districts ->
    [one] einem Bezirk gemeldet
   *[other] { $districts } Bezirken gemeldet
 }
certification-figures = Zahlen
certification-figure = Angabe
certification-number = Zahl
certification-figure-a1 = Wahlberechtigte im Verzeichnis ohne Sperrvermerk
certification-figure-a2 = Wahlberechtigte im Verzeichnis mit Sperrvermerk W
certification-figure-a3 = Wahlberechtigte nicht im Verzeichnis
certification-figure-a = Wahlberechtigte
certification-figure-b = Wählende
certification-figure-b1 = Wählende mit Wahlschein
certification-figure-c = Ungültige
certification-figure-d = Gültige Stimmen
certification-seats-title = Sitze
certification-seats = { $seats ->
    [one] Ein Sitz
   *[other] { $seats } Sitze
 }: { $filled } besetzt, { $vacant } unbesetzt, { $undecided } unentschieden
certification-list = Liste
certification-votes = Stimmen
certification-share = Anteil
certification-entitled = Sitze nach Stimmen
certification-filled = Sitze besetzt
certification-elected = Gewählt
certification-successors = Nachrückende
certification-undecided-people = Das Los entscheidet zwischen
certification-name-withheld = Name nicht genannt
certification-person = { $name } (Platz { $position })
certification-person-with-votes = { $name } (Platz { $position }, { $votes ->
    [one] eine Stimme
   *[other] { $shown } Stimmen
 })
certification-working = So wurden die Sitze berechnet
certification-working-explained = In Klammern: die Nummer des Sitzes, den diese Höchstzahl errang, oder der weitere Sitz eines größten Rests.
certification-quota = { $whole } ganze, Rest { $remainder }
certification-edge = Den letzten Sitz erhielt { $last }. { $missed } hätte { $votes ->
    [one] eine Stimme
   *[other] { $shown } Stimmen
 } mehr dafür gebraucht.
certification-step-threshold = Unter der Sperrklausel von { $votes } Stimmen: { $n ->
    [0] niemand
   *[other] { $names }
 }
certification-step-majority-clause = { $name } hat mehr als die Hälfte der Stimmen und erhält { $after } statt { $before } Sitze.
certification-step-lot = Das Los gab { $seats ->
    [one] einen Sitz
   *[other] { $seats } Sitze
 } an { $won }; gezogen wurde zwischen { $between }.
certification-concerned = Diese Fassung nimmt folgenden Personen den Sitz. Mit der Veröffentlichung wird ihre Berufung zurückgenommen, und ihr Mandat endet mit diesem Tag:
certification-unusual-hint = Ungewöhnlich ist dies an den Zahlen aller Bezirke zusammen. Bestätigen Sie es und begründen Sie es in der Bemerkung.
certification-kept-back = Bis zum vollständigen Ergebnis zurückgehalten: { $names }
certification-kept-back-explained = Solange Bezirke fehlen, enthält eine vorläufige Fassung mindestens einen gezählten nicht. Sonst ließen sich aus zwei Fassungen die Stimmen eines kleinen Bezirks errechnen.
problem-result-too-few-districts = Noch kann nichts veröffentlicht werden: Solange Bezirke fehlen, wird ein gezählter mit mindestens { $n } Stimmzetteln zurückgehalten, und die übrigen müssen zusammen mindestens so viele haben. Sonst ließen sich aus zwei Fassungen die Stimmen eines kleinen Bezirks errechnen.
problem-result-district-reopened = Bezirk { $number } { $name } ist in einer veröffentlichten Fassung enthalten und wird gerade berichtigt. Ohne ihn ließen sich seine Stimmen errechnen. Warten Sie, bis beide Eingaben vorliegen.
certification-lots = Lose
certification-districts = Bezirke
certification-district = Bezirk
certification-district-open = hat noch nicht gemeldet
certification-district-suppressed = zu wenige Stimmzettel, um Stimmen nach Listen zu zeigen

certification-lot = Los eintragen
certification-lot-lead = { $names } haben gleichen Anspruch auf { $seats ->
    [one] einen Sitz
   *[other] { $seats } Sitze
 }.
certification-lot-explained = Wer zuständig ist, zieht von Hand und vor Zeuginnen und Zeugen. Hier wird eingetragen, wie das Los fiel. Es gilt nur für diesen Gleichstand: Werden die Zahlen berichtigt und entfällt er, gilt das Los nicht mehr.
certification-lot-winners = Wer hat einen Sitz gewonnen?
certification-lot-list = Die Reihenfolge der Liste: { $name }
certification-lot-candidates = Die Stimmen der Kandidierenden: { $name }
certification-lot-place = Als Nummer { $n } gezogen
certification-lot-choose = Bitte wählen
certification-lot-between = Zwischen
certification-lot-drawn = Gezogen
certification-lot-day = Gezogen am
certification-lot-by = Gezogen von
certification-lot-by-hint = Name und Amt, zum Beispiel die Wahlleitung. Wird öffentlich.
certification-lot-witnesses = Zeuginnen und Zeugen
certification-lot-witnesses-hint = Wer dabei war. Wird öffentlich.
certification-lot-save = Los eintragen

certification-repeat-explained = Die neue Wahl übernimmt Regeln, Bezirke und Sitzgruppen. Die für ungültig erklärte bleibt, wie sie veröffentlicht wurde.
certification-repeat-seats = Zu wählende Sitze
certification-repeat-appointed = Berufene Sitze
certification-repeat-ex-officio = Sitze kraft Amtes
certification-repeat-nominations-until = Wahlvorschläge bis
certification-repeat-acceptance-days = Tage zur Annahme
certification-repeat-objections-until = Einsprüche bis
certification-repeat-copy = Wahlvorschläge übernehmen
certification-repeat-copy-hint = Listen und Personen, die zuletzt noch antraten. Sie lassen sich danach ändern.

notice-confirmation-requested = Beantragt. Eine zweite Person muss bestätigen.

problem-election-not-counting = Bei dieser Wahl wird nicht ausgezählt.
problem-election-not-certified = Das Ergebnis dieser Wahl ist nicht festgestellt.
problem-result-not-computable = Das Ergebnis lässt sich nicht berechnen.
problem-result-incomplete = Das Ergebnis ist nicht vollständig.
problem-result-nothing-new = Seit der neuesten Fassung hat sich nichts geändert.
problem-result-request-waits = Zu dieser Wahl wartet schon ein Antrag auf eine zweite Person.
problem-result-request-decided = Über den Antrag ist schon entschieden.
problem-result-same-person = Diesen Antrag haben Sie selbst gestellt. Eine zweite Person muss ihn bestätigen.
problem-result-changed = Das Ergebnis ist nicht mehr das, dessen Bestätigung beantragt wurde. Ziehen Sie den Antrag zurück und stellen Sie ihn neu.
problem-no-such-tie = Einen solchen Gleichstand gibt es nicht.

field-result-district-missing = Bezirk { $number } { $name }: Es sind keine Zahlen eingetragen.
field-result-district-once = Bezirk { $number } { $name }: Eine zweite Person muss die Zahlen eintragen.
field-result-district-differs = Bezirk { $number } { $name }: Die beiden Eintragungen weichen voneinander ab.
field-result-tie = Zwischen { $names } muss das Los über { $seats ->
    [one] einen Sitz
   *[other] { $seats } Sitze
 } entscheiden.
field-result-no-rules = Die Regeln der Wahl sind nicht gesetzt.
field-result-nobody-stands = Niemand tritt an.
field-result-no-group = { $label } gehört zu keiner Sitzgruppe.
field-result-no-votes = Es ist keine gültige Stimme gemeldet.
field-result-too-many-votes = Die Stimmen ergeben mehr, als sein kann.
field-result-more-for-candidates = { $label }: Die Personen haben mehr Stimmen als die Liste.
field-result-no-names = { $label }: Die Personen sind nicht bekannt, gewählt werden aber Personen.
field-result-threshold = Die Sperrklausel ist kein Teil eines Ganzen.
field-result-below-threshold = Niemand erreicht die Sperrklausel von { $votes } Stimmen.
field-result-figures-refused = Das können nicht die Zahlen einer Wahl sein: { $label }
field-lot-in-future = Ein Los wird nicht in der Zukunft gezogen.
field-lot-before-election = Das Los wurde vor dem Wahltag gezogen.
field-lot-winners = Wählen Sie unter den Gleichstehenden { $n ->
    [one] eine Gewinnerin oder einen Gewinner
   *[other] { $n } Gewinnerinnen oder Gewinner
 }.
field-lot-order = Nennen Sie alle Gleichstehenden einmal, in der gezogenen Reihenfolge.

act-publish-election-result = Fassung eines Wahlergebnisses veröffentlicht
act-request-election-certification = Feststellung eines Wahlergebnisses beantragt
act-request-election-correction = Berichtigung eines Wahlergebnisses beantragt
act-request-election-annulment = Ungültigerklärung einer Wahl beantragt
act-withdraw-election-request = Antrag zu einer Wahl zurückgezogen
act-record-election-lot = Los eingetragen
act-create-election = Wahl angelegt
act-edit-election = Wahl geändert
act-remove-election = Wahl entfernt
act-set-election-rules = Regeln der Wahl gesetzt
act-set-election-districts = Wahlbezirke gesetzt
act-set-election-groups = Sitzgruppen gesetzt
act-add-nomination = Wahlvorschlag aufgenommen
act-edit-nomination = Wahlvorschlag geändert
act-order-nominations = Wahlvorschläge geordnet
act-withdraw-nomination = Wahlvorschlag zurückgezogen
act-remove-nomination = Wahlvorschlag entfernt
act-add-candidates = Bewerbungen aufgenommen
act-edit-candidate = Bewerbung geändert
act-order-candidates = Bewerbungen geordnet
act-withdraw-candidate = Bewerbung zurückgezogen
act-remove-candidate = Bewerbung entfernt
act-start-counting-election = Auszählung begonnen
act-call-off-election = Wahl abgesagt
act-appoint-instead-of-election = statt der Wahl berufen
act-enter-first-look = Zahlen eingegeben, erste Eingabe
act-enter-second-look = Zahlen eingegeben, zweite Eingabe
act-settle-count = Unterschied in den Zahlen geklärt
act-call-elected = Gewählte benachrichtigt
act-answer-seat-call = Antwort auf die Wahl eingetragen
act-call-successor = Nachrückende Person benachrichtigt
act-certify-election = Wahlergebnis festgestellt
act-annul-election = Wahl für ungültig erklärt
act-repeat-election = Wahl wird wiederholt
