"""Roll-ups and computed fields: one declaration gives column, filter, number and the rows behind it, without the deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import MetaData, create_engine, insert, select
from sqlmodel import Field, SQLModel

from desktop.core import fields as f
from desktop.core import rollups, verbs
from desktop.core.computed import Computed, computed_of
from desktop.core.database import Database
from desktop.core.fields import today
from desktop.core.listing import Condition, Listing, Query, column, plain_list
from desktop.core.periods import MONTH, period
from desktop.core.records import table_of
from desktop.core.rollups import Rollup
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Visit
from desktop.people.model import Membership, Person
from desktop.training.lists import EVENTS
from desktop.training.model import Participant, TrainingEvent
from desktop.training.plan_model import TrainingMaterial

CAME = (Condition("attendance", "in", ("attended", "late")),)
FIGURES: dict[str, Rollup] = {
    "people": rollups.count(Participant, "event_id"),
    "came": rollups.count(Participant, "event_id", where=CAME),
    "points": rollups.total(Participant, "event_id", "post_score"),
    "gain": rollups.mean(Participant, "event_id", "gain"),
    "best": rollups.latest(Participant, "event_id", "post_score"),
    "firms": rollups.distinct(Participant, "event_id", "organisation"),
    "anybody": rollups.any_of(Participant, "event_id", where=CAME),
    "eldest": rollups.first(Participant, "event_id", "name", (("pre_score", True), ("id", False))),
}
LIST = Listing("figures", "Figures", TrainingEvent, [r.column(TrainingEvent, n, n) for n, r in FIGURES.items()])


@pytest.fixture
def event(database: Database) -> TrainingEvent:
    """A training with three people and one who was deleted; another training has one."""
    made = verbs.save(database, TrainingEvent, {"topic": "密植", "held_on": today()})
    other = verbs.save(database, TrainingEvent, {"topic": "植保", "held_on": today()})
    rows = (("甲", "一村", "attended", 60, 80), ("乙", "一村", "late", 70, 90), ("丙", "二村", "absent", 10, None),
            ("丁", "三村", "attended", 99, 100))
    for name, firm, came, before, after in rows:
        person = verbs.save(database, Participant, {"event_id": made.id, "name": name, "organisation": firm, "attendance": came,
                                                    "pre_score": before, "post_score": after})
    verbs.delete(database, Participant, [person.id])
    verbs.save(database, Participant, {"event_id": other.id, "name": "戊", "attendance": "absent"})
    return made


def test_a_roll_up_gives_the_same_number_in_a_list_and_for_one_record(database: Database, event: TrainingEvent) -> None:
    with database.reading() as session:
        cells = dict(zip(FIGURES, LIST.rows(session, [event.id])[event.id], strict=False))
        alone = {name: figure.of(session, event) for name, figure in FIGURES.items()}
    assert cells == {"people": 3, "came": 2, "points": 170, "gain": 20, "best": 90, "firms": 2, "anybody": True, "eldest": "乙"}
    assert alone == cells


@pytest.mark.parametrize(("condition", "found"), [
    (Condition("people", "least", 3), 1), (Condition("came", "is", 0), 1), (Condition("points", "is", 0), 1),
    (Condition("gain", "empty"), 1), (Condition("anybody", "yes"), 1), (Condition("eldest", "contains", "戊"), 1)])
def test_a_list_is_filtered_by_a_roll_up(database: Database, event: TrainingEvent, condition: Condition, found: int) -> None:
    with database.reading() as session:
        assert LIST.count(session, Query(conditions=(condition,))) == found


@pytest.mark.parametrize("name", ["people", "came"])
def test_the_rows_behind_a_number_are_as_many_as_it_says(database: Database, event: TrainingEvent, name: str) -> None:
    behind = LIST.column(name).behind
    assert behind is not None
    rows = behind(event)
    assert rows.conditions[0].words == "密植"
    with database.reading() as session:
        shown = plain_list(rows.model)
        assert shown.count(session, Query(conditions=rows.conditions)) == FIGURES[name].of(session, event)


def test_children_may_hang_on_a_name_even_in_their_own_table(database: Database, event: TrainingEvent) -> None:
    verbs.save(database, TrainingEvent, {"topic": "密植", "held_on": today()})
    twins = rollups.count(TrainingEvent, "topic", to="topic")
    one = Listing("twins", "Twins", TrainingEvent, [twins.column(TrainingEvent, "twins", "Twins")])
    with database.reading() as session:
        assert sorted(row[0] for row in one.rows(session, list(one.ids(session, Query()))).values()) == [1, 2, 2]


def test_children_may_belong_to_records_between(database: Database) -> None:
    visits = replace(rollups.count(Visit, "dealer_id"), via=(Membership, "person_id", "dealer_id"))
    listing = Listing("met", "Met", Person, [visits.column(Person, "visits", "Visits")])
    firms = [verbs.save(database, Dealer, {"name": name, "state": "active"}).id for name in ("甲农资", "乙农资", "丙农资")]
    one = verbs.save(database, Person, {"name": "张三"})
    verbs.save(database, Person, {"name": "李四"})
    members = [verbs.save(database, Membership, {"person_id": one.id, "dealer_id": firm}).id for firm in firms[:2]]
    for firm in firms:
        verbs.save(database, Visit, {"dealer_id": firm, "visited_on": today(), "purpose": "routine"})
    for left in (2, 1):
        with database.reading() as session:
            assert listing.rows(session, [one.id])[one.id][0] == left
            assert visits.of(session, one) == left
        verbs.delete(database, Membership, [members.pop()])
    assert listing.columns[0].behind is None
    with pytest.raises(ValueError, match="no field of the children"):
        visits.behind(one)


def test_a_period_is_that_of_the_day_on_which_one_looks(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    month = period(MONTH, today())
    for on in (month.first, month.last, month.first - timedelta(days=1), month.last + timedelta(days=1)):
        last = verbs.save(database, TrainingEvent, {"topic": "x", "held_on": on})
    own = rollups.count(TrainingEvent, "topic", to="topic", period=("held_on", MONTH))
    one = Listing("months", "Months", TrainingEvent, [own.column(TrainingEvent, "n", "N")])
    with database.reading() as session:
        assert one.rows(session, [last.id], ["n"])[last.id][0] == 2
        assert plain_list(TrainingEvent).count(session, Query(conditions=own.behind(last).conditions)) == 2
        monkeypatch.setattr(rollups, "today", lambda: month.last + timedelta(days=1))
        assert one.rows(session, [last.id], ["n"])[last.id][0] == 1
        assert len(one.ids(session, Query(conditions=(Condition("n", "is", 1),)))) == 4


def test_a_condition_relative_to_today_is_refused_where_it_would_stand_still() -> None:
    with pytest.raises(ValueError, match="period"):
        rollups.count(TrainingEvent, "topic", where=(Condition("held_on", "last_days", 30),))


# -- computed fields --------------------------------------------------------------------------------------------------


class Alone(SQLModel):
    """Keeps its tables apart from the program's."""

    metadata = MetaData()


