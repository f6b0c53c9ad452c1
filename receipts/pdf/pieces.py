"""What a page is filled with: pieces that are never split, and how they come onto pages.

Everything is measured first, so the number of pages is known before the first one is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from receipts.pdf.pen import Pen

Draw = Callable[[Pen, float, float], None]
"""Draws a piece with its top left corner at the two lengths, from the left and from the top."""


@dataclass(frozen=True)
class Piece:
    """A thing of a height in points. `glued` keeps it on the page of the next piece.

    `repeat` is drawn above it again where it is the first of a page. `new_page` begins one. A
    `blank` one parts others and is left out at either end of a page.
    """

    high: float
    draw: Draw
    repeat: tuple[Piece, ...] = ()
    glued: bool = False
    new_page: bool = False
    blank: bool = False


@dataclass(frozen=True)
class Placed:
    """A piece and how far below the top of the page it stands."""

    piece: Piece
    top: float


Page = tuple[Placed, ...]


def space(high: float, *, glued: bool = False) -> Piece:
    """Nothing, `high` points of it."""
    return Piece(high, lambda _pen, _left, _top: None, glued=glued, blank=True)


def paginate(pieces: Iterable[Piece], first: float, room: float) -> list[Page]:
    """Pages of `room` points, the first of `first`, in order; nothing is lost but blanks.

    A chain of glued pieces moves to the next page as a whole unless it is too tall for any page.
    """
    pages: list[list[Placed]] = [[]]
    used, left = 0.0, first
    for chain in _chains(pieces):
        moves = chain[0].new_page or used + sum(piece.high for piece in chain) > left
        if pages[-1] and moves and not all(piece.blank for piece in chain):
            pages.append([])
            used, left = 0.0, room
        for piece in chain:
            over = used + piece.high > left
            if piece.blank and (over or not pages[-1]):
                continue
            if pages[-1] and over:
                pages.append([])
                used, left = 0.0, room
            for each in (*(piece.repeat if not pages[-1] and len(pages) > 1 else ()), piece):
                pages[-1].append(Placed(each, used))
                used += each.high
    return [tuple(page) for page in pages]


def _chains(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    chain: list[Piece] = []
    for piece in pieces:
        chain.append(piece)
        if not piece.glued:
            yield chain
            chain = []
    if chain:
        yield chain
