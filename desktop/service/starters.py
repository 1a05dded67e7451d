"""Starter texts for handouts: one a crop in resources/handouts/CROP.LANGUAGE.md, without figures of their own.

They are drafts: every number comes from the variety's announcement, from a calculator with its formula, or from the
agronomist who checks them.
"""

from __future__ import annotations

from sqlmodel import Session

from desktop.catalogue.model import Crop, Variety
from desktop.core.errors import UserError
from desktop.core.fields import today
from desktop.core.history import who
from desktop.core.i18n import CHINESE, _
from desktop.core.i18n import language as in_force
from desktop.core.paths import resource
from desktop.service.handout_model import Handout


def crops() -> list[str]:
    """The crops, by code, that there are starters for."""
    return sorted(p.name.removesuffix(f".{CHINESE}.md") for p in resource("handouts").glob(f"*.{CHINESE}.md"))


def text(crop: str, language: str) -> str:
    """The starter text of a crop (its code; rice_indica has that of rice). Raises `UserError` where there is none."""
    path = resource("handouts", f"{crop.split('_', maxsplit=1)[0]}.{language}.md")
    if not path.is_file():
        raise UserError(_("There is no handout text for {crop} yet.").format(crop=crop or "–"))
    return path.read_text(encoding="utf-8")


def draft(session: Session, crop_id: int | None, variety_id: int | None = None, language: str = "") -> Handout:
    """A handout about a crop, or one of its varieties, that starts from the crop's text; not stored yet."""
    variety = session.get(Variety, variety_id) if variety_id else None
    crop = session.get(Crop, variety.crop_id if variety and variety.crop_id else crop_id or 0)
    chosen = language or in_force()
    body = text(crop.code if crop else "", chosen)
    name = (variety.name_en or variety.name if chosen != CHINESE else variety.name) if variety else ""
    subject = name or (crop.title() if crop else "")
    title = _("{variety}: how to grow it").format(variety=subject)
    return Handout(title=title, crop_id=crop.id if crop else None, variety_id=variety_id, language=chosen, made_by=who(),
                   made_on=today(), body=f"{{{{variety}}}}\n\n{body}" if variety else body)
