# Polish. See en.ftl for the rules of the keys that begin with "paper-".

paper-survey-invite = Czekamy na Twoje zdanie

paper-again-caption = Ponowny wydruk kodu

paper-selftest-title = Tillside: test drukarki
paper-selftest-profile = Profil: { $profile }
paper-selftest-text = 1. Tekst
paper-selftest-qr-raster = 2. Kod QR jako obraz
paper-selftest-qr-native = 3. Kod QR z drukarki
paper-selftest-scan = Zeskanuj oba kody.
paper-selftest-end = Koniec testu

# Lista tego, co odczytano, do porównania z paragonami.
paper-comparison-title = Odczytane wydruki
paper-comparison-code = kod
paper-comparison-end = Wszystko dobrze?
paper-decimal-point = ,
paper-kind-sale = Paragon
paper-kind-card-slip = Karta
paper-kind-report = Raport
paper-kind-kitchen = Kuchnia
paper-kind-drawer = Szuflada
paper-kind-other = Inne

# Nazwa tego języka w tym języku.
language-name = Polski

# Strony, które klienci widzą w telefonie.
page-thanks = Dziękujemy za wizytę!
page-thanks-soon = Wkrótce otworzymy tu krótką ankietę: pięć pytań, jedna minuta.
page-thanks-code = Kod jest prawidłowy. Prosimy zachować paragon.
page-typo = Nie możemy odczytać tego kodu
page-typo-length = Kod ma 12 znaków, a ten ma { $found ->
    [one] { $found } znak
    [few] { $found } znaki
   *[other] { $found } znaków
  }.
page-typo-alphabet = Znak nr { $position } nie występuje w naszych kodach.
page-typo-check = Jeden ze znaków nie pasuje do pozostałych.
page-typo-again = Prosimy porównać go z kodem na końcu paragonu.
page-start = Dzień dobry!
page-start-code = Prosimy zeskanować kod z końca paragonu albo dopisać go do adresu tej strony.
page-language = Język
