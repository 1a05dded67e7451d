"""How files mark the check: a name that says so, a mark behind a name, a note under the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from desktop.core.tables import Table

CHECK_NAME = re.compile(r"(?<![a-z])(?:ck|check|control)(?![a-z])|对照", re.IGNORECASE)
CHECK_BEHIND = re.compile(r"[\s·-]*[（(\[【]\s*(?:ck\d*|check|对照[\d一二三]?)\s*[）)\]】]\s*$|[\s*·-]+ck\d*\s*$",
                          re.IGNORECASE)
CHECK_ATTACHED = re.compile(r"(?<![a-z])ck\d*$", re.IGNORECASE)  # a mark only where the name stands without it elsewhere
CHECK_BEFORE = re.compile(r"(?:对照(?:品种)?|ck\d*|check)\s*(?:[（(\[【]\s*(.+?)\s*[）)\]】]|[:：]\s*(.+))", re.IGNORECASE)
CHECK_SAID = re.compile(r"(?:对照(?:品种)?|CK|check)\s*(?:为|是|[:：=])\s*([^\s,，;；。)）]+)", re.IGNORECASE)


def bare(name: str) -> str:
    """A name without the mark of a check: 丙（CK） and 对照（丙） are 丙. A name that is nothing but the mark stays."""
    before = CHECK_BEFORE.fullmatch(name.strip())
    return (before[1] or before[2]) if before else CHECK_BEHIND.sub("", name) or name


def unmarked(names: Sequence[Any]) -> tuple[list[Any], set[str]]:
    """Names without their marks, and which of them bore one somewhere. 丙CK is 丙 where that stands in the table too."""
    found = [bare(name) if isinstance(name, str) else name for name in names]
    known = {name for name in found if isinstance(name, str)}
    shorter = {name: short for name in known if (short := CHECK_ATTACHED.sub("", name)) != name and short in known}
    found = [shorter.get(name, name) if isinstance(name, str) else name for name in found]
    return found, {new for new, old in zip(found, names, strict=True) if new != old}


def said_checks(table: Table) -> list[str]:
    """The checks that a line above or below the table names: 备注：对照为乙, 对照品种：乙."""
    lines = [*map(str, table.extra.get("above", ())), *(f"{said.name}: {said.value}" for said in table.extra.get("said", ()))]
    return [found[1] for line in lines for found in CHECK_SAID.finditer(line)]
