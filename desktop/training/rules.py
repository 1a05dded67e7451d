"""Rules of training that may change, from their dated catalogue: pass mark, half marks, follow-up, certificates, skills."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from desktop.core import catalogues
from desktop.core.i18n import SOURCE, language
from desktop.core.offered import from_catalogues
from desktop.core.records import alive_in_sql

said_skill = from_catalogues("training_rules")
"""A skill in the language in force."""


def rule(kind: str, day: date) -> int:
    """The value that holds on a day: pass, multiple, follow_up, certificate."""
    rows = [row for row in catalogues.load("training_rules").where(kind=kind) if date.fromisoformat(row["from"]) <= day]
    return int(max(rows, key=lambda row: row["from"])["value"])


def offered_skills(session: Session, _values: Mapping[str, Any]) -> list[str]:
    """The skills somebody was judged by, then those of the catalogue."""
    used = session.connection().exec_driver_sql(
        f"SELECT DISTINCT skill FROM skilllevel WHERE {alive_in_sql('skilllevel')} ORDER BY skill").scalars().all()
    name = "name_en" if language() == SOURCE else "name_zh"
    own = (row[name] for row in catalogues.load("training_rules").where(kind="skill"))
    return list(dict.fromkeys([*map(said_skill, map(str, used)), *own]))
