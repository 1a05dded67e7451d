"""Augmented blocks give the published figures, and refuse what they cannot bear."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.analysis.result import Analysis
from desktop.core.errors import UserError
from desktop.core.i18n import using
from tests.analysis.plots import analyse_augmented
from tests.analysis.test_oracles import analyse
from tests.shared import shared_path

# Four checks and eight new entries in three blocks (F. de Mendiburu, agricolae, man/DAU.test.Rd, after Federer).
BLOCKS = ["I"] * 7 + ["II"] * 6 + ["III"] * 7
ENTRIES = [*"ABCDgklABCDeiABCDfhj"]
YIELDS = [83.0, 77, 78, 78, 70, 75, 74, 79, 81, 81, 91, 79, 78, 92, 79, 87, 81, 89, 96, 82]


def example(**options: Any) -> Analysis:
    """The analysis of the example."""
    return analyse_augmented(ENTRIES, BLOCKS, YIELDS, treatment="trt", **options)


def section(analysis: Analysis, key: str) -> Any:
    """A further table as it stands in the JSON."""
    return analysis.to_json()[key]


def sums(lines: list[dict[str, Any]]) -> dict[str, float]:
    """Sums of squares by source."""
    return {row["source"]: row["ss"] for row in lines}


def test_the_published_variance_in_both_orders() -> None:
    analysis = example()
    assert (analysis.row("block").ss, analysis.row("trt").ss) == pytest.approx((360.07, 285.10), abs=0.005)
    assert analysis.row("trt").f == pytest.approx(0.961, abs=0.0005)
    assert (analysis.error_ms, analysis.error_df) == (pytest.approx(26.972, abs=0.0005), 6)
    first = sums(section(analysis, "anova_treatments_first"))
    published = {"trt": 575.67, "Control": 52.92, "Augmented": 505.87, "Control vs augmented": 16.88, "block": 69.50,
                 "Residuals": 161.83}
    assert first == pytest.approx(published, abs=0.006)
    divided = sums(section(analysis, "anova_treatments_adjusted"))
    assert divided == pytest.approx({"Control": 52.92, "Augmented and control vs augmented": 232.18}, abs=0.006)


def test_the_published_standard_errors_and_adjusted_means() -> None:
    analysis = example()
    errors = section(analysis, "standard_errors_of_differences")
    assert list(errors.values()) == pytest.approx([4.240, 7.345, 8.212, 6.361], abs=0.001)
    adjusted = analysis.table.adjusted
    assert [round(adjusted[level] or 0, 2) for level in "Ahg"] == [84.67, 93.50, 73.25]
    assert section(analysis, "checks") == {"A": 3, "B": 3, "C": 3, "D": 3}


def test_petersens_wheat_through_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--design", "augmented", "--response", "yield", "--treatment", "gen", "--block", "block"]
    found = analyse(capsys, shared_path("data", "agridat", "petersen.wheat.txt"), *options)
    assert found["lsd_stats"]["MSerror"] == pytest.approx(91103, abs=0.5)
    assert sums(found["anova_checks"]) == pytest.approx({"block": 6968486, "gen": 20051, "Residuals": 911027}, abs=0.6)
    assert (found["adjusted_means"]["G11"], found["adjusted_means"]["G21"]) == pytest.approx((3054.9, 2962.9), abs=0.05)
    errors = list(found["standard_errors_of_differences"].values())
    assert errors[:3] == pytest.approx([174.26, 426.86, 492.89], abs=0.005)
    assert errors[3] == pytest.approx((91102.7 * (1 + 1 / 6 + 1 / 3 - 1 / 18)) ** 0.5, rel=1e-6)


def test_new_entries_are_compared_with_every_check_and_with_one_at_once() -> None:
    analysis = example(check="C")
    compared = analysis.dunnett or {}
    assert len(compared) == 11
    alone = {row["comparison"]: row for row in section(analysis, "comparisons_with_checks")}
    assert len(alone) == 8 * 4
    assert alone["h − C"]["difference"] == pytest.approx(compared["h"].difference)
    assert alone["h − C"]["p"] == pytest.approx(compared["h"].lsd_p)
    assert compared["h"].p > compared["h"].lsd_p


def test_a_check_that_lost_a_plot_must_be_named() -> None:
    values: list[float | None] = [None if i == 0 else y for i, y in enumerate(YIELDS)]
    found = analyse_augmented(ENTRIES, BLOCKS, values)
    assert section(found, "checks") == {"B": 3, "C": 3, "D": 3}
    named = analyse_augmented(ENTRIES, BLOCKS, values, checks=["A", "B", "C", "D"])
    assert section(named, "checks") == {"A": 2, "B": 3, "C": 3, "D": 3}
    assert named.anova == found.anova


@pytest.mark.parametrize(
    ("entries", "blocks", "checks", "words"),
    [
        (["A", "B", "C", "D"], ["1", "1", "2", "2"], [], ["treatment", "block", "--check"]),
        (["A", "B", "A", "B"], ["1", "1", "2", "2"], [], ["treatment", "A, B"]),
        (["A", "B", "A", "C"], ["1", "1", "2", "2"], ["Z"], ["Z", "treatment"]),
        (["A", "B", "A", "C"], ["1", "1", "2", "2"], [], ["no plots are left"]),
        (["A", "B", "A", "C"], ["1", "1", "1", "1"], [], ["block"]),
    ],
)
def test_what_cannot_be_analysed_is_refused_in_one_sentence(
    entries: list[str], blocks: list[str], checks: list[str], words: list[str]
) -> None:
    with using("en"), pytest.raises(UserError) as caught:
        analyse_augmented(entries, blocks, [1.0, 2.0, 3.0, 4.5], checks=checks)
    assert all(word in str(caught.value) for word in words), caught.value


# A made-up trial: two checks and nine new entries in three blocks.
MADE_UP = {
    "B1": {"C1": 52.1, "C2": 58.3, "n1": 49.0, "n2": 61.7, "n3": 55.2},
    "B2": {"C1": 50.6, "C2": 57.9, "n4": 63.4, "n5": 47.1, "n6": 53.0},
    "B3": {"C1": 54.3, "C2": 59.2, "n7": 66.8, "n8": 51.5, "n9": 58.7},
}
# lme4: lmer(y ~ b + (1 | g)), variances and ranef
VARIANCES = {"gen": 35.6884584062, "Residual": 0.7097361057}
PREDICTED = {"n7": 9.1218851, "n5": -7.6870014, "C2": 2.3437331}


def test_predictions_are_those_of_lme4_with_blocks_fixed_and_entries_random() -> None:
    rows = [(gen, block, y) for block, plots in MADE_UP.items() for gen, y in plots.items()]
    found = analyse_augmented([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows], treatment="gen").to_json()
    assert found["variance_random_treatment"] == pytest.approx(VARIANCES, rel=1e-3)
    assert {gen: found["blup"][gen] for gen in PREDICTED} == pytest.approx(PREDICTED, rel=1e-3)
    assert 0 < found["heritability_cullis"] < 1
    assert next(iter(found["predictions"])) == max(found["blup"], key=lambda gen: found["blup"][gen])


def test_entries_that_do_not_vary_are_predicted_alike() -> None:
    found = example().to_json()
    assert found["variance_random_treatment"] == {"trt": 0.0, "Residual": pytest.approx(26.28991597)}
    assert set(found["blup"].values()) == {0.0}
    assert found["heritability_cullis"] == 0.0
