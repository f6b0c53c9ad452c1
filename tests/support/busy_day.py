"""A day of business on a database of the demo canteen, with something of everything."""

from support.till import CASHIER, LUNCH_TIME, Till, chip

from canteen.db import Database
from pos import printing


def busy_day(database: Database) -> Till:
    """Two terminals sell; the first closed a short shift and is in its next one.

    Leaves an anchored chain with a tail, sold, open and released servings, slot plates, entries
    by hand, events, a printed slip, a slip that waits and a reprint. Plate 90 holds an unsold dish.
    """
    till = Till.open(database)
    till.serve(1, 2)
    till.slot(3, chip(11))
    till.slot(21, chip(12))
    box = till.sundry("dabaohe")
    settled = till.sell(chip(11), chip(12), hand=[box], tendered=5000)
    till.slips.print(settled.print_job, settled.document)
    till.desk.note(CASHIER, "leave-out", chip(1).text, {"reason": "洒了"})
    till.clock.advance(600)
    till.close_shift(23_000)
    till.open_shift(10_000)
    other = till.beside("T2")
    other.serve(21)
    other.database.close()
    till.release(chip(11))
    till.sell(chip(11))
    till.bind("ermifan", chip(90))
    till.clock.advance(60)
    with database.write() as session:
        printing.queue_reprint(session, settled.paid.sale, "T1", till.now)
    till.desk.note(CASHIER, "ignore-chip", chip(99).text, {})
    assert till.now > LUNCH_TIME
    return till
