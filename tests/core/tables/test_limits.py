"""No file kills, freezes or fills the machine: a sentence within seconds and little memory, whatever it claims."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest

from desktop.core.computing import Helper, stoppable
from desktop.core.errors import Cancelled, UserError
from desktop.core.tables import Sheet, Table, read_table, workbooks, write_xlsx
from desktop.core.tables.apart import read_apart
from tests.core.tables.hostile_files import HOSTILE, ods, xlsx

QUICK = ("far cell spaced.xlsx", "unclosed 20000.xlsx", "two numbers damaged.xls", "far cell.xlsb")
MEASURE = """
import resource, subprocess, sys, time
begun = time.monotonic()
made = subprocess.run([sys.executable, "-m", "desktop", "--lang", "en", "analyse", sys.argv[1], "--design", "crd",
                       "--treatment", "none", "--response", "none"], capture_output=True, text=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, time.monotonic() - begun, made.returncode)
print(made.stderr + made.stdout)
"""


@pytest.mark.parametrize("name", QUICK)
def test_a_hostile_workbook_is_refused_in_one_sentence(tmp_path: Path, reading_process: Helper, name: str) -> None:
    with pytest.raises(UserError) as caught:
        read_table(HOSTILE[name](tmp_path / name))
    assert name in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.slow
@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_hostile_workbook_costs_less_than_ten_seconds_and_500_mb(tmp_path: Path, name: str) -> None:
    made = subprocess.run([sys.executable, "-c", MEASURE, str(HOSTILE[name](tmp_path / name))], capture_output=True, text=True,
                          check=True)
    figures, *said = made.stdout.splitlines()
    memory, seconds, status = figures.split()
    assert status == "1" and len([line for line in said if line]) == 1 and name in said[0], made.stdout + made.stderr
    assert int(memory) < 500 and float(seconds) < 10


def test_ordinary_workbooks_are_read_at_once_and_what_claims_much_in_a_process(tmp_path: Path) -> None:
    rows = [(f"品种{i}", i, i / 7) for i in range(200)]
    assert workbooks.is_small(write_xlsx(tmp_path / "t.xlsx", [Sheet("a", ["品种", "n", "x"], rows)]))
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    assert workbooks.is_small(xlsx(tmp_path / "small.xlsx", cells))
    for name, more in {
        "far": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "row alone": '<row r="1048576"/>',
        "entity": '<row><c r="&#88;FD1048576"><v>1</v></c></row>', "odd": '<row><c r="A１"><v>1</v></c></row>',
        "long": f'<row r="{"9" * 5000}"/>', "prefix": '<x:c xmlns:x="u" r="ZZ900000"><v>1</v></x:c>', "open": "<row><c",
    }.items():
        assert not workbooks.is_small(xlsx(tmp_path / f"{name}.xlsx", cells + more)), name
    assert not workbooks.is_small(xlsx(tmp_path / "sheets.xlsx", cells, sheets=200))
    assert not workbooks.is_small(HOSTILE["far cell.xlsb"](tmp_path / "far.xlsb"))


def test_a_workbook_read_in_a_process_is_the_same_as_one_read_here(
    tmp_path: Path, reading_process: Helper, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [(f"品种{i}", i, i / 7, None) for i in range(12_000)] + [("合计", None, 5, None)]
    path = write_xlsx(tmp_path / "t.xlsx", [Sheet("a", ["品种", "n", "x", "y"], rows), Sheet("b", ["c"], [("d",)])])
    apart = read_table(path)
    monkeypatch.setattr(workbooks, "is_small", lambda _path: True)
    assert apart == read_table(path)
    assert len(apart.rows) == 12_000 and apart.extra["sheets"] == ["a", "b"] and len(apart.left_out) == 1


def never_ends(marker: Path) -> Table:
    """Stands for a workbook that takes for ever."""
    marker.write_text("begun", encoding="ascii")
    while True:
        pass


def test_reading_stops_at_once_when_it_is_cancelled(tmp_path: Path) -> None:
    marker, stopped, seen, helper = tmp_path / "begun", threading.Event(), [], Helper()
    source = write_xlsx(tmp_path / "t.xlsx", [Sheet("a", ["x"], [("y",)])])

    def work() -> None:
        with stoppable(stopped.is_set, helper):
            try:
                read_apart(source, never_ends, marker)
            except Cancelled:
                seen.append(time.monotonic())

    thread = threading.Thread(target=work)
    thread.start()
    while not marker.exists():
        time.sleep(0.01)
    asked = time.monotonic()
    stopped.set()
    thread.join(60)
    helper.stop()
    assert seen and seen[0] - asked < 5  # 0.05 s where the machine is free


def test_what_takes_too_long_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reading_process: Helper
) -> None:
    monkeypatch.setattr("desktop.core.tables.limits.READING_SECONDS", 0.5)
    source = write_xlsx(tmp_path / "t.xlsx", [Sheet("a", ["x"], [("y",)])])
    with pytest.raises(UserError, match=r"t\.xlsx is damaged, or needs more memory or time"):
        read_apart(source, never_ends, tmp_path / "begun")
    assert read_table(source).rows == [("y",)]


def test_a_percent_format_that_looks_like_one_and_one_that_is(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(["品种", "a", "b", "c", "d"])
    sheet.append(["甲", 0.145, 0.145, 0.29, 0.07])
    for column, form in zip("BCDE", ("0.0%", '0.0"%"', "0.00%;[Red]-0%", "General"), strict=True):
        sheet[f"{column}2"].number_format = form
    book.save(tmp_path / "t.xlsx")
    assert read_table(tmp_path / "t.xlsx").rows == [("甲", 14.5, 0.145, 29, 0.07)]


def test_cells_of_an_open_document_are_read_as_those_of_a_workbook(tmp_path: Path, reading_process: Helper) -> None:
    def cell(value: str, more: str = "") -> str:
        number = value.replace(".", "").isdecimal()
        kind = f'office:value-type="float" office:value="{value}"' if number else 'office:value-type="string"'
        return f"<table:table-cell {kind} {more}><text:p>{value}</text:p></table:table-cell>"

    percent = ('<table:table-cell office:value-type="percentage" office:value="0.14"><text:p>14.0%</text:p></table:table-cell>')
    rows = [cell("品种") + cell("重复") + cell("水分") + cell("代码") + cell("产量"),
            cell("甲", 'table:number-rows-spanned="2"') + cell("1") + percent + cell("911301000000123456") + cell("600"),
            "<table:covered-table-cell/>" + cell("2") + percent + cell("5") + '<table:table-cell table:formula="of:=[.B2]+1"/>',
            cell("乙") + cell("3") + percent + cell("6") + cell("601")]
    table = read_table(ods(tmp_path / "t.ods", "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)))
    assert table.rows == [("甲", 1, 14, "911301000000123456", 600), ("甲", 2, 14, 5, None), ("乙", 3, 14, 6, 601)]
    for word in ("percent", "E3", "D2", "A2"):
        assert any(word in note for note in table.notes), (word, table.notes)


@pytest.mark.slow
def test_damaged_workbooks_never_end_the_program(tmp_path: Path, reading_process: Helper) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (["品种", "重复", "产量"], *(["甲", i, i * 1.5] for i in range(60))):
        book.active.append(row)
    book.save(tmp_path / "sound.xlsx")
    cell = '<table:table-cell office:value-type="float" office:value="1"/>'
    sources = [(tmp_path / "sound.xlsx"), Path(__file__).with_name("old.xls"),
               ods(tmp_path / "sound.ods", f"<table:table-row>{cell * 3}</table:table-row>" * 20),
               HOSTILE["far cell.xlsb"](tmp_path / "sound.xlsb")]
    dice, refused = random.Random(7), 0
    for number in range(400):
        source = sources[number % len(sources)]
        path = tmp_path / f"damaged{source.suffix}"
        path.write_bytes(_mutated(source, dice))
        try:
            table = read_table(path)
        except UserError as error:
            refused += 1
            assert path.name in str(error) and "\n" not in str(error)
        else:
            assert all(len(row) == len(table.header) for row in table.rows)
    assert 100 < refused < 400


def _mutated(source: Path, dice: random.Random) -> bytes:
    """The file with a few bytes changed: in a part of an archive, packed again, or in the file itself."""
    data = bytearray(source.read_bytes())
    if source.suffix == ".xls" or dice.random() < 0.2:
        return bytes(_changed(data, dice))
    whole = source.with_name("whole.zip")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        hurt = dice.choice(names)
        for name in names:
            new.writestr(name, bytes(_changed(bytearray(old.read(name)), dice)) if name == hurt else old.read(name))
    return whole.read_bytes()


def _changed(data: bytearray, dice: random.Random) -> bytearray:
    for _i in range(dice.randint(1, 4)):
        data[dice.randrange(len(data))] = dice.choice((0, 255, 57, 60, dice.randrange(256)))
    return data
