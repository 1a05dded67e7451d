"""What may stand behind a number is the same for a field where it is typed, pasted and read from a file, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from desktop.core.child_rows import _typed
from desktop.core.grid import GridColumn
from desktop.core.i18n import _, in_every_language, using
from desktop.core.importing.counting import its_own
from desktop.core.importing.model import Target
from desktop.core.importing.records import RecordImport
from desktop.core.importing.values import convert, in_another_unit
from desktop.core.kinds import kinds, model_of
from desktop.core.listing import column
from desktop.core.records import Record, table_of
from desktop.ui.fields.widgets import NumberEdit
from desktop.ui.grid import cells

WORDS = (
    "箱", "件", "页", "包", "袋", " bags", " bag", "人", "人次", "个", "张", "枚", " labels", "次", "场", " trainings", "天",
    "户", "家", "粒", "分", " points", " cartons", "份", " copies", "期", "%", "斤", "公斤", "kg", "亩", "级", "月", "年",
    "个月", "小区", "行", "题", "小时", "h", "d", " days", "株/亩", "袋/件", "*", "")
LANGUAGES = ("en", "zh_CN")
Field = tuple[type[Record], str]


def fields() -> list[Field]:
    """A field for every title and unit under which whole numbers and numbers are asked for anywhere in the program."""
    found: dict[tuple[object, ...], Field] = {}
    for kind in kinds():
        model = model_of(kind)
        for one in table_of(model).columns:
            if one.info.get("kind") in ("whole", "number"):
                found.setdefault((one.info["kind"], one.info["title"], one.info.get("unit")), (model, one.name))
    return list(found.values())


def form(edit: NumberEdit, text: str) -> object:
    """What the form takes a text for; None where it refuses it."""
    edit.setText(text)
    assert bool(edit.problem()) == (edit.value() is None)
    return edit.value()


def grid(of: GridColumn, text: str) -> object:
    """What a grid takes a text for."""
    try:
        return cells.parse(of, text)
    except ValueError:
        return None


def read(target: Target, texts: Sequence[str]) -> Sequence[object]:
    """What an import takes texts for; None where it refuses them. How large a number may be is no matter here."""
    return convert(list(texts), replace(target, low=None, high=None), {}).values


def by_door(field: Field, edit: NumberEdit, target: Target) -> dict[tuple[str, str], dict[str, object]]:
    """What each door, in each language, takes 5 with each of the words behind it for."""
    model, name = field
    info = table_of(model).c[name].info
    edit.kind, edit.title = info["kind"], info["title"]
    edit.set_unit(info.get("unit") or "")
    found: dict[tuple[str, str], dict[str, object]] = {}
    for language in LANGUAGES:
        with using(language):
            typed = _typed(table_of(model).c[name], column(model, name))
            # A file's other unit of the same measure is converted, and told.
            texts = [f"5{word}" for word in WORDS if in_another_unit(f"5{word}", target) is None]
            for text, value in zip(texts, read(target, texts), strict=True):
                found.setdefault((target.title, text), {}).update({
                    f"form {language}": form(edit, text), f"grid {language}": grid(typed, text), f"file {language}": value})
    return found


@pytest.mark.slow
def test_every_door_takes_the_same_words_behind_a_number_of_every_field(qapp: QApplication) -> None:
    edit, odd, taken = NumberEdit(), [], 0
    for model, name in fields():
        target = RecordImport("test", "Test", model, fields=(name,)).target(table_of(model).c[name])
        for (title, text), doors in by_door((model, name), edit, target).items():
            taken += None not in doors.values()
            if len(set(doors.values())) > 1:
                odd.append(f"{model.__name__}.{name} “{title}” {text}: {doors}")
    assert not odd, "\n".join(odd)
    assert taken > 1000


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("title", "unit", "own", "others"), [
    ("Copies printed", "", ("5枚", "5张", "5份", "5 labels", "5 copies"), ("5箱", "5袋")),
    ("Points got", "", ("5分", "5 points"), ("5箱", "5天")), ("Field days", "", ("5场", "5次", "5个"), ("5箱", "5户")),
    ("Session no.", "", ("5场",), ("5箱",)), ("Month", "", ("5月",), ("5箱",)),
    ("Next year's plan", "", ("5袋", "5 bags"), ("5箱",)),
    ("Trainings", "", ("5场", "5 trainings"), ("5箱",)), ("Pieces concerned", "", ("5枚",), ("5箱",)),
    ("Labels across", "", ("5枚", "5 labels"), ("5箱",)),
    ("Bags sold", "bags", ("5袋", "5 bags", "5 bag"), ("5箱", "5 cartons")),
    ("Age", "years", ("5年", "5 years"), ("5个月",)), ("Receipts", "", ("5张",), ("5枚", "5箱")),
    ("Rows per plot", "", ("5行",), ("5小区",)), ("Full mark", "", ("5分",), ("5箱",)), ("Year", "", ("5年",), ("5箱",))])
def test_a_grid_takes_the_words_of_both_languages_by_the_title_that_it_shows(
        language: str, title: str, unit: str, own: tuple[str, ...], others: tuple[str, ...]) -> None:
    with using(language):
        shown = GridColumn("n", _(title), "whole", _(unit) if unit else "")
        assert [grid(shown, text) for text in own] == [5] * len(own)
        assert [grid(shown, text) for text in others] == [None] * len(others)
        with pytest.raises(ValueError, match=r"箱|枚|户|天|cartons|个月|小区"):
            cells.parse(shown, others[0])
    target = Target("n", title, "whole", unit=unit)
    assert all(its_own(text[1:].strip(), target) for text in own) and shown.titles() >= in_every_language(title)
