"""Going on under another name, when the database under the open program was replaced or deleted: nothing is lost by that.

What was committed is still read by the connections that are open, and what was typed still stands in the forms.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from desktop.core import disk_space, files, guarding
from desktop.core.backup import copy_into
from desktop.core.database import Database
from desktop.core.encryption import key_file
from desktop.core.errors import UserError, said_by
from desktop.core.i18n import _
from desktop.core.soundness import verify


def go_on_in(db: Database, target: Path, open_file: Callable[[Path], Database]) -> None:
    """Write a copy of what `db` holds, with its attachments, to `target`, a new name; `db` stands on it from then on.

    Raises `UserError` where the name is taken, or where what is open cannot be read whole any more: then a backup must do.
    """
    guarding.refuse(target)
    if target.exists():
        raise UserError(_("{file} exists already. Choose another name.").format(file=target.name))
    prepared = target.with_name(target.name + ".preparing")
    try:
        disk_space.require(target.parent, disk_space.size_of(db.path) + files.AttachmentStore(db.attachments).size())
        files.start_private(prepared)
        with db.raw() as connection:
            copy_into(connection, prepared, db.path)
        key_file.copy(db.path, target)
        verify(prepared, target.name)
        if db.attachments.is_dir():
            shutil.copytree(db.attachments, target.with_name(target.name + ".files"), dirs_exist_ok=True)
        files.make_durable(prepared, target)
    except (OSError, sqlite.DatabaseError) as error:
        raise UserError(_("No sound copy can be made of what is open ({reason}). Restore the newest backup (File ▸ Restore)."
                          ).format(reason=said_by(error))) from error
    finally:
        prepared.unlink(missing_ok=True)
    db.move_to(open_file(target))
