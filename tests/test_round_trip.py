"""What `export` writes, `import` takes back unchanged: every kind of record, both forms, in the other language too."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop import transfer
from desktop.cli import main
from desktop.core import i18n, verbs
from desktop.core.database import Database
from desktop.core.importing import (
    Columns,
    ImportKind,
    Plan,
    RecordImport,
    Source,
    apply,
    ask,
    guess_columns,
    make_plan,
    open_questions,
    read_source,
    undo_import,
)
from desktop.core.kinds import built
from desktop.core.records import column_of, columns_of, light, living, normalised, table_of
from desktop.core.tables import Sheet, Table, write_csv, write_xlsx
from desktop.features import import_models
from tests.sandbox import Sandbox, sandboxed

import_models()
KINDS = transfer.kinds()
RECORDS = {name: kind for name, kind in KINDS.items() if isinstance(kind, RecordImport)}
WAYS = [("en", "csv"), ("zh_CN", "csv"), ("en", "xlsx"), ("zh_CN", "xlsx")]
SPARE: dict[str, dict[str, Any]] = {
    "order-lines": {"Sales order": None},
    "allotments": {"Shipment": None, "Deposit of order": lambda row: row["Payment"].replace("PY-", "SO-"),
                   "Amount allotted (yuan)": 1},
    "stock-levels": {"Dealer": "Qing'an Lihe Seed Shop"}, "shipment-lines": {"Order line": None},
    "label-versions": {"Version": 9, "State": None}, "manuals": {"Version": 9}, "weather-days": {"Year": 1999},
    "dealer-reports": {"Report's first day": date(1999, 1, 4), "Report of a dealer": None},
    "growing-places": {"Region": "北林区"}, "variety-needs": {"Variety": "例对1号"}, "plan-lines": {"County": "北林区"}}
"""What a new row of a kind names otherwise whose key is of references and numbers: a dealer of the example who has no goods, a
version that is none yet; what is sent once more is not of the same order, what is ordered once more is a draft of another day;
of a payment some is the deposit of the payer's order. A function makes the cell of the first row's."""
HOSTILE = ("合计", "备注：甲", "=1+1", "007", "1,234", "—", "NA", "无", "2026-01-05", "#123456789", "TRUE", "1e5", "'x",
           "一\n二", '"q", w', "-5", "5%", "郑单９５８", "9" * 18, "x" * 5000, "是")


@pytest.fixture(scope="module")
def sandbox(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    copy = Path(shutil.copy(example_file, tmp_path_factory.mktemp("example")))
    with sandboxed(copy.parent, copy.name) as made:
        made.mark("example")
        yield made


@pytest.fixture
def db(sandbox: Sandbox) -> Database:
    """The example region; what a test does in it is taken back before the next."""
    return sandbox.back_to("example")


@pytest.fixture(scope="module")
def file(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example region in a file for commands that change nothing."""
    return Path(shutil.copy(example_file, tmp_path_factory.mktemp("example")))


def exported(db: Database, kind: ImportKind, language: str = "en") -> Sheet:
    with i18n.using(language), db.reading() as session:
        sheet = kind.export(session)
        assert sheet is not None
        return Sheet(sheet.title, sheet.header, list(sheet.rows))


def planned(db: Database, kind: ImportKind, table: Table, language: str = "en") -> tuple[Columns, Plan]:
    with i18n.using(language), db.reading() as session:
        columns = guess_columns(session, kind, table)
        assert not open_questions(ask(session, kind, table, columns))
        return columns, make_plan(session, kind, table, columns)


def refuse_difference(db: Database, kind: ImportKind, folder: Path) -> None:
    """Fail where a table that is written does not come back unchanged."""
    for language, ending in WAYS:
        sheet, path = exported(db, kind, language), folder / f"out.{ending}"
        assert sheet.rows, "there is something to come back"
        write_xlsx(path, [sheet]) if ending == "xlsx" else write_csv(path, sheet.header, sheet.rows)
        columns, plan = planned(db, kind, read_source(path, kind=kind).table, "en" if language == "zh_CN" else "zh_CN")
        assert set(plan.states) == {"unchanged"}, (language, ending, plan.issues[:3], plan.payload)
        assert len(plan.states) == len(list(sheet.rows))
        assert list(columns.uses) == list(sheet.header), "every column is used"


def headings(kind: RecordImport) -> dict[str, str]:
    """Field → heading in English."""
    with i18n.using("en"):
        return {name: kind.target(column_of(kind.model, name)).heading() for name in kind.fields}


