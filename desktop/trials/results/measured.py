"""What was announced of a variety beside what our trials measured of it: one query, trial by trial means. Pure reading."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import fsum, sqrt

from sqlalchemy import text
from sqlmodel import col

from desktop.catalogue.choices import MEASURED
from desktop.catalogue.model import AnnouncedTrait, Trait
from desktop.core.database import Database
from desktop.core.records import alive_in_sql, living

QUERY = text(f"""
SELECT o.trait_id, p.trial_id, avg(o.value)
FROM entry e JOIN plot p ON p.entry_id = e.id JOIN observation o ON o.plot_id = p.id
WHERE e.variety_id = :variety AND {alive_in_sql('e', 'p', 'o')}
  AND p.state = 'ok' AND p.kind = 'plot' AND NOT o.excluded AND o.value IS NOT NULL
  AND o.occasion = (SELECT max(n.occasion) FROM observation n WHERE n.plot_id = o.plot_id AND n.trait_id = o.trait_id
                    AND {alive_in_sql('n')})
GROUP BY o.trait_id, p.trial_id
""")


@dataclass(frozen=True)
class Compared:
    """A trait: what was announced, and the mean over `trials` of our trial means with their standard deviation.

    Of a score the worst of the trial means counts (`worst`), never their mean; traits without numbers have none.
    """

    trait: Trait
    announced: float | None
    wording: str
    mean: float | None
    deviation: float | None
    trials: int
    worst: bool = False

    @property
    def difference(self) -> float | None:
        """Measured less announced."""
        return None if self.mean is None or self.announced is None else self.mean - self.announced


def compared(db: Database, variety_id: int) -> list[Compared]:
    """Every trait that was announced or measured, by its name."""
    with db.reading() as session:
        means: dict[int, list[float]] = defaultdict(list)
        for trait, _trial, mean in session.connection().execute(QUERY, {"variety": variety_id}):
            means[trait].append(mean)
        said = {a.trait_id or 0: a for a in session.exec(living(AnnouncedTrait).where(
            AnnouncedTrait.variety_id == variety_id))}
        traits = session.exec(living(Trait).where(col(Trait.id).in_({*means, *said})))
        found = [_compare(t, said.get(t.id), means.get(t.id, [])) for t in traits]
    return sorted(found, key=lambda c: (c.announced is None and not c.wording, not c.trait.is_yield, c.trait.title()))


def _compare(trait: Trait, said: AnnouncedTrait | None, means: list[float]) -> Compared:
    announced, wording = (said.value, said.wording) if said else (None, "")
    if trait.kind not in MEASURED or not means:
        return Compared(trait, announced, wording, None, None, 0)
    if trait.kind == "score":
        worst = min(means) if trait.direction == "higher" else max(means)
        return Compared(trait, announced, wording, worst, None, len(means), worst=True)
    mean = fsum(means) / len(means)
    deviation = sqrt(fsum((m - mean) ** 2 for m in means) / (len(means) - 1)) if len(means) > 1 else None
    return Compared(trait, announced, wording, mean, deviation, len(means))
