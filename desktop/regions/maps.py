"""Maps of regions as blocks of a document: each filled and explained, or a figure in steps; a sentence without an outline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlmodel import Session

from desktop.core import paths
from desktop.core.documents.model import Block, Figure, Paragraph
from desktop.core.i18n import _, ngettext
from desktop.core.outlines import Ring
from desktop.regions.lying import all_regions
from desktop.regions.outlines import outlines_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

STEP_FACES = ("#eef5ee", "#cfe5d2", "#a9d0ae", "#7db587", "#4f8a5b")
STEPS = len(STEP_FACES)
NOTHING = "#ffffff"


@dataclass(frozen=True)
class Shown:
    """A region on a map: its outlines, fill, hatching, name, and what is said of it."""

    region_id: int
    rings: Sequence[Ring]
    face: str
    hatch: str
    name: str
    words: str


@dataclass(frozen=True)
class Map:
    """A map ready to be drawn; `missing`: regions without an outline; `wanted`: how many were asked for."""

    shown: Sequence[Shown]
    legend: Sequence[tuple[str, str, str]]
    missing: Sequence[str]
    wanted: int


def steps(session: Session, values: Mapping[int, float], unit: str, decimals: int = 0) -> Map:
    """The map of a figure by region, in five steps of as many regions each."""
    limits = _limits(sorted(values.values()))
    fills, used = {}, set()
    for key, value in values.items():
        step = max(place for place, limit in enumerate(limits) if value >= limit)
        used.add(step)
        fills[key] = (STEP_FACES[step], "", f"{value:,.{decimals}f} {unit}".strip())
    ends = [*limits[1:], max(values.values(), default=0.0)]
    legend = [(STEP_FACES[place], "", f"{limits[place]:,.{decimals}f}–{ends[place]:,.{decimals}f} {unit}".strip())
              for place in sorted(used, reverse=True)]
    return filled(session, fills, legend)


def _limits(ordered: Sequence[float]) -> list[float]:
    """The lower ends of the steps; fewer where values are the same."""
    if not ordered:
        return [0.0]
    return sorted({ordered[len(ordered) * place // STEPS] for place in range(STEPS)})


def filled(session: Session, fills: Mapping[int, tuple[str, str, str]], legend: list[tuple[str, str, str]]) -> Map:
    """The map of regions by their fill, hatching and words."""
    found, regions = outlines_of(session, fills), all_regions(session)
    shown = [Shown(key, rings, *fills[key][:2], regions[key].name, f"{regions[key].full_name}{_(': ')}{fills[key][2]}")
             for key, rings in found.items()]
    return Map(shown, legend, [regions[key].name for key in fills if key not in found and key in regions], len(fills))


def blocks(made: Map, caption: str) -> list[Block]:
    """A map as a figure, and what it lacks; nothing without any outline, of which the window says how to bring one."""
    if not made.shown:
        return []
    figure: Block = Figure(partial(_draw, made, _("North")), caption, height_mm=100.0, alt=_("; ").join(
        one.words for one in made.shown))
    return [figure, *([Paragraph(missing_said(made), "small")] if made.missing else [])]


def _draw(made: Map, north: str, figure: Canvas) -> None:
    from desktop.core.documents.figures_county import Filled, county_map

    areas: list[Any] = [Filled(one.rings, one.face, one.hatch, one.name) for one in made.shown]
    county_map(figure, areas, made.legend, north=north)


def no_outlines() -> str:
    """How to bring outlines."""
    return _("There is no map of these regions: put GeoJSON files or shapefiles with boundaries in degrees, with codes or "
             "names of the counties, into the folder {folder}.").format(folder=paths.maps_folder())


def missing_said(made: Map) -> str:
    """Which regions have no outline."""
    return ngettext("{n} region has no outline: {names}.", "{n} regions have no outline: {names}.", len(made.missing)).format(
        n=len(made.missing), names=_(", ").join(made.missing[:12]))
