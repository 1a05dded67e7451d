"""A county is known by its short name, as people write it in tables."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path

from sqlmodel import select

from desktop.core.importing import links
from desktop.regions.model import Region
from tests.core.store import ready


def test_a_county_is_found_by_its_short_name_where_that_is_nobodys_else(tmp_path: Path) -> None:
    with closing(ready(tmp_path / "own.agridesk")) as database, database.reading() as session:
        often = Counter(session.exec(select(Region.short)).all())
        twice = next(short for short, count in often.items() if short and count > 1)
        found = links.resolve(session, "region", ["兰西", "兰西县", twice])
    assert found.ids["兰西"] == found.ids["兰西县"]
    assert twice not in found.ids
    assert "code" in found.wrong[twice]
