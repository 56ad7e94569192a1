# Was Stimmberechtigte lesen: kurze Sätze, bekannte Wörter.

voting-start-title = Abstimmen
voting-start-lead = Geben Sie Ihren Code ein. Er steht auf Ihrem Blatt oder in Ihrer Mail.
voting-code = Ihr Code
voting-code-hint = Große und kleine Buchstaben sind gleich. Leerzeichen und Striche sind egal.
voting-continue = Weiter
voting-how = So geht es
voting-how-code = Sie geben Ihren Code ein.
voting-how-choose = Sie lesen die Frage und wählen.
voting-how-review = Sie sehen Ihre Wahl noch einmal und können sie ändern.
voting-how-cast = Sie geben die Stimme ab. Danach lässt sie sich nicht mehr ändern.
voting-no-code = Sie haben keinen Code, oder er geht nicht? Fragen Sie die Wahlleitung Ihres Verbands.
voting-already-signed-in = Sie sind angemeldet
voting-to-my-votes = Zu meinen Abstimmungen
voting-kiosk = Gemeinsames Gerät als Wahlkabine
voting-kiosk-lead = Auf diesem Gerät stimmen mehrere Menschen nacheinander ab.
voting-kiosk-one-by-one = Nach jeder Stimme wartet die Seite auf den nächsten Code. Niemand sieht, wer vorher da war.
voting-kiosk-leaves = Ohne Eingabe endet eine Anmeldung nach drei Minuten, der Beleg verschwindet nach einer.
voting-kiosk-signs-out = Wer hier angemeldet ist, wird abgemeldet.
voting-kiosk-place = Stellen Sie das Gerät so auf, dass niemand auf den Bildschirm sieht.
voting-kiosk-on = Dieses Gerät ist eine Wahlkabine.
voting-kiosk-begin = Als Wahlkabine benutzen
voting-kiosk-end = Nicht mehr als Wahlkabine benutzen
voting-kiosk-done = Fertig, für die nächste Person

voting-my-votes = Meine Abstimmungen
voting-votes = Sie haben { $n } Stimmen. Sie zählen alle für dieselbe Wahl, wenn Sie sie nicht aufteilen.
voting-places = Für wen Sie abstimmen
voting-places-explained = Sie stimmen für sich selbst ab und in Vollmacht für andere, für jeden Platz einzeln.
voting-place-own = für Sie selbst
voting-place-by-proxy = in Vollmacht
voting-place-waiting = { $n ->
    [0] Zurzeit ist nichts abzustimmen.
    [one] Eine Abstimmung wartet.
   *[other] { $n } Abstimmungen warten.
 }
voting-place-here = Für diesen Platz stimmen Sie jetzt ab
voting-place-switch = Weiter mit { $name }
voting-for = Sie stimmen ab für { $name }
voting-for-explained = Diese Stimme geben Sie, { $name }, in Vollmacht ab. Ihre eigene geben Sie für sich ab.
voting-no-polls = Im Moment gibt es nichts abzustimmen. Schauen Sie später wieder vorbei.
voting-tag-open = Offen
voting-tag-voted = Abgestimmt
voting-tag-not-yet = Noch nicht offen
voting-tag-closed = Beendet
voting-hint-voted = Ihre Stimme liegt in der Urne.
voting-hint-not-yet = Diese Abstimmung beginnt später.
voting-hint-missed = Sie haben hier nicht abgestimmt.
# $time: Tag und Uhrzeit
voting-open-until = Sie können bis { $time } abstimmen.
voting-open-until-closed = Sie können abstimmen, bis die Wahlleitung schließt.

voting-choose-one = Wählen Sie eine Antwort.
voting-choose-up-to = Sie können bis zu { $n } ankreuzen.
voting-votes-alike = Ihre { $n } Stimmen zählen alle für diese Wahl.
voting-blank = Leerer Stimmzettel
voting-blank-hint = Sie nehmen teil, wählen aber nichts aus.
voting-nothing-cast-yet = Mit „Weiter“ ist noch nichts abgegeben.
voting-to-review = Weiter
voting-back = Zurück

