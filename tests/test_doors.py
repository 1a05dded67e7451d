"""Every record that has a rule, through every door: whoever writes, the stored row is the same, or nothing is written.

TO ADD A RECORD WITH A RULE: a case in tests/door_cases.py. The tests fail until it is there.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from desktop import cli, transfer
from desktop.core import money, rules, verbs
from desktop.core.child_rows import ChildRows
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.grid import GridChange
from desktop.core.importing import RecordImport, apply, links, make_plan
from desktop.core.importing.engine import Source
from desktop.core.importing.model import Columns, Use
from desktop.core.kinds import built
from desktop.core.listing import Listing, column
from desktop.core.moves import moves_of, state_of
from desktop.core.picking import labels_of
from desktop.core.records import Record, columns_of, ordered_days, table_of
from desktop.core.schema import open_database
from desktop.core.tables import Table
from desktop.features import followers, import_models
from desktop.migrations import STEPS
from tests.core.store import opened
from tests.dealers.door_cases import CASES as DEALERS
from tests.door_cases import CASES as OTHERS
from tests.door_cases import Case
from tests.labels.door_cases import CASES as LABELS
from tests.market.door_cases import CASES as MARKET
from tests.reports.door_cases import CASES as REPORTS
from tests.sales.door_cases import CASES as SALES
from tests.sales.outlet_door_cases import CASES as OUTLETS
from tests.sandbox import Sandbox, sandboxed
from tests.training.door_cases import CASES as TRAINING

import_models()
CASES = (*OTHERS, *DEALERS, *LABELS, *SALES, *OUTLETS, *TRAINING, *REPORTS, *MARKET)
Door = Callable[[Database, Case, int | None, Mapping[str, Any]], None]
DESKTOP = Path(__file__).parent.parent / "desktop"


# -- the doors --------------------------------------------------------------------------------------------------------


def form(db: Database, case: Case, number: int | None, values: Mapping[str, Any]) -> None:
    """A form, the dialog of a child, a verb of a feature."""
    verbs.save(db, case.model, values, number)


def grid(db: Database, case: Case, number: int | None, values: Mapping[str, Any]) -> None:
    """Typed in place, below the records that its links name."""
    links_of = {n: v for n, v in values.items() if table_of(case.model).c[n].info.get("link")}
    typed = {n: v for n, v in values.items() if n not in links_of}
    columns = [column(case.model, n) for n in typed]
    listing = Listing(f"doors of {case.model.__name__}", "t", case.model, columns=columns, order=("id", False))
    rows = ChildRows(db, listing, links_of)
    assert set(typed) <= set(rows.fields), "the grid types every field"
    saved = rows.save([GridChange(number or 4_000_000, name, None, value) for name, value in typed.items()])
    if saved.wrong:
        raise UserError(" ".join(saved.wrong.values()))


def bulk(db: Database, case: Case, number: int | None, values: Mapping[str, Any]) -> None:
    """The same values for several."""
    assert number
    verbs.change_many(db, case.model, [number], values)


def merge(db: Database, case: Case, number: int | None, values: Mapping[str, Any]) -> None:
    """One of two."""
    assert number
    other = verbs.save(db, case.model, {**case.new(db), **case.twin})
    verbs.merge(db, case.model, number, [other.id], values)


def import_(db: Database, case: Case, number: int | None, values: Mapping[str, Any]) -> None:
    """A file in the window."""
    kind, made = _file(db, case, number, values)
    with db.reading() as session:
        plan = make_plan(session, kind, made, Columns({name: Use(name) for name in made.header}))
    if plan.errors:
        raise UserError(" ".join(issue.text for issue in plan.errors))
    apply(db, kind, Source(Path("file.csv"), "", made), plan)


def command(db: Database, case: Case, number: int | None, values: Mapping[str, Any]) -> None:
    """A file on the command line, for records that a command takes in; on a database of its own, which it opens itself."""
    kind = command_of(case.model)
    declared: Any = transfer.kinds()[kind]
    stored = verbs.get(db, case.model, number) if number else None
    key = next((key for key in declared.keys if all(getattr(stored, n) not in (None, "") for n in key)), ()) if stored else ()
    _kind, made = _file(db, case, number, values, key)
    path = db.path.parent / "file.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([made.header, *made.rows])
    db.close()
    maps = [part for name in made.header for part in ("--map", f"{name}={name}")]
    code = cli.main(["--database", str(db.path), "import", kind, str(path), *maps])
    db.__dict__.update(open_database(db.path, STEPS, followers=followers()).__dict__)
    if code:
        raise UserError("refused")


def many(db: Database, case: Case, _number: int | None, values: Mapping[str, Any]) -> None:
    """Many rows of a feature or an import at once."""
    with db.operation("many") as session:
        verbs.insert_many(session, case.model, [values])


NEW: dict[str, Door] = {"form": form, "grid": grid, "import": import_, "command": command}
CHANGE: dict[str, Door] = {**NEW, "bulk": bulk, "merge": merge}


def command_of(model: type[Record]) -> str:
    """The kind of import of the command line that takes a model in; "" for none."""
    return next((n for n, k in transfer.kinds().items() if type(k) is RecordImport and k.model is model), "")


def _file(db: Database, case: Case, number: int | None, values: Mapping[str, Any],
          key: tuple[str, ...] = ()) -> tuple[RecordImport, Table]:
    """A file that names the record by the fields of `key`, else those of the case, and says `values`."""
    kind = RecordImport("t", "t", case.model, keys=(case.key,))
    given = dict(values)
    if number:
        stored = verbs.get(db, case.model, number)
        given = {**{name: getattr(stored, name) for name in key or case.key}, **given}
    with db.reading() as session:
        cells = [_cell(session, case.model, name, value) for name, value in given.items()]
    return kind, Table(tuple(given), [tuple(cells)], [2], "file.csv")


def _cell(session: Any, model: type[Record], name: str, value: Any) -> Any:
    info = table_of(model).c[name].info
    if info.get("link") and value is not None:
        return links.name_of(session, info["link"], [value])[value]
    if money.holds(info["kind"]) and value is not None:
        return money.text(value, info["kind"], thousands=False)  # a file speaks of yuan
    return "yes" if value is True else value


# -- what is stored ---------------------------------------------------------------------------------------------------


def rows_of(db: Database, case: Case) -> list[tuple[dict[str, Any], list[tuple[Any, ...]]]]:
    """The living records of a model that are called as the case's, without their keys, and the moves each made.

    A command fills a new database with the catalogues first, which are left aside.
    """
    given = case.new(db)
    with db.reading() as session:
        every = session.exec(select(case.model).order_by(table_of(case.model).c.id)).all()
        found = [record for record in every if all(getattr(record, name) == given[name] for name in case.key)]
        return [(told(session, record), [(m.before, m.after, m.moved_on, m.by, m.reason) for m in moves_of(session, record)])
                for record in found if not record.is_deleted]


def told(session: Session, record: Record) -> dict[str, Any]:
    """What is stored of a record, but its key; what it names by that one's name, since keys differ."""
    model, values = type(record), record.model_dump()
    for link in [c for c in table_of(model).columns if c.info.get("link") and values[c.name]]:
        values[link.name] = labels_of(session, link.info["link"], [values[link.name]])[values[link.name]]
    return {name: value for name, value in values.items() if name != "id"}


