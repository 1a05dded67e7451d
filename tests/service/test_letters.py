"""The letters that go with a complaint, and its photographs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PIL import Image as Picture

from desktop.cli import main
from desktop.core import documents, i18n, settings, verbs
from desktop.core.attachments import attach
from desktop.core.database import Database
from desktop.core.documents.model import Beside, Image, every
from desktop.service.complaint_model import Complaint, Evidence
from desktop.service.complaint_report import complaint_file
from desktop.service.letter_names import LETTERS
from desktop.service.letters import BLANK, letter
from tests.core.documents.papers import pdf, pdf_words


def complaint(database: Database, **facts: object) -> Complaint:
    given = {"complainant": "张三", "description": "出苗率低。", "received_on": date(2026, 5, 20), **facts}
    return verbs.save(database, Complaint, given)


def photograph(path: Path, taken: str = "", size: tuple[int, int] = (1200, 900)) -> Path:
    picture = Picture.new("RGB", size, "green")
    exif = Picture.Exif()
    if taken:
        exif.get_ifd(0x8769)[0x9003] = taken
    picture.save(path, exif=exif)
    return path


@pytest.mark.parametrize("kind", LETTERS)
def test_every_letter_stands_on_paper_in_both_languages_with_the_facts_and_blanks_for_the_rest(
    database: Database, tmp_path: Path, kind: str
) -> None:
    settings.set_office(database, "company", "例丰种业")
    made = complaint(database, lot="L26-7", place="例南村", phone="13900000001")
    for language in i18n.languages():
        with i18n.using(language):
            document = letter(database, made.id, kind)
            words = pdf_words(document)
        assert made.code in words and "L26-7" in words
        assert documents.save(document, tmp_path / f"{kind}.docx").stat().st_size > 5000
        assert "None" not in words
        assert ("盖章" if language == "zh_CN" else "seal") in words
    assert BLANK in words, "what is not known is a blank"


def test_the_command_line_writes_a_letter(database: Database, tmp_path: Path) -> None:
    made, path, out = complaint(database), database.path, tmp_path / "answer.pdf"
    database.close()
    assert main(["report", "answer-letter", "--code", made.code, "--database", str(path), "--out", str(out)]) == 0
    assert out.stat().st_size > 5000


def test_photographs_stand_in_the_order_they_were_taken_named_by_day_place_and_taker_and_the_evidence_refers_to_them(
    database: Database, tmp_path: Path
) -> None:
    made = complaint(database, place="例南村")
    later = verbs.save(database, Evidence, {"complaint_id": made.id, "what": "缺苗", "by": "李四", "place": "村东地块",
                                      "taken_on": date(2026, 5, 22)})
    attach(database, "complaint", made.id, [photograph(tmp_path / "b.jpg", "2026:05:23 09:10:00")])
    attach(database, "evidence", later.id, [photograph(tmp_path / "a.jpg", size=(50, 50))])
    with i18n.using("zh_CN"):
        document = complaint_file(database, made.id)
        images = [block for block in every(document.blocks) if isinstance(block, Image)]
        words = pdf_words(document)
    assert "2026-05-22" in images[0].caption and "村东地块" in images[0].caption and "李四" in images[0].caption
    assert "2026-05-2309:10" in words and "jpg" not in words
    row = next(block for block in every(document.blocks) if getattr(block, "caption", "") == "证据").rows[0]
    assert row[-1] == "1"
    assert any(isinstance(block, Beside) for block in document.blocks)
    drawn = [image for page in pdf(document).pages for image in page.images]
    assert len(drawn) == 2


def test_a_picture_of_few_pixels_is_not_blown_up(tmp_path: Path) -> None:
    from desktop.core.documents.pdf_boxes import ImageBox

    box = ImageBox(Image(photograph(tmp_path / "small.jpg", size=(50, 40)), width_mm=120), 480, 700)
    assert box.drawn[0] <= 50 / 100 * 72 + 0.1
