"""Every kind of record, known without its model: what history, search, recycle bin, deletion and merge ask of all tables.

A model is built when its page, an import or a command needs it, so that forty more kinds of record do not cost the start.
What must be known of all of them is frozen in resources/schema/kinds.json; `model_of` builds a model that is needed.

TO CHANGE A MODEL: after the step in `desktop/migrations.py`, `python -m tests.freeze_kinds` writes that file anew; a test
compares it with the models.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from sqlalchemy import event
from sqlmodel import Session, SQLModel

from desktop.core.feature import load
from desktop.core.paths import resource
from desktop.core.records import Record, own_columns, table_of

FROZEN = ("schema", "kinds.json")


@dataclass(frozen=True)
class Link:
    """A field of a table that names a record of `target`; `owned`: the row lives and dies with it.

    `locked`: it is part of that record, and may not change where its state locks that one. `kind_in`: the field that says
    what table is meant, where the record may be of any kind; `target` is "" then.
    """

    table: str
    column: str
    title: str
    target: str
    owned: bool
    locked: bool = False
    kind_in: str = ""

    def target_of(self, record: Any) -> str:
        """The table of the record that a row names."""
        return str(getattr(record, self.kind_in)) if self.kind_in else self.target


@dataclass(frozen=True)
class Kind:
    """A kind of record: its table, what one is called, where its model stands ("module:name"), what it refers to."""

    table: str
    name: str
    model: str
    searched: bool
    links: tuple[Link, ...]

    @property
    def room(self) -> str:
        """The folder of the feature whose model it is: dealers, sales."""
        return self.model.split(".")[1]


def kind_of(model: type[Record]) -> Kind:
    """What is known of a kind of record, read from its model."""
    table = table_of(model).name
    links = tuple(Link(table, c.name, c.info["title"], c.info.get("link", ""), bool(c.info.get("owned")),
                       bool(c.info.get("locked")), c.info.get("row_of", ""))
                  for c in table_of(model).columns if c.info.get("link") or c.info.get("row_of"))
    return Kind(table, model.NAME, f"{model.__module__}:{model.__name__}",
                any(c.info.get("search") for c in own_columns(model)), links)


def kinds() -> Mapping[str, Kind]:
    """Every kind of record by its table: the program's own, and those that were defined beside them."""
    return {**{table: kind_of(model) for table, model in built().items() if table not in _frozen()}, **_frozen()}


def tables_in(modules: Collection[str]) -> tuple[str, ...]:
    """The tables whose models stand in some modules; no model is built."""
    return tuple(kind.table for kind in kinds().values() if kind.model.partition(":")[0] in modules)


def model_of(table: str) -> type[Record]:
    """The model of a table, built now if need be. Raises `KeyError` where there is no such kind of record."""
    known = _frozen().get(table)
    model: type[Record] = load(known.model) if known else built()[table]
    return model


def links_to(table: str) -> Iterator[Link]:
    """The fields of all kinds of record that name one of `table`, or may."""
    return (link for kind in kinds().values() for link in kind.links if link.target in (table, ""))


@cache
def _frozen() -> dict[str, Kind]:
    stored = json.loads(resource(*FROZEN).read_text(encoding="utf-8"))
    return {k["table"]: Kind(**{**k, "links": tuple(Link(**link) for link in k["links"])}) for k in stored}


def frozen_text(models: Mapping[str, type[Record]]) -> str:
    """What resources/schema/kinds.json holds for these models: a line each, so that two changes do not meet."""
    lines = [json.dumps(_plain(kind_of(model)), ensure_ascii=False) for _table, model in sorted(models.items())]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _plain(kind: Kind) -> dict[str, Any]:
    """A kind without what its links do not say."""
    links = [{k: v for k, v in asdict(link).items() if v or k not in ("locked", "kind_in")} for link in kind.links]
    return {**asdict(kind), "links": links}


def built() -> dict[str, type[Record]]:
    """The models that stand in memory: table → model."""
    found: dict[str, type[Record]] = {}
    waiting = list(Record.__subclasses__())
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        if hasattr(model, "__table__"):
            found[table_of(model).name] = model
    return found


@event.listens_for(Session, "before_flush")
def _complete_before_writing(_session: Session, _context: Any, _instances: Any) -> None:
    _complete(len(SQLModel.metadata.tables))


@cache
def _complete(_number: int) -> None:
    """Build the models that the built ones refer to: SQLAlchemy follows every foreign key when it orders what it writes.

    Called with the number of tables known, so that there is nothing to do unless models were built since.
    """
    known = SQLModel.metadata.tables
    waiting = list(known)
    while waiting:
        for key in known[waiting.pop()].foreign_keys:
            target = key.target_fullname.partition(".")[0]
            if target not in known:
                model_of(target)
                waiting.append(target)
