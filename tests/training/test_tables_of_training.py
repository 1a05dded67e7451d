"""Tables of training as offices write them: plans, lists of people, banks of questions, skills."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.importing import apply, ask, guess_columns, make_plan, read_source
from desktop.core.importing.declared import Declared
from desktop.core.importing.model import Columns, Plan, Use
from desktop.core.importing.number_forms import calendar_number
from desktop.core.importing.words import NO, YES
from desktop.people.model import Person
from desktop.training import imports
from desktop.training.effect_model import SkillLevel
from desktop.training.model import Participant
from desktop.training.plan_model import TrainingPlan
from desktop.training.question_tables import in_lines
from desktop.training.testing_model import Question
from tests.training.conftest import Course


def planned(database: Database, folder: Path, kind: Declared, rows: list[list[Any]], answers: Mapping[str, Mapping[str, str]]
            | None = None, write: bool = True) -> tuple[Plan, Columns]:
    """The dry run of a table, its rows written where none is wrong; `answers`: heading → question → answer."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(folder / "t.xlsx")
    source = read_source(folder / "t.xlsx", kind=kind)
    with database.reading() as session:
        columns = guess_columns(session, kind, source.table)
        for heading, given in (answers or {}).items():
            columns.uses[heading] = Use(columns.uses[heading].target, {**columns.uses[heading].options, **given})
        plan = make_plan(session, kind, source.table, columns)
    if write:
        assert not plan.errors, plan.errors
        apply(database, kind, source, plan)
    return plan, columns


def kept(database: Database, model: type[Any]) -> list[Any]:
    with database.reading() as session:
        return list(session.exec(verbs.living(model).order_by(model.id)))


def test_a_plan_says_its_months_and_numbers_in_words(database: Database, tmp_path: Path) -> None:
    planned(database, tmp_path, imports.PLAN, [
        ["2027年度培训计划表"], ["年度", "月份", "培训对象", "培训内容", "期数", "人数", "课时", "经费预算（元）", "主讲人"],
        ["2027年", "2月", "农户", "育苗", "3期", "240人", 4, "6000元", "张工"],
        ["2027年度", "十二月份", "促销员", "导购", 1, 30, 3, "0.9万", "李明"],
        [2027, "Mar.", "农户", "整地", 1, 30, 3, 900, ""]])
    lines = kept(database, TrainingPlan)
    assert [(p.year, p.month, p.topic, p.times, p.people, p.hours, p.budget, p.trainer) for p in lines] == [
        (2027, 2, "育苗", 3, 240, 4.0, 600_000, "张工"), (2027, 12, "导购", 1, 30, 3.0, 900_000, "李明"),
        (2027, 3, "整地", 1, 30, 3.0, 90_000, "")]


def test_who_has_the_telephone_of_somebody_else_on_the_list_is_taken_and_named(
        database: Database, course: Course, tmp_path: Path) -> None:
    verbs.save(database, Participant, {"event_id": course.event, "name": "赵四", "phone": "13804550004"})
    with database.reading() as session:
        code = session.connection().exec_driver_sql("SELECT code FROM trainingevent WHERE id = ?", (course.event,)).scalar()
    plan, _columns = planned(database, tmp_path, imports.PARTICIPANTS, [
        ["培训编号", "姓名", "联系电话", "组别", "培训前成绩"], [code, "钱五", "138-0455-0004", "甲", 40],
        [code, "孙六", "13804550006", "甲", ""], [code, "周七", "13804550006", "乙", ""], [code, "吴八", "", "乙", ""]])
    assert [(i.row, i.text) for i in plan.issues] == [
        (2, "钱五 has the telephone of 赵四"), (4, "周七 has the telephone of 孙六")]
    people = {p.name: p for p in kept(database, Participant)}
    assert (people["钱五"].group_name, people["钱五"].pre_score) == ("甲", 40) and {"孙六", "周七", "吴八"} <= people.keys()


def test_a_bank_of_questions_may_have_a_column_an_answer(database: Database, tmp_path: Path) -> None:
    plan, _columns = planned(database, tmp_path, imports.QUESTIONS, [
        ["题库", "题型", "题干", "选项A", "选项B", "选项C", "标准答案", "分数", "答案解析"],
        ["玉米", "单选题", "几叶期追肥？", "3叶", "6叶", "", "B", 5, "拔节"],
        ["玉米", "多选题", "防治？", "包衣", "轮作", 2027, "A、C", 10, ""],
        ["玉米", "判断题", "喜水", "", "", "", "对", 5, ""]])
    assert any("选项A" in note for note in plan.table.notes)
    assert [(q.kind, q.options, q.answer, q.points) for q in kept(database, Question)] == [
        ("single", "3叶\n6叶", "B", 5), ("multiple", "包衣\n轮作\n2027", "AC", 10), ("true_false", "", "√", 5)]


BANK = ["题库", "题型", "题干", "选项A", "选项B", "选项C", "选项D", "答案"]


@pytest.mark.parametrize(("row", "options"), [
    (["有", "无", "缺", "都对", "C"], "有\n无\n缺\n都对"), (["/", "-", "N/A", None, "B"], "/\n-\nN/A"),
    (["0", 1.0, "无", "", "A"], "0\n1\n无")])
