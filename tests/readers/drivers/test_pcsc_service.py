"""The driver under the real pcscd, with virtual cards, in a room of its own."""

from __future__ import annotations

import json
import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import psutil
from support.commands import start
from support.pcscd import READER, Pcscd, in_a_room

from canteen.clock import SystemClock
from pos.cli import main
from readers.cycle import Cycle
from readers.drivers import open_reader, open_reader_within
from readers.drivers.pcsc import CYCLE_SECONDS, list_readers
from readers.emulation.vpcd import VpcdEmulator
from readers.errors import CardReaderNotFound, ReaderError, ServiceAway
from readers.loop import CycleRead, ReaderEvent, ReaderLoop, ReaderLost
from readers.presence import Presence
from readers.reader import Reader

CLOCK = SystemClock()
PLATE = "E0040150CABD51B9"
CARD = "04A1B2C3D4E5F6"
KILLS = 10


def until(reader: Reader, wanted: Callable[[Cycle], object], seconds: float = 5) -> Cycle:
    """The first cycle that is as wanted."""
    deadline = time.monotonic() + seconds
    while not wanted(cycle := reader.cycle()):
        assert time.monotonic() < deadline, cycle
    return cycle


def shows(*uids: str) -> Callable[[Cycle], bool]:
    return lambda cycle: cycle.complete and [uid.text for uid in cycle.uids] == list(uids)


def faulty(code: str) -> Callable[[Cycle], bool]:
    return lambda cycle: [fault.code for fault in cycle.faults] == [code]


def refusal(address: str) -> ReaderError:
    try:
        open_reader(address, CLOCK).close()
    except ReaderError as error:
        return error
    raise AssertionError("it was opened")


def test_cards_come_and_go_and_each_is_read_once() -> None:
    def work() -> list[Any]:
        with Pcscd(), VpcdEmulator(backwards=True) as cards:
            reader = open_reader("pcsc:", CLOCK)
            seen = [until(reader, shows())]
            cards.field.place(PLATE, CARD)
            seen.append(until(reader, shows(PLATE)))
            cards.field.take(PLATE)
            seen += [until(reader, shows(CARD)), reader.cycle(), reader.cycle()]
            cards.field.clear()
            seen.append(until(reader, shows()))
            kinds = [tag.kind for cycle in seen for tag in cycle.tags]
            health = reader.health
            reader.close()
            reader.close()
            return [kinds, health.frames, health.last_good is not None]

    kinds = ["iso15693", "iso14443a", "iso14443a", "iso14443a"]
    assert in_a_room(work) == [kinds, 2, True]


def test_a_card_changed_for_another_between_two_cycles_is_noticed() -> None:
    def work() -> list[str]:
        with Pcscd(), VpcdEmulator() as cards:
            reader, elsewhere = open_reader("pcsc:", CLOCK), open_reader("pcsc:", CLOCK)
            cards.field.place("04A1B2C3")
            until(reader, shows("04A1B2C3"))
            cards.field.clear()
            until(elsewhere, shows())
            cards.field.place("04A1B2C4")
            until(elsewhere, shows("04A1B2C4"))
            after = reader.cycle()
            reader.close()
            elsewhere.close()
            return [uid.text for uid in after.uids]

    assert in_a_room(work) == ["04A1B2C4"]


def test_a_card_that_cannot_be_read_makes_incomplete_cycles() -> None:
    def work() -> list[Any]:
        with Pcscd(), VpcdEmulator() as cards:
            reader = open_reader(f"pcsc:{READER}", CLOCK)
            cards.field.rate(CARD, 0)
            cards.field.place(CARD)
            pulled = until(reader, faulty("E-RDR-038"))
            cards.field.rate(CARD, 1)
            until(reader, shows(CARD))
            cards.garble(1)
            cards.field.clear()
            until(reader, shows())
            cards.field.place(CARD)
            spoilt = until(reader, faulty("E-RDR-035"))
            cards.garble(0)
            until(reader, shows(CARD))
            cards.unplug()
            until(reader, shows())
            with VpcdEmulator(cards.field, numberless=True):
                nameless = until(reader, faulty("E-RDR-040"))
                asked = reader.health.frames
                reader.cycle()
                asked_again = reader.health.frames - asked
            reader.close()
            return [
                [(cycle.complete, cycle.tags) for cycle in (pulled, spoilt, nameless)],
                asked_again,
            ]

    assert in_a_room(work) == [[[False, []]] * 3, 0]


