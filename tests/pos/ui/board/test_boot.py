"""The wall screen as a command: pictures of its states, and its end."""

import os
import signal
import subprocess
import sys
from contextlib import closing

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from support.commands import call

from canteen.clock import ManualClock
from canteen.db import Database
from pos.settings import Settings
from pos.ui.board.boot import boot_board, open_board, shoot_board
from pos.ui.board.scenes import NOW, SCENES
from pos.ui.errors import NoDisplay


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720)])
def test_a_state_is_drawn_at_the_size_asked_for(tmp_path, qapp, size):
    file = tmp_path / "board.png"
    shoot_board(file, "sold-out", size, "zh_CN")
    image = QImage(str(file))
    assert (image.width(), image.height()) == size


def test_the_same_state_is_the_same_picture_and_each_state_is_another(tmp_path, qapp):
    pictures = []
    for number, state in enumerate([*SCENES, "full"]):
        shoot_board(tmp_path / f"{number}.png", state, (1280, 720), "zh_CN")
        pictures.append((tmp_path / f"{number}.png").read_bytes())
    assert pictures[0] == pictures[-1]
    assert len(set(pictures)) == len(SCENES)


def test_no_such_state_or_folder(tmp_path, qapp):
    with pytest.raises(KeyError):
        shoot_board(tmp_path / "board.png", "asleep", (1280, 720), "zh_CN")
    with pytest.raises(OSError, match="nowhere"):
        shoot_board(tmp_path / "nowhere" / "board.png", "full", (1280, 720), "zh_CN")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_process_of_its_own_needs_no_display_and_no_database(tmp_path, language):
    file = tmp_path / "board.png"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("QT_")}
    done = subprocess.run(
        [sys.executable, "-m", "pos", "board", "--shot", file, "--lang", language],
        check=True,
        capture_output=True,
        text=True,
        env=environment | {"HOME": str(tmp_path)},
    )
    assert (done.stdout, done.stderr) == ("", "")
    assert QImage(str(file)).width() == 1920
    assert list(tmp_path.rglob("*.db")) == []


def test_states_are_listed_and_others_refused(capsys, tmp_path):
    assert call(capsys, "board", "--state", "help").out.split() == list(SCENES)
    refused = call(capsys, "board", "--shot", tmp_path / "x.png", "--state", "asleep")
    assert (refused.status, "E-POS-065" in refused.complaint) == (2, True)


def test_a_database_that_is_not_there_is_told_with_its_remedy(capsys, tmp_path):
    missing = call(capsys, "board", "--db", f"sqlite:///{tmp_path / 'none.db'}")
    assert missing.status == 2
    assert "canteen init" in missing.complaint
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("loop_ends")
@pytest.mark.timeout(20)
def test_a_process_told_to_end_lets_go_of_everything(sqlite_demo, qapp):
    url = sqlite_demo.engine.url.render_as_string(hide_password=False)
    opened = []

    def open_it():
        opened.append(Database.open(url))
        return opened[0]

    QTimer.singleShot(300, lambda: os.kill(os.getpid(), signal.SIGTERM))
    before = signal.getsignal(signal.SIGTERM)
    open_board(open_it, Settings(), ManualClock(NOW), fullscreen=True)
    assert signal.getsignal(signal.SIGTERM) is before
    assert opened[0].engine.pool.checkedin() == 0


def test_the_whole_screen_shows_no_pointer(sqlite_demo, qapp):
    url = sqlite_demo.engine.url.render_as_string(hide_password=False)
    for fullscreen in (True, False):
        board = boot_board(
            lambda: Database.open(url), Settings(), ManualClock(NOW), fullscreen=fullscreen
        )
        with closing(board):
            hidden = board.window.cursor().shape() is Qt.CursorShape.BlankCursor
            assert hidden is fullscreen


def test_no_display_is_said_before_qt_gives_up(monkeypatch):
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(NoDisplay, match="E-UI-001"):
        boot_board(lambda: None, Settings(), ManualClock(NOW), fullscreen=False)
