"""The tree of regions as a book: every node with its full path, its children below it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.core.i18n import N_
from desktop.core.records import Record
from desktop.regions import actions
from desktop.regions.model import LEVELS
from desktop.ui.book import Book, Child


def one_level_down(record: Record) -> Mapping[str, Any]:
    """What a new node below `record` starts with."""
    levels = list(LEVELS)
    place = levels.index(getattr(record, "level", "county"))
    return {"level": levels[min(place + 1, len(levels) - 2)]}


class RegionsBook(Book):
    """The administrative tree and the own nodes below it."""

    name = "regions"
    title = N_("Regions")
    icon = "region"
    listing = actions.REGIONS
    form = "region"
    bulk = ("level", "remarks")
    remembers = ("parent_id", "level")
    duplicates = staticmethod(actions.similar_regions)
    children = (Child(N_("Lies below"), actions.REGIONS, form="region", parent="parent_id", save=actions.save_region,
                      defaults=one_level_down),)

    def save_record(self, values: Mapping[str, Any], record_id: int | None) -> Record:
        """Save and keep the full names of everything below right."""
        return actions.save_region(self.context.db, values, record_id)
