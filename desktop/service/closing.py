"""What a complaint needs before it counts as settled or closed: the settlement, the signature, or the reason why not."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session

from desktop.core.errors import Refused
from desktop.core.i18n import _
from desktop.service.actions import Move, Way


def missing(complaint: Any, after: str) -> list[str]:
    """What a complaint lacks for that state, as words."""
    found = []
    if not complaint.settlement.strip() and complaint.settled_amount is None:
        found.append(_("what was settled"))
    if after == "closed" and not (complaint.signed_by.strip() and complaint.signed_on):
        found.append(_("the complainant's signature with its day"))
    return found


def refuse_unfinished(_session: Session, _way: Way, complaint: Any, wish: Move) -> None:
    """Raise `Refused`, naming what is missing, where a complaint is settled or closed without it and without a reason."""
    if wish.after not in ("settled", "closed") or wish.reason.strip():
        return
    if lacking := missing(complaint, wish.after):
        sentence = _("This complaint lacks {things}. Fill it in under “Finding and settlement”, or say the reason here.")
        raise Refused(sentence.format(things=_(", ").join(lacking)))
