"""How figures look, and how a figure block becomes a drawing: one font, calm colours, legible in black and white."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from matplotlib import font_manager, rc_context
from matplotlib.figure import Figure as Canvas
from matplotlib.layout_engine import ConstrainedLayoutEngine

from desktop.core.documents import fonts, model, pdfium
from desktop.core.documents.pdf_drawing import MeasuringCanvas, draw_figure

MM = 1 / 25.4
MOODS = {"good": "#4f8a5b", "bad": "#b5483c"}  # what a verdict means, not where it lies
INK, MUTED, GREEN, PALE, CHECK = "#1d2320", "#6a736d", "#4f8a5b", "#dfe9e0", "#f3f3f0"
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
HATCHES = ("", "////", "....", "\\\\\\\\", "xxxx", "----")
_STYLE: Any = {
    "font.family": [fonts.FAMILY],
    "font.size": 8.5,
    "axes.titlesize": 9.5,
    "axes.labelsize": 8.5,
    "axes.edgecolor": MUTED,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "axes.formatter.use_locale": False,
    "grid.color": "#d8ddd9",
    "grid.linewidth": 0.4,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "xtick.major.width": 0.5,
    "ytick.major.width": 0.5,
    "legend.fontsize": 8,
    "legend.frameon": False,
    "hatch.linewidth": 0.5,
    "lines.linewidth": 1.1,
    "text.parse_math": False,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "figure.dpi": 72,
}


@cache
def _add_fonts() -> None:
    """Make our font known to matplotlib, which asks for it although our renderer measures and draws."""
    for bold in (False, True):
        font_manager.fontManager.addfont(fonts.font_file(bold))


@contextmanager
def drawn(block: model.Figure, scale: float = 1.0) -> Iterator[Canvas]:
    """The figure of a block, with its style in force inside the block, so that it can be rendered."""
    _add_fonts()
    size = (block.width_mm * MM * scale, block.height_mm * MM * scale)
    with rc_context(_STYLE):
        figure = Canvas(figsize=size, layout=ConstrainedLayoutEngine(w_pad=0.02, h_pad=0.02))
        MeasuringCanvas(figure)
        block.draw(figure)
        yield figure


def png(block: model.Figure, dpi: int = 200) -> bytes:
    """The figure as a PNG picture, the same in every line as it is in the PDF."""
    import pypdfium2

    drawn = pdf(block)
    with pdfium.LOCK, pypdfium2.PdfDocument(drawn) as found:
        picture = found[0].render(scale=dpi / 72).to_pil()
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()


def pdf(block: model.Figure) -> bytes:
    """A PDF that holds the figure and nothing else."""
    from reportlab.pdfgen.canvas import Canvas as PdfCanvas

    fonts.faces()
    out = io.BytesIO()
    size = (block.width_mm * MM * 72, block.height_mm * MM * 72)
    page = PdfCanvas(out, pagesize=size, initialFontName=fonts.REGULAR)
    with drawn(block) as figure:
        draw_figure(figure, page)
    page.showPage()
    page.save()
    return out.getvalue()


def svg(block: model.Figure) -> bytes:
    """The figure as SVG, its letters as outlines, so that it looks the same everywhere."""
    out = io.BytesIO()
    with drawn(block) as figure, rc_context({"svg.fonttype": "path", "svg.hashsalt": "agridesk"}):
        figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()


def shade(share: float) -> tuple[float, float, float]:
    """The shade for 0 (lowest) to 1 (highest): pale to middle green, dark text legible on all, grey steps even."""
    pale, deep = (0.965, 0.975, 0.94), (0.42, 0.66, 0.47)
    share = min(max(share, 0.0), 1.0)
    return (
        pale[0] + (deep[0] - pale[0]) * share,
        pale[1] + (deep[1] - pale[1]) * share,
        pale[2] + (deep[2] - pale[2]) * share,
    )
