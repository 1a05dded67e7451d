"""The schema steps of sales over rows."""

from __future__ import annotations

from tests.steps import Before, of_step


@of_step("008_sales")
def test_sales_begin_with_empty_tables_and_leave_what_is_there(at: Before) -> None:
    at.put("dealer", id=1, name="甲")
    at.run()
    assert at.rows("SELECT name FROM dealer") == [("甲",)]
    for name in ("product", "salesorder", "orderline", "shipment", "shipmentline"):
        assert at.rows(f"SELECT count(*) FROM {name}") == [(0,)]


@of_step("009_prices")
def test_prices_begin_with_empty_tables_and_products_stay(at: Before) -> None:
    at.put("product", id=1, name="甲 2.5 kg")
    at.run()
    assert at.rows("SELECT name FROM product") == [("甲 2.5 kg",)]
    for name in ("priceline", "feeplan", "feearea"):
        assert at.rows(f"SELECT count(*) FROM {name}") == [(0,)]


@of_step("010_rebates")
def test_rebates_begin_with_empty_tables_and_shipments_stay(at: Before) -> None:
    at.put("shipment", id=1, code="SH-1")
    at.run()
    assert at.rows("SELECT code FROM shipment") == [("SH-1",)]
    for name in ("rebateagreement", "rebateperiod", "rebatetier", "rebatecut", "rebatesettlement"):
        assert at.rows(f"SELECT count(*) FROM {name}") == [(0,)]


@of_step("011_conditions")
def test_conditions_and_notices_begin_with_empty_tables(at: Before) -> None:
    at.run()
    for name in ("salescondition", "conditionproduct", "policynotice", "policytold"):
        assert at.rows(f"SELECT count(*) FROM {name}") == [(0,)]


@of_step("added orderline.conditional")
def test_order_lines_that_are_there_were_priced_by_hand(at: Before) -> None:
    at.put("salesorder", id=1, code="SO-1")
    at.put("orderline", id=2, order_id=1, bags=3)
    at.run()
    assert at.rows("SELECT bags, conditional FROM orderline") == [(3, 0)]


@of_step("012_money")
def test_money_begins_with_empty_tables_and_shipments_stay(at: Before) -> None:
    at.put("shipment", id=1, code="SH-1", kind="delivery")
    at.run()
    for name in ("payment", "paymentallotment", "instalment", "accountentry", "dunningcall"):
        assert at.rows(f"SELECT count(*) FROM {name}") == [(0,)]
    assert at.rows("SELECT code FROM shipment") == [("SH-1",)]


@of_step("013_stock")
def test_stock_begins_with_empty_tables_and_lines_keep_their_shipment(at: Before) -> None:
    at.put("shipment", id=1, code="SH-1", kind="delivery")
    at.put("product", id=2, name="甲 2.5 kg")
    at.put("shipmentline", id=3, shipment_id=1, product_id=2, bags=5, price=5400, lot="批1")
    at.run()
    for name in ("creditlimit", "stockcount", "countline", "stockmove", "stockplan", "plancause"):
        assert at.rows(f"SELECT count(*) FROM {name}") == [(0,)]
    assert at.rows("SELECT shipment_id, product_id, bags, price, lot FROM shipmentline") == [(1, 2, 5, 5400, "批1")]


@of_step("added salesorder.lifted_by")
def test_no_credit_of_an_order_that_is_there_was_lifted(at: Before) -> None:
    at.put("salesorder", id=1, code="SO-1")
    at.run()
    assert at.rows("SELECT code, lifted_by FROM salesorder") == [("SO-1", "")]


@of_step("stock_items")
def test_what_was_ever_sent_to_a_dealer_is_a_stock_item_of_his_once(at: Before) -> None:
    at.put("shipment", id=1, code="SH-1")
    for key, name in ((2, "甲"), (3, "乙")):
        at.put("dealer", id=key, name=name)
    at.put("product", id=4, name="丙 2.5 kg")
    for number, dealer, gone in ((5, 2, None), (6, 2, None), (7, 3, "2026-01-01T00:00:00.000+00:00")):
        at.put("shipmentline", id=number, shipment_id=1, dealer_id=dealer, product_id=4, bags=1, deleted_at=gone)
    at.run()
    assert at.rows("SELECT dealer_id, product_id FROM stockitem") == [(2, 4)]


@of_step("014_diversion")
def test_diversion_begins_with_an_empty_table(at: Before) -> None:
    at.run()
    assert at.rows("SELECT count(*) FROM diversioncase") == [(0,)]


@of_step("015_targets")
def test_targets_begin_with_empty_tables(at: Before) -> None:
    at.run()
    for name in ("salestarget", "targetmonth", "targetrevision"):
        assert at.rows(f"SELECT count(*) FROM {name}") == [(0,)]


