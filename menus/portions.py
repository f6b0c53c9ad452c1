"""What portions hold, read from the kept results of their recipes."""

from __future__ import annotations

from collections.abc import Iterable

from canteen.db import Session
from menus.dishes import Portion, portion_from
from nutrition.result_store import read_results, revisions


class PortionCache:
    """Portions by recipe version; what was read once is read again only when it was reckoned anew.

    One thread uses it at a time.
    """

    def __init__(self) -> None:
        self._kept: dict[str, tuple[int, Portion]] = {}

    def read(self, session: Session, recipe_ids: Iterable[str]) -> dict[str, Portion]:
        """The portion of each recipe version; all unknown where it was never reckoned."""
        ids = set(recipe_ids)
        found = revisions(session, ids)
        stale = [
            each
            for each, revision in found.items()
            if each not in self._kept or self._kept[each][0] != revision
        ]
        if stale:
            for each, result in read_results(session, stale).items():
                self._kept[each] = (found[each], portion_from(result))
        return {each: self._kept[each][1] if each in found else Portion() for each in ids}
