"""The import engine: guesses, questions, dry run, one action, the way back; what is exported comes back unchanged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from desktop import transfer
from desktop.core import i18n, search, verbs
from desktop.core.database import Database
from desktop.core.errors import Refused, UserError
from desktop.core.importing import (
    ImportRun,
    RecordImport,
    Source,
    Target,
    Use,
    apply,
    ask,
    earlier,
    guess_columns,
    open_questions,
    read_source,
    undo_import,
    write_left_out,
)
from desktop.core.importing.mapping import guess
from desktop.core.importing.writing import CHUNK
from desktop.core.tables import read_table, write_csv, write_xlsx
from desktop.dealers.imports import CONTACTS, DEALERS
from desktop.dealers.model import Dealer
from desktop.people.model import Membership
from desktop.regions.model import Region
from tests.core.taking import planned, table, take

NUMBER = Target("n", "Yield", "number", unit="kg", low=0, plausible=(1, 1000))
DAY = Target("d", "Day", "day")
TREE = RecordImport("regions", "Regions", Region, fields=("code", "name", "level", "parent_id"),
                    keys=(("code",),))


def dealers(db: Database) -> dict[str, Dealer]:
    with db.reading() as session:
        return {d.name: d for d in session.exec(select(Dealer)).all() if d.deleted_at is None}


# -- headings ---------------------------------------------------------------------------------------------------------


OF_ANOTHER = ("意见", "备注", "电话", "评价", "签字", "日期", "微信", "地址", "职务", "数量", "类型")
PEOPLE = (Target("dealer_id", "Dealer", "link", ("经销商", "客户单位")),
          Target("salesperson_id", "Salesperson", "link", ("业务员",)),
          Target("keeper", "Keeper", "text", ("负责人", "salesperson")))


@pytest.mark.parametrize("known", ["经销商", "客户单位", "业务员"])
@pytest.mark.parametrize("about", OF_ANOTHER)
def test_a_heading_that_only_contains_a_known_one_is_not_that_field(known: str, about: str) -> None:
    assert guess([known], PEOPLE) and not guess([f"{known}{about}"], PEOPLE), "it is about something else"


@pytest.mark.parametrize("heading", ["负责人签字", "负责人意见", "负责人电话", "负责人职务", "Salesperson's opinion",
                                     "Salesperson note", "salesperson phone"])
def test_a_name_is_not_what_is_written_about_who_bears_it(heading: str) -> None:
    assert not guess([heading], PEOPLE)


def test_a_field_that_is_about_a_word_keeps_the_headings_that_end_in_it() -> None:
    targets = (Target("phone", "Tel", "text", ("经销商电话",)), Target("day", "Day", "day", ("实际送达",)),
               Target("who", "Who", "link", ("对口业务员",)), Target("signed", "Signed by", "text", ("负责人签名",)))
    uses = guess(["经销商手机", "实际送达日期", "业务员姓名", "负责人签字"], targets)
    assert {h: u.target for h, u in uses.items()} == {"实际送达日期": "day", "负责人签字": "signed"}
    assert guess(["经销商的电话"], targets) and not guess(["经销商"], targets), "a dealer is not his telephone"


def test_headings_are_recognised_in_both_languages_by_alias_and_by_likeness(database: Database) -> None:
    with database.reading() as session:
        targets = DEALERS.targets(session)
    uses = guess(["经销商名称", "Dealer code", "联系电话：", "Warehouse capacty (t)", "完全无关"], targets)
    assert {h: u.target for h, u in uses.items()} == {
        "经销商名称": "name", "Dealer code": "code", "联系电话：": "phone", "Warehouse capacty (t)": "warehouse_t"}


def test_no_field_is_guessed_twice(database: Database) -> None:
    with database.reading() as session:
        uses = guess(["Name", "Dealer name", "name"], DEALERS.targets(session))
    assert [u.target for u in uses.values()].count("name") == 1


def test_a_corrected_mapping_is_remembered_for_the_same_headings(database: Database) -> None:
    made = table(["名称", "甲列"], ["丰收", "东街"])
    with database.reading() as session:
        guessed = guess_columns(session, DEALERS, made)
    take(database, DEALERS, made, uses={**guessed.uses, "甲列": Use("address")})
    with database.reading() as session:
        assert guess_columns(session, DEALERS, made).heading("address") == "甲列"
    assert dealers(database)["丰收"].address == "东街"


def test_words_are_known_in_either_language_and_unknown_ones_are_asked(database: Database) -> None:
    made = table(["名称", "类别"], ["甲", "公司"], ["乙", "Company"], ["丙", "company"], ["丁", "大户"])
    plan = planned(database, DEALERS, made)
    assert plan.states == ["new", "new", "new", "error"]
    with database.reading() as session:
        open_ = open_questions(ask(session, DEALERS, made, plan.columns))
    assert [(q.name, q.examples) for q in open_] == [("word:大户", ("大户",))]
    assert planned(database, DEALERS, made, {"类别": {"word:大户": "company"}}).states == ["new"] * 4


# -- rows -------------------------------------------------------------------------------------------------------------


def test_rows_are_new_changed_unchanged_repeated_or_wrong(database: Database) -> None:
    verbs.save(database, Dealer, {"code": "D1", "name": "丰收", "phone": "1"})
    verbs.save(database, Dealer, {"code": "D2", "name": "金穗", "phone": "2"})
    made = table(["Dealer code", "Name", "Phone"], ["D1", "丰收", "1"], ["D2", "金穗", "22"], ["D3", "大地", None],
                 ["d3", "大地", None], ["D4", None, None])
    plan = planned(database, DEALERS, made)
    assert plan.states == ["unchanged", "update", "new", "duplicate", "error"]
    assert [(i.row, i.column) for i in plan.errors] == [(6, "Name")]


def test_a_dry_run_writes_nothing_and_an_import_is_one_action(database: Database) -> None:
    made = table(["Name"], ["甲"], ["乙"])
    planned(database, DEALERS, made)
    assert dealers(database) == {}
    result = take(database, DEALERS, made)
    assert set(dealers(database)) == {"甲", "乙"} and result.run.imported == 2
    assert database.undo() == "Import of file.csv: 2 rows"
    assert dealers(database) == {}
    database.redo()
    assert set(dealers(database)) == {"甲", "乙"}


def test_blanks_never_overwrite_what_is_stored(database: Database) -> None:
    verbs.save(database, Dealer, {"code": "D1", "name": "丰收", "phone": "1"})
    take(database, DEALERS, table(["Dealer code", "Name", "Phone", "Address"], ["D1", None, None, "东街"]), )
    assert dealers(database)["丰收"].phone == "1"


def test_a_stronger_key_decides_over_a_name(database: Database) -> None:
    verbs.save(database, Dealer, {"code": "D1", "name": "丰收"})
    made = table(["Dealer code", "Name"], ["D9", "丰收"], [None, "丰收"])
    assert planned(database, DEALERS, made).states == ["new", "unchanged"]


def test_new_only_and_changed_only(database: Database) -> None:
    verbs.save(database, Dealer, {"code": "D1", "name": "丰收"})
    made = table(["Dealer code", "Name", "Phone"], ["D1", "丰收", "7"], ["D2", "金穗", "8"])
    assert planned(database, DEALERS, made, mode="new").states == ["unchanged", "new"]
    assert planned(database, DEALERS, made, mode="update").states == ["update", "error"]


def test_the_whole_file_or_nothing(database: Database) -> None:
    made = table(["Name", "Phone"], ["甲", "1"], [None, "2"])
    plan = planned(database, DEALERS, made)
    with pytest.raises(UserError, match="1 row is wrong"):
        apply(database, DEALERS, Source(Path("file.csv"), "", made), plan, whole=True)
    assert dealers(database) == {}


def test_a_plan_older_than_the_database_is_made_anew(database: Database) -> None:
    made = table(["Name"], ["甲"])
    plan = planned(database, DEALERS, made)
    verbs.save(database, Dealer, {"name": "甲"})
    result = apply(database, DEALERS, Source(Path("file.csv"), "", made), plan)
    assert len(dealers(database)) == 1 and result.plan.states == ["unchanged"]


def test_references_are_found_by_code_name_and_pinyin_and_missing_ones_told(database: Database) -> None:
    dealer = verbs.save(database, Dealer, {"code": "D1", "name": "丰收农资"})
    made = table(["Dealer", "Person's name"], ["D1", "甲"], ["丰收农资", "乙"], ["fengshounongzi", "丙"], ["没有", "丁"])
    plan = planned(database, CONTACTS, made)
    assert plan.states == ["new", "new", "new", "error"]
    assert plan.errors[0].text == "There is no Dealer “没有”: add it first, or correct the cell."
    apply(database, CONTACTS, Source(Path("f"), "", made), plan)
    assert {c.name for c in verbs.owned(database, Membership, "dealer_id", dealer.id)} == {"甲", "乙", "丙"}


def test_a_record_may_refer_to_one_further_down_in_the_file(database: Database) -> None:
    made = table(["Code", "Name", "Level", "Parent"], ["9901", "甲县", "county", "乙市"], ["99", "乙市", "province", None])
    plan = planned(database, TREE, made, uses={"Code": Use("code"), "Name": Use("name"), "Level": Use("level"),
                                               "Parent": Use("parent_id")})
    assert plan.states == ["new", "new"]
    apply(database, TREE, Source(Path("f"), "", made), plan)
    with database.reading() as session:
        rows = {r.name: r for r in session.exec(select(TREE.model)).all()}
    assert rows["甲县"].parent_id == rows["乙市"].id and rows["甲县"].full_name == "乙市 甲县"


def test_what_was_imported_is_found_by_search(database: Database) -> None:
    take(database, DEALERS, table(["Name"], ["丰收农资"], ["金穗种业"]))
    with database.reading() as session:
        assert [h.title for h in search.find(session, "fsnz")] == ["丰收农资"]
        assert [h.title for h in search.find(session, "金穗")] == ["金穗种业"]


def test_rows_left_out_become_a_file_that_can_be_corrected(database: Database, tmp_path: Path) -> None:
    made = table(["Name", "Phone"], ["甲", "1"], [None, "2"], ["甲", "3"])
    plan = planned(database, DEALERS, made)
    found = read_table(write_left_out(tmp_path / "left.xlsx", plan))
    assert found.header == ("Name", "Phone", "Reason it was left out") and len(found.rows) == 2
    assert found.sheet == "Left out", "by this name those of earlier releases are known"
    again = write_left_out(tmp_path / "again.xlsx", planned(database, DEALERS, found))
    assert read_table(again).header == ("Name", "Phone", "Reason it was left out")


# -- second time, and back --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sheet", "place", "ours"), [
    ("Left out", 2, True), ("未导入", 2, True), ("Left out", 1, False), ("Sheet1", 2, False), (None, 2, False)])
def test_the_reasons_that_an_earlier_release_wrote_are_never_read_as_the_files_own(database: Database, sheet: str | None,
                                                                                   place: int, ours: bool) -> None:
    header = ["编号", "问题描述"]
    header.insert(place, "原因")
    found = replace(table(header, ["x"] * 3), sheet=sheet)
    with database.reading() as session:
        assert ("原因" in guess_columns(session, transfer.kinds()["label-findings"], found).uses) is not ours


def test_a_second_import_of_the_same_file_is_noticed_until_the_first_is_taken_back(database: Database) -> None:
    result = take(database, DEALERS, table(["Name"], ["甲"]), sha="abc")
    with database.reading() as session:
        assert earlier(session, "dealers", "abc") is not None
    undo_import(database, result.run.id)
    with database.reading() as session:
        assert earlier(session, "dealers", "abc") is None
    with pytest.raises(Refused):
        undo_import(database, result.run.id)


def test_taking_back_spares_what_was_edited_since_and_what_others_need(database: Database) -> None:
    verbs.save(database, Dealer, {"code": "D0", "name": "老户", "phone": "1"})
    result = take(database, DEALERS, table(["Dealer code", "Name", "Phone"], ["D0", "老户", "9"], ["D1", "甲", None],
                                           ["D2", "乙", None], ["D3", "丙", None]))
    known = dealers(database)
    verbs.save(database, Dealer, {"phone": "5"}, known["甲"].id)
    verbs.save(database, Membership, {"dealer_id": known["乙"].id, "name": "张三"})
    undone = undo_import(database, result.run.id)
    assert (undone.reversed, undone.kept_edited, undone.kept_needed) == (2, 1, 1)
    assert {n: d.phone for n, d in dealers(database).items()} == {"老户": "1", "甲": "5", "乙": ""}
    database.undo()
    assert set(dealers(database)) == {"老户", "甲", "乙", "丙"}


def test_every_import_is_on_record(database: Database) -> None:
    take(database, DEALERS, table(["Name", "Phone"], ["甲", "1"], [None, "2"]), sha="s")
    with database.reading() as session:
        run = session.exec(select(ImportRun)).one()
    assert (run.kind, run.imported, run.failed, run.sha256) == ("dealers", 1, 1, "s") and run.operation_id


# -- out and in -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_is_exported_comes_back_unchanged_in_the_other_language_too(
        database: Database, tmp_path: Path, language: str, ending: str) -> None:
    verbs.save(database, Dealer, {"code": "D1", "name": "=丰收", "since": date(2020, 2, 29), "warehouse_t": 0.1 + 0.2,
                                  "kind": "company", "remarks": "两行\n文字", "phone": "010-1"})
    verbs.save(database, Dealer, {"name": "Ünïcode & <b>", "latitude": -12.345678})
    with i18n.using(language), database.reading() as session:
        sheet = DEALERS.export(session)
    assert sheet is not None
    path = tmp_path / f"out.{ending}"
    write_xlsx(path, [sheet]) if ending == "xlsx" else write_csv(path, sheet.header, sheet.rows)
    source = read_source(path)
    plan = planned(database, DEALERS, source.table)
    assert plan.states == ["unchanged", "unchanged"], plan.issues
    assert len(plan.columns.uses) == len(sheet.header)


def test_a_mapping_that_cannot_be_is_refused_in_a_sentence(database: Database) -> None:
    made = table(["甲", "乙"], ["1", "2"])
    with pytest.raises(UserError, match="both go to"):
        planned(database, DEALERS, made, uses={"甲": Use("name"), "乙": Use("name")})
    with pytest.raises(UserError, match="No column is chosen"):
        planned(database, DEALERS, made, uses={})
    with pytest.raises(UserError, match="There is no field “x”"):
        planned(database, DEALERS, made, uses={"甲": Use("x")})


def test_an_import_says_of_its_file_what_an_analysis_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from desktop.cli import main

    (tmp_path / "t.csv").write_text("名称,电话\n丰收,138\n合计,1\n", encoding="utf-8")
    command = ["--lang", "en", "--database", str(tmp_path / "d.agridesk"), "import", "dealers", str(tmp_path / "t.csv")]
    assert main(command) == 0
    assert "row 3 “合计”" in capsys.readouterr().out
    assert main([*command, "--keep-rows", "--dry-run"]) == 0
    assert "imported: 1" in capsys.readouterr().out


def test_a_unit_in_the_heading_reaches_the_record_in_that_of_the_field(database: Database) -> None:
    made = table(("客户名称", "覆盖面积(公顷)", "仓容(kg)"), ("宏达", 20, 1500), ("丰收", "8公顷", None))
    plan = take(database, DEALERS, made).plan
    assert [(d.area_mu, d.warehouse_t) for d in (dealers(database)["宏达"], dealers(database)["丰收"])] == [
        (300.0, 1.5), (120.0, None)]
    assert [issue.column for issue in plan.issues if "converted" in issue.text] == ["覆盖面积(公顷)", "仓容(kg)"]


def test_a_record_comes_in_though_the_one_it_lies_in_stands_thousands_of_rows_further_down(database: Database) -> None:
    villages = [(f"v{n}", f"第{n}村", "village", "t") for n in range(CHUNK + 10)]
    made = table(("code", "name", "level", "parent_id"), *villages, ("t", "久胜镇", "township", "c"),
                 ("c", "庆安县", "county", "p"), ("p", "黑龙江省", "province", ""))
    result = take(database, TREE, made)
    assert not result.plan.errors, result.plan.errors[:3]
    with database.reading() as session:
        found = {r.code: r for r in session.exec(select(Region))}
    assert len(found) == CHUNK + 13
    assert {found[f"v{n}"].full_name for n in (0, CHUNK + 9)} == {
        f"黑龙江省 庆安县 久胜镇 第{n}村" for n in (0, CHUNK + 9)}
