"""One thing is said in the singular: no English sentence reads "1 records"."""

from __future__ import annotations

import ast
import re
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.core import i18n

ROOT = Path(__file__).resolve().parents[1]
# What may follow a placeholder and ends in s without being a noun in the plural.
NO_NOUNS = set(re.findall("[a-z]+", """
    across always as behind belongs carries decides departs deviates differs does ends exists expires fits has holds is
    itself lacks lies lifts makes meets names needs observes owes plus reaches refers rests says stands stays takes
    teaches themselves this thus times us uses waits was whose"""))
# Words that end what belongs to the number: behind them comes another part of the sentence.
ENDS = set(re.findall("[a-z]+", """
    a against an and are at be because both by can cannot comes could do for from had have if in into may must no nor
    not of on or outside over says so than that the their these this those to two under was were where whose with within without
    would wrote""")) | NO_NOUNS
# Placeholders that stand for words, not for numbers.
WORDS = {"crop", "check", "file", "kind", "name", "number", "product", "unit", "code", "day", "sum", "reason"}
AS_IT_IS = {
    "All {n} measured values are those of plot {number}: copied?",  # never one alone
    "There {n:is|are} {n} {n:value|values}, the year has {days} days: one a day, a dash for a gap.",  # 365 or 366
}


def counted(text: str) -> list[str]:
    """The placeholders of a text that stand before a noun in the plural."""
    found = []
    for match in re.finditer(r"\{(\w+)(?::[^{}|]*)?\}((?: [A-Za-z-]+){1,4})", text):
        for word in match.group(2).split():
            if word.lower() in ENDS:
                break
            if word == "people" or (word.endswith("s") and not word.endswith("ss") and len(word) > 2):
                found.append(match.group(1))
                break
    return [name for name in found if name not in WORDS]


def uneven(source: str) -> list[str]:
    """The sentences of a module that name a number and have no singular for it."""
    wrong = []
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_", "ngettext")):
            continue
        texts = [a.value for a in node.args[:2] if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if not texts:
            continue
        spared = 1 if node.func.id == "ngettext" else 0  # the number that ngettext goes by
        wrong += [f"{node.lineno}: {text}" for text in texts[-1:]
                  if len(set(counted(text))) > spared and text not in AS_IT_IS]
    return wrong


def test_every_number_in_a_sentence_has_its_singular() -> None:
    wrong = [f"{path.relative_to(ROOT).as_posix()}:{line}" for path in sorted((ROOT / "desktop").rglob("*.py"))
             for line in uneven(path.read_text(encoding="utf-8"))]
    assert not wrong, "write ngettext, or {n:record|records}:\n" + "\n".join(wrong)


@pytest.mark.parametrize("source", ['_("{n} records were found")', '_("{n} old records")', 'N_("at least {days:g} days")',
                                    'ngettext("{n} row, {m} columns", "{n} rows, {m} columns", n)', '_("for {n} people")'])
def test_a_sentence_without_singular_is_found(source: str) -> None:
    assert uneven(source)


def test_a_word_goes_by_its_number() -> None:
    i18n.set_language("en")
    said = i18n._("{plots} {plots:plot|plots}, {entries} {entries:entry|entries}.")
    assert said.format(plots=1, entries=12) == "1 plot, 12 entries."
    assert said.format(plots="1,001", entries="1") == "1,001 plots, 1 entry."
    assert said.format(plots=0, entries=Decimal("1.0")) == "0 plots, 1.0 entry."
    both = i18n.ngettext("{n} row, {columns} {columns:column|columns}", "{n} rows, {columns} {columns:column|columns}", 2)
    assert both.format(n=2, columns=1) == "2 rows, 1 column"
    i18n.set_language("zh_CN")
    try:
        assert i18n._("{plots} {plots:plot|plots}, {entries} {entries:entry|entries}.").format(plots=1, entries=2) \
            == "1个小区，2个品种（处理）。"
    finally:
        i18n.set_language("en")
