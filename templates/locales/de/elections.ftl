# Wahlen der Mitgliedsgremien: für Geschäftsstelle und Leserschaft.
elections-state-preparing = in Vorbereitung
elections-state-counting = Auszählung
elections-state-certified = festgestellt
elections-state-not-held = nicht durchgeführt
elections-state-appointed-instead = stattdessen berufen
elections-state-annulled = für ungültig erklärt
elections-state-repeated = wiederholt
elections-transition-start-counting = Auszählung beginnen
elections-transition-certify = Ergebnis feststellen
elections-transition-call-off = Wahl absagen
elections-transition-appoint-instead = stattdessen berufen
elections-transition-annul = für ungültig erklären
elections-transition-repeat = wiederholen
elections-kind-list = Liste
elections-kind-independent = Einzelbewerbung
elections-look-first = erste Eingabe
elections-look-second = zweite Eingabe
elections-look-settled = geklärt

elections-method-sainte-lague = Sainte-Laguë/Schepers
elections-method-dhondt = d’Hondt
elections-method-hare-niemeyer = Hare/Niemeyer
elections-short-lists-vacant = bleiben unbesetzt
elections-short-lists-reallocate = gehen der Reihe nach an die Nächsten
elections-order-list = Reihenfolge der Liste
elections-order-personal-votes = meiste Personenstimmen zuerst
elections-order-mixed = teils Reihenfolge der Liste, teils Personenstimmen
elections-system-proportional = Listen, Sitze im Verhältnis ihrer Stimmen
elections-system-majority = Personen mit den meisten Stimmen

elections-title = Wahlen
elections-count = { $n ->
    [0] Keine Wahl
    [one] Eine Wahl
   *[other] { $n } Wahlen
 }
elections-of-all = aller Gremien
elections-new = Neue Wahl
elections-edit = Bearbeiten
elections-search = Gremium
elections-state = Stand
elections-all-states = Alle
elections-day = Wahltag
elections-filter = Anzeigen
elections-none = Hier gibt es noch keine Wahl.
elections-body = Gremium
elections-body-hint = Wessen Mitglieder gewählt werden.
elections-term = Amtszeit
elections-term-hint = Die Amtszeit, für die gewählt wird.
elections-seats = Sitze
elections-page-of = Seite { $page } von { $last }
elections-no-bodies = Es gibt noch kein Gremium, für das gewählt werden könnte.
elections-next-step = Weiter
elections-no-terms = Dieses Gremium hat noch keine Amtszeit. Eine Wahl braucht eine.
elections-term-new = Amtszeit anlegen
elections-fixed-title = Tag und Sitze stehen fest
elections-fixed-text = Die Auszählung hat begonnen. Ändern lassen sich noch die Frist für Antworten und die für Einsprüche.
elections-seats-elected = Zu wählende Sitze
elections-seats-hint = Ohne berufene Sitze und solche kraft Amtes.
elections-seats-appointed = Berufene Sitze
elections-seats-appointed-hint = Neben den gewählten, zum Beispiel durch den Rat.
elections-seats-ex-officio = Sitze kraft Amtes
elections-seats-ex-officio-hint = Zum Beispiel der Sitz der Bürgermeisterin.
elections-nomination-deadline = Letzter Tag für Wahlvorschläge
elections-nomination-deadline-hint = Spätere Änderungen an Wahlvorschlägen brauchen einen Grund, der im Protokoll steht.
elections-acceptance-days = Tage für die Antwort
elections-acceptance-days-hint = Wie viele Tage die Gewählten haben, um anzunehmen oder abzulehnen; das Wahlrecht sagt es.
elections-objection-deadline = Letzter Tag für Einsprüche
elections-objection-deadline-hint = Kann später eingetragen werden, wenn das Ergebnis bekannt gemacht ist.
elections-create-button = Wahl anlegen
elections-save-button = Speichern
elections-remove = Wahl entfernen
elections-remove-text = Nur für eine Wahl, die versehentlich angelegt wurde. Noch ist niemand vorgeschlagen.
elections-remove-button = Entfernen
elections-on-day = Wahl am { $day }
elections-repeats = Diese Wahl wiederholt eine für ungültig erklärte.
elections-tasks = Der Weg zum Ergebnis
elections-task-done = festgelegt
elections-task-open = nicht festgelegt
elections-task-rules-hint = Wie aus Stimmen Sitze werden, mit der Stelle, an der das steht. Es gibt keine Vorgabe.
elections-task-districts-hint = Nur wo an mehreren Orten gezählt wird.
elections-task-groups-hint = Nur wo Sitze für Gruppen vorgesehen sind.
elections-districts = Wahlbezirke
elections-districts-none = wird als Ganzes gezählt
elections-districts-count = { $n ->
    [one] ein Bezirk
   *[other] { $n } Bezirke
 }
