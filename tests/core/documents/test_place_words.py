"""An English document tells the places of the catalogue in English; nobody's own words are half translated."""

from __future__ import annotations

import pytest

from desktop.core.documents.model import Block, Column, Document, Heading, KeyValues, Paragraph, Table
from desktop.core.documents.place_words import in_english


@pytest.mark.parametrize(("text", "told"), [
    ("黑龙江省 绥化市 望奎县", "Wangkui County, Suihua City, Heilongjiang Province"),
    ("望奎县 海丰镇", "Haifeng Town, Wangkui County"),
    ("Market survey of 望奎县 in 2026", "Market survey of Wangkui County in 2026"),
    ("陕西省 西安市", "Xi'an City, Shaanxi Province"), ("内蒙古自治区", "Inner Mongolia"),
    ("黑龙江省农科院", "黑龙江省农科院"), ("望奎县丰收农资店", "望奎县丰收农资店"), ("望奎", "望奎")])  # fmt: skip
def test_a_place_that_stands_alone_is_told_in_english(text: str, told: str) -> None:
    assert in_english(text) == told


def test_places_are_told_in_tables_and_headings_and_in_chinese_documents_not() -> None:
    blocks: list[Block] = [Heading("望奎县", 1), Paragraph("望奎县"), KeyValues([("Region", "望奎县")]),
              Table([Column("Region")], [["望奎县"], [3.5]])]
    made = Document("Coverage: 望奎县", blocks, "en")
    assert "望奎" not in repr(made) and repr(made).count("Wangkui County") == 5
    assert repr(Document("望奎县", blocks)).count("望奎县") == 5
