your-code = Codul dumneavoastră de vot
how = Cum votați
step-open = Scanați codul QR cu telefonul sau deschideți adresa într-un browser.
step-code = Introduceți codul de vot. Literele mari și mici, spațiile și liniuțele nu contează.
step-vote = Alegeți, verificați alegerea și votați. După aceea votul nu mai poate fi schimbat.
votes = { $n ->
    [one] Aveți un vot.
    [few] Aveți { $n } voturi.
   *[other] Aveți { $n } de voturi.
 }
keep = Codul este valabil pentru toate voturile acestei adunări. Nu îl dați nimănui și anunțați imediat comisia electorală dacă îl pierdeți.
deputy = Foaie pentru înlocuitor.
deputy-explained = Acest cod nu deschide nimic până când nu preluați un loc la intrare.
