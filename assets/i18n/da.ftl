# Danish. See en.ftl for the rules of the keys that begin with "paper-".

paper-survey-invite = Hvordan gik det i dag?

paper-again-caption = Din kode igen
paper-card-title = Dit kort
paper-card-keep = Vis det ved kassen.

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

# What the day came to, at its end. Times as in 16:30.
paper-closing-title = Tak for i dag!
paper-closing-served = { $count ->
    [one] { $count } kunde betjent
   *[other] { $count } kunder betjent
}
paper-closing-rush = Mest travlt: { $from } - { $to }
paper-closing-within = { $percent } af 100 inden { $minutes } min
paper-closing-calls = Kollega kom { $answered } af { $calls }
paper-closing-codes = { $count ->
    [one] { $count } kode trykt
   *[other] { $count } koder trykt
}
paper-closing-gifts = { $count ->
    [one] { $count } gave givet
   *[other] { $count } gaver givet
}
paper-closing-end = God aften!

# The window.
# Tillside has no settings yet. $file is the name of a file.
window-not-set-up = Skriv i { $file }, hvor kassen og printeren er tilsluttet. Mere skal der ikke til.
# The service ended by itself. $why is what it said last, in English.
window-not-running = Tjenesten kører ikke: { $why }
window-not-sent = Det nåede ikke frem til tjenesten. Prøv igen.

panel-language-next = Sprog: dansk. Skift til { $next }
panel-number-group = .
panel-number-point = ,
panel-money = { $currency ->
    [DKK] { $amount }{ "\u00A0" }kr.
    [EUR] { $amount }{ "\u00A0" }€
   *[other] { $amount }{ "\u00A0" }{ $currency }
}

panel-counter = Kasse { $number }
panel-till = Kasse
panel-printer = Printer
panel-scanner = Scanner
panel-device-here = forbundet
panel-device-away = ikke forbundet
panel-device-unknown = ikke hørt fra endnu
panel-narrow = Gør panelet smalt
panel-back = Tilbage
panel-devices = Enheder
panel-receipts = Boner

panel-waiting = { $count ->
    [one] venter
   *[other] venter
}
panel-waiting-unknown = venter
panel-waiting-more = Én mere venter
panel-waiting-fewer = Én færre venter
panel-wait-none = ingen ventetid
panel-wait-short = under et minut
panel-wait = ca. { $minutes }
panel-level-short = Kort kø
panel-level-busy = Travlt
panel-level-long = Lang kø
panel-waiting-range = ca. { $low } til { $high } venter
panel-waiting-up-to = op til { $high } venter
panel-level-short-strip = kort kø
panel-level-busy-strip = travlt
panel-level-long-strip = lang kø
panel-line-learning = lærer stadig
panel-line-receipts = kun ud fra boner
panel-trend-rising = Den seneste halve time: stigende
panel-trend-falling = Den seneste halve time: faldende
panel-trend-steady = Den seneste halve time: uændret
panel-call = Tilkald en kollega
panel-call-since = En kollega blev tilkaldt kl. { $time }.
panel-call-from = Kasse { $number } bad om hjælp kl. { $time }.
panel-call-come = Kommer
panel-call-withdraw = Ikke nødvendigt
panel-call-answered = En kollega er på vej.
panel-call-again = Tilkald igen
panel-call-since-strip = tilkaldt
panel-call-answered-strip = på vej
panel-served-today = { $count ->
    [one] { $count } kunde i dag
   *[other] { $count } kunder i dag
}
panel-quiet = Intet at gøre. Her vises det, der kræver noget af dig.
panel-observing = Boner bliver kun læst indtil videre; der føjes intet til dem. Se »Boner«.
panel-last-code = Seneste kode
panel-print-again = Udskriv igen
panel-open = Åbn panelet
panel-mark = se her

# A customer shows a code for a thank-you: what to say, and what to hand over.
panel-reward-noted = Jeg har noteret din kode til dette køb.
panel-reward-hand-over = Tak for dit svar. Værsgo, den er til dig.
panel-reward-too-small = Din kode gælder ved et større køb. Den er stadig gyldig.
panel-reward-not-paid = Din kode er ikke brugt. Den er stadig gyldig.
panel-reward-tomorrow = Tak! Koden gælder fra i morgen.
panel-reward-too-old = Koden gjaldt i 30 dage, og de er gået.
panel-reward-used = Koden er allerede brugt her.
panel-reward-day-is-full = Dagens gaver er alle delt ud. Din kode er stadig gyldig, kom gerne igen.
panel-reward-one-per-sale = Én kode til hvert køb. Denne gælder stadig næste gang.
panel-reward-survey = Det er koden fra en bon. Svar på vores spørgsmål med den, så får du en kode til en gave.
panel-reward-other-store = Koden er fra en anden af vores butikker. Den gælder der.
panel-reward-unknown = Det er ikke en af vores gavekoder.
panel-reward-misread = Lad mig prøve en gang til.
panel-reward-nothing-here = Ved denne kasse tager vi ikke imod koder.
panel-reward = Gavekode
panel-reward-give = Giv kunden: { $reward }
panel-reward-for = { $reward }, ved køb fra { $minimum }
panel-reward-given = Givet
panel-reward-let-go = Ikke til dette køb
panel-reward-close = I orden

# A receipt that was left behind, and what a customer wrote with an answer.
panel-left-behind = Bonen blev liggende
panel-left-behind-said = Noteret: bonen blev liggende.
panel-left-behind-undo = Fortryd
panel-answer-show = Vis svaret
panel-answer-score = Vil anbefale os: { $score } af 10
panel-answer-contact = Vil gerne kontaktes: { $contact }
panel-answer-gone = Det skrevne gemmes ikke længere.

panel-starting-title = Et øjeblik
panel-starting-text = Vinduet leder efter Tillsides tjeneste på denne computer.
panel-away-title = Tallene har stået stille siden { $since }
panel-away-text = Tillsides tjeneste svarer ikke. Indtil den er tilbage, kan det være, at boner ikke udskrives. Den kommer normalt tilbage af sig selv inden for et minut; ellers bed om hjælp.
panel-memory-title = Dagen bliver ikke gemt
panel-memory-text = Boner udskrives som normalt, men det, der sker nu, kan mangle i tallene. Bed om hjælp: Disken kan være fuld.
panel-till-away-title = Kassens kabel er ikke forbundet
panel-printer-away-title = Printeren er ikke forbundet
panel-scanner-away-title = Scanneren er ikke forbundet
panel-fiscal-title = Fiskal printer
panel-fiscal-text = Det ligner en fiskal printer, så der føjes intet til dens boner. Er det en fejl, kan en tekniker ændre det.
panel-no-code-title = Ingen kode er klar
panel-no-code-text = Boner udskrives som normalt, men uden kode. Bliver det ved, så bed om hjælp.
panel-unseen-title = Koder venter på siden med spørgsmål
panel-unseen-text = Ingen har endnu set siden på bonens adresse svare, så boner udskrives uden kode. Den, der installerede Tillside, kører »tillside doctor« på denne computer; så begynder koderne af sig selv.
panel-refused-title = Det lykkedes ikke

panel-till-here = Kassens kabel er forbundet.
panel-till-away = Se, om kablet fra kassen sidder i.
panel-till-unknown = Der er ikke hørt fra kassen endnu.
panel-printer-here = Printeren er forbundet.
panel-printer-away = Se, om den er tændt, og om kablet sidder i.
panel-printer-unknown = Der er ikke hørt fra printeren endnu.
panel-scanner-here = Scanneren er forbundet.
panel-scanner-away = Se, om kablet sidder i. Kassen kan bruges uden.
panel-scanner-unknown = Der er ikke hørt fra en scanner. Bruges ingen med Tillside, er det rigtigt.
panel-codes-ready = { $count ->
    [one] { $count } kode er klar til udskrift.
   *[other] { $count } koder er klar til udskrift.
}
panel-codes-none = Der laves ingen koder, så længe boner kun bliver læst.
panel-events-lost = { $count ->
    [one] { $count } hændelse kunne ikke gemmes.
   *[other] { $count } hændelser kunne ikke gemmes.
}
panel-self-test = Udskriv en test
panel-self-test-text = En strimmel med tekst og to koder. Scan begge: Det, der kan scannes, er det, printeren kan.
panel-looks = Udseende
panel-theme = Farver
panel-theme-light = Lyse
panel-theme-dark = Mørke
panel-theme-system = Automatisk
panel-scale = Tekststørrelse
panel-scale-percent = { $percent }{ "\u00A0" }%
panel-language = Sprog

