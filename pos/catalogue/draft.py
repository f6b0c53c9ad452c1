"""An edit with its way back: typing on in one field is one step. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from menus.catalogue_files import CatalogueDish
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
        """The same edits over what is stored now; its prices are those that were signed."""
        return replace(
            self,
            start=_on(self.start, stored),
            now=_on(self.now, stored),
            past=tuple(_on(each, stored) for each in self.past),
            future=tuple(_on(each, stored) for each in self.future),
        )


def _on(state: EditState, stored: CatalogueDish) -> EditState:
    half = stored.dish.half_price
    price = str(stored.dish.price)
    return replace(state, base=stored, price=price, half_price="" if half is None else str(half))
