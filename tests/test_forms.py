"""Every form opens in both languages without a warning, fits the smallest screen, and asks for every field of its record."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.core import i18n, paths
from desktop.core.computed import computed_of
from desktop.core.feature import load
from desktop.core.records import Record, columns_of, groups_of, table_of
from desktop.features import TABS
from desktop.ui import loader
from desktop.ui.book.book import Book
from desktop.ui.fields.body import FormBody
from desktop.ui.look import theme
from desktop.ui.look.reflow import Reflow
from desktop.ui.preview import pdf_view  # noqa: F401 - the views register themselves with the loader
from desktop.ui.translate import Language

FORMS = sorted(path.stem for path in paths.form("x").parent.glob("*.ui"))


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Language:
    theme.use_font(10, "zh_CN")
    for feature in TABS:  # a feature's own widgets register themselves with the loader
        load(feature.page)
    chosen = Language(qapp)
    chosen.use(request.param)
    request.addfinalizer(chosen.remove)
    return chosen


@pytest.mark.parametrize("name", FORMS)
def test_a_form_opens_in_both_languages(name: str, language: Language, qtbot: QtBot) -> None:
    widget = loader.load(name)
    qtbot.addWidget(widget)
    widget.show()
    hint = widget.minimumSizeHint()
    assert hint.width() <= 1366 and hint.height() <= 700, f"{name} needs {hint.width()} × {hint.height()}"


def test_a_form_speaks_chinese(qapp: QApplication, qtbot: QtBot) -> None:
    chosen = Language(qapp)
    chosen.use("zh_CN")
    widget = loader.load("recycle_bin")
    qtbot.addWidget(widget)
    assert widget.findChild(QWidget, "cancel").property("text") == i18n._("Close") != "Close"
    chosen.remove()


NOT_ASKED = {
    "region.full_name": "made of the names of the regions it lies in",
    "labelversion.item_name": "a copy of its label's name, kept by the program",
    "labeluse.item_name": "a copy of its label's name, kept by the program",
    "lottest.item_name": "a copy of its label's name, kept by the program",
    "labelrecall.item_name": "a copy of its label's name, kept by the program",
    "labeluse.number": "a copy of its version's number, kept by the program",
    "printdelivery.version_id": "that of its order, kept by the program",
    "printdelivery.printer": "that of its order, kept by the program",
    "shipmentline.dealer_id": "the shipment's, kept by the program",
    "shipmentline.moved_on": "the shipment's, kept by the program",
    "checkline.outlet_id": "the round's, kept by the program",
    "trait.verified": "comes with the catalogue that is shipped",
    "trial.block_size": "chosen in the dialog of the plan, with all that belongs to a plan",
    "trial.design_options": "chosen in the dialog of the plan",
    "handout.body": "written in the editor of handouts",
    "handout.options": "chosen in the editor of handouts",
    "periodreport.frozen": "taken from the records when a report is handed in",
    "visit.agreed": "kept by the program, so that a dealer has one visit planned by the day that a visit named",
    "seasonsettlement.signed": "taken from the books when the dealer gets the sheet",
    "reporttext.source": "kept by the program, so that no text comes twice",
    "reportplan.source": "kept by the program, so that nothing is planned twice",
    "membership.person_id": "the person's own fields stand on the form",
    "keyperson.person_id": "the person's own fields stand on the form",
    **dict.fromkeys(("outlet.person_id", "site.person_id", "farmercase.person_id", "complaint.person_id",
                     "outletcase.person_id", "promoter.person_id", "teammember.person_id"),
                    "found, or made, by the name and number that are written"),
}


def shown_models() -> dict[type[Record], set[str]]:
    """The models that have a form in some book or below a record: model → the fields that name what they lie below."""
    found: dict[type[Record], set[str]] = {}
    for feature in TABS:
        for section in load(feature.page).sections:
            if issubclass(section, Book):
                found.setdefault(section.listing.model, set())
                for child in section.children:
                    found.setdefault(child.listing.model, set()).add(child.parent)
    return found


def test_every_titled_field_stands_on_its_form() -> None:
    """What nobody can type is named here with its reason, or is a mistake."""
    missing = []
    for model, parents in shown_models().items():
        asked = [placed.name for group in groups_of(model) for placed in group.placed()]
        assert len(asked) == len(set(asked)), f"{model.__name__} asks twice: {asked}"
        names = {f"{table_of(model).name}.{c.name}" for c in columns_of(model) if c.name not in {*asked, *parents}}
        missing += sorted(names - set(NOT_ASKED))
    assert not missing, f"name them in the FORM of their model: {missing}"


def test_a_form_asks_for_fields_there_are_and_names_its_tabs() -> None:
    for model in shown_models():
        groups = groups_of(model)
        known = {*(c.name for c in columns_of(model)), *computed_of(model)}
        unknown = {placed.name for group in groups for placed in group.placed()} - known
        assert not unknown, f"{model.__name__}: {unknown}"
        assert len(groups) == 1 or all(group.title for group in groups), f"{model.__name__}: a tab needs a title"


@pytest.mark.parametrize("model", sorted(shown_models(), key=lambda m: m.__name__), ids=lambda m: m.__name__)
def test_a_record_form_fits_beside_its_list(model: type[Record], language: Language, qtbot: QtBot) -> None:
    """At 1366 × 768 and 150 %, half the window is some 450 pixels wide."""
    body = FormBody(model, (), {})
    qtbot.addWidget(body)
    body.show()
    Reflow(body).fit(450)
    assert body.minimumSizeHint().width() <= 450


@pytest.mark.parametrize("model", [m for m in sorted(shown_models(), key=lambda m: m.__name__)
                                   if any(c.info.get("kind") == "flag" for c in columns_of(m))], ids=lambda m: m.__name__)
def test_no_words_beside_a_box_to_tick_are_cut(model: type[Record], language: Language, qtbot: QtBot) -> None:
    body = FormBody(model, (), {})
    qtbot.addWidget(body)
    body.resize(720, 500)
    body.show()
    cut = [box.text() for box in body.findChildren(QCheckBox) if box.isVisible() and box.width() < box.sizeHint().width() - 8]
    assert not cut
