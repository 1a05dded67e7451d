"""The sections of rebate agreements and settlements."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.records import Record
from desktop.sales.rebates import lists, settling
from desktop.ui.book.book import Child, Tab, Tool
from desktop.ui.book.moving import MovingBook
from desktop.ui.book.paper_tab import PaperTab

READ = frozenset({"rebateagreement", "rebateperiod", "rebatetier", "rebatecut", "rebatesettlement", "shipmentline"})


def _standing(db: Database, agreement_id: int) -> Document:
    """Where an agreement stands today; its builder is loaded when one is made."""
    from desktop.sales.rebates.reports import standing

    return standing(db, agreement_id)


def _settlement(db: Database, settlement_id: int) -> Document:
    """The paper of a settlement for both signatures."""
    from desktop.sales.rebates.reports import settlement

    return settlement(db, settlement_id)


class AgreementsBook(MovingBook):
    """What dealers are paid back, by tiers; how far they are."""

    icon = "promise"
    listing = lists.AGREEMENTS
    paper = (N_("Rebate so far…"), _standing)
    remembers = ("season_id", "basis", "method", "starts_on", "ends_on")
    bulk = ("season_id", "starts_on", "ends_on")
    children = (Child(lists.TIERS, grid=True), Child(lists.PERIODS, grid=True), Child(lists.CUTS, grid=True),
                Child(lists.SETTLEMENTS))

    def tools(self) -> Sequence[Tool]:
        """Settle up to today."""
        return (Tool(N_("Settle up to today"), "check", self.settle_today), *super().tools())

    def extra_tabs(self) -> Sequence[Tab]:
        """Where it stands, before the moves."""
        return ((N_("Rebate so far"), partial(PaperTab, self.context, _standing, READ)), *super().extra_tabs())

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
    paper = (N_("Rebate settlement…"), _settlement)
    bulk = ("form",)
