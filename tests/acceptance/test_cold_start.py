"""`python -m pos` itself, started as a user starts it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time

from acceptance.program import Event, Site, uid
from acceptance.warm import ROOT
from foreign.feig_firmware import FeigFirmware

PLATE = uid(1)


def start(site: Site, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "pos", *words],
        env=site.env | {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"},
        cwd=site.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_one_tray_from_a_cold_start(site: Site, firmware: FeigFirmware) -> None:
    site.bind("ermifan", PLATE)
    firmware.place(PLATE)
    till = start(site, *site.till_words("--trays", "1"))
    out, err = till.communicate(timeout=30)
    events: list[Event] = [json.loads(line) for line in out.splitlines()]
    assert (till.returncode, err) == (0, "")
    assert [event["event"] for event in events].count("paid") == 1
    assert [event["event"] for event in events][-1] == "paid"
    assert site.sales()[0]["sale"] == events[-1]["sale"]


def test_a_signal_while_it_is_still_importing(site: Site, firmware: FeigFirmware) -> None:
    till = start(site, *site.till_words())
    time.sleep(0.4)
    till.send_signal(signal.SIGTERM)
    out, err = till.communicate(timeout=20)
    assert (till.returncode, out, err) == (0, "", "")


def test_who_stops_listening_ends_it_without_a_trace(site: Site, firmware: FeigFirmware) -> None:
    site.bind("ermifan", PLATE)
    till = start(site, *site.till_words("--seconds", "20"))
    assert till.stdout is not None
    assert till.stderr is not None
    till.stdout.close()
    firmware.place(PLATE)
    assert till.wait(20) == 0
    assert till.stderr.read() == ""
    till.stderr.close()
    site.audit()
