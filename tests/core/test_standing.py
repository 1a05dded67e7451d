"""A closed document and the one version in force stay so, although undo, the recycle bin and a merge run no rules."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import col, select

from desktop.catalogue.model import Crop
from desktop.core import history, verbs
from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.moves import StateChange
from desktop.core.records import Record, living
from desktop.features import import_models
from desktop.labels.model import LabelItem, LabelVersion
from desktop.service.technique_model import TechniqueSheet, TechniqueStep

import_models()


def through(database: Database, record: Record, *states: str, on: date | None = None) -> None:
    for state in states:
        verbs.move(database, type(record), [record.id], StateChange(state, on, reason="so"))


def label_in_force(database: Database, item: int, on: date) -> LabelVersion:
    version = verbs.save(database, LabelVersion, {"item_id": item})
    through(database, version, "review", "approved", "effective", on=on)
    return version


def draft_sheet(database: Database) -> TechniqueSheet:
    crop = verbs.save(database, Crop, {"code": "maize", "name_zh": "玉米"})
    return verbs.save(database, TechniqueSheet, {"title": "密植", "crop_id": crop.id})


def step_of(database: Database, sheet: TechniqueSheet, what: str) -> TechniqueStep:
    return verbs.save(database, TechniqueStep, {"sheet_id": sheet.id, "what": what, "basis": "sowing"})


def steps(database: Database, sheet: TechniqueSheet) -> list[str]:
    with database.reading() as session:
        return [s.what for s in session.exec(living(TechniqueStep).where(col(TechniqueStep.sheet_id) == sheet.id))]


def newest_action(database: Database) -> int:
    with database.reading() as session:
        return history.newest(session)


def publish(database: Database, sheet: TechniqueSheet) -> None:
    through(database, sheet, "review", "approved", "published")


def test_a_version_does_not_come_back_beside_the_one_in_force_now(database: Database) -> None:
    item = verbs.save(database, LabelItem, {"name": "例丰 标签"})
    first = label_in_force(database, item.id, date(2025, 1, 1))
    verbs.delete(database, LabelVersion, [first.id])
    deleting = newest_action(database)
    label_in_force(database, item.id, date(2025, 2, 1))
    for back in (lambda: verbs.restore(database, "labelversion", first.id), lambda: database.undo(deleting)):
        with pytest.raises(Refused, match="at the same time"):
            back()
    assert verbs.get(database, LabelVersion, first.id).is_deleted


def test_labels_with_a_version_in_force_each_are_merged_once_one_has_ended(database: Database) -> None:
    items = [verbs.save(database, LabelItem, {"name": name}) for name in ("甲", "乙")]
    versions = [label_in_force(database, item.id, date(2025, 1, 1)) for item in items]
    with pytest.raises(Refused):
        verbs.merge(database, LabelItem, items[0].id, [items[1].id], {})
    through(database, versions[1], "withdrawn")
    verbs.merge(database, LabelItem, items[0].id, [items[1].id], {})
    with database.reading() as session:
        found = session.exec(select(LabelVersion).order_by(col(LabelVersion.number))).all()
    assert [(v.number, v.state, v.item_name) for v in found] == [(1, "effective", "甲"), (2, "withdrawn", "甲")]


def test_a_measure_does_not_come_back_into_a_sheet_that_was_published_meanwhile(database: Database) -> None:
    sheet = draft_sheet(database)
    gone, _stays = (step_of(database, sheet, what) for what in ("追肥", "播种"))
    verbs.delete(database, TechniqueStep, [gone.id])
    deleting = newest_action(database)
    publish(database, sheet)
    for back in (lambda: verbs.restore(database, "techniquestep", gone.id), lambda: database.undo(deleting)):
        with pytest.raises(Refused):
            back()
    assert steps(database, sheet) == ["播种"]


def test_a_published_sheet_comes_back_with_its_measures_and_a_draft_gets_its_own_back(database: Database) -> None:
    sheet = draft_sheet(database)
    gone, _stays = (step_of(database, sheet, what) for what in ("追肥", "播种"))
    verbs.delete(database, TechniqueStep, [gone.id])
    verbs.restore(database, "techniquestep", gone.id)
    publish(database, sheet)
    for back in (lambda: verbs.restore(database, "techniquesheet", sheet.id), database.undo,
                 lambda: verbs.restore(database, "techniquestep", gone.id)):
        verbs.delete(database, TechniqueSheet, [sheet.id])
        back()
        assert not verbs.get(database, TechniqueSheet, sheet.id).is_deleted
        assert "追肥" in steps(database, sheet)


def test_a_published_sheet_is_not_merged(database: Database) -> None:
    sheet = draft_sheet(database)
    step_of(database, sheet, "播种")
    other = verbs.save(database, TechniqueSheet, {"title": "另一份", "crop_id": sheet.crop_id})
    step_of(database, other, "追肥")
    publish(database, sheet)
    for keep, lose in ((sheet, other), (other, sheet)):
        with pytest.raises(Refused):
            verbs.merge(database, TechniqueSheet, keep.id, [lose.id], {})
    assert steps(database, sheet) == ["播种"] and steps(database, other) == ["追肥"]


def test_a_version_that_goes_to_another_label_takes_a_number_that_is_free_there(database: Database) -> None:
    first, second = (verbs.save(database, LabelItem, {"name": name}) for name in ("甲", "乙"))
    verbs.save(database, LabelVersion, {"item_id": first.id})
    moving = verbs.save(database, LabelVersion, {"item_id": second.id})
    assert verbs.save(database, LabelVersion, {"item_id": first.id}, moving.id).number == 2
