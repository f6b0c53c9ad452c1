"""The real PC/SC service with vsmartcard's virtual reader, where no other program can see it.

`in_a_room` runs work in a child process with networks and mounts of its own: its loopback is nobody
else's, and its `/run` is empty, so neither the service of the machine nor its clients are touched.
"""

import contextlib
import ctypes
import fcntl
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from support.children import in_child

VPCD_DRIVER = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
PORT = 0x8C7B
NAME = "Virtual PCD"
READER = f"{NAME} 00 00"
LONGEST_SECONDS = 60

_CLONE_NEWNS, _CLONE_NEWUSER, _CLONE_NEWNET = 0x00020000, 0x10000000, 0x40000000
_MS_REC, _MS_PRIVATE = 0x4000, 0x40000
_SIOCGIFFLAGS, _SIOCSIFFLAGS, _IFF_UP = 0x8913, 0x8914, 0x1
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True)


def in_a_room(work: Callable[[], Any]) -> Any:
    """What `work` returned, carried as JSON; whatever it started ends with it."""

    def alone() -> str:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(LONGEST_SECONDS)
        move_into_a_room()
        return json.dumps(work())

    status, answer = in_child(alone)
    assert status == 0, f"the child ended with {status}; what it said stands above"
    return json.loads(answer)


def move_into_a_room() -> None:
    """Give this process, for good, a loopback and a `/run` that nobody else has."""
    user, group = os.geteuid(), os.getegid()
    alone = _CLONE_NEWNS | _CLONE_NEWNET | (_CLONE_NEWUSER if user else 0)
    _done(_LIBC.unshare(alone), "unshare")
    if user:
        Path("/proc/self/setgroups").write_text("deny", "ascii")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1", "ascii")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1", "ascii")
    _done(_LIBC.mount(b"none", b"/", None, _MS_REC | _MS_PRIVATE, None), "mount")
    _done(_LIBC.mount(b"tmpfs", b"/run", b"tmpfs", 0, None), "mount")
    Path("/run/pcscd").mkdir()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        asked = struct.pack("16sH14x", b"lo", 0)
        (flags,) = struct.unpack_from("16xH", fcntl.ioctl(any_socket, _SIOCGIFFLAGS, asked))
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", flags | _IFF_UP))


def _done(result: int, what: str) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), f"{what}: {os.strerror(ctypes.get_errno())}")


class Pcscd:
    """The service; only inside a room. A `with` starts it and takes everything away again."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="pcscd-"))
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Pcscd":
        self.connect_reader()
        self.start()
        return self

    def __exit__(self, *_trouble: object) -> None:
        self.kill()
        shutil.rmtree(self._folder)

    def connect_reader(self) -> None:
        """From its next start on the service has a reader (two slots, cards come to the first)."""
        assert VPCD_DRIVER.exists(), "apt-get install vsmartcard-vpcd"
        (self._folder / "vpcd").write_text(
            f'FRIENDLYNAME "{NAME}"\nDEVICENAME /dev/null:{PORT:#x}\n'
            f"LIBPATH {VPCD_DRIVER}\nCHANNELID {PORT:#x}\n",
            "ascii",
        )

    def disconnect_reader(self) -> None:
        """From its next start on the service has no reader."""
        (self._folder / "vpcd").unlink()

    def start(self) -> None:
        """Come up; back when clients are let in. It ends with the thread that starts it."""
        path = shutil.which("pcscd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        assert path is not None, "apt-get install pcscd"
        self._process = subprocess.Popen(
            [path, "--foreground", "--error", "--config", str(self._folder)],
            stdin=subprocess.DEVNULL,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - it sets one flag and takes no lock
        )
        _wait_until(self._lets_in)

    def kill(self) -> None:
        """`kill -9`: no good-bye to any client, its socket and its pid file stay behind."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _lets_in(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, "pcscd ended by itself"
        with contextlib.closing(socket.socket(socket.AF_UNIX)) as knock:
            return knock.connect_ex("/run/pcscd/pcscd.comm") == 0


def _end_with_parent() -> None:
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _wait_until(came: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not came():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.01)
