"""A variety on paper: every trial with its rank and significance, seasons, and a sheet that fits one page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.catalogue.model import AnnouncedTrait, Variety, VarietyDecision
from desktop.core import documents, i18n, verbs
from desktop.core.documents.model import Table, flat
from desktop.core.errors import UserError
from desktop.trials.dossier.dossier_report import mark_of, variety_dossier
from desktop.trials.dossier.facts import load, seasons, variety_by_name
from desktop.trials.dossier.sheet import variety_sheet
from desktop.trials.model import Trial
from tests.trials.series.conftest import SITES, add_trial, grown, trait

if TYPE_CHECKING:
    from desktop.core.database import Database


def test_every_trial_is_listed_with_rank_percent_and_significance(database: Database, series: dict[str, int]) -> None:
    dossier = load(database, variety_by_name(database, "甲一").id)
    assert len(dossier.trials) == len(series)
    assert {f"{t.line.rank}/{len(t.result.lines)}" for t in dossier.trials} == {"1/4"}
    assert {mark_of(t) for t in dossier.trials} == {"**"}
    check = load(database, variety_by_name(database, "对照一号").id)
    assert {mark_of(t) for t in check.trials} == {"CK"}


def test_a_season_counts_the_trials_above_the_check_and_a_tie_is_none(database: Database) -> None:
    response = trait(database, "own.yield")
    for n, own in enumerate((610.0, 600.0, 590.0), start=1):
        add_trial(database, f"T{n}", f"点{n}", {"对照一号": [600.0], "甲一": [own]}, trait_id=response)
    found = seasons(load(database, variety_by_name(database, "甲一").id))
    assert [(s.name, s.trials, s.above, s.compared, s.percent) for s in found] == [("2025", 3, 1, 3, pytest.approx(0.0))]


def test_an_abandoned_trial_is_named_and_an_estimate_has_a_line_of_its_own(database: Database, series: dict[str, int]) -> None:
    verbs.save(database, Trial, {"state": "abandoned", "reason": "洪水"}, series["东点"])
    estimate = trait(database, "maize.theoretical_yield", name_zh="理论产量")
    add_trial(database, "E1", "东点", grown(1, 100), trait_id=estimate)
    dossier = load(database, variety_by_name(database, "甲一").id)
    assert [t.code for t in dossier.unused] == ["X1"]
    assert {s.trait for s in seasons(dossier)} == {"亩产量", "理论产量"}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_dossier_and_sheet_are_written_and_the_sheet_fits_one_page(
        database: Database, series: dict[str, int], tmp_path: Path, language: str) -> None:
    import pypdfium2

    found = variety_by_name(database, "甲一")
    for n in range(14):
        height = trait(database, f"own.height{n}", name_zh=f"株高{n}", unit="cm", is_yield=False)
        verbs.save(database, AnnouncedTrait, {"variety_id": found.id, "trait_id": height, "wording": f"约{270 + n}厘米" * 9})
    verbs.save(database, VarietyDecision, {"variety_id": found.id, "state": "promotion", "decided_on": "2026-01-05"})
    verbs.save(database, Variety, {"remarks": "适期早播，合理密植。" * 60, "suitable_area": "第一积温带。" * 80}, found.id)
    sheet = documents.save(variety_sheet(database, found.id, language), tmp_path / "sheet.pdf")
    assert len(pypdfium2.PdfDocument(sheet)) == 1
    made = variety_dossier(database, found.id, language)
    with i18n.using(language):
        captions = [b.caption for b in flat(made.blocks) if isinstance(b, Table)]
        assert i18n._("The variety in all trials") in captions
        assert i18n._("Decisions") in captions
    assert len(series) == len(SITES)


def test_an_unknown_variety_is_refused(database: Database) -> None:
    with pytest.raises(UserError, match="无此品种"):
        variety_by_name(database, "无此品种")
