"""How the fields of a record stand on its form, without Qt: groups of fields in reading order.

A model says so where the order of its fields is not enough:

    FORM = (Group("name:2 code kind level grade remarks", N_("Dealer")),
            Group("competitors business_area", N_("Business details")))

Several groups become tabs, so each has a title then. `name:2` gives a field the room of two; a text of several lines has
a row of its own unless `remarks:1` says that it shares one. Widgets, titles, units and words come from the fields themselves.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Placed:
    """A field of a form and how many places of a row it takes; 0: what its kind takes."""

    name: str
    places: int


@dataclass(frozen=True)
class Group:
    """Fields that belong together, as words (`name` or `name:places`), and what they are called together.

    `across`: how many fields stand in a row where there is room; 0: three where there are many, else two.
    """

    fields: str
    title: str = ""
    across: int = 0

    def placed(self) -> list[Placed]:
        """Its fields in reading order."""
        parts = [word.partition(":") for word in self.fields.split()]
        return [Placed(name, int(places or 0)) for name, _colon, places in parts]


Groups = tuple[Group, ...]
