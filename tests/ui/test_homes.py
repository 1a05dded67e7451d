"""The tab that a kind of record is opened on and listed on: what features declare of it is what their pages do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from desktop.core.feature import load
from desktop.core.kinds import kinds, model_of
from desktop.features import TABS
from desktop.ui.shell.homes import lister_of, tab_of

PROGRAM = Path(__file__).resolve().parents[2] / "desktop"


def opened_on(pages: dict[str, Any], table: str) -> str:
    """The tab found by asking all pages: that of the feature first, one where the kind is at home before one that shows it
    below another record."""
    room = kinds()[table].model.split(".")[1]
    names = sorted(pages, key=lambda name: name != room)
    at_home = [name for name in names if table in pages[name].home_of()]
    return next(iter(at_home + [name for name in names if table in pages[name].opens()]), "")


@pytest.mark.slow
def test_each_kind_is_opened_on_the_tab_that_the_pages_themselves_name() -> None:
    pages = {tab.name: load(tab.page) for tab in TABS}
    wrong = {table: (tab_of(TABS, table), found) for table in kinds()
             if tab_of(TABS, table) != (found := opened_on(pages, table))}
    assert wrong == {}, "kind of record: (declared by `opens` and `unopened` in feature.py, what the pages open)"


@pytest.mark.slow
def test_each_kind_that_a_section_lists_is_listed_on_the_tab_that_is_asked_for_it() -> None:
    from desktop.ui.shell.places import _lister

    for table in kinds():
        listing = [tab.name for tab in TABS if _lister(tab.page, model_of(table))]
        assert not listing or lister_of(TABS, table) in listing, (table, listing)


def test_what_features_declare_are_features_and_kinds() -> None:
    rooms = {kind.model.split(".")[1] for kind in kinds().values()}
    assert not rooms & set(kinds()), "a feature and a kind of record of the same name cannot be told apart"
    for tab in TABS:
        assert set(tab.opens) <= rooms | set(kinds()), tab.name
        assert {*tab.lists, *tab.unopened} <= set(kinds()), tab.name


def test_nothing_a_user_clicks_on_loads_a_page_on_the_main_thread() -> None:
    """`show_feature` loads on the spot: it is for the self-test, which waits for each page anyway."""
    asking = [str(path.relative_to(PROGRAM)) for path in PROGRAM.rglob("*.py")
              if re.search(r"\.show_feature\(", path.read_text(encoding="utf-8"))]
    assert asking == ["selftest.py"]
