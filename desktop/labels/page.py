"""The Labels tab: labels, their versions with the mandatory items, and their making (`printing_page`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.core.fields import today
from desktop.core.i18n import N_, _
from desktop.core.records import Record
from desktop.labels import actions
from desktop.labels.checklist_tab import ChecklistTab
from desktop.labels.lists import CHECKS, REMARKS
from desktop.labels.printing_lists import COUNTS, FINDINGS, ORDERS, USES
from desktop.labels.printing_page import DeliveriesBook, FindingsBook, LotTestsBook, PrintOrdersBook, StockSection, UsesBook
from desktop.labels.proof_tab import ProofTab
from desktop.labels.reports import check_of, check_of_all, history, proof_sheet
from desktop.labels.works_page import ChangesBook, LotsSection, WorksBook
from desktop.ui.book.book import Book, Child, Tool
from desktop.ui.book.figures_section import FiguresSection
from desktop.ui.book.moving import MovingBook
from desktop.ui.page import Group, Page

MOVED = ("number", "state", "submitted_on", "approved_by", "approved_on", "effective_from", "superseded_on", "withdrawn_on",
         "reason", "rule_set")  # what a version gets as it moves from state to state


class LabelsBook(Book):
    """What is printed: labels, manuals, bags, codes."""

    icon = "labels"
    listing = actions.ITEMS
    paper = (N_("Versions of the label…"), history)
    remembers = ("kind", "language", "printer", "region_id")
    bulk = ("kind", "pack", "language", "printer", "retired")
    duplicates = staticmethod(actions.similar_items)
    # A version holds the text of a label, a finding is described and decided on in sentences: forms of their own.
    children = (Child(actions.VERSIONS, title=N_("Versions"), hidden=MOVED),
                Child(FINDINGS))

    def tools(self) -> Sequence[Tool]:
        """The next version."""
        return (Tool(N_("New version"), "add", self.new_version),)

    def new_version(self) -> None:
        """Make a draft that starts from the newest version, and show it."""
        if self.record is not None:
            db, number = self.context.db, self.record.id
            self.context.tasks.run(lambda: actions.new_version(db, number), self._show_version)

    def _show_version(self, version: Record) -> None:
        self.context.open("labelversion", version.id)


class VersionsBook(MovingBook):
    """All versions, with what stands on them and the way from draft to withdrawal."""

    name = "versions"
    title = N_("Versions")
    icon = "version"
    listing = actions.VERSIONS
    paper = (N_("Proof to be signed…"), proof_sheet)
    remembers = ("item_id", "made_by", "reviewed_by")
    bulk = ("made_by", "valid_until", "printed", "run_out_on")
    doubts = staticmethod(actions.doubts)
    down = (320, 320)  # room for the checklist
    # Orders, lots and counts of a version have days and places of their own; a row would have no room for them.
    children = (Child(REMARKS, grid=True), Child(ORDERS), Child(USES), Child(COUNTS))

    @classmethod
    def opens(cls) -> frozenset[str]:
        """Versions, and what hangs on them."""
        return frozenset({"labelversion", "labelcheck"})

    def extra_tabs(self) -> Sequence[tuple[str, Callable[[], QWidget]]]:
        """The mandatory items and the proof as it will be printed, before the moves."""
        return ((N_("Checklist"), self._make_checklist), (N_("Proof"), partial(ProofTab, self.context)),
                *super().extra_tabs())

    def _make_checklist(self) -> QWidget:
        return ChecklistTab(self.context)

    def tools(self) -> Sequence[Tool]:
        """What is known filled in, the codes of the artwork read, the pages for the printing works; the way on."""
        return (Tool(N_("Fill in"), "edit", self.fill_in), Tool(N_("Read the codes"), "search", self.read_codes),
                Tool(N_("Pages for the printer…"), "print", self.printer_pages), *super().tools())

    def fill_in(self) -> None:
        """Fill in what variety, label and the labels in force say."""
        from desktop.labels.filling import fill_in

        self._do(fill_in)

    def read_codes(self) -> None:
        """Read the QR code and the barcode on the pictures and PDFs that hang on the version."""
        from desktop.labels.code_reading import read_artwork

        self._do(read_artwork)

    def _do(self, action: Callable[[Any, int], str]) -> None:
        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(lambda: action(context.db, number), partial(context.message, undo=True)))

    def printer_pages(self) -> None:
        """Write the faces as a PDF of their true size, once what is typed is stored; of what is not approved it is asked."""
        from desktop.labels.printer_pdf import warning

        if self.record is not None:
            context, number = self.context, self.record.id

            def look() -> None:
                context.tasks.read(lambda: (number, warning(context.db, number)), self._write_pages)

            self.settle(look)

    def _write_pages(self, found: tuple[int, str]) -> None:
        from desktop.labels.printer_pdf import export_pages
        from desktop.ui import messages

        context, (number, doubt) = self.context, found
        if self.record is None or self.record.id != number:
            return  # another version is shown by now
        if doubt and not messages.ask(self, doubt, _("Write it as a draft"), _("Cancel"), safe=True):
            return
        path = messages.save_file(self, _("Pages for the printer"), f"{self.record.label()}.pdf", _("PDF (*.pdf)"))
        if path:
            context.tasks.compute(lambda _progress: export_pages(context.db, number, path), context.message)

    def defaults(self) -> Mapping[str, Any]:
        """A draft of today."""
        return {"state": "draft", "made_on": today()}


class ChecksSection(FiguresSection):
    """What stands no longer as it should: by version, and all at once when a rule, a name or a number changes."""

    icon = "check"
    listing = CHECKS
    fills = N_("One row a version of a label. Make a label and a version of it first.")
    papers = ((N_("Under the rules of today"), check_of), (N_("All labels"), check_of_all))
    tables = frozenset({"labelversion", "labelitem", "labelcheck", "variety", "varietyregion", "announcedtrait"})


class LabelsPage(Page):
    """The tab."""

    groups = (
        Group(N_("Labels"), (LabelsBook, VersionsBook, ChecksSection, ChangesBook)),
        Group(N_("Making of labels"), (PrintOrdersBook, DeliveriesBook, StockSection, FindingsBook, WorksBook)),
        Group(N_("Seed lots"), (LotsSection, LotTestsBook, UsesBook)),
    )
