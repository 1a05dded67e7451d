"""What an import is made of: targets, the mapping of a file's columns, the plan (a dry run) and its result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from desktop.core.choices import Choices
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.importing.conflicts import Conflict
from desktop.core.tables import Table

Progress = Callable[[float], None]
"""Is told the share done (0 to 1) now and then; it may raise to cancel, and nothing is written then."""

NEW, UPDATE, UNCHANGED, DUPLICATE, ERROR = "new", "update", "unchanged", "duplicate", "error"
ALIKE = 8  # names that are proposed for one that is not known
STATES = (NEW, UPDATE, UNCHANGED, DUPLICATE, ERROR)


@dataclass(frozen=True)
class Target:
    """Something a column of a file can go to.

    `kind` is one of `fields.KINDS` but data. `title` and `aliases` are headings it is known
    by, in English or Chinese; both languages of `title` count. `many`: several columns may go to it (traits).
    `low` and `high` are hard limits; `plausible` is a range outside which a warning is given.
    `spelt`: it holds names, so that two that differ only by blanks or width are asked about. `doubt` says in a sentence what
    looks wrong about a text; the row is taken all the same. `written` is the unit that the column's heading names, `factor`
    what its numbers are multiplied with to be in `unit`, None where that cannot be said (see `headed.py`). `share`: whether
    its column shows 0.14 as 14 % is not known. `bound`: the sign that its numbers are printed with (≥ a promise of purity);
    `part`: the part of the calendar that it names, "year" or "month". `times`: what its numbers are multiplied with besides,
    once they are in its unit, where the column is of another form of the same thing (P₂O₅ where phosphorus is kept).
    `said`: what tables say for yes and no of it besides the usual words.
    """

    name: str
    title: str
    kind: str = "text"
    aliases: tuple[str, ...] = ()
    required: bool = False
    key: bool = False
    choices: Choices | None = None
    decimals: int = 2
    low: float | None = None
    high: float | None = None
    plausible: tuple[float | None, float | None] = (None, None)
    unit: str = ""
    link: str = ""
    creatable: bool = False
    many: bool = False
    spelt: bool = False
    doubt: Callable[[str], str] | None = None
    written: str = ""
    factor: Fraction | None = Fraction(1)
    share: bool = False
    bound: str = ""
    part: str = ""
    times: Fraction = Fraction(1)
    said: Mapping[str, bool] = field(default_factory=dict)

    def heading(self) -> str:
        """The heading in the language in force, with the unit."""
        return f"{_(self.title)} ({_(self.unit)})" if self.unit else _(self.title)


@dataclass(frozen=True)
class Use:
    """Where one column goes, and the user's answers to the questions about its values (see `questions.py`)."""

    target: str
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Columns:
    """How a file is to be read: heading → use; headings that are missing are left out of the import.

    `constants` gives every row the same value of a target without a column. `mode` is all, new (existing records
    stay as they are) or update (nothing new). `said` are values that the file itself gives for all rows beside its table
    (盘点日期：11月20日); they are of this file alone and never remembered. `conflicts` says what becomes of two values of one
    thing: under "" the rule, under the key of a conflict what was decided for it alone; it is never remembered either.
    `assumed` is what new records get where no column says it (a state, a level), chosen for this file alone.
    """

    uses: Mapping[str, Use]
    constants: Mapping[str, str] = field(default_factory=dict)
    mode: str = "all"
    conflicts: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    assumed: Mapping[str, str] = field(default_factory=dict)

    @property
    def fixed(self) -> Mapping[str, str]:
        """What every row gets: what a person has set, else what the file says beside its table."""
        return {**self.said, **self.constants}

    def heading(self, target: str) -> str | None:
        """The heading that goes to `target`."""
        return next((h for h, use in self.uses.items() if use.target == target), None)

    def headings(self, target: str) -> list[str]:
        """All headings that go to `target`."""
        return [h for h, use in self.uses.items() if use.target == target]

    def as_json(self) -> dict[str, Any]:
        """Plain values, to be remembered."""
        return {"uses": {h: [u.target, dict(u.options)] for h, u in self.uses.items()},
                "constants": dict(self.constants), "mode": self.mode}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Columns:
        """What `as_json` gave."""
        uses = {h: Use(target, dict(options)) for h, (target, options) in stored.get("uses", {}).items()}
        return cls(uses, dict(stored.get("constants", {})), str(stored.get("mode", "all")))


