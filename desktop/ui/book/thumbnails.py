"""Small pictures of image files, made off the main thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from desktop.core.attached_pages import page_of
from desktop.core.attachments import Attachment
from desktop.core.encryption import sealed
from desktop.core.errors import UserError
from desktop.core.files import AttachmentStore
from desktop.core.pictures import PAGE_ENDINGS

if TYPE_CHECKING:
    from desktop.core.database import Database

SIDE = 84  # logical pixels; pictures are made twice as large for sharp screens
ENDINGS = (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp")
LIMIT_MB = 128  # a picture that unpacks to more is shown as a document, whatever it says it is


def thumbnails(db: Database, files: Sequence[Attachment]) -> dict[int, QImage]:
    """Pictures of those of `files` that are images: id → image. What cannot be read is left out."""
    found = {a.id: _page(db, a) if a.name.lower().endswith(PAGE_ENDINGS) else _picture(db, a)
             for a in files if a.name.lower().endswith((*ENDINGS, *PAGE_ENDINGS))}
    return {number: image for number, image in found.items() if image is not None}


def _page(db: Database, file: Attachment) -> QImage | None:
    """The first page of a scan, a contract, the artwork of a label: Qt itself reads neither TIFF nor PDF."""
    try:
        image = QImage.fromData(page_of(db, file, 2 * SIDE))
    except UserError:
        return None
    image.setDevicePixelRatio(2.0)
    return image


def _picture(db: Database, file: Attachment) -> QImage | None:
    """The picture of a file that is read from where it lies, or in memory where it is encrypted."""
    path = AttachmentStore(db.attachments).path(file.digest)
    try:
        if not sealed.mark_of(path):
            return picture(str(path))
        with sealed.opened(path) as stream:
            data = QBuffer()
            data.setData(stream.read())
    except (OSError, UserError):
        return None
    data.open(QIODevice.OpenModeFlag.ReadOnly)
    return picture(data)


def picture(source: str | QIODevice) -> QImage | None:
    """A small upright picture of an image, from its file or from memory."""
    reader = QImageReader(source)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() * 4 > LIMIT_MB * 1_000_000:
        return None
    reader.setScaledSize(size.scaled(QSize(2 * SIDE, 2 * SIDE), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return None
    image.setDevicePixelRatio(2.0)
    return image
