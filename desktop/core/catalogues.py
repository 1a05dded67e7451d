"""Catalogues: facts as dated, editable data (crops, traits, scales, label rules, seed standards, regions).

A seed standard changes its numbers and a label rule its wording; none of them is ever a constant in the code. The
files lie in `resources/catalogues/`; their README names the source and licence of each.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from desktop.core import paths
from desktop.core.errors import UserError
from desktop.core.i18n import CHINESE, _, language

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Catalogue:
    """A catalogue: its heading in two languages, its source and date, whether all of it is verified, and its rows."""

    title: str
    title_en: str
    source: str
    as_of: date
    verified: bool
    rows: tuple[Row, ...]
    head: Row = field(default_factory=dict)

    def told_source(self) -> str:
        """Its source in the language in force, where it says it in that one."""
        return str(self.head.get("source_en") or self.source) if language() != CHINESE else self.source

    def by(self, key: str) -> dict[Any, Row]:
        """The rows by one of their fields, such as "code"."""
        return {row[key]: row for row in self.rows}

    def where(self, **wanted: object) -> list[Row]:
        """The rows whose fields hold exactly these values."""
        return [row for row in self.rows if all(row.get(key) == value for key, value in wanted.items())]


def names() -> list[str]:
    """The names of the catalogues that `load` knows."""
    return sorted(path.stem for path in paths.resource("catalogues").glob("*.json"))


@cache
def load(name: str) -> Catalogue:
    """The catalogue `name` ("crops", "traits", …), read once; `UserError` where its file is missing or broken."""
    return read(paths.resource("catalogues", f"{name}.json"))


def read(path: Path) -> Catalogue:
    """The catalogue in a JSON file; every failure is one sentence that names the file."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        head = {key: value for key, value in data.items() if key != "rows"}
        return Catalogue(
            title=head["title"],
            title_en=head["title_en"],
            source=head["source"],
            as_of=date.fromisoformat(head["as_of"]),
            verified=bool(head["verified"]),
            rows=tuple(data["rows"]),
            head=head,
        )
    except OSError as error:
        raise UserError(
            _("The catalogue {file} cannot be read: install the program again.").format(file=path.name)
        ) from error
    except KeyError as error:
        raise UserError(
            _("The catalogue {file} lacks “{field}”: add it or install the program again.").format(
                file=path.name, field=error.args[0]
            )
        ) from error
    except (ValueError, TypeError, AttributeError) as error:
        raise UserError(
            _("The catalogue {file} is damaged ({reason}): correct it or install the program again.").format(
                file=path.name, reason=error
            )
        ) from error


def text(row: Row, key: str = "", code: str | None = None) -> str:
    """A row's text in language `code`, else in the language in force.

    `text(row)` gives the fields "zh" and "en", `text(row, "method")` gives "method_zh" and "method_en".
    """
    suffix = "zh" if (code or language()) == CHINESE else "en"
    return str(row.get(f"{key}_{suffix}" if key else suffix) or "")


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the region table: GB/T 2260 code, name, short name, level, the code above it ("" for a province)."""

    code: str
    name: str
    short: str
    level: str
    parent: str


@cache
def regions() -> tuple[Place, ...]:
    """Provinces, prefectures and counties in the order of their codes: every parent stands before its children."""
    with paths.resource("catalogues", "regions.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return tuple(Place(*row) for row in rows)
