"""A calculation on one page: what was given, what came out, the formula, where it comes from."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.core import settings
from desktop.core.calculating import Calculator, Quantity
from desktop.core.database import Database
from desktop.core.documents.model import LEAD, NUMBER, SMALL, Block, Cell, Column, Document, Formed, Heading, Paragraph, Table
from desktop.core.i18n import _, language
from desktop.core.units import Number


def calculation(db: Database, calculator: Calculator, values: Mapping[str, Number | None]) -> Document:
    """The page of one calculation. Raises `UserError` where the values do not bear one."""
    found = calculator.run(values)
    title = _(calculator.title)
    blocks: list[Block] = [
        Heading(title), Heading(_("Given"), 2), _table(calculator.inputs, values), Heading(_("Result"), 2),
        _table(calculator.outputs, found), Paragraph(_(calculator.formula), LEAD)]
    if calculator.source:
        blocks.append(Paragraph(_(calculator.source), SMALL))
    return Document(title=title, language=language(), blocks=blocks, numbered_headings=False, page="A5",
                    author=str(settings.office(db, "manager")), footer=str(settings.office(db, "company")))


def _table(quantities: tuple[Quantity, ...], values: Mapping[str, Number | None]) -> Table:
    rows: list[list[Cell]] = [[_(q.title), _figure(q, values.get(q.key)),
                               _(q.unit) if q.unit else ""] for q in quantities]
    return Table([Column(_("Quantity"), weight=3), Column(_("Value"), NUMBER), Column(_("Unit"))], rows)


def _figure(quantity: Quantity, value: Number | None) -> Cell:
    if value is None:
        return ""
    column = Column("", NUMBER, quantity.decimals, thousands=True)
    return Formed(value if isinstance(value, int) else float(value), column)
