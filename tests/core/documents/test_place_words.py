"""An English document tells the places of the catalogue in English; nobody's own words are half translated."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core import catalogues
from desktop.core.documents.model import Block, Column, Document, Heading, KeyValues, Paragraph, Table
from desktop.core.documents.place_words import in_english


@pytest.mark.parametrize(("text", "told"), [
    ("黑龙江省 绥化市 望奎县", "Wangkui County, Suihua City, Heilongjiang Province"),
    ("望奎县 海丰镇", "Haifeng Town, Wangkui County"),
    ("Market survey of 望奎县 in 2026", "Market survey of Wangkui County in 2026"),
    ("陕西省 西安市", "Xi'an City, Shaanxi Province"), ("内蒙古自治区", "Inner Mongolia"),
    ("黑龙江省农科院", "黑龙江省农科院"), ("望奎县丰收农资店", "望奎县丰收农资店"), ("望奎", "望奎")])  # fmt: skip
def test_a_place_that_stands_alone_is_told_in_english(text: str, told: str) -> None:
    assert in_english(text) == told


def test_places_are_told_in_tables_and_headings_and_in_chinese_documents_not() -> None:
    blocks: list[Block] = [Heading("望奎县", 1), Paragraph("望奎县"), KeyValues([("Region", "望奎县")]),
              Table([Column("Region")], [["望奎县"], [3.5]])]
    made = Document("Coverage: 望奎县", blocks, "en")
    assert "望奎" not in repr(made) and repr(made).count("Wangkui County") == 5
    assert repr(Document("望奎县", blocks)).count("望奎县") == 5


SPOKEN = """朝阳市 Chaoyang City|长垣市 Changyuan City|单县 Shan County|蔚县 Yu County|浚县 Xun County|洪洞县 Hongtong County
涡阳县 Guoyang County|繁峙县 Fanshi County|吕梁市 Lüliang City|六安市 Lu'an City|亳州市 Bozhou City|荥阳市 Xingyang City
东阿县 Dong'e County|鄄城县 Juancheng County|莘县 Shen County|乐亭县 Laoting County|乐陵市 Laoling City|尉犁县 Yuli County
番禺区 Panyu District|台州市 Taizhou City|丽水市 Lishui City|百色市 Baise City|厦门市 Xiamen City|陕西省 Shaanxi Province
哈尔滨市 Harbin City|齐齐哈尔市 Qiqihar City|呼和浩特市 Hohhot City|乌鲁木齐市 Ürümqi City|延吉市 Yanji City
锡林郭勒盟 Xilingol League|鄂尔多斯市 Ordos City|西藏自治区 Xizang|西安市 Xi'an City|延安市 Yan'an City|长治市 Changzhi City
长子县 Zhangzi County|漯河市 Luohe City|成都市 Chengdu City|都匀市 Duyun City|泊头市 Botou City|大城县 Daicheng County
闵行区 Minhang District|佛冈县 Fogang County|民乐县 Minle County|南乐县 Nanle County|什邡市 Shifang City|马尾区 Mawei District
珲春市 Hunchun City|旅顺口区 Lüshunkou District|库尔勒市 Korla City|曾都区 Zengdu District|荥经县 Yingjing County
延边朝鲜族自治州 Yanbian Korean Autonomous Prefecture|伊犁哈萨克自治州 Ili Kazak Autonomous Prefecture
阜新蒙古族自治县 Fuxin Mongol Autonomous County|威宁彝族回族苗族自治县 Weining Yi, Hui and Miao Autonomous County
管城回族区 Guancheng Hui District|鄂温克族自治旗 Evenk Autonomous Banner|科尔沁左翼后旗 Horqin Left Rear Banner
龙胜各族自治县 Longsheng Various Nationalities Autonomous County|六枝特区 Liuzhi Special District
蚌埠市经济开发区 Bengbu Economic Development Zone|内蒙古自治区 Inner Mongolia"""


@pytest.mark.parametrize("pair", SPOKEN.replace("\n", "|").split("|"))
def test_places_are_spelt_as_they_are_called_there(pair: str) -> None:
    chinese, _blank, english = pair.partition(" ")
    assert in_english(chinese) == english


RIGHT = (Path(__file__).parent / "places_in_english.txt").read_text(encoding="utf-8").splitlines()


def test_provinces_prefectures_peoples_and_all_of_heilongjiang_are_spelt_as_the_list_of_right_names_has_them() -> None:
    """Also each name whose last two characters might be taken for what it is: 北林区, 清新区, 碑林区."""
    wrong = [(pair, in_english(pair.partition(" ")[0])) for pair in RIGHT
             if in_english(pair.partition(" ")[0]) != pair.partition(" ")[2]]
    assert not wrong and len(RIGHT) > 600
    listed = {pair.partition(" ")[0] for pair in RIGHT}
    assert not [place.name for place in catalogues.regions() if place.name not in listed and (
        place.level != "county" or place.code.startswith("23") or place.name[-2:] in ("林区", "矿区", "新区", "特区"))]


@pytest.mark.parametrize(("text", "told"), [
    ("北林区 双河镇", "Shuanghe Town, Beilin District"), ("碑林区", "Beilin District"), ("新林区", "Xinlin District"),
    ("金林区", "Jinlin District"), ("万柏林区", "Wanbailin District"), ("清新区", "Qingxin District"),
    ("神农架林区", "Shennongjia Forestry District"), ("浦东新区", "Pudong New District"),
    ("六枝特区", "Liuzhi Special District"), ("峰峰矿区", "Fengfeng Mining District"), ("新城区", "Xincheng District"),
    ("西藏自治区", "Xizang"),
    ("望奎县 厢白满族乡", "Xiangbai Manchu Ethnic Township, Wangkui County"),
    ("望奎县 灵山满族乡", "Lingshan Manchu Ethnic Township, Wangkui County"),
    ("北林区 兴和朝鲜族乡", "Xinghe Korean Ethnic Township, Beilin District"),
    ("北林区 红旗满族乡", "Hongqi Manchu Ethnic Township, Beilin District")])
def test_what_a_place_is_is_told_from_what_it_is_called(text: str, told: str) -> None:
    assert in_english(text) == told


def test_no_name_of_the_catalogue_stays_chinese() -> None:
    assert all(english.replace("ü", "u").replace("Ü", "U").isascii() for english in (
        in_english(place.name) for place in catalogues.regions()))
