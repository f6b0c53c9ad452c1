"""`readers list` and `readers watch`: what is plugged in, and what it reads."""

from __future__ import annotations

import argparse
import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from canteen.errors import BadInput, CanteenError
from canteen.i18n import N_, _
from pos.cli import base

if TYPE_CHECKING:
    from readers.probing import Finding
    from readers.transport import PortInfo

STATES: Final = {
    "silent": N_("没有读盘器应答"),
    "busy": N_("正被另一个程序占用，没有去碰"),
    "forbidden": N_("没有权限打开；请让技术人员把本机账号加入 dialout 组"),
    "absent": N_("没有这个端口"),
}
REASONS: Final = {
    "printer": N_("设置里的打印机在这里，没有去碰"),
    "device": N_("像是打印机、调制解调器一类的设备，没有去碰"),
    "console": N_("系统控制台，没有去碰"),
    "unfit": N_("不是串口"),
}


class NothingToWatch(BadInput):
    """No reader is named, neither here nor in the settings."""

    code = "E-POS-072"
    sentence = N_("没有说要看哪一台读盘器。")
    mend = N_("用 --reader 给出，例如 feig:/dev/ttyUSB0；或写进设置文件 [pos] reader。")


def run_list(args: argparse.Namespace) -> int:
    """The drivers, the serial ports with what answers on them, the card readers."""
    from pos.bootstrap import make_clock
    from readers import driver_names, known_ports
    from readers.probing import look_at
    from readers.transport import PortInfo

    settings = base.settings_of(args)
    _show_drivers(args, driver_names())
    listed = known_ports()
    named = {info.port for info in listed}
    more = [port for port in dict.fromkeys(args.port) if port not in named]
    ports = [*listed, *(PortInfo(port, "") for port in more)]
    if args.probe:
        printers = _printer_port(settings.pos.printer)
        for finding in look_at(ports, make_clock(), printers):
            _show_finding(args, finding)
    else:
        for info in ports:
            _show_port(args, info)
    if not (ports or args.json):
        print(_("没有插着的串口。"))
    for name in _card_readers():
        _show_card_reader(args, name)
    return base.DONE


def _printer_port(address: str) -> list[str]:
    """The port or device file the printer of the settings hangs on, if it hangs on one."""
    from receipts import addresses

    try:
        place = addresses.parse(address)
    except CanteenError:
        return []  # `doctor` tells of that
    if isinstance(place, addresses.SerialAddress):
        return [place.device]
    return [place.path] if isinstance(place, addresses.FileAddress) else []


def _card_readers() -> list[str]:
    """The names of the PC/SC readers; why none can be told where PC/SC is not to be had.

    The list of everything else is whole, and few canteens have a card reader: no failure.
    """
    from readers import ReaderError
    from readers.drivers.pcsc import list_readers

    try:
        return list_readers()
    except ReaderError as error:
        base.say(str(error))
        return []


def _show_drivers(args: argparse.Namespace, names: list[str]) -> None:
    if not args.json:
        print(_("驱动：{names}").format(names=" ".join(names)), flush=True)
        return
    for name in names:
        base.emit({"driver": name})


def _show_port(args: argparse.Namespace, info: PortInfo) -> None:
    if args.json:
        base.emit({"port": info.port, "description": info.description})
        return
    line = _("端口：{port}  {description}")
    print(line.format(port=info.port, description=info.description).rstrip())


def _show_finding(args: argparse.Namespace, finding: Finding) -> None:
    info, reader = finding.info, finding.reader
    if args.json:
        facts: dict[str, Any] = {
            "port": info.port,
            "description": info.description,
            "state": finding.state,
        }
        facts["reader"] = str(reader) if reader else None
        facts |= {"others": [str(url) for url in finding.others]} if finding.others else {}
        facts |= {"why": finding.why} if finding.why else {}
        base.emit(facts)
        return
    if reader is not None:
        addresses = _(" 或 ").join(map(str, (reader, *finding.others)))
        said = _("读盘器，地址写 {reader}").format(reader=addresses)
    else:
        said = _(REASONS[finding.why] if finding.why else STATES[finding.state])
    line = _("端口：{port}  {description}  {state}")
    shown = line.format(port=info.port, description=info.description or "-", state=said)
    print(shown, flush=True)


def _show_card_reader(args: argparse.Namespace, name: str) -> None:
    if args.json:
        base.emit({"pcsc": name, "reader": f"pcsc:{name}"})
        return
    print(_("读卡器：{name}  地址写 {reader}").format(name=name, reader=f"pcsc:{name}"))


def run_watch(args: argparse.Namespace) -> int:
    """Print inventory cycles until told to stop; faults are cycles too."""
    import time

    from pos.bootstrap import make_clock
    from readers import ReaderUrl, Watch, cycle_json
    from readers.tape import Tape, has_bytes, head

    address = args.reader or base.settings_of(args).pos.reader
    if not address:
        raise NothingToWatch
    url, clock, ends = ReaderUrl.parse(address), make_clock(), time.monotonic() + args.seconds
    with _recording(args.record) as record:
        tape = Tape() if args.record and has_bytes(url) else None
        with contextlib.closing(Watch(url, clock, args.wait, tape)) as watch:
            first = [head(url, clock, watch.epoch)] if tape is not None else []
            for number, cycle in enumerate(watch, start=1):
                shown = cycle_json(number, cycle, watch.epoch)
                record.keep([*first, *(tape.take() if tape is not None else ()), shown])
                first = []
                _show_cycle(args, shown)
                if number == args.cycles or time.monotonic() >= ends:
                    break
    return base.DONE


class _Recording:
    """Keeps lines in a file that is opened with the first cycle."""

    def __init__(self, name: str | None) -> None:
        from pos.cli.files import FileNotWritten

        self._file = Path(name) if name else None
        self._stream: IO[str] | None = None
        if self._file is not None and (self._file.is_dir() or not self._file.parent.is_dir()):
            raise FileNotWritten(file=name, reason=_("没有这个文件夹，或它本身是文件夹"))

    def keep(self, objects: list[dict[str, Any]]) -> None:
        """Write what belongs to one cycle; raises `FileNotWritten`."""
        from pos.cli.files import FileNotWritten

        if self._file is None:
            return
        lines = [json.dumps(each, ensure_ascii=False) + "\n" for each in objects]
        try:
            if self._stream is None:
                self._stream = self._file.open("w", encoding="utf-8", errors="backslashreplace")
            self._stream.write("".join(lines))
            self._stream.flush()
        except OSError as error:
            raise FileNotWritten(file=self._file, reason=error.strerror or error) from error

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()


@contextlib.contextmanager
def _recording(name: str | None) -> Iterator[_Recording]:
    with contextlib.closing(_Recording(name)) as record:
        yield record


def _show_cycle(args: argparse.Namespace, shown: dict[str, Any]) -> None:
    if args.json:
        base.emit(shown)
        return
    uids = " ".join(tag["uid"] for tag in shown["tags"])
    faults = " ".join(f"{fault['code']} {fault['message']}" for fault in shown["faults"])
    word = _("读全") if shown["complete"] else _("没读全")
    line = f"#{shown['cycle']} {word} {len(shown['tags'])}  {uids}  {faults}".rstrip()
    print(line, flush=True)
