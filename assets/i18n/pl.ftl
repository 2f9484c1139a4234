# Polish. See en.ftl for the rules of the keys that begin with "paper-".

paper-survey-invite = Czekamy na Twoje zdanie

paper-again-caption = Ponowny wydruk kodu
paper-card-title = Twoja karta
paper-card-keep = Pokaz ja przy kasie.

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

# What the day came to, at its end. Times as in 16:30.
paper-closing-title = Dzisiaj razem: brawo!
paper-closing-served = { $count ->
    [one] { $count } klient
    [few] { $count } klienci
   *[other] { $count } klientow
}
paper-closing-rush = Najwiecej osob: { $from } - { $to }
paper-closing-within = { $percent } na 100 w { $minutes } min
paper-closing-calls = Pomoc: { $answered } z { $calls } razy
paper-closing-codes = { $count ->
    [one] { $count } kod na paragonie
    [few] { $count } kody na paragonach
   *[other] { $count } kodow na paragonach
}
paper-closing-gifts = { $count ->
    [one] { $count } upominek
    [few] { $count } upominki
   *[other] { $count } upominkow
}
paper-closing-end = Dobrego wieczoru!

# The window.
# Tillside has no settings yet. $file is the name of a file.
window-not-set-up = Wpisz do pliku { $file }, gdzie są podłączone kasa i drukarka. Nic więcej nie trzeba.
# The service ended by itself. $why is what it said last, in English.
window-not-running = Usługa nie działa: { $why }
window-not-sent = To nie dotarło do usługi. Spróbuj jeszcze raz.

panel-language-next = Język: polski. Zmień na { $next }
panel-number-group = { "\u00A0" }
panel-number-point = ,
panel-money = { $currency ->
    [EUR] { $amount }{ "\u00A0" }€
    [PLN] { $amount }{ "\u00A0" }zł
   *[other] { $amount }{ "\u00A0" }{ $currency }
}

panel-counter = Stanowisko { $number }
panel-till = Kasa
panel-printer = Drukarka
panel-scanner = Skaner
panel-device-here = połączono
panel-device-away = brak połączenia
panel-device-unknown = jeszcze bez odzewu
panel-narrow = Zwiń panel
panel-back = Wstecz
panel-devices = Urządzenia
panel-receipts = Paragony

panel-waiting = { $count ->
    [one] oczekuje
    [few] oczekują
   *[many] oczekuje
}
panel-waiting-unknown = oczekuje
panel-waiting-more = Oczekuje o jedną osobę więcej
panel-waiting-fewer = Oczekuje o jedną osobę mniej
panel-wait-none = bez czekania
panel-wait-short = poniżej minuty
panel-wait = około { $minutes }
panel-level-short = Krótka kolejka
panel-level-busy = Spory ruch
panel-level-long = Długa kolejka
panel-waiting-range = od { $low } do { $high } osób
panel-waiting-up-to = do { $high } osób
panel-level-short-strip = krótka
panel-level-busy-strip = ruch
panel-level-long-strip = długa
panel-line-learning = jeszcze się uczy
panel-line-receipts = tylko z paragonów
panel-trend-rising = Ostatnie pół godziny: coraz więcej osób
panel-trend-falling = Ostatnie pół godziny: coraz mniej osób
panel-trend-steady = Ostatnie pół godziny: bez zmian
panel-call = Wezwij wsparcie
panel-call-since = O { $time } wezwano wsparcie.
panel-call-from = Stanowisko { $number } prosi o wsparcie od { $time }.
panel-call-come = Już idzie
panel-call-withdraw = Już nie trzeba
panel-call-answered = Ktoś już idzie.
panel-call-again = Wezwij ponownie
panel-call-since-strip = wezwano
panel-call-answered-strip = idzie
panel-served-today = { $count ->
    [one] dziś { $count } klient
    [few] dziś { $count } klientów
   *[many] dziś { $count } klientów
}
panel-quiet = Nic do zrobienia. Tu pojawi się to, co wymaga uwagi.
panel-observing = Na razie paragony są tylko odczytywane; nic nie jest do nich dodawane. Zobacz „Paragony”.
panel-last-code = Ostatni kod
panel-print-again = Drukuj ponownie
panel-open = Otwórz panel
panel-mark = sprawdź

# A customer shows a code for a thank-you: what to say, and what to hand over.
panel-reward-noted = Kod jest zapisany do tych zakupów.
panel-reward-hand-over = Dziękujemy za odpowiedź. Proszę, oto upominek.
panel-reward-too-small = Kod działa przy większych zakupach. Pozostaje ważny.
panel-reward-not-paid = Kod nie został wykorzystany. Pozostaje ważny.
panel-reward-tomorrow = Dziękujemy! Ten kod działa od jutra.
panel-reward-too-old = Ten kod był ważny przez 30 dni, a one już minęły.
panel-reward-used = Ten kod został już tutaj wykorzystany.
panel-reward-day-is-full = Dzisiejsze upominki już rozdaliśmy. Kod pozostaje ważny, zapraszamy ponownie.
panel-reward-one-per-sale = Jeden kod na jedne zakupy. Ten pozostaje ważny na następne.
panel-reward-survey = To kod z paragonu. Prowadzi do naszych pytań, a za odpowiedź jest kod na upominek.
panel-reward-other-store = Ten kod jest z innego naszego sklepu. Tam jest ważny.
panel-reward-unknown = To nie jest nasz kod na upominek.
panel-reward-misread = Spróbuję jeszcze raz.
panel-reward-nothing-here = Przy tej kasie nie przyjmujemy kodów.
panel-reward = Kod na upominek
panel-reward-give = Proszę wydać: { $reward }
panel-reward-for = { $reward }, przy zakupach od { $minimum }
panel-reward-given = Wydano
panel-reward-let-go = Nie do tych zakupów
panel-reward-close = Dobrze

# A receipt that was left behind, and what a customer wrote with an answer.
panel-left-behind = Paragon został na ladzie
panel-left-behind-said = Zapisano: paragon został na ladzie.
panel-left-behind-undo = Cofnij
panel-answer-show = Pokaż odpowiedź
panel-answer-score = Polecenie sklepu: { $score } na 10
panel-answer-contact = Prosi o kontakt: { $contact }
panel-answer-gone = Tekst nie jest już przechowywany.

panel-starting-title = Chwileczkę
panel-starting-text = Okno szuka usługi Tillside na tym komputerze.
panel-away-title = Dane bez zmian od { $since }
panel-away-text = Usługa Tillside nie odpowiada. Dopóki nie wróci, paragony mogą się nie drukować. Zwykle wraca sama w ciągu minuty; jeśli nie wróci, poproś o pomoc.
panel-memory-title = Dzień nie jest zapisywany
panel-memory-text = Paragony drukują się normalnie, ale w zestawieniach może zabraknąć tego, co dzieje się teraz. Poproś o pomoc: dysk może być pełny.
panel-till-away-title = Kabel kasy jest odłączony
panel-printer-away-title = Drukarka jest odłączona
panel-scanner-away-title = Skaner jest odłączony
panel-fiscal-title = Drukarka fiskalna
panel-fiscal-text = To wygląda na drukarkę fiskalną, więc do paragonów nic nie jest dodawane. Jeśli to pomyłka, może to zmienić serwisant.
panel-no-code-title = Brak gotowego kodu
panel-no-code-text = Paragony drukują się normalnie, ale bez kodu. Jeśli to potrwa dłużej, poproś o pomoc.
panel-unseen-title = Kody czekają na stronę ankiety
panel-unseen-text = Nikt jeszcze nie sprawdził, czy strona pod adresem z paragonu odpowiada, więc paragony drukują się bez kodu. Osoba, która instalowała Tillside, uruchomi na tym komputerze „tillside doctor”; potem kody pojawią się same.
panel-refused-title = To się nie udało

panel-till-here = Kabel kasy jest podłączony.
panel-till-away = Sprawdź, czy kabel od kasy jest włożony.
panel-till-unknown = Kasa jeszcze się nie odezwała.
panel-printer-here = Drukarka jest podłączona.
panel-printer-away = Sprawdź, czy jest włączona i czy kabel jest włożony.
panel-printer-unknown = Drukarka jeszcze się nie odezwała.
panel-scanner-here = Skaner jest podłączony.
panel-scanner-away = Sprawdź, czy kabel jest włożony. Bez skanera kasa też działa.
panel-scanner-unknown = Skaner się nie odezwał. Jeśli nie jest używany z Tillside, to w porządku.
panel-codes-ready = { $count ->
    [one] { $count } kod jest gotowy do druku.
    [few] { $count } kody są gotowe do druku.
   *[many] { $count } kodów jest gotowych do druku.
}
panel-codes-none = Dopóki paragony są tylko odczytywane, kody nie powstają.
panel-events-lost = { $count ->
    [one] Nie udało się zapisać { $count } zdarzenia.
    [few] Nie udało się zapisać { $count } zdarzeń.
   *[many] Nie udało się zapisać { $count } zdarzeń.
}
panel-self-test = Wydrukuj test
panel-self-test-text = Wydruk z tekstem i dwoma kodami. Zeskanuj oba: to, co da się zeskanować, ta drukarka potrafi.
panel-looks = Wygląd
panel-theme = Kolory
panel-theme-light = Jasne
panel-theme-dark = Ciemne
panel-theme-system = Automatycznie
panel-scale = Wielkość tekstu
panel-scale-percent = { $percent }%
panel-language = Język

