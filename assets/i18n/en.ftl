# English. The other files have the same keys and the same placeholders.
#
# Keys that begin with "paper-" are printed in whatever character set the till has chosen, on paper
# as narrow as 58 mm: only letters without accents, digits, spaces and ? . , ! : - and at most
# 32 characters. Choose words that need no accents rather than leaving accents out.

# Above the code at the end of a receipt.
paper-survey-invite = How did we do today?

# Above a code that the cashier has printed a second time.
paper-again-caption = Your code once more

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

# The name of this language, in this language.
language-name = English

# The pages that customers see on their phones.
page-thanks = Thank you for your visit!
page-thanks-soon = Our short survey opens here soon: five questions, one minute.
page-thanks-code = Your code is good. Please keep your receipt.
page-typo = We cannot read this code
page-typo-length = A code has 12 characters, this one has { $found }.
page-typo-alphabet = Character { $position } is not one that our codes have.
page-typo-check = One character does not fit the others.
page-typo-again = Please compare it with the one at the end of your receipt.
page-start = Hello!
page-start-code = Scan the code at the end of your receipt, or write it behind the address of this page.
page-language = Language
