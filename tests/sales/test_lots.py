"""From the lot to the version of its label and to the dealers who got it, and back."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.catalogue.model import Variety
from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.documents.model import Document, Table
from desktop.core.errors import FieldErrors
from desktop.core.listing import Query
from desktop.dealers.model import Dealer
from desktop.labels import actions
from desktop.labels.model import LabelItem, LabelVersion
from desktop.labels.printing_model import LabelUse
from desktop.sales.lots import reports, tracing
from desktop.sales.lots.lists import TRACES
from desktop.sales.orders.model import Shipment, ShipmentLine
from desktop.sales.products.model import Product
from desktop.sales.stock.model import StockMove

DAY = date(2026, 3, 1)


@pytest.fixture
def world(database: Database) -> dict[str, int]:
    """Two dealers, a product, a label: lot A was packed with both versions, B with the second, of C nobody knows."""
    save = verbs.save
    variety = save(database, Variety, {"name": "例丰101"})
    ids = {"product": save(database, Product, {"variety_id": variety.id, "bag_kg": 2.5, "list_price": 5400}).id,
           "first": save(database, Dealer, {"name": "甲种业", "phone": "13800000000"}).id,
           "second": save(database, Dealer, {"name": "乙种业"}).id}
    item = save(database, LabelItem, {"name": "例丰101 标签"})
    ids["old"], ids["new"] = (actions.new_version(database, item.id).id for _n in range(2))
    for version, lot in ((ids["old"], "A"), (ids["new"], "A"), (ids["new"], "B")):
        save(database, LabelUse, {"version_id": version, "lot": lot, "packed_on": DAY, "pieces": 10})
    return ids


def send(db: Database, world: dict[str, int], dealer: str, lot: str, bags: int, kind: str = "delivery") -> int:
    shipment = verbs.save(db, Shipment, {"dealer_id": world[dealer], "moved_on": DAY, "kind": kind})
    return verbs.save(db, ShipmentLine, {"shipment_id": shipment.id, "product_id": world["product"], "lot": lot, "bags": bags,
                                         "price": 5400}).id


def held(db: Database, *lots: str) -> dict[tuple[str, str], int]:
    with db.reading() as session:
        return {(one.lot, one.name): one.bags for one in tracing.holders(session, lots)}


def test_holders_have_what_was_sent_less_what_came_back_and_moved(database: Database, world: dict[str, int]) -> None:
    send(database, world, "first", "A", 100)
    send(database, world, "first", "A", 20, "return")
    send(database, world, "second", "B", 40)
    verbs.save(database, StockMove, {"from_id": world["first"], "to_id": world["second"], "moved_on": DAY, "lot": "A",
                                     "product_id": world["product"], "bags": 30})
    assert held(database, "A", "B") == {("A", "甲种业"): 50, ("A", "乙种业"): 30, ("B", "乙种业"): 40}
    assert held(database) == {}
    database.undo()
    assert held(database, "A") == {("A", "甲种业"): 80}


def test_a_line_shows_the_version_its_lot_was_packed_with(database: Database, world: dict[str, int]) -> None:
    known, several, unknown = (send(database, world, "first", lot, 1) for lot in ("B", "A", "C"))

    def ids(preset: str) -> set[int]:
        with database.reading() as session:
            return set(TRACES.ids(session, Query(conditions=TRACES.preset(preset).conditions())))

    assert (ids("known"), ids("several"), ids("unknown")) == ({known, several}, {several}, {unknown})


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def test_a_version_is_called_back_from_every_dealer_who_got_one_of_its_lots(database: Database,
                                                                            world: dict[str, int]) -> None:
    send(database, world, "first", "A", 100)
    send(database, world, "second", "B", 40)
    send(database, world, "second", "C", 7)
    packed, got = tables(reports.of_version(database, world["new"]))
    assert [row[0] for row in packed.rows] == ["A", "B"]
    assert [(row[0], row[2], row[5]) for row in got.rows] == [("A", "甲种业", 100), ("B", "乙种业", 40), ("Total", "", 140)]
    _packed, old = tables(reports.of_version(database, world["old"]))
    assert [(row[0], row[2]) for row in old.rows][:-1] == [("A", "甲种业")]


def test_a_lot_names_its_labels_and_one_that_nobody_noted_says_so(database: Database, world: dict[str, int]) -> None:
    line = send(database, world, "second", "C", 7)
    assert len(tables(reports.of_lot(database, "A"))) == 1, "no dealer got it yet"
    assert "not noted" in str(reports.of_line(database, line).blocks)
    assert "not noted" in reports.version_of_line(database, line).title
    sent = send(database, world, "first", "B", 1)
    assert "Version 2" in reports.version_of_line(database, sent).title


def test_one_lot_number_of_two_varieties_is_told_apart(database: Database, world: dict[str, int]) -> None:
    """The label's variety decides, and the product that was packed where it is noted."""
    label = verbs.get(database, LabelVersion, world["new"]).item_id
    verbs.save(database, LabelItem, {"variety_id": verbs.get(database, Product, world["product"]).variety_id}, label)
    other = verbs.save(database, Variety, {"name": "例对1号"})
    foreign = verbs.save(database, Product, {"variety_id": other.id, "bag_kg": 2.5, "list_price": 5400}).id
    send(database, world, "first", "B", 40)
    line = send(database, {**world, "product": foreign}, "second", "B", 9)
    with database.reading() as session:
        assert [one.name for one in tracing.holders(session, ["B"], world["new"])] == ["甲种业"]
        assert len(tracing.holders(session, ["B"])) == 2
        assert tracing.uses_of_lot(session, "B", foreign) == []
        assert line in TRACES.ids(session, Query(conditions=TRACES.preset("unknown").conditions()))
        use = tracing.uses_of_lot(session, "B")[0]
    verbs.save(database, LabelUse, {"product_id": foreign}, use.id)
    with database.reading() as session:
        assert [one.name for one in tracing.holders(session, ["B"], world["new"])] == ["乙种业"]
        assert line in TRACES.ids(session, Query(conditions=TRACES.preset("known").conditions()))


