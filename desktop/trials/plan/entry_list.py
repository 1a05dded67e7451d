"""Entries in one go: a list as it is pasted from a spreadsheet or typed, a name a line, understood and written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from sqlmodel import Session, col, select

from desktop.catalogue.model import Variety
from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.i18n import _, ngettext
from desktop.core.importing.links import resolve
from desktop.core.records import alive, living
from desktop.core.tables.words import plain
from desktop.designs.catalogue import DESIGNS
from desktop.trials.importing.check_marks import CHECK_BEHIND, CHECK_NAME
from desktop.trials.importing.targets import PLACES
from desktop.trials.model import Entry, Trial

LEVELS = ("level_a", "level_b", "level_c")
HEADED = ("variety", "entry", "is_check", *LEVELS)
REMARK = frozenset({"备注", "说明", "remark", "remarks", "note", "notes"})
MARKS = frozenset({"是", "y", "yes", "true", "1", "√", "✓", "v", "x", "*"})
ON_A_LINE = re.compile(r"[、，,；;]")
TIMES = " × "


@dataclass(frozen=True)
class Line:
    """An entry as it is written in the list. `variety_id`: the variety that the name names."""

    name: str
    number: int | None = None
    is_check: bool = False
    levels: tuple[str, ...] = ()
    remark: str = ""
    variety_id: int | None = None
    there: bool = False  # the trial has it already


@dataclass(frozen=True)
class Added:
    """How many entries were added, and how many varieties with them."""

    entries: int
    varieties: int

    def sentence(self) -> str:
        """What was done."""
        text = ngettext("{n} entry added.", "{n} entries added.", self.entries).format(n=self.entries)
        if self.varieties:
            text += " " + ngettext("{n} new variety.", "{n} new varieties.", self.varieties).format(n=self.varieties)
        return text


def factors_of(trial: Trial) -> tuple[str, ...]:
    """The names of the trial's treatment factors, and A, B … for those that its design needs beside them."""
    names = (trial.factor_a, trial.factor_b, trial.factor_c)
    needed = next((d.factors for d in DESIGNS if d.name == trial.design), 0)
    last = max((place for place, name in enumerate(names, start=1) if name), default=0)
    return tuple(name or letter for name, letter in zip(names, "ABC", strict=True))[:max(last, needed)]


def understood(rows: Sequence[Sequence[str]], factors: Sequence[str] = (), *, cross: bool = False) -> list[Line]:
    """The entries that rows of cells name, each once.

    A first row of headings says what stands where. Without one a column of whole numbers before others is the entry's
    number; then come the levels of the trial's `factors`, else the name; a mark behind says that it is a check.
    `cross`: every combination of the levels instead of those that are written.
    """
    cells = [[plain(cell).strip() for cell in row] for row in rows]
    if len(cells) == 1 and len(cells[0]) == 1:
        cells = [[part.strip()] for part in ON_A_LINE.split(cells[0][0])]
    cells = [row for row in cells if any(row)]
    if not cells:
        return []
    heads = _heads(cells[0], factors)
    places, body = (heads, cells[1:]) if heads else (_usual(cells, factors), cells)
    found = [_line(row, places, factors) for row in body]
    if cross and factors:
        found = _crossed(found, len(factors))
    return list({(line.name, line.levels): line for line in found if line.name}.values())


def _heads(row: Sequence[str], factors: Sequence[str]) -> dict[str, int]:
    """What the cells of a first row say of their columns; nothing where it is no row of headings."""
    words = {word.casefold(): target.name for target in PLACES if target.name in HEADED for word in target.aliases}
    words |= dict.fromkeys(REMARK, "remark") | {"name": "variety", "名称": "variety", "品种(组合)": "variety"}
    words |= dict.fromkeys(("序号", "no", "no.", "#"), "entry")
    words |= {name.casefold(): level for name, level in zip(factors, LEVELS, strict=False) if name}
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        name = words.get(cell.casefold())
        if name:
            found.setdefault(name, place)
    return found if "variety" in found or (factors and "level_a" in found) else {}


def _usual(cells: Sequence[Sequence[str]], factors: Sequence[str]) -> dict[str, int]:
    """What stands where in rows without headings."""
    wide = max(map(len, cells))
    numbered = wide > max(1, len(factors)) and all(row[0].isdecimal() for row in cells)
    start = 1 if numbered else 0
    names = [*(["entry"] if numbered else []), *(LEVELS[:len(factors)] if factors else ["variety"])]
    found = {name: place for place, name in enumerate(names)}
    rest = range(start + max(1, len(factors)), wide)
    marks = next((p for p in rest if all(_marked(cell) for cell in _column(cells, p) if cell)), None)
    if marks is not None:
        found["is_check"] = marks
    remark = next((p for p in rest if p != marks), None)
    return found | ({"remark": remark} if remark is not None else {})


