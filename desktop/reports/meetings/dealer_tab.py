"""A sub-tab of a dealer: what meetings resolved about it, open and done."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.core.i18n import _
from desktop.reports.meetings import lists
from desktop.ui.book.owned_list import OwnedList
from desktop.ui.context import Context


class DealerTab(OwnedList):
    """The resolutions that name the dealer shown."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, lists.ACTIONS, "dealer_id", _("No meeting resolved anything about this dealer yet."), parent)
