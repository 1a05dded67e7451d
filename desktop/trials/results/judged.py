"""What a line of results says of an entry beside the check, of one trial and of a series alike."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Judged:
    """An entry's mean and rank, and how it compares.

    `difference` and `percent` are against the check, or the mean of all where there is none; `side` and `mark` ("**", "*",
    "ns") are the verdict by the rule chosen, `lower`, `upper` and `p` that rule's own; `letters` and `capitals` are those of
    the test chosen at 5 % and 1 %; `probability` is that of beating the check on a new farm or in a new environment. All None
    or "" where there is no error term.
    """

    mean: float
    rank: int
    difference: float | None = None
    percent: float | None = None
    lower: float | None = None
    upper: float | None = None
    p: float | None = None
    side: str = ""
    mark: str = ""
    letters: str = ""
    capitals: str = ""
    probability: float | None = None
