import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from support.commands import call
from support.databases import SqliteStores
from support.hand_sales import sell_by_hand
from support.pdf_pages import outside, pages

from nutrition.lunch_targets import lunch_targets
from pos.cli.reports import GROUPS, TRAYS
from pos.reports.trays import TrayKind
from pos.state import PaidSale

NOW = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)


@pytest.fixture
def url(sqlite_stores: SqliteStores) -> Iterator[str]:
    made = sqlite_stores.copy("demo")
    yield made
    sqlite_stores.drop(made)


@pytest.fixture
def sale(url: str) -> PaidSale:
    return sell_by_hand(url, NOW)


def test_the_stored_slip_becomes_a_pdf_by_either_number(
    url: str, sale: PaidSale, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "slip.pdf"
    out.write_bytes(b"older")
    end = call(capsys, "report", "receipt", sale.receipt_no, "--out", out, "--db", url, "--json")
    assert end.status == 0
    assert end.rows == [{"sale": str(sale.sale), "receipt_no": sale.receipt_no, "file": str(out)}]
    text = PdfReader(io.BytesIO(out.read_bytes())).pages[0].extract_text()
    assert "红烧肉" in text
    assert sale.receipt_no in text
    again = tmp_path / "again.pdf"
    assert call(capsys, "report", "receipt", sale.sale, "--out", again, "--db", url).status == 0
    assert again.read_bytes() == out.read_bytes()
    assert sorted(tmp_path.iterdir()) == [again, out]


@pytest.mark.parametrize(
    "wanted", ["T1-20261123-999999", "0190a5c8-0000-7000-8000-000000000000", "", "%", "🍚"]
)
def test_an_unknown_sale_writes_nothing(
    wanted: str, url: str, sale: PaidSale, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "slip.pdf"
    end = call(capsys, "report", "receipt", wanted, "--out", out, "--db", url)
    assert end.status == 2
    assert end.complaint.startswith("E-POS-030 ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["no/such/folder/slip.pdf", "", "x" * 300])
def test_a_place_that_cannot_be_written_leaves_nothing(
    place: str, url: str, sale: PaidSale, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / place
    end = call(capsys, "report", "receipt", sale.sale, "--out", out, "--db", url)
    assert end.status == 2
    assert end.complaint.startswith("E-POS-071 ")
    assert list(tmp_path.iterdir()) == []


def test_the_nutrition_slip_is_of_the_sale_as_it_was(
    url: str, sale: PaidSale, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "tray.pdf"
    end = call(capsys, "report", "tray", sale.receipt_no, "--out", out, "--db", url, "--json")
    assert end.rows == [{"receipt_no": sale.receipt_no, "file": str(out)}]
    (text,) = pages(out.read_bytes())
    assert "红烧肉" in text
    assert "午餐参考（一天的 35%-40%）：能量 700-800 千卡" in text.replace("\n", "")
    end = call(capsys, "report", "tray", "T1-20261123-999999", "--out", out, "--db", url)
    assert end.complaint.startswith("E-POS-030 ")


def test_a_day_of_recipes_and_a_week(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "recipes.pdf"
    words = ("report", "recipes", "--from", "2026-11-23", "--out", out, "--db", url)
    assert call(capsys, *words).status == 0
    day = pages(out.read_bytes())
    assert call(capsys, *words, "--days", "7").status == 0
    week = pages(out.read_bytes())
    assert "红烧肉" in day[0]
    assert len(week) == 7 * len(day)
    assert call(capsys, *words, "--days", "3").status == 2


def test_a_book_of_fifteen_days_tells_its_tray_and_its_group(
    url: str, sale: PaidSale, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "menu.pdf"
    words = ("report", "menu-15", "--from", "2026-11-23", "--out", out, "--db", url)
    assert call(capsys, *words).status == 0
    whole = "".join(pages(out.read_bytes()))
    for said in ("十五天午餐营养分析", "就餐 1 人次", "对照：成人", "1 份大荤"):
        assert said in whole
    assert outside(out.read_bytes()) == []
    assert call(capsys, *words, "--tray", "half", "--group", "f75", "--days", "7").status == 0
    whole = "".join(pages(out.read_bytes()))
    for said in ("7 天午餐营养分析", "75 岁以上女性", "半份大荤"):
        assert said in whole


def test_cards_are_of_the_dishes_asked_for(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "cards.pdf"
    words = ("report", "nutrition", "--out", out, "--db", url)
    assert call(capsys, *words, "--dish", "ermifan", "--form", "cards").status == 0
    (card,) = pages(out.read_bytes())
    assert "二米饭" in card
    assert call(capsys, *words, "--date", "2026-11-23").status == 0
    found = pages(out.read_bytes())
    assert len(found) == 6 + 2
    assert "红烧肉" in found[0]
    out.unlink()
    end = call(capsys, *words, "--dish", "nothing-like-it")
    assert end.status == 2
    assert end.complaint.startswith("E-POS-003 ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("days", ["0", "32", "-1", "x"])
def test_a_number_of_days_that_no_book_has_is_refused(
    days: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("report", "menu-15", "--from", "2026-11-23", "--out", "x.pdf", "--days", days)
    assert call(capsys, *words).complaint.startswith("E-POS-059 ")


@pytest.mark.parametrize("kind", ["menu-15", "recipes"])
def test_a_date_that_cannot_be_read_is_refused(
    kind: str, url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "x.pdf"
    end = call(capsys, "report", kind, "--from", "23.11.", "--out", out, "--db", url)
    assert end.complaint.startswith("E-POS-050 ")
    assert not out.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("recipes", "--from", "9999-12-31", "--days", "7"),
        ("recipes", "--from", "9999-12-31"),
        ("menu-15", "--from", "9999-12-20"),
        ("menu-15", "--from", "0001-01-01"),
        ("nutrition", "--date", "9999-12-31"),
    ],
)
def test_days_off_the_calendar_are_refused_in_words(
    words: tuple[str, ...], url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    end = call(capsys, "report", *words, "--out", tmp_path / "x.pdf", "--db", url)
    assert end.status == 2
    assert end.complaint.startswith("E-POS-085 ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["menu-15", "recipes"])
def test_without_any_menu_nothing_is_printed(
    kind: str, sqlite_stores: SqliteStores, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = sqlite_stores.copy("bare")
    words = ("report", kind, "--from", "2026-11-23", "--out", tmp_path / "x.pdf", "--db", bare)
    end = call(capsys, *words)
    assert end.status == 2
    assert end.complaint.startswith("E-POS-086 2026-11-23 至 ")
    assert list(tmp_path.iterdir()) == []
    sqlite_stores.drop(bare)


def test_the_groups_are_those_of_the_lunch_targets() -> None:
    assert [target.group for target in lunch_targets()] == list(GROUPS)


def test_the_trays_are_those_that_can_be_reckoned() -> None:
    assert [kind.value for kind in TrayKind] == list(TRAYS)


def test_other_papers_are_not_offered_yet(capsys: pytest.CaptureFixture[str]) -> None:
    end = call(capsys, "report", "shift", "--out", "x.pdf")
    assert (end.status, end.out) == (2, "")
