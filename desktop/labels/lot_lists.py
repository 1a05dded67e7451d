"""The list of tests of seed lots, each against what its label promises."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import case, or_

from desktop.catalogue.model import Variety
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.core.reminders import days_ahead
from desktop.labels.lot_model import LotTest
from desktop.labels.model import LabelItem, LabelVersion

_test, _version, _variety = table_of(LotTest), table_of(LabelVersion), table_of(Variety)
AT_LEAST = ("purity", "cleanness", "germination")


def _below() -> Any:
    """Whether a result is worse than what the label promises; unrounded values are compared."""
    missed = [_test.c[name] < _version.c[name] for name in AT_LEAST]
    return case((or_(*missed, _test.c.moisture > _version.c.moisture), 1), else_=0)


TESTS = Listing(
    "lot_tests", N_("Tests of seed lots"), LotTest,
    columns=[column(LotTest, "tested_on"), column(LotTest, "lot"), Column("variety", N_("Variety"), _variety.c.name),
             column(LotTest, "germination"), Column("promised", N_("Germination promised"), _version.c.germination, "number",
                                                    decimals=1, unit="%"),
             column(LotTest, "purity"), column(LotTest, "cleanness"), column(LotTest, "moisture"),
             Column("below", N_("Worse than the label"), _below(), "flag"), column(LotTest, "laboratory"),
             column(LotTest, "certificate_no", shown=False), column(LotTest, "item_name", shown=False, editable=False),
             column(LotTest, "keep_until", shown=False), column(LotTest, "tonnes", shown=False, total="sum")],
    joins=[(LabelVersion, "version_id"), (LabelItem, "item_id", LabelVersion), (Variety, "variety_id", LabelItem)],
    order=("tested_on", True),
    presets=[
        Preset("below", N_("Worse than the label"), lambda: (Condition("below", "yes"),)),
        Preset("samples", N_("Retained samples that may go"), lambda: (
            Condition("keep_until", "until", today() - timedelta(days=1)),)),
        Preset("kept", N_("Samples whose time ends soon"), lambda: (Condition("keep_until", "next_days", days_ahead()),)),
    ])
