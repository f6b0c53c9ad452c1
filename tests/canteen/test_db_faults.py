"""What a full disk, a held lock, a lost server and a closed door look like from the till."""

import os
import shutil
import subprocess
import tempfile
import threading
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from support.children import in_child

from accounts.ledger import SALES, balance
from accounts.tables import accounts
from canteen.db import (
    Database,
    DatabaseBusy,
    DatabaseError,
    DatabaseMissing,
    DatabaseReadOnly,
    DatabaseUnreachable,
    DiskFull,
)
from canteen.money import Money

ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")


def insert(session, number=1, kind="k"):
    session.execute(
        sa.insert(accounts), {"id": f"a{number}", "kind": kind, "balance": Money(number)}
    )


def count(database):
    with database.read() as session:
        return session.execute(sa.select(sa.func.count()).select_from(accounts)).scalar()


def acknowledged(database):
    """How many pairs of rows stood when the disk refused the next pair."""
    for number in range(100_000):
        try:
            with database.write() as session:
                for half in (0, 1):
                    insert(session, 2 * number + half, "k" * 32)
        except DiskFull:
            return number
    raise AssertionError("the disk never filled")


def test_a_file_that_may_not_grow_refuses_and_keeps_whole_transactions(sqlite_database):
    @event.listens_for(sqlite_database.engine, "begin")
    def _no_more_pages(connection):
        connection.exec_driver_sql("PRAGMA max_page_count=1")

    done = acknowledged(sqlite_database)
    assert count(sqlite_database) == 2 * done


@pytest.fixture
def small_disk(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], check=True)
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


@ROOT_ONLY
def test_a_full_disk_refuses_the_sale_and_loses_none(sqlite_database, small_disk):
    file = small_disk / "canteen.db"
    shutil.copy(sqlite_database.file, file)
    with closing(Database.open(f"sqlite:///{file}")) as small:
        done = acknowledged(small)
        assert done > 0
        assert count(small) == 2 * done
        with pytest.raises(DiskFull), small.write() as session:
            insert(session, 10**6, "k" * 32)
    with closing(Database.open(f"sqlite:///{file}")) as again:
        assert count(again) == 2 * done
        with again.read() as session:
            assert session.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def try_to_write(database):
    """The code another program gets that is not root and so is stopped by permissions."""
    url = database.engine.url.render_as_string()

    def work():
        try:
            with closing(Database.open(url)) as own, own.write() as session:
                insert(session)
        except DatabaseError as error:
            return error.code
        return "written"

    status, code = in_child(work, as_plain_user=True)
    assert status == 0
    return code


@contextmanager
def in_the_open(database):
    """The database where every user can reach it: pytest's folders are closed to others."""
    folder = Path(tempfile.mkdtemp())
    try:
        shutil.copy(database.file, folder / "canteen.db")
        with closing(Database.open(f"sqlite:///{folder / 'canteen.db'}")) as opened:
            yield opened
    finally:
        folder.chmod(0o700)
        shutil.rmtree(folder)


def test_a_file_without_write_permission_is_read_only(sqlite_database):
    with in_the_open(sqlite_database) as opened:
        opened.file.parent.chmod(0o777)
        opened.file.chmod(0o444)
        assert try_to_write(opened) == DatabaseReadOnly.code


def test_a_folder_without_permission_cannot_be_opened(sqlite_database):
    with in_the_open(sqlite_database) as opened:
        opened.file.parent.chmod(0o555)
        opened.file.chmod(0o444)
        assert try_to_write(opened) in {DatabaseReadOnly.code, DatabaseUnreachable.code}


def test_a_file_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(DatabaseMissing) as refused:
        Database.open(f"sqlite:///{tmp_path}/none/canteen.db")
    assert "canteen init" in str(refused.value)
    with pytest.raises(DatabaseMissing):
        Database.open(f"sqlite:///{tmp_path}")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_a_folder_that_is_not_there_cannot_be_made(tmp_path):
    url = f"sqlite:///{tmp_path}/none/canteen.db"
    with closing(Database.open(url, create=True)) as database:
        with pytest.raises(DatabaseUnreachable), database.write():
            pass
        assert not (tmp_path / "none").exists()


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path):
    file = tmp_path / "canteen.db"
    file.write_text("a shopping list\n" * 100)
    with (
        closing(Database.open(f"sqlite:///{file}")) as database,
        pytest.raises(DatabaseUnreachable),
        database.write(),
    ):
        pass
    assert file.read_text() == "a shopping list\n" * 100


