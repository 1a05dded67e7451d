"""The wheat trial with what is observed in the field: a height, a day, words, a grade, photographs."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop.catalogue.model import Crop, Trait
from desktop.core import verbs
from desktop.core.importing import Columns, Result, apply, ask, guess_columns, make_plan, open_questions, read_source
from desktop.trials import actions
from desktop.trials.importing.observations.kind import OBSERVATIONS
from desktop.trials.model import Observation

if TYPE_CHECKING:
    from desktop.core.database import Database

TRAITS: tuple[Mapping[str, Any], ...] = (
    {"code": "wheat.height", "name_zh": "株高", "name_en": "Plant height", "kind": "number", "unit": "cm", "decimals": 0,
     "low": 40, "high": 150, "method": "10株平均"},
    {"code": "wheat.heading", "name_zh": "抽穗期", "name_en": "Heading", "kind": "date"},
    {"code": "wheat.awn", "name_zh": "芒", "name_en": "Awns", "kind": "category",
     "categories": "none = 无芒 | awnless\nlong = 长芒 | long"},
    {"code": "wheat.rust", "name_zh": "锈病", "name_en": "Rust", "kind": "score", "unit": "级", "low": 1, "high": 9},
    {"code": "wheat.photo", "name_zh": "照片", "name_en": "Photograph", "kind": "photo"},
    {"code": "wheat.remark", "name_zh": "备注性状", "name_en": "Impression", "kind": "text"},
)


@pytest.fixture
def traits(database: Database, trial: int) -> dict[str, Trait]:
    """The traits of the trial by their codes; its yields are kept."""
    with database.reading() as session:
        from sqlmodel import select

        crop = session.exec(select(Crop).where(Crop.code == "wheat")).one()
        first = session.exec(select(Trait).where(Trait.code == "wheat.yield")).one()
    made = [verbs.save(database, Trait, {**values, "crop_id": crop.id}) for values in TRAITS]
    actions.set_traits(database, trial, [first.id, *(t.id for t in made)])
    return {t.code: t for t in (first, *made)}


def observed(database: Database, trait: Trait) -> dict[tuple[str, int], Observation]:
    """The living observations of a trait by plot number and occasion."""
    from sqlmodel import col, select

    from desktop.trials.model import Plot

    with database.reading() as session:
        query = select(Observation, Plot).where(Observation.plot_id == Plot.id, Observation.trait_id == trait.id,
                                                col(Observation.deleted_at).is_(None))
        return {(plot.number, one.occasion or 1): one for one, plot in session.exec(query)}


def take(database: Database, *paths: Path, answers: Mapping[str, Mapping[str, str]] | None = None, rule: str = "",
         decisions: Mapping[str, str] | None = None, dry: bool = False) -> Result:
    """Import files as the wizard does."""
    source = read_source(paths[0], kind=OBSERVATIONS, also=paths[1:])
    with database.reading() as session:
        columns = answered(guess_columns(session, OBSERVATIONS, source.table), answers or {})
        columns = Columns(columns.uses, columns.constants, columns.mode, {**({"": rule} if rule else {}), **(decisions or {})})
        plan = make_plan(session, OBSERVATIONS, source.table, columns)
    return Result(plan, None) if dry else apply(database, OBSERVATIONS, source, plan)


def answered(columns: Columns, answers: Mapping[str, Mapping[str, str]]) -> Columns:
    from dataclasses import replace

    return replace(columns, uses={h: replace(u, options={**u.options, **answers.get(h, {})}) for h, u in columns.uses.items()})


def asked(database: Database, *paths: Path) -> dict[tuple[str, str], list[str]]:
    """The open questions about files: (heading, question) → answers offered."""
    source = read_source(paths[0], kind=OBSERVATIONS, also=paths[1:])
    with database.reading() as session:
        columns = guess_columns(session, OBSERVATIONS, source.table)
        found = open_questions(ask(session, OBSERVATIONS, source.table, columns))
    return {(q.heading, q.name): list(q.answers) for q in found}


LONG = ["plot_id", "row", "plot", "trait", "value", "timestamp", "person", "location", "number", "attached_photo",
        "device_name"]


def long_csv(path: Path, rows: Iterable[Sequence[object]], header: Sequence[str] = LONG) -> Path:
    """A table as a telephone writes it: everything quoted but blanks, LF."""
    def cell(value: object) -> str:
        return "" if value is None else '"' + str(value).replace('"', '""') + '"'

    lines = [",".join(cell(v) for v in line) for line in (header, *rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def seen(plot: str, trait: str, value: object, *, at: str = "2026-05-20 09:30:00.500+08:00", person: str = "李工",
         place: str | None = None, number: object = "1", photo: str | None = None) -> list[object]:
    """A row of such a table."""
    return [f"T1-{plot}", "1", plot, trait, value, at, person, place, number, photo, "phone"]


SCHEMA = """
CREATE TABLE studies (internal_id_study INTEGER PRIMARY KEY, study_name TEXT, study_alias TEXT);
CREATE TABLE observation_units (internal_id_observation_unit INTEGER PRIMARY KEY, study_id INT, observation_unit_db_id TEXT);
CREATE TABLE observation_variables (internal_id_observation_variable INTEGER PRIMARY KEY, observation_variable_name TEXT,
  observation_variable_field_book_format TEXT, observation_variable_details TEXT, visible TEXT, position INT);
