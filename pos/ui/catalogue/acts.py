"""What the dietitian's desk may ask of the database and of the window. Frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from canteen.money import Money
from menus.catalogue_files import CatalogueDish
from pos.catalogue.draft import Draft


@dataclass(frozen=True, slots=True)
class Read:
    """Read the whole book."""


@dataclass(frozen=True, slots=True)
class Look:
    """Read the past of a dish."""

    code: str


@dataclass(frozen=True, slots=True)
class LookAround:
    """Read what others than `by` are at."""

    by: str


@dataclass(frozen=True, slots=True)
class FindDrafts:
    """Read the drafts of `by`, and what others are at."""

    by: str


@dataclass(frozen=True, slots=True)
class Keep:
    """Put drafts of `by` on the shelf, and take off those that are done with."""

    by: str
    drafts: Mapping[str, Draft] = field(hash=False)
    done_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckPin:
    """Whose PIN is this?"""

    digits: str


@dataclass(frozen=True, slots=True)
class Save:
    """Write the next form of the dish of the draft `key`, which began from `base`."""

    key: str
    dish: CatalogueDish = field(hash=False)
    base: CatalogueDish = field(hash=False)
    note: str


@dataclass(frozen=True, slots=True)
class Add:
    """Write the new dish of the draft `key`; a manager's PIN signs its first price."""

    key: str
    dish: CatalogueDish = field(hash=False)
    from_date: date
    digits: str
    note: str


@dataclass(frozen=True, slots=True)
class Retire:
    """Take a dish out of planning from a date on, or back in."""

    code: str
    from_date: date | None


@dataclass(frozen=True, slots=True)
class SignPrice:
    """Write a price down under a manager's PIN."""

    code: str
    price: Money
    half: Money | None
    from_date: date
    digits: str


@dataclass(frozen=True, slots=True)
class Focus:
    """Put the caret into a field."""

    field: str


@dataclass(frozen=True, slots=True)
class Leave:
    """Close the window."""


Act = (
    Leave
    | Focus
    | Read
    | Look
    | LookAround
    | FindDrafts
    | Keep
    | CheckPin
    | Save
    | Add
    | Retire
    | SignPrice
)