panel-mode-observing = Boner bliver kun læst
panel-mode-observing-text = Tillside genkender det, der udskrives, og tilføjer intet. Når bonerne er genkendt rigtigt, kan du sætte en kode på hvert salg.
panel-mode-on = Salg får en kode
panel-mode-on-copies = Salg og deres kopier får en kode
panel-mode-on-text = Den udskrives, lige før papiret klippes.
panel-address = Adresse på bonen
panel-address-none = Der er ingen adresse. Den, der installerede Tillside, skriver den i indstillingerne under [survey] url.
panel-documents = Seneste boner
panel-documents-none = Der er ikke udskrevet noget endnu. Udskriv en bon på kassen, så vises den her.
panel-documents-check = Læg papiret ved siden af listen. Sæt flueben ved hver linje, der er rigtig.
panel-document-right = { $document }. Det er rigtigt
panel-total-unread = beløb ikke læst
panel-comparison = Udskriv listen
panel-kind-sale = Salg
panel-kind-card-slip = Kortkvittering
panel-kind-report = Rapport
panel-kind-kitchen = Køkkenbestilling
panel-kind-drawer = Skuffe åbnet
panel-kind-other = Noget andet
panel-tender-cash = kontant
panel-tender-card = kort
panel-tender-mixed = flere måder
panel-tender-other = anden måde
panel-which = Hvilke boner får en kode
panel-which-sales = Kun salg
panel-which-copies = Også kopier
panel-start = Begynd at tilføje koder
panel-stop = Stop med at tilføje koder
panel-missing-address = Der skal først være en adresse.
panel-missing-ticks = { $count ->
    [one] Sæt flueben ved { $count } linje mere, der er rigtig.
   *[other] Sæt flueben ved { $count } linjer mere, der er rigtige.
}
panel-missing-sale = Der skal være et salg blandt dem med flueben.

panel-quoted = »{ $line }«
panel-card = Kort
panel-hold = Gem kurven
panel-card-short = Kort
panel-hold-short = Gem
panel-ready = klar
panel-note-close = Luk
panel-baskets = Gemte kurve
panel-basket-since = siden { $time }
panel-basket-paid = Betalt
panel-basket-back = Varer tilbage

panel-care = Opfølgning
panel-care-none = Der er intet, der venter.
panel-care-more = { $count ->
    [one] Og { $count } mere.
   *[other] Og { $count } mere.
}
panel-write-question = Spørgsmål
panel-write-complaint = Klage
panel-write-return = Retur
panel-write-no = Sige nej
panel-case-question = Spørgsmål
panel-case-complaint = Klage
panel-case-return = Retur
panel-case-refusal = Et nej, der skal forklares
panel-case-hold = Kurv
panel-case-follow-up = Tag kontakt
panel-due-today = inden { $time }
panel-due-tomorrow = inden i morgen { $time }
panel-due-days = om { $count } dage, { $time }
panel-promised-today = lovet inden { $time }
panel-promised-tomorrow = lovet inden i morgen { $time }
panel-promised-days = lovet om { $count } dage, { $time }
panel-overdue-today = venter siden { $time }
panel-overdue-yesterday = venter siden i går
panel-overdue-days = har ventet i { $count } dage
panel-owner-nobody = ingen har den endnu
panel-owner-counter = kasse { $number } tager sig af det
panel-owner-manager = lederen tager sig af det
panel-case-take = Jeg tager mig af det
panel-case-promise = Lov et svar
panel-case-promise-when = Hvornår er der svar?
panel-minutes = { $count ->
    [one] { $count }{ "\u00A0" }min
   *[other] { $count }{ "\u00A0" }min
}
panel-case-done = Klaret
panel-case-not-done = Kunne ikke lade sig gøre
panel-case-closed = { $what }: taget af listen.
panel-case-reopen = Sæt den tilbage

panel-phrases = Sætninger
panel-phrases-language = Kundens sprog

panel-print-waiting = Udskrives, når kassen er stille et øjeblik.
panel-print-printing = Udskriver…
panel-print-done-again = Koden er udskrevet igen.
panel-print-done-self-test = Testen er udskrevet.
panel-print-done-comparison = Listen er udskrevet.
panel-print-done-closing = Dagens bon er udskrevet.
panel-print-done-card = Kortet er udskrevet.
panel-print-cut-short = Kassen begyndte at udskrive, så strimlen blev klippet af. Prøv igen.
panel-refusal-already-printing = En anden udskrift er i gang. Prøv igen, når den er færdig.
panel-refusal-nothing-to-show = Der er intet at udskrive endnu.
panel-refusal-no-address = Der er ingen kode endnu, for der er ingen adresse.
panel-refusal-address-unseen = Ingen har endnu set siden med spørgsmål svare. Kør »tillside doctor« på denne computer, og prøv igen.
panel-refusal-fiscal = Det ligner en fiskal printer, så vi udskriver intet på den.
panel-refusal-mid-document = Kassen er midt i en bon. Prøv igen, når den er ude.
panel-refusal-no-lines = Printeren kan ikke udskrive tekst lige nu. Prøv igen senere.
panel-refusal-no-printer = Der er ingen printer her: Tillside lytter kun.
panel-refusal-no-cutter = Printeren har ingen kniv. Den, der installerede Tillside, kan tillade koder alligevel.
panel-refusal-printer-busy = Printeren tager ikke imod noget nu. Se, om den er tændt og har papir.
panel-refusal-till-busy = Kassen var optaget hele tiden. Prøv igen, når den hviler.
panel-refusal-no-key = Der kan ikke laves koder. Den, der installerede Tillside, kan finde ud af hvorfor.
panel-refusal-config-read-only = Indstillingerne kan ikke gemmes. Den, der installerede Tillside, kan ændre dem.
panel-refusal-note-gone = Den besked er allerede væk.
panel-refusal-step-gone = Det passer ikke længere. Vælg igen.
panel-refusal-no-token = Alle mærker er i brug. Frigiv et først.
panel-refusal-basket-gone = Den kurv er ikke på listen længere.
panel-refusal-case-gone = Det er ikke på listen længere.
panel-refusal-case-over = Det er allerede afsluttet. Åbn det igen først.
panel-refusal-case-not-over = Den sag er stadig åben.
panel-refusal-too-many-cases = Der er for mange åbne sager. Afslut nogle først.
panel-refusal-no-answer = Der hører intet kundesvar til denne sag.
panel-refusal-card-gone = Det er allerede væk.
panel-refusal-no-receipt = Der er ingen bon at notere eller fortryde nu.
panel-refusal-gift-gone = Gaven kan ikke tilbydes nu.
panel-refusal-no-member = Der er intet medlem her. Scan kortet først.
panel-refusal-no-sale = Det forrige køb er for længe siden. Det næste tæller.
panel-refusal-not-kept = Der kan ikke gemmes noget nu. Bonerne kører alligevel.
panel-refusal-no-temperature = Sig det i grader, fra −60 til 60.
panel-refusal-call-over = Det kald er allerede slut.

