"""The dossier of a variety: what was announced, measured and decided over all trials and years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desktop.catalogue.choices import VARIETY_KIND, VARIETY_STATE
from desktop.core import i18n, spoken
from desktop.core.database import Database
from desktop.core.documents.model import (
    CENTER,
    NUMBER,
    PERCENT,
    Block,
    Cell,
    Column,
    Cover,
    Document,
    Figure,
    Formed,
    Paragraph,
    Table,
)
from desktop.core.i18n import _
from desktop.core.logo import branded
from desktop.core.settings import office
from desktop.trials.choices import TRIAL_KIND
from desktop.trials.dossier.facts import Dossier, InTrial, load, seasons
from desktop.trials.figures.frame import height, short
from desktop.trials.report.sections import headed
from desktop.trials.results import summing, verdict
from desktop.trials.results.measured import SAID, Compared, said

MANY = 40  # so many trials are drawn


def variety_dossier(db: Database, variety_id: int, language: str = i18n.CHINESE) -> Document:
    """The dossier of a variety. Raises `UserError` where there is no such variety."""
    company = office(db, "company")
    with i18n.using(language):
        dossier = load(db, variety_id)
        return branded(db, build(dossier, language, company))


def build(dossier: Dossier, language: str, company: str) -> Document:
    """The document of a dossier at hand; the language must be in force."""
    variety = dossier.variety
    parts = ((_("Announcement"), _announcement(dossier)), (_("Announced and measured"), _compared(dossier)),
             (_("By season"), _by_season(dossier)), (_("All trials"), _all_trials(dossier)),
             (_("Decisions"), _decided(dossier)), (_("Statement of data and methods"), _statement(dossier)))
    blocks: list[Block] = [_cover(dossier, company)]
    for title, body in parts:
        blocks += headed(title, body) if body else []
    return Document(variety.title(), blocks, language, subject=_("Variety dossier"), author=company, header=variety.title(),
                    keywords=[variety.title()])


def _cover(dossier: Dossier, company: str) -> Cover:
    """What the variety is, the unit with the place for its seal, and the day."""
    return Cover(dossier.variety.title(), _("Variety dossier"), facts(dossier), unit=company, day=date.today())


def facts(dossier: Dossier) -> list[tuple[str, str]]:
    """What is known of the variety itself, as pairs."""
    v = dossier.variety
    pairs = [(_("English name"), v.name_en), (_("Crop"), dossier.crop.title() if dossier.crop else ""),
             (_("Kind"), VARIETY_KIND.label(v.kind)), (_("State"), VARIETY_STATE.label(v.state)),
             (_("Breeder"), v.breeder), (_("Variety right holder"), v.owner), (_("Parentage"), v.parentage),
             (_("Approval number"), v.approval_number), (_("Registration number"), v.registration_number),
             (_("Variety right number"), v.pvp_number), (_("Maturity group"), spoken.said(v, "maturity")),
             (_("Year of approval"), str(v.approved_year or ""))]
    return [(name, value) for name, value in pairs if value]


def _announcement(dossier: Dossier) -> list[Block]:
    """The suitable area and what was announced in words."""
    blocks: list[Block] = [Paragraph(line, lead=_("Suitable area as announced") + _(": ") if n == 0 else "") for n, line in
                           enumerate(x for x in dossier.variety.suitable_area.split("\n") if x.strip())]
    if dossier.regions:
        rows: list[list[Cell]] = [[name, basis] for name, basis in dossier.regions]
        blocks.append(Table([Column(_("Region"), weight=2), Column(_("By which approval or filing"), weight=3)], rows,
                            caption=_("Suitable regions")))
    blocks += [Paragraph(line) for line in dossier.variety.remarks.split("\n") if line.strip()]
    return blocks


def compared_table(found: list[Compared]) -> Table:
    """Announced beside measured, trait by trait, each by its own rule."""
    columns = [Column(_("Trait"), weight=2), Column(_("Announced value"), align="right"),
               Column(_("Measured value"), align="right"), Column(_("Trials"), NUMBER, 0, weight=0),
               Column(_("Difference"), align="right"), Column(_("Wording"), weight=3)]
    rows: list[list[Cell]] = []
    for one in found:
        figure = Column("", NUMBER, one.trait.digits())
        announced = "" if one.announced is None else Formed(one.announced, figure)
        difference = "" if one.difference is None else Formed(one.difference, replace(figure, signed=True))
        rows.append([summing.heading(one.trait), announced, _measured(one, figure), one.trials or None, difference,
                     one.wording])
    kept = [i for i in range(len(columns)) if i < 1 or any(row[i] not in (None, "") for row in rows)]
    note = _("Measured: mean of our trials' means ± their standard deviation; of a grade the worst plot of all trials, since "
             "grades are not averaged. Demonstrations and factorials are not counted.")
    return Table([columns[i] for i in kept], [[row[i] for i in kept] for row in rows], caption=_("Announced and measured"),
                 notes=[note])


def _measured(one: Compared, figure: Column) -> Cell:
    """What was measured: a figure alone as a number, otherwise in words."""
    alone = one.measured is not None and one.deviation is None and one.rule not in SAID
    return Formed(one.measured, figure) if alone and one.measured is not None else said(one)


def _compared(dossier: Dossier) -> list[Block]:
    return [compared_table(dossier.announced)] if dossier.announced else []


def season_table(dossier: Dossier) -> Table | None:
    """A line for each season and kind of yield."""
    found = seasons(dossier)
    if not found:
        return None
    columns = [Column(_("Season")), Column(_("Kind")), Column(_("Trait")), Column(_("Number of trials"), NUMBER, 0, weight=0),
               Column(_("Mean"), NUMBER, 1), Column(_("Unit")), Column(_("Check"), weight=1.5),
               Column(_("Check's mean"), NUMBER, 1),
               Column(_("± % of {base}").format(base=_("check")), PERCENT, 1, signed=True),
               Column(_("Above the check"), align=CENTER)]
    rows: list[list[Cell]] = [
        [s.name, _("Demonstrations") if s.demonstrated else _("Trials"), s.trait, s.trials, s.mean, s.unit,
         _(", ").join(s.checks), s.check_mean, s.percent, f"{s.above}/{s.compared}" if s.compared else ""] for s in found]
    return Table(columns, rows, caption=_("Results by season"), sheet=_("By season"), notes=[
        _("Only trials that had both the variety and its check are compared; a tie is not above the check. Means over the "
          "plots of each trial, as in the series; where plots are lost the trial's own report adjusts for them.")])


def _by_season(dossier: Dossier) -> list[Block]:
    table = season_table(dossier)
    return [table] if table else [Paragraph(_("The variety has no results in our trials yet."))]


def mark_of(one: InTrial) -> str:
    """** * ns of the difference in one trial; "–" where nothing was tested."""
    if one.own_check:
        return "CK"
    return "–" if one.demonstrated or not one.line.mark else one.line.mark


def _all_trials(dossier: Dossier) -> list[Block]:
    if not dossier.trials:
        return []
    per_mu = all(one.result.per_mu is not None for one in dossier.trials)
    columns = [Column(_("Season")), Column(_("Trial"), weight=1.5), Column(_("Site"), weight=1.5), Column(_("Kind")),
               Column(_("Mean"), NUMBER, 1, unit=_("kg/mu") if per_mu else ""), Column(_("Rank"), align=CENTER),
               Column(_("Check")), Column(_("± %"), PERCENT, 1, signed=True), Column("", align=CENTER, weight=0)]
    rows: list[list[Cell]] = [_row(one, per_mu) for one in dossier.trials]
    traits = {one.result.trait.id for one in dossier.trials}
    first = dossier.trials[0].result.options
    notes = [_("Within one trial; – not tested."), verdict.named(first.rule, first.alpha)]
    if len(traits) > 1:
        columns.insert(4, Column(_("Trait")))
        for row, one in zip(rows, dossier.trials, strict=True):
            row.insert(4, one.result.trait.title())
    if any(one.demonstrated for one in dossier.trials):
        notes.append(_("Demonstrations are not tested here; their own report tells them farm by farm."))
    figure = differences(dossier)
    table = Table(columns, rows, caption=_("The variety in all trials"), sheet=_("All trials"), key_columns=2, notes=notes)
    return [table, *([figure] if figure else [])]


def _row(one: InTrial, per_mu: bool) -> list[Cell]:
    trial, check = one.data.trial, one.result.check
    return [one.year, trial.code, one.place, TRIAL_KIND.label(trial.kind), one.line.mean * (one.scale if per_mu else 1.0),
            f"{one.line.rank}/{len(one.result.lines)}", check.name if check else _("trial mean"),
            None if one.own_check else one.line.percent, mark_of(one)]


def differences(dossier: Dossier, tall: float | None = None) -> Figure | None:
    """The percentage above or below the check in every trial; None with fewer than two."""
    found = [one for one in dossier.trials if one.line.percent is not None and one.result.check and not one.own_check
             and not one.demonstrated]
    found = sorted(found[-MANY:], key=lambda one: -(one.line.percent or 0.0))
    if len(found) < 2:
        return None
    several = len({one.year for one in found}) > 1
    labels = [f"{one.place} {one.year}" if several else one.place for one in found]
    names = [short(label if labels.count(label) == 1 else f"{label} {one.data.trial.code}")
             for label, one in zip(labels, found, strict=True)]
    values = [one.line.percent or 0.0 for one in found]
    axis, mean, named = _("± % of {base}").format(base=_("check")), sum(values) / len(values), _("mean")
    caption = _("{variety}: percent above or below the check in each trial; hatched: below").format(
        variety=dossier.variety.title())

    def draw(canvas: object) -> None:
        from desktop.core.documents.figures_series import difference_by_site

        difference_by_site(canvas, names, values, axis_label=axis, mean=mean, mean_label=named)  # type: ignore[arg-type]

    return Figure(draw, caption, height_mm=tall or height(len(found), 60.0), alt=caption)


def _decided(dossier: Dossier) -> list[Block]:
    rows: list[list[Cell]] = [[d.decided_on, VARIETY_STATE.label(d.state), d.reason, d.decided_by] for d in dossier.decisions]
    if not rows:
        return []
    return [Table([Column(_("Decided"), "date"), Column(_("State")), Column(_("Reason"), weight=4), Column(_("Decided by"))],
                  rows, caption=_("Decisions"), sheet=_("Decisions"))]


def _statement(dossier: Dossier) -> list[Block]:
    lines = [_("Each trial was analysed by its own design; its report names design, error term and tests.")]
    if dossier.unused:
        lines.append(_("Not listed (abandoned, without values, or a factorial): {trials}.").format(
            trials=_(", ").join(t.code for t in dossier.unused)))
    lines.append(_("Data fingerprint: {digits} (first 16 digits of SHA-256 over the plots and values of all trials).").format(
        digits=dossier.fingerprint()))
    return [Paragraph(text, "small") for text in lines]
