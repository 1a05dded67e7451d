"""Published trials through the command, as a stranger would: the variance that their books print."""

from __future__ import annotations

from typing import Any

import pytest

from tests.analysis.test_oracles import analyse
from tests.shared import shared_path

# file, options, JSON key of the variance, and by source: degrees of freedom and sum of squares as published
# (citations in the comments; the figures agree with R to the digits given).
TRIALS = [
    # G. M. Clewer, D. H. Scarisbrick, Practical Statistics and Experimental Design, 2001
    ("clewer.wheat", "rcbd --treatment gen --block block --response yield", "anova",
     {"block": (2, 9.78), "gen": (3, 6.63), "Residuals": (6, 2.40)}),
    # W. G. Cochran, G. M. Cox, Experimental Designs, 1957
    ("cochran.crd", "crd --treatment trt --response inf", "anova", {"trt": (6, 972.344), "Residuals": (25, 1122.875)}),
    # C. H. Goulden, Methods of Statistical Analysis, 1952
    ("goulden.latin", "latin --treatment trt --row row --column col --response yield", "anova",
     {"row": (4, 46.668), "col": (4, 14.020), "trt": (4, 196.608), "Residuals": (12, 28.044)}),
    # F. Yates, Complex experiments, 1935
    ("yates.oats", "split-plot --block block --whole gen --sub nitro --response yield", "strata",
     {"block": (5, 15875), "gen": (2, 1786), "nitro": (3, 20020), "gen:nitro": (6, 322), "Within": (45, 7969)}),
    # K. A. Gomez, A. A. Gomez, Statistical Procedures for Agricultural Research, 1984, table 3.15
    ("gomez.stripplot", "strip-plot --block rep --horizontal gen --vertical nitro --response yield", "strata",
     {"gen": (5, 57100201), "nitro": (2, 50676061), "gen:nitro": (10, 23877979), "Within": (20, 8232917)}),
    # J. A. John, E. R. Williams, Cyclic and Computer Generated Designs, 1995
    ("john.alpha", "alpha --replicate rep --block block --treatment gen --response yield", "anova_treatments_first",
     {"rep": (2, 6.1355), "gen": (23, 14.0765), "rep:block": (15, 3.6036), "Residuals": (31, 2.58736)}),
    ("john.alpha", "rcbd --block rep --treatment gen --response yield", "anova", {"Residuals": (46, 6.19095)}),
    # M. G. Weiss, G. M. Cox, Balanced incomplete block and lattice square designs, 1939, table 7
    ("weiss.lattice", "row-column --replicate rep --row row --column col --treatment gen --response yield", "anova",
     {"rep": (3, 91.57), "rep:col": (24, 2913.43), "rep:row": (24, 390.21), "gen": (48, 1029.87), "Residuals": (96, 618.05)}),
]


@pytest.mark.parametrize(("file", "options", "key", "published"), TRIALS, ids=[f"{t[0]} {t[1].split()[0]}" for t in TRIALS])
def test_the_command_prints_the_published_variance(
    file: str, options: str, key: str, published: dict[str, tuple[int, float]], capsys: pytest.CaptureFixture[str]
) -> None:
    found = analyse(capsys, shared_path("data", "agridat", f"{file}.txt"), "--design", *options.split())
    lines = {_name(row): row for row in found[key]}
    for source, (df, ss) in published.items():
        digits = len(str(ss).partition(".")[2])
        assert lines[source]["df"] == df, source
        assert lines[source]["ss"] == pytest.approx(ss, abs=0.6 * 10**-digits if "." in str(ss) else 0.6), source


def _name(row: dict[str, Any]) -> str:
    """The source of a line; that of an error in a stratum is the stratum's name."""
    return str(row["stratum"] if "stratum" in row and row["source"] == "Residuals" else row["source"])


def test_johns_alpha_has_the_published_precision(capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--design", "alpha", "--replicate", "rep", "--block", "block", "--treatment", "gen", "--response", "yield"]
    found = analyse(capsys, shared_path("data", "agridat", "john.alpha.txt"), *options)
    assert found["mean_variance_of_a_difference"] == pytest.approx(0.07010875, rel=1e-3)
    assert found["mean_variance_of_a_difference_blup"] == pytest.approx(0.05455, abs=5e-5)
    assert found["heritability_piepho_moehring"] == pytest.approx(0.803, abs=5e-4)
    assert found["heritability_cullis"] == pytest.approx(0.809, abs=5e-4)
    assert (found["blue"]["G01"], found["blue"]["G24"]) == pytest.approx((5.11, 4.15), abs=0.005)


def test_cochrans_maize_in_balanced_incomplete_blocks(capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--design", "bib", "--block", "loc", "--treatment", "gen", "--response", "yield"]
    found = analyse(capsys, shared_path("data", "agridat", "cochran.bib.txt"), *options)
    # thirteen lines in thirteen blocks of four: every pair meets once, and all differences have one standard error
    assert {row["source"]: row["df"] for row in found["anova"]} == {"loc": 12, "gen": 12, "Residuals": 27}
    assert found["lsd_stats"]["LSD"] > 0
    assert set(found["blue"]) == set(found["adjusted_means"])
