"""Which stored record a name means that none bears: 丰例农资 for 庆安丰例农资经营部. It is asked, never guessed.

The answer is kept with the column (option "name:…"), so that the next file with these headings is read without asking.
What is near is found once for a file, as long as nothing is written meanwhile.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from sqlalchemy import select
from sqlmodel import Session

from desktop.core import history
from desktop.core.computing import check
from desktop.core.i18n import N_
from desktop.core.importing import links
from desktop.core.importing.likeness import normal
from desktop.core.importing.model import Columns, Target
from desktop.core.importing.questions import KEEP_OUT, MANY_WORDS, Question
from desktop.core.kinds import model_of
from desktop.core.records import table_of
from desktop.core.tables import Table
from desktop.core.tables.words import is_no_value

NEAR = 6  # records that are proposed for a name
ALIKE = 0.6
LOOK = 500  # names between two looks whether the user has given up
SHARED = 2  # characters that a name shares with one that is proposed
ADD = "add"


@dataclass(frozen=True)
class Addition:
    """A record that may be added for a name that nobody bears, where a person says so: what the answer is called, untranslated,
    and what adds it (session, name) → its number."""

    title: str
    add: Callable[[Session, str], int]


def option(text: str) -> str:
    """The name of the question about a text."""
    return f"name:{text}"


def meant(texts: Iterable[str], options: Mapping[str, str]) -> dict[str, str]:
    """Text → the name that a person has said is meant."""
    return {text: answer for text in texts if (answer := options.get(option(text), "")) and answer not in (*KEEP_OUT, ADD)}


def to_add(texts: Iterable[str], options: Mapping[str, str]) -> set[str]:
    """The texts for which a person has said that a new record is to be added."""
    return {text for text in texts if options.get(option(text), "") == ADD}


def questions(session: Session, table: Table, columns: Columns, targets: Mapping[str, Target],
              lookups: Mapping[str, links.Lookup], own: str, additions: Mapping[str, Addition]) -> list[Question]:
    """One question for each name of a reference that several records bear, or none but some that are near to it or may be
    added; `own`: the table that is filled, whose records may stand in the file itself."""
    found: list[Question] = []
    for heading, use in columns.uses.items():
        target = targets.get(use.target)
        if target is None or target.kind != "link" or target.creatable or target.link == own or heading not in table.header:
            continue
        texts = dict.fromkeys(c.strip() for c in table.column(heading) if isinstance(c, str) and not is_no_value(c))
        resolved = links.resolve(session, target.link, texts, lookups.get(target.name)) if texts else links.Resolved()
        unknown = resolved.unknown | resolved.wrong.keys()
        if not 0 < len(unknown) <= MANY_WORDS:
            continue
        kept = _kept(session, table, target.link)
        bearers = links.several(session, model_of(target.link), resolved.wrong)
        addition = additions.get(target.name)
        new = {ADD: addition.title} if addition else dict[str, str]()
        for text in (t for t in texts if t in unknown):
            near = _bearing(session, target.link, bearers.get(text, ())) or kept.proposed(text)
            if answers := {**near, **(new if text in resolved.unknown else {})}:
                found.append(Question(heading, option(text), N_("Which record is meant?"), {**answers, **KEEP_OUT}, (text,),
                                      use.options.get(option(text), "")))
    return found


def _bearing(session: Session, link: str, ids: Sequence[int]) -> dict[str, str]:
    """The records that bear one name, as they are found again → what tells them apart; {} for more than a person reads."""
    if not 0 < len(ids) <= NEAR:
        return {}
    model = model_of(link)
    records = [record for number in ids if (record := session.get(model, number)) is not None]
    return {shown: " ".join(part for part in (record.label(), record.detail()) if part)
            for record, shown in zip(records, links.name_of(session, link, [r.id for r in records]).values(), strict=True)}


@dataclass
class Kept:
    """What the records of a reference are called, and which of them were found near to a text."""

    known: dict[str, tuple[str, int]]
    titles: dict[int, str]
    near: dict[str, list[str]] = field(default_factory=dict)

    def proposed(self, text: str) -> dict[str, str]:
        """The records near to a text, as they are found again → what they are called."""
        near = (self.known[name] for name in self.nearest(text))
        return {shown: self.titles.get(number, shown) for shown, number in near}

    def nearest(self, text: str) -> list[str]:
        """See `nearest`; found once."""
        if text not in self.near:
            self.near[text] = nearest(text, self.known)
        return self.near[text]


def _kept(session: Session, table: Table, link: str) -> Kept:
    """What is known of a reference for this file; anew after anything was written."""
    at = (link, history.newest(session))
    held: dict[tuple[str, int], Kept] = table.extra.setdefault("whom", {})
    if at not in held:
        held[at] = Kept(_known(session, link), _titles(session, link))
    return held[at]


def _titles(session: Session, link: str) -> dict[int, str]:
    """What the records of a table are called; {} where they have no name of their own."""
    table = table_of(model_of(link))
    return {row[0]: row[1] for row in session.execute(select(table.c.id, table.c.name))} if "name" in table.c else {}


def _known(session: Session, link: str) -> dict[str, tuple[str, int]]:
    """Name, bare of blanks and marks → how the record is named so that it is found again, and its number; names that several
    bear are none's."""
    by_id: dict[int, list[str]] = {}
    for name, ids in links.names(session, model_of(link)).items():
        if len(ids) == 1:
            by_id.setdefault(ids[0], []).append(name)
    shown = links.name_of(session, link, by_id)
    return {normal(name): (shown[number], number) for number, names in by_id.items() for name in names if number in shown}


def nearest(text: str, known: Iterable[str]) -> list[str]:
    """The names that are like a text, the likest first: one within the other, its characters in order, most of them alike.

    Stops where the user has given up meanwhile.
    """
    wanted, scores = normal(text), dict[str, float]()
    letters = list(Counter(wanted).items())
    for place, name in enumerate(known):
        if place % LOOK == 0:
            check()
        shared = [often for letter, often in letters if letter in name]
        most = sum(shared)  # letters that can agree at most: where they are too few, no rule of `_near` can hold
        few = 2 * most < ALIKE * (len(wanted) + len(name)) and most < min(len(wanted), len(name))
        if len(shared) >= SHARED and not few and (score := _near(wanted, name)) >= ALIKE:
            scores[name] = score
    return sorted(scores, key=lambda name: -scores[name])[:NEAR]


def _near(one: str, other: str) -> float:
    letters_of_both = set(one) & set(other)
    if len(letters_of_both) < SHARED:
        return 0.0
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if one == other:
        return 1.0
    if short in long:
        return 0.9 + len(short) / len(long) / 10
    letters = iter(long)
    if len(short) > SHARED and all(letter in letters for letter in short):
        return 0.8 + len(short) / len(long) / 10
    # no more letters can agree than both have: few pairs are worth a comparison
    shared = sum(min(one.count(letter), other.count(letter)) for letter in letters_of_both)
    if 2 * shared < ALIKE * (len(one) + len(other)):
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
