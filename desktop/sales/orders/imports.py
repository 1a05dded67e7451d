"""Orders and shipments from spreadsheets."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.sales.orders.model import SalesOrder, Shipment

IMPORTS = (
    RecordImport("orders", N_("Orders"), SalesOrder, keys=(("code",),)),
    RecordImport("shipments", N_("Shipments"), Shipment, keys=(("code",),)),
)
