"""A series over several seasons tells its varieties year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.trials.series.series_report import series_report
from desktop.trials.trial_data import load
from tests.trials.results.tables_of import table_of
from tests.trials.series.conftest import NAME, SITES, add_trial, grown

if TYPE_CHECKING:
    from desktop.core.database import Database


def test_two_seasons_stand_year_by_year(database: Database, series: dict[str, int]) -> None:
    response = load(database, series["东点"]).traits[0].id
    for n, (site, shift) in enumerate(SITES.items(), start=1):
        add_trial(database, f"Y{n}", site, grown(n + 2, shift + 50), trait_id=response, season="2026")
    table = table_of(series_report(database, NAME, "zh_CN"), "各年结果")
    row = next(r for r in table.rows if r[0] == "甲一")
    for place, (shift, more) in enumerate(((0, 0), (2, 50))):
        own = [sum(v for v in grown(n + shift, s + more)["甲一"] if v) / 3 for n, s in enumerate(SITES.values(), start=1)]
        check = [sum(v for v in grown(n + shift, s + more)["对照一号"] if v) / 3 for n, s in enumerate(SITES.values(), start=1)]
        assert row[3 * place + 2] == pytest.approx(sum(own) / 5)
        assert row[3 * place + 3] == pytest.approx(100 * (sum(own) / sum(check) - 1))
