"""Whatever is given to a kind of the trade: an answer, or one sentence that names a key; never anything else."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.calculating import kinds
from desktop.core.errors import UserError
from desktop.core.feature import load
from desktop.trade.feature import FEATURE
from tests.trade.asking import answer, complaint

TRADE = [calculation.name for place in FEATURE.calculators for calculation in load(place)]
NONSENSE: list[Any] = ["many", "", None, True, [], {}, -1, 0, "1e400", 10**40, "2026-02-30", "9999-12-31", [1, "x"], [{}],
                       {"a": 1}, "0.005"]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place of an input, inner ones as well."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [*([path] if path else []), *(found for key, each in inner for found in places(each, (*path, key)))]


def put(value: Any, path: tuple[Any, ...], nonsense: Any) -> Any:
    """The input with another value in one place."""
    changed = copy.deepcopy(value)
    inside = changed
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = nonsense
    return changed


@pytest.mark.parametrize("kind", TRADE)
@given(data=st.data())
def test_nonsense_in_any_place_is_answered_or_refused_in_a_sentence(kind: str, data: st.DataObject) -> None:
    example = json.loads(json.dumps(kinds()[kind].example))
    path = data.draw(st.sampled_from(places(example)))
    try:
        answer(kind, put(example, path, data.draw(st.sampled_from(NONSENSE))))
    except UserError as refused:
        assert "“" in str(refused) and "\n" not in str(refused) and str(refused).endswith(".")


@pytest.mark.parametrize("kind", TRADE)
def test_every_key_that_is_needed_is_missed_and_every_other_refused(kind: str) -> None:
    known = kinds()[kind]
    for key in known.needs:
        assert complaint(kind, {k: v for k, v in known.example.items() if k != key}) == f"“{key}” is missing."
    assert complaint(kind, {**known.example, "colour": 1}).startswith("“colour” is not known here")


def test_keys_inside_lists_are_named_by_their_place() -> None:
    example = kinds()["kpi"].example
    assert complaint("kpi", put(example, ("lines", 1, "target"), 0)) == "“lines 2 target” must be more than nothing: 0."
    assert complaint("kpi", put(example, ("lines", 1, "aim"), 3)).startswith("“lines 2 aim” is not known here")
    assert complaint("kpi", put(example, ("lines", 0, "steps", 1, "marks"), -4)) == (
        "“lines 1 steps 2 marks” is outside 0 to ∞: -4.")
    assert complaint("split", {"total": "10.005", "weights": [1]}) == "“total” is no amount in yuan and fen: 10.005."
