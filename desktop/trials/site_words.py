"""What is offered for soil, previous crop and watering of a site: the words of the catalogue, and those of crops."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from desktop.core import catalogues
from desktop.core.offered import from_catalogues

SITE_WORDS = from_catalogues("site_words", "crops")
"""Such a word in the language in force; one of one's own as it stands."""


def offered_soils(_session: Session, _values: Mapping[str, Any]) -> list[str]:
    """Kinds of soil."""
    return _words("soil")


def offered_irrigation(_session: Session, _values: Mapping[str, Any]) -> list[str]:
    """Ways of watering."""
    return _words("irrigation")


def offered_crops(_session: Session, _values: Mapping[str, Any]) -> list[str]:
    """Crops that may have stood there before, the program's own first."""
    main = [catalogues.text(row) for row in catalogues.load("crops").rows if row.get("main_crop")]
    return list(dict.fromkeys([*main, *_words("crop")]))


def _words(kind: str) -> list[str]:
    return [catalogues.text(row) for row in catalogues.load("site_words").where(kind=kind)]
