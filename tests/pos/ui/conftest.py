"""Screens are drawn without a display."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication


@pytest.fixture(scope="session")
def qapp_cls():
    """The kind of application the product runs in, whichever test comes first."""
    return QGuiApplication


@pytest.fixture
def loop_ends(qapp):
    """For a test that ends Qt's loop: a window taken down afterwards asks for that once more, and
    until the loop has run again no wait of a later test would see an event.
    """
    yield
    QTimer.singleShot(0, qapp.quit)
    qapp.exec()
