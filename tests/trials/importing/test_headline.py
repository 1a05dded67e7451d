"""The title of a trial table names its season and its site, as forms of 品比 and 区试 are headed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from desktop.catalogue.model import Season
from desktop.core import i18n
from desktop.core.importing import guess_columns, make_plan, read_source
from desktop.core.tables import Table
from desktop.core.verbs import store
from desktop.features import import_models
from desktop.trials.importing.headline import season_in, site_in
from desktop.trials.importing.said_facts import title_of
from desktop.trials.imports import TRIALS
from desktop.trials.model import Site
from tests.trials.importing.test_asking import office
from tests.trials.importing.test_import import take, trials
from tests.trials.importing.test_said_facts import SUMMARY, book

if TYPE_CHECKING:
    from desktop.core.database import Database

__all__ = ["office"]
import_models()
HEADS = [  # title, season, site
    ("2026年春播玉米品种比较试验（淮阳点）", "2026春播", "淮阳"),
    ("2026年夏播玉米品种区域试验淮阳试点产量汇总表", "2026夏播", "淮阳"),
    ("淮阳点2026年夏玉米品比试验小区产量", "2026夏播", "淮阳"),
    ("2026年国家黄淮海夏玉米区域试验（C组）", "2026夏播", ""),
    ("2025—2026年度国家冬小麦黄淮南片水地组区域试验 淮阳试验点", "2025-2026", "淮阳"),
    ("二〇二六年春播大豆品比试验", "2026春播", ""),
    ("二○二五至二○二六年度冬小麦品比", "2025-2026", ""),
    ("2026年春季玉米新品种展示试验记载表（望奎县海丰镇）", "2026春播", "望奎县海丰镇"),
    ("2026年秋播油菜区试 荆州点 小区产量（kg）", "2026秋播", "荆州"),
    ("玉米区域试验产量结果表（2026年，绥化点）", "2026", "绥化"),
    ("表3 2026年春播早熟组玉米品种区域试验 望奎试点 产量", "2026春播", "望奎"),
    ("黑龙江省2026年玉米品种试验（绥化市望奎县点次）", "2026", "绥化市望奎县"),
    ("国家玉米品种区域试验2026年东华北中晚熟春玉米组铁岭点产量结果", "2026春播", "铁岭"),
    ("石河子143团点2026年棉花品比", "2026", "石河子143团"),
    ("玉米新品种展示示范（望奎县先锋镇示范点）2026年", "2026", "望奎县先锋镇"),
    ("2026春玉米品比（通榆）", "2026春播", "通榆"),
    ("2026年春播玉米品比试验-望奎县", "2026春播", "望奎县"),
    ("2026 Spring Maize Variety Trial, Wangkui site", "2026春播", "Wangkui"),
    ("Maize trial at Wangkui station, 2026 summer", "2026夏播", "Wangkui"),
    ("2025/26 winter wheat trial", "2025-2026", ""),
    ("2026年度夏播大豆品种多点试验产量结果汇总", "2026夏播", ""),
    ("2026年春播玉米品比试验重点品种产量表", "2026春播", ""),
    ("2026年夏玉米观察点试验", "2026夏播", ""),
    ("2026年6点玉米品比汇总", "2026", ""),
    ("2026年望奎、海伦两点春播玉米试验", "2026春播", ""),
    ("2026年大豆点播试验", "2026", ""),
    ("附表1 2026年玉米密植示范点产量调查", "2026", ""),
    ("2026年玉米生产试验（内蒙古自治区）", "2026", ""),
    ("2026年春玉米、夏玉米品种试验", "2026", ""),
    ("2026年早稻区试 衡阳点", "2026", "衡阳"),
]


@pytest.mark.parametrize(("title", "season", "site"), HEADS)
def test_a_title_names_season_and_site(title: str, season: str, site: str) -> None:
    table = Table(("品种",), [], [], "t.xlsx", extra={"above": [title]})
    assert (season_in(table), site_in(table)) == (season, site)


@pytest.mark.parametrize(("title", "kept"), [
    ("2026年春播玉米品比（淮阳点）", "2026年春播玉米品比（淮阳点）"), ("2026年品比（产量）", "2026年品比"),
    ("2026年品比 小区产量(kg)", "2026年品比"), ("2026年玉米试验特点与产量", "2026年玉米试验特点与产量")])  # fmt: skip
def test_a_title_keeps_its_brackets_whole(title: str, kept: str) -> None:
    table = Table(("品种",), [], [], "t.xlsx", extra={"above": [title]})
    assert title_of(table) == kept


def headed(folder: Path, *heads: str) -> Path:
    return book(folder, *([head] for head in heads), *SUMMARY[3:])


def test_season_and_site_of_the_title_become_the_trials(office: Database, tmp_path: Path) -> None:
    path = headed(tmp_path, "2026年春播棉花品种比较试验（淮阳点）")
    take(office, path)
    (data,) = trials(office)
    assert data.site is not None and data.season is not None
    assert (data.site.name, data.season.name, data.season.year) == ("淮阳", "2026春播", 2026)
    with i18n.using("en"):
        assert data.season.title() == "2026 spring"
    take(office, path)
    assert len(trials(office)) == 1, "the same file again is the same trial"


def test_the_seasons_and_sites_that_are_there_are_taken(office: Database, tmp_path: Path) -> None:
    with office.operation("seasons") as session:
        for name in ("2026年春", "2026年夏播"):
            store(session, Season, {"name": name, "year": 2026})
        store(session, Site, {"name": "淮阳点"})
    take(office, headed(tmp_path, "2026年春播棉花品种比较试验（淮阳点）"))
    (data,) = trials(office)
    assert data.site is not None and data.season is not None
    assert (data.site.name, data.season.name) == ("淮阳点", "2026年春")


def test_a_year_that_is_kept_whole_takes_its_parts(office: Database, tmp_path: Path) -> None:
    with office.operation("season") as session:
        store(session, Season, {"name": "2026年度", "year": 2026})
    take(office, headed(tmp_path, "2026年春播棉花品种比较试验"))
    with office.reading() as session:
        assert [season.name for season in session.exec(select(Season))] == ["2026年度"]


def test_a_line_may_name_the_part_of_the_year(office: Database, tmp_path: Path) -> None:
    take(office, headed(tmp_path, "棉花品种比较试验", "年份：2026", "季别：春播", "试点名称：淮阳"))
    (data,) = trials(office)
    assert data.site is not None and data.season is not None
    assert (data.site.name, data.season.name) == ("淮阳", "2026春播")


def test_no_row_is_said_to_be_lost_whose_text_is_kept(office: Database, tmp_path: Path) -> None:
    path = headed(tmp_path, "2026年春播棉花品种比较试验（淮阳点）")
    table = read_source(path).table
    with office.reading() as session:
        plan = make_plan(session, TRIALS, table, guess_columns(session, TRIALS, table))
    said = "\n".join([*plan.facts, *table.notes])
    assert "填表人: 张三" in said and "left out" not in said, said
