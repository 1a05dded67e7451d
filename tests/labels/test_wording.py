"""The words on a label and of its rules: those on a label follow the label, those of the rules follow the reader."""

from __future__ import annotations

import pytest

from desktop.core import catalogues, i18n
from desktop.labels import proof, rules
from desktop.labels.model import LabelVersion
from desktop.labels.wording import ENGLISH
from tests.paper.checks import IDEOGRAPH

FILLED = {"crop_name": "Maize", "category": "hybrid", "seed_class": "certified", "printed_name": "Suihua 1",
          "net_content": "Net content 2.5 kg", "producer": "Songshan Seed", "licence_no": "D(2024)1", "address": "1 Field Road",
          "contact": "138", "approval_no": "20240001", "registration_no": "2", "pvp_no": "3", "gm_no": "4", "repacker": "R",
          "purity": 96.0, "cleanness": 99.0, "germination": 85.0, "moisture": 13.0, "standard_no": "GB 4404.1",
          "tested": "2026-10", "guarantee_months": 12, "quarantine_no": "5", "area": "North", "season_text": "May",
          "import_no": "6", "treatment": "None", "traits_text": "Early", "cultivation": "Dense", "adaptability": "Wide",
          "risks": "Cold", "advice": "Ring", "width_mm": 110.0, "height_mm": 150.0}


def text_of(language: str) -> str:
    version = LabelVersion(item_id=1, **FILLED)
    return "\n".join(line.text for face in proof.faces(version, "label", language) for line in face.lines)


def test_a_label_in_english_has_no_chinese_word_of_the_programs_own() -> None:
    text = text_of("en")
    assert not IDEOGRAPH.search(text)
    assert "Maize hybrid certified seed" in text and "Purity ≥96%, Cleanness ≥99%" in text and "12 months" in text


@pytest.mark.parametrize("window", ["en", "zh_CN"])
@pytest.mark.parametrize("language", ["zh", "both"])
def test_every_other_label_is_printed_in_chinese_whatever_the_window_speaks(window: str, language: str) -> None:
    with i18n.using(window):
        text = text_of(language)
    for word in ("杂交种 大田用种", "生产经营许可证编号：D(2024)1", "纯度≥96%　净度≥99%", "12个月", "主要性状：Early"):
        assert word in text
    assert not any(f"{word}: " in text for word in ENGLISH.values() if word.strip(" :,"))


def test_a_text_that_brings_its_own_title_gets_none_in_front() -> None:
    version = LabelVersion(item_id=1, tested="检测日期：2026年10月", risks="Risks: cold")
    texts = [line.text for face in (*proof.faces(version, "label", "zh"), *proof.faces(version, "manual", "en"))
             for line in face.lines]
    assert "检测日期：2026年10月" in texts and "Risks: cold" in texts


def test_latin_words_go_whole_to_the_next_row_and_nothing_is_lost() -> None:
    rows = proof.wrapped("Songshan Seed Science and Technology Company 2024", 8.0, False, 30.0)
    assert len(rows) > 1 and " ".join(rows) == "Songshan Seed Science and Technology Company 2024"
    rows = proof.wrapped("绥化市种子公司GB20464绥化市种子公司绥化市种子公司", 8.0, False, 30.0)
    assert "".join(rows) == "绥化市种子公司GB20464绥化市种子公司绥化市种子公司"


def test_the_basis_of_every_rule_and_the_unit_of_every_count_stand_in_both_languages() -> None:
    for rule in rules.rules().values():
        assert rule.basis.zh and rule.basis.en and not IDEOGRAPH.search(rule.basis.en), rule.code
        assert ("待核实" in rule.basis.zh) == ("to be verified" in rule.basis.en), rule.code
    for row in catalogues.load("market_indicators").rows:
        assert bool(row["unit"]) == bool(row["unit_en"]), row["code"]
