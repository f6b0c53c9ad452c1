"""`report …`: papers as PDF files."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from canteen.errors import BadInput
from canteen.i18n import N_
from pos.cli import base

if TYPE_CHECKING:
    from nutrition import LunchReference
    from pos.reports.book import Book

MOST_DAYS: Final = 31
TRAYS: Final = ("full", "half")
BY_SALES: Final = "sold"
GROUPS: Final = ("adult", "f65", "m65", "f75", "m75")
"""Groups of `nutrition.lunch_targets`, named here so that `--help` need not read them."""

FORMS: Final = ("both", "cards", "labels")


class NoMenu(BadInput):
    """Days for which no menu is published; facts: first, last."""

    code = "E-POS-086"
    sentence = N_("{first} 至 {last} 没有发布菜单，没有可打印的。")
    mend = N_("换一个日期，或者先用 canteen menus publish 发布菜单。")


def add(subparsers: Any) -> None:
    """Add this module's commands."""
    report = subparsers.add_parser("report", help="打成 PDF")
    report.set_defaults(parser=report)
    kinds = report.add_subparsers(metavar="种类")
    for name, text, run in (
        ("receipt", "一笔销售的小票", run_receipt),
        ("tray", "一笔销售的营养单", run_tray),
    ):
        slip = _kind(kinds, name, text, run)
        slip.add_argument("sale", metavar="SALE", help="销售编号或小票号")
    menu = _kind(kinds, "menu-15", "十五天营养分析", run_menu)
    menu.add_argument("--from", required=True, metavar="DATE", dest="start", help="第一天")
    menu.add_argument("--days", type=_days, default=15, metavar="N", help="天数，1 到 31")
    menu.add_argument(
        "--tray",
        choices=(BY_SALES, *TRAYS),
        default=BY_SALES,
        help="按实际销售（不够时按整份），或假定整份、半份的一盘",
    )
    menu.add_argument("--group", choices=GROUPS, help="对照的人群，默认本食堂的设置")
    recipes = _kind(kinds, "recipes", "带量食谱", run_recipes)
    recipes.add_argument("--from", required=True, metavar="DATE", dest="start", help="第一天")
    recipes.add_argument("--days", type=int, choices=(1, 7), default=1, help="一天或一周")
    cards = _kind(kinds, "nutrition", "菜品卡和标签", run_nutrition)
    cards.add_argument("--dish", action="append", default=[], metavar="CODE", help="可写多次")
    cards.add_argument("--date", metavar="D", help="不写 --dish 时用这天的菜单，默认今天")
    cards.add_argument("--form", choices=FORMS, default="both", help="A6 卡、窗口标签或都要")


def _kind(kinds: Any, name: str, text: str, run: base.Command) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = kinds.add_parser(name, help=text)
    parser.add_argument("--out", required=True, metavar="FILE.pdf")
    base.add_common(parser)
    parser.set_defaults(run=run)
    return parser


def _days(text: str) -> int:
    days = int(text)
    if not 1 <= days <= MOST_DAYS:
        raise argparse.ArgumentTypeError(f"1–{MOST_DAYS}")
    return days


def run_receipt(args: argparse.Namespace) -> int:
    """The slip of one sale as it was stored with the sale."""
    from receipts.documents import ReceiptDocument
    from receipts.pdf.slip import render_pdf

    with base.desk(args) as desk, desk.database.read() as session:
        sale, body = _stored_slip(session, args.sale)
    document = ReceiptDocument.from_json(body)
    return _write(
        args,
        render_pdf(document),
        document.receipt_no,
        sale=str(sale),
        receipt_no=document.receipt_no,
    )


def run_menu(args: argparse.Namespace) -> int:
    """The nutrition analysis of a run of days."""
    from pos.reports.menu_report import menu_report
    from pos.reports.reading import read_books
    from pos.reports.trays import TrayKind
    from receipts.pdf.report import render_report

    start = _date(args.start)
    with base.desk(args) as desk, desk.database.read() as session:
        book, before = read_books(session, start, args.days)
        _check_menu(book)
        settings = desk.settings
    reference, group = _reference(args.group, settings.lunch)
    asked = None if args.tray == BY_SALES else TrayKind(args.tray)
    report = menu_report(book, settings.pos.canteen_name, reference, group, asked, before)
    return _write(args, render_report(report), report.title)


