from datetime import UTC, date, datetime

from canteen.db import Database
from menus.catalogue import todays_menu
from menus.sold_out import back_again, gone, run_out

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)


def test_a_dish_runs_out_and_is_back_and_runs_out_again(stocked: Database) -> None:
    with stocked.write() as session:
        assert run_out(session, TODAY, "hongshaorou", by="07", now=NOW)
        assert not run_out(session, TODAY, "hongshaorou", by="07", now=NOW)
        assert gone(session, TODAY) == {"hongshaorou"}
        assert gone(session, date(2026, 11, 24)) == frozenset()
        menu = todays_menu(session, TODAY)
        assert [item.slot for item in menu.items if item.sold_out] == [1]
        assert back_again(session, TODAY, "hongshaorou", by="07", now=NOW)
        assert not back_again(session, TODAY, "hongshaorou", by="07", now=NOW)
        assert gone(session, TODAY) == frozenset()
        assert run_out(session, TODAY, "hongshaorou", by="07", now=NOW)
        assert gone(session, TODAY) == {"hongshaorou"}