def test_the_next_card_is_read_however_often_the_service_is_killed() -> None:
    def work() -> list[Any]:
        events: queue.SimpleQueue[ReaderEvent] = queue.SimpleQueue()
        loop = ReaderLoop(lambda: open_reader("pcsc:", CLOCK), Presence(), CLOCK, events.put)
        lost, seconds, descriptors = 0, [], []
        with Pcscd() as pcscd, VpcdEmulator() as cards:
            loop.start()
            for number in range(KILLS):
                _wait(events, lambda event: isinstance(event, CycleRead))
                pcscd.kill()
                lost += bool(_wait(events, lambda event: isinstance(event, ReaderLost)))
                cards.field.clear()
                cards.field.place(f"04A1B2{number:02X}")
                pcscd.start()
                began = time.monotonic()
                _wait(events, _reads(f"04A1B2{number:02X}"))
                seconds.append(time.monotonic() - began)
                descriptors.append(psutil.Process().num_fds())
            loop.stop()
            leaked = descriptors[-1] - descriptors[0]
            return [lost, max(seconds), leaked, threading.active_count()]

    lost, slowest, leaked, threads = in_a_room(work)
    assert lost == KILLS
    assert slowest < 2
    assert leaked <= 1
    assert threads == 2


def _reads(uid: str) -> Callable[[ReaderEvent], bool]:
    return lambda event: isinstance(event, CycleRead) and shows(uid)(event.cycle)


def _wait(events: Any, wanted: Callable[[ReaderEvent], bool]) -> ReaderEvent:
    deadline = time.monotonic() + 10
    while not wanted(event := events.get(timeout=deadline - time.monotonic())):
        pass
    return event


def open_and_close_within(seconds: float, came: list[str]) -> None:
    open_reader_within("pcsc:", CLOCK, seconds).close()
    came.append("opened")


def lists_nothing() -> str | None:
    """The code of what keeps the readers from being listed."""
    try:
        list_readers()
    except ServiceAway as away:
        return away.code
    return None


def test_a_service_or_a_reader_that_is_not_there_is_waited_for() -> None:
    came: list[str] = []

    def work() -> Iterator[Any]:
        away = refusal("pcsc:")
        yield [isinstance(away, ServiceAway), away.exit_status, lists_nothing()]
        with Pcscd() as pcscd:
            yield list_readers()
            pcscd.kill()
            pcscd.disconnect_reader()
            pcscd.start()
            yield [isinstance(refusal("pcsc:"), CardReaderNotFound), list_readers()]
            pcscd.kill()
            pcscd.connect_reader()
            waiting = threading.Thread(target=open_and_close_within, args=(5, came))
            waiting.start()
            waiting.join(0.3)
            yield came
            pcscd.start()
            waiting.join()
            yield came

    away, readers, without, *waits = in_a_room(lambda: [json.dumps(each) for each in work()])
    assert json.loads(away) == [True, 3, "E-RDR-007"]
    assert json.loads(readers) == [READER, READER.replace("00 00", "00 01")]
    assert json.loads(without) == [True, []]
    assert waits == ["[]", '["opened"]']


def test_waiting_for_a_card_costs_next_to_nothing() -> None:
    def work() -> list[float]:
        with Pcscd():
            reader = open_reader("pcsc:", CLOCK)
            reader.cycle()
            wall, processor = time.monotonic(), time.process_time()
            for _ in range(7):
                reader.cycle()
            spent = [time.monotonic() - wall, time.process_time() - processor]
            reader.close()
            return spent

    wall, processor = in_a_room(work)
    assert wall >= 7 * CYCLE_SECONDS
    assert processor < 0.02 * wall


def test_cycles_can_be_watched_from_the_command_line() -> None:
    watch = ["readers", "watch", "--reader", "pcsc:", "--json"]

    def work() -> list[Any]:
        missing = main([*watch, "--wait", "0"])
        with Pcscd(), VpcdEmulator() as cards:
            cards.field.place(CARD)
            reader = open_reader("pcsc:", CLOCK)
            until(reader, shows(CARD))
            reader.close()
            out, err = start([*watch, "--cycles", "3"]).communicate(timeout=30)
            return [missing, err, *map(json.loads, out.splitlines())]

    missing, complaint, *cycles = in_a_room(work)
    assert missing == 3
    assert complaint == ""
    assert [cycle["complete"] for cycle in cycles] == [True] * 3
    assert [tag["uid"] for cycle in cycles for tag in cycle["tags"]] == [CARD] * 3
