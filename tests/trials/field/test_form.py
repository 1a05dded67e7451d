"""The form to be filled in: it goes out with limits and lists, and comes back without a question."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from desktop.core import i18n
from desktop.core.importing import ERROR, NEW, UNCHANGED
from desktop.trials.field.form_xlsx import FormOptions, write_form
from desktop.trials.trial_data import load
from tests.trials.field.conftest import asked, observed, take

if TYPE_CHECKING:
    from desktop.catalogue.model import Trait
    from desktop.core.database import Database


def made(database: Database, trial: int, traits: dict[str, Trait], path: Path, **options: Any) -> Path:
    data = load(database, trial)
    write_form(data, path, FormOptions([t for t in data.traits if t.code != "wheat.photo"], **options))
    return path


def filled(path: Path, values: dict[tuple[str, str], Any], tail: tuple[Any, ...] = ("李工", "2026-05-20", "边行")) -> Path:
    """Type values into a form: (plot number, code) → value."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    headings = {str(c.value): c.column for c in sheet[1]}
    number = next(column for title, column in headings.items() if title in ("Plot", "小区"))
    for row in range(2, sheet.max_row + 1):
        for (plot, code), value in values.items():
            if str(sheet.cell(row, number).value) == plot:
                column = next(c for title, c in headings.items() if title.endswith(f"[{code}]"))
                sheet.cell(row, column).value = value
                for place, text in enumerate(tail):
                    sheet.cell(row, sheet.max_column - 2 + place).value = text
    book.save(path)
    return path


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_filled_form_comes_back_without_a_question(
        database: Database, trial: int, traits: dict[str, Trait], tmp_path: Path, language: str) -> None:
    i18n.set_language(language)
    path = made(database, trial, traits, tmp_path / "f.xlsx", occasions=2)
    filled(path, {("101", "wheat.height"): 82, ("101", "wheat.height#2"): 85, ("102", "wheat.heading"): "2026-05-18",
                  ("103", "wheat.awn"): "长芒", ("104", "wheat.remark"): "不齐"})
    assert not asked(database, path)
    plan = take(database, path).plan
    assert plan.count(NEW) == 4 and plan.count(ERROR) == 0, plan.issues
    heights = observed(database, traits["wheat.height"])
    assert (heights["101", 1].value, heights["101", 2].value) == (82, 85)
    one = heights["101", 1]
    assert (one.person, str(one.observed_on), one.note) == ("李工", "2026-05-20", "边行")
    assert observed(database, traits["wheat.awn"])["103", 1].text == "long"


def test_a_form_with_its_values_comes_back_unchanged(
        database: Database, trial: int, traits: dict[str, Trait], tmp_path: Path) -> None:
    path = filled(made(database, trial, traits, tmp_path / "f.xlsx"), {
        ("101", "wheat.height"): 82.123456789, ("102", "wheat.heading"): "2026-05-18", ("103", "wheat.awn"): "无芒",
        ("104", "wheat.remark"): "0101 𠮷 'quoted'"})
    take(database, path)
    again = made(database, trial, traits, tmp_path / "g.xlsx", filled=True)
    plan = take(database, again).plan
    assert plan.count(UNCHANGED) == len(plan.states) == 12 and not plan.issues


def test_limits_warn_words_are_lists_and_the_key_is_hidden(
        database: Database, trial: int, traits: dict[str, Trait], tmp_path: Path) -> None:
    sheet = load_workbook(made(database, trial, traits, tmp_path / "f.xlsx", blind=True)).worksheets[0]
    rules = {rule.type: rule for rule in sheet.data_validations.dataValidation}
    assert {"list", "decimal", "date"} == set(rules) and all(r.errorStyle == "warning" for r in rules.values())
    assert rules["list"].formula1 == '"awnless,long"'
    assert sheet.column_dimensions["A"].hidden and sheet.protection.sheet and sheet["A2"].protection.locked
    assert sheet.freeze_panes == "E2" and "V1" not in {c.value for row in sheet for c in row}


def test_both_sheets_print_on_turned_pages_with_their_headings(
        database: Database, trial: int, traits: dict[str, Trait], tmp_path: Path) -> None:
    book = load_workbook(made(database, trial, traits, tmp_path / "f.xlsx", occasions=3))
    assert book.worksheets[0].page_setup.fitToWidth > 1, "many columns are printed on several pages, not in tiny letters"
    for sheet in book.worksheets[:2]:
        assert sheet.print_title_rows == "$1:$1" and sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
