"""The kinds of field, as every list, form, import and document reads them."""

from __future__ import annotations

from desktop import features
from desktop.core.fields import KINDS
from desktop.core.records import columns_of, models


def test_every_field_that_a_user_knows_says_its_kind() -> None:
    assert features.FEATURES
    unknown = [f"{c.table.name}.{c.name}" for model in models().values() for c in columns_of(model)
               if c.info.get("kind") not in KINDS]
    assert not unknown, f"declare them with a function of desktop.core.fields: {unknown}"
