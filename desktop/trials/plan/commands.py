"""`agridesk design D --entries FILE_OR_N --out FILE`: makes a field plan and prints its validity certificate."""

from __future__ import annotations

import argparse
import secrets
import sys
from collections import Counter
from itertools import product
from pathlib import Path

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.designs.catalogue import DESIGNS
from desktop.designs.catalogue import design as chosen_design
from desktop.designs.chance import LARGEST_SEED
from desktop.designs.model import CORNERS, FAIL, NOTE, Certificate, DesignOptions, Item
from desktop.designs.needs import usual_replicates

MOST_FACTORS = 3
OPTIONS = {"replicates": "replicates", "block_size": "block-size", "interval": "interval", "random_order": "random-order",
           "share": "share", "within": "within", "farm": "farm"}  # what only some designs heed → its option
MARKS = {FAIL: "✗", NOTE: "·"}


def design_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `agridesk design`."""
    names = [d.name for d in DESIGNS]
    parser.add_argument("design", choices=names, metavar="DESIGN", help=", ".join(names))
    parser.add_argument("--entries", metavar="FILE_OR_N",
                        help=_("table of entries (name, check), or their number; with --factor they are the last factor"))
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help=_("plan to write: .csv, .xlsx or .pdf"))
    parser.add_argument("--factor", action="append", default=[], metavar="NAME=LEVEL,LEVEL", type=_factor,
                        help=_("treatment factor with its levels; repeatable: all combinations become entries"))
    parser.add_argument("--check", action="append", default=[], metavar="NAME", help=_("entry that is a check; repeatable"))
    parser.add_argument("--trial", metavar="NAME", default="", help=_("name of the trial in the plan"))
    parser.add_argument("--replicates", type=int, metavar="N", help=_("replicates, blocks of an augmented design, or farms"))
    parser.add_argument("--block-size", type=int, metavar="N", help=_(
        "plots in an incomplete block (alpha), in a row of a replicate (row-column), strips on a farm (on-farm)"))
    parser.add_argument("--interval", type=int, metavar="N", help=_("entries between two checks (4)"))
    parser.add_argument("--random-order", action="store_true", help=_("interval checks: entries in random order"))
    parser.add_argument("--share", type=int, metavar="N",
                        help=_("percent of the entries that p-rep repeats (25)"))
    parser.add_argument("--within", choices=("rcbd", "crd"), help=_("what a factorial stands in (rcbd)"))
    parser.add_argument("--farm", action="append", default=[], metavar="NAME", help=_("a farm; repeatable"))
    parser.add_argument("--seed", type=int, metavar="N", help=_("seed of the randomisation; without it one is drawn"))
    _field_arguments(parser)
    parser.set_defaults(refuse=parser.error)


def _field_arguments(parser: argparse.ArgumentParser) -> None:
    """The options about field and numbers."""
    parser.add_argument("--per-row", type=int, metavar="N", help=_("plots in a row of the field"))
    parser.add_argument("--beside", action="store_true", help=_("replicates side by side instead of one behind the other"))
    parser.add_argument("--gap", type=int, default=0, metavar="N", help=_("free rows (or columns) between replicates"))
    parser.add_argument("--guard-rows", type=int, default=0, metavar="N", help=_("rows of guard plots before and behind"))
    parser.add_argument("--guard-columns", type=int, default=0, metavar="N", help=_("columns of guard plots on both sides"))
    parser.add_argument("--corner", choices=CORNERS, default=CORNERS[0], help=_("corner where the walk begins"))
    parser.add_argument("--along", choices=("rows", "columns"), default="rows",
                        help=_("whether one walks along rows or columns"))
    parser.add_argument("--linear", action="store_true", help=_("every line in the same direction, not to and fro"))
    parser.add_argument("--numbering", choices=("replicate", "continuous"), default="replicate",
                        help=_("numbers by replicate (101, 201 …) or running through"))
    parser.add_argument("--first", type=int, metavar="N", help=_("first number when running through (101)"))
    parser.add_argument("--prefix", default="", metavar="TEXT", help=_("what stands before every plot number"))
    parser.add_argument("--fill", action="store_true", help=_("places that stay free become filler plots"))


def design(args: argparse.Namespace) -> int:
    """Write a field plan and print its certificate. Raises `UserError` where entries and options do not fit."""
    from desktop.designs import certify, plan
    from desktop.trials.plan.plan_files import write_plan

    if not args.entries and not args.factor:
        args.refuse(_("name the entries with --entries, or factors with --factor"))
    _refuse_others(args)
    items, factors = _items(args)
    made = plan(args.design, items, _options(args, items))
    certificate = certify(made)
    written = write_plan(args.out, made, certificate, args.trial or args.out.stem, factors)
    sys.stdout.write(_printed(certificate, made.options.seed) + f"{written}\n")
    return 0


def _refuse_others(args: argparse.Namespace) -> None:
    """Bad use where an option is given that the design does not heed."""
    heeds = chosen_design(args.design).heeds
    for name, option in OPTIONS.items():
        if getattr(args, name) not in (None, False, []) and ("farms" if name == "farm" else name) not in heeds:
            args.refuse(_("design {design} takes no --{option}").format(design=args.design, option=option))
    if args.first is not None and args.numbering != "continuous":
        args.refuse(_("--first needs --numbering continuous"))


def _printed(certificate: Certificate, seed: int) -> str:
    head = _("The plan is valid.") if certificate.valid else _("The plan is not valid.")
    lines = [f"{head} --seed {seed}", *(f"{MARKS.get(c.state, '✓')} {c.sentence()}" for c in certificate.checks)]
    return "".join(f"{line}\n" for line in lines)


def _options(args: argparse.Namespace, items: list[Item]) -> DesignOptions:
    replicates = args.replicates or len(args.farm) or usual_replicates(args.design, items)
    seed = 1 + secrets.randbelow(LARGEST_SEED) if args.seed is None else args.seed
    if not 0 <= seed <= LARGEST_SEED:
        args.refuse(_("--seed lies between 0 and {most}").format(most=LARGEST_SEED))
    given = {name: value for name in ("interval", "share", "within", "first") if (value := getattr(args, name)) is not None}
    return DesignOptions(
        replicates=replicates, seed=seed, block_size=args.block_size, random_order=args.random_order, farms=tuple(args.farm),
        per_row=args.per_row, beside=args.beside, gap=args.gap, guard_rows=args.guard_rows, guard_columns=args.guard_columns,
        corner=args.corner, along=args.along, serpentine=not args.linear, numbering=args.numbering, prefix=args.prefix,
        fill=args.fill, **given)


# -- entries --------------------------------------------------------------------------------------------------------------


def _items(args: argparse.Namespace) -> tuple[list[Item], list[str]]:
    """The entries, and the names of the treatment factors."""
    given = args.entries or ""
    found = _numbered(given) if given.isdecimal() else _read(given) if given else []
    if args.factor:
        found, names = _combined(args, found)
    else:
        names = []
    known = {item.name for item in found}
    unknown = next((name for name in args.check if name not in known), None)
    if unknown:
        raise UserError(_("--check {name}: there is no such entry.").format(name=unknown))
    return [Item(i.key, i.name, i.is_check or i.name in args.check, i.levels) for i in found], names


def _numbered(text: str) -> list[Item]:
    return [Item(number, str(number)) for number in range(1, int(text) + 1)]


def _combined(args: argparse.Namespace, entries: list[Item]) -> tuple[list[Item], list[str]]:
    """All combinations of the factors' levels; entries that are given are the levels of the last factor."""
    factors = [*args.factor, *([(_("Entry"), [item.name for item in entries])] if entries else [])]
    if len(factors) > MOST_FACTORS:
        raise UserError(_("At most {n} treatment {n:factor|factors} can be laid out.").format(n=MOST_FACTORS))
    combinations = product(*(levels for _name, levels in factors))
    return ([Item(number, " × ".join(levels), levels=tuple(levels)) for number, levels in enumerate(combinations, start=1)],
            [name for name, _levels in factors])


