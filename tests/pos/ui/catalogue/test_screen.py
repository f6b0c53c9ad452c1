"""The dietitian at her desk: real touches and keys, a real database."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from support.dish_desk import CASHIER_PIN, CHEN_PIN, DISH, WANG_PIN

from canteen.money import Money
from pos.ui.catalogue.state import ConflictPage
from pos.ui.window import application


def test_nothing_is_done_without_a_pin(place):
    assert "登录菜谱" in place.says()
    place.pin("0000")
    assert "口令不对，还可试 4 次" in place.says()
    assert place.screen.state.staff is None
    place.pin(CHEN_PIN)
    assert place.screen.state.staff.id == "21"
    assert "登录菜谱" not in place.says()


def test_somebody_else_only_reads(place):
    place.pin(CASHIER_PIN)
    place.screen.press("open", DISH)
    place.screen.press("copy", "")
    place.screen.edit("line.0.amount", "1")
    assert place.screen.state.unsaved == ()
    assert any("只能看" in text for text in place.says())


def test_grams_are_typed_the_figures_follow_and_a_save_makes_a_version(at_work):
    before = at_work.screen.props.side.figures
    old = at_work.stored()
    at_work.write("line.0.amount", "2400")
    after = at_work.screen.props.side.figures
    assert after[0].cells != before[0].cells
    assert after[0].cells[0] in at_work.says()
    assert at_work.stored() == old
    at_work.press("保存")
    new = at_work.stored()
    assert new.recipe.version == 2
    assert new.recipe.recipe.lines[0].grams == Decimal(2400)
    assert at_work.screen.state.unsaved == ()
    assert any("第 2 版" in text for text in at_work.says())


def test_what_cannot_be_read_is_not_saved_and_stays(at_work):
    at_work.write("line.0.amount", "24oo")
    assert at_work.screen.state.figures.dish is None
    at_work.press("保存")
    assert at_work.stored().recipe.version == 1
    assert at_work.part("line.0.amount").property("text") == "24oo"
    assert any("还有 1 处要改" in text for text in at_work.says())


def test_the_caret_stays_while_figures_change(at_work):
    at_work.write("line.0.amount", "1234")
    field = at_work.part("line.0.amount")
    QTest.keyClick(at_work.window, Qt.Key.Key_Left)
    QTest.keyClick(at_work.window, Qt.Key.Key_Left)
    at_work.type("5")
    assert field.property("text") == "12534"
    assert field.property("activeFocus")
    assert field.property("cursorPosition") == 3


def test_one_press_drops_nothing_two_do(at_work):
    at_work.write("line.0.amount", "2400")
    at_work.press("放弃")
    assert at_work.screen.state.unsaved == (DISH,)
    at_work.press("再按一次放弃")
    assert at_work.screen.state.unsaved == ()
    assert at_work.part("line.0.amount").property("text") == "1400"


def test_an_edit_waits_while_another_dish_is_looked_at(at_work):
    at_work.write("line.0.amount", "2400")
    at_work.screen.press("open", "hongshaorou")
    at_work.screen.press("open", DISH)
    assert at_work.part("line.0.amount").property("text") == "2400"


def test_keys_undo_and_redo(at_work):
    at_work.write("line.0.amount", "2400")
    QTest.keyClick(at_work.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert at_work.part("line.0.amount").property("text") == "1400"
    assert at_work.screen.state.unsaved == ()
    QTest.keyClick(at_work.window, Qt.Key.Key_Tab)
    QTest.keyClick(at_work.window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert at_work.part("line.0.amount").property("text") == "2400"


def test_lines_come_move_and_go(at_work):
    count = len(at_work.screen.props.editor.lines)
    at_work.press("加食材")
    at_work.type("嫩豆腐")
    QTest.keyClick(at_work.window, Qt.Key.Key_Return)
    application().processEvents()
    assert len(at_work.screen.props.editor.lines) == count + 1
    assert at_work.part(f"line.{count}.amount").property("activeFocus")
    at_work.type("300")
    at_work.screen.press("line-up", str(count))
    assert at_work.screen.props.editor.lines[count - 1].amount == "300"
    at_work.screen.press("line-remove", str(count - 1))
    application().processEvents()
    assert len(at_work.screen.props.editor.lines) == count


def test_a_price_needs_a_manager(at_work):
    at_work.press("改价")
    at_work.write("page.price", "7.50")
    at_work.press("请经理签字")
    at_work.pin("0000")
    assert at_work.stored().dish.price == Money(600)
    assert "口令不对，还可试 4 次" in at_work.says()
    at_work.pin(CASHIER_PIN)
    assert "小周不能签价格，没有改；请经理或主管输口令" in at_work.says()
    assert at_work.stored().dish.price == Money(600)
    at_work.pin(WANG_PIN)
    assert at_work.stored().dish.price == Money(750)
    assert any("王主管签了字" in text for text in at_work.says())


def test_what_another_saved_meanwhile_is_shown_before_it_is_replaced(at_work):
    base = at_work.stored()
    at_work.write("line.0.amount", "2400")
    theirs = at_work.screen.state.figures.dish
    wang = at_work.desk.check_pin(WANG_PIN).staff
    at_work.desk.save(theirs, base, wang)
    at_work.write("line.0.amount", "2500")
    at_work.press("保存")
    assert isinstance(at_work.screen.state.page, ConflictPage)
    at_work.press("看区别")
    assert "1 项食材不同" in at_work.says()
    at_work.press("返回")
    at_work.press("接着用我的")
    at_work.press("保存")
    assert at_work.stored().recipe.version == 3
    assert at_work.stored().recipe.recipe.lines[0].grams == Decimal(2500)


def test_theirs_can_be_taken_and_mine_found_again(at_work):
    base = at_work.stored()
    at_work.write("line.0.amount", "2400")
    wang = at_work.desk.check_pin(WANG_PIN).staff
    at_work.desk.save(at_work.screen.state.figures.dish, base, wang)
    at_work.write("line.0.amount", "2500")
    at_work.press("保存")
    at_work.press("用存好的")
    assert at_work.part("line.0.amount").property("text") == "2400"
    assert at_work.screen.state.unsaved == ()
    at_work.screen.press("undo", "")
    assert at_work.part("line.0.amount").property("text") == "2500"


def test_retiring_takes_two_presses_and_can_be_taken_back(at_work):
    at_work.press("停用")
    assert not at_work.desk.book().is_retired(DISH)
    at_work.press("再按一次停用")
    assert at_work.desk.book().is_retired(DISH)
    at_work.press("恢复")
    assert not at_work.desk.book().is_retired(DISH)


def test_a_copy_becomes_a_dish_of_its_own(at_work):
    at_work.press("复制")
    at_work.write("name_zh", "番茄滑蛋")
    at_work.press("保存")
    at_work.write("page.price", "7")
    at_work.press("请经理签字")
    at_work.pin(CHEN_PIN)
    assert "陈营养师不能签价格，没有改；请经理或主管输口令" in at_work.says()
    assert f"{DISH}-2" not in at_work.desk.book().dishes
    at_work.pin(WANG_PIN)
    copy = at_work.stored(f"{DISH}-2")
    assert (copy.dish.name_zh, copy.dish.price) == ("番茄滑蛋", Money(700))
    assert at_work.screen.state.key == f"{DISH}-2"
    (price,) = at_work.desk.past(f"{DISH}-2").prices
    assert (price.changed_by, price.approved_by) == ("21", "01")
    assert any("王主管签了字" in text for text in at_work.says())


def test_a_new_dish_is_written_from_nothing(at_work):
    at_work.press("新菜")
    assert any("还空着" in text for text in at_work.says())
    assert not any("存不了" in text for text in at_work.says())
    at_work.press("保存")
    assert any("存不了" in text for text in at_work.says())
    at_work.write("name_zh", "糖拌番茄")
    at_work.write("name_en", "Sugared tomato")
    at_work.press("配方 ▲ 1")
    at_work.press("加食材")
    at_work.type("番茄")
    QTest.keyClick(at_work.window, Qt.Key.Key_Return)
    application().processEvents()
    at_work.type("2000")
    at_work.press("做法和标签 ▲ 11")
    for name, text in (("code", "tangfanqie"), ("price", "4"), ("prep_minutes", "10")):
        at_work.write(name, text)
    for name, code in (
        ("main", "tomato"),
        ("group", "gourd"),
        ("method", "cold-mix"),
        ("equipment", "cold"),
        ("flavour", "sweet"),
        ("colour", "red"),
        ("texture", "7E"),
        ("bones", "none"),
    ):
        at_work.screen.press("choose", name)
        at_work.screen.press("pick", code)
    assert at_work.screen.state.problems == ()
    at_work.press("保存")
    at_work.press("请经理签字")
    at_work.pin(WANG_PIN)
    made = at_work.stored("tangfanqie")
    assert (made.dish.name_zh, made.dish.price) == ("糖拌番茄", Money(400))
    assert made.recipe.recipe.lines[0].grams == Decimal(2000)


def test_a_remark_leads_to_its_field_on_the_other_tab(at_work):
    at_work.screen.edit("variant_of", "nobody")
    remark = at_work.screen.props.side.remarks[0]
    at_work.screen.press("goto", remark.field)
    application().processEvents()
    assert at_work.screen.state.tab == "facts"
    assert at_work.part("variant_of").property("activeFocus")


def test_a_measure_without_a_weight_is_saved_and_shown_as_such(at_work):
    at_work.write("line.4.amount", "少许")
    assert "勉强，有 1 行不知道多重" in at_work.says()
    assert any("第 5 行食盐「少许」" in text for text in at_work.says())
    at_work.press("保存")
    line = at_work.stored().recipe.recipe.lines[4]
    assert (line.measure, line.grams) == ("少许", 0)
    assert at_work.part("line.4.amount").property("text") == "少许"
    energy = at_work.screen.props.side.figures[0]
    assert energy.cells[0].startswith("≥ ")
    assert [row.mark for row in at_work.screen.props.rows if row.key == DISH] == ["C"]


def test_a_price_does_not_hide_that_somebody_saved_meanwhile(at_work):
    base = at_work.stored()
    at_work.write("line.0.amount", "2400")
    theirs = at_work.screen.state.figures.dish
    at_work.write("line.0.amount", "2500")
    at_work.desk.save(theirs, base, at_work.desk.check_pin(WANG_PIN).staff)
    at_work.press("改价")
    at_work.write("page.price", "7.50")
    at_work.press("请经理签字")
    at_work.pin(WANG_PIN)
    assert at_work.screen.state.is_behind
    at_work.press("保存")
    assert isinstance(at_work.screen.state.page, ConflictPage)


def test_a_drawing_is_chosen_from_the_set(at_work):
    at_work.screen.press("choose", "drawing")
    application().processEvents()
    at_work.screen.press("pick", "tomato")
    at_work.press("保存")
    assert at_work.stored().dish.drawing == "tomato"


def test_a_database_that_is_gone_loses_no_edit(at_work):
    at_work.write("line.0.amount", "2400")
    with at_work.database.write() as session:
        session.exec_driver_sql("ALTER TABLE foods RENAME TO away")
    at_work.screen.press("reload", "")
    application().processEvents()
    assert "数据库打不开" in at_work.says()
    with at_work.database.write() as session:
        session.exec_driver_sql("ALTER TABLE away RENAME TO foods")
    at_work.press("再试一次")
    assert at_work.part("line.0.amount").property("text") == "2400"
