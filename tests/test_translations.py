"""Every string of code and forms has its Chinese, with the same placeholders; nothing in the catalogue is left over."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from desktop.core import i18n
from desktop.core.paths import resource
from tests.spacing import closed_up

ROOT = Path(__file__).resolve().parents[1]
FIELD = re.compile(r"\{[^{}]*\}")
MARKS = ("_", "N_", "ngettext")
OWN_FIELDS = {"{month} {year}": {"{number}"}}  # what a translation may use beside the source's placeholders


@cache
def wanted() -> dict[str, list[str]]:
    """Every English source string and the places it stands in (a plural stands under its singular)."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            # Calls inside f-strings count too, which extraction tools pass over on Python 3.11.
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.setdefault(first.value, []).append(f"{path.relative_to(ROOT).as_posix()}:{node.lineno}")
    for form in sorted((ROOT / "forms").glob("*.ui")):
        for element in ElementTree.parse(form).iter("string"):
            if element.text and re.search(r"[A-Za-z]", element.text) and element.get("notr") != "true":
                found.setdefault(element.text, []).append(f"forms/{form.name}")
    return found


@cache
def chinese() -> dict[str, str]:
    """The Chinese catalogue as the program reads it."""
    return i18n._catalogue(i18n.CHINESE)


def test_every_string_has_its_chinese() -> None:
    missing = {text: places for text, places in wanted().items()
               if re.search(r"[A-Za-z]", FIELD.sub("", text)) and not chinese().get(text)}
    assert not missing, "\n".join(f"{places[0]}: {text!r}" for text, places in sorted(missing.items(), key=lambda i: i[1]))


def test_translations_keep_their_placeholders() -> None:
    wrong = {source: text for source, text in chinese().items()
             if not set(FIELD.findall(text)) <= set(FIELD.findall(source)) | OWN_FIELDS.get(source, set())}
    assert not wrong


def test_no_translation_says_a_number_for_good_that_its_source_fills_in() -> None:
    """A plural without its {n} said “1” of any number."""
    assert not {source: text for source, text in chinese().items()
                if "{n}" in FIELD.findall(source) and "{n}" not in FIELD.findall(text)}


def test_no_translation_is_left_over() -> None:
    unused = sorted(set(chinese()) - set(wanted()))
    assert not unused, f"run python -m tests.collect_strings: {unused}"


def test_the_catalogue_is_ordered_by_its_source_texts() -> None:
    from tests.collect_strings import catalogue

    for code, name in i18n.languages().items():
        if code != i18n.SOURCE:
            text = resource("translations", f"{code}.po").read_text(encoding="utf-8")
            assert text == catalogue(code, name), "run python -m tests.collect_strings"


def test_the_catalogue_is_one_file_a_language() -> None:
    assert [p.name for p in sorted(resource("translations").iterdir())] == ["zh_CN.po"]


@pytest.mark.parametrize(("text", "entries"), [
    ('msgid "a"\nmsgstr "甲"\n', {"a": "甲"}),
    ('#, fuzzy\n\nmsgid ""\n"a\\n"\n"b"\nmsgstr ""\n"甲\\n"\n"乙"\n', {"a\nb": "甲\n乙"}),
    ('msgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[0] "{n}天"\n', {"{n} day": "{n}天"}),
    ('msgid "say \\"x\\""\nmsgstr "说“x”"', {'say "x"': "说“x”"}),
])
def test_a_po_file_is_read(text: str, entries: dict[str, str]) -> None:
    assert i18n.read_po(text.encode()) == entries


def test_a_document_speaks_its_own_language_inside_a_chinese_window() -> None:
    i18n.set_language(i18n.CHINESE)
    try:
        with i18n.using("en"):
            assert i18n._("Dealers") == "Dealers"
        assert i18n._("Dealers") != "Dealers"
    finally:
        i18n.set_language("en")


@pytest.mark.parametrize(("english", "chinese"), [
    ("Field", "田间"), ("What is recorded", "项目"), ("Person", "人员"), ("Who promised", "承诺人"),
    ("Advice", "处理意见"), ("Advice to the farmer", "答复意见"), ("none", "不转换"), ("none yet", "无")])
def test_two_things_that_one_english_word_could_name_have_a_word_each(english: str, chinese: str) -> None:
    with i18n.using("zh_CN"):
        assert i18n._(english) == chinese


KEPT_AS_DATA = {
    "desktop/labels/rules.py", "desktop/labels/code_reading.py", "desktop/trials/checks/decisions.py",
    "desktop/trials/importing/writing.py", "desktop/trials/importing/observations/payload.py",
    "desktop/trials/importing/plots.py", "desktop/trials/importing/trial_table.py"}
"""What joins texts into a field, where they stand in whichever language they were written."""
IN_NO_LANGUAGE = {"desktop/selftest.py", "desktop/deeptest.py", "desktop/encryptiontest.py", "desktop/core/wholeness.py",
                  "desktop/analysis/strata/stratified.py", "desktop/ui/importing/file_page.py"}
"""What is written for ourselves, by SQLite, of names and figures alone, or as paths."""


def test_what_is_said_in_a_row_is_joined_by_the_sign_of_the_language() -> None:
    found = {path.relative_to(ROOT).as_posix() for path in (ROOT / "desktop").rglob("*.py")
             if '"; ".join(' in path.read_text(encoding="utf-8")}
    assert found == KEPT_AS_DATA | IN_NO_LANGUAGE, "Chinese has a sign of its own: join by the translation of it"


def test_chinese_is_spaced_by_one_rule() -> None:
    """Closed up to figures and to what is put in, as `collect_strings` writes it."""
    loose = {source: text for source, text in chinese().items() if closed_up(text) != text}
    assert not loose, f"run python -m tests.collect_strings: {loose}"
