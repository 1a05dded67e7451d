"""The recovery sheet: a recovery code on paper, with where to keep it and how it is used."""

from __future__ import annotations

from datetime import date

from desktop.core.documents.model import (
    NOTE,
    Block,
    Bullets,
    Callout,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Signatures,
)
from desktop.core.i18n import _, language


def recovery_sheet(file: str, person: str, code: str) -> Document:
    """The sheet of a database file for whoever keeps it; the code stands nowhere else."""
    blocks: list[Block] = [
        Heading(_("Recovery sheet")),
        KeyValues([(_("Database"), file), (_("Of whom"), person), (_("Added on"), date.today())]),
        Callout(_("Recovery code, shown and printed only once"), code, kind=NOTE, large=True),
        Paragraph(_("Whoever has this sheet and the laptop, or a backup of it, can read everything. Whoever has neither this "
                    "sheet nor a passphrase cannot, nor can the makers of the program.")),
        Heading(_("Where it is kept"), 2),
        Bullets([_("In a sealed envelope, in the safe of the company or with your superior."),
                 _("Never in the laptop bag, not as a photo on a telephone, not in the laptop itself."),
                 _("A new sheet makes this one invalid for the laptop; backups made before still open with it.")]),
        Heading(_("When the passphrase is forgotten, or the laptop is lost"), 2),
        Bullets([_("Open AgriDesk. On a new laptop: menu File, Restore…, choose the backup on the stick."),
                 _("Where the passphrase is asked, type the code of this sheet. Hyphens, blanks and small letters do not "
                   "matter."),
                 _("Menu File, Encryption…, Passphrase for one more person…: choose a new passphrase."),
                 _("Recovery sheet…: print a new one and destroy this one."),
                 _("After a theft tell your superior on the same day, and change every passphrase that was noted on the "
                   "laptop.")], numbered=True),
        Signatures([_("Kept by"), _("Deposited by")]),
    ]
    return Document(_("Recovery sheet"), blocks, language=language(), numbered_headings=False)
