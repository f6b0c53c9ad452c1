"""What a printer says of itself: real-time status, Epson's `DLE EOT n`.

Asked only where the address says `status=1`, since many printers and most cables answer nothing.
Source: Epson ESC/POS command reference, DLE EOT.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from receipts.errors import PrinterCoverOpen, PrinterPaperOut

ASK_OFFLINE_CAUSE: Final = b"\x10\x04\x02"
ASK_PAPER: Final = b"\x10\x04\x04"
ANSWER_WAIT: Final = 0.5
"""Seconds in which a printer that answers at all has answered."""
_FIXED_MASK: Final = 0x93  # bits 0, 1, 4 and 7 of every answer are 0, 1, 1, 0
_FIXED: Final = 0x12
_COVER: Final = 0x04
_PAPER: Final = 0x60


def check(ask: Callable[[bytes], bytes], address: str) -> None:
    """Raise `PrinterCoverOpen` or `PrinterPaperOut` when the printer says so.

    `ask` sends a question and gives the answer, empty when none came. Silence and noise say
    nothing: the slip is then tried.
    """
    if _bits(ask(ASK_OFFLINE_CAUSE)) & _COVER:
        raise PrinterCoverOpen(address=address)
    if _bits(ask(ASK_PAPER)) & _PAPER:
        raise PrinterPaperOut(address=address)


def _bits(answer: bytes) -> int:
    if len(answer) != 1 or answer[0] & _FIXED_MASK != _FIXED:
        return 0
    return answer[0]