elections-districts-lead = Wo Stimmen einzeln gezählt und gemeldet werden: Stimmbezirke und Briefwahlbezirke. Leer lassen, wo es nur ein Ergebnis gibt.
elections-districts-hint = Ein Bezirk je Zeile: „Nummer; Name“ oder nur der Name.
elections-groups = Sitzgruppen
elections-groups-none = alle Sitze zusammen
elections-groups-count = { $n ->
    [one] eine Gruppe
   *[other] { $n } Gruppen
 }
elections-groups-lead = Wo das Wahlrecht Sitze für Gruppen vorsieht, wird jede Gruppe für sich verteilt. Zusammen haben sie { $seats } Sitze. Leer lassen, wo alle Sitze zusammen verteilt werden.
elections-groups-hint = Eine Gruppe je Zeile: „Name; Sitze“.
elections-nominations = Wahlvorschläge
elections-nominations-count = { $n ->
    [0] keine
    [one] ein Wahlvorschlag
   *[other] { $n } Wahlvorschläge
 }
elections-candidates-count = { $n ->
    [0] Noch kandidiert niemand.
    [one] Eine Person kandidiert.
   *[other] { $n } Personen kandidieren.
 }
elections-candidates-unknown = Mindestens bei einer Liste steht nicht fest, wie viele kandidieren.
elections-too-few-title = Nicht mehr Kandidaturen als Sitze
elections-too-few-text = Nach manchem Wahlrecht wird dann nicht gewählt (Rheinland-Pfalz: GemO § 56a). Bitte prüfen Sie, ob die Wahl stattfindet.
elections-start-title = Auszählung beginnen
elections-start-text = Regeln, Wahlbezirke, Sitzgruppen und Wahlvorschläge stehen dann fest, und Zahlen können eingegeben werden.
elections-start-button = Auszählung beginnen
elections-accept-vacant-seats = Es ist bekannt, dass Sitze unbesetzt bleiben.
elections-start-missing = Die Auszählung kann beginnen, wenn dies erledigt ist:
elections-not-held = Die Wahl findet nicht statt
elections-not-held-lead = Die Wahl endet dann hier, ohne Stimmen. Das lässt sich nicht rückgängig machen.
elections-candidates-for-seats = { $n ->
    [0] Für { $seats } Sitze kandidiert niemand.
    [one] Für { $seats } Sitze kandidiert eine Person.
   *[other] Für { $seats } Sitze kandidieren { $n } Personen.
 }
elections-outcome = Was stattdessen gilt
elections-outcome-call-off = sie wird mangels Kandidaturen nicht durchgeführt
elections-outcome-appoint = das Gremium wird stattdessen berufen
elections-reason = Grund
elections-not-held-reason-hint = Mit der Vorschrift oder dem Beschluss, auf dem es beruht. Wer das Ergebnis liest, sieht es.
elections-not-held-button = Wahl ohne Stimmen beenden
elections-details = Angaben
elections-rules = Regeln
elections-rules-lead = Sie gelten nur für diese Wahl und werden mit dem Ergebnis veröffentlicht.
elections-system = Was gewählt wird
elections-method = Verfahren der Sitzverteilung
elections-method-hint = Wodurch aus Stimmen Sitze werden. Benachbarte Gemeinden unterscheiden sich, also bitte in der oben genannten Quelle nachsehen.
elections-short-lists = Sitze, für die einer Liste Personen fehlen
elections-order = Wer aus einer Liste die Sitze bekommt
elections-majority-clause = Mehrheitsklausel
elections-majority-clause-hint = Mehr als die Hälfte der Stimmen gibt mehr als die Hälfte der Sitze.
elections-threshold = Sperrklausel
elections-threshold-num = Sperrklausel: Teile
elections-threshold-hint = Eine Liste unter diesem Anteil der gültigen Stimmen bekommt keinen Sitz, zum Beispiel 5 von 100.
elections-threshold-den = Sperrklausel: vom Ganzen
elections-threshold-den-hint = Zum Beispiel 100.
elections-share = { $num } von { $den }
elections-yes = ja
elections-votes = Stimmen
elections-votes-per-voter = Stimmen je Wählerin oder Wähler
elections-votes-per-voter-hint = 1 für eine Liste oder Person; sonst oft so viele, wie Sitze zu vergeben sind.
elections-votes-per-candidate = Höchstens so viele Stimmen für eine Person
elections-votes-per-candidate-hint = 1, wo nicht kumuliert wird.
elections-cross-voting = Panaschieren
elections-cross-voting-hint = Stimmen dürfen an Personen mehrerer Listen gehen.
elections-personal-votes = Personenstimmen werden gezählt
elections-personal-votes-hint = Neben der Summe einer Liste gibt es für jede Person eine Zahl.
elections-legal-source = Wo diese Regeln stehen
elections-legal-source-hint = Gesetz, Hauptsatzung oder Wahlordnung, mit dem Paragraphen.
elections-lists-only = Sitze der Listen
elections-lists-only-hint = All dies leer lassen, wo Personen mit den meisten Stimmen gewählt werden.
elections-choose = Bitte wählen

