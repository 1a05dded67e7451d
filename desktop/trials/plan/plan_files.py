"""A field plan as a file: a table that `agridesk import trial` takes back, and a document to print and take along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from desktop.core import i18n
from desktop.core.database import Database
from desktop.core.documents.model import NUMBER, Block, Bullets, Column, Document, Grid, GridCell, Heading, Paragraph
from desktop.core.documents.model import Table as Printed
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, language
from desktop.core.tables import Cell, Sheet, write_csv, write_xlsx
from desktop.designs import Certificate, FieldPlan, PlannedPlot
from desktop.designs.model import FAIL, PLOT
from desktop.trials.choices import DESIGN, PLOT_KIND
from desktop.trials.plan.borders import borders, legend, north_blank
from desktop.trials.trial_data import load

ENDINGS = (".csv", ".xlsx", ".pdf")
LEVELS = (N_("Level of factor A"), N_("Level of factor B"), N_("Level of factor C"))


def write_plan(path: Path, plan: FieldPlan, certificate: Certificate, trial: str, factors: Sequence[str]) -> Path:
    """Write a plan durably, in the format its ending names. Raises `UserError` for another ending."""
    match path.suffix.lower():
        case ".csv":
            made = table(plan, trial, factors)
            return write_csv(path, made.header, made.rows)
        case ".xlsx":
            return write_xlsx(path, [table(plan, trial, factors), grid(plan), _sentences(certificate)])
        case ".pdf":
            from desktop.core import documents

            return documents.save(document(plan, certificate, trial, factors), path)
    raise UserError(_("“{ending}” is not a format for field plans. Choose a name that ends in {endings}.").format(
        ending=path.suffix, endings=", ".join(ENDINGS)))


def stored_plan(db: Database, trial_id: int) -> Document:
    """The plan of a trial as it stands in the database, to print."""
    from desktop.trials.plan.layout import layout_of

    found = layout_of(db, trial_id)
    trial = found.trial
    factors = [name or letter for name, letter in zip((trial.factor_a, trial.factor_b, trial.factor_c), "ABC", strict=True)]
    count = max((len(item.levels) for item in found.plan.items), default=0)
    names = {entry.id: entry.name for entry in load(db, trial_id).in_language(language()).entries}
    shown = replace(found.plan, items=[replace(item, name=names.get(item.key, item.name)) for item in found.plan.items])
    return document(shown, found.certificate, trial.title or trial.code, factors[:count])


def table(plan: FieldPlan, trial: str, factors: Sequence[str]) -> Sheet:
    """One row per plot in order of the walk, with headings that the import knows."""
    header = [_("Trial"), _("Plot number"), _("Entry number"), _("Variety"), _("Is check"), _("Replicate"), _("Block"),
              _("Row"), _("Column"), _("Walk order"), _("Kind of plot"), _("Design"),
              *(f"{_(LEVELS[n])} ({name})" for n, name in enumerate(factors))]
    order = {item.key: (place, item) for place, item in enumerate(plan.items, start=1)}
    rows: list[Sequence[Cell]] = []
    for plot in plan.plots:
        place, item = order.get(plot.entry or 0, (None, None))
        levels = [(item.levels[n] if item and n < len(item.levels) else None) for n in range(len(factors))]
        rows.append([trial, plot.number, place, item.name if item else None,
                     (_("yes") if item.is_check else _("no")) if item else None, plot.replicate, plot.block or None,
                     plot.row, plot.column, plot.walk, PLOT_KIND.label(plot.kind), DESIGN.label(plan.design), *levels])
    return Sheet(_("Plots"), header, rows)


def grid(plan: FieldPlan) -> Sheet:
    """The field from above, the last row on top as on a map: number and name on every place."""
    known = {(p.row, p.column): p for p in plan.plots}
    columns = sorted({p.column for p in plan.plots})
    rows: list[list[Cell]] = [[row, *(_words(plan, known.get((row, column))) for column in columns)]
                              for row in _rows_from_the_back(plan)]
    return Sheet(_("Map"), ["", *map(str, columns)], rows)


def _rows_from_the_back(plan: FieldPlan) -> list[int]:
    return sorted({p.row for p in plan.plots}, reverse=True)


def _words(plan: FieldPlan, plot: PlannedPlot | None) -> str:
    return f"{plot.number} {plan.name(plot.entry)}".strip() if plot else ""


def _sentences(certificate: Certificate) -> Sheet:
    return Sheet(_("Certificate"), [_("Finding")], [[line] for line in certificate.lines()])


def document(plan: FieldPlan, certificate: Certificate, trial: str, factors: Sequence[str]) -> Document:
    """The plan to print: certificate, map in parts that fit the page, list of plots."""
    made = table(plan, trial, factors)
    heads = [Column(str(head), NUMBER if head in (_("Row"), _("Column"), _("Walk order")) else "text", weight=0)
             for head in made.header]
    plain = all(p.kind == PLOT for p in plan.plots)
    keep = [n for n, head in enumerate(made.header) if n and any(row[n] not in (None, "") for row in made.rows)
            and not (plain and head == _("Kind of plot")) and head != _("Design")]
    blocks: list[Block] = [
        Heading(_("Validity certificate")),
        Paragraph(_("The plan is valid.") if certificate.valid else _("The plan is not valid."),
                  lead=DESIGN.label(plan.design)),
        Bullets([("✗ " if c.state == FAIL else "") + c.sentence() for c in certificate.checks]),
        Heading(_("Map")), *_map(plan),
        Heading(_("Plots")),
        Printed([heads[n] for n in keep], [[row[n] for n in keep] for row in made.rows],
                caption=_("Plots in order of the walk"))]
    return Document(trial, blocks, i18n.language(), subject=_("Field plan"), header=trial)


def _map(plan: FieldPlan) -> list[Block]:
    """The field from above; checks bold, guards and fillers shaded, lines between replicates and blocks."""
    columns = sorted({p.column for p in plan.plots})
    known = {(p.row, p.column): p for p in plan.plots}
    rows = _rows_from_the_back(plan)
    lines = borders(known)
    cells = [[_square(plan, known.get((row, column)), *lines.get((row, column), ("", ""))) for column in columns]
             for row in rows]
    return [Grid(cells, [str(row) for row in rows], [str(column) for column in columns],
                 caption=_("Field from above, row 1 at the foot; checks bold"),
                 notes=[text for text in (legend(known), north_blank()) if text])]


def _square(plan: FieldPlan, plot: PlannedPlot | None, strong: str = "", dashed: str = "") -> GridCell | None:
    if plot is None:
        return None
    name = plan.name(plot.entry) if plot.kind == PLOT else PLOT_KIND.label(plot.kind)
    return GridCell(f"{plot.number}\n{name}", 0.0 if plot.kind == PLOT else 0.25, plot.entry in plan.checks,
                    strong=strong, dashed=dashed)
