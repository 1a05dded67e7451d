"""The two kinds of error: the world's fault (`UserError`) and ours (anything else); and work that the user stopped."""

from __future__ import annotations

from pathlib import Path

from desktop.core.i18n import _


class UserError(Exception):
    """The world's fault: shown to the user as one plain sentence that says what to do.

    Anything that is not a `UserError` is our own fault: it goes to the log and the crash dialog.
    """


class Exchanged(UserError):
    """The database under the open program is another one, or gone; nothing more is saved into it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(_(
            "{file} was replaced, changed or deleted by another program while it was open, so nothing was saved into it. What "
            "you typed is still here: save a copy under another name and go on there.").format(file=path.name))


class FieldErrors(UserError):
    """Some fields of one record do not hold what they must.

    `fields` maps a field's name to the sentence about it, so that a form can mark the field; `said` is what is read where no
    field is seen.
    """

    def __init__(self, fields: dict[str, str], said: str = "") -> None:
        super().__init__(said or " ".join(dict.fromkeys(fields.values())))
        self.fields = fields


class Refused(UserError):
    """An action that is not allowed now (a later change, a living reference); the sentence says why."""


class Cancelled(Exception):
    """The user stopped the work; nothing half is left behind. What waited for it may say so; no box is shown.

    No `UserError`, since what tries another way after one of those must not do so here.
    """

    def __str__(self) -> str:
        return _("Stopped.")


class Ended(Cancelled):
    """The work was ended from outside (no memory, another program); the sentence says what to do.

    As with what the user stopped, no other way is tried and no half answer is given; unlike that, it is told.
    """

    def __str__(self) -> str:
        return _("The computation was ended from outside, perhaps for want of memory. Try it again.")


def said_by(error: BaseException) -> str:
    """What a library says of a fault, on one line: it may hold a piece of the file, line breaks and all."""
    return " ".join(str(error).split())