elections-nomination-new = Neuer Wahlvorschlag
elections-nomination-edit = Wahlvorschlag bearbeiten
elections-nominations-none = Noch ist niemand vorgeschlagen.
elections-nominations-fixed = Die Wahlvorschläge stehen fest.
elections-nominations-late = Der letzte Tag für Wahlvorschläge ist vorbei. Jede Änderung braucht einen Grund, der im Protokoll steht.
elections-namesakes = Kandidaturen mit gleichem Namen
elections-namesakes-text = Niemand darf doppelt kandidieren. Bitte prüfen Sie, ob es zwei Personen sind.
elections-namesake = { $name } – auch auf „{ $label }“
elections-late-reason = Grund der späten Änderung
elections-late-reason-hint = Der letzte Tag für Wahlvorschläge ist vorbei.
elections-move-up = Nach oben
elections-move-down = Nach unten
elections-position = Platz auf dem Stimmzettel
elections-label = Name des Wahlvorschlags
elections-label-hint = So, wie er auf dem Stimmzettel steht.
elections-kind = Art
elections-kind-hint = Eine Einzelbewerbung steht für sich und hat höchstens einen Sitz.
elections-group = Sitzgruppe
elections-candidates = Kandidierende
elections-candidates-hint = Eine Person je Zeile, in der Reihenfolge der Liste: „Nachname, Vorname“.
elections-candidates-none = Namen sind nicht aufgenommen.
elections-candidates-add = Kandidierende hinzufügen
elections-acts = Aktionen
elections-withdrawn = zurückgezogen
elections-withdrawn-on = zurückgezogen am { $day }
elections-withdraw = Zurückziehen
elections-nomination-withdraw = Wahlvorschlag zurückziehen oder entfernen
elections-unknown = nicht bekannt
elections-unnamed = Anzahl der Kandidierenden ohne Namen
elections-unnamed-hint = Nur wo keine Namen aufgenommen werden: wie viele Sitze die Liste besetzen kann.
elections-unnamed-forgotten = { $n ->
    [one] Bisher hat der Wahlvorschlag eine Kandidatur ohne Namen. Ab dem ersten Namen zählen die Namen.
   *[other] Bisher hat der Wahlvorschlag { $n } Kandidaturen ohne Namen. Ab dem ersten Namen zählen die Namen.
 }
elections-consented-on = Zustimmung vom
elections-consented-on-hint = Der Tag, an dem sie zugestimmt haben, zu kandidieren und öffentlich genannt zu werden. Ohne ihn bleibt der Name ungenannt.
elections-consent-missing = fehlt
elections-place = Platz
elections-name = Name
elections-given-name = Vorname
elections-given-name-hint = Leer lassen, wenn jemand nur einen Namen hat.
elections-family-name = Nachname
elections-person = Im Personenregister
elections-person-hint = Nur, wenn es wirklich dieselbe Person ist.
elections-person-none = Im Personenregister steht niemand dieses Namens.
elections-person-not-linked = nicht verbunden
elections-in-register = dort ansehen
elections-act = Was geschehen ist
elections-act-hint = Wer zurückzieht, bleibt für die Geschäftsstelle mit Tag und Grund sichtbar. Was versehentlich eingegeben wurde, verschwindet.
elections-act-withdraw = zieht zurück
elections-act-remove = wurde versehentlich eingegeben; entfernen
elections-withdrawal-day = Tag des Rückzugs
elections-withdrawal-day-hint = Nicht nötig bei versehentlich Eingegebenem.
elections-withdrawal-reason-hint = Nicht nötig bei versehentlich Eingegebenem.
elections-withdrawal-late-hint = Der letzte Tag für Wahlvorschläge ist vorbei, also ist in jedem Fall ein Grund nötig.

