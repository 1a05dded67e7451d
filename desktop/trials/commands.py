"""The commands of trials: `agridesk analyse`."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.core.i18n import N_, _

if TYPE_CHECKING:
    from desktop.analysis.catalogue import ListedAnalysis
    from desktop.analysis.columns import Labels
    from desktop.core.tables import Table

ROLES = {
    "block": N_("column of the blocks"),
    "replicate": N_("column of the replicates"),
    "row": N_("column of the rows"),
    "column": N_("column of the columns of the field"),
    "whole": N_("column of the factor on the whole plots"),
    "sub": N_("column of the factor on the sub-plots"),
    "sub-sub": N_("column of the factor on the parts of sub-plots"),
    "sample": N_("column that numbers several samples of one plot"),
    "horizontal": N_("column of the factor in horizontal strips"),
    "vertical": N_("column of the factor in vertical strips"),
    "environment": N_("column of the environments; twice: places and years that make them together"),
    "location": N_("column of the places, where environments are places in years"),
    "year": N_("column of the years, where environments are places in years"),
    "plot": N_("column of the plots' numbers, in the order of the field"),
    "index": N_("column of a figure for every environment to regress on (rain, for example)"),
}

DESIGN_COLUMNS = ("replicate", "block", "row", "column", "sample")
CHOICES = ("model", "mse", "df", "replicates")  # options that some designs have
FIELD_MODELS = ("auto", "blocks", "trend", "ar1", "pspline")  # of analysis/spatial/field_trial.py, without loading it


def analyse_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `agridesk analyse`."""
    from desktop.analysis.catalogue import ANALYSES

    parser.add_argument("file", metavar="FILE", help=_("table: CSV, TSV or XLSX, with a header row"))
    parser.add_argument("--design", required=True, choices=[d.name for d in ANALYSES], help=_("design of the trial"))
    parser.add_argument("--response", required=True, metavar="COL", help=_("column of the trait to analyse"))
    parser.add_argument(
        "--treatment",
        action="append",
        default=[],
        metavar="COL",
        help=_("column of the treatments; twice: factorial"),
    )
    for role in sorted({role for d in ANALYSES for role in (*d.roles, *d.optional)}):
        action = "append" if role == "environment" else "store"
        parser.add_argument(f"--{role}", action=action, metavar="COL", help=_(ROLES[role]))
    parser.add_argument(
        "--model", choices=FIELD_MODELS, help=_("how the field is described, for --design spatial (auto: the best)")
    )
    parser.add_argument(
        "--check", action="append", default=[], metavar="LEVEL", help=_("level that all others are compared with")
    )
    parser.add_argument("--alpha", type=_alpha, default=0.05, metavar="P", help=_("level of significance (0.05)"))
    parser.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="COL=VALUE",
        type=_condition,
        help=_("only such rows; repeatable"),
    )
    _extra_arguments(parser)
    parser.add_argument("--sheet", metavar="NAME", help=_("sheet of a spreadsheet (the first)"))
    parser.add_argument("--keep-rows", action="store_true",
                        help=_("take rows such as totals, means or remarks for records too"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))
    parser.set_defaults(refuse=parser.error)


def _extra_arguments(parser: argparse.ArgumentParser) -> None:
    """The options that ask more than a design answers by itself."""
    parser.add_argument("--covariate", metavar="COL", help=_("column of a number that the response is adjusted for"))
    parser.add_argument("--mse", type=_above_zero, metavar="MS", help=_("error mean square, for --design means"))
    parser.add_argument("--df", type=_counted, metavar="N", help=_("degrees of freedom of that error"))
    parser.add_argument("--replicates", type=_above_zero, metavar="N", help=_("plots that a mean stands for"))
    parser.add_argument(
        "--transform", choices=["none", "log", "sqrt", "arcsine"], help=_("transformation of the response")
    )
    parser.add_argument(
        "--constant",
        type=_positive,
        metavar="C",
        help=_("number added before logarithm or root; for arcsine the units that a percentage is based on"),
    )


def analyse(args: argparse.Namespace) -> int:
    """Print the analysis of a table; UserError where the table does not bear one."""
    from desktop.analysis.catalogue import analysis_named
    from desktop.analysis.from_table import trial_columns
    from desktop.analysis.scales.transformed import Scale, analyse_on
    from desktop.analysis.text import report
    from desktop.analysis.unused import unused_note
    from desktop.core.tables import read_table

    chosen = analysis_named(args.design)
    roles, options, checks = _roles(args, chosen), _options(args, chosen), _checks(args, chosen)
    table = read_table(args.file, sheet=args.sheet, keep_rows=args.keep_rows)
    columns = trial_columns(table, args.response, args.treatment, roles, args.where, checks, args.covariate)
    scale = Scale(args.transform or "", args.constant)
    result = analyse_on(scale, chosen, replace(columns, options=options), next(iter(checks), None), args.alpha)
    unused = unused_note(columns, _filled(table, args))
    if args.json:
        answer = result.to_json()
        answer["notes"] += [*map(str, unused), *table.notes]
        text = json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    else:
        text = report(result, [*map(str, unused), *table.notes])
    sys.stdout.write(text)
    return 0


