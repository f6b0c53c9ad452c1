"""`audit`: recompute every invariant from the rows."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from pos.cli import base


def add(subparsers: Any) -> None:
    """Add this module's command."""
    audit = subparsers.add_parser("audit", help="从每一行重新核对全部账目（只读）")
    base.add_common(audit)
    audit.set_defaults(run=run_audit)


def run_audit(args: argparse.Namespace) -> int:
    """Run every check; exit 1 where one fails."""
    from pos import audit

    with base.desk(args) as desk:
        found = audit.run(desk.database)
    if args.json:
        base.emit(
            {
                "ok": found.ok,
                "sales": found.sales,
                "lost": found.lost,
                "checks": [
                    {"name": check.name, "ok": check.ok, "rows": check.rows, "why": check.why}
                    for check in found.checks
                ],
            }
        )
    else:
        for check in found.checks:
            sign = "✓" if check.ok else "✗"
            sys.stdout.write(f"{sign} {check.name} {check.rows or ''} {check.why or ''}".rstrip())
            sys.stdout.write("\n")
        sys.stdout.write(f"销售 {found.sales} 笔，丢失 {found.lost}\n")
    return base.DONE if found.ok else base.FOUND
