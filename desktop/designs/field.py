"""From bands of cells to plots in the field: places, walk, numbers, guards, fillers. The same for every design."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import count

from desktop.designs.model import FILLER, GUARD, Band, Cell, DesignOptions, PlannedPlot

MOST_PER_LINE = 15  # plots in a line where nothing else is asked for
Place = tuple[int, int]


def lay_out(bands: Sequence[Band], options: DesignOptions) -> list[PlannedPlot]:
    """The plots of the bands in order of the walk, guards at the end."""
    grounds = _grounds(bands, options)
    order = walk([place for ground in grounds for place in ground], options.corner, options.along, options.serpentine)
    rank = {place: number for number, place in enumerate(order)}
    standing: dict[Place, tuple[int, Cell | None]] = {}
    for band, ground in zip(bands, grounds, strict=True):
        for place, cell in _placed(band, ground, rank, options):
            if cell is not None or options.fill:
                standing[place] = (band.number, cell)
    plots = _numbered([(place, *standing[place]) for place in order if place in standing], options)
    return [*_shifted(plots, options), *_guards(standing, options)]


def in_one_piece(places: Iterable[Place]) -> bool:
    """Whether places, one at least, hang together by their sides."""
    left = set(places)
    edge = [left.pop()]
    while edge:
        row, column = edge.pop()
        for place in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
            if place in left:
                left.remove(place)
                edge.append(place)
    return not left


# -- where bands lie ------------------------------------------------------------------------------------------------------


def _grounds(bands: Sequence[Band], options: DesignOptions) -> list[list[Place]]:
    """The places of each band, row by row."""
    shapes = [_shape(band, options) for band in bands]
    from_back, from_right = options.corner.startswith("back"), options.corner.endswith("right")
    turned = from_right if options.beside else from_back
    found: dict[int, list[Place]] = {}
    start = 0
    for index in reversed(range(len(bands))) if turned else range(len(bands)):
        rows, columns = shapes[index]
        row, column = (0, start) if options.beside else (start, 0)
        found[index] = [(row + r, column + c) for r in range(rows) for c in range(columns)]
        start += (columns if options.beside else rows) + options.gap
    return [found[index] for index in range(len(bands))]


def _shape(band: Band, options: DesignOptions) -> tuple[int, int]:
    """Rows and columns of a band."""
    count_ = len(band.cells)
    if band.columns is not None:
        return -(-count_ // band.columns), band.columns
    if options.per_row:
        width = min(options.per_row, count_)
        return -(-count_ // width), width
    line = line_length(count_, band.unit)
    lines = -(-count_ // line)
    return (lines, line) if options.along == "rows" else (line, lines)


def line_length(plots: int, unit: int) -> int:
    """Plots in a line: all up to 15, else as few equal lines as go; a block of `unit` plots is not broken by a line."""
    if 1 < unit <= MOST_PER_LINE and plots % unit == 0:
        blocks = plots // unit
        return unit * max(n for n in range(1, blocks + 1) if blocks % n == 0 and (n == 1 or n * unit <= MOST_PER_LINE))
    lines = -(-plots // MOST_PER_LINE)
    return -(-plots // lines)


# -- the walk -------------------------------------------------------------------------------------------------------------


def walk(places: Iterable[Place], corner: str, along: str, serpentine: bool) -> list[Place]:
    """The places in the order of walking from a corner along rows or columns, to and fro where serpentine."""
    lines: dict[int, list[Place]] = defaultdict(list)
    across = 0 if along == "rows" else 1
    for place in places:
        lines[place[across]].append(place)
    far_line, far_step = corner.startswith("back"), corner.endswith("right")
    if along != "rows":
        far_line, far_step = far_step, far_line
    order: list[Place] = []
    for number, line in enumerate(sorted(lines, reverse=far_line)):
        back = far_step != (serpentine and number % 2 == 1)
        order.extend(sorted(lines[line], key=lambda place: place[1 - across], reverse=back))
    return order


def _placed(band: Band, ground: list[Place], rank: dict[Place, int],
            options: DesignOptions) -> Iterable[tuple[Place, Cell | None]]:
    """Each place of a band with its cell; places that are left stay free at the end of the walk."""
    places = ground
    if band.columns is None:
        places = sorted(ground, key=rank.__getitem__)
        if band.unit > 1 and not band.ordered and not options.serpentine:
            places = walk(ground, options.corner, options.along, True)  # a block that breaks at a line stays together
    cells = [*band.cells, *[None] * (len(places) - len(band.cells))]
    return zip(places, cells, strict=True)


# -- numbers --------------------------------------------------------------------------------------------------------------


def _numbered(walked: list[tuple[Place, int, Cell | None]], options: DesignOptions) -> list[PlannedPlot]:
    """Plots with their numbers: within the replicate, or running through the field."""
    totals: dict[int, int] = defaultdict(int)
    for _place, band, _cell in walked:
        totals[band] += 1
    hundred = 100 if max(totals.values()) < 100 else 1000
    within: dict[int, Iterable[int]] = {band: count(1) for band in totals}
    running = count(options.first)
    plots = []
    for step, (place, band, cell) in enumerate(walked, start=1):
        number = next(running) if options.numbering == "continuous" else band * hundred + next(iter(within[band]))
        text = f"{options.prefix}{number}"
        if cell is None:
            plots.append(PlannedPlot(text, None, None, *place, kind=FILLER, walk=step))
        else:
            plots.append(PlannedPlot(text, cell.entry, cell.replicate, *place, block=cell.block, walk=step))
    return plots


def _shifted(plots: Sequence[PlannedPlot], options: DesignOptions) -> list[PlannedPlot]:
    """The plots with rows and columns counted from 1, behind the guards."""
    down = 1 + options.guard_rows - min(p.row for p in plots)
    right = 1 + options.guard_columns - min(p.column for p in plots)
    return [replace(p, row=p.row + down, column=p.column + right) for p in plots]


def _guards(places: Collection[Place], options: DesignOptions) -> list[PlannedPlot]:
    """Plots in a ring round the trial; they are not walked."""
    if not (options.guard_rows or options.guard_columns):
        return []
    rows, columns = ([p[side] for p in places] for side in (0, 1))
    inner = (range(1 + options.guard_rows, 2 + options.guard_rows + max(rows) - min(rows)),
             range(1 + options.guard_columns, 2 + options.guard_columns + max(columns) - min(columns)))
    ring = [(r, c) for r in range(1, inner[0].stop + options.guard_rows)
            for c in range(1, inner[1].stop + options.guard_columns) if r not in inner[0] or c not in inner[1]]
    return [PlannedPlot(f"{options.prefix}G{n}", None, None, *place, kind=GUARD) for n, place in enumerate(ring, start=1)]
