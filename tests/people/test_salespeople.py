"""Who looks after a dealer comes with the dealers' table: one of our own people, or somebody new where that is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import Session, select

from desktop.core import importing
from desktop.core.database import Database
from desktop.core.importing import Use
from desktop.core.verbs import store
from desktop.dealers.imports import DEALERS
from desktop.dealers.model import Dealer
from desktop.people.finding import give_role
from desktop.people.model import Membership, Person


def person(session: Session, name: str, role: str) -> int:
    made = store(session, Person, {"name": name}).id
    give_role(session, made, role)
    return made


def taken(db: Database, path: Path, **answers: str) -> tuple[importing.Result, list[importing.Question]]:
    """Import a table of dealers with answers to “who is meant?”; what became of it, and what is still asked."""
    source = importing.read_source(path, kind=DEALERS)
    with db.reading() as session:
        columns = importing.guess_columns(session, DEALERS, source.table)
        assert columns.uses["业务员"].target == "salesperson_id"
        given = Use("salesperson_id", {f"name:{name}": answer for name, answer in answers.items()})
        columns = replace(columns, uses={**columns.uses, "业务员": given})
        asked = importing.open_questions(importing.ask(session, DEALERS, source.table, columns))
        plan = importing.make_plan(session, DEALERS, source.table, columns)
    return importing.apply(db, DEALERS, source, plan), asked


def looked_after(db: Database) -> dict[str, str]:
    with db.reading() as session:
        names = {one.id: one.name for one in session.exec(select(Person))}
        return {dealer.name: names.get(dealer.salesperson_id or 0, "") for dealer in session.exec(select(Dealer))}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "客户.csv"
    path.write_text("客户名称,业务员\n丰茂种业,李建国\n兴农农资,李建国\n三农服务部,王芳\n四季种子站,\n", encoding="utf-8")
    return path


def test_a_name_means_a_colleague_before_a_customer_who_is_called_so(database: Database, file: Path) -> None:
    with database.operation("test") as session:
        person(session, "李建国", "farmer")
        ours = person(session, "李建国", "staff")
        person(session, "王芳", "staff")
    _result, asked = taken(database, file)
    assert asked == []
    with database.reading() as session:
        assert {d.salesperson_id for d in session.exec(select(Dealer)) if d.name in ("丰茂种业", "兴农农资")} == {ours}


def test_somebody_unknown_is_asked_about_and_the_rows_wait(database: Database, file: Path) -> None:
    with database.operation("test") as session:
        person(session, "李建国", "staff")
    result, (question,) = taken(database, file)
    assert question.examples == ("王芳",) and set(question.answers) == {"add", "error"}
    assert looked_after(database) == {"丰茂种业": "李建国", "兴农农资": "李建国", "四季种子站": ""}
    assert len(result.plan.errors) == 1


def test_somebody_new_is_added_once_among_our_own_people(database: Database, file: Path) -> None:
    _result, asked = taken(database, file, 李建国="add", 王芳="add")
    assert asked == []
    assert looked_after(database) == {"丰茂种业": "李建国", "兴农农资": "李建国", "三农服务部": "王芳", "四季种子站": ""}
    with database.reading() as session:
        people = session.exec(select(Person).where(Person.name == "李建国")).all()
        roles = session.exec(select(Membership).where(Membership.person_id == people[0].id)).all()
        assert len(people) == 1 and [role.role for role in roles] == ["staff"]
    _result, asked = taken(database, file)
    assert asked == []  # from now on they are known


def test_a_name_that_is_only_like_a_colleagues_may_be_that_one_or_somebody_new(database: Database, file: Path) -> None:
    with database.operation("test") as session:
        person(session, "李建国庆", "staff")
        person(session, "王芳", "staff")
    _result, (question,) = taken(database, file)
    assert set(question.answers) == {"李建国庆", "add", "error"}
    taken(database, file, 李建国="李建国庆")
    assert looked_after(database)["丰茂种业"] == "李建国庆"
