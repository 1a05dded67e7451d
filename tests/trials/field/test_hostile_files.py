"""Files from a telephone that are broken, hostile or merely odd: one sentence each, nothing half written."""

from __future__ import annotations

import sqlite3
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.cli import main
from desktop.core.errors import UserError
from desktop.core.importing import ERROR, NEW
from desktop.trials.importing.observations.archives import is_archive
from desktop.trials.importing.observations.cells import place_of
from desktop.trials.importing.observations.field_book import categories_of, plain_value, read_zip
from tests.core.tables.hostile_files import ods
from tests.trials.field.conftest import SCHEMA, database_zip, long_csv, observed, seen, take
from tests.wine.windows import UNDER_WINE

if TYPE_CHECKING:
    from desktop.catalogue.model import Trait
    from desktop.core.database import Database


pytestmark = pytest.mark.usefixtures("reading_process")
FUZZ = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def zipped(path: Path, data: bytes, name: str = "fieldbook.db") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return path


@given(st.binary(max_size=400))
@FUZZ
def test_whatever_bytes_a_zip_holds_the_answer_is_a_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(UserError):
        read_zip(tmp_path / "a.zip")
    with pytest.raises(UserError):
        read_zip(zipped(tmp_path / "b.zip", b"SQLite format 3\x00" + data))


@given(st.data())
@FUZZ
def test_a_database_cut_or_altered_anywhere_is_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    whole = database_zip(tmp_path / "w.zip", {"株高": {"format": "numeric"}},
                         [{"plot": "T1-101", "trait": "株高", "value": "80"}])
    with zipfile.ZipFile(whole) as archive:
        raw = bytearray(archive.read("fieldbook.db"))
    place = data.draw(st.integers(16, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    cut = data.draw(st.sampled_from([len(raw), place]))
    try:
        read_zip(zipped(tmp_path / "x.zip", bytes(raw[:cut])))
    except UserError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize(("script", "sentence"), [
    ("", "holds no observations"), (SCHEMA, "holds no observations"),
    ("CREATE TABLE observations (value TEXT); INSERT INTO observations VALUES ('1');", "holds no observations")])
def test_a_database_without_observations_says_so(tmp_path: Path, script: str, sentence: str) -> None:
    file = tmp_path / "f.db"
    with sqlite3.connect(file) as db:
        db.executescript("CREATE TABLE other (a); " + script)
    db.close()
    with pytest.raises(UserError, match=sentence):
        read_zip(zipped(tmp_path / "f.zip", file.read_bytes()))


def test_an_encrypted_member_is_a_sentence(tmp_path: Path) -> None:
    file = zipped(tmp_path / "e.zip", b"SQLite format 3\x00")
    raw = bytearray(file.read_bytes())
    for sign, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(sign) + flag] |= 1  # says that it is encrypted
    file.write_bytes(raw)
    with pytest.raises(UserError, match="damaged or encrypted"):
        read_zip(file)


def test_nesting_without_end_is_text_and_no_crash() -> None:
    deep = "[" * 100_000
    assert plain_value(deep, "text") == deep
    assert categories_of({"category": deep}) == {deep: deep}
    with pytest.raises(ValueError):
        place_of('{"coordinates":' + deep, "latlon")


@pytest.mark.parametrize("cell", [
    '{"coordinates":[1]}', '{"a":1}', "{", "95;190", '{"coordinates":[126,95]}', '{"coordinates":"x"}'])
def test_coordinates_that_are_none_are_refused(cell: str) -> None:
    with pytest.raises(ValueError):
        place_of(cell, "latlon")


def test_odd_cells_are_told_by_row_and_the_rest_comes_in(
        database: Database, traits: dict[str, Trait], tmp_path: Path) -> None:
    file = long_csv(tmp_path / "odd.csv", [
        seen("101", "株高", "80", at="2026-13-40 09:00:00.000+08:00"), seen("102", "株高", "eighty"),
        seen("103", "抽穗期", "2026-02-30"), seen("104", "株高", "90", place="somewhere"),
        seen("201", "株高", "91", number="0"), seen("202", "株高", "92")])
    plan = take(database, file).plan
    assert (plan.count(NEW), plan.count(ERROR)) == (2, 4), [i.text for i in plan.issues]
    assert {i.row for i in plan.errors} == {2, 3, 4, 6} and any(i.warning and i.row == 5 for i in plan.issues)
    assert sorted(o.value or 0 for o in observed(database, traits["wheat.height"]).values()) == [90, 92]


def test_the_command_line_names_what_is_open_and_obeys_the_rule(
        database: Database, trial: int, traits: dict[str, Trait], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = long_csv(tmp_path / "a.csv", [seen("101", "株高", "80"), seen("102", "株高", "0.9")])
    two = long_csv(tmp_path / "b.csv", [seen("101", "株高", "86", at="2026-05-21 09:00:00.000+08:00")])
    path = database.path
    database.close()

    def run(*words: object) -> int:
        return main(["--database", str(path), "--lang", "en", "import", "observations", str(one), str(two), *map(str, words)])

    assert run("--dry-run") == 0
    said = capsys.readouterr().out
    assert "open: --answer “value:wheat.height/metres=metres|as_written|error”" in said
    assert "open: --on-conflict keep|newer|file|mean|both" in said and "b.csv, row 2: T1-101 · Plant height: 80 (李工" in said
    assert run("--on-conflict", "newer", "--answer", "value:wheat.height/metres=metres", "--whole") == 0
    said = capsys.readouterr().out
    assert "imported: 2\nupdated: 1" in said and "86 (李工" in said
    with pytest.raises(SystemExit):
        run("--on-conflict", "guess")


def test_an_open_document_is_a_table_and_no_archive(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>plot_id</text:p></table:table-cell>'
    assert not is_archive(ods(tmp_path / "t.ods", f"<table:table-row>{cell}</table:table-row>"))
    assert is_archive(zipped(tmp_path / "t.bin", b"x"))


def altered(path: Path, script: str) -> Path:
    """The zip with its database changed by a script."""
    with zipfile.ZipFile(path) as archive:
        raw = archive.read("fieldbook.db")
    copy = path.with_suffix(".db")
    copy.write_bytes(raw)
    with sqlite3.connect(copy) as db:
        db.executescript(script)
    db.close()
    return zipped(path, copy.read_bytes())


ONE = [{"plot": "T1-101", "trait": "株高", "value": "80"}, {"plot": "T1-102", "trait": "株高", "value": "81"}]


def test_one_odd_key_does_not_cost_the_whole_zip(tmp_path: Path) -> None:
    whole = database_zip(tmp_path / "w.zip", {"株高": {"format": "numeric"}}, ONE)
    table = read_zip(altered(whole, "UPDATE observations SET observation_unit_id = '²' WHERE value = '80'"))
    assert [(row[0], row[2]) for row in table.rows] == [("²", "80"), ("T1-102", "81")]


@pytest.mark.skipif(UNDER_WINE, reason="Wine sets no job a limit of memory")
def test_a_column_that_is_computed_to_gigabytes_is_refused_in_a_sentence(tmp_path: Path) -> None:
    whole = database_zip(tmp_path / "w.zip", {"株高": {"format": "numeric"}}, ONE)
    path = altered(whole, "ALTER TABLE observations ADD COLUMN huge TEXT AS (hex(zeroblob(400000000))) VIRTUAL")
    with pytest.raises(UserError, match=r"w\.zip"):
        read_zip(path)
