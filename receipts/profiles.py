"""What a receipt printer can do. The till's settings name one of these."""

from dataclasses import dataclass
from typing import Final

CELL_DOTS: Final = 12
"""Width of one column; 203 dpi printers draw ASCII 12 and Chinese 24 dots wide."""


@dataclass(frozen=True)
class PrinterProfile:
    """Paper and firmware of one kind of printer.

    `columns` is the paper's width in ASCII characters. `native_qr` is off for firmware without
    `GS ( k`: the code is then sent as dots. `feed_lines` moves the last line past the cutter.
    """

    name: str
    columns: int = 48
    native_qr: bool = True
    feed_lines: int = 5
    cut: bool = True

    @property
    def dots(self) -> int:
        """Printable width in dots."""
        return self.columns * CELL_DOTS


PAPER_80: Final = PrinterProfile("80mm")
PAPER_80_PLAIN: Final = PrinterProfile("80mm-plain", native_qr=False)
PAPER_58: Final = PrinterProfile("58mm", columns=32)
PAPER_58_PLAIN: Final = PrinterProfile("58mm-plain", columns=32, native_qr=False, cut=False)

PROFILES: Final = {
    profile.name: profile for profile in (PAPER_80, PAPER_80_PLAIN, PAPER_58, PAPER_58_PLAIN)
}
