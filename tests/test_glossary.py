"""A term has one Chinese word, in the window, on paper, in the help pages and in the catalogues."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop.core import i18n

ROOT = Path(__file__).resolve().parents[1]
GLOSSARY = {
    "Regions": "区域", "Suitable region": "适宜种植区域", "Business year": "业务年度", "Season": "种植季",
    "Sowing season": "播种季节", "Dealer": "经销商", "Visit": "拜访", "People met": "接待人", "Promise": "承诺",
    "Pending": "待兑现", "Kept": "已兑现", "Broken": "失约", "Handled by": "承办人", "Variety": "品种",
    "In trials": "试验中", "Demonstrated": "示范中", "Promoted": "推广中", "Phased out": "已退出",
    "Decision": "品种决定", "Treatment": "处理", "Announcement": "审定（登记）公告", "Trial": "试验",
    "Kind of trial": "试验类别", "Site": "试验点", "On-farm strips": "农户大区对比", "Plot": "小区",
    "Plot number": "小区号", "Row": "排", "Column": "列", "Replicate": "重复", "Block": "区组",
    "Field book": "田间记载本", "Form": "待填表", "Packing list": "备种清单", "Packed": "已装袋",
    "Occasion of observation": "记载轮次", "Times of observation": "记载次数", "Trait code": "代码",
    "Data type": "数据类型", "Response trait": "分析性状", "Excluded": "已剔除", "Put back": "取消剔除",
    "Lost": "缺失", "REML deviance": "REML 偏差", "Advice": "处理意见", "Advice to the farmer": "答复意见",
    "Received": "待受理", "Accepted": "已受理", "Settled": "已了结", "Settle": "了结", "Closed": "已结案",
    "Reject": "驳回", "Refuse": "不予受理", "Threshold": "规定值", "Label value": "标注值", "Purity": "品种纯度",
    "Technique sheet": "技术规程", "Handout": "技术明白纸", "Labels & manuals": "标签与说明",
    "Artwork": "印刷稿", "In force": "在用", "Superseded": "已被替代", "Withdrawn": "已作废",
    "Attendance": "签到", "Attendance rate": "到场率", "Dry run": "试导入", "View": "视图",
    "None": "无", "Not summarised": "不汇总",
}
BANNED = (
    "自建节点", "适宜地区", "适宜区域", "播季", "会见人员", "未了承诺", "处理决定", "行走顺序", "田间记载表",
    "待填记载表", "装种清单", "装种人", "胜率", "稿样", "样稿", "出勤", "农户明白纸", "标签说明书", "必标项",
    "U 盘", "变换", "处理完毕", "已接收", "已替代", "未兑现", "最重点", "不参加分析", "重新计入", "农户条带试验",
    "上季销量", "农艺师填写",
)
OTHER_PEOPLES = ("试点", "走访", "竞争品种", "自有", "育种单位", "小区编号", "缺区", "案例", "农艺师", "按地区", "该地区")
"""Words that files of others use for these terms, so that catalogues know them, but the program does not."""


@pytest.mark.parametrize("path", [ROOT / "resources" / "translations" / "zh_CN.po", *(ROOT / "resources").glob("h*/**/*.md")],
                         ids=lambda path: f"{path.parent.name}-{path.name}")
def test_formulas_have_the_signs_of_the_keyboard(path: Path) -> None:
    """期末 = 期初 + 到货, as the reports print it; the wide signs of an input method stand beside them as another writing."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if re.search("[＝＋－]", line)]


@pytest.mark.parametrize("term", [term for term in GLOSSARY if term in i18n._catalogue(i18n.CHINESE)])
def test_a_term_has_its_chinese_word(term: str) -> None:
    assert i18n._catalogue(i18n.CHINESE)[term] == GLOSSARY[term]


def test_the_glossary_speaks_of_terms_in_use() -> None:
    assert not [term for term in GLOSSARY if term not in i18n._catalogue(i18n.CHINESE)]


def chinese_texts() -> list[Path]:
    """Every file whose Chinese a user reads."""
    resources = ROOT / "resources"
    return [resources / "translations" / "zh_CN.po", *sorted((resources / "help" / "zh_CN").glob("*.md")),
            *sorted((resources / "handouts").glob("*.zh_CN.md")), *sorted((resources / "catalogues").glob("*.json")),
            ROOT / "README.md"]


@pytest.mark.parametrize("path", chinese_texts(), ids=lambda path: path.name)
def test_no_word_is_used_that_another_one_stands_for(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    aliases = re.compile(r'"aliases": \[[^\]]*\]')  # names that files use may be any
    found = {f"{n}: {word}" for n, line in enumerate(lines, 1) for word in BANNED if word in aliases.sub("", line)}
    assert not found


@pytest.mark.parametrize("path", [path for path in chinese_texts() if path.suffix != ".json"], ids=lambda path: path.name)
def test_the_words_of_others_are_understood_but_not_used(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert not {f"{n}: {word}" for n, line in enumerate(lines, 1) for word in OTHER_PEOPLES if word in line}


PAGES = sorted((ROOT / "resources" / "help").glob("*/*.md"))


@pytest.mark.parametrize("page", PAGES, ids=[f"{page.parent.name}-{page.stem}" for page in PAGES])
def test_bold_words_of_the_help_end_where_their_marks_stand(page: Path) -> None:
    """Markdown closes no bold behind a punctuation mark that a letter follows: all up to the next mark would be bold."""
    parts = re.sub(r"`[^`]*`", "", page.read_text(encoding="utf-8")).split("**")
    assert len(parts) % 2, "every mark has its other half"
    for before, bold, after in zip(parts[::2], parts[1::2], parts[2::2], strict=False):
        opens = re.match(r"\w", bold) or not re.search(r"\w$", before)
        closes = re.search(r"\w$", bold) or not re.match(r"\w", after)
        assert opens and closes and bold == bold.strip(), bold
