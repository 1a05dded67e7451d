"""Technique sheets: versions, numbers that differ from the announcement, the sheet on paper, reminders."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlmodel import select

from desktop.catalogue.model import AnnouncedTrait, Crop, Trait, Variety
from desktop.core import i18n, verbs, versions
from desktop.core.database import Database
from desktop.core.documents.model import Table, flat
from desktop.core.errors import Refused
from desktop.core.moves import StateChange
from desktop.core.reminders import Agenda
from desktop.core.reminders import due as heard
from desktop.service import announcement
from desktop.service.announcement import Announced
from desktop.service.reminders import REMINDERS
from desktop.service.technique_model import TechniqueSheet, TechniqueStep
from desktop.service.technique_report import technique_sheet


@pytest.fixture
def sheet(database: Database) -> TechniqueSheet:
    with database.operation("test") as session:
        crop = verbs.store(session, Crop, {"code": "maize", "name_zh": "玉米", "name_en": "Maize"})
        made = verbs.store(session, TechniqueSheet, {"code": "JS-1", "title": "Spring maize", "crop_id": crop.id,
                                                     "sown_on": date(2026, 5, 1), "body": "- sow early"})
        verbs.store(session, TechniqueStep, {"sheet_id": made.id, "what": "Top dress", "basis": "sowing", "begins": 45,
                                             "product": "urea", "dose": 10, "dose_high": 15, "dose_unit": "kg", "remind": True,
                                             "safety_interval": 7})
        return made


def publish(database: Database, number: int, on: date) -> None:
    for state in ("review", "approved", "published"):
        verbs.move(database, TechniqueSheet, [number], StateChange(state, on, "王"))


def test_a_published_sheet_stays_as_it_is_and_the_next_version_replaces_it(database: Database, sheet: TechniqueSheet) -> None:
    publish(database, sheet.id, date(2026, 3, 1))
    with pytest.raises(Refused, match="new version"):
        verbs.save(database, TechniqueSheet, {"body": "other"}, sheet.id)
    verbs.save(database, TechniqueSheet, {"remarks": "printed twice"}, sheet.id)
    second = versions.new_version(database, TechniqueSheet, sheet.id)
    assert (second.number, second.state, second.body, second.published_on) == (2, "draft", "- sow early", None)
    assert [s.what for s in verbs.owned(database, TechniqueStep, "sheet_id", second.id)] == ["Top dress"]
    publish(database, second.id, date(2026, 4, 1))
    first = verbs.get(database, TechniqueSheet, sheet.id)
    assert (first.state, first.withdrawn_on) == ("withdrawn", date(2026, 4, 1))
    database.undo()
    assert verbs.get(database, TechniqueSheet, sheet.id).state == "published", "publishing and replacing are one action"


@pytest.mark.parametrize(("text", "flagged"), [
    ("株高 280 cm，穗位高 110 cm。", ["280"]), ("该品种株高约265厘米。", []), ("生育期127天。每亩施尿素15公斤。", ["127"]),
    ("5月1日播种，密度另见说明。", []),
])
def test_a_number_beside_an_announced_trait_must_be_the_announced_one(text: str, flagged: list[str]) -> None:
    known = [Announced("株高", ("株高",), (265.0,), "265 cm"), Announced("穗位高", ("穗位高", "穗位"), (110.0,), "110"),
             Announced("生育期", ("生育期",), (128.0,), "128天")]
    assert [f.number for f in announcement.flags(text, known)] == flagged


def test_a_form_is_told_what_differs_from_the_announcement(database: Database) -> None:
    with database.operation("test") as session:
        trait = verbs.store(session, Trait, {"code": "t.height", "name_zh": "株高", "name_en": "Plant height"})
        variety = verbs.store(session, Variety, {"name": "例丰1号"})
        verbs.store(session, AnnouncedTrait, {"variety_id": variety.id, "trait_id": trait.id, "value": 265.0})
    with database.reading() as session:
        told = announcement.body_doubts(session, {"variety_id": variety.id, "body": "Plant height 280 cm"}, None)
        assert "280" in told["body"]
        assert not announcement.body_doubts(session, {"variety_id": variety.id, "body": "Plant height 265 cm"}, None)


@pytest.mark.parametrize(("language", "words"), [("zh_CN", ("6-15", "芒种", "7天")), ("en", ("6-15", "Grain in Ear", "7 d"))])
def test_the_printed_sheet_has_the_days_of_the_year(
    database: Database, sheet: TechniqueSheet, language: str, words: tuple[str, ...]
) -> None:
    with i18n.using(language):
        document = technique_sheet(database, sheet.id, 2026)
        (table,) = [b for b in flat(document.blocks) if isinstance(b, Table)]
        cells = [str(cell) for cell in table.rows[0]]
    assert all(any(word == cell for cell in cells) for word in words), cells
    assert ("urea 10–15kg" if language == "zh_CN" else "urea 10–15 kg") in cells


def test_today_hears_of_a_measure_of_a_published_sheet(database: Database, sheet: TechniqueSheet) -> None:
    def due() -> list[Any]:
        with database.reading() as session:
            return [r for r in heard(REMINDERS, session, date(2026, 6, 10), 30) if isinstance(r, Agenda)]

    assert not due()
    publish(database, sheet.id, date(2026, 3, 1))
    (line,) = due()
    assert (line.on, line.title, line.detail) == (date(2026, 6, 15), "Top dress", "Spring maize")


def test_the_number_of_a_sheet_is_made_once(database: Database, sheet: TechniqueSheet) -> None:
    values = {"title": "x", "crop_id": sheet.crop_id}
    made = [verbs.save(database, TechniqueSheet, values).code for _ in range(2)]
    assert made[0] != made[1]
    with database.reading() as session:
        assert len(session.exec(select(TechniqueSheet)).all()) == 3


def test_the_measures_of_an_approved_sheet_stay_as_they_are(database: Database, sheet: TechniqueSheet) -> None:
    (step,) = verbs.owned(database, TechniqueStep, "sheet_id", sheet.id)
    verbs.save(database, TechniqueStep, {"dose": 12}, step.id)
    publish(database, sheet.id, date(2026, 3, 1))
    with pytest.raises(Refused, match="new version"):
        verbs.save(database, TechniqueStep, {"dose": 20}, step.id)
    with pytest.raises(Refused, match="new version"):
        verbs.save(database, TechniqueStep, {"sheet_id": sheet.id, "what": "x", "basis": "stage"})
    assert [s.dose for s in verbs.owned(database, TechniqueStep, "sheet_id", sheet.id)] == [12]


def test_today_hears_in_spring_of_a_crop_sown_last_autumn(database: Database) -> None:
    with database.operation("test") as session:
        crop = verbs.store(session, Crop, {"code": "wheat", "name_zh": "小麦", "name_en": "Wheat"})
        made = verbs.store(session, TechniqueSheet, {"title": "Winter wheat", "crop_id": crop.id, "sown_on": date(2025, 10, 8)})
        verbs.store(session, TechniqueStep, {"sheet_id": made.id, "what": "Top dress at regreening", "basis": "sowing",
                                             "begins": 150, "remind": True})
    publish(database, made.id, date(2026, 1, 1))
    with database.reading() as session:
        found = [r for r in heard(REMINDERS, session, date(2026, 3, 1), 30) if isinstance(r, Agenda)]
    assert [(r.on, r.title) for r in found] == [(date(2026, 3, 7), "Top dress at regreening")]


@pytest.mark.parametrize(("interval", "told"), [(14, True), (13, False)])
def test_a_spray_too_near_the_harvest_is_told_on_the_sheet(
    database: Database, sheet: TechniqueSheet, interval: int, told: bool
) -> None:
    with database.operation("test") as session:
        for values in ({"kind": "disease", "what": "Spray", "product": "azole", "month": 9, "day": 10, "ends": 2,
                        "safety_interval": interval}, {"kind": "harvest", "what": "Harvest", "month": 9, "day": 25}):
            verbs.store(session, TechniqueStep, {"sheet_id": sheet.id, "basis": "date", **values})
    words = " ".join(str(vars(b)) for b in technique_sheet(database, sheet.id, 2026).blocks)
    assert ("13 days between 2026-09-12 and the harvest on 2026-09-25" in words) is told


def test_every_mention_of_a_trait_is_held_against_its_announcement() -> None:
    known = [Announced("密度", ("密度",), (4500.0,), "4500株/亩")]
    assert [f.number for f in announcement.flags("密度4,500株，肥地密度5000株。", known)] == ["5000"]
    assert [f.number for f in announcement.flags("密度4,500.5株", known)] == ["4,500.5"], "one number, not two"
    assert [f.number for f in announcement.flags("密度１，０５０.5株", known)] == ["1,050.5"], "one number in full width too"
    assert announcement.flags("密度４，５００株", known) == []
    assert [f.number for f in announcement.flags("密度4000，200粒", known)] == ["4000"], "a Chinese comma parts clauses"
