"""Asks the printer how it is before, within and after a sale, as careful tills do.

    status.py PORT

Prints one line of JSON with what the answers meant.
"""

import json
import sys

from escpos.constants import RT_STATUS_ONLINE, RT_STATUS_PAPER
from escpos.printer import Serial

PATIENCE = 20


class Till(Serial):
    """A till that knows how long an answer is, and does not wait for more."""

    def _read(self):
        return self.device.read(1)


def main():
    till = Till(sys.argv[1], timeout=PATIENCE, profile="TM-T88V")
    seen = {"online": till.is_online(), "paper": till.paper_status()}
    till.textln("CORNER MARKET")
    till.textln("Tea      2.00")
    till.textln("TOTAL    2.00")
    till.textln("CASH     2.00")
    seen["within"] = till.query_status(RT_STATUS_ONLINE).hex()
    till.cut()
    seen["after"] = till.query_status(RT_STATUS_PAPER).hex()
    # Transmit status: answered once everything before it has been printed.
    till._raw(b"\x1dr\x01")
    seen["printed"] = till._read().hex()
    till.close()
    print(json.dumps(seen))


if __name__ == "__main__":
    main()
