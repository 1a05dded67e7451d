"""Draws matplotlib figures on a PDF page as vectors, with the document's own font as text.

A matplotlib renderer over reportlab's canvas: lines, fills, hatches, clips, images and text, which is all that figures
ask for. So a figure's text can be searched and copied, no second font is embedded, and nothing is rasterised.
"""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from matplotlib.backend_bases import FigureCanvasBase, GraphicsContextBase, RendererBase
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from desktop.core.documents import fonts
from desktop.core.documents.pdf_text import write
from desktop.core.documents.text import printable

HATCH_SIDE = 72.0
_CAPS = {"butt": 0, "round": 1, "projecting": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_DESCENDING = frozenset("gjpqy()[]{},;/|Qµ_")


class MeasuringCanvas(FigureCanvasBase):
    """A figure's canvas that lays it out by the widths of our font; nothing is drawn on it."""

    def get_renderer(self) -> PdfRenderer:
        """A renderer that is asked for sizes only."""
        return PdfRenderer(None, *(float(side) * 72 for side in self.figure.get_size_inches()))


def draw_figure(figure: Figure, canvas: Any) -> None:
    """Draw a figure of `figure_style.drawn` with its lower left corner at the canvas's origin."""
    figure.draw(PdfRenderer(canvas, *(float(side) * 72 for side in figure.get_size_inches())))


class PdfRenderer(RendererBase):
    """Draws into `canvas`, whose origin is the figure's lower left corner, at 72 dots per inch."""

    def __init__(self, canvas: Any, width: float, height: float) -> None:
        super().__init__()
        self.canvas, self.width, self.height = canvas, width, height

    def get_canvas_width_height(self) -> tuple[float, float]:
        """The figure's size in points."""
        return self.width, self.height

    def flipy(self) -> bool:
        """The vertical axis points upwards, as in PDF."""
        return False

    def points_to_pixels(self, points: Any) -> Any:
        """A dot is a point."""
        return points

    def option_image_nocomposite(self) -> bool:
        """Images are drawn one by one."""
        return True

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> tuple[float, float, float]:
        """Width, height and depth below the baseline of a line of text, in points."""
        del ismath
        size = prop.get_size_in_points()
        text = printable(s)
        depth = 0.21 if _DESCENDING & set(text) else 0.08 if any(c > "\u2e7f" for c in text) else 0.0
        rise = 0.86 if any(c > "\u2e7f" for c in text) else fonts.CAPITAL
        return fonts.width(text, size, _is_bold(prop)), (rise + depth) * size, depth * size

    def draw_path(self, gc: GraphicsContextBase, path: Path, transform: Any, rgbFace: Any = None) -> None:
        """Fill, hatch and stroke a path."""
        self.canvas.saveState()
        self._clip(gc)
        outline = self._pdf_path(path, transform)
        filled = self._set_fill(gc, rgbFace)
        if filled:
            self.canvas.drawPath(outline, stroke=0, fill=1)
        if gc.get_hatch():
            self._hatch(gc, path, transform)
        if gc.get_linewidth() > 0 and gc.get_rgb()[3] > 0:
            self._set_stroke(gc)
            self.canvas.drawPath(outline, stroke=1, fill=0)
        self.canvas.restoreState()

    def draw_image(self, gc: GraphicsContextBase, x: float, y: float, im: Any, transform: Any = None) -> None:
        """An image, such as a colour bar, at its lower left corner."""
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        height, width = im.shape[:2]
        data = io.BytesIO()
        Image.fromarray(np.asarray(im)[::-1]).save(data, "PNG")
        data.seek(0)
        self.canvas.saveState()
        self._clip(gc)
        matrix = transform.frozen().to_values() if transform is not None else (width, 0, 0, height, 0, 0)
        self.canvas.transform(*matrix[:4], matrix[4] + x, matrix[5] + y)
        self.canvas.drawImage(ImageReader(data), 0, 0, 1, 1, mask="auto")
        self.canvas.restoreState()

    def draw_text(
        self, gc: Any, x: float, y: float, s: str, prop: Any, angle: float, ismath: Any = False, mtext: Any = None
    ) -> None:
        """One line of text, turned by `angle` degrees about the left end of its baseline; never read as a formula."""
        del ismath, mtext
        self.canvas.saveState()
        self._clip(gc)
        red, green, blue, alpha = gc.get_rgb()
        self.canvas.setFillColorRGB(red, green, blue, alpha=alpha)
        self.canvas.translate(x, y)
        self.canvas.rotate(angle)
        pen = self.canvas.beginText(0, 0)
        write(pen, printable(s), prop.get_size_in_points(), _is_bold(prop))
        self.canvas.drawText(pen)
        self.canvas.restoreState()

    def _clip(self, gc: Any) -> None:
        rectangle = gc.get_clip_rectangle()
        if rectangle is not None:
            box = self.canvas.beginPath()
            box.rect(*rectangle.bounds)
            self.canvas.clipPath(box, stroke=0, fill=0)
        path, transform = gc.get_clip_path()
        if path is not None:
            self.canvas.clipPath(self._pdf_path(path, transform), stroke=0, fill=0)

    def _set_fill(self, gc: Any, face: Any) -> bool:
        """Choose the fill; whether there is any."""
        if face is None:
            return False
        alpha = gc.get_alpha() if gc.get_forced_alpha() or len(face) < 4 else face[3]
        if not alpha:
            return False
        self.canvas.setFillColorRGB(*face[:3], alpha=alpha)
        return True

    def _set_stroke(self, gc: Any) -> None:
        red, green, blue, alpha = gc.get_rgb()
        self.canvas.setStrokeColorRGB(red, green, blue, alpha=alpha)
        self.canvas.setLineWidth(gc.get_linewidth())
        self.canvas.setLineCap(_CAPS[gc.get_capstyle()])
        self.canvas.setLineJoin(_JOINS[gc.get_joinstyle()])
        offset, dashes = gc.get_dashes()
        self.canvas.setDash(list(dashes) if dashes is not None else [], offset or 0)

    def _hatch(self, gc: Any, path: Path, transform: Any) -> None:
        """Lay the hatch's unit square over the path, tile by tile, clipped to it."""
        box = path.get_extents(transform)
        self.canvas.saveState()
        self.canvas.clipPath(self._pdf_path(path, transform), stroke=0, fill=0)
        self.canvas.setStrokeColorRGB(*gc.get_hatch_color()[:3])
        self.canvas.setFillColorRGB(*gc.get_hatch_color()[:3])
        self.canvas.setLineWidth(gc.get_hatch_linewidth())
        unit = gc.get_hatch_path()
        for left in np.arange(np.floor(box.x0 / HATCH_SIDE), np.ceil(box.x1 / HATCH_SIDE)):
            for foot in np.arange(np.floor(box.y0 / HATCH_SIDE), np.ceil(box.y1 / HATCH_SIDE)):
                place = Affine2D().translate(left, foot).scale(HATCH_SIDE)
                self.canvas.drawPath(self._pdf_path(unit, place), stroke=1, fill=int(len(unit.codes) > 200))
        self.canvas.restoreState()

    def _pdf_path(self, path: Path, transform: Any) -> Any:
        """A matplotlib path as reportlab's."""
        outline = self.canvas.beginPath()
        here = (0.0, 0.0)
        for points, code in path.iter_segments(transform, simplify=False):
            p = [float(value) for value in points]
            if code == Path.MOVETO:
                outline.moveTo(*p)
            elif code == Path.LINETO:
                outline.lineTo(*p)
            elif code == Path.CURVE3:
                outline.curveTo(*_as_cubic(here, p))
            elif code == Path.CURVE4:
                outline.curveTo(*p)
            elif code == Path.CLOSEPOLY:
                outline.close()
            here = (p[-2], p[-1])
        return outline


def _as_cubic(start: tuple[float, float], p: list[float]) -> list[float]:
    """The control points of the cubic curve that equals a quadratic one."""
    (x0, y0), (x1, y1, x2, y2) = start, p
    return [x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3, x2 + (x1 - x2) * 2 / 3, y2 + (y1 - y2) * 2 / 3, x2, y2]


def _is_bold(prop: Any) -> bool:
    weight = prop.get_weight()
    return weight in ("bold", "heavy", "black", "semibold") if isinstance(weight, str) else weight >= 600