def ruled() -> set[type[Record]]:
    """The models of the program that have a rule."""
    return {m for m in built().values() if m.__module__.startswith("desktop.") and (rules.ruled(m) or ordered_days(m))}


def cases() -> list[Any]:
    return [pytest.param(case, id=case.model.__name__) for case in CASES]


class Stage:
    """Where a case goes through the doors: each time on a database as it was at the beginning, with the same set up in it."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self._sandbox, self._folder = sandbox, folder

    def through(self, doors: Mapping[str, Door], case: Case, set_up: Callable[[Database], Any]) -> Iterator[Walk]:
        """Each door that leads to the case's record: its name, the door, the database, and what `set_up` gave."""
        db = self._sandbox.back_to("empty")
        given = set_up(db)
        self._sandbox.mark("set_up")
        for name, door in doors.items():
            if name in case.without:
                continue
            if name != "command":
                yield name, door, self._sandbox.back_to("set_up"), given
            elif command_of(case.model):
                self._folder.mkdir(exist_ok=True)
                (self._folder / "test.agridesk").unlink(missing_ok=True)
                with opened(self._folder) as own:
                    with own.operation("begun"):  # a command fills one in which nothing was done with the catalogues
                        pass
                    yield name, door, own, set_up(own)


Walk = tuple[str, Door, Database, Any]


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with sandboxed(tmp_path_factory.mktemp("doors")) as made:
        made.mark("empty")
        yield made


@pytest.fixture
def stage(sandbox: Sandbox, tmp_path: Path) -> Stage:
    return Stage(sandbox, tmp_path / "command")


def test_every_record_with_a_rule_has_a_case() -> None:
    covered = {case.model for case in CASES}
    assert ruled() <= covered
    assert all(model.problems is not Record.problems for model in covered - ruled()), "a case of a record without any rule"


