"""What stands once a line beside replicates or places is no value of every plot; the columns people make are understood."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.trials.importing.arranging import is_computed
from tests.core.store import ready as new_database
from tests.trials.importing.test_import import plan_of, take, trials, written

if TYPE_CHECKING:
    from desktop.core.database import Database

FORM = """品种,小区产量(kg)Ⅰ,小区产量(kg)Ⅱ,小区产量(kg)Ⅲ,折亩产(kg/亩),株高(cm)
垦沃9号,3.94,3.81,3.79,192.3,82
绥育88,4.12,4.02,3.88,200.3,91
龙垦3092,3.55,3.70,3.41,177.7,77
黑科60,3.87,3.77,3.65,188.1,85
"""


def read(database: Database, tmp_path: Path, text: str) -> tuple[dict[str, list[object]], list[str], tuple[str, ...]]:
    """The values of every trait by plot, what is said, and the columns that are not used."""
    path = written(tmp_path, text)
    plan = plan_of(database, path)
    take(database, path)
    found = trials(database)
    values = {trait.name_zh: [value for data in found for (_plot, held), occasions in data.values.items() if held == trait.id
                              for value in occasions.values()] for trait in found[0].traits}
    return values, plan.facts, tuple(h for h in plan.table.header if h not in plan.columns.uses)


@pytest.fixture
def ready(tmp_path: Path) -> Iterator[Database]:
    with closing(new_database(tmp_path / "own.agridesk")) as database:
        yield database


def test_the_yield_of_a_mu_beside_the_replicates_is_computed_from_them(ready: Database, tmp_path: Path) -> None:
    values, _facts, unused = read(ready, tmp_path, FORM)
    assert "折亩产(kg/亩)" in unused
    assert len(values["小区产量"]) == 12


def test_what_stands_once_a_line_is_kept_once_and_said(ready: Database, tmp_path: Path) -> None:
    values, facts, _unused = read(ready, tmp_path, FORM)
    assert sorted(values["株高"]) == [77, 82, 85, 91], "in every plot it would be a trait without any error"
    assert any("株高(cm)" in fact and "not repeated" in fact for fact in facts)


def test_what_stands_once_a_line_beside_places_is_of_none(ready: Database, tmp_path: Path) -> None:
    values, facts, _unused = read(ready, tmp_path, "品种,海伦市,北安市,绥棱县,平均,株高(cm)\n" + "".join(
        f"品系{i},{180 + i},{190 + i},{185 + i},{185 + i},{80 + i}\n" for i in range(5)))
    assert "株高" not in values
    assert any("株高(cm)" in fact and "no single site" in fact for fact in facts)


@pytest.mark.parametrize("heading", ["品系", "供试材料", "品种（系）", "参试品种（系）名称"])
def test_lines_are_varieties(ready: Database, tmp_path: Path, heading: str) -> None:
    plan = plan_of(ready, written(tmp_path, FORM.replace("品种", heading, 1)))
    assert plan.columns.heading("variety") == heading
    assert not plan.errors


def test_a_column_headed_check_holds_marks(ready: Database, tmp_path: Path) -> None:
    path = written(tmp_path, "小区号,重复,品种,对照,产量(kg/亩)\n" + "".join(
        f"{r}0{i},{r},品种{i},{'CK' if i == 2 else ''},{180 + i * 3 + r}\n" for r in (1, 2, 3) for i in (1, 2, 3, 4)))
    take(ready, path)
    (data,) = trials(ready)
    assert [entry.name for entry in data.checks] == ["品种2"]
    assert not is_computed("对照")
    assert is_computed("比对照±%")
    assert is_computed("较CK")


def test_the_lower_of_two_headings_names_a_known_trait(ready: Database, tmp_path: Path) -> None:
    plan = plan_of(ready, written(tmp_path, "小区号,重复,品种,作物,生育时期 成熟期,农艺性状 株高(cm),产量(kg/亩)\n" + "".join(
        f"{r}0{i},{r},品种{i},大豆,2026-09-1{i},{80 + i},{180 + i * 3 + r}\n" for r in (1, 2) for i in (1, 2, 3, 4))))
    uses = {heading: use.target for heading, use in plan.columns.uses.items()}
    assert uses["农艺性状 株高(cm)"] == "trait:soybean.plant_height"
    assert uses["生育时期 成熟期"].startswith("trait:soybean."), uses


def test_a_new_trait_in_grades_is_a_score(ready: Database, tmp_path: Path) -> None:
    take(ready, written(tmp_path, "小区号,重复,品种,穗颈瘟(级),产量(kg/亩)\n" + "".join(
        f"{r}0{i},{r},品种{i},{(1, 1, 5)[r - 1]},{580 + i * 3 + r}\n" for r in (1, 2, 3) for i in (1, 2, 3, 4))))
    (data,) = trials(ready)
    assert {trait.name_zh: trait.kind for trait in data.traits}["穗颈瘟"] == "score"
