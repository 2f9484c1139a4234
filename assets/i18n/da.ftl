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

# The window.
# Tillside has no settings yet. $file is the name of a file.
window-not-set-up = Skriv i { $file }, hvor kassen og printeren er tilsluttet. Mere skal der ikke til.
# The service ended by itself. $why is what it said last, in English.
window-not-running = Tjenesten kører ikke: { $why }
window-not-sent = Det nåede ikke frem til tjenesten. Prøv igen.
