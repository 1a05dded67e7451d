"""How files mark the check: a name that says so, a mark behind a name, a note under the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from desktop.core.tables import Table

CHECK_NAME = re.compile(r"(?<![a-z])(?:ck|check|control)(?![a-z])|对照", re.IGNORECASE)
CHECK_BEHIND = re.compile(r"[\s·-]*[（(\[【]\s*(?:ck\d*|check|对照)\s*[）)\]】]\s*$|[\s*·-]+ck\d*\s*$", re.IGNORECASE)
CHECK_SAID = re.compile(r"(?:对照(?:品种)?|CK|check)\s*(?:为|是|[:：=])\s*([^\s,，;；。)）]+)", re.IGNORECASE)


def bare(name: str) -> str:
    """A name without the mark of a check behind it: 丙（CK） is 丙. A name that is nothing but the mark stays."""
    return CHECK_BEHIND.sub("", name) or name


def unmarked(names: Sequence[Any]) -> tuple[list[Any], set[str]]:
    """Names without marks behind them, and which of them bore one somewhere."""
    found = [bare(name) if isinstance(name, str) else name for name in names]
    return found, {new for new, old in zip(found, names, strict=True) if new != old}


def said_checks(table: Table) -> list[str]:
    """The checks that a line above or below the table names: 备注：对照为乙."""
    lines = [*map(str, table.extra.get("above", ())), *(text for _row, text in table.left_out)]
    return [found[1] for line in lines for found in CHECK_SAID.finditer(line)]
