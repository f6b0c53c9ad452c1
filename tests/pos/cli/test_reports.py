import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from support.commands import call
from support.databases import SqliteStores
from support.hand_sales import sell_by_hand

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


def test_other_papers_are_not_offered_yet(capsys: pytest.CaptureFixture[str]) -> None:
    end = call(capsys, "report", "menu-15", "--out", "x.pdf")
    assert (end.status, end.out) == (2, "")
