"""Scans and artwork: the first page of a TIFF or PDF as a small picture, made once, from encrypted files too."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from desktop.core import attached_pages, pictures
from desktop.core.attached_pages import page_of
from desktop.core.attachments import attach
from desktop.core.code_reader import read_codes
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.pictures import first_page
from desktop.labels.model import LabelItem
from desktop.ui.book.thumbnails import thumbnails

MODES = ("1", "L", "LA", "RGB", "RGBA", "CMYK", "P", "I;16", "F")


def red(folder: Path, name: str = "a.tif", mode: str = "CMYK", size: tuple[int, int] = (400, 200), **more: object) -> Path:
    """A picture that is red in its left half and white in its right one, as a printing works writes it."""
    drawn = Image.new("RGB", size, "white")
    ImageDraw.Draw(drawn).rectangle((0, 0, size[0] // 2, size[1]), fill="red")
    grey = drawn.convert("L").convert("I").point(lambda dot: dot * 257)
    made = grey.convert(mode) if mode == "I;16" else drawn.convert("L").convert(mode) if mode == "F" else drawn.convert(mode)
    made.save(folder / name, **more)
    return folder / name


@pytest.mark.parametrize(("mode", "packed"), [*((mode, None) for mode in MODES), ("CMYK", "tiff_lzw"), ("CMYK", "jpeg"),
                                              ("1", "group4"), ("I;16", "tiff_adobe_deflate")])
def test_an_artwork_of_whatever_colours_and_packing_is_shown(mode: str, packed: str | None, tmp_path: Path) -> None:
    small = Image.open(attached_in(first_page(red(tmp_path, mode=mode, compression=packed), "a.tif", 100), tmp_path))
    assert (small.size, small.mode) == ((100, 50), "RGB")
    left, right = small.getpixel((25, 25)), small.getpixel((75, 25))
    assert isinstance(left, tuple) and isinstance(right, tuple)
    assert right > (240, 240, 240) and left[1] < 100, "the left half is darker, whatever its colours"
    if mode in {"RGB", "CMYK", "P", "RGBA"}:
        assert left[0] > 200, "and red where there are any"


def attached_in(content: bytes, folder: Path) -> Path:
    (folder / "out.png").write_bytes(content)
    return folder / "out.png"


@pytest.mark.parametrize(("name", "content"), [
    ("a.tif", b""), ("a.tiff", b"II*\0nothing"), ("a.pdf", b"%PDF no pdf"), ("a.tif", b"\x89PNG\r\n\x1a\n")])
def test_a_file_that_is_none_is_said_by_its_name(name: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError, match=name):
        first_page(path, name, 100)
    with pytest.raises(UserError, match=name):
        read_codes(path)


def test_a_page_that_would_fill_the_memory_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = red(tmp_path)
    monkeypatch.setattr(pictures, "PRINT_PIXELS", 400 * 200 - 1)
    with pytest.raises(UserError, match="larger than"):
        first_page(path, "a.tif", 100)


def test_a_torn_page_is_said_and_leaves_no_picture(tmp_path: Path) -> None:
    path = red(tmp_path, compression="tiff_lzw", size=(2000, 2000))
    path.write_bytes(path.read_bytes()[:-3000])
    with pytest.raises(UserError, match=r"a\.tif"):
        first_page(path, "a.tif", 100)


def test_files_of_pages_have_small_pictures_in_the_window_which_are_made_once(
        database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.core import verbs

    item = verbs.save(database, LabelItem, {"name": "标签"})
    Image.new("RGB", (300, 400), "white").save(tmp_path / "b.pdf")
    (tmp_path / "c.tif").write_bytes(b"no picture")
    files = attach(database, "labelitem", item.id, [red(tmp_path), tmp_path / "b.pdf", tmp_path / "c.tif"])
    found = thumbnails(database, files)
    assert {key: (image.width(), image.height()) for key, image in found.items()} == {
        files[0].id: (168, 84), files[1].id: (126, 168)}
    monkeypatch.setattr(attached_pages, "first_page", lambda *args: pytest.fail("unpacked again"))
    assert page_of(database, files[0], 168)
