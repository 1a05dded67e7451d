"""The example that is made in English has English names; the one made in Chinese is as it was."""

from __future__ import annotations

import re

import pytest

from desktop.core import i18n
from desktop.example import names

HAN = re.compile(r"[\u4e00-\u9fff]")
ALL = ["庆安例南", "例大山", "例站长", "例河农机合作社", "示例业务员甲", "例春生", "例乙种业", "示例物流", "其他单位（虚构）",
"例秋收"]


@pytest.mark.parametrize("name", ALL)
def test_a_name_is_english_in_english_and_itself_in_chinese(name: str) -> None:
    with i18n.using("en"):
        assert not HAN.search(names.called(name)) and names.called(name)[0].isupper()
    with i18n.using("zh_CN"):
        assert names.called(name) == name


def test_people_are_spelt_family_name_first_and_spots_stand_before_their_county() -> None:
    with i18n.using("en"):
        assert names.called("例大山") == "Li Dashan"
        assert names.spot("Qing'an", "例街", 12) == "Li Street 12, Qing'an"
        assert names.shop("Fengli", 2) == "Fengli, shop 2"
        facts = names.in_force({"company": "x", "manager": "y", "dealer_names": ["丰例"], "surnames": "吕王",
                                "given_names": ["秀兰"],
                                "counties": [{"name": "庆安", "code": "1"}], "sites": [{"name": "庆安例南"}], "phone": "1"})
        assert facts["surnames"] == ["Lü ", "Wang "] and facts["given_names"] == ["Xiulan"]
        assert facts["counties"] == [{"name": "Qing'an", "code": "1"}] and facts["phone"] == "1"
        assert not HAN.search(facts["company"] + facts["manager"] + facts["sites"][0]["name"] + "".join(facts["dealer_names"]))
    with i18n.using("zh_CN"):
        assert names.spot("庆安", "例街", 12) == "庆安例街12号" and names.shop("丰例", 2) == "丰例第2门店"
        assert names.in_force({"surnames": "王"}) == {"surnames": "王"}


@pytest.mark.slow
def test_firms_people_and_sites_of_the_example_made_in_english_have_no_chinese_letter(example_file: object) -> None:
    import sqlcipher3

    held = sqlcipher3.connect(str(example_file))
    for query in ("SELECT name FROM dealer", "SELECT address FROM dealer", "SELECT name FROM outlet", "SELECT name FROM person",
                  "SELECT name FROM site", "SELECT place FROM trainingevent", "SELECT name FROM lead",
                  "SELECT name FROM rivalfirm"):
        found = [text for (text,) in held.execute(query) if text]
        assert found and not [text for text in found if HAN.search(text)], query
    held.close()
