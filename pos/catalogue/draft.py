"""An edit with its way back, and what it stands on: typing on in one field is one step. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from menus.catalogue_files import CatalogueDish
from menus.editing import differences
from pos.catalogue.edit import EditState


@dataclass(frozen=True, slots=True)
class Draft:
    """An edit with its way back; typing on in one field is one step. `start` is how it began."""

    start: EditState
    now: EditState
    past: tuple[EditState, ...] = ()
    future: tuple[EditState, ...] = ()
    field: str = ""

    @classmethod
    def of(cls, state: EditState) -> Draft:
        """Nothing changed yet."""
        return cls(state, state)

    @classmethod
    def from_to(cls, start: EditState, now: EditState) -> Draft:
        """An edit that was kept; undoing it goes back to its beginning in one step."""
        return cls(start, now, () if start == now else (start,))

    @property
    def changed(self) -> bool:
        """Whether something would be lost."""
        return self.now != self.start or self.start.base is None

    def edited(self, state: EditState, name: str = "") -> Draft:
        """The next state; `name` is the field that is being typed in, empty for other acts."""
        if state == self.now:
            return self
        if name and name == self.field and self.past:
            return replace(self, now=state, future=())
        return replace(self, now=state, past=(*self.past, self.now), future=(), field=name)

    def undone(self) -> Draft:
        """One step back."""
        if not self.past:
            return self
        *past, now = self.past
        future = (*self.future, self.now)
        return replace(self, now=now, past=tuple(past), future=future, field="")

    def redone(self) -> Draft:
        """One step forth again."""
        if not self.future:
            return self
        *future, now = self.future
        past = (*self.past, self.now)
        return replace(self, now=now, past=past, future=tuple(future), field="")

    def on(self, stored: CatalogueDish) -> Draft:
        """The same edits over what is stored now."""
        return self._each(lambda state: _at_price(replace(state, base=stored), stored))

    def at_price_of(self, stored: CatalogueDish) -> Draft:
        """The same edits over what they began from, with the prices that were signed since."""
        return self._each(lambda state: _at_price(state, stored))

    def is_behind(self, stored: CatalogueDish) -> bool:
        """Whether somebody saved the dish since this began; a signed price is no such change."""
        base = self.start.base
        return base is not None and is_behind(base, stored)

    def _each(self, change: Callable[[EditState], EditState]) -> Draft:
        return replace(
            self,
            start=change(self.start),
            now=change(self.now),
            past=tuple(change(each) for each in self.past),
            future=tuple(change(each) for each in self.future),
        )


def is_behind(base: CatalogueDish, stored: CatalogueDish) -> bool:
    """Whether `stored` was saved since it was `base`; a signed price is no such change."""
    return bool(set(differences(base, stored)) - {"price"})


def _at_price(state: EditState, stored: CatalogueDish) -> EditState:
    half = stored.dish.half_price
    price = str(stored.dish.price)
    return replace(state, price=price, half_price="" if half is None else str(half))
