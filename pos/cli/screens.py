"""`kiosk`, `board`, `catalogue`, `demo`: they open a window or draw one. Only here Qt comes in."""

from __future__ import annotations

import argparse
import queue
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from canteen.errors import BadInput, CanteenError
from canteen.i18n import N_
from pos.cli import base
from pos.cli.events import emitter

if TYPE_CHECKING:
    from pos.bootstrap import App
    from pos.demo import DemoPlace
    from pos.settings import Settings
    from pos.state import StationState

READER_SECONDS = 5.0
DEMO_SECONDS = 60.0
LANGUAGES = {"zh": "zh_CN", "en": "en"}


class NothingSold(CanteenError):
    """The demo ended without a sale."""

    code = "E-POS-068"
    sentence = N_("演示没有卖出一盘就结束了。")
    mend = N_("再运行一次；还不行就看日志。")
    exit_status = 1


class SlipsWaiting(CanteenError):
    """Several slips of an earlier run may not have been printed."""

    code = "E-POS-044"
    sentence = N_("上次停机时有 {count} 张小票可能没有打完（{numbers}），账都已记好。")
    mend = N_("需要就补打：canteen sales show 单号 --reprint。")


class BadSize(BadInput):
    """A picture size that is no WIDTHxHEIGHT."""

    code = "E-POS-064"
    sentence = N_("画面大小「{text}」看不懂，没有画。")
    mend = N_("写成 1920x1080。")


class UnknownState(BadInput):
    """A state that the screen does not have."""

    code = "E-POS-065"
    sentence = N_("画面没有「{state}」这个状态，没有画。")
    mend = N_("可用的有：{known}。")


class PictureNotSaved(BadInput):
    """The picture could not be written."""

    code = "E-POS-066"
    sentence = N_("图片写不到 {path}（{reason}）。")
    mend = N_("检查文件夹和权限再试。")


def add(subparsers: Any) -> None:
    """Add this module's commands."""
    kiosk = _add_screen(subparsers, "kiosk", "打开结算台")
    kiosk.add_argument("--reader", metavar="URL")
    kiosk.add_argument("--printer", metavar="file:PATH|tcp:HOST:PORT|serial:DEV|none")
    kiosk.add_argument("--plates", type=int, metavar="N")
    kiosk.set_defaults(run=run_kiosk)
    _add_screen(subparsers, "board", "打开墙上的菜单屏").set_defaults(run=run_board)
    _add_screen(subparsers, "catalogue", "打开营养师的菜谱").set_defaults(run=run_catalogue)
    demo = subparsers.add_parser("demo", help="演示：带一台模拟读盘器的结算台")
    demo.add_argument("--headless", action="store_true", help="不开窗口，卖一盘就结束")
    demo.add_argument("--picture", metavar="FILE.png", help="不开窗口时，把结算画面存成图片")
    demo.add_argument("--slip", metavar="FILE.pdf", help="不开窗口时，把小票存成 PDF")
    demo.add_argument("--speed", type=float, default=1.0, metavar="N")
    base.add_common(demo, database=False)
    demo.set_defaults(run=run_demo)


def _add_screen(subparsers: Any, name: str, help_text: str) -> Any:
    screen = subparsers.add_parser(name, help=help_text)
    screen.add_argument("--windowed", action="store_true", help="不占满屏幕")
    screen.add_argument("--shot", metavar="FILE.png", help="把一个状态画成图片，然后结束")
    screen.add_argument("--state", metavar="NAME", help="要画的状态；help 列出全部")
    screen.add_argument("--size", default="1920x1080", metavar="WxH")
    screen.add_argument("--lang", choices=tuple(LANGUAGES), default="zh")
    base.add_common(screen)
    return screen


def run_kiosk(args: argparse.Namespace) -> int:
    """Open the kiosk, or draw one state of it."""
    if args.state == "help" or args.shot:
        from pos.ui.scenes import SCENES
        from pos.ui.shots import shoot

        def draw(path: Path, state: str, size: tuple[int, int], language: str) -> None:
            shoot(path, state, size, language, args.plates)

        return _shoot(args, SCENES, "idle", draw)
    from pos.bootstrap import default_url, keep_log, make_clock, open_database

    settings = base.with_devices(base.settings_of(args), reader=args.reader, printer=args.printer)
    clock = make_clock()
    database = open_database(args.db or default_url())
    keep_log()
    _open(settings, database, clock, fullscreen=not args.windowed)
    return base.DONE


def run_catalogue(args: argparse.Namespace) -> int:
    """Open the dietitian's desk, or draw one state of it."""
    if args.state == "help" or args.shot:
        from pos.ui.catalogue.boot import shoot_desk
        from pos.ui.catalogue.scenes import SCENES

        return _shoot(args, SCENES, "list", shoot_desk)
    from pos.bootstrap import keep_log
    from pos.ui.catalogue.boot import open_desk

    keep_log()
    with base.desk(args) as at:
        fullscreen = not args.windowed
        open_desk(at.settings, at.database, at.chain, at.clock, fullscreen=fullscreen)
    return base.DONE