# Small gifts. Who offers one may be heard by everybody around.
panel-gift = Gave
panel-gift-offer = Tilbyd: { $gift }
panel-gift-offer-to = Tilbyd { $name }: { $gift }
panel-gift-why-hot = Varm dag
panel-gift-why-cold = Kold dag
panel-gift-why-visit = { $visit }. besøg
panel-gift-why-birthday = Fødselsdag
panel-gift-why-back = Tilbage igen
panel-gift-why-bought = Passer til kurven
panel-gift-why-by-hand = Dit valg
panel-gift-why-stars = For stjerner
panel-gift-why-make-good = For at rette op
panel-gift-why-survey = For svaret
panel-gift-left-after = { $count ->
    [one] { $count } tilbage efter denne.
   *[other] { $count } tilbage efter denne.
}
panel-gift-last = Det er den sidste.
panel-gift-left = { $count ->
    [one] { $count } tilbage
   *[other] { $count } tilbage
}
panel-gift-costs = { $count ->
    [one] Den koster { $count } stjerne.
   *[other] Den koster { $count } stjerner.
}
panel-gift-ask-manager = Spørg lederen først.
panel-gift-agreed = Lederen siger ja
panel-gift-given = Givet
panel-gift-pass = Ikke denne gang
panel-gift-as-code = Dagens er væk: det bliver en kode til næste besøg.
panel-gift-contains = Indeholder: { $list }
panel-gift-packet = Pakken ligger ved kassen, hvis nogen spørger, hvad der er i.
panel-allergen-gluten = gluten
panel-allergen-crustaceans = krebsdyr
panel-allergen-eggs = æg
panel-allergen-fish = fisk
panel-allergen-peanuts = jordnødder
panel-allergen-soy = soja
panel-allergen-milk = mælk
panel-allergen-nuts = nødder
panel-allergen-celery = selleri
panel-allergen-mustard = sennep
panel-allergen-sesame = sesam
panel-allergen-sulphites = sulfitter
panel-allergen-lupin = lupin
panel-allergen-molluscs = bløddyr

# The page of the gifts.
panel-gifts = Gaver
panel-gifts-none = Der er ingen gaver at vælge her.
panel-gifts-offer = Tilbyd
panel-gifts-goodwill = efter dit eget skøn
panel-gifts-why-not = Hvorfor ingen gave?
panel-gifts-why-not-text = Ved sidste køb:
panel-temperature = { $degrees }{ "\u00A0" }°C udenfor
panel-temperature-unknown = Ingen har endnu sagt, hvor varmt der er udenfor.
panel-temperature-fails = Reglerne for gaver slår selv op, hvor varmt der er. Lige nu lykkes det ikke: indtil da gælder det, der siges her.
panel-temperature-colder = En grad koldere
panel-temperature-warmer = En grad varmere

# Why there is no gift. A cashier may read it out; it says nothing of how somebody pays.
reason-payment-note = Ikke nu.
reason-one-a-sale = Der er én gave til hvert køb.
reason-another-gift = En anden gave kommer først.
reason-not-this = Gaven er for noget andet.
reason-not-this-day = Ikke på denne ugedag.
reason-not-yet = Det er ikke begyndt endnu.
reason-over = Det er slut.
reason-not-now = Ikke på dette tidspunkt af dagen.
reason-quiet = På dette tidspunkt tilbydes der ikke noget.
reason-members-only = Den er for medlemmer.
reason-staff = Den er ikke til butikkens egne kort.
reason-opted-out = Kunden har bedt om ikke at få gaver.
reason-amount-unknown = Det vides ikke, hvad købet løb op i.
reason-too-small = Den er til et større køb.
reason-too-large = Den er til et mindre køb.
reason-not-bought = Den hører til andre varer.
reason-bought = De har allerede købt noget lignende.
reason-weather-unknown = Det vides ikke, hvor varmt der er udenfor.
reason-too-cold = Den er til varmere dage.
reason-too-warm = Den er til koldere dage.
reason-not-the-visit = { $left ->
    [one] { $left } besøg mere til den næste.
   *[other] { $left } besøg mere til den næste.
}
reason-too-few-visits = { $visits ->
    [one] Den kommer efter flere besøg; der er { $visits } indtil nu.
   *[other] Den kommer efter flere besøg; der er { $visits } indtil nu.
}
reason-no-birthday = Fødselsdagen kendes ikke her, eller den bruges ikke.
reason-not-birthday = Den er til dagene omkring fødselsdagen.
reason-not-away = Den er til dem, der ikke har været her længe.
reason-too-few-stars = { $need ->
    [one] Den koster { $need } stjerne; der er { $have }.
   *[other] Den koster { $need } stjerner; der er { $have }.
}
reason-contacts-full = Vi taler højst om den slags { $max ->
    [one] { $max } gang
   *[other] { $max } gange
} på { $days ->
    [one] { $days } dag
   *[other] { $days } dage
}.
reason-cap-reached = Den gives højst { $max ->
    [one] { $max } gang
   *[other] { $max } gange
} på { $days ->
    [one] { $days } dag
   *[other] { $days } dage
}.
reason-recently = { $days_ago ->
    [0] Det har været i dag.
    [one] Det var i går.
   *[other] Det var for { $days_ago } dage siden.
}
reason-passed = Den blev sprunget over ved dette køb.
reason-day-stock-gone = Dagens er alle delt ud.
reason-stock-gone = De er alle delt ud.
reason-day-budget-gone = Det var alt for i dag.
reason-budget-gone = Det var alt for denne gang.
reason-forecast-unknown = Det vides ikke, hvor mange kunder der kommer endnu.
reason-not-drawn = Loddet faldt på en anden.
reason-held-out = Nogle få får ingen i en tid, så vi kan se, hvad gaver gør.
reason-no-goodwill = Her er ingen gaver efter eget skøn.
reason-goodwill-gone = Dagens gaver efter eget skøn er alle delt ud.
reason-cannot-ask = Lige nu kan vi ikke tjekke stjerner med de andre kasser. Spørg gerne igen senere.

# Members: who is served. Names are told by themselves and stand as they are.
panel-member = Medlem
panel-member-open = Vis medlemmet
panel-member-since = medlem siden { $year }
panel-member-visits = { $count ->
    [one] { $count } besøg
   *[other] { $count } besøg
}
panel-member-stars = { $count ->
    [one] { $count } stjerne
   *[other] { $count } stjerner
}
panel-member-greeting = Hej { $name }, godt at se dig.
panel-member-greeting-plain = Hej, godt at se dig igen.
panel-member-staff = Butikkens kort: samler ikke
panel-member-opted-out = ingen gaver eller hilsner
panel-member-birthday-on = fødselsdag { $date }
panel-member-last = sidst her { $date }
panel-member-not-yet = ikke her endnu
panel-member-nobody = Ingen har vist et kort nu. Scan kortet, eller vælg:
panel-member-join = Bliv medlem
panel-member-type = Tast et kort
panel-member-find = Søg et navn
panel-member-name = Navn
panel-member-note = Note
panel-member-birthday = Fødselsdag
panel-member-another = Et andet kort
panel-member-same = Samme person
panel-member-let-go = En anden
panel-member-late = Til det køb, der lige er betalt
panel-member-opt-out = Ingen gaver eller hilsner
panel-member-opt-out-text = Stjerner samles alligevel.
panel-member-cancel = Fortryd
panel-member-keep = Gem
panel-member-forget = Glem det
panel-member-show = Vis dette kort
panel-member-search = Søg

# What to ask before somebody joins: what is kept, for how long, and that it is theirs.
panel-join-language = Spørg på dette sprog:
panel-join-ask = Vi gemmer dine besøg, dine stjerner og det, du fortæller os, indtil 24 måneder efter dit sidste besøg. Du kan altid få det hele vist eller slettet. Er det i orden?
panel-join-agreed = Kunden siger ja
panel-join-not = Nej tak
panel-birthday-ask = Må vi notere din fødselsdag, til en lille ting på dagen? Dag og måned er nok.
panel-name-ask = Hvad må vi kalde dig?
panel-note-ask = Hvad det er godt at vide ved kassen. Kunden kan altid få det at se.
panel-find-ask = Navnet, eller hvordan det begynder:
panel-type-ask = Kortets otte tegn, eller nummeret under stregerne:
panel-another-text = Er de gamle kort væk, holder de op med at virke; alle stjerner bliver. Ellers udskrives et kort mere, og alle virker.
panel-another-gone = De gamle kort er væk
panel-another-more = Udskriv et kort mere

