"""Rivals: prices seen with their age, rankings that add up, goods that look wrong."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from desktop.catalogue.model import Variety
from desktop.core.database import Database
from desktop.core.errors import FieldErrors
from desktop.core.fields import today
from desktop.core.i18n import using
from desktop.core.listing import Query
from desktop.core.records import living
from desktop.core.verbs import store
from desktop.market.rivals.beside import beside
from desktop.market.rivals.figures import STEPS, Ranked, median, prices_seen, ranked
from desktop.market.rivals.lists import RIVALS
from desktop.market.rivals.model import MarketRanking, PriceSighting, RankLine, RivalFirm, RivalVariety
from desktop.market.rivals.papers import price_sheet, ranking_sheet, rival_sheet
from desktop.market.rivals.suspects import suspect_sheet
from desktop.sales.prices.model import PriceLine
from desktop.sales.products.model import Product
from tests.market.conftest import Market

TODAY = today()


@pytest.fixture
def rival(database: Database, market: Market) -> tuple[int, int]:
    """A firm and its variety."""
    with database.operation("t") as session:
        firm = store(session, RivalFirm, {"name": "例甲种业"})
        variety = store(session, Variety, {"name": "示例806", "kind": "competitor", "crop_id": market.crop})
        store(session, RivalVariety, {"firm_id": firm.id, "variety_id": variety.id})
        return firm.id, variety.id


def sight(session: Session, market: Market, variety: int, price: int | None, back: int, **more: Any) -> PriceSighting:
    return store(session, PriceSighting, {"seen_on": TODAY - timedelta(days=back), "variety_id": variety,
                                          "region_id": market.one,
                                          "farmer_price": price, "pack_kg": 2.5, **more})


def test_the_price_is_the_median_of_the_last_five_with_the_age_of_the_newest(
        database: Database, market: Market, rival: tuple[int, int]) -> None:
    with database.operation("t") as session:
        for back, price in ((90, 9900), (50, 5000), (40, 5400), (30, 5200), (20, 5600), (10, 5300)):
            sight(session, market, rival[1], price, back)
        seen, = prices_seen(session, TODAY)
        assert (seen.prices["farmer_price"], seen.seen, seen.age(TODAY), seen.stale(TODAY)) == (5300, 6, 10, False)
        assert seen.firm_id == rival[0], "the firm is that whose variety it is"
        assert seen.stale(TODAY + timedelta(days=400))
        assert prices_seen(session, TODAY - timedelta(days=60))[0].prices["farmer_price"] == 9900, "as of a day"


def test_what_is_doubtful_counts_only_where_nothing_surer_was_seen(
        database: Database, market: Market, rival: tuple[int, int]) -> None:
    with database.operation("t") as session:
        sight(session, market, rival[1], 100, 1, confidence="doubtful")
        assert prices_seen(session, TODAY)[0].prices["farmer_price"] == 100
        sight(session, market, rival[1], 5000, 9)
        assert prices_seen(session, TODAY)[0].prices["farmer_price"] == 5000


@pytest.mark.parametrize(("values", "field"), [
    ({"farmer_price": None}, "farmer_price"), ({"shop_price": 9000}, "farmer_price"),
    ({"seen_on": TODAY + timedelta(days=1)}, "seen_on")])
def test_what_nobody_can_have_seen_is_refused(database: Database, market: Market, rival: tuple[int, int],
                                             values: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldErrors) as refused, database.operation("t") as session:
        sight(session, market, rival[1], **{"price": 5000, "back": 0, **({"price": None} if field == "farmer_price" and
              not values.get("shop_price") else {}), **{k: v for k, v in values.items() if k != "farmer_price"}})
    assert field in refused.value.fields


def test_our_answer_to_a_variety_is_one_of_ours(database: Database, rival: tuple[int, int]) -> None:
    with database.operation("t") as session:
        other = store(session, Variety, {"name": "示例33", "kind": "competitor"})
        with pytest.raises(FieldErrors, match="choose one of ours"):
            store(session, RivalVariety, {"firm_id": rival[0], "variety_id": other.id, "against_id": rival[1]})


def ranking(session: Session, market: Market, quarter: str, amounts: dict[str, float]) -> MarketRanking:
    """A ranking of rivals by name, "own" and "rest"."""
    made = store(session, MarketRanking, {"region_id": market.one, "crop_id": market.crop, "year": 2026, "quarter": quarter,
                                          "unit": "袋"})
    for name, amount in amounts.items():
        if name in ("own", "rest"):
            store(session, RankLine, {"ranking_id": made.id, "whose": name, "amount": amount})
        else:
            from sqlmodel import col, select

            firm = session.exec(select(RivalFirm).where(col(RivalFirm.name) == name)).first() or store(
                session, RivalFirm, {"name": name})
            store(session, RankLine, {"ranking_id": made.id, "firm_id": firm.id, "amount": amount})
    return made


def found(session: Session, made: MarketRanking) -> Ranked:
    result = ranked(session, made)
    assert result is not None
    return result


def test_the_four_largest_and_our_standing_are_as_published(database: Database, market: Market) -> None:
    """Cases O39 and O40."""
    with database.operation("t") as session:
        four = found(session, ranking(session, market, "1", {"A": 150, "B": 100, "C": 85, "D": 70, "rest": 45}))
        assert float(four.largest) == 90.00
        ours = found(session, ranking(session, market, "2", {"own": 20, "B": 10, "C": 10, "D": 15})).own
        assert ours is not None and ours.to_largest is not None and ours.to_top_three is not None
        assert (round(float(ours.to_top_three), 2), round(float(ours.to_largest), 2)) == (57.14, 1.33)


@given(st.lists(st.integers(0, 10**7), min_size=3, max_size=3).filter(any))
def test_shares_of_a_ranking_add_to_a_hundred(amounts: list[int]) -> None:
    from fractions import Fraction

    from desktop.trade.market import shares

    assert sum(shares([Fraction(one) for one in amounts])) == 100


def test_places_and_how_they_changed_since_the_quarter_before(database: Database, market: Market) -> None:
    with database.operation("t") as session:
        ranking(session, market, "1", {"A": 9, "own": 5, "B": 7})
        made = ranking(session, market, "2", {"A": 9, "own": 8, "B": 7, "新来": 3, "rest": 90})
        places = [(one.name, one.place, one.moved) for one in found(session, made).places]
        assert places == [("A", 1, 0), ("Ourselves", 2, 1), ("B", 3, -1), ("新来", 4, None), ("All others", None, None)]


def test_the_quarterly_table_shows_five_ourselves_and_the_rest_together(database: Database, market: Market) -> None:
    with database.operation("t") as session:
        made = ranking(session, market, "1", {**{f"厂{n}": 90.0 - n for n in range(8)}, "own": 3, "rest": 1})
    with using("zh_CN"):
        table = next(block for block in ranking_sheet(database, made.id).blocks if type(block).__name__ == "Table")
    names = [row[1] for row in table.rows]  # type: ignore[union-attr]
    assert names == ["厂0", "厂1", "厂2", "厂3", "厂4", "本公司", "其他", "合计"]
    assert table.rows[-1][3] == 100.0  # type: ignore[union-attr]


def test_a_market_has_one_ranking_a_quarter_and_each_stands_in_it_once(database: Database, market: Market) -> None:
    with database.operation("t") as session:
        made = ranking(session, market, "1", {"own": 1})
        with pytest.raises(FieldErrors, match="already"):
            ranking(session, market, "1", {})
        with pytest.raises(FieldErrors, match="already"):
            store(session, RankLine, {"ranking_id": made.id, "whose": "own", "amount": 2})


def test_papers_show_prices_side_by_side_with_what_looks_wrong(database: Database, market: Market,
                                                               rival: tuple[int, int]) -> None:
    with database.operation("t") as session:
        sight(session, market, rival[1], 5200, 300, shop_price=4700, copied=True)
        store(session, RivalFirm, {"answer": "做对比示范"}, rival[0])
    with using("zh_CN"):
        text = str(price_sheet(database).blocks)
        assert "示例806" in text and "可疑" in text and "过期" in text and "500, 1" in text
        assert "做对比示范" in str(rival_sheet(database, rival[0]).blocks)


def test_a_rival_not_seen_for_a_season_and_an_overdue_answer_are_told(
        database: Database, market: Market, rival: tuple[int, int]) -> None:
    with database.operation("t") as session:
        sight(session, market, rival[1], 5200, 300)
        store(session, RivalFirm, {"answer": "示范", "answer_due": date(2026, 1, 1)}, rival[0])
    with database.reading() as session:
        for preset in ("unseen", "due"):
            assert list(RIVALS.ids(session, Query(conditions=RIVALS.preset(preset).conditions()))) == [rival[0]]


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=9))
def test_a_median_lies_among_its_prices(prices: list[int]) -> None:
    assert min(prices) <= median(prices) <= max(prices)
    assert 2 * sum(price < median(prices) for price in prices) <= len(prices)


def test_price_chains_stand_side_by_side_for_the_content_of_our_bag(database: Database, market: Market,
                                                                    rival: tuple[int, int]) -> None:
    with database.operation("t") as session:
        ours = store(session, Variety, {"name": "我们", "kind": "own", "crop_id": market.crop})
        line = session.exec(living(RivalVariety)).one()
        store(session, RivalVariety, {"against_id": ours.id}, line.id)
        product = store(session, Product, {"variety_id": ours.id, "bag_kg": 5.0})
        store(session, PriceLine, {"product_id": product.id, "invoice": 8000, "store": 9000, "retail": 10_000,
                                   "valid_from": date(2020, 1, 1)})
        sight(session, market, rival[1], 5200, 3, shop_price=4700, dealer_price=4200)
        [pair] = beside(session, prices_seen(session, TODAY), TODAY)
    assert [pair.theirs(step) for step in STEPS] == [8400, 9400, 10_400], "2.5 kg brought to 5 kg"
    assert [pair.ours(step) for step in STEPS] == [8000, 9000, 10_000]
    with using("zh_CN"):
        assert "价格链对比" in str(rival_sheet(database, rival[0]).blocks)


def test_goods_that_look_wrong_are_checked_and_stand_in_the_quarter(database: Database, market: Market,
                                                                   rival: tuple[int, int]) -> None:
    with database.operation("t") as session:
        known = store(session, Variety, {"name": "正品", "crop_id": market.crop})
        store(session, PriceSighting, {"seen_on": date(2026, 2, 1), "variety_id": known.id, "region_id": market.one,
                                       "pack_kg": 2.5,
                                       "farmer_price": 5000})
        seen = store(session, PriceSighting, {"seen_on": date(2026, 2, 3), "variety_id": rival[1], "region_id": market.one,
                                              "known_id": known.id, "pack_kg": 2.5, "farmer_price": 5050,
                                              "promotion": "买十送一"})
        made = store(session, MarketRanking, {"region_id": market.city, "crop_id": market.crop, "year": 2026, "quarter": "1"})
        store(session, RankLine, {"ranking_id": made.id, "whose": "own", "amount": 5.0})
        assert seen.copied, "what seems to be another variety looks copied"
        with pytest.raises(FieldErrors):
            store(session, PriceSighting, {"known_id": rival[1]}, seen.id)
    with using("zh_CN"):
        sheet, quarter = str(suspect_sheet(database, seen.id).blocks), str(ranking_sheet(database, made.id).blocks)
    assert "+0.20元" in sheet and "正品" in sheet and "作物种类" in sheet
    assert "买十送一" in quarter and "疑似套牌和白皮袋" in quarter
