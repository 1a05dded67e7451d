"""Sets of traits: what is recorded in a kind of trial of a crop, ticked at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.catalogue.model import Crop
from desktop.catalogue.seed import trait_code
from desktop.core import catalogues


@dataclass(frozen=True)
class TraitSet:
    """The codes of some traits of a crop, under a name in both languages; `kind` is the kind of trial."""

    kind: str
    name_zh: str
    name_en: str
    codes: tuple[str, ...]

    def title(self) -> str:
        """The name in the language in force."""
        return catalogues.text({"zh": self.name_zh, "en": self.name_en})


def sets_for(crops: Sequence[Crop], crop_id: int | None, kind: str) -> list[TraitSet]:
    """The sets of a crop, that of a kind of trial first; none without a crop or of a crop the catalogue does not know."""
    code = next((crop.code for crop in crops if crop.id == crop_id), "")
    family = catalogues.load("crops").by("code").get(code, {}).get("traits", "")
    found = [TraitSet(row["kind"], row["zh"], row["en"], tuple(trait_code(code, trait) for trait in row["traits"]))
             for row in catalogues.load("trait_sets").where(crop=family)]
    return sorted(found, key=lambda one: one.kind != kind)
