"""The states of a label version and what may follow what. Pure: no database, no window.

draft → in review → approved → effective → superseded; a review may send back to draft; approved and effective versions
may be withdrawn. Nothing leaves superseded and withdrawn: a mistake is mended by a new version.
"""

from __future__ import annotations

from desktop.core.errors import Refused
from desktop.core.i18n import N_, _
from desktop.labels.choices import STATES

MOVES: dict[str, dict[str, str]] = {
    "draft": {"review": N_("Give to review")},
    "review": {"approved": N_("Approve"), "draft": N_("Send back to draft")},
    "approved": {"effective": N_("Make effective"), "draft": N_("Send back to draft"), "withdrawn": N_("Withdraw")},
    "effective": {"superseded": N_("Supersede"), "withdrawn": N_("Withdraw")},
    "superseded": {},
    "withdrawn": {},
}
NEEDS_REASON = frozenset({("review", "draft"), ("approved", "draft"), ("approved", "withdrawn"), ("effective", "withdrawn")})


def allowed(state: str) -> tuple[str, ...]:
    """The states that may follow `state`."""
    return tuple(MOVES.get(state, {}))


def verb(before: str, after: str) -> str:
    """What the move is called on a button, untranslated."""
    return MOVES[before][after]


def check_move(before: str, after: str, reason: str = "") -> None:
    """Raise `Refused`, naming what is allowed, where a move is not."""
    names = STATES.label(before), STATES.label(after)
    following = allowed(before)
    if after not in following:
        if not following:
            raise Refused(_("A version that is “{state}” stays so; make a new version instead.").format(state=names[0]))
        raise Refused(_("“{state}” cannot become “{wish}”. Allowed now: {allowed}.").format(
            state=names[0], wish=names[1], allowed=", ".join(STATES.label(s) for s in following)))
    if (before, after) in NEEDS_REASON and not reason.strip():
        raise Refused(_("Say why the version goes from “{before}” to “{after}”.").format(before=names[0], after=names[1]))
