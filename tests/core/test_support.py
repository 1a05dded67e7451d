"""The support bundle tells what is needed to help, and nothing of what stands in the records."""

from __future__ import annotations

import json
import logging
import zipfile
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from desktop import cli
from desktop.core import paths, support
from desktop.core.attachments import attach
from desktop.core.backup import backup_now
from desktop.core.kinds import kinds
from desktop.core.settings import SETTINGS, Settings
from desktop.features import import_models
from desktop.ui.shell.log_file import LogFile
from tests.core.store import opened

import_models()

PERSON = ("Weimin", "王为民", "13912345678", "hunter2")
MARK = " ".join(PERSON)


def texts(bundle: Path) -> dict[str, str]:
    with zipfile.ZipFile(bundle) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def fill(path: Path) -> int:
    """A row in every table with the mark in every text, dates and codes too; gives how many tables there are."""
    connection = sqlite.connect(str(path), isolation_level=None)
    for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
        connection.execute(f"PRAGMA {pragma}")
    filled = 0
    for table in (*kinds(), "operation", "change", "office_setting", "search_entry"):
        columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
        values = {name: MARK if kind == "TEXT" else 987_654_321_012 + number
                  for number, name, kind, _null, _default, _key in columns}
        names = ", ".join(f'"{name}"' for name in values)
        connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(values))})', tuple(values.values()))
        filled += 1
    for setting in SETTINGS.values():
        connection.execute("INSERT OR REPLACE INTO office_setting (name, value) VALUES (?, ?)",
                           (setting.name, json.dumps(MARK)))
    connection.execute(f'CREATE TABLE "{MARK}" ("{MARK}" TEXT)')
    connection.execute(f"CREATE TRIGGER \"{PERSON[0]}\" AFTER DELETE ON dealer BEGIN SELECT '{MARK}'; END")
    connection.close()
    return filled


@pytest.fixture
def troubled_log(log_lines: list[str]) -> None:
    """A log in which everything went wrong that can quote a person."""
    handler, logger = LogFile(paths.log_folder() / "agridesk.log"), logging.getLogger("desktop.core.database")
    logger.addHandler(handler)
    for error in (KeyError(MARK), ValueError(MARK), OSError(2, MARK, MARK), TypeError(f"{MARK} is no date"), ImportError(MARK),
                  RuntimeError(f"{PERSON[0]}\n{MARK}\n  File \"{MARK}.py\", line 3, in x\n    {PERSON[0]}")):
        try:
            raise error
        except Exception:
            logger.exception("%s failed: %s", PERSON[0], MARK)
    logger.error("unexpected error\n%s", f"/home/{PERSON[0]}/x.py {MARK}\n\n{PERSON[0]}: {MARK}\nZeroDivisionError: {MARK}")
    logger.removeHandler(handler)
    handler.close()
    log_lines.clear()


@pytest.mark.parametrize("state", ["sound", "open", "damaged", "missing", "no database"])
def test_nothing_of_a_record_a_setting_a_path_or_a_message_gets_into_the_bundle(
    tmp_path: Path, troubled_log: None, state: str
) -> None:
    folder = tmp_path / MARK
    folder.mkdir()
    path, photo = folder / f"{MARK}.agridesk", folder / f"{MARK}.jpg"
    photo.write_bytes(MARK.encode())
    with opened(folder, path.name) as db:
        attach(db, "dealer", 1, [photo])
        backup_now(db)
    filled = fill(path)
    if state == "damaged":
        content = bytearray(path.read_bytes())
        content[4096:40_960] = (MARK.encode() * 2000)[:36_864]
        path.write_bytes(content)
    elif state == "missing":
        path.unlink()
    live = sqlite.connect(str(path)) if state == "open" else None
    if live:
        live.execute("PRAGMA journal_mode = WAL")
        live.execute("UPDATE dealer SET name = ?", (MARK,))
        live.commit()
    settings = Settings(tmp_path / "settings.json")
    for name in ("company", "second_place", "database"):
        settings.set(name, str(folder))
    settings.remember("recent_files", [MARK])
    out = support.save_bundle(tmp_path / "bundle.zip", "9.9", None if state == "no database" else path, settings)
    if live:
        live.close()
    found = texts(out)
    everything = "\n".join([*found, *found.values()])
    assert not [part for part in PERSON if part.lower() in everything.lower()]
    assert "987654321" not in everything and str(tmp_path) not in everything
    report, log = found["report.txt"], found["log.txt"]
    assert "AgriDesk 9.9" in report and "second_place: set" in report and "backup_minutes: 30" in report
    assert "KeyError: (left out)" in log and "desktop.core.database" in log and "test_support.py" not in log
    if state in ("sound", "open"):
        assert sum(line.endswith(": 1") for line in report.splitlines()) >= filled / 2
        assert "integrity: " in report and "company: set" in report and "automatic backups: 1" in report
        assert "dealer(id INTEGER, " in found["schema.txt"]
    if state in ("damaged", "missing"):
        assert "cannot be read" in report or "integrity: 1" in report or "integrity: 2" in report


def test_the_command_says_where_it_wrote_and_what_a_sound_database_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(tmp_path):
        pass
    out = tmp_path / "x.zip"
    for lang, words in (("en", "without names"), ("zh_CN", "不含")):
        assert cli.main(["support", "--database", str(tmp_path / "test.agridesk"), "--out", str(out), "--lang", lang]) == 0
        assert words in capsys.readouterr().out
    report = texts(out)["report.txt"]
    assert "integrity: ok" in report and "person: 1" in report and "tables missing: none" in report
    assert "language zh_CN" in report and "references to nothing: 0" in report
