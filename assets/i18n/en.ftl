# English. The other files have the same keys and the same placeholders.
#
# Keys that begin with "paper-" are printed in whatever character set the till has chosen, on paper
# as narrow as 58 mm: only letters without accents, digits, spaces and ? . , ! : - and at most
# 32 characters. Choose words that need no accents rather than leaving accents out.

# Above the code at the end of a receipt.
paper-survey-invite = How did we do today?

# Above a code that the cashier has printed a second time.
paper-again-caption = Your code once more
paper-card-title = Your card
paper-card-keep = Show it at the till.

# The slip that shows what the printer can do.
paper-selftest-title = Tillside printer test
paper-selftest-profile = Profile: { $profile }
paper-selftest-text = 1. Text
paper-selftest-qr-raster = 2. QR sent as a picture
paper-selftest-qr-native = 3. QR made by the printer
paper-selftest-scan = Scan both codes.
paper-selftest-end = End of test

# What was recognised, one short line for each document, to compare with the receipts.
paper-comparison-title = What Tillside recognised
paper-comparison-code = code
paper-comparison-end = All right?
paper-decimal-point = .
paper-kind-sale = Sale
paper-kind-card-slip = Card slip
paper-kind-report = Report
paper-kind-kitchen = Kitchen
paper-kind-drawer = Drawer
paper-kind-other = Other

# What the day came to, at its end. Times as in 16:30.
paper-closing-title = Thank you for today!
paper-closing-served = { $count ->
    [one] { $count } customer served
   *[other] { $count } customers served
}
paper-closing-rush = Longest rush: { $from } - { $to }
paper-closing-within = { $percent } of 100 within { $minutes } min
paper-closing-calls = Help came { $answered } of { $calls } times
paper-closing-codes = { $count ->
    [one] { $count } code printed
   *[other] { $count } codes printed
}
paper-closing-gifts = { $count ->
    [one] { $count } gift given
   *[other] { $count } gifts given
}
paper-closing-end = Have a good evening!

# The window.
# Tillside has no settings yet. $file is the name of a file.
window-not-set-up = Please write into { $file } where the till and the printer are connected. Nothing else is needed.
# The service ended by itself. $why is what it said last, in English.
window-not-running = The service does not run: { $why }
window-not-sent = That did not reach the service. Please try once more.

# The cashier's window. Short and kind, in words that do no harm if a customer reads them. Numbers:
# what is between thousands, what before the hundredths; { "\u00A0" } is a space that does not break.
panel-language-next = Language: English. Change to { $next }
panel-number-group = ,
panel-number-point = .
panel-money = { $currency ->
    [EUR] €{ $amount }
    [GBP] £{ $amount }
   *[other] { $amount }{ "\u00A0" }{ $currency }
}

panel-counter = Counter { $number }
panel-till = Till
panel-printer = Printer
panel-scanner = Scanner
panel-device-here = connected
panel-device-away = away
panel-device-unknown = not heard of
panel-narrow = Make the panel narrow
panel-back = Back
panel-devices = Devices
panel-receipts = Receipts

panel-waiting = { $count ->
    [one] waiting
   *[other] waiting
}
panel-waiting-unknown = waiting
panel-waiting-more = One more is waiting
panel-waiting-fewer = One fewer is waiting
panel-wait-none = no wait
panel-wait-short = under a minute
panel-wait = about { $minutes }
# Where no number is sure: the wait in a word or two, and how many it may be.
panel-level-short = Short line
panel-level-busy = Busy
panel-level-long = Long line
panel-waiting-range = about { $low } to { $high } waiting
panel-waiting-up-to = up to { $high } waiting
# The same on the strip, as short as can be.
panel-level-short-strip = short
panel-level-busy-strip = busy
panel-level-long-strip = long
panel-line-learning = still learning
panel-line-receipts = from receipts only
panel-trend-rising = Over the last half-hour: rising
panel-trend-falling = Over the last half-hour: falling
panel-trend-steady = Over the last half-hour: steady
panel-call = Call a colleague
panel-call-since = A colleague was called at { $time }.
panel-call-from = Counter { $number } asked for a colleague at { $time }.
panel-call-come = Coming
panel-call-withdraw = Not needed
panel-call-answered = A colleague is coming.
panel-call-again = Call again
# The same on the strip, in one short word.
panel-call-since-strip = called
panel-call-answered-strip = coming
panel-served-today = { $count ->
    [one] { $count } served today
   *[other] { $count } served today
}
panel-quiet = Nothing to do. What needs you appears here.
panel-observing = Receipts are only watched so far; nothing is added to them. See “Receipts”.
panel-last-code = Last code
panel-print-again = Print again
panel-open = Open the panel
panel-mark = look

# A customer shows a code for a thank-you: what to say, and what to hand over.
panel-reward-noted = I’ve noted your code for this sale.
panel-reward-hand-over = Thank you for your answer. This is for you.
panel-reward-too-small = Your code goes with a larger sale. It stays good.
panel-reward-not-paid = Your code was not used. It stays good.
panel-reward-tomorrow = Thank you! This code is good from tomorrow on.
panel-reward-too-old = This code was good for 30 days, and they have passed.
panel-reward-used = This code was used here already.
panel-reward-day-is-full = Today’s thank-yous are all given out. Your code stays good, please come again.
panel-reward-one-per-sale = One code for each sale. This one stays good for the next.
panel-reward-survey = This is the code of a receipt. Answer our questions with it, and you get a code for a thank-you.
panel-reward-other-store = This code is from another of our stores. It is good there.
panel-reward-unknown = This is none of our thank-you codes.
panel-reward-misread = Let me try that once more.
panel-reward-nothing-here = At this counter we take no codes.
panel-reward = Thank-you code
panel-reward-give = Please hand over: { $reward }
panel-reward-for = { $reward }, for a sale from { $minimum }
panel-reward-given = Handed over
panel-reward-let-go = Not for this sale
panel-reward-close = All right

# A receipt that was left behind, and what a customer wrote with an answer.
panel-left-behind = Receipt left behind
panel-left-behind-said = Noted: the receipt was left behind.
panel-left-behind-undo = Undo
panel-answer-show = Show the answer
panel-answer-score = Would recommend us: { $score } of 10
panel-answer-contact = Wants to be called: { $contact }
panel-answer-gone = What was written is not kept any more.

panel-starting-title = One moment
panel-starting-text = The window is looking for Tillside's service on this computer.
panel-away-title = Figures stand still since { $since }
panel-away-text = Tillside's service does not answer. Receipts may not print until it is back. It normally comes back by itself within a minute; if it does not, ask for help.
panel-memory-title = The day is not being saved
panel-memory-text = Receipts print as usual, but what happens now may be missing from the figures. Ask for help: the disk may be full.
panel-till-away-title = The till's cable is not connected
panel-printer-away-title = The printer is not connected
panel-scanner-away-title = The scanner is not connected
panel-fiscal-title = Fiscal printer
panel-fiscal-text = This looks like a fiscal printer, so nothing is added to its receipts. If that is a mistake, a technician can change it.
panel-no-code-title = No code is ready
panel-no-code-text = Receipts print as usual, without a code. If this stays, ask for help.
panel-unseen-title = Codes wait for the survey page
panel-unseen-text = Nobody has seen the page at the address on the receipt answer yet, so receipts print without a code. Whoever installed Tillside runs “tillside doctor” on this computer; then codes begin by themselves.
panel-refused-title = That did not work

