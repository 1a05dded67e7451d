"""Telephone numbers are kept in one form; what cannot be one is doubted and kept."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from sqlmodel import select

from desktop.core import phones
from desktop.core.importing import apply, guess_columns, make_plan, read_source
from desktop.dealers.imports import DEALERS
from desktop.people.model import Person
from tests.core.store import ready


@pytest.mark.parametrize(("typed", "kept"), [
    ("１３８４６６６５５４４", "13846665544"), ("0455－5721888", "0455-5721888"), ("—", ""),
    (" 139 4555  1234 ", "139 4555 1234"), ("13904550001/13804550002", "13904550001/13804550002"), ("无", "无")])
def test_a_number_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert phones.normalised(typed) == kept
    assert phones.normalised(kept) == kept


@pytest.mark.parametrize("number", ["", "13945551234", "+86 18745512345", "0455-5721888", "5721888", "12316", "无",
                                    "13904550001、0455-5721888", "0455-5721888转801", "+7 4232 123456"])
def test_a_number_that_can_be_is_not_doubted(number: str) -> None:
    assert not phones.doubt(number)


@pytest.mark.parametrize("number", ["1394550", "139455512345", "13904550001/138045500", "045"])
def test_a_number_that_cannot_be_is_doubted(number: str) -> None:
    assert phones.doubt(number)


def test_a_mobile_that_comes_in_with_a_dealer_is_doubted_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "dealers.csv"
    path.write_text("客户名称,负责人,手机\n青冈县惠民农资,刘文,1394550\n望奎金穗农资,周丽华,１３８４６６６５５４４\n", "utf-8")
    with closing(ready(tmp_path / "own.agridesk")) as database:
        source = read_source(path, kind=DEALERS)
        with database.reading() as session:
            plan = make_plan(session, DEALERS, source.table, guess_columns(session, DEALERS, source.table))
        assert [(issue.row, issue.column, issue.value) for issue in plan.issues] == [(2, "手机", "1394550")]
        apply(database, DEALERS, source, plan)
        with database.reading() as session:
            assert sorted(session.exec(select(Person.mobile))) == ["13846665544", "1394550"]
