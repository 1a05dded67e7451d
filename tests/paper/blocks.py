"""A document that holds every kind of block, with the characters that are hard to print."""

from __future__ import annotations

from datetime import date

from desktop.core.database import Database
from desktop.core.documents.model import (
    DATE,
    LEAD,
    NUMBER,
    PERCENT,
    QUOTE,
    SMALL,
    Block,
    Bullets,
    Checks,
    Column,
    Cover,
    Document,
    Figure,
    Grid,
    GridCell,
    Heading,
    KeepTogether,
    KeyValues,
    PageBreak,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.i18n import language

RARE = "𬬭 䶮 〇 㐂 鿍 犇 喆 堃 αβσΔΩ ± ² ³ ℃ ½ ¼ → ← ≤ ≥ ≠ ≈ × ÷ ‰ № … — “引” ‘单’ é ñ ü P₂O₅ K₂O kg·hm⁻² m² m³ ①②③ Ⅰ Ⅱ ※ √ ∑ µ § °"  # noqa: E501
LONG = "本品种在适宜区域春播生育期约127天，需≥10℃活动积温2550℃左右；株型半紧凑，抗倒伏，适宜密度4000～4500株/亩。"


def every_block(_db: Database) -> Document:
    """All blocks, one after the other."""
    chinese = language() == "zh_CN"
    sentence = LONG if chinese else "The hybrid needs about 127 days and 2550 degree-days above 10 °C, P < 0.05, 9.5 t/ha. " * 2
    blocks: list[Block] = [
        Cover("所有版块的样张" if chinese else "A sheet of every block", "用于检查" if chinese else "for checking",
              [("负责人", "𬬭䶮〇"), ("单位" if chinese else "Firm", "例丰种业有限公司（虚构）")], RARE),
        Heading("文字" if chinese else "Text"), Paragraph(RARE, LEAD), Paragraph(sentence * 6),
        Paragraph(sentence, lead="要点" if chinese else "Note"), Paragraph(sentence, QUOTE), Paragraph(sentence, SMALL),
        Heading("清单" if chinese else "Lists", 2), Bullets([sentence, "短", RARE]),
        Bullets([sentence, "2", "3"], numbered=True),
        Checks([(True, "done"), (False, "missing"), (None, sentence)]),
        Heading("表" if chinese else "Tables"),
        KeyValues([("品种", "例丰101"), ("株高 (cm)", 280.25), (RARE, RARE)], decimals=2),
        _long_table(), _wide_table(), Heading("田间图" if chinese else "Field"), _grid(),
        Figure(_draw, caption="图" if chinese else "Figure"),
        KeepTogether([Heading("签字", 3), Signatures(["甲方", "乙方", "𬬭"])]),
        PageBreak(), Heading("末页" if chinese else "Last page"), Paragraph(sentence),
    ]  # fmt: skip
    blocks += _for_people(sentence)
    return Document("所有版块" if chinese else "Every block", blocks, language(), header="header 𬬭", footer="例丰种业")


def handed_out(_db: Database) -> Document:
    """A handout in large print on A5, to be folded."""
    chinese = language() == "zh_CN"
    sentence = LONG if chinese else "Sow when the soil has 10 °C at 5 cm for five days; cover evenly and press. "
    blocks = [Heading("玉米螟 𬬭" if chinese else "Corn borer"), *_for_people(sentence)]
    title = "明白纸" if chinese else "Handout"
    return Document(title, blocks, language(), page="A5", font_scale=1.25, folds=1, numbered_headings=False)


def poster(_db: Database) -> Document:
    """A poster for the wall."""
    chinese = language() == "zh_CN"
    sentence = LONG if chinese else "Sow when the soil has 10 °C at 5 cm for five days; cover evenly and press. "
    title = Heading("春玉米农事历" if chinese else "Calendar of spring maize")
    return Document("海报" if chinese else "Poster", [title, *_for_people(sentence)], language(), page="A2", landscape=True,
                    font_scale=2.4, numbered_headings=False)  # fmt: skip


def _for_people(sentence: str) -> list[Block]:
    from desktop.core.documents import qr
    from desktop.core.documents.model import TIP, Beside, Callout, Mark, QrCode, Span, TextColumns, Timeline

    season = Timeline(
        [Span("整地施肥", date(2026, 4, 20), date(2026, 4, 28), "每亩施农家肥2 m³，秋整地的地块耙平待播"),
         Span("播种", date(2026, 5, 1), date(2026, 5, 10)), Span("苗后除草", date(2026, 5, 28), date(2026, 6, 5)),
         Span("拔节期追肥", date(2026, 6, 20), date(2026, 6, 25), "尿素10–15 kg/亩"),
         Span("收获", date(2026, 9, 25), date(2026, 10, 8))],
        [Mark(date(2026, 4, 20), "谷雨"), Mark(date(2026, 5, 5), "立夏"), Mark(date(2026, 6, 6), "芒种"),
         Mark(date(2026, 7, 7), "小暑"), Mark(date(2026, 9, 23), "秋分")], caption="农事历")  # fmt: skip
    return [
        Callout(sentence, "安全间隔期", ), Callout(sentence, "提示", TIP), season,
        Beside([QrCode(qr.card("𬬭䶮〇", "000-0000-0000", "例丰种业"), "扫码存联系人")],
               [Heading("联系方式", 2), Paragraph(sentence), Bullets(["短", sentence])], share=0.3),
        TextColumns([Heading("分栏", 2), *[Paragraph(sentence) for _n in range(5)], Bullets([sentence] * 3)]),
    ]  # fmt: skip


def _long_table() -> Table:
    columns = [Column("序号", NUMBER, 0), Column("名称"), Column("日期", DATE), Column("产量", NUMBER, 1, unit="kg/亩"),
               Column("增产", PERCENT, 1, signed=True), Column("备注")]  # fmt: skip
    rows = [[n, f"例丰{n}号", date(2026, 5, n % 28 + 1), 600 + n * 1.25, (n - 30) / 10,
             "倒伏较重，成熟期偏晚" if n % 5 == 0 else ""] for n in range(1, 71)]  # fmt: skip
    return Table(columns, [*rows, ["", "平均", None, 644.4, 0.5, ""]], caption="长表", notes=["注：均为虚构。"], total_rows=1,
                 marked_rows=[3])  # fmt: skip


def _wide_table() -> Table:
    traits = [Column(f"性状{n}", NUMBER, 1, unit="cm", group="一组" if n < 9 else "二组") for n in range(1, 19)]
    columns = [Column("品种"), *traits]
    return Table(columns, [[f"例丰{r}", *(100.0 * n + r for n in range(1, 19))] for r in range(1, 25)], caption="宽表")


def _grid() -> Grid:
    cells = [[GridCell(f"{r}{c:02d}\n例丰{c}", shade=c / 12, bold=c == 3, struck=c == 5) for c in range(1, 13)]
             for r in range(1, 4)]  # fmt: skip
    return Grid(cells, ["Ⅰ", "Ⅱ", "Ⅲ"], [str(c) for c in range(1, 13)], caption="田间排列")


def _draw(figure: object) -> None:
    axes = figure.subplots()  # type: ignore[attr-defined]
    axes.bar(["例丰101", "例玉27", "CK"], [798.8, 783.3, 733.7], hatch="//")
    axes.set_ylabel("kg/亩 ± σ")
