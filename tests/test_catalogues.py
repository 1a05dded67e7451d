"""The catalogues are whole: both languages, unique codes, sensible ranges, and honest about what is not verified."""

from __future__ import annotations

import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from desktop.core import catalogues, paths
from desktop.core.errors import UserError
from desktop.core.i18n import using

NAMES = ("crops", "label_rules", "net_content", "observation_checks", "scales", "seed_standards", "traits")
CHINESE = re.compile("[\u4e00-\u9fff]")


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of a catalogue."""
    return [dict(row) for row in catalogues.load(name).rows]


def test_every_catalogue_is_known_and_has_a_dated_header() -> None:
    assert set(NAMES) <= set(catalogues.names())
    for name in catalogues.names():
        catalogue = catalogues.load(name)
        assert catalogue.source and catalogue.rows and catalogue.title_en
        assert CHINESE.search(catalogue.title)
        assert date(2020, 1, 1) < catalogue.as_of
        assert catalogue.head["note_zh"] and catalogue.head["note_en"]


@pytest.mark.parametrize("name", NAMES)
def test_every_text_has_both_languages_and_every_row_says_whether_it_is_verified(name: str) -> None:
    for row in rows(name):
        assert isinstance(row["verified"], bool), row
        for key in row:
            twin = {"_zh": f"{key[:-3]}_en", "zh": "en"}.get(key[-3:] if key.endswith("_zh") else key)
            assert twin is None or bool(row[key]) == bool(row[twin]), (row, key)
        if name != "label_rules":
            assert row["zh"] and row["en"] and not CHINESE.search(row["en"]), row


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("crops", ("code",)),
        ("scales", ("id",)),
        ("traits", ("crop", "code")),
        ("label_rules", ("code",)),
        ("seed_standards", ("standard", "crop", "type", "kind", "class")),
    ],
)
def test_codes_are_unique(name: str, keys: tuple[str, ...]) -> None:
    codes = [tuple(row[key] for key in keys) for row in rows(name)]
    assert len(codes) == len(set(codes))


def test_crops_have_traits_and_a_start_of_the_growth_period() -> None:
    dictionaries = {row["crop"] for row in rows("traits")}
    for crop in rows("crops"):
        assert crop["traits"] in dictionaries
        assert crop["growth_start"] in ("emergence", "sowing")
        assert crop["standard_moisture"] is None or 5 < crop["standard_moisture"] < 20
    assert catalogues.load("crops").by("code")["maize"]["standard_moisture"] == 14.0


def test_traits_are_usable_as_they_stand() -> None:
    scales = catalogues.load("scales").by("id")
    for row in rows("traits"):
        assert row["kind"] in ("number", "count", "score", "category", "date", "text", "photo")
        assert (row["kind"] == "category") == bool(row["categories"])
        assert (row["kind"] == "score") == (row["scale"] in scales)
        assert row["low"] is None or row["high"] is None or row["low"] < row["high"]
        assert row["method_zh"] and row["stage_zh"]
        assert 0 <= row["decimals"] <= 3
        assert row["over_sites"] in ("mean", "worst", "max", "mode", "none")
        assert not row["range_verified"]


def test_formulas_and_rules_name_traits_of_their_crop_or_facts() -> None:
    from desktop.catalogue.formula import names, parse
    from desktop.catalogue.formula_check import FACTS

    groups = {row["code"]: row["traits"] for row in rows("crops")}
    known = {crop: {r["code"] for r in rows("traits") if r["crop"] == crop} | set(FACTS) for crop in groups.values()}
    asked = [(row["crop"], row["formula"]) for row in rows("traits") if row.get("formula")]
    for row in rows("observation_checks"):
        texts = [row["formula"], row["trait"]] if row["rule"] == "never" else row.get("traits", [])
        asked += [(groups[crop], text) for crop in row.get("crops", ()) for text in texts]
        assert row["rule"] in ("order", "never", "jump", "limit") and date.fromisoformat(row["valid_from"])
    assert len(asked) > 80
    for crop, text in asked:
        assert set(names(parse(text))) <= known[crop], (crop, text)


def test_no_heading_means_two_traits_of_one_crop() -> None:
    for crop in {row["crop"] for row in rows("traits")}:
        words = [w for row in rows("traits") if row["crop"] == crop for w in (row["zh"], *row["aliases"])]
        assert len(words) == len(set(words)), crop


def test_scores_run_in_one_stated_direction() -> None:
    for scale in rows("scales"):
        values = [level["value"] for level in scale["levels"]]
        assert values == sorted(values) and len(values) >= 3
        assert scale["worst"] in ("high", "low")
        assert all(level["zh"] and level["en"] for level in scale["levels"])


def test_label_rules_are_numbered_graded_and_in_both_languages() -> None:
    rules = rows("label_rules")
    assert [rule["code"] for rule in rules] == [f"L{n:02d}" for n in range(1, len(rules) + 1)]
    assert len(rules) >= 30
    for rule in rules:
        assert rule["severity"] in ("E", "W", "I")
        assert CHINESE.search(rule["title"]) and CHINESE.search(rule["rule"])
        assert rule["title_en"] and rule["rule_en"] and rule["basis"] and rule["kinds"]
        assert bool(rule["unverified"]) == bool(rule["unverified_en"])
        assert rule["status"] == ("M" if not rule["verified"] else "V+M" if rule["unverified"] else "V")


def test_the_label_standard_of_2024_replaces_that_of_2006() -> None:
    sets = {one["id"]: one for one in catalogues.load("label_rules").head["rule_sets"]}
    old, new = sets["gb20464-2006"], sets["gb20464-2024"]
    assert old["replaced_by"] == new["id"]
    assert (old["effective_to"], new["effective_from"]) == ("2025-09-30", "2025-10-01")
    assert not new["rows"]


LIMITS = ("purity_min", "cleanness_min", "germination_min", "moisture_max")


def test_quality_limits_are_percentages_and_dates_are_in_order() -> None:
    for row in rows("seed_standards"):
        for key in LIMITS:
            assert row[key] is None or 5 <= row[key] < 100
        if row["effective_from"] and row["effective_to"]:
            assert date.fromisoformat(row["effective_from"]) < date.fromisoformat(row["effective_to"])
        assert row["moisture_cold_max"] is None or row["moisture_cold_max"] > row["moisture_max"]


def test_editions_of_2024_hold_no_values_and_say_so() -> None:
    new = [row for row in rows("seed_standards") if row["standard"].endswith("-2024")]
    assert {"maize", "rapeseed"} <= {row["crop"] for row in new}
    for row in new:
        assert [row[key] for key in LIMITS] == [None] * 4
        assert row["effective_from"] == "2025-10-01" and not row["verified"]
        assert "不能判定" in row["note_zh"]


def test_maize_for_single_seed_sowing_has_its_own_row() -> None:
    [row] = catalogues.load("seed_standards").where(crop="maize", kind="single_seed")
    assert [row[key] for key in LIMITS] == [97.0, 99.0, 93, 13.0]
    assert row["moisture_cold_max"] is None


def test_every_standard_and_footnote_of_a_row_is_described() -> None:
    head = catalogues.load("seed_standards").head
    known = {one["code"]: one for one in head["standards"]}
    notes = {one["id"] for one in head["footnotes"]}
    for row in rows("seed_standards"):
        assert row["standard"] in known
        assert set(row["footnotes"]) <= notes
    for one in known.values():
        assert one["replaced_by"] is None or one["replaced_by"] in known


def test_tolerances_cover_every_content_without_a_gap() -> None:
    for kind in ("tolerance", "height"):
        steps = [row for row in rows("net_content") if row["kind"] == kind and row["basis"] == "mass"]
        assert steps[0]["above"] == 0
        assert all(a["up_to"] == b["above"] for a, b in pairwise(steps))
    steps = [row for row in rows("net_content") if row["kind"] == "tolerance" and row["basis"] == "mass"]
    allowed = [row["grams"] or row["percent"] * row["up_to"] / 100 for row in steps]
    assert allowed == sorted(allowed)


def test_a_broken_catalogue_is_named(tmp_path: Path) -> None:
    good = json.loads(paths.resource("catalogues", "scales.json").read_text(encoding="utf-8"))
    for content in ("{", "[]", json.dumps({**good, "as_of": "soon"}), json.dumps({"title": "x"})):
        (tmp_path / "own.json").write_text(content, encoding="utf-8")
        with pytest.raises(UserError, match=r"own\.json"):
            catalogues.read(tmp_path / "own.json")
    with pytest.raises(UserError, match=r"absent\.json"):
        catalogues.load("absent")


def test_texts_follow_the_language() -> None:
    row = catalogues.load("traits").where(crop="maize", code="plant_height")[0]
    assert catalogues.text(row, code="en") == "Plant height"
    with using("zh_CN"):
        assert catalogues.text(row) == "株高"
        assert "10株" in catalogues.text(row, "method")


def test_regions_form_one_tree_with_parents_first() -> None:
    seen: dict[str, catalogues.Place] = {}
    for place in catalogues.regions():
        assert re.fullmatch(r"\d{6}", place.code) and place.name and place.short
        assert place.code not in seen
        if place.level == "province":
            assert place.parent == ""
        else:
            assert seen[place.parent].level == ("province" if place.level == "prefecture" else seen[place.parent].level)
            assert place.code[:2] == place.parent[:2]
        seen[place.code] = place
    assert sum(place.level == "province" for place in seen.values()) == 34
    assert len(seen) > 3000


def test_municipalities_and_counties_below_a_province_have_no_grouping_node() -> None:
    places = {place.code: place for place in catalogues.regions()}
    assert places["110101"].parent == "110000"
    assert places["419001"].parent == "410000"
    assert places["230103"].parent == "230100"
    assert not {"市辖区", "省直辖县级行政区划"} & {place.name for place in places.values()}


def test_siblings_are_told_apart_by_their_short_names() -> None:
    keys = [(place.parent, place.short) for place in catalogues.regions()]
    assert len(keys) == len(set(keys))


def test_the_licence_stands_beside_the_regions() -> None:
    assert paths.resource("catalogues", "regions.LICENSE").is_file()
    readme = paths.resource("catalogues", "README.md").read_text(encoding="utf-8")
    for name in catalogues.names():
        assert f"{name}.json" in readme


def test_every_set_of_traits_names_traits_of_its_crop_and_each_crop_has_one_for_a_comparison() -> None:
    from desktop.trials.choices import TRIAL_KIND

    traits = catalogues.load("traits")
    for row in catalogues.load("trait_sets").rows:
        known = {trait["code"]: place for place, trait in enumerate(traits.where(crop=row["crop"]))}
        assert set(row["traits"]) <= set(known), row["zh"]
        assert row["kind"] in TRIAL_KIND.labels
        assert [known[code] for code in row["traits"]] == sorted(known[code] for code in row["traits"]), row["zh"]
    wanted = {row["crop"] for row in traits.rows}
    assert {row["crop"] for row in catalogues.load("trait_sets").where(kind="comparison")} == wanted
