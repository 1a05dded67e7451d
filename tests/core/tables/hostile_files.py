"""Small generators of workbooks that claim, hide or repeat far more than they hold."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

_TYPES = ('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
          '<Default Extension="xml" ContentType="application/xml"/></Types>')
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOT = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
         f'<Relationship Id="r1" Type="{_REL}/officeDocument" Target="xl/workbook.{{end}}"/></Relationships>')
_ODS = ('<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="a">{rows}</table:table></office:spreadsheet></office:body></office:document-content>')


def xlsx(path: Path, sheet_data: str, after: str = "", sheets: int = 1) -> Path:
    """A workbook with this XML of cells in its first sheet, the other sheets empty."""
    tags = "".join(f'<sheet name="s{i}" sheetId="{i}" r:id="r{i}"/>' for i in range(1, sheets + 1))
    links = "".join(f'<Relationship Id="r{i}" Type="{_REL}/worksheet" Target="worksheets/sheet{i}.xml"/>'
                    for i in range(1, sheets + 1))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _ROOT.format(end="xml"))
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{tags}</sheets></workbook>')
        archive.writestr("xl/_rels/workbook.xml.rels",
                         f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}'
                         '</Relationships>')
        for i in range(1, sheets + 1):
            cells = sheet_data if i == 1 else ""
            archive.writestr(f"xl/worksheets/sheet{i}.xml",
                             f'<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData>{after}</worksheet>')
    return path


def ods(path: Path, rows: str) -> Path:
    """An OpenDocument workbook with this XML of rows."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:'
                         'manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/'
                         'vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>')
        archive.writestr("content.xml", _ODS.format(rows=rows))
    return path


def xlsb(path: Path, cells: list[tuple[int, int, float]]) -> Path:
    """A binary workbook with numbers at these rows and columns."""
    def record(number: int, data: bytes) -> bytes:
        head = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
        size = len(data)
        return head + (bytes([size]) if size < 128 else bytes([size & 0x7F | 0x80, size >> 7])) + data

    def text(value: str) -> bytes:
        return struct.pack("<I", len(value)) + value.encode("utf-16-le")

    book = record(0x83, b"") + record(0x8F, b"") + record(0x9C, struct.pack("<II", 0, 1) + text("r1") + text("s1")) + \
        record(0x90, b"") + record(0x84, b"")
    last_row, last_column = max(r for r, _c, _v in cells), max(c for _r, c, _v in cells)
    sheet = record(0x81, b"") + record(0x94, struct.pack("<IIII", 0, last_row, 0, last_column)) + record(0x91, b"")
    for row, column, value in cells:
        sheet += record(0x00, struct.pack("<I", row) + bytes(21)) + record(0x05, struct.pack("<IId", column, 0, value))
    sheet += record(0x92, b"") + record(0x82, b"")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _ROOT.format(end="bin"))
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/_rels/workbook.bin.rels",
                         '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                         f'<Relationship Id="r1" Type="{_REL}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>')
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return path


def damaged_xls(path: Path) -> Path:
    """The old workbook of the tests with the rows and columns of two numbers set to the farthest."""
    data = bytearray(Path(__file__).with_name("old.xls").read_bytes())
    found = 0
    for number in (0x0203, 0x027E, 0x00FD):  # NUMBER, RK, LABELSST
        at = data.find(struct.pack("<HH", number, {0x0203: 14, 0x027E: 10, 0x00FD: 10}[number]))
        while at >= 0 and found < 3:
            data[at + 4:at + 8] = b"\xff\xff\xff\xff" if found % 2 else b"\x00\x00\xff\xff"
            found += 1
            at = data.find(data[at:at + 4], at + 4)
    assert found
    path.write_bytes(data)
    return path


def _row(number: int, reference: str) -> str:
    return f'<row r="{number}"><c r="{reference}"><v>1</v></c></row>'


_CELL = '<table:table-cell office:value-type="float" office:value="1"{n}><text:p>1</text:p></table:table-cell>'
_WIDE = _CELL.format(n=' table:number-columns-repeated="200"')
HOSTILE: dict[str, Callable[[Path], Path]] = {
    "far cell.xlsx": lambda p: xlsx(p, _row(1, "A1") + _row(1048576, "XFD1048576")),
    "far cell spaced.xlsx": lambda p: xlsx(p, "<row r = '1'><c r = 'A1'><v>1</v></c></row>"
                                           "<row r = '1048576'><c r = 'XFD1048576'><v>1</v></c></row>"),
    "far cell by entity.xlsx": lambda p: xlsx(p, _row(1, "A1") + '<row r="1048576"><c r="&#88;FD1048576"><v>1</v></c></row>'),
    "unclosed 20000.xlsx": lambda p: xlsx(p, "<row>" + "<c><f>" * 20_000),
    "unclosed 200000.xlsx": lambda p: xlsx(p, "<row>" + "<c><f>" * 200_000),
    "open tags.xlsx": lambda p: xlsx(p, "<row>" + "<c " * 300_000),
    "open attributes.xlsx": lambda p: xlsx(p, "<row><c " + 'r="A1" ' * 300_000),
    "sheets 20000.xlsx": lambda p: xlsx(p, "", sheets=20_000),
    "merges 50000.xlsx": lambda p: xlsx(
        p, _row(1, "A1") + _row(99_999, "A99999"),
        "<mergeCells>" + "".join(f'<mergeCell ref="A{i}:A99999"/>' for i in range(1, 50_001)) + "</mergeCells>"),
    "repeated.ods": lambda p: ods(p, f'<table:table-row table:number-rows-repeated="200000">{_WIDE}</table:table-row>'),
    "repeated columns.ods": lambda p: ods(p, "".join(
        f"<table:table-row>{_CELL.format(n=' table:number-columns-repeated=' + chr(34) + '16384' + chr(34))}</table:table-row>"
        for _i in range(400))),
    "repeated without end.ods": lambda p: ods(
        p, f'<table:table-row table:number-rows-repeated="4000000000">{_CELL.format(n="")}</table:table-row>'),
    "far cell.xlsb": lambda p: xlsb(p, [(0, 0, 1.0), (1_048_575, 16_383, 2.0)]),
    "two numbers damaged.xls": damaged_xls,
}
