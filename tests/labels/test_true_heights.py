"""The characters on a proof are as high as the version says, measured in the PDF."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.i18n import CHINESE, SOURCE, using
from desktop.labels.changing import places_of
from desktop.labels.model import LabelItem, LabelVersion
from desktop.labels.printer_pdf import printer_pages
from desktop.labels.rules import rule_set, said_set

MM = 25.4 / 72


def heights(path: Path) -> list[tuple[str, float]]:
    """Every character of the first page with the height of its ink in mm."""
    with pypdfium2.PdfDocument(path) as document:
        page = document[0].get_textpage()
        return [(page.get_text_range(n, 1), (box[3] - box[1]) * MM) for n in range(page.count_chars())
                if (box := page.get_charbox(n))]


def test_figures_of_the_net_content_the_name_and_small_text_reach_their_height(database: Database, tmp_path: Path) -> None:
    item = verbs.save(database, LabelItem, {"name": "例丰101 标签"})
    version = verbs.save(database, LabelVersion, {
        "item_id": item.id, "printed_name": "例丰", "net_content": "净含量：2.57 kg", "name_mm": 12.0, "net_mm": 6.0,
        "least_mm": 1.8, "producer": "例丰种业（虚构）88号", "width_mm": 150.0, "height_mm": 200.0, "approval_no": "黑审玉77"})
    content, _pages = printer_pages(database, version.id)
    (tmp_path / "p.pdf").write_bytes(content)
    found = heights(tmp_path / "p.pdf")
    of = {letter: max(h for one, h in found if one == letter) for letter in "例丰25业种87"}
    assert 12.0 <= max(of["例"], of["丰"]) < 13.2
    assert all(6.0 <= of[figure] < 6.4 for figure in "257"), "the rule of the net content is about its figures"
    small = {letter: min(h for one, h in found if one == letter) for letter in "业种87"}
    assert all(1.8 <= h < 2.5 for h in small.values()), (small, "the smallest characters, figures among them")


def test_rule_sets_are_said_in_the_language_in_force_and_found_by_either_name(database: Database) -> None:
    item = verbs.save(database, LabelItem, {"name": "例丰101 标签"})
    with using(SOURCE):
        version = verbs.save(database, LabelVersion, {"item_id": item.id})
        assert "General rules" in said_set(version.rule_set) and "通则" not in said_set(version.rule_set)
    with using(CHINESE):
        assert "标签通则" in said_set(version.rule_set) and "rules" not in said_set(version.rule_set)
    english = rule_set(version.made_on).split(" / ")[1]  # as versions of earlier releases kept it
    assert said_set("a set of our own") == "a set of our own"
    version.rule_set = english
    assert places_of(version, "农作物种子标签通则") == ["rule_set"]


def test_what_stands_beside_a_known_rule_set_is_said_and_found_with_it(database: Database) -> None:
    chinese, english = "GB 20464-2024 农作物种子标签通则", "GB 20464-2024 General rules for seed labels"
    own = "企业标准 Q/HFY 001-2025"
    version = verbs.save(database, LabelVersion, {
        "item_id": verbs.save(database, LabelItem, {"name": "例丰101 标签"}).id, "rule_set": f"{chinese}；{own}"})
    assert places_of(version, "Q/HFY 001-2025") == places_of(version, f"{chinese}；{own}") == ["rule_set"]
    assert places_of(version, "General rules for seed labels") == ["rule_set"]
    with using(SOURCE):
        assert said_set(version.rule_set) == f"{english}；{own}"
    with using(CHINESE):
        assert said_set(version.rule_set) == f"{chinese}；{own}"
        assert said_set(f"{own}; {english}") == f"{own}; {chinese}"
        assert said_set(f"{chinese}; {own} / {english}") == f"{chinese}; {own}", "once in each language is once"
        assert said_set(f"{chinese} / {english}; {own}") == f"{chinese}; {own}"
        assert said_set(rule_set(date(2026, 1, 1))).startswith(f"{chinese}；"), "the sign between them is that of the language"
