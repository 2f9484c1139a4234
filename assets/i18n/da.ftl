# Danish. See en.ftl for the rules of the keys that begin with "paper-".

paper-survey-invite = Hvordan gik det i dag?

paper-again-caption = Din kode igen

paper-selftest-title = Tillside printertest
paper-selftest-profile = Profil: { $profile }
paper-selftest-text = 1. Tekst
paper-selftest-qr-raster = 2. QR sendt som billede
paper-selftest-qr-native = 3. QR lavet af printeren
paper-selftest-scan = Scan begge koder.
paper-selftest-end = Testen er slut

# Hvad der blev genkendt, til sammenligning med bonerne.
paper-comparison-title = Hvad Tillside har set
paper-comparison-code = kode
paper-comparison-end = Passer det?
paper-decimal-point = ,
paper-kind-sale = Salg
paper-kind-card-slip = Kort
paper-kind-report = Rapport
paper-kind-kitchen = Bestilling
paper-kind-drawer = Skuffe
paper-kind-other = Andet

# Sprogets navn på sproget selv.
language-name = Dansk

# Sider, som kunderne ser på telefonen.
page-thanks = Tak for dit besøg!
page-thanks-soon = Vores korte spørgeskema åbner snart her: fem spørgsmål, ét minut.
page-thanks-code = Din kode er i orden. Gem venligst din bon.
page-typo = Vi kan ikke læse koden
page-typo-length = En kode har 12 tegn, denne har { $found }.
page-typo-alphabet = Tegn nr. { $position } findes ikke i vores koder.
page-typo-check = Ét tegn passer ikke til de andre.
page-typo-again = Sammenlign den med koden nederst på din bon.
page-start = Hej!
page-start-code = Scan koden nederst på din bon, eller skriv den efter sidens adresse.
page-language = Sprog
