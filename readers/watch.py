"""What `canteen readers watch` does: cycles without end, as the JSON objects it prints.

Recordings hold the same objects.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, Final

from canteen.clock import Clock
from readers.cycle import Cycle, Fault
from readers.drivers import open_reader, open_reader_within
from readers.errors import ReaderError
from readers.reader import Reader
from readers.tag import TagRead, TagUid
from readers.url import ReaderUrl


def cycle_json(number: int, cycle: Cycle, epoch: float = 0.0) -> dict[str, Any]:
    """One cycle; times are seconds since `epoch`, a reading of the cycle's own clock."""
    return {
        "cycle": number,
        "started": round(cycle.started - epoch, 6),
        "ended": round(cycle.ended - epoch, 6),
        "complete": cycle.complete,
        "tags": [
            {"uid": tag.uid.text, "kind": tag.kind, "antenna": tag.antenna, "rssi": tag.rssi}
            for tag in cycle.tags
        ],
        "faults": [{"code": fault.code, "message": fault.message} for fault in cycle.faults],
    }


def cycle_from_json(record: dict[str, Any], epoch: float = 0.0) -> Cycle:
    """The reverse; raises `KeyError`, `TypeError`, `ValueError` or `BadUid` for another shape."""
    return Cycle(
        tags=tuple(
            TagRead(TagUid.parse(tag["uid"]), str(tag["kind"]), int(tag["antenna"]), tag["rssi"])
            for tag in record["tags"]
        ),
        complete=bool(record["complete"]),
        faults=tuple(Fault(str(each["code"]), str(each["message"])) for each in record["faults"]),
        started=epoch + float(record["started"]),
        ended=epoch + float(record["ended"]),
    )


_RETRY_SECONDS: Final = 0.5


def watch_cycles(
    url: ReaderUrl | str, clock: Clock, wait: float = 5.0
) -> Generator[Cycle, None, None]:
    """The cycles of the reader at `url`, for as long as they are asked for.

    An absent reader is waited for up to `wait` seconds of real time, then what keeps it away is
    raised, a `ReaderError`. When it is lost later, each attempt to get it back gives an incomplete
    cycle. Closing the iterator closes the reader.
    """
    reader: Reader | None = open_reader_within(url, clock, wait)
    try:
        while True:
            started = clock.monotonic()
            try:
                if reader is None:
                    reader = open_reader(url, clock)
                cycle = reader.cycle()
            except ReaderError as trouble:
                if reader is not None:
                    reader.close()
                    reader = None
                clock.sleep(_RETRY_SECONDS)
                cycle = Cycle.broken((), (Fault.of(trouble),), started, clock.monotonic())
            yield cycle
    finally:
        if reader is not None:
            reader.close()
