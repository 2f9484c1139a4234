# Estonian. See en.ftl for the rules of the keys that begin with "paper-".

paper-survey-invite = Mida arvate meist?

paper-again-caption = Teie kood uuesti
paper-card-title = Sinu kaart
paper-card-keep = Naita seda kassas.

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

# What the day came to, at its end. Times as in 16:30.
paper-closing-title = Kena paev sai!
paper-closing-served = { $count ->
    [one] { $count } klient
   *[other] { $count } klienti
}
paper-closing-rush = Kiireim aeg: { $from } - { $to }
paper-closing-within = { $percent } klienti 100st { $minutes } min
paper-closing-calls = Abi tuli { $answered }, kutseid { $calls }
paper-closing-codes = { $count ->
    [one] { $count } kood
   *[other] { $count } koodi
}
paper-closing-gifts = { $count ->
    [one] { $count } kingitus
   *[other] { $count } kingitust
}
paper-closing-end = Kena olemist!

# The window.
# Tillside has no settings yet. $file is the name of a file.
window-not-set-up = Kirjuta faili { $file }, kuhu kassa ja printer on ühendatud. Muud pole vaja.
# The service ended by itself. $why is what it said last, in English.
window-not-running = Teenus ei tööta: { $why }
window-not-sent = See ei jõudnud teenuseni. Palun proovi uuesti.

panel-language-next = Keel: eesti. Vaheta: { $next }
panel-number-group = { "\u00A0" }
panel-number-point = ,
panel-money = { $currency ->
    [EUR] { $amount }{ "\u00A0" }€
   *[other] { $amount }{ "\u00A0" }{ $currency }
}

panel-counter = Kassa { $number }
panel-till = Kassa
panel-printer = Printer
panel-scanner = Skanner
panel-device-here = ühendatud
panel-device-away = pole ühendatud
panel-device-unknown = pole veel kuulda
panel-narrow = Tee paneel kitsaks
panel-back = Tagasi
panel-devices = Seadmed
panel-receipts = Tšekid

panel-waiting = { $count ->
    [one] ootamas
   *[other] ootamas
}
panel-waiting-unknown = ootamas
panel-waiting-more = Ootamas on üks rohkem
panel-waiting-fewer = Ootamas on üks vähem
panel-wait-none = ooteaega pole
panel-wait-short = alla minuti
panel-wait = umbes { $minutes }
panel-level-short = Lühike järjekord
panel-level-busy = Kiire aeg
panel-level-long = Pikk järjekord
panel-waiting-range = umbes { $low } kuni { $high } ootamas
panel-waiting-up-to = kuni { $high } ootamas
panel-level-short-strip = lühike
panel-level-busy-strip = kiire
panel-level-long-strip = pikk
panel-line-learning = alles õpib
panel-line-receipts = ainult tšekkide põhjal
panel-trend-rising = Viimase poole tunni jooksul: kasvab
panel-trend-falling = Viimase poole tunni jooksul: kahaneb
panel-trend-steady = Viimase poole tunni jooksul: püsib
panel-call = Kutsu kolleeg
panel-call-since = Kolleeg kutsuti kell { $time }.
panel-call-from = Kassa { $number } palus abi kell { $time }.
panel-call-come = Tuleb
panel-call-withdraw = Pole vaja
panel-call-answered = Kolleeg on tulemas.
panel-call-again = Kutsu uuesti
panel-call-since-strip = kutsutud
panel-call-answered-strip = tulemas
panel-served-today = { $count ->
    [one] täna { $count } klient
   *[other] täna { $count } klienti
}
panel-quiet = Midagi pole vaja teha. Siia ilmub see, mis sind vajab.
panel-observing = Praegu tšekke ainult loetakse; neile ei lisata midagi. Vaata „Tšekid“.
panel-last-code = Viimane kood
panel-print-again = Prindi uuesti
panel-open = Ava paneel
panel-mark = vaata

# A customer shows a code for a thank-you: what to say, and what to hand over.
panel-reward-noted = Panin teie koodi selle ostu juurde kirja.
panel-reward-hand-over = Aitäh vastuse eest. See on teile.
panel-reward-too-small = Teie kood kehtib suurema ostu puhul. See jääb kehtima.
panel-reward-not-paid = Teie koodi ei kasutatud. See jääb kehtima.
panel-reward-tomorrow = Aitäh! See kood kehtib alates homsest.
panel-reward-too-old = See kood kehtis 30 päeva ja need on möödas.
panel-reward-used = See kood on siin juba kasutatud.
panel-reward-day-is-full = Tänased kingitused on kõik jagatud. Teie kood jääb kehtima, tulge palun jälle.
panel-reward-one-per-sale = Iga ostu kohta üks kood. See jääb järgmiseks kehtima.
panel-reward-survey = See on kviitungi kood. Vastake sellega meie küsimustele ja saate koodi kingituse jaoks.
panel-reward-other-store = See kood on meie teisest poest. Seal see kehtib.
panel-reward-unknown = See ei ole meie kingikood.
panel-reward-misread = Proovin korra uuesti.
panel-reward-nothing-here = Selles kassas me koode vastu ei võta.
panel-reward = Kingikood
panel-reward-give = Palun andke kliendile: { $reward }
panel-reward-for = { $reward }, kui ost on vähemalt { $minimum }
panel-reward-given = Antud
panel-reward-let-go = Mitte selle ostu jaoks
panel-reward-close = Selge

# A receipt that was left behind, and what a customer wrote with an answer.
panel-left-behind = Kviitung jäi maha
panel-left-behind-said = Kirjas: kviitung jäi maha.
panel-left-behind-undo = Võta tagasi
panel-answer-show = Näita vastust
panel-answer-score = Soovitaks meid: { $score } punkti 10-st
panel-answer-contact = Palub ühendust võtta: { $contact }
panel-answer-gone = Kirjutatut enam ei hoita.

panel-starting-title = Üks hetk
panel-starting-text = Aken otsib Tillside'i teenust selles arvutis.
panel-away-title = Andmed seisavad alates { $since }
panel-away-text = Tillside'i teenus ei vasta. Kuni see tagasi tuleb, ei pruugita tšekke printida. Tavaliselt tuleb see ise tagasi minuti jooksul; kui ei tule, palu abi.
panel-memory-title = Päeva ei salvestata
panel-memory-text = Tšekid prinditakse nagu ikka, aga praegu toimuv võib andmetest puududa. Palu abi: ketas võib olla täis.
panel-till-away-title = Kassa kaabel pole ühendatud
panel-printer-away-title = Printer pole ühendatud
panel-scanner-away-title = Skanner pole ühendatud
panel-fiscal-title = Fiskaalprinter
panel-fiscal-text = See paistab olevat fiskaalprinter, seega ei lisata selle tšekkidele midagi. Kui see on eksitus, saab tehnik seda muuta.
panel-no-code-title = Ükski kood pole valmis
panel-no-code-text = Tšekid prinditakse nagu ikka, aga ilma koodita. Kui see kestab, palu abi.
panel-unseen-title = Koodid ootavad küsitluse lehte
panel-unseen-text = Keegi pole veel näinud, et tšekil oleva aadressi leht vastab, seega prinditakse tšekid koodita. Tillside'i paigaldaja käivitab selles arvutis „tillside doctor“; siis algavad koodid ise.
panel-refused-title = See ei õnnestunud

panel-till-here = Kassa kaabel on ühendatud.
panel-till-away = Vaata, kas kassa kaabel on kinni.
panel-till-unknown = Kassast pole veel midagi kuulda.
panel-printer-here = Printer on ühendatud.
panel-printer-away = Vaata, kas see on sisse lülitatud ja kaabel kinni.
panel-printer-unknown = Printerist pole veel midagi kuulda.
panel-scanner-here = Skanner on ühendatud.
panel-scanner-away = Vaata, kas kaabel on kinni. Kassat saab kasutada ka ilma.
panel-scanner-unknown = Skannerit pole kuulda. Kui seda Tillside'iga ei kasutata, on kõik korras.
panel-codes-ready = { $count ->
    [one] { $count } kood on printimiseks valmis.
   *[other] { $count } koodi on printimiseks valmis.
}
panel-codes-none = Koode ei tehta, kuni tšekke ainult loetakse.
panel-events-lost = { $count ->
    [one] { $count } sündmust ei saanud salvestada.
   *[other] { $count } sündmust ei saanud salvestada.
}
panel-self-test = Prindi proov
panel-self-test-text = Riba teksti ja kahe koodiga. Skanni mõlemad: mida saab skannida, seda printer oskab.
panel-looks = Välimus
panel-theme = Värvid
panel-theme-light = Hele
panel-theme-dark = Tume
panel-theme-system = Automaatne
panel-scale = Teksti suurus
panel-scale-percent = { $percent }%
panel-language = Keel

