"""Everything the database knows of a variety: announcements, decisions, and its line in every trial it stood in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from math import fsum

from sqlmodel import Session, col, select

from desktop.catalogue.model import Crop, Variety, VarietyDecision, VarietyRegion
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.i18n import _, language
from desktop.core.records import alive, living
from desktop.core.settings import office
from desktop.regions.model import Region
from desktop.trials.choices import DEMONSTRATIONS
from desktop.trials.model import Entry, Trial
from desktop.trials.report.sections import rule_of
from desktop.trials.results.measured import Compared, compared
from desktop.trials.results.options import Options
from desktop.trials.results.trait_result import Line, Result, result_of
from desktop.trials.trial_data import TrialData, read


@dataclass(frozen=True)
class InTrial:
    """The variety in one trial: its line among the results of the response."""

    data: TrialData
    result: Result
    line: Line

    @property
    def scale(self) -> float:
        """What brings the trial's values to kg/mu, where that is known."""
        return self.result.per_mu or 1.0

    @property
    def demonstrated(self) -> bool:
        """Whether it was shown to farmers rather than tried: such results are never averaged with those of trials."""
        return self.data.trial.kind in DEMONSTRATIONS or self.data.trial.design == "on-farm"

    @property
    def plain(self) -> float:
        """The mean over the plots, which lost plots of others do not shift: that of the series."""
        return fsum(self.line.values) / len(self.line.values)

    @property
    def check_plain(self) -> float | None:
        """The same of the check; None without one, and where the variety is the check itself."""
        line = self.result.check_line
        return fsum(line.values) / len(line.values) if line and not self.own_check else None

    @property
    def own_check(self) -> bool:
        """Whether the variety itself is the check here."""
        return self.result.check is not None and self.result.check.id == self.line.entry.id

    @property
    def year(self) -> str:
        """The season's name in the language in force."""
        return self.data.season.title() if self.data.season else ""

    @property
    def place(self) -> str:
        """The site's name, else the trial's code."""
        return self.data.site.name if self.data.site else self.data.trial.code


@dataclass(frozen=True)
class Season:
    """What a season's trials, or its demonstrations, of one yield trait say together; a tie is not above the check."""

    name: str
    trait: str
    unit: str
    trials: int
    mean: float
    check_mean: float | None
    percent: float | None
    above: int
    compared: int
    checks: tuple[str, ...]
    demonstrated: bool = False


@dataclass
class Dossier:
    """A variety with all that belongs to it; `trials` in order of season and code, `unused` those without values."""

    variety: Variety
    crop: Crop | None
    regions: list[tuple[str, str]]
    decisions: list[VarietyDecision]
    announced: list[Compared]
    trials: list[InTrial] = field(default_factory=list)
    unused: list[Trial] = field(default_factory=list)

    def fingerprint(self) -> str:
        """The first 16 digits of the SHA-256 over the fingerprints of all its trials."""
        digest = hashlib.sha256(str(self.variety.id).encode())
        for one in sorted(self.trials, key=lambda t: t.data.trial.id):
            digest.update(f"{one.data.trial.id} {one.data.fingerprint([one.result.trait])}".encode())
        return digest.hexdigest()[:16]


def variety_by_name(db: Database, name: str) -> Variety:
    """The living variety of that name or code, the newest if there are several. `UserError` where there is none."""
    wanted = name.strip()
    with db.reading() as session:
        query = living(Variety).order_by(col(Variety.id).desc())
        for column in (col(Variety.name), col(Variety.code), col(Variety.name_en)):
            found = session.exec(query.where(column == wanted)).first()
            if found is not None and wanted:
                return found
    raise UserError(_("There is no variety called “{name}” in {file}.").format(name=name, file=db.path.name))


def load(db: Database, variety_id: int) -> Dossier:
    """The dossier of a variety; the language must be in force."""
    mu, options = float(office(db, "mu_area")), Options(rule=rule_of(db, "trial"))
    with db.reading() as session:
        variety = session.get(Variety, variety_id)
        if variety is None or variety.is_deleted:
            raise UserError(_("This variety is no longer in the database."))
        made = Dossier(variety, session.get(Crop, variety.crop_id) if variety.crop_id else None,
                       _regions(session, variety_id), _decisions(session, variety_id), [])
        stood = _trials(session, variety_id)
        loaded = [read(session, t.id).in_language(language()) for t in stood if t.state != "abandoned"]
        made.unused = [t for t in stood if t.state == "abandoned"]
    made.announced = compared(db, variety_id)
    for data in loaded:
        found = _in_trial(data, variety_id, mu, options)
        if found is None:
            made.unused.append(data.trial)
        else:
            made.trials.append(found)
    made.trials.sort(key=lambda t: (t.year, t.data.trial.code))
    return made


def _in_trial(data: TrialData, variety_id: int, mu: float, options: Options) -> InTrial | None:
    """The variety's line among the results of a trial's response; None where it has no values."""
    trait = data.response()
    result = result_of(data, trait, mu, options) if trait else None
    if result is None or data.factors:
        return None
    line = next((x for x in result.lines if x.entry.variety and x.entry.variety.id == variety_id), None)
    return InTrial(data, result, line) if line else None


def _trials(session: Session, variety_id: int) -> list[Trial]:
    stood = select(Entry.trial_id).where(Entry.variety_id == variety_id, alive(Entry))
    query = living(Trial).where(col(Trial.id).in_(stood))
    return list(session.exec(query.order_by(col(Trial.code))))


def _regions(session: Session, variety_id: int) -> list[tuple[str, str]]:
    query = (select(Region.full_name, VarietyRegion.basis).join(Region, col(Region.id) == VarietyRegion.region_id)
             .where(VarietyRegion.variety_id == variety_id, alive(VarietyRegion)))
    return [(name, basis) for name, basis in session.exec(query)]


def _decisions(session: Session, variety_id: int) -> list[VarietyDecision]:
    query = living(VarietyDecision).where(VarietyDecision.variety_id == variety_id)
    return sorted(session.exec(query), key=lambda d: (str(d.decided_on), d.id))


def seasons(dossier: Dossier) -> list[Season]:
    """The trials by season and yield trait, demonstrations apart: two kinds of yield or of trial never meet in one mean."""
    groups: dict[tuple[str, int, bool], list[InTrial]] = {}
    for one in dossier.trials:
        groups.setdefault((one.year, one.result.trait.id, one.demonstrated), []).append(one)
    return [_season(found) for found in groups.values()]


def _season(found: list[InTrial]) -> Season:
    first = found[0]
    per_mu = all(one.result.per_mu is not None for one in found)
    scale = [one.scale if per_mu else 1.0 for one in found]
    against = [(one, s) for one, s in zip(found, scale, strict=True) if one.check_plain is not None]
    own = [one.plain * s for one, s in against]
    checks = [(one.check_plain or 0.0) * s for one, s in against]
    base = fsum(checks) / len(checks) if checks else None
    lower = first.result.trait.direction == "lower"
    above = sum((o < c if lower else o > c) for o, c in zip(own, checks, strict=True))
    names = dict.fromkeys(one.result.check.name for one, _s in against if one.result.check)
    return Season(first.year, first.result.trait.title(), _("kg/mu") if per_mu else first.result.trait.unit_shown(), len(found),
                  fsum(one.plain * s for one, s in zip(found, scale, strict=True)) / len(found), base,
                  100 * (fsum(own) / len(own) / base - 1) if own and base else None, above, len(own), tuple(names),
                  first.demonstrated)
