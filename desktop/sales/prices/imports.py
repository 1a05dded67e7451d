"""Prices from a spreadsheet."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.sales.prices.model import PriceLine

IMPORTS = (RecordImport("prices", N_("Prices"), PriceLine, keys=(("product_id", "region_id", "valid_from"),)),)
