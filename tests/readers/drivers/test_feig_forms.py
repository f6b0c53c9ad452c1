"""Which form of frames the driver takes for a reader, and that it stays with it."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from canteen.clock import ManualClock
from readers.drivers.feig import FeigReader
from readers.emulation.feig_firmware import FeigFirmware, Form
from readers.emulation.field import TagField
from readers.errors import NoAnswer
from readers.protocols import feig
from readers.transport import SerialSettings

UIDS = [f"E00401{number:010X}" for number in range(9)]
CLOCK = ManualClock(datetime(2026, 11, 23, tzinfo=UTC))
SETTINGS = SerialSettings("/dev/ttyUSB0", 38400, "E")


class Desk:
    """A reader on a line without delay: every request finds its firmware rested."""

    def __init__(self, firmware: FeigFirmware) -> None:
        self.firmware = firmware
        self._ready = b""
        self._at = 0.0
        self.sent: list[bytes] = []

    def read(self, need: int, seconds: float) -> bytes:
        data, self._ready = self._ready[:need], self._ready[need:]
        return data

    def write(self, data: bytes) -> None:
        self._at += 1.0
        self.sent.append(data)
        self._ready = b"".join(piece.frame for piece in self.firmware.hear(data, self._at))

    def now(self) -> float:
        return time.monotonic()

    def close(self) -> None:
        return


def desk(form: Form, *, refuses: bool = False, plates: int = 9) -> Desk:
    field = TagField(seed=1)
    field.place(*UIDS[:plates])
    return Desk(FeigFirmware(field, form=form, refuses=refuses))


def reader(line: Desk) -> FeigReader:
    return FeigReader(line, SETTINGS, CLOCK, configures=False, reply_seconds=0.0)


@pytest.mark.parametrize(
    ("form", "refuses", "advanced"),
    [
        ("standard", False, False),
        ("standard", True, False),
        ("advanced", False, True),
        ("advanced", True, True),
        ("both", False, False),
    ],
)
def test_the_greeting_finds_the_form_and_cycles_stay_with_it(
    form: Form, refuses: bool, advanced: bool
) -> None:
    line = desk(form, refuses=refuses)
    driver = reader(line)
    driver.greet()
    line.sent.clear()
    for _cycle in range(2):
        cycle = driver.cycle()
        assert cycle.complete
        assert {uid.text for uid in cycle.uids} == set(UIDS)
    assert {request[0] == feig.ADVANCED for request in line.sent} == {advanced}
    assert len(line.sent) == 2 * 4


@pytest.mark.parametrize("form", ["standard", "advanced"])
def test_a_length_error_is_asked_once_more_in_the_other_form(form: Form) -> None:
    line = desk("standard" if form == "advanced" else "advanced")
    driver = reader(line)
    driver.greet()
    line.firmware = desk(form, refuses=True).firmware
    line.sent.clear()
    assert driver.cycle().complete
    assert [request[0] == feig.ADVANCED for request in line.sent[:3]] == [
        form != "advanced",
        form == "advanced",
        form == "advanced",
    ]


def test_a_length_error_in_both_forms_is_a_refusal_and_changes_nothing() -> None:
    class Refuser(FeigFirmware):
        def _obey(self, command: int, data: bytes):  # type: ignore[no-untyped-def]
            return self._reply(command, feig.LENGTH_ERROR)

    line = desk("both")
    driver = reader(line)
    driver.greet()
    line.firmware = Refuser(TagField())
    for _cycle in range(2):
        line.sent.clear()
        assert [fault.code for fault in driver.cycle().faults] == ["E-RDR-035"]
        assert [request[0] == feig.ADVANCED for request in line.sent] == [False, True]
    with pytest.raises(NoAnswer):
        driver.greet()


def test_a_silent_other_form_leaves_the_length_error_as_it_is() -> None:
    class Mute(FeigFirmware):
        def hear(self, data: bytes, at: float):  # type: ignore[no-untyped-def]
            return () if data[0] == feig.ADVANCED else super().hear(data, at)

    line = desk("standard")
    driver = reader(line)
    driver.greet()
    line.firmware = Mute(TagField(), form="advanced", refuses=True)
    assert [fault.code for fault in driver.cycle().faults] == ["E-RDR-035"]
