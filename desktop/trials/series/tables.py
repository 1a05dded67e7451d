"""The tables of a series: comparison, sites, variance, stability, axes, winners; the same on paper and in the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.analysis import wording
from desktop.analysis.parts import significance
from desktop.catalogue.choices import MEASURED
from desktop.core.documents.marked import Starred
from desktop.core.documents.model import CENTER, LEFT, NUMBER, PERCENT, TEXT, Cell, Column, Table
from desktop.core.documents.text import shown
from desktop.core.i18n import _
from desktop.core.spoken import said
from desktop.trials.choices import LSD
from desktop.trials.model import Site
from desktop.trials.report.tables import for_paper
from desktop.trials.report.trait_tables import precision_rows
from desktop.trials.results import summing, verdict
from desktop.trials.series import sentences
from desktop.trials.series.joined import SeriesData
from desktop.trials.series.other_traits import Summed, growth
from desktop.trials.series.series_result import SeriesLine, SeriesResult

SAID_ONCE = (1, 2, 6, 7, 8, 9)  # columns of the sites that are told below the table where all have the same
MOST_ACROSS = 10  # more sites than this, and than entries, are read downwards
Cells = Callable[[SeriesLine], Cell]


def compared_columns(result: SeriesResult) -> list[tuple[str, Column, Cells]]:
    """The columns of the comparison with the check that this result bears: (key, column, cell)."""
    data, places, unit = result.data, sentences.places(result.data), sentences.unit(result.data)
    found: list[tuple[str, Column, Cells]] = [
        ("rank", Column(_("Rank"), NUMBER, 0, weight=0), lambda x: x.rank),
        ("variety", Column(_("Variety"), weight=2), lambda x: x.entrant.name),
        ("sites", Column(_("Number of farms") if data.demonstration else _("Number of sites"), NUMBER, 0, weight=0),
         lambda x: x.environments),
        ("mean", Column(_("Mean"), NUMBER, places, unit=unit), lambda x: x.mean)]
    if any(x.difference is not None for x in result.lines):
        found += [("difference", Column(_("Difference"), NUMBER, places, signed=True), lambda x: x.difference),
                  ("percent", Column(_("± % of {base}").format(base=_("check")), PERCENT, 1, signed=True),
                   lambda x: x.percent)]
    if sentences.is_yield(data) and any(x.compared for x in result.lines):
        found += [("won", Column(_("More – less – equal"), align=CENTER), _counted),
                  ("positive", Column(_("Farms above the check") if data.demonstration else _("Sites above the check"),
                                      PERCENT, 1), lambda x: x.positive)]
    if any(x.lower is not None for x in result.lines):
        found.append(("interval", Column(_("{level} interval").format(level=wording.level_text(1 - result.options.alpha)),
                                         align=CENTER), lambda x: _interval(x, places)))
    if result.judged:
        found += [("mark", Column(_("Significance"), align=CENTER, weight=0),
                   lambda x: "CK" if x is result.check_line else x.mark),
                  ("verdict", Column(_("Against the check")), lambda x: verdict.word(x.side))]
    if result.on_farm is not None and any(x.p is not None for x in result.lines):
        found += [("p", Column("p (t)", align=CENTER), lambda x: wording.p_cell(x.p)),
                  ("chance", Column(_("Probability on a new farm"), PERCENT, 0),
                   lambda x: None if x.probability is None else 100 * x.probability)]
    if lettered(result):
        found.append(("letters", Column(wording.level_text(result.options.alpha), align=LEFT, weight=0), lambda x: x.letters))
        if any(x.capitals for x in result.lines):
            found.append(("capitals", Column(wording.level_text(0.01), align=LEFT, weight=0), lambda x: x.capitals))
    return found


def lettered(result: SeriesResult) -> bool:
    """Whether the lines carry letters: those of the test by which they are judged, never those of another beside it."""
    own = result.options.rule == LSD and result.options.test == "lsd"
    return any(x.letters for x in result.lines) and (own or not result.judged)


def _counted(line: SeriesLine) -> str:
    return f"{line.above} – {line.below} – {line.ties}" if line.compared else ""


def _interval(line: SeriesLine, places: int) -> str:
    if line.lower is None or line.upper is None:
        return ""
    return _("{low} to {high}").format(low=wording.signed(line.lower, places), high=wording.signed(line.upper, places))


def compared_table(result: SeriesResult) -> Table:
    """The means over environments, best first, against the check."""
    shown = for_paper(compared_columns(result), result.lines)
    rows = [[cell(line) for _key, _column, cell in shown] for line in result.lines]
    marked = [i for i, line in enumerate(result.lines) if line is result.check_line]
    title = result.data.trait.title() if result.data.trait else ""
    return Table([column for _key, column, _cell in shown], rows, marked_rows=marked, bold_rows=marked, key_columns=2,
                 caption=_("{trait}: means over {environments} and comparison").format(
                     trait=title, environments=sentences.environments(result)),
                 notes=compared_notes(result), sheet=_("Means"))


def compared_notes(result: SeriesResult) -> list[str]:
    """Under the comparison: which error and which test stands behind each column."""
    notes = [sentences.tests(result)]
    if lettered(result) and result.analysis:
        test = result.options.test if result.options.test in result.analysis.table.letters else "lsd"
        notes.append(_("Varieties with a letter in common do not differ at {level} ({test}); capitals: 1 %.").format(
            level=wording.level_text(result.options.alpha), test=wording.test_name(test)))
    if result.on_farm is not None:
        notes.append(_("Difference, interval and p (Student, adjusted by Holm) from the differences on the farms that had "
                       "both; probability: of beating the check on a further farm of this kind."))
        notes.append(verdict.farmed(result.options.alpha))
    elif result.judged:
        notes.append(verdict.named(result.options.rule, result.options.alpha, annex=True))
        notes.append(_("All by the interaction of varieties and environments."))
    if sentences.is_yield(result.data) and any(x.compared for x in result.lines):
        notes.append(_("More – less – equal: against the check site by site; a tie is not above the check."))
    return notes


def site_table(result: SeriesResult) -> Table:
    """The mean of every entry in every environment, with each environment's own precision."""
    data, places = result.data, sentences.places(result.data)
    labels = _labels(result)
    columns = [Column(_("Variety"), weight=2), *(Column(label, NUMBER, places) for label in labels),
               Column(_("Mean"), NUMBER, places)]
    rows: list[list[Cell]] = [[x.entrant.name, *(x.by_environment.get(label) for label in labels), x.mean]
                              for x in result.lines]
    foot = _site_foot(result, labels)
    marked = [i for i, line in enumerate(result.lines) if line is result.check_line]
    title = _("{trait} farm by farm") if data.demonstration else _("{trait} site by site")
    made = Table(columns, [*rows, *foot], total_rows=len(foot), marked_rows=marked, sheet=_("Site by site"), notes=(
        [_("F test and CV of each site by its own error.")] if len(foot) > 1 else []),
                 caption=sentences.titled(title.format(trait=data.trait.title() if data.trait else ""), data))
    return made if len(labels) <= max(MOST_ACROSS, len(rows)) else turned(made, NUMBER, places)


