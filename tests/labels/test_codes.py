"""Barcodes and QR codes: checked, drawn so that a reader reads them, and read back from what hangs on a version."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from desktop.core import verbs
from desktop.core.attachments import attach
from desktop.core.code_reader import EAN, QR, Code, read_codes
from desktop.core.database import Database
from desktop.core.documents import figure_style
from desktop.core.errors import FieldErrors, UserError
from desktop.core.moves import StateChange
from desktop.labels import actions, barcode, proof
from desktop.labels.code_reading import read_artwork
from desktop.labels.codes import kept, of_kind
from desktop.labels.model import LabelItem, LabelVersion
from desktop.labels.printer_pdf import printer_pages, warning
from desktop.labels.proof_pictures import artwork_html
from desktop.labels.reports import proof_sheet

PAYLOAD = "例丰101\n示例种业有限公司\n23010000100000000001\nhttps://trace.example.cn/q"
PRINTED = {"printed_name": "例丰101", "producer": "示例种业有限公司", "net_content": "净含量：2.5 kg", "purity": 97.0,
           "qr_text": PAYLOAD, "width_mm": 110.0, "height_mm": 150.0}


@given(st.text("0123456789", min_size=12, max_size=12))
def test_twelve_digits_have_one_thirteenth_and_ninety_five_modules(first: str) -> None:
    right = first + barcode.check_digit(first)
    assert not barcode.problem(right)
    assert all(barcode.problem(first + other) for other in "0123456789" if other != right[-1])
    assert len(barcode.modules(right)) == 95
    assert sum(wide for _place, wide in barcode.bars(right)) == barcode.modules(right).count("1")


def face_pictures(tmp_path: Path) -> list[Path]:
    made = proof.faces(LabelVersion(**PRINTED), "label", "zh", "6901234567892")
    paths = []
    for number, face in enumerate(made):
        path = tmp_path / f"face {number}.png"
        path.write_bytes(figure_style.png(proof.plain_figure(face), 200))
        paths.append(path)
    return paths


def test_a_reader_reads_what_the_proof_draws_also_from_a_crooked_photo_and_a_pdf(tmp_path: Path) -> None:
    front, back = face_pictures(tmp_path)
    assert read_codes(front) == [Code(QR, PAYLOAD)]
    assert read_codes(back) == [Code(EAN, "6901234567892")]
    photo = tmp_path / "photo.jpg"
    with Image.open(front) as picture:
        turned = picture.convert("RGB").rotate(23, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)
        turned.filter(ImageFilter.GaussianBlur(1)).save(photo, quality=60)
    assert read_codes(photo) == [Code(QR, PAYLOAD)]


def test_a_reader_reads_a_tiff_of_four_inks_and_every_page_of_a_scan(tmp_path: Path) -> None:
    front, back = (Image.open(path).convert("CMYK") for path in face_pictures(tmp_path)[:2])
    front.save(tmp_path / "artwork.tif", compression="tiff_lzw", dpi=(300, 300), save_all=True, append_images=[back])
    assert set(read_codes(tmp_path / "artwork.tif")) == {Code(QR, PAYLOAD), Code(EAN, "6901234567892")}


@pytest.mark.parametrize(("name", "content"), [("a.png", b"no picture"), ("a.pdf", b"%PDF no pdf"), ("a.jpg", b"")])
def test_what_is_no_picture_is_said_in_a_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError, match=name):
        read_codes(path)


@given(st.lists(st.builds(Code, st.sampled_from((QR, EAN, "ITF")), st.sampled_from(("甲\n乙", "690", "x y")))))
def test_codes_are_kept_as_one_text_and_found_again_by_kind(codes: list[Code]) -> None:
    for kind in (QR, EAN):
        assert of_kind(kept(codes), kind) == [code.text for code in codes if code.kind == kind]


def test_the_artwork_is_read_and_compared_with_what_is_to_be_printed(database: Database, tmp_path: Path) -> None:
    item = verbs.save(database, LabelItem, {"name": "例丰101 标签", "barcode": "690-1234 567892"})
    assert item.barcode == "6901234567892"
    with pytest.raises(FieldErrors, match="would be 2"):
        verbs.save(database, LabelItem, {"name": "乙", "barcode": "6901234567893"})
    version = verbs.save(database, LabelVersion, {**PRINTED, "item_id": item.id})

    def finding() -> tuple[str, str]:
        line = next(one for one in actions.read_checklist(database, version.id) if one.rule.code == "L14")
        return line.found.state, line.found.text

    with pytest.raises(UserError, match="No picture"):
        read_artwork(database, version.id)
    attach(database, "labelversion", version.id, face_pictures(tmp_path))
    assert read_artwork(database, version.id) == "2 codes read"
    shown = artwork_html(database, version.id)
    assert shown.count("<img") == 2 and shown.count("SHA-256") == 2 and "face 0.png" in shown
    (tmp_path / "b.tif").write_bytes(b"no picture")
    attach(database, "labelversion", version.id, [tmp_path / "b.tif"])
    assert "b.tif is not a TIFF that can be read." in artwork_html(database, version.id), "said beside those that can"
    assert finding() == ("right", "")
    first = hashlib.sha256((tmp_path / "face 0.png").read_bytes()).hexdigest()
    assert verbs.get(database, LabelVersion, version.id).codes_from.startswith(f"face 0.png {first[:12]}; ")
    assert f"SHA-256 {first}<" in artwork_html(database, version.id)
    assert first in str(proof_sheet(database, version.id).blocks), "as every tool writes it, to be compared"
    verbs.save(database, LabelVersion, {"qr_text": PAYLOAD.replace("0001\n", "0002\n")}, version.id)
    verbs.save(database, LabelItem, {"barcode": "6901234567786"}, item.id)
    state, said = finding()
    assert state == "wrong"
    assert "23010000100000000001" in said and "6901234567786" in said
    fresh = actions.new_version(database, item.id)
    assert fresh.codes_read == "", "what was read belongs to the artwork of one version"


def test_the_pages_for_the_printer_have_the_true_size_and_readable_codes(database: Database, tmp_path: Path) -> None:
    item = verbs.save(database, LabelItem, {"name": "例丰101 标签", "barcode": "6901234567892"})
    version = verbs.save(database, LabelVersion, {**PRINTED, "item_id": item.id})
    content, pages = printer_pages(database, version.id)
    path = tmp_path / "pages.pdf"
    path.write_bytes(content)
    assert pages == 2
    assert set(read_codes(path)) == {Code(QR, PAYLOAD), Code(EAN, "6901234567892")}
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        assert [round(side * 25.4 / 72, 1) for side in document[0].get_size()] == [134.0, 174.0]
    verbs.save(database, LabelVersion, {"height_mm": 30.0}, version.id)
    with pytest.raises(UserError, match="more height"):
        printer_pages(database, version.id)


def test_only_what_is_approved_is_written_clean(database: Database, tmp_path: Path) -> None:
    item = verbs.save(database, LabelItem, {"name": "例丰101 标签", "barcode": "6901234567892"})
    version = verbs.save(database, LabelVersion, {**PRINTED, "item_id": item.id})
    assert "not approved" in warning(database, version.id) and "“DRAFT”" in warning(database, version.id)
    assert [text.count("DRAFT") for text in texts(database, version.id, tmp_path)] == [2, 2], "across the face, and at its foot"
    for state, stamp in (("review", "DRAFT"), ("approved", ""), ("effective", ""), ("withdrawn", "WITHDRAWN")):
        verbs.move(database, LabelVersion, [version.id], StateChange(state, reason="agreed"))
        pages = texts(database, version.id, tmp_path)
        assert bool(warning(database, version.id)) == bool(stamp)
        assert all((stamp in text) if stamp else ("DRAFT" not in text) for text in pages), state


def texts(database: Database, version_id: int, folder: Path) -> list[str]:
    """What stands on the pages for the printer."""
    import pypdfium2

    (folder / "pages.pdf").write_bytes(printer_pages(database, version_id)[0])
    with pypdfium2.PdfDocument(folder / "pages.pdf") as document:
        return [page.get_textpage().get_text_bounded() for page in document]
