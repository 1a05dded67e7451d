"""What Today and its calendar show: numbers with the list behind each, and dated lines. A feature declares both, as data.

TO TELL TODAY SOMETHING: a tuple of these, named in the feature's `reminders`

    REMINDERS = (
        Tile(PROMISES, "overdue", "late", N_("promise overdue"), "promises overdue"),
        Dated(PROMISES, "due_on", "{what}", N_("{dealer} · promised by: {side}"), where=OPEN))

What no list can say (birthdays, measures counted from a solar term) is a function (session, asked) → lines; one that reckons
over all records (accounts, stocks) is wrapped as `Reckoned`, so that the rest does not wait for it. A few features tell a
`KeyFigure` for the strip at the top.

WEIGHT says what counts most where much is late: 3 where law, money or a customer is at stake, 2 what was promised to others,
1 one's own work.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple

from sqlmodel import Session

from desktop.core.i18n import N_, _, ngettext
from desktop.core.listing import Column, Condition, Listing, Query, Rows
from desktop.core.records import table_of

SOON_DAYS = 2
NOTHING = "–"


@dataclass(frozen=True)
class Reminder:
    """“3 licences expire within 30 days”. Opens `preset` of the list `listing` on the tab `feature`.

    `level` is info, soon or late. `behind` is the tile it is of: a list that no section shows is opened in a window. `rows`:
    the records it counts, where they are not those of a preset.
    """

    title: str
    count: int
    level: str
    feature: str
    listing: str
    preset: str
    weight: int = 1
    behind: Tile | None = field(default=None, compare=False, repr=False)
    rows: Rows | None = field(default=None, compare=False, repr=False)

    @property
    def key(self) -> str:
        """By what the user's choice of tiles remembers it."""
        return f"{self.feature}.{self.listing}.{self.preset}"


