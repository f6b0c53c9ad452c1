"""What may keep a terminal from working: each part looked at once, told in a sentence and a mend.

Nothing is changed and no window is opened. A part that nobody configured is well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from accounts import chain
from canteen.clock import Clock
from canteen.db import Database, DatabaseError, DatabaseMissing, Session
from canteen.errors import CanteenError
from canteen.i18n import _
from menus.tables import dishes, sundries
from pos.findings import (
    Finding,
    clock,
    disk,
    environment,
    failed,
    pcsc,
    printer,
    sound,
    typeface,
)
from pos.migrations import require_head
from pos.reader_findings import reader, reading
from pos.reader_reads import antenna_counts, plate_counts
from pos.reader_state import RETURN, ReaderReport, read_health
from pos.settings import Settings
from pos.tables import sales
from readers import ReadCount, TagUid


@dataclass(frozen=True, slots=True)
class Site:
    """What is looked at; `named` says that somebody chose the database, `folder` holds our data."""

    settings: Settings
    url: str
    named: bool
    folder: Path
    clock: Clock


@dataclass(frozen=True, slots=True)
class Records:
    """What other checks need of the database: names to draw, the time of the newest sale, what is
    known of the readers and how the plates answer.
    """

    names: tuple[str, ...] = ()
    newest: datetime | None = None
    file: Path | None = None
    report: ReaderReport | None = None
    plates: Mapping[TagUid, ReadCount] = field(default_factory=dict)
    antennas: Mapping[int, ReadCount] = field(default_factory=dict)
    returns: ReaderReport | None = None


def examine(site: Site) -> Iterator[Finding]:
    """Every part in turn, as it is looked at."""
    pos = site.settings.pos
    yield environment()
    yield pcsc()
    finding, records = database(site)
    yield reader("reader", pos.reader, site.clock, records.report)
    if pos.return_reader:
        yield reader("return-reader", pos.return_reader, site.clock, records.returns)
    yield finding
    yield reading(records.plates, records.antennas)
    yield typeface((*records.names, pos.canteen_name, pos.subtitle))
    yield printer(pos.printer)
    yield sound()
    yield clock(site.clock.now(), records.newest)
    yield disk(records.file.parent if records.file else site.folder, pos.least_free_mb)


def database(site: Site) -> tuple[Finding, Records]:
    """Schema, integrity, key and anchors of the database; what its rows hold for other checks."""
    try:
        opened = Database.open(site.url)
    except DatabaseMissing as error:
        if site.named:
            return failed("database", error), Records()
        sentence = _("还没有数据库，先运行 canteen init。")
        return Finding("database", True, sentence, _("演示用 canteen init --demo。")), Records()
    except CanteenError as error:
        return failed("database", error), Records()
    try:
        return _look_into(opened, site)
    except CanteenError as error:
        if type(error) is DatabaseError:
            # What SQLite says of a damaged file; the error's own mend would send people here.
            return _damaged(opened.where, str(error.facts.get("reason"))), Records()
        return failed("database", error), Records(file=opened.file)
    finally:
        opened.close()


def _look_into(opened: Database, site: Site) -> tuple[Finding, Records]:
    require_head(opened)
    now, terminal = site.clock.now(), site.settings.pos.terminal
    with opened.read() as session:
        damage = _damage(session, sqlite=opened.is_sqlite)
    if damage:
        return _damaged(opened.where, damage), Records(file=opened.file)
    chain.load_key(opened)
    with opened.write():
        # Taking the write lock shows that sales can be written; nothing is.
        pass
    with opened.read() as session:
        chain.check_anchors(session)
        records = Records(
            _names(session),
            _newest_sale(session),
            opened.file,
            read_health(session, terminal),
            plate_counts(session, terminal, now),
            antenna_counts(session, terminal, now),
            read_health(session, terminal, RETURN),
        )
    well = _("数据库 {where} 版本对，完好，密钥在。").format(where=opened.where)
    return Finding("database", True, well), records


def _damage(session: Session, *, sqlite: bool) -> str:
    if not sqlite:
        return ""
    first = session.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    return "" if first == "ok" else str(first).splitlines()[0]


def _damaged(where: str, reason: str) -> Finding:
    sentence = _("数据库 {where} 坏了（{reason}）。").format(where=where, reason=reason)
    mend = _("先停用，把数据库文件原样拷贝一份，再从最近的备份恢复。")
    return Finding("database", False, sentence, mend)


def _names(session: Session) -> tuple[str, ...]:
    found: list[str] = []
    for table in (dishes, sundries):
        for row in session.execute(sa.select(table.c.name_zh, table.c.name_en)):
            found += row
    return tuple(found)


def _newest_sale(session: Session) -> datetime | None:
    # Ids begin with the time, so the index of the key finds the newest among millions.
    newest: datetime | None = session.execute(
        sa.select(sales.c.sold_at).order_by(sales.c.id.desc()).limit(1)
    ).scalar()
    return newest
