"""Handouts: their blocks, starters, one for each receiver, what does not fit the sheet."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Picture
from pypdf import PdfReader
from sqlmodel import select

from desktop.catalogue.model import AnnouncedTrait, Crop, Trait, Variety
from desktop.core import attachments, i18n, logo, settings, verbs
from desktop.core.database import Database
from desktop.core.documents.model import Block, Callout, Image, QrCode, Table, Timeline, every
from desktop.core.documents.pdf import write_pdf
from desktop.core.errors import UserError
from desktop.core.paths import resource
from desktop.core.tables import Table as Sheet
from desktop.dealers.model import Dealer
from desktop.service import handout_document, merging, starters
from desktop.service.handout_blocks import BLOCKS, NAMES, Scope, blocks, pieces, unfilled
from desktop.service.handout_document import Receiver, fit_warnings, prepare
from desktop.service.handout_model import HandedOut, Handout
from desktop.service.technique_model import TechniqueSheet, TechniqueStep
from tests.core.documents.papers import pdf, pdf_words

SCOPE = Scope(2026, words={"name": "王〇"})


def texts(found: Sequence[Block]) -> str:
    return " ".join(str(vars(b)) for b in every(found))


@pytest.fixture
def handout(database: Database, tmp_path: Path) -> Handout:
    with database.operation("test") as session:
        crop = verbs.store(session, Crop, {"code": "maize", "name_zh": "玉米", "name_en": "Maize"})
        variety = verbs.store(session, Variety, {"name": "例丰101", "crop_id": crop.id})
        trait = verbs.store(session, Trait, {"code": "m.height", "name_zh": "株高", "name_en": "Plant height", "unit": "cm"})
        verbs.store(session, AnnouncedTrait, {"variety_id": variety.id, "trait_id": trait.id, "value": 265.0})
        sheet = verbs.store(session, TechniqueSheet, {"title": "s", "crop_id": crop.id, "sown_on": date(2026, 5, 1)})
        verbs.store(session, TechniqueStep, {"sheet_id": sheet.id, "what": "播种", "stage": "播种", "basis": "term",
                                             "term": "guyu", "ends": 9})
    made = verbs.save(database, Handout, {"title": "例丰101明白纸", "crop_id": crop.id, "variety_id": variety.id,
                                    "sheet_id": sheet.id, "language": "zh_CN"})
    picture = tmp_path / "leaf.jpg"
    Picture.new("RGB", (60, 40), "green").save(picture)
    attachments.attach(database, "handout", made.id, [picture])
    return made


def test_a_new_handout_starts_from_its_crop_s_text_and_names_the_variety(handout: Handout) -> None:
    assert handout.body.startswith("{{栽培历}}\n\n{{品种性状}}") and "密度" in handout.body


@pytest.mark.parametrize("crop", ["maize", "rice", "wheat", "soybean", "cotton", "rapeseed"])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_crop_has_a_starter_without_figures_of_its_own(crop: str, language: str) -> None:
    text = starters.text(crop, language)
    plain = "".join(part for kind, part in pieces(text) if kind is None)
    assert not any(c.isdigit() for c in plain), "numbers come from the announcement or a calculator"
    with i18n.using(language):
        assert not any(isinstance(b, Callout) and b.kind != "warning" for b in blocks(text, SCOPE))
        assert {kind for kind, _part in pieces(text) if kind} <= set(NAMES)


def test_blocks_draw_from_variety_sheet_pictures_and_calculators(database: Database, handout: Handout) -> None:
    body = ("{{品种性状}}\n\n{{栽培历}}\n\n{{timeline}}\n\n{{图片 leaf.jpg | 叶片}}\n\n{{病虫 leaf.jpg | 玉米螟 | 查心叶}}\n\n"
            "{{计算 seed_rate stand=225 tgw=40}}\n\n{{警示 有毒}}\n\n{{qr 010-12345678}}")
    stored = verbs.save(database, Handout, {"body": body}, handout.id)
    with i18n.using("zh_CN"):
        document = handout_document.document(prepare(database, stored, 2026))
    found = list(every(document.blocks))
    assert sum(isinstance(b, Image) for b in found) == 2
    assert any(isinstance(b, Timeline) and b.spans[0].begins == date(2026, 4, 20) for b in found)
    assert any(isinstance(b, QrCode) and b.content == "tel:01012345678" for b in found)
    words = texts(document.blocks)
    assert all(word in words for word in ("265", "4-20至4-29", "111.5", "有毒", "查心叶"))


@pytest.mark.parametrize(("text", "said"), [
    ("{{picture none.jpg}}", "none.jpg"), ("{{calc nothing}}", "nothing"), ("{{calc seed_rate x=1}}", "no input"),
    ("{{calc seed_rate stand=much}}", "much"), ("{{wizard abc}}", "wizard"), ("{{calendar}}", "no technique sheet"),
])
def test_what_cannot_be_shown_is_named_in_its_place(text: str, said: str) -> None:
    (found,) = blocks(text, SCOPE)
    assert isinstance(found, Callout) and said in found.text


def test_words_are_filled_in_and_those_that_wait_are_told() -> None:
    assert "王〇" in texts(blocks("致 {{姓名}}：您的{{面积}}亩地", SCOPE))
    assert unfilled("致 {{姓名}}：您的{{面积}}亩地 {{nonsense}}", SCOPE.words) == ["面积", "nonsense"]


@given(st.text(alphabet="{}| =.:：abc品种性状警示qr\n计算1", max_size=60))
def test_no_text_breaks_a_handout(text: str) -> None:
    blocks(text, SCOPE)
    assert "".join(part for _kind, part in pieces(text)) is not None


@given(st.sampled_from(sorted(BLOCKS)), st.text(max_size=30))
def test_any_argument_of_a_block_gives_blocks(name: str, argument: str) -> None:
    blocks(f"{{{{{name} {argument}}}}}".replace("\n", " "), SCOPE)


@pytest.mark.parametrize(("page", "pages", "warned"), [
    ("A4", 2, False), ("A4", 3, True), ("booklet", 4, False), ("booklet", 6, True), ("poster", 1, False), ("poster", 2, True),
])
def test_what_does_not_fit_its_sheet_is_told(page: str, pages: int, warned: bool) -> None:
    assert bool(fit_warnings(Handout(title="x", page=page), pages)) is warned


def test_each_receiver_gets_a_copy_with_the_name_and_progress_is_told(database: Database, handout: Handout) -> None:
    stored = verbs.save(database, Handout, {"body": "致 {{name}}\n\n{{dealer}}"}, handout.id)
    with database.operation("test") as session:
        for name in ("甲农资", "乙种业"):
            verbs.store(session, Dealer, {"name": name, "phone": "138"})
    told: list[tuple[int, int]] = []
    receivers = merging.dealers(database)
    pdf = merging.one_pdf(prepare(database, stored), receivers, lambda done, of: told.append((done, of)), both_sides=True)
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 4 and told == [(1, 2), (2, 2)], "each copy begins on a sheet of its own"
    assert [r.label in reader.pages[2 * n].extract_text() for n, r in enumerate(receivers)] == [True, True]
    merging.record_given(database, handout.id, receivers, 1, "发放")
    (given_out,) = verbs.owned(database, HandedOut, "handout_id", handout.id)
    assert given_out.copies == 2


def test_a_merge_that_is_cancelled_leaves_nothing(database: Database, handout: Handout, tmp_path: Path) -> None:
    def stop(_done: int, _of: int) -> None:
        raise UserError("stopped")

    with pytest.raises(UserError, match="stopped"):
        merging.one_pdf(prepare(database, handout), [Receiver("a"), Receiver("b")], stop)


def test_a_file_for_each_is_named_after_its_receiver(database: Database, handout: Handout, tmp_path: Path) -> None:
    made = merging.one_each(prepare(database, handout), [Receiver("王/〇"), Receiver("王/〇")], tmp_path, lambda *_n: None)
    assert len({p.name for p in made}) == 2 and all(p.is_file() and p.parent == tmp_path for p in made)
    made[0].write_bytes(b"somebody's own")
    again = merging.one_each(prepare(database, handout), [Receiver("王/〇")], tmp_path, lambda *_n: None)
    assert again[0] not in made and made[0].read_bytes() == b"somebody's own"
    with pytest.raises(UserError, match="Nobody"):
        merging.one_each(prepare(database, handout), [], tmp_path, lambda *_n: None)


def test_a_list_from_a_file_fills_the_words_of_its_headings() -> None:
    def sheet(header: list[str], rows: list[list[Any]]) -> Sheet:
        return Sheet(header=tuple(header), rows=rows, row_numbers=list(range(2, len(rows) + 2)), source="list.csv", notes=[])

    rows = [["赵䶮", "例村", 12.0, "东地"], [None, "x", None, None]]
    (one,) = merging.listed(sheet(["农户姓名", "村", "面积", "地块"], rows))
    assert (one.label, one.words["village"], one.words["area"], one.words["地块"]) == ("赵䶮", "例村", "12", "东地")
    with pytest.raises(UserError, match=r"list\.csv"):
        merging.listed(sheet(["a"], [["b"]]))


def test_tables_of_plants_are_the_formula_s(database: Database) -> None:
    (table,) = [b for b in every(blocks("{{plants}}", SCOPE)) if isinstance(b, Table)]
    assert round(float(table.rows[3][3])) == 4445  # type: ignore[arg-type]


def test_booklets_for_many_lie_on_sheets_of_their_own(database: Database, handout: Handout) -> None:
    body = "{{name}}\n\n{{page}}\n\ntwo\n\n{{page}}\n\nthree"
    stored = verbs.save(database, Handout, {"body": body, "page": "booklet"}, handout.id)
    receivers = [Receiver(name, {"name": name}) for name in ("AAA", "BBB")]
    reader = PdfReader(io.BytesIO(merging.one_pdf(prepare(database, stored), receivers, lambda _d, _o: None)))
    assert len(reader.pages) == 4, "three pages are one sheet, printed on both sides, for each of two receivers"
    assert [[name in page.extract_text() for name in ("AAA", "BBB")] for page in reader.pages[::2]] == [
        [True, False], [False, True]]


def test_large_print_has_no_text_below_fourteen_points_but_notes_and_footer(database: Database, handout: Handout) -> None:
    from desktop.core.documents.model import BODY
    from desktop.core.documents.pdf_text import SIZE, STYLES

    stored = verbs.save(database, Handout, {"large_print": True}, handout.id)
    scale = handout_document.document(prepare(database, stored, 2026)).font_scale
    assert min(SIZE, STYLES[BODY].size) * scale >= 14


def sizes(pdf: bytes) -> set[float]:
    """The sizes of the letters on the pages, header and footer left out, and whether a page lies sideways is told by -1."""
    found: set[float] = set()
    for page in PdfReader(io.BytesIO(pdf)).pages:
        if page.mediabox.width > page.mediabox.height:
            found.add(-1.0)
        height = float(page.mediabox.height)

        def visit(text: str, outer: Any, inner: Any, _font: Any, size: float, height: float = height) -> None:
            scale = outer[0]
            if text.strip() and 60 < inner[5] * scale + outer[5] < height - 60:
                found.add(round(size * scale * inner[0], 1))

        page.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("page", ["A4", "A5"])
def test_large_print_of_every_block_stands_upright_at_fourteen_points_or_more(
    database: Database, handout: Handout, page: str
) -> None:
    with database.operation("test") as session:
        verbs.store(session, TechniqueStep, {
            "sheet_id": handout.sheet_id, "what": "防治大斑病，均匀喷雾", "stage": "大喇叭口期", "kind": "disease",
            "basis": "date", "month": 7, "day": 10, "ends": 5, "product": "吡唑醚菌酯", "dose": 20, "dose_unit": "mL",
            "safety_interval": 30})
    body = "{{品种性状}}\n\n{{栽培历}}\n\n{{时间轴}}\n\n{{密度表}}\n\n{{计算 seed_rate stand=225 tgw=40}}\n\n{{警示 有毒}}"
    stored = verbs.save(database, Handout, {"large_print": True, "page": page, "body": body}, handout.id)
    pdf = merging.one_pdf(prepare(database, stored, 2026), [Receiver("x")], lambda _d, _o: None)
    assert min(sizes(pdf)) >= 14, sorted(sizes(pdf))


def test_the_table_of_plants_has_the_spacings_of_the_field() -> None:
    (table,) = (b for b in every(blocks("{{plants rows=60 plants=25,30}}", SCOPE)) if isinstance(b, Table))
    assert [[round(float(str(cell))) for cell in row] for row in table.rows] == [[25, 4445], [30, 3704]]
    for wrong in ("rows=0", "rows=nan", "rows=x", "width=3", "plants="):
        assert any(isinstance(b, Callout) for b in blocks(f"{{{{plants {wrong}}}}}", SCOPE)), wrong


def test_a_calculation_for_a_receiver_whose_area_is_not_known_says_so() -> None:
    body = "{{calc single_seed area={{area}}}}"
    told = texts(blocks(body, SCOPE))
    known = Scope(2026, words={"area": "12"})
    assert "not known yet" in told
    assert not any(isinstance(b, Callout) for b in blocks(body, known))


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_block_that_the_help_names_is_there(language: str) -> None:
    """Written as the help writes it, in its language: none of them is said to be unknown."""
    lines = resource("help", language, "handouts.md").read_text(encoding="utf-8").splitlines()
    named = [text for line in lines if line.startswith("| `{{")
             for text in re.findall(r"\{\{.*?\}\}", line.rpartition("` |")[0])]
    assert len(named) > 8
    with i18n.using(language):
        for text in named:
            [(kind, argument)] = [piece for piece in pieces(text.replace("\\|", "|")) if piece[0] is not None]
            assert kind in NAMES, text
            if NAMES[kind] == "calc":
                [made] = blocks(text, Scope(2026))
                assert not isinstance(made, Callout), (argument, made)


def test_a_handout_is_filled_from_the_technique_sheet_in_force_on_one_sheet_with_the_telephone_on_its_first_side(
    database: Database, handout: Handout
) -> None:
    settings.set_office(database, "phone", "0455-1234567")
    sheet = verbs.get(database, TechniqueSheet, handout.sheet_id or 0)
    verbs.save(database, TechniqueStep, {"sheet_id": sheet.id, "what": "追肥", "basis": "sowing", "begins": 45,
                                         "product": "尿素", "dose": 15, "dose_high": 20, "dose_unit": "kg"})
    for state in ("review", "approved", "published"):
        verbs.save(database, TechniqueSheet, {"state": state}, sheet.id)
    new = verbs.save(database, Handout, {"title": "玉米明白纸", "variety_id": handout.variety_id, "language": "zh_CN"})
    assert new.sheet_id == sheet.id
    with i18n.using("zh_CN"):
        document = handout_document.document(prepare(database, new, 2026))
    assert document.font_scale >= 1.4
    words = pdf_words(document)
    assert "尿素15–20kg" in words and "6-15" in words and "4-20至4-29" in words
    pages = pdf(document).pages
    assert len(pages) <= 2 and "0455-1234567" in pages[0].extract_text()
    short = verbs.save(database, Handout, {"title": "追肥", "variety_id": handout.variety_id, "language": "zh_CN",
                                           "body": "{{栽培历}}\n\n{{警示 有毒}}\n\n" + "- 早看苗，早追肥。\n" * 14})
    with i18n.using("zh_CN"):
        one = handout_document.document(prepare(database, short, 2026))
    assert len(pdf(one).pages) == 1
    other = verbs.save(database, Handout, {"title": "大豆明白纸", "language": "zh_CN"})
    assert other.sheet_id is None, "a sheet for another crop does not speak for it"


MEASURES = (("播种", "sowing", "", "土温稳定通过8℃、墒情合适时播种，播深一致，及时镇压", None, None, None),
            ("播后苗前", "weeding", "除草剂", "无风天封闭除草，按标签用量", 150, 200, 90),
            ("苗期", "check", "", "查苗补苗，记录出苗率", None, None, None),
            ("拔节期", "fertiliser", "尿素", "追肥，侧深施，覆土", 15, 20, None),
            ("大喇叭口期", "pest", "氯虫苯甲酰胺", "查虫，达到防治指标时用药", 10, 15, 30),
            ("成熟期", "harvest", "", "籽粒黑层出现后收获，测水分，单收单晒", None, None, None))


def filled(database: Database, sheet_id: int, more: int = 0) -> None:
    """Six measures as a technique sheet has them, and so many more."""
    with database.operation("test") as session:
        for place, (stage, kind, product, what, dose, dose_high, waiting) in enumerate([*MEASURES, *MEASURES[:more]]):
            verbs.store(session, TechniqueStep, {
                "sheet_id": sheet_id, "stage": stage, "kind": kind, "what": what, "product": product, "dose": dose,
                "dose_high": dose_high, "dose_unit": "mL" if dose else "", "basis": "sowing",
                "begins": 20 * place, "ends": 20 * place + 9,
                "safety_interval": waiting})


def test_the_usual_sheet_of_six_measures_stands_on_one_side_in_print_of_fourteen_points(
    database: Database, handout: Handout
) -> None:
    """The starter's whole text with all traits announced, six dated measures, and the telephone large at its head."""
    settings.set_office(database, "phone", "0455-1234567")
    settings.set_office(database, "company", "黑龙江例丰种业科技有限责任公司")
    settings.set_office(database, "manager", "欧阳经理")
    sheet_id = handout.sheet_id or 0
    verbs.delete(database, TechniqueStep, [step.id for step in verbs.owned(database, TechniqueStep, "sheet_id", sheet_id)])
    filled(database, sheet_id)
    with i18n.using("zh_CN"):
        document = handout_document.document(prepare(database, handout, 2026))
    stream = io.BytesIO()
    write_pdf(document, stream)
    [page] = PdfReader(stream).pages
    assert min(sizes(stream.getvalue())) >= 14, sorted(sizes(stream.getvalue()))
    words = "".join(page.extract_text().split())
    assert "0455-1234567" in words and "氯虫苯甲酰胺10–15mL" in words and "株高265cm" in words and "背面还有" not in words


