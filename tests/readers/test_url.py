from __future__ import annotations

import pytest

from readers.errors import BadUrl, UnknownOption
from readers.url import ReaderUrl


def test_an_address_falls_into_driver_target_and_options() -> None:
    url = ReaderUrl.parse("feig:/dev/ttyUSB0?baud=38400&parity=E")
    assert (url.driver, url.target) == ("feig", "/dev/ttyUSB0")
    assert url.number("baud", 9600) == 38400
    assert url.option("parity", "N") == "E"
    assert url.option("other", "default") == "default"


@pytest.mark.parametrize("text", ["feig:/dev/x?baud=38400&parity=E", "pcsc:", "replay:a b.jsonl"])
def test_an_address_prints_as_it_was_written(text: str) -> None:
    assert str(ReaderUrl.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "feig", "/dev/ttyUSB0", "FEIG:x", "feig:x?baud", "feig:x?baud=1&baud=2"]
)
def test_what_is_no_address_is_refused_with_a_code(text: str) -> None:
    with pytest.raises(BadUrl, match="E-RDR-010"):
        ReaderUrl.parse(text)


@pytest.mark.parametrize("value", ["0", "-1", "x", "", "1.5", "³"])
def test_a_number_must_be_whole_and_above_zero(value: str) -> None:
    with pytest.raises(BadUrl):
        ReaderUrl.parse(f"feig:x?baud={value}").number("baud", 38400)


def test_an_unknown_option_names_the_nearest() -> None:
    with pytest.raises(UnknownOption, match="parity") as caught:
        ReaderUrl.parse("feig:x?partiy=N").allow(("baud", "parity"))
    assert caught.value.facts["nearest"] == "parity"


def test_a_driver_without_options_says_so() -> None:
    with pytest.raises(UnknownOption):
        ReaderUrl.parse("replay:x?a=b").allow(())