def test_an_answer_to_choose_may_be_a_word_for_nothing(database: Database, tmp_path: Path, row: list[Any],
                                                       options: str) -> None:
    planned(database, tmp_path, imports.QUESTIONS, [BANK, ["玉米", "单选题", "田间有无？", *row]])
    one, = kept(database, Question)
    assert (one.options, one.answer) == (options, row[-1]) and len(one.choices()) == options.count("\n") + 1


@pytest.mark.parametrize("row", [["有", "", "不清楚", "都对", "C"], [None, "有", "不清楚", None, "B"],
                                 ["有", None, None, "无", "A"]])
def test_a_question_that_leaves_a_letter_out_is_refused_as_its_answers_would_shift(
        database: Database, tmp_path: Path, row: list[Any]) -> None:
    plan, _columns = planned(database, tmp_path, imports.QUESTIONS, [
        BANK, ["玉米", "单选题", "田间有无？", *row], ["玉米", "单选题", "几叶？", "3", "6", "", "", "B"]], write=False)
    letter = "ABCD"[next(at for at, cell in enumerate(row) if not cell)]
    assert plan.states == ["error", "new"] and [f"Answer {letter} is blank" in issue.text for issue in plan.errors] == [True]


@pytest.mark.parametrize(("cell", "lines"), [
    ("A.分蘖末期 B.抽穗期 C.苗期", "分蘖末期\n抽穗期\n苗期"), ("A、三环唑；B、稻瘟灵；C、草甘膦", "三环唑\n稻瘟灵\n草甘膦"),
    ("(A) one (B) two", "one\ntwo"), ("甲\n乙", "甲\n乙"), ("见A.图", "见A.图"), ("A.甲 C.丙", "A.甲 C.丙"), (None, None)])
def test_answers_in_one_line_are_taken_apart_at_their_letters_in_order_alone(cell: Any, lines: Any) -> None:
    assert in_lines(cell) == lines


def test_a_name_that_several_bear_is_asked_about(database: Database, tmp_path: Path) -> None:
    one, two = (verbs.save(database, Person, {"name": "王建国", "mobile": f"1380455000{n}"}) for n in (1, 2))
    table = [["姓名", "技能", "技能等级", "评定日期", "评定人"], ["王建国", "谈判", 2, "2027-01-05", "李明"]]
    plan, columns = planned(database, tmp_path, imports.SKILLS, table, write=False)
    with database.reading() as session:
        asked, = [q for q in ask(session, imports.SKILLS, plan.table, columns) if q.name == "name:王建国"]
    meant = {title: answer for answer, title in asked.answers.items()}
    assert {"王建国 13804550001", "王建国 13804550002"} <= meant.keys()
    planned(database, tmp_path, imports.SKILLS, table, {"姓名": {"name:王建国": meant["王建国 13804550002"]}})
    assert [(s.person_id, s.evaluated_by) for s in kept(database, SkillLevel)] == [(two.id, "李明")] and one.id != two.id


@pytest.mark.parametrize(("text", "month"), [
    ("十二月份", 12), ("十月", 10), ("一月", 1), ("元月", 1), ("3月", 3), ("Mar.", 3), ("September", 9), ("sept", 9),
    ("三四月份", None), ("五六月", None), ("一二月", None), ("十三月", None), ("junk", None),
    ("decades", None), ("marks", None)])
def test_only_the_name_of_one_month_is_a_month(text: str, month: int | None) -> None:
    assert calendar_number(text, "month") == month


@pytest.mark.parametrize("text", ["三四月份", "3-4月", "3月-4月", "三、四月"])
def test_two_months_are_asked_about_and_taken_as_answered(database: Database, tmp_path: Path, text: str) -> None:
    rows = [["年度", "月份", "培训对象", "培训内容"], [2027, text, "农户", "育苗"]]
    plan, columns = planned(database, tmp_path, imports.PLAN, rows, write=False)
    with database.reading() as session:
        asked, = (q for q in ask(session, imports.PLAN, plan.table, columns) if q.heading == "月份")
    assert asked.name == "range" and "middle" not in asked.answers and not plan.good
    planned(database, tmp_path, imports.PLAN, rows, {"月份": {"range": "low"}})
    assert [line.month for line in kept(database, TrainingPlan)] == [3]


def test_who_came_is_written_in_the_words_of_such_lists(database: Database, course: Course, tmp_path: Path) -> None:
    said = {"到": "attended", "已到": "attended", "未到": "absent", "没来": "absent", "√": "attended", "迟到": "late"}
    planned(database, tmp_path, imports.PARTICIPANTS, [
        ["培训主题", "姓名", "到场情况"], *(["玉米密植滴灌栽培技术", f"农户{n}", text] for n, text in enumerate(said))])
    found = {one.name: one.attendance for one in kept(database, Participant)}
    assert [found[f"农户{n}"] for n in range(len(said))] == list(said.values())
    assert not {"到", "未到"} & (YES | NO), "of nothing else do these words mean yes and no"
