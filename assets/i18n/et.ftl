# Estonian. See en.ftl for the rules of the keys that begin with "paper-".

paper-survey-invite = Mida arvate meist?

paper-again-caption = Teie kood uuesti

paper-selftest-title = Tillside: printeri test
paper-selftest-profile = Profiil: { $profile }
paper-selftest-text = 1. Tekst
paper-selftest-qr-raster = 2. QR-kood pildina
paper-selftest-qr-native = 3. QR-kood printerilt
paper-selftest-scan = Skannige kumbagi koodi.
paper-selftest-end = Test on valmis

# Mis on loetud, võrdluseks tšekkidega.
paper-comparison-title = Mida Tillside luges
paper-comparison-code = kood
paper-comparison-end = Kas sobib?
paper-decimal-point = ,
paper-kind-sale = Ost
paper-kind-card-slip = Kaart
paper-kind-report = Aruanne
paper-kind-kitchen = Tellimus
paper-kind-drawer = Sahtel
paper-kind-other = Muu

# The window.
# Tillside has no settings yet. $file is the name of a file.
window-not-set-up = Kirjuta faili { $file }, kuhu kassa ja printer on ühendatud. Muud pole vaja.
# The service ended by itself. $why is what it said last, in English.
window-not-running = Teenus ei tööta: { $why }
window-not-sent = See ei jõudnud teenuseni. Palun proovi uuesti.
