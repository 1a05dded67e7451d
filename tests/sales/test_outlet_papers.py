"""The papers of a round: the sheet to be filled in, the report with its photos, the notice of foreign goods."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import PIL.Image
import pytest

from desktop.core import verbs
from desktop.core.attachments import attach, file_of
from desktop.core.database import Database
from desktop.core.documents import save
from desktop.core.documents.model import Callout, Document, Image, Table, every
from desktop.core.errors import Refused
from desktop.core.i18n import using
from desktop.sales.outlets import checking
from desktop.sales.outlets.check_model import CheckLine
from desktop.sales.outlets.check_papers import check_report, check_sheet, removal_notice
from desktop.sales.outlets.rules import items
from tests.sales.rounds import DAY, mark_all, round_of


def words(document: Document) -> str:
    return "\n".join(str(block) for block in document.blocks)


@pytest.mark.parametrize("code", ["zh_CN", "en"])
def test_the_sheet_has_every_item_and_room_to_write(database: Database, shop: int, code: str) -> None:
    number = round_of(database, shop, checked_on=None, planned_on=DAY)
    with using(code):
        made = check_sheet(database, number)
        assert check_report(database, number).blocks == made.blocks, "what is only planned gives its sheet"
    table = next(block for block in made.blocks if isinstance(block, Table))
    assert len(table.rows) == len(items("counter", DAY)) + 3 + 1 and table.rows[-1][3] == 100
    assert {row[5] for row in table.rows} == {""} and "80" in table.notes[0]


def test_the_report_says_marks_faults_and_result(database: Database, shop: int) -> None:
    number = round_of(database, shop)
    lines = mark_all(database, number, 0.9)
    verbs.save(database, CheckLine, {"fault": "例科7两排", "swap": True, "deadline": date(2026, 6, 8)}, lines[4].id)
    checking.judge(database, number)
    made = check_report(database, number)
    assert [b.text for b in every(made.blocks) if isinstance(b, Callout)] == ["例科7两排 (2026-06-08)"]
    assert "('Marks of 100', '90.0')" in words(made) and "Not passed" in words(made)


def test_the_photos_of_a_round_stand_in_its_report_and_what_has_no_room_is_said(
        database: Database, shop: int, tmp_path: Path) -> None:
    number = round_of(database, shop)
    paths = [tmp_path / f"{n}.png" for n in range(10)]
    for n, path in enumerate(paths):
        PIL.Image.new("RGB", (8, 6), (n * 20, 90, 60)).save(path)
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    kept = attach(database, "checkround", number, [*paths, tmp_path / "notes.txt"])
    file_of(database, kept[0]).unlink()
    made = check_report(database, number)
    assert [b.caption for b in every(made.blocks) if isinstance(b, Image)] == [f"{n}.png" for n in range(1, 8)]
    assert "“0.png” is missing" in words(made) and "2 more photos hang on the round." in words(made)
    assert save(made, tmp_path / "report.pdf").stat().st_size > 1000


def test_a_notice_names_the_goods_that_are_still_there(database: Database, shop: int) -> None:
    number = round_of(database, shop)
    with pytest.raises(Refused, match="No foreign goods"):
        removal_notice(database, number)
    for fault, state in (("例科7", ""), ("例玉21", "fixed")):
        verbs.save(database, CheckLine, {"round_id": number, "item": "专用", "fault": fault, "swap": True, "state": state,
                                         "deadline": date(2026, 6, 8), "rechecked_on": DAY if state else None})
    said = words(removal_notice(database, number))
    assert "例科7" in said and "例玉21" not in said and "rechecked from 2026-06-09 on" in said