def turned(table: Table, kind: str, places: int | None = None, *, signed: bool = False) -> Table:
    """Rows for columns: many sites are read downwards. The check's column stands in brackets; totals become columns."""
    rows: list[list[Cell]] = [[c.title, *(row[i] for row in table.rows)] for i, c in enumerate(table.columns) if i]
    names = [str(row[0]) for row in table.rows]
    columns = [Column(_("Environment"), weight=1.5)]
    columns += [Column(f"[{n}]" if i in table.marked_rows else n, kind, places, align="right", signed=signed)
                for i, n in enumerate(names)]
    return Table(columns, rows, caption=table.caption, notes=table.notes, sheet=table.sheet,
                 total_rows=1 if table.total_rows else 0)


def _labels(result: SeriesResult) -> list[str]:
    """The environments, or the farms, in order."""
    if result.on_farm is not None:
        return list(result.on_farm.cells.environments)
    return [e.label for e in result.data.environments]


def _site_foot(result: SeriesResult, labels: Sequence[str]) -> list[list[Cell]]:
    """Mean, CV, LSD and F of the environments."""
    means: list[Cell] = []
    for label in labels:
        found = [x.by_environment[label] for x in result.lines if label in x.by_environment]
        means.append(sum(found) / len(found) if found else None)
    rows: list[list[Cell]] = [[_("Mean"), *means, result.mean]]
    if result.analysis is None or not result.analysis.error_ms:
        return rows
    sites = {s.level: s for s in result.analysis.sites}
    own = [sites.get(label) for label in labels]
    rows.append(["CV %", *(s.cv_percent if s else None for s in own), ""])
    rows.append([_("LSD 5 %"), *(s.lsd if s else None for s in own), ""])
    rows.append([_("p of F"), *(wording.p_cell(s.p) if s else "" for s in own), ""])
    return rows