def _filled(table: Table, args: argparse.Namespace) -> dict[str, Labels]:
    """The columns of the table that are of a design by their headings and that no option names, at the rows analysed."""
    from desktop.analysis.from_table import labels, selected
    from desktop.core.importing import mapping
    from desktop.trials.importing.factors import speaks_of_plots
    from desktop.trials.importing.targets import PLACES

    known = {name for target in PLACES if target.name in DESIGN_COLUMNS for name in mapping.names(target)}
    named = {args.response, args.covariate, *args.treatment, *(c.partition("=")[0].strip() for c in args.where)}
    for role in ROLES:
        value = getattr(args, role.replace("-", "_"), None)
        named |= set(value if isinstance(value, list) else [value])
    places = selected(table, args.where)
    return {heading: labels(table, heading, places) for heading in table.header
            if heading not in named and (mapping.normal(heading) in known or speaks_of_plots(heading))}


def _roles(args: argparse.Namespace, design: ListedAnalysis) -> dict[str, str]:
    """The columns for the roles of the design; bad use where one it needs is not named or one it has not is."""
    given = _given(args)
    named = [*given, *(["treatment"] if args.treatment else [])]
    needed = [*(["treatment"] if design.treatments else []), *design.roles]
    for role in needed:
        if role not in named:
            args.refuse(_("--design {design} needs --{role}").format(design=args.design, role=role))
    for role in named:
        if role not in (*needed, *design.optional):
            args.refuse(_("--design {design} takes no --{role}").format(design=args.design, role=role))
    return {role: given[role] for role in (*design.roles, *design.optional) if role in given}


def _given(args: argparse.Namespace) -> dict[str, str]:
    """The columns named by role; a second --environment (years beside places) makes environments together with the first."""
    given = {role: value for role in ROLES if (value := getattr(args, role.replace("-", "_"), None)) is not None}
    if "environment" in given:
        first, *more = given["environment"]
        given["environment"] = first
        if len(more) > 1 or (more and "year" in given):
            args.refuse(_("--environment takes one column, or two that make the environments together (places, years)"))
        return {**given, **({"year": more[0]} if more else {})}
    return given


def _options(args: argparse.Namespace, design: ListedAnalysis) -> dict[str, str]:
    """The choices given; bad use where the design has no such choice."""
    for name in (*CHOICES, "covariate", "transform"):
        if getattr(args, name) is not None and name not in design.options:
            args.refuse(_("--design {design} takes no --{role}").format(design=args.design, role=name))
    for name in design.needs:
        if not getattr(args, name) and getattr(args, name) != 0:
            args.refuse(_("--design {design} needs --{role}").format(design=args.design, role=name))
    if args.constant is not None and args.transform is None:
        args.refuse(_("--constant needs --transform"))
    return {name: str(value) for name in CHOICES if (value := getattr(args, name)) is not None}


def _checks(args: argparse.Namespace, design: ListedAnalysis) -> tuple[str, ...]:
    """The checks named; bad use where the design knows one only."""
    checks: tuple[str, ...] = tuple(dict.fromkeys(check.strip() for check in args.check))
    if len(checks) > 1 and not design.several_checks:
        args.refuse(_("--design {design} takes one --check only").format(design=args.design))
    return checks


def _alpha(text: str) -> float:
    """A level of significance from the command line."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError(_('"{value}" is not a number between 0 and 1').format(value=text))
    return value


def _positive(text: str) -> float:
    """A number that is not negative from the command line."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise argparse.ArgumentTypeError(_('"{value}" is not a number from 0 up').format(value=text))
    return value


def _above_zero(text: str) -> float:
    """A number above zero from the command line."""
    value = _positive(text)
    if not value:
        raise argparse.ArgumentTypeError(_('"{value}" is not a number above 0').format(value=text))
    return value


def _counted(text: str) -> int:
    """A whole number from 1 up from the command line."""
    value = _above_zero(text)
    if value != int(value):
        raise argparse.ArgumentTypeError(_('"{value}" is not a whole number from 1 up').format(value=text))
    return int(value)


def _condition(text: str) -> str:
    """A condition COLUMN=VALUE from the command line."""
    if "=" not in text:
        raise argparse.ArgumentTypeError(_('"{value}" is not of the form COLUMN=VALUE').format(value=text))
    return text