panel-mode-observing = Paragony są tylko odczytywane
panel-mode-observing-text = Tillside rozpoznaje wydruki i niczego nie dodaje. Gdy rozpozna je dobrze, możesz włączyć kod na każdym paragonie.
panel-mode-on = Paragony sprzedaży mają kod
panel-mode-on-copies = Paragony sprzedaży i ich kopie mają kod
panel-mode-on-text = Kod jest drukowany tuż przed odcięciem papieru.
panel-address = Adres na paragonie
panel-address-none = Nie ustawiono adresu. Wpisuje go osoba, która instalowała Tillside, w ustawieniach [survey] url.
panel-documents = Ostatnie wydruki
panel-documents-none = Nic jeszcze nie wydrukowano. Wydrukuj paragon na kasie, a pojawi się tutaj.
panel-documents-check = Połóż wydruki obok tej listy. Zaznacz każdy wiersz, który się zgadza.
panel-document-right = { $document }. Zgadza się
panel-total-unread = suma nieodczytana
panel-comparison = Wydrukuj tę listę
panel-kind-sale = Sprzedaż
panel-kind-card-slip = Wydruk z terminala
panel-kind-report = Raport
panel-kind-kitchen = Zamówienie do kuchni
panel-kind-drawer = Otwarcie szuflady
panel-kind-other = Coś innego
panel-tender-cash = gotówka
panel-tender-card = karta
panel-tender-mixed = kilka form
panel-tender-other = inna forma
panel-which = Które wydruki mają kod
panel-which-sales = Tylko sprzedaż
panel-which-copies = Także kopie
panel-start = Włącz dodawanie kodów
panel-stop = Wyłącz dodawanie kodów
panel-missing-address = Najpierw trzeba ustawić adres.
panel-missing-ticks = { $count ->
    [one] Zaznacz jeszcze { $count } wiersz, który się zgadza.
    [few] Zaznacz jeszcze { $count } wiersze, które się zgadzają.
   *[many] Zaznacz jeszcze { $count } wierszy, które się zgadzają.
}
panel-missing-sale = Wśród zaznaczonych musi być sprzedaż.

panel-quoted = „{ $line }”
panel-card = Karta
panel-hold = Odłóż zakupy
panel-card-short = Karta
panel-hold-short = Odłóż
panel-ready = gotowe
panel-note-close = Zamknij
panel-baskets = Odłożone zakupy
panel-basket-since = od { $time }
panel-basket-paid = Zapłacono
panel-basket-back = Na półkę

panel-care = Do załatwienia
panel-care-none = Nic nie czeka na załatwienie.
panel-care-more = { $count ->
    [one] I jeszcze { $count } sprawa.
    [few] I jeszcze { $count } sprawy.
   *[many] I jeszcze { $count } spraw.
}
panel-write-question = Pytanie
panel-write-complaint = Reklamacja
panel-write-return = Zwrot
panel-write-no = Mówię „nie”
panel-case-question = Pytanie
panel-case-complaint = Reklamacja
panel-case-return = Zwrot
panel-case-refusal = „Nie” do wyjaśnienia
panel-case-hold = Zakupy
panel-case-follow-up = Kontakt z klientem
panel-due-today = do { $time }
panel-due-tomorrow = do jutra, { $time }
panel-due-days = za { $count } dni, do { $time }
panel-promised-today = obiecano do { $time }
panel-promised-tomorrow = obiecano do jutra, { $time }
panel-promised-days = obiecano za { $count } dni, { $time }
panel-overdue-today = czeka od { $time }
panel-overdue-yesterday = czeka od wczoraj
panel-overdue-days = czeka od { $count } dni
panel-owner-nobody = nikt się jeszcze nie zajął
panel-owner-counter = zajmuje się stanowisko { $number }
panel-owner-manager = zajmuje się kierownik
panel-case-take = Zajmę się tym
panel-case-promise = Obiecaj
panel-case-promise-when = Kiedy będzie odpowiedź?
panel-minutes = { $count ->
    [one] { $count }{ "\u00A0" }min
    [few] { $count }{ "\u00A0" }min
   *[many] { $count }{ "\u00A0" }min
}
panel-case-done = Załatwione
panel-case-not-done = Nie udało się
panel-case-closed = { $what }: zdjęte z listy.
panel-case-reopen = Przywróć

panel-phrases = Rozmówki
panel-phrases-language = Język klienta

panel-print-waiting = Wydruk ruszy, gdy kasa na chwilę ucichnie.
panel-print-printing = Drukowanie…
panel-print-done-again = Kod wydrukowano ponownie.
panel-print-done-self-test = Test wydrukowano.
panel-print-done-comparison = Listę wydrukowano.
panel-print-done-closing = Podsumowanie dnia zostało wydrukowane.
panel-print-done-card = Karta została wydrukowana.
panel-print-cut-short = Kasa zaczęła drukować, więc wydruk przerwano. Spróbuj ponownie.
panel-refusal-already-printing = Trwa inny wydruk. Spróbuj, gdy się skończy.
panel-refusal-nothing-to-show = Nie ma jeszcze czego wydrukować.
panel-refusal-no-address = Nie ma jeszcze kodu, bo nie ustawiono adresu.
panel-refusal-address-unseen = Nikt jeszcze nie sprawdził, czy strona ankiety odpowiada. Uruchom na tym komputerze „tillside doctor” i spróbuj ponownie.
panel-refusal-fiscal = To wygląda na drukarkę fiskalną, więc nic na niej nie drukujemy.
panel-refusal-mid-document = Kasa właśnie drukuje paragon. Spróbuj, gdy się skończy.
panel-refusal-no-lines = Drukarka nie może teraz drukować tekstu. Spróbuj później.
panel-refusal-no-printer = Nie ma tu drukarki: Tillside tylko słucha.
panel-refusal-no-cutter = Ta drukarka nie ma noża. Osoba, która instalowała Tillside, może mimo to włączyć kody.
panel-refusal-printer-busy = Drukarka niczego teraz nie przyjmuje. Sprawdź, czy jest włączona i ma papier.
panel-refusal-till-busy = Kasa była cały czas zajęta. Spróbuj ponownie, gdy będzie wolna.
panel-refusal-no-key = Nie można tworzyć kodów. Osoba, która zainstalowała Tillside, może sprawdzić dlaczego.
panel-refusal-config-read-only = Nie można zapisać ustawień. Może je zmienić osoba, która instalowała Tillside.
panel-refusal-note-gone = Ta podpowiedź już zniknęła.
panel-refusal-step-gone = To już nie pasuje. Proszę wybrać ponownie.
panel-refusal-no-token = Wszystkie znaczki są zajęte. Najpierw trzeba zwolnić jeden.
panel-refusal-basket-gone = Tego koszyka nie ma już na liście.
panel-refusal-case-gone = Tego nie ma już na liście.
panel-refusal-case-over = To już jest załatwione. Najpierw trzeba otworzyć ponownie.
panel-refusal-case-not-over = Ta sprawa jest nadal otwarta.
panel-refusal-too-many-cases = Za dużo otwartych spraw. Najpierw trzeba zamknąć kilka.
panel-refusal-no-answer = Do tej sprawy nie należy żadna odpowiedź klienta.
panel-refusal-card-gone = To już zniknęło.
panel-refusal-no-receipt = Nie ma teraz paragonu do zapisania ani cofnięcia.
panel-refusal-gift-gone = Tego prezentu nie można teraz zaproponować.
panel-refusal-no-member = Nie ma tu nikogo z kartą. Najpierw zeskanuj kartę.
panel-refusal-no-sale = Poprzedni zakup był za dawno. Liczy się następny.
panel-refusal-not-kept = Teraz niczego nie da się zapisać. Paragony drukują się dalej.
panel-refusal-no-temperature = Podaj stopnie, od −60 do 60.
panel-refusal-call-over = To wezwanie już się skończyło.

