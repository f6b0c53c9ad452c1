"""The reading zone as an emulated antenna feels it: chips that come, answer or not, and go."""

from __future__ import annotations

import random
import threading
from collections.abc import Container
from dataclasses import dataclass

from readers.tag import TagUid


@dataclass(frozen=True, slots=True)
class FieldTag:
    """A chip in the field; `visit` tells one placing from the next of the same chip."""

    uid: TagUid
    visit: int


class TagField:
    """Chips in the field and how reliably each answers. Any thread may use it.

    Equal seeds and calls give equal answers.
    """

    def __init__(self, seed: int | None = None) -> None:
        self._lock = threading.Lock()
        self._dice = random.Random(seed)  # noqa: S311 - chance of a radio field, no secret
        self._tags: dict[TagUid, FieldTag] = {}
        self._rates: dict[TagUid, float] = {}
        self._visits = 0
        self._collisions = 0.0

    def place(self, *uids: TagUid | str) -> None:
        """Put chips down; one that lies there already stays as it is. Raises `BadUid`."""
        chips = [_uid(uid) for uid in uids]
        with self._lock:
            for uid in chips:
                if uid not in self._tags:
                    self._visits += 1
                    self._tags[uid] = FieldTag(uid, self._visits)

    def take(self, *uids: TagUid | str) -> None:
        """Take chips away; one that is not there is no error. Raises `BadUid`."""
        chips = [_uid(uid) for uid in uids]
        with self._lock:
            for uid in chips:
                self._tags.pop(uid, None)

    def clear(self) -> None:
        """Take everything away."""
        with self._lock:
            self._tags.clear()

    def rate(self, uid: TagUid | str, share: float) -> None:
        """Let a chip answer an inventory with chance `share`, 0 to 1, now and when placed again."""
        with self._lock:
            self._rates[_uid(uid)] = share

    def collide(self, share: float) -> None:
        """Let anticollision fail in this share (0 to 1) of the inventories with two or more."""
        with self._lock:
            self._collisions = share

    def collided(self) -> bool:
        """Whether the anticollision of one inventory fails: what was read may not be all."""
        with self._lock:
            return self._dice.random() < self._collisions

    def tags(self) -> tuple[FieldTag, ...]:
        """What lies there, in the order it was placed."""
        with self._lock:
            return tuple(self._tags.values())

    def answering(self, silent: Container[int] = ()) -> tuple[FieldTag, ...]:
        """The chips that answer one inventory; those whose visit is in `silent` do not."""
        with self._lock:
            return tuple(
                tag
                for tag in self._tags.values()
                if tag.visit not in silent and self._dice.random() < self._rates.get(tag.uid, 1.0)
            )


def _uid(uid: TagUid | str) -> TagUid:
    return uid if isinstance(uid, TagUid) else TagUid.parse(uid)