@dataclass(frozen=True)
class About:
    """A fact of the whole file: what was recognised in words, what may be chosen instead, what is chosen ("" = as recognised).

    `answers` maps what is stored to its words; `free`: any other text may be typed. Its `name` is that of the constant.
    `asks` is the question that must be answered before one goes on, where the file does not decide ("" = none).
    """

    name: str
    title: str
    recognised: str
    answers: Mapping[str, str] = field(default_factory=dict)
    chosen: str = ""
    free: bool = False
    asks: str = ""


@dataclass(frozen=True)
class Asked:
    """A fact of the whole file that nothing in it decides: the sentence that asks, and the answers (stored → in words)."""

    name: str
    text: str
    answers: Mapping[str, str]


@dataclass(frozen=True)
class Issue:
    """A cell (or row) of the file that is wrong, or only remarkable (`warning`). `row` as a person sees it there; 0: all."""

    row: int
    column: str
    value: str
    text: str
    warning: bool = False


@dataclass
class Plan:
    """What an import would do; nothing has been written. `states[i]` is what becomes of `table.rows[i]`.

    `payload` is the kind's own (what `write` needs); `facts` are sentences beside the counts ("3 varieties will be added");
    `seen` is the newest action of the database when the plan was made; `conflicts` are the things that have two values,
    whatever was decided of them; `recognised` are lines of fixed form about the whole file, said before all else; `asked` is
    what nothing in the file decides of them.
    """

    table: Table
    columns: Columns
    states: list[str]
    issues: list[Issue] = field(default_factory=list)
    payload: Any = None
    facts: list[str] = field(default_factory=list)
    seen: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    recognised: list[str] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    @property
    def unused(self) -> list[str]:
        """The headings of columns that hold something and go nowhere."""
        used = self.columns.uses.keys()
        return [h for place, h in enumerate(self.table.header)
                if h not in used and any(row[place] not in (None, "") for row in self.table.rows)]

    def count(self, state: str) -> int:
        """How many rows have that state."""
        return self.states.count(state)

    def rows(self, state: str) -> list[int]:
        """The positions (in `table.rows`) of the rows with that state."""
        return [i for i, found in enumerate(self.states) if found == state]

    @property
    def errors(self) -> list[Issue]:
        """The issues that keep a row out."""
        return [i for i in self.issues if not i.warning]

    @property
    def good(self) -> int:
        """How many rows would be written."""
        return self.count(NEW) + self.count(UPDATE)


def silent(_share: float) -> None:
    """A progress that nobody watches."""


def target_named(targets: Iterable[Target], name: str) -> Target:
    """The target of that name. Raises `UserError` listing those that are alike, where none is those that are no traits."""
    known = {t.name: t for t in targets}
    if name not in known:
        words = {word.casefold(): n for n, t in known.items() for word in (n, n.rpartition(":")[2], t.title, _(t.title))}
        wanted = name.casefold()
        near = [words[word] for word in get_close_matches(wanted, words, ALIKE, cutoff=0.6)]
        alike = [*near, *(n for word, n in words.items() if wanted.rpartition(":")[2] in word)][:ALIKE]
        names = list(dict.fromkeys(alike)) or [n for n in known if ":" not in n]
        raise UserError(_("There is no field “{name}”; there are: {names}.").format(
            name=name, names=", ".join([*names, *(["…"] if len(names) < len(known) else [])])))
    return known[name]
