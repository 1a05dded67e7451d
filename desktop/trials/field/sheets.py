"""Field book sheets (记载本): plots in walk order, large boxes for what is written in by hand, black on white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.catalogue.model import Trait
from desktop.core import i18n
from desktop.core.documents.model import (
    CENTER,
    SMALL,
    THIRD,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    KeepTogether,
    KeyValues,
    PageBreak,
    Paragraph,
    Table,
)
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.core.units import quantity
from desktop.trials.choices import PLOT_STATE
from desktop.trials.field.keys import field_plots
from desktop.trials.model import Plot
from desktop.trials.observations.plausible import Range
from desktop.trials.plan.borders import replicate_starts
from desktop.trials.trial_data import TrialData

BOXES: dict[str, tuple[float, float]] = {"small": (13.0, 7.0), "normal": (17.0, 9.0), "large": (23.0, 12.0)}
Box = tuple[int, int] | None  # place of the trait and occasion, or the column of remarks
BOX_NAMES = {"small": N_("small boxes"), "normal": N_("normal boxes"), "large": N_("large boxes")}
LINES = 6
LINE_MM = 9.0


@dataclass(frozen=True)
class SheetOptions:
    """What the sheets hold. `traits` in their order; `occasions`: how often each is observed."""

    traits: Sequence[Trait]
    occasions: int = 1
    page: str = "A4"
    landscape: bool = False
    box: str = "normal"
    blind: bool = False
    plan: bool = True
    explain: bool = True
    remarks: bool = True
    lines: int = LINES


def field_sheets(data: TrialData, language: str, options: SheetOptions) -> Document:
    """The sheets of a trial. Raises `UserError` where it has no plots or no trait is chosen."""
    if not options.traits:
        raise UserError(_("Choose at least one trait for the sheets."))
    plots = field_plots(data)
    if not plots:
        raise UserError(_("Trial {code} has no plots with entries yet: lay them out first.").format(code=data.trial.code))
    with i18n.using(language):
        blocks = [*_head(data, plots, options), *_value_tables(data, plots, options), *_rest(options)]
        title = _("Field book of trial {code}").format(code=data.trial.code)
        return Document(title=title, blocks=blocks, language=language, header=_band(data), footer=data.trial.author,
                        page=options.page, landscape=options.landscape, numbered_headings=False)


def _band(data: TrialData) -> str:
    """What stands at the head of every page: which trial, and room for who observed when."""
    where = " · ".join(part for part in (data.trial.code, data.site.name if data.site else "") if part)
    return _("{trial}    Date {line}    Observed by {line}").format(trial=where, line="_" * 18)


def _head(data: TrialData, plots: Sequence[Plot], options: SheetOptions) -> list[Block]:
    """The first pages: the trial's facts, what the letters mean, the plan."""
    from desktop.trials.field.plan_pages import plan_grid

    trial, season = data.trial, data.season
    facts: list[tuple[str, Cell]] = [
        (_("Trial"), f"{trial.code} {trial.title}"), (_("Site"), data.site.name if data.site else ""),
        (_("Season"), season.title() if season else ""), (_("Plots"), len(plots)), (_("Sowing date"), trial.sown_on or ""),
        (_("Harvested area"), quantity(f"{trial.harvest_area:g}", "m²") if trial.harvest_area else "")]
    blocks: list[Block] = [Heading(_("Field book")), KeyValues([f for f in facts if f[1] not in ("", None)], columns=2)]
    if options.explain:
        blocks.append(trait_table(options.traits))
    grid = plan_grid(data, blind=options.blind) if options.plan else None
    if grid is not None:
        blocks.append(KeepTogether([Heading(_("Field plan"), 2), grid]))
    return [*blocks, PageBreak(THIRD)]


def letter(place: int) -> str:
    """A, B, … Z, AA, … for the traits of the sheets."""
    place += 1
    text = ""
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text


def trait_table(traits: Sequence[Trait]) -> Table:
    """What each letter means: name, unit, range or words, method; the codes stand in the files for phones alone."""
    columns = [Column("", align=CENTER, weight=0), Column(_("Trait"), weight=1.0),
               Column(_("Values"), weight=1.2), Column(_("Method"), weight=2.5)]
    rows: list[list[Cell]] = [[letter(i), t.heading(), values_text(t), _(": ").join(
        part for part in (i18n.in_language(t.stage), t.how()) if part)] for i, t in enumerate(traits)]
    return Table(columns, rows, caption=_("Traits"), key_columns=2, sheet=_("Traits"))


