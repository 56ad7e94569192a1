your-code = Votre code de vote
how = Comment voter
step-open = Scannez le code QR avec votre téléphone, ou ouvrez l’adresse dans un navigateur.
step-code = Saisissez le code de vote. Majuscules et minuscules, espaces et tirets n’ont pas d’importance.
step-vote = Choisissez, vérifiez votre choix et votez. Le vote ne peut plus être modifié ensuite.
votes = { $n ->
    [one] Vous avez une voix.
   *[other] Vous avez { $n } voix.
 }
keep = Le code vaut pour tous les votes de cette assemblée. Ne le donnez à personne et signalez aussitôt sa perte au bureau électoral.
deputy = Feuille pour la suppléance.
deputy-explained = Ce code n’ouvre rien tant que vous n’avez pas repris une place à l’entrée.
