"""The company's logo: what may be one, where it is kept, where it is printed."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from PIL import Image as Picture

from desktop.core import attachments, documents, logo, settings
from desktop.core.database import Database
from desktop.core.documents.model import Cover, Document, Heading, Image
from desktop.core.errors import UserError
from tests.core.documents.papers import pdf


def picture(path: Path, size: tuple[int, int] = (800, 200), kind: str = "PNG") -> Path:
    Picture.new("RGB", size, "green").save(path, kind)
    return path


def test_a_logo_is_kept_with_the_data_and_stands_on_covers_and_at_the_head_of_letters(
    database: Database, tmp_path: Path
) -> None:
    assert logo.logo(database) is None
    source = picture(tmp_path / "例丰.png")
    logo.keep(database, source)
    source.unlink()
    kept = logo.logo(database)
    assert kept is not None and kept.is_relative_to(database.attachments)
    report = logo.branded(database, Document("r", [Cover("r"), Heading("x")]))
    assert isinstance(report.blocks[0], Cover) and report.blocks[0].logo == kept and len(report.blocks) == 2
    letter = logo.branded(database, Document("l", [Heading("x")]))
    assert isinstance(letter.blocks[0], Image) and letter.blocks[0].path == kept
    for made in (report, letter):
        [drawn] = pdf(made).pages[0].images
        assert drawn.image is not None and drawn.image.width / drawn.image.height == pytest.approx(4, rel=0.02)
        word = documents.save(made, tmp_path / f"{made.title}.docx")
        [shape] = docx.Document(str(word)).inline_shapes
        assert shape.width / shape.height == pytest.approx(4, rel=0.02), "in Word as well, where a picture has its ratio too"


def test_what_shines_through_a_logo_is_white_on_paper(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "clear.png"
    Picture.new("RGBA", (400, 100), (0, 0, 0, 0)).save(path)
    logo.keep(database, path)
    made = logo.branded(database, Document("r", [Cover("r")]))
    [drawn] = pdf(made).pages[0].images
    assert drawn.image is not None and min(drawn.image.convert("L").getextrema()) > 250


def test_another_picture_takes_its_place_and_without_one_papers_are_as_before(database: Database, tmp_path: Path) -> None:
    logo.keep(database, picture(tmp_path / "old.png"))
    logo.keep(database, picture(tmp_path / "new.jpg", kind="JPEG"))
    assert settings.office(database, "logo") == "new.jpg"
    settings.set_office(database, "logo", "")
    plain = Document("l", [Heading("x")])
    assert logo.logo(database) is None and logo.branded(database, plain) is plain


@pytest.mark.parametrize(("name", "size", "kind", "said"), [
    ("a.bmp", (300, 300), "BMP", "PNG"), ("a.png", (40, 30), "PNG", "40 × 30"), ("a.jpg", None, "", "a.jpg")])
def test_what_is_no_logo_is_refused_with_its_reason_and_nothing_is_kept(
    database: Database, tmp_path: Path, name: str, size: tuple[int, int] | None, kind: str, said: str
) -> None:
    path = tmp_path / name
    if size:
        picture(path, size, kind)
    else:
        path.write_bytes(b"no picture")
    with pytest.raises(UserError, match=said):
        logo.keep(database, path)
    with database.reading() as session:
        assert attachments.attachments_of(session, logo.TABLE, logo.OWNER) == []
    assert settings.office(database, "logo") == ""
