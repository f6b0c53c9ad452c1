"""From frozen values to what QML can read: one rule for every dataclass of props."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from canteen.money import Money


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def to_qml(value: Any) -> Any:
    """Dataclasses become maps by field name, tuples lists; texts, numbers and truths stay.

    Raises `TypeError` for anything else, so that no amount reaches QML as a number by accident.
    """
    if isinstance(value, str | bool | int | float) or value is None:
        return value
    if isinstance(value, tuple | list):
        return [to_qml(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type | Money):
        return {name: to_qml(getattr(value, name)) for name in _names(type(value))}
    raise TypeError(f"{type(value).__name__} does not cross to QML")
