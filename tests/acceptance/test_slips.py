"""The bytes on the paper say what the sale says, by a decoder that shares nothing with us."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from acceptance.program import Site, uid
from foreign.feig_firmware import FeigFirmware
from support.escpos_decoder import Slip, decode, draw

REPRINT = "补打"
PLATES = {uid(1): "hongshaorou", uid(2): "ermifan", uid(3): "qingchaojimaocai", uid(4): "ermifan"}


@pytest.fixture
def sold(site: Site, firmware: FeigFirmware) -> dict[str, Any]:
    """One tray, sold and printed."""
    for plate, dish in PLATES.items():
        site.bind(dish, plate)
    till = site.till("--trays", "1")
    firmware.place(*PLATES)
    till.until("paid")
    assert till.wait() == 0
    (sale,) = site.sales()
    return sale


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02}"


def line_of(slip: Slip, start: str) -> list[str]:
    (found,) = [line.text for line in slip.lines if line.text.startswith(start)]
    return found.split()


def test_the_slip_says_what_the_sale_says(site: Site, sold: dict[str, Any]) -> None:
    slip = decode(site.paper.read_bytes())
    names = {row["code"]: row for row in site.run("dishes", "list", "--json").rows}
    texts = [line.text for line in slip.lines]
    head = texts.index(next(text for text in texts if text.startswith("菜名")))
    printed = [text.split() for text in texts[head + 1 : head + 1 + len(sold["lines"])]]
    assert printed == [
        [
            names[line["dish"]]["name"],
            f"{names[line['dish']]['per_portion']['energy_kcal']:.0f}",
            yuan(line["paid_fen"]),
        ]
        for line in sold["lines"]
    ]
    assert line_of(slip, "4 盘合计")[-1] == yuan(sold["total_fen"]) == "18.00"
    assert line_of(slip, "实付")[-1].lstrip("￥") == "18.00"
    assert line_of(slip, "收现金")[-1] == "18.00"
    assert line_of(slip, "找零")[-1] == "0.00"
    assert line_of(slip, "单号")[1] == sold["receipt_no"]
    assert line_of(slip, "2026-11-23") == ["2026-11-23", "11:30", "T1"]
    assert max(slip.columns_used) <= 48
    assert (slip.cuts, REPRINT in slip.text) == (1, False)


def test_the_code_names_the_receipt_and_the_head_of_the_chain(
    site: Site, sold: dict[str, Any], tmp_path: Path
) -> None:
    slip = decode(site.paper.read_bytes())
    (payload,) = slip.qr
    release, receipt_no, seq, mac = payload.decode().split(":")
    assert (release, receipt_no) == ("KL1", sold["receipt_no"])
    assert seq.isdigit()
    assert len(bytes.fromhex(mac)) == 32
    (read,) = zxingcpp.read_barcodes(draw(slip))
    assert read.text == payload.decode()


def test_a_reprint_bears_its_mark_and_nothing_else_differs(
    site: Site, sold: dict[str, Any]
) -> None:
    first = site.paper.read_bytes()
    again = ("sales", "show", sold["receipt_no"], "--reprint", "--printer", f"file:{site.paper}")
    shown = site.run(*again, "--json")
    assert (shown.status, shown.rows[0]["sale"]) == (0, sold["sale"])
    second = decode(site.paper.read_bytes().removeprefix(first))
    marked = [line.text.strip() for line in second.lines]
    assert marked.pop(0) == REPRINT
    assert marked == [line.text.strip() for line in decode(first).lines]
    assert (second.qr, second.cuts) == (decode(first).qr, 1)
    assert len(site.sales()) == 1
    site.audit()


def test_an_unknown_sale_is_not_reprinted(site: Site) -> None:
    done = site.run("sales", "show", "T1-20261123-000099", "--reprint", "--json")
    assert (done.status, done.rows) == (2, [])
    assert "E-POS-030" in done.said