def values_text(trait: Trait, usual: Range | None = None) -> str:
    """What may be written in: words, a range (`usual`, else the trait's own), a day."""
    if trait.category_list():
        return " / ".join(trait.category_list().values())
    if trait.kind == "date":
        return _("month and day, such as 7-15")
    low, high = usual or (trait.low, trait.high)
    if low is not None and high is not None:
        return f"{low:g}–{high:g}"
    return f"≥ {low:g}" if low is not None else f"≤ {high:g}" if high is not None else ""


def _value_tables(data: TrialData, plots: Sequence[Plot], options: SheetOptions) -> list[Block]:
    """The tables to be written in: as many columns side by side as the page bears."""
    tables: list[Block] = []
    for part in _parts(data, plots, options):
        tables += [*([PageBreak(THIRD)] if tables else []), _table(data, plots, part, options)]
    return tables


def _parts(data: TrialData, plots: Sequence[Plot], options: SheetOptions) -> list[list[Box]]:
    """The columns of each table, none wider than the page."""
    from desktop.core.documents.pdf_fitting import UPRIGHT_FLOOR, fit
    from desktop.core.documents.pdf_layout import sheet

    room = sheet(Document("", page=options.page), options.landscape).room
    boxes: list[Box] = [(place, n) for place in range(len(options.traits)) for n in range(1, options.occasions + 1)]
    boxes += [None] if options.remarks else []

    def bears(part: Sequence[Box]) -> bool:
        how = fit(_table(data, plots, part, options), room, room)
        return not how.sideways and len(how.parts) == 1 and how.size >= UPRIGHT_FLOOR

    for tables in range(1, len(boxes)):
        each = -(-len(boxes) // tables)  # evenly, so that no table is left with a single column
        parts = [boxes[start:start + each] for start in range(0, len(boxes), each)]
        if all(bears(part) for part in parts):
            return parts
    return [[box] for box in boxes]


def _table(data: TrialData, plots: Sequence[Plot], part: Sequence[Box], options: SheetOptions) -> Table:
    height = BOXES[options.box][1]
    keys = [Column(_("Plot"), weight=0, align=CENTER), *([] if options.blind else [Column(_("Entry"), weight=0)])]
    columns = [*keys, *(_box_column(box, options) for box in part)]
    rows: list[list[Cell]] = []
    for plot in plots:
        entry = data.entry(plot)
        head: list[Cell] = [plot.number, *([] if options.blind else [entry.name if entry else ""])]
        row: list[Cell] = [*head, *([""] * (len(columns) - len(head)))]
        if plot.state != "ok":
            row[len(head)] = PLOT_STATE.label(plot.state)
        rows.append(row)
    return Table(columns, rows, key_columns=len(keys), boxed=True, row_mm=height, sheet=_("Values"),
                 ruled_rows=replicate_starts(plots))


def _box_column(box: Box, options: SheetOptions) -> Column:
    """The column of a trait, of one of its occasions under its name, or of remarks."""
    width = BOXES[options.box][0]
    if box is None:
        return Column(_("Remarks"), width_mm=width * 1.6, weight=2.0)
    place, occasion = box
    trait = options.traits[place]
    name, unit = f"{letter(place)} {trait.title()}", trait.unit_shown()
    if options.occasions == 1:
        return Column(name, unit=unit, align=CENTER, width_mm=width)
    return Column(_("{n}: __/__").format(n=occasion), align=CENTER, width_mm=width, group=f"{name} ({unit})" if unit else name)


def _rest(options: SheetOptions) -> list[Block]:
    """Ruled lines for what does not fit into a box."""
    if not options.lines:
        return []
    note = Paragraph(_("Write “-” for a plot that cannot be observed and leave no box blank: blank means not visited."), SMALL)
    lines = Table([Column(_("Remarks"))], [[""] for _line in range(options.lines)], row_mm=LINE_MM, sheet=_("Remarks"))
    return [note, lines]
