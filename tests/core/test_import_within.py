"""Rows of a file that name other rows of the same file: the parent of a region, the region of a region."""

from __future__ import annotations

from sqlmodel import select

from desktop.core.database import Database
from desktop.core.importing import RecordImport
from desktop.core.records import living
from desktop.dealers.imports import DEALERS
from desktop.regions.model import Region
from tests.core.taking import planned, table, take

TREE = RecordImport("regions", "Regions", Region, fields=("code", "name", "level", "parent_id"), keys=(("code",),))
HEADER = ["Area code", "Name", "Level", "Lies in"]


def names(db: Database) -> dict[str, str | None]:
    """Name → name of the region it lies in, of those made here."""
    with db.reading() as session:
        known = {r.id: r for r in session.exec(living(Region))}
    return {r.name: known[r.parent_id].name if r.parent_id in known else None for r in known.values() if r.code.startswith("X")}


def test_a_name_that_several_rows_bear_is_refused_with_the_rows(database: Database) -> None:
    made = table(HEADER, ["X1", "新城", "province", None], ["X2", "新城", "province", None], ["X3", "东乡", "county", "新城"],
                 ["X4", "西乡", "county", "X2"])
    plan = planned(database, TREE, made)
    assert plan.rows("error") == [2]
    assert "2, 3" in plan.errors[0].text.replace("、", ", ") and plan.errors[0].value == "新城"
    take(database, TREE, made)
    assert names(database) == {"新城": None, "西乡": "新城"}


def test_a_row_below_one_that_is_refused_stays_out_with_it_and_says_so(database: Database) -> None:
    made = table(HEADER, ["X1", "甲市", "nowhere", None], ["X2", "乙县", "county", "甲市"], ["X3", "丙乡", "township", "乙县"],
                 ["X4", "丁市", "province", None])
    plan = planned(database, TREE, made)
    assert plan.rows("error") == [0, 1, 2]
    assert [issue.row for issue in plan.errors] == [2, 3, 4]
    take(database, TREE, made)
    assert names(database) == {"丁市": None}


def test_a_row_may_name_one_that_repeats_another(database: Database) -> None:
    take(database, TREE, table(HEADER, ["X1", "甲市", "province", None], ["X1", "甲市", "province", None],
                               ["X2", "乙县", "county", "甲市"]))
    assert names(database) == {"甲市": None, "乙县": "甲市"}


def test_a_code_comes_before_a_name(database: Database) -> None:
    take(database, TREE, table(HEADER, ["X1", "X2", "province", None], ["X2", "乙市", "province", None],
                               ["X3", "丙县", "county", "X2"]))
    with database.reading() as session:
        found = session.exec(select(Region).where(Region.code == "X3")).one()
        assert session.get_one(Region, found.parent_id).name == "乙市"


def test_two_names_with_one_code_are_two_records_of_which_one_is_wrong(database: Database) -> None:
    made = table(("编号", "经销商名称", "联系人"), ["D1", "甲农资", "张"], ["D1", "乙种业", "李"], ["D1", "甲农资", "王"])
    plan = planned(database, DEALERS, made)
    assert [plan.rows(state) for state in ("new", "error", "duplicate")] == [[0], [1], [2]]
    (issue,) = plan.errors
    assert (issue.row, issue.value) == (3, "乙种业") and "“甲农资”" in issue.text


def test_two_rows_of_one_key_with_different_values_are_named_with_both_and_never_called_the_same(database: Database) -> None:
    head = ("编号", "经销商名称", "地址")
    made = table(head, ["D1", "甲农资", "南街1号"], ["D1", "甲农资", "北街9号"], ["D1", "甲农资", "南街1号"],
                 ["D1", "甲农资", None])
    plan = planned(database, DEALERS, made)
    assert [plan.rows(state) for state in ("new", "error", "duplicate")] == [[0], [1], [2, 3]]
    (issue,) = plan.errors
    assert (issue.row, issue.value) == (3, "北街9号") and "row 2" in issue.text and "“地址”" not in issue.text
    assert "北街9号" in issue.text and "南街1号" in issue.text
    assert not any("same record" in i.text for i in plan.issues if i.row == issue.row)


def test_a_later_row_that_says_more_than_the_earlier_one_is_named_so_that_nothing_is_lost(database: Database) -> None:
    made = table(("编号", "经销商名称", "地址"), ["D1", "甲农资", None], ["D1", "甲农资", "北街9号"])
    plan = planned(database, DEALERS, made)
    assert plan.rows("error") == [1] and "北街9号" in plan.errors[0].text and "(blank)" in plan.errors[0].text