# What is being done about a card.
panel-desk-joining = Scan et nyt kort. Det bliver kundens.
panel-desk-new-card = Scan et nyt kort. De gamle virker ikke mere; alle stjerner bliver.
panel-desk-merging = Scan det andet kort fra samme person. Fra da af er de ét, og det bliver de ved med at være.
panel-desk-found = Hvem er det?
panel-desk-print = Udskriv et kort
panel-desk-stop = Stop
panel-desk-join-with = Bliv medlem med kortet
panel-desk-looking-up = Et øjeblik, kortet slås op.
panel-desk-joined = Velkommen! Kortet virker fra nu af.
panel-desk-card-given = Kortet er kundens nu. Det kan bruges med det samme.
panel-desk-merged = Begge kort er nu den samme persons. Man kan vise hvilket som helst.
panel-desk-changed = Noteret. Det kan altid ændres.
panel-desk-unknown-card = Kortet er ingens endnu. Spørg, om kunden vil være medlem.
panel-desk-lost-card = Kortet er erstattet af et andet. Stjernerne er der stadig: søg navnet.
panel-desk-taken-card = Kortet er allerede en andens. Tag et andet, og begynd forfra.
panel-desk-misread = Kortet blev ikke læst rigtigt. Scan igen, eller tast det.
panel-desk-no-card = Det er ikke et medlemskort. Scan et andet, eller søg navnet.
panel-desk-nobody-found = Her er ingen med det navn. Prøv begyndelsen, eller scan kortet.
panel-desk-not-now = Det går ikke lige nu. Stjernerne kommer med, når kortet vises igen.

# The keyboard on the screen: the letters of the language in their order, and what other keys are called.
panel-keys-letters = abcdefghijklmnopqrstuvwxyzæøå
panel-keys-space = Mellemrum
panel-keys-hyphen = Bindestreg
panel-keys-apostrophe = Apostrof
panel-keys-delete = Slet
panel-keys-digits = Cifre
panel-keys-back = Bogstaver
panel-keys-empty = Intet endnu
panel-month-1 = januar
panel-month-2 = februar
panel-month-3 = marts
panel-month-4 = april
panel-month-5 = maj
panel-month-6 = juni
panel-month-7 = juli
panel-month-8 = august
panel-month-9 = september
panel-month-10 = oktober
panel-month-11 = november
panel-month-12 = december

# Sprogets navn på sproget selv.
language-name = Dansk

# Sider, som kunderne ser på telefonen.
page-typo = Vi kan ikke læse koden
page-typo-length = En kode har 12 tegn, denne har { $found }.
page-typo-alphabet = Tegn nr. { $position } findes ikke i vores koder.
page-typo-check = Ét tegn passer ikke til de andre.
page-typo-again = Sammenlign den med koden nederst på din bon.
page-start = Hej!
page-start-code = Skriv koden nederst på din bon. Bindestreger og store bogstaver er ligegyldige.
page-start-field = Kode med 12 tegn
page-start-go = Videre
page-language = Sprog

# The survey on customers’ phones. Answers have to fit into a box as wide as a thumb.
survey-title = Hvordan var dit besøg?
survey-lead = Ét tryk besvarer det første af fem spørgsmål. Resten er frivilligt.
survey-lead-reward = Som tak får du { $reward }, uanset hvad du svarer.
survey-recommend = Vil du anbefale os til en ven?
survey-recommend-least = 0 = slet ikke
survey-recommend-most = 10 = gerne
survey-once-more = Tryk venligst på dit svar en gang til.
survey-not-now = Vi kan ikke gemme det lige nu. Prøv igen om lidt; intet er gået tabt.
survey-trap = Lad venligst dette stå tomt
survey-privacy-line = Anonymt: vi gemmer dine svar, butikken og timen.
survey-other-code = Skriv en anden kode
survey-more = Tak!
survey-more-lead = Dit svar er gemt. Lidt mere, hvis du har lyst – det hele er frivilligt.
survey-happy = Var du glad for dit besøg?
survey-happy-1 = Slet ikke
survey-happy-2 = Ikke rigtig
survey-happy-3 = Okay
survey-happy-4 = Glad
survey-happy-5 = Meget glad
survey-easy = Var det nemt at betale og gå?
survey-easy-1 = Svært
survey-easy-2 = Lidt svært
survey-easy-3 = Okay
survey-easy-4 = Nemt
survey-easy-5 = Meget nemt
survey-met = Levede vi op til det, du ventede?
survey-met-1 = Slet ikke
survey-met-2 = Ikke helt
survey-met-3 = For det meste
survey-met-4 = Helt
survey-met-5 = Endnu bedre
survey-again = Vil du handle hos os igen?
survey-again-1 = Nej
survey-again-2 = Helst ikke
survey-again-3 = Måske
survey-again-4 = Ja
survey-again-5 = Helt sikkert
survey-own-1 = Nej
survey-own-2 = Helst ikke
survey-own-3 = Nogen-lunde
survey-own-4 = Mest ja
survey-own-5 = Ja
survey-comment = Vil du fortælle os mere?
survey-contact = Må vi ringe til dig?
survey-contact-field = Telefonnummer eller e-mail
survey-consent = Ja, butikken må kontakte mig om dette besøg. Den sletter det 30 dage efter, at sagen er lukket.
survey-send = Send
survey-send-reward = Send og få tak
survey-mistakes = Se venligst på dette en gang til
survey-mistake-consent = Sæt venligst kryds, så vi må bruge nummeret, eller lad feltet stå tomt.
survey-mistake-contact = Skriv venligst et telefonnummer eller en e-mail, eller fjern krydset.
survey-mistake-long-contact = Gør det venligst kortere, højst 120 tegn.
survey-mistake-long-comment = Gør det venligst kortere, højst 2000 tegn.
survey-thanks = Tak for dine svar!
survey-thanks-text = De hjælper os med at blive bedre. Du kan lukke siden.
survey-reward = Som tak:
survey-reward-how = Vis koden ved kassen. Den gælder fra i morgen og til { $date }.
survey-reward-minimum = Ved køb for { $minimum } eller mere.
survey-reward-save = Tag et skærmbillede eller skriv koden ned: ingen kan vise dig den igen.
survey-reward-picture = Den samme kode som billede til scanneren
survey-used = Koden er brugt
survey-used-why = Nogen har allerede svaret med den. Hver bon tæller én gang; den næste har en ny kode.
survey-expired = Koden er udløbet
survey-expired-why = Den gjaldt til { $date }. Den næste bon har en ny.
survey-elsewhere = Koden er fra en anden butik
survey-elsewhere-why = Den hører ikke til butikkerne på denne side. Brug venligst adressen på bonen.
survey-unknown = Vi kender ikke denne kode
survey-unknown-why = Sammenlign den venligst med koden nederst på din bon.
survey-for-the-till = Denne kode er til kassen
survey-for-the-till-why = Vis den venligst ved kassen ved dit næste besøg.
survey-too-many = Et øjeblik
survey-too-many-why = Der er prøvet for mange koder fra dit netværk, som ikke findes. Prøv venligst igen om { $minutes } min.
survey-over = Tak for dit svar!
survey-over-why = Dit første svar er gemt. De andre kan tilføjes inden for en halv time, og den er gået.
survey-unread = Vi kunne ikke læse det
survey-unread-why = Gå venligst tilbage og send det en gang til. En kortere tekst kan hjælpe.
survey-privacy-title = Hvad vi gemmer
survey-privacy-what = Hvad: dine svar, butikken og kassen, timen på din bon og cirka hvor lang køen var da, sidens sprog. Intet navn, ingen adresse på din telefon, ingen cookies. Når butikken har dit svar, fører intet fra det til din bon.
survey-privacy-why = Hvorfor: så butikken kan se, hvad den kan gøre bedre. Det har den en legitim interesse i; det er frivilligt at svare.
survey-privacy-contact = Et telefonnummer eller en e-mail gemmes kun, hvis du skriver det og sætter kryds. Butikken bruger det til at tale med dig om dette besøg og sletter det 30 dage efter, at sagen er lukket. Du kan altid trække dit samtykke tilbage.
survey-privacy-how-long = Hvor længe: det, du skriver, gemmes højst 12 måneder. At en kode er brugt, vides i 90 dage. Tal uden tekst bliver.
survey-privacy-rights = Dine rettigheder: du kan spørge butikken, hvad den har om dig, få det rettet eller slettet og klage til Datatilsynet eller myndigheden i dit land.
survey-date = { $day }. { $month ->
    [1] januar
    [2] februar
    [3] marts
    [4] april
    [5] maj
    [6] juni
    [7] juli
    [8] august
    [9] september
    [10] oktober
    [11] november
   *[12] december
} { $year }

