"""Prints a cashier's shift with python-escpos.

    shift.py dummy FOLDER              every document as bytes, in FOLDER/NAME.bin
    shift.py serial PORT NAME...       these documents through pyserial
    shift.py file PORT NAME...         these documents through a plain file
"""

import sys
from pathlib import Path

from escpos.printer import Dummy, File, Serial
from PIL import Image, ImageDraw

PROFILE = "TM-T88V"


def logo():
    """A picture with bytes of every kind in it."""
    picture = Image.new("1", (120, 48), 1)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((4, 4, 44, 44), fill=0)
    pen.polygon([(60, 44), (84, 4), (108, 44)], outline=0)
    for x in range(0, 120, 3):
        pen.point((x, 47), fill=0)
    return picture


def amount(label, value, width=42):
    return label + value.rjust(width - len(label)) + "\n"


def head(p, name, *lines):
    p.set(align="center", bold=True, double_height=True, double_width=True)
    p.textln(name)
    p.set_with_default(align="center")
    for line in lines:
        p.textln(line)
    p.set_with_default(align="left")
    p.textln("-" * 42)


def sale_pl(p):
    p.hw("INIT")
    head(p, "SKLEP ŻABKA", "ul. Łąkowa 5, 30-001 Kraków", "NIP 676-234-56-78")
    p.text(amount("Żółty ser gouda", "12,34"))
    p.text(amount("Śliwki węgierki", "8,00"))
    p.text(amount("Chleb żytni", "5,66"))
    p.textln("-" * 42)
    p.set(bold=True)
    p.text(amount("SUMA PLN", "26,00"))
    p.set(bold=False)
    p.text(amount("Gotówka", "50,00"))
    p.text(amount("Reszta", "24,00"))
    p.cashdraw(2)
    p.cut()


def sale_da(p):
    p.charcode("CP865")
    p.image(logo(), impl="bitImageRaster", center=True)
    head(p, "KØBMANDEN", "Rådhuspladsen 1, 1550 København V")
    p.text(amount("Rugbrød", "24,95"))
    p.text(amount("Jordbær 500 g", "35,00"))
    p.text(amount("TOTAL DKK", "59,95"))
    p.text(amount("Dankort", "59,95"))
    p.barcode("4006381333931", "EAN13", height=60, width=2, pos="BELOW")
    p.ln()
    p.textln("Tak for besøget")
    p.cut("PART")


def sale_et(p):
    p.image(logo(), impl="bitImageColumn")
    head(p, "VÄIKE POOD", "Pikk 7, Tallinn")
    p.text(amount("Õunamahl", "2,49"))
    p.text(amount("Šokolaad", "3,10"))
    p.text(amount("KOKKU EUR", "5,59"))
    p.text(amount("Sularaha", "10,00"))
    p.text(amount("Tagasi", "4,41"))
    p.barcode("{B0042818", "CODE128", height=50, width=2, function_type="B")
    p.cut(feed=False)


def sale_euro(p):
    p.image(logo(), impl="graphics")
    head(p, "DUTY FREE")
    p.text(amount("Æbleskiver", "€6,50"))
    p.text(amount("Żubrówka", "€14,90"))
    p.text(amount("TOTAL", "€21,40"))
    p.text(amount("CARD", "€21,40"))
    p.set(align="center")
    p.qr("https://example.ie/r/9F3KQ2", native=True, size=5)
    p.textln("Your receipt online")
    p.cut()


def sale_symbols(p):
    head(p, "CORNER MARKET")
    p.text(amount("Tea", "2.00"))
    p.text(amount("Scone", "3.00"))
    p.text(amount("TOTAL", "5.00"))
    p.text(amount("CASH", "5.00"))
    p.qr("https://example.com/feedback", native=False, size=4, center=True)
    p.barcode("AB-12", "CODE39", height=50, width=2)
    p.ln()
    p.barcode("96385074", "EAN8", force_software="bitImageRaster")
    p.ln()
    p.print_and_feed(2)
    p.cut(feed=False)


def sale_styled(p):
    p.line_spacing(60)
    head(p, "STYLE SHOP")
    p.set(invert=True, underline=2)
    p.text(amount("Hat", "19.00"))
    p.set_with_default(font="b", custom_size=True, width=2, height=3)
    p.text(amount("Shoe", "81.00", 20))
    p.set_with_default()
    p.text(amount("TOTAL", "100.00"))
    p.text(amount("VISA", "100.00"))
    p.set(align="right", bold=True, double_height=True)
    p.block_text("All sales are final unless the goods are faulty.", columns=20)
    p.ln()
    p.cut()


def sale_with_display(p):
    p.linedisplay("TOTAL          99.00")
    head(p, "CORNER MARKET")
    p.text(amount("Coffee", "3.50"))
    p.text(amount("TOTAL", "3.50"))
    p.linedisplay("THANK YOU")
    p.text(amount("CASH", "5.00"))
    p.text(amount("CHANGE", "1.50"))
    p.cut()


def slip_declined(p):
    p.textln("CARD TERMINAL 00417722")
    p.textln("VISA ************1234")
    p.text(amount("SALE", "GBP 54.10"))
    p.textln("DECLINED")
    p.textln("CUSTOMER COPY")
    p.cut()


def slip_approved(p):
    p.textln("CARD TERMINAL 00417722")
    p.textln("VISA ************1234")
    p.text(amount("SALE", "GBP 54.10"))
    p.textln("APPROVED  AUTH CODE 123456")
    p.textln("MERCHANT COPY")
    p.cut("PART")


def refund(p):
    head(p, "CORNER MARKET")
    p.textln("REFUND")
    p.text(amount("Kettle", "-11.00"))
    p.text(amount("TOTAL", "-11.00"))
    p.text(amount("VISA", "-11.00"))
    p.cut()


def report(p):
    head(p, "CORNER MARKET", "Z REPORT 0417")
    p.text(amount("GROSS SALES", "1,204.50"))
    p.text(amount("CASH", "400.00"))
    p.text(amount("CARD", "804.50"))
    p.text(amount("TOTAL", "1,204.50"))
    p.cut()


def kitchen(p):
    p.buzzer(times=2, duration=4)
    p.set(double_height=True, double_width=True)
    p.textln("TABLE 12")
    p.textln("2 x Burger")
    p.textln("  no onion")
    p.set_with_default()
    p.cut()


def drawer(p):
    p.cashdraw(2)
    p.cashdraw(5)


DOCUMENTS = [
    sale_pl,
    slip_declined,
    slip_approved,
    sale_da,
    drawer,
    sale_et,
    kitchen,
    sale_euro,
    refund,
    sale_symbols,
    sale_styled,
    sale_with_display,
    report,
]


def main():
    way, place, *names = sys.argv[1:]
    if way == "dummy":
        for document in DOCUMENTS:
            printer = Dummy(profile=PROFILE)
            document(printer)
            Path(place, document.__name__ + ".bin").write_bytes(printer.output)
        return
    chosen = {document.__name__: document for document in DOCUMENTS}
    for name in names:
        # Each document in its own connection, as in its own file: the library remembers the page.
        open_printer = {"serial": Serial, "file": File}[way]
        printer = open_printer(place, profile=PROFILE)
        chosen[name](printer)
        printer.close()


if __name__ == "__main__":
    main()