# Small gifts. Who offers one may be heard by everybody around.
panel-gift = Prezent
panel-gift-offer = Proszę zaproponować: { $gift }
panel-gift-offer-to = { $name }. Proszę zaproponować: { $gift }
panel-gift-why-hot = Upał
panel-gift-why-cold = Chłodny dzień
panel-gift-why-visit = { $visit }. wizyta
panel-gift-why-birthday = Urodziny
panel-gift-why-back = Znów u nas
panel-gift-why-bought = Do tych zakupów
panel-gift-why-by-hand = Twój wybór
panel-gift-why-stars = Za gwiazdki
panel-gift-why-make-good = Na zgodę
panel-gift-why-survey = Za odpowiedź
panel-gift-left-after = { $count ->
    [one] Potem zostanie { $count }.
    [few] Potem zostaną { $count }.
   *[many] Potem zostanie { $count }.
}
panel-gift-last = To ostatni.
panel-gift-left = { $count ->
    [one] jest jeszcze { $count }
    [few] są jeszcze { $count }
   *[many] jest jeszcze { $count }
}
panel-gift-costs = { $count ->
    [one] Kosztuje { $count } gwiazdkę.
    [few] Kosztuje { $count } gwiazdki.
   *[many] Kosztuje { $count } gwiazdek.
}
panel-gift-ask-manager = Najpierw zapytaj kierownika.
panel-gift-agreed = Kierownik się zgodził
panel-gift-given = Wydano
panel-gift-pass = Nie tym razem
panel-gift-as-code = Na dziś już ich nie ma: to kod na następną wizytę.
panel-gift-contains = Zawiera: { $list }
panel-gift-packet = Opakowanie leży przy kasie, gdyby ktoś pytał o skład.
panel-allergen-gluten = gluten
panel-allergen-crustaceans = skorupiaki
panel-allergen-eggs = jaja
panel-allergen-fish = ryby
panel-allergen-peanuts = orzeszki ziemne
panel-allergen-soy = soja
panel-allergen-milk = mleko
panel-allergen-nuts = orzechy
panel-allergen-celery = seler
panel-allergen-mustard = gorczyca
panel-allergen-sesame = sezam
panel-allergen-sulphites = siarczyny
panel-allergen-lupin = łubin
panel-allergen-molluscs = mięczaki

# The page of the gifts.
panel-gifts = Prezenty
panel-gifts-none = Nie ma tu prezentów do wyboru.
panel-gifts-offer = Proponuję
panel-gifts-goodwill = według własnego uznania
panel-gifts-why-not = Dlaczego bez prezentu?
panel-gifts-why-not-text = Przy ostatnich zakupach:
panel-temperature = Na dworze { $degrees }{ "\u00A0" }°C
panel-temperature-unknown = Nikt jeszcze nie podał, ile stopni jest na dworze.
panel-temperature-fails = Zasady prezentów same sprawdzają temperaturę. Teraz to się nie udaje: do tego czasu liczy się to, co podasz tutaj.
panel-temperature-colder = O stopień zimniej
panel-temperature-warmer = O stopień cieplej

# Why there is no gift. A cashier may read it out; it says nothing of how somebody pays.
reason-payment-note = Nie teraz.
reason-one-a-sale = Do każdych zakupów jest jeden prezent.
reason-another-gift = Pierwszeństwo ma inny prezent.
reason-not-this = Ten prezent jest za coś innego.
reason-not-this-day = Nie w tym dniu tygodnia.
reason-not-yet = Jeszcze się nie zaczęło.
reason-over = Już się skończyło.
reason-not-now = Nie o tej porze dnia.
reason-quiet = O tej godzinie niczego nie proponujemy.
reason-members-only = Jest dla osób z kartą.
reason-staff = Nie jest dla kart sklepu.
reason-opted-out = Klient prosił, żeby nie dawać prezentów.
reason-amount-unknown = Nie wiadomo, ile wyniosły zakupy.
reason-too-small = Jest do większych zakupów.
reason-too-large = Jest do mniejszych zakupów.
reason-not-bought = Jest do innych towarów.
reason-bought = Coś takiego już jest w zakupach.
reason-weather-unknown = Nie wiadomo, ile stopni jest na dworze.
reason-too-cold = Jest na cieplejsze dni.
reason-too-warm = Jest na chłodniejsze dni.
reason-not-the-visit = { $left ->
    [one] Do następnego jeszcze { $left } wizyta.
    [few] Do następnego jeszcze { $left } wizyty.
   *[many] Do następnego jeszcze { $left } wizyt.
}
reason-too-few-visits = { $visits ->
    [one] Jest po większej liczbie wizyt; na razie była { $visits }.
    [few] Jest po większej liczbie wizyt; na razie były { $visits }.
   *[many] Jest po większej liczbie wizyt; na razie było ich { $visits }.
}
reason-no-birthday = Dzień urodzin nie jest tu znany albo nie jest do tego używany.
reason-not-birthday = Jest na dni około urodzin.
reason-not-away = Jest dla osób, których długo u nas nie było.
reason-too-few-stars = { $need ->
    [one] Potrzeba { $need } gwiazdki, a jest { $have }.
    [few] Potrzeba { $need } gwiazdek, a jest { $have }.
   *[many] Potrzeba { $need } gwiazdek, a jest { $have }.
}
reason-contacts-full = O takich rzeczach mówimy najwyżej { $max ->
    [one] { $max } raz
    [few] { $max } razy
   *[many] { $max } razy
} w ciągu { $days ->
    [one] { $days } dnia
    [few] { $days } dni
   *[many] { $days } dni
}.
reason-cap-reached = Jest najwyżej { $max ->
    [one] { $max } raz
    [few] { $max } razy
   *[many] { $max } razy
} w ciągu { $days ->
    [one] { $days } dnia
    [few] { $days } dni
   *[many] { $days } dni
}.
reason-recently = { $days_ago ->
    [0] To już dziś było.
    [one] To było wczoraj.
    [few] To było { $days_ago } dni temu.
   *[many] To było { $days_ago } dni temu.
}
reason-passed = Przy tych zakupach go pominięto.
reason-day-stock-gone = Dzisiejsze są już rozdane.
reason-stock-gone = Wszystkie są już rozdane.
reason-day-budget-gone = To już wszystko na dziś.
reason-budget-gone = Na razie to już wszystko.
reason-forecast-unknown = Nie wiadomo, ilu klientów jeszcze przyjdzie.
reason-not-drawn = Los padł na kogoś innego.
reason-held-out = Kilka osób przez jakiś czas nic nie dostaje, żeby było widać, co dają prezenty.
reason-no-goodwill = Nie ma tu prezentów według własnego uznania.
reason-goodwill-gone = Dzisiejsze prezenty według własnego uznania są już rozdane.
reason-cannot-ask = W tej chwili nie możemy sprawdzić gwiazdek z innymi kasami. Proszę zapytać później.

# Members: who is served. Names are told by themselves and stand as they are.
panel-member = Karta klienta
panel-member-open = Pokaż klienta
panel-member-since = z nami od { $year }
panel-member-visits = { $count ->
    [one] { $count } wizyta
    [few] { $count } wizyty
   *[many] { $count } wizyt
}
panel-member-stars = { $count ->
    [one] { $count } gwiazdka
    [few] { $count } gwiazdki
   *[many] { $count } gwiazdek
}
panel-member-greeting = Dzień dobry, { $name }. Miło znów widzieć.
panel-member-greeting-plain = Dzień dobry, miło znów widzieć.
panel-member-staff = Karta sklepu: nic nie zbiera
panel-member-opted-out = bez prezentów i powitań
panel-member-birthday-on = urodziny { $date }
panel-member-last = ostatnio { $date }
panel-member-not-yet = jeszcze bez wizyty
panel-member-nobody = Nikt teraz nie pokazał karty. Zeskanuj kartę albo wybierz:
panel-member-join = Nowa karta
panel-member-type = Wpisz kartę
panel-member-find = Szukaj imienia
panel-member-name = Imię
panel-member-note = Notatka
panel-member-birthday = Urodziny
panel-member-another = Inna karta
panel-member-same = Ta sama osoba
panel-member-let-go = Ktoś inny
panel-member-late = Dolicz do ostatniego zakupu
panel-member-opt-out = Bez prezentów i powitań
panel-member-opt-out-text = Gwiazdki zbierają się mimo to.
panel-member-cancel = Anuluj
panel-member-keep = Zapisz
panel-member-forget = Usuń
panel-member-show = Pokaż tę kartę
panel-member-search = Szukaj

# What to ask before somebody joins: what is kept, for how long, and that it is theirs.
panel-join-language = Zapytaj w tym języku:
panel-join-ask = Zapisujemy wizyty, gwiazdki i to, co zechcą nam Państwo powiedzieć, do 24 miesięcy po ostatniej wizycie. W każdej chwili można wszystko zobaczyć albo usunąć. Czy to Państwu odpowiada?
panel-join-agreed = Zgoda
panel-join-not = Nie, dziękuję
panel-birthday-ask = Czy możemy zapisać dzień urodzin, na drobny upominek? Wystarczy dzień i miesiąc.
panel-name-ask = Jak mamy się zwracać?
panel-note-ask = Co warto wiedzieć przy kasie. Klient może to w każdej chwili przeczytać.
panel-find-ask = Imię albo jego początek:
panel-type-ask = Osiem znaków z karty albo numer pod kreskami:
panel-another-text = Jeśli starych kart już nie ma, przestaną działać; gwiazdki zostają. W innym wypadku drukuje się jeszcze jedna karta i działają wszystkie.
panel-another-gone = Starych kart już nie ma
panel-another-more = Wydrukuj jeszcze jedną

