"""The faces of a version as pictures of their true size, for the window."""

from __future__ import annotations

from base64 import b64encode
from html import escape

from desktop.core.database import Database
from desktop.core.documents import figure_style
from desktop.core.i18n import _
from desktop.core.verbs import get
from desktop.labels import proof
from desktop.labels.model import LabelItem, LabelVersion

DPI = 144  # dots an inch: one and a half for each of the screen's


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