def percent_table(result: SeriesResult) -> Table | None:
    """Percent above or below the check in every environment, with stars by the environment's own error."""
    if result.check is None or not any(x.against for x in result.lines):
        return None
    labels = _labels(result)
    own = result.against.by_environment if result.against else {}
    checks = result.check_line.by_environment if result.check_line else {}
    rows: list[list[Cell]] = []
    for line in result.others:
        row: list[Cell] = [line.entrant.name]
        for label in labels:
            if label not in line.against or not checks.get(label):
                row.append("")
                continue
            found = own.get(label, {}).get(line.entrant.name)
            stars = significance(found.p) if found and found.p is not None else ""
            row.append(Starred(100 * line.against[label] / checks[label], stars))
        rows.append([*row, _counted(line)] if sentences.is_yield(result.data) else row)
    tested = any(d.p is not None for by in own.values() for d in by.values())
    columns = [Column(_("Variety"), weight=2), *(Column(label, NUMBER, 1, signed=True) for label in labels)]
    if sentences.is_yield(result.data):
        columns.append(Column(_("More – less – equal"), align=CENTER))
    title = (_("± % of the check {check} farm by farm") if result.data.demonstration
             else _("± % of the check {check} site by site"))
    made = Table(columns, rows, caption=title.format(check=result.check.name),
                 notes=[_("* 5 %, ** 1 % by the site's own error, each comparison alone.")] if tested else
                 [_("Not tested: one value of each variety at a site.")], sheet=_("± % site by site"))
    return made if len(labels) <= max(MOST_ACROSS, len(rows)) else turned(made, NUMBER, 1, signed=True)


