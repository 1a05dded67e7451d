"""Two values of one thing: what is stored, or was read before, and what a file says. The user picks the rule."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.i18n import N_, _

KEEP, NEWER, FILE, MEAN, BOTH = "keep", "newer", "file", "mean", "both"
RULES: dict[str, str] = {
    KEEP: N_("keep what is stored"), NEWER: N_("take the newer one"), FILE: N_("take the file's"),
    MEAN: N_("take the mean of numbers"), BOTH: N_("keep both, as a further occasion"),
}


@dataclass(frozen=True)
class Side:
    """A value with who observed it when, and the file it came from ("" = entered here)."""

    value: str
    who: str = ""
    when: str = ""
    file: str = ""

    def __str__(self) -> str:
        facts = _(", ").join(part for part in (self.who, self.when, self.file) if part)
        return f"{self.value} ({facts})" if facts else self.value


@dataclass(frozen=True)
class Conflict:
    """What has two values. `key` names it, `row` is the place in the table; `decision` is a rule, "" while none is picked."""

    key: str
    row: int
    what: str
    stored: Side
    new: Side
    decision: str = ""
