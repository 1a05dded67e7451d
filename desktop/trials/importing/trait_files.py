"""Trait files of Field Book (.trt) as tables of the trait dictionary: the JSON form of version 6 on, the CSV form before it.

What the program wrote into a trait file itself says nothing new of the trait when it comes back: Field Book's form holds less
than the dictionary does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlmodel import Session

from desktop.catalogue.model import Trait
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, languages, using
from desktop.core.importing import Columns, Plan, RecordImport
from desktop.core.records import living
from desktop.core.tables import Cell, Table, read_table
from desktop.trials.field.field_book import trait_objects
from desktop.trials.importing.observations.field_book import BROKEN_JSON
from desktop.trials.importing.observations.targets import defined_trait

ENDING = ".trt"
HEADER = ("code", "name_zh", "name_en", "kind", "unit", "low", "high", "categories", "method")
OLD = {"minimum": "validValuesMin", "maximum": "validValuesMax"}  # heading of the CSV form → attribute of the JSON form


class TraitImport(RecordImport):
    """Traits from tables, and from the trait files of Field Book."""

    endings = (ENDING,)

    def read(self, paths: Sequence[Path]) -> Table | None:
        """See `ImportKind.read`."""
        return read_trait_file(paths[0]) if paths[0].suffix.lower() == ENDING else None

    def plan(self, session: Session, table: Table, columns: Columns) -> Plan:
        """See `ImportKind.plan`."""
        objects = table.extra.get("trait_objects")
        return super().plan(session, without_own(session, table, objects) if objects else table, columns)


def read_trait_file(path: Path) -> Table:
    """The traits in a trait file, a row a trait, under the names of the dictionary's fields.

    Raises `UserError` where it is none. `extra["trait_objects"]` holds them as Field Book's trait objects.
    """
    if path.stat().st_size == 0:
        raise UserError(_("{file} is empty.").format(file=path.name))
    found = _from_json(path) if path.read_bytes().lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"[") else _from_csv(path)
    if not found:
        raise UserError(_("{file} holds no trait of Field Book: export the traits there once more.").format(file=path.name))
    table = Table(HEADER, [row_of(one) for one in found], list(range(1, len(found) + 1)), path.name)
    table.extra["trait_objects"] = found
    return table


def _from_json(path: Path) -> list[dict[str, Any]]:
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except BROKEN_JSON:
        raise UserError(_("{file} is damaged: export the traits in Field Book once more.").format(file=path.name)) from None
    listed = found.get("traits") if isinstance(found, dict) else found
    return [one for one in listed if isinstance(one, dict) and _said(one, "name")] if isinstance(listed, list) else []


def _from_csv(path: Path) -> list[dict[str, Any]]:
    """The old form: the columns trait, format, minimum, maximum, details, categories; categories split by a slash."""
    table = read_table(path)
    if not {"trait", "format"} <= set(table.header):
        return []
    found = []
    for row in table.rows:
        cells = {name: "" if cell is None else str(cell) for name, cell in zip(table.header, row, strict=True)}
        attributes = {OLD.get(name, name): cells[name] for name in (*OLD, "categories") if cells.get(name)}
        if cells["trait"]:
            found.append({"name": cells["trait"], "format": cells["format"], "details": cells.get("details", ""),
                          "attributes": attributes})
    return found


def _said(one: Mapping[str, Any], name: str) -> str:
    """A text of a trait object, "" for none."""
    value = one.get(name)
    return value.strip() if isinstance(value, str) else ""


def row_of(one: Mapping[str, Any]) -> tuple[Cell, ...]:
    """A trait object as a row under `HEADER`."""
    attributes = one.get("attributes")
    held = {k: str(v) for k, v in attributes.items() if v is not None} if isinstance(attributes, dict) else {}
    definition = {**held, "format": _said(one, "format").casefold(), "details": _said(one, "details")}
    trait = defined_trait(_said(one, "name"), definition, None)
    return tuple(getattr(trait, name) for name in HEADER)


def without_own(session: Session, table: Table, objects: Sequence[Mapping[str, Any]]) -> Table:
    """The rows without the cells that the program itself writes of a stored trait, in any language; known by their code."""
    known = {trait.code: trait for trait in session.exec(living(Trait))}
    rows = []
    for row, one in zip(table.rows, objects, strict=True):
        synonyms = one.get("synonyms")
        codes = [row[0], *(synonyms if isinstance(synonyms, list) else ())]
        trait = next((known[code] for code in reversed(codes) if isinstance(code, str) and code in known), None)
        rows.append(_news(row, trait) if trait else row)
    return Table(table.header, rows, table.row_numbers, table.source, notes=table.notes, extra=table.extra)


def _news(row: tuple[Cell, ...], trait: Trait) -> tuple[Cell, ...]:
    """The cells of a row that say something else of a trait than the program wrote; its code stays."""
    own: list[tuple[Cell, ...]] = []
    for code in languages():
        with using(code):
            own += [row_of(trait_objects([trait])[0])]
    return (trait.code, *(None if any(cell == one[place] for one in own) else cell
                          for place, cell in enumerate(row[1:], start=1)))


TRAITS = TraitImport("traits", N_("Traits"), Trait, keys=(("code",),),
                     note=N_("A table of traits, or a trait file of Field Book (.trt)."))