def stability_table(result: SeriesResult) -> Table | None:
    """The measures of stability, one line an entry in the order of the means."""
    a = result.analysis
    if a is None:
        return None
    places, against = sentences.places(result.data), result.against
    weighted = a.weighted.means if a.weighted else {}
    columns: list[tuple[Column, Callable[[str], Cell]]] = [
        (Column(_("Variety"), weight=2), lambda n: n),
        (Column(_("Mean"), NUMBER, places), lambda n: a.entry(n).mean),
        (Column(_("Weighted"), NUMBER, places), weighted.get),
        (Column(_("CV %"), NUMBER, 1), lambda n: a.entry(n).cv_percent),
        (Column(_("Slope b"), NUMBER, 2), lambda n: a.entry(n).slope),
        (Column(_("Deviation s²d"), NUMBER, 1), lambda n: a.entry(n).deviation_ms),
        (Column("R²", NUMBER, 2), lambda n: a.entry(n).r_squared),
        (Column(_("Wricke W"), NUMBER, 1), lambda n: a.entry(n).ecovalence),
        (Column(_("Shukla σ²"), NUMBER, 1), lambda n: a.entry(n).shukla),
        (Column(_("Kang YS"), NUMBER, 0), lambda n: a.entry(n).ys),
        (Column(_("Lin-Binns P"), NUMBER, 1), lambda n: a.entry(n).superiority),
        (Column(_("Hühn S1"), NUMBER, 2), lambda n: a.entry(n).s1),
        (Column(_("Hühn S2"), NUMBER, 2), lambda n: a.entry(n).s2),
        (Column(_("ASV"), NUMBER, 2), lambda n: a.entry(n).asv),
        (Column(_("HSC %"), NUMBER, 1), lambda n: against.hsc.get(n) if against else None),
        (Column(_("Adaptation %"), NUMBER, 0), lambda n: a.entry(n).adaptability_percent)]
    names = [x.entrant.name for x in result.lines if x.entrant.name in a.cells.entries]
    kept = [(c, f) for c, f in columns if any(f(n) is not None for n in names)]
    marked = [i for i, n in enumerate(names) if result.check and n == result.check.name]
    return Table([c for c, _f in kept], [[f(n) for _c, f in kept] for n in names], marked_rows=marked,
                 caption=_("Stability of the varieties"), sheet=_("Stability"), notes=[
        _("b: slope of Finlay and Wilkinson on the environments' means; s²d: deviations from it (Eberhart and Russell); W: "
          "ecovalence; P: distance from the best (Lin and Binns); S1, S2: ranks (Hühn); ASV: AMMI stability value; YS: yield "
          "and stability (Kang); HSC: high and stable yield in percent of the check; adaptation: environments above the "
          "trial's mean. Small W, σ², P, S1, S2, ASV are stable; b = 1 follows the environment.")])


def axes_table(result: SeriesResult) -> Table | None:
    """AMMI's axes with their tests, and GGE's percentages."""
    a = result.analysis
    if a is None or a.ammi is None:
        return None
    gge = a.gge.percent.tolist() if a.gge else []
    columns = [Column(_("Axis"), NUMBER, 0), Column("AMMI %", NUMBER, 1), Column(_("Cumulative %"), NUMBER, 1),
               Column(_("df"), NUMBER, 0), Column(_("F (Gollob)"), NUMBER, 2), Column("p", align=CENTER),
               Column(_("F (Cornelius)"), NUMBER, 2), Column("p", align=CENTER), Column("GGE %", NUMBER, 1)]
    rows: list[list[Cell]] = []
    for k, axis in enumerate(a.ammi.axes[:6]):
        rows.append([axis.number, axis.percent, axis.cumulative, axis.df, axis.f,
                     wording.p_cell(axis.p), axis.remainder_f,
                     wording.p_cell(axis.remainder_p), gge[k] if k < len(gge) else None])
    notes = []
    if a.error_ms:
        notes.append(_("Gollob's test of an axis is liberal; that of Cornelius tests what this axis and all after it explain."))
    else:
        kept = [i for i in range(len(columns)) if i not in (4, 5, 6, 7)]
        columns, rows = [columns[i] for i in kept], [[row[i] for i in kept] for row in rows]
        notes.append(_("Without an error of plots the axes cannot be tested."))
    if a.ammi.significant is not None:
        notes.append(_("Axes significant by the test of Cornelius: {n}.").format(n=a.ammi.significant))
    return Table(columns, rows, caption=_("Axes of the interaction (AMMI) and of GGE"), sheet=_("AMMI and GGE"), notes=notes)


def winners_table(result: SeriesResult) -> Table | None:
    """Which entry won where by the sectors of the GGE biplot."""
    a = result.analysis
    if a is None or a.gge is None:
        return None
    rows: list[list[Cell]] = [[a.cells.entries[s.entry], len(s.environments),
                               _(", ").join(a.cells.environments[j] for j in s.environments)]
                              for s in a.gge.sectors if s.environments]
    return Table([Column(_("Variety")), Column(_("Environments won"), NUMBER, 0, weight=0), Column(_("Where"), weight=4)], rows,
                 caption=_("Which won where (GGE biplot)"), sheet=_("Which won where"), notes=[
        _("The first two axes explain {percent} % of varieties and interaction; a winner is the best of the biplot, not of "
          "the measured mean.").format(percent=wording.number(sum(a.gge.percent.tolist()[:2]), 1))])


