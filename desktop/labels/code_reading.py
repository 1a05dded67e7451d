"""The codes on the artwork of a version read and kept with it, so that its checks compare them with what is to be printed."""

from __future__ import annotations

from desktop.core import verbs
from desktop.core.attachments import attachments_of, file_of
from desktop.core.code_reader import READABLE, Code, read_codes
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.i18n import _, ngettext
from desktop.labels.codes import kept
from desktop.labels.model import LabelVersion


def read_artwork(db: Database, version_id: int) -> str:
    """Read the codes of all pictures and PDFs that hang on a version and keep their texts; says how many were read.

    Raises `UserError` where no such file hangs on it, or none of them bears a code.
    """
    with db.reading() as session:
        files = [file for file in attachments_of(session, "labelversion", version_id)
                 if file.name.lower().endswith(READABLE)]
    if not files:
        raise UserError(_("No picture and no PDF hangs on this version. Attach the artwork or a photo of the print first."))
    found: dict[Code, None] = {}
    sources = []
    for file in files:
        codes = read_codes(file_of(db, file), file.name)
        if codes:
            sources.append(f"{file.name} {file.sha256()[:12]}")
        found |= dict.fromkeys(codes)
    if not found:
        said = _("No code can be read in {files}. Take the picture straight from above, in good light, and closer.")
        raise UserError(said.format(files=_(", ").join(file.name for file in files)))
    with db.operation(_("Codes read from the artwork")) as session:
        verbs.store(session, LabelVersion, {"codes_read": kept(list(found)), "codes_from": "; ".join(sources)}, version_id)
    return ngettext("{n} code read", "{n} codes read", len(found)).format(n=len(found))
