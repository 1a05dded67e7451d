"""What the file of a lot says in a sentence or two, for window and paper."""

from __future__ import annotations

from desktop.core.i18n import _
from desktop.core.units import format_number
from desktop.service import lots
from desktop.service.lots import LotFile


def summary(found: LotFile) -> str:
    """What a lot's file says in a sentence or two."""
    if not found.lot:
        return _("The complaint names no lot yet.")
    sentence = _("Lot {lot}: {complaints} complaints through {dealers} dealers; {delivered} kg delivered to {holders} dealers.")
    received = [line.delivered_kg for line in found.lines if line.delivered_kg]
    text = sentence.format(lot=found.lot, complaints=found.complaints, dealers=found.dealers, holders=len(received),
                           delivered=format_number(sum(received), 1))
    if found.dealers >= lots.least_dealers():
        warning = _("Warning: customers of several dealers complain. Consider holding the lot everywhere.")
        text = _("{sentence} {next}").format(sentence=text, next=warning)
    return text
