"""Tables that say in cartons (件数) what is kept in bags: what a carton holds is known of each product."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from desktop.core.i18n import _
from desktop.core.importing.dry_run import DryRun
from desktop.core.importing.model import NEW, Target
from desktop.core.units import exact


@dataclass(frozen=True)
class Cases:
    """`target` takes the column of cartons, which no field holds; `number` is the field that is kept; `link` says of what.

    `held` gives, of the records that `link` names, how many a carton holds; None or left out where that is not known.
    """

    target: Target
    number: str
    link: str
    held: Callable[[Session], Mapping[int, int | None]]


Said = tuple[int, str, bool]
"""Row, sentence, and whether the row is kept out for it."""


def unpack(dry: DryRun, session: Session, cases: Cases | None, values: dict[str, list[Any]]) -> None:
    """Let what a file says in cartons be the number that is kept, and tell of the rows in which it cannot be."""
    cartons = values.pop(cases.target.name, None) if cases else None
    if cases is None or cartons is None:
        return
    heading = dry.columns.heading(cases.target.name) or ""
    for place, sentence, out in unpacked(session, cases, cartons, values):
        tell = dry.wrong if out and dry.states[place] == NEW else dry.remark
        tell(place, heading, f"{cartons[place]:g}", sentence)


def _beside(place: int, count: float, each: int | None, number: int) -> Iterator[Said]:
    """What is to be said of cartons beside a number of bags: bags that are fewer than a carton holds may be loose ones."""
    if not count or (each and exact(count) * each == number):
        return
    if not each and not number:
        yield place, _("{n} {n:carton|cartons}, but 0 bags, and how many bags a carton holds is not known: give all "
                       "the bags.").format(n=f"{count:g}"), True
    elif not each:
        yield place, _("How many bags {n} {n:carton holds|cartons hold} is not known; {number} was taken for all "
                       "the bags.").format(
            n=f"{count:g}", number=number), False
    elif abs(number) < each <= abs(exact(count) * each):
        yield place, _("{n} {n:carton|cartons} of {each} {n:is|are} {all}, but the bags are {number}: give "
                       "all the bags, loose ones and those of the cartons together.").format(
            n=f"{count:g}", each=each, all=f"{float(exact(count) * each):g}", number=number), True
    else:
        yield place, _("{n} {n:carton|cartons} of {each} {n:is|are} not {number}; {number} was taken.").format(
            n=f"{count:g}", each=each, number=number), False


def unpacked(session: Session, cases: Cases, cartons: Sequence[Any], values: dict[str, list[Any]]) -> Iterator[Said]:
    """Write the number of each row that says cartons alone; what cannot be said so, or differs, is told row by row."""
    held = cases.held(session)
    numbers = values.setdefault(cases.number, [None] * len(cartons))
    links = values.get(cases.link, [None] * len(cartons))
    for place, (count, number, whose) in enumerate(zip(cartons, list(numbers), links, strict=True)):
        if count is None or (number is None and whose is None):
            continue  # a row that says not of what has its own sentence
        each = held.get(whose) if whose is not None else None
        if number is not None:
            yield from _beside(place, count, each, number)
        elif not count:
            numbers[place] = 0
        elif not each:
            yield place, _("How many bags a carton holds is not known: say it at the product, or give the bags."), True
        elif (made := exact(count) * each).denominator != 1:
            yield place, _("{n} {n:carton|cartons} of {each} {n:is|are} no whole number of bags: give the bags.").format(
                n=f"{count:g}", each=each), True
        else:
            numbers[place] = int(made)
