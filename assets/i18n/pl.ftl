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