CREATE TABLE observation_variable_attributes (internal_id_observation_variable_attribute INTEGER PRIMARY KEY,
  observation_variable_attribute_name TEXT);
CREATE TABLE observation_variable_values (internal_id_observation_variable_value INTEGER PRIMARY KEY,
  observation_variable_attribute_db_id INT, observation_variable_attribute_value TEXT, observation_variable_db_id INT);
CREATE TABLE observations (internal_id_observation INTEGER PRIMARY KEY, observation_unit_id TEXT, study_id INT,
  observation_variable_db_id INT, observation_variable_name TEXT, observation_variable_field_book_format TEXT, value TEXT,
  observation_time_stamp TEXT, collector TEXT, geoCoordinates TEXT, rep TEXT, notes TEXT, photo_uri TEXT);
INSERT INTO studies VALUES (1, 'T1', 'T1');
"""


def database_zip(path: Path, variables: Mapping[str, Mapping[str, str]], rows: Sequence[Mapping[str, Any]],
                 media: Mapping[str, bytes] | None = None) -> Path:
    """A telephone's database zip in Field Book's shape: `variables` name → format and attributes."""
    file = path.with_suffix(".db")
    file.unlink(missing_ok=True)
    with sqlite3.connect(file) as db:
        db.executescript(SCHEMA)
        attributes = sorted({k for v in variables.values() for k in v if k != "format"})
        db.executemany("INSERT INTO observation_variable_attributes VALUES (?, ?)", list(enumerate(attributes, start=1)))
        ids = {}
        for number, (name, facts) in enumerate(variables.items(), start=1):
            ids[name] = number
            db.execute("INSERT INTO observation_variables VALUES (?, ?, ?, '', 'true', ?)",
                       (number, name, facts["format"], number))
            db.executemany("INSERT INTO observation_variable_values VALUES (NULL, ?, ?, ?)",
                           [(attributes.index(k) + 1, v, number) for k, v in facts.items() if k != "format"])
        units = sorted({row["plot"] for row in rows})
        db.executemany("INSERT INTO observation_units VALUES (?, 1, ?)", list(enumerate(units, start=1)))
        for row in rows:
            db.execute("INSERT INTO observations VALUES (NULL, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (
                row["plot"], ids[row["trait"]], row["trait"], variables[row["trait"]]["format"], row["value"], row.get("at"),
                row.get("person"), row.get("place"), str(row.get("rep", 1)), row.get("note"), row.get("photo")))
    db.close()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(file, "fieldbook.db")
        archive.writestr("preferences", b"\xac\xed\x00\x05 not read")
        for name, data in (media or {}).items():
            archive.writestr(f"plot_data/T1/{name}", data)
    file.unlink()
    return path