def run_recipes(args: argparse.Namespace) -> int:
    """The recipes with weights of a day or a week."""
    from pos.reports.reading import read_book
    from pos.reports.recipe_report import recipe_report
    from receipts.pdf.report import render_report

    start = _date(args.start)
    with base.desk(args) as desk, desk.database.read() as session:
        book = read_book(session, start, args.days)
        _check_menu(book)
        settings = desk.settings
    report = recipe_report(book, settings.pos.canteen_name, settings.meals)
    return _write(args, render_report(report), report.title)


def run_nutrition(args: argparse.Namespace) -> int:
    """Cards and labels of dishes, or of a day's menu."""
    from menus import business_date
    from pos.cli.sales import day_of
    from pos.reports.dish_cards import dish_cards
    from pos.reports.reading import read_dishes
    from receipts.pdf.cards import render_cards

    day = day_of(args.date)
    with base.desk(args) as desk, desk.database.read() as session:
        settings = desk.settings
        on = day or business_date(desk.clock.now(), settings.meals)
        book = read_dishes(session, on, args.dish)
    sheets = dish_cards(
        book,
        settings.pos.canteen_name,
        cards=args.form != "labels",
        labels=args.form != "cards",
    )
    return _write(args, render_cards(sheets), sheets.title)


def run_tray(args: argparse.Namespace) -> int:
    """The nutrition slip of one sale, from the figures stored with its lines."""
    from pos.documents import SlipStyle
    from pos.reports.reading import read_tray
    from pos.reports.tray_slip import tray_slip
    from receipts.pdf.slip import render_tray

    with base.desk(args) as desk, desk.database.read() as session:
        tray = read_tray(session, args.sale)
        settings = desk.settings
    style = SlipStyle(
        settings.pos.canteen_name, settings.pos.subtitle, tray.terminal, settings.lunch
    )
    slip = tray_slip(tray, style)
    return _write(args, render_tray(slip), slip.receipt_no, receipt_no=slip.receipt_no)


def _reference(wanted: str | None, own: LunchReference) -> tuple[LunchReference, str]:
    """The lunch reference of a group by its code, or the canteen's own, and whom it is for."""
    from canteen.i18n import _
    from nutrition.lunch_targets import find_target

    target = find_target(wanted or own.group)
    if target is not None and (wanted or target.reference == own):
        return target.reference, target.name
    return own, _("本食堂设置的午餐参考")


def _check_menu(book: Book) -> None:
    """Raise `NoMenu` where no day of `book` has a menu."""
    if not book.dishes:
        first, last = (day.on.isoformat() for day in (book.days[0], book.days[-1]))
        raise NoMenu(first=first, last=last)


def _date(text: str) -> date:
    from pos.cli.sales import day_of

    day = day_of(text)
    assert day is not None  # noqa: S101 - a text is given
    return day


def _write(args: argparse.Namespace, data: bytes, what: str, **facts: str) -> int:
    from pos.cli.files import write_whole

    out = Path(args.out)
    write_whole(out, data)
    if args.json:
        base.emit({**facts, "file": str(out)})
    base.say(f"{what} → {out}")
    return base.DONE


def _stored_slip(session: Any, text: str) -> tuple[Any, str]:
    """The id and the stored document of a sale; raises `SaleUnknown`."""
    import sqlalchemy as sa

    from pos.errors import SaleUnknown
    from pos.history import find_sale
    from pos.tables import documents

    sale = find_sale(session, text)
    body = session.execute(
        sa.select(documents.c.body).where(
            documents.c.sale_id == sale, documents.c.kind == "receipt"
        )
    ).scalar()
    if body is None:
        raise SaleUnknown(sale=text)
    return sale, body
