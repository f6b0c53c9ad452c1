"""Coverage-guided fuzzing of everything that takes a reader's bytes, in processes of their own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.wire_protocols import PROTOCOLS

from readers.protocols import DECODERS

ROOT = Path(__file__).parents[3]
HARNESS = ROOT / "tests" / "support" / "fuzz_decoders.py"
# An input costs 60 to 80 µs of one core; a million of them, five times, made every test together
# take more than ten minutes.
RUNS = 400_000
SOAK_RUNS = 10_000_000
STREAM_RUNS = 200_000
STREAM_BYTES = 300


def fuzzed(name: str, runs: int, *more: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "PYTHONUTF8": "1", "PYTHONHASHSEED": "1"}
    return subprocess.run(
        [sys.executable, str(HARNESS), name, str(runs), *more],
        capture_output=True,
        cwd=ROOT,
        encoding="utf-8",
        env=environment,
        errors="replace",
        check=False,
    )


def withstands(name: str, runs: int, *more: str) -> None:
    done = fuzzed(name, runs, *more)
    assert done.returncode == 0, story(done)
    assert re.findall(r"^Done (\d+) runs", done.stderr, re.MULTILINE) == [str(runs)]


def story(done: subprocess.CompletedProcess[str]) -> str:
    """The inputs that broke it, in hex, and the trace; without libFuzzer's account of its work."""
    text = done.stdout + done.stderr
    told = re.findall(r"^input [0-9a-f]*$", text, re.MULTILINE)
    trace = text[text.find("Uncaught Python exception") :][:4000]
    return "\n".join((f"status {done.returncode}", *told, trace))


def test_every_protocol_that_can_be_decoded_is_fuzzed() -> None:
    assert sorted(PROTOCOLS) == sorted(DECODERS)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", PROTOCOLS)
def test_no_bytes_break_a_decoder_or_a_parser(name: str) -> None:
    withstands(name, RUNS)


def test_a_fault_behind_the_check_sum_is_found_and_its_input_told() -> None:
    done = fuzzed("feig", 50_000, "1", "32", "planted")
    assert done.returncode == 77, story(done)
    assert "KeyError: 'planted'" in story(done)
    assert re.search(r"^input [0-9a-f]+$", story(done), re.MULTILINE)


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("name", PROTOCOLS)
def test_no_bytes_break_a_decoder_or_a_parser_in_ten_million_inputs(name: str) -> None:
    withstands(name, SOAK_RUNS, "2")


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", PROTOCOLS)
def test_no_long_stream_breaks_a_decoder_or_a_parser(name: str) -> None:
    withstands(name, STREAM_RUNS, "3", str(STREAM_BYTES))
