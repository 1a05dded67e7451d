"""The faces of a version as pictures of their true size, for the window."""

from __future__ import annotations

from base64 import b64encode
from html import escape

from desktop.core.attached_pages import page_of
from desktop.core.attachments import Attachment, attachments_of, file_of
from desktop.core.database import Database
from desktop.core.documents import figure_style
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.pictures import PAGE_ENDINGS, thumbnail
from desktop.core.verbs import get
from desktop.labels import proof
from desktop.labels.model import LabelItem, LabelVersion

DPI = 144  # dots an inch: one and a half for each of the screen's
ARTWORK = 360  # dots: the longer side of an artwork


def faces_html(db: Database, version_id: int, screen_dpi: float) -> str:
    """The faces one below the other, as large as they will be printed; what has no room is said below each."""
    version = get(db, LabelVersion, version_id)
    item = get(db, LabelItem, version.item_id) if version.item_id else None
    parts = []
    for face in proof.faces_of(version, item):
        figure = proof.plain_figure(face)
        picture = b64encode(figure_style.png(figure, DPI)).decode("ascii")
        size = " ".join(f'{name}="{round(mm / 25.4 * screen_dpi)}"' for name, mm in (
            ("width", figure.width_mm), ("height", figure.height_mm)))
        over = _("{face}: the text needs {n} mm more height; what has no room is not shown.").format(
            face=face.title, n=f"{face.over:.0f}") if face.over else ""
        title = f"{face.title} · {face.width:g} × {face.height:g} mm"
        parts += [f"<p>{escape(title)}</p>", f'<p><img {size} src="data:image/png;base64,{picture}"></p>',
                  f"<p><b>{escape(over)}</b></p>"]
    return "".join(parts)


def artwork_html(db: Database, version_id: int) -> str:
    """The artwork that hangs on the version, each with its name and digest, to be held against the faces; "" without any."""
    with db.reading() as session:
        files = attachments_of(session, "labelversion", version_id)
    if not files:
        return ""
    return f"<h3>{escape(_('Artwork on file'))}</h3>" + "".join(_shown(db, file) for file in files)


def _shown(db: Database, file: Attachment) -> str:
    try:
        paged = file.name.lower().endswith(PAGE_ENDINGS)
        whole = page_of(db, file, ARTWORK) if paged else thumbnail(file_of(db, file), ARTWORK)
    except UserError as error:
        shown = f"<p><i>{escape(str(error))}</i></p>"
    else:
        shown = f'<p><img src="data:image/png;base64,{b64encode(whole).decode("ascii")}"></p>'
    return f"<p>{escape(file.name)}<br><small>SHA-256 {file.sha256()}</small></p>{shown}"
