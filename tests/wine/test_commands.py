"""The commands on Windows: Chinese names, a folder with a blank in it, the code page 936. Slow: each starts Wine's Python."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from contextlib import closing

import pytest

from tests.wine.windows import PYTHON, Windows

pytestmark = pytest.mark.slow
MAKE = "from pathlib import Path; from desktop.example import make_example; make_example(Path('示例.agridesk'))"
ROWS = (("先玉335", 1, 9.8), ("郑单958", 1, 9.1), ("农华101", 1, 10.4), ("先玉335", 2, 10.1), ("郑单958", 2, 9.0),
        ("农华101", 2, 10.9), ("先玉335", 3, 9.5), ("郑单958", 3, 8.8), ("农华101", 3, 10.2))
DATABASE = ("--database", "示例.agridesk")
WORDS = "玉米 地里的 老熟人 甲乙\n"


@pytest.fixture(scope="module")
def example(program: Windows) -> Windows:
    """Windows with the example region in its folder, and the yields of a trial in a table of GB18030."""
    done(program.run(PYTHON, "-c", MAKE, folder=program.folder))
    table = "品种,重复,产量\n" + "".join(f"{name},{block},{value}\n" for name, block, value in ROWS)
    (program.outside / "产量.csv").write_bytes(table.encode("gb18030"))
    return program


def done(answer: subprocess.CompletedProcess[str]) -> str:
    """What a command said that did its work."""
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


def test_the_program_tests_itself(program: Windows) -> None:
    said = done(program.agridesk("self-test"))
    assert len(said.splitlines()) >= 20 and "页面" in said
    assert "Windows" in next(line for line in said.splitlines() if "由系统保管的口令" in line)


def test_a_table_is_analysed_in_chinese_and_as_json(example: Windows) -> None:
    asked = ("analyse", "产量.csv", "--design", "rcbd", "--response", "产量", "--treatment", "品种", "--block", "重复")
    assert "郑单958" in done(example.agridesk(*asked, "--check", "郑单958"))
    found = json.loads(done(example.agridesk(*asked, "--json")))
    assert found["adjusted_means"]["农华101"] == pytest.approx(10.5)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_is_exported_comes_back_unchanged(example: Windows, ending: str) -> None:
    done(example.agridesk("export", "dealers", "--out", f"经销商.{ending}", *DATABASE))
    assert (example.outside / f"经销商.{ending}").stat().st_size > 1000
    said = done(example.agridesk("import", "dealers", f"经销商.{ending}", "--lang", "en", *DATABASE))
    assert "imported: 0" in said and "updated: 0" in said


def test_a_plan_is_made_and_patterns_are_the_files_they_fit(example: Windows) -> None:
    done(example.agridesk("design", "rcbd", "--entries", "12", "--replicates", "3", "--seed", "1", "--out", "方案.xlsx"))
    assert (example.outside / "方案.xlsx").read_bytes()[:2] == b"PK"
    assert "design: rcbd" in example.agridesk("import", "trial", "产*.csv", "--dry-run", "--lang", "en", *DATABASE).stdout


@pytest.mark.parametrize(("ending", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")])
def test_a_report_is_written(example: Windows, ending: str, begins: bytes) -> None:
    with closing(sqlite3.connect(example.outside / "示例.agridesk")) as db:
        (code,) = db.execute("SELECT code FROM trial WHERE design = 'rcbd' ORDER BY code").fetchone()
    done(example.agridesk("report", "trial", "--trial", code, "--out", f"报告.{ending}", *DATABASE))
    assert (example.outside / f"报告.{ending}").read_bytes().startswith(begins)


def test_a_backup_is_made_and_put_back_beside_and_on_a_stick(example: Windows) -> None:
    (example.outside / "U盘").mkdir()
    done(example.agridesk("backup", *DATABASE))
    done(example.agridesk("backup", "--to", "U盘", *DATABASE))
    archive = next((example.outside / "U盘").glob("*.agridesk-backup"))
    done(example.agridesk("restore", "1", *DATABASE))
    done(example.agridesk("restore", f"U盘\\{archive.name}", *DATABASE))
    assert "ok" in done(example.agridesk("check", "--lang", "en", *DATABASE))


def test_it_is_encrypted_opened_by_this_account_without_asking_and_plain_again(example: Windows) -> None:
    """The account's secret lies in Windows' Credential Manager."""
    done(example.agridesk("encryption", "on", "--name", "张三", "--stdin", *DATABASE, typed=WORDS))
    asked = example.agridesk("check", "--lang", "en", *DATABASE)
    assert asked.returncode == 1 and "passphrase is needed" in asked.stderr, asked.stdout + asked.stderr
    done(example.agridesk("encryption", "add", "--kind", "system", "--stdin", *DATABASE, typed=WORDS))
    assert "ok" in done(example.agridesk("check", "--lang", "en", *DATABASE))
    done(example.agridesk("encryption", "off", *DATABASE))
    assert (example.outside / "示例.agridesk").read_bytes().startswith(b"SQLite format 3")


def test_what_is_printed_into_nothing_is_no_failure(example: Windows) -> None:
    plan = "-m desktop design rcbd --entries 4 --replicates 3 --seed 1 --out 空.xlsx > NUL"
    windows_path = PYTHON.replace("/", "\\")
    done(example.run("cmd.exe", "/c", f"Z:{windows_path}", *plan.split(), folder=example.folder))
