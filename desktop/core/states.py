"""State machines: what may follow what, which moves need a reason, what a move keeps. Pure: no database, no window.

TO ADD ONE (in a feature's `…states.py`)
    MACHINE = Machine(CASE_STATE, {"open": {"solved": N_("Solve")}, "solved": {}}, needs_reason=frozenset({("open", "solved")}),
                      dates={"solved": "closed_on"})
and the field that stands on it: `state: str = f.state(N_("State"), MACHINE, "open")`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop.core.choices import Choices
from desktop.core.errors import Refused
from desktop.core.i18n import _


@dataclass(frozen=True)
class Machine:
    """`moves`: state → state that may follow → what the move is called, untranslated. `closed` is the sentence where
    nothing may follow, with {state} for its name. From a state that is not among them any may follow.

    A new record begins in one of the states of `begins`, in any where none is named.
    `dates`: state → the record's field that keeps the day it was reached; those of `first` keep the first such day.
    `undone`: state → the days that are no longer true once a record comes back to it. `reason` is the field that keeps
    the reason given last. A record in one of the states of `locked` stays as it is, but for the fields of `free`; `stays`
    is what is said then, with {state} for its name. Of a state of `must_know` the day is never left blank.
    """

    words: Choices
    moves: Mapping[str, Mapping[str, str]]
    needs_reason: frozenset[tuple[str, str]] = frozenset()
    closed: str = ""
    begins: tuple[str, ...] = ()
    dates: Mapping[str, str] = field(default_factory=dict)
    first: frozenset[str] = frozenset()
    undone: Mapping[str, Sequence[str]] = field(default_factory=dict)
    reason: str = ""
    locked: frozenset[str] = frozenset()
    free: frozenset[str] = frozenset()
    stays: str = ""
    must_know: frozenset[str] = frozenset()

    @property
    def days(self) -> frozenset[str]:
        """The fields that only a move may change, beside the state itself."""
        return frozenset(self.dates.values())

    def check_beginning(self, state: str) -> None:
        """Raise `Refused` where a new record may not begin in `state`."""
        if self.begins and state not in self.begins:
            raise Refused(_("A new record begins as “{state}”.").format(
                state=_(", ").join(self.words.label(s) for s in self.begins)))

    def allowed(self, state: str) -> tuple[str, ...]:
        """The states that may follow `state`."""
        return tuple(self.moves[state]) if state in self.moves else tuple(s for s in self.words if s != state)

    def verbs(self, state: str) -> list[tuple[str, str]]:
        """The moves out of `state`: (state that follows, what the move is called)."""
        names = self.moves.get(state, self.words.labels)
        return [(after, _(names[after])) for after in self.allowed(state)]

    def check(self, before: str, after: str, reason: str = "") -> None:
        """Raise `Refused`, naming what is allowed, where a move is not, or where it needs a reason and has none."""
        names = self.words.label(before), self.words.label(after)
        following = self.allowed(before)
        if after not in following:
            if not following:
                raise Refused(self.end(before))
            raise Refused(_("“{state}” cannot become “{wish}”. Allowed now: {allowed}.").format(
                state=names[0], wish=names[1], allowed=_(", ").join(self.words.label(s) for s in following)))
        if (before, after) in self.needs_reason and not reason.strip():
            raise Refused(_("Say why it goes from “{before}” to “{after}”.").format(before=names[0], after=names[1]))

    def end(self, state: str) -> str:
        """What is said where nothing may follow `state`."""
        sentence = _(self.closed) if self.closed else _("“{state}” is the end; nothing follows it.")
        return sentence.format(state=self.words.label(state))

    def lock(self, state: str) -> str:
        """What is said where a record in `state` may not be changed."""
        sentence = _(self.stays) if self.stays else _("What is “{state}” stays as it is.")
        return sentence.format(state=self.words.label(state))
