"""Files that are no tables: what they are, and what to do with them. Told by content; their ending tells only what it tells.

Points, contacts, calendars and tables of web pages are read (see points.py, cards.py, webpage.py); all others are refused in
one sentence.
"""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Literal

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _

Readable = Literal["points", "cards", "events", "page"]
_CHOOSE = N_("choose an .xlsx, .csv or text file")
_MAGIC = (
    (b"%PDF", N_("a PDF document"), N_("copy its table into Excel, or ask for the table as .xlsx")),
    (b"{\\rtf", N_("a text document"), N_("copy its table into Excel and save it as .xlsx")),
    (b"\x89PNG", N_("a picture"), _CHOOSE), (b"\xff\xd8\xff", N_("a picture"), _CHOOSE), (b"GIF8", N_("a picture"), _CHOOSE),
    (b"II*\x00", N_("a picture"), _CHOOSE), (b"MM\x00*", N_("a picture"), _CHOOSE),
    (b"RIFF", N_("a picture or sound"), _CHOOSE),
    (b"SQLite format 3\x00", N_("a database"), _CHOOSE),
    (b"\x1f\x8b", N_("a packed archive"), N_("unpack it and choose the table in it")),
    (b"Rar!", N_("a packed archive"), N_("unpack it and choose the table in it")),
    (b"7z\xbc\xaf", N_("a packed archive"), N_("unpack it and choose the table in it")),
)
_ROOTS = {
    "svg": (N_("a drawing"), _CHOOSE),
    "html": (N_("a web page"), N_("open it in Excel and save it as .xlsx")),
    "table": (N_("a web page"), N_("open it in Excel and save it as .xlsx")),
    "workbook": (N_("an old XML workbook"), N_("open it in Excel and save it as .xlsx")),
}
_IN_ZIP = (
    ("word/document.xml", N_("a Word document"), N_("copy its table into Excel and save it as .xlsx")),
    ("ppt/presentation.xml", N_("a presentation"), N_("copy its table into Excel and save it as .xlsx")),
    ("doc.kml", N_("a packed map (KMZ)"), N_("unpack it and choose the .kml in it")),
)
_IN_OLE = (("WordDocument", N_("a Word document")), ("PowerPoint Document", N_("a presentation")))
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_TABLE = re.compile(rb"<(?:table|tr|td)[\s>]", re.IGNORECASE)
_PROLOGUE = re.compile(rb"<\?[^<>]*\?>|<!--(?:[^-]|-[^-])*-->|<!doctype[^<>]*>", re.IGNORECASE)
_JSON = re.compile(rb"\{\s*[\"}]|\[\s*[\[{\"\d\]]")
_LARGEST_JSON = 4_000_000
_BEGINNINGS: dict[bytes, Readable] = {b"begin:vcard": "cards", b"begin:vcalendar": "events"}
_POINTS, _PAGES = ("gpx", "kml"), ("html", "table")
_PARTS_OF_PAGES = frozenset(("head", "body", "meta", "link", "style", "title", "base", "script", "div", "center", "form",
                             "font", "p", "span", "b", "h1", "h2", "h3", "h4", "br", "hr", "tbody", "thead", "tr"))
"""What a page begins with that has no <html>, as many an ERP writes it before its <table>."""
_DOCTYPE = b"<!doctype html"


def readable(start: bytes) -> Readable | None:
    """What a file that begins so can be read as beside a table; None for tables and all others."""
    text = _bare(start).lower()
    for beginning, kind in _BEGINNINGS.items():
        if text.startswith(beginning):
            return kind
    root = _root(start)
    return "points" if root in _POINTS else "page" if root in _PAGES or text.startswith(_DOCTYPE) else None


def refuse(path: Path, start: bytes) -> None:
    """Raise `UserError` where the content is known to be no table."""
    for magic, what, cure in _MAGIC:
        if start.startswith(magic):
            raise no_table(path, what, cure)
    if start[4:8] == b"ftyp":
        raise no_table(path, N_("a picture or sound"), _CHOOSE)
    bare = _bare(start)
    if bare.lower().startswith(b"mime-version:"):
        raise no_page(path)
    if root := _root(start):
        raise no_table(path, *_ROOTS.get(root, (N_("an XML file"), N_("export its data as .xlsx or .csv where it comes from"))))
    if _JSON.match(bare) and _is_json(path):
        _refuse_json(path)


def refuse_archive(path: Path, names: set[str]) -> None:
    """Raise `UserError` for a zip that holds no workbook."""
    for name, what, cure in _IN_ZIP:
        if name in names:
            raise no_table(path, what, cure)
    if any(name.lower().endswith(".db") for name in names):
        raise no_table(path, N_("a packed database, as Field Book writes it"), N_("import it as observations"))
    if any(name.lower().endswith((".xlsx", ".xls", ".csv", ".txt")) for name in names):
        raise no_table(path, N_("a packed archive"), N_("unpack it and choose the table in it"))
    raise no_table(path, N_("a packed archive without any table"), _CHOOSE)


def refuse_ole(path: Path, largest: int) -> None:
    """Raise `UserError` for old Word documents and presentations, which begin as an old workbook does."""
    with path.open("rb") as file:
        data = file.read(largest)
    for name, what in _IN_OLE:
        if name.encode("utf-16-le") in data:
            raise no_table(path, what, N_("copy its table into Excel and save it as .xlsx"))


def of_open_document(archive: zipfile.ZipFile) -> bool:
    """Whether an OpenDocument archive is a workbook; one that does not say what it is may be."""
    if "mimetype" not in archive.namelist():
        return True
    with archive.open("mimetype") as stream:
        return b"spreadsheet" in stream.read(200)


def no_table(path: Path, what: str, cure: str) -> UserError:
    """The sentence: what the file is and what to do."""
    return UserError(_("{file} is {what}, not a table: {cure}.").format(file=path.name, what=_(what), cure=_(cure)))


def no_page(path: Path) -> UserError:
    """The sentence about a web page that no table stands in, or that is packed."""
    return no_table(path, *_ROOTS["html"])


def _bare(start: bytes) -> bytes:
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.decode("utf-16", "ignore").encode()
    return start.lstrip(b"\xef\xbb\xbf \t\r\n")


def _root(start: bytes) -> str:
    """The first tag of markup in lower case, "?" where it is hidden; "" for anything else, such as a first cell <5%."""
    bare = _bare(start)
    if not bare.startswith(b"<"):
        return ""
    rest = _PROLOGUE.sub(b"", bare).lstrip()
    found = _ROOT.match(rest)
    root = found[1].decode().lower() if found else ""
    if bare.startswith(b"<?xml"):
        return root or "?"
    if root in _PARTS_OF_PAGES and _TABLE.search(rest):
        return "html"
    return root if root in (*_ROOTS, *_POINTS) else ""


def _is_json(path: Path) -> bool:
    """Whether the whole file is JSON: a table may begin with a bracket too."""
    if path.stat().st_size > _LARGEST_JSON:
        return path.suffix.lower() in (".json", ".geojson", ".trt")
    try:
        json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return False
    return True


def _refuse_json(path: Path) -> None:
    if path.suffix.lower() == ".trt":
        raise no_table(path, N_("a trait file of Field Book"), N_("import it as traits"))
    raise no_table(path, N_("a JSON file"), N_("export its data as .xlsx or .csv where it comes from"))