# What is being done about a card.
panel-desk-joining = Zeskanuj nową kartę. Będzie należeć do klienta.
panel-desk-new-card = Zeskanuj nową kartę. Stare już nie działają; gwiazdki zostają.
panel-desk-merging = Zeskanuj drugą kartę tej samej osoby. Odtąd obie będą jednym i tak już zostanie.
panel-desk-found = Kto to jest?
panel-desk-print = Wydrukuj kartę
panel-desk-stop = Przerwij
panel-desk-join-with = Dołącz z tą kartą
panel-desk-looking-up = Chwileczkę, szukam karty.
panel-desk-joined = Witamy! Karta działa od teraz.
panel-desk-card-given = Karta należy teraz do klienta. Można jej od razu używać.
panel-desk-merged = Obie karty są teraz jednej osoby. Można pokazać każdą z nich.
panel-desk-changed = Zapisano. W każdej chwili można to zmienić.
panel-desk-unknown-card = Ta karta jest jeszcze niczyja. Zapytaj, czy klient chce dołączyć.
panel-desk-lost-card = Tę kartę zastąpiła inna. Gwiazdki zostały: poszukaj imienia.
panel-desk-taken-card = Ta karta jest już czyjaś. Weź inną i zacznij od nowa.
panel-desk-misread = Karta źle się odczytała. Zeskanuj ją jeszcze raz albo wpisz.
panel-desk-no-card = To nie jest karta klienta. Zeskanuj inną albo poszukaj imienia.
panel-desk-nobody-found = Nie ma tu nikogo o tym imieniu. Spróbuj początku albo zeskanuj kartę.
panel-desk-not-now = Teraz się nie uda. Gwiazdki zostaną dopisane, gdy karta znów się pojawi.

# The keyboard on the screen: the letters of the language in their order, and what other keys are called.
panel-keys-letters = aąbcćdeęfghijklłmnńoóprsśtuwyzźżqvx
panel-keys-space = Spacja
panel-keys-hyphen = Łącznik
panel-keys-apostrophe = Apostrof
panel-keys-delete = Usuń znak
panel-keys-digits = Cyfry
panel-keys-back = Litery
panel-keys-empty = Jeszcze nic
panel-month-1 = styczeń
panel-month-2 = luty
panel-month-3 = marzec
panel-month-4 = kwiecień
panel-month-5 = maj
panel-month-6 = czerwiec
panel-month-7 = lipiec
panel-month-8 = sierpień
panel-month-9 = wrzesień
panel-month-10 = październik
panel-month-11 = listopad
panel-month-12 = grudzień

# Nazwa tego języka w tym języku.
language-name = Polski

# Strony, które klienci widzą w telefonie.
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
page-start-code = Prosimy wpisać kod z końca paragonu. Myślniki i wielkość liter nie mają znaczenia.
page-start-field = Kod, 12 znaków
page-start-go = Dalej
page-language = Język

# The survey on customers’ phones. Answers have to fit into a box as wide as a thumb.
survey-title = Jak minęła wizyta?
survey-lead = Jedno dotknięcie to odpowiedź na pierwsze z pięciu pytań. Pozostałe są dobrowolne.
survey-lead-reward = W podziękowaniu czeka { $reward }, niezależnie od odpowiedzi.
survey-recommend = Czy polecą nas Państwo znajomym?
survey-recommend-least = 0 = wcale
survey-recommend-most = 10 = chętnie
survey-once-more = Prosimy dotknąć odpowiedzi jeszcze raz.
survey-not-now = Teraz nie możemy tego zapisać. Prosimy spróbować za chwilę; nic nie zginęło.
survey-trap = Prosimy zostawić to pole puste
survey-privacy-line = Anonimowo: zapisujemy odpowiedzi, sklep i godzinę.
survey-other-code = Wpisz inny kod
survey-more = Dziękujemy!
survey-more-lead = Odpowiedź jest zapisana. Jeszcze kilka pytań, jeśli można – wszystkie są dobrowolne.
survey-happy = Czy wizyta była udana?
survey-happy-1 = Wcale
survey-happy-2 = Raczej nie
survey-happy-3 = Średnio
survey-happy-4 = Udana
survey-happy-5 = Bardzo udana
survey-easy = Czy łatwo było zapłacić i wyjść?
survey-easy-1 = Trudno
survey-easy-2 = Dość trudno
survey-easy-3 = Średnio
survey-easy-4 = Łatwo
survey-easy-5 = Bardzo łatwo
survey-met = Czy spełniliśmy oczekiwania?
survey-met-1 = Wcale
survey-met-2 = Nie do końca
survey-met-3 = Raczej tak
survey-met-4 = W pełni
survey-met-5 = Nawet więcej
survey-again = Czy kupią Państwo u nas znowu?
survey-again-1 = Nie
survey-again-2 = Raczej nie
survey-again-3 = Może
survey-again-4 = Tak
survey-again-5 = Na pewno
survey-own-1 = Nie
survey-own-2 = Raczej nie
survey-own-3 = Średnio
survey-own-4 = Raczej tak
survey-own-5 = Tak
survey-comment = Czy chcą Państwo coś dodać?
survey-contact = Czy możemy oddzwonić?
survey-contact-field = Telefon lub e-mail
survey-consent = Tak, sklep może skontaktować się ze mną w sprawie tej wizyty. Usunie te dane 30 dni po zamknięciu sprawy.
survey-send = Wyślij
survey-send-reward = Wyślij i odbierz podziękowanie
survey-mistakes = Prosimy spojrzeć na to jeszcze raz
survey-mistake-consent = Prosimy zaznaczyć zgodę na kontakt albo zostawić pole puste.
survey-mistake-contact = Prosimy podać telefon lub e-mail albo cofnąć zgodę.
survey-mistake-long-contact = Prosimy skrócić to do 120 znaków.
survey-mistake-long-comment = Prosimy skrócić to do 2000 znaków.
survey-thanks = Dziękujemy za odpowiedzi!
survey-thanks-text = Dzięki nim będziemy lepsi. Tę stronę można zamknąć.
survey-reward = W podziękowaniu:
survey-reward-how = Prosimy pokazać ten kod przy kasie. Jest ważny od jutra do { $date }.
survey-reward-minimum = Przy zakupach od { $minimum }.
survey-reward-save = Prosimy zrobić zrzut ekranu lub zapisać kod: nikt nie pokaże go drugi raz.
survey-reward-picture = Ten sam kod jako obraz dla skanera
survey-used = Ten kod został już użyty
survey-used-why = Ktoś już z nim odpowiedział. Każdy paragon liczy się raz; na następnym będzie nowy kod.
survey-expired = Ten kod stracił ważność
survey-expired-why = Był ważny do { $date }. Na następnym paragonie będzie nowy.
survey-elsewhere = Ten kod jest z innego sklepu
survey-elsewhere-why = Nie ma go wśród sklepów tej strony. Prosimy użyć adresu z paragonu.
survey-unknown = Nie znamy tego kodu
survey-unknown-why = Prosimy porównać go z kodem na końcu paragonu.
survey-for-the-till = Ten kod jest do kasy
survey-for-the-till-why = Prosimy pokazać go przy kasie podczas następnej wizyty.
survey-too-many = Chwileczkę
survey-too-many-why = Z Państwa sieci wpisano zbyt wiele kodów, których nie ma. Prosimy spróbować za { $minutes } min.
survey-over = Dziękujemy za odpowiedź!
survey-over-why = Pierwsza odpowiedź jest zapisana. Pozostałe można dodać przez pół godziny, a ten czas już minął.
survey-unread = Nie udało się tego odczytać
survey-unread-why = Prosimy wrócić i wysłać jeszcze raz. Może pomóc krótszy tekst.
survey-privacy-title = Co zapisujemy
survey-privacy-what = Co: odpowiedzi, sklep i kasę, godzinę paragonu i mniej więcej, jak długa była wtedy kolejka, język strony. Bez nazwiska, bez adresu telefonu, bez ciasteczek. Gdy sklep ma już odpowiedź, nic nie prowadzi od niej do paragonu.
survey-privacy-why = Po co: żeby sklep wiedział, co poprawić. To jego prawnie uzasadniony interes; odpowiedzi są dobrowolne.
survey-privacy-contact = Telefon lub e-mail zapisujemy tylko wtedy, gdy ktoś go poda i zaznaczy zgodę. Sklep używa go do rozmowy o tej wizycie i usuwa go 30 dni po zamknięciu sprawy. Zgodę można cofnąć w każdej chwili.
survey-privacy-how-long = Jak długo: to, co ktoś napisze, najwyżej 12 miesięcy. To, że kod został użyty, 90 dni. Liczby bez tekstu zostają.
survey-privacy-rights = Prawa: można zapytać sklep, jakie dane ma, poprosić o ich poprawienie lub usunięcie oraz złożyć skargę do Prezesa Urzędu Ochrony Danych Osobowych albo organu w swoim kraju.
survey-date = { $day } { $month ->
    [1] stycznia
    [2] lutego
    [3] marca
    [4] kwietnia
    [5] maja
    [6] czerwca
    [7] lipca
    [8] sierpnia
    [9] września
    [10] października
    [11] listopada
   *[12] grudnia
} { $year }

# Wirtualny sklep w wersji pokazowej.
shop-speed = Jak szybko płynie czas
shop-scan = Zeskanuj towar
shop-no-paper = Pierwszy paragon zaraz się pojawi.
shop-visit = Otwórz stronę tego kodu
shop-milk = Mleko
shop-bread = Chleb
shop-apples = Jabłka
shop-tea = Herbata
shop-note-bread = Lubi chleb żytni z ziarnami
shop-note-tea = Pije herbatę bez cukru