field-more-seats-than-candidates = Für { $seats } Sitze kandidieren nur { $candidates }. Fehlt ein Wahlvorschlag? Wenn nicht, bestätigen Sie, dass Sitze unbesetzt bleiben.
act-accept-vacant-seats = Unbesetzte Sitze in Kauf genommen
problem-election-cannot-start-counting = Die Auszählung kann nur beginnen, solange die Wahl in Vorbereitung ist.
problem-election-cannot-certify = Festgestellt werden kann nur eine Wahl, die ausgezählt wird.
problem-election-cannot-call-off = Abgesagt werden kann nur eine Wahl in Vorbereitung.
problem-election-cannot-appoint = Stattdessen berufen werden kann nur, solange die Wahl in Vorbereitung ist oder nachdem sie abgesagt wurde.
problem-election-cannot-annul = Für ungültig erklärt werden kann nur eine festgestellte Wahl.
problem-election-cannot-repeat = Wiederholt werden kann nur eine für ungültig erklärte Wahl, und nur einmal.
problem-election-details-fixed = Tag und Sitze der Wahl lassen sich nicht mehr ändern.
problem-election-rules-fixed = Die Regeln lassen sich nicht mehr ändern, weil die Wahl nicht mehr in Vorbereitung ist.
problem-election-districts-fixed = Die Wahlbezirke lassen sich nicht mehr ändern, weil die Wahl nicht mehr in Vorbereitung ist.
problem-election-groups-fixed = Die Sitzgruppen lassen sich nicht mehr ändern, weil die Wahl nicht mehr in Vorbereitung ist.
problem-election-nominations-fixed = Die Wahlvorschläge lassen sich nicht mehr ändern, weil die Wahl nicht mehr in Vorbereitung ist.
problem-election-without-rules = Die Regeln dieser Wahl sind noch nicht festgelegt.
problem-election-nobody-stands = Noch kandidiert niemand.
problem-election-groups-sum = Die Gruppen haben zusammen { $sum } Sitze, zu wählen sind aber { $seats }.
problem-election-nomination-without-group = Der Wahlvorschlag „{ $label }“ gehört zu keiner Sitzgruppe.
problem-election-has-nominations = Die Wahl lässt sich nicht entfernen: Es ist jemand vorgeschlagen, oder sie wiederholt eine für ungültig erklärte.
problem-already-withdrawn = Das ist schon zurückgezogen.
problem-election-order = Die Reihenfolge muss jeden Eintrag genau einmal nennen.

field-election-after-term = Der Wahltag liegt nach dem Ende der Amtszeit { $term }.
field-election-long-before-term = Der Wahltag liegt mehr als zwei Jahre vor der Amtszeit { $term }. Bitte prüfen Sie das Jahr.
field-election-twice = Dieses Gremium hat an diesem Tag schon eine Wahl.
field-nominations-until-election = Der letzte Tag für Wahlvorschläge muss vor dem Wahltag liegen.
field-objections-before-election = Der letzte Tag für Einsprüche muss nach dem Wahltag liegen.
field-personal-votes-majority = Wo Personen gewählt werden, zählen Personenstimmen. Bitte ankreuzen.
field-personal-votes-cumulating = Mehrere Stimmen für eine Person brauchen Personenstimmen. Bitte ankreuzen oder nur je eine Stimme zulassen.
field-personal-votes-cross-voting = Panaschieren braucht Personenstimmen. Bitte ankreuzen.
field-cross-voting-one-vote = Mit einer Stimme lässt sich nicht panaschieren.
field-order-needs-personal-votes = Für diese Reihenfolge müssen Personenstimmen gezählt werden.
field-proportional-only = Das hat keine Bedeutung, wo Personen mit den meisten Stimmen gewählt werden. Bitte leer lassen.
field-candidates-are-named = Namen sind aufgenommen, also ist ihre Zahl bekannt. Bitte leer lassen.
field-independent-one-candidate = Eine Einzelbewerbung ist genau eine Person.
field-candidate-line = Kandidatur { $n } („{ $name }“) stimmt nicht: Nachname, Vorname, Tag der Zustimmung oder Person im Register.
field-too-many-lines = { $n ->
    [one] Erlaubt ist höchstens ein Eintrag.
   *[other] Erlaubt sind höchstens { $n } Einträge.
 }
field-person-stands-twice = Diese Person kandidiert schon auf „{ $label }“. Niemand darf doppelt kandidieren.
field-person-named-twice = Diese Person ist hier zweimal genannt.
field-withdrawn-in-future = Ein Rückzug liegt heute oder früher.
field-late-reason-needed = Der letzte Tag für Wahlvorschläge ist vorbei. Bitte sagen Sie, warum sich das ändert.
field-label-taken = Einen Wahlvorschlag dieses Namens gibt es schon.
field-line-number = Zeile { $line }: Die Nummer des Bezirks stimmt nicht.
field-line-name = Zeile { $line }: Der Name fehlt oder ist zu lang.
field-line-number-twice = Zeile { $line }: Diese Nummer gibt es zweimal.
field-line-name-twice = Zeile { $line }: Diesen Namen gibt es zweimal.
field-line-seats = Zeile { $line }: Die Zahl der Sitze fehlt oder ist zu groß.
field-groups-sum = Die Gruppen haben zusammen { $sum } Sitze, zu wählen sind aber { $seats }.

notice-counting-started = Die Auszählung hat begonnen.
