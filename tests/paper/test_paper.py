"""Every document of the program on paper, in both languages: fonts, characters, text, margins, headings, page numbers.

Documents stand in `register/`; a new one is held to all of this by its line there.
"""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from PIL import ImageOps

from desktop.core import i18n
from desktop.core.database import Database
from desktop.core.documents import fonts, glyphs, pdf
from desktop.core.documents.model import Document
from desktop.core.documents.text import printable
from tests.paper import checks
from tests.paper.checks import FOOT, Paper
from tests.paper.register import DOCUMENTS

DAY = datetime(2026, 11, 25, 8, 30)
EDGE = 5 * 72 / 25.4
CASES = [pytest.param((name, language), id=f"{name}-{language}") for name in DOCUMENTS for language in ("zh_CN", "en")]
IN_CHINESE = [pytest.param(case.values[0], id=case.id, marks=[pytest.mark.slow] if case.id and case.id.endswith("-en") else [])
              for case in CASES]
"""For what takes long: in the quick part in Chinese alone."""


@pytest.fixture(scope="module")
def example(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    from desktop.newdata import open_ready

    folder = Path(shutil.copytree(example_file.parent, tmp_path_factory.mktemp("paper") / "example"))
    db = open_ready(folder / example_file.name)
    yield db
    db.close()


def written(document: Document) -> bytes:
    stream = io.BytesIO()
    pdf.write_pdf(document, stream)
    return stream.getvalue()


@pytest.fixture(scope="module", params=CASES)
def paper(request: pytest.FixtureRequest, example: Database) -> Paper:
    """One document in one language, made once: what is asked of it follows in a row."""
    name, language = request.param
    with i18n.using(language):
        document = replace(DOCUMENTS[name](example), created=DAY)
    return Paper(document, written(document))


def test_every_font_is_embedded_and_is_ours(paper: Paper) -> None:
    seen = set()
    for page in pypdf.PdfReader(io.BytesIO(paper.data)).pages:
        for reference in page["/Resources"]["/Font"].values():  # type: ignore[index]
            font = reference.get_object()
            seen.add(font["/BaseFont"].split("+")[-1])
            assert "/FontFile2" in font["/FontDescriptor"], font["/BaseFont"]
            assert "/ToUnicode" in font
    assert seen and all(name.startswith("NotoSansSC") for name in seen)


def test_every_character_has_a_glyph(paper: Paper) -> None:
    assert glyphs.missing_glyphs(paper.document) == []
    assert all(fonts.has_glyph(c) for page in paper.letters for c, *_box in page)


def test_every_text_can_be_read_again_exactly(paper: Paper) -> None:
    assert not checks.lost(paper)


def test_nothing_is_printed_where_printers_cannot(paper: Paper) -> None:
    """At least 5 mm white on every side."""
    for page in paper.pages:
        picture = ImageOps.invert(page.render(scale=1.5, grayscale=True).to_pil().convert("L"))
        drawn = picture.point(lambda v: 255 if v > 8 else 0).getbbox()
        assert drawn is not None, "an empty page"
        edge = int(EDGE * 1.5)
        assert min(drawn[0], drawn[1], picture.width - drawn[2], picture.height - drawn[3]) >= edge


def test_no_text_is_cut_or_runs_out_of_its_page(paper: Paper) -> None:
    for page, letters in zip(paper.pages, paper.letters, strict=True):
        width, _height = page.get_size()
        side = min(letter[1] for letter in letters) - 1
        assert side >= 10 * 72 / 25.4
        assert max(letter[3] for letter in letters) <= width - 14 * 72 / 25.4


def test_no_letter_stands_on_another(paper: Paper) -> None:
    """In running text and tables; figures may set labels close to each other, but not upon each other either."""
    assert not checks.overlapping(paper)


def test_no_page_but_the_last_is_left_more_than_a_third_empty(paper: Paper) -> None:
    assert not checks.half_empty(paper)


def test_nothing_of_the_inside_of_the_program_is_printed(paper: Paper) -> None:
    assert not checks.coded(paper)


def test_no_heading_is_the_last_thing_on_its_page(paper: Paper) -> None:
    for number, top, title in _headings(paper.data):
        page = paper.pages[number]
        height = page.get_height()
        picture = ImageOps.invert(page.render(scale=1, grayscale=True).to_pil().convert("L"))
        below = picture.crop((0, int(height - top) + 26, picture.width, int(height - FOOT)))
        assert below.getbbox() is not None, title


def _headings(data: bytes) -> list[tuple[int, float, str]]:
    """The page (from 0), upper edge and text of each heading in the bookmarks."""
    found = []
    for bookmark in pypdfium2.PdfDocument(data).get_toc():
        place = bookmark.get_dest()
        found.append((place.get_index(), place.get_view()[1][1], bookmark.get_title()))
    return found


def test_every_page_but_the_cover_says_which_it_is_of_how_many(paper: Paper) -> None:
    pattern = "第{}页共{}页" if paper.document.language == "zh_CN" else "Page{}of{}"
    count = len(paper.pages)
    for number, letters in enumerate(paper.letters, start=1):
        text = "".join(letter[0] for letter in letters)
        if number > paper.covers():
            assert pattern.format(number, count) in text
        else:
            assert not re.search(pattern.format(r"\d", r"\d"), text)


def test_the_head_of_a_table_stands_on_every_page_it_reaches(example: Database) -> None:
    with i18n.using("zh_CN"):
        document = DOCUMENTS["every-block"](example)
    pages = ["".join(letter[0] for letter in letters) for letters in Paper(document, written(document)).letters]
    reached = [text for text in pages if re.search(r"例丰\d+号", text)]
    assert len(reached) >= 2 and all("产量(kg/亩)增产备注" in text for text in reached)
    assert "长表(续)" not in pages[0] and "长表（续）" in reached[1]


def test_it_was_made_on_the_day_that_it_says(paper: Paper) -> None:
    assert pypdf.PdfReader(io.BytesIO(paper.data)).metadata.creation_date.replace(tzinfo=None) == DAY  # type: ignore[union-attr]


@pytest.mark.parametrize("paper", IN_CHINESE, indirect=True)
def test_the_same_data_and_day_give_the_same_file(paper: Paper) -> None:
    assert written(paper.document) == paper.data


CROPS = "maize|rice|wheat|soybean|cotton|rapeseed"
CODED = re.compile(rf"(?<![\w./-])[a-z]+(?:_[a-z0-9]+)+(?![\w./])|(?<![\w.])(?:{CROPS})\.[a-z_]+")


def test_no_code_of_the_program_stands_on_paper(paper: Paper) -> None:
    """No code of a trait, no name of a field, no key: what is printed is written for people."""
    assert not [(where, hit[0]) for where, text in paper.places for hit in CODED.finditer(text)]


def test_properties_name_the_document(paper: Paper) -> None:
    found = pypdf.PdfReader(io.BytesIO(paper.data))
    assert found.metadata and found.metadata.title == printable(paper.document.title) and found.metadata.producer == "AgriDesk"
    assert found.trailer["/Root"]["/Lang"] == paper.document.language.replace("_", "-")  # type: ignore[index]


def test_every_document_of_the_program_is_in_the_register() -> None:
    """A module that makes a `Document` for the user is held to all this by its builder in the register."""
    from desktop.core import paths

    package = Path(paths.__file__).parent.parent
    makers = {
        path.relative_to(package).with_suffix("").as_posix().replace("/", ".")
        for path in package.rglob("*.py")
        if re.search(r"(?<!\w)Document\(", path.read_text(encoding="utf-8")) and path.parts[-3:-1] != ("core", "documents")
    }
    register = "".join(path.read_text(encoding="utf-8") for path in (Path(__file__).parent / "register").glob("*.py"))
    unknown = [name for name in sorted(makers - NOT_ON_PAPER) if f"desktop.{name}" not in register]
    assert not unknown, f"add a line to tests/paper/register/ for {unknown}"


NOT_ON_PAPER = {"selftest", "ui.pdf_pages", "trials.report.tables"}
"""Modules with the word that make no document for the user."""
