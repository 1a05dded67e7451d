"""Small pictures of the files of pages that hang on records: made once for each content, since its name is its digest."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from desktop.core.attachments import Attachment, content_of
from desktop.core.pictures import first_page

if TYPE_CHECKING:
    from desktop.core.database import Database

KEPT = 200
_made: WeakKeyDictionary[Database, dict[tuple[str, int], bytes]] = WeakKeyDictionary()
"""The pictures of a database, which go with it: they are shown to nobody who has not opened it."""


def page_of(db: Database, file: Attachment, side: int) -> bytes:
    """The first page of a TIFF or PDF as a PNG within `side` dots. Raises `UserError` where it is missing or cannot be read.

    An artwork for print has fifty million dots: it is unpacked once, not at every edit of its label.
    """
    kept, key = _made.setdefault(db, {}), (file.digest, side)
    if key not in kept:
        with content_of(db, file) as stream:
            source = stream if stream.seekable() else io.BytesIO(stream.read())
            picture = first_page(source, file.name, side)
        while len(kept) >= KEPT:
            kept.pop(next(iter(kept)))
        kept[key] = picture
    return kept[key]