# Demoens virtuelle butik.
shop-speed = Hvor hurtigt tiden går
shop-scan = Scan en vare
shop-no-paper = Den første bon er på vej.
shop-visit = Åbn kodens side
shop-milk = Mælk
shop-bread = Brød
shop-apples = Æbler
shop-tea = Te
shop-note-bread = Holder af rugbrød med kerner
shop-note-tea = Drikker te uden sukker

# Siden for kolleger
call-nobody = Der er ikke brug for nogen lige nu
call-needed = Kasse { $counter } har brug for dig
call-coming = Der kommer en kollega
call-come = Jeg kommer
call-waiting = { $waiting ->
    [0] Ingen venter.
    [one] En kunde venter.
   *[other] { $waiting } kunder venter.
}
call-wait = Cirka { $minutes } min. ventetid
call-stays = Siden opdateres hvert femte sekund. Lad den være åben.
call-wrong = Adressen passer ikke
call-wrong-why = Scan koden til denne side en gang til.
call-later = Et øjeblik
call-later-again = Siden prøver igen om fem sekunder.
# The manager's window. $day: 0 is Monday.
manager-open = Lederens vindue
manager-open-text = Tal og indstillinger til den, der planlægger dagen, bag en PIN-kode.
manager-title = Leder
manager-looking-for-service = Venter på tjenesten…
manager-pin-enter = Indtast lederens PIN-kode.
manager-pin-choose = Der er ingen PIN-kode endnu. Vælg en på 4 til 12 cifre.
manager-pin-again = Den samme PIN-kode en gang til.
manager-pin-mismatch = De to var ikke ens. Begynd forfra.
manager-pin-weak = Den PIN-kode er let at gætte. Vælg en anden.
manager-pin-wrong = Det er en anden PIN-kode. Prøv igen.
manager-pin-locked = { $count ->
    [one] Vent { $count } sekund, og prøv igen.
   *[other] Vent { $count } sekunder, og prøv igen.
}
manager-pin-away = Tjenesten svarede ikke. Prøv igen.
manager-pin-ended = Sessionen er slut. Indtast PIN-koden igen.
manager-pin-digits = { $count ->
    [one] { $count } ciffer indtastet
   *[other] { $count } cifre indtastet
}
manager-pin-back = Slet
manager-pin-done = OK
manager-today = I dag
manager-queue = Kø og bemanding
manager-payments = Betalinger
manager-lock = Lås nu
manager-locks = Låser efter 5 minutter uden berøring
manager-devices = Enheder
manager-settings = Indstillinger
manager-cancel = Annuller
manager-save = Gem
manager-saved = Gemt.
manager-not-saved = Det blev ikke gemt. Tjenesten siger: { $why }
manager-not-saved-away = Tjenesten svarede ikke. Se efter, om det blev gemt.
manager-settings-away = Tjenesten svarer ikke, så intet kan ændres nu.
manager-settings-trouble = Indstillingerne kan ikke læses. Tjenesten siger: { $why }
manager-settings-looking-up = Indstillingerne hentes…
manager-needs-restart = Noget af det, der står nedenfor, gælder først, når tjenesten er startet igen, for eksempel sammen med computeren.
manager-store = Butik
manager-store-name = Butikkens navn
manager-store-name-text = Skærme viser det med det samme; kundernes sider, når tjenesten er startet igen.
manager-language = Butikkens sprog
manager-language-text = Skærme uden eget sprog følger med det samme; boner, sedler og kundernes sider, når tjenesten er startet igen.
manager-target = Ingen bør vente længere end
manager-target-text = En længere ventetid kalder en kollega, og tallene viser, hvem der ikke ventede længere.
manager-minutes = { $count ->
    [one] { $count } minut
   *[other] { $count } minutter
}
manager-minute-less = Et minut mindre
manager-minute-more = Et minut mere
manager-closing = Seddel ved dagens slutning
manager-closing-text = En seddel fra bonprinteren fortæller, hvad dagen blev til: kunder, travlhed, kald.
manager-closing-off = Ingen seddel
manager-closing-on = Udskriv sedlen
manager-closing-after = Efter kassens rapport, ikke før
manager-closing-after-text = Sedlen følger efter kassens første rapport efter dette tidspunkt.
manager-closing-at = Af sig selv
manager-closing-at-text = Til en kasse, der ikke udskriver rapporter: sedlen kommer på dette tidspunkt, hvis der var kunder og endnu ingen seddel.
manager-closing-never = Aldrig
manager-closing-timed = På et tidspunkt
manager-hour-less = −1{ "\u00A0" }time
manager-hour-more = +1{ "\u00A0" }time
manager-quarter-less = −15{ "\u00A0" }min.
manager-quarter-more = +15{ "\u00A0" }min.
manager-hour-earlier = en time tidligere
manager-hour-later = en time senere
manager-quarter-earlier = et kvarter tidligere
manager-quarter-later = et kvarter senere
manager-pin-title = PIN-kode
manager-pin-text = Åbner dette vindue. Den, der har glemt den, sætter en ny på denne computer: tillside pin set
manager-pin-change = Skift PIN-kode
manager-pin-old = Indtast den nuværende PIN-kode.
manager-pin-new = Indtast den nye PIN-kode: 4 til 12 cifre.
manager-pin-changed = PIN-koden er skiftet. Den, der var inde andre steder, skal indtaste den nye.
manager-window = Dette vindue
manager-window-text = Gemmes til næste gang vinduet åbnes; kassevinduet forbliver, som det er.
manager-cable = Kasse, printer, scanner
manager-port = Port: { $port }
manager-away-since = Væk siden { $time }
manager-away-since-yesterday = Væk siden i går, { $time }
manager-away-for-days = { $count ->
    [one] Væk i { $count } dag, siden { $time }
   *[other] Væk i { $count } dage, siden { $time }
}
manager-last-document = Sidste bon
manager-codes-state = Koder
manager-codes-on = Til
manager-codes-off = Fra
manager-codes-unseen = Venter
manager-codes-unseen-text = indtil »tillside doctor« har set siden med spørgsmål
manager-codes-fiscal = Standset
manager-codes-ready = { $count ->
    [one] { $count } er klar
   *[other] { $count } er klar
}
manager-journal = Journal
manager-megabytes = { $size }{ "\u00A0" }MB
manager-journal-kept = alt er gemt
manager-journal-failing = disken tager ikke imod
manager-events-lost = Ikke gemt hidtil
manager-technician = Til en tekniker
manager-profile = Printerprofil: { $profile }
manager-version = Tjenestens version: { $version }
manager-away = Tjenesten svarer ikke; tallene er de sidste kendte.
manager-stale = Tallene kunne ikke hentes lige nu; disse kan være gamle.
manager-guesses = { $count ->
    [one] Nogen har prøvet { $count } kode, som butikken aldrig har lavet. Siderne bremser den slags; der skal ikke gøres noget.
   *[other] Nogen har prøvet { $count } koder, som butikken aldrig har lavet. Siderne bremser den slags; der skal ikke gøres noget.
}
manager-looking-up = Tallene hentes…
manager-weekday = { $day ->
    [0] mandag
    [1] tirsdag
    [2] onsdag
    [3] torsdag
    [4] fredag
    [5] lørdag
   *[6] søndag
}
manager-weekday-short = { $day ->
    [0] man.
    [1] tir.
    [2] ons.
    [3] tor.
    [4] fre.
    [5] lør.
   *[6] søn.
}
manager-percent = { $percent }{ "\u00A0" }%
manager-of = { $part } af { $all }
manager-served = Betjent
manager-waiting = Venter nu
manager-about-minutes = { $count ->
    [one] ca. { $count } minut
   *[other] ca. { $count } minutter
}
manager-in-time = Til tiden
manager-within-minutes = { $count ->
    [one] inden { $count } minut
   *[other] inden { $count } minutter
}
manager-calls = Kollega kaldt
manager-answered = { $count ->
    [one] { $count } besvaret
   *[other] { $count } besvaret
}
manager-codes = Trykte koder
manager-helped = Hjulpne betalinger
manager-notes-of = { $count ->
    [one] af { $count }, der krævede hjælp
   *[other] af { $count }, der krævede hjælp
}
manager-baskets = Gemte kurve
manager-cases = Åbne sager
manager-overdue = { $count ->
    [one] { $count } over tiden
   *[other] { $count } over tiden
}
manager-chart = Ventende
manager-chart-text = Linje: skønnet; bånd: dér er det otte ud af ti gange.
manager-chart-usual = Linje: skønnet; bånd: dér er det otte ud af ti gange; grå: som regel ({ $day }).
manager-nothing-yet = Endnu er intet kendt.
manager-care = Venter på nogen
manager-care-none = Ingen venter på svar.
manager-this-week = Denne uge
manager-weeks-4 = 4 uger
manager-weeks-8 = 8 uger
manager-heat = Travle timer
manager-heat-text = Ventende i gennemsnit, efter ugedag og time. Tomt: ikke kendt.
manager-heat-plan = Farve: ventende i gennemsnit. Tal: kasser, der skal åbnes. Tomt: ikke kendt eller lukket.
manager-counters-to-open = kasser, der skal åbnes: { $count }
manager-expected = på en travl dag { $percent }{ "\u00A0" }% til tiden
manager-leaving = ca. { $percent }{ "\u00A0" }% giver op
manager-learning = Endnu er det ikke kendt, hvor mange kasser der skal åbnes: butikkens vaner er ved at blive lært, hvilket tager omkring en uge.
manager-own-customers = Flere kasser deler køen; kun denne kasses kunder er med i planen.
manager-plan-choice = Tallet er valgt sådan, at så mange venter højst så mange minutter, også på en travl dag:
manager-plan-minutes = { $count }{ "\u00A0" }min
manager-next = De næste to timer
manager-next-text = Efter dagen indtil nu: ca. { $percent }{ "\u00A0" }% af det sædvanlige ({ $day }).
manager-next-none = Butikken er lukket, så vidt det vides.
manager-from = Fra
manager-coming = Personer
manager-counters = Kasser
manager-differences = Åbne og nødvendige
manager-differences-text = De timer, hvor de åbne kasser i gennemsnit afveg mest fra planen.
manager-differences-none = Der var så mange åbne, som der var brug for.
manager-mean-open = Åbne
manager-needed = Nødvendige
manager-left = { $count ->
    [0] Næsten ingen opgav at vente (et skøn).
    [one] Ca. { $count } person opgav at vente (et skøn).
   *[other] Ca. { $count } personer opgav at vente (et skøn).
}
manager-left-unknown = Intet tyder på, at nogen opgav at vente.
manager-plan = Kasser, der skal åbnes
manager-plan-target = { $count ->
    [one] Så { $percent }{ "\u00A0" }% venter højst { $count } minut, også på en travl dag.
   *[other] Så { $percent }{ "\u00A0" }% venter højst { $count } minutter, også på en travl dag.
}
manager-plan-printed = Lavet { $date }
manager-plan-note = Lært af de sidste otte uger. Helligdage og andre undtagelser er ikke med. –: lukket.
manager-date = { $day }.{ $month }.{ $year }
manager-export-plan = Planen som CSV-fil
manager-plan-file = Ugeplan til print (PDF)
manager-busiest = De travleste kvarterer
manager-when = Hvornår
manager-mean-waiting = Venter
manager-in-time-title = { $count ->
    [one] Betjent inden { $count } minut
   *[other] Betjent inden { $count } minutter
}
manager-rates = Under 20 er der antal og ingen andele.
manager-day = Dag
manager-known = Kendt ventetid
manager-share = Andel
manager-all-days = Alle dage
manager-calls-answered = En kollega blev kaldt { $calls } × og kom { $answered } ×.
manager-payments-title = Betalinger, der krævede hjælp
manager-no-notes = Der var ingen.
manager-notes = Krævede hjælp
manager-settled = Betalt
manager-by-chip = – kortet i læseren
manager-by-again = – samme kort igen
manager-by-other-card = – et andet kort
manager-by-phone = – telefon eller ur
manager-by-cash = – kontant
manager-by-before = – var allerede betalt
manager-by-unsaid = – ikke sagt hvordan
manager-held = Kurven gemt til senere
manager-lost = Blev ikke til noget
manager-settled-share = Andel betalt
manager-settled-mean = Til betaling, i gennemsnit
manager-seconds = { $count }{ "\u00A0" }s
manager-by-hour = Efter time på dagen
manager-hour = Time
manager-notes-short = Alle
manager-held-short = Gemt
manager-lost-short = Tabt
manager-export = Gem en CSV-fil
manager-export-text = Det, siden viser, som en tabel til et regneark.
manager-exported = Gemt: { $file }
manager-not-exported = Filen kunne ikke gemmes: { $file }
manager-survey = Undersøgelse
manager-survey-looking-up = Svarene bliver slået op…
manager-nps = Ville anbefale os (NPS)
manager-nps-short = NPS
manager-nps-counts = { $good } ja · { $middle } måske · { $bad } nej
manager-answers = Svar
manager-of-codes = { $share } af de trykte koder
manager-fewer-than-5 = færre end 5 svar
manager-happy = Glad for besøget
manager-easy = Let at betale og gå
manager-met = Forventninger opfyldt
manager-again = Ville købe igen
manager-own = Butikkens eget spørgsmål
manager-four-or-five = valgte 4 eller 5 af 5
manager-range = { $low } til { $high }
manager-n = n{ "\u00A0" }={ "\u00A0" }{ $count }
manager-day-month = { $day }.{ $month }.
manager-marked = Svar, der er mærket
manager-marked-text = { $any } i alt: { $shop } fra butikkens eget netværk, { $burst } af mange på én gang, { $left } fra boner, der blev glemt. Et svar kan være mærket af flere grunde.
manager-marked-out = Udelad mærkede svar
manager-trend = Uge for uge
manager-trend-text = Punkter: resultatet for uger med mindst 10 svar, grå under 30; bånd: sandheden ligger i det nitten gange ud af tyve; numre: hvad vi ændrede.
manager-trend-none = Ingen uge har 10 svar endnu.
manager-trend-halves = Fra { $day } i forhold til dagene før: { $moved }
manager-trend-unknown = for få svar til at sige noget
manager-trend-unclear = ingen klar ændring
manager-trend-up = ↑ op med { $points } point ({ $range })
manager-trend-down = ↓ ned med { $points } point ({ $range })
manager-week-of = Ugen fra { $day }
manager-changes = Det ændrede vi
manager-changes-text = Dage, hvor noget blev ændret, og hvordan resultatet har flyttet sig siden. Andet kan også have ændret sig.
manager-change-new = Endnu en ændring
manager-change-hint = Dagen, og hvad det var, med få ord og uden navne.
manager-change-add = Tilføj
manager-change-remove = Fjern
manager-change-left = { $count ->
    [one] { $count } tegn tilbage
   *[other] { $count } tegn tilbage
}
manager-week-less = −7{ "\u00A0" }d.
manager-day-less = −1{ "\u00A0" }d.
manager-day-more = +1{ "\u00A0" }d.
manager-week-more = +7{ "\u00A0" }d.
manager-week-earlier = en uge tidligere
manager-day-earlier = en dag tidligere
manager-day-later = en dag senere
manager-week-later = en uge senere
manager-comments = Hvad kunderne skrev
manager-comments-none = Ingen skrev noget på disse dage.
manager-comments-unread = { $count ->
    [0] Alle er markeret som læst.
    [one] { $count } er ikke markeret som læst endnu.
   *[other] { $count } er ikke markeret som læst endnu.
}
manager-comments-more = Vis flere
manager-comments-older = { $count ->
    [one] { $count } ældre vises ikke; vælg en kortere periode.
   *[other] { $count } ældre vises ikke; vælg en kortere periode.
}
manager-part-morning = om formiddagen
manager-part-afternoon = om eftermiddagen
manager-part-evening = om aftenen
manager-recommends = anbefaler os: { $grade }
manager-funnel = Fra bonen til takken
manager-funnel-step = Trin
manager-count = Antal
manager-of-all-codes = Af koder
manager-funnel-printed = Trykte koder
manager-funnel-opened = Undersøgelsen åbnet
manager-funnel-answered = Besvaret
manager-funnel-rewarded = Tak udleveret
manager-given = Takker udleveret de seneste syv dage
manager-given-none = Ingen.
manager-given-day = Dag
manager-given-morning = Før kl. 12
manager-given-afternoon = Før kl. 17
manager-given-evening = Senere
manager-silent = Mellem { $low } og { $high } utilfredse kunder har nok ikke sagt noget. Det er et gæt, som om de, der ikke svarer, er som dem, der svarer.
manager-silent-unknown = Hvor mange utilfredse kunder der ikke har sagt noget, kan gættes fra 10 svar.
manager-by-wait = Efter kundens ventetid
manager-answers-by-hour = Efter bonens time
manager-by-counter = Efter kasse
manager-counter-number = Kasse { $number }
manager-small-groups = –: færre end 5 svar. Under 10 siges kun antallet, gråt under 30.
manager-group = Gruppe
manager-between = Mellem
manager-waited-under-1 = under 1 minut
manager-waited-under-3 = 1 til 3 minutter
manager-waited-under-5 = 3 til 5 minutter
manager-waited-under-10 = 5 til 10 minutter
manager-waited-longer = 10 minutter eller mere
manager-export-figures = Tal (CSV)
manager-export-answers = Svar (CSV)
manager-export-comments = Kommentarer (CSV)
manager-loyalty = Medlemmer og gaver
manager-loyalty-figures = Tal
manager-loyalty-rules = Regler for gaver
manager-loyalty-people = Medlemmer
manager-loyalty-looking-up = Medlemmer og gaver bliver slået op…
manager-loyalty-identified = Køb med medlemskort
manager-loyalty-identified-of = køb
manager-loyalty-coming = Medlemmer, der kommer
manager-loyalty-joined = { $count ->
    [one] inden for et år; { $count } kom til i disse dage
   *[other] inden for et år; { $count } kom til i disse dage
}
manager-loyalty-again = Kommer igen
manager-loyalty-again-of = kom på mere end én dag
manager-loyalty-second = Andet besøg inden 60 dage
manager-loyalty-second-of = medlemmer, der først kom for mindst 60 dage siden
manager-loyalty-due = Sjældnere end ellers
manager-loyalty-due-text = Sammenlignet med, hvor tit hver af dem selv plejer at komme. Der er ingen grund til at skrive til nogen på grund af denne liste: de fleste kommer igen af sig selv. Hils på dem, når de kommer.
manager-loyalty-due-none = Ingen kommer sjældnere end ellers, eller der vides for lidt endnu.
manager-loyalty-slipping = lidt sjældnere end ellers
manager-loyalty-overdue = sjældnere end ellers
manager-loyalty-member = Medlem …{ $digits }
manager-loyalty-last = her sidst { $day }
manager-loyalty-visits = { $count ->
    [one] { $count } besøg
   *[other] { $count } besøg
}
manager-loyalty-gifts = Gaver efter regel
manager-loyalty-gifts-text = Hvad hver regel gav i disse dage, i reglernes rækkefølge. Bjælkerne viser, hvor meget af lager og budget der er brugt.
manager-loyalty-gifts-none = Der er ingen regler, og intet blev givet.
manager-loyalty-gifts-all = I alt givet: { $given }, udgift { $cost }
manager-loyalty-rule-gone = En regel, der ikke findes mere
manager-loyalty-sums = tilbudt { $offered } · givet { $given } · afslået { $passed } · i gruppen uden { $without } · udgift { $cost }
manager-loyalty-sums-none = intet i disse dage
manager-loyalty-stock-day = I dag: { $used } af { $most }
manager-loyalty-stock-total = Af alle: { $used } af { $most }
manager-loyalty-budget-day = Udgift i dag: { $used } af { $most }
manager-loyalty-budget-month = Udgift i denne måned: { $used } af { $most }
manager-loyalty-budget-total = Udgift i alt: { $used } af { $most }
manager-loyalty-reached = brugt op
manager-loyalty-days-used-up = { $count ->
    [one] dagens lager eller budget brugt op på { $count } af disse dage
   *[other] dagens lager eller budget brugt op på { $count } af disse dage
}
manager-loyalty-at-cap = { $count ->
    [0] intet medlem har fået alt, hvad man må få ({ $max } på { $days } dage)
    [one] { $count } medlem har fået alt, hvad man må få ({ $max } på { $days } dage)
   *[other] { $count } medlemmer har fået alt, hvad man må få ({ $max } på { $days } dage)
}
manager-loyalty-caps = Grænser for hvert medlem, nu
manager-loyalty-caps-gifts = { $count ->
    [0] Ingen har fået alle de gaver, man må få ({ $max } på { $days } dage).
    [one] { $count } medlem har fået alle de gaver, man må få ({ $max } på { $days } dage).
   *[other] { $count } medlemmer har fået alle de gaver, man må få ({ $max } på { $days } dage).
}
manager-loyalty-caps-contacts = { $count ->
    [0] Ingen er blevet talt til så tit, som man må ({ $max } gange på { $days } dage).
    [one] { $count } medlem er blevet talt til så tit, som man må ({ $max } gange på { $days } dage).
   *[other] { $count } medlemmer er blevet talt til så tit, som man må ({ $max } gange på { $days } dage).
}
manager-loyalty-overspent = { $count ->
    [one] { $count } medlem har brugt flere stjerner, end der var, ved kasser, som ikke kunne spørge hinanden.
   *[other] { $count } medlemmer har brugt flere stjerner, end der var, ved kasser, som ikke kunne spørge hinanden.
}
manager-loyalty-caps-month = Udgift til alle gaver i denne måned: { $used } af { $most }
manager-loyalty-caps-text = Hvor tit en grænse var grunden til ingen gave, gemmes ikke. »Prøv« ved siden af reglerne viser det for de sidste syv dage.
manager-loyalty-compared = Med gave og uden
manager-loyalty-compared-text = { $count ->
    [one] Hvem der kom igen inden for { $count } dag. Lodtrækningen lod nogle medlemmer være uden, så man kan sammenligne. Hver tæller én gang, fra første gang, og tilbudt tæller, uanset hvad de svarede.
   *[other] Hvem der kom igen inden for { $count } dage. Lodtrækningen lod nogle medlemmer være uden, så man kan sammenligne. Hver tæller én gang, fra første gang, og tilbudt tæller, uanset hvad de svarede.
}
manager-loyalty-compared-few = tilbudt { $with }, uden { $without }: en sammenligning kræver { $few } af hver
manager-loyalty-compared-with = tilbudt: { $percent } af { $of } kom igen (mellem { $low } og { $high })
manager-loyalty-compared-without = uden: { $percent } af { $of } kom igen (mellem { $low } og { $high })
manager-loyalty-compared-overlap = De to intervaller overlapper: forskellen kan være tilfældig.
manager-loyalty-compared-apart = De to intervaller overlapper ikke: det gør tilfældet sjældent alene.
manager-loyalty-cohorts = Hvem kom igen, måned for måned
manager-loyalty-cohorts-text = Hver række: de medlemmer, der først kom i den måned. Kolonner: hvor mange af dem der kom i månederne efter.
manager-loyalty-members-short = Alle
manager-loyalty-members = { $count ->
    [one] { $count } medlem
   *[other] { $count } medlemmer
}
manager-loyalty-month = { $month }.{ $year }
manager-loyalty-months-after = { $count ->
    [one] { $count } måned efter
   *[other] { $count } måneder efter
}
manager-loyalty-month-open = måneden er ikke forbi
manager-loyalty-legend-percent = i procent af månedens medlemmer
manager-loyalty-legend-few = hvor mange, hvor der var færre end 20
manager-loyalty-legend-open = måneden er ikke forbi endnu
manager-loyalty-unknown = Hvad siden ikke ved
manager-loyalty-unknown-text = Kun medlemmer tælles, som selv valgte at blive husket: i disse dage { $known } af { $sales } køb. Om de andre { $rest } ved ingen, hvem der kommer igen. Medlemmer er ikke et billede af alle kunder.
manager-loyalty-export-cohorts = Måneder (CSV)
manager-loyalty-export-due = Sjældnere (CSV)
manager-loyalty-export-gifts = Gaver (CSV)
manager-people = Find et medlem
manager-people-text = Til den, der spørger, hvad vi gemmer, eller som vil glemmes. Det, der findes her, er væk, når du forlader siden.
manager-people-field = Navn eller kort
manager-people-field-text = Begyndelsen af navnet, eller det, der står på kortet.
manager-people-find = Find
manager-people-none = Ingen blev fundet. Skriv et navn fra begyndelsen, eller alt det, der står på kortet.
manager-people-more = Der kan være flere. Skriv mere af navnet.
manager-people-show = Vis
manager-people-since = medlem siden { $day }
manager-people-number = nummer { $number }
manager-people-back = Tilbage
manager-people-tile-since = Medlem siden
manager-people-tile-visits = Dage her
manager-people-tile-stars = Stjerner
manager-people-tile-cards = Kort
manager-people-lost = { $count ->
    [one] og { $count } mistet
   *[other] og { $count } mistede
}
manager-people-kept = Hvad vi gemmer
manager-people-agreed = Sagde ja { $day }.
manager-people-agreed-in = Sagde ja { $day }, på dette sprog: { $language }
manager-people-birthday-and-note = En fødselsdag og en note er også gemt.
manager-people-birthday = En fødselsdag er også gemt.
manager-people-note = En note er også gemt.
manager-people-no-more = Hverken fødselsdag eller note er gemt.
manager-people-opted-out = Vil ikke have gaver eller hilsner.
manager-people-staff = Tæller som personalets kort
manager-people-staff-text = Det blev set så tit inden for en time, at det ikke samler stjerner og ikke får gaver.
manager-people-staff-button = Det er en kundes kort
manager-people-customers = Kortet er en kundes igen og samler fra nu af.
manager-people-files = Udlever det, vi gemmer
manager-people-files-text = To filer med det hele: en til maskiner og en til at læse, på dette sprog: { $language }. Giv dem kun til medlemmet, og slet dine kopier bagefter.
manager-people-files-none = Intet er udleveret endnu.
manager-people-hand-out = Udlever alt
manager-people-handed-out = Begge filer er gemt, og det er noteret, at de er udleveret:
manager-people-forget = Glem
manager-people-forget-text = Til medlemmer, der beder om det. Alt, hvad vi gemmer om dem, forsvinder for altid.
manager-people-forget-button = Glem dette medlem…
manager-people-sure = Glem { $name } for altid?
manager-people-sure-text = Medlemmets navn, fødselsdag, note, kort, besøg, stjerner og gaver slettes. Det, der blev solgt, bliver i summer, som ingen er i. Det kan ikke fortrydes.
manager-people-copies = Filer, der er udleveret før, slettes ikke. Slet kopier, der ikke er medlemmets:
manager-people-keep = Behold
manager-people-sure-button = Glem for altid
manager-people-forgotten = Medlemmet er glemt. Intet er tilbage her.
manager-people-gone = Det medlem findes ikke mere.
manager-people-away = Tjenesten svarede ikke. Find medlemmet igen for at se, om det blev gjort.
manager-people-refused = Det blev ikke gjort. Tjenesten siger: { $why }
manager-loyalty-rules-looking-up = Reglerne bliver slået op…
manager-loyalty-rules-text = Filen med reglerne. Det, der gemmes, gælder efter få sekunder; teksten før gemmes ved siden af. En tekst med fejl bliver ikke gemt.
manager-loyalty-weather-fails = Hvor varmt der er, kan lige nu ikke slås op dér, hvor reglerne siger. Regler, der spørger om det, giver intet, medmindre det siges ved kassen; grunden står i tjenestens log.
manager-loyalty-begin = Der er ingen regler for gaver
manager-loyalty-begin-text = Der er ti regler, som virker, at begynde med: vand på varme dage, kaffe ved hvert tiende besøg og mere. De gemmes i en fil ved siden af konfigurationen og gælder straks. Ret dem, hvis du ikke vil give disse gaver.
manager-loyalty-begin-button = Begynd med de ti regler
manager-loyalty-try = Prøv
manager-loyalty-undo = Fortryd
manager-loyalty-overtaken = Filen er imens ændret et andet sted. Gem skriver hen over det, Fortryd viser det.
manager-loyalty-checking = Bliver set efter…
manager-loyalty-problems = { $count ->
    [0] Reglerne kan bruges.
    [one] { $count } fejl
   *[other] { $count } fejl
}
manager-loyalty-more-problems = { $count ->
   *[other] { $count } mere
}
manager-loyalty-line = Linje { $line }
manager-loyalty-trying = Reglerne bliver prøvet…
manager-loyalty-try-text = “Prøv” viser, hvad disse regler ville have givet i de sidste syv dage. Fødselsdage, varer og temperaturer fra de dage er ikke kendt.
manager-loyalty-tried = På syv dage, { $sales } køb, heraf { $members } med medlemskort: { $given } givet, udgift { $cost }
manager-loyalty-tried-before = Teksten er ændret siden.
manager-loyalty-not-tried = følger ikke et køb, så den blev ikke prøvet
manager-loyalty-tried-rule = { $given } givet
manager-loyalty-tried-rest = udgift { $cost } · i gruppen uden { $without }
manager-loyalty-tried-members = { $count ->
    [one] til { $count } medlem
   *[other] til { $count } medlemmer
}
manager-loyalty-tried-unknown = { $count ->
    [one] { $count } gang til en kunde, som ingen kender
   *[other] { $count } gange til kunder, som ingen kender
}
manager-loyalty-mostly-not = oftest ikke ({ $count }): { $why }
manager-loyalty-why-not-the-visit = Det var et andet besøg.
manager-loyalty-why-too-few-visits = Der var for få besøg.
manager-loyalty-why-too-few-stars = Der var for få stjerner.
manager-loyalty-why-contacts-full = De var blevet talt til tit nok.
manager-loyalty-why-cap-reached = De havde fået så mange, som man kan få.
manager-loyalty-why-recently = De havde fået noget for nylig.


