"""The sheet of one record, as it is printed from the menu on its row."""

from __future__ import annotations

from datetime import date

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.documents.model import Document, Heading, Paragraph, Table
from desktop.core.documents.record_sheet import record_sheet
from desktop.core.i18n import using
from desktop.dealers import actions
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Visit


def sheet(db: Database) -> Document:
    dealer = verbs.save(db, Dealer, {"name": "Harvest Seeds"})
    verbs.save(db, Visit, {"dealer_id": dealer.id, "state": "done", "visited_on": date(2026, 4, 1), "people": "Li"})
    return record_sheet(db, actions.DEALERS, dealer.id, [
        (actions.VISITS, "dealer_id"), (actions.PROMISES, "dealer_id"), (actions.LICENCES, "dealer_id")])


def headings(document: Document) -> list[list[str]]:
    return [[column.title for column in block.columns] for block in document.blocks if isinstance(block, Table)]


def test_what_belongs_to_a_record_does_not_name_it_again_in_every_row(database: Database) -> None:
    _facts, visits = headings(sheet(database))
    assert "People met" in visits and "Dealer" not in visits


def test_its_facts_are_headed_by_words_for_facts_in_chinese(database: Database) -> None:
    with using("zh_CN"):
        assert headings(sheet(database))[0] == ["项目", "数值"]


def test_what_it_has_none_of_takes_one_line_and_no_page(database: Database) -> None:
    blocks = sheet(database).blocks
    assert [block.text for block in blocks if isinstance(block, Heading)] == ["Dealer Harvest Seeds", "Visits"]
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["None recorded: Promises, Licences"]
