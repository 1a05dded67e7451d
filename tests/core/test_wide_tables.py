"""Tables with thousands of columns: their headings are guessed in no time, and the known ones are found."""

from __future__ import annotations

import time
from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.importing import mapping
from desktop.core.importing.likeness import LIKENESS, likeness
from desktop.core.importing.model import Target
from desktop.core.tables.no_records import row_kind
from desktop.core.tables.words import pattern, words

TARGETS = [Target(f"field_{n}", title, aliases=(f"别名{n}", f"列{n}"))
           for n, title in enumerate(("Name", "Code", "Remarks", "Region", "Contact", "Telephone", "Address", "Kind") * 5)]


@given(st.text("abcd经销商名称", min_size=1, max_size=12), st.text("abcd经销商名称", min_size=1, max_size=12))
def test_what_is_passed_over_without_comparison_is_not_like(one: str, other: str) -> None:
    whole = 1.0 if one == other else SequenceMatcher(None, one, other, autojunk=False).ratio() * 0.99
    from desktop.core.importing.likeness import _like

    assert _like(one, other) == whole or whole <= LIKENESS


def test_fifty_thousand_headings_are_guessed_within_seconds() -> None:
    header = [*(f"marker {n}" for n in range(50_000)), "Telephone", "备注"]
    began = time.process_time()
    found = mapping.guess(header, TARGETS)
    assert time.process_time() - began < 5
    assert {heading: use.target for heading, use in found.items()} == {"Telephone": "field_5"} | (
        {"备注": "field_2"} if likeness("备注", mapping.names(TARGETS[2])) == 1 else {})


def test_near_headings_of_an_ordinary_table_are_still_guessed() -> None:
    found = mapping.guess(["Telefone", "remark", "marker 1"], TARGETS)
    assert {heading: use.target for heading, use in found.items()} == {"Telefone": "field_5", "remark": "field_2"}


def test_every_word_for_a_sum_is_one_in_a_row_in_a_heading_and_in_the_name_of_a_sheet() -> None:
    for word in words("total"):
        assert row_kind(word) == "total", word
        assert pattern("total").match(word), word
        assert pattern("total", "summary").search(f"2026年 {word}"), word
    assert not pattern("total", "summary").search("summit 208") and not pattern("total").match("meaning")
