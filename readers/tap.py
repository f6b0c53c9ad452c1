"""A tray that is tapped together, plate by plate, at a reader which sees one plate at a time.

For small meal points without a tray reader. A person decides when the tray is whole, by pressing
pay; what lies in the field says nothing about that.
"""

from __future__ import annotations

import threading
from collections.abc import Collection
from typing import Final

from readers.cycle import Cycle
from readers.presence import Sighting
from readers.read_rates import PlateReads
from readers.tag import TagUid

LEAVE_AFTER: Final = 5
"""Complete cycles without an answer until a chip has left the field.

A chip that answers nine cycles of ten and still lies there is taken for gone once in 100 000.
"""


class TapTray:
    """Collects the plates that are shown, with the face of `readers.presence.Presence`.

    Each chip counts once, in the order shown, however long it is held there and however often it is
    shown again; an incomplete cycle adds what it shows. Two chips at once are two plates. A chip
    that was taken back, or lay there when the tray was cleared, counts again only after it left the
    field: `leave_after` complete cycles in a row without it (at least 1; incomplete cycles in
    between neither help nor hinder, unless they show it). A lost reader changes no plate.

    A tray that nobody touched for `let_go_after` seconds (0: however long) is let go, as `clear`
    does, so that the next guest does not find it on theirs. What touches it: a chip that comes into
    the field, even one that is counted already, but none that only lies there; `take_back`;
    `touch`. While it is held (`hold`) it stays. The seconds lie between the ends of cycles, and
    only those that end in a complete one count: while the reader does no work nobody can tap.

    In its sightings `settled` says that there is a plate and the reader is well: its last cycle was
    complete and nothing interrupted it since. `certainty` is then 1, else 0. `confidence` is always
    `None`: it is the chance that no plate was overlooked, and here a plate is missing because a
    person did not show it, of which the reader knows nothing.

    `see` and `interrupt` are called by the reader's thread, everything else by any; a lock keeps
    each of them whole. What the reader's thread published before `take_back` or `clear` may still
    wait in a queue and be older than their answer: `sighting` is what holds now.
    """

    def __init__(self, leave_after: int = LEAVE_AFTER, *, let_go_after: float = 0.0) -> None:
        if leave_after < 1:
            raise ValueError("at least one cycle")
        if let_go_after < 0:
            raise ValueError("let_go_after < 0")
        self._leave_after = leave_after
        self._let_go_after = let_go_after
        self._lock = threading.Lock()
        self._plates: list[TagUid] = []
        self._missed: dict[TagUid, int] = {}
        """The chips in the field, each with the complete cycles since it last answered."""
        self._barred: set[TagUid] = set()
        """Those of them that may not be counted before they have left it."""
        self._incomplete = False
        self._untouched = 0.0
        """Seconds that count."""
        self._seen_at: float | None = None
        """When the last cycle ended; `None` where the time up to the next one does not count."""
        self._held = False

    @property
    def sighting(self) -> Sighting:
        """What is known now."""
        with self._lock:
            return self._say()

    def see(self, cycle: Cycle) -> Sighting:
        """Take one cycle in and say what is known after it."""
        with self._lock:
            if cycle.complete:
                self._dismiss(set(cycle.uids))
            if not self._missed.keys() >= set(cycle.uids):
                self._touch()
            self._pass_time(cycle)
            for uid in cycle.uids:
                self._missed[uid] = 0
                if uid not in self._barred and uid not in self._plates:
                    self._plates.append(uid)
            self._incomplete = not cycle.complete
            return self._say()

    def interrupt(self) -> Sighting:
        """The reader failed for a while: the plates stay, and nothing is settled until it is back.

        What left the field meanwhile is not known to have left.
        """
        with self._lock:
            self._incomplete = True
            self._seen_at = None
            return self._say()

    def take_back(self) -> Sighting:
        """Take the plate tapped last off the tray; on an empty tray nothing happens."""
        with self._lock:
            self._touch()
            if self._plates:
                last = self._plates.pop()
                self._barred |= {last} & self._missed.keys()
            return self._say()

    def clear(self, uids: Collection[TagUid] | None = None) -> Sighting:
        """Done with these plates, or with all, after a payment or when the tray was given up.

        What was tapped meanwhile stays, and begins the next tray.
        """
        with self._lock:
            self._drop(None if uids is None else set(uids))
            return self._say()

    def touch(self) -> None:
        """Somebody is busy with this tray, though no chip tells so: a key was pressed."""
        with self._lock:
            self._touch()

    def hold(self, uids: Collection[TagUid]) -> None:
        """These plates are being paid: nothing is let go. Without any the payment is over.

        What was let go at the very moment when the payment began, and is among them, lies on the
        tray again: what a person saw when paying is what is paid.
        """
        with self._lock:
            if bool(uids) == self._held:
                return
            self._held = bool(uids)
            self._plates = [*(uid for uid in uids if uid not in self._plates), *self._plates]
            self._touch()

    def take_counts(self) -> tuple[PlateReads, ...]:
        """Nothing: a plate in a hand says nothing about how well a plate answers."""
        return ()

    def _touch(self) -> None:
        self._untouched = 0.0
        self._seen_at = None

    def _pass_time(self, cycle: Cycle) -> None:
        since, self._seen_at = self._seen_at, cycle.ended
        if since is not None and cycle.complete:
            self._untouched += cycle.ended - since
        late = 0 < self._let_go_after <= self._untouched
        if late and not self._held:
            self._drop(None)
            self._untouched = 0.0

    def _drop(self, uids: set[TagUid] | None) -> None:
        done = set(self._plates) if uids is None else uids
        self._plates = [uid for uid in self._plates if uid not in done]
        self._barred |= (set(self._missed) if uids is None else done) & self._missed.keys()

    def _dismiss(self, seen: set[TagUid]) -> None:
        for uid in self._missed.keys() - seen:
            self._missed[uid] += 1
            if self._missed[uid] >= self._leave_after:
                del self._missed[uid]
                self._barred.discard(uid)

    def _say(self) -> Sighting:
        settled = bool(self._plates) and not self._incomplete
        return Sighting(
            plates=tuple(self._plates),
            settled=settled,
            certainty=1.0 if settled else 0.0,
            incomplete=self._incomplete,
        )
