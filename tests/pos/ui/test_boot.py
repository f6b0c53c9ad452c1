"""From the reader's thread to the screen, on a demo canteen in a file."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from support.databases import SqliteStores, opened_copy
from support.screens import words
from support.till import Till, chip

from accounts.staff import PinAnswer
from canteen.clock import ManualClock
from canteen.db import Database
from canteen.jobs import ImmediateJobs
from canteen.money import Money
from canteen.settings import SettingsError
from pos.returns import ReturnReader
from pos.settings import PosSettings, Settings
from pos.station import CheckoutStation
from pos.ui.boot import Kiosk, boot, open_kiosk
from pos.ui.errors import NoDisplay
from readers import Cycle, CycleRead, LineHealth, ReaderHealth, ReaderLost, Sighting
from readers.cycle import Fault

SETTINGS = Settings(pos=PosSettings(reduced_motion=True, printer="file:none"))


class Loop:
    """A reader's loop that runs only in words."""

    line = LineHealth(frames=100)
    health = ReaderHealth(line, reconnects=1, connected=True, recent=line)


class App:
    """What `pos.bootstrap` builds, with jobs done at once and a reader led by the test."""

    def __init__(self, database: Database, deliver) -> None:
        self.till = Till.open(database)
        self.settings = SETTINGS
        self.database = database
        self.clock: ManualClock = self.till.clock
        self.desk = self.till.desk
        self.jobs = self.background = ImmediateJobs()
        self.loop = Loop()
        self.returns = None
        self.station = CheckoutStation(self.desk, self.jobs, self.clock)
        self.deliver = deliver
        self.closed = False
        self.touches = 0
        self.started = False

    def see(self, *uids, settled: bool = True) -> None:
        """Read these chips on another thread, as a reader's loop does."""
        sighting = Sighting(plates=uids, settled=settled, certainty=1.0 if settled else 0.4)
        event = CycleRead(Cycle.whole((), 0.0, 0.0), sighting)
        self.tell(event)

    def tell(self, event) -> None:
        thread = threading.Thread(
            target=self.deliver, args=(lambda: self.station.on_reader(event),)
        )
        thread.start()
        thread.join()

    def touched(self) -> None:
        self.touches += 1

    def check_pin(self, pin, done) -> None:
        done(PinAnswer(None, 2, None), None)

    def start(self) -> None:
        self.started = True

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def database(sqlite_stores: SqliteStores) -> Iterator[Database]:
    yield from opened_copy(sqlite_stores, "demo")


@pytest.fixture
def kiosk(database, qapp) -> Iterator[Kiosk]:
    made = boot(lambda deliver: App(database, deliver), fullscreen=False)
    yield made
    made.close()


def said(kiosk: Kiosk) -> list[str]:
    kiosk.qt.processEvents()
    return [word.text for word in words(kiosk.window.contentItem())]


def test_the_first_frame_shows_todays_dishes(kiosk):
    shown = said(kiosk)
    assert "请放置托盘" in shown
    assert sum("千卡" in text for text in shown) == 24


def test_a_tray_goes_from_the_readers_thread_to_a_paid_screen(kiosk):
    app = kiosk.app
    app.till.bind("hongshaorou", chip(1))
    app.till.bind("ermifan", chip(2))
    app.see(chip(1), settled=False)
    assert {"红烧肉", "正在读取"} <= set(said(kiosk))
    app.see(chip(1), chip(2))
    app.clock.advance(1)
    kiosk.model.tick()
    assert {"红烧肉", "二米饭", "合计", "13.00", "现金"} <= set(said(kiosk))
    app.station.pay_cash(Money(2000), "07")
    assert {"支付成功", "请取走托盘", "7.00"} <= set(said(kiosk))
    app.see()
    assert "请放置托盘" in said(kiosk)


def test_a_plate_nobody_knows_holds_the_tray(kiosk):
    app = kiosk.app
    app.till.bind("hongshaorou", chip(1))
    app.see(chip(1), chip(99))
    shown = said(kiosk)
    assert "先不用付款" in shown
    assert "有一盘没认出" in shown