def traits_table(data: SeriesData, found: Sequence[Summed]) -> Table | None:
    """The other traits over the trials, each by its own rule, which its note names, with LSD, CV and p of those that have
    means; the growth period, where it was not recorded itself, with the days of difference from the check."""
    if not found:
        return None
    columns = [Column(_("Variety"), weight=1.5)]
    columns += [Column(f"{one.trait.title()}{_MARKS[one.rule]}", NUMBER if one.trait.kind in MEASURED else TEXT,
                       one.trait.digits(), unit=summing.unit(one.trait)) for one in found]
    rows: list[list[Cell]] = []
    for entrant in data.entrants:
        row: list[Cell] = [entrant.name]
        for one in found:
            row.append(summing.cell(one.trait, one.by.get(entrant.key)))
        rows.append(row)
    foot = precision_rows([(one.trait, one.precision) for one in found])
    _add_growth(data, found, columns, rows, foot)
    marked = [i for i, e in enumerate(data.entrants) if e.is_check]
    notes = [_("Means of the trials' means")]
    notes += [text for rule, text in (("worst", _("¹ worst plot of all trials")), ("max", _("² highest trial")),
                                      ("mode", _("³ most frequent"))) if any(one.rule == rule for one in found)]
    fewer = [one for one in found if one.trials < len(data.environments)]
    if fewer:
        notes.append(_("not observed in all trials: {traits}").format(traits=_(", ").join(
            f"{one.trait.title()} ({one.trials})" for one in fewer)))
    notes += [_("LSD, CV and p over the trials, by the interaction of varieties and trials")] if foot else []
    return Table(columns, [*rows, *foot], caption=_("Other traits"), sheet=_("Other traits"), marked_rows=marked,
                 total_rows=len(foot), notes=[_("; ").join(notes) + _(".")])


def _add_growth(data: SeriesData, found: Sequence[Summed], columns: list[Column], rows: list[list[Cell]],
                foot: list[list[Cell]]) -> None:
    """The columns of the growth period and of its difference from the check, as far as they are known."""
    recorded = next((one for one in found if one.trait.code.rsplit(".", 1)[-1] == "growth_days"), None)
    days, counted = growth(data)
    if recorded:
        days = {key: value for key, value in recorded.by.items() if isinstance(value, float)}
    if not days:
        return
    base = next((days[e.key] for e in data.checks if e.key in days), None)
    added = [] if recorded else [Column(_("Growth period") if counted else _("Sowing to maturity"), NUMBER, 0, unit=_("days"))]
    columns += [*added, Column(_("± days of the check"), NUMBER, 1, signed=True)]
    for entrant, row in zip(data.entrants, rows, strict=True):
        own = days.get(entrant.key)
        row.extend([own] if added else [])
        row.append("CK" if entrant.is_check else own - base if own is not None and base is not None else None)
    for line in foot:
        line.extend([""] * (len(added) + 1))


_MARKS = {"mean": "", "worst": " ¹", "max": " ²", "mode": " ³"}


