"""The sections of rebate agreements and settlements."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.records import Record
from desktop.sales.rebates import lists, settling
from desktop.sales.rebates.reports import settlement, standing
from desktop.ui.book.book import Child, Tab, Tool
from desktop.ui.book.moving import MovingBook
from desktop.ui.book.paper_tab import PaperTab

READ = frozenset({"rebateagreement", "rebateperiod", "rebatetier", "rebatecut", "rebatesettlement", "rebatefactor",
                  "shipmentline", "payment", "paymentallotment", "accountentry"})


class AgreementsBook(MovingBook):
    """What dealers are paid back, by tiers; how far they are."""

    icon = "promise"
    listing = lists.AGREEMENTS
    paper = (N_("Rebate so far…"), standing)
    remembers = ("season_id", "basis", "method", "starts_on", "ends_on")
    bulk = ("season_id", "starts_on", "ends_on")
    children = (Child(lists.TIERS, grid=True), Child(lists.PERIODS, grid=True), Child(lists.FACTORS, grid=True),
                Child(lists.CUTS, grid=True), Child(lists.SETTLEMENTS))

    def tools(self) -> Sequence[Tool]:
        """Settle up to today."""
        return (Tool(N_("Settle up to today"), "check", self.settle_today), *super().tools())

    def extra_tabs(self) -> Sequence[Tab]:
        """Where it stands, before the moves."""
        return ((N_("Rebate so far"), partial(PaperTab, self.context, standing, READ)), *super().extra_tabs())

    def settle_today(self) -> None:
        """Make the settlement up to today and show it."""
        if self.record is not None:
            db, number = self.context.db, self.record.id
            self.settle(lambda: self.context.tasks.run(lambda: settling.settle(db, number, today()), self._show))

    def _show(self, made: Record) -> None:
        self.context.open("rebatesettlement", made.id)


class SettlementsBook(MovingBook):
    """What was reckoned, checked, approved and credited."""

    icon = "report"
    listing = lists.SETTLEMENTS
    paper = (N_("Rebate settlement…"), settlement)
    bulk = ("form",)
