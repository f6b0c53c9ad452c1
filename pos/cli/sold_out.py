"""`menus sold-out`: a dish of today ran out, or is there again."""

from __future__ import annotations

import argparse

from canteen.i18n import _
from pos.cli import base, signing


def run(args: argparse.Namespace) -> int:
    """Say so; whoever may bind plates, who stands where the dishes are, may say it."""
    from accounts.staff import Action
    from menus import business_date
    from menus.catalogue import todays_menu
    from menus.sold_out import back_again, run_out
    from nutrition.errors import nearest
    from pos.errors import DishUnknown

    with base.desk(args) as desk, desk.database.write() as session:
        now = desk.clock.now()
        today = business_date(now, desk.settings.meals)
        what = _("要收银、厨房、主管或经理")
        signing.require(session, args.by, lambda who: who.may(Action.BIND), what)
        known = {item.dish.code: item.dish for item in todays_menu(session, today).items}
        if args.dish not in known:
            raise DishUnknown(dish=args.dish, hint=nearest(args.dish, known))
        say = back_again if args.back else run_out
        changed = say(session, today, args.dish, by=args.by, now=now)
    row = {"dish": args.dish, "sold_out": not args.back, "changed": changed}
    base.show_rows(args, [row], "{dish}  {sold_out}")
    return base.DONE
