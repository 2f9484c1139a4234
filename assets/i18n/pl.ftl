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

# The window.
# Tillside has no settings yet. $file is the name of a file.
window-not-set-up = Wpisz do pliku { $file }, gdzie są podłączone kasa i drukarka. Nic więcej nie trzeba.
# The service ended by itself. $why is what it said last, in English.
window-not-running = Usługa nie działa: { $why }
window-not-sent = To nie dotarło do usługi. Spróbuj jeszcze raz.