def test_a_deleted_use_is_traced_no_more(database: Database, world: dict[str, int]) -> None:
    with database.reading() as session:
        uses = tracing.uses_of_lot(session, "B")
    verbs.delete(database, LabelUse, [uses[0].id])
    with database.reading() as session:
        assert tracing.uses_of_lot(session, "B") == []


def test_what_is_known_by_its_weight_is_traced_and_becomes_bags_with_its_product(database: Database,
                                                                                 world: dict[str, int]) -> None:
    variety = verbs.get(database, Product, world["product"]).variety_id
    told = {"dealer_id": world["second"], "lot": "B", "variety_id": variety, "kg": 101.0, "moved_on": DAY, "held_kg": 20.0,
            "held_on": date(2026, 5, 1), "source": "电话"}
    line = verbs.save(database, ShipmentLine, told)
    send(database, world, "first", "B", 40)
    with database.reading() as session:
        found = {one.name: (one.bags, one.kg) for one in tracing.holders(session, ["B"], world["new"])}
        assert found == {"甲种业": (40, 100.0), "乙种业": (0, 101.0)}
        assert tracing.left_of(session, "B") == {world["second"]: tracing.Left(date(2026, 5, 1), None, 20.0)}
    shipment = verbs.get(database, Shipment, line.shipment_id)
    assert (shipment.dealer_id, shipment.kind) == (world["second"], "delivery")
    with pytest.raises(FieldErrors, match="no whole number of bags"):
        verbs.save(database, ShipmentLine, {"product_id": world["product"]}, line.id)
    verbs.save(database, ShipmentLine, {"product_id": world["product"], "kg": 100.0}, line.id)
    stored = verbs.get(database, ShipmentLine, line.id)
    assert (stored.bags, stored.kg, stored.variety_id) == (40, None, None)
    with pytest.raises(FieldErrors, match=shipment.code):
        verbs.save(database, ShipmentLine, {"dealer_id": world["first"]}, line.id)
    for wrong in ({"kg": 5.0}, {"bags": 5}, {"lot": "B", "kg": 5.0, "price": 100}):
        with pytest.raises(FieldErrors, match="product"):
            verbs.save(database, ShipmentLine, {"dealer_id": world["second"], "moved_on": DAY, **wrong})
