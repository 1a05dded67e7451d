"""Trait files of Field Book become traits: the JSON form, the CSV form before it, and what the program wrote itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from desktop.catalogue.model import Trait
from desktop.core import i18n, verbs
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.files import save_text
from desktop.core.importing import Plan, apply, guess_columns, make_plan, read_source
from desktop.trials.field.field_book import trait_objects
from desktop.trials.importing.trait_files import TRAITS

CSV = ('"trait","format","defaultValue","minimum","maximum","details","categories","isVisible","realPosition"\n'
       '"stalk width","numeric","","0","60","mm","","true","1"\n"tassel colour","categorical","","","","","green/red/purple",'
       '"true","2"\n"silking","date","","","","","","true","3"\n')
JSON = {"traits": [
    {"name": "stalk width", "format": "numeric", "details": "mm",
     "attributes": {"validValuesMin": "0", "validValuesMax": "60"}},
    {"name": "tassel colour", "format": "categorical", "attributes": {"category": json.dumps(
        [{"label": word, "value": word} for word in ("green", "red", "purple")])}},
    {"name": "silking", "format": "date", "synonyms": None, "attributes": None}]}


def take(db: Database, path: Path) -> Plan:
    source = read_source(path, kind=TRAITS)
    with db.reading() as session:
        plan = make_plan(session, TRAITS, source.table, guess_columns(session, TRAITS, source.table))
    apply(db, TRAITS, source, plan)
    return plan


@pytest.mark.parametrize("text", [CSV, json.dumps(JSON), "\ufeff" + json.dumps(JSON["traits"])])
def test_three_traits_come_in_with_limits_and_categories(database: Database, tmp_path: Path, text: str) -> None:
    (tmp_path / "t.trt").write_text(text, encoding="utf-8")
    plan = take(database, tmp_path / "t.trt")
    assert plan.states == ["new"] * 3, plan.issues
    with database.reading() as session:
        found = {t.code: t for t in session.exec(select(Trait))}
    width, colour, silking = found["stalk_width"], found["tassel_colour"], found["silking"]
    assert (width.kind, width.low, width.high, width.method, width.name_en) == ("number", 0, 60, "mm", "stalk width")
    assert (colour.kind, list(colour.category_list())) == ("category", ["green", "red", "purple"])
    assert silking.kind == "date"
    assert take(database, tmp_path / "t.trt").states == ["unchanged"] * 3


MADE: tuple[dict[str, Any], ...] = (
    {"code": "wheat.height", "name_zh": "株高", "name_en": "Plant height", "unit": "厘米", "unit_en": "cm", "low": 40.0,
     "high": 150.0, "method": "10株平均", "stage": "成熟期"},
    {"code": "wheat.rust", "name_zh": "锈病", "name_en": "Rust", "kind": "score", "unit": "级", "low": 1.0, "high": 9.0,
     "categories": "1 = 免疫 | immune\n9 = 高感 | susceptible"},
    {"code": "wheat.count", "name_zh": "株数", "kind": "count"},
    {"code": "wheat.share", "name_zh": "倒伏率", "unit": "%", "low": 0.0, "high": 100.0},
    {"code": "wheat.photo", "name_en": "Photograph", "kind": "photo"})


@pytest.mark.parametrize(("written", "read"), [("en", "en"), ("en", "zh_CN"), ("zh_CN", "en")])
def test_what_the_program_wrote_comes_back_unchanged_and_a_change_made_outside_is_taken(
        database: Database, tmp_path: Path, written: str, read: str) -> None:
    traits = [verbs.save(database, Trait, values) for values in MADE]
    with i18n.using(written):
        objects = trait_objects(traits)
    save_text(tmp_path / "t.trt", json.dumps({"traits": objects}, ensure_ascii=False))
    with i18n.using(read):
        assert take(database, tmp_path / "t.trt").states == ["unchanged"] * len(MADE)
        objects[0]["attributes"]["validValuesMax"] = "200"
        save_text(tmp_path / "u.trt", json.dumps({"traits": objects}, ensure_ascii=False))
        plan = take(database, tmp_path / "u.trt")
    assert plan.states == ["update", *["unchanged"] * (len(MADE) - 1)]
    with database.reading() as session:
        height = session.get(Trait, traits[0].id)
    assert height is not None
    assert (height.high, height.low, height.method, height.name_zh) == (200, 40, "10株平均", "株高")


@pytest.mark.parametrize(("text", "sentence"), [
    ("", "is empty"), ("{", "is damaged"), ('{"traits": 5}', "holds no trait"), ("[1]", "holds no trait"),
    ("a,b\n1,2\n", "holds no trait")])
def test_what_is_no_trait_file_is_said_in_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "t.trt").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=sentence):
        read_source(tmp_path / "t.trt", kind=TRAITS)
