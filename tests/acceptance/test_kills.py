"""`kill -9` at random moments between the first chip and the printed slip."""

from __future__ import annotations

import pytest
from acceptance.kills import check, kill_rounds
from acceptance.program import Site
from foreign.feig_firmware import FeigFirmware


def test_twenty_kills_lose_and_double_nothing(site: Site, firmware: FeigFirmware) -> None:
    check(site, kill_rounds(site, firmware, 20, seed=1))


@pytest.mark.soak
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("seed", [2, 3])
def test_hundreds_of_kills_lose_and_double_nothing(
    site: Site, firmware: FeigFirmware, seed: int
) -> None:
    check(site, kill_rounds(site, firmware, 100, seed))
