"""What an import says of a table of trials: what it recognised, what it would add, what it took as given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sqlmodel import Session, col, select

from desktop.catalogue.model import Crop, Season, Trait
from desktop.catalogue.season_words import season_words
from desktop.core.i18n import N_, SOURCE, _, ngettext, using
from desktop.core.importing import About, Columns, ImportRun, Plan, Target, first_record
from desktop.core.records import living
from desktop.core.tables import Table
from desktop.core.unit_words import sign
from desktop.trials.choices import DESIGN
from desktop.trials.importing import layout
from desktop.trials.importing.arranging import LAYOUTS
from desktop.trials.importing.asking import PLACES, numbered_places
from desktop.trials.importing.columns import years_of
from desktop.trials.importing.crops import UNKNOWN, crop_of, crops_of
from desktop.trials.importing.names import unknown
from desktop.trials.importing.payload import Payload, TrialPlan
from desktop.trials.importing.said_facts import facts
from desktop.trials.importing.said_facts import named as beside
from desktop.trials.importing.standing import Design
from desktop.trials.importing.targets import NEW_DATE
from desktop.trials.model import Observation, Plot, Site

SHOWN_NAMES = 10
COMPARED = {"varieties": N_("varieties"), "treatments": N_("treatments")}


def lines_of(payload: Payload, crops: Sequence[Crop], arrangement: str) -> list[str]:
    """What was recognised, in lines of one form in every language, by the names of `agridesk analyse` and the catalogue."""
    with using(SOURCE):
        return [f"design: {designs_of(payload)}", f"crop: {' or '.join(c.code for c in crops) or 'not known'}",
                f"layout: {LAYOUTS[arrangement]}", f"compared: {payload.compared}"]


def designs_of(payload: Payload) -> str:
    """The designs of the trials of a table with their numbers; of several with how many trials each has."""
    designs = [payload.design_of(trial) for trial in payload.trials.values()] or [Design("none")]
    often = Counter(f"{d.name} ({d.figures()})" for d in designs)
    if len(often) == 1:
        return next(iter(often))
    return _("; ").join(ngettext("{design} in {n} trial", "{design} in {n} trials", n).format(design=design, n=n)
                     for design, n in often.most_common())


def about(session: Session, table: Table, columns: Columns, plan: Plan) -> list[About]:
    """What the page “What is this trial?” shows: each fact as it was recognised, with what may be chosen instead."""
    payload, chosen = plan.payload, columns.constants
    crops = crops_of(session, table, columns.uses, chosen.get("crop", ""))
    trials = list(payload.trials.values())
    seasons = _same(s.name for s in session.exec(living(Season)))
    sites = _same(s.name for s in session.exec(living(Site)))
    names = list(dict.fromkeys(name for trial in trials for name in trial.entries))
    said = facts({**beside(table), **chosen}, years_of(table, columns.uses, chosen))
    said = {name: fact for name, fact in said.items() if name != "series"}
    asks = {question.name: question.text for question in plan.asked}

    def fact(name: str, title: str, recognised: str, answers: Mapping[str, str], *, free: bool = False) -> About:
        return About(name, title, recognised, answers, chosen.get(name, ""), free, asks.get(name, ""))

    places = numbered_places(table, columns.uses) or chosen.get("places")
    return [
        fact("crop", N_("Crop"), _(" or ").join(c.title() for c in crops) or _("not known"), {
            **{c.code: c.title() for c in session.exec(living(Crop).order_by(col(Crop.id)))}, UNKNOWN: _("not known")}),
        fact("season", N_("Season"), some([season_words(name) for name in payload.seasons]), seasons, free=True),
        fact("site", N_("Site"), some(list(payload.sites)), sites, free=True),
        fact("trial", N_("Trial"), some([trial.code for trial in trials]), {}, free=True),
        fact("series", N_("Series"), payload.series, {}, free=True),
        fact("compared", N_("What is compared"), _(COMPARED[payload.compared]), {k: _(v) for k, v in COMPARED.items()}),
        *([fact("places", N_("Numbered places"), _(PLACES["sites"]), {k: _(v) for k, v in PLACES.items()})] if places else []),
        fact("design", N_("Design"), _design_words(payload), {d: DESIGN.label(d) for d in DESIGN}),
        fact("check", N_("Check"), some(sorted({c for trial in trials for c in trial.checks})), _same(names), free=True),
        fact("layout", N_("Layout of the table"), _(LAYOUTS[_layout(plan, table)]), {k: _(v) for k, v in LAYOUTS.items()}),
        *(fact(name, found.title, found.shown(), {}, free=True) for name, found in said.items()),
    ]


def _same(names: Iterable[str]) -> dict[str, str]:
    return {name: name for name in names if name}


def _layout(plan: Plan, table: Table) -> str:
    """The layout that the plan has found, which may be samples where the table alone does not show it."""
    said = next((line.partition(": ")[2] for line in plan.recognised if line.startswith("layout: ")), "")
    return next((key for key, text in LAYOUTS.items() if text == said), str(table.extra.get("layout", "plots")))


def _design_words(payload: Payload) -> str:
    """The designs in the language in force."""
    designs = [payload.design_of(trial) for trial in payload.trials.values()]
    often = Counter(_("{design} ({figures})").format(
        design=_(" or ").join(DESIGN.label(name) for name in d.asks or (d.name,)), figures=d.figures()) for d in designs)
    return some([text for text, _n in often.most_common()])


def offered(session: Session, table: Table, columns: Columns, targets: Sequence[Target]) -> list[Target]:
    """The targets without the traits of other crops than the file's, where its crop is known; those in use stay."""
    crop = crop_of(session, table, columns.uses, columns.constants.get("crop", ""))
    if crop is None:
        return list(targets)
    used = {use.target for use in columns.uses.values()}
    other = {f"trait:{code}" for code in session.exec(
        select(Trait.code).where(col(Trait.crop_id).is_not(None), col(Trait.crop_id) != crop.id))}
    return [t for t in targets if t.name not in other or t.name in used]


