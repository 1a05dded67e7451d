"""QR codes (ISO/IEC 18004), drawn as exact squares: the library makes the matrix, we draw it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

QUIET = 4  # modules of white around a code, as the standard asks
LEVEL = "M"  # 15 % of a label may be dirty


def modules(text: str, level: str = LEVEL) -> list[list[bool]]:
    """The matrix of a text, dark = True, without the white around it."""
    from reportlab.graphics.barcode import qrencoder

    code = qrencoder.QRCode(None, getattr(qrencoder.QRErrorCorrectLevel, level))
    if text.isascii():
        code.addData(text)
    else:
        code.addData(qrencoder.QR8bitByte(text.encode("utf-8")))
    code.make()
    return [[bool(dark) for dark in row] for row in code.modules]


def draw(canvas: Any, text: str, corner: tuple[float, float], side: float) -> None:
    """Draw the code of a text into a square, whose lower left corner is `corner`, with the white around it."""
    matrix = modules(text)
    size = side / (len(matrix) + 2 * QUIET)
    left, top = corner[0] + QUIET * size, corner[1] + side - QUIET * size
    canvas.setFillColorRGB(0, 0, 0)
    for number, row in enumerate(matrix):
        column = 0
        for dark, run in groupby(row):
            count = len(list(run))
            if dark:
                canvas.rect(left + column * size, top - (number + 1) * size, count * size, size * 1.002, stroke=0, fill=1)
            column += count
