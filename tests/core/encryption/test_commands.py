"""`agridesk encryption` and the commands on an encrypted database: passphrases by standard input or a file, never shown."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from desktop import cli
from desktop.asking import FILE
from desktop.core.encryption import key_file, ring
from tests.core.encryption.made import WORDS, filled, names, quick, readable
from tests.core.store import opened

__all__ = ["quick"]
pytestmark = pytest.mark.usefixtures("quick")
CHINESE = "玉米 地里的 老熟人 甲乙"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A plain database with marker words."""
    return filled(tmp_path)


class Called:
    """The commands, each as in a process of its own: it knows no key from before."""

    def __init__(self, path: Path, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self._patch, self._capsys = path, patch, capsys

    def __call__(self, *words: str, typed: bytes | None = None) -> tuple[int, str]:
        """Exit status, and what was said."""
        ring.forget(ring.mark_of(self.path))
        self._patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed or b""), "gbk"))
        status = cli.main(["--database", str(self.path), "--lang", "en", *words, *(["--stdin"] if typed is not None else [])])
        said = self._capsys.readouterr()
        return status, said.out + said.err


@pytest.fixture
def call(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Called:
    return Called(path, monkeypatch, capsys)


def lines(*typed: str) -> bytes:
    return "".join(f"{line}\r\n" for line in typed).encode()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_it_is_switched_on_and_off_by_passphrases_of_standard_input(call: Called, tmp_path: Path, mark: bytes) -> None:
    """In UTF-8, with or without its mark, whatever the code page of the terminal (here GBK)."""
    status, said = call("encryption", "on", "--name", "张三", typed=mark + lines(CHINESE))
    assert (status, readable(tmp_path)) == (0, []) and CHINESE not in said
    assert "张三" in call("encryption", "status")[1]
    assert call("encryption", "off", typed=lines("another one altogether"))[0] == 1
    assert ring.mark_of(call.path)
    assert call("encryption", "off", typed=lines(CHINESE))[0] == 0
    with opened(tmp_path) as db:
        assert names(db) == ["标记丙丁戊二店"]


@pytest.mark.parametrize("typed", [
    CHINESE.encode("utf-16"), CHINESE.encode("utf-16-le"), "correct horse\r\n".encode("utf-16-le"), b"????????????\r\n",
    b"\xef\xbb\xbf??????\r\n", b"??????secret 12\r\n", "\N{REPLACEMENT CHARACTER}abcdefghijk\n".encode()])
def test_what_powershell_made_of_a_passphrase_is_refused_and_the_cure_named(call: Called, typed: bytes) -> None:
    status, said = call("encryption", "on", typed=typed)
    assert status == 1 and "cmd.exe: type FILE" in said and "AGRIDESK_PASSPHRASE_FILE" in said
    assert not ring.mark_of(call.path)


def test_a_passphrase_with_question_marks_of_its_own_is_taken(call: Called, tmp_path: Path) -> None:
    words = "who goes there? nobody knows? a friend of the house"
    assert call("encryption", "on", typed=lines(words))[0] == 0 and readable(tmp_path) == []
    status, said = call("encryption", "off", typed=lines("????"))
    assert status == 1 and "did not arrive" in said and ring.mark_of(call.path)
    assert call("encryption", "off", typed=lines(words))[0] == 0


def test_what_is_not_utf_8_is_refused_and_not_taken_for_another_passphrase(call: Called) -> None:
    status, said = call("encryption", "on", typed=CHINESE.encode("gbk"))
    assert status == 1 and "did not arrive as UTF-8" in said and not ring.mark_of(call.path)
    status, said = call("encryption", "on", typed=b"")
    assert status == 1 and "ended before" in said


def test_ways_in_are_added_changed_and_removed(call: Called) -> None:
    assert call("encryption", "on", "--name", "张三", typed=lines(WORDS))[0] == 0
    assert call("encryption", "add", "--name", "李四", typed=lines(WORDS, CHINESE))[0] == 0
    status, said = call("encryption", "add", "--kind", "recovery", typed=lines(WORDS))
    code = said.rpartition(": ")[2].strip()
    assert status == 0 and len(code) > 30
    assert call("encryption", "change", typed=lines(CHINESE, "quite another sentence"))[0] == 0
    assert call("encryption", "remove", "--name", "张三", typed=lines(code))[0] == 0
    assert call("encryption", "add", "--name", "王五", typed=lines(WORDS, CHINESE))[0] == 1
    assert call("encryption", "remove", "--name", "李四", typed=lines("quite another sentence"))[0] == 0
    status, said = call("encryption", "remove", "--kind", "recovery", "--name", "Manager", typed=lines(code))
    assert status == 1 and "last way in" in said


def test_headquarters_opens_it_by_its_key_file(call: Called, tmp_path: Path) -> None:
    key = tmp_path / "总部.key"
    status, said = call("encryption", "headquarters", str(key), "--name", "总部", typed=lines(CHINESE))
    digits = said.strip().rpartition(": ")[2]
    assert status == 0 and key.is_file()
    status, said = call("encryption", "on", "--public", f"{key}.public", typed=lines(WORDS))
    assert status == 0
    assert "总部" in call("encryption", "status")[1]
    assert call("encryption", "off", "--private", str(key), typed=lines("wrong, all of it"))[0] == 1
    assert call("encryption", "off", "--private", str(key), typed=lines(CHINESE))[0] == 0
    assert len(digits.split()) == 5


def test_commands_read_the_passphrase_from_a_file_and_say_what_is_wrong_with_it(
        call: Called, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert call("encryption", "on", typed=lines(CHINESE))[0] == 0
    status, said = call("check")
    assert status == 1 and FILE in said
    named = tmp_path / "passphrase.txt"
    monkeypatch.setenv(FILE, str(named))
    for content, good in ((CHINESE.encode("utf-8-sig"), True), (lines(CHINESE), True), (CHINESE.encode("gbk"), False),
                          (CHINESE.encode("utf-16"), False), (b"", False), (b"wrong, all of it", False)):
        named.write_bytes(content)
        status, said = call("check")
        assert (status == 0) == good, said
        assert CHINESE not in said and "Traceback" not in said
    assert key_file.key_file(call.path).is_file()
