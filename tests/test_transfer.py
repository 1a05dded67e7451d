"""`agridesk import` and `agridesk export`: what they print, what they give back, what they leave."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.cli import main
from desktop.core import paths
from desktop.core.settings import Settings
from desktop.core.tables import read_table, write_csv


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "d.csv", ["客户编号", "客户名称", "合作起始"],
                     [["D1", "丰收农资", "2020-03-05"], ["D2", "金穗种业", "5/6/2021"], ["D3", "", ""]])


def test_a_command_works_on_the_database_that_the_window_opened_last(
        table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Settings().set("database", str(tmp_path / "mine.agridesk"))
    assert main(["import", "dealers", str(table), "--lang", "en", "--answer", "合作起始:order=dmy"]) == 0
    assert main(["restore", "--lang", "en"]) == 0 and main(["check", "--lang", "en"]) == 0
    assert (tmp_path / "mine.agridesk").is_file() and not paths.default_database().exists()


def run(tmp_path: Path, *words: object) -> int:
    return main(["--database", str(tmp_path / "t.agridesk"), "--lang", "en", *map(str, words)])


def test_a_dry_run_says_what_would_happen_and_what_is_open(
        table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "import", "dealers", table, "--dry-run") == 0
    said = capsys.readouterr().out
    assert said.startswith("Dry run: nothing was written.\nimported: 1\n") and "errors: 2" in said
    assert "open: --answer “合作起始:order=mdy|dmy" in said
    assert "row 4, column 客户名称: Name is blank: fill it in." in said
    run(tmp_path, "export", "dealers", "--out", tmp_path / "none.csv")
    assert "0 rows" in capsys.readouterr().out


def test_what_is_imported_is_exported_and_comes_back_unchanged(
        table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    left = tmp_path / "left.xlsx"
    assert run(tmp_path, "import", "dealers", table, "--answer", "合作起始:order=dmy", "--left-out", left) == 0
    assert "imported: 2" in capsys.readouterr().out
    assert len(read_table(left).rows) == 1
    out = tmp_path / "out.xlsx"
    assert run(tmp_path, "export", "dealers", "--out", out) == 0
    assert run(tmp_path, "import", "dealers", out) == 0
    assert "imported: 0\nupdated: 0\nunchanged: 2\nduplicates: 0\nerrors: 0" in capsys.readouterr().out
    run(tmp_path, "import", "dealers", table, "--answer", "合作起始:order=dmy")
    assert "was imported on" in capsys.readouterr().err


def test_columns_and_fixed_values_can_be_named(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "import", "dealers", table, "--map", "合作起始=", "--set", "phone=010") == 0
    out = tmp_path / "out.csv"
    run(tmp_path, "export", "dealers", "--out", out)
    assert read_table(out).column("Phone") == ["010", "010"]


def test_several_columns_are_kept_as_text_and_what_is_not_used_is_named(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write_csv(tmp_path / "d.csv", ["客户名称", "业务员意见", "编组", "传真"], [["丰收农资", "可靠", "一", "010"]])
    assert run(tmp_path, "import", "dealers", file, "--map", "业务员意见=keep", "--map", "编组=keep", "--dry-run") == 0
    said = capsys.readouterr().out
    assert said.startswith("not used: 传真\n--map COLUMN=keep keeps a column as text with the record\n")
    assert "kept as text in “Remarks”: 业务员意见, 编组" in said


def test_a_file_without_a_column_of_observations_is_refused_and_its_columns_are_named(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write_csv(tmp_path / "o.csv", ["plot_id", "某列"], [["T-1", "5"]])
    assert run(tmp_path, "import", "observations", file) == 1
    said = capsys.readouterr().out
    assert said.startswith("not used: 某列\n") and "No column holds observations: choose the trait" in said


@pytest.mark.parametrize(("words", "sentence"), [
    (["--map", "无此列=name"], "d.csv has no column “无此列”"), (["--map", "nonsense"], "write it as COL=FIELD"),
    (["--whole"], "rows are wrong, so nothing was imported")])
def test_what_cannot_be_done_is_one_sentence_and_status_1(
        table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str) -> None:
    assert run(tmp_path, "import", "dealers", table, *words) == 1
    told = capsys.readouterr()
    assert sentence in told.err and told.err.count("\n") == 1 and told.out == ""


def test_an_unknown_kind_is_bad_use(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(tmp_path, "import", "nothing", table)
    assert stopped.value.code == 2 and "dealers" in capsys.readouterr().err


def test_the_help_of_a_command_is_wholly_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--lang", "zh_CN", "import", "--help"])
    said = capsys.readouterr().out
    assert said.startswith("用法：agridesk") and "位置参数：" in said and "选项：" in said and "显示此帮助后退出" in said


@pytest.mark.parametrize(("answer", "sentence"), [
    ("合作起始:ordre=dmy", "this is not asked; open questions: 合作起始:order=mdy|dmy"),
    ("客户名称:order=dmy", "this is not asked; open questions: 合作起始:order=mdy|dmy"),
    ("合作起始:order=ymd", "“ymd” is no answer to this; choose one of mdy, dmy"),
])
def test_an_answer_to_nothing_or_an_unknown_one_is_refused(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
                                                         answer: str, sentence: str) -> None:
    assert run(tmp_path, "import", "dealers", table, "--answer", answer) != 0
    assert sentence in capsys.readouterr().err
    run(tmp_path, "export", "dealers", "--out", tmp_path / "none.csv")
    assert "0 rows" in capsys.readouterr().out


@pytest.mark.parametrize("kind", ["dealers", "trial", "observations"])
def test_an_unknown_field_is_answered_with_those_that_are_alike(table: Path, tmp_path: Path, kind: str,
                                                             capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "import", kind, table, "--map", "客户名称=remark") != 0
    said = capsys.readouterr().err
    assert said.count(",") <= 8 and "remarks" in said