@dataclass(frozen=True)
class KeyFigure:
    """One of the few figures at the top of Today, in words: what it is, how much, a word beside it.

    It opens its rows: a preset of a list, or `rows`. `key` is one of `KEY_FIGURES`; `level` as of a `Reminder`, "info" where
    nothing is wrong. `amount`: the figure, or the one its words follow from, as the sum of `column` over those rows ("" = how
    many they are; with `of`: in percent of the sum of that column). The list shows these columns.
    """

    key: str
    value: str
    detail: str
    level: str = "info"
    feature: str = ""
    listing: str = ""
    preset: str = ""
    rows: Rows | None = None
    amount: float = 0
    column: str = ""
    of: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are summed."""
        return tuple(name for name in (self.column, self.of) if name)


KEY_FIGURES = {"attainment": N_("Attained of the target"), "collected": N_("Collected this business year"),
               "overdue": N_("Overdue beyond advances"), "cover": N_("Dealers' stock lasts"), "cases": N_("Open cases")}
"""The key figures in the order in which they stand: what each is called."""


class Agenda(NamedTuple):
    """One dated line: a promise due, a training tomorrow. Opens the record. `level` as of a `Reminder`, or done.

    `field`: the record's field that holds the day ("" where it follows from something else); `moves`: the user may put it on
    another day by hand. `at`: the hour, as 09:00.
    """

    on: date
    title: str
    detail: str
    level: str
    table: str
    id: int
    weight: int = 1
    field: str = ""
    moves: bool = False
    at: str = ""


Told = Reminder | Agenda | KeyFigure
LEVELS = {"late": N_("Late, not done"), "soon": N_("Near at hand"), "info": N_("Still ahead"), "done": N_("Done that day")}
"""How pressing a dated line is, in words."""


@dataclass(frozen=True)
class Days:
    """The days that are asked about, seen from `today`. `to_do`: what is still to be done, also from before `first`; else all
    that these days hold, done or not."""

    today: date
    first: date
    last: date
    to_do: bool = False

    @property
    def ahead(self) -> int:
        """How many days after today are asked about."""
        return (self.last - self.today).days


def ahead(today: date, days: int) -> Days:
    """What is to be done today and in the `days` after it."""
    return Days(today, today, today + timedelta(days=days), to_do=True)


Reminders = Callable[[Session, Days], Sequence[Told]]
"""(session, asked) → what these days bring. `Tile` and `Dated` are such functions, declared."""


@dataclass(frozen=True)
class Tile:
    """A number on Today: the rows that a preset of a list shows.

    `one` and `many` are what it counts; {days} in them is how many days ahead count, any other name stands in `words`.
    """

    listing: Listing
    preset: str
    level: str
    one: str
    many: str
    words: Mapping[str, Any] = field(default_factory=dict)
    weight: int = 1

    def __call__(self, session: Session, asked: Days) -> list[Reminder]:
        """The number as it is now; none where a calendar is filled."""
        if not asked.to_do:
            return []
        return [self.told(self.listing.count(session, Query(conditions=self.conditions())), asked)]

    def conditions(self) -> tuple[Condition, ...]:
        """What the rows it counts fit."""
        return self.listing.preset(self.preset).conditions()

    def told(self, count: int, asked: Days) -> Reminder:
        """The tile of so many rows."""
        title = ngettext(self.one, self.many, count).format(days=asked.ahead, **self.words)
        return Reminder(title, count, self.level, self.listing.feature, self.listing.name, self.preset, self.weight, self)


@dataclass(frozen=True)
class Reckoned:
    """A function (session, asked) → lines that reckons over all records; Today asks it after what is quickly told."""

    source: Reminders

    def __call__(self, session: Session, asked: Days) -> Sequence[Told]:
        """What it tells."""
        return self.source(session, asked)


@dataclass(frozen=True)
class Dated:
    """Dated lines on Today: the rows of a list whose `day` comes within the days ahead.

    `title` and `detail` are sentences with names of columns in braces (an empty cell reads –), or `detail` names columns
    whose cells are joined. `soon`: a line is pressing within so many days; None: never. `past`: how many days ago the day
    may have been; None: any. `most`: so many lines at most, the earliest. A calendar shows all days and lines. `done`: what
    was done that day, which stands in the calendar alone. `moves`: the user may put it on another day
    by hand; `at`: the column of the hour.
    """

    listing: Listing
    day: str
    title: str
    detail: str | tuple[str, ...] = ()
    where: tuple[Condition, ...] = ()
    soon: int | None = SOON_DAYS
    past: int | None = 0
    most: int | None = 50
    done: bool = False
    weight: int = 1
    moves: bool = False
    at: str = ""

    def __call__(self, session: Session, asked: Days) -> list[Agenda]:
        """The lines of the days asked about."""
        if self.done and asked.to_do:
            return []
        hour = (self.at,) if self.at else ()
        names = tuple(dict.fromkeys((self.day, *_names(self.title), *_names(self.detail), *hour)))
        query = Query(conditions=(*self.where, self._when(asked)), order=((self.day, False),))
        rows = self.listing.lines(session, query, names, self.most if asked.to_do else None)
        return list(self._lines(rows, names, asked.today))

    def _words(self, column: Column) -> Callable[[Any], str]:
        """What makes words of a cell."""
        if column.kind == "text" and column.says is None:
            return _text
        if column.kind == "day":
            return _day
        said = partial(self.listing.display, column)
        return _Few(said).__getitem__ if column.kind in ("choice", "flag") else said

    def _when(self, asked: Days) -> Condition:
        if not asked.to_do:
            return Condition(self.day, "between", (asked.first, asked.last))
        if self.past is None:
            return Condition(self.day, "until", asked.last)
        return Condition(self.day, "between", (asked.first - timedelta(days=self.past), asked.last))

    def _lines(self, rows: Sequence[tuple[int, Sequence[Any]]], names: Sequence[str], today: date) -> Iterator[Agenda]:
        """The rows in words. What is the same for all is looked up once: a calendar may hold twenty thousand."""
        columns = [self.listing.column(name) for name in names]
        table, title, detail = table_of(self.listing.model).name, _in_words(self.title, names), _in_words(self.detail, names)
        clock, place = names.index(self.at) if self.at else -1, names.index(self.day)
        words = [self._words(column) for column in columns]
        if self.day not in (*_names(self.title), *_names(self.detail)):
            words[place] = _unsaid
        columns_of_cells = zip(*(cells for _number, cells in rows), strict=True)
        in_words = zip(*(map(said, cells) for said, cells in zip(words, columns_of_cells, strict=False)), strict=True)
        for (number, cells), shown in zip(rows, in_words, strict=True):
            on = cells[place]
            pressing = "done" if self.done else level(on, today, self.soon)
            yield Agenda(on, title(shown), detail(shown), pressing, table, number, self.weight, self.day, self.moves,
                         shown[clock] if self.at else "")


class _Few(dict[Any, str]):
    """The words of cells that have few different values, each made once."""

    def __init__(self, said: Callable[[Any], str]) -> None:
        super().__init__()
        self._said = said

    def __missing__(self, cell: Any) -> str:
        self[cell] = made = self._said(cell)
        return made


def _text(cell: Any) -> str:
    return cell or ""


def _day(cell: Any) -> str:
    return str(cell) if cell else ""


def _unsaid(_cell: Any) -> str:
    return ""


def _names(sentence: str | tuple[str, ...]) -> tuple[str, ...]:
    """The columns that a title or detail speaks of."""
    if isinstance(sentence, tuple):
        return sentence
    return tuple(name for _text, name, _spec, _as in string.Formatter().parse(sentence) if name)


def _in_words(sentence: str | tuple[str, ...], names: Sequence[str]) -> Callable[[Sequence[str]], str]:
    """What makes a title or detail of the cells of the columns `names`, in the language in force."""
    if isinstance(sentence, tuple):
        places = [names.index(name) for name in sentence]
        return lambda shown: " · ".join([shown[place] for place in places if shown[place]])
    parts: list[tuple[str, int]] = []
    for text, name, _spec, _as in string.Formatter().parse(_(sentence) if sentence else ""):
        parts.append((text, names.index(name) if name else -1))
    return lambda shown: "".join([text + (shown[place] or NOTHING if place >= 0 else "") for text, place in parts])


def due(sources: Sequence[Reminders], session: Session, today: date, days: int, reckoned: bool | None = None) -> list[Told]:
    """All that these sources tell is to be done on `today` and the `days` after it; `reckoned`: what takes reckoning over all
    records alone, or all but that. Tiles of one list that reckons are counted in one go."""
    asked, chosen = ahead(today, days), [s for s in sources if reckoned is None or takes_reckoning(s) == reckoned]
    together: dict[int, list[Tile]] = {}
    told: list[Told] = []
    for source in chosen:
        if isinstance(source, Tile) and source.listing.reckons:
            together.setdefault(id(source.listing), []).append(source)
        else:
            told += source(session, asked)
    for tiles in together.values():
        counts = tiles[0].listing.counts(session, [tile.conditions() for tile in tiles])
        told += [tile.told(count, asked) for tile, count in zip(tiles, counts, strict=True)]
    return told


def takes_reckoning(source: Reminders) -> bool:
    """Whether a source reckons over all records before it can tell anything."""
    return isinstance(source, Reckoned) or (isinstance(source, Tile) and source.listing.reckons)


def dated(sources: Sequence[Reminders], session: Session, asked: Days) -> list[Agenda]:
    """The dated lines of the days asked about."""
    return [item for source in sources for item in source(session, asked) if isinstance(item, Agenda)]


def level(on: date, today: date, soon: int | None = SOON_DAYS) -> str:
    """How pressing a day is: late once it is past, soon within so many days (None: never pressing), else info."""
    if soon is None:
        return "info"
    return "late" if on < today else "soon" if on <= today + timedelta(days=soon) else "info"


def days_ahead() -> int:
    """How many days ahead count as due: the user's setting, so that a list shows what its reminder counted."""
    from desktop.core.settings import Settings

    return max(0, int(Settings().get("reminder_days")))