panel-till-here = The till's cable is connected.
panel-till-away = Look whether the cable from the till is plugged in.
panel-till-unknown = Nothing was heard from the till yet.
panel-printer-here = The printer is connected.
panel-printer-away = Look whether it is switched on and its cable is plugged in.
panel-printer-unknown = Nothing was heard from the printer yet.
panel-scanner-here = The scanner is connected.
panel-scanner-away = Look whether its cable is plugged in. The till can be used without it.
panel-scanner-unknown = No scanner was heard of. If none is shared with Tillside, that is right.
panel-codes-ready = { $count ->
    [one] { $count } code is ready to print.
   *[other] { $count } codes are ready to print.
}
panel-codes-none = No codes are made while receipts are only watched.
panel-events-lost = { $count ->
    [one] { $count } event could not be saved.
   *[other] { $count } events could not be saved.
}
panel-self-test = Print a test
panel-self-test-text = A slip with text and two codes. Scan both: what can be scanned is what this printer can do.
panel-looks = Looks
panel-theme = Colours
panel-theme-light = Light
panel-theme-dark = Dark
panel-theme-system = Automatic
panel-scale = Text size
panel-scale-percent = { $percent }{ "\u00A0" }%
panel-language = Language

panel-mode-observing = Receipts are only watched
panel-mode-observing-text = Tillside recognises what is printed and adds nothing. When it has recognised receipts rightly, you can add a code to each sale.
panel-mode-on = Sales get a code
panel-mode-on-copies = Sales and their copies get a code
panel-mode-on-text = It is printed just before the paper is cut.
panel-address = Address on the receipt
panel-address-none = No address is set. Whoever installed Tillside writes it into its settings, under [survey] url.
panel-documents = Last receipts
panel-documents-none = Nothing has been printed yet. Print a receipt at the till; it appears here.
panel-documents-check = Lay the paper beside this list. Tick each line that is right.
panel-document-right = { $document }. This is right
panel-total-unread = total not read
panel-comparison = Print this list
panel-kind-sale = Sale
panel-kind-card-slip = Card slip
panel-kind-report = Report
panel-kind-kitchen = Kitchen order
panel-kind-drawer = Drawer opened
panel-kind-other = Something else
panel-tender-cash = cash
panel-tender-card = card
panel-tender-mixed = several ways
panel-tender-other = another way
panel-which = Which receipts get a code
panel-which-sales = Sales only
panel-which-copies = Copies too
panel-start = Start adding codes
panel-stop = Stop adding codes
panel-missing-address = An address must be set first.
panel-missing-ticks = { $count ->
    [one] Tick { $count } more line that is right.
   *[other] Tick { $count } more lines that are right.
}
panel-missing-sale = A sale must be among the ticked lines.

# What is said and done at the counter. A note may be on the screen beside any of these: no word
# that says or hints why a payment does not go through (assets/scripts/forbidden).
panel-quoted = “{ $line }”
panel-card = Card
panel-hold = Hold
# The same on the strip, in one short word.
panel-card-short = Card
panel-hold-short = Hold
panel-ready = ready
panel-note-close = Close
panel-baskets = Kept baskets
panel-basket-since = since { $time }
panel-basket-paid = Paid
panel-basket-back = Goods back

panel-care = Care list
panel-care-none = Nothing is waiting for anybody.
panel-care-more = { $count ->
    [one] And { $count } more.
   *[other] And { $count } more.
}
panel-write-question = Question
panel-write-complaint = Complaint
panel-write-return = Return
panel-write-no = Say no
panel-case-question = Question
panel-case-complaint = Complaint
panel-case-return = Return
panel-case-refusal = A “no” to explain
panel-case-hold = Basket
panel-case-follow-up = Get in touch
panel-due-today = by { $time }
panel-due-tomorrow = by tomorrow, { $time }
panel-due-days = in { $count } days, { $time }
panel-promised-today = promised by { $time }
panel-promised-tomorrow = promised by tomorrow, { $time }
panel-promised-days = promised in { $count } days, { $time }
panel-overdue-today = waiting since { $time }
panel-overdue-yesterday = waiting since yesterday
panel-overdue-days = waiting for { $count } days
panel-owner-nobody = nobody has it yet
panel-owner-counter = counter { $number } sees to it
panel-owner-manager = the manager sees to it
panel-case-take = I’ll see to it
panel-case-promise = Promise
panel-case-promise-when = When will you have an answer?
panel-minutes = { $count ->
    [one] { $count }{ "\u00A0" }min
   *[other] { $count }{ "\u00A0" }min
}
panel-case-done = Done
panel-case-not-done = Could not be done
panel-case-closed = { $what }: taken off the list.
panel-case-reopen = Put it back

panel-phrases = Phrases
panel-phrases-language = The customer’s language

panel-print-waiting = Prints when the till is quiet for a moment.
panel-print-printing = Printing…
panel-print-done-again = The code was printed again.
panel-print-done-self-test = The test was printed.
panel-print-done-comparison = The list was printed.
panel-print-done-closing = The slip of the day was printed.
panel-print-done-card = The card was printed.
panel-print-cut-short = The till began to print, so the slip was cut off. Try again.
panel-refusal-already-printing = Another slip is being printed. Try again when it is out.
panel-refusal-nothing-to-show = There is nothing to print yet.
panel-refusal-no-address = There is no code yet, because no address is set.
panel-refusal-address-unseen = The survey page has not been seen to answer yet. Run “tillside doctor” on this computer, then try again.
panel-refusal-fiscal = This looks like a fiscal printer, so nothing of ours is printed on it.
panel-refusal-mid-document = The till is in the middle of a receipt. Try again when it is out.
panel-refusal-no-lines = The printer cannot print text at the moment. Try again later.
panel-refusal-no-printer = There is no printer here: Tillside only listens.
panel-refusal-no-cutter = This printer has no cutter. Whoever installed Tillside can allow codes all the same.
panel-refusal-printer-busy = The printer takes nothing now. Look whether it is on and has paper.
panel-refusal-till-busy = The till was busy all the time. Try again when it rests.
panel-refusal-no-key = No codes can be made. Whoever installed Tillside can find out why.
panel-refusal-config-read-only = The settings cannot be saved. Whoever installed Tillside can change them by hand.
panel-refusal-note-gone = That note has gone already.
panel-refusal-step-gone = That does not fit any more. Please choose again.
panel-refusal-no-token = All tokens are in use. Let one go first.
panel-refusal-basket-gone = That basket is not on the list any more.
panel-refusal-case-gone = That is not on the list any more.
panel-refusal-case-over = That is done already. Open it again first.
panel-refusal-case-not-over = That is still open.
panel-refusal-too-many-cases = There are too many open items. Close some first.
panel-refusal-no-answer = No answer of a customer belongs to this.
panel-refusal-card-gone = This has gone already.
panel-refusal-no-receipt = There is no receipt to note or take back now.
panel-refusal-gift-gone = This gift cannot be offered now.
panel-refusal-no-member = No member is here. Scan the card first.
panel-refusal-no-sale = The sale before is too long ago. The next one counts.
panel-refusal-not-kept = Nothing can be kept now. Receipts pass all the same.
panel-refusal-no-temperature = Say it in degrees, from −60 to 60.
panel-refusal-call-over = That call is over already.

