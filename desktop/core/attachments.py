"""Files that hang on a record: photos, scans, contracts. The bytes lie beside the database, named by their SHA-256."""

from __future__ import annotations

from typing import ClassVar

from desktop.core.fields import text, whole
from desktop.core.i18n import N_
from desktop.core.records import Record


class Attachment(Record, table=True):
    """A file of a record. The owner is named by table and id, since any record may have files."""

    NAME: ClassVar[str] = N_("Attachment")
    owner_table: str = text(N_("Belongs to"))
    owner_id: int | None = whole(N_("Record"), index=True)
    name: str = text(N_("File name"), required=True, search=True)
    digest: str = text(N_("Checksum"), required=True, index=True)
    size: int | None = whole(N_("Size"), unit="B")
    note: str = text(N_("Note"), search=True)
