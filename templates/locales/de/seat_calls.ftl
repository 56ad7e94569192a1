# Berufung der Gewählten und der Nachrückenden.
seat-calls-title = Sitze und Nachrücken
seat-calls-lead = Wer gewählt ist, wird benachrichtigt und nimmt an oder lehnt ab. Die Annahme gibt den Sitz; auf einen freien Sitz folgt die nächste Person derselben Liste.
seat-calls-not-certified = Sobald das Ergebnis festgestellt ist, können die Gewählten benachrichtigt werden.
seat-calls-nobody = Zu diesem Ergebnis sind keine Personen erfasst, oder niemand ist gewählt.
seat-calls-to-call = { $n ->
    [one] Eine gewählte Person ist noch nicht benachrichtigt.
   *[other] { $n } gewählte Personen sind noch nicht benachrichtigt.
}
seat-calls-called-on = Tag der Benachrichtigung
seat-calls-called-on-hint = Ab diesem Tag läuft die Frist von { $n } Tagen für die Antwort.
seat-calls-call-elected = Gewählte benachrichtigen
seat-calls-seat = Sitz
seat-calls-state = Stand
seat-calls-people = Wer berufen wurde
seat-calls-answer-by = Antwort bis { $day }
seat-calls-since = seit { $day }
seat-calls-until = bis { $day }
seat-calls-declined-on = abgelehnt am { $day }
seat-calls-free-from = frei ab { $day }
seat-calls-called = benachrichtigt, Antwort steht aus
seat-calls-accepted = angenommen
seat-calls-declined = abgelehnt
seat-calls-seat-waiting = Antwort steht aus
seat-calls-seat-held = besetzt
seat-calls-seat-follows = frei, es rückt jemand nach
seat-calls-seat-exhausted = bleibt frei, die Liste ist erschöpft
seat-calls-record-answer = Antwort eintragen
seat-calls-call-next = Nachrücken lassen
seat-calls-call-next-lead = Der Sitz ist frei. Die nächste Person der Liste wird benachrichtigt.
seat-calls-answer = Antwort
seat-calls-answered-on = Tag der Antwort
seat-calls-answered-on-hint = Wo das Wahlrecht Schweigen als Annahme wertet: der letzte Tag der Frist.
seat-calls-reason = Grund der Ablehnung
seat-calls-save-answer = Antwort speichern
seat-calls-list = Liste
seat-calls-mandate = Mandat
field-answer-before-call = Vor der Benachrichtigung am { $day } konnte niemand antworten.
field-call-before-election = Vor dem Wahltag { $day } ist niemand gewählt.
field-day-in-future = Dieser Tag liegt in der Zukunft.
problem-election-not-certified = Das Ergebnis dieser Wahl ist nicht festgestellt.
problem-nobody-to-call = Alle Gewählten sind benachrichtigt, oder es sind keine Personen erfasst.
problem-seat-not-free = Auf diesem Sitz folgt niemand: Er ist besetzt, oder eine Antwort steht aus.
problem-list-exhausted = Auf dieser Liste ist niemand mehr, der nachrücken kann. Der Sitz bleibt frei.
notice-elected-called = Die Gewählten sind als benachrichtigt eingetragen.
notice-seat-taken = Die Antwort ist gespeichert, das Mandat ist eingetragen.
notice-next-called = Die nächste Person der Liste ist als benachrichtigt eingetragen.
notice-seat-vacant = Die Antwort ist gespeichert. Die Liste ist erschöpft, der Sitz bleibt frei.
