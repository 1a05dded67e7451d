"""Error terms, unequal variances, variance components, places and years: as R (stats, lme4, emmeans) gives them."""

from __future__ import annotations

import pytest

from desktop.analysis.met.lines import Line
from desktop.analysis.met.result import MetAnalysis
from tests.analysis.met.series_data import analyse, published, read
from tests.analysis.plots import analyse_met
from tests.shared import ORACLES, shared_path


def by_source(lines: tuple[Line, ...]) -> dict[str, Line]:
    """Lines of variance by source."""
    return {line.source: line for line in lines}


def fan() -> MetAnalysis:
    """Fan's maize: places in two years, means only."""
    from desktop.analysis.from_table import labels, numbers
    from desktop.core.tables import read_table

    table = read_table(shared_path("data", "agridat", "fan.stability.txt"))
    rows = range(len(table.rows))
    gen, place, year = (labels(table, name, rows) for name in ("gen", "loc", "year"))
    together = [f"{a}:{b}" for a, b in zip(place, year, strict=True)]
    return analyse_met(gen, together, None, numbers(table, "yield", rows), locations=place, years=year, treatment="gen",
                       environment="loc:year", location="loc")


def test_each_line_names_the_error_it_is_tested_by() -> None:
    lines = by_source(published("omer.sorghum", ["env"], block="rep").combined)
    tests = {source: line.random for source, line in lines.items() if line.random}
    assert {source: test.error for source, test in tests.items()} == {
        "environment": "environment:block",
        "treatment": "environment:treatment",
        "environment:block": "Residuals",
        "environment:treatment": "Residuals",
    }
    assert tests["treatment"].f == pytest.approx(138093.32442131 / 110029.349801833)
    assert lines["treatment"].fixed is not None
    assert lines["treatment"].fixed.f == pytest.approx(5.600009857431)


def test_bartlett_and_levene_find_unequal_error_variances() -> None:
    a = published("omer.sorghum", ["env"], block="rep")
    assert a.bartlett is not None
    assert a.levene is not None
    assert (a.bartlett.chi_squared, a.bartlett.p) == pytest.approx((305.6361066, 6.149564398e-64), rel=1e-8)
    assert (a.levene.f, a.levene.df, a.levene.error_df) == (pytest.approx(26.17659, abs=5e-6), 5, 426)
    assert (a.bartlett.largest, a.bartlett.smallest) == ("E4", "E5")


def test_environments_are_weighed_by_their_precision() -> None:
    w = published("omer.sorghum", ["env"], block="rep").weighted
    assert w is not None
    assert (w.q, w.df) == (pytest.approx(820.5451971), 85)
    assert w.interaction_variance == pytest.approx(19936.2677, rel=1e-7)
    assert w.entries_f == pytest.approx(1.09210, abs=5e-6)
    assert w.means["G01"] == pytest.approx(398, abs=0.5)
    assert w.standard_errors["G01"] == pytest.approx(64.6, abs=0.05)
    assert sum(w.weights.values()) == pytest.approx(len(w.weights))


def test_variance_components_are_those_of_reml() -> None:
    c = published("omer.sorghum", ["env"], block="rep").components
    assert c is not None
    assert c.error == pytest.approx(24659.465, rel=1e-4)
    assert c.interaction == pytest.approx(21342.559, rel=1e-4)
    assert c.entry == pytest.approx(1169.267, rel=1e-3)
    means_only = fan().components
    assert means_only is not None
    assert (means_only.entry, means_only.interaction) == pytest.approx((0.4469160676, 0.9689348983), rel=1e-6)
    assert means_only.blup["HaiHe"] == pytest.approx(1.3387252156, rel=1e-6)
    assert means_only.heritability == pytest.approx(means_only.cullis)  # the same where every entry stood everywhere


def test_with_equal_errors_weighted_predictions_are_nearly_the_unweighted_ones() -> None:
    a = read(ORACLES / "simulated" / "met_balanced.csv", ["site"], treatment="variety", block="rep")
    assert a.weighted is not None
    assert a.components is not None
    assert a.weighted.entry_variance == pytest.approx(a.components.entry, rel=0.05)
    assert sum(a.weighted.blup.values()) == pytest.approx(0, abs=1e-6)
    for level, predicted in a.components.blup.items():
        assert a.weighted.blup[level] == pytest.approx(predicted, abs=1.0)