# Strona dla współpracowników
call-nobody = Teraz nikt nie jest potrzebny
call-needed = Kasa { $counter } prosi o pomoc
call-coming = Ktoś już idzie
call-come = Idę
call-waiting = { $waiting ->
    [0] Nikt nie czeka.
    [one] Czeka jeden klient.
    [few] Czekają { $waiting } osoby.
   *[other] Czeka { $waiting } osób.
}
call-wait = Czas oczekiwania: około { $minutes } min
call-stays = Strona odświeża się co pięć sekund. Prosimy jej nie zamykać.
call-wrong = Ten adres nie pasuje
call-wrong-why = Prosimy jeszcze raz zeskanować kod tej strony.
call-later = Chwileczkę
call-later-again = Strona spróbuje ponownie za pięć sekund.
# The manager's window. $day: 0 is Monday.
manager-open = Okno kierownika
manager-open-text = Liczby i ustawienia dla osoby, która planuje dzień, za kodem PIN.
manager-title = Kierownik
manager-looking-for-service = Czekam na usługę…
manager-pin-enter = Proszę podać PIN kierownika.
manager-pin-choose = Nie ma jeszcze PIN-u. Proszę wybrać 4 do 12 cyfr.
manager-pin-again = Proszę podać ten sam PIN jeszcze raz.
manager-pin-mismatch = PIN-y nie były takie same. Proszę zacząć od nowa.
manager-pin-weak = Ten PIN łatwo odgadnąć. Proszę wybrać inny.
manager-pin-wrong = To inny PIN. Proszę spróbować jeszcze raz.
manager-pin-locked = { $count ->
    [one] Proszę poczekać { $count } sekundę i spróbować ponownie.
    [few] Proszę poczekać { $count } sekundy i spróbować ponownie.
   *[other] Proszę poczekać { $count } sekund i spróbować ponownie.
}
manager-pin-away = Usługa nie odpowiedziała. Proszę spróbować jeszcze raz.
manager-pin-ended = Sesja się skończyła. Proszę podać PIN ponownie.
manager-pin-digits = { $count ->
    [one] wpisano { $count } cyfrę
    [few] wpisano { $count } cyfry
   *[other] wpisano { $count } cyfr
}
manager-pin-back = Usuń
manager-pin-done = OK
manager-today = Dzisiaj
manager-queue = Kolejka i obsada
manager-payments = Płatności
manager-lock = Zablokuj
manager-locks = Blokuje się po 5 minutach bez dotyku
manager-devices = Urządzenia
manager-settings = Ustawienia
manager-cancel = Anuluj
manager-save = Zapisz
manager-saved = Zapisano.
manager-not-saved = Nie zapisano. Usługa podaje: { $why }
manager-not-saved-away = Usługa nie odpowiedziała. Proszę sprawdzić, czy zapisano.
manager-settings-away = Usługa nie odpowiada, więc teraz nic nie można zmienić.
manager-settings-trouble = Nie można odczytać ustawień. Usługa podaje: { $why }
manager-settings-looking-up = Ustawienia są odczytywane…
manager-needs-restart = Część tego, co poniżej, zacznie obowiązywać po ponownym uruchomieniu usługi, na przykład razem z komputerem.
manager-store = Sklep
manager-store-name = Nazwa sklepu
manager-store-name-text = Na ekranach widać ją od razu, na stronach dla klientów po ponownym uruchomieniu usługi.
manager-language = Język sklepu
manager-language-text = Ekrany bez własnego języka zmieniają się od razu; paragony, wydruki i strony dla klientów po ponownym uruchomieniu usługi.
manager-target = Nikt nie powinien czekać dłużej niż
manager-target-text = Dłuższe czekanie wzywa drugą osobę, a liczby pokazują, kto nie czekał dłużej.
manager-minutes = { $count ->
    [one] { $count } minutę
    [few] { $count } minuty
   *[other] { $count } minut
}
manager-minute-less = O minutę mniej
manager-minute-more = O minutę więcej
manager-closing = Wydruk na koniec dnia
manager-closing-text = Wydruk z drukarki paragonów podsumowuje dzień: klienci, największy ruch, wezwania.
manager-closing-off = Bez wydruku
manager-closing-on = Drukuj
manager-closing-after = Po raporcie kasy, nie wcześniej niż
manager-closing-after-text = Wydruk następuje po pierwszym raporcie kasy po tej godzinie.
manager-closing-at = Samoczynnie
manager-closing-at-text = Dla kasy, która nie drukuje raportu: wydruk pojawia się o tej godzinie, jeśli byli klienci i nie było jeszcze wydruku.
manager-closing-never = Nigdy
manager-closing-timed = O godzinie
manager-hour-less = −1{ "\u00A0" }godz.
manager-hour-more = +1{ "\u00A0" }godz.
manager-quarter-less = −15{ "\u00A0" }min
manager-quarter-more = +15{ "\u00A0" }min
manager-hour-earlier = o godzinę wcześniej
manager-hour-later = o godzinę później
manager-quarter-earlier = o kwadrans wcześniej
manager-quarter-later = o kwadrans później
manager-pin-title = PIN
manager-pin-text = Otwiera to okno. Kto go zapomniał, ustawia nowy na tym komputerze: tillside pin set
manager-pin-change = Zmień PIN
manager-pin-old = Proszę podać dotychczasowy PIN.
manager-pin-new = Proszę podać nowy PIN: 4 do 12 cyfr.
manager-pin-changed = PIN został zmieniony. Kto był zalogowany gdzie indziej, musi podać nowy.
manager-window = To okno
manager-window-text = Zostaje do następnego otwarcia tego okna; okno kasjera się nie zmienia.
manager-cable = Kasa, drukarka, skaner
manager-port = Port: { $port }
manager-away-since = Brak połączenia od { $time }
manager-away-since-yesterday = Brak połączenia od wczoraj, { $time }
manager-away-for-days = { $count ->
    [one] Brak połączenia od { $count } dnia, { $time }
   *[other] Brak połączenia od { $count } dni, { $time }
}
manager-last-document = Ostatni wydruk
manager-codes-state = Kody
manager-codes-on = Wł.
manager-codes-off = Wył.
manager-codes-unseen = Czekają
manager-codes-unseen-text = aż „tillside doctor” zobaczy stronę ankiety
manager-codes-fiscal = Wstrzymane
manager-codes-ready = { $count ->
    [one] { $count } jest gotowy
    [few] { $count } są gotowe
   *[other] { $count } jest gotowych
}
manager-journal = Dziennik
manager-megabytes = { $size }{ "\u00A0" }MB
manager-journal-kept = wszystko jest zapisane
manager-journal-failing = dysk nic nie przyjmuje
manager-events-lost = Dotąd niezapisane
manager-technician = Dla technika
manager-profile = Profil drukarki: { $profile }
manager-version = Wersja usługi: { $version }
manager-away = Usługa nie odpowiada; to ostatnie znane liczby.
manager-stale = Nie udało się teraz odczytać liczb; te mogą być nieaktualne.
manager-guesses = { $count ->
    [one] Ktoś wpisał { $count } kod ankiety, którego sklep nigdy nie wydał. Strony spowalniają takie próby; nic nie trzeba robić.
    [few] Ktoś wpisał { $count } kody ankiety, których sklep nigdy nie wydał. Strony spowalniają takie próby; nic nie trzeba robić.
   *[other] Ktoś wpisał { $count } kodów ankiety, których sklep nigdy nie wydał. Strony spowalniają takie próby; nic nie trzeba robić.
}
manager-looking-up = Liczby są odczytywane…
manager-weekday = { $day ->
    [0] poniedziałek
    [1] wtorek
    [2] środa
    [3] czwartek
    [4] piątek
    [5] sobota
   *[6] niedziela
}
manager-weekday-short = { $day ->
    [0] pn.
    [1] wt.
    [2] śr.
    [3] czw.
    [4] pt.
    [5] sob.
   *[6] nd.
}
manager-percent = { $percent }{ "\u00A0" }%
manager-of = { $part } z { $all }
manager-served = Obsłużeni
manager-waiting = Czeka teraz
manager-about-minutes = { $count ->
    [one] około { $count } minuty
    [few] około { $count } minut
   *[other] około { $count } minut
}
manager-in-time = Na czas
manager-within-minutes = { $count ->
    [one] do { $count } minuty
    [few] do { $count } minut
   *[other] do { $count } minut
}
manager-calls = Wezwań pomocy
manager-answered = { $count ->
    [one] { $count } odebrane
    [few] { $count } odebrane
   *[other] { $count } odebranych
}
manager-codes = Kody na paragonach
manager-helped = Pomoc w płatności
manager-notes-of = { $count ->
    [one] z { $count } wymagającej pomocy
    [few] z { $count } wymagających pomocy
   *[other] z { $count } wymagających pomocy
}
manager-baskets = Odłożone zakupy
manager-cases = Otwarte sprawy
manager-overdue = { $count ->
    [one] { $count } po terminie
    [few] { $count } po terminie
   *[other] { $count } po terminie
}
manager-chart = Oczekujący
manager-chart-text = Linia: szacunek; pasmo: tyle jest osiem razy na dziesięć.
manager-chart-usual = Linia: szacunek; pasmo: tyle jest osiem razy na dziesięć; szara: zwykle ({ $day }).
manager-nothing-yet = Nic jeszcze nie wiadomo.
manager-care = Czeka na kogoś
manager-care-none = Nikt nie czeka na odpowiedź.
manager-this-week = Ten tydzień
manager-weeks-4 = 4 tygodnie
manager-weeks-8 = 8 tygodni
manager-heat = Godziny ruchu
manager-heat-text = Średnio oczekujących, według dnia i godziny. Puste: nie wiadomo.
manager-heat-plan = Kolor: średnio oczekujących. Liczba: ile kas otworzyć. Puste: nie wiadomo albo zamknięte.
manager-counters-to-open = kasy do otwarcia: { $count }
manager-expected = w ruchliwy dzień { $percent }{ "\u00A0" }% na czas
manager-leaving = około { $percent }{ "\u00A0" }% rezygnuje
manager-learning = Jeszcze nie wiadomo, ile kas otworzyć: zwyczaje sklepu są dopiero poznawane, co trwa około tygodnia.
manager-own-customers = Kolejkę obsługuje kilka kas; w planie są tylko klienci tej kasy.
manager-plan-choice = Liczba jest tak dobrana, żeby tyle osób czekało nie dłużej niż tyle minut, także w ruchliwy dzień:
manager-plan-minutes = { $count }{ "\u00A0" }min
manager-next = Najbliższe dwie godziny
manager-next-text = Według dnia dotąd: około { $percent }{ "\u00A0" }% tego, co zwykle ({ $day }).
manager-next-none = O ile wiadomo, sklep jest zamknięty.
manager-from = Od
manager-coming = Osoby
manager-counters = Kasy
manager-differences = Otwarte i potrzebne
manager-differences-text = Godziny, w których kasy otwarte (średnio) najbardziej różniły się od planu.
manager-differences-none = Otwarte było tyle kas, ile było potrzeba.
manager-mean-open = Otwarte
manager-needed = Potrzebne
manager-left = { $count ->
    [0] Prawie nikt nie zrezygnował z czekania (szacunek).
    [one] Z czekania zrezygnowała około { $count } osoba (szacunek).
    [few] Z czekania zrezygnowały około { $count } osoby (szacunek).
   *[other] Z czekania zrezygnowało około { $count } osób (szacunek).
}
manager-left-unknown = Nic nie wskazuje na osoby, które zrezygnowały z czekania.
manager-plan = Kasy do otwarcia
manager-plan-target = { $count ->
    [one] Tak, żeby { $percent }{ "\u00A0" }% osób czekało nie dłużej niż { $count } minutę, także w ruchliwy dzień.
    [few] Tak, żeby { $percent }{ "\u00A0" }% osób czekało nie dłużej niż { $count } minuty, także w ruchliwy dzień.
   *[other] Tak, żeby { $percent }{ "\u00A0" }% osób czekało nie dłużej niż { $count } minut, także w ruchliwy dzień.
}
manager-plan-printed = Sporządzono { $date }
manager-plan-note = Według ostatnich ośmiu tygodni. Świąt i innych wyjątków plan nie uwzględnia. –: zamknięte.
manager-date = { $day }.{ $month }.{ $year }
manager-export-plan = Plan jako plik CSV
manager-plan-file = Plan tygodnia do druku (PDF)
manager-busiest = Największy ruch, po kwadransie
manager-when = Kiedy
manager-mean-waiting = Czeka
manager-in-time-title = { $count ->
    [one] Obsłużeni do { $count } minuty
    [few] Obsłużeni do { $count } minut
   *[other] Obsłużeni do { $count } minut
}
manager-rates = Poniżej 20 są tylko liczby, bez udziałów.
manager-day = Dzień
manager-known = Znany czas
manager-share = Udział
manager-all-days = Wszystkie dni
manager-calls-answered = Wezwano pomoc { $calls } ×, przyszła { $answered } ×.
manager-payments-title = Płatności, które wymagały pomocy
manager-no-notes = Nie było żadnych.
manager-notes = Wymagały pomocy
manager-settled = Zapłacone
manager-by-chip = – karta w czytniku
manager-by-again = – ta sama karta ponownie
manager-by-other-card = – inna karta
manager-by-phone = – telefon lub zegarek
manager-by-cash = – gotówka
manager-by-before = – było już zapłacone
manager-by-unsaid = – nie podano jak
manager-held = Zakupy odłożone na później
manager-lost = Nie doszły do skutku
manager-settled-share = Udział zapłaconych
manager-settled-mean = Średnio do zapłaty
manager-seconds = { $count }{ "\u00A0" }s
manager-by-hour = Według godziny dnia
manager-hour = Godzina
manager-notes-short = Razem
manager-held-short = Odłożone
manager-lost-short = Bez skutku
manager-export = Zapisz plik CSV
manager-export-text = To, co na tej stronie, jako tabela do arkusza.
manager-exported = Zapisano: { $file }
manager-not-exported = Nie udało się zapisać pliku: { $file }
manager-survey = Ankieta
manager-survey-looking-up = Trwa szukanie odpowiedzi…
manager-nps = Poleciliby nas (NPS)
manager-nps-short = NPS
manager-nps-counts = { $good } tak · { $middle } może · { $bad } nie
manager-answers = Odpowiedzi
manager-of-codes = { $share } wydrukowanych kodów
manager-fewer-than-5 = mniej niż 5 odpowiedzi
manager-happy = Zadowoleni z wizyty
manager-easy = Łatwo zapłacić i wyjść
manager-met = Oczekiwania spełnione
manager-again = Kupiliby ponownie
manager-own = Własne pytanie sklepu
manager-four-or-five = z oceną 4 lub 5 na 5
manager-range = { $low } do { $high }
manager-n = n{ "\u00A0" }={ "\u00A0" }{ $count }
manager-day-month = { $day }.{ $month }
manager-marked = Odpowiedzi oznaczone
manager-marked-text = Razem: { $any }. Z sieci sklepu: { $shop }, wiele naraz: { $burst }, z pozostawionych paragonów: { $left }. Jedna może mieć kilka oznaczeń.
manager-marked-out = Pomiń odpowiedzi oznaczone
manager-trend = Tydzień po tygodniu
manager-trend-text = Punkty: wynik tygodni z co najmniej 10 odpowiedziami, szare poniżej 30; pasmo: dziewiętnaście razy na dwadzieścia prawda leży w nim; numery: co zmieniliśmy.
manager-trend-none = Żaden tydzień nie ma jeszcze 10 odpowiedzi.
manager-trend-halves = Od { $day } w porównaniu z wcześniejszymi dniami: { $moved }
manager-trend-unknown = za mało odpowiedzi, żeby ocenić
manager-trend-unclear = bez wyraźnej zmiany
manager-trend-up = ↑ w górę, punktów: { $points } ({ $range })
manager-trend-down = ↓ w dół, punktów: { $points } ({ $range })
manager-week-of = Tydzień od { $day }
manager-changes = To zmieniliśmy
manager-changes-text = Dni, w których coś się zmieniło, i jak odtąd przesunął się wynik. Mogły się zmienić także inne rzeczy.
manager-change-new = Kolejna zmiana
manager-change-hint = Dzień i co to było, w kilku słowach i bez nazwisk.
manager-change-add = Dodaj
manager-change-remove = Usuń
manager-change-left = { $count ->
    [one] pozostał { $count } znak
    [few] pozostały { $count } znaki
   *[other] pozostało { $count } znaków
}
manager-week-less = −7{ "\u00A0" }dni
manager-day-less = −1{ "\u00A0" }dzień
manager-day-more = +1{ "\u00A0" }dzień
manager-week-more = +7{ "\u00A0" }dni
manager-week-earlier = tydzień wcześniej
manager-day-earlier = dzień wcześniej
manager-day-later = dzień później
manager-week-later = tydzień później
manager-comments = Co napisali klienci
manager-comments-none = W tych dniach nikt nic nie napisał.
manager-comments-unread = { $count ->
    [0] Wszystkie są oznaczone jako przeczytane.
    [one] { $count } nie jest jeszcze oznaczony jako przeczytany.
    [few] { $count } nie są jeszcze oznaczone jako przeczytane.
   *[other] { $count } nie jest jeszcze oznaczonych jako przeczytane.
}
manager-comments-more = Pokaż więcej
manager-comments-older = { $count ->
    [one] { $count } starszy nie jest pokazany; proszę wybrać krótszy czas.
    [few] { $count } starsze nie są pokazane; proszę wybrać krótszy czas.
   *[other] { $count } starszych nie jest pokazanych; proszę wybrać krótszy czas.
}
manager-part-morning = rano
manager-part-afternoon = po południu
manager-part-evening = wieczorem
manager-recommends = poleca nas: { $grade }
manager-funnel = Od paragonu do podziękowania
manager-funnel-step = Krok
manager-count = Liczba
manager-of-all-codes = Z kodów
manager-funnel-printed = Wydrukowane kody
manager-funnel-opened = Otwarta ankieta
manager-funnel-answered = Odpowiedzi
manager-funnel-rewarded = Wydane podziękowania
manager-given = Podziękowania wydane w ostatnich siedmiu dniach
manager-given-none = Żadnego.
manager-given-day = Dzień
manager-given-morning = Do południa
manager-given-afternoon = Do 17:00
manager-given-evening = Później
manager-silent = Prawdopodobnie od { $low } do { $high } niezadowolonych klientów nic nie powiedziało. To domysł, jakby ci, którzy nie odpowiadają, byli tacy jak ci, którzy odpowiadają.
manager-silent-unknown = Ilu niezadowolonych klientów nic nie powiedziało, można zgadywać od 10 odpowiedzi.
manager-by-wait = Według czasu czekania tego klienta
manager-answers-by-hour = Według godziny na paragonie
manager-by-counter = Według kasy
manager-counter-number = Kasa { $number }
manager-small-groups = –: mniej niż 5 odpowiedzi. Poniżej 10 podana jest tylko ich liczba, poniżej 30 na szaro.
manager-group = Grupa
manager-between = Od–do
manager-waited-under-1 = poniżej 1 minuty
manager-waited-under-3 = 1 do 3 minut
manager-waited-under-5 = 3 do 5 minut
manager-waited-under-10 = 5 do 10 minut
manager-waited-longer = 10 minut i więcej
manager-export-figures = Wyniki (CSV)
manager-export-answers = Odpowiedzi (CSV)
manager-export-comments = Komentarze (CSV)
manager-loyalty = Klienci i prezenty
manager-loyalty-figures = Wyniki
manager-loyalty-rules = Zasady prezentów
manager-loyalty-people = Osoby
manager-loyalty-looking-up = Trwa szukanie klientów z kartą i prezentów…
manager-loyalty-identified = Zakupy z kartą klienta
manager-loyalty-identified-of = zakupów
manager-loyalty-coming = Przychodzą z kartą
manager-loyalty-joined = { $count ->
    [one] w ciągu roku; w tych dniach dołączyła { $count } osoba
    [few] w ciągu roku; w tych dniach dołączyły { $count } osoby
   *[other] w ciągu roku; w tych dniach dołączyło { $count } osób
}
manager-loyalty-again = Wracają
manager-loyalty-again-of = przyszło więcej niż jednego dnia
manager-loyalty-second = Druga wizyta w 60 dni
manager-loyalty-second-of = osób, których pierwsza wizyta była co najmniej 60 dni temu
manager-loyalty-due = Rzadziej niż zwykle
manager-loyalty-due-text = W porównaniu z tym, jak często każda z tych osób sama przychodzi. Z powodu tej listy nie trzeba do nikogo pisać: większość wraca z własnej woli. Wystarczy powitać ich, gdy przyjdą.
manager-loyalty-due-none = Nikt nie przychodzi rzadziej niż zwykle albo za mało jeszcze wiadomo.
manager-loyalty-slipping = trochę rzadziej niż zwykle
manager-loyalty-overdue = rzadziej niż zwykle
manager-loyalty-member = Klient …{ $digits }
manager-loyalty-last = ostatnio { $day }
manager-loyalty-visits = { $count ->
    [one] { $count } wizyta
    [few] { $count } wizyty
   *[other] { $count } wizyt
}
manager-loyalty-gifts = Prezenty według zasad
manager-loyalty-gifts-text = Co dała każda zasada w tych dniach, w kolejności zasad. Paski pokazują, ile zapasu i budżetu zużyto.
manager-loyalty-gifts-none = Nie ma zasad i nic nie podarowano.
manager-loyalty-gifts-all = Razem podarowano: { $given }, koszt { $cost }
manager-loyalty-rule-gone = Zasada, której już nie ma
manager-loyalty-sums = zaproponowano { $offered } · podarowano { $given } · odmówiono { $passed } · w grupie bez prezentu { $without } · koszt { $cost }
manager-loyalty-sums-none = nic w tych dniach
manager-loyalty-stock-day = Dziś: { $used } z { $most }
manager-loyalty-stock-total = Z całego zapasu: { $used } z { $most }
manager-loyalty-budget-day = Koszt dziś: { $used } z { $most }
manager-loyalty-budget-month = Koszt w tym miesiącu: { $used } z { $most }
manager-loyalty-budget-total = Koszt łącznie: { $used } z { $most }
manager-loyalty-reached = wyczerpane
manager-loyalty-days-used-up = { $count ->
    [one] zapas lub budżet dnia zużyto w { $count } z tych dni
   *[other] zapas lub budżet dnia zużyto w { $count } z tych dni
}
manager-loyalty-at-cap = { $count ->
    [0] nikt nie dostał jeszcze wszystkiego, ile może ({ $max } w { $days } dni)
    [one] { $count } osoba dostała już wszystko, ile może ({ $max } w { $days } dni)
    [few] { $count } osoby dostały już wszystko, ile mogą ({ $max } w { $days } dni)
   *[other] { $count } osób dostało już wszystko, ile może ({ $max } w { $days } dni)
}
manager-loyalty-caps = Limity na osobę, teraz
manager-loyalty-caps-gifts = { $count ->
    [0] Nikt nie dostał jeszcze wszystkich prezentów, ile może ({ $max } w { $days } dni).
    [one] { $count } osoba dostała już wszystkie prezenty, ile może ({ $max } w { $days } dni).
    [few] { $count } osoby dostały już wszystkie prezenty, ile mogą ({ $max } w { $days } dni).
   *[other] { $count } osób dostało już wszystkie prezenty, ile może ({ $max } w { $days } dni).
}
manager-loyalty-caps-contacts = { $count ->
    [0] Nikogo nie zagadano jeszcze tyle razy, ile można ({ $max } w { $days } dni).
    [one] { $count } osobę zagadano już tyle razy, ile można ({ $max } w { $days } dni).
    [few] { $count } osoby zagadano już tyle razy, ile można ({ $max } w { $days } dni).
   *[other] { $count } osób zagadano już tyle razy, ile można ({ $max } w { $days } dni).
}
manager-loyalty-overspent = { $count ->
    [one] { $count } osoba wydała więcej gwiazdek, niż miała: kasy nie mogły się wtedy porozumieć.
    [few] { $count } osoby wydały więcej gwiazdek, niż miały: kasy nie mogły się wtedy porozumieć.
   *[many] { $count } osób wydało więcej gwiazdek, niż miało: kasy nie mogły się wtedy porozumieć.
}
manager-loyalty-caps-month = Koszt wszystkich prezentów w tym miesiącu: { $used } z { $most }
manager-loyalty-caps-text = Nie zapisuje się, jak często limit był powodem braku prezentu. „Wypróbuj” obok zasad pokazuje to dla ostatnich siedmiu dni.
manager-loyalty-compared = Z prezentem i bez
manager-loyalty-compared-text = { $count ->
    [one] Kto wrócił w ciągu { $count } dnia. Los zostawił część osób bez prezentu, aby można było porównać. Każdy liczy się raz, od pierwszego razu, a propozycja liczy się bez względu na odpowiedź.
   *[other] Kto wrócił w ciągu { $count } dni. Los zostawił część osób bez prezentu, aby można było porównać. Każdy liczy się raz, od pierwszego razu, a propozycja liczy się bez względu na odpowiedź.
}
manager-loyalty-compared-few = z propozycją { $with }, bez { $without }: do porównania trzeba po { $few }
manager-loyalty-compared-with = z propozycją: wróciło { $percent } z { $of } (między { $low } a { $high })
manager-loyalty-compared-without = bez: wróciło { $percent } z { $of } (między { $low } a { $high })
manager-loyalty-compared-overlap = Oba zakresy zachodzą na siebie: różnica może być przypadkiem.
manager-loyalty-compared-apart = Zakresy nie zachodzą na siebie: sam przypadek rzadko to sprawia.
manager-loyalty-cohorts = Kto wracał, miesiąc po miesiącu
manager-loyalty-cohorts-text = Każdy wiersz: osoby, które pierwszy raz przyszły w tym miesiącu. Kolumny: ile z nich przyszło w kolejnych miesiącach.
manager-loyalty-members-short = Osób
manager-loyalty-members = { $count ->
    [one] { $count } osoba
    [few] { $count } osoby
   *[other] { $count } osób
}
manager-loyalty-month = { $month }.{ $year }
manager-loyalty-months-after = { $count ->
    [one] { $count } miesiąc później
    [few] { $count } miesiące później
   *[other] { $count } miesięcy później
}
manager-loyalty-month-open = miesiąc jeszcze trwa
manager-loyalty-legend-percent = procent osób z tego miesiąca
manager-loyalty-legend-few = liczba osób, gdy było ich mniej niż 20
manager-loyalty-legend-open = miesiąc jeszcze trwa
manager-loyalty-unknown = Czego ta strona nie wie
manager-loyalty-unknown-text = Liczone są tylko osoby z kartą, które chciały być pamiętane: w tych dniach { $known } z { $sales } zakupów. O pozostałych { $rest } nie wiadomo, kto wraca. Osoby z kartą nie są obrazem wszystkich klientów.
manager-loyalty-export-cohorts = Miesiące (CSV)
manager-loyalty-export-due = Rzadziej (CSV)
manager-loyalty-export-gifts = Prezenty (CSV)
manager-people = Znajdź klienta z kartą
manager-people-text = Dla osób, które pytają, co o nich przechowujemy, albo chcą zostać zapomniane. Po wyjściu z tej strony nic z niej tu nie zostaje.
manager-people-field = Imię lub karta
manager-people-field-text = Początek imienia albo to, co jest napisane na karcie.
manager-people-find = Szukaj
manager-people-none = Nikogo nie znaleziono. Proszę wpisać imię od początku albo wszystko, co jest na karcie.
manager-people-more = Takich osób może być więcej. Proszę wpisać dłuższy początek imienia.
manager-people-show = Pokaż
manager-people-since = z kartą od { $day }
manager-people-number = numer { $number }
manager-people-back = Wstecz
manager-people-tile-since = Z kartą od
manager-people-tile-visits = Dni wizyt
manager-people-tile-stars = Gwiazdki
manager-people-tile-cards = Karty
manager-people-lost = { $count ->
    [one] i { $count } zgubiona
    [few] i { $count } zgubione
   *[other] i { $count } zgubionych
}
manager-people-kept = Co przechowujemy
manager-people-agreed = Zgoda z dnia { $day }.
manager-people-agreed-in = Zgoda z dnia { $day }, w tym języku: { $language }
manager-people-birthday-and-note = Są też zapisane urodziny i notatka.
manager-people-birthday = Są też zapisane urodziny.
manager-people-note = Jest też zapisana notatka.
manager-people-no-more = Nie ma zapisanych urodzin ani notatki.
manager-people-opted-out = Nie chce prezentów ani powitań.
manager-people-staff = Liczy się jako karta personelu
manager-people-staff-text = Zeskanowano ją w ciągu godziny tak często, że nie zbiera gwiazdek i nie dostaje prezentów.
manager-people-staff-button = To karta klienta
manager-people-customers = To znów karta klienta: od teraz zbiera gwiazdki.
manager-people-files = Wydaj, co przechowujemy
manager-people-files-text = Dwa pliki ze wszystkim: jeden dla komputera i jeden do czytania, w tym języku: { $language }. Proszę dać je tylko tej osobie, a potem usunąć swoje kopie.
manager-people-files-none = Dotąd nic nie wydano.
manager-people-hand-out = Wydaj wszystko
manager-people-handed-out = Oba pliki są zapisane i odnotowano, że je wydano:
manager-people-forget = Zapomnij
manager-people-forget-text = Dla osób, które o to proszą. Wszystko, co o nich przechowujemy, znika na zawsze.
manager-people-forget-button = Zapomnij tę osobę…
manager-people-sure = Zapomnieć na zawsze: { $name }?
manager-people-sure-text = Imię, urodziny, notatka, karty, wizyty, gwiazdki i prezenty tej osoby zostaną usunięte. To, co sprzedano, zostaje w sumach, w których nikogo nie ma. Tego nie da się cofnąć.
manager-people-copies = Pliki wydane wcześniej nie zostaną usunięte. Proszę usunąć kopie, które nie należą do tej osoby:
manager-people-keep = Zostaw
manager-people-sure-button = Zapomnij na zawsze
manager-people-forgotten = Ta osoba jest zapomniana. Nic po niej tu nie zostało.
manager-people-gone = Nie ma już takiej osoby.
manager-people-away = Usługa nie odpowiedziała. Proszę poszukać tej osoby jeszcze raz i sprawdzić, czy się udało.
manager-people-refused = Nie udało się. Usługa podaje: { $why }
manager-loyalty-rules-looking-up = Trwa szukanie zasad…
manager-loyalty-rules-text = Plik z zasadami. Zapisane zasady działają po kilku sekundach, a poprzedni tekst zostaje obok. Tekst z błędem nie zostanie zapisany.
manager-loyalty-weather-fails = Tam, gdzie wskazują te zasady, nie da się teraz sprawdzić temperatury. Zasady, które jej wymagają, nic nie dają, chyba że poda ją kasjer; przyczyna jest w dzienniku usługi.
manager-loyalty-begin = Nie ma zasad prezentów
manager-loyalty-begin-text = Na początek jest dziesięć działających zasad: woda w upał, kawa przy co dziesiątej wizycie i inne. Zostaną zapisane w pliku obok konfiguracji i od razu zadziałają. Zmień je, jeśli tych prezentów nie chcesz dawać.
manager-loyalty-begin-button = Zacznij od dziesięciu zasad
manager-loyalty-try = Wypróbuj
manager-loyalty-undo = Cofnij
manager-loyalty-overtaken = Plik został w tym czasie zmieniony gdzie indziej. Zapisanie zastąpi tamtą zmianę, cofnięcie ją pokaże.
manager-loyalty-checking = Trwa sprawdzanie…
manager-loyalty-problems = { $count ->
    [0] Zasad można użyć.
    [one] { $count } błąd
    [few] { $count } błędy
   *[other] { $count } błędów
}
manager-loyalty-more-problems = { $count ->
   *[other] i jeszcze { $count }
}
manager-loyalty-line = Wiersz { $line }
manager-loyalty-trying = Trwa próba zasad…
manager-loyalty-try-text = „Wypróbuj” pokazuje, co te zasady dałyby w ostatnich siedmiu dniach. Urodziny, towary i temperatury z tych dni nie są znane.
manager-loyalty-tried = W siedem dni, zakupów: { $sales }, w tym z kartą: { $members }; podarowano { $given }, koszt { $cost }
manager-loyalty-tried-before = Tekst zmienił się od tego czasu.
manager-loyalty-not-tried = nie dotyczy zakupów, więc nie można było wypróbować
manager-loyalty-tried-rule = podarowano { $given }
manager-loyalty-tried-rest = koszt { $cost } · w grupie bez prezentu { $without }
manager-loyalty-tried-members = { $count ->
    [one] dla { $count } osoby z kartą
   *[other] dla { $count } osób z kartą
}
manager-loyalty-tried-unknown = { $count ->
    [one] { $count } raz dla nieznanego klienta
    [few] { $count } razy dla nieznanych klientów
   *[other] { $count } razy dla nieznanych klientów
}
manager-loyalty-mostly-not = najczęściej nie ({ $count }): { $why }
manager-loyalty-why-not-the-visit = To była inna wizyta.
manager-loyalty-why-too-few-visits = Było za mało wizyt.
manager-loyalty-why-too-few-stars = Było za mało gwiazdek.
manager-loyalty-why-contacts-full = Te osoby zagadywano już dość często.
manager-loyalty-why-cap-reached = Te osoby dostały już tyle, ile można.
manager-loyalty-why-recently = Te osoby dostały coś niedawno.