@pytest.mark.parametrize("name", [n for n in KINDS if n != "trial"])
def test_every_kind_comes_back_unchanged_in_both_forms_and_the_other_language(name: str, db: Database, tmp_path: Path) -> None:
    refuse_difference(db, KINDS[name], tmp_path)


@pytest.mark.parametrize("name", RECORDS)
def test_texts_that_look_like_something_else_come_back_as_they_are(name: str, db: Database, tmp_path: Path) -> None:
    kind = RECORDS[name]
    table = table_of(kind.model)
    lender = kind.model.LENDER
    with db.operation("hostile") as session:
        some = session.exec(living(kind.model)).first()
        assert some is not None
        links = {c.name: getattr(some, c.name) for c in table.columns if c.info.get("kind") == "link"}
        texts = [c.name for c in table.columns if c.info.get("kind") == "text"]
        rows = []
        for place, text in enumerate(HOSTILE):
            if lender:
                lent = {n: text for n, c in lender.columns.items() if c.info["kind"] == "text"}
                links[lender.link] = verbs.take(session, lender.model, [lent])[0]
            rows.append({**links, **{n: normalised(kind.model, n, text) for n in texts},
                         **({"code": f"{text[:20]}{place}"} if "code" in texts else {})})
        verbs.take(session, kind.model, rows)
    refuse_difference(db, kind, tmp_path)


def other(value: Any) -> Any:
    """Another value that the same field may have."""
    if isinstance(value, date):
        return value - timedelta(days=400)  # of another month too, and not ahead
    return value + 1 if isinstance(value, int | float) else f"{value}改"


@pytest.mark.parametrize("name", RECORDS)
def test_every_kind_takes_a_new_and_a_changed_row_and_the_import_can_be_taken_back(name: str, db: Database) -> None:
    kind = RECORDS[name]
    sheet, known = exported(db, kind), headings(kind)
    header, first = list(sheet.header), list(sheet.rows[0])
    naming = {known[n] for key in kind.keys for n in key if column_of(kind.model, n).info["kind"] in ("text", "day")}
    new = [other(cell) if heading in naming and cell is not None else cell for heading, cell in zip(header, first, strict=True)]
    for heading, spare in SPARE.get(name, {}).items():
        new[header.index(heading)] = spare(dict(zip(header, first, strict=True))) if callable(spare) else spare
    new[-1] = None  # a new record has no number yet
    kept = header.index(known[kind.keeps])
    first[kept] = "改过的备注"
    table = Table(tuple(header), [tuple(first), tuple(new)], [2, 3], "two.csv")
    _columns, plan = planned(db, kind, table)
    assert plan.states == ["update", "new"], plan.issues
    result = apply(db, kind, Source(Path("two.csv"), "s", table), plan)
    after = exported(db, kind).rows
    assert len(list(after)) == len(list(sheet.rows)) + 1 and "改过的备注" in [row[kept] for row in after]
    assert result.run is not None
    undo_import(db, result.run.id)
    assert exported(db, kind).rows == sheet.rows


@pytest.mark.parametrize("language", i18n.languages())
def test_no_two_fields_of_a_record_have_one_heading(language: str) -> None:
    with i18n.using(language):
        for model in built().values():
            titles = [i18n._(column.info["title"]) for column in columns_of(model)]
            assert len(set(titles)) == len(titles), f"{model.__name__}: {titles}"


def test_the_functions_of_a_model_work_on_its_light_objects() -> None:
    """`super()` and `__class__` name the model itself, of which a light object is none."""
    for model in built().values():
        for name, value in vars(light(model)).items():
            code = getattr(getattr(value, "__func__", getattr(value, "fget", value)), "__code__", None)
            assert code is None or "__class__" not in code.co_freevars, f"{model.__name__}.{name}"


@pytest.mark.parametrize("name", KINDS)
def test_an_unknown_field_or_column_is_one_sentence_for_every_kind(
        name: str, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = write_csv(tmp_path / "t.csv", ["plot_id", "品种", "小区"], [["A", "甲", "1"]])
    for words, sentence in ((["--map", "品种=nonsense"], "There is no field “nonsense”; there are: "),
                            (["--map", "无此列=plot"], "t.csv has no column “无此列”; it has: plot_id, 品种, 小区."),
                            (["--set", "nonsense=1"], "There is no field “nonsense”; there are: ")):
        assert main(["--database", str(file), "--lang", "en", "import", name, str(table), *words]) == 1
        told = capsys.readouterr()
        assert told.err.startswith(sentence) and told.err.count("\n") == 1 and told.out == ""