def test_a_site_gives_every_difference_with_its_own_limits() -> None:
    a = read(ORACLES / "simulated" / "met_balanced.csv", ["site"], treatment="variety", block="rep", check="郑单958")
    site = a.sites[0]
    assert a.check is not None
    found = a.check.by_environment[site.level]["辽单565"]
    assert site.lsd is not None
    assert found.lower is not None
    assert found.upper is not None
    assert (found.difference - found.lower, found.upper - found.difference) == pytest.approx((site.lsd, site.lsd))
    assert found.difference == pytest.approx(site.means["辽单565"] - site.means["郑单958"])


def test_blups_shrink_the_differences_from_the_mean() -> None:
    a = read(ORACLES / "simulated" / "met_balanced.csv", ["site"], treatment="variety", block="rep")
    assert a.components is not None
    for entry in a.entries:
        own = a.components.heritability * (entry.mean - a.grand_mean)
        assert a.components.blup[entry.level] == pytest.approx(own, rel=1e-6)


def test_places_and_years_are_parted() -> None:
    a = fan()
    assert a.split is not None
    lines = by_source(a.split.lines)
    assert [(s, line.df) for s, line in lines.items()] == [
        ("loc", 9), ("year", 1), ("loc:year", 9), ("gen", 12), ("loc:gen", 108), ("year:gen", 12), ("Residuals", 108),
    ]
    printed = {"loc": 654.66045, "loc:year": 302.74846, "gen": 118.88707, "loc:gen": 128.67769, "year:gen": 10.24272}
    assert {s: round(lines[s].ss, 5) for s in printed} == printed
    assert lines["loc:gen"].random is not None
    assert lines["loc:gen"].random.p == pytest.approx(0.009999, abs=5e-7)
    entries = lines["gen"].random
    assert entries is not None
    assert entries.error == "loc:gen + year:gen − Residuals"
    assert entries.f == pytest.approx(9.907256 / (1.191460 + 0.853560 - 0.759229), rel=1e-5)
    components = a.split.components
    assert components["loc:gen"] == pytest.approx((1.191460 - 0.759229) / 2, rel=1e-5)
    assert sum(round(line.df) for line in a.split.lines) == 259


def test_places_seen_in_one_year_each_are_not_parted() -> None:
    rows = [(e, f"E{j}", None, 500.0 + 3 * j * j + 11 * i + (5 * i * j) % 7) for i, e in enumerate("ABC") for j in range(4)]
    entry, environment, _block, value = zip(*rows, strict=True)
    a = analyse_met(entry, environment, None, value, locations=environment, years=["2024"] * 12)
    assert a.split is None
    assert "series_split_not_crossed" in {note.kind for note in a.notes}


def test_letters_by_the_interaction_join_more_than_those_by_the_plots_error() -> None:
    a = read(ORACLES / "simulated" / "met_balanced.csv", ["site"], treatment="variety", block="rep")
    assert a.fixed_table is not None
    region, here = a.table.letters["lsd"], a.fixed_table.letters["lsd"]

    def joined(letters: dict[str, str]) -> int:
        return sum(bool(set(x) & set(y)) for x in letters.values() for y in letters.values())

    assert joined(region) > joined(here)
    assert a.lsd_stats["LSD"] == pytest.approx(1.998341 * (2 * 3363.36373809525 / 24) ** 0.5, rel=1e-6)


def test_lost_plots_are_adjusted_for_in_the_first_stage() -> None:
    folder = ORACLES / "simulated"
    whole = read(folder / "met_balanced.csv", ["site"], treatment="variety", block="rep")
    rows = [
        (e, s, b, 500.0 + 9 * i + 40 * j + 30 * k + (3 * i * j + 5 * k * i) % 11)
        for i, e in enumerate("ABCD") for j, s in enumerate(["E0", "E1", "E2"]) for k, b in enumerate("12")
        if (e, s, b) != ("A", "E1", "2")
    ]
    a = analyse(rows)  # type: ignore[arg-type]
    site = next(s for s in a.sites if s.level == "E1")
    j = a.cells.environments.index("E1")
    assert site.means["A"] > a.cells.means[a.cells.entries.index("A"), j] + 5  # its lost block was the better one
    assert whole.sites[0].means["郑单958"] == pytest.approx(whole.cells.means[whole.cells.entries.index("郑单958"), 0])
