"""What a feature says of itself, so that window, commands, imports and Today find its parts without loading them.

TO ADD A FEATURE
1. a folder in `desktop/` with `model.py` (facts and their rules), `page.py` (screen) and `feature.py`:

    FEATURE = Feature("farms", N_("Farms"), "site", models=("desktop.farms.model",), page="desktop.farms.page:FarmsPage")

2. a step in `desktop/migrations.py` (the recipe stands there);
3. one import and one name in `desktop/features.py`, one line in `MAY_IMPORT` of `tests/test_architecture.py`.

Every part is named as "module:name" and loaded when it is used, so that neither the start nor the memory of the program
grows with features that nobody opens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from importlib import import_module
from typing import Any

Places = tuple[str, ...]


def load(place: str) -> Any:
    """The object that "module:name" names; its module is imported now."""
    module, _colon, name = place.partition(":")
    return getattr(import_module(module), name)


@dataclass(frozen=True)
class Follower:
    """What is kept true at the end of every action that touched one of `tables`, in its transaction; undo and redo too.

    `place` names a function of the session. It is for what stands on records of several kinds, whatever was done to them
    (values derived by formulas); what follows from saving one record is a rule of that record.
    """

    place: str
    tables: frozenset[str]


@dataclass(frozen=True)
class Feature:
    """What a feature brings. One with a `page` is a tab; `name` is also the name of its page of help.

    `models`: modules that hold records · `page`: its page class · `opens`: features, or single kinds of record, of others that
    its page opens · `lists`: kinds of others of which a section of it is the list · `unopened`: its kinds that no page opens ·
    `imports`: kinds that it takes in, each place with their names on the command line (one kind is found without loading all) ·
    `exports`: files it writes in forms of their own (what it takes in can be written anyway) · `reports`: documents that the
    command line writes, each place with its names too · `reminders`: what it tells Today · `calculators`: what it computes for
    anybody, without a database
    (`core.calculating`) · `seeds`: what a new database is filled with ·
    `followers`: what it keeps true at the end of an action · `beside`: sub-tabs that it adds below the records of another
    feature's list, as (name of the list, title, place of the widget's class).
    A place may name one thing or a tuple of things.
    """

    name: str
    title: str = ""
    icon: str = ""
    models: Places = ()
    page: str = ""
    opens: Places = ()
    lists: Places = ()
    unopened: Places = ()
    imports: Mapping[str, str] = field(default_factory=dict, hash=False)
    exports: Mapping[str, str] = field(default_factory=dict, hash=False)
    reports: Mapping[str, str] = field(default_factory=dict, hash=False)
    reminders: Places = ()
    calculators: Places = ()
    seeds: Places = ()
    followers: tuple[Follower, ...] = ()
    beside: tuple[tuple[str, str, str], ...] = ()

    def places(self) -> Iterator[str]:
        """Every "module:name" it declares."""
        yield from (follower.place for follower in self.followers)
        yield from (place for _listing, _title, place in self.beside)
        for one in (f for f in fields(self) if f.name not in ("followers", "beside")):
            declared = getattr(self, one.name)
            yield from (p for p in ((declared,) if isinstance(declared, str) else declared) if ":" in p)


def found(places: Iterable[str]) -> list[Any]:
    """The things that some places name, in their order."""
    made: list[Any] = []
    for place in places:
        thing = load(place)
        made += thing if isinstance(thing, tuple) else [thing]
    return made
