"""The sections of the making of labels: orders, deliveries with their readings, labels in store, lots packed, findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.labels import printing_lists as lists
from desktop.labels.lot_lists import TESTS
from desktop.labels.lot_reports import lot_quality
from desktop.labels.printing import doubts_of_delivery, doubts_of_use
from desktop.labels.printing_reports import inspection, notice, order_sheet, stock_sheet
from desktop.ui.book.book import Book, Child, Tab
from desktop.ui.book.figures_section import FiguresSection
from desktop.ui.book.moving import MovingBook
from desktop.ui.book.paper_tab import PaperTab

MADE = frozenset({"labelversion", "labelitem", "printorder", "printdelivery", "printreading", "labeluse", "labelcount",
                  "qualityfinding"})


class PrintOrdersBook(MovingBook):
    """Orders to printing works, from the plan to the last delivery."""

    icon = "list"
    listing = lists.ORDERS
    paper = (N_("Print order…"), order_sheet)
    remembers = ("printer", "material")
    bulk = ("printer", "due_on", "material")
    children = (Child(lists.DELIVERIES),)  # an inspection has groups of its own

    def defaults(self) -> Mapping[str, Any]:
        """A print order that is planned."""
        return {"state": "planned"}


class DeliveriesBook(Book):
    """What came from the printing works, with its inspection."""

    icon = "check"
    listing = lists.DELIVERIES
    paper = (N_("Report of the inspection…"), inspection)
    doubts = staticmethod(doubts_of_delivery)
    remembers = ("inspected_by",)
    bulk = ("inspected_on", "inspected_by", "result")
    children = (Child(lists.READING_LINES, grid=True), Child(lists.FINDINGS))

    def defaults(self) -> Mapping[str, Any]:
        """A delivery of today."""
        return {"delivered_on": today()}


class StockSection(FiguresSection):
    """Printed labels in store by version, and the day each runs out."""

    icon = "chart"
    listing = lists.STOCK
    fills = N_("One row a version of a label that was printed. Enter print orders first.")
    papers = ((N_("Labels in store"), stock_sheet),)
    tables = MADE


class UsesBook(Book):
    """Seed lots, and the version of the label each was packed with."""

    icon = "list"
    listing = lists.USES
    doubts = staticmethod(doubts_of_use)
    remembers = ("version_id", "product_id", "packed_on")
    bulk = ("packed_on", "print_lot")

    def defaults(self) -> Mapping[str, Any]:
        """A lot packed today."""
        return {"packed_on": today()}


class LotTestsBook(Book):
    """Tests of seed lots, each against what its label promises."""

    icon = "quality"
    listing = TESTS
    paper = (N_("Quality of the lot…"), lot_quality)
    remembers = ("version_id", "laboratory", "method", "origin", "harvested")
    bulk = ("laboratory", "method", "keep_until", "sample_place")

    def defaults(self) -> Mapping[str, Any]:
        """A test of today."""
        return {"tested_on": today()}

    def extra_tabs(self) -> Sequence[Tab]:
        """The lot as it will be printed."""
        return ((N_("Quality of the lot"), partial(PaperTab, self.context, lot_quality, frozenset(
            {"lottest", "labelversion", "labelitem"}))), *super().extra_tabs())


class FindingsBook(Book):
    """Faults found on prints."""

    name = "findings"
    icon = "quality"
    listing = lists.FINDINGS
    paper = (N_("Notice to the printer…"), notice)
    bulk = ("kind", "severity", "decision", "decided_on", "decided_by", "responsible", "due_on")

    def defaults(self) -> Mapping[str, Any]:
        """A fault found today."""
        return {"found_on": today()}
