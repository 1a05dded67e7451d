"""The papers for the field on the command line: `agridesk report field-sheets|labels|planting-plan`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from desktop.core import i18n
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.trials.trial_data import load

Paper = Callable[[Database, int, argparse.Namespace], Path]


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of these papers."""
    from desktop.trials.field.labels import FIELDS

    field = parser.add_argument_group(_("papers for the field"))
    field.add_argument("--traits", metavar="TRAIT,TRAIT", help=_("only these traits"))
    field.add_argument("--occasions", type=int, default=1, metavar="N", help=_("how often each trait is to be observed"))
    field.add_argument("--page", choices=("A4", "A5"), default="A4", help=_("size of the sheets"))
    field.add_argument("--landscape", action="store_true", help=_("turn the sheets"))
    field.add_argument("--box", choices=("small", "normal", "large"), default="normal", help=_("size of the boxes"))
    field.add_argument("--blind", action="store_true", help=_("without the names of entries and varieties"))
    field.add_argument("--stock", metavar="NAME", default="a4-3x8", help=_("labels to print on"))
    field.add_argument("--fields", metavar="FIELD,FIELD", help=_("what stands on a label: {fields}").format(
        fields=", ".join(FIELDS)))
    field.add_argument("--each", choices=("plots", "entries"), default="plots", help=_("a label for each of these"))
    field.add_argument("--order", choices=("walk", "entry"), default="walk", help=_("order of the labels"))
    field.add_argument("--copies", type=int, default=1, metavar="N", help=_("how many of each label"))
    field.add_argument("--start", type=int, default=1, metavar="N", help=_("first label of the first sheet to be used"))
    field.add_argument("--proof", action="store_true", help=_("an alignment sheet for these labels instead of the labels"))
    field.add_argument("--no-code", action="store_true", help=_("labels without a QR code"))
    field.add_argument("--germination", type=float, metavar="PERCENT", help=_("germination of the seed"))
    field.add_argument("--extra", type=float, default=10.0, metavar="PERCENT", help=_("extra seed"))
    field.add_argument("--tkw", type=float, metavar="G", help=_("weight of a thousand seeds in grams"))


def sheets(db: Database, trial_id: int, args: argparse.Namespace) -> Path:
    """Write the field book sheets (PDF or Word), or the form (.xlsx)."""
    from desktop.core import documents
    from desktop.trials.exports import chosen_traits
    from desktop.trials.field.form_xlsx import FormOptions, write_form
    from desktop.trials.field.sheets import SheetOptions, field_sheets

    data = load(db, trial_id).in_language(i18n.language())
    traits, occasions = chosen_traits(data, args.traits), max(1, args.occasions)
    if args.out.suffix.lower() == ".xlsx":
        write_form(data, args.out, FormOptions(traits, occasions, args.blind))
        return Path(args.out)
    options = SheetOptions(traits, occasions, args.page, args.landscape, args.box, args.blind)
    return documents.save(field_sheets(data, i18n.language(), options), args.out)


def labels(db: Database, trial_id: int, args: argparse.Namespace) -> Path:
    """Write labels as PDF; what one should know before printing goes to stderr."""
    import sys

    from desktop.core.files import save_bytes
    from desktop.trials.field.label_stocks import stock
    from desktop.trials.field.labels import USUAL, LabelOptions, label_pdf, proof_pdf, remarks

    if args.out.suffix.lower() != ".pdf":
        raise UserError(_("Labels are written as PDF: choose a name that ends in .pdf."))
    chosen = stock(db, args.stock)
    if args.proof:
        proof = proof_pdf(chosen.sheet, chosen.name)
        return save_bytes(args.out, proof)
    fields = tuple(f.strip() for f in args.fields.split(",")) if args.fields else USUAL
    options = LabelOptions(fields, args.each, args.order, args.copies, args.start, not args.no_code, args.blind)
    pdf, made = label_pdf(load(db, trial_id).in_language(i18n.language()), chosen.sheet, options)
    for sentence in remarks(made, verified=chosen.verified):
        sys.stderr.write(sentence + "\n")
    return save_bytes(args.out, pdf)


def planting(db: Database, trial_id: int, args: argparse.Namespace) -> Path:
    """Write the planting plan."""
    from desktop.core import documents
    from desktop.trials.field.planting import PlantingOptions, known_weights, planting_plan

    data = load(db, trial_id).in_language(i18n.language())
    with db.reading() as session:
        weights = known_weights(session, data)
    options = PlantingOptions(args.germination, args.extra, args.tkw, weights, args.blind)
    return documents.save(planting_plan(data, i18n.language(), options), args.out)


PAPERS: dict[str, Paper] = {"field-sheets": sheets, "labels": labels, "planting-plan": planting}
