"""`init` and `staff add`: making a canteen and its people."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from pos.cli import base


def add(subparsers: Any) -> None:
    """Add this module's commands."""
    init = subparsers.add_parser("init", help="建立或升级数据库")
    init.add_argument("--demo", action="store_true", help="装入演示食堂")
    base.add_common(init)
    init.set_defaults(run=run_init)
    staff = subparsers.add_parser("staff", help="工作人员")
    staff.set_defaults(parser=staff)
    verbs = staff.add_subparsers(metavar="动作")
    new = verbs.add_parser("add", help="登记一个人，口令从标准输入读")
    new.add_argument("--id", required=True)
    new.add_argument("--name", required=True)
    new.add_argument("--role", required=True)
    base.add_common(new)
    new.set_defaults(run=run_staff_add)


def run_init(args: argparse.Namespace) -> int:
    """Make or upgrade the schema; with `--demo` load the demo canteen."""
    from pos.bootstrap import default_url, make_clock
    from pos.founding import DEMO_STAFF, add_demo, found

    base.settings_of(args)
    database = found(args.db or default_url())
    try:
        added = add_demo(database, make_clock().now()) if args.demo else 0
        if args.demo:
            for person in DEMO_STAFF:
                base.say(f"演示口令：{person.name}（{person.role}）{person.pin}")
        base.say(f"数据库已就绪：{database.where}")
        if args.json:
            base.emit({"database": database.where, "added": added})
    finally:
        database.close()
    return base.DONE


def run_staff_add(args: argparse.Namespace) -> int:
    """Register a member of staff; the PIN is the first line of stdin."""
    from accounts import chain, staff

    pin = sys.stdin.readline().strip()
    with base.desk(args) as desk:
        key = chain.load_key(desk.database)
        with desk.database.write() as session:
            made = staff.add(
                session,
                id=args.id,
                name=args.name,
                role=args.role,
                pin=pin,
                key=key,
                now=desk.clock.now(),
            )
    if args.json:
        base.emit({"id": made.id, "name": made.name, "role": made.role.value})
    base.say(f"已登记 {made.name}（{made.role.value}）。")
    return base.DONE
