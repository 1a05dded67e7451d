"""Recalls from a spreadsheet."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.core.records import own_columns
from desktop.sales.lots.recall_model import LabelRecall

IMPORTS = (RecordImport(
    "recalls", N_("Recalls"), LabelRecall, keys=(("code",), ("lot", "decided_on")),
    fields=[c.name for c in own_columns(LabelRecall) if c.name != "item_name"],
    aliases={"lot": ("批号", "种子批号"), "version_id": ("标签版本", "版本"), "reason": ("召回原因", "原因"),
             "decided_on": ("决定日期", "日期"), "due_on": ("回复期限",)}),)
