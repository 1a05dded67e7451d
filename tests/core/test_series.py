"""Numbers of a series: each laptop counts within its own letter."""

from __future__ import annotations

import pytest

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.series import proposed
from desktop.core.settings import LETTERS, Settings
from desktop.dealers.model import Dealer


def test_a_laptop_counts_after_its_own_numbers_alone(database: Database) -> None:
    for code in ("D-2026-014", "D-2026-A007", "D-2026-B020", "D-2025-A030", "D-2026-A1x", "D-2026-A٣"):
        verbs.save(database, Dealer, {"name": code, "code": code})
    with database.reading() as session:
        assert proposed(session, Dealer, "D", 2026) == "D-2026-A008"
        Settings().set("laptop", "B")
        assert proposed(session, Dealer, "D", 2026) == "D-2026-B021"
        Settings().set("laptop", "C")
        assert proposed(session, Dealer, "D", 2026) == "D-2026-C001"


def test_the_letter_is_drawn_once_and_kept() -> None:
    Settings().path.unlink()
    drawn = Settings().letter()
    assert drawn in LETTERS and {Settings().letter() for _n in range(3)} == {drawn}
    assert not {"I", "O"} & set(LETTERS)


@pytest.mark.parametrize("broken", ["", "i", "AB", "7"])
def test_a_letter_that_cannot_be_is_drawn_anew(broken: str) -> None:
    Settings().set("laptop", broken)
    assert Settings().letter() in LETTERS