def _read(file: str) -> list[Item]:
    """The entries of a table: a column of names, perhaps one that marks the checks and one of entry numbers."""
    from desktop.core.importing import convert, mapping
    from desktop.core.tables import read_table
    from desktop.core.tables.words import plain
    from desktop.trials.importing.targets import PLACES

    table = read_table(file)
    wanted = {t.name: t for t in PLACES if t.name in ("variety", "is_check")}
    uses = mapping.guess(table.header, list(wanted.values()))
    columns = {use.target: heading for heading, use in uses.items()}
    heading = columns.get("variety", table.header[0])
    names = [plain(cell) for cell in table.column(heading)]
    flags: list[object] = [False] * len(names)
    if "is_check" in columns:
        flags = convert(table.column(columns["is_check"]), wanted["is_check"], {}).values
    found = [Item(number, name, bool(flag)) for number, (name, flag) in enumerate(zip(names, flags, strict=True), start=1)
             if name]
    twice = next((name for name, times in Counter(i.name for i in found).items() if times > 1), None)
    if twice:
        raise UserError(_("{file}: “{name}” stands in column “{column}” twice: an entry is named once.").format(
            file=file, name=twice, column=heading))
    return found


def _factor(text: str) -> tuple[str, list[str]]:
    """A factor NAME=LEVEL,LEVEL from the command line."""
    name, mark, levels = text.partition("=")
    found = [level.strip() for level in levels.replace("，", ",").split(",") if level.strip()]
    if not mark or not name.strip() or len(found) < 2 or len(set(found)) < len(found):
        raise argparse.ArgumentTypeError(
            _('"{value}" is not of the form NAME=LEVEL,LEVEL with different levels').format(value=text))
    return name.strip(), found
