"""What the file of a lot says in a sentence or two, for window and paper."""

from __future__ import annotations

from desktop.core.i18n import _, ngettext
from desktop.core.units import format_number
from desktop.service import lots
from desktop.service.lots import LotFile


def summary(found: LotFile) -> str:
    """What a lot's file says in a sentence or two."""
    if not found.lot:
        return _("The complaint names no lot yet.")
    sentence = _("Lot {lot}: {complaints} {complaints:complaint|complaints} through {dealers} {dealers:dealer|dealers}; "
                 "{delivered} delivered to {holders} {holders:dealer|dealers}.")
    received = [line for line in found.lines if line.delivered_kg or line.delivered_bags]
    text = sentence.format(lot=found.lot, complaints=found.complaints, dealers=found.dealers, holders=len(received),
                           delivered=quantity(sum(h.delivered_bags for h in received), sum(h.delivered_kg for h in received)))
    if found.dealers >= lots.least_dealers():
        warning = _("Warning: customers of several dealers complain. Consider holding the lot everywhere.")
        text = _("{sentence} {next}").format(sentence=text, next=warning)
    return text


def quantity(bags: int, kg: float | None) -> str:
    """Bags, and what is known of their weight: "40 bags (100 kg)", "100 kg"."""
    weight = _("{n} kg").format(n=format_number(kg, 1)) if kg else ""
    if not bags:
        return weight or _("{n} kg").format(n=0)
    counted = ngettext("{n} bag", "{n} bags", bags).format(n=bags)
    return f"{counted} ({weight})" if weight else counted
