"""No output of any command is written over a database, what belongs to it, a backup, the file it reads, or no regular file."""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import desktop
from desktop import cli
from desktop.core import verbs
from desktop.core.archive import archive
from desktop.core.errors import UserError
from desktop.core.files import durable_save
from desktop.core.guarding import reading_from
from desktop.features import import_models
from tests.core.store import opened

import_models()

from desktop.dealers.model import Dealer  # noqa: E402

NAME = "农技.agridesk"
COMMANDS: dict[str, Callable[[Path], list[str]]] = {
    "export": lambda _folder: ["dealers", "--out"],
    "report": lambda _folder: ["trial", "--trial", "T1", "--out"],
    "design": lambda folder: ["rcbd", "--entries", str(folder / "entries.csv"), "--replicates", "3", "--seed", "1", "--out"],
    "import": lambda folder: ["dealers", str(folder / "dealers.csv"), "--left-out"],
    "support": lambda _folder: ["--out"],
    "exchange": lambda _folder: ["make", "--for", "分机", "--out"],
}
"""The commands that write a file the user names, with the least they need before that name."""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A database with an attachment, a backup and an archive, and the files that the commands read."""
    with opened(tmp_path, NAME) as db:
        verbs.save(db, Dealer, {"name": "甲", "code": "D1"})
        db.attachments.mkdir()
        (db.attachments / "photo").write_bytes(b"photo")
        archive(db, tmp_path)
    (tmp_path / "dealers.csv").write_text("Name,Dealer code,Latitude\n乙,D2,north\n丙,D3,30\n", encoding="utf-8")
    (tmp_path / "entries.csv").write_text("Entry\n" + "".join(f"V{n}\n" for n in range(9)), encoding="utf-8")
    yield tmp_path


def targets(folder: Path) -> Iterator[Path]:
    """Names under which an output would destroy something."""
    database = folder / NAME
    yield database
    yield folder / "." / "x" / ".." / NAME
    for number, real in enumerate((database, next((folder / f"{NAME}.backups").glob("*.agridesk")))):
        hard, soft = folder / f"hard{number}.xlsx", folder / f"soft{number}.xlsx"
        os.link(real, hard)
        soft.symlink_to(real)
        yield from (real, hard, soft)
    yield from (folder / f"{NAME}{end}" for end in ("-wal", "-shm", "-journal", ".lock"))
    yield from (folder / f"{NAME}.files" / "photo", folder / f"{NAME}.files" / "new.xlsx", folder / f"{NAME}.backups" / "x.csv")
    yield next(folder.glob("*.agridesk-backup"))
    yield folder
    loop = folder / "loop.xlsx"
    loop.symlink_to(loop)
    yield loop
    pipe = folder / "pipe.xlsx"
    os.mkfifo(pipe)
    yield pipe
    device = folder / "device.xlsx"
    device.symlink_to("/dev/full")
    yield device


def contents(folder: Path) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file() and not p.name.endswith(".lock")
            and not p.is_symlink() and p.parent.name != f"{NAME}.backups"}


@pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and devices are POSIX")
@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_writes_over_what_must_stay(folder: Path, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "x").mkdir()
    before_targets = list(targets(folder))
    before = contents(folder)
    for target in before_targets:
        status = cli.main(["--lang", "en", "--database", str(folder / NAME), command, *COMMANDS[command](folder), str(target)])
        said = capsys.readouterr().err
        assert status == 1 and said.count("\n") == 1 and "Choose another" in said, (target, said)
    after = contents(folder)
    changed = {p for p in before if before[p] != after.get(p)}
    assert not changed
    assert set(after) == set(before)
    with opened(folder, NAME) as db, db.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM dealer WHERE code = 'D1'").scalar() == 1
    assert Path("/dev/full").is_char_device()


def test_what_is_read_is_not_written_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command, source in (("import", "dealers.csv"), ("design", "entries.csv")):
        path = folder / source
        before = path.read_bytes()
        given = ["--lang", "en", "--database", str(folder / NAME), command, *COMMANDS[command](folder), str(path)]
        assert cli.main(given) == 1 and path.read_bytes() == before
        assert "is the file that is being read" in capsys.readouterr().err


def test_every_command_with_an_output_is_tried() -> None:
    for command in cli.COMMANDS:
        parser = cli.build_parser([command.name])
        [choices] = [a for a in parser._actions if isinstance(a.choices, dict)]
        names = {a.dest for a in choices.choices[command.name]._actions}
        if names & {"out", "left_out"}:
            assert command.name in COMMANDS
        assert not [n for n in names if "out" in n.split("_") and n not in cli.OUTPUTS]


def test_an_ordinary_file_is_written_and_replaced(folder: Path) -> None:
    target = folder / "list.xlsx"
    for content in (b"first", b"second"):
        durable_save(target, lambda stream, data=content: stream.write(data) and None)
        assert target.read_bytes() == content
    with reading_from(target), pytest.raises(UserError, match="being read"):
        durable_save(target, lambda _stream: None)
    assert target.read_bytes() == b"second"


OWN = {"core/files.py", "core/restoring.py", "core/elsewhere.py", "core/lock.py", "core/same_file.py", "core/page_sums.py",
       "core/salvage_file.py", "core/salvage_source.py", "selftest.py", "trials/importing/observations/archives.py"}
"""Where files are written below `durable_save`: the save itself, a database being put in place, the length of the log noted
without waiting for the disk, folders for the moment."""


def test_files_are_written_in_one_place_alone() -> None:
    root = Path(desktop.__file__).parent
    found = {path.relative_to(root).as_posix() for path in root.rglob("*.py") for node in ast.walk(ast.parse(
        path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call) and _writes(node)}
    assert found <= OWN, "write through files.durable_save, or files.save_own for the program's own files"


def _writes(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    mode = next((str(a.value) for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)), "")
    return name in ("write_text", "write_bytes", "copyfile", "copytree", "copy2") or (
        name == "open" and bool(set(mode) & set("wxa+")) and len(mode) <= 3)
