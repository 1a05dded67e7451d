"""Features say what they bring: every name they give leads somewhere, and declaring it loads nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from desktop.core.exporting import Export
from desktop.core.feature import Feature, found, load
from desktop.core.importing import ImportKind
from desktop.core.reporting import Reports
from desktop.features import FEATURES, TABS
from desktop.ui.page import Page

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("feature", FEATURES, ids=lambda f: f.name)
def test_everything_a_feature_names_is_there(feature: Feature) -> None:
    for module in feature.models:
        import_module(module)
    for place in feature.places():
        assert load(place) is not None, place
    assert all(isinstance(kind, ImportKind) for kind in found(feature.imports))
    assert all(isinstance(form, Export) for form in found(feature.exports))
    assert all(isinstance(reports, Reports) for reports in found(feature.reports))
    assert not feature.page or issubclass(load(feature.page), Page)


def test_names_are_given_once() -> None:
    kinds = [str(kind.name) for feature in FEATURES for kind in found(feature.imports)]
    forms = [form.name for feature in FEATURES for form in found(feature.exports)]
    names = [feature.name for feature in FEATURES]
    for given in (kinds, forms, names):
        assert len(given) == len(set(given))


@pytest.mark.parametrize("feature", FEATURES, ids=lambda f: f.name)
def test_what_is_taken_in_and_written_is_declared_by_its_names(feature: Feature) -> None:
    """So that a command finds its kind without loading all the others."""
    for declared in (feature.imports, feature.exports):
        for place, names in declared.items():
            assert names.split() == [str(thing.name) for thing in found((place,))], place
    for place, names in feature.reports.items():
        assert names.split() == [kind.name for reports in found((place,)) for kind in reports.kinds], place


def test_a_command_loads_its_own_kind_alone() -> None:
    code = ("import sys; from desktop.cli import main\ntry: main(sys.argv[1:])\nexcept SystemExit: pass\n"
            "print(*sys.modules, file=sys.stderr)")
    for words in (("import", "dealers", "none.csv", "--database", "none.agridesk"),
                  ("export", "dealers", "--out", "x.csv", "--database", "none.agridesk")):
        answer = subprocess.run([sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, text=True, check=True)
        loaded = set(answer.stderr.split())
        assert "desktop.transfer" in loaded
        parts = {name.split(".")[1] for name in loaded if name.startswith("desktop.") and name.count(".") > 1}
        beside = {name for name in loaded if name.startswith("desktop.") and name.endswith(".imports")}
        assert beside <= {"desktop.dealers.imports"} and "trials.importing" not in " ".join(loaded), parts
    words = ("report", "dealer", "--out", "x.pdf", "--code", "J1", "--database", "none.agridesk")
    answer = subprocess.run([sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"desktop.trials.reports", "desktop.sales.reports", "desktop.market.reports"} & set(answer.stderr.split())


def test_every_module_that_holds_records_is_named_by_its_feature() -> None:
    named = {module for feature in FEATURES for module in feature.models}
    holding = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in (ROOT / "desktop").rglob("*.py")
               if re.search(r"^class \w+\(.+, table=True\):", path.read_text(encoding="utf-8"), re.MULTILINE)}
    assert holding <= named


def test_declaring_features_loads_neither_their_parts_nor_the_database() -> None:
    code = "import sys; import desktop.features; print(*sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(answer.stdout.split())
    assert not {"sqlalchemy", "sqlmodel", "pydantic", "PySide6"} & loaded
    parts = {name for name in loaded if name.startswith("desktop.") and name.count(".") == 2}
    assert not {name for name in parts if not name.startswith("desktop.core.") and not name.endswith(".feature")}


def test_a_tab_has_a_title_and_an_icon() -> None:
    assert all(tab.title and tab.icon for tab in TABS)
