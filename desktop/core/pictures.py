"""Photographs made small: upright, within limits, without the position and camera data in them."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

from desktop.core.errors import UserError
from desktop.core.i18n import _

MAX_PIXELS = 40_000_000
IMAGE_FORMATS = ("JPEG", "PNG", "WEBP")


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
        text = _("{name} is larger than {limit} {limit:megapixel|megapixels}. Save it smaller and attach it again.")
        raise UserError(text.format(name=source.name, limit=MAX_PIXELS // 1_000_000))
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
