"""Every kind of record goes from laptop to laptop by packages, and what people wrote twice is one thing in all files."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core import verbs
from desktop.core.check import check
from desktop.core.database import Database
from desktop.core.exchange.changes import shared
from desktop.core.records import table_of
from tests.core.exchange.star import content, star
from tests.core.exchange.test_histories import differing
from tests.test_united import MADE_WITH_OTHERS, filled, in_order


def one_of_every_kind(db: Database, laptop: str) -> None:
    """Add a record of every kind."""
    for model in in_order():
        if table_of(model).name in MADE_WITH_OTHERS:
            continue
        with db.operation(f"one {model.__name__}") as session:
            for _row in range(2 if table_of(model).name == "dealer" else 1):
                verbs.store(session, model, filled(session, model, laptop))


@pytest.mark.slow
def test_two_laptops_add_every_kind_and_end_alike(tmp_path: Path) -> None:
    """Nothing differs in any of three files, and none of them holds what refers to nothing."""
    with star(tmp_path, "甲乙", filled=True) as made:
        for name, db in made.laptops.items():
            one_of_every_kind(db, name)
        for _number in range(2):
            made.round()
        first, *others = [content(db) for db in made.all()]
        assert shared() - {*first} <= set()
        for other in others:
            assert differing(first, other) == []
        for db in made.all():
            assert [f.sentence for f in check(db) if f.level == "error" and "attached" not in f.sentence] == []
