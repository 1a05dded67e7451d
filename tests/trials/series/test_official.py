"""What an official summary holds besides yield: who carried out the trials where, growth, other traits with LSD, CV and p."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.core import i18n, verbs
from desktop.core.database import Database
from desktop.core.documents import model as doc
from desktop.core.documents.text import shown
from desktop.core.verbs import insert_many
from desktop.trials.model import Observation, Site, Trial, TrialTrait
from desktop.trials.series.series_report import series_report
from desktop.trials.trial_data import EntryLine, load
from tests.trials.results.tables_of import table_of
from tests.trials.series.conftest import NAME, trait


def words(document: doc.Document) -> str:
    return "\n".join(b.text for b in doc.every(document.blocks) if isinstance(b, doc.Paragraph))


def observe(db: Database, trial_id: int, trait_id: int, values: tuple[float, ...]) -> None:
    """The same value on all plots of each entry, in order of the entries; those without a value are not observed."""
    data = load(db, trial_id)
    by_entry = dict(zip([e.id for e in data.entries], values, strict=False))
    with db.operation("observed") as session:
        insert_many(session, TrialTrait, [{"trial_id": trial_id, "trait_id": trait_id, "position": 2}])
        insert_many(session, Observation, [{"plot_id": p.id, "trait_id": trait_id, "value": by_entry[p.entry_id or 0]}
                                           for p in data.plots if p.entry_id in by_entry])


def test_the_summary_names_who_carried_out_each_trial_where_and_what_was_alike(
    database: Database, series: dict[str, int]
) -> None:
    for place, (code, trial_id) in enumerate(series.items()):
        site = verbs.get(database, Trial, trial_id).site_id or 0
        verbs.save(database, Site, {"latitude": 46.5 + place / 10, "longitude": 126.25, "soil": f"黑土{place}"}, site)
        verbs.save(database, Trial, {"organiser": "例丰种业", "author": f"员{code}", "plot_area": 20, "previous_crop": "大豆",
                                     "sown_on": date(2025, 5, 1 + place), "harvested_on": date(2025, 9, 28)}, trial_id)
    found = table_of(series_report(database, NAME, "zh_CN"), "", caption="承试单位与试验地概况")
    heads = [c.title for c in found.columns]
    assert heads == ["试验点", "负责人", "经纬度", "土壤", "播种期", "收获期"]
    assert len(found.rows) == len(series) and found.rows[0][2] == "46.50°N 126.25°E"
    alike, lacking = found.notes
    assert "承试单位 例丰种业" in alike and "小区面积 (m²) 20" in alike and "前茬 大豆" in alike
    assert "海拔" in lacking and "地点" in lacking


def test_other_traits_have_their_precision_over_the_trials_and_what_is_lacking_is_said(
    database: Database, series: dict[str, int]
) -> None:
    """Two varieties at two sites, checked by hand: differences 10 and 14, so s² = 4, LSD = 12.706 · √4."""
    height = trait(database, "height", name_zh="株高", unit="cm", decimals=0, is_yield=False, part="plant")
    for trial_id, values in zip(series.values(), ((200.0, 210.0), (220.0, 234.0)), strict=False):
        observe(database, trial_id, height, values)
    document = series_report(database, NAME, "zh_CN")
    found = table_of(document, "其他性状")
    column = [c.title for c in found.columns].index("株高")
    foot = {row[0]: shown(row[column], found.columns[column]) for row in found.rows[-found.total_rows:]}
    assert float(foot["LSD 5%"]) == pytest.approx(25.4, abs=0.05)
    assert float(foot["F检验 p"]) == pytest.approx(0.1051, abs=5e-4)
    said = words(document)
    assert "未记载：" in said and all(part in said for part in ("抗", "品质"))


def test_only_what_is_ones_own_is_recommended() -> None:
    class Variety:
        def __init__(self, kind: str) -> None:
            self.kind = kind

    lines = [EntryLine(1, 1, "a", False, "", Variety(kind)) for kind in ("own", "competitor")]  # type: ignore[arg-type]
    assert [line.own for line in lines] == [True, False]
    assert EntryLine(2, 2, "b", False, "").own and not EntryLine(3, 3, "c", True, "").own


def test_without_anything_but_yield_the_section_says_what_was_not_recorded(database: Database, series: dict[str, int]) -> None:
    with i18n.using("en"):
        assert "Not recorded:" in words(series_report(database, NAME, "en"))
