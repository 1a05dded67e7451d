"""A disease is weighed by the scale in which it was recorded; what cannot be weighed is said with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.catalogue.model import Trait
from desktop.core import catalogues, i18n
from desktop.features import import_models
from desktop.trials.series import advice
from desktop.trials.series.diseases import is_disease, weigh
from desktop.trials.series.first_page import summary_blocks
from desktop.trials.series.joined import load
from desktop.trials.series.other_traits import summaries
from desktop.trials.series.series_result import result_of
from tests.trials.series.conftest import NAME
from tests.trials.series.test_advice import given, maize, observe, states

if TYPE_CHECKING:
    from desktop.core.database import Database

import_models()
BLIGHT = {"code": "x.blight", "name_zh": "大斑病", "name_en": "Leaf blight", "kind": "score", "direction": "lower"}


@pytest.mark.parametrize(("facts", "values"), [
    ({}, {3.0: "met", 7.0: "caution", 9.0: "missed"}),
    ({"scale": "disease_1_9"}, {5.0: "met", 7.0: "caution", 9.0: "missed"}),
    ({"scale": "disease_9_1", "direction": "higher"}, {9.0: "met", 3.0: "caution", 1.0: "missed"}),
    ({"scale": "disease_0_5"}, {0.0: "met", 4.0: "caution", 5.0: "missed"}),
    ({"scale": "score_1_5"}, {3.0: "met", 4.0: "caution", 5.0: "missed"}),
    ({"low": 0.0, "high": 9.0}, {1.0: "met", 7.0: "caution", 9.0: "missed"}),
    ({"low": 0.0, "high": 5.0}, {3.0: "met", 4.0: "caution", 5.0: "missed", 7.0: ""}),
    ({"low": 0.0, "high": 4.0}, {1.0: "", 4.0: ""}),
    ({"code": "maize.stalk_rot", "kind": "number", "unit": "%"}, {5.0: "met", 30.0: "caution", 40.5: "missed"}),
    ({"kind": "number", "unit": "%"}, {5.0: ""}),
    ({"kind": "category"}, {
        "R": "met", "中抗": "met", "MR": "met", "S": "caution", "高感": "missed", "hs": "missed", "好": ""}),
])
def test_each_scale_has_its_own_limit(facts: dict[str, object], values: dict[float | str, str]) -> None:
    trait = Trait(**{**BLIGHT, **facts})
    for value, state in values.items():
        found = weigh(trait, value)
        assert ("" if found.why else "missed" if found.worse else "caution" if found.near else "met") == state, value
        assert "大斑病" in found.text or "eaf blight" in found.text


@pytest.mark.parametrize(("zh", "en", "kind", "is_one"), [
    ("稻瘟病", "", "score", True), ("", "Stripe rust", "number", True), ("条锈病严重度", "", "number", True),
    ("株高", "Plant height", "number", False), ("", "Trust", "category", False), ("整齐度", "", "category", False)])
def test_diseases_are_known_by_their_names(zh: str, en: str, kind: str, is_one: bool) -> None:
    assert is_disease(Trait(code="x.y", name_zh=zh, name_en=en, kind=kind, direction="none")) is is_one


def test_every_scale_of_diseases_in_the_catalogue_has_a_limit() -> None:
    limited = {row["scale"] for row in catalogues.load("disease_limits").rows}
    used = {row["scale"] for row in catalogues.load("traits").rows if row["scale"] and is_disease(
        Trait(code="x.y", name_zh=row["zh"], name_en=row["en"], kind=row["kind"]))}
    assert used and used <= limited


def test_what_could_not_be_weighed_is_named_with_its_reason_and_leads_nowhere(
        database: Database, series: dict[str, int]) -> None:
    maize(database, series)
    observe(database, series["东点"], "x.rust", {"甲一": 2.0}, name_zh="锈病", kind="score", unit="", direction="lower",
            summary="worst", low=0.0, high=4.0)
    found = given(database)["甲一"]
    assert states(found)["disease x.rust"] == "unweighed" and found.decision == "again"
    with i18n.using("zh_CN"):
        assert "未评判（这种记载方法没有限值）" in found.sentence()


def test_the_summary_says_why_a_winner_does_not_go_on(database: Database, series: dict[str, int]) -> None:
    maize(database, series)
    data = load(database, NAME)
    result = result_of(data)
    assert result is not None
    with i18n.using("en"):
        notes = " ".join(summary_blocks(result, summaries(data))[-1].notes)  # type: ignore[union-attr]
    winners = [x.entrant.name for x in result.others if (x.difference or 0) > 0]
    assert winners and all(f"{name} has a mean above the check's and is to be tried again" in notes for name in winners)
    assert "one season only" in notes, notes
    assert "missed" in notes, notes
    assert advice.held_back(result, summaries(data), result.lines)
