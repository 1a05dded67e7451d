"""The one list of analyses.

To add an analysis:
1. write its module in the room of its subject: `analyse(columns, check, alpha)` gives an `Answer` (see `answer.py`; one of
   differences of means gives an `Analysis`, see `linear/rcbd.py`);
2. add one line to `ANALYSES`: name, title, the column roles it needs, its module; with a `model` the window offers it for
   every trial, beside the analysis by the trial's design;
3. test it against published or reference results (`tests/analysis/`).

Nothing here loads numpy, so that the command line and pages can list the analyses at no cost.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module

from desktop.analysis.answer import Answer
from desktop.analysis.columns import PlotColumns
from desktop.analysis.notes import Note
from desktop.analysis.samples import SAMPLE, averaged, remark
from desktop.core.computing import apart
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _

TRANSFORM, COVARIATE = "transform", "covariate"
BOTH = (TRANSFORM, COVARIATE)
ERROR = ("mse", "df", "replicates")
RANKS = "rank"
FACTORS = ("whole", "sub", "sub-sub", "horizontal", "vertical")  # roles that are treatment factors
MOST_LEVELS = 2000  # their pairs take 3 seconds and 280 MB; twenty thousand would take 6 GB
FEW = 100  # so many plots are analysed in milliseconds; a spatial analysis of 600 takes 8 s


@dataclass(frozen=True)
class ListedAnalysis:
    """An analysis: `roles` are the columns it needs beside response and treatment, as the command line names them.

    `module` is its place below this folder. `optional` are further roles it can use; `treatments` is false where the roles
    name the treatment factors. `options` are the command line's further choices that it knows, `needs` those that must be
    given. `samples` is what becomes of several samples of one plot: averaged first ("mean"), a stratum of its own ("own"),
    or not told apart (""). `model` is the choice under which the window offers it; of several with one choice the first that
    the data bear is taken.
    """

    name: str
    title: str
    roles: tuple[str, ...]
    module: str
    optional: tuple[str, ...] = ()
    treatments: bool = True
    several_checks: bool = False
    options: tuple[str, ...] = (TRANSFORM,)
    needs: tuple[str, ...] = ()
    samples: str = ""
    model: str = ""

    def analyse(self, columns: PlotColumns, check: str | None, alpha: float) -> Answer:
        """The answer on the columns. `UserError` where they do not bear the analysis."""
        _refuse_too_many(columns)
        asked = (f"{__package__}.{self.module}", self.samples, columns, check, alpha)
        return apart(_analysed, *asked) if len(columns.values) > FEW else _analysed(*asked)


def _refuse_too_many(columns: PlotColumns) -> None:
    """Raise `UserError` where so many levels are compared that their pairs would fill the memory."""
    factors = {**columns.treatments, **dict(named for role, named in columns.roles.items() if role in FACTORS)}
    levels = len(set(zip(*factors.values(), strict=True))) if factors else 0
    if levels > MOST_LEVELS:
        raise UserError(_("{columns} has {levels} {levels:level|levels}; at most {limit} are compared with one another: "
                          "choose fewer rows, or "
                          "name the right column.").format(columns=_(", ").join(factors), levels=levels, limit=MOST_LEVELS))


def _analysed(module: str, samples: str, columns: PlotColumns, check: str | None, alpha: float) -> Answer:
    """What the module's analysis gives; called in the window's process for computing where there are many plots.

    What is known of several rows of one plot is said beside it.
    """
    more: list[Note] = []
    if SAMPLE not in columns.roles:
        more = remark(columns) if samples else []
    elif samples == MEAN:
        columns, note = averaged(columns)
        more = [note]
    found: Answer = import_module(module).analyse(columns, check, alpha)
    said = {note.kind for note in found.notes}
    more = [note for note in more if not (note.kind == "repeated_rows" and "repeated_plots" in said)]
    return replace(found, notes=(*found.notes, *more)) if more else found  # type: ignore[type-var]


MEAN, OWN = "mean", "own"
_WHOLE = ("block", "whole", "sub")
_STRIPS = ("block", "horizontal", "vertical")

ANALYSES: tuple[ListedAnalysis, ...] = (
    ListedAnalysis("crd", N_("completely randomised design"), (), "linear.crd", options=BOTH),
    ListedAnalysis("rcbd", N_("randomised complete blocks"), ("block",), "linear.rcbd", (SAMPLE,), options=BOTH, samples=MEAN),
    ListedAnalysis("latin", N_("Latin square"), ("row", "column"), "linear.latin", (SAMPLE,), options=BOTH, samples=MEAN),
    ListedAnalysis("split-plot", N_("split-plot"), _WHOLE, "strata.split_plot", ("sub-sub", SAMPLE), treatments=False,
                   samples=OWN),
    ListedAnalysis("split-split-plot", N_("split-split-plot"), (*_WHOLE, "sub-sub"), "strata.split_plot", (SAMPLE,),
                   treatments=False, samples=OWN),
    ListedAnalysis("strip-plot", N_("strip-plot"), _STRIPS, "strata.strip_plot", ("sub", SAMPLE), treatments=False,
                   samples=OWN),
    ListedAnalysis("alpha", N_("alpha design (incomplete blocks)"), ("replicate", "block"), "incomplete.alpha", (SAMPLE,),
                   samples=MEAN),
    ListedAnalysis("augmented", N_("augmented blocks"), ("block",), "augmented.augmented_blocks", (SAMPLE,),
                   several_checks=True, samples=MEAN),
    ListedAnalysis("lattice", N_("lattice (within blocks)"), ("replicate", "block"), "incomplete.lattice", (SAMPLE,),
                   samples=MEAN),
    ListedAnalysis("bib", N_("balanced incomplete blocks"), ("block",), "incomplete.lattice", (SAMPLE,), samples=MEAN),
    ListedAnalysis("p-rep", N_("partially replicated trial"), ("block",), "incomplete.p_rep", ("replicate", SAMPLE),
                   samples=MEAN),
    ListedAnalysis("row-column", N_("row-column design"), ("replicate", "row", "column"), "incomplete.row_column", (SAMPLE,),
                   samples=MEAN),
    ListedAnalysis("spatial", N_("trial with rows and columns in the field (spatial)"), ("row", "column"),
                   "spatial.field_trial", ("replicate", "block", SAMPLE), options=("model",), samples=MEAN),
    ListedAnalysis("neighbour-check", N_("comparison with the neighbouring check"), (), "neighbour.neighbour_check",
                   ("plot", "row", "column", "replicate"), options=(), needs=("check",)),
    ListedAnalysis("means", N_("means with a stated error"), (), "linear.from_means", options=ERROR, needs=ERROR),
    ListedAnalysis("friedman", N_("Friedman's rank test in complete blocks"), ("block",), "ranks.rank_tests", options=(),
                   model=RANKS),
    ListedAnalysis("kruskal-wallis", N_("rank test of Kruskal and Wallis"), (), "ranks.rank_tests", options=(), model=RANKS),
    ListedAnalysis("met", N_("series of trials (several environments)"), ("environment",), "met.analyse",
                   ("block", "replicate", "location", "year", "index"), several_checks=True, options=()),
    ListedAnalysis("on-farm", N_("strips on farms (farm = block)"), ("block",), "on_farm.strips", options=()),
)


def analysis_named(name: str) -> ListedAnalysis:
    """The analysis of that name; KeyError if it is not in the list."""
    for candidate in ANALYSES:
        if candidate.name == name:
            return candidate
    raise KeyError(name)
