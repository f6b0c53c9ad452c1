"""What a canteen sets: its name, its terminal, its meals, its devices."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from canteen.i18n import LANGUAGES, N_
from canteen.settings import PREFIX, BadSetting, read_toml, reject_unknown, section
from menus import MealHours
from nutrition import LunchReference
from nutrition.lunch_targets import find_target, lunch_targets
from nutrition.targets import GENERAL
from readers import wedge_format

TERMINAL_MAX: Final = 16
LEAST_MISS_CHANCE, MOST_MISS_CHANCE = 1e-12, 0.01


@dataclass(frozen=True, slots=True)
class PosSettings:
    """`[pos]`: this terminal and what hangs on it.

    `wedge` is the format in which a card reader types its numbers, empty where there is none.
    `desk_lock_minutes` is after how long without a touch the dietitian's desk locks, 0 for never.
    """

    canteen_name: str = N_("康乐食府")
    subtitle: str = "社区食堂"
    terminal: str = "T1"
    language: str = "zh_CN"
    reader: str = ""
    return_reader: str = ""
    printer: str = "none"
    wedge: str = ""
    reduced_motion: bool = False
    cash_unlocked_minutes: int = 30
    reuse_after_minutes: int = 0
    desk_lock_minutes: int = 10
    least_free_mb: int = 200

    def __post_init__(self) -> None:
        if not (self.terminal.isascii() and self.terminal.isalnum()):
            raise ValueError(f"terminal = {self.terminal!r}")
        if len(self.terminal) > TERMINAL_MAX:
            raise ValueError(f"terminal > {TERMINAL_MAX}")
        if self.wedge:
            wedge_format(self.wedge)
        if self.language not in LANGUAGES:
            raise ValueError(f"language = {self.language!r}: {', '.join(LANGUAGES)}")
        minutes = (self.cash_unlocked_minutes, self.reuse_after_minutes, self.desk_lock_minutes)
        if min(*minutes, self.least_free_mb) < 0:
            raise ValueError("< 0")

    @property
    def reuse_after(self) -> timedelta | None:
        """How long a sold slot plate must be out of every field before it is sold again."""
        minutes = self.reuse_after_minutes
        return timedelta(minutes=minutes) if minutes else None


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """`[reading]`: when a tray counts as read.

    `miss_chance`: the chance that a tray settles without one of its plates. `tap`: plates are shown
    to the reader one by one instead of lying on it; `tap_minutes`: what was shown so and nobody
    touched for so long is let go, 0 for never. `keep_trays`: how many of the last trays have a
    recording, 0 for none.
    """

    miss_chance: float = 1e-6
    tap: bool = False
    tap_minutes: int = 3
    keep_trays: int = 50

    def __post_init__(self) -> None:
        if not LEAST_MISS_CHANCE <= self.miss_chance <= MOST_MISS_CHANCE:
            limits = f"{LEAST_MISS_CHANCE} … {MOST_MISS_CHANCE}"
            raise ValueError(f"miss_chance = {self.miss_chance}: {limits}")
        if min(self.keep_trays, self.tap_minutes) < 0:
            raise ValueError("< 0")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a terminal is built from; `lunch` is that of a diner nobody knows."""

    pos: PosSettings = field(default_factory=PosSettings)
    meals: MealHours = field(default_factory=MealHours)
    lunch: LunchReference = field(default_factory=LunchReference)
    reading: ReadingSettings = field(default_factory=ReadingSettings)


def load_settings(file: Path | None, environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings file, if one is given, and the environment over it.

    Raises `SettingsError` and its kin; nothing is half applied.
    """
    tables: dict[str, Any] = read_toml(file) if file is not None else {}
    where = str(file or "")
    reject_unknown(tables, ("pos", "meals", "lunch", "reading"), where=where)
    env = os.environ if environ is None else environ
    return Settings(
        pos=section(PosSettings, "pos", tables.get("pos", {}), where=where, environ=env),
        meals=section(MealHours, "meals", tables.get("meals", {}), where=where, environ=env),
        lunch=_lunch(tables.get("lunch", {}), where, env),
        reading=section(
            ReadingSettings, "reading", tables.get("reading", {}), where=where, environ=env
        ),
    )


def _lunch(table: Mapping[str, Any], where: str, env: Mapping[str, str]) -> LunchReference:
    """`[lunch]`: the range of its group, and the canteen's own figures over it."""
    group = str(env.get(f"{PREFIX}LUNCH_GROUP", table.get("group", GENERAL)))
    target = find_target(group)
    if target is None:
        known = "、".join(each.group for each in lunch_targets())
        raise BadSetting(key="lunch.group", value=repr(group), reason=known)
    base = target.reference
    return section(LunchReference, "lunch", table, where=where, environ=env, base=base)