voting-review = Bitte prüfen Sie Ihre Wahl
voting-not-cast-yet = Ihre Stimme ist noch nicht abgegeben.
voting-question = Frage
voting-your-choice = Ihre Wahl
voting-change = Ändern
voting-your-votes = Ihre Stimmen
voting-counts-times = Zählt { $n } Mal.
voting-unused = Sie können noch mehr ankreuzen
# $n: übrige, $max: erlaubte Kreuze
voting-unused-explained = { $n ->
    [one] Ein Kreuz von { $max } ist
   *[other] { $n } Kreuze von { $max } sind
 } noch frei. Sie dürfen die Stimme auch so abgeben.
voting-blank-sure = Wirklich leer abgeben?
voting-blank-explained = Ein leerer Stimmzettel zählt zur Beteiligung. Er zählt nicht als Ja, nicht als Nein und für niemanden.
voting-blank-confirm = Ja, ich gebe einen leeren Stimmzettel ab.
voting-final = Wenn Sie die Stimme abgeben, lässt sie sich nicht mehr ändern.
voting-cast = Stimme abgeben

voting-done = Ihre Stimme liegt in der Urne
voting-done-counted = Sie wird mitgezählt. Niemand muss noch etwas tun.
voting-done-no-choice = Hier steht nicht, was Sie gewählt haben, und nicht, wann. So bleibt Ihre Wahl geheim.
voting-check = Später nachsehen
voting-check-explained = Melden Sie sich mit Ihrem Code wieder an. Unter „Meine Abstimmungen“ steht dann „Abgestimmt“.
voting-next-place = Noch nicht fertig
voting-next-place-explained = Auch für diese Plätze wartet eine Abstimmung auf Sie.
voting-again = Sie haben schon abgestimmt
voting-again-explained = Es zählt die Stimme, die schon in der Urne liegt. Ein zweites Mal geht nicht.

voting-session = Ihre Anmeldung
voting-signed-in-as = Angemeldet:
voting-session-ends = Nach { $n } Minuten ohne Eingabe endet die Anmeldung. Ihr Code gilt dann weiter.
voting-stay = Angemeldet bleiben
voting-sign-out = Abmelden

voting-trust = Wer kann erfahren, wie ich stimme?
voting-trust-each-poll = Jede Abstimmung zeigt vor der Stimmabgabe, was für sie gilt. Für jede geheime Abstimmung gilt:

problem-voter-not-signed-in = Ihre Anmeldung ist abgelaufen. Geben Sie Ihren Code noch einmal ein. Es wurde nichts abgegeben.
problem-already-voted = Mit diesem Code ist hier schon abgestimmt. Es zählt die Stimme, die schon in der Urne liegt.
problem-code-replaced = Dieser Stimmcode öffnet diesen Platz nicht mehr: Er wurde durch einen neuen ersetzt, der Platz wurde übernommen oder zurückgegeben, oder die Vollmacht ist erloschen. Der Einlass oder der Wahlvorstand hilft Ihnen.
problem-voting-other-place = Diese Seite war für einen anderen Platz, als für den Sie jetzt abstimmen. Es wurde nichts abgegeben. Öffnen Sie „Meine Abstimmungen“.
problem-voting-place-not-opened = Für diesen Platz stimmen Sie nicht (mehr) ab. Vielleicht ist die Vollmacht erloschen.
problem-ballot-unconfirmed = Wir wissen nicht, ob Ihre Stimme angekommen ist. Öffnen Sie „Meine Abstimmungen“: Steht dort „Abgestimmt“, liegt sie in der Urne. Sonst versuchen Sie es bitte noch einmal.

field-nothing-chosen = Bitte wählen Sie etwas aus. Wer nichts wählen will, nimmt „Leerer Stimmzettel“.
field-blank-and-choice = Entweder ein leerer Stimmzettel oder Kreuze, beides geht nicht.
field-too-many-choices = { $n ->
    [one] Bitte wählen Sie nur eine Antwort.
   *[other] Bitte kreuzen Sie höchstens { $n } an.
 }
