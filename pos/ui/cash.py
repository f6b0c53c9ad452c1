"""The cash keypad: what was handed over, what goes back, and the step that takes it.

Nothing typed for one total is ever used for another: where the tray changes, the keypad closes;
where a payment was refused, the field is empty again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from accounts.staff import PinAnswer
from canteen.i18n import _
from canteen.money import Money
from pos.errors import NoShift
from pos.state import Phase, StationState
from pos.ui.inputs import Inputs
from pos.ui.overlay import GiveUp, Overlay, PayCash, Step
from pos.ui.staff_words import ESCAPE, is_erase, leaving, notice_of

MOST: Final = Money(9_999_999)
"""The most that can be typed, 99,999.99 yuan: a slip of the finger past it is refused."""
NOTES: Final = (5, 10, 20, 50, 100)
"""Yuan notes in use (People's Bank of China, fifth series); 1 yuan is typed."""
DECIMALS: Final = 2
DIGITS: Final = frozenset("0123456789")

_STEPS: Final = (10_000, 100_000, 1_000_000)


def money_of(typed: str) -> Money:
    """The amount that stands in the field; nothing typed is nothing handed over."""
    return Money.parse(typed.removesuffix(".")) if typed else Money(0)


def typed_more(typed: str, key: str) -> str:
    """`typed` after one key ("0" to "9", "00" or "."); a key that does not fit changes nothing."""
    if key == ".":
        longer = f"{typed or '0'}." if "." not in typed else typed
    elif key in DIGITS or key == "00":
        longer = (typed + key).lstrip("0") or "0"
        longer = f"0{longer}" if longer.startswith(".") else longer
    else:
        return typed
    _whole, _point, fen = longer.partition(".")
    return longer if len(fen) <= DECIMALS and money_of(longer) <= MOST else typed


def with_note(typed: str, yuan: int) -> str:
    """`typed` with one more note on the table; one that would pass `MOST` changes nothing."""
    total = money_of(typed) + Money(yuan * 100)
    return shortest(total) if total <= MOST else typed


def shortest(amount: Money) -> str:
    """An amount as it is typed: 50 rather than 50.00."""
    return str(amount).removesuffix(".00")


def size_step(amount: Money) -> int:
    """How far a large figure must shrink: 0 below 100 yuan, then one for each further digit."""
    return sum(abs(amount.fen) >= edge for edge in _STEPS)


@dataclass(frozen=True, slots=True)
class CashShown:
    """What `CashPanel.qml` draws; `*_step` as `size_step`."""

    kind: str
    title: str
    back: str
    leaving: str
    due_label: str
    due: str
    due_step: int
    typed_label: str
    typed: str
    notes: tuple[str, ...]
    sign: str
    yuan: str
    exact: str
    change_label: str
    change: str
    change_step: int
    short: bool
    said: str
    confirm: str
    missing: str
    can_confirm: bool


@dataclass(frozen=True, slots=True)
class Cash:
    """The keypad for `due`; None while the total is not known yet. `under`: where 返回 leads.

    `own_tray`: it sells a tray that only `under` entered, which goes with it.
    """

    due: Money | None
    typed: str = ""
    paying: bool = False
    under: Overlay | None = None
    own_tray: bool = False

    @property
    def kind(self) -> str:
        return "cash"

    def press(self, what: str, value: str, inputs: Inputs) -> Step:
        if what == "back" or (what, value) == ("key", ESCAPE):
            return self._back(inputs.state)
        if what == "confirm":
            acts = (PayCash(money_of(self.typed)),) if self._payable(inputs.state) else ()
            return Step(self, acts)
        if self.due is None or self.paying:
            return Step(self)
        return Step(replace(self, typed=self._field(what, value)))

    def answered(self, answer: PinAnswer, inputs: Inputs) -> Step:
        return Step(self)

    def follow(self, state: StationState) -> Overlay | None:
        match state.phase:
            case Phase.SETTLED if state.quote is not None:
                if self.due is None or self.paying:
                    # A payment that waited for a sure reading was given up.
                    return replace(self, due=state.quote.due, typed="", paying=False)
                return self if state.quote.due == self.due else None
            case Phase.PAYING:
                return replace(self, paying=True)
            case Phase.FILLING if self.paying:
                return replace(self, due=None, typed="", paying=False)
            case Phase.FILLING | Phase.IDLE if self.due is None:
                refused = state.phase is Phase.IDLE and state.notice is not None
                return self.under if refused else self
            case _:
                return None

    def shown(self, inputs: Inputs) -> CashShown:
        handed = money_of(self.typed)
        due = self.due or Money(0)
        short = handed < due or self.due is None
        figure = due - handed if short else handed - due
        known = self.due is not None
        sign, _n, yuan = _("{n} 元").partition("{n}")
        return CashShown(
            kind=self.kind,
            title=_("收现金"),
            back=_("返回"),
            leaving=leaving(inputs),
            due_label=_("应收"),
            due=str(due) if known else "",
            due_step=size_step(due),
            typed_label=_("收到"),
            typed=self.typed,
            notes=tuple(str(note) for note in NOTES),
            sign=sign.strip(),
            yuan=yuan.strip(),
            exact=_("刚好"),
            change_label=_("还差") if short else _("找零"),
            change=str(figure) if known else "",
            change_step=size_step(figure),
            short=short,
            said=notice_of(inputs),
            confirm=self._confirm_label(),
            missing=self._missing(figure, inputs) if known and short else "",
            can_confirm=self._payable(inputs.state),
        )

    def _confirm_label(self) -> str:
        if self.paying:
            return _("正在收款")
        return _("正在读取") if self.due is None else _("确认收款")

    def _missing(self, figure: Money, inputs: Inputs) -> str:
        """Why it cannot be confirmed: refused and not typed anew, or too little typed."""
        notice = inputs.state.notice or inputs.trouble
        if self.typed or notice is None:
            return _("还差 {amount} 元").format(amount=figure)
        return _("还没开班") if isinstance(notice, NoShift) else _("刚才没有收成")

    def _field(self, what: str, value: str) -> str:
        match what:
            case "digit":
                return typed_more(self.typed, value)
            case "note" if value.isdecimal() and int(value) in NOTES:
                return with_note(self.typed, int(value))
            case "exact" if self.due is not None and self.due <= MOST:
                return shortest(self.due)
            case "erase":
                return self.typed[:-1]
            # A scanner types digits and Enter: Enter takes no money, only the button does.
            case "key":
                return self.typed[:-1] if is_erase(value) else typed_more(self.typed, value)
            case _:
                return self.typed

    def _payable(self, state: StationState) -> bool:
        return (
            self.due is not None
            and not self.paying
            and state.phase is Phase.SETTLED
            and state.quote is not None
            and bool(state.quote.lines)
            and state.quote.due == self.due
            and money_of(self.typed) >= self.due
        )

    def _back(self, state: StationState) -> Step:
        if self.paying:
            return Step(self)
        tray = state.tray
        alone = self.own_tray and bool(tray.hand_lines) and not (tray.plates or tray.unknown)
        return Step(self.under, (GiveUp(),) if alone else ())
