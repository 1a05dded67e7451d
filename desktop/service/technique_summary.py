"""The year's technique, region by region: what the trials showed, what farmers asked, which sheets and handouts were out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, or_, select
from sqlmodel import Session

from desktop.catalogue.model import Season
from desktop.core import settings
from desktop.core.database import Database
from desktop.core.documents.model import (
    NUMBER,
    PERCENT,
    Block,
    Bullets,
    Cell,
    Column,
    Cover,
    Document,
    Heading,
    KeepTogether,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.fields import today
from desktop.core.i18n import _, language, ngettext
from desktop.core.logo import branded
from desktop.core.records import alive, table_of
from desktop.regions.model import Region
from desktop.service import field_words
from desktop.service.case_model import FarmerCase
from desktop.service.choices import CAUSE
from desktop.service.handout_model import HandedOut, Handout
from desktop.service.technique_model import TechniqueSheet
from desktop.trials.choices import DEMONSTRATIONS
from desktop.trials.model import Site, Trial
from desktop.trials.report.sections import rule_of
from desktop.trials.results import verdict
from desktop.trials.results.options import Options
from desktop.trials.results.trait_result import result_of
from desktop.trials.trial_data import read

BEST, LINES = 3, 3
NAMED = 6


@dataclass(frozen=True)
class Told:
    """An entry of a trial as the summary tells it: `side` is the verdict against the check, "" where nothing is tested."""

    variety: str
    mean: float
    percent: float | None
    side: str
    own: bool = True


@dataclass(frozen=True)
class TrialYear:
    """A trial of the year with its best entries; `remark` says why there is no verdict, or no figure at all."""

    code: str
    unit: str = ""
    told: tuple[Told, ...] = ()
    remark: str = ""

    def rows(self) -> list[list[Cell]]:
        """The lines of the table: a line for each entry told, at least one."""
        if not self.told:
            return [[self.code, "", None, "", None, "", self.remark]]
        return [[self.code, one.variety, one.mean, self.unit, one.percent, verdict.word(one.side), self.remark]
                for one in self.told]


@dataclass
class RegionYear:
    """What is known of a region (a county, or what is known instead) in a year."""

    name: str
    trials: list[TrialYear] = field(default_factory=list)
    cases: list[FarmerCase] = field(default_factory=list)


def last_year(db: Database) -> int:
    """The newest year up to this one that has something to sum up: trials that were sown, cases, handouts given; this year
    where there is none. At its beginning a year has nothing, and the one before is what is to be summed up."""
    now = today().year
    trial, season, case, given = (table_of(m) for m in (Trial, Season, FarmerCase, HandedOut))
    sown = alive(trial), trial.c.state.not_in(("planned", "abandoned"))
    asked = [select(func.max(season.c.year)).join(trial, trial.c.season_id == season.c.id).where(*sown, season.c.year <= now)]
    for day, here in ((trial.c.sown_on, sown), (case.c.reported_on, (alive(case),)), (given.c.given_on, (alive(given),))):
        asked.append(select(func.max(day)).where(*here, day <= date(now, 12, 31)))
    with db.reading() as session:
        found = [session.execute(query).scalar() for query in asked]
    return max((one.year if isinstance(one, date) else one for one in found if one), default=now)


def technique_summary(db: Database, year: int) -> Document:
    """The summary of a year in the language in force; sections to be finished by hand say so."""
    options = Options(rule=rule_of(db, "trial"))
    with db.reading() as session:
        regions = _regions(session, year, options)
        sheets, handouts = _sheets(session, year), _handouts(session, year)
    title = _("Technique {year}: summary by region").format(year=year)
    company = str(settings.office(db, "company"))
    count = sum(len(r.cases) for r in regions)
    facts = [(_("Year"), str(year)), (_("Regions"), str(len(regions))), (_("Trials"), str(sum(len(r.trials) for r in regions))),
             (_("Cases"), str(count)), (_("Drawn up by"), str(settings.office(db, "manager")))]
    blocks: list[Block] = [Cover(title, company, facts)]
    if not regions:
        blocks.append(Paragraph(_("There are no trials and no cases of this year.")))
    if any(one.side for region in regions for trial in region.trials for one in trial.told):
        blocks.append(Paragraph(verdict.named(options.rule, options.alpha)))
    for region in regions:
        blocks += [Heading(region.name), *_trial_blocks(region), *_case_blocks(region)]
    blocks += [*_table(_("Technique sheets in force"), [_("Title"), _("Version"), _("Published on")], sheets),
               *_table(_("Handouts given out"), [_("Title"), _("Version"), _("Copies")], handouts),
               KeepTogether([Heading(_("Conclusions for next year")), *_conclusions(regions),
                             Signatures([_("Drawn up by"), _("Approved by")])])]
    return branded(db, Document(title=title, language=language(), blocks=blocks, author=company, footer=company))


def _regions(session: Session, year: int, options: Options) -> list[RegionYear]:
    """The regions with trials or cases of the year, by name."""
    found: dict[str, RegionYear] = {}

    def of(region_id: int | None) -> RegionYear:
        name = _county(session, region_id) or _("Region not stated")
        return found.setdefault(name, RegionYear(name))

    for trial_id, region_id in _trials(session, year):
        of(region_id).trials.append(_trial(session, trial_id, options))
    query = select(table_of(FarmerCase).c.id).where(
        alive(FarmerCase),
        table_of(FarmerCase).c.reported_on.between(date(year, 1, 1), date(year, 12, 31)))
    for (case_id,) in session.execute(query):
        case = session.get(FarmerCase, case_id)
        if case is not None:
            of(case.region_id).cases.append(case)
    return sorted(found.values(), key=lambda r: (r.name == _("Region not stated"), r.name))


def _county(session: Session, region_id: int | None) -> str:
    """The county that a region lies in, by its full name; a place above counties by its own."""
    region = session.get(Region, region_id) if region_id else None
    while region is not None and region.level not in ("county", "prefecture", "province") and region.parent_id:
        region = session.get(Region, region.parent_id)
    return region.full_name if region else ""


def _trials(session: Session, year: int) -> list[tuple[int, int | None]]:
    """The trials of a year (of their season, else of their sowing) with the region of their site."""
    trial, site, season = (table_of(m) for m in (Trial, Site, Season))
    sown = trial.c.sown_on.between(date(year, 1, 1), date(year, 12, 31))
    rows = session.execute(
        select(trial.c.id, site.c.region_id).outerjoin(site, site.c.id == trial.c.site_id)
        .outerjoin(season, season.c.id == trial.c.season_id)
        .where(alive(trial), trial.c.state != "abandoned",
               or_(season.c.year == year, season.c.year.is_(None) & sown)).order_by(trial.c.code))
    return [(number, region) for number, region in rows]


def _trial(session: Session, trial_id: int, options: Options) -> TrialYear:
    """A trial with its best entries besides the check, in kg/mu where that is known."""
    data = read(session, trial_id).in_language(language())
    trait = data.response()
    result = result_of(data, trait, options=options) if trait else None
    if result is None:
        return TrialYear(data.trial.code, remark=_("no values yet"))
    scale = result.per_mu or 1.0
    demonstrated = data.trial.kind in DEMONSTRATIONS or result.farmed
    against = result.check is not None and not data.factors
    told = tuple(Told(line.entry.name, line.mean * scale, line.percent if against else None,
                      line.side if against and not demonstrated else "", line.entry.own)
                 for line in result.lines if line is not result.check_line)[:BEST]
    remark = (_("treatments without a check") if data.factors else _("demonstration, not tested") if demonstrated
              else _("no check") if not against else "" if result.judged else _("not tested"))
    return TrialYear(data.trial.code, _("kg/mu") if result.per_mu else trait.unit_shown() if trait else "", told, remark)


def _trial_blocks(region: RegionYear) -> list[Block]:
    """The best entries of each trial; what the verdict rests on is said once, at the head of the summary."""
    if not region.trials:
        return []
    columns = [Column(_("Trial"), weight=2), Column(_("Entry"), weight=2), Column(_("Mean"), NUMBER, 1), Column(_("Unit")),
               Column(_("± % of the check"), PERCENT, 1, signed=True), Column(_("Against the check"), weight=2),
               Column(_("Remark"), weight=2)]
    rows = [row for trial in region.trials for row in trial.rows()]
    kept = [i for i in range(len(columns)) if i < 3 or any(row[i] not in (None, "") for row in rows)]
    return [Heading(_("Trials: the best entries"), 2),
            Table([columns[i] for i in kept], [[row[i] for i in kept] for row in rows],
                  caption=_("{region}: the best entries").format(region=region.name), sheet=region.name)]


def _conclusions(regions: Sequence[RegionYear]) -> list[Block]:
    """What the year's figures say for the next one, and room for the agronomist's own words."""
    found: list[str] = []
    for side, text in ((verdict.ABOVE, _("Our own significantly above the check: {names}.")),
                       (verdict.BELOW, _("Our own significantly below the check: {names}."))):
        where: dict[str, list[str]] = {}
        for trial in (t for region in regions for t in region.trials):
            for one in trial.told:
                if one.side == side and one.own:
                    where.setdefault(one.variety, []).append(trial.code)
        if where:
            found.append(text.format(names=_("; ").join(
                _("{name} ({n})").format(name=name, n=_(", ").join(codes)) for name, codes in where.items())))
    symptoms = Counter(c.symptom for region in regions for c in region.cases if c.symptom).most_common(BEST)
    if symptoms:
        found.append(_("Asked most often: {symptoms}; to be told before the season.").format(
            symptoms=_(", ").join(f"{field_words.said(name)} {n}" for name, n in symptoms)))
    own: list[list[Cell]] = [[""] for _line in range(LINES)]
    lines = found or [_("The year's trials and cases give no conclusion of their own.")]
    return [Bullets(lines), Table([Column(_("The agronomist's advice for next year"))], own, row_mm=9.0)]


def _case_blocks(region: RegionYear) -> list[Block]:
    if not region.cases:
        return []
    causes = Counter(CAUSE.label(c.cause) for c in region.cases)
    words = _(", ").join(f"{name} {number}" for name, number in causes.most_common())
    blocks: list[Block] = [Heading(_("What farmers asked"), 2),
                           Paragraph(ngettext(
                               "{n} case by cause: {causes}.",
                               "{n} cases by cause: {causes}.", len(region.cases)).format(n=len(region.cases), causes=words))]
    answers = [(field_words.said(symptom), number, _answer(region.cases, symptom))
               for symptom, number in Counter(c.symptom for c in region.cases if c.symptom).most_common(NAMED)]
    lines = [_("{name} ({n})").format(name=symptom, n=number) + (_(": ") + advice if advice else "")
             for symptom, number, advice in answers]
    return [*blocks, Bullets(lines)] if lines else blocks


def _answer(cases: Sequence[FarmerCase], symptom: str) -> str:
    """The advice that helped: of a solved case if there is one, else the newest."""
    own = sorted((c for c in cases if c.symptom == symptom and c.advice), key=lambda c: (c.state == "solved", c.reported_on))
    return own[-1].advice.split("\n")[0] if own else ""


def _sheets(session: Session, year: int) -> list[list[Cell]]:
    t = table_of(TechniqueSheet)
    rows = session.execute(select(t.c.title, t.c.number, t.c.published_on).where(
        alive(t), t.c.published_on <= date(year, 12, 31),
        or_(t.c.withdrawn_on.is_(None), t.c.withdrawn_on >= date(year, 1, 1))).order_by(t.c.title))
    return [[title, number, published.isoformat()] for title, number, published in rows]


def _handouts(session: Session, year: int) -> list[list[Cell]]:
    t, given = table_of(Handout), table_of(HandedOut)
    rows = session.execute(select(t.c.title, t.c.number, given.c.copies).join(given, given.c.handout_id == t.c.id).where(
        alive(given), given.c.given_on.between(date(year, 1, 1), date(year, 12, 31))))
    found: dict[tuple[str, int], int] = {}
    for title, number, copies in rows:
        found[title, number] = found.get((title, number), 0) + (copies or 0)
    return [[title, number, copies] for (title, number), copies in sorted(found.items())]


def _table(title: str, heads: Sequence[str], rows: list[list[Cell]]) -> list[Block]:
    return [Heading(title), Table([Column(h, weight=3 if n == 0 else 1) for n, h in enumerate(heads)], rows)] if rows else []
