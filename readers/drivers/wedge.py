"""The address `wedge:`, which can only say where card readers that type are set up."""

from __future__ import annotations

from typing import NoReturn

from canteen.clock import Clock
from readers.errors import TypesLikeAKeyboard
from readers.url import ReaderUrl


class KeyboardWedge:
    """A reader that types card numbers; its keys come with all others and name no port to open."""

    @classmethod
    def open(cls, url: ReaderUrl, _clock: Clock) -> NoReturn:
        """Raise `TypesLikeAKeyboard`: it reads members' cards, and is no reader for trays."""
        raise TypesLikeAKeyboard(url=str(url))
