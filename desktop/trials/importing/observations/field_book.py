"""What Field Book writes: its database in a zip, read whole; tables and bundles. All as one long table, a row a value.

The database is copied and opened read-only. Its columns are looked up by name, since they differ between versions; the
preferences beside it are a serialised Java object and are not read.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from desktop.core.errors import UserError, said_by
from desktop.core.i18n import _
from desktop.core.read_only import read_only_uri
from desktop.core.records import clean_text
from desktop.core.tables import Cell, Table, read_table
from desktop.core.tables.apart import read_apart
from desktop.trials.importing.observations import archives

HEADER = ("plot_id", "trait", "value", "number", "timestamp", "person", "location", "note", "attached_photo",
          "attached_video", "attached_audio", "field", "file")
MOST_ROWS = 2_000_000
SQLITE = b"SQLite format 3\x00"
BROKEN_JSON = (ValueError, RecursionError)


def read_zip(path: Path) -> Table:
    """The observations in a database zip, or in a bundle of a table and media. Raises `UserError` for anything else.

    Read in a process: a database of a few bytes may compute columns of gigabytes.
    """
    return read_apart(path, _unpacked_table, path)


def _unpacked_table(path: Path) -> Table:
    with archives.opened(path) as archive:
        media = {name: (path, member) for name, member in archives.media_in(archive).items()}
        for member in archives.members(archive, ".db"):
            with archives.unpacked(path, archive, member) as copy:
                if copy.read_bytes()[:16] == SQLITE:
                    return _with_media(read_database(copy, path.name), media)
        tables = sorted(archives.members(archive, ".csv"), key=lambda m: not m.filename.endswith("_database.csv"))
        for member in tables[:1]:
            with archives.unpacked(path, archive, member) as copy:
                return _with_media(read_table(copy), media)
    raise UserError(_("{file} holds neither a Field Book database nor an exported table: in Field Book choose "
                      "Database → Export, or export the field with its media.").format(file=path.name))


def _with_media(table: Table, media: dict[str, tuple[Path, str]]) -> Table:
    table.extra["media"] = media
    return table


def read_database(path: Path, source: str) -> Table:
    """The observations in a Field Book database, with the definitions of its traits in `extra`."""
    try:
        with closing(sqlite3.connect(read_only_uri(path), uri=True)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
            return _Reader(connection, source).table()
    except sqlite3.Error as error:
        raise UserError(_("The database in {file} is damaged or not of Field Book ({reason}): export it again on the "
                          "telephone.").format(file=source, reason=said_by(error))) from error


class _Reader:
    """Reads one database."""

    def __init__(self, connection: sqlite3.Connection, source: str) -> None:
        self.connection, self.source = connection, source

    def rows(self, table: str) -> list[dict[str, Any]]:
        """A table as rows by lower-case column name without underscores; none where there is no such table."""
        known = {str(name) for (name,) in self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if table not in known:
            return []
        cursor = self.connection.execute(f'SELECT * FROM "{table}" LIMIT {MOST_ROWS}')
        names = [d[0].lower().replace("_", "") for d in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def table(self) -> Table:
        """The whole as a long table."""
        observations = self.rows("observations")
        variables = {v["internalidobservationvariable"]: v for v in self.rows("observation_variables")
                     if "internalidobservationvariable" in v}
        if not observations or not variables:
            raise UserError(_("{file} holds no observations: nothing was recorded on this telephone yet.").format(
                file=self.source))
        units = {u.get("internalidobservationunit"): u.get("observationunitdbid") for u in self.rows("observation_units")}
        names = set(units.values())
        studies = {s.get("internalidstudy"): s for s in self.rows("studies")}
        rows: list[tuple[Cell, ...]] = []
        for line in observations:
            unit = line.get("observationunitid")
            key = unit if unit in names else units.get(_whole(unit), unit)
            variable = variables.get(_whole(line.get("observationvariabledbid")), {})
            study = studies.get(_whole(line.get("studyid")), {})
            rows.append(self._row(line, key, variable, study))
        table = Table(HEADER, rows, list(range(1, len(rows) + 1)), self.source)
        table.extra["traits"] = self._definitions(variables)
        table.extra["field_book"] = True
        return table

    def _row(self, line: dict[str, Any], key: Any, variable: dict[str, Any], study: dict[str, Any]) -> tuple[Cell, ...]:
        name = line.get("observationvariablename") or variable.get("observationvariablename")
        form = str(line.get("observationvariablefieldbookformat") or variable.get("observationvariablefieldbookformat") or "")
        found = (key, name, plain_value(_text(line.get("value")), form), line.get("rep") or "1",
                 line.get("observationtimestamp"), line.get("collector"), line.get("geocoordinates"), line.get("notes"),
                 line.get("photouri"), line.get("videouri"), line.get("audiouri"),
                 study.get("studyalias") or study.get("studyname"), self.source)
        return tuple(_text(value) for value in found)

    def _definitions(self, variables: dict[Any, dict[str, Any]]) -> dict[str, dict[str, str]]:
        """Trait name → format, alias, details and attributes, all as text."""
        attributes = {a.get("internalidobservationvariableattribute"): str(a.get("observationvariableattributename"))
                      for a in self.rows("observation_variable_attributes")}
        found = {key: {"format": str(v.get("observationvariablefieldbookformat") or "text").lower(),
                       "details": str(v.get("observationvariabledetails") or ""),
                       "alias": str(v.get("observationvariablealias") or "")} for key, v in variables.items()}
        for value in self.rows("observation_variable_values"):
            owner = found.get(_whole(value.get("observationvariabledbid")))
            name = attributes.get(_whole(value.get("observationvariableattributedbid")))
            if owner is not None and name:
                owner[name] = str(value.get("observationvariableattributevalue") or "")
        return {str(v.get("observationvariablename")): found[key] for key, v in variables.items()}


def _whole(value: Any) -> Any:
    """A key as a number, whatever the version stored it as."""
    return int(value) if isinstance(value, str) and value.isdecimal() else value


def _text(value: Any) -> str | None:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return None if value is None else clean_text(str(value)) or None


def plain_value(value: str | None, form: str) -> str | None:
    """A value without its wrapping: categories are stored as [{"label", "value"}], days as {"formattedDate", …}."""
    if value is None or value[:1] not in "[{":
        return value
    try:
        found = json.loads(value)
    except BROKEN_JSON:
        return value
    if isinstance(found, list) and all(isinstance(one, dict) for one in found):
        return ":".join(str(one.get("value") or one.get("label") or "") for one in found) or None
    if isinstance(found, dict) and form.lower() == "date":
        return str(found.get("formattedDate") or found.get("dayOfYear") or "") or None
    return value


def categories_of(definition: dict[str, str]) -> dict[str, str]:
    """The categories of a trait's definition, in their order: stored word → label; JSON, or split by "/" in old files."""
    written = definition.get("category") or definition.get("categories") or ""
    try:
        found = json.loads(written)
    except BROKEN_JSON:
        found = [{"value": word} for word in written.split("/")]
    pairs = ((str(one.get("value") or one.get("label") or "").strip(), str(one.get("label") or one.get("value") or "").strip())
             for one in found if isinstance(one, dict)) if isinstance(found, list) else ()
    return {word: label for word, label in pairs if word}
