"""The kinds of field, as every list, form, import and document reads them."""

from __future__ import annotations

from desktop.core.fields import KINDS
from desktop.core.kinds import kinds, model_of
from desktop.core.records import columns_of


def test_every_field_that_a_user_knows_says_its_kind() -> None:
    unknown = [f"{c.table.name}.{c.name}" for table in kinds() for c in columns_of(model_of(table))
               if c.info.get("kind") not in KINDS]
    assert not unknown, f"declare them with a function of desktop.core.fields: {unknown}"
