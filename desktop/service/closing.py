"""What a complaint needs before it counts as settled or closed: the settlement, the signature, or the reason why not."""

from __future__ import annotations

from typing import Any

from desktop.core.errors import Refused
from desktop.core.i18n import _


def missing(complaint: Any, after: str) -> list[str]:
    """What a complaint lacks for that state, as words."""
    found = []
    if not complaint.settlement.strip() and complaint.settled_amount is None:
        found.append(_("what was settled"))
    if after == "closed" and not (complaint.signed_by.strip() and complaint.signed_on):
        found.append(_("the complainant's signature with its day"))
    return found


def refuse_unfinished(complaint: Any, after: str) -> None:
    """Raise `Refused`, naming what is missing, where a complaint lacks what that state needs."""
    if lacking := missing(complaint, after):
        sentence = _("This complaint lacks {things}. Fill it in under “Finding and settlement”, or say the reason here.")
        raise Refused(sentence.format(things=_(", ").join(lacking)))
