"""What QML sees: four maps to draw from, and where touches go."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Property, QObject, Signal, Slot

from pos.ui.checkout import derive_props
from pos.ui.inputs import Inputs
from pos.ui.props import Props
from pos.ui.values import to_qml

PARTS: Final = ("header", "sheet", "panel", "overlay")


class Screen(QObject):
    """Derives props from inputs and publishes the parts that changed; touches do nothing here."""

    headerChanged = Signal()  # noqa: N815 - Qt's naming
    sheetChanged = Signal()  # noqa: N815
    panelChanged = Signal()  # noqa: N815
    overlayChanged = Signal()  # noqa: N815

    def __init__(self, inputs: Inputs) -> None:
        super().__init__()
        self._inputs = inputs
        self._props = Props()
        self._maps: dict[str, dict[str, Any]] = {}
        self.show(inputs)

    def show(self, inputs: Inputs) -> None:
        """Draw `inputs`."""
        self._inputs = inputs
        before, self._props = self._props, derive_props(inputs)
        for name in PARTS:
            part = getattr(self._props, name)
            if name not in self._maps or part != getattr(before, name):
                self._maps[name] = to_qml(part)
                getattr(self, f"{name}Changed").emit()

    @property
    def inputs(self) -> Inputs:
        """What the screen was last derived from."""
        return self._inputs

    @property
    def props(self) -> Props:
        """What the screen shows."""
        return self._props

    @Property("QVariantMap", notify=headerChanged)  # type: ignore[arg-type]
    def header(self) -> dict[str, Any]:
        """`pos.ui.props.Header`."""
        return self._maps["header"]

    @Property("QVariantMap", notify=sheetChanged)  # type: ignore[arg-type]
    def sheet(self) -> dict[str, Any]:
        """`pos.ui.props.Sheet`."""
        return self._maps["sheet"]

    @Property("QVariantMap", notify=panelChanged)  # type: ignore[arg-type]
    def panel(self) -> dict[str, Any]:
        """`pos.ui.props.Panel`."""
        return self._maps["panel"]

    @Property("QVariantMap", notify=overlayChanged)  # type: ignore[arg-type]
    def overlay(self) -> dict[str, Any]:
        """What the staff's page draws; `kind` is empty where there is none."""
        return self._maps["overlay"]

    @Slot(str, str)
    def press(self, what: str, value: str) -> None:
        """A touch."""

    @Slot(str)
    def key(self, text: str) -> None:
        """A key of a keyboard."""
