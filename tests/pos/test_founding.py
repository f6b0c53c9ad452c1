import stat

import pytest
import sqlalchemy as sa
from support.till import LUNCH_TIME, counts

from accounts.chain import KEY_VARIABLE, key_file, load_key
from accounts.errors import ChainKeyMissing
from accounts.staff import Action, check_pin, find
from canteen.db import DatabaseMissing, DatabaseUnreachable
from pos import audit
from pos.bootstrap import open_database
from pos.founding import DEMO_STAFF, add_demo, found
from pos.migrations import require_head


def test_an_empty_place_becomes_a_canteen_once(empty_url):
    made = found(empty_url)
    require_head(made)
    key = load_key(made)
    assert set(counts(made).values()) == {0}
    made.close()
    again = found(empty_url)
    assert load_key(again) == key
    assert audit.run(again).ok
    again.close()


def test_the_key_beside_a_file_is_for_its_owner_alone(sqlite_database):
    file = key_file(sqlite_database)
    assert file.name == f"{sqlite_database.file.name}.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_server_without_a_key_founds_nothing(empty_url, monkeypatch):
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    if empty_url.startswith("sqlite"):
        found(empty_url).close()
    else:
        with pytest.raises(ChainKeyMissing) as refused:
            found(empty_url)
        assert refused.value.facts == {"where": KEY_VARIABLE}


def test_the_demo_is_loaded_once_and_sells_nothing_yet(database):
    assert add_demo(database, LUNCH_TIME) > 100
    before = counts(database)
    assert add_demo(database, LUNCH_TIME) == 0
    assert counts(database) == before
    assert before["dishes"] == before["dish_facts"] >= 540
    assert (before["menu_items"], before["staff"]) == (24, 3)
    assert before["sales"] == before["plates"] == before["chain_entries"] == 0
    assert audit.run(database).ok


def test_what_staff_changed_is_not_put_back(demo_database):
    with demo_database.write() as session:
        session.exec_driver_sql("UPDATE staff SET name = '小王' WHERE id = '07'")
        session.exec_driver_sql("UPDATE dishes SET price_fen = 1 WHERE code = 'ermifan'")
    assert add_demo(demo_database, LUNCH_TIME) == 0
    with demo_database.read() as session:
        assert find(session, "07").name == "小王"
        query = sa.text("SELECT price_fen FROM dishes WHERE code = 'ermifan'")
        assert session.execute(query).scalar_one() == 1


def test_demo_staff_open_with_their_pins(sqlite_demo):
    key = load_key(sqlite_demo)
    for person in DEMO_STAFF:
        with sqlite_demo.write() as session:
            answer = check_pin(session, person.pin, key=key, now=LUNCH_TIME)
        assert (answer.staff.id, answer.staff.role) == (person.id, person.role)
        assert answer.staff.may(Action.SELL)


def test_folders_on_the_way_are_made(tmp_path):
    made = found(f"sqlite:///{tmp_path / 'a' / 'b' / 'canteen.db'}")
    assert made.file.is_file()
    made.close()


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DatabaseUnreachable):
        found(f"sqlite:///{tmp_path / 'file' / 'canteen.db'}")


def test_opening_makes_no_file(tmp_path):
    with pytest.raises(DatabaseMissing):
        open_database(f"sqlite:///{tmp_path / 'canteen.db'}")
    assert list(tmp_path.iterdir()) == []
