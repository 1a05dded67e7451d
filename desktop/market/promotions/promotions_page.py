"""The sections of promotions, field days and advertising."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_, ngettext
from desktop.market.leads.figures import from_field_day
from desktop.market.promotions import figures, lists
from desktop.market.promotions.field_papers import field_day_sheet, media_log_of
from desktop.market.promotions.papers import application, evaluation
from desktop.ui.book.book import Child, Tab, Tool
from desktop.ui.book.moving import MovingBook
from desktop.ui.book.paper_tab import PaperTab

READ = frozenset({"salespromotion", "promotionexpense", "promotedproduct", "promotionterm", "salescondition", "fieldday",
                  "fielddayguest", "mediarun", "product", "policytold"})


class PromotionsBook(MovingBook):
    """Promotions from the idea to the evaluation."""

    icon = "star"
    listing = lists.SALES_PROMOTIONS
    paper = (N_("Application…"), application)
    remembers = ("region_id", "kind", "in_charge", "phone")
    bulk = ("in_charge", "phone", "region_id")
    children = (Child(lists.PRODUCTS, grid=True), Child(lists.EXPENSES, grid=True), Child(lists.TERMS, grid=True),
                Child(lists.FIELD_DAYS, parent="promotion_id"), Child(lists.MEDIA, parent="promotion_id"))

    def tools(self) -> Sequence[Tool]:
        """Count what was sold."""
        return (Tool(N_("Count from shipments"), "refresh", self.count), *super().tools())

    def extra_tabs(self) -> Sequence[Tab]:
        """Both papers, before the moves."""
        return ((N_("Evaluation sheet"), partial(PaperTab, self.context, evaluation, READ)),
                (N_("Application sheet"), partial(PaperTab, self.context, application, READ)), *super().extra_tabs())

    def count(self) -> None:
        """Fill baseline, sales and what came afterwards from the shipments."""
        if self.record is not None:
            db, number, context = self.context.db, self.record.id, self.context
            self.settle(lambda: context.tasks.run(
                lambda: figures.count(db, number, today()),
                lambda n: context.message(ngettext("{n} product counted", "{n} products counted", n).format(n=n), undo=True)))


class FieldDaysBook(MovingBook):
    """Field days: who was invited, came and ordered."""

    icon = "visit"
    listing = lists.FIELD_DAYS
    paper = (N_("Sheet of the field day…"), field_day_sheet)
    remembers = ("region_id", "variety_id", "dealer_id", "speaker")
    bulk = ("speaker", "variety_id", "promotion_id")
    children = (Child(lists.GUESTS, grid=True),)

    def defaults(self) -> Mapping[str, Any]:
        """A field day of today."""
        return {"held_on": today()}

    def tools(self) -> Sequence[Tool]:
        """Make leads of who came."""
        return (Tool(N_("Make leads of the guests"), "add", self.make_leads), *super().tools())

    def make_leads(self) -> None:
        """A lead of every guest who came and is none yet."""
        if self.record is not None:
            db, number, context = self.context.db, self.record.id, self.context
            self.settle(lambda: context.tasks.run(
                lambda: from_field_day(db, number),
                lambda n: context.message(ngettext("{n} lead made", "{n} leads made", n).format(n=n), undo=True)))

    def extra_tabs(self) -> Sequence[Tab]:
        """The sheet as it will be printed."""
        return ((N_("Sheet of the field day"), partial(PaperTab, self.context, field_day_sheet, READ)), *super().extra_tabs())


class MediaBook(MovingBook):
    """What is placed where, what it reaches and costs, whether it is proved."""

    icon = "bell"
    listing = lists.MEDIA
    paper = (N_("Log of the year…"), media_log_of)
    remembers = ("medium", "outlet", "region_id", "promotion_id")
    bulk = ("promotion_id", "region_id")

    def extra_tabs(self) -> Sequence[Tab]:
        """The log of the year as it will be printed."""
        return ((N_("Log of the year"), partial(PaperTab, self.context, media_log_of, READ)), *super().extra_tabs())
