"""State machines: what may follow what, what a move is called, which moves need a reason. Pure: no database, no window.

TO ADD ONE (in a feature's `…states.py`)
    MACHINE = Machine(CASE_STATE, {"open": {"solved": N_("Solve")}, "solved": {}}, needs_reason=frozenset({("open", "solved")}))
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.core.choices import Choices
from desktop.core.errors import Refused
from desktop.core.i18n import _


@dataclass(frozen=True)
class Machine:
    """`moves`: state → state that may follow → what the move is called, untranslated. `closed` is the sentence where
    nothing may follow, with {state} for its name."""

    words: Choices
    moves: Mapping[str, Mapping[str, str]]
    needs_reason: frozenset[tuple[str, str]] = frozenset()
    closed: str = ""

    def allowed(self, state: str) -> tuple[str, ...]:
        """The states that may follow `state`."""
        return tuple(self.moves.get(state, {}))

    def verbs(self, state: str) -> list[tuple[str, str]]:
        """The moves out of `state`: (state that follows, what the move is called)."""
        return [(after, _(verb)) for after, verb in self.moves.get(state, {}).items()]

    def check(self, before: str, after: str, reason: str = "") -> None:
        """Raise `Refused`, naming what is allowed, where a move is not, or where it needs a reason and has none."""
        names = self.words.label(before), self.words.label(after)
        following = self.allowed(before)
        if after not in following:
            if not following:
                sentence = _(self.closed) if self.closed else _("“{state}” is the end; nothing follows it.")
                raise Refused(sentence.format(state=names[0]))
            raise Refused(_("“{state}” cannot become “{wish}”. Allowed now: {allowed}.").format(
                state=names[0], wish=names[1], allowed=_(", ").join(self.words.label(s) for s in following)))
        if (before, after) in self.needs_reason and not reason.strip():
            raise Refused(_("Say why it goes from “{before}” to “{after}”.").format(before=names[0], after=names[1]))