@of_step("020_outlets")
def test_outlets_that_are_there_are_shops_in_business_and_the_rest_begins_empty(at: Before) -> None:
    at.put("dealer", id=1, name="甲")
    at.put("outlet", id=2, dealer_id=1, name="一店", keeper="王", bags=50)
    at.put("outlet", id=3, dealer_id=1, name="旧店", deleted_at="2026-01-02T00:00:00.000+00:00")
    at.run()
    said = at.rows("SELECT name, kind, state, keeper, bags, carrier, check_days, deleted_at IS NULL FROM outlet ORDER BY id")
    assert said == [
        ("一店", "shop", "open", "王", 50, "", None, 1), ("旧店", "shop", "open", "", None, "", None, 0)]
    for name in ("checkround", "checkline", "outletplan", "outletcase", "outlettarget", "promoter", "promotermonth",
                 "outletstandard", "standardtold", "coveragearea", "countedshop", "townshipplan"):
        assert at.rows(f"SELECT count(*) FROM {name}") == [(0,)]


@of_step("016_calls")
def test_calls_about_orders_begin_with_an_empty_table(at: Before) -> None:
    at.run()
    assert at.rows("SELECT count(*) FROM ordercall") == [(0,)]


@of_step("added complaintcost.borne_by")
def test_costs_that_are_there_are_borne_by_the_firm(at: Before) -> None:
    at.put("complaint", id=1, code="TS-1")
    at.put("complaintcost", id=2, complaint_id=1, kind="money", amount=5)
    at.run()
    assert at.rows("SELECT amount, borne_by FROM complaintcost") == [(5, "firm")]


@of_step("lots_in_shipments")
def test_deliveries_of_lots_become_lines_with_their_ids_and_their_history(at: Before) -> None:
    for key, name in ((1, "甲"), (2, "乙")):
        at.put("dealer", id=key, name=name)
    at.put("variety", id=3, name="丰玉158")
    at.put("product", id=4, name="丰玉158 2.5 kg", variety_id=3, bag_kg=2.5)
    at.put("shipment", id=5, code="SH-2026-007", kind="delivery", dealer_id=1, moved_on="2026-03-01")
    at.put("shipmentline", id=6, shipment_id=5, dealer_id=1, moved_on="2026-03-01", product_id=4, lot="L1", bags=40)
    told = {"lot": "L1", "variety_id": 3, "dealer_id": 1}
    at.put("lotdelivery", id=11, **told, delivered_on="2026-03-01", quantity_kg=100.0, held_kg=30.0, held_on="2026-05-01")
    at.put("lotdelivery", id=12, **told, delivered_on="2026-03-01", quantity_kg=55.5, source="电话", remarks="到村")
    at.put("lotdelivery", id=13, lot="L2", dealer_id=2, delivered_on="2026-04-02", quantity_kg=-20.0)
    at.put("lotdelivery", id=14, lot="L3", dealer_id=2, quantity_kg=5.0)
    at.put("lotdelivery", id=15, lot="L3", dealer_id=2, delivered_on="2026-04-02", deleted_at="2026-05-01T00:00:00.000+00:00")
    at.changed("lotdelivery", 12, "update", {"quantity_kg": 50.0, "remarks": ""}, {"quantity_kg": 55.5, "remarks": "到村"})
    at.put("view", id=20, listing="lot_deliveries", name="v", state='{"conditions": [{"column": "quantity_kg"}]}')
    at.run()
    lines = at.rows("SELECT id, shipment_id IS NOT NULL, dealer_id, moved_on, product_id, variety_id, lot, bags, kg, held_kg, "
                    "source, remark, deleted_at IS NULL FROM shipmentline ORDER BY id")
    assert lines == [
        (6, 1, 1, "2026-03-01", 4, None, "L1", 40, None, 30.0, "", "", 1),
        (11, 0, 1, "2026-03-01", None, 3, "L1", None, 100.0, 30.0, "", "", 0),
        (12, 1, 1, "2026-03-01", None, 3, "L1", None, 55.5, None, "电话", "到村", 1),
        (13, 1, 2, "2026-04-02", None, None, "L2", None, -20.0, None, "", "", 1),
        (14, 0, 2, None, None, None, "L3", None, 5.0, None, "", "", 1),
        (15, 0, 2, "2026-04-02", None, None, "L3", None, None, None, "", "", 0)]
    assert at.rows("SELECT h.code, h.kind FROM shipmentline l JOIN shipment h ON h.id = l.shipment_id ORDER BY l.id") == [
        ("SH-2026-007", "delivery"), ("SH-2026-007", "delivery"), ("SH-2026-008", "return")]
    assert at.rows('SELECT table_name, "before", "after" FROM change') == [
        ("shipmentline", '{"kg":50.0,"remark":""}', '{"kg":55.5,"remark":"到村"}')]
    assert at.rows("SELECT state FROM view")[0][0].find('"kg"') > 0
    assert not at.rows("SELECT name FROM sqlite_master WHERE name = 'lotdelivery'")


@of_step("business_years_begin_a_month")
def test_business_years_and_the_seasons_of_targets_begin_a_month(at: Before) -> None:
    at.put("office_setting", name="business_year_start", value='"09-15"')
    at.put("office_setting", name="company", value='"甲"')
    at.put("salestarget", id=1, starts_on="2025-09-15")
    at.put("salestarget", id=2, starts_on="2025-10-01")
    at.run()
    assert at.rows("SELECT name, value FROM office_setting ORDER BY name") == [
        ("business_year_start", '"09-01"'), ("company", '"甲"')]
    assert at.rows("SELECT starts_on FROM salestarget ORDER BY id") == [("2025-09-01",), ("2025-10-01",)]