# Small gifts. Who offers one may be heard by everybody around.
panel-gift = Gift
panel-gift-offer = Offer: { $gift }
panel-gift-offer-to = Offer { $name }: { $gift }
panel-gift-why-hot = Hot day
panel-gift-why-cold = Cold day
panel-gift-why-visit = { NUMBER($visit, type: "ordinal") ->
    [one] { $visit }st visit
    [two] { $visit }nd visit
    [few] { $visit }rd visit
   *[other] { $visit }th visit
}
panel-gift-why-birthday = Birthday
panel-gift-why-back = Back again
panel-gift-why-bought = Goes with the basket
panel-gift-why-by-hand = Your choice
panel-gift-why-stars = For stars
panel-gift-why-make-good = To make good
panel-gift-why-survey = For the answer
panel-gift-left-after = { $count ->
    [one] { $count } left after this one.
   *[other] { $count } left after this one.
}
panel-gift-last = This is the last one.
panel-gift-left = { $count ->
    [one] { $count } left
   *[other] { $count } left
}
panel-gift-costs = { $count ->
    [one] It costs { $count } star.
   *[other] It costs { $count } stars.
}
panel-gift-ask-manager = Ask the manager first.
panel-gift-agreed = The manager agreed
panel-gift-given = Given
panel-gift-pass = Not this time
panel-gift-as-code = Today’s are gone: this is a code for the next visit.
panel-gift-contains = Contains: { $list }
panel-gift-packet = The packet lies at the till, for whoever asks what is in it.
panel-allergen-gluten = gluten
panel-allergen-crustaceans = crustaceans
panel-allergen-eggs = eggs
panel-allergen-fish = fish
panel-allergen-peanuts = peanuts
panel-allergen-soy = soy
panel-allergen-milk = milk
panel-allergen-nuts = nuts
panel-allergen-celery = celery
panel-allergen-mustard = mustard
panel-allergen-sesame = sesame
panel-allergen-sulphites = sulphites
panel-allergen-lupin = lupin
panel-allergen-molluscs = molluscs

# The page of the gifts.
panel-gifts = Gifts
panel-gifts-none = There is no gift to choose here.
panel-gifts-offer = Offer
panel-gifts-goodwill = on your own judgement
panel-gifts-why-not = Why no gift?
panel-gifts-why-not-text = At the last sale:
panel-temperature = { $degrees }{ "\u00A0" }°C outside
panel-temperature-unknown = How warm it is outside, nobody has said yet.
panel-temperature-fails = The rules for gifts look up how warm it is by themselves. Just now that does not work: until it does, what is said here counts.
panel-temperature-colder = One degree colder
panel-temperature-warmer = One degree warmer

# Why there is no gift. A cashier may read it out; it says nothing of how somebody pays.
reason-payment-note = Not now.
reason-one-a-sale = There is one gift for each purchase.
reason-another-gift = Another gift comes first.
reason-not-this = This gift is for something else.
reason-not-this-day = Not on this day of the week.
reason-not-yet = It has not begun yet.
reason-over = It is over.
reason-not-now = Not at this time of day.
reason-quiet = Nothing is offered at this hour.
reason-members-only = It is for members.
reason-staff = It is not for cards of the shop.
reason-opted-out = They asked for no gifts.
reason-amount-unknown = What the purchase came to is not known.
reason-too-small = It is for a larger purchase.
reason-too-large = It is for a smaller purchase.
reason-not-bought = It goes with other goods.
reason-bought = They have bought the like already.
reason-weather-unknown = How warm it is outside is not known.
reason-too-cold = It is for warmer days.
reason-too-warm = It is for colder days.
reason-not-the-visit = { $left ->
    [one] { $left } more visit until the next one.
   *[other] { $left } more visits until the next one.
}
reason-too-few-visits = { $visits ->
    [one] It comes after more visits; this is { $visits } visit so far.
   *[other] It comes after more visits; there are { $visits } so far.
}
reason-no-birthday = The day of their birthday is not known here, or not to be used.
reason-not-birthday = It is for the days around the birthday.
reason-not-away = It is for who has not been here for long.
reason-too-few-stars = { $need ->
    [one] It takes { $need } star; { $have } are there.
   *[other] It takes { $need } stars; { $have } are there.
}
reason-contacts-full = We speak to nobody of such things more than { $max ->
    [one] once
   *[other] { $max } times
} within { $days ->
    [one] { $days } day
   *[other] { $days } days
}.
reason-cap-reached = It is given at most { $max ->
    [one] once
   *[other] { $max } times
} within { $days ->
    [one] { $days } day
   *[other] { $days } days
}.
reason-recently = { $days_ago ->
    [0] It was their turn today already.
    [one] It was their turn yesterday.
   *[other] It was their turn { $days_ago } days ago.
}
reason-passed = It was passed at this purchase.
reason-day-stock-gone = Today’s are all given out.
reason-stock-gone = They are all given out.
reason-day-budget-gone = That was all for today.
reason-budget-gone = That was all for now.
reason-forecast-unknown = How many customers are still to come is not known.
reason-not-drawn = The lot fell on somebody else.
reason-held-out = A few get none for a while, so that we see what gifts do.
reason-no-goodwill = There are no gifts on one’s own judgement here.
reason-goodwill-gone = Today’s gifts on one’s own judgement are all given out.
reason-cannot-ask = We cannot check stars with our other counters just now. Please ask again later.

# Members: who is served. Names are told by themselves and stand as they are.
panel-member = Member
panel-member-open = Show the member
panel-member-since = member since { $year }
panel-member-visits = { $count ->
    [one] { $count } visit
   *[other] { $count } visits
}
panel-member-stars = { $count ->
    [one] { $count } star
   *[other] { $count } stars
}
panel-member-greeting = Good to see you, { $name }.
panel-member-greeting-plain = Good to see you again.
panel-member-staff = Card of the shop: collects nothing
panel-member-opted-out = no gifts or greetings
panel-member-birthday-on = birthday { $date }
panel-member-last = last here { $date }
panel-member-not-yet = not here yet
panel-member-nobody = Nobody is served with a card now. Scan the card, or choose:
panel-member-join = Join
panel-member-type = Type a card
panel-member-find = Look for a name
panel-member-name = Name
panel-member-note = Note
panel-member-birthday = Birthday
panel-member-another = Another card
panel-member-same = Same person
panel-member-let-go = Somebody else
panel-member-late = For the sale just paid
panel-member-opt-out = No gifts or greetings
panel-member-opt-out-text = Stars are collected all the same.
panel-member-cancel = Cancel
panel-member-keep = Keep
panel-member-forget = Forget it
panel-member-show = Show this card
panel-member-search = Look

