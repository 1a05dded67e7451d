"""Renders a document for Word: real styles, real tables with repeated headers, figures as pictures, all editable."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, BinaryIO

from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm, Pt

from desktop.core.documents import docx_handout, model
from desktop.core.documents.docx_flow import flowing
from desktop.core.documents.docx_outline import mark_heading, number_headings, write_contents
from desktop.core.documents.docx_parts import (
    element,
    end_small,
    keep_rows,
    keep_with_next,
    new_numbering,
    set_numbering,
    stay_with_next,
    table_cell,
    table_row,
)
from desktop.core.documents.docx_styles import (
    CELL,
    NOTE,
    NOTICE,
    cell_style,
    set_properties,
    set_styles,
    style_id,
)
from desktop.core.documents.docx_tables import LABEL, fill_grid, fill_table
from desktop.core.documents.docx_writing import Writing
from desktop.core.documents.model import BODY, LEAD, QUOTE, SMALL, Column, Document
from desktop.core.documents.outline import CONTENTS_LEVELS, numbered
from desktop.core.documents.pdf_boxes import COARSEST
from desktop.core.documents.pdf_contents import pages_of
from desktop.core.documents.pdf_fitting import Fit, column_ems, fit, needs
from desktop.core.documents.pdf_grids import fit_grid
from desktop.core.documents.pdf_layout import pages
from desktop.core.documents.pdf_placing import PageSize
from desktop.core.documents.pdf_signing import fitting_title, official_day
from desktop.core.documents.text import HYPHEN, clean, shown
from desktop.core.documents.widths import Need, column_widths, fits
from desktop.core.errors import UserError
from desktop.core.i18n import _, using

_STYLES = {BODY: "Normal", LEAD: "Lead", SMALL: NOTE, QUOTE: "Quote"}


def write_docx(document: Document, stream: BinaryIO) -> None:
    """Write the document as DOCX."""
    with using(document.language):
        Writer(document).write().save(stream)


class Writer(Writing):
    """Writes the blocks in order, turning the page for wide tables."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.headings = 0
        self.turns = False  # whether the next block begins on a page of another size, which needs no break before it

    def write(self) -> Any:
        """The whole Word document."""
        set_styles(self.word, self.document, self.scale)
        set_properties(self.word, self.document)
        if self.document.numbered_headings:
            number_headings(self.word, self.document.language)
        blocks = list(model.flat(numbered(replace(self.document, numbered_headings=False)).blocks))
        blocks, kept = flowing(blocks, _kept(self.document.blocks), self.page, lambda block: self._fit(block).sideways)
        if blocks:
            self.page = self._page_for(blocks)
        self.set_page(self.word.sections[0], has_cover=any(isinstance(block, model.Cover) for block in blocks[:1]))
        for i, block in enumerate(blocks):
            self._turn_for(blocks[i:])
            self.turns = bool(blocks[i + 1:]) and self._page_for(blocks[i + 1:]) != self.page
            written = len(self.word.element.body)
            self.write_block(block)
            added = self.word.element.body[written - 1 : -1]
            if kept[i] or kept[i - 1:i] == [True]:
                keep_rows(added, last=kept[i])
            if kept[i]:
                keep_with_next(added)
            elif isinstance(block, model.Signatures | model.Sealed):
                keep_with_next(added[:-1])
            if not self.turns and any(isinstance(b, model.Signatures | model.Sealed) for b in blocks[i + 1:i + 2]):
                stay_with_next(added)
        end_small(self.word)
        return self.word

    # Pages

    def _turn_for(self, blocks: Sequence[model.Block]) -> None:
        """Begin a new section if the next table (a heading looks ahead to it) needs the page turned."""
        target = self._page_for(blocks)
        if target != self.page:
            self.page = target
            self.set_page(self.word.add_section(WD_SECTION.NEW_PAGE))

    def _page_for(self, blocks: Sequence[model.Block]) -> PageSize:
        """The page that the first of these blocks needs; headings look ahead to what stands below them."""
        block = next((b for b in blocks if not isinstance(b, model.Heading)), blocks[0])
        return self.wide if self._fit(block).sideways else self.normal

    def _fit(self, block: model.Block) -> Fit:
        if isinstance(block, model.Table):
            return fit(block, self._room(self.normal), self._room(self.wide))
        if isinstance(block, model.Grid):
            return fit_grid(block, self._room(self.normal), self._room(self.wide))
        return Fit(False, 0.0, [])

    def _room(self, page: PageSize) -> tuple[float, float]:
        """The text area of a page before the print is enlarged, as the PDF measures it."""
        return page.room[0] / self.scale, page.room[1] / self.scale

    # Blocks

    def write_block(self, block: model.Block) -> None:  # noqa: PLR0912 (one case for each kind of block)
        """Write one block where the writer stands: in the document, or in a cell."""
        match block:
            case model.Cover():
                self._cover(block)
            case model.Heading():
                self._heading(block)
            case model.Paragraph():
                paragraph = self.paragraph(block.text, _STYLES[block.style], lead=block.lead)
                paragraph.paragraph_format.keep_with_next = block.text.rstrip().endswith((":", "：")) or None
            case model.Bullets() | model.Checks():
                self._list(block)
            case model.KeyValues():
                self._pairs(block)
            case model.Table():
                self._table(block)
            case model.Grid():
                self._grid(block)
            case model.Figure() | model.Image():
                self._picture(block)
            case model.Signatures():
                self._signatures(block.lines, block.columns, dated=block.dated)
            case model.Sealed():
                for text in (block.unit or "_" * 24, _("(seal)"), official_day(block.day)):
                    self.paragraph(text, "Normal").alignment = WD_ALIGN_PARAGRAPH.RIGHT
            case model.Contents():
                self._contents(block)
            case model.Callout():
                docx_handout.callout(self, block)
            case model.QrCode():
                docx_handout.code(self, block)
            case model.Timeline():
                docx_handout.timeline(self, block)
            case model.Beside():
                docx_handout.beside(self, block)
            case model.TextColumns():
                docx_handout.columns(self, block)
            case model.KeepTogether():
                for child in block.blocks:
                    self.write_block(child)
            case model.PageBreak() if block.empty == 1.0 and not self.turns:
                self.word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _heading(self, block: model.Heading) -> None:
        paragraph = self.paragraph(block.text, f"Heading {min(max(block.level, 1), 3)}")
        if block.level <= CONTENTS_LEVELS:
            mark_heading(paragraph, self.headings)
            self.headings += 1

    def _contents(self, block: model.Contents) -> None:
        """The headings with the pages of the PDF, where that is long enough for a list of contents."""
        whole = numbered(self.document)
        made = pages(whole)
        if len(made) >= block.least_pages:
            headings = next(b.headings for b in whole.blocks if isinstance(b, model.Contents))
            self.paragraph(_("Contents"), NOTICE)
            write_contents(self.word, headings, pages_of(headings, made), self.page.room[0])

    def _cover(self, cover: model.Cover) -> None:
        if cover.logo is not None:
            self._picture(model.Image(cover.logo, width_mm=60, height_mm=22))
        title = self.paragraph(cover.title, "Title")
        title.paragraph_format.space_before = Pt(self.page.room[1] * (0.14 if cover.logo else 0.22))
        title.runs[-1].font.size = Pt(fitting_title(cover.title, self.page.room[0] * 0.97).size)
        if cover.subtitle:
            self.paragraph(cover.subtitle, "Subtitle").paragraph_format.space_after = Pt(70)
        if cover.facts:
            width = self.page.room[0] * 0.82
            table = self.new_table([width * 0.28, width * 0.72], framed=False)
            for name, value in cover.facts:
                row = table_row()
                row.append(table_cell(clean(name), width * 0.28, style_id(self.word, "Fact"), bold=True))
                row.append(table_cell(clean(value), width * 0.72, style_id(self.word, "Fact")))
                table._tbl.append(row)
        self._signatures(cover.signers, 3, dated=False)
        for text in (f"{cover.unit}{_('(seal)')}" if cover.unit else "", official_day(cover.day) if cover.day else ""):
            if text:
                self.paragraph(text, "Subtitle")
        if cover.notice:
            self.paragraph(cover.notice, NOTICE).paragraph_format.space_before = Pt(90 if not cover.unit else 30)
        if not self.turns:
            self.word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _list(self, block: model.Bullets | model.Checks) -> None:
        if isinstance(block, model.Checks):
            marks: dict[bool | None, str] = {True: "☑", False: "☒", None: "☐"}
            for done, text in block.items:
                self.paragraph(f"{marks[done]} {text}", "Normal").paragraph_format.space_after = Pt(2)
            return
        style = "List Number" if block.numbered else "List Bullet"
        number = new_numbering(self.word, style) if block.numbered else None
        for text in block.items:
            paragraph = self.paragraph(text, style)
            if number is not None:
                set_numbering(paragraph, number)

    def _picture(self, block: model.Figure | model.Image) -> None:
        width = min(Mm(block.width_mm * self.scale), Pt(self.page.room[0]))
        try:
            data = _picture_data(block)
        except UserError as error:
            self.paragraph(f"[{error}]", NOTE)
            self.caption(block.caption)
            return
        paragraph = self.target.add_paragraph(style=self.word.styles["Figure"])
        shape = paragraph.add_run().add_picture(io.BytesIO(data), width=width)
        if isinstance(block, model.Image):
            pixels = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
            width_px = self.word.part.related_parts[pixels].image.px_width
            most = min(shape.width, Pt(width_px * 72 / COARSEST))
            share = min(most / shape.width, Mm(block.height_mm * self.scale) / shape.height)
            shape.width, shape.height = int(shape.width * share), int(shape.height * share)
        shape._inline.docPr.set("descr", clean(block.alt or block.caption))
        paragraph.paragraph_format.keep_with_next = bool(block.caption)
        self.caption(block.caption)

    def _signatures(self, lines: Sequence[str], columns: int, *, dated: bool) -> None:
        share = self.page.room[0] / columns
        for start in range(0, len(lines), columns):
            names = lines[start : start + columns]
            self._sign_line([clean(name) for name in names], share).paragraph_format.space_before = Pt(18)
            if dated:
                self._sign_line([_("Date")] * len(names), share)

    def _sign_line(self, names: Sequence[str], share: float) -> Any:
        paragraph = self.target.add_paragraph(style=self.word.styles["Normal"])
        stops = paragraph._p.get_or_add_pPr().get_or_add_tabs()
        for i, name in enumerate(names):
            for place, leader in ((i * share, "none"), ((i + 1) * share - 14, "underscore")):
                if place:
                    stops.append(element("tab", val="left", leader=leader, pos=round(place * 20)))
            paragraph.add_run(("\t" if i else "") + name + " \t")
        paragraph.paragraph_format.keep_together = True
        return paragraph

    # Tables

    def _pairs(self, block: model.KeyValues) -> None:
        columns = max(1, block.columns)
        share = self.page.room[0] / columns
        widths = [share * 0.32, share * 0.68] * columns
        table = self.new_table(widths)
        value_column = Column("", "number", block.decimals)
        for start in range(0, len(block.pairs), columns):
            row = table_row()
            pairs = [*block.pairs[start : start + columns], *[("", "")] * columns][:columns]
            for i, (name, value) in enumerate(pairs):
                text = clean(shown(value, value_column, HYPHEN))
                fill = LABEL if name else ""
                row.append(table_cell(clean(name), widths[2 * i], style_id(self.word, CELL), bold=True, fill=fill))
                row.append(table_cell(text, widths[2 * i + 1], style_id(self.word, CELL)))
            table._tbl.append(row)
        self.after_table(())

    def _table(self, block: model.Table) -> None:
        room = self.page.room[0] / self.scale
        how = fit(block, self._room(self.page), self._room(self.page))
        rows = [[clean(shown(c, k, HYPHEN)) for c, k in zip(row, block.columns, strict=False)] for row in block.rows]
        every = self._needs(block, rows, how, room)
        style = cell_style(self.word, how.size, self.scale)
        for number, part in enumerate(how.parts):
            self.caption(block.caption, above=True, again=number > 0)
            widths = [width * self.scale for width in column_widths([every[i] for i in part], room)]
            table = self.new_table(widths)
            fill_table(table, block, rows, part, widths=widths, style=style)
            self.after_table(block.notes if number == len(how.parts) - 1 else ())

    def _needs(self, block: model.Table, rows: Sequence[Sequence[str]], how: Fit, room: float) -> list[Need]:
        """What the columns need, with some reserve where there is room: a reader's font may be wider than ours."""
        ems = column_ems(block, rows)
        tried = [needs(block, ems, how.size * reserve) for reserve in (1.12, 1.06)]
        return next((every for every in tried if all(fits([every[i] for i in part], room) for part in how.parts)),
                    needs(block, ems, how.size))

    def _grid(self, block: model.Grid) -> None:
        how = fit_grid(block, self._room(self.page), self._room(self.page))
        self.caption(block.caption, above=True)
        for part in how.parts:
            names = (48.0 if block.row_names else 2.0) * self.scale
            square = min((self.page.room[0] - names) / max(len(part), 1), 78.0 * self.scale)
            table = self.new_table([names, *[square] * len(part)], framed=False, inner="")
            fill_grid(table, block, part, (names, square), cell_style(self.word, how.size, self.scale))
        self.after_table(block.notes)


def _kept(blocks: Sequence[model.Block], inside: bool = False) -> list[bool]:
    """For each block of `model.flat`: whether it must stay on a page with the next one."""
    kept: list[bool] = []
    for i, block in enumerate(blocks):
        stays = inside and i < len(blocks) - 1
        if isinstance(block, model.KeepTogether):
            group = _kept(block.blocks, inside=True)
            kept.extend([*group[:-1], stays] if group else [])
        else:
            kept.append(stays)
    return kept


def _picture_data(block: model.Figure | model.Image) -> bytes:
    if isinstance(block, model.Figure):
        from desktop.core.documents.figure_style import png

        return png(block, dpi=200)
    from desktop.core.pictures import scaled_image

    return scaled_image(block.path, int(block.width_mm / 25.4 * 200), int(block.height_mm / 25.4 * 200))
