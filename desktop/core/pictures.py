"""Photographs made small: upright, within limits, without the position and camera data in them."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from desktop.core.documents import pdfium
from desktop.core.errors import UserError
from desktop.core.i18n import _

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS = 40_000_000
IMAGE_FORMATS = ("JPEG", "PNG", "WEBP")
PAGE_ENDINGS = (".tif", ".tiff", ".pdf")
"""Files of pages: scans, and the artwork of a printing works."""
PRINT_PIXELS = 80_000_000
"""Of a page made for print: a bag of 50 × 70 cm at 300 dots an inch has 49 million."""
PAGES = 20
"""Pages of a file that are looked at, at most."""
UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, struct.error)
"""What Pillow raises at a file that is broken or no picture."""


def tiff_pages(source: Path | BinaryIO, name: str, made: Callable[[Image], Image]) -> Iterator[Image]:
    """What `made` makes of each page of a TIFF while its file is open, `PAGES` at most.

    Raises `UserError`, which calls the file `name`, where it cannot be read or a page has more dots than can be unpacked.
    """
    from PIL import Image as Pillow
    from PIL import ImageSequence

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of tags that programs for print write in their own way
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(source, formats=("TIFF",)) as picture:
                for page in islice(ImageSequence.Iterator(picture), PAGES):
                    if page.width * page.height > PRINT_PIXELS:
                        raise UserError(too_large(name, PRINT_PIXELS))
                    yield made(page)
    except (*UNREADABLE, Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as error:
        raise UserError(_("{name} is not a TIFF that can be read.").format(name=name)) from error


def pdf_page(source: Path | BinaryIO, name: str, side: int) -> Image:
    """The first page of a PDF within `side` dots either way. Raises `UserError`."""
    import pypdfium2

    try:
        with pdfium.LOCK, pypdfium2.PdfDocument(source) as document:
            page = document[0]
            scale = side / max(1.0, page.get_width(), page.get_height())
            return cast("Image", page.render(scale=scale).to_pil().convert("RGB"))
    except (pypdfium2.PdfiumError, *UNREADABLE) as error:
        raise UserError(_("{name} is not a PDF that can be opened.").format(name=name)) from error


def first_page(source: Path | BinaryIO, name: str, side: int) -> bytes:
    """A small PNG, within `side` dots either way, of the first page of a TIFF or PDF by the ending of `name`.

    Raises `UserError` where there is none that can be read.
    """
    if name.lower().endswith(".pdf"):
        small = pdf_page(source, name, side)
    else:
        small = next(tiff_pages(source, name, lambda page: _small(page, side)))
    out = io.BytesIO()
    small.save(out, "PNG")
    return out.getvalue()


def _small(page: Image, side: int) -> Image:
    """A page within `side` dots either way in the colours of a screen; print has four inks."""
    small = eight_bits(page)
    small.thumbnail((side, side))
    return small.convert("RGB")


def eight_bits(page: Image) -> Image:
    """A page with eight bits for each colour of a dot: scans have one or sixteen, or a number in a list of colours."""
    if page.mode.startswith("I"):
        return page.convert("I").point(lambda dot: dot / 256).convert("L")
    return page.convert({"1": "L", "P": "RGB", "F": "L"}[page.mode]) if page.mode in {"1", "P", "F"} else page


def too_large(name: str, pixels: int) -> str:
    """That a picture has more dots than can be unpacked."""
    text = _("{name} is larger than {limit} {limit:megapixel|megapixels}. Save it smaller and attach it again.")
    return text.format(name=name, limit=pixels // 1_000_000)


def thumbnail(source: Path | str, size: int = 256) -> bytes:
    """A small PNG of a photograph, at most `size` pixels wide and high, upright, without its EXIF data.

    Only JPEG, PNG and WebP of at most 40 megapixels are opened. Raises `UserError` for anything else.
    """
    return scaled_image(source, size, size, "PNG")


def scaled_image(source: Path | str, width: int, height: int, file_format: str = "JPEG") -> bytes:
    """A photograph re-encoded as `file_format` within `width` × `height` pixels; position and camera data are lost.

    A JPEG is decoded at reduced size where possible, before its full size is ever in memory; one that is written has a white
    ground. Raises `UserError`.
    """
    from PIL import Image, UnidentifiedImageError

    source = Path(source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(source, formats=IMAGE_FORMATS) as picture:
                return _scaled(picture, source, width, height, file_format)
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as error:
        text = _("{name} is not a picture that can be shown (JPEG, PNG or WebP).")
        raise UserError(text.format(name=source.name)) from error


def _scaled(picture: object, source: Path, width: int, height: int, file_format: str) -> bytes:
    from PIL import Image, ImageOps

    assert isinstance(picture, Image.Image)
    if picture.width * picture.height > MAX_PIXELS:
        raise UserError(too_large(source.name, MAX_PIXELS))
    picture.draft("RGB", (max(width, height), max(width, height)))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((width, height))
    clean = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    if clean.mode == "RGBA" and file_format != "PNG":  # paper is white: what shines through is no black
        clean = Image.alpha_composite(Image.new("RGBA", clean.size, "white"), clean).convert("RGB")
    clean.info.clear()
    out = io.BytesIO()
    clean.save(out, file_format)
    return out.getvalue()