# What to ask before somebody joins: what is kept, for how long, and that it is theirs.
panel-join-language = Ask in this language:
panel-join-ask = We keep your visits, your stars and what you tell us, until 24 months after your last visit. You can have it all shown or erased at any time. Is that all right?
panel-join-agreed = They agree
panel-join-not = No, thank you
panel-birthday-ask = May we know your birthday, for a small something on the day? Day and month are enough.
panel-name-ask = What may we call you?
panel-note-ask = What is good to know at the counter. They may read it at any time.
panel-find-ask = The name, or how it begins:
panel-type-ask = The eight signs of the card, or the number below the bars:
panel-another-text = If the old cards are gone, they stop working; all stars stay. Otherwise a card more is printed, and all of them work.
panel-another-gone = The old cards are gone
panel-another-more = Print one more card

# What is being done about a card.
panel-desk-joining = Scan a new card. It becomes theirs.
panel-desk-new-card = Scan a new card. The old ones do not work any more; all stars stay.
panel-desk-merging = Scan the other card of the same person. From then on both are one, and that stays so.
panel-desk-found = Who is it?
panel-desk-print = Print a card
panel-desk-stop = Stop
panel-desk-join-with = Join with this card
panel-desk-looking-up = One moment, the card is being looked up.
panel-desk-joined = Welcome! The card is good from now on.
panel-desk-card-given = The card is theirs now. It can be used at once.
panel-desk-merged = Both cards are one person’s now. Any of them can be shown.
panel-desk-changed = Noted. It can be changed at any time.
panel-desk-unknown-card = This card is nobody’s yet. Ask whether they would like to join.
panel-desk-lost-card = This card was replaced by another. Its stars are kept: look for the name.
panel-desk-taken-card = This card is somebody else’s already. Take another one and begin again.
panel-desk-misread = The card was not read right. Scan it again, or type it.
panel-desk-no-card = This is no card of a member. Scan another, or look for the name.
panel-desk-nobody-found = Nobody of that name is here. Try how it begins, or scan the card.
panel-desk-not-now = This does not work now. Stars are added when the card is shown again.

# The keyboard on the screen: the letters of the language in their order, and what other keys are called.
panel-keys-letters = abcdefghijklmnopqrstuvwxyz
panel-keys-space = Space
panel-keys-hyphen = Hyphen
panel-keys-apostrophe = Apostrophe
panel-keys-delete = Delete
panel-keys-digits = Digits
panel-keys-back = Letters
panel-keys-empty = Nothing typed yet
panel-month-1 = January
panel-month-2 = February
panel-month-3 = March
panel-month-4 = April
panel-month-5 = May
panel-month-6 = June
panel-month-7 = July
panel-month-8 = August
panel-month-9 = September
panel-month-10 = October
panel-month-11 = November
panel-month-12 = December

# The name of this language, in this language.
language-name = English

# The pages that customers see on their phones.
page-typo = We cannot read this code
page-typo-length = A code has 12 characters, this one has { $found }.
page-typo-alphabet = Character { $position } is not one that our codes have.
page-typo-check = One character does not fit the others.
page-typo-again = Please compare it with the one at the end of your receipt.
page-start = Hello!
page-start-code = Type the code from the end of your receipt. Dashes and capital letters do not matter.
page-start-field = Code with 12 characters
page-start-go = Go on
page-language = Language

# The survey on customers’ phones. Answers have to fit into a box as wide as a thumb.
survey-title = How was your visit?
survey-lead = One tap answers the first of five questions. All others are optional.
survey-lead-reward = As a thank-you you get { $reward }, whatever you answer.
survey-recommend = Would you recommend us to a friend?
survey-recommend-least = 0 = not at all
survey-recommend-most = 10 = gladly
survey-once-more = Please tap your answer once more.
survey-not-now = We cannot store this right now. Please try again in a moment; nothing is lost.
survey-trap = Please leave this empty
survey-privacy-line = Anonymous: we keep your answers, the store and the hour.
survey-other-code = Type another code
survey-more = Thank you!
survey-more-lead = Your answer is stored. A few more, if you like – all of it is optional.
survey-happy = Were you happy with your visit?
survey-happy-1 = Not at all
survey-happy-2 = Not really
survey-happy-3 = Okay
survey-happy-4 = Happy
survey-happy-5 = Very happy
survey-easy = Was it easy to pay and go?
survey-easy-1 = Hard
survey-easy-2 = A bit hard
survey-easy-3 = Okay
survey-easy-4 = Easy
survey-easy-5 = Very easy
survey-met = Did we meet your expectations?
survey-met-1 = Not at all
survey-met-2 = Not quite
survey-met-3 = Mostly
survey-met-4 = Fully
survey-met-5 = Even more
survey-again = Would you buy from us again?
survey-again-1 = No
survey-again-2 = Rather not
survey-again-3 = Maybe
survey-again-4 = Yes
survey-again-5 = For sure
survey-own-1 = No
survey-own-2 = Rather not
survey-own-3 = So-so
survey-own-4 = Rather yes
survey-own-5 = Yes
survey-comment = Would you like to tell us more?
survey-contact = May we call you?
survey-contact-field = Phone number or e-mail
survey-consent = Yes, the store may contact me about this visit. It forgets this 30 days after the matter is closed.
survey-send = Send
survey-send-reward = Send and get the thank-you
survey-mistakes = Please look at this once more
survey-mistake-consent = Please tick the box so that we may use your number, or leave the field empty.
survey-mistake-contact = Please tell us a phone number or an e-mail, or take the tick away.
survey-mistake-long-contact = Please shorten this to 120 characters.
survey-mistake-long-comment = Please shorten this to 2000 characters.
survey-thanks = Thank you for your answers!
survey-thanks-text = They help us to do better. You can close this page.
survey-reward = Your thank-you:
survey-reward-how = Show this code at the till. It is good from tomorrow on, until { $date }.
survey-reward-minimum = With a purchase of { $minimum } or more.
survey-reward-save = Take a screenshot or write the code down: nobody can show it to you again.
survey-reward-picture = The same code as a picture for the scanner
survey-used = This code has been used
survey-used-why = Somebody has answered with it already. Each receipt counts once; the next one has a new code.
survey-expired = This code has run out
survey-expired-why = It was good until { $date }. The next receipt has a new one.
survey-elsewhere = This code is of another store
survey-elsewhere-why = It is not one of the stores on this page. Please use the address on the receipt.
survey-unknown = We do not know this code
survey-unknown-why = Please compare it with the one at the end of your receipt.
survey-for-the-till = This code is for the till
survey-for-the-till-why = Please show it to the cashier on your next visit.
survey-too-many = One moment, please
survey-too-many-why = Too many codes that do not exist were tried from your network. Please try again in { $minutes } min.
survey-over = Thank you for your answer!
survey-over-why = Your first answer is kept. The others can be added within half an hour, and that is over.
survey-unread = We could not read this
survey-unread-why = Please go back and send it once more. A shorter text may help.
survey-privacy-title = What we keep
survey-privacy-what = What: your answers, the store and the counter, the hour of your receipt and about how long the line was then, the language of the page. No name, no address of your phone, no cookie. Once the store has your answer, nothing leads from it to your receipt.
survey-privacy-why = Why: so that the store learns what to do better. It has a legitimate interest in that; answering is up to you.
survey-privacy-contact = A phone number or e-mail is kept only if you give it and tick the box. The store uses it to talk with you about this visit and forgets it 30 days after the matter is closed. You can take your consent back at any time.
survey-privacy-how-long = How long: what you write is kept for at most 12 months. That a code was used is known for 90 days. Counts without any text stay.
survey-privacy-rights = Your rights: you may ask the store what it keeps about you, have it corrected or deleted, and complain to the data protection authority of your country.
survey-date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }

