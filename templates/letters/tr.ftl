your-code = Oy kodunuz
how = Nasıl oy kullanırsınız
step-open = QR kodunu telefonunuzla okutun veya adresi bir tarayıcıda açın.
step-code = Oy kodunu girin. Büyük ve küçük harf, boşluk ve çizgiler fark etmez.
step-vote = Seçiminizi yapın, kontrol edin ve oyunuzu verin. Oyunuz daha sonra değiştirilemez.
votes = { $n ->
    [one] Bir oyunuz var.
   *[other] { $n } oyunuz var.
 }
keep = Kod bu toplantının bütün oylamaları için geçerlidir. Kodu kimseye vermeyin; kaybederseniz hemen seçim kuruluna bildirin.
deputy = Vekil için kod kâğıdı.
deputy-explained = Girişte bir yeri devralana kadar bu kodla oy kullanılamaz.