def test_a_lost_reader_darkens_the_panel_and_heals_by_itself(kiosk):
    app = kiosk.app
    app.tell(ReaderLost(Fault("E-RDR-003", "gone"), 1, Sighting()))
    assert {"本台暂停使用", "E-RDR-003"} <= set(said(kiosk))
    app.see()
    assert "请放置托盘" in said(kiosk)


def test_a_dish_sold_out_elsewhere_shows_after_a_while(kiosk, monkeypatch):
    menu, sundries = kiosk.app.desk.menu(kiosk.app.till.occasion)
    kiosk.app.desk.menu = lambda _occasion: (type(menu)(menu.day, menu.version, ()), sundries)
    kiosk.app.clock.advance(21)
    kiosk.model.tick()
    kiosk.model.tick()
    assert "今天的菜单还没有发布" in said(kiosk)


def test_the_open_shift_and_the_devices_are_told_to_staff(kiosk):
    inputs = kiosk.model.inputs
    assert inputs.shift.split("\n") == [
        "收银 07，11:30 开",
        "开班\t11:30",
        "当班\t07",
        "备用金\t200.00 元",
    ]
    assert [(device.name, device.well) for device in inputs.devices] == [
        ("读盘器", True),
        ("小票打印机", True),
        ("账本", True),
    ]
    assert inputs.devices[0].details == ("校验错误 0.0%，重新对齐 0 次，重连 1 次",)


def test_the_reader_at_the_return_is_told_to_staff_where_there_is_one(kiosk):
    kiosk.app.returns = SimpleNamespace(state=ReturnReader(ReaderHealth(), "E-RDR-006"))
    kiosk.model.tick()
    told = [(device.name, device.fact) for device in kiosk.model.inputs.devices]
    assert ("回收处读盘器", "检查电源和数据线") in told


def opened(database: Database) -> tuple[list[App], Callable[[Callable], App]]:
    made: list[App] = []

    def build(deliver) -> App:
        made.append(App(database, deliver))
        return made[0]

    return made, build


@pytest.mark.usefixtures("loop_ends")
@pytest.mark.timeout(20)
def test_a_process_told_to_end_stops_reading_and_closes_everything(database, qapp):
    made, build = opened(database)
    QTimer.singleShot(200, lambda: os.kill(os.getpid(), signal.SIGTERM))
    before = signal.getsignal(signal.SIGTERM)
    open_kiosk(build, fullscreen=True)
    assert (made[0].started, made[0].closed) == (True, True)
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.timeout(20)
def test_closing_the_window_ends_the_kiosk(database, qapp):
    made, build = opened(database)
    QTimer.singleShot(200, lambda: [window.close() for window in qapp.topLevelWindows()])
    open_kiosk(build, fullscreen=False)
    assert made[0].closed


def test_what_building_raises_comes_out(qapp):
    def build(_deliver):
        raise SettingsError(file="canteen.toml", reason="x")

    with pytest.raises(SettingsError):
        open_kiosk(build, fullscreen=False)


def test_no_display_is_said_before_qt_gives_up(monkeypatch):
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(NoDisplay, match="E-UI-001"):
        boot(lambda _deliver: None, fullscreen=False)


def test_a_card_at_a_typing_reader_is_told_and_types_nothing_anywhere(database, qapp):
    def build(deliver) -> App:
        app = App(database, deliver)
        app.settings = replace(app.settings, pos=replace(app.settings.pos, wedge="hex14"))
        return app

    with closing(boot(build, fullscreen=False)) as kiosk:
        kiosk.model.press("staff", "")
        before = kiosk.model.props
        for number, key in enumerate("04A1B2C3D4E5F6\r"):
            code = Qt.Key.Key_Return if key == "\r" else ord(key)
            event = QKeyEvent(QEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier, key)
            event.setTimestamp(1000 + 5 * number)
            QCoreApplication.sendEvent(kiosk.window, event)
        assert kiosk.app.station.state.notice.code == "E-POS-015"
        assert "E5F6" in kiosk.app.station.state.notice.said
        assert kiosk.model.props.overlay == before.overlay


def test_every_touch_is_told_to_the_app(kiosk):
    kiosk.model.press("staff", "")
    kiosk.model.key("1")
    kiosk.model.tick()
    assert kiosk.app.touches == 2
