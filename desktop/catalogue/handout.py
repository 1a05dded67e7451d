"""A farmer's handout on one variety: what was announced of it, how to grow it, plants per 亩, whom to call.

The general advice stands in resources/handouts/CROP.LANGUAGE.md and holds no figures of its own; every number comes
from the variety's announcement or from a formula that is printed beside it.
"""

from __future__ import annotations

from sqlmodel import col, select

from desktop.catalogue.model import AnnouncedTrait, Crop, Trait, Variety
from desktop.core import settings
from desktop.core.database import Database
from desktop.core.documents import markdown
from desktop.core.documents.model import (
    LEAD,
    NUMBER,
    QUOTE,
    Block,
    Column,
    Document,
    Heading,
    KeepTogether,
    KeyValues,
    Paragraph,
    Table,
)
from desktop.core.errors import UserError
from desktop.core.i18n import _, language
from desktop.core.paths import resource

ROW_SPACINGS = (0.50, 0.55, 0.60, 0.65, 0.70)  # m, as drilled in practice
PLANT_SPACINGS = (0.18, 0.20, 0.22, 0.25, 0.28, 0.30)  # m


def plants_per_mu(row_spacing: float, plant_spacing: float, mu: float) -> float:
    """Plants per 亩 = m² per 亩 ÷ (row spacing × plant spacing), both in m."""
    return mu / (row_spacing * plant_spacing)


def variety_handout(db: Database, variety_id: int) -> Document:
    """The handout of a variety in the language in force. Raises `UserError` where its crop has no advice text yet."""
    from desktop.core import verbs

    variety = verbs.get(db, Variety, variety_id)
    crop = verbs.get(db, Crop, variety.crop_id) if variety.crop_id else None
    mu = float(settings.office(db, "mu_area"))
    name = variety.name_en or variety.name if language() == "en" else variety.name
    title = _("{variety}: how to grow it").format(variety=name)
    blocks: list[Block] = [
        Heading(title), Paragraph(_("Draft for the agronomist to check before it is handed out."), QUOTE),
        KeyValues(_facts(variety, crop), columns=1), *_announced(db, variety_id),
        *markdown.blocks(_advice(crop)), KeepTogether([_density_table(mu)]), *_contact(db)]
    return Document(title=title, language=language(), author=str(settings.office(db, "manager")), blocks=blocks,
                    footer=str(settings.office(db, "company")), numbered_headings=False)


def _advice(crop: Crop | None) -> str:
    path = resource("handouts", f"{crop.code if crop else ''}.{language()}.md")
    if not path.is_file():
        raise UserError(_("There is no handout text for {crop} yet.").format(crop=crop.title() if crop else "–"))
    return path.read_text(encoding="utf-8")


def _facts(variety: Variety, crop: Crop | None) -> list[tuple[str, str]]:
    pairs = [(_("Crop"), crop.title() if crop else ""), (_("Approval number"), variety.approval_number),
             (_("Maturity group"), variety.maturity), (_("Suitable area as announced"), variety.suitable_area),
             (_("Remarks"), variety.remarks)]
    return [(name, value) for name, value in pairs if value]


def _announced(db: Database, variety_id: int) -> list[Block]:
    with db.reading() as session:
        query = (select(Trait, AnnouncedTrait).join(AnnouncedTrait, col(AnnouncedTrait.trait_id) == Trait.id)
                 .where(AnnouncedTrait.variety_id == variety_id, col(AnnouncedTrait.deleted_at).is_(None)))
        rows = [[trait.title(), found.label(), found.source] for trait, found in session.exec(query)]
    if not rows:
        return []
    columns = [Column(_("Trait")), Column(_("As announced")), Column(_("Source"))]
    return [Heading(_("The variety"), 2), Table(columns, rows)]


def _density_table(mu: float) -> Table:
    columns = [Column(_("Plant spacing"), NUMBER, decimals=0, unit="cm"),
               *(Column(_("Rows {cm} cm").format(cm=round(r * 100)), NUMBER, decimals=0, thousands=True)
                 for r in ROW_SPACINGS)]
    rows = [[p * 100, *(plants_per_mu(r, p, mu) for r in ROW_SPACINGS)] for p in PLANT_SPACINGS]
    note = _("Plants per mu = {mu} ÷ (row spacing × plant spacing), both in metres.").format(mu=f"{mu:g}")
    return Table(columns, rows, caption=_("Plants per mu"), notes=[note])


def _contact(db: Database) -> list[Block]:
    facts = [str(settings.office(db, name)) for name in ("company", "manager", "phone")]
    line = "  ".join(f for f in facts if f)
    return [Paragraph(line, LEAD, lead=_("Questions?") + " ")] if line else []
