"""Slips to test with."""

import pytest

from receipts.documents import NutritionRow, ReceiptDocument, ReceiptLine


@pytest.fixture(scope="session")
def slip() -> ReceiptDocument:
    """Six plates, a discount and a subsidy, paid in cash."""
    return ReceiptDocument(
        canteen_name="康乐食府",
        subtitle="社区食堂",
        meal_name="午餐",
        terminal="1 号结算台",
        receipt_no="T1-20261123-000312",
        printed_at="2026-11-23T11:27:45+08:00",
        cashier="07",
        lines=(
            ReceiptLine("清蒸鲈鱼", "142", 1400, 1260),
            ReceiptLine("番茄炒蛋", "168", 600, 540),
            ReceiptLine("清炒鸡毛菜", "76", 400, 360),
            ReceiptLine("葱油芋艿", "148", 450, 405),
            ReceiptLine("荠菜豆腐羹", "64", 300, 270),
            ReceiptLine("二米饭", "—", 100, 90),
        ),
        plate_count=6,
        list_total_fen=3250,
        adjustments=(("长者 9 折", -325), ("堂食补贴（满 15 元补 2 元）", -200)),
        due_fen=2725,
        tenders=(("收现金", 3000), ("找零", 275)),
        nutrition=(
            NutritionRow("能量", "784", "千卡", 8, "适中"),
            NutritionRow("蛋白质", "45.9", "克", 10, "充足"),
            NutritionRow("脂肪", "30.5", "克", 9, "偏高"),
            NutritionRow("碳水化合物", "81.7", "克", 5, "偏少"),
            NutritionRow("盐", "2.6", "克", 10, "偏高"),
        ),
        notes=("盐 2.6 克，是全天建议量（5 克）的 52%",),
        qr="https://example.org/s/0312",
        rules=("规则 长者助餐 2025-12-22 版，今天补贴已用完",),
    )


@pytest.fixture(scope="session")
def plain_slip() -> ReceiptDocument:
    """One plate at full price, no nutrition, no code."""
    return ReceiptDocument(
        canteen_name="康乐食府",
        subtitle="",
        meal_name="早餐",
        terminal="1 号结算台",
        receipt_no="T1-20261123-000001",
        printed_at="2026-11-23T06:45:00+08:00",
        cashier="",
        lines=(ReceiptLine("鲜肉包", "210", 250, 250),),
        plate_count=1,
        list_total_fen=250,
        adjustments=(),
        due_fen=250,
        tenders=(("收现金", 250),),
    )
