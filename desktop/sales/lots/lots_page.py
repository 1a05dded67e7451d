"""The section of labels at dealers."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.sales.lots.lists import TRACES
from desktop.sales.lots.reports import of_line, version_of_line
from desktop.ui.book.figures_section import FiguresSection


class TracesSection(FiguresSection):
    """What was sent, with the version of the label each lot was packed with; beside it the traces of lot and version."""

    icon = "search"
    listing = TRACES
    fills = N_("One row a line of a shipment, with its lot. Ship goods first.")
    papers = ((N_("Trace of the lot"), of_line), (N_("Trace of the version"), version_of_line))
    tables = frozenset({"shipmentline", "stockmove", "labeluse", "labelversion", "dealer"})
