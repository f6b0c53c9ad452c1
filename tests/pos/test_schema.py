from importlib import import_module

import sqlalchemy as sa

from pos import schema

PACKAGES = ("nutrition", "menus", "accounts", "pos")


def homes():
    """Which package made each table: the lowest one that has it under its name."""
    found = {}
    for package in PACKAGES:
        for table in vars(import_module(f"{package}.tables")).values():
            if isinstance(table, sa.Table):
                found.setdefault(table.name, package)
    return found


def test_what_tells_of_money_and_deeds_only_grows():
    assert set(schema.APPEND_ONLY) == {
        "transfers",
        "chain_entries",
        "chain_anchors",
        "sales",
        "sale_lines",
        "payments",
        "documents",
        "audit_events",
    }


def test_every_table_is_there(database):
    with database.read() as session:
        names = set(sa.inspect(session).get_table_names())
    assert names == {*schema.metadata.tables, "alembic_version"}


def test_references_point_downward_only():
    home = homes()
    assert set(home) == set(schema.metadata.tables)
    for table in schema.metadata.tables.values():
        allowed = {home[table.name], *PACKAGES[: PACKAGES.index(home[table.name])]}
        if home[table.name] == "accounts":
            allowed.discard("menus")  # siblings
        assert {home[key.column.table.name] for key in table.foreign_keys} <= allowed
