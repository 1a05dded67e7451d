"""A PDF in shades of grey, so that a colour printer uses no colour and the preview shows what the paper will show.

Colours of lines, fills and texts become the grey of the same lightness (Rec. 601), photographs too. The file is
changed, not the printer asked: drivers name this option in a dozen ways.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

_NUMBER = rb"[-+]?(?:\d+\.?\d*|\.\d+)"
_TEXT = rb"\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\)"
_COLOUR = re.compile(
    _TEXT
    + rb"|<[0-9A-Fa-f\s]*>|(?<![^\s\[\]<>()/])("
    + _NUMBER
    + rb"(?:\s+"
    + _NUMBER
    + rb"){2,3})\s+(rg|RG|k|K)(?![^\s\[\]<>()/])",
    re.DOTALL,
)
_QUALITY = 88


def in_grey(data: bytes) -> bytes:
    """The same PDF without colour."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    done: set[int] = set()
    for page in writer.pages:
        contents = page.get_contents()
        if contents is not None:
            _replace_contents(page, without_colour(contents.get_data()))
        for form in _forms(page.get("/Resources"), done):
            form.set_data(without_colour(form.get_data()))
    _grey_images(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def without_colour(content: bytes) -> bytes:
    """A content stream whose colours are shades of grey; strings in it are left alone."""
    return _COLOUR.sub(_grey, content)


def _grey(match: re.Match[bytes]) -> bytes:
    if match[2] is None:
        return match[0]
    values = [float(part) for part in match[1].split()]
    operator = match[2]
    if operator in (b"k", b"K"):
        if len(values) != 4:
            return match[0]
        values = [(1 - v) * (1 - values[3]) for v in values[:3]]
    elif len(values) == 4:  # the first number belongs to what stands before
        head = match[1].split()[0]
        return head + b" " + _shade(values[1:], operator)
    return _shade(values, operator)


def _shade(rgb: list[float], operator: bytes) -> bytes:
    red, green, blue = rgb
    level = min(max(0.299 * red + 0.587 * green + 0.114 * blue, 0.0), 1.0)
    return f"{level:.3f} {'G' if operator in (b'RG', b'K') else 'g'}".encode("ascii")


def _replace_contents(page: Any, content: bytes) -> None:
    from pypdf.generic import DecodedStreamObject, NameObject

    made = DecodedStreamObject()
    made.set_data(content)
    page[NameObject("/Contents")] = page.indirect_reference.pdf._add_object(made.flate_encode())


def _forms(resources: Any, done: set[int]) -> Iterator[Any]:
    """The forms that resources name, and those inside them, each once."""
    objects = resources.get_object().get("/XObject") if resources is not None else None
    for reference in objects.get_object().values() if objects is not None else ():
        found = reference.get_object()
        if found.get("/Subtype") == "/Form" and id(found) not in done:
            done.add(id(found))
            yield found
            yield from _forms(found.get("/Resources"), done)


def _grey_images(writer: Any) -> None:
    """Photographs and other pictures of the file, where their colours are plain RGB."""
    for number in range(1, len(writer._objects) + 1):
        found = writer._objects[number - 1]
        if found is not None and getattr(found, "get", None) and found.get("/Subtype") == "/Image":
            _grey_image(found)


def _grey_image(image: Any) -> None:
    from PIL import Image
    from pypdf.generic import DecodedStreamObject, NameObject

    if image.get("/ColorSpace") != "/DeviceRGB" or image.get("/BitsPerComponent") != 8:
        return
    size = int(image["/Width"]), int(image["/Height"])
    filters = image.get("/Filter")
    names = [filters] if isinstance(filters, str) else list(filters or ())
    if "/DCTDecode" in names:
        stripped = DecodedStreamObject()
        stripped.update({key: value for key, value in image.items() if key not in ("/Filter", "/DecodeParms")})
        stripped.set_data(_jpeg_bytes(image, names))
        picture = Image.open(io.BytesIO(stripped.get_data())).convert("L")
    else:
        picture = Image.frombytes("RGB", size, image.get_data()[: size[0] * size[1] * 3]).convert("L")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    image._data = out.getvalue()
    image[NameObject("/Filter")] = NameObject("/DCTDecode")
    image[NameObject("/ColorSpace")] = NameObject("/DeviceGray")
    image.pop("/DecodeParms", None)


def _jpeg_bytes(image: Any, names: list[str]) -> bytes:
    """The JPEG file inside the outer filters that PDF writers wrap around it."""
    import base64
    import zlib

    data: bytes = image._data
    for name in names:
        if name == "/ASCII85Decode":
            text = data.strip()
            data = base64.a85decode(text.removesuffix(b"~>"))
        elif name == "/FlateDecode":
            data = zlib.decompress(data)
    return data
