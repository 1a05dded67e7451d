"""A list of figures that is empty says what fills it: nothing can be made in it, so it never offers Ctrl+N."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.core.feature import load
from desktop.core.i18n import _, using
from desktop.features import TABS
from desktop.ui.book.figures_section import FiguresSection
from tests.ui.conftest import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.shell.window import Window


def every() -> list[tuple[str, type[FiguresSection]]]:
    return [(feature.name, kind) for feature in TABS for kind in load(feature.page).sections
            if issubclass(kind, FiguresSection)]


def test_every_list_of_figures_says_what_fills_it_in_both_languages() -> None:
    found = every()
    assert len(found) >= 10
    for _tab, kind in found:
        assert kind.fills, f"{kind.__name__}: say what fills it"
        with using("zh_CN"):
            said = _(kind.fills)
        assert said != kind.fills and "Ctrl" not in said + kind.fills, kind.__name__


@pytest.mark.slow
def test_an_empty_list_of_figures_shows_that_sentence(window: Window, qtbot: QtBot) -> None:
    assert window.context
    for tab, kind in every():
        page = window.show_feature(tab)
        assert page is not None
        section = page.show_section(kind.name)
        settle(qtbot, window.context)
        table = section.list.table
        assert table.rows.ids or table.empty_text == kind.fills, kind.__name__
