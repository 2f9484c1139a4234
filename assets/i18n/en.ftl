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

# The window.
# Tillside has no settings yet. $file is the name of a file.
window-not-set-up = Please write into { $file } where the till and the printer are connected. Nothing else is needed.
# The service ended by itself. $why is what it said last, in English.
window-not-running = The service does not run: { $why }
window-not-sent = That did not reach the service. Please try once more.
