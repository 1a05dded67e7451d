"""What is told of a lot when a product is shipped: bags sent and left, the newest test, of the product's own variety alone."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from desktop.catalogue.model import Variety
from desktop.core.database import Database
from desktop.core.verbs import store
from desktop.labels.lot_model import LotTest
from desktop.labels.model import LabelItem, LabelVersion
from desktop.sales.orders.lots_offered import Lot, lots
from desktop.sales.orders.model import ShipmentLine
from desktop.sales.products.model import Product
from tests.sales.conftest import Trade

DAY = date(2026, 2, 3)
LOT = "2026-01"


def ship(session: Session, trade: Trade, product: int, bags: int, **values: object) -> None:
    store(session, ShipmentLine, {"dealer_id": trade.dealer, "moved_on": DAY, "product_id": product, "bags": bags, "lot": LOT,
                                  **values})


def found_in(session: Session, variety: int | None, **values: object) -> None:
    version = None
    if variety is not None:
        item = store(session, LabelItem, {"name": f"标签{variety}", "variety_id": variety})
        version = store(session, LabelVersion, {"item_id": item.id}).id
    store(session, LotTest, {"lot": LOT, "version_id": version, "tested_on": DAY, **values})


def one(session: Session, product: int) -> Lot:
    session.flush()
    (found,) = lots(session, product)
    return found


def test_bags_packed_by_seeds_are_counted_and_other_packs_by_their_seeds(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        variety = store(session, Variety, {"name": "粒装玉1号"})
        small, large = (store(session, Product, {"variety_id": variety.id, "bag_seeds": n}).id for n in (4000, 6000))
        ship(session, trade, small, 30)
        ship(session, trade, large, 20)
        assert (one(session, small).sent, one(session, large).sent) == (60, 40)
        found_in(session, variety.id, tonnes=1.0)
        assert one(session, small).left is None, "nobody says what a seed weighs"
        assert one(session, small).tested_on == DAY


def test_what_is_left_is_exact_where_a_bag_holds_a_part_of_a_kilogram(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        variety = store(session, Variety, {"name": "小包玉1号"})
        product = store(session, Product, {"variety_id": variety.id, "bag_kg": 0.35}).id
        ship(session, trade, product, 3)
        found_in(session, variety.id, tonnes=0.7)
        assert (one(session, product).left, one(session, product).sent) == (1997, 3)
        store(session, ShipmentLine, {"dealer_id": trade.dealer, "moved_on": DAY, "variety_id": variety.id, "kg": 2.1,
                                      "lot": LOT})
        assert (one(session, product).left, one(session, product).sent) == (1991, 9)


def test_two_varieties_with_lots_of_one_number_are_told_apart(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        other = store(session, Variety, {"name": "别家玉2号"})
        theirs = store(session, Product, {"variety_id": other.id, "bag_kg": 5.0}).id
        own = session.get_one(Product, trade.product)
        ship(session, trade, trade.product, 100)
        found_in(session, own.variety_id, tonnes=1.0, germination=93.0)
        ship(session, trade, theirs, 7, germination=71.0, tested_on=date(2026, 3, 1))
        found_in(session, other.id, tonnes=9.0, germination=70.0, tested_on=date(2026, 3, 2))
        found_in(session, None, tonnes=50.0, germination=50.0, tested_on=date(2026, 3, 3))  # of which of them nobody says
        mine, other_lot = one(session, trade.product), one(session, theirs)
        assert (mine.sent, mine.left, mine.germination) == (100, 300, 93.0)
        assert (other_lot.sent, other_lot.left, other_lot.germination) == (7, 1793, 70.0)


def test_a_test_that_names_no_label_counts_where_only_one_variety_has_the_lot(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        ship(session, trade, trade.product, 100)
        found_in(session, None, tonnes=1.0, germination=91.0)
        found = one(session, trade.product)
        assert (found.left, found.germination) == (300, 91.0)
