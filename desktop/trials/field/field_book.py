"""Files for Field Book (7.3): the plots as a field file, the traits as a trait file. Written from its documented formats."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from desktop.catalogue.model import Trait
from desktop.core.errors import UserError
from desktop.core.files import save_text
from desktop.core.i18n import _, in_language
from desktop.trials.field.keys import field_plots, keys_of, trait_names
from desktop.trials.trial_data import TrialData

HEADER = ("plot_id", "walk_order", "row", "column", "plot", "rep", "block", "entry", "variety")
COORDINATES = "geo_coordinates"
FORMATS = {"number": "numeric", "count": "numeric", "score": "numeric", "date": "date", "category": "categorical",
           "text": "text", "photo": "photo"}


def field_rows(data: TrialData, *, blind: bool = False) -> tuple[list[str], list[list[str]]]:
    """Header and rows of the field file in walk order; `blind` leaves out what stands on the plots.

    Raises `UserError` where the trial has no plots or two of them the same number.
    """
    plots = field_plots(data)
    if not plots:
        raise UserError(_("Trial {code} has no plots with entries yet: lay them out first.").format(code=data.trial.code))
    header = [h for h in HEADER if not (blind and h in ("entry", "variety"))]
    placed = any(p.latitude is not None and p.longitude is not None for p in plots)
    rows = []
    for walk, (plot, key) in enumerate(zip(plots, keys_of(data, plots), strict=True), start=1):
        entry = data.entry(plot)
        values: dict[str, object] = {
            "plot_id": key, "walk_order": walk, "row": plot.row, "column": plot.column, "plot": plot.number,
            "rep": plot.replicate, "block": plot.block, "entry": entry.number if entry else None,
            "variety": entry.name if entry else ""}
        row = ["" if values[h] is None else str(values[h]) for h in header]
        rows.append([*row, *([_place(plot.longitude, plot.latitude)] if placed else [])])
    return [*header, *([COORDINATES] if placed else [])], rows


def _place(longitude: float | None, latitude: float | None) -> str:
    """Longitude;latitude: the order that Field Book reads in a field file."""
    return "" if longitude is None or latitude is None else f"{longitude};{latitude}"


def write_field_file(data: TrialData, path: Path, *, blind: bool = False) -> int:
    """Write the field file (UTF-8, comma); gives the number of plots."""
    header, rows = field_rows(data, blind=blind)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    save_text(path, text.getvalue())
    return len(rows)


def trait_objects(traits: Sequence[Trait], repeated: Collection[int] = ()) -> list[dict[str, Any]]:
    """The traits as Field Book's trait objects; `repeated`: those observed several times on a plot."""
    names = trait_names(traits)
    made = []
    for place, trait in enumerate(traits, start=1):
        name = names[trait.id]
        synonyms = list(dict.fromkeys([name, trait.code]))
        details = " ".join(part for part in (trait.heading(), in_language(trait.stage), trait.how()) if part)
        made.append({"name": name, "alias": name, "synonyms": synonyms, "format": trait_format(trait), "defaultValue": "",
                     "details": details, "isVisible": True, "realPosition": place,
                     "attributes": _attributes(trait, trait.id in repeated)})
    return made


def trait_format(trait: Trait) -> str:
    """Field Book's format of a trait."""
    if trait.kind in ("score", "category"):
        return "categorical" if trait.category_list() else FORMATS["score" if trait.kind == "score" else "text"]
    if trait.kind == "number" and trait.unit == "%" and (trait.low or 0) >= 0 and trait.high is not None and trait.high <= 100:
        return "percent"
    return FORMATS[trait.kind]


def _attributes(trait: Trait, repeated: bool) -> dict[str, str]:
    """What is not Field Book's default, all as text. Our limits warn and do not refuse, so theirs must not either."""
    found = {}
    form = trait_format(trait)
    if form in ("numeric", "percent"):
        if trait.low is not None:
            found["validValuesMin"] = f"{trait.low:g}"
        if trait.high is not None:
            found["validValuesMax"] = f"{trait.high:g}"
        if found:
            found["allowInvalidValues"] = "true"
        if trait.kind == "count":
            found["decimalPlacesRequired"] = "0"
    if form == "categorical":
        found["category"] = json.dumps([{"label": shown, "value": word} for word, shown in trait.category_list().items()],
                                       ensure_ascii=False)
    if trait.unit:
        found["unit"] = trait.unit_shown()
    if repeated:
        found["repeatedMeasure"] = "true"
    return found


def write_trait_file(data: TrialData, path: Path, traits: Sequence[Trait] | None = None) -> int:
    """Write the trait file (JSON); gives the number of traits. Raises `UserError` where there is none."""
    chosen = data.traits if traits is None else list(traits)
    if not chosen:
        raise UserError(_("Trial {code} observes no traits yet: choose them first.").format(code=data.trial.code))
    repeated = {t.id for t in chosen if len(data.occasions(t.id)) > 1}
    save_text(path, json.dumps({"traits": trait_objects(chosen, repeated)}, ensure_ascii=False, indent=1) + "\n")
    return len(chosen)
