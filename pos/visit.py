"""One tray's stay on the table: what is remembered from its first plate until it is gone."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from pos.lifting import Lifting
from pos.plates import Shelf
from pos.state import Occasion, Phase, StationState
from pos.tray import HandLine, HoldReason, PlateRecord, PlateStatus, Tray, assemble_tray
from readers import Sighting, TagUid


@dataclass(slots=True)
class Visit:
    """The occasion and the menu are fixed at the first plate; `struck` chips are out of it,
    those of `strays` even when they leave and return.
    `confirmed` ones lie here by a person's word, however weakly they answer.

    `sale` is the id under which this very tray is to be paid, made once for it. `sold` are the
    plates of the sale that was made, `lifting` what waits for an unknown chip to be lifted.
    `recheck`: a payment was refused, and nothing is offered before the records are read again.
    """

    occasion: Occasion
    shelf: Shelf
    first_seen: float
    records: dict[TagUid, PlateRecord] = field(default_factory=dict)
    struck: frozenset[TagUid] = frozenset()
    strays: frozenset[TagUid] = frozenset()
    confirmed: frozenset[TagUid] = frozenset()
    hand_lines: tuple[HandLine, ...] = ()
    sale: UUID | None = None
    sold: frozenset[TagUid] = frozenset()
    looked_at: float = 0.0
    lifting: Lifting | None = None
    recheck: bool = False

    def is_new(self, uid: TagUid) -> bool:
        """Whether a chip that lies there after the sale has something that is not paid."""
        record = self.records.get(uid)
        if uid not in self.sold:
            return True
        return bool(record and record.item and record.status is PlateStatus.OPEN)

    def tray(self, sighting: Sighting, *, incomplete: bool, reader_away: bool) -> Tray:
        """What lies there now. Without a reader only what was entered by hand counts."""
        alone = reader_away and bool(self.hand_lines)
        return assemble_tray(
            () if alone else sighting.plates,
            self.records,
            incomplete=incomplete and not alone,
            doubtful=() if alone else set(sighting.doubtful) - self.confirmed,
            struck=self.struck,
            hand_lines=self.hand_lines,
        )

    def phase(self, tray: Tray, sighting: Sighting, before: StationState) -> Phase:
        """Filling until the tray is certain; then payable, or held for a person."""
        if HoldReason.INCOMPLETE in tray.reasons or HoldReason.WEAK in tray.reasons:
            # More cycles of this kind settle nothing.
            return Phase.HELD
        if not self._certain(tray, sighting, before):
            return Phase.FILLING
        return Phase.HELD if tray.reasons else Phase.SETTLED

    def _certain(self, tray: Tray, sighting: Sighting, before: StationState) -> bool:
        if before.reader is not None:
            return bool(tray.hand_lines)
        if self.recheck or any(uid not in self.records for uid in sighting.plates):
            return False
        if not sighting.plates or sighting.settled:
            return True
        # A settled tray stays so through bad cycles, as long as nothing on it changed; where they
        # last, the tray says so itself.
        return before.phase in (Phase.SETTLED, Phase.PAYING) and tray == before.tray

    def is_sure(self, tray: Tray, sighting: Sighting, *, reader_away: bool) -> bool:
        """Whether money may be written for this tray now.

        More is asked than for showing it as settled: the last cycle was complete, and every plate
        that is to be paid was told from a neighbour's.
        """
        if reader_away or not sighting.plates:
            return True
        to_pay = {plate.uid for plate in tray.open_plates} - self.confirmed
        in_doubt = (*sighting.undecided, *sighting.doubtful)
        return sighting.settled and to_pay.isdisjoint(in_doubt)
