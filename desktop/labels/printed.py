"""What is printed on a version, field by field: the fields of the form's printed groups, and all of their text as one."""

from __future__ import annotations

from typing import Any

from desktop.core.records import own_columns
from desktop.labels.model import LabelVersion

KEPT_APART = frozenset({
    "id", "item_id", "item_name", "number", "state", "made_by", "made_on", "submitted_on", "reviewed_by", "approved_by",
    "approved_on", "effective_from", "superseded_on", "withdrawn_on", "valid_until", "run_out_on", "reason", "printed",
    "rule_set", "sale_year", "changes", "remarks", "codes_read", "codes_from", "jet_printed"})
"""Fields of a version that are not printed."""
PRINTED = tuple(c.name for c in own_columns(LabelVersion) if c.name not in KEPT_APART)
"""The fields of a version that are printed, in the order of the form."""
TEXTS = tuple(c.name for c in own_columns(LabelVersion) if c.name in PRINTED and c.info["kind"] == "text")
"""Those of them that are texts."""


def all_text_of(version: Any) -> Any:
    """Everything printed on the row of `version` (the table or an alias) and the rules it stands under, as one text in SQL."""
    first, *others = (version.c[name] for name in (*TEXTS, "rule_set"))
    joined = first
    for part in others:
        joined = joined + "\n" + part
    return joined