# The virtual shop of the demo.
shop-speed = How fast time passes
shop-scan = Scan something
shop-no-paper = The first receipt is on its way.
shop-visit = Open the page of this code
shop-milk = Milk
shop-bread = Bread
shop-apples = Apples
shop-tea = Tea
shop-note-bread = Likes the seeded rye loaf
shop-note-tea = Takes tea without sugar

# The page for colleagues
call-nobody = Nobody is needed now
call-needed = Counter { $counter } needs you
call-coming = Somebody is coming
call-come = I’m coming
call-waiting = { $waiting ->
    [0] Nobody waits.
    [one] One customer waits.
   *[other] { $waiting } customers wait.
}
call-wait = About { $minutes } min wait
call-stays = This page looks again every five seconds. Please keep it open.
call-wrong = This address does not fit
call-wrong-why = Please scan the code for this page once more.
call-later = One moment, please
call-later-again = This page tries again in five seconds.
# The manager's window. $day: 0 is Monday.
manager-open = Manager's window
manager-open-text = Figures and settings for whoever plans the day, behind a PIN.
manager-title = Manager
manager-looking-for-service = Waiting for the service…
manager-pin-enter = The manager's PIN, please.
manager-pin-choose = There is no PIN yet. Please choose one of 4 to 12 digits.
manager-pin-again = The same PIN once more, please.
manager-pin-mismatch = These two were not the same. Please begin again.
manager-pin-weak = This PIN is easy to guess. Please choose another one.
manager-pin-wrong = That is another PIN. Please try once more.
manager-pin-locked = { $count ->
    [one] Please wait for { $count } second, then try again.
   *[other] Please wait for { $count } seconds, then try again.
}
manager-pin-away = The service did not answer. Please try once more.
manager-pin-ended = The session has ended. Please enter the PIN again.
manager-pin-digits = { $count ->
    [one] { $count } digit entered
   *[other] { $count } digits entered
}
manager-pin-back = Delete
manager-pin-done = OK
manager-today = Today
manager-queue = Queue & staffing
manager-payments = Payments
manager-lock = Lock now
manager-locks = Locks after 5 minutes without a touch
manager-devices = Devices
manager-settings = Settings
manager-cancel = Cancel
manager-save = Save
manager-saved = Saved.
manager-not-saved = This was not saved. The service says: { $why }
manager-not-saved-away = The service did not answer. Please look whether it was saved.
manager-settings-away = The service does not answer, so nothing can be changed now.
manager-settings-trouble = The settings cannot be read. The service says: { $why }
manager-settings-looking-up = The settings are being looked up…
manager-needs-restart = Some of what is written below holds only once the service is started anew, for example with the computer.
manager-store = Store
manager-store-name = Name of the store
manager-store-name-text = Screens show it at once; customers' pages once the service is started anew.
manager-language = Language of the store
manager-language-text = Screens without a language of their own follow at once; receipts, slips and customers' pages once the service is started anew.
manager-target = Nobody should wait longer than
manager-target-text = A longer wait calls a colleague, and figures count who waited no longer.
manager-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
manager-minute-less = One minute less
manager-minute-more = One minute more
manager-closing = Slip at the end of the day
manager-closing-text = A slip from the receipt printer tells what the day came to: customers, rush, calls.
manager-closing-off = No slip
manager-closing-on = Print the slip
manager-closing-after = Behind the till's report, not before
manager-closing-after-text = The slip follows the till's first report after this time.
manager-closing-at = By itself
manager-closing-at-text = For a till that prints no report: the slip comes at this time, if there were customers and no slip yet.
manager-closing-never = Never
manager-closing-timed = At a time
manager-hour-less = −1{ "\u00A0" }h
manager-hour-more = +1{ "\u00A0" }h
manager-quarter-less = −15{ "\u00A0" }min
manager-quarter-more = +15{ "\u00A0" }min
manager-hour-earlier = an hour earlier
manager-hour-later = an hour later
manager-quarter-earlier = a quarter of an hour earlier
manager-quarter-later = a quarter of an hour later
manager-pin-title = PIN
manager-pin-text = Opens this window. Whoever has forgotten it sets another one on this computer: tillside pin set
manager-pin-change = Change the PIN
manager-pin-old = The PIN until now, please.
manager-pin-new = The new PIN, please: 4 to 12 digits.
manager-pin-changed = The PIN was changed. Whoever was in elsewhere has to enter the new one.
manager-window = This window
manager-window-text = Kept for the next time this window is opened; the cashier's window stays as it is.
manager-cable = Till, printer, scanner
manager-port = Port: { $port }
manager-away-since = Away since { $time }
manager-away-since-yesterday = Away since yesterday, { $time }
manager-away-for-days = { $count ->
    [one] Away for { $count } day, since { $time }
   *[other] Away for { $count } days, since { $time }
}
manager-last-document = Last receipt
manager-codes-state = Codes
manager-codes-on = On
manager-codes-off = Off
manager-codes-unseen = Waiting
manager-codes-unseen-text = until “tillside doctor” has seen the survey page
manager-codes-fiscal = Stopped
manager-codes-ready = { $count ->
    [one] { $count } is ready
   *[other] { $count } are ready
}
manager-journal = Journal
manager-megabytes = { $size }{ "\u00A0" }MB
manager-journal-kept = everything is saved
manager-journal-failing = the disk takes nothing
manager-events-lost = Not saved so far
manager-technician = For a technician
manager-profile = Printer profile: { $profile }
manager-version = Version of the service: { $version }
manager-away = The service does not answer; these figures are the last ones.
manager-stale = The figures could not be looked up just now; these may be old.
manager-guesses = { $count ->
    [one] Somebody tried { $count } survey code that the store never made. The pages slow such tries down; there is nothing to do.
   *[other] Somebody tried { $count } survey codes that the store never made. The pages slow such tries down; there is nothing to do.
}
manager-looking-up = The figures are being looked up…
manager-weekday = { $day ->
    [0] Monday
    [1] Tuesday
    [2] Wednesday
    [3] Thursday
    [4] Friday
    [5] Saturday
   *[6] Sunday
}
manager-weekday-short = { $day ->
    [0] Mon
    [1] Tue
    [2] Wed
    [3] Thu
    [4] Fri
    [5] Sat
   *[6] Sun
}
manager-percent = { $percent }{ "\u00A0" }%
manager-of = { $part } of { $all }
manager-served = Served
manager-waiting = Waiting now
manager-about-minutes = { $count ->
    [one] about { $count } minute
   *[other] about { $count } minutes
}
manager-in-time = In time
manager-within-minutes = { $count ->
    [one] within { $count } minute
   *[other] within { $count } minutes
}
manager-calls = Colleague called
manager-answered = { $count ->
    [one] { $count } answered
   *[other] { $count } answered
}
manager-codes = Codes printed
manager-helped = Payments helped
manager-notes-of = { $count ->
    [one] of { $count } that needed help
   *[other] of { $count } that needed help
}
manager-baskets = Baskets kept
manager-cases = Open cases
manager-overdue = { $count ->
    [one] { $count } is overdue
   *[other] { $count } are overdue
}
manager-chart = People waiting
manager-chart-text = Line: the estimate; band: eight times in ten it is in there.
manager-chart-usual = Line: the estimate; band: eight times in ten it is in there; grey: usually ({ $day }).
manager-nothing-yet = Nothing is known yet.
manager-care = Needs a person
manager-care-none = Nobody waits for an answer.
manager-this-week = This week
manager-weeks-4 = 4 weeks
manager-weeks-8 = 8 weeks
manager-heat = Busy hours
manager-heat-text = People waiting on average, by weekday and hour. Empty: not known.
manager-heat-plan = Colour: people waiting on average. Number: counters to open. Empty: not known, or closed.
manager-counters-to-open = counters to open: { $count }
manager-expected = on a busy day { $percent }{ "\u00A0" }% in time
manager-leaving = about { $percent }{ "\u00A0" }% give up
manager-learning = How many counters to open is not known yet: the habits of the shop are still being learned, which takes about a week.
manager-own-customers = Several counters share the line; only the customers of this one are in the plan.
manager-plan-choice = The number is chosen so that so many people wait no longer than so many minutes, even on a busy day:
manager-plan-minutes = { $count }{ "\u00A0" }min
manager-next = The next two hours
manager-next-text = By the day so far, about { $percent }{ "\u00A0" }% of what is usual ({ $day }).
manager-next-none = The shop is closed, as far as is known.
manager-from = From
manager-coming = People
manager-counters = Counters
manager-differences = Open and needed
manager-differences-text = The hours with the largest difference between the counters that were open on average and those that the plan has.
manager-differences-none = As many were open as were needed.
manager-mean-open = Open
manager-needed = Needed
manager-left = { $count ->
    [0] Hardly anybody gave up waiting (an estimate).
    [one] About { $count } person gave up waiting (an estimate).
   *[other] About { $count } people gave up waiting (an estimate).
}
manager-left-unknown = Nothing tells of people who gave up waiting.
manager-plan = Counters to open
manager-plan-target = { $count ->
    [one] So that { $percent }{ "\u00A0" }% wait no longer than { $count } minute, even on a busy day.
   *[other] So that { $percent }{ "\u00A0" }% wait no longer than { $count } minutes, even on a busy day.
}
manager-plan-printed = Made on { $date }
manager-plan-note = Learned from the last eight weeks. Holidays and other exceptions are not in it. –: closed.
manager-date = { $day }/{ $month }/{ $year }
manager-export-plan = Plan as a CSV file
manager-plan-file = Print the week plan (PDF)
manager-busiest = The busiest quarter-hours
manager-when = When
manager-mean-waiting = Waiting
manager-in-time-title = { $count ->
    [one] Served within { $count } minute
   *[other] Served within { $count } minutes
}
manager-rates = Below 20 there are counts and no shares.
manager-day = Day
manager-known = Wait known
manager-share = Share
manager-all-days = All days
manager-calls-answered = A colleague was called { $calls } ×, and came { $answered } ×.
manager-payments-title = Payments that needed help
manager-no-notes = There were none.
manager-notes = Needed help
manager-settled = Paid
manager-by-chip = – card in the slot
manager-by-again = – the same card again
manager-by-other-card = – another card
manager-by-phone = – phone or watch
manager-by-cash = – cash
manager-by-before = – was paid already
manager-by-unsaid = – not said how
manager-held = Basket kept for later
manager-lost = Came to nothing
manager-settled-share = Share paid
manager-settled-mean = Until paid, on average
manager-seconds = { $count }{ "\u00A0" }s
manager-by-hour = By the hour of the day
manager-hour = Hour
manager-notes-short = All
manager-held-short = Kept
manager-lost-short = Lost
manager-export = Write a CSV file
manager-export-text = What this page shows, as a table for a spreadsheet.
manager-exported = Written: { $file }
manager-not-exported = This file could not be written: { $file }
manager-survey = Survey
manager-survey-looking-up = The answers are being looked up…
manager-nps = Would recommend us (NPS)
manager-nps-short = NPS
manager-nps-counts = { $good } yes · { $middle } perhaps · { $bad } no
manager-answers = Answers
manager-of-codes = { $share } of the codes printed
manager-fewer-than-5 = fewer than 5 answers
manager-happy = Happy with the visit
manager-easy = Easy to pay and go
manager-met = Expectations met
manager-again = Would buy again
manager-own = The store's own question
manager-four-or-five = chose 4 or 5 of 5
manager-range = { $low } to { $high }
manager-n = n{ "\u00A0" }={ "\u00A0" }{ $count }
manager-day-month = { $day }/{ $month }
manager-marked = Answers that are marked
manager-marked-text = { $any } in all: { $shop } from the shop's own network, { $burst } of many at once, { $left } of receipts left behind. One may be so for several reasons.
manager-marked-out = Leave marked answers out
manager-trend = Week by week
manager-trend-text = Points: the score of weeks with 10 answers or more, grey below 30; band: the truth lies in it nineteen times in twenty; numbers: what we changed.
manager-trend-none = No week has 10 answers yet.
manager-trend-halves = From { $day } on, against the days before: { $moved }
manager-trend-unknown = too few answers to tell
manager-trend-unclear = no clear change
manager-trend-up = ↑ up by { $points } points ({ $range })
manager-trend-down = ↓ down by { $points } points ({ $range })
manager-week-of = Week of { $day }
manager-changes = We changed this
manager-changes-text = Days on which something changed, and how the score has moved since. Other things may have changed too.
manager-change-new = Another change
manager-change-hint = The day, and what it was, in a few words and without names.
manager-change-add = Add
manager-change-remove = Remove
manager-change-left = { $count ->
    [one] { $count } character left
   *[other] { $count } characters left
}
manager-week-less = −7{ "\u00A0" }d
manager-day-less = −1{ "\u00A0" }d
manager-day-more = +1{ "\u00A0" }d
manager-week-more = +7{ "\u00A0" }d
manager-week-earlier = a week earlier
manager-day-earlier = a day earlier
manager-day-later = a day later
manager-week-later = a week later
manager-comments = What customers wrote
manager-comments-none = Nobody wrote anything on these days.
manager-comments-unread = { $count ->
    [0] All of them are ticked as read.
    [one] { $count } is not ticked as read yet.
   *[other] { $count } are not ticked as read yet.
}
manager-comments-more = Show more
manager-comments-older = { $count ->
    [one] { $count } older one is not shown; choose a shorter time.
   *[other] { $count } older ones are not shown; choose a shorter time.
}
manager-part-morning = in the morning
manager-part-afternoon = in the afternoon
manager-part-evening = in the evening
manager-recommends = recommends us: { $grade }
manager-funnel = From the receipt to the thank-you
manager-funnel-step = Step
manager-count = Count
manager-of-all-codes = Of codes
manager-funnel-printed = Codes printed
manager-funnel-opened = Survey opened
manager-funnel-answered = Answered
manager-funnel-rewarded = Thank-you handed over
manager-given = Thank-yous handed over in the last seven days
manager-given-none = None.
manager-given-day = Day
manager-given-morning = Before noon
manager-given-afternoon = Before 5 pm
manager-given-evening = Later
manager-silent = Between { $low } and { $high } unhappy customers have probably said nothing. This is a guess, as if those who do not answer were like those who do.
manager-silent-unknown = How many unhappy customers have said nothing can be guessed from 10 answers on.
manager-by-wait = By the wait of that customer
manager-answers-by-hour = By the hour of the receipt
manager-by-counter = By counter
manager-counter-number = Counter { $number }
manager-small-groups = –: fewer than 5 answers. Below 10 only their number is told, grey below 30.
manager-group = Group
manager-between = Between
manager-waited-under-1 = under 1 minute
manager-waited-under-3 = 1 to 3 minutes
manager-waited-under-5 = 3 to 5 minutes
manager-waited-under-10 = 5 to 10 minutes
manager-waited-longer = 10 minutes or more
manager-export-figures = Figures (CSV)
manager-export-answers = Answers (CSV)
manager-export-comments = Comments (CSV)
manager-loyalty = Members & gifts
manager-loyalty-figures = Figures
manager-loyalty-rules = Rules for gifts
manager-loyalty-people = Members
manager-loyalty-looking-up = Members and gifts are being looked up…
manager-loyalty-identified = Sales with a member’s card
manager-loyalty-identified-of = sales
manager-loyalty-coming = Members who come
manager-loyalty-joined = { $count ->
    [one] within a year; { $count } joined on these days
   *[other] within a year; { $count } joined on these days
}
manager-loyalty-again = Come again
manager-loyalty-again-of = came on more than one day
manager-loyalty-second = Second visit within 60 days
manager-loyalty-second-of = who first came at least 60 days ago
manager-loyalty-due = Less often than usual
manager-loyalty-due-text = Compared with how often each of them comes by themselves. There is no reason to write to anybody because of this list: most come back by themselves. Greet them when they come.
manager-loyalty-due-none = Nobody comes less often than usual, or too little is known yet to tell.
manager-loyalty-slipping = a little less often than usual
manager-loyalty-overdue = less often than usual
manager-loyalty-member = Member …{ $digits }
manager-loyalty-last = last here { $day }
manager-loyalty-visits = { $count ->
    [one] { $count } visit
   *[other] { $count } visits
}
manager-loyalty-gifts = Gifts by rule
manager-loyalty-gifts-text = What each rule gave on these days, in the order of the rules. The bars show how much of stock and budget is used.
manager-loyalty-gifts-none = There are no rules, and nothing was given.
manager-loyalty-gifts-all = In all: { $given } given, cost { $cost }
manager-loyalty-rule-gone = A rule that is there no more
manager-loyalty-sums = offered { $offered } · given { $given } · passed { $passed } · in the group without { $without } · cost { $cost }
manager-loyalty-sums-none = nothing on these days
manager-loyalty-stock-day = Today: { $used } of { $most }
manager-loyalty-stock-total = Of all there are: { $used } of { $most }
manager-loyalty-budget-day = Cost today: { $used } of { $most }
manager-loyalty-budget-month = Cost this month: { $used } of { $most }
manager-loyalty-budget-total = Cost in all: { $used } of { $most }
manager-loyalty-reached = used up
manager-loyalty-days-used-up = { $count ->
    [one] stock or budget of the day used up on { $count } of these days
   *[other] stock or budget of the day used up on { $count } of these days
}
manager-loyalty-at-cap = { $count ->
    [0] no member has had all that one may have ({ $max } in { $days } days)
    [one] { $count } member has had all that one may have ({ $max } in { $days } days)
   *[other] { $count } members have had all that one may have ({ $max } in { $days } days)
}
manager-loyalty-caps = Limits for each member, now
manager-loyalty-caps-gifts = { $count ->
    [0] Nobody has had all the gifts that one may have ({ $max } in { $days } days).
    [one] { $count } member has had all the gifts that one may have ({ $max } in { $days } days).
   *[other] { $count } members have had all the gifts that one may have ({ $max } in { $days } days).
}
manager-loyalty-caps-contacts = { $count ->
    [0] Nobody was addressed as often as one may be ({ $max } times in { $days } days).
    [one] { $count } member was addressed as often as one may be ({ $max } times in { $days } days).
   *[other] { $count } members were addressed as often as one may be ({ $max } times in { $days } days).
}
manager-loyalty-overspent = { $count ->
    [one] { $count } member has spent more stars than they had, at counters that could not ask each other.
   *[other] { $count } members have spent more stars than they had, at counters that could not ask each other.
}
manager-loyalty-caps-month = Cost of all gifts this month: { $used } of { $most }
manager-loyalty-caps-text = How often a limit was the reason for no gift is not kept. “Try it” beside the rules shows it for the last seven days.
manager-loyalty-compared = With a gift and without
manager-loyalty-compared-text = { $count ->
    [one] Who came back within { $count } day. The lot left some members without, so that both can be compared. Each counts once, from their first time, and counts as offered whatever they said.
   *[other] Who came back within { $count } days. The lot left some members without, so that both can be compared. Each counts once, from their first time, and counts as offered whatever they said.
}
manager-loyalty-compared-few = offered to { $with }, without { $without }: a comparison needs { $few } of each
manager-loyalty-compared-with = offered: { $percent } of { $of } came back (between { $low } and { $high })
manager-loyalty-compared-without = without: { $percent } of { $of } came back (between { $low } and { $high })
manager-loyalty-compared-overlap = The two ranges overlap: the difference may be chance.
manager-loyalty-compared-apart = The two ranges do not overlap: chance alone seldom does that.
manager-loyalty-cohorts = Who came again, month by month
manager-loyalty-cohorts-text = Each row: the members who first came in that month. Columns: how many of them came in the months after it.
manager-loyalty-members-short = All
manager-loyalty-members = { $count ->
    [one] { $count } member
   *[other] { $count } members
}
manager-loyalty-month = { $month }/{ $year }
manager-loyalty-months-after = { $count ->
    [one] { $count } month later
   *[other] { $count } months later
}
manager-loyalty-month-open = the month is not over
manager-loyalty-legend-percent = in hundredths of the members of that month
manager-loyalty-legend-few = how many, where they were fewer than 20
manager-loyalty-legend-open = the month is not over yet
manager-loyalty-unknown = What this page does not know
manager-loyalty-unknown-text = Only members are counted, who chose to be remembered: on these days { $known } of { $sales } sales. Of the other { $rest } nobody knows who comes again. Members are no picture of all customers.
manager-loyalty-export-cohorts = Months (CSV)
manager-loyalty-export-due = Less often (CSV)
manager-loyalty-export-gifts = Gifts (CSV)
manager-people = Look a member up
manager-people-text = For whoever asks what is kept of them, or wants to be forgotten. What is found here is gone when you leave the page.
manager-people-field = Name or card
manager-people-field-text = How the name begins, or what stands on the card.
manager-people-find = Find
manager-people-none = Nobody was found. Type a name from its beginning, or all that stands on the card.
manager-people-more = There may be more of them. Type more of the name.
manager-people-show = Show
manager-people-since = member since { $day }
manager-people-number = number { $number }
manager-people-back = Back
manager-people-tile-since = Member since
manager-people-tile-visits = Days here
manager-people-tile-stars = Stars
manager-people-tile-cards = Cards
manager-people-lost = { $count ->
    [one] and { $count } that was lost
   *[other] and { $count } that were lost
}
manager-people-kept = What is kept
manager-people-agreed = Agreed on { $day }.
manager-people-agreed-in = Agreed on { $day }, in this language: { $language }
manager-people-birthday-and-note = A birthday and a note are kept too.
manager-people-birthday = A birthday is kept too.
manager-people-note = A note is kept too.
manager-people-no-more = Neither a birthday nor a note is kept.
manager-people-opted-out = Wants no gifts and no greetings.
manager-people-staff = Counts as a card of staff
manager-people-staff-text = It was seen so often within an hour that it collects no stars and gets no gifts.
manager-people-staff-button = This is a customer’s card
manager-people-customers = The card is a customer’s again and collects from now on.
manager-people-files = Hand out what is kept
manager-people-files-text = Two files with everything: one for machines, and one to be read, in this language: { $language }. Give them to the member alone, and delete your copies then.
manager-people-files-none = Nothing was handed out so far.
manager-people-hand-out = Hand out everything
manager-people-handed-out = Both files are written, and it is noted that they were handed out:
manager-people-forget = Forget
manager-people-forget-text = For members who ask for it. Everything that is kept of them goes for good.
manager-people-forget-button = Forget this member…
manager-people-sure = Forget { $name } for good?
manager-people-sure-text = Name, birthday, note, cards, visits, stars and gifts of this member are erased. What was sold stays, as sums in which nobody is. This cannot be undone.
manager-people-copies = Files that were handed out before are not erased. Delete copies that are not the member’s:
manager-people-keep = Keep
manager-people-sure-button = Forget for good
manager-people-forgotten = The member is forgotten. Nothing of them is left here.
manager-people-gone = There is no such member any more.
manager-people-away = The service did not answer. Look the member up again to see whether it was done.
manager-people-refused = This was not done. The service says: { $why }
manager-loyalty-rules-looking-up = The rules are being looked up…
manager-loyalty-rules-text = The file of the rules. What is saved holds within seconds; the text before it is kept beside it. A text with a problem is not saved.
manager-loyalty-weather-fails = How warm it is cannot be looked up just now where these rules say. Rules that ask for it give nothing unless the cashier says it; the service’s log has the reason.
manager-loyalty-begin = There are no rules for gifts
manager-loyalty-begin-text = Ten rules that work are there to begin with: a water on hot days, a coffee on every tenth visit and more. They are saved in a file beside the configuration and hold at once. Change those that you do not want to give.
manager-loyalty-begin-button = Begin with the ten rules
manager-loyalty-try = Try it
manager-loyalty-undo = Undo
manager-loyalty-overtaken = The file was changed elsewhere meanwhile. Save writes over that, Undo shows it.
manager-loyalty-checking = Being looked at…
manager-loyalty-problems = { $count ->
    [0] The rules can be used.
    [one] { $count } problem
   *[other] { $count } problems
}
manager-loyalty-more-problems = { $count ->
    [one] { $count } more
   *[other] { $count } more
}
manager-loyalty-line = Line { $line }
manager-loyalty-trying = The rules are being tried…
manager-loyalty-try-text = “Try it” shows what these rules would have given in the last seven days. Birthdays, goods and temperatures of those days are not known.
manager-loyalty-tried = In seven days, { $sales } sales, { $members } of them members’: { $given } given, cost { $cost }
manager-loyalty-tried-before = The text has changed since.
manager-loyalty-not-tried = follows no sale, so that it was not tried
manager-loyalty-tried-rule = { $given } given
manager-loyalty-tried-rest = cost { $cost } · in the group without { $without }
manager-loyalty-tried-members = { $count ->
    [one] to { $count } member
   *[other] to { $count } members
}
manager-loyalty-tried-unknown = { $count ->
    [one] { $count } time to a customer who is not known
   *[other] { $count } times to customers who are not known
}
manager-loyalty-mostly-not = mostly not ({ $count }): { $why }
manager-loyalty-why-not-the-visit = It was another visit.
manager-loyalty-why-too-few-visits = There were too few visits.
manager-loyalty-why-too-few-stars = There were too few stars.
manager-loyalty-why-contacts-full = They were addressed often enough.
manager-loyalty-why-cap-reached = They had had as many as one may have.
manager-loyalty-why-recently = They had had one recently.