def trial_touched(session: Session, run: ImportRun) -> int | None:
    """The first trial that an import added or changed, or one of whose plots or values it did."""
    if (trial := first_record(session, run, "trial")) is not None:
        return trial
    value = first_record(session, run, "observation")
    observed = session.get(Observation, value) if value is not None else None
    plot = session.get(Plot, (observed.plot_id if observed else first_record(session, run, "plot")) or 0)
    return plot.trial_id if plot else None


def facts_of(payload: Payload, table: Table, columns: Columns) -> list[str]:
    """What would be added, the checks, units converted, years taken for days, what the layout's certificate says."""
    new = [t for t in payload.trials.values() if t.id is None]
    traits = [t.name for t in payload.traits.values() if t.id is None]
    varieties, sites, seasons = map(unknown, (payload.varieties, payload.sites, payload.seasons))
    seasons = [season_words(name) for name in seasons]
    added = [(ngettext("{n} new trial: {names}", "{n} new trials: {names}", len(new)), [t.code for t in new]),
             (ngettext("{n} new variety: {names}", "{n} new varieties: {names}", len(varieties)), varieties),
             (ngettext("{n} new site: {names}", "{n} new sites: {names}", len(sites)), sites),
             (ngettext("{n} new season: {names}", "{n} new seasons: {names}", len(seasons)), seasons),
             (ngettext("{n} new trait: {names}", "{n} new traits: {names}", len(traits)), traits)]
    facts = [text.format(n=len(names), names=some(names)) for text, names in added if names]
    checks = sorted({c for t in payload.trials.values() for c in t.checks})
    facts.append(_("Checks: {names}").format(names=some(checks)) if checks else
                 _("No check is marked: mark it in the trial's entries to get comparisons with it."))
    facts += [_("{heading}: converted to {unit}").format(heading=t.heading, unit=sign(t.unit))
              for t in payload.traits.values() if t.factor != 1]
    facts += [_("{heading}: the days name no year; {year} is taken.").format(heading=heading, year=use.options["year"])
              for heading, use in columns.uses.items() if use.options.get("year", "").isdecimal()
              and (use.target == NEW_DATE or use.target.startswith("trait:"))]
    facts += [_("{heading}: no unit is named; the values are taken as {unit}.").format(heading=t.heading, unit=sign(t.unit))
              for t in payload.traits.values() if t.id is not None and t.is_yield and t.unit and not t.written]
    if table.extra.get("named"):
        facts.append(_("The headings do not name the trait: the values are taken as “{heading}”.").format(
            heading=table.extra["named"]))
    if any(payload.design_of(trial).places for trial in payload.trials.values()):
        facts.append(_("Rows and columns give places in the field: a spatial analysis is offered beside that by the design."))
    facts += _contradictions(payload, new)
    told = payload.design or any(columns.heading(name) for name in ("design", "block", "row", "column"))
    if not told and columns.heading("replicate") and any(payload.design_of(trial).name == "rcbd" for trial in new):
        facts.append(_("The replicates are taken for blocks; where the plots were randomised over the whole field instead, "
                       "choose the completely random design."))
    return [*facts, *layout.findings(payload)]


def _contradictions(payload: Payload, trials: Sequence[TrialPlan]) -> list[str]:
    """Where the design that the file names is not the one its plots stand in; equal sentences once."""
    said = []
    for trial in trials:
        if found := payload.contradicted(trial):
            said.append(_("The design is called {named}, but the plots stand as {found} ({figures}): it is analysed as it is "
                          "called; choose the other one where the blocks were laid out so.").format(
                              named=DESIGN.label(payload.design_of(trial).name), found=DESIGN.label(found.name),
                              figures=found.figures()))
    return list(dict.fromkeys(said))


def some(names: list[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - SHOWN_NAMES
    text = _(", ").join(names[:SHOWN_NAMES])
    return text if more <= 0 else ngettext("{names} and {n} more", "{names} and {n} more", more).format(names=text, n=more)