def run_board(args: argparse.Namespace) -> int:
    """Open the wall screen, or draw one state of it."""
    if args.state == "help" or args.shot:
        from pos.ui.board.boot import shoot_board
        from pos.ui.board.scenes import SCENES

        return _shoot(args, SCENES, "full", shoot_board)
    from pos.bootstrap import default_url, keep_log, make_clock, open_database
    from pos.ui.board.boot import open_board, opener

    settings = base.settings_of(args)
    open_it = opener(lambda: open_database(args.db or default_url()))
    keep_log()
    open_board(open_it, settings, make_clock(), fullscreen=not args.windowed)
    return base.DONE


def run_demo(args: argparse.Namespace) -> int:
    """The kiosk, or the same path without a window, on a demo canteen of its own."""
    from pos.bootstrap import make_clock, open_database
    from pos.demo import demo_place
    from pos.founding import DEMO_STAFF

    settings = base.settings_of(args)
    clock = make_clock(args.speed)
    with demo_place(settings, clock) as place:
        if args.headless:
            return _demo_headless(args, place, clock)
        for person in DEMO_STAFF:
            base.say(f"演示口令：{person.name}（{person.role}）{person.pin}")
        database = open_database(place.url)
        _open(place.settings, database, clock, fullscreen=False, place=place)
    return base.DONE


def _open(
    settings: Settings,
    database: Any,
    clock: Any,
    *,
    fullscreen: bool,
    place: DemoPlace | None = None,
) -> None:
    from pos.bootstrap import build
    from pos.demo import Guests
    from pos.headless import open_shift_by_itself
    from pos.ui.boot import open_kiosk

    guests: list[Guests] = []
    apps: list[App] = []

    def make(deliver: Callable[[Callable[[], None]], None]) -> App:
        app = build(settings, database, clock, deliver)
        apps.append(app)
        _tell_waiting(app)
        if place is not None:
            open_shift_by_itself(app)
            guests.append(Guests(app, place.emulator, clock, again=True))
            guests[0].start()
        return app

    others = {"reprint": lambda _value, by: apps[0].reprint_last(by)}
    try:
        open_kiosk(make, fullscreen=fullscreen, others=others)
    finally:
        for each in guests:
            each.stop()


def _tell_waiting(app: App) -> None:
    """Offer the slips an earlier run left, all in one notice."""
    if len(app.waiting) == 1:
        app.station.tell(app.waiting[0])
    elif app.waiting:
        numbers = "、".join(str(slip.facts["receipt_no"]) for slip in app.waiting)
        app.station.tell(SlipsWaiting(count=len(app.waiting), numbers=numbers))


def _demo_headless(args: argparse.Namespace, place: DemoPlace, clock: Any) -> int:
    from pos.bootstrap import build, open_database
    from pos.demo import Guests
    from pos.headless import Ending, HeadlessTill, asked_to_end, open_shift_by_itself

    inbox: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
    app = build(place.settings, open_database(place.url), clock, inbox.put)
    seen: list[StationState] = []
    app.station.subscribe(seen.append)
    guests = Guests(app, place.emulator, clock, again=False)
    ending = Ending(trays=1, seconds=DEMO_SECONDS)
    try:
        with asked_to_end() as stop:
            till = HeadlessTill(app, inbox, emitter(args), pay=True, ending=ending, stop=stop)
            open_shift_by_itself(app)
            app.await_reader(READER_SECONDS, stop)
            guests.start()
            till.run()
        if not any(state.paid for state in seen):
            raise NothingSold
        _leave_papers(args, app, seen)
    finally:
        guests.stop()
        app.close()
    return base.DONE


def _leave_papers(args: argparse.Namespace, app: App, seen: list[StationState]) -> None:
    """The picture of the settled screen and the slip of the sale that was made."""
    from pos.state import Phase

    if args.picture:
        settled = [state for state in seen if state.phase is Phase.SETTLED]
        _draw_state(app, settled[-1], Path(args.picture))
        base.say(f"画面：{args.picture}")
    if args.slip:
        from pos.cli.files import write_whole
        from pos.history import latest_sale, slip_of
        from receipts.pdf.slip import render_pdf

        with app.database.read() as session:
            document = slip_of(session, latest_sale(session, app.settings.pos.terminal))
        write_whole(Path(args.slip), render_pdf(document))
        base.say(f"小票：{args.slip}")


def _draw_state(app: App, state: StationState, path: Path) -> None:
    from pos.ui.shots import draw
    from pos.ui.surroundings import Surroundings

    around = Surroundings(app.settings, app.desk, app.database, app.clock, app.jobs)
    _save(path, lambda: draw(path, around.inputs(state), (1920, 1080)))


def _shoot(
    args: argparse.Namespace, scenes: Iterable[str], default: str, draw: Callable[..., None]
) -> int:
    """List the states of a screen, or draw one of them."""
    if args.state == "help":
        sys.stdout.write("\n".join(scenes) + "\n")
        return base.DONE
    state = args.state or default
    if state not in set(scenes):
        raise UnknownState(state=state, known="、".join(scenes))
    width, _x, height = args.size.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise BadSize(text=args.size)
    size = (int(width), int(height))
    path = Path(args.shot)
    _save(path, lambda: draw(path, state, size, LANGUAGES[args.lang]))
    return base.DONE


def _save(path: Path, work: Callable[[], None]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        work()
    except OSError as error:
        raise PictureNotSaved(path=path, reason=error.strerror or str(error)) from error
