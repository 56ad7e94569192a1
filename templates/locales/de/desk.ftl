# Startseiten: was ansteht.
desk-title = Was ansteht
desk-nothing = Im Augenblick steht nichts an.
desk-any-time = Jederzeit
desk-without-access = Mitglieder ohne Zugang
desk-to-tables = Tabellen einlesen und ausgeben
desk-to-access = Büros der Mitglieder einladen
desk-overdue = überfällig
desk-days-left = { $n ->
    [0] heute
    [one] morgen
   *[other] in { $n } Tagen
 }
# $kind: heading of a kind
desk-more = { $n } weitere: { $kind }
desk-day-until = bis { $day }
desk-day-since = seit { $day }
desk-day-due-since = fällig seit { $day }
desk-day-vacant-since = unbesetzt seit { $day }
desk-day-election = Wahltag { $day }
desk-day-assembly = Versammlung am { $day }

desk-kind-call-deadline = Laufende Aufrufe
desk-kind-delegations-returned = Zurückgegebene Delegierte
desk-kind-credential-check = Prüfung der Delegierten
desk-kind-delegation = Delegierte benennen
desk-kind-approval = Warten auf Ihre Bestätigung
desk-kind-polls = Abstimmungen
desk-kind-seat-call = Unbeantwortete Berufungen
desk-kind-successor = Nachrücken
desk-kind-seat-vacant = Unbesetzte Sitze
desk-kind-election-uncertified = Nicht festgestellte Wahlen
desk-kind-election-ahead = Bevorstehende Wahlen
desk-kind-term-ending = Endende Amtszeiten
desk-kind-fee-unpaid = Unbezahlte Beiträge
desk-kind-consent-missing = Fehlende Einwilligungen
desk-kind-mail-undelivered = Nicht zugestellte Post

# $name: the round, body, poll or act. $n: how many. $of: of how many.
desk-due-call-deadline = { $name }: { $n } von { $of } Mitgliedern haben ihre Delegierten eingereicht.
desk-due-delegations-returned = { $name }: { $n ->
    [one] Ein Mitglied hat zurückgegebene Delegierte noch nicht berichtigt.
   *[other] { $n } Mitglieder haben zurückgegebene Delegierte noch nicht berichtigt.
 }
desk-due-credential-check = { $name }: { $n ->
    [one] Eine Person wartet auf die Prüfung.
   *[other] { $n } Personen warten auf die Prüfung.
 }
desk-due-delegation-draft = { $name }: { $n } von { $of } Delegierten sind benannt, eingereicht ist noch nichts.
desk-due-delegation-changed = { $name }: Seit der Einreichung wurde etwas geändert. Reichen Sie noch einmal ein.
desk-due-delegation-returned = { $name }: { $n ->
    [one] Eine Person wurde zurückgegeben.
   *[other] { $n } Personen wurden zurückgegeben.
 }
desk-due-delegation-submitted = { $name }: { $n } von { $of } Delegierten sind benannt und eingereicht.
desk-due-approval = Bestätigen oder ablehnen: { $name }
desk-due-poll-ready = „{ $name }“ ist bereit und kann eröffnet werden.
desk-due-poll-open = „{ $name }“ läuft.
desk-due-poll-uncounted = „{ $name }“ ist geschlossen und noch nicht ausgezählt.
desk-due-poll-unpublished = „{ $name }“ ist ausgezählt und noch nicht veröffentlicht.
desk-due-seat-call = { $name }: { $n ->
    [one] Eine gewählte Person hat noch nicht geantwortet.
   *[other] { $n } gewählte Personen haben noch nicht geantwortet.
 }
desk-due-successor = { $name }: { $n ->
    [one] Ein Sitz ist unbesetzt, und jemand kann nachrücken.
   *[other] { $n } Sitze sind unbesetzt, und jemand kann nachrücken.
 }
desk-due-seat-vacant = { $name }: { $n ->
    [one] Ein Sitz ist unbesetzt.
   *[other] { $n } Sitze sind unbesetzt.
 }
desk-due-election-uncertified = { $name }: Die Wahl wird ausgezählt und ist noch nicht festgestellt.
desk-due-election-ahead = { $name }: Eine Wahl steht bevor.
desk-due-term-ending = { $name }: Die Amtszeit endet, und es ist weder eine Wahl noch eine neue Amtszeit eingetragen.
desk-due-fee-unpaid = { $name }: { $n ->
    [one] Ein Beitrag ist nicht bezahlt.
   *[other] { $n } Beiträge sind nicht bezahlt.
 }
desk-due-consent-missing = { $name }: { $n ->
    [one] Bei einer Person fehlt die Einwilligung, ihren Namen zu veröffentlichen.
   *[other] Bei { $n } Personen fehlt die Einwilligung, ihren Namen zu veröffentlichen.
 }
desk-due-mail-undelivered = { $n ->
    [one] Eine Nachricht wurde nicht zugestellt oder hat keine Adresse.
   *[other] { $n } Nachrichten wurden nicht zugestellt oder haben keine Adresse.
 }

desk-on-day = Wer spricht für wen an einem Tag
desk-delegate = Delegierte
desk-body = Mitglied
desk-delegates-of = Delegierte der Versammlung „{ $title }“ am { $day }
desk-delegates-of-explained = Es gilt die letzte Versammlung an diesem Tag oder davor. Wer für jemanden nachgefolgt ist, steht mit dem Tag der Nachfolge.
desk-no-assembly-yet = Bis zu diesem Tag gab es noch keine Versammlung.
desk-as-table = Als Tabelle:
desk-on-day-caption = { $n } Einträge am { $day }
desk-wave = Wahlen in Zahlen
desk-wave-none = In diesen Tagen wurde nichts gewählt.
desk-wave-held = Wahlen durchgeführt
desk-wave-certified = davon festgestellt: { $n }
desk-wave-not-held = Wahlen ausgefallen
desk-wave-ahead = Wahlen in Vorbereitung
desk-wave-filled = Sitze besetzt
desk-wave-vacant = unbesetzt: { $n }
desk-wave-turnout = Wahlbeteiligung
desk-wave-voters = { $n } von { $of } Wahlberechtigten
desk-wave-lists = Listen
desk-wave-independents = Einzelbewerbungen: { $n }
desk-wave-candidates = Kandidaturen
desk-wave-day = Wahltag
desk-wave-state = Stand
desk-wave-seats = Sitze
desk-elected = Gewählte nach Alter und Geschlecht
desk-elected-explained = Gezählt wird, wer in einem Kalenderjahr im ganzen Verband gewählt wurde und den Sitz angenommen hat; das Alter ist das am Wahltag. Damit niemand auf Einzelne schließen kann, sind Zahlen unter { $n } verborgen (•) und mit ihnen so viele andere, dass sie sich nicht errechnen lassen.
desk-elected-age = Alter
desk-elected-total = Alle
desk-elected-under-18 = unter 18
desk-elected-18-29 = 18 bis 29
desk-elected-under-30 = unter 30
desk-elected-30-44 = 30 bis 44
desk-elected-45-59 = 45 bis 59
desk-elected-60 = 60 und älter
desk-elected-not-stated = keine Angabe
desk-elected-none = In diesem Jahr ist keine Wahl festgestellt.
desk-elected-open = Eine Wahl dieses Jahres ist noch nicht abgeschlossen, oder jemand hat noch nicht geantwortet. Bis dahin gibt es keine Zahlen, denn aus dem Unterschied zweier Tage ließe sich auf Einzelne schließen.
desk-elected-few = In diesem Jahr wurden so wenige gewählt, dass es keine Zahlen gibt.
