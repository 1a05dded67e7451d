"""In Chinese a title says what is to be filled in: that of a day names a day or time, that of an amount names money.

Two fields that share an English title share its Chinese one; "Paid on" was the day of a payment and what a rebate is paid on.
"""

from __future__ import annotations

import re

import pytest
from sqlmodel import SQLModel

from desktop import features
from desktop.core.i18n import _, using

SAID = {
    "day": re.compile("[日期时月至自]|开始|结束|起始|截止|下次"),
    "money": re.compile("[额价费款金本补资]|预算|损失|[索认]赔|基数|毛利|返利|应返|已退还|此前已结"),
}
KINDS = {"day": "day", "moment": "day", "money": "money", "price": "money"}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_title_of_a_day_names_a_day_and_that_of_an_amount_money(kind: str) -> None:
    features.import_models()
    with using("zh_CN"):
        said = {f"{table.name}.{field.name}": _(field.info["title"]) for table in SQLModel.metadata.sorted_tables
                for field in table.columns if field.info.get("kind") == kind and field.info.get("title")}
    assert {name: title for name, title in said.items() if not SAID[KINDS[kind]].search(title)} == {}
