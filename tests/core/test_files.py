"""Files are wholly old or wholly new, names are harmless, attachments are what they were."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import stat
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from desktop.core import files, guarding, pictures, replacing
from desktop.core.errors import UserError
from desktop.core.file_names import NAME_BYTES, fits_windows, safe_file_name
from desktop.core.files import AttachmentStore, durable_save, save_own
from desktop.core.i18n import using

RESERVED = ["CON", "prn", "Aux.txt", "NUL", "com1", "LPT9.pdf", "con .txt", "COM¹", "CONIN$"]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def writer(data: bytes):
    return lambda stream: stream.write(data)


def failing(error: Exception):
    def write(stream: BinaryIO) -> None:
        stream.write(b"half")
        raise error

    return write


def test_a_save_replaces_the_old_file_and_leaves_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "报告.pdf"
    durable_save(target, writer(b"old"))
    assert durable_save(target, writer(b"new")) == target
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == ["报告.pdf"]


def test_the_file_and_its_folder_are_synced_around_the_replacement(tmp_path: Path, monkeypatch) -> None:
    calls: list[str] = []
    real_sync, real_replace = os.fsync, Path.replace

    def sync(descriptor: int) -> None:
        calls.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        real_sync(descriptor)

    def replace(old: Path, new: Path) -> None:
        calls.append("replace")
        real_replace(old, new)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    durable_save(tmp_path / "a", writer(b"x"))
    assert [call for call in calls if call != "folder"] == ["file", "replace"]
    assert calls.index("file") < calls.index("replace")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO, errno.EFBIG])
def test_a_disk_that_fails_leaves_the_old_file_and_a_sentence(tmp_path: Path, code: int) -> None:
    target = tmp_path / "a.xlsx"
    durable_save(target, writer(b"old"))
    with using("en"), pytest.raises(UserError, match=r"a\.xlsx.*\.$"):
        durable_save(target, failing(OSError(code, os.strerror(code))))
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a.xlsx"]


def test_an_error_of_ours_passes_through_and_leaves_nothing_half(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        durable_save(tmp_path / "a", failing(ZeroDivisionError()))
    assert names(tmp_path) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with using("en"), pytest.raises(UserError, match="does not exist"):
        durable_save(tmp_path / "gone" / "a.pdf", writer(b"x"))


def test_a_file_that_is_held_for_a_moment_is_replaced(tmp_path: Path, monkeypatch) -> None:
    attempts = hold(monkeypatch, times=3)
    durable_save(tmp_path / "a", writer(b"x"))
    assert len(attempts) == 4
    assert names(tmp_path) == ["a"]


def test_a_file_that_stays_held_keeps_the_new_version_beside_it(tmp_path: Path, monkeypatch) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    hold(monkeypatch, times=99)
    with using("en"), pytest.raises(UserError, match="open in another program") as caught:
        durable_save(target, writer(b"new"))
    [other] = [name for name in names(tmp_path) if name != "a.pdf"]
    assert other in str(caught.value)
    assert (tmp_path / other).read_bytes() == b"new"
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize("way", ["protected", "folder", "rights"])
def test_what_lasts_is_told_from_a_file_that_is_held_and_not_waited_for(tmp_path: Path, monkeypatch, way: str) -> None:
    """A stand-in of Windows, which answers all three with the same refusal; elsewhere no program holds a file against it."""
    target = tmp_path / "a.pdf"
    attempts = hold(monkeypatch, times=99)
    if way == "folder":
        target.mkdir()
    else:
        target.write_bytes(b"old")
    if way == "protected":
        monkeypatch.setattr(os, "access", lambda path, mode: not (Path(path) == target and mode == os.W_OK))
    monkeypatch.setattr(replacing, "WINDOWS", way != "rights")
    said = {"protected": "protected against writing", "folder": "a folder of that name", "rights": "nothing may be written"}
    with using("en"), pytest.raises(UserError, match=said[way]):
        save_own(target, writer(b"new"))
    assert len(attempts) == 1 and names(tmp_path) == ["a.pdf"]


def test_an_antivirus_is_waited_for_longer_than_it_looks(tmp_path: Path) -> None:
    assert sum(replacing.DELAYS) >= 1.5


@pytest.mark.parametrize("winerror", [206, 3])
def test_a_path_too_long_for_windows_is_not_called_a_missing_folder(tmp_path: Path, monkeypatch, winerror: int) -> None:
    error = OSError(errno.ENOENT, "The system cannot find the path specified")
    error.winerror = winerror
    monkeypatch.setattr(replacing, "WINDOWS", True)
    long = tmp_path / ("x" * 120) / ("y" * 120) / "a.pdf"
    with using("en"), pytest.raises(UserError, match="path of so many characters"):
        raise replacing.explained(error, long)
    if winerror == 3:
        with using("en"), pytest.raises(UserError, match="does not exist"):
            raise replacing.explained(error, tmp_path / "gone" / "a.pdf")


@pytest.mark.parametrize("name", ["field:report.pdf", "a?.pdf", "nul", "CON.pdf", "a.pdf.", "a.pdf ", "a|b", 'a"b'])
def test_a_name_that_windows_would_take_for_something_else_is_refused_there(tmp_path: Path, monkeypatch, name: str) -> None:
    assert not fits_windows(name) and fits_windows(safe_file_name(name))
    monkeypatch.setattr(guarding, "WINDOWS", True)
    with using("en"), pytest.raises(UserError, match="cannot be the name of a file"):
        durable_save(tmp_path / name, writer(b"x"))
    assert names(tmp_path) == []


def hold(monkeypatch, times: int) -> list[int]:
    """Let another program hold the target: replacing it fails `times` times."""
    attempts: list[int] = []
    real = Path.replace

    def replace(old: Path, new: Path) -> None:
        attempts.append(1)
        if len(attempts) <= times:
            raise PermissionError(errno.EACCES, "held")
        real(old, new)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(replacing, "DELAYS", (0.0,) * 5)
    monkeypatch.setattr(replacing, "WINDOWS", True)
    return attempts


def test_text_is_saved_as_it_is(tmp_path: Path) -> None:
    files.save_text(tmp_path / "a.txt", "一\r\n二\n")
    assert (tmp_path / "a.txt").read_bytes() == "一\r\n二\n".encode()


@pytest.mark.parametrize("name", RESERVED)
def test_device_names_of_windows_get_a_mark(name: str) -> None:
    assert safe_file_name(name).startswith("_")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        (r"C:\evil", "C__evil"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("  先玉335 * 试验?. ", "先玉335 _ 试验_"),
        ("a\x00b\nc", "ab c"),
        ("...", "untitled"),
        ("", "untitled"),
    ],
)
def test_hostile_names_become_harmless(text: str, name: str) -> None:
    assert safe_file_name(text) == name


@given(st.text(max_size=300))
@example("玉" * 400 + ".pdf")
@example("a." + "b" * 300)
def test_every_text_becomes_a_name_that_can_be_written(text: str) -> None:
    name = safe_file_name(text)
    assert 0 < len(name.encode()) <= NAME_BYTES
    assert not set(name) & set('<>:"/\\|?*')
    assert name == name.strip(" .")
    assert all(c.isprintable() or "\U00020000" <= c <= "\U0003fffd" for c in name)  # Python may not know the newest
    assert safe_file_name(name) == name and fits_windows(name)


def test_a_long_name_keeps_its_ending() -> None:
    assert safe_file_name("玉" * 400 + ".pdf").endswith("玉.pdf")


def test_a_checksum_is_sha256(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"seed")
    assert files.sha256_of(path) == hashlib.sha256(b"seed").hexdigest()


def test_an_attachment_is_a_copy_named_after_its_content(tmp_path: Path) -> None:
    source = tmp_path / "合同.PDF"
    source.write_bytes(b"contract")
    before = source.stat().st_mtime_ns
    store = AttachmentStore(tmp_path / "files")
    name = store.add(source)
    digest = hashlib.sha256(b"contract").hexdigest()
    assert name == f"{digest[:2]}/{digest}.pdf"
    with store.open(name) as stream:
        assert stream.read() == b"contract"
    assert store.path(digest) == store.path(name)
    assert (source.read_bytes(), source.stat().st_mtime_ns) == (b"contract", before)


def test_the_same_file_is_kept_once(tmp_path: Path) -> None:
    store = AttachmentStore(tmp_path)
    assert store.add_bytes(b"x", ".jpg") == store.add_bytes(b"x", ".jpg")
    assert len(list(store.names())) == 1
    assert not [name for name in names(tmp_path) if name.startswith("incoming")]


def test_missing_damaged_and_unreferenced_attachments_are_found(tmp_path: Path) -> None:
    store = AttachmentStore(tmp_path)
    gone, bad, good, extra = (store.add_bytes(data, ".jpg") for data in (b"1", b"2", b"3", b"4"))
    store.path(gone).unlink()
    store.path(bad).write_bytes(b"other")
    referenced = [gone, bad, good]
    assert store.missing(referenced) == [gone]
    assert store.damaged(referenced) == [bad]
    assert store.unreferenced(referenced) == [extra]


def test_a_damaged_attachment_is_mended_by_adding_it_again(tmp_path: Path) -> None:
    store = AttachmentStore(tmp_path)
    name = store.add_bytes(b"photo", ".jpg")
    store.path(name).write_bytes(b"rot")
    store.add_bytes(b"photo", ".jpg")
    assert store.damaged([name]) == []


@pytest.mark.parametrize("name", ["../a", "/etc/passwd", "ab/../../x", "", "ab/cd.jpg"])
def test_a_name_that_is_no_attachment_opens_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError):
        AttachmentStore(tmp_path).path(name)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with using("en"), pytest.raises(UserError, match=r"photo\.jpg cannot be read"):
        AttachmentStore(tmp_path / "files").add(tmp_path / "photo.jpg")


def photo(path: Path, size: tuple[int, int] = (1200, 800), **options: object) -> Path:
    Image.new("RGB", size, "green").save(path, **options)
    return path


@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
def test_a_thumbnail_is_small(tmp_path: Path, ending: str) -> None:
    data = pictures.thumbnail(photo(tmp_path / f"a.{ending}"), 128)
    assert max(Image.open(io.BytesIO(data)).size) == 128


def test_a_thumbnail_does_not_tell_where_the_photo_was_taken(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret field"
    path = photo(tmp_path / "a.jpg", exif=exif.tobytes())
    assert b"secret field" in path.read_bytes()
    assert b"secret field" not in pictures.thumbnail(path)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    Image.new("1", (9000, 5000)).save(path)
    with using("en"), pytest.raises(UserError, match="40 megapixels"):
        pictures.thumbnail(path)


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg/>", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, b"%!PS"])
def test_what_is_no_picture_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(data)
    with using("en"), pytest.raises(UserError, match=r"x\.png is not a picture"):
        pictures.thumbnail(path)