# The page with everything that is kept of a member.
member-export-title = What we keep about you
member-export-made = Written down on { $day }
member-export-number = Your number: { $number }
member-export-since = Member since { $day }
member-export-agreed = You agreed on { $day }
member-export-language = In this language: { $language }
member-export-name = Name: { $name }
member-export-birthday = Birthday: day { $day }, month { $month }
member-export-note = Note: { $note }
member-export-opted-out = You asked for no gifts and no greetings.
member-export-staff = Your card was scanned so often that it counts as one of staff.
member-export-cards = Cards
member-export-card = { $card }, yours since { $day }
member-export-card-lost = { $card }, yours since { $day }, lost on { $lost }
member-export-visits = { $count ->
    [one] You came on { $count } day
   *[other] You came on { $count } days
}
member-export-stars = { $count ->
    [one] You have { $count } star
   *[other] You have { $count } stars
}
member-export-earned = { $count ->
    [one] { $day }: { $count } star for what you bought
   *[other] { $day }: { $count } stars for what you bought
}
member-export-spent = { $count ->
    [one] { $day }: { $count } star spent
   *[other] { $day }: { $count } stars spent
}
member-export-gifts = Gifts
member-export-gift = { $what ->
    [given] { $day }: you got a gift
    [passed] { $day }: a gift that you passed
    [held_out] { $day }: no gift was offered, to learn what gifts are good for
    [taken_back] { $day }: a gift that came back
    [voided] { $day }: a gift at a sale that was cancelled
   *[other] { $day }: a gift was kept for you
}
member-export-contacts = When we spoke to you as a member
member-export-contact = { $about ->
    [greeting] { $day }: a greeting
    [survey_ask] { $day }: we asked for your opinion
   *[other] { $day }: we came back to something you had told us
}
member-export-files = Pages like this one that were handed out before
member-export-file = { $day }: { $what }
member-export-nothing = Nothing
member-export-elsewhere = What you did at our other counters is in these sums; single visits and gifts there are on the page that our main counter can print for you.
member-export-end = Single purchases are forgotten after some time, their sums stay. Two years after your last visit we forget everything. We do it at once if you ask us to.
