"""What was announced of a variety beside what our trials measured of it: one query, trial by trial. Pure reading.

Only trials of varieties count: no demonstrations, no treatments of a factorial, no abandoned trials."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import fsum, sqrt

from sqlalchemy import text
from sqlmodel import col

from desktop.analysis.wording import number
from desktop.catalogue.choices import MEASURED
from desktop.catalogue.model import AnnouncedTrait, Trait
from desktop.core.database import Database
from desktop.core.i18n import N_, _
from desktop.core.records import alive_in_sql, living
from desktop.trials.choices import DEMONSTRATIONS
from desktop.trials.results import summing

QUERY = text(f"""
SELECT o.trait_id, p.trial_id, o.value
FROM entry e JOIN plot p ON p.entry_id = e.id JOIN observation o ON o.plot_id = p.id JOIN trial t ON t.id = p.trial_id
WHERE e.variety_id = :variety AND {alive_in_sql('e', 'p', 'o', 't')}
  AND t.state <> 'abandoned' AND t.design <> 'on-farm' AND t.kind NOT IN ({', '.join(f"'{k}'" for k in DEMONSTRATIONS)})
  AND NOT EXISTS (SELECT 1 FROM entry x WHERE x.trial_id = t.id AND {alive_in_sql('x')}
                  AND x.level_a || x.level_b || x.level_c <> '')
  AND p.state = 'ok' AND p.kind = 'plot' AND NOT o.excluded AND o.value IS NOT NULL
  AND o.occasion = (SELECT max(n.occasion) FROM observation n WHERE n.plot_id = o.plot_id AND n.trait_id = o.trait_id
                    AND {alive_in_sql('n')})
""")


@dataclass(frozen=True)
class Compared:
    """A trait: what was announced, and what our `trials` measured, brought together by the trait's `rule`.

    `measured` is the mean of the trials' means with their standard deviation, or the worst or highest value where the
    dictionary says so, as of all grades; traits without numbers have none.
    """

    trait: Trait
    announced: float | None
    wording: str
    measured: float | None
    deviation: float | None
    trials: int
    rule: str = summing.MEAN

    @property
    def difference(self) -> float | None:
        """Measured less announced."""
        return None if self.measured is None or self.announced is None else self.measured - self.announced


def compared(db: Database, variety_id: int) -> list[Compared]:
    """Every trait that was announced or measured, by its name."""
    with db.reading() as session:
        plots: dict[int, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
        for trait, trial, value in session.connection().execute(QUERY, {"variety": variety_id}):
            plots[trait][trial].append(value)
        said = {a.trait_id or 0: a for a in session.exec(living(AnnouncedTrait).where(
            AnnouncedTrait.variety_id == variety_id))}
        traits = session.exec(living(Trait).where(col(Trait.id).in_({*plots, *said})))
        found = [_compare(t, said.get(t.id), list(plots.get(t.id, {}).values())) for t in traits]
    return sorted(found, key=lambda c: (c.announced is None and not c.wording, not c.trait.is_yield, c.trait.title()))


def _compare(trait: Trait, said: AnnouncedTrait | None, plots: list[list[float]]) -> Compared:
    """`plots`: the values of each trial."""
    announced, wording = (said.value, said.stated()) if said else (None, "")
    rule = summing.over_trials(trait)
    if trait.kind not in MEASURED or rule == summing.NONE or not plots:
        return Compared(trait, announced, wording, None, None, 0)
    trials = [float(summing.together(values, summing.over_plots(trait), trait)) for values in plots]
    measured = float(summing.together(trials, rule, trait))
    several = rule == summing.MEAN and len(trials) > 1
    deviation = sqrt(fsum((v - measured) ** 2 for v in trials) / (len(trials) - 1)) if several else None
    return Compared(trait, announced, wording, measured, deviation, len(trials), rule)


SAID = {summing.WORST: N_("worst"), summing.MAX: N_("highest"), summing.MODE: N_("most frequent")}


def said(one: Compared) -> str:
    """What was measured as text: with its deviation, or with the word how it was chosen where it is no mean."""
    if one.measured is None:
        return ""
    digits = one.trait.digits()
    text = number(one.measured, digits)
    if one.deviation is not None:
        text += f" ± {number(one.deviation, digits)}"
    return text + _(" ({which})").format(which=_(SAID[one.rule])) if one.rule in SAID else text
