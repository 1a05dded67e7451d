"""The proposal of a week as a grid: day and purpose are typed, points and reasons are shown. Nothing is stored until it is
taken into the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from desktop.core.database import Database
from desktop.core.grid import GridChange, GridColumn, GridData, GridSource, Saved
from desktop.core.i18n import _
from desktop.dealers.choices import PURPOSES
from desktop.visiting.proposal import Proposal, propose, span_of

READ = frozenset({"visit", "promise", "licence", "dealer", "contractpoint", "dealercontract", "farmercase", "complaint",
                  "trainingevent", "shipment", "shipmentline", "payment", "paymentallotment", "accountentry", "instalment",
                  "stockcount", "countline", "stockitem", "stockmove"})


class WeekGrid(GridSource):
    """The visits proposed for the week of a day, the ones with a day first. What is typed stays while facts change."""

    tables = READ

    def __init__(self, db: Database, day: date) -> None:
        self.db, self.span = db, span_of(day)
        self.proposals: list[Proposal] = []
        self._typed: dict[int, dict[str, Any]] = {}

    @property
    def typed(self) -> bool:
        """Whether something was typed that is kept here alone."""
        return bool(self._typed)

    def load(self) -> GridData:
        """What the week needs by the facts of now."""
        with self.db.reading() as session:
            found = propose(session, self.span.last)
        changed = [replace(p, **self._typed.get(p.dealer_id, {})) for p in found]
        self.proposals = sorted(changed, key=lambda p: p.day or date.max)
        columns = (
            GridColumn("day", _("Visit on"), "day", width=110, check=self._doubt,
                       hint=_("Clear the day of a visit you do not want to make; type one for a visit that found no room.")),
            GridColumn("purpose", _("Visit purpose"), "choice", choices=PURPOSES, width=120, optional=True),
            GridColumn("points", _("Visit points"), "whole", decimals=0, width=84, read_only=True),
            GridColumn("reasons", _("Reasons for the visit"), "text", width=560, read_only=True))
        return GridData((_("Dealer"), _("Region")), columns, [p.dealer_id for p in self.proposals],
                        [(p.dealer, p.place) for p in self.proposals],
                        [[p.day, p.purpose, p.points, p.words] for p in self.proposals])

    def save(self, changes: Sequence[GridChange]) -> Saved:
        """Keep what was typed until it is taken into the plan."""
        for change in changes:
            value = change.new if change.column == "day" else change.new or "routine"
            self._typed.setdefault(change.key, {})[change.column] = value
        self.proposals = [replace(p, **self._typed.get(p.dealer_id, {})) for p in self.proposals]
        return Saved()

    def _doubt(self, value: Any) -> str:
        """What is odd about a day: that it lies outside the week."""
        inside = isinstance(value, date) and self.span.first <= value <= self.span.last
        return "" if inside else _("This day does not lie in the week shown.")
