"""Readers of chips under plates: bytes in, tag reads out.

Nothing here knows a dish, a database or a screen.
"""

from readers.cycle import Cycle, Fault
from readers.drivers import driver_names, open_reader, open_reader_within, open_within
from readers.errors import BadUid, ConnectionTrouble, PortBusy, ReaderError
from readers.health import LineHealth, ReaderHealth
from readers.loop import (
    CycleRead,
    PlatesCounted,
    ReaderBack,
    ReaderEvent,
    ReaderLoop,
    ReaderLost,
)
from readers.presence import Presence, Sighting, TrayRule
from readers.protocols import decode_json
from readers.read_rates import PlateReads, ReadCount, known_rate, worn_plates
from readers.reader import Reader
from readers.recording import cycle_json
from readers.tag import TagRead, TagUid
from readers.tap import TapTray
from readers.transport import known_ports
from readers.tray_recorder import TrayRecorder
from readers.url import ReaderUrl
from readers.watch import Watch
from readers.wedge import format_named as wedge_format

__all__ = [
    "BadUid",
    "ConnectionTrouble",
    "Cycle",
    "CycleRead",
    "Fault",
    "LineHealth",
    "PlateReads",
    "PlatesCounted",
    "PortBusy",
    "Presence",
    "ReadCount",
    "Reader",
    "ReaderBack",
    "ReaderError",
    "ReaderEvent",
    "ReaderHealth",
    "ReaderLoop",
    "ReaderLost",
    "ReaderUrl",
    "Sighting",
    "TagRead",
    "TagUid",
    "TapTray",
    "TrayRecorder",
    "TrayRule",
    "Watch",
    "cycle_json",
    "decode_json",
    "driver_names",
    "known_ports",
    "known_rate",
    "open_reader",
    "open_reader_within",
    "open_within",
    "wedge_format",
    "worn_plates",
]