class Line(Alone, table=True):
    """A line of an order, for these tests alone."""

    id: int | None = Field(default=None, primary_key=True)
    price: int | None = f.money("Price")
    rate: int | None = f.price("Rate")
    bags: int | None = f.whole("Bags")
    kg: float | None = f.number("Weight")
    due: date | None = f.day("Due")
    amount: ClassVar[Computed] = f.computed("Amount", lambda c: c.price * c.bags, kind="money")
    by_weight: ClassVar[Computed] = f.computed("By weight", lambda c: c.rate * c.kg / 100, kind="money")
    both: ClassVar[Computed] = f.computed("Both", lambda c: c.known(c.amount, 0) + c.known(c.by_weight, 0), kind="money")
    per_bag: ClassVar[Computed] = f.computed("Per bag", lambda c: c.kg / c.bags)
    days_left: ClassVar[Computed] = f.computed("Days left", lambda c: c.days(c.due, c.today), kind="whole")
    size: ClassVar[Computed] = f.computed("Size", lambda c: c.when(c.bags > 10, 2, 1), kind="whole")


VALUES = st.fixed_dictionaries({
    "price": st.none() | st.integers(0, 10**6), "rate": st.none() | st.integers(0, 10**7),
    "bags": st.none() | st.integers(0, 1000), "kg": st.none() | st.floats(0, 10**5).map(lambda v: round(v, 3)),
    "due": st.none() | st.dates(date(2000, 1, 1), date(2050, 1, 1))})
ENGINE = create_engine("sqlite://")


@given(VALUES)
def test_a_formula_says_the_same_in_sql_and_in_python(values: dict[str, Any]) -> None:
    table, known = table_of(Line), computed_of(Line)
    with ENGINE.connect() as connection:
        table.create(connection, checkfirst=True)
        connection.execute(insert(table).values(id=1, **values))
        row = connection.execute(select(*(c.sql(table).label(n) for n, c in known.items()))).one()
        connection.rollback()
    record = Line(id=1, **values)
    for name, field in known.items():
        in_python, in_sql = getattr(record, name), getattr(row, name)
        assert in_python == field.of_values(values)
        assert (in_python is None) == (in_sql is None), name
        assert in_python is None or in_python == (pytest.approx(in_sql) if field.kind == "number" else in_sql), name


def test_what_is_computed_is_shown_filtered_and_summed_like_a_stored_field(database: Database) -> None:
    for budget, cost in ((800_00, 723_50), (100_00, 150_00), (None, 5_00)):
        verbs.save(database, TrainingEvent, {"topic": "x", "held_on": today(), "budget": budget, "cost": cost})
    with database.reading() as session:
        assert EVENTS.display(EVENTS.column("left"), EVENTS.totals(session, Query())["left"]) == "26.50"
        [overdrawn] = EVENTS.ids(session, Query(conditions=(Condition("left", "most", -1),)))
        assert verbs.get(database, TrainingEvent, overdrawn).left == -50_00
        assert EVENTS.rows(session, [overdrawn])[overdrawn][[c.name for c in EVENTS.columns].index("left")] == -50_00


def test_a_computed_field_is_known_by_its_title_and_never_stored(database: Database) -> None:
    shown = column(TrainingMaterial, "left")
    assert (shown.title, shown.kind, shown.editable) == ("Copies left", "whole", False)
    assert "left" not in table_of(TrainingMaterial).c
    assert TrainingMaterial(planned=10).left == 10
    assert TrainingMaterial(given=10).left is None