def sites_table(data: SeriesData) -> Table:
    """承试单位: who carried out each trial where, on what soil after what crop, on plots of what size, from when to when."""
    columns = [Column(_("Site"), weight=1.5), Column(_("Carried out by"), weight=1.5), Column(_("In charge")),
               Column(_("Place"), weight=2), Column(_("Coordinates")), Column(_("Altitude"), NUMBER, 0, unit="m"),
               Column(_("Soil")), Column(_("Previous crop")), Column(_("Plot area"), NUMBER, unit="m²"),
               Column(_("Density"), NUMBER, 0, unit=_("plants/mu")), Column(_("Sowing date"), "date"),
               Column(_("Harvest date"), "date")]
    rows: list[list[Cell]] = []
    for e in data.environments:
        trial, site = e.data.trial, e.data.site
        place = " ".join(e.data.region.split()[-2:])
        rows.append([e.label, trial.organiser, trial.author or (site.farmer if site else ""), place, _coordinates(site),
                     site.altitude if site else None, said(trial, "soil") or said(site, "soil"),
                     said(trial, "previous_crop") or said(site, "previous_crop"), trial.plot_area, trial.density, trial.sown_on,
                     trial.harvested_on])
    values = [{row[i] for row in rows} - {None, ""} for i in range(len(columns))]
    alike = [i for i in SAID_ONCE if len(rows) > 1 and len({row[i] for row in rows}) == 1 and values[i]]
    kept = [i for i in range(len(columns)) if values[i] and i not in alike]
    notes = [(_("The same at all sites: {facts}."), [f"{columns[i].header} {shown(rows[0][i], columns[i])}" for i in alike]),
             (_("Not recorded: {facts}."), [c.title for c, seen in zip(columns, values, strict=True) if not seen])]
    return Table([columns[i] for i in kept], [[row[i] for i in kept] for row in rows], sheet=_("Sites"),
                 caption=_("Sites and who carried out the trials"),
                 notes=[text.format(facts=_(", ").join(facts)) for text, facts in notes if facts])


def _coordinates(site: Site | None) -> str:
    """Latitude and longitude in degrees to two decimals."""
    if site is None or site.latitude is None or site.longitude is None:
        return ""
    return (f"{abs(site.latitude):.2f}°{'N' if site.latitude >= 0 else 'S'} "
            f"{abs(site.longitude):.2f}°{'E' if site.longitude >= 0 else 'W'}")


def trials_table(data: SeriesData, result: SeriesResult | None) -> Table:
    """The trials that took part: site, season, design, days, mean and precision."""
    from desktop.trials.choices import DESIGN

    sites = {s.level: s for s in result.analysis.sites} if result and result.analysis else {}
    places = sentences.places(data)
    columns = [Column(_("Trial")), Column(_("Site"), weight=1.5), Column(_("Season")), Column(_("Design"), weight=1.5),
               Column(_("Replicates"), NUMBER, 0, weight=0), Column(_("Mean"), NUMBER, places, unit=sentences.unit(data)),
               Column("CV %", NUMBER, 1)]
    rows: list[list[Cell]] = []
    for e in data.environments:
        trial = e.data.trial
        site = sites.get(e.label)
        rows.append([trial.code, e.place, e.year, DESIGN.label(trial.design),
                     trial.replicates if trial.design != "none" else None, e.mean(), site.cv_percent if site else None])
    kept = [i for i in range(len(columns)) if any(row[i] not in (None, "") for row in rows)]
    return Table([columns[i] for i in kept], [[row[i] for i in kept] for row in rows], caption=_("Trials of the series"),
                 sheet=_("Trials"), key_columns=2,
                 notes=[_("Left out: {trials}.").format(trials=_("; ").join(
                     _("{number} ({reason})").format(number=t.code, reason=reason) for t, reason in data.left_out))]
                 if data.left_out else [])


def entrants_table(data: SeriesData) -> Table:
    """The entries with breeder, approval and the number of trials each stood in."""
    columns = [Column(_("No."), NUMBER, 0, weight=0), Column(_("Variety"), weight=1.5),
               Column(_("Check"), align=CENTER, weight=0), Column(_("Breeder")), Column(_("Approval number")),
               Column(_("Trials"), NUMBER, 0, weight=0)]
    rows: list[list[Cell]] = []
    for place, e in enumerate(data.entrants, start=1):
        v = e.line.variety
        stood = sum(e.key in environment.keys.values() for environment in data.environments)
        rows.append([place, e.name, "CK" if e.is_check else "", v.breeder if v else "",
                     (v.approval_number or v.registration_number) if v else "", stood])
    kept = [i for i in range(len(columns)) if i < 2 or any(row[i] for row in rows)]
    return Table([columns[i] for i in kept], [[row[i] for i in kept] for row in rows], caption=_("Entries"),
                 sheet=_("Entries"), marked_rows=[i for i, e in enumerate(data.entrants) if e.is_check])
