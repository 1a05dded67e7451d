"""The one rule by which a paper, or the window, says that an entry differs from the check.

A report has one rule, that of its template: the official summary calls a difference by the LSD, which the F test of the
entries protects; a company that decides against its check asks Dunnett. Words, stars, colours, intervals and advice come
from here and from nothing else; what other tests say stands in the annex. Strips on farms are judged by the differences farm
by farm, whatever the rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.analysis import wording
from desktop.core.i18n import N_, _
from desktop.trials.choices import DUNNETT

if TYPE_CHECKING:
    from desktop.analysis.parts import CheckComparison

ABOVE, BELOW, NEITHER, UNTESTED = "above", "below", "neither", ""
WORDS = {ABOVE: N_("significantly above"), BELOW: N_("significantly below"), NEITHER: N_("not distinguishable")}
STRICT = 0.01
GOOD, BAD = "good", "bad"


@dataclass(frozen=True)
class Verdict:
    """What the rule says of a difference: its `side` of the check, "**", "*" or "ns", the rule's p and limits.

    All empty where nothing is tested; without limits where the F test lets no difference be looked at.
    """

    side: str = UNTESTED
    mark: str = ""
    p: float | None = None
    lower: float | None = None
    upper: float | None = None


def judge(found: CheckComparison | None, rule: str, significant: bool | None, alpha: float) -> Verdict:
    """The verdict on one entry by `rule`; `significant` is the F test of all entries (None: there is none)."""
    if found is None:
        return Verdict()
    if rule == DUNNETT:
        return by_p(found.difference, found.p, alpha, (found.lower, found.upper))
    if not significant:
        return Verdict() if significant is None else Verdict(NEITHER, "ns")
    return by_p(found.difference, found.lsd_p, alpha, found.limits_alone(alpha))


def by_p(difference: float, p: float | None, alpha: float, limits: tuple[float | None, float | None]) -> Verdict:
    """The verdict on a difference whose p-value is known."""
    if p is None:
        return Verdict()
    mark = star(p, alpha)
    side = NEITHER if mark == "ns" or not difference else ABOVE if difference > 0 else BELOW
    return Verdict(side, mark, p, *limits)


def star(p: float, alpha: float) -> str:
    """The sign of significance at the level of the paper: ** at 1 %, * at its own level, ns."""
    return "ns" if p > alpha else "**" if p <= STRICT else "*"


def word(side: str) -> str:
    """The verdict in the words of a layman; "" where nothing is tested."""
    return _(WORDS[side]) if side else ""


def mood(side: str, direction: str) -> str:
    """Whether a verdict is good news (GOOD), bad news (BAD) or neither (""), by the direction of the trait."""
    if side not in (ABOVE, BELOW) or direction == "none":
        return ""
    return GOOD if (side == ABOVE) == (direction != "lower") else BAD


def clause(mark: str) -> str:
    """What is said of a difference in a sentence: the rule is named once on the paper, not here."""
    texts = {"**": N_("the difference is highly significant"), "*": N_("the difference is significant"),
             "ns": N_("the difference is not significant")}
    return _(texts[mark]) if mark else ""


def named(rule: str, alpha: float, *, annex: bool = False) -> str:
    """The sentence that names the rule, once on a paper; with `annex` where the other tests stand."""
    level = wording.level_text(alpha)
    text = (_("Differences from the check are called significant by Dunnett's test, all comparisons with the check together "
              "at {level}; ** 1 %, * {level}, ns not significant.") if rule == DUNNETT else
            _("Differences from the check are called significant by the LSD at {level}, and only where the F test of the "
              "varieties is significant; ** 1 %, * {level}, ns not significant."))
    return wording.sentences([text.format(level=level), _("Other tests stand in the annex.") if annex else ""])


def farmed(alpha: float) -> str:
    """The sentence that names the rule for strips on farms."""
    return _("Differences from the check are called significant by Student's t of the differences farm by farm, adjusted by "
             "Holm, at {level}.").format(level=wording.level_text(alpha))
