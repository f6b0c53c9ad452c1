"""One protocol under the fuzzer: `fuzz_decoders.py PROTOCOL RUNS [SEED [LONGEST]]`.

An input is taken as instructions: a direction, where the line is silent and for how long, how the
bytes are cut, and the stream: bytes as they are, or bodies sealed with a right length and check
sum, so that what lies behind them is reached.

    plan  bit 0 direction, 1 listening (where it is traced), 2-3 what decode_json is told,
          4 a third piece
    cut   bits 0-3 how many bytes are handed over at once, 4-5 silence between them
    piece bits 0-1 kind, 2-3 silence before it, 4-7 how many bytes of the input are its content
          (the last one takes what is left); kind: as it is, sealed, sealed in the long form, or a
          body that is sent in earnest (next byte: which) cut short (next byte) and continued

libFuzzer owns the process and ends it: 0 after RUNS inputs, else the input is on stderr, in hex.
"""

from __future__ import annotations

import importlib
import math
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Literal

LONGEST_INPUT: Final = 24
RENEWED_AFTER: Final = 256
"""Inputs that one decoder lives for: like a line's it carries on from one to the next."""
TRACED_FIRST: Final = 4000
TRACED_SHARE: Final = 127
LISTENING_SHARE: Final = 8
"""Most are asked for, as the drivers do; searching frames for pairs costs two times as much."""
DESCRIBED_SHARE: Final = 11
THOROUGH_SHARE: Final = 251
_PROBLEMS: Final = frozenset({"length", "crc", "unknown-type"})
_STEPS: Final = (256,) * 12 + (1, 2, 5, 9)


Parser = Callable[[Any], object]


class Broken(AssertionError):
    """A decoder did what none may do."""


