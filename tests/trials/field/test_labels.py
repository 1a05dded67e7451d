"""Labels: nothing outside its label, codes that say what they should, the order and number asked for."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from desktop.core import catalogues, verbs
from desktop.core.documents import fonts, qr
from desktop.core.documents.labels import LEGIBLE, MM, Label, LabelSheet, Line, code_side, fitted, write_labels
from desktop.core.errors import UserError
from desktop.trials.field.label_stocks import DEFAULT, stock, stocks
from desktop.trials.field.labels import FIELDS, LabelOptions, label_pdf, labels_of, proof_pdf, remarks
from desktop.trials.label_stock import LabelStock
from desktop.trials.trial_data import load
from tests.qr_decoder import decode

if TYPE_CHECKING:
    from desktop.core.database import Database

SMALL = LabelSheet(30, 15, 1, 1, 30, 15)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40)


def modules_on(pdf: bytes, sheet: LabelSheet, place: int, count: int) -> list[list[bool]]:
    """The modules of a code as they are printed: the page drawn at 600 dpi, the middle of each looked at."""
    document = pypdfium2.PdfDocument(pdf)
    scale = 600 / 72
    picture = document[0].render(scale=scale, grayscale=True).to_numpy()
    document.close()
    side, (x, y) = code_side(sheet), sheet.corner(place)
    margin = 1.0 if min(sheet.label_width, sheet.label_height) < 20 else 2.0
    step = side / (count + 2 * qr.QUIET)
    left, top = x + margin + qr.QUIET * step, y + (sheet.label_height - side) / 2 + qr.QUIET * step

    def dark(row: int, column: int) -> bool:
        across, down = (left + (column + 0.5) * step) * MM * scale, (top + (row + 0.5) * step) * MM * scale
        return bool(picture[int(down), int(across)].mean() < 128)

    return [[dark(r, c) for c in range(count)] for r in range(count)]


@pytest.mark.parametrize("text", ["T1-101", "LS2026-QA1-101", "玉米2026-101", "0123456", "x" * 60])
def test_the_code_as_printed_on_the_smallest_label_says_its_text(text: str) -> None:
    stream = io.BytesIO()
    write_labels(SMALL, [Label([Line("101", 2, bold=True)], text)], stream)
    assert decode(modules_on(stream.getvalue(), SMALL, 0, len(qr.modules(text)))) == text


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=26))  # 104 bytes, which version 6 holds at level M
@settings(max_examples=40, deadline=None)
def test_the_matrix_of_any_text_says_it(text: str) -> None:
    assert decode(qr.modules(text)) == text


@given(st.lists(TEXTS, min_size=1, max_size=7), st.sampled_from([(30, 15), (42, 22.8), (70, 37.1), (105, 42.4)]), st.booleans())
@settings(max_examples=60, deadline=None)
def test_no_text_leaves_its_label(texts: list[str], size: tuple[float, float], code: bool) -> None:
    sheet = LabelSheet(*size, 1, 1, *size)
    label = Label([Line(t, 2.0 if i == 0 else 1.0, bold=i == 0) for i, t in enumerate(texts)], "T1-101" if code else "")
    placed, _cut = fitted(sheet, label)
    left = code_side(sheet) * MM if code else 0.0
    for line in placed:
        assert line.x >= left and line.x + fonts.width(line.text, line.size, line.bold) <= size[0] * MM
        assert line.y - fonts.DESCENT * line.size >= -0.01 and line.y + fonts.ASCENT * line.size <= size[1] * MM + 0.01


@pytest.mark.parametrize("row", catalogues.load("label_stock").rows, ids=lambda row: row["code"])
def test_every_sheet_of_the_catalogue_holds_its_labels(row: dict[str, Any], database: Database) -> None:
    found = stock(database, row["code"])
    found.sheet.check()
    assert row["zh"] and row["en"] and isinstance(row["generic"], bool) and found.verified == row["verified"]


def test_labels_begin_where_asked_and_follow_walk_or_entry(database: Database, trial: int) -> None:
    data = load(database, trial)
    by_walk = [label.code for label in labels_of(data, LabelOptions())]
    assert by_walk[:2] == ["T1-101", "T1-102"] and len(by_walk) == 12
    by_entry = labels_of(data, LabelOptions(fields=("variety",), order="entry", copies=2))
    assert [label.lines[0].text for label in by_entry[:7]] == ["V1"] * 6 + ["V2"]
    pdf, made = label_pdf(data, stock(database, DEFAULT).sheet, LabelOptions(start=20))
    assert (made.labels, made.sheets) == (12, 2) and len(pypdfium2.PdfDocument(pdf)) == 2
    with pytest.raises(UserError, match="A sheet has 24 labels"):
        label_pdf(data, stock(database, DEFAULT).sheet, LabelOptions(start=25))


def test_a_blind_label_hides_what_stands_on_the_plot_and_an_open_one_shows_the_check(database: Database, trial: int) -> None:
    data = load(database, trial)

    def words(options: LabelOptions) -> str:
        return " ".join(line.text for label in labels_of(data, options) for line in label.lines)

    shown = words(LabelOptions(tuple(FIELDS)))
    assert "V1  CK" in shown and "Rep 1" in shown and "Row 1 col. 2" in shown and "示例试验点" in shown and "2026" in shown
    hidden = words(LabelOptions(tuple(FIELDS), blind=True))
    assert "CK" not in hidden and "V1" not in hidden and "No. 1" not in hidden and "101" in hidden


def test_what_does_not_fit_is_told(database: Database, trial: int) -> None:
    data = load(database, trial)
    _pdf, made = label_pdf(data, LabelSheet(30, 9, 1, 1, 30, 9), LabelOptions(tuple(FIELDS)))
    assert made.no_code and len(made.cut) == 12
    assert len(remarks(made, verified=False)) == 3


def test_a_sheet_of_ones_own_stands_beside_those_of_the_catalogue(database: Database, trial: int) -> None:
    verbs.save(database, LabelStock, {"name": "Mine", "across": 2, "down": 5, "label_width": 90, "label_height": 50})
    assert stocks(database)[0].name == "Mine"
    assert stock(database, "Mine").sheet.count == 10
    with pytest.raises(UserError, match="There are no labels “Yours”"):
        stock(database, "Yours")


def test_labels_are_written_from_the_command_line(database: Database, trial: int, tmp_path: Path) -> None:
    from desktop.cli import main

    path, out = database.path, tmp_path / "labels.pdf"
    database.close()
    words = ["--database", path, "--lang", "en", "report", "labels", "--trial", "T1", "--out", out, "--stock", "roll-30x15"]
    assert main([str(word) for word in words]) == 0
    document = pypdfium2.PdfDocument(out)
    assert len(document) == 12 and document[0].get_size() == pytest.approx((30 * MM, 15 * MM), abs=0.1)
    document.close()


LONG = [f"黑龙江省农业科学院绥化分院选育超早熟密植{n:02d}号系" for n in range(60)]


@pytest.mark.parametrize("size", [(63.5, 38.1), (42.0, 22.8), (105.0, 42.4)])
def test_long_names_stand_on_two_lines_where_they_must_and_keep_the_end_that_differs(size: tuple[float, float]) -> None:
    shown = []
    for name in LONG:
        label = Label([Line("101", 2.0, bold=True), Line(name, 1.25, bold=True)], "x")
        placed, _cut = fitted(LabelSheet(*size, 1, 1, *size), label)
        names = [line for line in placed if line.text != "101"]
        assert 1 <= len(names) <= 2 and all(line.size >= LEGIBLE - 0.3 for line in names)
        shown.append("".join(line.text for line in names))
        assert shown[-1].endswith(name[-4:])
    assert len(set(shown)) == len(LONG)


def test_a_sheet_to_be_cut_has_marks_and_every_sheet_a_proof_with_its_properties(database: Database, trial: int) -> None:
    data = load(database, trial)
    cut, _report = label_pdf(data, stock(database, "a4-6x18").sheet, LabelOptions())
    stuck, _report = label_pdf(data, stock(database, "a4-21").sheet, LabelOptions())
    lines = [PdfReader(io.BytesIO(pdf)).pages[0].get_contents().get_data().count(b" l S") for pdf in (cut, stuck)]
    assert lines[0] - lines[1] >= 2 * (7 + 19)
    reader = PdfReader(io.BytesIO(cut))
    assert reader.metadata and reader.metadata.title and reader.metadata.subject and reader.trailer["/Root"]["/Lang"]
    proof = PdfReader(io.BytesIO(proof_pdf(stock(database, "a4-65").sheet, "65")))
    assert "38.1 × 21.2 mm" in proof.pages[0].extract_text()
