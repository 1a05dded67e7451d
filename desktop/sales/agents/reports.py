"""The comparison of agent models on one page: marks by weights, and what the fees of the region come to under each."""

from __future__ import annotations

from sqlmodel import Session

from desktop.core import money
from desktop.core.database import Database
from desktop.core.documents.model import (
    MONEY,
    NUMBER,
    Block,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.errors import UserError
from desktop.core.fields import today
from desktop.core.i18n import _, language
from desktop.core.reporting import Report, coded, of_document
from desktop.core.spoken import said
from desktop.core.units import format_number
from desktop.core.verbs import get
from desktop.regions.model import Region
from desktop.sales.agents.model import MODELS, AgentComparison, criteria_of, scores
from desktop.sales.prices.fee_figures import FeeSheet, fee_figures


def comparison_sheet(db: Database, comparison_id: int) -> Document:
    """One comparison, to be decided on and signed."""
    made = get(db, AgentComparison, comparison_id)
    region = get(db, Region, made.region_id).full_name if made.region_id else ""
    title = _("Agent models: {name}").format(name=made.name)
    facts: list[tuple[str, Cell]] = [
        (_("Region"), region), (_("Compared on"), made.made_on), (_("Model chosen"), MODELS.label(made.chosen)),
        (_("Model chosen on"), made.decided_on), (_("Decided by"), made.decided_by), (_("Why so"), made.why)]
    with db.reading() as session:
        blocks: list[Block] = [Heading(title), KeyValues([(name, value) for name, value in facts if value]),
                               *_marks(session, comparison_id), *_yuan(session, made)]
    blocks.append(Signatures([_("Regional manager"), _("Sales director")]))
    return Document(title, blocks, language(), footer=today().isoformat(), numbered_headings=False, keywords=[made.code])


def _marks(session: Session, comparison_id: int) -> list[Block]:
    criteria = criteria_of(session, comparison_id)
    found = scores(criteria)
    rows: list[list[Cell]] = [[said(c, "name"), c.weight, c.regional, c.county, c.remark] for c in criteria]
    weights = sum(c.weight or 0 for c in criteria)
    means: list[Cell] = [format_number(found[m], 2) if found else None for m in MODELS]
    columns = [Column(_("Criterion"), weight=2), Column(_("Criterion weight"), NUMBER),
               *(Column(MODELS.label(m), NUMBER, None) for m in MODELS), Column(_("Why"), weight=2)]
    table = Table(columns, [*rows, [_("Mean by weights"), weights, *means, ""]], total_rows=1)
    if found is None:
        return [table, Paragraph(_("Mark both models by every criterion that has a weight: then they can be compared."))]
    first, second = sorted(MODELS, key=lambda m: -found[m])
    if found[first] == found[second]:
        return [table, Paragraph(_("By these marks both models are worth the same."))]
    return [table, Paragraph(_("By these marks “{model}” is better by {points} {points:point|points}.").format(
        model=MODELS.label(first), points=format_number(found[first] - found[second], 2)))]


def _yuan(session: Session, made: AgentComparison) -> list[Block]:
    """The fees of the region by its fee sheet: under one agent they are one account, under many each county has its own."""
    if not made.fee_plan_id:
        return [Paragraph(_("Choose a fee sheet to see what the models mean in yuan."))]
    try:
        sheet = fee_figures(session, made.fee_plan_id)
    except UserError as error:
        return [Paragraph(str(error))]
    rows: list[list[Cell]] = []
    for area, fee in zip(sheet.areas, sheet.money, strict=True):
        rows.append([area.name, area.sales, fee.pool, fee.held, fee.from_manager, fee.held - fee.from_manager])
    rows.append([_("Total"), sum(a.sales for a in sheet.areas), sum(f.pool for f in sheet.money), sheet.held, sheet.given,
                 sheet.left])
    columns = [Column(_("Area name"), weight=2), *(Column(name, MONEY) for name in (
        _("Invoiced sales"), _("Fee money"), _("Held by the manager"), _("Given by the manager"), _("Left or missing")))]
    return [Heading(_("What it means in yuan: {name}").format(name=sheet.plan.name), 2),
            Table(columns, rows, total_rows=1, sheet=_("Fees")), *_effect(sheet)]


def _effect(sheet: FeeSheet) -> list[Block]:
    moved = money.text(sheet.given)
    said: list[Block] = [
        Paragraph(_("With one agent ¥{amount} can be moved between the counties inside one account.").format(amount=moved),
                  lead=MODELS.label("regional") + _(": ")),
        Paragraph(_("With one agent in each county ¥{amount} has to be taken from some and given to others; it moves through "
                    "the company's books, county by county.").format(amount=moved), lead=MODELS.label("county") + _(": "))]
    if sheet.left < 0:
        said.append(Callout(_("Under both models ¥{amount} of fee money is missing at these sales.").format(
            amount=money.text(-sheet.left))))
    else:
        said.append(Paragraph(_("Under both models ¥{amount} of what is held stays free.").format(
            amount=money.text(sheet.left))))
    return said


AGENT_REPORT = Report("agent-models", "code", of_document(
    lambda db, args: comparison_sheet(db, coded(db, AgentComparison, args.code))))
