"""The user's own rules read for the judgement, and all rules in force for a crop as a paper."""

from __future__ import annotations

from sqlmodel import Session

from desktop.catalogue.model import Crop
from desktop.core import catalogues
from desktop.core.database import Database
from desktop.core.documents.model import NUMBER, Block, Cell, Column, Document, Heading, Paragraph, Table
from desktop.core.fields import today
from desktop.core.i18n import _, language
from desktop.core.records import living
from desktop.core.verbs import get
from desktop.market.suitability.rule_model import FACTOR, GRADES, ITEMS, SuitabilityRule, graded
from desktop.market.suitability.rules import NAME, OwnRule, RuleSet, rules
from desktop.trade.suitability import FACTORS

LIMITS = ("best", "good", "least", "needed")


def own_rules(session: Session) -> list[OwnRule]:
    """All rules that the user wrote down."""
    codes = {crop.id: crop.code for crop in session.exec(living(Crop))}
    found = []
    for one in session.exec(living(SuitabilityRule)):
        kind, code = one.item.split(".")
        said = {name: getattr(one, name) for name in LIMITS} if kind == FACTOR else {"value": one.value}
        if kind == GRADES and (table := graded(one.item, one.grades)):
            said = {"limits": table[0], "grades": table[1]}
        if one.valid_from is not None:
            found.append(OwnRule(kind, code, codes.get(one.crop_id or 0, ""), one.valid_from, {
                **said, "verified": bool(one.verified_by), "basis_zh": one.source, "basis_en": one.source, "own": True,
                "valid_from": one.valid_from.isoformat()}))
    return found


def rules_paper(db: Database, crop_id: int) -> Document:
    """The rules in force today for a crop: each limit, whose it is, since when, on what basis, whether it was verified."""
    crop = get(db, Crop, crop_id)
    with db.reading() as session:
        found = rules(crop.code, today(), own_rules(session))
    source = catalogues.load(NAME).told_source()
    title = _("Rules of suitability: {crop}").format(crop=crop.title())
    blocks: list[Block] = [Heading(title), _margins(found), Heading(_("Other limits"), 2), _values(found), Paragraph(
        _("Rules of {day}. The program’s are from: {source}. Rules of your own are written in the section “Rules of "
          "suitability”; each holds from its day on.").format(day=found.version, source=source), "small")]
    return Document(title, blocks, language(), footer=today().isoformat(), numbered_headings=False, keywords=[crop.code])


def _ends(row: catalogues.Row) -> list[Cell]:
    return [_("own rule") if row.get("own") else _("the program’s"), row["valid_from"], catalogues.text(row, "basis"),
            "" if row["verified"] else _("to be verified")]


def _columns() -> list[Column]:
    return [Column(_("Whose")), Column(_("Holds from")), Column(_("Basis"), weight=4), Column(_("Verified"))]


def _margins(found: RuleSet) -> Table:
    rows: list[list[Cell]] = []
    for name in FACTORS:
        row = found.row(name)
        least: Cell = _("never ruled out") if row["least"] is None else row["least"]
        rows.append([catalogues.text(row), catalogues.text(row, "unit"), row["best"], row["good"], least, *_ends(row)])
    return Table([Column(_("Factor")), Column(_("Unit"), weight=0), Column(_("Suitable from"), NUMBER, None),
                  Column(_("Fairly suitable from"), NUMBER, None), Column(_("With risk from"), NUMBER, None), *_columns()],
                 rows, sheet=_("Rule of judgement"))


def _table_of(row: catalogues.Row) -> str:
    """A table of grades as it is written in the form."""
    limits = [f"{limit:g}:{grade:g}" for limit, grade in zip(row["limits"], row["grades"], strict=False)]
    return " ".join([*limits, *(f"{grade:g}" for grade in row["grades"][len(limits):])])


def _values(found: RuleSet) -> Table:
    rows: list[list[Cell]] = [[ITEMS.label(f"{kind}.{code}"), _table_of(row) if kind == GRADES else row["value"], *_ends(row)]
                              for (kind, code), row in found.rows.items()
                              if kind != FACTOR and f"{kind}.{code}" in ITEMS.labels]
    return Table([Column(_("What it rules"), weight=2), Column(_("Value of the rule"), NUMBER, None), *_columns()], rows,
                 sheet=_("Other limits"))
