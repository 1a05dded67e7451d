"""What is wrong with a document in Word and as a spreadsheet, found in the files as an office program opens them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import docx
import openpyxl
from docx.oxml.ns import qn

from desktop.core.documents import model
from desktop.core.documents.model import Document
from tests.core.documents.papers import rendered, squeezed

MARKS = re.compile(r"[{}`]|\*\*\w.*\w\*\*|~~")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
FIGURE = re.compile(r"< 0\.\d+|[+−-]?\d+\.\d+ ?%?\**")


def word_faults(document: Document) -> Iterator[str]:
    """Texts that are missing, styles that are not there, heads of tables that do not repeat, rows that may be cut."""
    made = docx.Document(rendered(document, ".docx"))
    body = made.element.body
    text = squeezed("".join(part.text or "" for part in body.iter(qn("w:t"))))
    for block in model.every(document.blocks):
        if isinstance(block, model.Heading | model.Paragraph) and squeezed(block.text) not in text:
            yield f"missing: {block.text[:60]}"
    known = {style.style_id for style in made.styles}
    unknown = {style.get(qn("w:val")) for style in body.iter(qn("w:pStyle"))} - known
    if unknown:
        yield f"no such style: {unknown}"
    heads = sum(1 for block in model.every(document.blocks) if isinstance(block, model.Table))
    if sum(table.find(f".//{qn('w:tblHeader')}") is not None for table in body.iter(qn("w:tbl"))) < heads:
        yield "a table without a head that repeats"
    if any(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None for row in body.iter(qn("w:tr"))):
        yield "a row that may be cut"
    language = made.styles["Normal"].element.rPr.find(qn("w:lang"))
    if language is None or language.get(qn("w:eastAsia")) != "zh-CN":
        yield "no language"


def sheet_faults(document: Document) -> Iterator[str]:
    """Sheets that do not print, days and figures that are texts, braces and marks of Markdown."""
    book = openpyxl.load_workbook(rendered(document, ".xlsx"))
    for sheet in book:
        setup = sheet.page_setup
        if not sheet.sheet_properties.pageSetUpPr.fitToPage or setup.fitToWidth != 1 or setup.orientation is None:
            yield f"{sheet.title}: not set up to print"
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            if DAY.fullmatch(cell.value) and not (sheet is book.worksheets[0] and cell.column == 1):  # running text
                yield f"{sheet.title} {cell.coordinate}: a text, no day: {cell.value}"
            if FIGURE.fullmatch(cell.value) and sheet is not book.worksheets[0]:
                yield f"{sheet.title} {cell.coordinate}: a text, no number: {cell.value}"
            if MARKS.search(cell.value):
                yield f"{sheet.title} {cell.coordinate}: {cell.value[:60]}"
