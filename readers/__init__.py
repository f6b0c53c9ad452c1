"""Readers of chips under plates: bytes in, tag reads out.

Nothing here knows a dish, a database or a screen.
"""

from readers.cycle import Cycle, Fault
from readers.drivers import driver_names, open_reader, open_reader_within
from readers.errors import BadUid, ConnectionTrouble, ReaderError
from readers.loop import CycleRead, ReaderBack, ReaderEvent, ReaderLoop, ReaderLost
from readers.presence import Presence, Sighting
from readers.protocols import decode_json
from readers.reader import Reader
from readers.tag import TagRead, TagUid
from readers.transport import known_ports
from readers.url import ReaderUrl
from readers.watch import cycle_json, watch_cycles

__all__ = [
    "BadUid",
    "ConnectionTrouble",
    "Cycle",
    "CycleRead",
    "Fault",
    "Presence",
    "Reader",
    "ReaderBack",
    "ReaderError",
    "ReaderEvent",
    "ReaderLoop",
    "ReaderLost",
    "ReaderUrl",
    "Sighting",
    "TagRead",
    "TagUid",
    "cycle_json",
    "decode_json",
    "driver_names",
    "known_ports",
    "open_reader",
    "open_reader_within",
    "watch_cycles",
]
