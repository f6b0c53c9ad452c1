"""`doctor`: whether everything this terminal needs is there."""

from __future__ import annotations

import argparse
import os
from dataclasses import asdict
from typing import Any

from pos.cli import base


def add(subparsers: Any) -> None:
    """Add this module's command."""
    doctor = subparsers.add_parser("doctor", help="体检：环境、读盘器、数据库、字体、打印机……")
    base.add_common(doctor)
    doctor.set_defaults(run=run_doctor)


def run_doctor(args: argparse.Namespace) -> int:
    """Look at every part; exit 1 where one is not well."""
    from pos.bootstrap import DB_VARIABLE, data_folder, default_url, make_clock
    from pos.doctor import Site, examine

    site = Site(
        settings=base.settings_of(args),
        url=args.db or default_url(),
        named=bool(args.db or os.environ.get(DB_VARIABLE)),
        folder=data_folder(),
        clock=make_clock(),
    )
    status = base.DONE
    for finding in examine(site):
        if not finding.ok:
            status = base.FOUND
        if args.json:
            base.emit(asdict(finding))
        else:
            mark = "✓" if finding.ok else "✗"
            print(f"{mark} {finding.code}  {finding.sentence}{finding.mend}", flush=True)
    return status
