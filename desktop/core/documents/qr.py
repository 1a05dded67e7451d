"""QR codes (ISO/IEC 18004), drawn as exact squares: the library makes the matrix, we draw it.

Texts for them: plain, a telephone number, a business card.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from desktop.core.errors import UserError
from desktop.core.i18n import _

QUIET = 4  # modules of white around a code, as the standard asks
LEVEL = "M"  # 15 % of a label may be dirty
MOST = 1200
"""Bytes of UTF-8 on a printed page: more would make squares that no telephone reads from paper."""


def telephone(number: str) -> str:
    """The text of a code that dials a number."""
    return "tel:" + "".join(c for c in number if c.isdigit() or c == "+")


def card(name: str, phone: str = "", organisation: str = "", note: str = "") -> str:
    """The text of a code that a telephone keeps as a contact (vCard 3.0, RFC 2426)."""
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"N:{_escaped(name)};;;;", f"FN:{_escaped(name)}"]
    lines += [f"ORG:{_escaped(organisation)}"] if organisation else []
    lines += [f"TEL;TYPE=CELL:{telephone(phone)[4:]}"] if phone else []
    lines += [f"NOTE:{_escaped(note)}"] if note else []
    return "\r\n".join([*lines, "END:VCARD"])


def _escaped(text: str) -> str:
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def check(text: str) -> str:
    """The text, if a telephone can read its code from paper. Raises `UserError` if it is too long."""
    size = len(text.encode("utf-8"))
    if size > MOST:
        sentence = _("The text of the QR code has {n} {n:byte|bytes}; at most {most} can be read from paper.")
        raise UserError(sentence.format(n=size, most=MOST))
    return text


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


def png(text: str, unit: int = 8) -> bytes:
    """The code as a PNG picture with the white around it, for Word."""
    import io

    from PIL import Image

    rows = modules(check(text))
    side = len(rows) + 2 * QUIET
    picture = Image.new("1", (side, side), 1)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                picture.putpixel((x + QUIET, y + QUIET), 0)
    out = io.BytesIO()
    picture.resize((side * unit, side * unit), Image.Resampling.NEAREST).save(out, "PNG")
    return out.getvalue()