@of_step("026_orders")
def test_lines_of_orders_keep_what_they_say(at: Before) -> None:
    at.put("salesorder", id=1, code="SO-1")
    at.put("orderline", id=2, order_id=1, bags=3, price=5400, allotted=2, remark="急")
    at.run()
    assert at.rows("SELECT order_id, dealer_id, ordered_on, bags, price, allotted, remark FROM orderline") == [
        (1, None, None, 3, 5400, 2, "急")]


@of_step("order_lines_of_dealers")
def test_lines_of_orders_take_dealer_and_day_of_their_order(at: Before) -> None:
    at.put("dealer", id=1, name="甲")
    at.put("salesorder", id=2, code="SO-1", dealer_id=1, ordered_on="2026-02-03")
    at.put("orderline", id=3, order_id=2, bags=3)
    at.run()
    assert at.rows("SELECT dealer_id, ordered_on, bags FROM orderline") == [(1, "2026-02-03", 3)]


@of_step("026_allotting")
def test_allotting_begins_with_empty_tables_and_what_was_allotted_stays(at: Before) -> None:
    at.put("salesorder", id=1, code="SO-1")
    at.put("orderline", id=2, order_id=1, bags=3, allotted=2)
    at.run()
    assert at.rows("SELECT allotted FROM orderline") == [(2,)]
    assert at.rows("SELECT count(*) FROM allotround UNION ALL SELECT count(*) FROM allotline") == [(0,), (0,)]


@of_step("026_rebates")
def test_factors_by_days_of_payment_begin_empty_and_tiers_stay(at: Before) -> None:
    at.put("rebatetier", id=1, rate_percent=2.0)
    at.run()
    assert at.rows("SELECT rate_percent FROM rebatetier") == [(2.0,)]
    assert at.rows("SELECT count(*) FROM rebatefactor") == [(0,)]


@of_step("added instalment.remark")
def test_instalments_that_are_there_have_no_remark(at: Before) -> None:
    at.put("instalment", id=1, amount=5)
    at.run()
    assert at.rows("SELECT amount, remark FROM instalment") == [(5, "")]


@of_step("added priceline.dealer_id")
def test_prices_that_are_there_are_of_no_one_dealer(at: Before) -> None:
    at.put("priceline", id=1, invoice=5)
    at.run()
    assert at.rows("SELECT invoice, dealer_id FROM priceline") == [(5, None)]


@of_step("added priceline.freight_shop")
def test_prices_that_are_there_know_no_freight_to_the_shop(at: Before) -> None:
    at.put("priceline", id=1, freight=5)
    at.run()
    assert at.rows("SELECT freight, freight_shop FROM priceline") == [(5, None)]


@of_step("added dealer.salesperson_id")
def test_nobody_is_known_yet_to_look_after_a_dealer(at: Before) -> None:
    at.put("dealer", id=1, name="甲")
    at.run()
    assert at.rows("SELECT name, salesperson_id FROM dealer") == [("甲", None)]


@of_step("048_sales")
def test_shares_of_orders_begin_empty(at: Before) -> None:
    at.put("salesorder", id=1, code="SO-1")
    at.run()
    assert at.rows("SELECT code FROM salesorder") == [("SO-1",)]
    assert at.rows("SELECT count(*) FROM ordershare") == [(0,)]


@of_step("054_season")
def test_settlements_of_seasons_begin_empty_and_orders_stay_as_they_are(at: Before) -> None:
    at.put("salesorder", id=1, code="SO-1", state="confirmed")
    at.run()
    assert at.rows("SELECT code, state FROM salesorder") == [("SO-1", "confirmed")]
    assert at.rows("SELECT count(*) FROM seasonsettlement") == [(0,)]


@of_step("added salestarget.personal")
def test_targets_that_are_there_count_all_of_their_place(at: Before) -> None:
    at.put("salestarget", id=1, bags=5)
    at.run()
    assert at.rows("SELECT bags, personal FROM salestarget") == [(5, 0)]


@of_step("products_in_english")
def test_products_called_after_their_variety_get_its_english_name(at: Before) -> None:
    at.put("variety", id=1, name="例丰101", name_en="Lifeng 101")
    at.put("variety", id=2, name="例丰102")
    at.put("product", id=1, variety_id=1, name="例丰101 2.5 kg 4500粒", bag_kg=2.5, bag_seeds=4500)
    at.put("product", id=2, variety_id=1, name="自己起的名", bag_kg=2.5)
    at.put("product", id=3, variety_id=2, name="例丰102 2.5 kg", bag_kg=2.5)
    at.run()
    assert at.rows("SELECT name_en FROM product ORDER BY id") == [("Lifeng 101 2.5 kg 4500 seeds",), ("",), ("",)]