def test_with_a_logo_beside_the_telephone_the_usual_sheet_still_stands_on_one_side(
    database: Database, handout: Handout, tmp_path: Path
) -> None:
    settings.set_office(database, "phone", "0455-1234567")
    picture = tmp_path / "logo.png"
    Picture.new("RGB", (600, 400), "green").save(picture)
    logo.keep(database, picture)
    sheet_id = handout.sheet_id or 0
    verbs.delete(database, TechniqueStep, [step.id for step in verbs.owned(database, TechniqueStep, "sheet_id", sheet_id)])
    filled(database, sheet_id)
    with i18n.using("zh_CN"):
        document = handout_document.document(prepare(database, handout, 2026))
    assert any(isinstance(b, Image) for b in every(document.blocks)) and len(pdf(document).pages) == 1


def test_a_longer_sheet_goes_on_overleaf_says_so_on_its_front_and_in_the_editor_with_the_lines_that_are_over(
    database: Database, handout: Handout
) -> None:
    filled(database, handout.sheet_id or 0, more=6)
    stored = verbs.save(database, Handout, {"body": handout.body + "\n\n- 早看苗，早追肥。" * 6}, handout.id)
    with i18n.using("zh_CN"):
        document = handout_document.document(prepare(database, stored, 2026))
        stream = io.BytesIO()
        write_pdf(document, stream)
        front, back = PdfReader(stream).pages
        assert "背面还有" in front.extract_text() and "背面还有" not in back.extract_text()
        assert fit_warnings(stored, 2, over=9) == ["一面放不下：有9行排到背面。"]