def impatient(database):
    """Another program's way in, that waits 50 ms for the lock."""
    other = Database.open(database.engine.url.render_as_string(hide_password=False))
    statement = "PRAGMA busy_timeout=50" if database.is_sqlite else "SET lock_timeout = '50ms'"
    event.listen(other.engine, "connect", lambda raw, _record: _run(raw, statement))
    return closing(other)


def _run(raw, statement):
    cursor = raw.cursor()
    cursor.execute(statement)
    cursor.close()
    raw.commit()


def test_a_lock_that_is_held_too_long_is_told_and_passes(database):
    with database.write() as session:
        insert(session, 1)
    with impatient(database) as other:
        with database.write() as holder:
            holder.execute(sa.update(accounts).values(balance=Money(5)))
            with pytest.raises(DatabaseBusy), other.write() as session:
                session.execute(sa.update(accounts).values(balance=Money(7)))
        with other.write() as session:
            session.execute(sa.update(accounts).values(balance=Money(9)))
    with database.read() as session:
        assert balance(session, "a1") == Money(9)


def test_a_lock_that_is_given_back_in_time_is_waited_for(sqlite_database):
    held = threading.Event()

    def hold():
        with sqlite_database.write() as session:
            insert(session, 1)
            held.set()
            time.sleep(0.3)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(10)
    other = Database.open(f"sqlite:///{sqlite_database.file}")
    with closing(other), other.write() as session:
        insert(session, 2)
    holder.join()
    assert count(sqlite_database) == 2


def test_a_server_that_does_not_answer_is_out_of_reach():
    url = "postgresql://till:canary@127.0.0.1:1/canteen"
    with closing(Database.open(url)) as database:
        for way in (database.read, database.write):
            with pytest.raises(DatabaseUnreachable) as refused, way():
                pass
            assert refused.value.exit_status == 3
            assert "127.0.0.1" in str(refused.value)
            assert "canary" not in str(refused.value)


def test_a_database_the_server_does_not_have_is_out_of_reach(postgres):
    database = Database.open(postgres.url("nowhere"))
    with closing(database), pytest.raises(DatabaseUnreachable), database.read():
        pass


def test_a_link_cut_in_the_middle_leaves_nothing_and_the_next_write_goes_through(
    postgres, postgres_database
):
    def cut_off():
        with postgres_database.write() as session:
            insert(session, 1)
            pid = session.exec_driver_sql("SELECT pg_backend_pid()").scalar()
            postgres.run(f"SELECT pg_terminate_backend({pid})")
            insert(session, 2)

    with pytest.raises(DatabaseUnreachable):
        cut_off()
    assert count(postgres_database) == 0
    with postgres_database.write() as session:
        insert(session, 3)
    assert count(postgres_database) == 1


def test_an_idle_link_that_was_cut_is_opened_again_unseen(postgres, postgres_database):
    with postgres_database.read() as session:
        pid = session.exec_driver_sql("SELECT pg_backend_pid()").scalar()
    postgres.run(f"SELECT pg_terminate_backend({pid})")
    with postgres_database.write() as session:
        insert(session, 1)
    assert count(postgres_database) == 1


def test_someone_without_the_right_to_write_is_told_so(postgres, postgres_database):
    with postgres_database.write() as session:
        session.exec_driver_sql("GRANT SELECT ON accounts TO pg_monitor")
    with postgres_database.write() as session:
        session.exec_driver_sql("SET ROLE pg_monitor")
    with pytest.raises(DatabaseReadOnly), postgres_database.write() as session:
        insert(session)
    with postgres_database.read() as session:
        assert balance(session, SALES) == Money(0)


def test_two_who_wait_for_each_other_are_parted_and_one_gets_through(postgres_database):
    with postgres_database.write() as session:
        insert(session, 1)
        insert(session, 2)
    url = postgres_database.engine.url.render_as_string(hide_password=False)
    meet, errors = threading.Barrier(2), []

    def cross(first, second):
        with closing(Database.open(url)) as own:
            try:
                with own.write() as session:
                    touch(session, first)
                    meet.wait(10)
                    touch(session, second)
            except DatabaseError as error:
                errors.append(type(error))

    def touch(session, number):
        session.execute(
            sa.update(accounts).where(accounts.c.id == f"a{number}").values(balance=Money(9))
        )

    threads = [threading.Thread(target=cross, args=order) for order in ((1, 2), (2, 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == [DatabaseBusy]
    with postgres_database.read() as session:
        assert balance(session, "a1") == balance(session, "a2") == Money(9)
