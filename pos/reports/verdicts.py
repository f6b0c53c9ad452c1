"""How a verdict looks on paper: a shape, a word and a colour that say the same."""

from __future__ import annotations

from typing import Final

from nutrition import Verdict
from receipts.report_documents import Cell, Tone

LOOKS: Final[dict[Verdict, tuple[str, Tone]]] = {
    Verdict.LOW: ("▼", "low"),
    Verdict.OK: ("●", "good"),
    Verdict.ENOUGH: ("●", "good"),
    Verdict.HIGH: ("▲", "high"),
    Verdict.VERY_HIGH: ("▲", "high"),
    Verdict.UNKNOWN: ("–", "soft"),
}


def verdict_cell(verdict: Verdict) -> Cell:
    """A verdict as a shape and a word."""
    sign, tone = LOOKS[verdict]
    return Cell(f"{sign} {verdict.word}", bold=True, tone=tone)
