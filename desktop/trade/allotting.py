"""Who gets how much where goods are short: by ranks, within a rank by share or in the order of days, in whole cartons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from desktop.core import money

SHARE, TURN = "share", "turn"


@dataclass(frozen=True)
class Claim:
    """What somebody waits for, in bags: rank 0 is served first, within a rank `turn` says who comes before whom."""

    wanted: int
    rank: int = 0
    turn: int = 0


def allot(available: int, claims: Sequence[Claim], rule: str = SHARE, carton: int = 1) -> list[int]:
    """The bags each claim gets of what is there, in the order of the claims.

    A rank gets nothing while one before it lacks anything. Where the goods do not do for a whole rank they go by `rule`: SHARE,
    each the same share of what it waits for, rounded by the largest remainders; TURN, each in full until they end. Of a share,
    whole cartons; what is left below a carton for each goes on in turn, a carton and at last single bags at a time.
    """
    given = [0] * len(claims)
    left = max(0, available)
    places = sorted(range(len(claims)), key=lambda i: (claims[i].rank, claims[i].turn, i))
    for _rank, group in groupby(places, key=lambda i: claims[i].rank):
        mine = list(group)
        wanted = [claims[i].wanted for i in mine]
        enough = sum(wanted) <= left
        parts = _in_turn(left, wanted) if enough or rule == TURN else _by_share(left, wanted, carton)
        for place, part in zip(mine, parts, strict=True):
            given[place] = part
        left -= sum(parts)
    return given


def _in_turn(left: int, wanted: Sequence[int]) -> list[int]:
    parts = []
    for bags in wanted:
        parts.append(min(bags, left))
        left -= parts[-1]
    return parts


def _by_share(left: int, wanted: Sequence[int], carton: int) -> list[int]:
    if not left:
        return [0] * len(wanted)
    parts = [part // carton * carton for part in money.split(left, wanted)] if carton > 1 else money.split(left, wanted)
    rest = left - sum(parts)
    while rest:
        # To whom most is missing of what was asked for; of equals to the one whose turn is first.
        place = max(range(len(parts)), key=lambda i: (wanted[i] - parts[i] > 0, (wanted[i] - parts[i]) / max(1, wanted[i]), -i))
        part = min(carton, rest, wanted[place] - parts[place])
        parts[place], rest = parts[place] + part, rest - part
    return parts