def test_every_case_goes_through_every_door_or_says_why_not() -> None:
    for case in CASES:
        for door, why in case.without.items():
            assert door in CHANGE and len(why) > 10, (case.model.__name__, door)
        assert case.gives or case.refused, f"{case.model.__name__}: say what its rules give or refuse"
        if state_of(case.model):
            assert case.moved, f"{case.model.__name__}: say into which state it moves"


@pytest.mark.parametrize("case", cases())
def test_a_new_record_is_the_same_through_every_door(case: Case, stage: Stage) -> None:
    expected: list[Any] = []
    for name, door, db, values in stage.through({**NEW, "many": many}, case, case.new):
        door(db, case, None, values)
        found = rows_of(db, case)
        expected = expected or found
        assert found == (undated(case, expected, values) if name in ("import", "command") else expected), name
    assert expected
    for name, value in case.gives.items():
        shown = expected[-1][0][name]
        assert re.fullmatch(value, str(shown)) if isinstance(value, str) else shown == value, (name, shown)


def undated(case: Case, rows: list[Any], given: Mapping[str, Any]) -> list[Any]:
    """What a file makes of a record whose state has a day that it does not say: the same without that day and its move."""
    found = state_of(case.model)
    dated = {row[found[0]]: found[1].dates.get(row[found[0]], "") for row, _moves in rows} if found else {}
    return [({**row, dated[row[found[0]]]: None}, []) if found and dated[row[found[0]]] and not given.get(dated[row[found[0]]])
            else (row, moves) for row, moves in rows]


def saved(case: Case) -> Callable[[Database], int]:
    """Stores the case's record; gives its key."""
    return lambda db: verbs.save(db, case.model, case.new(db)).id


@pytest.mark.parametrize("case", [c for c in cases() if c.values[0].change])
def test_a_changed_record_is_the_same_through_every_door(case: Case, stage: Stage) -> None:
    expected = None
    for name, door, db, number in stage.through(CHANGE, case, saved(case)):
        door(db, case, number, case.change)
        found = _one(db, case, number)
        expected = expected or found
        assert found == expected, name
    assert expected is not None
    for name, value in case.changed.items():
        assert expected[0][name] == value, (name, expected[0][name])


def _one(db: Database, case: Case, number: int) -> tuple[dict[str, Any], list[tuple[Any, ...]]]:
    record = verbs.get(db, case.model, number)
    with db.reading() as session:
        moves = [(m.before, m.after, m.moved_on, m.by, m.reason) for m in moves_of(session, record)]
        values = told(session, record)
    own = [m for m in moves if m[0]] or moves[:1]  # a merged record has the beginning of the other one as well
    return values, own


@pytest.mark.parametrize("case", [c for c in cases() if c.values[0].refused])
def test_what_a_rule_refuses_is_refused_at_every_door(case: Case, stage: Stage) -> None:
    def prepared(db: Database) -> int:
        number = saved(case)(db)
        case.prepare(db, number)
        return number

    for name, door, db, number in stage.through(CHANGE, case, prepared):
        before = _one(db, case, number)
        with pytest.raises(UserError):
            door(db, case, number, case.refused)
        assert _one(db, case, number) == before, name


@pytest.mark.parametrize("case", [c for c in cases() if c.values[0].moved])
def test_another_state_is_a_dated_move_at_every_door(case: Case, stage: Stage) -> None:
    found = state_of(case.model)
    assert found is not None
    for name, door, db, number in stage.through(CHANGE, case, saved(case)):
        state = getattr(verbs.get(db, case.model, number), found[0])
        case.before_moved(db, number)
        door(db, case, number, {found[0]: case.moved})
        day = None if name in ("import", "command") else date.today()  # a file that says no day knows none
        assert [m[:3] for m in _one(db, case, number)[1] if m[0]] == [(state, case.moved, day)], name


def test_nothing_is_written_beside_the_doors() -> None:
    """Records are added by the doors alone; the few files of the core that keep books of their own are named."""
    allowed = {"verbs.py", "rules.py", "history.py"}
    found = [str(path.relative_to(DESKTOP)) for path in DESKTOP.rglob("*.py") if "session.add(" in path.read_text("utf-8")
             and not (path.parent.name == "core" and path.name in allowed) and path.parent != DESKTOP / "core" / "exchange"]
    assert not found, f"store records with verbs.store or verbs.insert_many: {found}"


def test_no_field_of_a_case_is_unknown() -> None:
    for case in CASES:
        known = {c.name for c in columns_of(case.model)}
        assert {*case.gives, *case.change, *case.refused, *case.key, *case.changed} <= known, case.model.__name__
