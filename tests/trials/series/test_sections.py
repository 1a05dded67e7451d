"""Report templates: sections switched, ordered, retitled and filled with one's own text; from the command line as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from desktop.catalogue.model import Variety
from desktop.core import verbs
from desktop.core.documents.model import Document, Heading, Paragraph, Table, every, flat
from desktop.core.errors import UserError
from desktop.trials.model import StoredResult
from desktop.trials.report import sections
from desktop.trials.report.field_report import trial_report
from desktop.trials.report.sections import BEFORE, INSTEAD, Chosen
from desktop.trials.report.templated import sections_of
from desktop.trials.series.series_report import series_report
from tests.trials.series.conftest import NAME, VARIETIES, variety

if TYPE_CHECKING:
    from desktop.core.database import Database


def headings(document: Document) -> list[str]:
    return [b.text for b in flat(document.blocks) if isinstance(b, Heading)]


def said(document: Document) -> list[str]:
    return [b.text for b in flat(document.blocks) if isinstance(b, Paragraph)]


def test_a_template_switches_orders_retitles_and_fills_sections(database: Database, series: dict[str, int]) -> None:
    chosen = [Chosen("advice", title="What to do", text="Sow early.", place=BEFORE),
              Chosen("purpose", text="Ours.", place=INSTEAD),
              Chosen("own:1", title="Thanks", text="To all farmers."), Chosen("statement", shown=False),
              Chosen("stability", shown=False)]
    sections.save_template(database, "series", "Short", chosen)
    document = series_report(database, NAME, "en", template="Short")
    found = headings(document)
    assert found[:2] == ["In short", "What to do"], "what the template does not name keeps its place"
    assert found.index("Purpose") < found.index("Thanks")
    assert not {"Stability and adaptation", "Statement of data and methods"} & set(found)
    assert "Ours." in said(document)
    assert "To all farmers." in said(document)
    assert not any("sample" in text or "basis for" in text for text in said(document)[:4])
    assert series


def test_the_default_template_is_used_without_asking_and_there_is_one_only(database: Database, series: dict[str, int]) -> None:
    sections.save_template(database, "series", "One", [Chosen("advice", shown=False)], default=True)
    sections.save_template(database, "series", "Two", [Chosen("purpose", shown=False)], default=True)
    found = headings(series_report(database, NAME, "en"))
    assert "Purpose" not in found
    assert "Advice" in found
    assert "Purpose" in headings(series_report(database, NAME, "en", template=""))
    assert [t.name for t in sections.templates(database, "series") if t.is_default] == ["Two"]
    assert series


def test_an_english_report_names_varieties_in_english_and_keeps_those_of_the_database(
    database: Database, series: dict[str, int]
) -> None:
    known = variety(database, "甲一")
    verbs.save(database, Variety, {"name_en": "Jia 1"}, known)
    document = series_report(database, NAME, "en", keep=True)
    rows = [row for b in every(document.blocks) if isinstance(b, Table) for row in b.rows]
    words = [str(cell) for row in rows for cell in row]
    assert any(word == "Jia 1" for word in words)
    assert not any("甲一" in word for word in words)
    assert any(word == "甲二" for word in words), "a variety without an English name goes by its own"
    with database.reading() as session:
        [kept] = session.exec(select(StoredResult)).all()
    assert {line["entry"] for line in kept.figures["lines"]} == set(VARIETIES)
    assert series


def test_an_unknown_template_is_refused_with_those_there_are(database: Database, series: dict[str, int]) -> None:
    sections.save_template(database, "series", "Short", [])
    with pytest.raises(UserError, match="Short"):
        series_report(database, NAME, "en", template="Long")
    assert series


def test_the_report_of_a_trial_follows_its_own_templates(database: Database, series: dict[str, int]) -> None:
    sections.save_template(database, "trial", "Plain", [Chosen("yield"), Chosen("purpose"), Chosen("plots", shown=False)])
    found = headings(trial_report(database, series["东点"], "en", template="Plain"))
    assert found[:2] == ["In short", "亩产量"]
    assert "Plot data" not in found
    assert "Purpose" in found


def test_a_section_new_since_the_template_was_made_keeps_its_place(database: Database) -> None:
    known = sections_of("series")
    chosen = [Chosen(s.key) for s in known if s.key != "variance"][::-1]
    order = [c.key for c in sections.arranged(known, chosen)]
    assert order.index("variance") == order.index("climate") + 1
    assert sorted(order) == sorted(s.key for s in known)
    assert database


@pytest.mark.parametrize("stored", [[{"key": "purpose", "place": "nowhere"}, {"no": 1}, "x", None], []])
def test_what_is_stored_wrongly_does_no_harm(stored: list[object]) -> None:
    assert all(c.place in sections.PLACES for c in sections.from_json(stored))


def test_a_template_keeps_its_rule_of_verdicts_and_without_one_the_lsd_holds(database: Database) -> None:
    assert sections.rule_of(database, "trial") == "lsd"
    sections.save_template(database, "trial", "Company", [], default=True, rule="dunnett")
    assert sections.rule_of(database, "trial") == "dunnett"
    assert sections.rule_of(database, "trial", "Company") == "dunnett"
    assert sections.rule_of(database, "trial", "") == "lsd", "all sections in the report's own order"
    assert sections.rule_of(database, "series") == "lsd"
