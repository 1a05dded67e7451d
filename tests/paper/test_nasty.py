"""Every kind of document over a database that is hard to print, in both languages: in each format it opens and is whole.

The quick part makes PDFs and spreadsheets in Chinese alone, of short trials and lists; names, texts and figures are as long
as in the whole part.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from desktop.core import i18n
from desktop.core.database import Database
from desktop.core.documents import writer
from desktop.core.documents.model import Document
from tests.paper import nasty, offices
from tests.paper.checks import Paper, faults
from tests.paper.register import KINDS

QUICK, WHOLE = nasty.Size(entries=6, sites=3, replicates=2, rows=3, sentences=6), nasty.Size()
CATALOGUES = ("regions", "traits", "crops")
"""What comes with the program and names its sources in Chinese."""
EVERY = ("list", "record-sheet")
"""Kinds that are made of all their subjects, as each is laid out in its own way."""


@pytest.fixture(scope="module", params=[("zh_CN", QUICK), pytest.param(("zh_CN", WHOLE), marks=pytest.mark.slow),
                                        pytest.param(("en", WHOLE), marks=pytest.mark.slow)],
                ids=["zh_CN", "zh_CN-whole", "en-whole"])  # fmt: skip
def region(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, str]]:
    language, size = request.param
    db = nasty.make(tmp_path_factory.mktemp("nasty") / "nasty.agridesk", language, size)
    yield db, language
    db.close()


@pytest.fixture(scope="module", params=[name for name, kind in KINDS.items() if not kind.sample])
def made(region: tuple[Database, str], request: pytest.FixtureRequest) -> tuple[str, list[tuple[Any, Document]]]:
    """The language, and a kind of document about its richest and its poorest subject, or about all of them."""
    db, language = region
    name: str = request.param
    with i18n.using(language):
        subjects = [subject for subject in KINDS[name].subjects(db) if subject != "regions"]  # thousands, all of them short
        assert subjects, f"tests/paper/nasty.py holds nothing that “{name}” can be about"
        chosen = subjects if name in EVERY else dict.fromkeys((subjects[0], subjects[-1]))
        return language, [(subject, KINDS[name].build(db, subject)) for subject in chosen]


def faults_of(made: tuple[str, list[tuple[Any, Document]]], look: Callable[[Document], Iterable[str]]) -> list[str]:
    """What is wrong with each document, with its subject."""
    language, documents = made
    with i18n.using(language):
        return [f"{subject}: {fault}" for subject, document in documents for fault in look(document)
                if not (fault.startswith("foreign") and str(subject).strip("(").strip("'").startswith(CATALOGUES))]


def pdf_faults(document: Document) -> Iterator[str]:
    """What is wrong with its PDF."""
    stream = io.BytesIO()
    writer(".pdf")(document, stream)
    return faults(Paper(document, stream.getvalue()))


def test_every_page_is_whole_full_and_in_the_language_of_its_reader(made: Any) -> None:
    assert not faults_of(made, pdf_faults)


@pytest.mark.slow
def test_a_word_document_opens_with_all_its_texts_styles_and_heads(made: Any) -> None:
    assert not faults_of(made, offices.word_faults)


def test_a_spreadsheet_opens_typed_and_ready_to_print(made: Any) -> None:
    assert not faults_of(made, offices.sheet_faults)
