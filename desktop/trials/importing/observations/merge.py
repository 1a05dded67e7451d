"""Compares what files say with what is stored and with each other, and applies the rule for two values of one thing.

The same value is a duplicate; a value where none was is new; another value is a conflict. What loses stays readable in
the note of the observation that wins, so that the same file taken in again asks nothing twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col

from desktop.catalogue.model import Trait
from desktop.core.i18n import N_, _
from desktop.core.importing import DUPLICATE, ERROR, NEW, RULES, UNCHANGED, UPDATE, Conflict
from desktop.core.importing.conflicts import BOTH, FILE, KEEP, MEAN, NEWER
from desktop.core.records import living
from desktop.trials.importing.observations.payload import Kept, Key, Payload, Seen
from desktop.trials.model import Observation

CHUNK = 500
DAY = len("2026-05-20")
OUTCOMES = {
    KEEP: N_("{what}: {stored} stays, {new} is not taken."), FILE: N_("{what}: {new} is taken instead of {stored}."),
    MEAN: N_("{what}: the mean of {stored} and {new} is taken."),
    BOTH: N_("{what}: {stored} stays, {new} is added as a further occasion."),
}


@dataclass(frozen=True)
class Verdict:
    """What becomes of one observation of a file: its row's state, what is told of it, and which rule did it."""

    seen: Seen
    state: str
    sentence: str = ""
    rule: str = ""
    conflict: Conflict | None = None


class Merger:
    """Holds what is to stand, beginning with what is stored."""

    def __init__(self, session: Session, decisions: Mapping[str, str], payload: Payload, mode: str = "all") -> None:
        self.session, self.decisions, self.payload, self.mode = session, decisions, payload, mode
        self.conflicts: list[Conflict] = []
        self.kept = payload.kept
        self._occasions: dict[tuple[int, int], set[int]] = defaultdict(set)
        self._asked: Counter[Key] = Counter()
        self._noted: set[str] = set()
        self._spoken: set[Key] = set()

    def load(self, seen: Sequence[Seen]) -> None:
        """Read what is stored of the plots and traits that the files speak of."""
        self._spoken = {one.key for one in seen}
        traits: dict[int, Trait] = {one.trait.id: one.trait for one in seen}
        plots = sorted({one.plot_id for one in seen})
        for start in range(0, len(plots), CHUNK):
            query = living(Observation).where(col(Observation.plot_id).in_(plots[start:start + CHUNK]))
            for row in self.session.exec(query):
                if row.trait_id in traits and (row.value is not None or row.text):
                    self._add(Kept.stored(row, traits[row.trait_id]))

    def _add(self, kept: Kept) -> None:
        self.kept[kept.key] = kept
        self._occasions[kept.key[:2]].add(kept.key[2])

    def judge(self, seen: Seen) -> Verdict:
        """What is to become of an observation; changes nothing."""
        kept = self.kept.get(seen.key)
        if kept is None:
            return Verdict(seen, UNCHANGED if self.mode == "update" else NEW)
        if self.mode == "new" and kept.id is not None:
            return Verdict(seen, UNCHANGED)
        if kept.same(seen) or kept.mentions(seen.side()) or self._elsewhere(seen):
            return Verdict(seen, DUPLICATE if kept.dirty else UNCHANGED)
        key = "|".join((seen.plot, seen.trait.code, str(seen.occasion), str(self._asked[seen.key] + 1)))
        what = " · ".join((seen.plot, seen.trait.title(), *([str(seen.occasion)] if seen.occasion > 1 else [])))
        rule = self.decisions.get(key) or self.decisions.get("", "")
        conflict = Conflict(key, seen.place, what, kept.side(), seen.side(), rule)
        return self._ruled(seen, kept, conflict)

    def _elsewhere(self, seen: Seen) -> bool:
        """Whether the very observation is stored at an occasion the files do not speak of: it was kept as a further one."""
        others = (self.kept[key] for o in self._occasions[seen.key[:2]] if (key := (*seen.key[:2], o)) not in self._spoken)
        return len(seen.moment) > DAY and any(k.id is not None and k.same(seen) and k.side() == seen.side() for k in others)

    def _ruled(self, seen: Seen, kept: Kept, conflict: Conflict) -> Verdict:
        """The verdict by the rule of the conflict."""
        rule = conflict.decision
        if rule not in RULES:
            return self._open(seen, conflict, _("choose which of the two stands"))
        if rule == NEWER:
            mine, theirs = comparable(kept.side().when, seen.moment)
            if mine == theirs or not (mine and theirs):
                return self._open(seen, conflict, _("it is not known which is the newer one, choose another rule"))
            rule = FILE if theirs > mine else KEEP
        if rule == MEAN and not (isinstance(kept.value, float) and isinstance(seen.value, float)):
            return self._open(seen, conflict, _("there is no mean of these, choose another rule"))
        text = _(OUTCOMES[rule]).format(what=conflict.what, stored=conflict.stored, new=conflict.new)
        return Verdict(seen, NEW if rule == BOTH else UPDATE, text, rule, conflict)

    def _open(self, seen: Seen, conflict: Conflict, cure: str) -> Verdict:
        """A conflict nobody has decided yet: it is listed, and its row waits."""
        undecided = replace(conflict, decision="")
        if conflict.key not in self._noted:
            self._noted.add(conflict.key)
            self.conflicts.append(undecided)
            self._asked[seen.key] += 1
        text = _("{what}: {stored} is there, {new} in the file: {cure}.").format(
            what=conflict.what, stored=conflict.stored, new=conflict.new, cure=cure)
        return Verdict(seen, ERROR, text, "", undecided)

    def commit(self, verdict: Verdict) -> None:
        """Let a verdict take effect."""
        seen = verdict.seen
        if verdict.conflict is not None:
            self.conflicts.append(verdict.conflict)
            self._asked[seen.key] += 1
        if verdict.rule:
            self._apply(verdict.rule, seen, self.kept[seen.key])
        elif verdict.state == NEW:
            self._add(Kept.of(seen))

    def _apply(self, rule: str, seen: Seen, kept: Kept) -> None:
        old = kept.side()
        if rule == BOTH:
            free = max(self._occasions[seen.key[:2]]) + 1
            self._add(Kept.of(replace(seen, occasion=free)))
        elif rule == KEEP:
            kept.remark(_("not taken: {side}").format(side=seen.side()))
        elif rule == FILE:
            kept.take(seen)
            kept.remark(_("before: {side}").format(side=old))
        elif rule == MEAN and isinstance(kept.value, float) and isinstance(seen.value, float):
            self._mean(seen, kept, seen.value)

    def _mean(self, seen: Seen, kept: Kept, value: float) -> None:
        """The mean of all values that met here; each of them stays in the note."""
        if not kept.numbers:
            kept.numbers = [float(kept.value)]
            kept.remark(_("mean of {side}").format(side=kept.side()))
        kept.numbers.append(value)
        kept.remark(_("and {side}").format(side=seen.side()))
        kept.value = sum(kept.numbers) / len(kept.numbers)


def comparable(one: str, other: str) -> tuple[str, str]:
    """Two moments as far as both are known: a day without its time can only be compared with a day."""
    return (one, other) if len(one) == len(other) else (one[:DAY], other[:DAY])