panel-mode-observing = Tšekke ainult loetakse
panel-mode-observing-text = Tillside tunneb ära, mida prinditakse, ega lisa midagi. Kui tšekid on õigesti ära tuntud, saad lisada igale müügile koodi.
panel-mode-on = Müügid saavad koodi
panel-mode-on-copies = Müügid ja nende koopiad saavad koodi
panel-mode-on-text = See prinditakse vahetult enne paberi lõikamist.
panel-address = Aadress tšekil
panel-address-none = Aadress puudub. Selle kirjutab seadetesse Tillside'i paigaldaja, kohta [survey] url.
panel-documents = Viimased tšekid
panel-documents-none = Midagi pole veel prinditud. Prindi kassas tšekk ja see ilmub siia.
panel-documents-check = Pane paber nimekirja kõrvale. Märgi iga rida, mis on õige.
panel-document-right = { $document }. See on õige
panel-total-unread = summat ei loetud
panel-comparison = Prindi nimekiri
panel-kind-sale = Müük
panel-kind-card-slip = Kaardimakse kviitung
panel-kind-report = Aruanne
panel-kind-kitchen = Köögitellimus
panel-kind-drawer = Sahtel avati
panel-kind-other = Midagi muud
panel-tender-cash = sularaha
panel-tender-card = kaart
panel-tender-mixed = mitmel viisil
panel-tender-other = muul viisil
panel-which = Millised tšekid saavad koodi
panel-which-sales = Ainult müük
panel-which-copies = Ka koopiad
panel-start = Hakka koode lisama
panel-stop = Lõpeta koodide lisamine
panel-missing-address = Enne peab olema aadress.
panel-missing-ticks = { $count ->
    [one] Märgi veel { $count } õige rida.
   *[other] Märgi veel { $count } õiget rida.
}
panel-missing-sale = Märgitute seas peab olema müük.

panel-quoted = „{ $line }“
panel-card = Kaart
panel-hold = Ost ootele
panel-card-short = Kaart
panel-hold-short = Ootele
panel-ready = valmis
panel-note-close = Sulge
panel-baskets = Ootel ostud
panel-basket-since = alates { $time }
panel-basket-paid = Makstud
panel-basket-back = Kaup tagasi

panel-care = Hoolitseda
panel-care-none = Miski ei oota lahendust.
panel-care-more = { $count ->
    [one] Ja veel { $count }.
   *[other] Ja veel { $count }.
}
panel-write-question = Küsimus
panel-write-complaint = Kaebus
panel-write-return = Tagastus
panel-write-no = Ütlen ei
panel-case-question = Küsimus
panel-case-complaint = Kaebus
panel-case-return = Tagastus
panel-case-refusal = „Ei“ vajab selgitust
panel-case-hold = Ost
panel-case-follow-up = Võta ühendust
panel-due-today = kella { $time }-ks
panel-due-tomorrow = homme kella { $time }-ks
panel-due-days = { $count } päeva pärast kella { $time }-ks
panel-promised-today = lubatud kella { $time }-ks
panel-promised-tomorrow = lubatud homme kella { $time }-ks
panel-promised-days = lubatud { $count } päeva pärast kella { $time }-ks
panel-overdue-today = ootab alates { $time }
panel-overdue-yesterday = ootab eilsest
panel-overdue-days = ootab { $count } päeva
panel-owner-nobody = keegi pole veel võtnud
panel-owner-counter = tegeleb kassa { $number }
panel-owner-manager = tegeleb juhataja
panel-case-take = Mina tegelen sellega
panel-case-promise = Luba vastus
panel-case-promise-when = Millal vastus tuleb?
panel-minutes = { $count ->
    [one] { $count }{ "\u00A0" }min
   *[other] { $count }{ "\u00A0" }min
}
panel-case-done = Tehtud
panel-case-not-done = Ei õnnestunud
panel-case-closed = { $what }: nimekirjast maas.
panel-case-reopen = Pane tagasi

panel-phrases = Fraasid
panel-phrases-language = Kliendi keel

panel-print-waiting = Prinditakse, kui kassa on hetke vaikne.
panel-print-printing = Printimine…
panel-print-done-again = Kood prinditi uuesti.
panel-print-done-self-test = Proov prinditi.
panel-print-done-comparison = Nimekiri prinditi.
panel-print-done-closing = Päeva kokkuvõte on prinditud.
panel-print-done-card = Kaart on prinditud.
panel-print-cut-short = Kassa hakkas printima, seega lõigati riba ära. Proovi uuesti.
panel-refusal-already-printing = Teine riba on printimisel. Proovi uuesti, kui see on väljas.
panel-refusal-nothing-to-show = Pole veel midagi printida.
panel-refusal-no-address = Koodi veel pole, sest aadress puudub.
panel-refusal-address-unseen = Keegi pole veel näinud, et küsitluse leht vastab. Käivita selles arvutis „tillside doctor“ ja proovi uuesti.
panel-refusal-fiscal = See paistab olevat fiskaalprinter, seega ei prindita sellel midagi meie oma.
panel-refusal-mid-document = Kassal on tšekk pooleli. Proovi uuesti, kui see on väljas.
panel-refusal-no-lines = Printer ei saa praegu teksti printida. Proovi hiljem uuesti.
panel-refusal-no-printer = Siin pole printerit: Tillside ainult kuulab.
panel-refusal-no-cutter = Sellel printeril pole lõikurit. Tillside'i paigaldaja saab koodid siiski lubada.
panel-refusal-printer-busy = Printer ei võta praegu midagi vastu. Vaata, kas see on sees ja kas paberit on.
panel-refusal-till-busy = Kassa oli kogu aeg hõivatud. Proovi uuesti, kui see puhkab.
panel-refusal-no-key = Koode ei saa teha. Tillside'i paigaldaja saab uurida, miks.
panel-refusal-config-read-only = Seadeid ei saa salvestada. Tillside'i paigaldaja saab neid käsitsi muuta.
panel-refusal-note-gone = See vihje on juba kadunud.
panel-refusal-step-gone = See enam ei sobi. Palun valige uuesti.
panel-refusal-no-token = Kõik märgid on kasutusel. Vabastage enne üks.
panel-refusal-basket-gone = Seda korvi enam nimekirjas ei ole.
panel-refusal-case-gone = Seda enam nimekirjas ei ole.
panel-refusal-case-over = See on juba lõpetatud. Avage see enne uuesti.
panel-refusal-case-not-over = See on veel avatud.
panel-refusal-too-many-cases = Avatud asju on liiga palju. Lõpetage enne mõni.
panel-refusal-no-answer = Selle juurde ei kuulu ühegi kliendi vastust.
panel-refusal-card-gone = See on juba kadunud.
panel-refusal-no-receipt = Praegu pole kviitungit, mida kirja panna või tagasi võtta.
panel-refusal-gift-gone = Seda kingitust ei saa praegu pakkuda.
panel-refusal-no-member = Klienti pole kaardiga tuvastatud. Skanni enne kaart.
panel-refusal-no-sale = Eelmine ost on liiga vana. Järgmine loeb.
panel-refusal-not-kept = Praegu ei saa midagi salvestada. Tšekid liiguvad edasi.
panel-refusal-no-temperature = Ütle kraadides, −60 kuni 60.
panel-refusal-call-over = See kutse on juba lõppenud.

# Small gifts. Who offers one may be heard by everybody around.
panel-gift = Kingitus
panel-gift-offer = Palun pakkuge: { $gift }
panel-gift-offer-to = { $name }. Palun pakkuge: { $gift }
panel-gift-why-hot = Palav päev
panel-gift-why-cold = Külm päev
panel-gift-why-visit = { $visit }. külastus
panel-gift-why-birthday = Sünnipäev
panel-gift-why-back = Jälle siin
panel-gift-why-bought = Sobib ostuga
panel-gift-why-by-hand = Sinu valik
panel-gift-why-stars = Tähtede eest
panel-gift-why-make-good = Heastamiseks
panel-gift-why-survey = Vastuse eest
panel-gift-left-after = { $count ->
    [one] Pärast seda jääb { $count }.
   *[other] Pärast seda jääb { $count }.
}
panel-gift-last = See on viimane.
panel-gift-left = { $count ->
    [one] { $count } alles
   *[other] { $count } alles
}
panel-gift-costs = { $count ->
    [one] See maksab { $count } tähe.
   *[other] See maksab { $count } tähte.
}
panel-gift-ask-manager = Küsi enne juhatajalt.
panel-gift-agreed = Juhataja on nõus
panel-gift-given = Antud
panel-gift-pass = Seekord mitte
panel-gift-as-code = Tänased on otsas: see on kood järgmiseks korraks.
panel-gift-contains = Sisaldab: { $list }
panel-gift-packet = Pakend on kassa juures, kui keegi koostise kohta küsib.
panel-allergen-gluten = gluteen
panel-allergen-crustaceans = koorikloomad
panel-allergen-eggs = munad
panel-allergen-fish = kala
panel-allergen-peanuts = maapähklid
panel-allergen-soy = soja
panel-allergen-milk = piim
panel-allergen-nuts = pähklid
panel-allergen-celery = seller
panel-allergen-mustard = sinep
panel-allergen-sesame = seesam
panel-allergen-sulphites = sulfitid
panel-allergen-lupin = lupiin
panel-allergen-molluscs = molluskid

