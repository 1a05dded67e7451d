"""The sections of printing works with their scores, of changes of printed text, and of lots by their newest test."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from desktop.core.i18n import N_
from desktop.labels.change_lists import CHANGES
from desktop.labels.change_reports import concerned
from desktop.labels.lot_lists import LOTS
from desktop.labels.lot_papers import batch_certificate, lot_season
from desktop.labels.lot_reports import lot_quality
from desktop.labels.works_lists import WORKS
from desktop.labels.works_reports import score_card, scores
from desktop.ui.book.book import Book, Tab, Tool
from desktop.ui.book.figures_section import FiguresSection
from desktop.ui.book.paper_tab import PaperTab

PRINTED = frozenset({"labelchange", "labelversion", "labelitem", "printorder", "printdelivery", "labeluse", "labelcount"})
SCORED = frozenset({"printingworks", "printorder", "printdelivery", "qualityfinding"})


class ChangesBook(Book):
    """Changes of printed text, and at once the labels that each concerns."""

    icon = "refresh"
    listing = CHANGES
    paper = (N_("Labels concerned…"), concerned)
    remembers = ("kind", "basis")
    bulk = ("until", "done_on")

    def extra_tabs(self) -> Sequence[Tab]:
        """The labels concerned as they will be printed."""
        return ((N_("Labels concerned"), partial(PaperTab, self.context, concerned, PRINTED)), *super().extra_tabs())

    def tools(self) -> Sequence[Tool]:
        """The next drafts of all labels concerned."""
        return (Tool(N_("Make the drafts"), "add", self.make_drafts),)

    def make_drafts(self) -> None:
        """Write the new text into the drafts of all labels concerned."""
        from desktop.labels.changing import make_drafts

        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(lambda: make_drafts(context.db, number), partial(context.message, undo=True)))


class WorksBook(Book):
    """Printing works, and what they are judged by."""

    icon = "chart"
    listing = WORKS
    paper = (N_("Score card…"), score_card)
    bulk = ("retired",)

    def extra_tabs(self) -> Sequence[Tab]:
        """The score card as it will be printed."""
        return ((N_("Score card"), partial(PaperTab, self.context, score_card, SCORED)), *super().extra_tabs())

    def tools(self) -> Sequence[Tool]:
        """All printing works beside each other."""
        return (Tool(N_("Scores of all"), "print", self.print_scores, needs_record=False),)

    def print_scores(self) -> None:
        """Show the scores of all printing works as a paper."""
        from desktop.ui.preview.preview import Preview

        db = self.context.db
        Preview(self.context, N_("Scores of all"), lambda: scores(db), kind="printer_scores").show()


class LotsSection(FiguresSection):
    """Lots by their newest test: promise against result, the trend of germination, what goes with a batch on paper."""

    icon = "quality"
    listing = LOTS
    fills = N_("One row a lot that was tested. Enter tests of lots first.")
    papers = ((N_("Quality of the lot"), lot_quality), (N_("Certificate of the batch"), batch_certificate),
              (N_("Lots of the season"), lot_season))
    tables = frozenset({"lottest", "labelversion", "labelitem", "labeluse", "qualityfinding"})
