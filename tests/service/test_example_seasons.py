"""What the example's farmers ask is dated in the weeks in which a maize field of Suihua shows it."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.paths import resource
from desktop.example.seasons import GROWTH, dated

CASES = json.loads(resource("example", "region.json").read_text(encoding="utf-8"))["cases"]


@given(st.dates(date(2024, 1, 1), date(2032, 12, 31)))
def test_whenever_the_example_is_made_no_symptom_of_the_field_is_seen_out_of_season(today: date) -> None:
    for line in CASES:
        on, told = dated(line, today)
        assert on <= today
        if told["stage"] in GROWTH:
            first, last = GROWTH[told["stage"]]
            assert first <= (on.month, on.day) <= last, (line["number"], on)
            assert told["state"] in ("solved", "not_solved") or (today - on).days <= 150
        else:
            assert on.month in (10, 11, 12, 1, 2, 3, 4)


def test_in_late_november_the_open_questions_are_about_grain_and_seed_in_store() -> None:
    told = [dated(line, date(2026, 11, 30))[1] for line in CASES]
    assert {line["stage"] for line in told if line["state"] == "open"} == {"贮藏期"}
