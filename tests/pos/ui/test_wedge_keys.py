"""Cards and persons at one keyboard, on the till's own window."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWindow
from PySide6.QtTest import QTest
from support.screens import window_over

from pos.ui.scenes import SCENES
from pos.ui.screen import Screen
from pos.ui.wedge_keys import WedgeKeys
from readers.tag import TagUid
from readers.wedge import FORMATS, WedgeDecoder

CARD = TagUid("04A2B3C4D5E680")
PRESS, RELEASE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
NONE = Qt.KeyboardModifier.NoModifier
CODES = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, "\b": Qt.Key.Key_Backspace}


class Page(QWindow):
    """A window that writes down which keys reach it."""

    def __init__(self):
        super().__init__()
        self.typed = ""
        self.released = ""

    def keyPressEvent(self, event):  # noqa: N802 - Qt's name
        self.typed += event.text()

    def keyReleaseEvent(self, event):  # noqa: N802 - Qt's name
        self.released += event.text()


class Typist:
    """Sends key presses with the times the window system would give them, in milliseconds."""

    def __init__(self, window, keys):
        self.window = window
        self.numbers = []
        self.at = 1000
        keys.card.connect(self.numbers.append)

    def key(self, text, after=5, modifiers=NONE, repeated=False, stamped=True):
        self.at += after
        code = CODES.get(text, ord(text[0].upper()) if text else Qt.Key.Key_Left)
        for kind in (PRESS, RELEASE):
            event = QKeyEvent(kind, code, modifiers, text, repeated)
            event.setTimestamp(self.at if stamped else 0)
            QCoreApplication.sendEvent(self.window, event)

    def type(self, text, pace=5, first=2000):
        for number, character in enumerate(text):
            self.key(character, pace if number else first)


@pytest.fixture
def page(qapp):
    window = Page()
    yield window
    window.destroy()


@pytest.fixture
def keys(page):
    keys = WedgeKeys(WedgeDecoder(FORMATS["hex14"]))
    page.installEventFilter(keys)
    return keys


@pytest.fixture
def typist(page, keys):
    return Typist(page, keys)


def test_a_card_comes_out_as_its_number_and_no_key_reaches_the_page(page, typist):
    typist.type(CARD.text.lower() + "\r")
    assert typist.numbers == [CARD]
    assert (page.typed, page.released) == ("", "")


def test_a_person_reaches_the_page_press_and_release_in_order(qtbot, page, typist):
    typist.type("12.5\b\r", pace=120)
    qtbot.waitUntil(lambda: page.typed == "12.5\b\r", timeout=1000)
    assert page.released == page.typed
    assert typist.numbers == []


def test_one_key_alone_is_handed_on_after_the_gap(qtbot, page, typist):
    typist.key("7")
    assert page.typed == ""
    qtbot.waitUntil(lambda: page.typed == "7", timeout=1000)
    qtbot.wait(60)
    assert page.typed == page.released == "7"


def test_a_device_without_a_terminator_is_ended_by_silence(qtbot, page, keys, typist):
    with qtbot.waitSignal(keys.card, timeout=1000):
        typist.type(CARD.text)
    assert typist.numbers == [CARD]
    assert page.typed == ""


def test_a_card_cut_short_reaches_no_page(qtbot, page, typist):
    typist.type(CARD.text[:9])
    qtbot.wait(120)
    typist.type(CARD.text[:9] + "\r")
    assert (page.typed, typist.numbers) == ("", [])


def test_keys_that_waited_for_a_busy_screen_are_still_a_persons(page, typist):
    # All of them are delivered within a moment; only their stamps are a person's.
    typist.type("04A2B3C4D5E680\r", pace=90)
    assert typist.numbers == []
    assert page.typed == "04A2B3C4D5E680\r"


def test_a_key_held_down_is_no_card(page, typist):
    typist.key("1")
    typist.key("1", 400, repeated=True)
    for _ in range(40):
        typist.key("1", 30, repeated=True)
    typist.key("\r", 300)
    assert typist.numbers == []
    assert page.typed == "1" * 42 + "\r"


def test_a_doubled_digit_taken_for_a_held_key_stays_in_its_number(page, typist):
    for number, character in enumerate("04A2B3C4D5E688\r"):
        typist.key(character, 5, repeated=number == 13)
    assert typist.numbers == [TagUid("04A2B3C4D5E688")]
    assert page.typed == ""


def test_commands_and_keys_without_a_text_pass_at_once(page, typist):
    typist.key("v", modifiers=Qt.KeyboardModifier.ControlModifier)
    typist.key("")
    assert page.typed == "v"
    for character in CARD.text:
        typist.key(character, modifiers=Qt.KeyboardModifier.ControlModifier)
    typist.key("\r")
    assert typist.numbers == []


def test_pasted_text_is_no_key(qapp, page, typist):
    QGuiApplication.clipboard().setText(CARD.text + "\r")
    QTest.keySequence(page, QKeySequence(QKeySequence.StandardKey.Paste))
    typist.key(CARD.text)
    typist.key("\r", 5)
    assert typist.numbers == []


def test_keys_without_a_stamp_go_by_the_clock(page):
    times = iter(number / 100 for number in range(99))
    keys = WedgeKeys(WedgeDecoder(FORMATS["hex14"]), page, clock=lambda: next(times))
    page.installEventFilter(keys)
    typist = Typist(page, keys)
    for character in CARD.text + "\t":
        typist.key(character, stamped=False)
    assert typist.numbers == [CARD]


class Heard(Screen):
    """Writes down what the keyboard and the buttons ask for."""

    def __init__(self, inputs):
        super().__init__(inputs)
        self.keys = []
        self.touches = []

    @Slot(str)
    def key(self, text):
        self.keys.append(text)

    @Slot(str, str)
    def press(self, what, value):
        self.touches.append((what, value))


@pytest.mark.parametrize("everywhere", [False, True], ids=["window", "application"])
@pytest.mark.parametrize("state", ["cash", "attendant-pin", "settled"])
def test_a_card_at_any_page_enters_no_amount_no_pin_and_presses_no_button(
    qtbot, qapp, state, everywhere
):
    screen = Heard(SCENES[state](None))
    with window_over(screen, (1280, 800)) as window:
        keys = WedgeKeys(WedgeDecoder(FORMATS["dec10"]))
        target: QObject = qapp if everywhere else window
        target.installEventFilter(keys)
        typist = Typist(window, keys)
        for end in ["\r", "\t", "\r"]:
            typist.type("0040856634" + end)
        typist.type("12", pace=150)
        qtbot.waitUntil(lambda: screen.keys == ["1", "2"], timeout=1000)
        target.removeEventFilter(keys)
    assert typist.numbers == [TagUid("026F6C3A")] * 3
    assert screen.touches == []


def test_keys_kept_for_a_window_that_is_gone_are_dropped(qtbot, qapp):
    window = Page()
    keys = WedgeKeys(WedgeDecoder(FORMATS["hex14"]), qapp)
    window.installEventFilter(keys)
    Typist(window, keys).key("7")
    window.deleteLater()
    qtbot.wait(80)
    keys.deleteLater()


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(st.sampled_from("0123456789.\b\r"), st.integers(55, 900)), max_size=12),
    st.lists(st.integers(1, 45), min_size=14, max_size=14),
)
def test_persons_and_cards_in_turn(page, typed, paces):
    page.typed = ""
    keys = WedgeKeys(WedgeDecoder(FORMATS["hex14"]), page)
    page.installEventFilter(keys)
    typist = Typist(page, keys)
    for text, after in typed:
        typist.key(text, after)
    typist.at += 600
    for character, pace in zip(CARD.text, paces, strict=True):
        typist.key(character, pace)
    typist.key("\r", 10)
    page.removeEventFilter(keys)
    assert typist.numbers == [CARD]
    assert page.typed == "".join(text for text, _after in typed)
