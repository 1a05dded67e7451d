"""The faces of a version as a PDF for the printing works: each on a page of its own, at its true size, with marks to cut by.

Only what is approved is written clean: across every other page its state is printed.
"""

from __future__ import annotations

import io
from math import atan2, degrees, hypot
from pathlib import Path
from typing import Any

from desktop.core.database import Database
from desktop.core.documents import figure_style, fonts
from desktop.core.documents.pdf_drawing import draw_figure
from desktop.core.errors import UserError
from desktop.core.files import save_bytes
from desktop.core.i18n import _
from desktop.core.verbs import get
from desktop.labels import proof
from desktop.labels.choices import STATES
from desktop.labels.model import LabelItem, LabelVersion, checklist
from desktop.labels.states import CHECKED

AROUND, MARK = 12.0, 6.0  # mm of paper around a face, length of a mark
MM = 72 / 25.4
POINT = 1 / MM
CLEARED = ("approved", "effective")  # to be printed; what was superseded or withdrawn is not any more
GREY, SHARE = 0.35, 0.7  # of the stamp: its grey, the share of the face's diagonal it is long
CLEARNESS = 0.3  # so strong is the stamp: codes below it are still read, and nobody takes the page for clean


def warning(db: Database, version_id: int) -> str:
    """What is to be asked before the pages of a version are written; "" where it is approved for print."""
    with db.reading() as session:
        version = session.get(LabelVersion, version_id)
        if version is None or version.state in CLEARED:
            return ""
        lines = checklist(session, version)
    wrong, blocking = sum(line.found.state == "wrong" for line in lines), sum(line.blocks() for line in lines)
    said = [_("“{version}” is not approved for print: its state is “{state}”.").format(
        version=version.label(), state=STATES.label(version.state))]
    if wrong or blocking:
        said.append(_("Items found wrong: {wrong}; in the way of approval: {blocking}.").format(wrong=wrong, blocking=blocking))
    said.append(_("“{stamp}” is printed across every page.").format(stamp=stamp_of(version)))
    return " ".join(said)


def stamp_of(version: LabelVersion) -> str:
    """What is printed across the pages of a version; "" for one that is approved."""
    if version.state in CLEARED:
        return ""
    return _("DRAFT") if version.state in CHECKED else STATES.label(version.state).upper()


def export_pages(db: Database, version_id: int, path: Path) -> str:
    """Write the pages; says how many. Raises `UserError` where nothing of the version can be laid out."""
    content, pages = printer_pages(db, version_id)
    save_bytes(path, content)
    return _("{n} {n:face|faces} written to {file}.").format(n=pages, file=path.name)


def printer_pages(db: Database, version_id: int) -> tuple[bytes, int]:
    """The PDF, and how many pages it has."""
    from reportlab.pdfgen.canvas import Canvas

    version = get(db, LabelVersion, version_id)
    item = get(db, LabelItem, version.item_id) if version.item_id else None
    made = proof.faces_of(version, item)
    if not made:
        raise UserError(_("Nothing is filled in under “What is printed”, so there is nothing to lay out."))
    if over := [face for face in made if face.over]:
        raise UserError(_("{face}: the text needs {n} mm more height. Make the face larger or the text shorter first.").format(
            face=over[0].title, n=f"{over[0].over:.0f}"))
    fonts.faces()
    out = io.BytesIO()
    page = Canvas(out, initialFontName=fonts.REGULAR)
    page.setTitle(version.label())
    for face in made:
        _page(page, face, version.label(), stamp_of(version))
    page.save()
    return out.getvalue(), len(made)


def _page(page: Any, face: proof.Face, title: str, stamp: str) -> None:
    width, height = face.width + 2 * AROUND, face.height + 2 * AROUND
    page.setPageSize((width * MM, height * MM))
    page.setFont(fonts.REGULAR, 6)
    marked = f"{stamp} · " if stamp else ""
    page.drawString(AROUND * MM, 3 * MM, f"{marked}{title} · {face.title} · {face.width:g} × {face.height:g} mm")
    _marks(page, face)
    page.saveState()
    page.translate((AROUND - proof.EDGE) * MM, (AROUND - proof.EDGE) * MM)
    with figure_style.drawn(proof.plain_figure(face)) as figure:
        draw_figure(figure, page)
    page.restoreState()
    if stamp:
        _stamp(page, face, stamp)
    page.showPage()


def _stamp(page: Any, face: proof.Face, stamp: str) -> None:
    """Large letters from corner to corner, above the face and translucent: no cut leaves them off, all below stays legible."""
    long, turned = hypot(face.width, face.height), degrees(atan2(face.height, face.width))
    size = min(SHARE * long / (fonts.width(stamp, 1.0, True) * POINT), 0.5 * min(face.width, face.height) / POINT)
    page.saveState()
    page.translate((AROUND + face.width / 2) * MM, (AROUND + face.height / 2) * MM)
    page.rotate(turned)
    page.setFont(fonts.BOLD, size)
    page.setFillGray(GREY)
    page.setFillAlpha(CLEARNESS)
    page.drawCentredString(0, -0.35 * size, stamp)
    page.restoreState()


def _marks(page: Any, face: proof.Face) -> None:
    """Marks at the corners, outside the face."""
    page.setLineWidth(0.25)
    for left in (AROUND, AROUND + face.width):
        for foot in (AROUND, AROUND + face.height):
            across = -1 if left == AROUND else 1
            along = -1 if foot == AROUND else 1
            page.line((left + across * 2) * MM, foot * MM, (left + across * (2 + MARK)) * MM, foot * MM)
            page.line(left * MM, (foot + along * 2) * MM, left * MM, (foot + along * (2 + MARK)) * MM)
