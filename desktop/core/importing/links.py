"""Find the record a cell names: by its key number, code, name, label, or exactly its pinyin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, select
from sqlmodel import Session

from desktop.core import search
from desktop.core.i18n import _, languages, using
from desktop.core.kinds import model_of
from desktop.core.records import Record, alive, table_of
from desktop.core.tables.words import plain

Lookup = Callable[[Session, Iterable[str]], Mapping[str, "int | str"]]
"""Texts → the id meant, or a sentence that says why there is none. Texts that are left out are simply unknown."""

NUMBERED = re.compile(r"(?:.*[（(])?#(\d{3,19})[)）]?", re.DOTALL)
SHOWN = ("full_name", "code")  # what an export writes rather than a bare name
NAMES = ("code", "name", "name_zh", "name_en", "title", "topic", "full_name", "number", "short_name", "short", "phone")


@dataclass
class Resolved:
    """What the texts of a link column mean: text → id, text → sentence for those that have none."""

    ids: dict[str, int] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)


def resolve(session: Session, link: str, texts: Iterable[str], lookup: Lookup | None = None) -> Resolved:
    """The records of table `link` that `texts` name."""
    wanted = {t for t in texts if t}
    if not wanted:
        return Resolved()
    found = dict(lookup(session, wanted)) if lookup else {}
    model = model_of(link)
    rest = wanted - found.keys()
    if rest:
        found.update(by_name(session, model, rest))
    if model.MEANT_BY and (rest := wanted - found.keys()):
        found.update(model.MEANT_BY(session, rest))
    result = Resolved()
    for text in wanted:
        value = found.get(text)
        if isinstance(value, int):
            result.ids[text] = value
        elif isinstance(value, str):
            result.wrong[text] = value
        else:
            result.unknown.add(text)
    return result


def several(session: Session, model: type[Record], texts: Iterable[str]) -> dict[str, list[int]]:
    """The texts that name several records: text → all of those."""
    known = names(session, model)
    return {text: ids for text in texts if len(ids := known.get(plain(text).casefold(), [])) > 1}


def by_name(session: Session, model: type[Record], texts: Iterable[str]) -> dict[str, int | str]:
    """Living records whose code, name, title or number is the text (case and width aside), then by pinyin."""
    known = names(session, model)
    found: dict[str, int | str] = {}
    for text in texts:
        ids = _numbered(session, model, text) or known.get(plain(text).casefold(), [])
        if not ids and text.isascii():
            ids = _by_pinyin(session, model, text)
        if len(ids) == 1:
            found[text] = ids[0]
        elif ids:
            found[text] = _("“{value}” names {n} {n:record|records}: write the code instead of the name.").format(
                value=text, n=len(ids))
    return found


def names(session: Session, model: type[Record]) -> dict[str, list[int]]:
    """Name → ids; a code comes before a name, so that a code that is somebody's name means the code."""
    table = table_of(model)
    known: dict[str, list[int]] = {}
    for name in NAMES:
        if name not in table.c:
            continue
        own: dict[str, list[int]] = {}
        for number, value in session.execute(select(table.c.id, table.c[name]).where(alive(table))):
            if value:
                own.setdefault(plain(value).casefold(), []).append(number)
        for value, ids in own.items():
            known.setdefault(value, ids)
    for value, ids in (*_said(session, table).items(), *_also(session, model).items()):
        known.setdefault(value, ids)
    return known


def _also(session: Session, model: type[Record]) -> dict[str, list[int]]:
    """As `names`, by what files call the records of a catalogue besides: 苞米; 稻谷 is indica or japonica rice."""
    called, known = model.called_also(), dict[str, list[int]]()
    table = table_of(model)
    if called and "code" in table.c:
        for number, code in session.execute(select(table.c.id, table.c.code).where(alive(table))):
            for name in called.get(code, ()):
                known.setdefault(plain(name).casefold(), []).append(number)
    return known


def _said(session: Session, table: Table) -> dict[str, list[int]]:
    """As `names`, by what lists show for a name in each language (2026 spring for 2026春播), so that they come back."""
    known: dict[str, list[int]] = {}
    for column in (table.c[name] for name in NAMES if name in table.c and table.c[name].info.get("say")):
        for number, value in session.execute(select(table.c.id, column).where(alive(table))):
            for code in languages():
                with using(code):
                    ids = known.setdefault(plain(column.info["say"](value)).casefold(), [])
                if number not in ids:
                    ids.append(number)
    return known


def _numbered(session: Session, model: type[Record], text: str) -> list[int]:
    """A record named by its key, as `name_of` writes it where names are not unique: 张三 (#123456)."""
    found = NUMBERED.fullmatch(text.strip())
    record = session.get(model, int(found[1])) if found else None
    return [record.id] if record is not None and not record.is_deleted else []


def _by_pinyin(session: Session, model: type[Record], text: str) -> list[int]:
    wanted = text.strip().casefold().replace(" ", "")
    hits = search.find(session, wanted, 50, [table_of(model).name])
    return [h.id for h in hits if wanted in search.pinyin_of(h.title).split()]


def name_of(session: Session, link: str, ids: Iterable[int]) -> dict[int, str]:
    """Records named so that `resolve` finds them again: full name or code, else name, else name and key."""
    model = model_of(link)
    table = table_of(model)
    known = names(session, model)
    found: dict[int, str] = {}
    columns = [n for n in dict.fromkeys((*SHOWN, *NAMES)) if n in table.c]
    wanted = list(dict.fromkeys(ids))
    for start in range(0, len(wanted), 500):
        query = select(table.c.id, *(table.c[n] for n in columns)).where(table.c.id.in_(wanted[start:start + 500]))
        for number, *texts in session.execute(query):
            unique = next((t for t in texts if t and known.get(plain(t).casefold()) == [number]), None)
            label = next((t for t in texts if t), "")
            found[number] = unique or f"{label} (#{number})"
    return found


def new_values(model: type[Record], text: str) -> dict[str, Any]:
    """The least a record needs that an import adds because a cell names it."""
    table = table_of(model)
    field_name = next(n for n in ("name", "title", "code") if n in table.c)
    return {field_name: text}
