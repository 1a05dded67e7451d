"""Starter texts for handouts: one a crop in resources/handouts/CROP.LANGUAGE.md, without figures of their own.

They are drafts: every number comes from the variety's announcement, from a calculator with its formula, or from the
agronomist who checks them.
"""

from __future__ import annotations

from sqlmodel import Session

from desktop.catalogue.model import Crop, Variety
from desktop.core.errors import UserError
from desktop.core.i18n import CHINESE, _
from desktop.core.i18n import language as in_force
from desktop.core.paths import resource


def crops(language: str = CHINESE) -> list[str]:
    """The crops, by code, that there are starters for in a language."""
    return sorted(p.name.removesuffix(f".{language}.md") for p in resource("handouts").glob(f"*.{language}.md"))


def text(crop: str, language: str) -> str:
    """The starter text of a crop (its code; rice_indica has that of rice). Raises `UserError` where there is none."""
    path = resource("handouts", f"{crop.split('_', maxsplit=1)[0]}.{language}.md")
    if not path.is_file():
        raise UserError(_("There is no handout text for {crop} yet.").format(crop=crop or "–"))
    return path.read_text(encoding="utf-8")


def body_for(session: Session, crop_id: int | None, variety_id: int | None = None, language: str = "") -> str:
    """The text that a handout about a crop, or one of its varieties, starts from; "" where its crop has none.

    The page is empty then, and the editor's menu offers the blocks.
    """
    variety = session.get(Variety, variety_id) if variety_id else None
    crop = session.get(Crop, variety.crop_id if variety and variety.crop_id else crop_id or 0)
    code, chosen = (crop.code if crop else "").split("_", maxsplit=1)[0], language or in_force()
    if code not in crops(chosen):
        return ""
    return f"{{{{variety}}}}\n\n{text(code, chosen)}" if variety else text(code, chosen)
