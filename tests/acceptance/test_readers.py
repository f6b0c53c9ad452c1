"""The real command against readers that share no code with the drivers.

Every complete cycle must show exactly the plates that lie there, no matter how the reader pages.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from acceptance.reader_commands import NOTHING, Watching, plates, states, watched
from foreign.feig_firmware import FeigFirmware
from foreign.pcsc_card import PcscCard
from foreign.rr_firmware import RrFirmware
from support.pcscd import Pcscd, in_a_room

UIDS = [f"E00401{number * 0x9E3779B9 % (1 << 32):08X}{number:02X}" for number in range(1, 13)]
FIRST, SECOND, THIRD = UIDS[:3]
CARD, OTHER = "04A1B2C3D4E5F6", "E0040150CABD51B9"
CYCLES = 3
Make = Callable[[Path], FeigFirmware | RrFirmware]


def feig(**wish: Any) -> Make:
    return lambda link: FeigFirmware(link=link, **wish)


def rr(**wish: Any) -> Make:
    return lambda link: RrFirmware(link=link, **wish)


READERS = {
    "feig": ("feig:{}?parity=N", feig()),
    "feig one a page": ("feig:{}?parity=N", feig(per_page=1)),
    "feig that never silences": ("feig:{}?parity=N", feig(ont=4)),
    "rr least significant byte first": ("rr:{}", rr()),
    "rr three a page": ("rr:{}", rr(per_scan=3)),
    "rr that says 0B without data": ("rr:{}", rr(partial_without_data=True)),
    "rr most significant byte first": ("rr:{}", rr(msb=True)),
}
"""What a reader is, its address, and how it is made; air and wire take their time."""
COUNTS = [
    *((reader, 12) for reader in READERS),
    *(
        (reader, count)
        for reader in ("feig", "rr least significant byte first")
        for count in (1, 5)
    ),
]
SOME = ["feig", "feig one a page", "rr three a page"]


@pytest.mark.parametrize(("reader", "count"), COUNTS)
def test_every_cycle_shows_the_plates_that_lie_there(
    reader: str, count: int, tmp_path: Path
) -> None:
    url, make = READERS[reader]
    firmware = make(tmp_path / "reader")
    firmware.place(*UIDS[:count])
    with firmware:
        cycles = watched(url.format(firmware.path), CYCLES)
    assert [cycle["cycle"] for cycle in cycles] == [*range(1, CYCLES + 1)]
    assert [cycle["faults"] for cycle in cycles] == [[]] * CYCLES
    assert states(cycles) == [{*UIDS[:count]}]


@pytest.mark.parametrize("reader", SOME)
def test_plates_come_and_go_as_they_are_moved(reader: str, tmp_path: Path) -> None:
    url, make = READERS[reader]
    firmware = make(tmp_path / "reader")
    firmware.place(*UIDS[:5])
    with firmware, Watching(url.format(firmware.path)) as watching:
        lying = [*UIDS[:5]]
        watching.until(*lying)
        # One at a time: a cycle of several pages sees the field more than once.
        for gone in [*lying]:
            firmware.take(gone)
            lying.remove(gone)
            watching.until(*lying)
        firmware.place(SECOND)
        watching.until(SECOND)
        firmware.place(FIRST)
        watching.until(FIRST, SECOND)
    assert all(cycle["complete"] for cycle in watching.cycles)
    assert states(watching.cycles) == [
        *({*UIDS[gone:5]} for gone in range(6)),
        {SECOND},
        {FIRST, SECOND},
    ]


@pytest.mark.parametrize("reader", SOME)
def test_a_reader_that_was_unplugged_is_found_again(reader: str, tmp_path: Path) -> None:
    url, make = READERS[reader]
    firmware = make(tmp_path / "reader")
    firmware.place(FIRST, SECOND)
    with firmware, Watching(url.format(firmware.path)) as watching:
        watching.until(FIRST, SECOND)
        firmware.unplug()
        watching.until_it(lambda cycle: bool(cycle["faults"]))
        firmware.take(FIRST)
        firmware.place(THIRD)
        firmware.plug()
        watching.until(SECOND, THIRD)
    assert states(watching.cycles) == [{FIRST, SECOND}, {SECOND, THIRD}]
    shown = {uid for cycle in watching.cycles for uid in plates(cycle)}
    assert shown == {FIRST, SECOND, THIRD}


def test_cards_on_a_real_service_are_read_as_they_are_laid_and_taken() -> None:
    def work() -> list[list[str]]:
        with Pcscd(), PcscCard(CARD) as card, Watching("pcsc:") as watching:
            watching.until()
            card.insert()
            watching.until(CARD)
            card.swap(OTHER)
            watching.until(OTHER)
            card.remove()
            watching.until()
            card.insert(CARD)
            watching.until(CARD)
            card.remove()
            watching.until()
            return [sorted(state) for state in states(watching.cycles)]

    seen = [frozenset(state) for state in in_a_room(work)]
    # A card that is changed for another at once need not leave an empty field between.
    assert [state for state in seen if state] == [{CARD}, {OTHER}, {CARD}]
    assert (seen[0], seen[-1]) == (NOTHING, NOTHING)