# The page with everything that is kept of a member.
member-export-title = Co o Pani/Panu przechowujemy
member-export-made = Spisano { $day }
member-export-number = Numer: { $number }
member-export-since = W programie od { $day }
member-export-agreed = Zgoda z dnia { $day }
member-export-language = W tym języku: { $language }
member-export-name = Imię: { $name }
member-export-birthday = Urodziny: dzień { $day }, miesiąc { $month }
member-export-note = Notatka: { $note }
member-export-opted-out = Na prośbę: bez upominków i powitań.
member-export-staff = Kartę skanowano tak często, że liczy się jako karta personelu.
member-export-cards = Karty
member-export-card = { $card }, wydana { $day }
member-export-card-lost = { $card }, wydana { $day }, zgubiona { $lost }
member-export-visits = { $count ->
    [one] Wizyty: { $count } dzień
   *[other] Wizyty: { $count } dni
}
member-export-stars = { $count ->
    [one] Stan: { $count } gwiazdka
    [few] Stan: { $count } gwiazdki
   *[other] Stan: { $count } gwiazdek
}
member-export-earned = { $count ->
    [one] { $day }: { $count } gwiazdka za zakupy
    [few] { $day }: { $count } gwiazdki za zakupy
   *[other] { $day }: { $count } gwiazdek za zakupy
}
member-export-spent = { $count ->
    [one] { $day }: wydano { $count } gwiazdkę
    [few] { $day }: wydano { $count } gwiazdki
   *[other] { $day }: wydano { $count } gwiazdek
}
member-export-gifts = Upominki
member-export-gift = { $what ->
    [given] { $day }: wręczony upominek
    [passed] { $day }: upominek, z którego zrezygnowano
    [held_out] { $day }: bez upominku, aby sprawdzić, co upominki dają
    [taken_back] { $day }: upominek, który wrócił
    [voided] { $day }: upominek przy anulowanej sprzedaży
   *[other] { $day }: odłożony upominek
}
member-export-contacts = Kiedy zwróciliśmy się do Pani/Pana z programu
member-export-contact = { $about ->
    [greeting] { $day }: powitanie
    [survey_ask] { $day }: prośba o opinię
   *[other] { $day }: powrót do zgłoszonej sprawy
}
member-export-files = Takie wydruki wydane wcześniej
member-export-file = { $day }: { $what }
member-export-nothing = Nic
member-export-elsewhere = To, co było przy innych kasach, jest ujęte w sumach; pojedyncze wizyty i prezenty z tamtych kas są na wydruku z kasy głównej.
member-export-end = Pojedyncze zakupy po pewnym czasie zapominamy, ich sumy zostają. Dwa lata po ostatniej wizycie zapominamy wszystko. Na prośbę robimy to od razu.
