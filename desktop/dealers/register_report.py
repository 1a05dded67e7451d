"""The register of dealers (经销商一览表): all who work with us, county by county, one line each."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from desktop.core.database import Database
from desktop.core.documents.model import DATE, NUMBER, TEXT, Block, Cell, Column, Document, Heading, Paragraph, Table
from desktop.core.fields import NUMBERS, today
from desktop.core.i18n import _, language, ngettext
from desktop.core.listed import rows_of
from desktop.core.listing import Condition, Query
from desktop.dealers.lists import DEALERS, WORKING
from desktop.dealers.places import counties

COLUMNS = ("code", "name", "state", "grade", "level", "contact", "mobile", "address", "warehouse_t", "area_mu", "contract_ends",
           "last_graded", "last_visit")
TITLES = 2  # of these columns the names are long


def dealer_register(db: Database) -> Document:
    """The register of today; ended dealers are left out."""
    with db.reading() as session:
        ids = list(DEALERS.ids(session, Query(conditions=(Condition("state", "in", WORKING),))))
        places = counties(session)
    columns = [DEALERS.column(name) for name in COLUMNS]
    rows = list(zip(ids, rows_of(db, DEALERS, columns, ids), strict=True))
    rows.sort(key=lambda row: (places.get(row[0], ""), str(row[1][1])))
    cells: list[list[Cell]] = []
    bold: list[int] = []
    for county, group in groupby(rows, key=lambda row: places.get(row[0], "")):
        mine: list[list[Cell]] = [[*line] for _key, line in group]
        bold.append(len(cells))
        said = ngettext("{place}: {n} dealer", "{place}: {n} dealers", len(mine)).format(
            place=county or _("Without a region"), n=len(mine))
        cells += [["", said, *[""] * (len(COLUMNS) - 2)], *mine]
    title = _("Register of dealers")
    heads = [_heading(column) for column in columns]
    blocks: list[Block] = [Heading(title), Table(heads, cells, bold_rows=bold, key_columns=TITLES, sheet=title) if cells
                           else Paragraph(_("No dealer is recorded yet."))]
    return Document(title, blocks, language(), footer=today().isoformat(), landscape=True, numbered_headings=False)


def _heading(column: Any) -> Column:
    kind = NUMBER if column.kind in NUMBERS else DATE if column.kind == "day" else TEXT
    wide = column.name in ("name", "address")
    return Column(_(column.title), kind, column.decimals if kind == NUMBER else None, weight=2 if wide else 1,
                  unit=_(column.unit) if column.unit else "")
