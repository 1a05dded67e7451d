"""Planting conditions: days taken in, heat, frost, gaps, certainty."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from desktop.catalogue.model import Variety, VarietyRegion
from desktop.core.database import Database
from desktop.core.errors import FieldErrors, UserError
from desktop.core.i18n import using
from desktop.core.importing import apply, ask, guess_columns, make_plan, open_questions, read_source
from desktop.core.records import light
from desktop.core.rules import rehearsed
from desktop.core.verbs import store
from desktop.market.climate import figures as c
from desktop.market.climate.imports import IMPORTS
from desktop.market.climate.model import WeatherStation, WeatherYear, series, written
from desktop.market.climate.papers import conditions_sheet
from tests.market.conftest import Market

KIND = IMPORTS[1]


def year_of(year: int, warm: tuple[date, date], mean: float = 20.0, gap: date | None = None) -> WeatherYear:
    """A year that is warm on some days and freezing on all others."""
    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
    values = [mean if warm[0] <= day <= warm[1] else -5.0 for day in days]
    text = written([None if day == gap else value for day, value in zip(days, values, strict=True)])
    return WeatherYear(station_id=1, year=year, means=text, lows=text, gaps=int(gap is not None))


def test_heat_is_summed_over_the_steadily_warm_period_and_frost_lies_around_it() -> None:
    made = c.climate_year(year_of(2025, (date(2025, 5, 1), date(2025, 9, 27))), 0.0)
    assert (made.starts, made.ends, made.days) == (date(2025, 5, 1), date(2025, 9, 27), 150)
    assert (made.active, made.effective) == (3000.0, 1500.0)
    assert (made.last_frost, made.first_frost, made.frost_free) == (date(2025, 4, 30), date(2025, 9, 28), 150)


@pytest.mark.parametrize(("warm", "gap", "why"), [
    ((date(2025, 5, 1), date(2025, 9, 1)), date(2025, 7, 1), c.GAP_IN_SEASON),
    ((date(2025, 5, 1), date(2025, 12, 31)), None, c.OPEN_END), ((date(2025, 5, 1), date(2025, 5, 1)), None, c.NOT_WARM)])
def test_a_gap_or_an_open_end_gives_no_heat_but_says_why(warm: tuple[date, date], gap: date | None, why: str) -> None:
    made = c.climate_year(year_of(2025, warm, 20.0, gap), 0.0)
    assert (made.active, made.why) == (None, why)


def test_maturity_is_classed_by_the_guaranteed_value_never_by_the_mean() -> None:
    sums = [2810, 2650, 2745, 2590, 2880, 2705, 2560, 2930, 2680, 2770, 2620, 2850, 2735, 2695, 2660, 2790, 2600, 2720, 2755]
    years = [c.ClimateYear(2000 + n, active=float(value)) for n, value in enumerate(sums)]
    found = c.over_years(years, lambda one: one.active)
    assert found is not None and found.guaranteed is not None
    assert (round(found.mean, 1), round(found.guaranteed.normal, 1), found.guaranteed.empirical) == (2723.4, 2638.8, 2620)
    assert c.stricter(found) == 2620
    few = c.over_years(years[:9], lambda one: one.active)
    assert few is not None and few.guaranteed is None and c.stricter(few) is None


def test_days_of_a_file_become_years_with_their_gaps(database: Database, market: Market, tmp_path: Path) -> None:
    first = date(2024, 1, 1)
    lines = ["站名,年,月,日,平均气温,最低气温,20-20时降水量"]
    for n in range(400):
        day = first + timedelta(days=n)
        lines.append(f"庆安站,{day.year},{day.month},{day.day},{'32766' if n == 5 else n / 10},,{n % 3}")
    (tmp_path / "d.csv").write_text("\n".join(lines), encoding="utf-8")
    source = read_source(tmp_path / "d.csv", kind=KIND)
    with database.reading() as session:
        columns = guess_columns(session, KIND, source.table)
        assert not open_questions(ask(session, KIND, source.table, columns))
        plan = make_plan(session, KIND, source.table, columns)
    assert not plan.errors
    apply(database, KIND, source, plan)
    with database.reading() as session:
        years = [tuple(row) for row in session.connection().exec_driver_sql(
            "SELECT s.name, y.year, y.gaps, y.lows FROM weatheryear y JOIN weatherstation s ON s.id = y.station_id "
            "ORDER BY y.year")]
        means = series(session.connection().exec_driver_sql("SELECT means FROM weatheryear ORDER BY year").scalar() or "")
    assert years == [("庆安站", 2024, 1, ""), ("庆安站", 2025, 331, "")]
    assert means[4:7] == [0.4, None, 0.6]


def test_a_day_that_stands_twice_is_named(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("站名,日期,平均气温\n甲,2024-01-01,1\n甲,2024-01-01,2\n", encoding="utf-8")
    with pytest.raises(UserError, match="2024-01-01"):
        read_source(tmp_path / "d.csv", kind=KIND)


@pytest.mark.parametrize("text", ["1 2 3", " ".join(["1"] * 364 + ["x"])])
def test_a_year_that_is_not_whole_is_refused(database: Database, text: str) -> None:
    with pytest.raises(FieldErrors) as refused, database.operation("t") as session:
        station = store(session, WeatherStation, {"name": "甲站"})
        store(session, WeatherYear, {"station_id": station.id, "year": 2025, "means": text})
    assert "means" in refused.value.fields


def test_a_value_that_is_no_number_is_refused_however_often_it_comes(database: Database) -> None:
    text = " ".join(["1.5"] * 364 + ["1.5°"])
    for _again in range(2):
        with pytest.raises(FieldErrors, match=r"1\.5°"), database.operation("t") as session:
            station = store(session, WeatherStation, {"name": "甲站"})
            store(session, WeatherYear, {"station_id": station.id, "year": 2025, "means": text})


def test_a_station_has_a_year_once_also_where_its_years_were_asked_for_before(database: Database) -> None:
    means = " ".join(["1"] * 365)
    with database.operation("t") as session:
        station, other = (store(session, WeatherStation, {"name": name}).id for name in ("甲站", "乙站"))
        first = store(session, WeatherYear, {"station_id": station, "year": 2025, "means": means}).id
    with pytest.raises(FieldErrors, match="already"), database.operation("t") as session:
        store(session, WeatherYear, {"station_id": station, "year": 2026, "means": means})
        store(session, WeatherYear, {"station_id": station, "year": 2026, "means": means})

    def refused(session: Session, number: int, station_id: int, year: int) -> bool:
        record = light(WeatherYear)()
        record.__dict__.update(id=number, station_id=station_id, year=year, means=means)
        return bool(rehearsed(session, WeatherYear, record, None))

    with database.reading() as session:  # a dry run
        assert [refused(session, 0, station, 2025), refused(session, 0, station, 2026)] == [True, False]
        assert [refused(session, first, station, 2025), refused(session, 0, other, 2025)] == [False, False]


def test_the_sheet_puts_the_legal_area_before_all_else(database: Database, market: Market) -> None:
    with database.operation("t") as session:
        station = store(session, WeatherStation, {"name": "庆安站", "region_id": market.one})
        for year in range(2014, 2026):
            made = year_of(year, (date(year, 5, 1), date(year, 9, 27 - year % 3)))
            store(session, WeatherYear, {"station_id": station.id, "year": year, "means": made.means, "lows": made.lows})
        for name, place in (("可种", market.city), ("不可种", market.two)):
            variety = store(session, Variety, {"name": name, "kind": "own"})
            store(session, VarietyRegion, {"variety_id": variety.id, "region_id": place, "basis": "审定"})
    with using("zh_CN"):
        text = str(conditions_sheet(database, station.id).blocks)
    assert "'可种'" in text and "'不可种'" not in text
    assert "熟期" in text and "待核实" in text and "2014–2025" in text


@given(st.lists(st.one_of(st.none(), st.floats(-60, 60).map(lambda value: round(value, 1))), min_size=1, max_size=40))
def test_a_series_comes_back_as_it_was_written(values: list[float | None]) -> None:
    text = written(values)
    assert series(text) == ([] if all(value is None for value in values) else values)


def test_a_large_file_of_days_is_read_straight_into_years(tmp_path: Path) -> None:
    first = date(2020, 1, 1)
    days = [(first + timedelta(days=n)).isoformat() for n in range(4000)]
    lines = [f"甲站,{day},{n % 30},,{'x' if n == 3 else '32766' if n == 5 else n % 7}" for n, day in enumerate(days)]
    lines += [f"乙站,{day},1.50,2,3" for day in reversed(days)]  # upside down
    path = tmp_path / "d.csv"
    path.write_text("站名,日期,平均气温,最低气温,降水量\n" + "\n".join([*lines, "甲站,合计,1,1,1"]), encoding="gb18030")
    table = read_source(path, kind=KIND).table
    assert path.stat().st_size > 150_000 and len(table.rows) == 22
    years = {(row[0], row[1]): row for row in table.rows}
    assert years["甲站", 2020][3] is None and str(years["甲站", 2020][4]).split()[2:6] == ["2", "-", "4", "-"]
    assert str(years["乙站", 2021][2]).split() == ["1.5"] * 365
    with using("en"):
        said = " ".join(read_source(path, kind=KIND).table.notes)
    assert "1 row without a day" in said and "x" in said
    path.write_text("站名,日期,平均气温\n" + "\n".join(f"甲,{day},1" for day in [*days, *days, *days, *days]), encoding="utf-8")
    with pytest.raises(UserError, match="Row 4002: 2020-01-01"):
        read_source(path, kind=KIND)


def test_a_station_in_a_large_file_is_one_with_blanks_behind_it_too(tmp_path: Path) -> None:
    first = date(2020, 1, 1)
    lines = [f"{('A', 'A ', 'Ａ　')[n % 3]},{(first + timedelta(days=n)).isoformat()},{n % 30},1,2,3,4" for n in range(7000)]
    path = tmp_path / "d.csv"
    for text in ("\n".join(lines), "\n".join([*lines[:5000], "", *lines[5000:]])):  # whole columns, and row by row
        path.write_text("站名,日期,平均气温,最低气温,降水量,备注,来源\n" + text, encoding="utf-8")
        assert path.stat().st_size > 150_000
        rows = read_source(path, kind=KIND).table.rows
        assert [(row[0], row[1]) for row in rows] == [("A", year) for year in range(2020, 2040)]


def test_a_large_file_of_days_is_the_same_however_its_rows_are_written(tmp_path: Path) -> None:
    """In quotes, with the line ends of Windows or of old Macs, with blank lines, with rows longer than the headings."""
    first = date(2019, 1, 1)
    rows = [[f"站{n // 3000}", (first + timedelta(days=n % 3000)).isoformat(), f"{n % 30}.5", str(n % 7), ""]
            for n in range(9000)]
    head = ["站名", "日期", "平均气温", "降水量", "备注"]
    plain = [",".join(row) for row in rows]
    ways = {
        "plain": "\n".join([",".join(head), *plain]),
        "windows": "\r\n".join([",".join(head), *plain, ""]),
        "mac": "\r".join([",".join(head), *plain]),
        "quoted": "\n".join(",".join(f'"{cell}"' for cell in row) for row in [head, *rows]),
        "blank": "\n".join([",".join(head), *plain[:4000], "", "", *plain[4000:]]),
        "longer": "\n".join([",".join(head), *(line + (",x" if n % 1000 == 5 else "") for n, line in enumerate(plain))]),
        "semicolons": "\n".join([";".join(head), *(line.replace(",", ";") for line in plain)]),
    }
    found = {}
    for name, text in ways.items():
        path = tmp_path / f"{name}.csv"
        path.write_bytes(text.encode())
        table = read_source(path, kind=KIND).table
        found[name] = (table.header, table.rows, table.notes)
        assert len(table.rows) == 27, name
    assert all(one == found["plain"] for one in found.values())
    cell = found["plain"][1][0]
    assert (cell[0], cell[1], str(cell[2]).split()[:3], str(cell[3]).split()[:9]) == (
        "站0", 2019, ["0.5", "1.5", "2.5"], ["0", "1", "2", "3", "4", "5", "6", "0", "1"])
