"""What a value looks like on paper, and where a line may break."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.documents import breaking, fonts, outline, text, widths
from desktop.core.documents.model import DATE, MONEY, NUMBER, PERCENT, Column, Heading, KeepTogether, Table
from desktop.core.documents.widths import Need
from desktop.core.i18n import using
from tests.core.documents.papers import paper

NUMBER_1 = Column("a", NUMBER, 1)


@pytest.mark.parametrize(
    ("value", "column", "printed"),
    [
        (12.1498, NUMBER_1, "12.1"),
        (0.35, NUMBER_1, "0.4"),
        (1.050, NUMBER_1, "1.0"),
        (-0.04, NUMBER_1, "0.0"),
        (-3.25, NUMBER_1, "−3.2"),
        (1234567.5, Column("a", NUMBER, 0, thousands=True), "1,234,568"),
        (1234_50, Column("a", MONEY), "1,234.50"),
        (-7, Column("a", MONEY), "−0.07"),
        ("–", Column("a", MONEY), "–"),
        (Decimal("2.154546"), Column("a", NUMBER, 2), "2.15"),
        (5.25, Column("a", PERCENT, 1, signed=True), "+5.2%"),
        (0.0, Column("a", NUMBER, 1, signed=True), "0.0"),
        (0.1 + 0.2, Column("a", NUMBER), "0.3"),
        (3.0, Column("a", NUMBER), "3"),
        (2025, Column("a", NUMBER), "2025"),
        (None, NUMBER_1, "–"),
        (float("nan"), NUMBER_1, "–"),
        ("", NUMBER_1, ""),
        ("ns", NUMBER_1, "ns"),
        (float("inf"), NUMBER_1, "inf"),
        (date(2025, 4, 28), Column("a", DATE), "2025-04-28"),
        (datetime(2025, 4, 28, 9, 5), Column("a", DATE), "2025-04-28"),
        (datetime(2025, 4, 28, 9, 5), Column("a"), "2025-04-28 09:05"),
    ],
)
def test_a_cell_is_printed_as_its_column_says(value: object, column: Column, printed: str) -> None:
    assert text.shown(value, column) == printed  # type: ignore[arg-type]


def test_truth_values_are_words_of_the_language() -> None:
    with using("zh_CN"):
        assert (text.shown(True, NUMBER_1), text.shown(False, NUMBER_1)) == ("是", "否")


def test_missing_glyphs_of_a_text_are_listed_once_in_order() -> None:
    assert text.missing_in("玉🌽米🐛🌽₂\n\x00") == ["🌽", "🐛"]


def lines(content: str, width: float) -> list[str]:
    """The lines of a text where every character is one wide."""
    return [line.text for line in breaking.break_lines([(content, False)], width, lambda part, _bold: float(len(part)))]


@pytest.mark.parametrize(
    ("content", "width", "expected"),
    [
        ("产量为812.35kg时", 5, ["产量为81", "2.35k", "g时"]),
        ("产量为812kg时", 6, ["产量为", "812kg时"]),
        ("品种，产量。", 2, ["品", "种，", "产", "量。"]),
        ("见（表1）中", 4, ["见（表", "1）中"]),
        ("the quick brown", 9, ["the quick", "brown"]),
        ("一\n\n二", 5, ["一", "", "二"]),
        ("播种期(月/日)", 4, ["播种期", "(月/", "日)"]),
        ("占“全部”的", 3, ["占“全", "部”的"]),
        ("株高 105 cm，好", 9, ["株高", "105 cm，好"]),
        ("占 1.8 %，穗", 6, ["占", "1.8 %，", "穗"]),
        ("差异（P < 0.05）", 10, ["差异", "（P < 0.05）"]),
        ("", 5, [""]),
    ],
)
def test_lines_break_where_readers_expect(content: str, width: float, expected: list[str]) -> None:
    assert lines(content, width) == expected


@given(st.text(max_size=200), st.integers(1, 40))
def test_breaking_loses_nothing_but_spaces_and_keeps_the_width(content: str, width: int) -> None:
    broken = lines(content, width)
    assert "".join(broken).replace(" ", "").replace("\u3000", "") == content.replace("\n", "").replace(" ", "").replace(
        "\u3000", ""
    )
    assert all(len(line.strip()) <= width for line in broken)


def test_bold_and_regular_stretches_share_a_line() -> None:
    [line] = breaking.break_lines([("摘要", True), ("正文", False)], 10, lambda part, _bold: float(len(part)))
    assert line.runs == (("摘要", True), ("正文", False))


@given(st.lists(st.tuples(st.floats(5, 50), st.floats(0, 200)), min_size=1, max_size=12), st.floats(50, 800))
def test_columns_never_take_more_than_the_page(sizes: list[tuple[float, float]], available: float) -> None:
    needs = [Need(least, least + more) for least, more in sizes]
    made = widths.column_widths(needs, available)
    assert sum(made) <= available + 0.01
    if widths.fits(needs, available):
        assert all(width >= need.least - 0.01 for width, need in zip(made, needs, strict=True))


@given(st.lists(st.floats(5, 100), min_size=2, max_size=30), st.integers(1, 3), st.floats(100, 500))
def test_a_divided_table_shows_every_column_once_beside_the_keys(
    sizes: list[float], keys: int, available: float
) -> None:
    parts = widths.split_columns([Need(size, size) for size in sizes], keys, available)
    keys = min(keys, len(sizes) - 1)
    assert all(part[:keys] == list(range(keys)) and len(part) > keys for part in parts)
    assert [i for part in parts for i in part[keys:]] == list(range(keys, len(sizes)))


@pytest.mark.parametrize(
    ("number", "numeral"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (100, "100")]
)
def test_chinese_numerals(number: int, numeral: str) -> None:
    assert outline.chinese_number(number) == numeral


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh_CN", ["一、a", "（一）b", "1. c", "（二）d", "二、e", "（一）f"]),
        ("en", ["1  a", "1.1  b", "1.1.1  c", "1.2  d", "2  e", "2.1  f"]),
    ],
)
def test_headings_are_numbered_in_the_way_of_the_language(language: str, expected: list[str]) -> None:
    blocks = [Heading(name, level) for name, level in zip("abcdef", (1, 2, 3, 2, 1, 2), strict=True)]
    numbered = outline.numbered(paper(KeepTogether(blocks), language=language))
    [group] = numbered.blocks
    assert [heading.text for heading in group.blocks] == expected  # type: ignore[union-attr]


def test_only_tables_with_a_caption_are_counted() -> None:
    table = Table([Column("a")], [])
    with_caption = Table([Column("a")], [], "题")
    captions = [b.caption for b in outline.numbered(paper(table, with_caption, language="en")).blocks]  # type: ignore[union-attr]
    assert captions == ["", "Table 1  题"]


@pytest.mark.parametrize(
    ("bold", "digest"),
    [
        (False, "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16"),
        (True, "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96"),
    ],
)
def test_the_fonts_are_the_ones_that_were_examined(bold: bool, digest: str) -> None:
    from desktop.core.files import sha256_of

    assert sha256_of(fonts.font_file(bold)) == digest


def test_the_licence_lies_beside_the_fonts() -> None:
    licence = (fonts.font_file().parent / "LICENSE_FONT").read_text(encoding="utf-8")
    assert "SIL Open Font License, Version 1.1" in licence


def test_bold_italic_of_the_family_is_bold() -> None:
    from reportlab.lib.fonts import tt2ps

    fonts.faces()
    assert tt2ps(fonts.REGULAR, 1, 1) == fonts.BOLD
