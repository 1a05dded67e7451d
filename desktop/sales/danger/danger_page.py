"""The section of dealers in danger: the list, and beside it the sheet of the one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.core.i18n import N_, _
from desktop.dealers.assessment.lists import DANGER_MARKS
from desktop.sales.danger.lists import DANGER
from desktop.sales.danger.reports import danger_sheet
from desktop.ui.book.figures_section import FiguresSection
from desktop.ui.book.owned_list import OwnedList

READ = frozenset({"dealer", "dangermark", "licence", "promise", "shipment", "shipmentline", "payment", "paymentallotment",
                  "accountentry", "instalment"})


class DangerSection(FiguresSection):
    """What facts and notes say of each dealer. A double click opens the dealer, where signs are noted."""

    icon = "warning"
    listing = DANGER
    fills = N_("One row a dealer, from what he owes, what he does and the signs noted at him. Add dealers first.")
    papers = ((N_("Sheet of signs"), danger_sheet),)
    tables = READ

    def extra_tabs(self) -> Sequence[tuple[str, QWidget]]:
        """What was noted, cleared or not."""
        noted = OwnedList(self.context, DANGER_MARKS, "dealer_id", _("No sign of danger was noted yet."), self.tabs)
        return ((N_("Signs noted"), noted),)