# The page with everything that is kept of a member.
member-export-title = Hvad vi gemmer om dig
member-export-made = Skrevet ned { $day }
member-export-number = Dit nummer: { $number }
member-export-since = Medlem siden { $day }
member-export-agreed = Du sagde ja { $day }
member-export-language = På dette sprog: { $language }
member-export-name = Navn: { $name }
member-export-birthday = Fødselsdag: dag { $day }, måned { $month }
member-export-note = Note: { $note }
member-export-opted-out = Du har bedt om ingen gaver og ingen hilsner.
member-export-staff = Dit kort er scannet så ofte, at det tæller som personalets.
member-export-cards = Kort
member-export-card = { $card }, dit siden { $day }
member-export-card-lost = { $card }, dit siden { $day }, mistet { $lost }
member-export-visits = { $count ->
    [one] Du kom på { $count } dag
   *[other] Du kom på { $count } dage
}
member-export-stars = { $count ->
    [one] Du har { $count } stjerne
   *[other] Du har { $count } stjerner
}
member-export-earned = { $count ->
    [one] { $day }: { $count } stjerne for dit køb
   *[other] { $day }: { $count } stjerner for dit køb
}
member-export-spent = { $count ->
    [one] { $day }: { $count } stjerne brugt
   *[other] { $day }: { $count } stjerner brugt
}
member-export-gifts = Gaver
member-export-gift = { $what ->
    [given] { $day }: du fik en gave
    [passed] { $day }: en gave, som du sagde nej til
    [held_out] { $day }: ingen gave, for at lære hvad gaver gør godt for
    [taken_back] { $day }: en gave, der kom tilbage
    [voided] { $day }: en gave ved et køb, der blev annulleret
   *[other] { $day }: en gave var lagt til side til dig
}
member-export-contacts = Hvornår vi talte til dig som medlem
member-export-contact = { $about ->
    [greeting] { $day }: en hilsen
    [survey_ask] { $day }: vi spurgte om din mening
   *[other] { $day }: vi vendte tilbage til noget, du havde fortalt os
}
member-export-files = Sider som denne, der er udleveret før
member-export-file = { $day }: { $what }
member-export-nothing = Intet
member-export-elsewhere = Det, der skete ved vores andre kasser, er med i summerne; enkelte besøg og gaver dér står på siden fra hovedkassen.
member-export-end = Enkelte køb glemmes efter nogen tid, summerne bliver. To år efter dit sidste besøg glemmer vi alt. Vi gør det straks, hvis du beder os om det.
