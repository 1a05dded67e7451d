"""What comes back from the field: recognised, asked about, compared, merged; nothing guessed and nothing lost."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.core.attachments import attachments_of
from desktop.core.errors import UserError
from desktop.core.importing import DUPLICATE, ERROR, NEW, UNCHANGED, UPDATE, undo_import
from desktop.core.tables import write_csv
from tests.trials.field.conftest import asked, database_zip, long_csv, observed, seen, take

if TYPE_CHECKING:
    from desktop.catalogue.model import Trait
    from desktop.core.database import Database


def test_a_long_table_of_a_telephone_comes_in_with_time_person_and_place(
        database: Database, traits: dict[str, Trait], tmp_path: Path) -> None:
    file = long_csv(tmp_path / "2026-05-20-09-30-00_T1_database.csv", [
        seen("101", "Plant height", "82", place="46.85;126.97"), seen("101", "Plant height", "84", number="2"),
        seen("102", "抽穗期", "2026-05-18"), seen("103", "awns", "长芒"), seen("104", "Rust", "NA")])
    result = take(database, file)
    assert result.plan.count(NEW) == 4 and result.plan.count(ERROR) == 0, result.plan.issues
    heights = observed(database, traits["wheat.height"])
    one = heights["101", 1]
    assert (one.value, heights["101", 2].value) == (82, 84)
    assert one.person == "李工" and one.observed_at == datetime(2026, 5, 20, 1, 30, 0, 500000, tzinfo=UTC)
    assert one.observed_on == date(2026, 5, 20) and (one.latitude, one.longitude) == (46.85, 126.97)
    assert one.source == file.name
    assert observed(database, traits["wheat.heading"])["102", 1].text == "2026-05-18"
    assert observed(database, traits["wheat.awn"])["103", 1].text == "long"
    assert not observed(database, traits["wheat.rust"])
    assert any("missing (NA)" in fact for fact in result.plan.facts)


def test_the_same_file_again_changes_nothing_and_one_undo_takes_it_back(
        database: Database, traits: dict[str, Trait], tmp_path: Path) -> None:
    file = long_csv(tmp_path / "a.csv", [seen("101", "株高", "82"), seen("102", "株高", "90")])
    run = take(database, file).run
    assert run is not None
    again = take(database, file)
    assert again.plan.count(UNCHANGED) == 2 and again.run is None
    undo_import(database, run.id)
    assert not observed(database, traits["wheat.height"])


def test_traps_are_asked_about_and_wrong_until_they_are_answered(
        database: Database, traits: dict[str, Trait], tmp_path: Path) -> None:
    file = write_csv(tmp_path / "w.csv", ["plot_id", "株高", "抽穗期", "锈病"], [
        ["T1-101", "16-18", "5/6", "I"], ["T1-102", "87.2(80-95)", "5-1", "Ⅲ级"], ["T1-103", "0.85", "", "无"],
        ["T1-104", "", "", ""]])
    questions = asked(database, file)
    assert set(questions) == {("株高", "range"), ("株高", "spread"), ("株高", "metres"),
                              ("抽穗期", "order"), ("抽穗期", "year"), ("锈病", "roman"), ("锈病", "nothing")}
    assert take(database, file, dry=True).plan.count(ERROR) == 3
    answers = {"株高": {"range": "middle", "spread": "number", "metres": "metres"}, "抽穗期": {"order": "mdy", "year": "2026"},
               "锈病": {"roman": "number", "nothing": "zero"}}
    assert take(database, file, answers=answers).plan.count(ERROR) == 0
    heights = observed(database, traits["wheat.height"])
    assert {p: o.value for (p, _n), o in heights.items()} == {"101": 17, "102": 87.2, "103": 85}
    assert {p: o.text for (p, _n), o in observed(database, traits["wheat.heading"]).items()} == {
        "101": "2026-05-06", "102": "2026-05-01"}
    assert {p: o.value for (p, _n), o in observed(database, traits["wheat.rust"]).items()} == {"101": 1, "102": 3, "103": 0}


def test_days_of_the_year_and_coordinates_that_may_be_either_are_asked(
        database: Database, traits: dict[str, Trait], tmp_path: Path) -> None:
    file = long_csv(tmp_path / "d.csv", [seen("101", "抽穗期", "138", place="46.85;80.1"),
                                         seen("102", "株高", "80", place='{"type":"Point","coordinates":[80.1,46.85]}')])
    assert set(asked(database, file)) == {("value", "wheat.heading/day_of_year"), ("location", "coordinates")}
    assert take(database, file, dry=True).plan.count(ERROR) == 1
    take(database, file, answers={"value": {"wheat.heading/day_of_year": "2026"}, "location": {"coordinates": "latlon"}})
    one = observed(database, traits["wheat.heading"])["101", 1]
    assert one.text == "2026-05-18" and (one.latitude, one.longitude) == (46.85, 80.1)
    other = observed(database, traits["wheat.height"])["102", 1]
    assert (other.latitude, other.longitude) == (46.85, 80.1)


def test_longitude_first_is_seen_where_it_shows_itself(database: Database, traits: dict[str, Trait], tmp_path: Path) -> None:
    take(database, long_csv(tmp_path / "d.csv", [seen("101", "株高", "80", place="126.97;46.85")]))
    one = observed(database, traits["wheat.height"])["101", 1]
    assert (one.latitude, one.longitude) == (46.85, 126.97)


def test_an_unknown_trait_or_word_is_asked_for_and_never_guessed(
        database: Database, traits: dict[str, Trait], tmp_path: Path) -> None:
    file = long_csv(tmp_path / "u.csv", [seen("101", "苗高", "12"), seen("102", "芒", "half")])
    questions = asked(database, file)
    assert {"wheat.height", "new_number", "skip"} <= set(questions["trait", "trait:苗高"])
    assert set(questions["value", "wheat.awn/word:half"]) >= {"none", "long", "as_written"}
    assert take(database, file, dry=True).plan.count(ERROR) == 2
    result = take(database, file, answers={"trait": {"trait:苗高": "new_number"},
                                           "value": {"wheat.awn/word:half": "as_written"}})
    assert [t.title() for t in result.plan.payload.new_traits] == ["苗高"]
    assert observed(database, result.plan.payload.new_traits[0])["101", 1].value == 12
    assert observed(database, traits["wheat.awn"])["102", 1].text == "half"


@pytest.mark.parametrize(("row", "sentence"), [
    (["T1-999", "80"], "There is no plot “T1-999”: its key is the trial's code"),
    (["", "80"], "No column says which plot this is")])
def test_a_row_without_its_plot_is_one_sentence(
        database: Database, traits: dict[str, Trait], tmp_path: Path, row: list[str], sentence: str) -> None:
    plan = take(database, write_csv(tmp_path / "w.csv", ["plot_id", "株高"], [row]), dry=True).plan
    assert plan.count(ERROR) == 1 and sentence in plan.issues[0].text


def test_a_plot_is_also_found_by_trial_and_number(database: Database, traits: dict[str, Trait], tmp_path: Path) -> None:
    take(database, write_csv(tmp_path / "w.csv", ["试验", "小区", "株高"], [["T1", "101", "80"]]))
    assert observed(database, traits["wheat.height"])["101", 1].value == 80


# -- two values of one thing ------------------------------------------------------------------------------------------


@pytest.fixture
def phones(tmp_path: Path) -> tuple[Path, Path]:
    """Two colleagues measured plot 101; plot 102 alike; 103 only one of them."""
    one = long_csv(tmp_path / "li.csv", [seen("101", "株高", "80", at="2026-05-20 09:00:00.000+08:00"),
                                         seen("102", "株高", "90")])
    two = long_csv(tmp_path / "wang.csv", [seen("101", "株高", "86", at="2026-05-20 10:00:00.000+08:00", person="王工"),
                                           seen("102", "株高", "90"), seen("103", "株高", "77", person="王工")])
    return one, two


def test_an_undecided_conflict_keeps_its_row_out_and_names_both_sides(
        database: Database, traits: dict[str, Trait], phones: tuple[Path, Path]) -> None:
    plan = take(database, *phones, dry=True).plan
    assert (plan.count(NEW), plan.count(DUPLICATE), plan.count(ERROR)) == (3, 1, 1)
    (conflict,) = plan.conflicts
    assert conflict.what == "T1-101 · Plant height" and conflict.decision == ""
    assert str(conflict.stored).startswith("80 (李工") and str(conflict.new).startswith("86 (王工")
    assert "wang.csv, row 2" in next(i.text for i in plan.issues if not i.warning)


@pytest.mark.parametrize(("rule", "value", "occasions", "lost"), [
    ("keep", 80, 1, "86 (王工"), ("newer", 86, 1, "80 (李工"), ("file", 86, 1, "80 (李工"),
    ("mean", 83, 1, "86 (王工"), ("both", 80, 2, "")])
def test_the_rule_decides_and_what_loses_stays_in_the_note(
        database: Database, traits: dict[str, Trait], phones: tuple[Path, Path], rule: str, value: float, occasions: int,
        lost: str) -> None:
    result = take(database, *phones, rule=rule)
    assert result.plan.count(ERROR) == 0
    found = observed(database, traits["wheat.height"])
    assert found["101", 1].value == value and lost in found["101", 1].note
    assert sum(plot == "101" for plot, _n in found) == occasions
    again = take(database, *phones, rule=rule)
    assert again.plan.good == 0, [i.text for i in again.plan.issues]
    assert result.run is not None
    undo_import(database, result.run.id)
    assert not observed(database, traits["wheat.height"])


def test_one_file_after_the_other_is_the_same_as_both_together(
        database: Database, traits: dict[str, Trait], phones: tuple[Path, Path]) -> None:
    take(database, phones[0])
    plan = take(database, phones[1], rule="mean").plan
    assert (plan.count(NEW), plan.count(UPDATE), plan.count(UNCHANGED)) == (1, 1, 1)
    assert observed(database, traits["wheat.height"])["101", 1].value == 83


def test_equal_repeats_without_a_time_are_all_kept(database: Database, traits: dict[str, Trait], tmp_path: Path) -> None:
    take(database, write_csv(tmp_path / "a.csv", ["plot_id", "trait", "value", "number"], [["T1-101", "株高", "70", "1"]]))
    table = [["T1-101", "株高", "80", "2"], ["T1-101", "株高", "80", "3"], ["T1-101", "株高", "80", "1"]]
    take(database, write_csv(tmp_path / "b.csv", ["plot_id", "trait", "value", "number"], table), rule="file")
    assert [o.value for o in observed(database, traits["wheat.height"]).values()] == [80, 80, 80]


def test_a_value_corrected_back_in_an_untimed_file_is_a_conflict_again(
        database: Database, traits: dict[str, Trait], tmp_path: Path) -> None:
    for value in ("80", "86", "80"):
        take(database, write_csv(tmp_path / "a.csv", ["plot_id", "株高"], [["T1-101", value]]), rule="file")
    assert observed(database, traits["wheat.height"])["101", 1].value == 80


def test_each_conflict_can_be_decided_for_itself(
        database: Database, traits: dict[str, Trait], phones: tuple[Path, Path]) -> None:
    key = take(database, *phones, dry=True).plan.conflicts[0].key
    take(database, *phones, decisions={key: "file"})
    assert observed(database, traits["wheat.height"])["101", 1].value == 86


def test_newer_without_times_and_the_mean_of_words_stay_open(
        database: Database, traits: dict[str, Trait], tmp_path: Path) -> None:
    table = [["T1-101", "80", "长芒"], ["T1-101", "81", "无芒"]]
    file = write_csv(tmp_path / "w.csv", ["plot_id", "株高", "芒"], table)
    assert take(database, file, rule="newer", dry=True).plan.count(ERROR) == 1
    assert "no mean of these" in take(database, file, rule="mean", dry=True).plan.issues[0].text


# -- the database of a telephone --------------------------------------------------------------------------------------


def test_a_database_zip_comes_in_whole(database: Database, traits: dict[str, Trait], tmp_path: Path) -> None:
    rows = [
        {"plot": "T1-101", "trait": "株高", "value": "82.5", "at": "2026-05-20 09:30:00.000+08:00", "person": "李工", "rep": 1,
         "place": "46.85;126.97", "note": "倒伏"},
        {"plot": "T1-101", "trait": "株高", "value": "83.5", "rep": 2},
        {"plot": "T1-102", "trait": "抽穗期", "value": '{"formattedDate":"2026-05-18","dayOfYear":"138"}'},
        {"plot": "T1-103", "trait": "芒", "value": '[{"label":"长芒","value":"long"}]'},
        {"plot": "T1-101", "trait": "照片", "value": "T1-101_照片_2026.jpg"},
        {"plot": "T1-104", "trait": "lodged", "value": "TRUE"}, {"plot": "T1-104", "trait": "株高", "value": "NA"}]
    variables = {"株高": {"format": "numeric"}, "抽穗期": {"format": "date"}, "照片": {"format": "photo"},
                 "lodged": {"format": "boolean"},
                 "芒": {"format": "categorical", "category": '[{"label":"长芒","value":"long"}]'}}
    picture = b"\xff\xd8\xff\xe0 a photograph \xff\xd9"
    file = database_zip(tmp_path / "fieldbook.zip", variables, rows, {"T1-101_照片_2026.jpg": picture})
    result = take(database, file)
    assert result.plan.count(NEW) == 6 and not result.plan.errors, result.plan.issues
    heights = observed(database, traits["wheat.height"])
    assert (heights["101", 1].value, heights["101", 2].value, heights["101", 1].note) == (82.5, 83.5, "倒伏")
    assert observed(database, traits["wheat.heading"])["102", 1].text == "2026-05-18"
    assert observed(database, traits["wheat.awn"])["103", 1].text == "long"
    (new,) = result.plan.payload.new_traits
    assert new.kind == "category" and observed(database, new)["104", 1].text == "TRUE"
    photo = observed(database, traits["wheat.photo"])["101", 1]
    with database.reading() as session:
        (kept,) = attachments_of(session, "observation", photo.id)
    assert kept.size == len(picture) and kept.name == photo.text


@pytest.mark.parametrize(("content", "sentence"), [
    (b"PK\x03\x04 broken", "damaged or encrypted"), (None, "neither a Field Book database nor an exported table")])
def test_a_broken_zip_is_one_sentence(database: Database, tmp_path: Path, content: bytes | None, sentence: str) -> None:
    import zipfile

    file = tmp_path / "broken.zip"
    if content is None:
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("readme.txt", "nothing")
    else:
        file.write_bytes(content)
    with pytest.raises(UserError, match=sentence):
        take(database, file)


def test_a_zip_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked(database: Database, tmp_path: Path) -> None:
    import zipfile

    file = tmp_path / "bomb.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("fieldbook.db", b"SQLite format 3\x00" + bytes(40 * 1024 * 1024))
    with pytest.raises(UserError, match="would unpack to"):
        take(database, file)


def test_a_database_that_is_none_is_one_sentence(database: Database, tmp_path: Path) -> None:
    import zipfile

    file = tmp_path / "odd.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("fieldbook.db", b"SQLite format 3\x00" + b"nonsense" * 400)
    with pytest.raises(UserError, match="damaged or not of Field Book"):
        take(database, file)


def test_photographs_beside_a_table_are_attached_and_those_that_lack_are_told(
        database: Database, traits: dict[str, Trait], tmp_path: Path) -> None:
    folder = tmp_path / "plot_data" / "T1" / "照片"
    folder.mkdir(parents=True)
    (folder / "a.jpg").write_bytes(b"\xff\xd8 a \xff\xd9")
    (tmp_path / "field_export").mkdir()
    file = long_csv(tmp_path / "field_export" / "x_database.csv", [
        seen("101", "照片", "a.jpg"), seen("102", "照片", "content://media/b.jpg"), seen("103", "株高", "80", photo="a.jpg")])
    result = take(database, file)
    assert any(fact.startswith("1 photograph or sound is named but was not found") for fact in result.plan.facts)
    owners = [observed(database, traits["wheat.photo"])["101", 1], observed(database, traits["wheat.height"])["103", 1]]
    with database.reading() as session:
        assert [len(attachments_of(session, "observation", one.id)) for one in owners] == [1, 1]
    assert observed(database, traits["wheat.photo"])["102", 1].text == "b.jpg"


def test_new_only_leaves_what_is_stored_and_changed_only_adds_nothing(
        database: Database, traits: dict[str, Trait], tmp_path: Path) -> None:
    from dataclasses import replace

    from desktop.core.importing import guess_columns, make_plan, read_source
    from desktop.trials.importing.observations.kind import OBSERVATIONS

    take(database, write_csv(tmp_path / "a.csv", ["plot_id", "株高"], [["T1-101", "80"]]))
    source = read_source(write_csv(tmp_path / "b.csv", ["plot_id", "株高"], [["T1-101", "86"], ["T1-102", "90"]]))
    with database.reading() as session:
        columns = replace(guess_columns(session, OBSERVATIONS, source.table), conflicts={"": "file"})
        new = make_plan(session, OBSERVATIONS, source.table, replace(columns, mode="new"))
        changed = make_plan(session, OBSERVATIONS, source.table, replace(columns, mode="update"))
    assert new.states == [UNCHANGED, NEW] and changed.states == [UPDATE, UNCHANGED]
