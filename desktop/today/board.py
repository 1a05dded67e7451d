"""What Today shows, without Qt: tiles and dated lines of all features, the business year, the solar term."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby

from desktop.core.database import Database
from desktop.core.dated.gathering import Sources
from desktop.core.i18n import CHINESE, N_, _, language
from desktop.core.periods import YEAR, period, year_start
from desktop.core.reminders import Agenda, KeyFigure, Reminder, Told, due
from desktop.core.settings import office
from desktop.core.solar_terms import now_and_next
from desktop.core.verbs import any_in

ASKED_AT_ONCE = 2  # features
ORDER = {"late": 0, "soon": 1, "info": 2}
WEEKDAYS = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))
IMPORT, DEALERS, TRIALS, NAMES = STEPS = ("import_", "new_dealer", "trials", "settings")  # what is done first
KEPT_TABLES = ("dealer", "variety", "trial", "trainingevent", "labelitem")


@dataclass(frozen=True)
class Board:
    """Everything on the page. `tiles` count something, worst first; `days` are the days with something on them; `figures` are
    the key figures by name. It is `whole` once what takes reckoning is there too."""

    today: date
    year: str
    term: str
    tiles: list[Reminder] = field(default_factory=list)
    days: list[tuple[date, list[Agenda]]] = field(default_factory=list)
    empty: bool = False
    done: frozenset[str] = frozenset(STEPS)
    figures: Mapping[str, KeyFigure] = field(default_factory=dict)
    whole: bool = True

    @property
    def overdue(self) -> list[Agenda]:
        """What should have been done before today: what counts most first, of that the oldest."""
        late = [line for day, lines in self.days if day < self.today for line in lines]
        return sorted(late, key=lambda line: -line.weight)

    def between(self, first: date, last: date) -> list[tuple[date, list[Agenda]]]:
        """The days with something on them from one day to another."""
        return [(day, lines) for day, lines in self.days if first <= day <= last]

    def week_end(self) -> date:
        """The Sunday of this week."""
        return self.today + timedelta(days=6 - self.today.weekday())


def gather(db: Database, features: Sequence[Sources], today: date, days: int) -> Board:
    """Ask every feature what is due on `today` and the `days` after it, what takes reckoning too."""
    base, told = quickly(db, features, today, days)
    return arranged(base, [*told, *reckoned(db, features, today, days)], whole=True)


def quickly(db: Database, features: Sequence[Sources], today: date, days: int) -> tuple[Board, list[Told]]:
    """A board without lines, and what is told without reckoning over all records."""
    told = _told(db, features, today, days, takes_reckoning=False)
    with db.reading() as session:
        known = {name for name in KEPT_TABLES if any_in(session, name)}
    year = period(YEAR, today, year_start(str(office(db, "business_year_start"))))
    return Board(today, year.title(), now_and_next(today), empty=not known, done=_done(db, known)), told


def reckoned(db: Database, features: Sequence[Sources], today: date, days: int) -> list[Told]:
    """What takes reckoning over all records: accounts, stocks, targets."""
    return _told(db, features, today, days, takes_reckoning=True)


def _told(db: Database, features: Sequence[Sources], today: date, days: int, *, takes_reckoning: bool) -> list[Told]:
    """What the features tell; while one waits for the database, another loads."""
    def asked(sources: Sources) -> list[Told]:
        with db.reading() as session:
            return due(sources(session), session, today, days, takes_reckoning)

    with ThreadPoolExecutor(ASKED_AT_ONCE, "agridesk-today") as threads:
        return [item for items in threads.map(asked, features) for item in items]


def arranged(base: Board, told: Sequence[Told], *, whole: bool) -> Board:
    """A board with what was told in its order: the worst first, of that what counts most."""
    tiles = [item for item in told if isinstance(item, Reminder) and item.count]
    lines = sorted((item for item in told if isinstance(item, Agenda)),
                   key=lambda a: (a.on, ORDER[a.level], -a.weight, a.title))
    return replace(base, tiles=sorted(tiles, key=lambda t: (ORDER[t.level], -t.weight)), whole=whole,
                   days=[(day, list(group)) for day, group in groupby(lines, key=lambda a: a.on)],
                   figures={item.key: item for item in told if isinstance(item, KeyFigure)})


def _done(db: Database, known: Collection[str]) -> frozenset[str]:
    """The first steps that are done, by the tables that hold something."""
    done = {IMPORT: bool(known), DEALERS: "dealer" in known, TRIALS: bool({"variety", "trial"} & set(known)),
            NAMES: bool(office(db, "company") and office(db, "manager"))}
    return frozenset(step for step, is_done in done.items() if is_done)


def day_title(day: date, today: date) -> str:
    """A heading over a day: “Today”, “Tomorrow”, or the date, with the weekday."""
    weekday = _(WEEKDAYS[day.weekday()])
    near = {today: N_("This day"), today + timedelta(days=1): N_("Tomorrow")}
    if day in near:
        return f"{_(near[day])} · {weekday}"
    return f"{short_day(day)} · {weekday}"


def short_day(day: date) -> str:
    """Month and day as they are written in the language in force."""
    return f"{day.month}月{day.day}日" if language() == CHINESE else f"{day.day} {MONTHS[day.month - 1][:3]}"


def long_day(day: date) -> str:
    """The full date with its weekday."""
    weekday = _(WEEKDAYS[day.weekday()])
    if language() == CHINESE:
        return f"{day.year}年{day.month}月{day.day}日 {weekday}"
    return f"{weekday}, {day.day} {MONTHS[day.month - 1]} {day.year}"


MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")
