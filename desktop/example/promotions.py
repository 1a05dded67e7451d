"""Invented promotions of the example: one evaluated, one running, one applied for, an idea; field days and advertisements."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlmodel import Session, col

from desktop.core.records import living
from desktop.core.verbs import StateChange, move_in, store
from desktop.dealers.model import Dealer
from desktop.example.names import called
from desktop.market.promotions.model import (
    FieldDay,
    FieldDayGuest,
    MediaRun,
    PromotedProduct,
    PromotionExpense,
    PromotionTerm,
    SalesPromotion,
)
from desktop.sales.conditions.model import ConditionProduct, SalesCondition
from desktop.sales.products.model import Product

SAID = "虚构示例"
GUESTS = (("例春生", "000-0000-0101", "例南镇例一村", True, 60), ("例桂芬", "000-0000-0102", "例南镇例二村", True, None),
          ("例志强", "000-0000-0103", "例河乡例三村", False, None), ("例海波", "000-0000-0104", "例河乡例四村", True, 25))


def make_promotions(session: Session, facts: dict[str, Any]) -> None:
    """A promotion in every part of its course."""
    on, county = facts["today"], int(facts["counties"][0]["code"])
    new, known = session.exec(living(Product).order_by(col(Product.id))).all()[:2]
    _promotion(session, facts, "合作社集中订种", 100, 10, "group_buy")
    gift = store(session, SalesCondition, {"name": f"春季订货十二送一（{SAID}）", "kind": "free", "buy": 12, "free": 1,
                                           "valid_from": on - timedelta(days=80), "valid_until": on - timedelta(days=66)})
    store(session, ConditionProduct, {"condition_id": gift.id, "product_id": known.id})
    done = _promotion(session, facts, "秋季订货会：十二送一", -80, 14, "order_fair", liked="送货及时、讲解清楚",
                      disliked="赠品数量不足", wished="提前半个月通知村里", problems_met="第二天下雨，到场人少",
                      causes="未备室内场地",
                      proposals="下次在镇文化站设备用场地", summary="完成目标，费用在批准范围内；回落不大，真实增量明显。",
                      preparation="提前十天在三个镇贴海报、发村广播", course="每天两场讲解，签到送手套",
                      effect="新增购种户37户")
    store(session, PromotedProduct, {"promotion_id": done.id, "product_id": known.id, "newness": "known", "margin": 1250,
                                     "price": 5800, "goal_bags": 600, "baseline": 400, "during": 620, "after_change": -60})
    store(session, PromotionTerm, {"promotion_id": done.id, "condition_id": gift.id})
    _costs(session, done, (("gift", "劳保手套200副", 60_000, 64_000), ("media", "村广播、海报", 50_000, 46_000),
                           ("venue", "观摩会场地、帐篷两顶", 50_000, 50_000)))
    store(session, SalesPromotion, {"twin_region_id": int(facts["counties"][1]["code"]), "twin_change": 10.0,
                                    "measured": "typed"}, done.id)
    for state, back in (("applied", 150), ("countersigned", 140), ("running", 80), ("closed", 66), ("evaluated", 61)):
        move_in(session, SalesPromotion, done.id, StateChange(state, on=on - timedelta(days=back)))
    running = _promotion(session, facts, "新品上市品鉴：看样订种", -5, 20, "launch")
    store(session, PromotedProduct, {"promotion_id": running.id, "product_id": new.id, "newness": "new", "margin": 1400,
                                     "goal_bags": 300})
    _costs(session, running, (("material", "展板一套、样品种子", 80_000, None), ("meals", "茶水", 20_000, None)))
    for state, back in (("applied", 70), ("countersigned", 60), ("running", 5)):
        move_in(session, SalesPromotion, running.id, StateChange(state, on=on - timedelta(days=back)))
    waiting = _promotion(session, facts, "秋收测产赶大集", -40, 15, "festival")
    store(session, PromotedProduct, {"promotion_id": waiting.id, "product_id": known.id, "newness": "known", "margin": 1250})
    for state, back in (("applied", 120), ("countersigned", 110), ("running", 40), ("closed", 25)):
        move_in(session, SalesPromotion, waiting.id, StateChange(state, on=on - timedelta(days=back)))
    _field_days(session, facts, new, done.id)
    _media(session, facts, done.id, county)


def _promotion(session: Session, facts: dict[str, Any], theme: str, starts: int, days: int, kind: str,
               **more: Any) -> SalesPromotion:
    first = facts["today"] + timedelta(days=starts)
    return store(session, SalesPromotion, {
        "theme": theme, "kind": kind, "region_id": int(facts["counties"][0]["code"]), "scope": "例南镇、例河乡各店",
        "starts_on": first, "ends_on": first + timedelta(days=days), "in_charge": facts["manager"], "phone": facts["phone"],
        "goal_bags": 600, "goal_amount": 3_480_000, "purpose": "提高乡镇零售店的订货量，让农户看到苗期表现。",
        "content": "一、现场讲解品种与密度；二、签到有礼；三、按销售条件订货。", "selling_points": "抗倒、脱水快、耐密",
        "controls": "赠品凭签到领取，当天对账；价格不得低于最低限价。", "remarks": SAID, **more})


def _costs(session: Session, promotion: SalesPromotion, lines: tuple[tuple[str, str, int, int | None], ...]) -> None:
    for kind, what, planned, spent in lines:
        store(session, PromotionExpense, {"promotion_id": promotion.id, "kind": kind, "what": what, "planned": planned,
                                          "spent": spent})


def _field_days(session: Session, facts: dict[str, Any], new: Product, promotion: int) -> None:
    on, dealer = facts["today"], session.exec(living(Dealer).where(col(Dealer.state) == "active").order_by(
        col(Dealer.id))).first()
    common = {"region_id": int(facts["counties"][0]["code"]), "variety_id": new.variety_id, "host": called("例德福"),
              "dealer_id": dealer.id if dealer else None, "speaker": facts["manager"], "remarks": SAID,
              "programme": "9:00 签到；9:20 看示范田；10:30 测产；11:00 答疑订种"}
    ahead = store(session, FieldDay, {**common, "topic": "苗期密度观摩", "held_on": on + timedelta(days=9),
                                      "place": "例河乡示范田", "promotion_id": None, "more_invited": 40})
    for name, phone, village, _came, _bags in GUESTS:
        store(session, FieldDayGuest, {"day_id": ahead.id, "name": called(name), "phone": phone,
                                       "organisation": called(village)})
    held = store(session, FieldDay, {**common, "topic": "收获前看水分、测产量", "held_on": on - timedelta(days=75),
                                     "place": "例南镇示范田", "promotion_id": promotion, "cost": 50_000, "leaflets": 120,
                                     "more_invited": 96, "more_came": 77, "more_ordered": 20, "more_bags": 315,
                                     "result": "农户认可脱水快；担心种子价格。"})
    for name, phone, village, came, bags in GUESTS:
        store(session, FieldDayGuest, {"day_id": held.id, "name": called(name), "phone": phone,
                                       "organisation": called(village), "came": came,
                                       "bags": bags})
    for state in ("held", "written"):
        move_in(session, FieldDay, held.id, StateChange(state, on=on - timedelta(days=74)))

def _media(session: Session, facts: dict[str, Any], promotion: int, county: int) -> None:
    on = facts["today"]
    for title, medium, outlet, starts, days, times, reach, growers, cost in (
            ("订种就订例丰101", "village_radio", "例南镇村广播", -90, 24, 48, 9_000, 80.0, 46_000),
            ("例丰101 抗倒耐密", "wall", "庆安—例河公路墙体", -70, 300, 6, 30_000, 55.0, 360_000),
            ("测产现场直播", "video", "示例农技账号", -12, 1, 1, 5_200, 30.0, 20_000)):
        store(session, MediaRun, {"title": title, "medium": medium, "outlet": outlet, "starts_on": on + timedelta(days=starts),
                                  "ends_on": on + timedelta(days=starts + days), "times": times, "reach": reach,
                                  "growers": growers, "cost": cost, "region_id": county, "agreed": "早六点、晚六点各一次",
                                  "promotion_id": promotion if medium == "village_radio" else None, "remarks": SAID})
