"""Pictures of states, without a display."""

import subprocess
import sys

import pytest
from PySide6.QtGui import QImage

from pos.ui.shots import shoot


@pytest.mark.parametrize(("state", "size"), [("idle", (1920, 1080)), ("held", (1280, 800))])
def test_a_state_is_drawn_at_the_size_asked_for(tmp_path, qapp, state, size):
    file = tmp_path / "shot.png"
    shoot(file, state, size)
    image = QImage(str(file))
    assert (image.width(), image.height()) == size


def test_the_same_state_is_the_same_picture_and_plates_change_it(tmp_path, qapp):
    pictures = []
    for number, plates in enumerate((4, 4, 12)):
        file = tmp_path / f"{number}.png"
        shoot(file, "settled", (1280, 800), plates=plates)
        pictures.append(file.read_bytes())
    assert pictures[0] == pictures[1] != pictures[2]


def test_no_such_state(tmp_path):
    with pytest.raises(KeyError):
        shoot(tmp_path / "shot.png", "asleep")


def test_no_such_folder(tmp_path, qapp):
    with pytest.raises(OSError, match="nowhere"):
        shoot(tmp_path / "nowhere" / "shot.png", "idle")


def test_a_process_of_its_own_needs_no_display(tmp_path):
    file = tmp_path / "shot.png"
    done = subprocess.run(
        [sys.executable, "-m", "pos", "kiosk", "--shot", file, "--state", "paid", "--plates", "12"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.stderr) == ("", "")
    assert file.stat().st_size > 0
