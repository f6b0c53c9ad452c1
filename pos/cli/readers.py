"""`readers …`: what is plugged in, what it reads, what its frames say, and an emulated one."""

from __future__ import annotations

import argparse
import contextlib
import math
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from canteen.errors import BadInput, CanteenError
from canteen.i18n import N_, _
from pos.cli import base, reader_tools

if TYPE_CHECKING:
    from canteen.clock import Clock

HEX_HELP: Final = "不写就从标准输入一行一行地读"
CARD_READER: Final = "pcsc"
CARD_READER_SECONDS: Final = 5.0
"""How long the PC/SC service may take to name its readers: it may only now be starting."""


class NoVirtualReader(CanteenError):
    """The PC/SC service has no vpcd, so a card has nothing to lie on."""

    code = "E-POS-075"
    sentence = N_("系统的读卡服务里没有虚拟读卡器“{name}”，虚拟的卡没有地方放。")
    mend = N_("装上系统包 pcscd 和 vsmartcard-vpcd，重启 pcscd，再用 canteen readers list 核对。")
    exit_status = 3


class NotOnACardReader(BadInput):
    """An option of serial emulators was given for a card reader."""

    code = "E-POS-076"
    sentence = N_("{option} 只用于串口读盘器，虚拟读卡器没有端口和速度，没有开始模拟。")
    mend = N_("去掉 {option} 再试。")


def add(subparsers: Any) -> None:
    """Add this module's commands."""
    readers = subparsers.add_parser("readers", help="读盘器：列出、查看、解码、模拟")
    readers.set_defaults(parser=readers)
    verbs = readers.add_subparsers(metavar="动作")
    _add_list(verbs.add_parser("list", help="驱动、插着的端口和读盘器"))
    _add_watch(verbs.add_parser("watch", help="一轮一轮地看读到了什么"))
    decode = verbs.add_parser("decode", help="解读帧的十六进制")
    decode.add_argument("protocol", metavar="PROTOCOL")
    # An optional positional right after another one would be taken for absent by argparse as soon
    # as an option stands between them, so what follows the protocol has a parser of its own.
    decode.add_argument("rest", metavar="HEX", nargs=argparse.REMAINDER, help=HEX_HELP)
    _add_decode_options(decode)
    decode.set_defaults(run=run_decode, decode=decode)
    _add_emulate(verbs.add_parser("emulate", help="在虚拟串口上模拟一台读盘器，或模拟一张卡"))


def _add_decode_options(decode: Any) -> None:
    decode.add_argument("--direction", choices=("request", "reply"))
    base.add_common(decode, database=False)


def _add_list(listing: Any) -> None:
    listing.add_argument("--no-probe", dest="probe", action="store_false", help="只列出，不打招呼")
    listing.add_argument(
        "--port", metavar="PATH", action="append", default=[], help="系统没有列出的端口，可重复"
    )
    base.add_common(listing, database=False)
    listing.set_defaults(run=reader_tools.run_list)


def _add_watch(watch: Any) -> None:
    watch.add_argument("--reader", metavar="URL")
    watch.add_argument("--cycles", type=_count, metavar="N")
    watch.add_argument("--seconds", type=_seconds, default=math.inf, metavar="S")
    watch.add_argument("--wait", type=_seconds, default=5.0, metavar="S")
    watch.add_argument("--record", metavar="FILE", help="同时录下来，可用 replay:FILE 重放")
    base.add_common(watch, database=False)
    watch.set_defaults(run=reader_tools.run_watch)


def _add_emulate(emulate: Any) -> None:
    emulate.add_argument("protocol", metavar="PROTOCOL")
    emulate.add_argument("--script", metavar="FILE|-", default="-")
    emulate.add_argument("--link", metavar="PATH", help="拔插之后不变的端口名")
    emulate.add_argument("--baud", type=_count, metavar="N")
    emulate.add_argument("--speed", type=_speed, default=1.0, metavar="N")
    base.add_common(emulate, database=False)
    emulate.set_defaults(run=run_emulate)


def run_decode(args: argparse.Namespace) -> int:
    """One object a frame; exit 1 when one of them cannot be read."""
    from pos.cli.files import STDIN, read_lines
    from readers import decode_json

    rest = type(args.decode)(prog=f"{args.decode.prog} {args.protocol}")
    rest.add_argument("hex", metavar="HEX", nargs="*", help=HEX_HELP)
    _add_decode_options(rest)
    rest.parse_args(args.rest, args)
    base.settings_of(args)
    # Spaces between bytes are usual in notes and manuals, quoted or not.
    lines = [" ".join(args.hex)] if args.hex else read_lines(STDIN)
    decode_json(args.protocol, None, "")  # an unknown protocol is refused before any line comes
    status = base.DONE
    for line in lines:
        if not (line.strip() or args.hex):
            continue
        for frame in decode_json(args.protocol, args.direction, line):
            base.emit(frame)
            if not frame["ok"]:
                status = base.FOUND
    return status


def run_emulate(args: argparse.Namespace) -> int:
    """Firmware on a pseudo terminal, or cards on a PC/SC reader, moved by the lines of a script."""
    from pos.bootstrap import make_clock
    from readers.emulation import EMULATORS, make_emulator, run_script
    from readers.errors import UnknownProtocol

    base.settings_of(args)
    if args.protocol not in (known := sorted((*EMULATORS, CARD_READER))):
        raise UnknownProtocol(protocol=args.protocol, known=", ".join(known))
    lines = _script(args.script)
    clock = make_clock(args.speed)
    if args.protocol == CARD_READER:
        return _emulate_cards(args, lines, clock)
    link = Path(args.link) if args.link else None
    emulator = make_emulator(args.protocol, clock, link=link, baud=args.baud)
    with _ending_by_signal(), emulator:
        print(emulator.path, flush=True)
        run_script(emulator, lines, clock)
    return base.DONE


def _emulate_cards(args: argparse.Namespace, lines: Iterator[str], clock: Clock) -> int:
    """Cards on the virtual reader of the PC/SC service that runs on this machine."""
    from readers.emulation import run_script
    from readers.emulation.vpcd import NAME, VpcdEmulator, virtual_reader
    from readers.errors import CardReaderNotFound

    for option in ("link", "baud"):
        if getattr(args, option) is not None:
            raise NotOnACardReader(option=f"--{option}")
    try:
        name = virtual_reader(CARD_READER_SECONDS)
    except CardReaderNotFound:
        raise NoVirtualReader(name=NAME) from None
    with _ending_by_signal(), VpcdEmulator(clock=clock) as cards:
        print(name, flush=True)
        run_script(cards, lines, clock)
    return base.DONE


def _script(name: str) -> Iterator[str]:
    """The script's lines; those of a file are all checked before the first is obeyed."""
    from pos.cli.files import STDIN, read_lines
    from readers.emulation.script import parse_line

    if name == STDIN:
        return read_lines(name)
    lines = list(read_lines(name))
    for number, line in enumerate(lines, start=1):
        parse_line(number, line)
    return iter(lines)


@contextlib.contextmanager
def _ending_by_signal() -> Iterator[None]:
    """SIGTERM ends like Ctrl-C, so that the link goes away; only the main thread may ask so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < sys.maxsize):
        raise argparse.ArgumentTypeError(_("要正整数"))
    return int(text)


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 <= value < math.inf:
        raise argparse.ArgumentTypeError(_("要 0 以上的秒数"))
    return value


def _speed(text: str) -> float:
    value = float(text)
    if not 0 < value < math.inf:
        raise argparse.ArgumentTypeError(_("要大于 0 的数"))
    return value