field-choice-twice = Jeder Name darf nur ein Kreuz haben.
field-blank-unconfirmed = Bitte bestätigen Sie den leeren Stimmzettel.
voting-choose-list = Wählen Sie eine Liste.
voting-cumulate = Sie haben { $n } Stimmen. Eine Person kann bis zu { $each } davon bekommen.
voting-rank = Geben Sie Ränge: 1 für die Person, die Sie am liebsten wollen. Sie müssen nicht alle einordnen.
voting-rank-equal = Gleiche Ränge sind erlaubt.
voting-no-rank = ohne Rang
voting-rank-number = Rang { $n }
voting-votes-for = { $n ->
    [one] 1 Stimme für
   *[other] { $n } Stimmen für
 }

voting-hint-excluded = Hier dürfen Sie nicht abstimmen (§ 34 BGB): { $reason }
voting-tag-excluded = Ausgeschlossen
voting-split = Stimmen aufteilen
voting-split-explained = Sie haben { $n } Stimmen und können sie auf mehrere Antworten verteilen.
voting-split-alike = Doch alle Stimmen gleich abgeben
voting-split-part = Teil { $n }
voting-split-count = Wie viele Stimmen?
voting-split-more = Noch ein Teil
voting-split-votes = { $n ->
    [one] 1 Stimme
   *[other] { $n } Stimmen
}
voting-trackers = { $n ->
    [one] Ihre Kontrollnummer
   *[other] Ihre Kontrollnummern
}
voting-trackers-explained = Zu jedem Stimmzettel gehört eine zufällige Nummer. Mit dem Ergebnis erscheint die Liste aller Nummern. Steht Ihre darin, ist Ihr Stimmzettel mitgezählt. Aus der Nummer lässt sich nicht ablesen, wie Sie gestimmt haben.
voting-trackers-once = Diese Seite zeigt sie nur jetzt. Schreiben Sie sie ab oder drucken Sie die Seite.
voting-trackers-shown = Kontrollnummern werden nur einmal gezeigt, gleich nach der Abgabe.
field-votes-not-to-split = In dieser Abstimmung lassen sich Stimmen nicht aufteilen.
field-too-many-parts = Geben Sie mindestens einen und höchstens { $n } Teile an.
field-split-sum = Die Teile ergeben { $sum } Stimmen. Es müssen zusammen { $n } sein.
field-parts-and-choice = Geben Sie entweder eine Wahl für alle Stimmen an oder Teile, nicht beides.
problem-voter-excluded = In dieser Abstimmung dürfen Sie nicht abstimmen (§ 34 BGB).
voting-hint-interrupted = Unterbrochen. Bitte schauen Sie später noch einmal. Abgegebene Stimmen bleiben in der Urne.
voting-hint-over = Die Zeit für diese Abstimmung ist abgelaufen.
voting-hint-void = Diese Abstimmung gilt nicht. Sie hat kein Ergebnis.
# $time: Tag und Uhrzeit
voting-grace-until = Die Zeit ist abgelaufen. Weil Sie schon angemeldet waren, können Sie noch bis { $time } abstimmen.
voting-check-title = Wurde mit meinem Code abgestimmt?
voting-check-lead = Geben Sie Ihren Code ein. Sie erfahren nur, ob auf Ihrem Platz abgestimmt wurde. Nicht wie und nicht wann.
voting-check-ask = Nachsehen
voting-check-caption = In diesen Abstimmungen wurde auf Ihrem Platz abgestimmt:
voting-check-used = Abgestimmt
voting-check-yes = Ja
voting-check-no = Nein
voting-check-none = Zu diesem Code gibt es noch keine Abstimmung.
voting-check-again = Anderer Code
voting-check-wrong = Stimmt das nicht? Sagen Sie es der Wahlleitung.

voting-tag-on-paper = Auf Papier
voting-hint-on-paper = Sie stimmen auf Papier ab. Fragen Sie am Empfang, wenn Sie keinen Stimmzettel haben.
