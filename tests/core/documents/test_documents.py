"""One document, three files; what cannot be printed is named beforehand."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop.core import documents
from desktop.core.documents import figures
from desktop.core.documents.model import (
    NUMBER,
    Block,
    Column,
    Figure,
    Grid,
    GridCell,
    Heading,
    Paragraph,
    Table,
)
from desktop.core.errors import UserError
from desktop.core.i18n import using
from tests.core.documents.papers import paper, pdf


@pytest.mark.parametrize(("ending", "magic"), [(".pdf", b"%PDF"), (".docx", b"PK"), (".XLSX", b"PK")])
def test_the_ending_chooses_the_format(tmp_path: Path, ending: str, magic: bytes) -> None:
    path = documents.save(paper(Paragraph("正文")), tmp_path / f"报告{ending}")
    assert path.read_bytes().startswith(magic)
    assert [other.name for other in tmp_path.iterdir()] == [path.name]


def test_another_ending_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with using("en"), pytest.raises(UserError, match=r"“\.odt” is not a format.*\.pdf, \.docx, \.xlsx"):
        documents.save(paper(), tmp_path / "a.odt")


def test_a_failing_figure_leaves_the_old_report(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    documents.save(paper(Paragraph("old")), path)
    old = path.read_bytes()
    with pytest.raises(ZeroDivisionError):
        documents.save(paper(Figure(lambda figure: 1 / 0)), path)  # type: ignore[arg-type, return-value]
    assert path.read_bytes() == old
    assert len(list(tmp_path.iterdir())) == 1


def test_missing_glyphs_are_named_with_their_place() -> None:
    document = paper(
        Heading("品种🌽"),
        Paragraph("正常文字 P₂O₅"),
        Table([Column("品种"), Column("评语")], [["甲", "好"], ["乙", "虫🐛"]], "性状"),
        Grid([[GridCell("𝌆")]], caption="排列"),
        Figure(lambda figure: figure.text(0, 0, "🍚"), "产量"),
    )
    with using("en"):
        found = dict(documents.missing_glyphs(document))
    assert found == {
        "🌽": "一、品种🌽",
        "🐛": "表1　性状, row 2, column “评语”",
        "𝌆": "表2　排列",
        "🍚": "图1　产量",
    }


def test_an_ordinary_report_lacks_nothing() -> None:
    assert documents.missing_glyphs(paper(Paragraph("肇州县 812.35 kg/亩 ±5.4% ① Ⅲ ℃ ≥ × 𬬭"))) == []


def test_the_model_loads_no_heavy_library() -> None:
    heavy = "{'reportlab', 'docx', 'openpyxl', 'matplotlib', 'numpy', 'PIL', 'PySide6'}"
    code = (
        f"import sys, desktop.core.documents.model, desktop.core.documents; sys.exit(bool({heavy} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def report() -> list[Block]:
    """A trial report of six to eight pages with four figures."""
    names = [f"品种{i:02d}" for i in range(14)]
    values = [700.0 + 10 * i for i in range(14)]
    cells = [[GridCell(f"{r}{c:02d}\n{names[c]}") for c in range(12)] for r in range(3)]
    columns = [Column("品种"), *[Column(f"性状{i}", NUMBER, 1) for i in range(8)]]
    rows: list[list[Any]] = [[name, *[value + i for i in range(8)]] for name, value in zip(names, values, strict=True)]
    low, high = [-20.0] * 14, [20.0] * 14
    places = [1 + i // 7 for i in range(14)], [1 + i % 7 for i in range(14)]
    return [
        Heading("设计"),
        Paragraph("随机区组设计，3次重复，小区面积20 m²。" * 20),
        Grid(cells, caption="排列"),
        *[Table(columns, rows, f"性状{i}") for i in range(4)],
        Figure(lambda figure: figures.bars_with_letters(figure, names, values, ["a"] * 14), "产量"),
        Figure(lambda figure: figures.difference_from_check(figure, names, [0.0] * 14, low, high, moods=[""] * 14), "差异"),
        Figure(lambda figure: figures.dot_plots(figure, names, [[v, v + 5, v - 5] for v in values]), "小区"),
        Figure(lambda figure: figures.field_map(figure, *places, values, names), "分布"),
        *[Paragraph(f"{name}：" + "株型半紧凑，抗倒性较好。" * 15) for name in names],
    ]


def test_a_report_with_four_figures_has_several_pages() -> None:
    assert 5 <= len(pdf(paper(*report())).pages) <= 9


@pytest.mark.parametrize("ending", documents.ENDINGS)
def test_a_full_disk_leaves_the_old_report_and_a_sentence(tmp_path: Path, monkeypatch: Any, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(b"old")

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with using("en"), pytest.raises(UserError, match="The disk is full"):
        documents.save(paper(Paragraph("neu"), Table([Column("a")], [["b"]])), path)
    assert path.read_bytes() == b"old"
    assert [other.name for other in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(("kind", "title", "name"), [
    ("试验报告", "2026年品种比较试验", "试验报告 2026年品种比较试验 2026-11-28"),
    ("投诉档案 TS-1", "投诉档案 TS-1", "投诉档案 TS-1 2026-11-28"),
    ("TS-1 张三", "投诉档案", "TS-1 张三 投诉档案 2026-11-28"), ("排列", "", "排列 2026-11-28"),
])
def test_a_file_is_offered_under_what_it_is_the_record_and_the_day(kind: str, title: str, name: str) -> None:
    from datetime import date

    from desktop.core.documents.made import file_name
    from desktop.core.documents.model import Document as Blank

    assert file_name(kind, Blank(title) if title else None, date(2026, 11, 28)) == name
