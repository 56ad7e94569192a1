your-code = Il Suo codice di voto
how = Come votare
step-open = Inquadri il codice QR con il telefono oppure apra l’indirizzo in un browser.
step-code = Inserisca il codice di voto. Maiuscole e minuscole, spazi e trattini non contano.
step-vote = Scelga, controlli la scelta ed esprima il voto. Dopo non può più essere modificato.
votes = { $n ->
    [one] Lei ha un voto.
   *[other] Lei ha { $n } voti.
 }
keep = Il codice vale per tutte le votazioni di questa assemblea. Non lo dia a nessuno e comunichi subito lo smarrimento alla commissione elettorale.
deputy = Foglio per chi sostituisce.
deputy-explained = Questo codice non apre nulla finché non ha preso un posto all’ingresso.
