"""Invented people of influence, leads and a crisis of the example."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlmodel import Session, col

from desktop.catalogue.model import Crop
from desktop.core.records import living
from desktop.core.verbs import StateChange, move_in, store
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Promise
from desktop.example.names import called
from desktop.market.influence.crisis_model import Crisis, CrisisStep, CrisisTold
from desktop.market.influence.model import ExpertUse, Gift, KeyPerson, PersonNote, Speciality, Touch, TouchPlan
from desktop.market.leads.model import Lead, LeadStep
from desktop.sales.products.model import Product

SAID = "虚构示例"
PEOPLE = (  # name, kind, tier, organisation, post, own, mu, days since the last touch
    ("例大山", "grower", "a", "例南镇例一村", "种粮大户", True, 3200.0, 12),
    ("例长河", "coop", "a", "例河农机合作社", "理事长", True, 8600.0, 20),
    ("例秋收", "grower", "b", "例新镇例五村", "种粮大户", True, 1500.0, 130),
    ("例耕田", "coop", "b", "例泉种植合作社", "理事长", True, 4300.0, 60),
    ("例研", "expert", "b", "例省农业大学（虚构）", "教授", False, None, 45),
    ("例植保", "expert", "c", "例市植保站（虚构）", "高级农艺师", False, None, 200),
    ("例站长", "official", "b", "例县农技推广中心（虚构）", "站长", False, None, 30),
    ("例记者", "media", "c", "例县融媒体中心（虚构）", "记者", False, None, 90))


def make_people(session: Session, facts: dict[str, Any]) -> None:
    """Eight people of influence with touches, promises, notes and gifts; two experts with their events."""
    on, crop = facts["today"], session.exec(living(Crop).where(col(Crop.code) == "maize")).one()
    for place, (name, kind, tier, organisation, post, own, mu, back) in enumerate(PEOPLE):
        county = int(facts["counties"][place % 3]["code"])
        made = store(session, KeyPerson, {
            "name": called(name), "mobile": f"000-0000-02{place:02}", "kind": kind, "tier": tier,
            "organisation": called(organisation),
            "post": post,
            "own": own, "handled_by": "" if own else facts["manager"], "region_id": county, "area_mu": mu,
            "crop_id": crop.id if mu else None, "variety_now": "示例806" if mu else "", "source": "观摩会",
            "decides_on": on + timedelta(days=8 + 11 * place) if mu else None, "remarks": SAID,
            "consent": "spoken" if place < 5 else "not_asked", "consent_on": on - timedelta(days=300) if place < 5 else None,
            "topics": "密植栽培、抗倒" if kind == "expert" else "", "fee": 80_000 if kind == "expert" else None,
            "conflict": "参与例乙种业品种选育" if name == "例研" else ""})
        for touch, times in (("visit", 4 if tier == "a" else 2), ("call", 4)):
            store(session, TouchPlan, {"key_id": made.id, "year": on.year, "kind": touch, "times": times})
        for kept, way in ((back + 60, "visit"), (back, "call")):
            store(session,
                  Touch, {"key_id": made.id, "kind": way, "done_on": on - timedelta(days=kept), "done_by": facts["manager"],
                                   "what": "了解用种打算", "result": "愿意看对比田", "planned_on": on - timedelta(days=kept)})
        if own:
            store(session, Touch, {"key_id": made.id, "kind": "visit", "planned_on": on + timedelta(days=3 + place),
                                   "what": "商定明年用种"})
            store(session, Promise, {"person_id": made.person_id, "what": "提供两袋样种做对比", "side": "us",
                                     "made_on": on - timedelta(days=20), "due_on": on + timedelta(days=10 - 9 * place)})
            store(session, PersonNote, {"key_id": made.id, "noted_on": on - timedelta(days=back), "level": "report",
                                        "text": "认可品种脱水快，愿意拿三成面积试种。", "noted_by": facts["manager"]})
            store(session, Gift, {"key_id": made.id, "given_on": on - timedelta(days=60), "what": "示例台历", "value": 4_500,
                                  "occasion": "观摩会"})
        if kind == "expert":
            store(session,
                  Speciality, {"key_id": made.id, "crop_id": crop.id, "topic": "密植栽培" if place == 4 else "玉米病虫害"})
            for back_days, rating in ((200, "5"), (90, "4")):
                store(session,
                      ExpertUse, {"key_id": made.id, "held_on": on - timedelta(days=back_days), "topic": "玉米密植技术",
                                           "fee": 80_000, "rating": rating, "comment": "讲得实在",
                                           "conflict_said": "讲课前说明关联，不点评品种" if place == 4 else ""})


def make_leads(session: Session, facts: dict[str, Any]) -> None:
    """Seven leads from the first word to an order, one of them lost; a plan with a dealer."""
    on, crop = facts["today"], session.exec(living(Crop).where(col(Crop.code) == "maize")).one()
    product = session.exec(living(Product).order_by(col(Product.id))).first()
    dealer = session.exec(living(Dealer).where(col(Dealer.state) == "active").order_by(col(Dealer.id))).first()
    for place, (name, sector, mu, bags, road, key) in enumerate((
            ("例河农机合作社", "coop", 8600.0, 2600, ("contacted", "plot"), True),
            ("例南家庭农场", "farm", 3200.0, 900, ("contacted",), False),
            ("例县高产创建项目", "government", 20000.0, 6000, ("contacted", "field_day"), True),
            ("例粮收储公司", "grain", 12000.0, 3500, (), True),
            ("例泉种植合作社", "coop", 4300.0, 1200,
                                                                  ("contacted", "field_day", "ordered"), True),
            ("例塘种粮大户", "grower", 800.0, 240, ("contacted", "lost"), False),
            ("例林农场", "farm", 5200.0, 1500, (), False))):
        lead = store(session, Lead, {
            "name": called(name), "sector": sector, "contact": called("例联系人") + f"{place + 1}",
            "phone": f"000-0000-03{place:02}", "area_mu": mu, "bags": bags, "product_id": product.id if product else None,
            "crop_id": crop.id, "key_account": key,
            "region_id": int(facts["counties"][place % 3]["code"]), "dealer_id": dealer.id if dealer and place < 3 else None,
            "handled_by": facts["manager"], "source": ("field_day", "visit", "referral", "call")[place % 4],
            "heard_on": on - timedelta(days=150 - 12 * place), "decides_on": on + timedelta(days=15 + 10 * place),
            "variety_now": "示例33", "next_step": "约看对比田" if place != 5 else "", "remarks": SAID,
            "next_on": on + timedelta(days=4 * place - 5) if place != 5 else None,
            **({"needs": "抗倒、能机收籽粒的中熟品种", "aim": "明春三成面积换种", "obstacles": "担心晚熟年份水分高",
                "offer": "供样种50亩对比，秋收共同测水分", "dealer_part": "送种到户、赊销到秋后", "share_percent": 40.0}
               if place == 0 else {})})
        for step, stage in enumerate(road):
            move_in(session, Lead, lead.id, StateChange(stage, on=on - timedelta(days=120 - 12 * place - 20 * step),
                                                        reason="价格高，续用原品种" if stage == "lost" else ""))
        if place == 5:
            store(session, Lead, {"lost_why": "price"}, lead.id)
        if place == 0:
            for days, what, side, done in ((-60, "商定对比田地块", "us", True), (-20, "共同测产、测水分", "us", False),
                                           (12, "报赊销方案", "dealer", False), (30, "理事会表决用种", "customer", False)):
                store(session, LeadStep, {"lead_id": lead.id, "what": what, "side": side, "due_on": on + timedelta(days=days),
                                          "done_on": on + timedelta(days=days) if done else None, "who": facts["manager"]})


def make_crisis(session: Session, facts: dict[str, Any]) -> None:
    """A crisis under way and one that was closed."""
    on, county = facts["today"], int(facts["counties"][0]["code"])
    for place, (title,
                kind,
                back) in enumerate((("村民在短视频说种子不出苗", "rumour", 3), ("例河乡倒伏农户集中反映", "crop_failure", 90))):
        crisis = store(session, Crisis, {
            "title": title, "kind": kind, "gravity": "middle", "heard_on": on - timedelta(days=back),
            "happened_on": on - timedelta(days=back + 1), "region_id": county, "place": "例河乡例三村",
            "speaker": facts["manager"],
            "speaker_phone": facts["phone"], "what": "视频浏览两千余次，称同批种子缺苗三成。",
            "facts": "已确认：播后连续低温；未确认：批号。",
            "statement": "正在现场查看，三天内公布出苗率。", "dont_say": "不评论竞争品种，不先定责任。", "remarks": SAID})
        for hour, whom, office in (("09:10", "例总监", "公司"), ("09:40", "例站长", "例县农技推广中心（虚构）"),
                                   ("10:30", "例记者", "例县融媒体中心（虚构）")):
            store(session,
                  CrisisTold, {"crisis_id": crisis.id, "told_on": on - timedelta(days=back), "hour": hour, "whom": called(whom),
                                        "organisation": called(office), "how": "电话", "told_by": facts["manager"],
                               "answer": "知悉，等现场结果"})
        store(session,
              CrisisStep,
              {"crisis_id": crisis.id, "what": "公布出苗率调查结果", "to_whom": "例三村农户", "who": facts["manager"],
                                    "due_on": on - timedelta(days=back - 3), "done_on": on - timedelta(days=back - 3) if place
               else None})
        if place:
            store(session, Crisis, {"outcome": "查明为大风倒伏，协助农户机收。", "lesson": "倒伏预警应提前发到合作社。"},
                  crisis.id)
            for state, days in (("answered", 88), ("closed", 80)):
                move_in(session, Crisis, crisis.id, StateChange(state, on=on - timedelta(days=days)))
