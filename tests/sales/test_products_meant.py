"""A product is found by the words people use for it, wherever a product is named: in every import and in every grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.catalogue.model import Variety
from desktop.core.importing import links
from desktop.core.verbs import save
from desktop.sales.products.model import Product

if TYPE_CHECKING:
    from desktop.core.database import Database


@pytest.fixture
def sold(database: Database) -> dict[str, int]:
    """Two packs of one variety, one of another; an old pack that is sold no more."""
    one, two = (save(database, Variety, {"name": name}).id for name in ("丰禾66", "北单9号"))
    made = {"small": {"variety_id": one, "bag_kg": 2.5, "bag_seeds": 4500}, "large": {"variety_id": one, "bag_kg": 5},
            "seeds": {"variety_id": two, "bag_seeds": 4400}, "old": {"variety_id": two, "bag_kg": 1, "retired": True}}
    return {name: save(database, Product, values).id for name, values in made.items()}


@pytest.mark.parametrize(("text", "which"), [
    ("丰禾66 2.5公斤", "small"), ("丰禾66（5斤装）", "small"), ("丰禾66 10斤", "large"), ("丰禾 66  5kg/袋", "large"),
    ("丰禾66 4500粒", "small"), ("丰禾66 2.5kg 4500粒", "small"), ("北单9号", "seeds"), ("北单9号4400粒/袋", "seeds")])
def test_a_variety_with_its_pack_in_any_writing_is_the_product(database: Database, sold: dict[str, int], text: str,
                                                               which: str) -> None:
    with database.reading() as session:
        assert links.resolve(session, "product", [text]).ids == {text: sold[which]}


@pytest.mark.parametrize("text", ["丰禾66 3kg", "北单9号 2kg", "丰禾99 5kg"])
def test_a_pack_that_is_not_sold_is_no_product(database: Database, sold: dict[str, int], text: str) -> None:
    with database.reading() as session:
        assert links.resolve(session, "product", [text]).unknown == {text}


def test_a_variety_of_several_packs_is_asked_about(database: Database, sold: dict[str, int]) -> None:
    with database.reading() as session:
        wrong = links.resolve(session, "product", ["丰禾66"]).wrong["丰禾66"]
    assert "2 packs" in wrong and "丰禾66 2.5 kg 4500" in wrong
