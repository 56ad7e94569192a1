your-code = Pani/Pana kod do głosowania
how = Jak głosować
step-open = Proszę zeskanować kod QR telefonem lub otworzyć adres w przeglądarce.
step-code = Proszę wpisać kod do głosowania. Wielkość liter, spacje i kreski nie mają znaczenia.
step-vote = Proszę wybrać, sprawdzić wybór i oddać głos. Potem nie można go już zmienić.
votes = { $n ->
    [one] Ma Pani/Pan jeden głos.
    [few] Ma Pani/Pan { $n } głosy.
   *[other] Ma Pani/Pan { $n } głosów.
 }
keep = Kod jest ważny dla wszystkich głosowań tego zgromadzenia. Proszę nikomu go nie podawać, a utratę od razu zgłosić komisji wyborczej.
deputy = Arkusz dla zastępstwa.
deputy-explained = Ten kod niczego nie otwiera, dopóki nie przejmie Pani/Pan miejsca przy wejściu.
