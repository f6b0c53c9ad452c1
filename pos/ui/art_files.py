"""Colours, sizes, drawings and typefaces, from the files that come with the program."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import QFontDatabase, QImage, QPainter
from PySide6.QtQml import QQmlEngine
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

from canteen.fonts import font_path
from canteen.i18n import language

ART = Path(str(resources.files("pos.ui") / "art"))
QML = Path(str(resources.files("pos.ui") / "qml"))
INK = "#241F1A"
"""The colour that every icon file is drawn in."""


@cache
def tokens() -> dict[str, Any]:
    """The design's figures: colours, type sizes, radii and durations."""
    found: dict[str, Any] = json.loads((ART / "tokens.json").read_text("utf-8"))
    return found


def load_fonts() -> None:
    """Put the bundled typeface into Qt; no other is ever asked for."""
    for weight in ("Regular", "Bold"):
        if QFontDatabase.addApplicationFont(str(font_path(weight))) < 0:
            raise FileNotFoundError(font_path(weight))


class IconProvider(QQuickImageProvider):
    """`image://icon/NAME/RRGGBB`: an icon in a colour, drawn at the size that is asked for."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, N802, N803
        name, _slash, colour = id.partition("/")
        svg = (ART / "icons" / f"{name}.svg").read_text("utf-8").replace(INK, f"#{colour}")
        if name == "tick" and requestedSize.width() >= 28:  # noqa: PLR2004 - tokens.json, lines.icon
            svg = svg.replace('stroke-width="2"', 'stroke-width="2.6"')
        image = QImage(requestedSize, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(image.rect()))
        painter.end()
        return image


def dress(engine: QQmlEngine, *, moves: bool) -> None:
    """Give the engine the module `Kangle`, its drawings and its theme."""
    engine.addImportPath(str(QML))
    engine.addImageProvider("icon", IconProvider())
    theme: Any = engine.singletonInstance("Kangle", "Theme")
    found = tokens()
    theme.setProperty("c", found["colours"])
    theme.setProperty("sizes", found["type"])
    theme.setProperty("radii", found["radii"])
    theme.setProperty("motion", found["motion"])
    theme.setProperty("family", found["family"])
    theme.setProperty("art", QUrl.fromLocalFile(f"{ART}/"))
    theme.setProperty("moves", moves)
    theme.setProperty("latin", language() == "en")
