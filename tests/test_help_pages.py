"""What a help page names is there: buttons, tabs, fields and menus by their very words, commands with their options."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from desktop.cli import build_parser
from desktop.core.i18n import _catalogue

HELP = Path(__file__).parents[1] / "resources" / "help"
PAGES = sorted(HELP.glob("*/*.md"))
NAMED = {"zh_CN": re.compile(r"“([^”]{1,40})”|\*\*([^*]{1,30}?)\*\*"),
         "en": re.compile(r"“([^”]{1,60})”|\*\*([^*]{1,40}?)\*\*")}
KEYS = re.compile(r"(?:Ctrl|Shift|Alt|F\d+|Del|Enter|Esc|Tab|[\s+−A-Z0-9])+")
"""Keys to press."""
SAID = {  # no names of the program: what is stressed or quoted as an example, page by page
    "zh_CN": """能不能算数 按设计 没有剩余自由度 只有一个区组 找不到对照 关闭程序时 已校验的备份 不是农技台数据库 相似的经销商
付订金 东片 例丰农资承诺 玉米 马上打印恢复单 口令不对 文件损坏 恢复过备份 版本不同 试验编号-小区号 盲样 数据库压缩包
没有这种内容块 没有用到的列 品种 产量(kg/20㎡) 找不到… 各版本 搜索框 在列标题上筛选 更多条件 排序 望奎县·60 指标 # 一式两份
2026 AMMI、GGE 地图 证据、封存样品、联合踏查、检验结果 本机 650kg/亩 一个文件 状态栏 文档\\AgriDesk 关键数字
逾期、今天、本周、未来 再显示…项 数字 带日期的事项 拖到另一天 另有…项 3 姓名 B 方案无效 内容块""",
    "en": """By A The Columns Search Filter Further Sort Different Evidence, Drag 650 judged Fields"""}


def known(language: str) -> frozenset[str]:
    """Every text of the program in a language, as a reader names it: without the mark of a key, dots and colons."""
    return frozenset(plain(said if language == "zh_CN" else text) for text, said in _catalogue("zh_CN").items())


def plain(text: str) -> str:
    """A name without what a reader leaves out."""
    return re.sub(r"[\s…：:。.]+$", "", re.sub(r"\(&?[A-Z]\)", "", text).replace("&", "")).strip()


def names(page: Path) -> list[str]:
    """What a page quotes or sets in bold as a name; of a way through menus each step. A lower-case English word is stressed."""
    language = page.parent.name
    text = re.sub(r"^\|.*$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = re.sub(r"`[^`\n]*`", "", re.sub(r"\s*\n\s*", "" if language == "zh_CN" else " ", re.sub(r"\n\n", "\n¶", text)))
    found = [quoted or bold for quoted, bold in NAMED[language].findall(text)]
    steps = [step.strip() for name in found for step in re.split(r"[▸›→]", name)]
    return [step for step in steps if step and not KEYS.fullmatch(step) and (language == "zh_CN" or step[0].isupper())]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_every_name_on_a_page_is_one_of_the_program(page: Path) -> None:
    language = page.parent.name
    there, said = known(language), SAID[language].split()
    strange = [name for name in names(page) if plain(name) not in there and not any(
        name == word or name.startswith((f"{word} ", f"{word}（")) or (len(word) > 3 and name.startswith(word))
        for word in said)]
    assert not strange, f"{page.name} names what is not there: {strange}"


def test_both_languages_have_the_same_pages() -> None:
    zh, en = ({page.name for page in HELP.glob(f"{language}/*.md")} for language in ("zh_CN", "en"))
    assert zh == en


COMMANDS = [(page, line) for page in PAGES for line in re.findall(r"`(?:\S*[\\/])?agridesk (\w[^`\n]*)`",
                                                                   page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("page", "line"), COMMANDS, ids=lambda value: value if isinstance(value, str) else value.parent.name)
def test_every_command_on_a_page_is_understood(page: Path, line: str) -> None:
    """As far as it is written out: a page may end a command with dots."""
    words = shlex.split(line.replace("\\", "/").partition("…")[0])
    if words:
        build_parser(words).parse_known_args([*words])


def test_a_page_that_names_a_button_that_is_gone_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "zh_CN"
    folder.mkdir()
    page = folder / "x.md"
    page.write_text("点“存成手抄本…”，再选**文件 ▸ 设置**，按**Ctrl+P**。", encoding="utf-8")
    assert [name for name in names(page) if plain(name) not in known("zh_CN")] == ["存成手抄本…"]