class Harness:
    """Takes one input after the other; raises `Broken`, or whatever the product raised."""

    def __init__(self, name: str, *parsers: Parser) -> None:
        from support.wire_protocols import DIRECTIONS, PROTOCOLS

        import readers.protocols
        from readers.protocols.framing import UnreadableData

        self._name = name
        self._wire = PROTOCOLS[name]
        self._parsers = (*self._wire.parsers, *parsers)
        self._ways = DIRECTIONS
        self._told = (None, *DIRECTIONS, None)
        self._unreadable = UnreadableData
        self._decode_json = readers.protocols.decode_json
        module, _colon, function = readers.protocols.DECODERS[name].partition(":")
        self._describe = getattr(importlib.import_module(module), function)
        gap = self._wire.gap
        self._silences = (0.0, gap / 2, gap, 2 * gap)
        self._now = 0.0
        self._number = 0
        self._trail: list[bytes] = []
        self._renew()

    def __call__(self, data: bytes, *, traced: bool = False) -> None:
        number = self._number = self._number + 1
        if len(self._trail) == RENEWED_AFTER:
            self._renew()
        self._trail.append(data)
        listens = bool(data[0] & 2) if traced and data else not number % LISTENING_SHARE
        try:
            self._take(data, listens=listens, described=traced or not number % DESCRIBED_SHARE)
            if not number % THOROUGH_SHARE:
                self._thoroughly(data)
        except BaseException:
            self._tell(data)
            raise

    def _renew(self) -> None:
        self._trail.clear()
        self._decoders = [self._fresh(number) for number in range(4)]
        self._twins = [(self._fresh(number), self._fresh(number)) for number in range(4)]

    def _fresh(self, number: int) -> Any:
        gap = self._wire.gap if number & 2 else math.inf
        return self._wire.decoder(self._ways[number & 1], gap)

    def _take(self, data: bytes, *, listens: bool, described: bool) -> None:
        if len(data) < 3:
            return
        plan = data[0]
        decoder = self._decoders[plan & 1 | listens << 1]
        pieces = self._pieces(data, plan)
        stream = b"".join([piece for _silence, piece in pieces])
        noise = decoder.noise
        frames = self._feed(decoder, pieces, data[1])
        self._all_accounted_for(stream, frames, decoder.noise - noise)
        if frames:
            self._parse(frames)
        if described:
            self._json(self._describe(stream, self._told[plan >> 2 & 3]), len(stream))

    def _thoroughly(self, data: bytes) -> None:
        """All that is done with an input, asking and listening."""
        for listens in (False, True):
            self._take(data, listens=listens, described=True)
        if len(data) < 3:
            return
        plan, cut = data[0], data[1]
        stream = b"".join([piece for _silence, piece in self._pieces(data, plan)])
        told = self._told[plan >> 2 & 3]
        self._json(self._decode_json(self._name, told, stream.hex()), len(stream))
        self._cut_law(stream, plan & 3, (cut & 7) + 1)

    def _pieces(self, data: bytes, plan: int) -> list[tuple[float, bytes]]:
        wire = self._wire
        bodies = wire.bodies[self._ways[plan & 1]]
        pieces = []
        at, size = 2, len(data)
        last = 1 + (plan >> 4 & 1)
        for number in range(last + 1):
            if at >= size:
                break
            head = data[at]
            stop = at + 1 + (head >> 4) if number < last else size
            content = data[at + 1 : stop]
            kind = head & 3
            if kind == 3 and len(content) > 1:
                body = bodies[content[0] % len(bodies)][: content[1]]
                content = wire.seal(body + content[2:], False)
            elif kind:
                content = wire.seal(content, kind == 2)
            pieces.append((self._silences[head >> 2 & 3], content))
            at = stop
        return pieces

    def _feed(self, decoder: Any, pieces: list[tuple[float, bytes]], cut: int) -> list[Any]:
        step, silence = _STEPS[cut & 15], self._silences[cut >> 4 & 3]
        now = self._now + 1.0
        frames = []
        for before, piece in pieces:
            now += before
            if len(piece) <= step:
                frames += decoder.feed(piece, now)
                now += silence
            else:
                for at in range(0, len(piece), step):
                    frames += decoder.feed(piece[at : at + step], now)
                    now += silence
            if decoder.need <= 0:
                raise Broken("need")
            if decoder.pending > self._wire.longest:
                raise Broken("held")
        frames += decoder.flush()
        if decoder.pending:
            raise Broken("pending")
        self._now = now
        return frames

    def _all_accounted_for(self, stream: bytes, frames: list[Any], noise: int) -> None:
        """Each byte is noise or in one frame; frames encode to the bytes they came from."""
        at = total = 0
        for frame in frames:
            raw = self._wire.encode(frame)
            total += len(raw)
            at = stream.find(raw, at)
            if at < 0:
                raise Broken("encode", raw.hex())
            at += len(raw)
        if total + noise != len(stream):
            raise Broken("bytes", total, noise, len(stream))

    def _parse(self, frames: list[Any]) -> None:
        for frame in frames:
            for parse in self._parsers:
                try:
                    parse(frame)
                except self._unreadable as trouble:
                    if trouble.problem not in _PROBLEMS:
                        raise

    def _json(self, objects: list[dict[str, Any]], size: int) -> None:
        if not objects or len(objects) > size + 1:
            raise Broken("objects", len(objects))
        for each in objects:
            if not each["ok"] and each["error"] not in _PROBLEMS:
                raise Broken(each["error"])

    def _cut_law(self, stream: bytes, number: int, step: int) -> None:
        whole, pieces = self._twins[number]
        expected = whole.feed(stream, 0.0) + whole.flush()
        frames = []
        for at in range(0, len(stream), step):
            frames += pieces.feed(stream[at : at + step], 0.0)
        frames += pieces.flush()
        if frames != expected or pieces.noise != whole.noise:
            raise Broken("cut")

    def _tell(self, data: bytes) -> None:
        trail = [each.hex() for each in self._trail]
        self._renew()
        try:
            self._thoroughly(data)
        except BaseException:  # noqa: BLE001 - it is told which, and raised by the caller
            trail = [data.hex()]
        sys.stderr.write("\n".join(("", *("input " + each for each in trail), "")))


class Sampled:
    """Two harnesses on two copies of the product: tracing what an input reaches costs fourfold.

    The traced copy takes the first inputs and then one in `TRACED_SHARE`; what it reaches
    for the first time the fuzzer keeps and mutates.
    """

    def __init__(self, name: str, *parsers: Parser) -> None:
        import atheris

        self._plain = Harness(name, *parsers)
        for module in list(sys.modules):
            if module.startswith(("readers.protocols", "support.wire_protocols")):
                del sys.modules[module]
        with atheris.instrument_imports(include=["readers.protocols"]):
            self._traced = Harness(name, *parsers)
        self._number = 0

    def __call__(self, data: bytes) -> None:
        self._number += 1
        if self._number <= TRACED_FIRST or not self._number % TRACED_SHARE:
            self._traced(data, traced=True)
        else:
            self._plain(data)


def planted(frame: Any) -> None:
    """A fault to be found: it lies behind a right check sum and one byte of two."""
    if frame.data[:1] == b"\x42":
        raise KeyError("planted")


def main(
    name: str,
    runs: str,
    seed: str = "1",
    longest: str = str(LONGEST_INPUT),
    fault: Literal["", "planted"] = "",
) -> None:
    """Never returns: libFuzzer ends the process."""
    import atheris

    harness = Sampled(name, planted) if fault else Sampled(name)
    options = (
        f"-runs={runs}",
        f"-seed={seed}",
        f"-max_len={longest}",
        "-timeout=20",
        "-rss_limit_mb=0",
        "-exact_artifact_path=/dev/null",
        "-print_final_stats=1",
    )
    atheris.Setup([sys.argv[0], *options], harness)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]
    main(*sys.argv[1:])
