"""What a check of a label answers, and where checks are entered by the code of their rule. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from desktop.core.i18n import _
from desktop.labels.facts import Facts


class Found(NamedTuple):
    """`state`: right, wrong, doubt, unknown (`choices.FOUND`); `text`: why, and what to do."""

    state: str
    text: str = ""


Check = Callable[[Facts, Mapping[str, Any]], Found]
CHECKS: dict[str, Check] = {}
NET = re.compile(r"(\d+(?:\.\d+)?)\s*(kg|g|千克|克|粒|株)", re.IGNORECASE)
"""A net content as it is printed: number and unit."""


def of(code: str) -> Callable[[Check], Check]:
    """Marks the check of a rule."""
    def mark(work: Check) -> Check:
        CHECKS[code] = work
        return work

    return mark


def blank() -> Found:
    """Nothing is filled in: it is looked at by eye."""
    return Found("unknown", _("Not filled in on the form: look at the proof."))


def parts(text: str) -> list[str]:
    """A text in its parts between commas and blanks."""
    return [part for part in re.split(r"[、，,；;\s]+", text) if part]
