"""The one list of designs that can be analysed.

To add a design:
1. write its module beside this one: a function of plain sequences that returns an `Analysis` (see `rcbd.py`);
2. write an adapter below that hands it the columns, importing the module inside;
3. add one line to `DESIGNS`: name, title, the column roles it needs, the adapter;
4. test it against published or reference results (`tests/trials/analysis/`).

Nothing here loads numpy, so that the command line and pages can list the designs at no cost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.trials.analysis.result import Analysis

Labels = Sequence[str | None]
TRANSFORM, COVARIATE = "transform", "covariate"
BOTH = (TRANSFORM, COVARIATE)
ERROR = ("mse", "df", "replicates")


@dataclass(frozen=True)
class Columns:
    """One trial as columns of equal length: None is missing.

    `treatments` are the treatment factors by name, in order; `roles` the other columns by what they are for:
    role → (name, labels). `checks` are all checks named, the main one first; `options` are choices that only some
    designs offer; `covariate` is a number measured on every plot that the response is adjusted for.
    """

    response: str
    values: Sequence[float | None]
    treatments: dict[str, Labels]
    roles: dict[str, tuple[str, Labels]]
    checks: tuple[str, ...] = ()
    options: dict[str, str] = field(default_factory=dict)
    covariate: tuple[str, Sequence[float | None]] | None = None


class Answer(Protocol):
    """What every analysis can say of itself."""

    def to_json(self) -> dict[str, Any]:
        """The object that the command line prints; "notes" is a list of sentences."""
        ...


def _text(analysis: Any, reading_notes: Sequence[str]) -> str:
    """The text of an analysis of a single trial."""
    from desktop.trials.analysis.text import report

    return report(analysis, reading_notes)


@dataclass(frozen=True)
class Design:
    """A design: `roles` are the columns it needs beside response and treatment, as the command line names them.

    `optional` are further roles it can use; `treatments` is false where the roles name the treatment factors. `text`
    writes the analysis, and the notes of reading the table, for people. `options` are the command line's further
    choices that it knows, `needs` those that must be given.
    """

    name: str
    title: str
    roles: tuple[str, ...]
    analyse: Callable[[Columns, str | None, float], Answer]
    optional: tuple[str, ...] = ()
    treatments: bool = True
    several_checks: bool = False
    text: Callable[[Any, Sequence[str]], str] = _text
    options: tuple[str, ...] = (TRANSFORM,)
    needs: tuple[str, ...] = ()


def _crd(columns: Columns, check: str | None, alpha: float) -> Analysis:
    from desktop.trials.analysis.linear.crd import analyse_crd

    names = {"response": columns.response, "covariate": columns.covariate}
    return analyse_crd(columns.treatments, columns.values, **names, check=check, alpha=alpha)  # type: ignore[arg-type]


def _rcbd(columns: Columns, check: str | None, alpha: float) -> Analysis:
    from desktop.trials.analysis.linear.rcbd import analyse_rcbd

    block, labels = columns.roles["block"]
    names = {"response": columns.response, "block": block, "covariate": columns.covariate}
    return analyse_rcbd(
        columns.treatments, labels, columns.values, **names, check=check, alpha=alpha  # type: ignore[arg-type]
    )


def _latin(columns: Columns, check: str | None, alpha: float) -> Analysis:
    from desktop.trials.analysis.linear.latin import analyse_latin

    (row, rows), (column, places) = columns.roles["row"], columns.roles["column"]
    names = {"response": columns.response, "row": row, "column": column, "covariate": columns.covariate}
    return analyse_latin(
        columns.treatments, rows, places, columns.values, **names, check=check, alpha=alpha  # type: ignore[arg-type]
    )


def _split_plot(columns: Columns, check: str | None, alpha: float) -> Analysis:
    from desktop.trials.analysis.strata.split_plot import analyse_split_plot

    block, labels = columns.roles["block"]
    samples = columns.roles["sample"][1] if "sample" in columns.roles else None
    names = {"response": columns.response, "block": block}
    factors = _factors(columns, "whole", "sub", "sub-sub")
    return analyse_split_plot(
        factors, labels, columns.values, samples=samples, **names, check=check, alpha=alpha
    )


def _strip_plot(columns: Columns, check: str | None, alpha: float) -> Analysis:
    from desktop.trials.analysis.strata.strip_plot import analyse_strip_plot

    block, labels = columns.roles["block"]
    names = {"response": columns.response, "block": block}
    factors = _factors(columns, "horizontal", "vertical", "sub")
    return analyse_strip_plot(factors, labels, columns.values, **names, check=check, alpha=alpha)


def _alpha(columns: Columns, check: str | None, alpha: float) -> Analysis:
    from desktop.trials.analysis.incomplete.alpha import analyse_alpha

    treatment, levels = _one_treatment(columns)
    (replicate, replicates), (block, blocks) = columns.roles["replicate"], columns.roles["block"]
    names = {"response": columns.response, "treatment": treatment, "replicate": replicate, "block": block}
    return analyse_alpha(levels, replicates, blocks, columns.values, **names, check=check, alpha=alpha)


def _row_column(columns: Columns, check: str | None, alpha: float) -> Analysis:
    from desktop.trials.analysis.incomplete.row_column import analyse_row_column

    treatment, levels = _one_treatment(columns)
    (replicate, replicates), (row, rows), (column, places) = (
        columns.roles[role] for role in ("replicate", "row", "column")
    )
    names = {"response": columns.response, "treatment": treatment, "replicate": replicate, "row": row, "column": column}
    return analyse_row_column(levels, replicates, rows, places, columns.values, **names, check=check, alpha=alpha)


def _augmented(columns: Columns, check: str | None, alpha: float) -> Analysis:
    from desktop.trials.analysis.augmented.augmented_blocks import analyse_augmented

    treatment, levels = _one_treatment(columns)
    block, labels = columns.roles["block"]
    names = {"response": columns.response, "treatment": treatment, "block": block}
    return analyse_augmented(levels, labels, columns.values, checks=columns.checks, **names, check=check, alpha=alpha)


def _spatial(columns: Columns, check: str | None, alpha: float) -> Analysis:
    from desktop.trials.analysis.spatial.field_trial import analyse_spatial

    treatment, levels = _one_treatment(columns)
    (row, rows), (column, places) = columns.roles["row"], columns.roles["column"]
    extra: dict[str, Any] = {}
    for role, plural in (("replicate", "replicates"), ("block", "blocks")):
        if role in columns.roles:
            extra[role], extra[plural] = columns.roles[role]
    names = {"response": columns.response, "treatment": treatment, "row": row, "column": column}
    return analyse_spatial(
        levels, rows, places, columns.values, **names, **extra, **columns.options, check=check, alpha=alpha
    )


def _p_rep(columns: Columns, check: str | None, alpha: float) -> Analysis:
    from desktop.trials.analysis.incomplete.p_rep import analyse_p_rep

    treatment, levels = _one_treatment(columns)
    (block, blocks), replicate = columns.roles["block"], columns.roles.get("replicate")
    names = {"response": columns.response, "treatment": treatment, "block": block}
    return analyse_p_rep(levels, blocks, columns.values, replicate=replicate, **names, check=check, alpha=alpha)


def _lattice(columns: Columns, check: str | None, alpha: float) -> Analysis:
    from desktop.trials.analysis.incomplete.lattice import analyse_lattice

    treatment, levels = _one_treatment(columns)
    (block, blocks), replicate = columns.roles["block"], columns.roles.get("replicate")
    names = {"response": columns.response, "treatment": treatment, "block": block}
    return analyse_lattice(levels, blocks, columns.values, replicate=replicate, **names, check=check, alpha=alpha)


def _neighbour_check(columns: Columns, check: str | None, _alpha: float) -> Answer:
    from desktop.trials.analysis.neighbour.neighbour_check import analyse_neighbour_check

    treatment, levels = _one_treatment(columns)
    none: tuple[str, Labels] = ("", [""] * len(columns.values))
    if "plot" in columns.roles:
        strips, order = columns.roles.get("replicate", none)[1], columns.roles["plot"]
    elif "row" in columns.roles and "column" in columns.roles:
        strips, order = columns.roles["row"][1], columns.roles["column"]
    else:
        raise UserError(_("Name the order of the plots in the field: --plot, or --row and --column."))
    names = {"response": columns.response, "treatment": treatment, "check": check or ""}
    return analyse_neighbour_check(levels, columns.values, strips, order, **names)


def _neighbour_text(analysis: Any, reading_notes: Sequence[str]) -> str:
    from desktop.trials.analysis.neighbour.text import report

    return report(analysis, reading_notes)


def _means(columns: Columns, check: str | None, alpha: float) -> Analysis:
    from desktop.trials.analysis.linear.from_means import analyse_means

    treatment, levels = _one_treatment(columns)
    mse, replicates, df = (float(columns.options[name]) for name in ("mse", "replicates", "df"))
    names = {"response": columns.response, "treatment": treatment, "check": check}
    return analyse_means(
        levels, columns.values, mse=mse, df=int(df), replicates=replicates, alpha=alpha, **names  # type: ignore[arg-type]
    )


def _friedman(columns: Columns, _check: str | None, alpha: float) -> Answer:
    from desktop.trials.analysis.ranks.rank_tests import analyse_friedman

    treatment, levels = _one_treatment(columns)
    block, labels = columns.roles["block"]
    names = {"response": columns.response, "treatment": treatment, "block": block}
    return analyse_friedman(levels, labels, columns.values, **names, alpha=alpha)


def _kruskal_wallis(columns: Columns, _check: str | None, alpha: float) -> Answer:
    from desktop.trials.analysis.ranks.rank_tests import analyse_kruskal_wallis

    treatment, levels = _one_treatment(columns)
    return analyse_kruskal_wallis(levels, columns.values, response=columns.response, treatment=treatment, alpha=alpha)


def _rank_text(analysis: Any, reading_notes: Sequence[str]) -> str:
    from desktop.trials.analysis.ranks.text import report

    return report(analysis, reading_notes)


def _met(columns: Columns, _check: str | None, alpha: float) -> Answer:
    from desktop.trials.analysis.met.analyse import Names, analyse_met
    from desktop.trials.analysis.met.environments import blocks, environments

    treatment, levels = _one_treatment(columns)
    environment, places = environments(columns.roles)
    roles = {"block": blocks(columns.roles), **{r: columns.roles.get(r) for r in ("location", "year", "index")}}
    roles["location"] = roles["location"] or (columns.roles["environment"] if roles["year"] else None)
    given = {role: named[0] for role, named in roles.items() if named}
    block, location, year, index = (named[1] if named else None for named in roles.values())
    names = Names(columns.response, treatment, environment, **given)
    return analyse_met(
        levels, places, block, columns.values, check=columns.checks, locations=location, years=year, index=index,
        names=names, alpha=alpha,
    )


def _met_text(analysis: Any, reading_notes: Sequence[str]) -> str:
    from desktop.trials.analysis.met.text import report

    return report(analysis, reading_notes)


def _on_farm(columns: Columns, check: str | None, alpha: float) -> Answer:
    from desktop.trials.analysis.on_farm.strips import analyse_on_farm

    treatment, levels = _one_treatment(columns)
    farm, farms = columns.roles["block"]
    names = {"response": columns.response, "treatment": treatment, "farm": farm}
    return analyse_on_farm(levels, farms, columns.values, check=check, **names, alpha=alpha)


def _on_farm_text(analysis: Any, reading_notes: Sequence[str]) -> str:
    from desktop.trials.analysis.on_farm.text import report

    return report(analysis, reading_notes)


def _one_treatment(columns: Columns) -> tuple[str, Labels]:
    """The one treatment column of a design that knows no factorial. Raises `UserError` for several."""
    if len(columns.treatments) > 1:
        raise UserError(_("This design compares one treatment; name one treatment column instead of {columns}.").format(
            columns=_(", ").join(columns.treatments)))
    return next(iter(columns.treatments.items()))


def _factors(columns: Columns, *roles: str) -> dict[str, Labels]:
    """The treatment factors that roles name, by column."""
    return dict(columns.roles[role] for role in roles if role in columns.roles)


_WHOLE = ("block", "whole", "sub")
_STRIPS = ("block", "horizontal", "vertical")

DESIGNS: tuple[Design, ...] = (
    Design("crd", N_("completely randomised design"), (), _crd, options=BOTH),
    Design("rcbd", N_("randomised complete blocks"), ("block",), _rcbd, options=BOTH),
    Design("latin", N_("Latin square"), ("row", "column"), _latin, options=BOTH),
    Design("split-plot", N_("split-plot"), _WHOLE, _split_plot, ("sub-sub", "sample"), treatments=False),
    Design(
        "split-split-plot", N_("split-split-plot"), (*_WHOLE, "sub-sub"), _split_plot, ("sample",), treatments=False
    ),
    Design("strip-plot", N_("strip-plot"), _STRIPS, _strip_plot, ("sub",), treatments=False),
    Design("alpha", N_("alpha design (incomplete blocks)"), ("replicate", "block"), _alpha),
    Design("augmented", N_("augmented blocks"), ("block",), _augmented, several_checks=True),
    Design("lattice", N_("lattice (within blocks)"), ("replicate", "block"), _lattice),
    Design("bib", N_("balanced incomplete blocks"), ("block",), _lattice),
    Design("p-rep", N_("partially replicated trial"), ("block",), _p_rep, ("replicate",)),
    Design("row-column", N_("row-column design"), ("replicate", "row", "column"), _row_column),
    Design(
        "spatial", N_("trial with rows and columns in the field (spatial)"), ("row", "column"), _spatial,
        ("replicate", "block"), options=("model",),
    ),
    Design(
        "neighbour-check", N_("comparison with the neighbouring check"), (), _neighbour_check,
        ("plot", "row", "column", "replicate"), options=(), needs=("check",), text=_neighbour_text,
    ),
    Design("means", N_("means with a stated error"), (), _means, options=ERROR, needs=ERROR),
    Design("friedman", N_("Friedman's rank test in complete blocks"), ("block",), _friedman, options=(), text=_rank_text),
    Design("kruskal-wallis", N_("rank test of Kruskal and Wallis"), (), _kruskal_wallis, options=(), text=_rank_text),
    Design(
        "met", N_("series of trials (several environments)"), ("environment",), _met,
        ("block", "replicate", "location", "year", "index"), several_checks=True, text=_met_text, options=(),
    ),
    Design("on-farm", N_("strips on farms (farm = block)"), ("block",), _on_farm, text=_on_farm_text, options=()),
)


def design(name: str) -> Design:
    """The design of that name; KeyError if it is not in the list."""
    for candidate in DESIGNS:
        if candidate.name == name:
            return candidate
    raise KeyError(name)
