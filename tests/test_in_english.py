"""A region kept in Chinese, read in English: what has an English name is called by it, and no sentence is half Chinese.

Stored texts of one's own stay as they were written. All else that is Chinese in a list or on paper is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop.core import i18n
from desktop.core.database import Database
from desktop.core.listing import Listing, Query, show
from tests.paper.register import DOCUMENTS
from tests.test_lists import listings

HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")
LETTER = re.compile(r"[\u3400-\u9fff]")
CHINESE_BY_RIGHT = frozenset({"name_zh", "text_zh", "language", "aliases"})
"""Columns that are there to hold Chinese, in whatever language they are read."""
OWN = frozenset({("varieties", "name"), ("products", "name"), ("entries", "name"), ("territories", "varieties"),
                 *(("label_versions", name) for name in ("all_text", "crop_name", "printed_name"))})
"""Lists that show both names of their records, each under its heading; the name an entry has in its trial; what was typed into
a licence; what is printed on a label."""
SAMPLES = frozenset({"every-block", "poster", "large-print", "rights-map", "visit-pack", "label-history", "label-checks",
                     "recovery-sheet"})
"""Papers of texts (or of a file and a person) that the tests make in Chinese, and those that
print what a licence or a label says in Chinese."""


@dataclass
class Region:
    """The example, what stands in its texts, and the names in it that have an English one."""

    db: Database
    texts: str
    named: dict[str, str]
    whole: list[str]


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    from desktop.example import make_example
    from desktop.newdata import open_ready

    path: Path = tmp_path_factory.mktemp("chinese") / "example.agridesk"
    with i18n.using(i18n.CHINESE):
        make_example(path)
    db = open_ready(path)
    with db.reading() as session:
        found: set[str] = set()
        run = session.connection().exec_driver_sql
        tables = run("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%'").scalars().all()
        for table in tables:
            columns = run("SELECT name FROM pragma_table_info(?) WHERE type IN ('TEXT', 'JSON')", (table,)).scalars().all()
            for column in columns:
                found |= {value for value in run(f'SELECT DISTINCT "{column}" FROM "{table}"').scalars()
                          if isinstance(value, str) and LETTER.search(value)}
        named = {row[0]: row[1] for table in ("variety", "product")
                 for row in run(f"SELECT name, name_en FROM {table} WHERE name_en != ''")}
    yield Region(db, "\n".join(found), named, sorted(found, key=len, reverse=True))
    db.close()


def strange(text: str, region: Region) -> str:
    """What is Chinese in a text and no stored value; "" for nothing."""
    rest = text
    for name, english in region.named.items():
        if name in rest:
            for longer in (value for value in region.whole if name in value and len(value) > len(name) and value in rest):
                rest = rest.replace(longer, "")
            if name in rest:
                return f"{name} for {english}"
    return next((run for run in HAN.findall(rest) if run not in region.texts), "")


def strings(thing: Any) -> Iterator[str]:
    """Every text in a document, however deep."""
    if isinstance(thing, str):
        yield thing
    elif is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            yield from strings(getattr(thing, field.name))
    elif isinstance(thing, dict):
        yield from strings(list(thing.values()))
    elif isinstance(thing, list | tuple | set):
        for part in thing:
            yield from strings(part)


@pytest.mark.slow
@pytest.mark.parametrize("listing", listings(), ids=lambda listing: listing.name)
def test_a_list_read_in_english_calls_things_by_their_english_names(listing: Listing, region: Region) -> None:
    with i18n.using(i18n.SOURCE), region.db.reading() as session:
        ids = list(listing.ids(session, Query()))[:300]
        found = {f"{column.name}: {value}": wrong for row in listing.rows(session, ids).values()
                 for column, cell in zip(listing.columns, row, strict=True)
                 if column.name not in CHINESE_BY_RIGHT and (listing.name, column.name) not in OWN
                 and (wrong := strange(value := show(column, cell), region))}
        assert not found


@pytest.mark.slow
@pytest.mark.parametrize("listing", listings(), ids=lambda listing: listing.name)
def test_words_that_the_program_offers_are_read_in_either_language(listing: Listing, region: Region) -> None:
    """Of a column that says its words none that is known in English stays Chinese."""
    from desktop.core.offered import from_catalogues

    every = from_catalogues("maturity_bands", "field_words", "site_words", "crops", "contract_points", "dealer_assessment",
                            "agent_models", "outlet_checks", "team_induction", "training_rules")
    with i18n.using(i18n.SOURCE), region.db.reading() as session:
        ids = list(listing.ids(session, Query()))[:300]
        found = {f"{column.name}: {value}": every(value) for row in listing.rows(session, ids).values()
                 for column, cell in zip(listing.columns, row, strict=True)
                 if column.kind == "text" and column.name not in CHINESE_BY_RIGHT and (listing.name, column.name) not in OWN
                 and LETTER.search(value := show(column, cell)) and every(value) != value}
        assert not found


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name not in SAMPLES])
def test_a_paper_in_english_is_english_but_for_texts_of_ones_own(name: str, region: Region) -> None:
    with i18n.using(i18n.SOURCE):
        document = DOCUMENTS[name](region.db)
    found = {text[:120]: wrong for text in strings(document) if (wrong := strange(text, region))}
    assert not found
