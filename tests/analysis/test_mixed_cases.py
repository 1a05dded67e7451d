"""Alpha and row-column designs of awkward shapes agree with lme4: vanishing and huge variances, lost plots, odd blocks."""

from __future__ import annotations

import json
from typing import Any

import pytest

from desktop.analysis.mixed.result import MixedAnalysis
from tests.analysis.plots import analyse_alpha, analyse_row_column
from tests.shared import ORACLES

REFERENCE = json.loads((ORACLES / "mixed" / "mixed_cases.json").read_text(encoding="utf-8"))


def analysis(case: dict[str, Any]) -> MixedAnalysis:
    """The case as its design analyses it."""
    values = [None if text == "NA" else float(text) for text in case["yield"].split()]
    entries, replicates, first = (case[name].split() for name in ("entry", "rep", "b1"))
    names = {"treatment": "entry", "replicate": "rep"}
    if case["design"] == "alpha":
        return analyse_alpha(entries, replicates, first, values, block="b1", **names)
    return analyse_row_column(entries, replicates, first, case["b2"].split(), values, row="b1", column="b2", **names)


@pytest.mark.parametrize("name", REFERENCE["cases"])
def test_awkward_designs_agree_with_lme4(name: str) -> None:
    case = REFERENCE["cases"][name]
    found, expected = analysis(case).to_json(), case["expected"]
    for key in ("reml", "reml_random_treatment"):
        assert found[key] == pytest.approx(expected[key], abs=1e-6)
    for key in ("variance_fixed_treatment", "variance_random_treatment"):
        scale = max(expected[key].values())
        assert found[key] == pytest.approx(expected[key], rel=1e-4, abs=1e-7 * scale)
    for key in ("mean_variance_of_a_difference", "heritability_cullis"):
        assert found[key] == pytest.approx(expected[key], rel=1e-5, abs=1e-9)
    precision = expected["mean_variance_of_a_difference"] ** 0.5
    for key in ("blue", "blup"):
        assert found[key] == pytest.approx(expected[key], rel=1e-7, abs=1e-5 * precision)


@pytest.mark.parametrize("name", REFERENCE["cases"])
def test_a_variance_at_zero_has_no_standard_error_and_every_other_one_has(name: str) -> None:
    found = analysis(REFERENCE["cases"][name])
    for model in (found.fixed, found.random):
        for group, variance in model.variances.items():
            assert (model.standard_errors[group] is None) == (variance == 0), group


@pytest.mark.slow
def test_letters_part_what_each_comparison_alone_parts() -> None:
    """The letters come from all pairs at once, a comparison with a check from that pair alone: they must agree."""
    case = REFERENCE["cases"]["blocks a hundred times as variable as plots, two replicates"]  # twelve entries: twelve checks
    values = [None if text == "NA" else float(text) for text in case["yield"].split()]
    entries, replicates, blocks = (case[name].split() for name in ("entry", "rep", "b1"))
    names = {"treatment": "entry", "replicate": "rep", "block": "b1"}
    apart: dict[tuple[str, str], bool] = {}
    for check in sorted(set(entries)):
        found = analyse_alpha(entries, replicates, blocks, values, check=check, **names)
        apart |= {(check, level): c.lsd_p <= 0.05 for level, c in (found.dunnett or {}).items()}
    letters = found.table.letters["lsd"]
    said = {pair: not set(letters[pair[0]]) & set(letters[pair[1]]) for pair in apart}
    noted = [note.values["count"] for note in found.notes if note.kind == "letters_inexact_pairs"]
    assert sum(said[pair] != apart[pair] for pair in apart) <= 2 * sum(noted)
    assert any(apart.values()) and not all(apart.values())
    best = max(found.table.adjusted, key=lambda level: found.table.adjusted[level] or 0.0)
    assert letters[best].startswith("a")
    assert set(found.to_json()["letters"]) == {"lsd", "tukey", "scheffe", "bonferroni", "holm"}
