"""Starter texts for handouts: one a crop in resources/handouts/CROP.LANGUAGE.md, without figures of their own.

They are drafts: every number comes from the variety's announcement, from a calculator with its formula, or from the
agronomist who checks them.
"""

from __future__ import annotations

import re

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


def beside_a_calendar(whole: str) -> str:
    """The sections of a starter that say what no calendar of measures does: those with a table, a warning, whom to call."""
    sections = re.split(r"^(?=## )", whole, flags=re.MULTILINE)
    kept = "".join(section for section in sections if "{{" in section)
    return kept.replace("{{密度表}}", "{{密度表 株距=20,25,30}}").replace("{{plants}}", "{{plants plants=20,25,30}}")


def body_for(
    session: Session, crop_id: int | None, variety_id: int | None = None, language: str = "", sheet_id: int | None = None
) -> str:
    """The text that a handout about a crop, or one of its varieties, starts from; "" where its crop has none.

    The page is empty then, and the editor's menu offers the blocks. With a technique sheet its days, products and doses come
    first: they are what a farmer asks for.
    """
    variety = session.get(Variety, variety_id) if variety_id else None
    crop = session.get(Crop, variety.crop_id if variety and variety.crop_id else crop_id or 0)
    code, chosen = (crop.code if crop else "").split("_", maxsplit=1)[0], language or in_force()
    if code not in crops(chosen):
        return ""
    named = "{{品种性状}}" if chosen == CHINESE else "{{variety}}"
    dated = "{{栽培历}}" if chosen == CHINESE else "{{calendar}}"
    whole = text(code, chosen)
    parts = [*([dated] if sheet_id else []), named if variety else "", beside_a_calendar(whole) if sheet_id else whole]
    return "\n\n".join(part for part in parts if part)
