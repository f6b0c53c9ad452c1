"""A pseudo terminal that can be plugged in and pulled out like a cable."""

from __future__ import annotations

import os
import select
import termios
import tty
from pathlib import Path

from canteen.i18n import _
from readers.errors import LinkTaken

_CHUNK = 4096


class EmulatedPort:
    """Our end of a pseudo terminal; the host opens `path`.

    With a `link` the path outlives unplugging. Neither end blocks: what the host does not fetch is
    lost, as on a wire.
    """

    def __init__(self, link: Path | None = None) -> None:
        self._link = link
        self._ends: tuple[int, int] | None = None
        self._wake = (-1, -1)
        self._name = ""

    @property
    def path(self) -> str:
        """What a host opens."""
        return str(self._link) if self._link is not None else self._name

    @property
    def plugged(self) -> bool:
        """Whether the cable is in."""
        return self._ends is not None

    def plug(self) -> None:
        """Appear. Raises `LinkTaken` when something that is no link stands in the link's place."""
        if self._ends is not None:
            return
        ours, theirs = os.openpty()
        # The other end stays open here too: reading ours would fail whenever no host has it open.
        tty.setraw(theirs)
        os.set_blocking(ours, False)
        self._ends = (ours, theirs)
        self._wake = os.pipe()
        self._name = os.ttyname(theirs)
        try:
            self._point_link()
        except LinkTaken:
            self.unplug()
            raise

    def unplug(self) -> None:
        """Vanish; a host that has the port open loses it. `wake` first what waits in `read`."""
        if self._ends is None:
            return
        link = self._link
        if link is not None and link.is_symlink() and link.readlink() == Path(self._name):
            link.unlink()
        for end in (*self._ends, *self._wake):
            os.close(end)
        self._ends = None

    def wake(self) -> None:
        """Let a `read` in another thread return now."""
        if self._ends is not None:
            os.write(self._wake[1], b"x")

    def read(self, seconds: float | None = None) -> bytes:
        """Wait for bytes from the host, `seconds` at most; none when woken or too late."""
        if self._ends is None:
            return b""
        ready, _w, _x = select.select([self._ends[0], self._wake[0]], [], [], seconds)
        return b"" if self._wake[0] in ready or not ready else self._fetch()

    def discard(self) -> None:
        """Drop what the host has sent."""
        while self._fetch():
            pass

    def write(self, data: bytes) -> None:
        """Send to the host what it has room for."""
        if self._ends is not None:
            try:
                os.write(self._ends[0], data)
            except BlockingIOError:
                return

    def runs_at(self, baud: int) -> bool:
        """Whether the host set this speed; a speed the system has no name for passes."""
        wanted = getattr(termios, f"B{baud}", None)
        return self._ends is None or wanted in {None, termios.tcgetattr(self._ends[1])[4]}

    def _fetch(self) -> bytes:
        try:
            return os.read(self._ends[0], _CHUNK) if self._ends is not None else b""
        except BlockingIOError:
            return b""

    def _point_link(self) -> None:
        if self._link is None:
            return
        if self._link.exists() and not self._link.is_symlink():
            raise LinkTaken(link=self._link, what=_("那里已有别的文件"))
        fresh = self._link.with_name(f".{self._link.name}.new")
        try:
            fresh.unlink(missing_ok=True)
            fresh.symlink_to(self._name)
            fresh.replace(self._link)
        except OSError as trouble:
            raise LinkTaken(link=self._link, what=trouble.strerror) from trouble
