"""A figure of a trial or a series drawn for the screen or into a file, by the builders that draw the report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from desktop.core.database import Database
from desktop.core.documents.model import Figure
from desktop.core.errors import UserError
from desktop.core.files import save_bytes
from desktop.core.i18n import _
from desktop.core.settings import office
from desktop.core.units import MU_OFFICIAL
from desktop.trials.figures.figure_list import figures_of
from desktop.trials.results.options import Options
from desktop.trials.results.trait_result import result_of
from desktop.trials.trial_data import load

DPI = 96  # of the screen at 100 %
ENDINGS = (".png", ".svg", ".pdf")
Figures = list[tuple[str, str, Figure]]


@dataclass(frozen=True)
class Drawn:
    """A figure as a picture, with the list of those that this trial has: (key, title)."""

    kinds: list[tuple[str, str]]
    key: str
    picture: bytes
    caption: str


def found(db: Database, trial_id: int, options: Options) -> Figures:
    """The figures that the trial's data bear: (key, title, figure). Several of one kind are numbered."""
    data = load(db, trial_id)
    trait = data.trait(options.trait_id) if options.trait_id else data.response()
    result = result_of(data, trait, float(office(db, "mu_area") or MU_OFFICIAL), options) if trait else None
    if result is None:
        return []
    many: dict[str, int] = {}
    made = []
    for key, title, figure in figures_of(data, result):
        many[key] = many.get(key, 0) + 1
        number = many[key]
        made.append((key, _(title), figure) if number == 1 else (f"{key}{number}", f"{_(title)} {number}", figure))
    return made


def draw(figures: Figures, key: str, width: int, height: int, scale: float) -> Drawn | None:
    """The figure of that key (the first where there is none) for `width` × `height` pixels at a `scale` of the screen.

    Called on the worker.
    """
    from desktop.core.documents.figure_style import png

    if not figures:
        return None
    chosen, _title, figure = next((one for one in figures if one[0] == key), figures[0])
    room = max(height / DPI * 25.4, 50.0)
    tall = min(max(room, figure.height_mm * 0.75), figure.height_mm * 1.4) if figure.height_mm > 100 else room
    fitted = replace(figure, width_mm=max(width / DPI * 25.4, 80.0), height_mm=tall)
    return Drawn([(k, t) for k, t, _figure in figures], chosen, png(fitted, dpi=round(DPI * scale)), figure.caption)


def save(figures: Figures, key: str, path: Path) -> Path:
    """Write a figure in the size it has in the report; the ending says as what."""
    from desktop.core.documents import figure_style

    figure = next((f for k, _title, f in figures if k == key), None)
    if figure is None:
        raise UserError(_("This figure is no longer there: the data have changed."))
    writers = {".png": lambda: figure_style.png(figure, dpi=300), ".svg": lambda: figure_style.svg(figure),
               ".pdf": lambda: figure_style.pdf(figure)}
    if path.suffix.lower() not in writers:
        raise UserError(_("“{ending}” is not a format for figures. Choose a name that ends in {endings}.").format(
            ending=path.suffix, endings=", ".join(ENDINGS)))
    made = writers[path.suffix.lower()]()
    return save_bytes(path, made)

