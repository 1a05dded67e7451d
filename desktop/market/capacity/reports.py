"""The documents of capacity and balance that the command line writes."""

from __future__ import annotations

from desktop.core.reporting import Report, coded, of_document
from desktop.market.capacity.model import MarketCapacity
from desktop.market.capacity.papers import capacity_sheet

CAPACITY_REPORT = Report("market-capacity", "code", of_document(
    lambda db, args: capacity_sheet(db, coded(db, MarketCapacity, args.code))))
