"""What trials write for the field: files for Field Book and a workbook to be filled in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.catalogue.model import Trait
from desktop.core.errors import UserError
from desktop.core.exporting import Export
from desktop.core.i18n import N_, _, ngettext
from desktop.core.reporting import coded
from desktop.trials.trial_data import TrialData, load

if TYPE_CHECKING:
    from desktop.core.database import Database


def data_of(db: Database, code: str | None) -> TrialData:
    """The data of the trial with that code. Raises `UserError` where there is none, or none was named."""
    from desktop.trials.model import Trial

    if not code:
        raise UserError(_("Name the trial with --trial CODE."))
    return load(db, coded(db, Trial, code))


def chosen_traits(data: TrialData, wanted: str | None) -> list[Trait]:
    """The traits of a trial named by their codes or names, split by commas; where none is named all that are not derived."""
    from desktop.core.tables.words import plain
    from desktop.trials.field.keys import known_names

    if not wanted:
        return [t for t in data.traits if not t.formula]
    found = []
    for text in wanted.replace("，", ",").split(","):
        trait = next((t for t in data.traits if plain(text).casefold() in known_names(t)), None)
        if trait is None:
            raise UserError(_("Trial {code} does not observe “{trait}”; it observes: {traits}.").format(
                code=data.trial.code, trait=text.strip(), traits=_(", ").join(t.title() for t in data.traits)))
        found.append(trait)
    return found


def _field_file(db: Database, path: Path, options: Mapping[str, Any]) -> str:
    from desktop.trials.field.field_book import write_field_file

    count = write_field_file(data_of(db, options.get("trial")), path, blind=bool(options.get("blind")))
    return ngettext("{n} plot: {file}", "{n} plots: {file}", count).format(n=count, file=path)


def _trait_file(db: Database, path: Path, options: Mapping[str, Any]) -> str:
    from desktop.trials.field.field_book import write_trait_file

    data = data_of(db, options.get("trial"))
    count = write_trait_file(data, path, chosen_traits(data, options.get("traits")))
    return ngettext("{n} trait: {file}", "{n} traits: {file}", count).format(n=count, file=path)


def _form(db: Database, path: Path, options: Mapping[str, Any]) -> str:
    from desktop.trials.field.form_xlsx import FormOptions, write_form

    data = data_of(db, options.get("trial"))
    chosen = FormOptions(chosen_traits(data, options.get("traits")), max(1, options.get("occasions") or 1),
                         bool(options.get("blind")), bool(options.get("filled")))
    count = write_form(data, path.with_suffix(".xlsx"), chosen)
    return ngettext("{n} plot: {file}", "{n} plots: {file}", count).format(n=count, file=path.with_suffix(".xlsx"))


EXPORTS = (Export("field-form", N_("Form to be filled in (.xlsx)"), _form),
           Export("field-file", N_("Field Book: field file (.csv)"), _field_file),
           Export("trait-file", N_("Field Book: trait file (.trt)"), _trait_file))
