from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from readers.emulation.port import EmulatedPort
from readers.errors import LinkTaken


def test_a_host_that_does_not_listen_holds_nobody_up(nothing_leaks: Callable[[], None]) -> None:
    port = EmulatedPort()
    port.plug()
    for _ in range(100):
        port.write(bytes(4096))
    port.unplug()


def test_an_unplugged_port_hears_and_says_nothing() -> None:
    port = EmulatedPort()
    port.wake()
    port.write(b"x")
    port.discard()
    assert port.read() == b""
    assert port.runs_at(38400)
    assert not port.plugged


def test_a_waiting_read_can_be_woken(nothing_leaks: Callable[[], None]) -> None:
    port = EmulatedPort()
    port.plug()
    heard: list[bytes] = []
    thread = threading.Thread(target=lambda: heard.append(port.read()))
    thread.start()
    port.wake()
    thread.join(5)
    port.unplug()
    assert heard == [b""]


def test_a_link_that_points_elsewhere_by_now_is_left(tmp_path: Path) -> None:
    link = tmp_path / "reader"
    port = EmulatedPort(link)
    port.plug()
    link.unlink()
    link.symlink_to("/dev/null")
    port.unplug()
    assert link.readlink() == Path("/dev/null")


def test_a_stale_link_is_taken_over(tmp_path: Path) -> None:
    link = tmp_path / "reader"
    link.symlink_to(tmp_path / "gone")
    port = EmulatedPort(link)
    port.plug()
    assert link.samefile(link.readlink())
    assert link.readlink().parent == Path("/dev/pts")
    port.unplug()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_our_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(LinkTaken):
        EmulatedPort(tmp_path / "reader").plug()
