"""The workbook that goes to the field and comes back: a row a plot in walk order, a column a trait, drop-downs, limits.

Every heading ends in the trait's code, [maize.plant_height] or [maize.plant_height#2] for a second time, and column A
holds the plots' keys, so the import of observations knows it for what it is, whatever was done to it in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from pathlib import Path
from typing import Any

from desktop.catalogue.choices import MEASURED
from desktop.catalogue.model import Trait
from desktop.core.errors import UserError
from desktop.core.files import durable_save
from desktop.core.i18n import _, in_language
from desktop.trials.choices import PLOT_STATE
from desktop.trials.field.keys import field_plots, keys_of
from desktop.trials.field.sheets import values_text
from desktop.trials.observations.plausible import Range, usual_range
from desktop.trials.trial_data import TrialData

LIST_LIMIT = 250  # characters Excel takes as a list in the cell itself
LISTS = "_lists"
WIDTHS = {"plot_id": 18.0}
TRAIT_WIDTH, LAST_WIDTH, MOST_NAME = 13.0, 20.0, 40.0
PAGE_WIDTH = 150.0
"""Widths of columns that a turned page bears in print that can be read and written under."""


@dataclass(frozen=True)
class FormOptions:
    """What the form holds; `filled`: with the values that are stored."""

    traits: Sequence[Trait]
    occasions: int = 1
    blind: bool = False
    filled: bool = False


def write_form(data: TrialData, path: Path, options: FormOptions) -> int:
    """Write the form; gives the number of plots. Raises `UserError` where there is nothing to fill in."""
    from openpyxl import Workbook

    plots = field_plots(data)
    if not plots or not options.traits:
        raise UserError(_("The form needs plots with entries and at least one trait: lay out the trial and choose its traits."))
    book = Workbook()
    form = _Form(book, data, options)
    form.write(plots)
    form.explain()
    durable_save(path, book.save)
    return len(plots)


class _Form:
    """Writes the sheets of one form."""

    def __init__(self, book: Any, data: TrialData, options: FormOptions) -> None:
        self.book, self.data, self.options = book, data, options
        self.sheet = book.active
        self.sheet.title = _("Values")
        self.columns = [(t, n) for t in options.traits for n in range(1, options.occasions + 1)]
        own = [_("Walk order"), _("Plot"), _("Rep"), *([] if options.blind else [_("Entry")])]
        self.head = ["plot_id", *own]
        self.tail = [_("Observed by"), _("Date of observation"), _("Note")]

    def write(self, plots: Sequence[Any]) -> None:
        """The sheet of values."""
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        sheet, first = self.sheet, len(self.head) + 1
        titles = [*self.head, *(heading(t, n, self.options.occasions) for t, n in self.columns), *self.tail]
        for place, title in enumerate(titles, start=1):
            cell = self._text(sheet.cell(1, place), title)
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor="E4ECE4")
            cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        grey = PatternFill("solid", fgColor="DDDDDD")
        edges = Border(*[Side("thin", color="999999")] * 4)
        for number, (plot, key) in enumerate(zip(plots, keys_of(self.data, plots), strict=True), start=2):
            entry = self.data.entry(plot)
            name = [] if self.options.blind else [entry.name if entry else ""]
            known = [key, number - 1, plot.number, plot.replicate, *name]
            for place, value in enumerate(known, start=1):
                cell = sheet.cell(number, place)
                self._put(cell, value)
                cell.border = edges
                cell.alignment = Alignment(horizontal="left", vertical="center")
            for place in range(first, len(titles) + 1):
                cell = sheet.cell(number, place)
                cell.protection = Protection(locked=False)
                cell.border = edges
                if plot.state != "ok":
                    cell.fill = grey
            if self.options.filled:
                self._values(number, first, plot)
            elif plot.state != "ok":
                self._text(sheet.cell(number, len(titles)), PLOT_STATE.label(plot.state))
        self._rules(first, len(plots) + 1)
        self._dress(first, len(titles))

    def _values(self, row: int, first: int, plot: Any) -> None:
        """What is stored of a plot."""
        for place, (trait, occasion) in enumerate(self.columns, start=first):
            value = self.data.values.get((plot.id, trait.id), {}).get(occasion)
            cell = self.sheet.cell(row, place)
            if trait.kind == "date" and isinstance(value, str):
                self._day(cell, value)
            else:
                self._put(cell, trait.shown(value) if isinstance(value, str) else value)

    def _day(self, cell: Any, value: str) -> None:
        try:
            cell.value = date.fromisoformat(value)
            cell.number_format = "yyyy-mm-dd"
        except ValueError:
            self._text(cell, value)

    def _put(self, cell: Any, value: Any) -> None:
        if isinstance(value, str):
            self._text(cell, value)
        else:
            cell.value = value

    @staticmethod
    def _text(cell: Any, value: str) -> Any:
        """Text as text, whatever it looks like."""
        from desktop.core.documents.xlsx_cells import put_text

        put_text(cell, value)
        cell.number_format = "@"
        return cell

    def _rules(self, first: int, last: int) -> None:
        """Drop-downs and limits of each trait, as warnings that can be overruled; a day for the date."""
        from openpyxl.utils import get_column_letter

        for place, (trait, occasion) in enumerate(self.columns, start=first):
            rule = self._rule(trait, usual_range(trait, occasion, self.options.occasions))
            if rule is not None:
                rule.add(f"{get_column_letter(place)}2:{get_column_letter(place)}{last}")
                self.sheet.add_data_validation(rule)

    def _rule(self, trait: Trait, usual: Range) -> Any:
        from openpyxl.worksheet.datavalidation import DataValidation

        words = list(trait.category_list().values())
        if words:
            rule = DataValidation(type="list", formula1=self._list(words), allow_blank=True)
        elif trait.kind == "date":
            rule = DataValidation(type="date", operator="greaterThan", formula1="36526", allow_blank=True)
        elif trait.kind in MEASURED and usual != (None, None):
            low, high = -1e9 if usual[0] is None else usual[0], 1e9 if usual[1] is None else usual[1]
            rule = DataValidation(type="decimal", operator="between", formula1=f"{low:g}", formula2=f"{high:g}",
                                  allow_blank=True)
        else:
            return None
        rule.errorStyle, rule.showErrorMessage = "warning", True
        rule.errorTitle = trait.title()[:30]
        rule.error = _("Expected: {values}. Go on all the same?").format(values=values_text(trait, usual))[:220]
        rule.showInputMessage, rule.promptTitle = True, trait.heading()[:30]
        rule.prompt = trait.how()[:220] or None
        return rule

    def _list(self, words: Sequence[str]) -> str:
        """A list as Excel takes it: in the cell where it is short and has no comma, else on a hidden sheet."""
        joined = ",".join(words)
        if len(joined) <= LIST_LIMIT and not any("," in w or '"' in w for w in words):
            return f'"{joined}"'
        from openpyxl.utils import get_column_letter

        if LISTS not in self.book.sheetnames:
            self.book.create_sheet(LISTS).sheet_state = "hidden"
        lists = self.book[LISTS]
        column = lists.max_column + (lists.cell(1, 1).value is not None)
        for row, word in enumerate(words, start=1):
            self._text(lists.cell(row, column), word)
        letter = get_column_letter(column)
        return f"={LISTS}!${letter}$1:${letter}${len(words)}"

    def _dress(self, first: int, count: int) -> None:
        """Frozen panes, widths, the hidden key, protection without a password."""
        from openpyxl.utils import get_column_letter

        from desktop.core.documents.xlsx_cells import display_width

        sheet = self.sheet
        sheet.freeze_panes = sheet.cell(2, first)
        sheet.column_dimensions["A"].hidden = True
        for place in range(2, count + 1):
            inner = first <= place <= count - len(self.tail)
            width = TRAIT_WIDTH if inner else LAST_WIDTH if place > count - len(self.tail) else 9.0
            sheet.column_dimensions[get_column_letter(place)].width = width
        if not self.options.blind:
            names = max((display_width(entry.name) for entry in self.data.entries), default=0)
            sheet.column_dimensions[get_column_letter(first - 1)].width = min(max(names + 2.0, 16.0), MOST_NAME)
        sheet.row_dimensions[1].height = 54.0
        for row in range(2, sheet.max_row + 1):
            sheet.row_dimensions[row].height = 20.0
        sheet.print_title_cols = f"B:{get_column_letter(first - 1)}"  # on every page, as many traits need several
        wide = sum(sheet.column_dimensions[get_column_letter(place)].width for place in range(2, count + 1))
        self._set_up(sheet, across=ceil(wide / PAGE_WIDTH))
        protection = sheet.protection
        protection.sheet = True
        protection.formatColumns = protection.formatRows = protection.formatCells = False  # False = allowed
        protection.sort = protection.autoFilter = False

    @staticmethod
    def _set_up(sheet: Any, across: int = 1) -> None:
        """Printed on A4 turned, so many pages side by side, the headings on each."""
        sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = across, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True

    def explain(self) -> None:
        """The sheet that says what each trait is and how it is observed."""
        from openpyxl.styles import Alignment, Font

        sheet = self.book.create_sheet(_("Traits explained"), 1)
        titles = [_("Code"), _("Trait"), _("Unit"), _("Values"), _("Stage"), _("Method")]
        rows = [[t.code, t.title(), t.unit_shown(), values_text(t), in_language(t.stage), t.how()]
                for t in self.options.traits]
        for number, row in enumerate([titles, *rows], start=1):
            for place, value in enumerate(row, start=1):
                cell = self._text(sheet.cell(number, place), value)
                cell.font = Font(bold=number == 1)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        for letter, width in zip("ABCDEF", (22, 18, 9, 26, 18, 60), strict=True):
            sheet.column_dimensions[letter].width = width
        sheet.freeze_panes = "A2"
        self._set_up(sheet)
        sheet.protection.sheet = True


def heading(trait: Trait, occasion: int, occasions: int) -> str:
    """The heading of a column: name and unit for people, the code for the way back."""
    name = trait.heading() if occasions == 1 else _("{trait}, time {n}").format(trait=trait.heading(), n=occasion)
    return f"{name} [{trait.code}]" if occasion == 1 else f"{name} [{trait.code}#{occasion}]"
