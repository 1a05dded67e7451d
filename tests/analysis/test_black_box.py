"""Every figure of every reference result stands in what the command prints, whatever the design.

The references of single trials are compared as a stranger would: the file, the options of the interface, the JSON.
A key that this harness does not know is a failure, not a silence.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from math import isclose
from pathlib import Path
from typing import Any

import pytest

from tests.analysis.test_oracles import analyse, pairs
from tests.shared import ORACLES, SHARED, shared_path

EXACT, ITERATED = 1e-6, 1e-3  # least squares; R's optimiser of variance components
MIXED = ("blue", "blup", "variance_fixed_treatment", "variance_random_treatment", "mean_variance_of_a_difference",
         "heritability_cullis", "intercept_random")
ROLES = ("replicate", "block", "row", "column", "whole", "sub", "horizontal", "vertical")
WHERE = {"omer.sorghum.E3": ("omer.sorghum.txt", "env=E3")}
Oracle = dict[str, Any]


def options(oracle: Oracle) -> list[str]:
    """The options for the reference's design and columns."""
    found = ["--design", oracle["design"].removesuffix("-factorial"), "--response", oracle["response"]]
    found += [word for role in ROLES if role in oracle for word in (f"--{role}", oracle[role])]
    treatments = oracle.get("factors") or ([oracle["treatment"]] if "treatment" in oracle else [])
    return found + [word for name in treatments for word in ("--treatment", name)]


def near(found: Any, expected: Any, tolerance: float) -> bool:
    """Whether two figures, or all figures of two objects with the same keys, agree."""
    if isinstance(expected, dict):
        return set(found) == set(expected) and all(near(found[key], expected[key], tolerance) for key in expected)
    if expected is None or isinstance(expected, str):
        return bool(found == expected)
    return isclose(found, expected, rel_tol=tolerance, abs_tol=tolerance * 1e-3)


def lines(found: list[Oracle], expected: list[Oracle]) -> bool:
    """Whether the lines of variance agree, in their order."""
    return len(found) == len(expected) and all(
        near({key: row.get(key) for key in line}, line, EXACT) for row, line in zip(found, expected, strict=True))


def letters(found: Oracle, expected: Oracle) -> bool:
    """Whether every test joins the same pairs."""
    return all(pairs(found[test]) == pairs(signs) for test, signs in expected.items())


def reml(found: float, expected: float, _all: Oracle) -> bool:
    """Whether the deviance is not above the reference's."""
    return found <= expected + 1e-6


def plain(found: Any, expected: Any, _all: Oracle) -> bool:
    """Figures of least squares."""
    return near(found, expected, EXACT)


CHECKS: dict[str, Callable[[Any, Any, Oracle], bool]] = {
    **dict.fromkeys(("design", "response", "n", "mean", "cv_percent", "lsd_stats", "adjusted_means"), plain),
    **dict.fromkeys(MIXED, lambda found, expected, _all: near(found, expected, ITERATED)),
    **dict.fromkeys(("anova", "strata"), lambda found, expected, _all: lines(found, expected)),
    "letters": lambda found, expected, _all: letters(found, expected),
    "variety_lsd": lambda _found, expected, whole: pairs(whole["letters"]["variety"]["lsd"]) == pairs(expected),
    "reml": reml,
}


def differing(found: Oracle, oracle: Oracle) -> list[str]:
    """The keys of the reference that the printed analysis does not bear out."""
    keys = [key for key in oracle if key not in (*ROLES, "treatment", "factors")]
    return [key for key in keys if not CHECKS[key](found.get(key), oracle[key], found)]


def references(folder: Path) -> list[str]:
    """The references of single trials in a folder, by name."""
    paths = sorted(folder.glob("*.json"))
    designs = {path.stem: json.loads(path.read_text(encoding="utf-8")).get("design", "met") for path in paths}
    return [name for name, design in designs.items() if design not in ("met", "spatial")]


@pytest.mark.parametrize("name", references(ORACLES / "simulated"))
def test_every_figure_of_our_own_references_is_printed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder = ORACLES / "simulated"
    oracle = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    assert differing(analyse(capsys, folder / f"{name}.csv", *options(oracle)), oracle) == []


@pytest.mark.parametrize("name", references(SHARED / "oracles" / "agridat") or ["stroup.nin"])
def test_every_figure_of_the_published_references_is_printed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = shared_path("oracles", "agridat", f"{name}.json")
    oracle = json.loads(path.read_text(encoding="utf-8"))
    file, where = WHERE.get(name, (f"{name}.txt", ""))
    chosen = ["--where", where] if where else []
    found = analyse(capsys, shared_path("data", "agridat", file), *options(oracle), *chosen)
    assert differing(found, oracle) == []
