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

# Selle keele nimi selles keeles.
language-name = Eesti

# Lehed, mida kliendid telefonis näevad.
page-thanks = Täname külastuse eest!
page-thanks-soon = Peagi avaneb siin meie lühike küsitlus: viis küsimust, üks minut.
page-thanks-code = Teie kood on korras. Palun hoidke tšekk alles.
page-typo = Seda koodi ei saa lugeda
page-typo-length = Koodis on 12 märki, selles on { $found }.
page-typo-alphabet = Märki number { $position } meie koodides ei ole.
page-typo-check = Üks märk ei sobi teistega kokku.
page-typo-again = Palun võrrelge seda tšeki lõpus oleva koodiga.
page-start = Tere!
page-start-code = Skannige tšeki lõpus olev kood või kirjutage see selle lehe aadressi järele.
page-language = Keel