# The page of the gifts.
panel-gifts = Kingitused
panel-gifts-none = Siin pole kingitusi, mida valida.
panel-gifts-offer = Paku
panel-gifts-goodwill = sinu enda äranägemisel
panel-gifts-why-not = Miks kingitust pole?
panel-gifts-why-not-text = Viimase ostu juures:
panel-temperature = Õues { $degrees }{ "\u00A0" }°C
panel-temperature-unknown = Keegi pole veel öelnud, kui soe õues on.
panel-temperature-fails = Kingituste reeglid vaatavad ise, kui soe on. Praegu see ei õnnestu: seni kehtib see, mis siin öeldakse.
panel-temperature-colder = Üks kraad külmem
panel-temperature-warmer = Üks kraad soojem

# Why there is no gift. A cashier may read it out; it says nothing of how somebody pays.
reason-payment-note = Mitte praegu.
reason-one-a-sale = Iga ostu kohta on üks kingitus.
reason-another-gift = Enne on teise kingituse kord.
reason-not-this = See kingitus on millegi muu eest.
reason-not-this-day = Mitte sel nädalapäeval.
reason-not-yet = See pole veel alanud.
reason-over = See on läbi.
reason-not-now = Mitte sel kellaajal.
reason-quiet = Sel tunnil ei pakuta midagi.
reason-members-only = See on kaardi omanikele.
reason-staff = See pole poe enda kaartidele.
reason-opted-out = Klient palus kingitusi mitte pakkuda.
reason-amount-unknown = Pole teada, kui suur ost oli.
reason-too-small = See on suurema ostu juurde.
reason-too-large = See on väiksema ostu juurde.
reason-not-bought = See käib teiste kaupade juurde.
reason-bought = Midagi sarnast on juba ostetud.
reason-weather-unknown = Pole teada, kui soe õues on.
reason-too-cold = See on soojemateks päevadeks.
reason-too-warm = See on külmemateks päevadeks.
reason-not-the-visit = { $left ->
    [one] Järgmiseni on veel { $left } külastus.
   *[other] Järgmiseni on veel { $left } külastust.
}
reason-too-few-visits = { $visits ->
    [one] See tuleb pärast rohkemaid külastusi; seni on { $visits } külastus.
   *[other] See tuleb pärast rohkemaid külastusi; seni on { $visits } külastust.
}
reason-no-birthday = Sünnipäev pole siin teada või seda ei kasutata.
reason-not-birthday = See on sünnipäeva paiku.
reason-not-away = See on neile, kes pole kaua käinud.
reason-too-few-stars = { $need ->
    [one] Vaja on { $need } tähte; olemas on { $have }.
   *[other] Vaja on { $need } tähte; olemas on { $have }.
}
reason-contacts-full = Sellisest räägime kõige rohkem { $max ->
    [one] { $max } kord
   *[other] { $max } korda
} { $days ->
    [one] { $days } päeva
   *[other] { $days } päeva
} jooksul.
reason-cap-reached = Seda antakse kõige rohkem { $max ->
    [one] { $max } kord
   *[other] { $max } korda
} { $days ->
    [one] { $days } päeva
   *[other] { $days } päeva
} jooksul.
reason-recently = { $days_ago ->
    [0] See oli juba täna.
    [one] See oli eile.
   *[other] See oli { $days_ago } päeva tagasi.
}
reason-passed = Selle ostu juures jäeti see vahele.
reason-day-stock-gone = Tänased on kõik jagatud.
reason-stock-gone = Kõik on juba jagatud.
reason-day-budget-gone = Tänaseks on kõik.
reason-budget-gone = Praeguseks on kõik.
reason-forecast-unknown = Pole teada, kui palju kliente veel tuleb.
reason-not-drawn = Loos langes kellelegi teisele.
reason-held-out = Mõned ei saa mõnda aega midagi, et näha, mida kingitused annavad.
reason-no-goodwill = Siin pole kingitusi enda äranägemisel.
reason-goodwill-gone = Tänased kingitused enda äranägemisel on jagatud.
reason-cannot-ask = Praegu ei saa me tähti teiste kassadega kontrollida. Palun küsige hiljem uuesti.

# Members: who is served. Names are told by themselves and stand as they are.
panel-member = Kliendikaart
panel-member-open = Näita klienti
panel-member-since = kaart aastast { $year }
panel-member-visits = { $count ->
    [one] { $count } külastus
   *[other] { $count } külastust
}
panel-member-stars = { $count ->
    [one] { $count } täht
   *[other] { $count } tähte
}
panel-member-greeting = Tere, { $name }! Tore teid jälle näha.
panel-member-greeting-plain = Tere! Tore teid jälle näha.
panel-member-staff = Poe kaart: ei kogu midagi
panel-member-opted-out = ilma kingituste ja tervitusteta
panel-member-birthday-on = sünnipäev { $date }
panel-member-last = viimati { $date }
panel-member-not-yet = pole veel käinud
panel-member-nobody = Praegu pole keegi kaarti näidanud. Skanni kaart või vali:
panel-member-join = Uus liituja
panel-member-type = Sisesta kaart
panel-member-find = Otsi nime
panel-member-name = Nimi
panel-member-note = Märkus
panel-member-birthday = Sünnipäev
panel-member-another = Teine kaart
panel-member-same = Sama inimene
panel-member-let-go = Keegi teine
panel-member-late = Äsja makstud ostu eest
panel-member-opt-out = Ilma kingituste ja tervitusteta
panel-member-opt-out-text = Tähed kogunevad sellegipoolest.
panel-member-cancel = Loobu
panel-member-keep = Salvesta
panel-member-forget = Unusta
panel-member-show = Näita seda kaarti
panel-member-search = Otsi

# What to ask before somebody joins: what is kept, for how long, and that it is theirs.
panel-join-language = Küsi selles keeles:
panel-join-ask = Hoiame alles teie külastused, tähed ja selle, mida meile räägite, kuni 24 kuud pärast viimast külastust. Saate alati kõike näha või lasta kustutada. Kas olete nõus?
panel-join-agreed = Klient on nõus
panel-join-not = Ei, aitäh
panel-birthday-ask = Kas tohime teie sünnipäeva kirja panna, väikese üllatuse jaoks? Piisab päevast ja kuust.
panel-name-ask = Kuidas tohime teid kutsuda?
panel-note-ask = Mida on kassas hea teada. Klient võib seda alati lugeda.
panel-find-ask = Nimi või selle algus:
panel-type-ask = Kaardi kaheksa märki või number triipude all:
panel-another-text = Kui vanu kaarte enam pole, lakkavad need töötamast; kõik tähed jäävad. Muidu prinditakse üks kaart juurde ja kõik töötavad.
panel-another-gone = Vanu kaarte enam pole
panel-another-more = Prindi üks kaart juurde

# What is being done about a card.
panel-desk-joining = Skanni uus kaart. See saab kliendi omaks.
panel-desk-new-card = Skanni uus kaart. Vanad enam ei tööta; kõik tähed jäävad.
panel-desk-merging = Skanni sama inimese teine kaart. Siis on mõlemad üks ja nii see jääb.
panel-desk-found = Kes see on?
panel-desk-print = Prindi kaart
panel-desk-stop = Katkesta
panel-desk-join-with = Liitu selle kaardiga
panel-desk-looking-up = Üks hetk, kaarti otsitakse.
panel-desk-joined = Tere tulemast! Kaart kehtib nüüdsest.
panel-desk-card-given = Kaart on nüüd kliendi oma. Seda saab kohe kasutada.
panel-desk-merged = Mõlemad kaardid on nüüd ühe inimese omad. Näidata võib kumbagi.
panel-desk-changed = Kirjas. Seda saab alati muuta.
panel-desk-unknown-card = See kaart pole veel kellegi oma. Küsi, kas klient soovib liituda.
panel-desk-lost-card = See kaart on teisega asendatud. Tähed on alles: otsi nime.
panel-desk-taken-card = See kaart on juba kellegi teise oma. Võta teine ja alusta uuesti.
panel-desk-misread = Kaarti ei loetud õigesti. Skanni uuesti või sisesta see.
panel-desk-no-card = See pole kliendikaart. Skanni teine või otsi nime.
panel-desk-nobody-found = Sellenimelist siin pole. Proovi nime algust või skanni kaart.
panel-desk-not-now = Praegu see ei õnnestu. Tähed lisatakse, kui kaarti uuesti näidatakse.

