"""QR codes and barcodes read from pictures and PDFs: photographs of a bag, scans, the artwork of a printing works.

zxing-cpp reads them (Apache-2.0, one wheel of 1 MB for each system). PDF pages are drawn at 300 dots an inch, where the modules
of a small code are still several dots wide.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.core.documents import pdfium
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.pictures import IMAGE_FORMATS, MAX_PIXELS, PAGES, eight_bits, tiff_pages, too_large

DPI = 300
TIFF = (".tif", ".tiff")
READABLE = (".jpg", ".jpeg", ".png", ".webp", ".pdf", *TIFF)
QR, EAN = "QR", "EAN-13"


@dataclass(frozen=True)
class Code:
    """A code that was read: `kind` is QR, EAN-13 or what the standard calls it; its text."""

    kind: str
    text: str


def read_codes(path: Path, name: str = "") -> list[Code]:
    """The codes on a picture or on the pages of a PDF, each once, in the order they are found.

    Raises `UserError`, which calls the file `name`, where it cannot be opened.
    """
    import zxingcpp

    found: dict[Code, None] = {}
    for picture in _pictures(path, name or path.name):
        for code in _seen(picture, zxingcpp):
            found[Code(_kind(code.format.name), _text(code))] = None
    return list(found)


def _seen(picture: Any, zxingcpp: Any) -> list[Any]:
    """The codes on a picture; a small or blurred one is looked at enlarged as well."""
    seen: list[Any] = zxingcpp.read_barcodes(picture, text_mode=zxingcpp.TextMode.Plain)
    if not seen and picture.width * picture.height * 4 <= MAX_PIXELS:
        larger = picture.resize((picture.width * 2, picture.height * 2))
        seen = zxingcpp.read_barcodes(larger, text_mode=zxingcpp.TextMode.Plain)
    return seen


def _kind(name: str) -> str:
    """How we call a format of the library."""
    return QR if name.startswith("QRCode") else EAN if name == "EAN13" else name


def _text(code: Any) -> str:
    """Codes do not say how their letters are written: UTF-8, else as Chinese programs do, else as the library thinks."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return bytes(code.bytes).decode(encoding).strip()
        except UnicodeDecodeError:
            continue
    return str(code.text).strip()


def _pictures(path: Path, name: str) -> Iterator[Any]:
    endings = (path.suffix.lower(), Path(name).suffix.lower())
    if ".pdf" in endings:
        return _pages(path, name)
    return _scans(path, name) if any(ending in TIFF for ending in endings) else _photo(path, name)


def _scans(path: Path, name: str) -> Iterator[Any]:
    """The pages of a TIFF in grey."""
    return tiff_pages(path, name, _grey)


def _grey(page: Any) -> Any:
    """A page in grey; one made for print no larger than a photograph may be."""
    grey, over = eight_bits(page).convert("L"), (page.width * page.height / MAX_PIXELS) ** 0.5
    return grey if over <= 1 else grey.resize((int(page.width / over), int(page.height / over)))


def _photo(path: Path, name: str) -> Iterator[Any]:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(path, formats=IMAGE_FORMATS) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise UserError(too_large(name, MAX_PIXELS))
                yield ImageOps.exif_transpose(picture).convert("L")
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as error:
        raise UserError(_("{name} is not a picture that can be shown (JPEG, PNG or WebP).").format(name=name)) from error


def _pages(path: Path, name: str) -> Iterator[Any]:
    import pypdfium2

    try:
        with pdfium.LOCK, pypdfium2.PdfDocument(path) as document:
            count = min(len(document), PAGES)
        for place in range(count):
            with pdfium.LOCK, pypdfium2.PdfDocument(path) as document:
                page = document[place]
                scale = min(DPI / 72, (MAX_PIXELS / max(1.0, page.get_width() * page.get_height())) ** 0.5)
                picture = page.render(scale=scale, grayscale=True).to_pil().convert("L")
            yield picture
    except pypdfium2.PdfiumError as error:
        raise UserError(_("{name} is not a PDF that can be opened.").format(name=name)) from error
