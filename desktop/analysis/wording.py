"""How figures and clauses are written, in the window and on paper alike."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from desktop.analysis.notes import TEST_TITLES
from desktop.core.documents.marked import Chance
from desktop.core.documents.model import Cell
from desktop.core.documents.text import LEAST_CHANCE, chance
from desktop.core.i18n import SOURCE, _, language
from desktop.core.units import format_number

WITHIN = "Within"  # the smallest units of a design with several strata


def number(value: float | None, decimals: int) -> str:
    """A number rounded half-even; "–" for none."""
    return "–" if value is None else format_number(value, decimals, thousands=False).replace("-", "−")


def signed(value: float | None, decimals: int) -> str:
    """A number with its sign."""
    text = number(value, decimals)
    return f"+{text}" if value is not None and value > 0 and text.strip("0.") else text


def clauses(parts: Sequence[str]) -> str:
    """Clauses of one sentence, with its full stop."""
    text = reduce(lambda one, other: _("{one}, {other}").format(one=one, other=other), [p for p in parts if p])
    return text + _(".")


def sentences(parts: Sequence[str]) -> str:
    """Sentences one after the other; Chinese sets no blank between them."""
    return (" " if language() == SOURCE else "").join(p for p in parts if p)


def p_value(p: float | None) -> str:
    """A p-value to four decimals, small ones as a bound."""
    return "–" if p is None else chance(p)


def p_cell(p: float | None) -> Cell:
    """A p-value in a table of a document, which is empty where there is none."""
    return "" if p is None else Chance(p)


def p_clause(p: float) -> str:
    """p-value with its sign, for a sentence."""
    return f"p {'' if p < LEAST_CHANCE else '= '}{chance(p)}"


def term(name: str) -> str:
    """A term of the model, or a combination of levels, as it is printed: A × B."""
    return _("plots") if name == WITHIN else " × ".join(name.split(":"))


def level_text(alpha: float) -> str:
    """A level of significance in percent."""
    return percent(f"{100 * alpha:g}")


def percent(figure: str) -> str:
    """A figure with its percent sign: apart in English, close in Chinese."""
    return f"{figure} %" if language() == SOURCE else f"{figure}%"


def test_name(test: str) -> str:
    """The name of a multiple comparison."""
    return _("Fisher's LSD") if test == "lsd" else TEST_TITLES.get(test, test)


def said_of(title: str, value: str) -> str:
    """What has a value, and the value, as a clause: plant height 280 cm; Chinese sets no blank between them."""
    return _("{title} {value}").format(title=title, value=value)
