"""The one history, on both databases: from nothing to the schema the code describes."""

import os
import signal
from contextlib import closing

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event
from support.children import in_child
from support.databases import DEMO_DAY

from canteen.db import Database, DatabaseMissing, DatabaseNewer, DatabaseOlder
from nutrition.store import read_recipes
from pos import migrations, schema
from pos.founding import add_demo, found
from pos.migrations import HEAD, HISTORY, alembic_config, found_revision, require_head, upgrade

HELD_BY_CODE = {table.name for table in schema.metadata.sorted_tables}


def tables(database):
    with database.read() as session:
        return set(sa.inspect(session).get_table_names()) - {"alembic_version"}


def everything(database):
    """Every row of every table, in no order."""
    with database.read() as session:
        return {
            table.name: sorted(map(str, session.execute(sa.select(table))))
            for table in schema.metadata.sorted_tables
        }


def stamp(database, revision):
    with database.write() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = :it"), {"it": revision})


def test_the_history_names_every_script_in_order():
    scripts = ScriptDirectory.from_config(alembic_config()).walk_revisions()
    assert tuple(script.revision for script in scripts)[::-1] == HISTORY


def test_nothing_becomes_the_whole_schema(empty_url):
    with closing(Database.open(empty_url, create=True)) as database:
        assert found_revision(database) is None
        upgrade(database)
        assert found_revision(database) == HEAD
        assert tables(database) == HELD_BY_CODE
        require_head(database)


def test_code_and_schema_do_not_differ(database):
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []


def described(database):
    """What the database says of its tables, with the checks that alembic does not compare."""
    found = {}
    with database.read() as session:
        inspector = sa.inspect(session)
        for name in HELD_BY_CODE:
            columns = inspector.get_columns(name)
            found[name] = {
                "columns": {
                    column["name"]: (str(column["type"]), column["nullable"], column["default"])
                    for column in columns
                },
                "key": inspector.get_pk_constraint(name),
                "links": by_name(inspector.get_foreign_keys(name)),
                "unique": by_name(inspector.get_unique_constraints(name)),
                "checks": by_name(inspector.get_check_constraints(name)),
                "indexes": by_name(inspector.get_indexes(name)),
            }
    return found


def by_name(parts):
    return {part["name"]: {key: told(value) for key, value in part.items()} for part in parts}


def told(value):
    if isinstance(value, dict):
        return {key: str(inner) for key, inner in value.items()}
    return str(value)


def test_every_constraint_and_index_is_the_one_the_code_describes(database, stores):
    url = stores.empty()
    with closing(Database.open(url, create=True)) as made:
        schema.metadata.create_all(made.engine)
        wanted = described(made)
    stores.drop(url)
    assert described(database) == wanted


def test_founding_twice_changes_nothing(empty_url):
    with closing(found(empty_url)) as database:
        assert add_demo(database, DEMO_DAY) > 0
        before = everything(database)
    with closing(found(empty_url)) as database:
        assert add_demo(database, DEMO_DAY) == 0
        assert everything(database) == before
        assert tables(database) == HELD_BY_CODE


def test_upgrading_a_database_that_is_up_to_date_writes_nothing(database):
    said = []
    event.listen(
        database.engine,
        "before_cursor_execute",
        lambda connection, cursor, statement, *rest: said.append(statement.split()[0]),
    )
    upgrade(database)
    assert set(said) <= {"SELECT", "PRAGMA", "BEGIN"}


def test_a_database_without_a_schema_is_missing(empty_url):
    with closing(Database.open(empty_url, create=True)) as database:
        with pytest.raises(DatabaseMissing):
            require_head(database)
        assert tables(database) == set()


def test_a_database_of_a_later_release_is_not_touched(database):
    stamp(database, "9999")
    for step in (require_head, upgrade):
        with pytest.raises(DatabaseNewer) as refused:
            step(database)
        assert "9999" in str(refused.value)
    assert found_revision(database) == "9999"


def test_a_database_of_an_earlier_release_says_how_to_upgrade(database, monkeypatch):
    # Until there is a second revision, the first stands for the earlier one.
    monkeypatch.setattr(migrations, "HISTORY", (*HISTORY, "next"))
    monkeypatch.setattr(migrations, "HEAD", "next")
    with pytest.raises(DatabaseOlder) as refused:
        require_head(database)
    assert HEAD in str(refused.value)
    assert "next" in str(refused.value)
    assert "canteen init" in refused.value.todo


def test_recipe_lines_of_an_earlier_release_stay_as_they_were(empty_url):
    with closing(Database.open(empty_url, create=True)) as database:
        with database.write() as session:
            config = alembic_config()
            config.attributes["connection"] = session
            command.upgrade(config, "0004")
            for statement in (
                "INSERT INTO foods (code, name_zh, name_en, food_group, edible_source, allergens,"
                " carb_basis) VALUES ('egg', '蛋', 'egg', 'egg', '', '', 'total')",
                "INSERT INTO recipes (id, code, version, name, yield_source, yield_reason,"
                " unsalted, method) VALUES ('x/1', 'x', 1, '菜', 'weighed', '', true, '')",
                "INSERT INTO recipe_lines (recipe_id, line, food_code, grams, consumed_fraction,"
                " source, note) VALUES ('x/1', 0, 'egg', '120', '1', 'scale', '')",
            ):
                session.exec_driver_sql(statement)
        upgrade(database)
        with database.read() as session:
            (line,) = read_recipes(session)["x/1"].recipe.lines
    assert (line.food, line.grams, line.unweighed, line.measure) == ("egg", 120, None, "")


def test_going_back_is_refused(database):
    with database.write() as session:
        config = alembic_config()
        config.attributes["connection"] = session
        with pytest.raises(NotImplementedError):
            command.downgrade(config, "base")
    assert tables(database) == HELD_BY_CODE


class Kill:
    """Ends its own process without warning at one statement of an upgrade, or at its commit."""

    def __init__(self, database, at):
        self._left = at
        event.listen(database.engine, "after_cursor_execute", self._count)
        if at is None:
            event.listen(database.engine, "commit", self._now)

    def _count(self, *_statement):
        if self._left is not None:
            self._left -= 1
            if self._left == 0:
                self._now()

    def _now(self, *_connection):
        os.kill(os.getpid(), signal.SIGKILL)


def upgrade_killed(url, at):
    def work():
        database = Database.open(url, create=True)
        Kill(database, at)
        upgrade(database)
        return "done"

    return in_child(work)


@pytest.mark.parametrize("at", [1, 5, 9, 14, 22, 34, 55, None])
def test_a_killed_upgrade_leaves_nothing_and_the_next_one_goes_through(empty_url, at):
    status, _answer = upgrade_killed(empty_url, at)
    assert status == -signal.SIGKILL
    with closing(Database.open(empty_url, create=True)) as database:
        assert tables(database) == set()
        assert found_revision(database) is None
        upgrade(database)
        assert tables(database) == HELD_BY_CODE


def test_an_upgrade_that_was_acknowledged_outlives_a_kill(empty_url):
    def work():
        upgrade(Database.open(empty_url, create=True))
        os.kill(os.getpid(), signal.SIGKILL)

    status, _answer = in_child(work)
    assert status == -signal.SIGKILL
    with closing(Database.open(empty_url)) as database:
        require_head(database)
        assert tables(database) == HELD_BY_CODE
