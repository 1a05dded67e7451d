"""What a document says, as the simple HTML a window shows: words, facts and tables, no pictures. Rich text is enough for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from desktop.core.documents.model import (
    NUMBER,
    WARNING,
    Block,
    Bullets,
    Callout,
    Checks,
    Column,
    Grid,
    GridCell,
    Heading,
    KeyValues,
    Paragraph,
    Table,
    every,
)
from desktop.core.documents.text import shown

_LINE = "border-width: 1px; border-style: solid; border-color: #9a9a9a"  # seen on light and dark ground
LIGHT = 127  # a ground lighter than this is written on in black
_BOXES = {None: "□", True: "☑", False: "☒"}


def page(blocks: Sequence[Block]) -> str:
    """The blocks one under the other; pictures, and what is signed on paper only, are left out."""
    return "".join(part for block in every(blocks) for part in _parts(block))


def _parts(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"<h{block.level + 1}>{escape(block.text)}</h{block.level + 1}>"
        case Paragraph():
            lead = f"<b>{escape(block.lead)}</b> " if block.lead else ""
            yield f"<p>{lead}{_lines(block.text)}</p>"
        case Bullets():
            tag = "ol" if block.numbered else "ul"
            yield f"<{tag}>{''.join(f'<li>{_lines(item)}</li>' for item in block.items)}</{tag}>"
        case Checks():
            yield "".join(f"<p>{_BOXES[done]} {_lines(text)}</p>" for done, text in block.items)
        case Callout():
            title = f"<b>{escape(block.title)}</b> " if block.title else ""
            yield f"<p>{'⚠ ' if block.kind == WARNING else ''}{title}{_lines(block.text)}</p>"
        case KeyValues():
            facts = Column("", NUMBER, block.decimals)
            yield _table([_row([f"<b>{escape(name)}</b>", _lines(shown(value, facts))], ["left", "left"])
                          for name, value in block.pairs])
        case Table():
            yield from _typed(block)
        case Grid():
            yield from _squares(block)
        case _:
            return


def _typed(table: Table) -> Iterator[str]:
    """A table under its caption, over its notes."""
    if table.caption:
        yield f"<p><b>{escape(table.caption)}</b></p>"
    aligned = [column.alignment for column in table.columns]
    rows = [*_groups(table), _row([escape(column.header) for column in table.columns], aligned, "th")]
    first_total = len(table.rows) - table.total_rows
    for place, cells in enumerate(table.rows):
        words = [_lines(shown(cell, column)) for cell, column in zip(cells, table.columns, strict=True)]
        strong = place >= first_total or place in table.bold_rows
        rows.append(_row([f"<b>{word}</b>" for word in words] if strong else words, aligned))
    yield _table(rows)
    yield from (f"<p><small>{_lines(note)}</small></p>" for note in table.notes)


def _groups(table: Table) -> list[str]:
    """The second header line, above columns that share a group; none where no column has one."""
    if not any(column.group for column in table.columns):
        return []
    spans = [(group, len(list(columns))) for group, columns in groupby(table.columns, key=lambda column: column.group)]
    return ["<tr>" + "".join(f'<th colspan="{n}">{escape(group)}</th>' for group, n in spans) + "</tr>"]


def _squares(grid: Grid) -> Iterator[str]:
    """A plan of squares under its caption, over its notes: each as dark as on paper, holes left open."""
    if grid.caption:
        yield f"<p><b>{escape(grid.caption)}</b></p>"
    rows = ["".join(_square(cell) for cell in cells) for cells in grid.cells]
    if grid.row_names:
        rows = [f"<th align=\"left\">{escape(name)}</th>{row}" for name, row in zip(grid.row_names, rows, strict=False)]
    if grid.column_names:
        corner = "<th></th>" if grid.row_names else ""
        rows.insert(0, corner + "".join(f"<th>{escape(name)}</th>" for name in grid.column_names))
    yield _table([f"<tr>{row}</tr>" for row in rows])
    yield from (f"<p><small>{_lines(note)}</small></p>" for note in grid.notes)


def _square(cell: GridCell | None) -> str:
    if cell is None:
        return "<td></td>"
    words = f"<b>{_lines(cell.text)}</b>" if cell.bold else _lines(cell.text)
    tone = round(255 * (1 - cell.shade))
    ink = "#000000" if tone > LIGHT else "#ffffff"
    ground = f'bgcolor="#{tone:02x}{tone:02x}{tone:02x}" style="{_LINE}"'
    return f'<td align="center" {ground}><span style="color: {ink}">{words}</span></td>'


def _table(rows: Sequence[str]) -> str:
    return f'<table cellspacing="0" cellpadding="4" style="border-collapse: collapse">{"".join(rows)}</table>'


def _row(cells: Sequence[str], aligned: Sequence[str], tag: str = "td") -> str:
    made = (f'<{tag} align="{side}" style="{_LINE}">{cell}</{tag}>' for cell, side in zip(cells, aligned, strict=True))
    return f"<tr>{''.join(made)}</tr>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