# The keyboard on the screen: the letters of the language in their order, and what other keys are called.
panel-keys-letters = abcdefghijklmnopqrsšzžtuvwõäöüxy
panel-keys-space = Tühik
panel-keys-hyphen = Sidekriips
panel-keys-apostrophe = Ülakoma
panel-keys-delete = Kustuta
panel-keys-digits = Numbrid
panel-keys-back = Tähestik
panel-keys-empty = Veel tühi
panel-month-1 = jaanuar
panel-month-2 = veebruar
panel-month-3 = märts
panel-month-4 = aprill
panel-month-5 = mai
panel-month-6 = juuni
panel-month-7 = juuli
panel-month-8 = august
panel-month-9 = september
panel-month-10 = oktoober
panel-month-11 = november
panel-month-12 = detsember

# Selle keele nimi selles keeles.
language-name = Eesti

# Lehed, mida kliendid telefonis näevad.
page-typo = Seda koodi ei saa lugeda
page-typo-length = Koodis on 12 märki, selles on { $found }.
page-typo-alphabet = Märki number { $position } meie koodides ei ole.
page-typo-check = Üks märk ei sobi teistega kokku.
page-typo-again = Palun võrrelge seda tšeki lõpus oleva koodiga.
page-start = Tere!
page-start-code = Kirjutage tšeki lõpus olev kood. Sidekriipsud ja suured tähed ei ole tähtsad.
page-start-field = 12-märgiline kood
page-start-go = Edasi
page-language = Keel

# The survey on customers’ phones. Answers have to fit into a box as wide as a thumb.
survey-title = Kuidas teie külastus läks?
survey-lead = Üks puudutus vastab esimesele viiest küsimusest. Ülejäänud on vabatahtlikud.
survey-lead-reward = Tänuks saate: { $reward }, vastusest sõltumata.
survey-recommend = Kas soovitaksite meid sõbrale?
survey-recommend-least = 0 = üldse mitte
survey-recommend-most = 10 = hea meelega
survey-once-more = Palun puudutage vastust veel kord.
survey-not-now = Praegu ei saa seda salvestada. Palun proovige varsti uuesti; midagi pole kadunud.
survey-trap = Palun jätke see tühjaks
survey-privacy-line = Anonüümne: hoiame alles vastused, poe ja tunni.
survey-other-code = Kirjuta teine kood
survey-more = Aitäh!
survey-more-lead = Vastus on salvestatud. Soovi korral veel mõni – kõik on vabatahtlik.
survey-happy = Kas jäite külastusega rahule?
survey-happy-1 = Üldse mitte
survey-happy-2 = Mitte eriti
survey-happy-3 = Nii ja naa
survey-happy-4 = Rahul
survey-happy-5 = Väga rahul
survey-easy = Kas maksta ja minna oli lihtne?
survey-easy-1 = Raske
survey-easy-2 = Veidi raske
survey-easy-3 = Nii ja naa
survey-easy-4 = Lihtne
survey-easy-5 = Väga lihtne
survey-met = Kas vastasime teie ootustele?
survey-met-1 = Üldse mitte
survey-met-2 = Mitte päris
survey-met-3 = Enam-vähem
survey-met-4 = Täiesti
survey-met-5 = Isegi enam
survey-again = Kas ostaksite meilt jälle?
survey-again-1 = Ei
survey-again-2 = Pigem ei
survey-again-3 = Võib-olla
survey-again-4 = Jah
survey-again-5 = Kindlasti
survey-own-1 = Ei
survey-own-2 = Pigem ei
survey-own-3 = Nii ja naa
survey-own-4 = Pigem jah
survey-own-5 = Jah
survey-comment = Kas soovite midagi lisada?
survey-contact = Kas võime teile helistada?
survey-contact-field = Telefon või e-post
survey-consent = Jah, pood võib minuga selle külastuse asjus ühendust võtta. 30 päeva pärast asja lõpetamist see kustutatakse.
survey-send = Saada
survey-send-reward = Saada ja võta tänu vastu
survey-mistakes = Palun vaadake see veel kord üle
survey-mistake-consent = Palun märkige nõusolek, et tohiksime numbrit kasutada, või jätke väli tühjaks.
survey-mistake-contact = Palun kirjutage telefon või e-post või võtke märge maha.
survey-mistake-long-contact = Palun lühendage see 120 märgini.
survey-mistake-long-comment = Palun lühendage see 2000 märgini.
survey-thanks = Aitäh vastuste eest!
survey-thanks-text = Need aitavad meil paremaks saada. Lehe võib sulgeda.
survey-reward = Tänuks:
survey-reward-how = Näidake seda koodi kassas. See kehtib homsest kuni { $date }.
survey-reward-minimum = Ostu puhul alates { $minimum }.
survey-reward-save = Tehke ekraanipilt või kirjutage kood üles: keegi ei saa seda teile uuesti näidata.
survey-reward-picture = Sama kood pildina skannerile
survey-used = See kood on kasutatud
survey-used-why = Keegi on sellega juba vastanud. Iga tšekk loeb ühe korra; järgmisel on uus kood.
survey-expired = See kood on aegunud
survey-expired-why = See kehtis kuni { $date }. Järgmisel tšekil on uus.
survey-elsewhere = See kood on teisest poest
survey-elsewhere-why = Seda ei ole selle lehe poodide hulgas. Palun kasutage tšekil olevat aadressi.
survey-unknown = Me ei tunne seda koodi
survey-unknown-why = Palun võrrelge seda tšeki lõpus oleva koodiga.
survey-for-the-till = See kood on kassa jaoks
survey-for-the-till-why = Palun näidake seda järgmisel korral kassas.
survey-too-many = Üks hetk, palun
survey-too-many-why = Teie võrgust on proovitud liiga palju koode, mida ei ole. Palun proovige uuesti { $minutes } min pärast.
survey-over = Aitäh vastuse eest!
survey-over-why = Esimene vastus on alles. Teisi saab lisada poole tunni jooksul ja see aeg on läbi.
survey-unread = Me ei saanud seda lugeda
survey-unread-why = Palun minge tagasi ja saatke veel kord. Lühem tekst võib aidata.
survey-privacy-title = Mida me hoiame
survey-privacy-what = Mida: teie vastused, pood ja kassa, tšeki tund ja umbes kui pikk järjekord siis oli, lehe keel. Ei nime, ei telefoni aadressi, ei küpsiseid. Kui vastus on poes, ei vii sellest miski teie tšekini.
survey-privacy-why = Miks: et pood teaks, mida paremini teha. Selleks on tal õigustatud huvi; vastamine on vabatahtlik.
survey-privacy-contact = Telefoni või e-posti hoiame ainult siis, kui te selle annate ja nõusoleku märgite. Pood kasutab seda, et selle külastuse üle rääkida, ja kustutab selle 30 päeva pärast asja lõpetamist. Nõusoleku võib alati tagasi võtta.
survey-privacy-how-long = Kui kaua: kirjutatut kõige rohkem 12 kuud. Et kood on kasutatud, teatakse 90 päeva. Arvud ilma tekstita jäävad.
survey-privacy-rights = Teie õigused: võite poelt küsida, mida ta teie kohta hoiab, lasta seda parandada või kustutada ning kaevata Andmekaitse Inspektsioonile või oma riigi asutusele.
survey-date = { $day }. { $month ->
    [1] jaanuar
    [2] veebruar
    [3] märts
    [4] aprill
    [5] mai
    [6] juuni
    [7] juuli
    [8] august
    [9] september
    [10] oktoober
    [11] november
   *[12] detsember
} { $year }

# Näidise virtuaalne pood.
shop-speed = Kui kiiresti aeg liigub
shop-scan = Skanni kaup
shop-no-paper = Esimene tšekk on teel.
shop-visit = Ava selle koodi leht
shop-milk = Piim
shop-bread = Leib
shop-apples = Õunad
shop-tea = Tee
shop-note-bread = Armastab seemnetega rukkileiba
shop-note-tea = Joob teed ilma suhkruta

