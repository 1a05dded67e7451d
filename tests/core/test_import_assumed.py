"""What new records get where a file says nothing of it is said, may be chosen, and has no day that nobody wrote."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.__main__ import main
from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import FieldErrors, UserError
from desktop.core.importing import Plan, apply, guess_columns, make_plan, read_source
from desktop.core.moves import days_as_said, moves_of
from desktop.core.tables import write_csv
from desktop.dealers.imports import DEALERS, VISITS
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Visit
from desktop.sales.season.model import SeasonSettlement
from tests.core.store import opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "dealers.csv", ["客户名称", "电话"], [["甲农资", "13800000001"], ["乙农资", "13800000002"]])


def taken(db: Database, kind: Any, path: Path, **chosen: Any) -> Plan:
    source = read_source(path, kind=kind)
    with db.reading() as session:
        columns = replace(guess_columns(session, kind, source.table, {}), **chosen)
        plan = make_plan(session, kind, source.table, columns)
    return apply(db, kind, source, plan).plan


def dealers(db: Database) -> dict[str, tuple[str, str, date | None, int]]:
    with db.reading() as session:
        return {r.name: (r.state, r.level, r.state_since, len(moves_of(session, r)))
                for r in session.exec(verbs.living(Dealer)).all()}


def test_the_plan_says_what_new_dealers_become_and_no_day_is_made_up(database: Database, file: Path) -> None:
    plan = taken(database, DEALERS, file)
    (said,) = [fact for fact in plan.facts if fact.startswith("The file does not say")]
    assert "and 2 new records get" in said
    for part in ("State: Prospect", "Dealer level: County", "Kind: Company", "In this state since: left blank"):
        assert part in said
    assert dealers(database) == {"甲农资": ("prospect", "county", None, 0), "乙农资": ("prospect", "county", None, 0)}


def test_what_is_chosen_for_the_file_is_what_new_dealers_get_and_known_ones_keep_theirs(database: Database, file: Path) -> None:
    verbs.save(database, Dealer, {"name": "甲农资", "state": "hold", "state_since": date(2025, 1, 1)})
    plan = taken(database, DEALERS, file, assumed={"state": "active", "level": "township", "state_since": "2024-03-01"})
    assert any("State: Active dealer" in fact and "2024-03-01" in fact for fact in plan.facts)
    assert dealers(database) == {"甲农资": ("hold", "county", date(2025, 1, 1), 1),
                                 "乙农资": ("active", "township", date(2024, 3, 1), 1)}


def test_what_a_column_says_is_not_offered(database: Database, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "d.csv", ["客户名称", "状态", "经销商级别"], [["甲农资", "active", "township"]])
    plan = taken(database, DEALERS, path)
    assert {"state", "level"}.isdisjoint(t.name for t in DEALERS.assumed(plan.columns))
    assert not any("State:" in fact or "level:" in fact for fact in plan.facts)
    assert dealers(database)["甲农资"][2] is None, "the file says the state, and no day"


def test_what_follows_from_other_columns_is_not_offered(database: Database, tmp_path: Path) -> None:
    verbs.save(database, Dealer, {"name": "甲农资"})
    path = write_csv(tmp_path / "v.csv", ["经销商", "拜访日期"], [["甲农资", "2026-03-01"]])
    plan = taken(database, VISITS, path)
    with database.reading() as session:
        assert [v.state for v in session.exec(verbs.living(Visit))] == ["done"]
    assert not any("State" in fact for fact in plan.facts)


def test_a_word_that_is_none_is_refused_in_a_sentence(database: Database, file: Path) -> None:
    with pytest.raises(UserError, match=r"State.*sleeping"):
        taken(database, DEALERS, file, assumed={"state": "sleeping"})


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    def run(*arguments: str) -> tuple[int, str]:
        status = main(["--lang", "en", "--database", str(tmp_path / "test.agridesk"), "import", *arguments])
        caught = capsys.readouterr()
        return status, caught.out + caught.err

    return run


def test_the_command_line_says_it_and_takes_it(tmp_path: Path, file: Path, command: Callable[..., tuple[int, str]]) -> None:
    _status, said = command("dealers", str(file), "--dry-run")
    assert "State: Prospect" in said and "--new FIELD=VALUE" in said and "state_since" in said
    status, said = command("dealers", str(file), "--new", "stat=active")
    assert status and "state" in said, "a field that is none is named with those that are alike"
    status, said = command("dealers", str(file), "--new", "state=active", "--new", "state_since=2024-03-01")
    assert status == 0 and "State: Active dealer" in said
    with opened(tmp_path) as db:
        assert {row[0] for row in dealers(db).values()} == {"active"}


def moves(db: Database, dealer: int) -> list[tuple[date | None, str, str]]:
    with db.reading() as session:
        return [(move.moved_on, move.before, move.after) for move in moves_of(session, session.get_one(Dealer, dealer))]


def test_a_state_that_a_file_changes_has_the_files_day_or_none(database: Database, tmp_path: Path) -> None:
    first, other = (verbs.save(database, Dealer, {"name": name, "state": "active", "state_since": date(2025, 1, 1)}).id
                    for name in ("甲农资", "乙农资"))
    taken(database, DEALERS, write_csv(tmp_path / "a.csv", ["客户名称", "状态"], [["甲农资", "暂停"]]))
    assert verbs.get(database, Dealer, first).state == "hold" and verbs.get(database, Dealer, first).state_since is None
    assert moves(database, first)[1:] == [(None, "active", "hold")]
    with database.reading() as session:
        assert moves_of(session, session.get_one(Dealer, first))[1].label().startswith("day not known")
    taken(database, DEALERS, write_csv(tmp_path / "b.csv", ["客户名称", "状态", "状态起始日"],
                                       [["乙农资", "暂停", "2026-03-05"]]))
    assert verbs.get(database, Dealer, other).state_since == date(2026, 3, 5)
    assert moves(database, other)[1:] == [(date(2026, 3, 5), "active", "hold")]
    taken(database, DEALERS, write_csv(tmp_path / "c.csv", ["客户名称", "状态起始日"], [["甲农资", "2026-02-02"]]))
    assert verbs.get(database, Dealer, first).state_since == date(2026, 2, 2), "a day that was not known may be told later"
    with pytest.raises(FieldErrors):
        verbs.save(database, Dealer, {"state_since": date(2026, 2, 3)}, first)


def test_typed_without_a_day_it_is_todays(database: Database) -> None:
    number = verbs.save(database, Dealer, {"name": "甲农资", "state": "active"}).id
    verbs.save(database, Dealer, {"state": "hold"}, number)
    assert verbs.get(database, Dealer, number).state_since == date.today()


def test_a_day_that_enters_an_account_is_never_left_blank(database: Database) -> None:
    dealer = verbs.save(database, Dealer, {"name": "甲农资", "state": "active"}).id
    number = verbs.save(database, SeasonSettlement, {
        "dealer_id": dealer, "starts_on": date(2025, 7, 1), "ends_on": date(2026, 6, 30)}).id
    with database.operation("file") as session, days_as_said(session):
        with days_as_said(session):  # one inside another leaves the outer one as it is
            pass
        with pytest.raises(FieldErrors, match="Say on which day"):
            verbs.store(session, SeasonSettlement, {"state": "agreed"}, number)
        done = verbs.store(session, SeasonSettlement, {"state": "agreed", "agreed_on": date(2026, 7, 5)}, number)
        assert done.agreed_on == date(2026, 7, 5)