def test_the_table_of_plants_keeps_every_row_spacing_and_calculators_are_known_by_both_names() -> None:
    wide = ",".join(str(n) for n in range(40, 52))
    (table,) = (b for b in every(blocks(f"{{{{plants rows={wide} plants=20}}}}", SCOPE)) if isinstance(b, Table))
    assert [c.title for c in table.columns[1:]] == wide.split(",")
    for language in i18n.languages():
        with i18n.using(language):
            assert not any(isinstance(b, Callout) for b in blocks("{{计算 播种量 计划基本苗=225 千粒重=40}}", SCOPE))


def test_what_is_put_into_a_calculation_stands_as_it_was_written() -> None:
    with i18n.using("zh_CN"):
        said = str(blocks("{{计算 seed_rate 千粒重=40.125}}", SCOPE))
    assert "40.125" in said


def test_a_farmer_reads_yields_and_seed_also_in_the_units_of_the_place(database: Database, handout: Handout) -> None:
    with database.operation("announced") as session:
        crop = session.exec(select(Crop)).first()
        assert crop is not None
        for number, (trait, value, wording) in enumerate((
                ({"kind": "score"}, 3.0, "3"), ({"unit": "kg/亩", "unit_en": "kg/mu"}, 742.5, ""),
                ({"unit": "cm"}, 272.0, "约272"),
                ({"unit": "kg/亩", "unit_en": "kg/mu"}, 650.0, "650—700公斤/亩"))):
            made = verbs.store(session, Trait, {"code": f"t{number}", "name_zh": f"性状{number}", "crop_id": crop.id, **trait})
            verbs.store(session, AnnouncedTrait, {"variety_id": handout.variety_id, "trait_id": made.id, "value": value,
                                                  "wording": wording})
    settings.set_office(database, "farm_yield", "jin_per_mu")
    with i18n.using("zh_CN"):
        scope = prepare(database, handout).scope
        said = str(blocks("{{品种性状}}\n\n{{计算 seed_rate}}", scope))
    assert "'3级'" in said and "742.5kg/亩（1485斤/亩）" in said and "'约272'" in said
    assert "'650—700公斤/亩（1300—1400斤/亩）'" in said
    assert re.search(r"[\d.]+kg/亩（[\d.]+斤/亩）", said.split("约272")[1]), "what is sown too"