# Leht kolleegidele
call-nobody = Praegu pole kedagi vaja
call-needed = Kassa { $counter } vajab abi
call-coming = Keegi juba tuleb
call-come = Tulen
call-waiting = { $waiting ->
    [0] Keegi ei oota.
    [one] Ootab üks klient.
   *[other] Ootab { $waiting } klienti.
}
call-wait = Ooteaeg umbes { $minutes } min
call-stays = Leht uueneb iga viie sekundi järel. Palun jätke see lahti.
call-wrong = See aadress ei sobi
call-wrong-why = Palun skannige selle lehe kood veel kord.
call-later = Üks hetk, palun
call-later-again = Leht proovib viie sekundi pärast uuesti.
# The manager's window. $day: 0 is Monday.
manager-open = Juhataja aken
manager-open-text = Arvud ja seaded sellele, kes päeva plaanib, PIN-koodi taga.
manager-title = Juhataja
manager-looking-for-service = Ootan teenust…
manager-pin-enter = Palun sisestage juhataja PIN.
manager-pin-choose = PIN-i veel ei ole. Palun valige 4 kuni 12 numbrit.
manager-pin-again = Palun sama PIN veel kord.
manager-pin-mismatch = Need kaks ei olnud samad. Palun alustage uuesti.
manager-pin-weak = Seda PIN-i on lihtne ära arvata. Palun valige teine.
manager-pin-wrong = See on teine PIN. Palun proovige veel kord.
manager-pin-locked = { $count ->
    [one] Palun oodake { $count } sekund ja proovige siis uuesti.
   *[other] Palun oodake { $count } sekundit ja proovige siis uuesti.
}
manager-pin-away = Teenus ei vastanud. Palun proovige veel kord.
manager-pin-ended = Seanss on lõppenud. Palun sisestage PIN uuesti.
manager-pin-digits = { $count ->
    [one] { $count } number sisestatud
   *[other] { $count } numbrit sisestatud
}
manager-pin-back = Tagasi
manager-pin-done = OK
manager-today = Täna
manager-queue = Järjekord ja kassad
manager-payments = Maksed
manager-lock = Lukusta
manager-locks = Lukustub, kui 5 minutit ei puudutata
manager-devices = Seadmed
manager-settings = Seaded
manager-cancel = Loobu
manager-save = Salvesta
manager-saved = Salvestatud.
manager-not-saved = Seda ei salvestatud. Teenus teatab: { $why }
manager-not-saved-away = Teenus ei vastanud. Palun vaadake, kas see salvestati.
manager-settings-away = Teenus ei vasta, seega praegu ei saa midagi muuta.
manager-settings-trouble = Seadeid ei saa lugeda. Teenus teatab: { $why }
manager-settings-looking-up = Seadeid vaadatakse…
manager-needs-restart = Osa allpool kirjas olevast kehtib alles siis, kui teenus on uuesti käivitatud, näiteks koos arvutiga.
manager-store = Pood
manager-store-name = Poe nimi
manager-store-name-text = Ekraanid näitavad seda kohe, klientide lehed pärast teenuse uuesti käivitamist.
manager-language = Poe keel
manager-language-text = Oma keeleta ekraanid muutuvad kohe; kviitungid, sedelid ja klientide lehed pärast teenuse uuesti käivitamist.
manager-target = Keegi ei peaks ootama kauem kui
manager-target-text = Pikem ootamine kutsub kolleegi ja arvud näitavad, kes ei oodanud kauem.
manager-minutes = { $count ->
    [one] { $count } minut
   *[other] { $count } minutit
}
manager-minute-less = Üks minut vähem
manager-minute-more = Üks minut rohkem
manager-closing = Sedel päeva lõpus
manager-closing-text = Kviitungiprinteri sedel võtab päeva kokku: kliendid, tipptund, kutsed.
manager-closing-off = Ilma sedelita
manager-closing-on = Prindi sedel
manager-closing-after = Kassa aruande järel, mitte varem kui
manager-closing-after-text = Sedel järgneb kassa esimesele aruandele pärast seda kellaaega.
manager-closing-at = Iseenesest
manager-closing-at-text = Kassale, mis aruannet ei prindi: sedel tuleb sel kellaajal, kui oli kliente ja sedelit veel ei olnud.
manager-closing-never = Mitte kunagi
manager-closing-timed = Kellaajal
manager-hour-less = −1{ "\u00A0" }h
manager-hour-more = +1{ "\u00A0" }h
manager-quarter-less = −15{ "\u00A0" }min
manager-quarter-more = +15{ "\u00A0" }min
manager-hour-earlier = tund varem
manager-hour-later = tund hiljem
manager-quarter-earlier = veerand tundi varem
manager-quarter-later = veerand tundi hiljem
manager-pin-title = PIN
manager-pin-text = Avab selle akna. Kes on selle unustanud, määrab uue selles arvutis: tillside pin set
manager-pin-change = Muuda PIN-i
manager-pin-old = Palun sisestage senine PIN.
manager-pin-new = Palun sisestage uus PIN: 4 kuni 12 numbrit.
manager-pin-changed = PIN on muudetud. Kes oli mujal sees, peab sisestama uue.
manager-window = See aken
manager-window-text = Jääb meelde akna järgmiseks avamiseks; kassapidaja aken jääb nii, nagu on.
manager-cable = Kassa, printer, skanner
manager-port = Port: { $port }
manager-away-since = Eemal alates { $time }
manager-away-since-yesterday = Eemal eilsest, kell { $time }
manager-away-for-days = { $count ->
    [one] Eemal { $count } päev, alates { $time }
   *[other] Eemal { $count } päeva, alates { $time }
}
manager-last-document = Viimane kviitung
manager-codes-state = Koodid
manager-codes-on = Sees
manager-codes-off = Väljas
manager-codes-unseen = Ootel
manager-codes-unseen-text = kuni „tillside doctor“ on küsitluse lehte näinud
manager-codes-fiscal = Peatatud
manager-codes-ready = { $count ->
    [one] { $count } on valmis
   *[other] { $count } on valmis
}
manager-journal = Päevik
manager-megabytes = { $size }{ "\u00A0" }MB
manager-journal-kept = kõik on salvestatud
manager-journal-failing = ketas ei võta vastu
manager-events-lost = Seni salvestamata
manager-technician = Tehnikule
manager-profile = Printeri profiil: { $profile }
manager-version = Teenuse versioon: { $version }
manager-away = Teenus ei vasta; need on viimased teadaolevad arvud.
manager-stale = Arve ei saanud praegu vaadata; need võivad olla vanad.
manager-guesses = { $count ->
    [one] Keegi proovis { $count } koodi, mida pood pole kunagi teinud. Lehed aeglustavad selliseid katseid; midagi pole vaja teha.
   *[other] Keegi proovis { $count } koodi, mida pood pole kunagi teinud. Lehed aeglustavad selliseid katseid; midagi pole vaja teha.
}
manager-looking-up = Arve vaadatakse…
manager-weekday = { $day ->
    [0] esmaspäev
    [1] teisipäev
    [2] kolmapäev
    [3] neljapäev
    [4] reede
    [5] laupäev
   *[6] pühapäev
}
manager-weekday-short = { $day ->
    [0] E
    [1] T
    [2] K
    [3] N
    [4] R
    [5] L
   *[6] P
}
manager-percent = { $percent }{ "\u00A0" }%
manager-of = { $part } / { $all }
manager-served = Teenindatud
manager-waiting = Ootab praegu
manager-about-minutes = { $count ->
    [one] umbes { $count } minut
   *[other] umbes { $count } minutit
}
manager-in-time = Õigel ajal
manager-within-minutes = { $count ->
    [one] { $count } minuti jooksul
   *[other] { $count } minuti jooksul
}
manager-calls = Kolleegi kutsuti
manager-answered = { $count ->
    [one] { $count } vastatud
   *[other] { $count } vastatud
}
manager-codes = Trükitud koode
manager-helped = Aidatud makseid
manager-notes-of = { $count ->
    [one] kokku { $count } vajas abi
   *[other] kokku { $count } vajas abi
}
manager-baskets = Hoiul ostud
manager-cases = Avatud asjad
manager-overdue = { $count ->
    [one] { $count } üle aja
   *[other] { $count } üle aja
}
manager-chart = Ootajad
manager-chart-text = Joon: hinnang; riba: seal on see kaheksal korral kümnest.
manager-chart-usual = Joon: hinnang; riba: seal on see kaheksal korral kümnest; hall: tavaliselt ({ $day }).
manager-nothing-yet = Veel ei ole midagi teada.
manager-care = Ootab kedagi
manager-care-none = Keegi ei oota vastust.
manager-this-week = See nädal
manager-weeks-4 = 4 nädalat
manager-weeks-8 = 8 nädalat
manager-heat = Kiired tunnid
manager-heat-text = Keskmiselt ootajaid nädalapäeva ja tunni järgi. Tühi: ei ole teada.
manager-heat-plan = Värv: keskmiselt ootajaid. Arv: mitu kassat avada. Tühi: ei ole teada või suletud.
manager-counters-to-open = avada kassasid: { $count }
manager-expected = kiirel päeval { $percent }{ "\u00A0" }% õigel ajal
manager-leaving = umbes { $percent }{ "\u00A0" }% loobub
manager-learning = Veel ei ole teada, mitu kassat avada: poe harjumusi alles õpitakse, selleks kulub umbes nädal.
manager-own-customers = Järjekorda teenindab mitu kassat; plaanis on ainult selle kassa kliendid.
manager-plan-choice = Arv on valitud nii, et nii paljud ootavad kõige rohkem nii mitu minutit, ka kiirel päeval:
manager-plan-minutes = { $count }{ "\u00A0" }min
manager-next = Järgmised kaks tundi
manager-next-text = Tänase päeva järgi umbes { $percent }{ "\u00A0" }% tavalisest ({ $day }).
manager-next-none = Pood on suletud, nii palju kui on teada.
manager-from = Alates
manager-coming = Inimesi
manager-counters = Kassasid
manager-differences = Avatud ja vajalikud
manager-differences-text = Tunnid, mil avatud kassade keskmine arv erines plaanist kõige rohkem.
manager-differences-none = Avatud oli nii palju, kui oli vaja.
manager-mean-open = Avatud
manager-needed = Vaja
manager-left = { $count ->
    [0] Peaaegu keegi ei loobunud ootamisest (hinnang).
    [one] Umbes { $count } inimene loobus ootamisest (hinnang).
   *[other] Umbes { $count } inimest loobus ootamisest (hinnang).
}
manager-left-unknown = Miski ei viita sellele, et keegi oleks ootamisest loobunud.
manager-plan = Mitu kassat avada
manager-plan-target = { $count ->
    [one] Nii et { $percent }{ "\u00A0" }% ootab kõige rohkem { $count } minuti, ka kiirel päeval.
   *[other] Nii et { $percent }{ "\u00A0" }% ootab kõige rohkem { $count } minutit, ka kiirel päeval.
}
manager-plan-printed = Koostatud { $date }
manager-plan-note = Õpitud viimasest kaheksast nädalast. Pühi ja muid erandeid selles ei ole. –: suletud.
manager-date = { $day }.{ $month }.{ $year }
manager-export-plan = Plaan CSV-failina
manager-plan-file = Nädalaplaan trükiks (PDF)
manager-busiest = Kõige kiiremad veerandtunnid
manager-when = Millal
manager-mean-waiting = Ootab
manager-in-time-title = { $count ->
    [one] Teenindatud { $count } minuti jooksul
   *[other] Teenindatud { $count } minuti jooksul
}
manager-rates = Alla 20 korral on arvud, osakaale ei ole.
manager-day = Päev
manager-known = Ooteaeg teada
manager-share = Osakaal
manager-all-days = Kõik päevad
manager-calls-answered = Kolleegi kutsuti { $calls } × ja ta tuli { $answered } ×.
manager-payments-title = Maksed, mis vajasid abi
manager-no-notes = Neid ei olnud.
manager-notes = Vajas abi
manager-settled = Makstud
manager-by-chip = – kaart pilus
manager-by-again = – sama kaart uuesti
manager-by-other-card = – teine kaart
manager-by-phone = – telefon või kell
manager-by-cash = – sularaha
manager-by-before = – oli juba makstud
manager-by-unsaid = – ei öeldud, kuidas
manager-held = Ostud hoiule pandud
manager-lost = Jäi ära
manager-settled-share = Makstud osakaal
manager-settled-mean = Makseni, keskmiselt
manager-seconds = { $count }{ "\u00A0" }s
manager-by-hour = Päeva tunni järgi
manager-hour = Tund
manager-notes-short = Kõik
manager-held-short = Hoiul
manager-lost-short = Ära jäi
manager-export = Salvesta CSV-fail
manager-export-text = See, mida leht näitab, tabelina tabelarvutusele.
manager-exported = Salvestatud: { $file }
manager-not-exported = Faili ei saanud salvestada: { $file }
manager-survey = Küsitlus
manager-survey-looking-up = Vastuseid otsitakse…
manager-nps = Soovitaks meid (NPS)
manager-nps-short = NPS
manager-nps-counts = { $good } jah · { $middle } võib-olla · { $bad } ei
manager-answers = Vastused
manager-of-codes = { $share } trükitud koodidest
manager-fewer-than-5 = alla 5 vastuse
manager-happy = Rahul külastusega
manager-easy = Lihtne maksta ja minna
manager-met = Ootused täidetud
manager-again = Ostaks uuesti
manager-own = Poe enda küsimus
manager-four-or-five = valis 5-st 4 või 5
manager-range = { $low } kuni { $high }
manager-n = n{ "\u00A0" }={ "\u00A0" }{ $count }
manager-day-month = { $day }.{ $month }
manager-marked = Märgitud vastused
manager-marked-text = Kokku { $any }: poe enda võrgust { $shop }, palju korraga { $burst }, maha jäetud tšekkidelt { $left }. Ühel võib olla mitu märget.
manager-marked-out = Jäta märgitud vastused välja
manager-trend = Nädalate kaupa
manager-trend-text = Punktid: vähemalt 10 vastusega nädalate tulemus, alla 30 hall; riba: üheksateist korda kahekümnest on tõde selle sees; numbrid: mida me muutsime.
manager-trend-none = Ühelgi nädalal pole veel 10 vastust.
manager-trend-halves = Alates { $day } võrreldes varasemate päevadega: { $moved }
manager-trend-unknown = vastuseid on liiga vähe
manager-trend-unclear = selget muutust ei ole
manager-trend-up = ↑ tõus, punkte: { $points } ({ $range })
manager-trend-down = ↓ langus, punkte: { $points } ({ $range })
manager-week-of = Nädal alates { $day }
manager-changes = Seda me muutsime
manager-changes-text = Päevad, mil midagi muutus, ja kuidas tulemus on sellest ajast liikunud. Muutuda võis ka muud.
manager-change-new = Veel üks muudatus
manager-change-hint = Päev ja mis see oli, mõne sõnaga ja ilma nimedeta.
manager-change-add = Lisa
manager-change-remove = Eemalda
manager-change-left = { $count ->
    [one] { $count } märk jäänud
   *[other] { $count } märki jäänud
}
manager-week-less = −7{ "\u00A0" }p
manager-day-less = −1{ "\u00A0" }p
manager-day-more = +1{ "\u00A0" }p
manager-week-more = +7{ "\u00A0" }p
manager-week-earlier = nädal varem
manager-day-earlier = päev varem
manager-day-later = päev hiljem
manager-week-later = nädal hiljem
manager-comments = Mida kliendid kirjutasid
manager-comments-none = Neil päevil ei kirjutanud keegi midagi.
manager-comments-unread = { $count ->
    [0] Kõik on loetuks märgitud.
    [one] { $count } pole veel loetuks märgitud.
   *[other] { $count } pole veel loetuks märgitud.
}
manager-comments-more = Näita rohkem
manager-comments-older = { $count ->
    [one] { $count } vanemat ei näidata; valige lühem aeg.
   *[other] { $count } vanemat ei näidata; valige lühem aeg.
}
manager-part-morning = hommikul
manager-part-afternoon = pärastlõunal
manager-part-evening = õhtul
manager-recommends = soovitab meid: { $grade }
manager-funnel = Tšekist tänuni
manager-funnel-step = Samm
manager-count = Arv
manager-of-all-codes = Koodidest
manager-funnel-printed = Trükitud koodid
manager-funnel-opened = Küsitlus avatud
manager-funnel-answered = Vastatud
manager-funnel-rewarded = Tänu üle antud
manager-given = Viimase seitsme päeva jooksul antud tänud
manager-given-none = Mitte ühtegi.
manager-given-day = Päev
manager-given-morning = Enne kella 12
manager-given-afternoon = Enne kella 17
manager-given-evening = Hiljem
manager-silent = Tõenäoliselt { $low } kuni { $high } rahulolematut klienti pole midagi öelnud. See on oletus, nagu oleksid mittevastajad vastajate sarnased.
manager-silent-unknown = Kui palju rahulolematuid kliente pole midagi öelnud, saab oletada alates 10 vastusest.
manager-by-wait = Selle kliendi ooteaja järgi
manager-answers-by-hour = Tšeki tunni järgi
manager-by-counter = Kassa järgi
manager-counter-number = Kassa { $number }
manager-small-groups = –: alla 5 vastuse. Alla 10 korral öeldakse ainult arv, alla 30 hall.
manager-group = Rühm
manager-between = Vahemik
manager-waited-under-1 = alla 1 minuti
manager-waited-under-3 = 1 kuni 3 minutit
manager-waited-under-5 = 3 kuni 5 minutit
manager-waited-under-10 = 5 kuni 10 minutit
manager-waited-longer = 10 minutit või rohkem
manager-export-figures = Tulemused (CSV)
manager-export-answers = Vastused (CSV)
manager-export-comments = Kommentaarid (CSV)
manager-loyalty = Kliendid ja kingitused
manager-loyalty-figures = Tulemused
manager-loyalty-rules = Kingituste reeglid
manager-loyalty-people = Püsikliendid
manager-loyalty-looking-up = Püsikliente ja kingitusi otsitakse…
manager-loyalty-identified = Ostud kliendikaardiga
manager-loyalty-identified-of = ostu
manager-loyalty-coming = Püsikliendid, kes käivad
manager-loyalty-joined = { $count ->
    [one] aasta jooksul; neil päevadel liitus { $count }
   *[other] aasta jooksul; neil päevadel liitus { $count }
}
manager-loyalty-again = Tulevad jälle
manager-loyalty-again-of = käis rohkem kui ühel päeval
manager-loyalty-second = Teine külastus 60 päeva jooksul
manager-loyalty-second-of = klienti, kes tulid esimest korda vähemalt 60 päeva tagasi
manager-loyalty-due = Harvem kui tavaliselt
manager-loyalty-due-text = Võrreldes sellega, kui tihti igaüks neist ise käib. Selle loendi pärast pole vaja kellelegi kirjutada: enamik tuleb ise tagasi. Tervita neid, kui nad tulevad.
manager-loyalty-due-none = Keegi ei käi harvem kui tavaliselt või teatakse veel liiga vähe.
manager-loyalty-slipping = veidi harvem kui tavaliselt
manager-loyalty-overdue = harvem kui tavaliselt
manager-loyalty-member = Klient …{ $digits }
manager-loyalty-last = viimati siin { $day }
manager-loyalty-visits = { $count ->
    [one] { $count } külastus
   *[other] { $count } külastust
}
manager-loyalty-gifts = Kingitused reeglite kaupa
manager-loyalty-gifts-text = Mida iga reegel neil päevadel andis, reeglite järjekorras. Ribad näitavad, kui palju laost ja eelarvest on kasutatud.
manager-loyalty-gifts-none = Reegleid ei ole ja midagi ei kingitud.
manager-loyalty-gifts-all = Kokku kingitud { $given }, kulu { $cost }
manager-loyalty-rule-gone = Reegel, mida enam ei ole
manager-loyalty-sums = pakutud { $offered } · kingitud { $given } · keeldutud { $passed } · kingituseta rühmas { $without } · kulu { $cost }
manager-loyalty-sums-none = neil päevadel mitte midagi
manager-loyalty-stock-day = Täna: { $used } / { $most }
manager-loyalty-stock-total = Kogu laost: { $used } / { $most }
manager-loyalty-budget-day = Kulu täna: { $used } / { $most }
manager-loyalty-budget-month = Kulu sel kuul: { $used } / { $most }
manager-loyalty-budget-total = Kulu kokku: { $used } / { $most }
manager-loyalty-reached = otsas
manager-loyalty-days-used-up = { $count ->
    [one] päeva ladu või eelarve sai otsa { $count } päeval neist
   *[other] päeva ladu või eelarve sai otsa { $count } päeval neist
}
manager-loyalty-at-cap = { $count ->
    [0] keegi ei ole saanud kõike, mida üks võib saada ({ $max } kingitust { $days } päevaga)
    [one] { $count } klient on saanud kõik, mida üks võib saada ({ $max } kingitust { $days } päevaga)
   *[other] { $count } klienti on saanud kõik, mida üks võib saada ({ $max } kingitust { $days } päevaga)
}
manager-loyalty-caps = Piirid iga kliendi kohta, praegu
manager-loyalty-caps-gifts = { $count ->
    [0] Keegi ei ole saanud kõiki kingitusi, mida üks võib saada ({ $max } kingitust { $days } päevaga).
    [one] { $count } klient on saanud kõik kingitused, mida üks võib saada ({ $max } kingitust { $days } päevaga).
   *[other] { $count } klienti on saanud kõik kingitused, mida üks võib saada ({ $max } kingitust { $days } päevaga).
}
manager-loyalty-caps-contacts = { $count ->
    [0] Kellegagi ei ole räägitud nii tihti, kui tohib ({ $max } korda { $days } päevaga).
    [one] { $count } kliendiga on räägitud nii tihti, kui tohib ({ $max } korda { $days } päevaga).
   *[other] { $count } kliendiga on räägitud nii tihti, kui tohib ({ $max } korda { $days } päevaga).
}
manager-loyalty-overspent = { $count ->
    [one] { $count } püsiklient kulutas rohkem tähti, kui tal oli: kassad ei saanud siis üksteiselt küsida.
   *[other] { $count } püsiklienti kulutas rohkem tähti, kui neil oli: kassad ei saanud siis üksteiselt küsida.
}
manager-loyalty-caps-month = Kõigi kingituste kulu sel kuul: { $used } / { $most }
manager-loyalty-caps-text = Kui tihti jäi kingitus piiri tõttu andmata, seda ei säilitata. „Proovi“ reeglite kõrval näitab seda viimase seitsme päeva kohta.
manager-loyalty-compared = Kingitusega ja ilma
manager-loyalty-compared-text = { $count ->
    [one] Kes tuli tagasi { $count } päeva jooksul. Loos jättis mõned püsikliendid ilma, et saaks võrrelda. Igaüks loetakse üks kord, esimesest korrast, ja pakkumine loeb sõltumata vastusest.
   *[other] Kes tuli tagasi { $count } päeva jooksul. Loos jättis mõned püsikliendid ilma, et saaks võrrelda. Igaüks loetakse üks kord, esimesest korrast, ja pakkumine loeb sõltumata vastusest.
}
manager-loyalty-compared-few = pakutud { $with }, ilma { $without }: võrdluseks on vaja kummaski { $few }
manager-loyalty-compared-with = pakutud: tagasi tuli { $percent } / { $of } ({ $low } kuni { $high })
manager-loyalty-compared-without = ilma: tagasi tuli { $percent } / { $of } ({ $low } kuni { $high })
manager-loyalty-compared-overlap = Vahemikud kattuvad: erinevus võib olla juhus.
manager-loyalty-compared-apart = Vahemikud ei kattu: juhus üksi teeb seda harva.
manager-loyalty-cohorts = Kes tulid jälle, kuude kaupa
manager-loyalty-cohorts-text = Iga rida: püsikliendid, kes tulid esimest korda sel kuul. Veerud: kui palju neist käis järgmistel kuudel.
manager-loyalty-members-short = Kõik
manager-loyalty-members = { $count ->
    [one] { $count } klient
   *[other] { $count } klienti
}
manager-loyalty-month = { $month }.{ $year }
manager-loyalty-months-after = { $count ->
    [one] { $count } kuu hiljem
   *[other] { $count } kuud hiljem
}
manager-loyalty-month-open = kuu ei ole veel läbi
manager-loyalty-legend-percent = protsentides selle kuu klientidest
manager-loyalty-legend-few = kui palju, kui neid oli alla 20
manager-loyalty-legend-open = kuu ei ole veel läbi
manager-loyalty-unknown = Mida see leht ei tea
manager-loyalty-unknown-text = Loetakse ainult püsikliente, kes ise soovisid, et neid mäletataks: neil päevadel { $known } / { $sales } ostu. Ülejäänud { $rest } ostu kohta ei tea keegi, kes tuleb jälle. Püsikliendid ei ole pilt kõigist klientidest.
manager-loyalty-export-cohorts = Kuud (CSV)
manager-loyalty-export-due = Harvem (CSV)
manager-loyalty-export-gifts = Kingitused (CSV)
manager-people = Otsi püsiklienti
manager-people-text = Neile, kes küsivad, mida nende kohta hoitakse, või tahavad, et nad unustataks. Siin leitu kaob, kui lehelt lahkud.
manager-people-field = Nimi või kaart
manager-people-field-text = Nime algus või see, mis on kaardil kirjas.
manager-people-find = Otsi
manager-people-none = Kedagi ei leitud. Kirjuta nime algus või kõik, mis on kaardil.
manager-people-more = Neid võib olla rohkem. Kirjuta nimest rohkem.
manager-people-show = Näita
manager-people-since = liige alates { $day }
manager-people-number = number { $number }
manager-people-back = Tagasi
manager-people-tile-since = Liige alates
manager-people-tile-visits = Päevi siin
manager-people-tile-stars = Tähti
manager-people-tile-cards = Kaarte
manager-people-lost = { $count ->
    [one] ja { $count } kadunud
   *[other] ja { $count } kadunud
}
manager-people-kept = Mida hoitakse
manager-people-agreed = Nõusolek antud { $day }.
manager-people-agreed-in = Nõusolek antud { $day }, selles keeles: { $language }
manager-people-birthday-and-note = Kirjas on ka sünnipäev ja märkus.
manager-people-birthday = Kirjas on ka sünnipäev.
manager-people-note = Kirjas on ka märkus.
manager-people-no-more = Sünnipäeva ega märkust kirjas ei ole.
manager-people-opted-out = Ei soovi kingitusi ega tervitusi.
manager-people-staff = On arvel töötajate kaardina
manager-people-staff-text = Seda loeti tunni jooksul nii sageli, et see ei kogu tähti ega saa kingitusi.
manager-people-staff-button = See on kliendi kaart
manager-people-customers = Kaart on jälle kliendi oma ja kogub nüüdsest tähti.
manager-people-files = Anna välja, mida hoitakse
manager-people-files-text = Kaks faili kõigega: üks arvutile ja üks lugemiseks, selles keeles: { $language }. Anna need ainult sellele kliendile ja kustuta siis oma koopiad.
manager-people-files-none = Seni pole midagi välja antud.
manager-people-hand-out = Anna kõik välja
manager-people-handed-out = Mõlemad failid on salvestatud ja kirja on pandud, et need anti välja:
manager-people-forget = Unusta
manager-people-forget-text = Neile, kes seda paluvad. Kõik, mida nende kohta hoitakse, kaob jäädavalt.
manager-people-forget-button = Unusta see klient…
manager-people-sure = Kas unustada jäädavalt: { $name }?
manager-people-sure-text = Selle kliendi nimi, sünnipäev, märkus, kaardid, külastused, tähed ja kingitused kustutatakse. Müüdu jääb alles summadena, milles kedagi ei ole. Seda ei saa tagasi võtta.
manager-people-copies = Varem välja antud faile ei kustutata. Kustuta koopiad, mis ei ole kliendi omad:
manager-people-keep = Jäta alles
manager-people-sure-button = Unusta jäädavalt
manager-people-forgotten = Klient on unustatud. Temast pole siia midagi jäänud.
manager-people-gone = Sellist klienti enam ei ole.
manager-people-away = Teenus ei vastanud. Otsi klienti uuesti, et näha, kas see tehti ära.
manager-people-refused = Seda ei tehtud. Teenus teatab: { $why }
manager-loyalty-rules-looking-up = Reegleid otsitakse…
manager-loyalty-rules-text = Reeglite fail. Salvestatu kehtib mõne sekundi pärast; eelmine tekst jääb selle kõrvale alles. Veaga teksti ei salvestata.
manager-loyalty-weather-fails = Sealt, kuhu reeglid viitavad, ei saa praegu teada, kui soe on. Reeglid, mis seda küsivad, ei anna midagi, kui kassapidaja seda ei ütle; põhjus on teenuse logis.
manager-loyalty-begin = Kingituste reegleid ei ole
manager-loyalty-begin-text = Alustuseks on kümme toimivat reeglit: vesi kuumal päeval, kohv igal kümnendal külastusel ja muud. Need salvestatakse faili seadistuse kõrval ja kehtivad kohe. Muuda neid, kui sa neid kingitusi teha ei soovi.
manager-loyalty-begin-button = Alusta kümne reegliga
manager-loyalty-try = Proovi
manager-loyalty-undo = Võta tagasi
manager-loyalty-overtaken = Faili on vahepeal mujal muudetud. Salvestamine kirjutab selle üle, tagasivõtmine näitab seda.
manager-loyalty-checking = Vaadatakse üle…
manager-loyalty-problems = { $count ->
    [0] Reegleid saab kasutada.
    [one] { $count } viga
   *[other] { $count } viga
}
manager-loyalty-more-problems = { $count ->
   *[other] ja veel { $count }
}
manager-loyalty-line = Rida { $line }
manager-loyalty-trying = Reegleid proovitakse…
manager-loyalty-try-text = „Proovi” näitab, mida need reeglid oleksid viimase seitsme päeva jooksul andnud. Nende päevade sünnipäevi, kaupu ja temperatuure ei teata.
manager-loyalty-tried = Seitsme päevaga { $sales } ostu, neist kliendikaardiga { $members }: kingitud { $given }, kulu { $cost }
manager-loyalty-tried-before = Tekst on pärast seda muutunud.
manager-loyalty-not-tried = ei järgne ostule, seega seda ei proovitud
manager-loyalty-tried-rule = kingitud { $given }
manager-loyalty-tried-rest = kulu { $cost } · kingituseta rühmas { $without }
manager-loyalty-tried-members = { $count ->
    [one] { $count } püsikliendile
   *[other] { $count } püsikliendile
}
manager-loyalty-tried-unknown = { $count ->
    [one] { $count } kord tundmatule kliendile
   *[other] { $count } korda tundmatutele klientidele
}
manager-loyalty-mostly-not = enamasti mitte ({ $count }): { $why }
manager-loyalty-why-not-the-visit = See oli teine külastus.
manager-loyalty-why-too-few-visits = Külastusi oli liiga vähe.
manager-loyalty-why-too-few-stars = Tähti oli liiga vähe.
manager-loyalty-why-contacts-full = Nendega oli juba küllalt räägitud.
manager-loyalty-why-cap-reached = Nad olid saanud nii palju, kui saab.
manager-loyalty-why-recently = Nad said hiljuti midagi.


