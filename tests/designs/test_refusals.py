"""What cannot be laid out is refused in one sentence that says what would do."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.core import i18n
from desktop.core.errors import UserError
from desktop.designs import DesignOptions, Item, plan


def items(count: int, checks: int = 0, levels: list[tuple[str, ...]] | None = None) -> list[Item]:
    return [Item(n, f"V{n}", n <= checks, levels[n - 1] if levels else ()) for n in range(1, count + 1)]


SQUARE = [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")]
CASES: list[tuple[str, list[Item], dict[str, Any], str]] = [
    ("rcbd", items(1), {}, "at least two entries"),
    ("rcbd", items(3), {"replicates": 1}, "two replicates"),
    ("rcbd", [Item(1), Item(1)], {}, "twice"),
    ("rcbd", items(3), {"per_row": 0}, "at least one plot"),
    ("latin", items(5), {"replicates": 3}, "set the replicates to 5"),
    ("latin", items(25), {"replicates": 25}, "choose randomised blocks"),
    ("factorial", items(4), {}, "levels of factor A and B"),
    ("split-plot", items(4), {}, "fill them in"),
    ("split-plot", items(3, levels=SQUARE[:3]), {}, "b × y: add it"),
    ("split-plot", items(4, levels=[*SQUARE[:3], ("a", "x")]), {}, "take one out"),
    ("strip-plot", items(2, levels=[("a", "x"), ("a", "y")]), {}, "Factor A needs"),
    ("alpha", items(10), {"block_size": 6}, "choose 2 to 5"),
    ("alpha", items(3), {}, "at least four"),
    ("lattice", items(30), {}, "25 or 36"),
    ("lattice", items(36), {"replicates": 4}, "at most 3"),
    ("row-column", items(24), {"block_size": 5}, "choose 2, 3, 4, 6, 8, 12"),
    ("row-column", items(13), {}, "add or drop"),
    ("row-column", items(8), {"replicates": 2}, "more replicates"),
    ("augmented", items(10), {}, "mark them"),
    ("augmented", items(3, 3), {}, "new entries as well"),
    ("augmented", items(5, 2), {"replicates": 4}, "at most 3 blocks"),
    ("p-rep", items(10, 1), {"replicates": 1}, "two blocks"),
    ("p-rep", items(10, 1), {"share": 100}, "between 1 and 99"),
    ("on-farm", items(5), {}, "stands on every farm"),
    ("on-farm", items(5, 1), {"farms": ("A", "A")}, "each once"),
    ("on-farm", items(5, 1), {"block_size": 9}, "choose 2 to 5"),
    ("on-farm", items(20, 1), {"block_size": 3, "replicates": 4}, "6 strips on each"),
    ("interval-check", items(5), {}, "mark it"),
    ("interval-check", items(5, 1), {"interval": 0}, "At least one entry"),
    ("spiral", items(5), {}, "is not a design"),
]


@pytest.mark.parametrize(("name", "entries", "options", "cure"), CASES)
def test_it_is_refused_with_the_cure(name: str, entries: list[Item], options: dict[str, Any], cure: str) -> None:
    with pytest.raises(UserError, match=cure):
        plan(name, entries, DesignOptions(**options))
    with i18n.using("zh_CN"), pytest.raises(UserError) as chinese:
        plan(name, entries, DesignOptions(**options))
    assert any("\u4e00" <= letter <= "\u9fff" for letter in str(chinese.value))


def test_the_strips_that_were_advised_do_fit() -> None:
    assert plan("on-farm", items(20, 1), DesignOptions(block_size=6, replicates=4)).plots
