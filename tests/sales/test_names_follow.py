"""A stored name that is made of another record's name follows it, and comes back when the renaming is undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from desktop.catalogue.model import Crop, Variety
from desktop.core.database import Database
from desktop.core.errors import FieldErrors
from desktop.core.verbs import store
from desktop.dealers.model import Dealer
from desktop.labels.lot_model import LotTest
from desktop.labels.model import LabelItem, LabelVersion
from desktop.labels.printing_model import LabelUse
from desktop.market.figures.model import MarketFigure
from desktop.newdata import open_ready
from desktop.regions.model import Region
from desktop.sales.lots.recall_model import LabelRecall, RecallNotice
from desktop.sales.products.model import Product


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = open_ready(tmp_path / "d.agridesk")
    yield made
    made.close()


def only(db: Database, model: type[Any]) -> Any:
    with db.reading() as session:
        return session.exec(select(model)).one()


def test_figures_are_called_after_their_crop_as_it_is_called_now(db: Database) -> None:
    with db.operation("figure") as session:
        crop = session.exec(select(Crop).where(Crop.code == "maize")).one()
        place = session.exec(select(Region)).first()
        assert place is not None
        store(session, MarketFigure, {"indicator": "播种面积", "region_id": place.id, "crop_id": crop.id, "year": 2025,
                                      "value": 9.0})
    assert only(db, MarketFigure).called == "玉米播种面积 / Maize: Sown area"
    with db.operation("rename") as session:
        store(session, Crop, {"name_zh": "苞米", "name_en": "Corn"}, crop.id)
    assert only(db, MarketFigure).called == "苞米播种面积 / Corn: Sown area"
    db.undo()
    assert only(db, MarketFigure).called == "玉米播种面积 / Maize: Sown area"


def test_products_without_a_name_of_their_own_follow_their_variety(db: Database) -> None:
    with db.operation("products") as session:
        variety = store(session, Variety, {"name": "丰玉1", "name_en": "Fengyu 1"})
        store(session, Product, {"variety_id": variety.id, "bag_kg": 2.5})
        store(session, Product, {"variety_id": variety.id, "bag_kg": 5.0, "name": "大丰收"})
    with db.operation("rename") as session:
        store(session, Variety, {"name": "丰玉101", "name_en": "Fengyu 101"}, variety.id)
    with db.reading() as session:
        named = {product.name: product.name_en for product in session.exec(select(Product))}
    assert set(named) == {"丰玉101 2.5 kg", "大丰收"} and named["丰玉101 2.5 kg"] == "Fengyu 101 2.5 kg"
    db.undo()
    with db.reading() as session:
        assert {product.name for product in session.exec(select(Product))} == {"丰玉1 2.5 kg", "大丰收"}


def test_what_is_found_by_a_labels_name_follows_it(db: Database) -> None:
    with db.operation("labels") as session:
        item = store(session, LabelItem, {"name": "旧标签"})
        version = store(session, LabelVersion, {"item_id": item.id, "content": "x"})
        store(session, LabelUse, {"version_id": version.id, "lot": "A1", "packed_on": date(2026, 1, 2), "pieces": 5})
        store(session, LotTest, {"version_id": version.id, "lot": "A1", "tested_on": date(2026, 1, 2)})
        store(session, LabelRecall, {"version_id": version.id, "lot": "A1", "reason": "x"})
    with db.operation("rename") as session:
        store(session, LabelItem, {"name": "新标签"}, item.id)
    assert {only(db, model).item_name for model in (LabelVersion, LabelUse, LotTest, LabelRecall)} == {"新标签"}


def test_a_product_follows_a_variety_that_is_stored_twice_in_one_action(db: Database) -> None:
    with db.operation("products") as session:
        variety = store(session, Variety, {"name": "丰玉1", "name_en": "Fengyu 1"})
        product = store(session, Product, {"variety_id": variety.id, "bag_kg": 2.5})
    with db.operation("rename") as session:
        store(session, Variety, {"name": "丰玉100"}, variety.id)
        store(session, Variety, {"name": "丰玉101", "name_en": "Fengyu 101"}, variety.id)
        store(session, Variety, {"remarks": "x"}, variety.id)
        store(session, Product, {"bag_kg": 5.0}, product.id)
    assert (only(db, Product).name, only(db, Product).name_en) == ("丰玉101 5 kg", "Fengyu 101 5 kg")
    db.undo()
    assert (only(db, Product).name, only(db, Product).name_en) == ("丰玉1 2.5 kg", "Fengyu 1 2.5 kg")


def test_a_later_action_takes_no_name_that_an_earlier_one_took(db: Database) -> None:
    with db.operation("products") as session:
        variety = store(session, Variety, {"name": "丰玉1"})
        store(session, Product, {"variety_id": variety.id, "bag_kg": 2.5})
    with db.operation("rename") as session:
        store(session, Variety, {"name": "丰玉101"}, variety.id)
    with db.operation("own name") as session:
        store(session, Product, {"name": "丰玉1 2.5 kg"}, only(db, Product).id)
    with db.operation("other field") as session:
        store(session, Variety, {"remarks": "x"}, variety.id)
    assert only(db, Product).name == "丰玉1 2.5 kg"


def test_a_label_is_renamed_though_an_old_recall_of_it_was_closed_before_all_were_told(db: Database) -> None:
    with db.operation("labels") as session:
        item = store(session, LabelItem, {"name": "旧标签"})
        version = store(session, LabelVersion, {"item_id": item.id, "content": "x"})
        dealer = store(session, Dealer, {"name": "甲农资"})
        recall = store(session, LabelRecall, {"version_id": version.id, "reason": "x"})
        store(session, LabelRecall, {"state": "closed"}, recall.id)
        store(session, RecallNotice, {"recall_id": recall.id, "dealer_id": dealer.id})  # found only later
    closed_on = only(db, LabelRecall).closed_on
    with db.operation("rename") as session:
        store(session, LabelItem, {"name": "新标签"}, item.id)
    assert (only(db, LabelRecall).item_name, only(db, LabelRecall).closed_on) == ("新标签", closed_on)
    with db.operation("open") as session, pytest.raises(FieldErrors):
        store(session, LabelRecall, {"state": "open"}, recall.id)
        store(session, LabelRecall, {"state": "closed"}, recall.id)
