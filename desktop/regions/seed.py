"""The administrative tree of a new database, from resources/catalogues/regions.csv."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session

from desktop.core.paths import resource
from desktop.core.verbs import take
from desktop.regions.model import Region, path_name


def load_regions(session: Session) -> int:
    """Insert the regions of the catalogue; gives how many.

    The key is the area code itself, so that the files of two laptops agree on every node.
    """
    with resource("catalogues", "regions.csv").open(encoding="utf-8", newline="") as file:
        rows = region_rows(csv.DictReader(file))
    return len(take(session, Region, rows))


def region_rows(lines: Iterable[Mapping[str, str]]) -> list[dict[str, Any]]:
    """Records of lines with code, name, short, level and parent, parents before their children."""
    known = {line["code"]: line for line in lines}
    order = {"province": 0, "prefecture": 1, "county": 2}
    names: dict[str, str] = {}
    rows = []
    for code, line in sorted(known.items(), key=lambda item: (order[item[1]["level"]], item[0])):
        names[code] = path_name(names.get(line["parent"], ""), line["name"])
        rows.append({"id": int(code), "code": code, "name": line["name"], "short": line["short"],
                     "level": line["level"], "parent_id": int(line["parent"]) if line["parent"] else None,
                     "full_name": names[code], "remarks": ""})
    return rows