# The page with everything that is kept of a member.
member-export-title = Mida me teie kohta hoiame
member-export-made = Kirja pandud { $day }
member-export-number = Teie number: { $number }
member-export-since = Liige alates { $day }
member-export-agreed = Nõusolek antud { $day }
member-export-language = Selles keeles: { $language }
member-export-name = Nimi: { $name }
member-export-birthday = Sünnipäev: päev { $day }, kuu { $month }
member-export-note = Märkus: { $note }
member-export-opted-out = Palusite, et kingitusi ja tervitusi ei oleks.
member-export-staff = Teie kaarti on loetud nii sageli, et see on arvel töötajate kaardina.
member-export-cards = Kaardid
member-export-card = { $card }, teie oma alates { $day }
member-export-card-lost = { $card }, teie oma alates { $day }, kadunud { $lost }
member-export-visits = { $count ->
    [one] Käisite { $count } päeval
   *[other] Käisite { $count } päeval
}
member-export-stars = { $count ->
    [one] Teil on { $count } täht
   *[other] Teil on { $count } tähte
}
member-export-earned = { $count ->
    [one] { $day }: { $count } täht ostu eest
   *[other] { $day }: { $count } tähte ostu eest
}
member-export-spent = { $count ->
    [one] { $day }: { $count } täht kulutatud
   *[other] { $day }: { $count } tähte kulutatud
}
member-export-gifts = Kingitused
member-export-gift = { $what ->
    [given] { $day }: saite kingituse
    [passed] { $day }: kingitus, millest loobusite
    [held_out] { $day }: kingitust ei pakutud, et teada saada, mis kingitustest kasu on
    [taken_back] { $day }: kingitus, mis tuli tagasi
    [voided] { $day }: kingitus ostu juures, mis tühistati
   *[other] { $day }: kingitus oli teile kõrvale pandud
}
member-export-contacts = Millal me teie kui liikme poole pöördusime
member-export-contact = { $about ->
    [greeting] { $day }: tervitus
    [survey_ask] { $day }: küsisime teie arvamust
   *[other] { $day }: tulime tagasi selle juurde, millest rääkisite
}
member-export-files = Sellised lehed, mis on varem välja antud
member-export-file = { $day }: { $what }
member-export-nothing = Mitte midagi
member-export-elsewhere = Meie teiste kassade ostud on summades sees; sealsed üksikud külastused ja kingitused on lehel, mille saab peakassast.
member-export-end = Üksikud ostud unustame mõne aja pärast, summad jäävad. Kaks aastat pärast teie viimast käiku unustame kõik. Kui palute, teeme seda kohe.
