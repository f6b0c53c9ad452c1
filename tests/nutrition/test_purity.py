import subprocess
import sys

PURE = "nutrition, nutrition.recipe_json, menus, menus.demo"


def test_rules_bring_in_neither_database_nor_screen() -> None:
    program = (
        f"import sys, {PURE}\n"
        "menus.demo.demo_canteen()\n"
        "print([n for n in ('sqlalchemy', 'PySide6', 'pysqlite3') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]", done.stderr