def _column(cells: Sequence[Sequence[str]], place: int) -> list[str]:
    return [row[place] for row in cells if place < len(row)]


def _marked(cell: str) -> bool:
    return cell.casefold() in MARKS or bool(CHECK_NAME.fullmatch(re.sub(r"\d+$", "", cell)))


def _line(row: Sequence[str], places: Mapping[str, int], factors: Sequence[str]) -> Line:
    given = {name: row[place] if place < len(row) else "" for name, place in places.items()}
    levels = tuple(given.get(level, "") for level in LEVELS[:len(factors)])
    written = given.get("variety", "")
    name = CHECK_BEHIND.sub("", written) or written or TIMES.join(level for level in levels if level)
    check = _marked(given.get("is_check", "")) or bool(CHECK_NAME.search(written))
    number = given.get("entry", "")
    return Line(name, int(number) if number.isdecimal() and int(number) else None, check, levels, given.get("remark", ""))


def _crossed(lines: Sequence[Line], factors: int) -> list[Line]:
    """Every combination of the levels that are written, in their order."""
    levels = [list(dict.fromkeys(line.levels[place] for line in lines if line.levels[place])) for place in range(factors)]
    written = {line.levels: line for line in lines}
    return [replace(written[combined], number=None) if combined in written else Line(TIMES.join(combined), levels=combined)
            for combined in product(*levels)] if all(levels) else list(lines)


def matched(db: Database, trial_id: int, lines: Iterable[Line]) -> list[Line]:
    """The lines with the varieties that their names name, and which of them the trial has already."""
    with db.reading() as session:
        return _matched(session, _trial(session, trial_id), list(lines))


def _trial(session: Session, trial_id: int) -> Trial:
    trial = session.get(Trial, trial_id)
    if trial is None or trial.is_deleted:
        raise UserError(_("This trial is no longer in the database."))
    return trial


def _matched(session: Session, trial: Trial, lines: list[Line]) -> list[Line]:
    def of_the_crop(session: Session, texts: Iterable[str]) -> dict[str, int | str]:
        query = select(Variety.name, Variety.id).where(col(Variety.name).in_(list(texts)), Variety.crop_id == trial.crop_id,
                                                       alive(Variety))
        rows = list(session.exec(query.order_by(col(Variety.id).desc())))
        return dict(rows)

    found = resolve(session, "variety", [line.name for line in lines if not any(line.levels)], of_the_crop)
    stored = list(session.exec(living(Entry).where(Entry.trial_id == trial.id)))
    named = {(e.name.casefold(), *_levels(e)) for e in stored}
    planted = {(e.variety_id, *_levels(e)) for e in stored if e.variety_id}
    answer = []
    for line in lines:
        variety = None if any(line.levels) else found.ids.get(line.name)
        levels = tuple(level for level in line.levels if level)
        there = (line.name.casefold(), *levels) in named or (variety is not None and (variety, *levels) in planted)
        answer.append(replace(line, variety_id=variety, there=there))
    return answer


def _levels(entry: Entry) -> tuple[str, ...]:
    return tuple(level for level in (entry.level_a, entry.level_b, entry.level_c) if level)


def add_entries(db: Database, trial_id: int, lines: Sequence[Line], *, new_varieties: bool) -> Added:
    """Add the entries that the trial has not yet, in one action; `new_varieties`: names nobody knows become varieties."""
    with db.operation(_("Entries added")) as session:
        trial = _trial(session, trial_id)
        used = set(session.exec(select(Entry.number).where(Entry.trial_id == trial_id, alive(Entry))))
        free, added, made = max((n or 0 for n in used), default=0) + 1, 0, 0
        for line in _matched(session, trial, list(lines)):
            if line.there:
                continue
            variety = line.variety_id
            if variety is None and new_varieties and not any(line.levels):
                values = {"name": line.name, "crop_id": trial.crop_id, "kind": "check" if line.is_check else "",
                          "state": "testing"}
                variety, made = verbs.store(session, Variety, values).id, made + 1
            number = line.number if line.number and line.number not in used else free
            used.add(number)
            free = max(free, number + 1)
            levels = dict(zip(LEVELS, line.levels, strict=False))
            verbs.store(session, Entry, {"trial_id": trial_id, "number": number, "name": line.name, "variety_id": variety,
                                         "is_check": line.is_check, "remark": line.remark, **levels})
            added += 1
        if not added:
            raise UserError(_("The trial has all of these entries already."))
        return Added(added, made)
