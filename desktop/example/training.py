"""Invented trainings: plan, sessions, participants, tests, feedback, practice looked at, skills."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from sqlmodel import Session, col, select

from desktop.core.records import living
from desktop.core.verbs import store
from desktop.example import names
from desktop.example.dealers import Place, mobile, person
from desktop.people.model import Membership
from desktop.service.handout_model import Handout
from desktop.training.certificates import earned
from desktop.training.choices import PRESENT
from desktop.training.effect_model import LEVELS, RATINGS, SkillLevel, TrainingFeedback, TrainingFollowUp
from desktop.training.model import Participant, TrainingEvent, TrainingSession, mark_session, sessions_of
from desktop.training.plan_model import TrainingCost, TrainingMaterial, TrainingPlan
from desktop.training.testing_model import QUESTION_KINDS, Question, TrainingTest, TrainingTestItem, TrainingTestResult

SELLERS = 8
SKILLS = ("品种特征特性", "苗情诊断", "投诉接待与取证", "农民会组织")
BANK_OF = {"种子标签与备案管理": "种子标签与备案", "品种知识与苗情诊断": "品种与苗情"}


def make_trainings(session: Session, facts: dict[str, Any], places: list[Place], chance: Random) -> None:
    """The trainings of the example: some held, some to come."""
    dealers = select(Membership).where(col(Membership.dealer_id).is_not(None), col(Membership.role) == "contact")
    contacts = list(session.exec(dealers.order_by(col(Membership.id))))
    more = Random(57)  # so that what is drawn for the trainings of old stays as it was
    sellers = [_seller(session, facts, more) for _place in range(SELLERS)]
    for line in facts["training_plan"]:
        store(session, TrainingPlan, {**line, "year": facts["today"].year, "budget": line["budget"] * 100})
    for line in facts["questions"]:
        store(session, Question, line)
    for number, line in enumerate(facts["trainings"], 1):
        made = _training(session, facts, places[line["county"]], line, number)
        left = {"dealer": list(contacts), "sales": list(sellers)}
        for _place in range(line["people"]):
            store(session, Participant, _participant(made, facts, places[line["county"]], left, chance))
        if line["state"] in ("held", "evaluated"):
            _came(session, made, chance)
            _effect(session, made, more)
            for place, one in enumerate(earned(session, made), 1):
                store(session, Participant, {"certificate": f"{made.code}-{place:02}"}, one.id)
    _skills(session, facts, sellers, more)


def take_handouts(session: Session) -> None:
    """Let the hand-outs of the trainings be those of the library that are published."""
    library = session.exec(living(Handout).where(col(Handout.state) == "published").order_by(col(Handout.id))).all()
    for place, material in enumerate(session.exec(living(TrainingMaterial).order_by(col(TrainingMaterial.id))).all()):
        if library and material.kind == "handout" and place < 4 * len(library):
            store(session, TrainingMaterial, {"handout_id": library[place % len(library)].id}, material.id)


def _seller(session: Session, facts: dict[str, Any], chance: Random) -> Membership:
    return store(session, Membership, {"name": person(facts, chance), "mobile": mobile(chance), "role": "staff",
                                       "position": "sales"})


def _training(session: Session, facts: dict[str, Any], place: Place, line: dict[str, Any], number: int) -> TrainingEvent:
    held, day = line["state"] in ("held", "evaluated"), facts["today"] + timedelta(days=line["days"])
    if line.get("plan"):
        store(session, TrainingPlan, {
            "year": day.year, "month": day.month, "audience": line["audience"], "topic": line["topic"], "times": 1,
            "people": max(line["people"], 20), "hours": 2.5, "budget": 800_00, "region_id": place.county})
    event = store(session, TrainingEvent, {
        "code": f"T-{facts['today'].year}-{number:03}", "topic": line["topic"], "audience": line["audience"],
        "state": line["state"], "held_on": day, "starts_at": "09:00", "ends_at": "11:30",
        "place": names.spot(place.name, "例会议室"), "region_id": place.county, "trainer": facts["manager"],
        "expected": max(line["people"], 20),
        "programme": "一、品种特点；二、播种与密度；三、田间管理；四、答疑。（示例文字）",
        "summary": "现场提问踊跃，主要问题为密度和倒伏。（示例文字）" if held else "", "budget": 800_00,
        "practice": line.get("practice", "")})
    if line.get("sessions", 1) > 1:
        store(session, TrainingSession, {"event_id": event.id, "held_on": day + timedelta(days=1), "starts_at": "09:00",
                                         "ends_at": "11:00", "topic": "田间实操", "place": names.spot(place.name, "例示范田")})
    store(session, TrainingMaterial, {"event_id": event.id, "title": f"{line['topic']}明白纸", "version": "1",
                                      "planned": 50, "given": 38 if held else None})
    for kind, planned, paid in (("venue", 300_00, 300_00), ("meals", 350_00, 296_50), ("print", 150_00, 127_00)):
        store(session, TrainingCost, {"event_id": event.id, "kind": kind, "planned": planned, "amount": paid if held else None})
    return event


def _participant(event: TrainingEvent, facts: dict[str, Any], place: Place, left: dict[str, list[Membership]],
                 chance: Random) -> dict[str, Any]:
    """Somebody who is registered: a contact of a dealer or a salesperson once each, else a grower."""
    kind = {"dealers": "dealer", "sales": "sales"}.get(event.audience, "farmer")
    known = left.get(kind)
    member = known.pop(chance.randrange(len(known))) if known else None
    return {"event_id": event.id, "kind": kind, "person_id": member.person_id if member else None,
            "name": member.name if member else person(facts, chance),
            "organisation": names.spot(place.name, "例村") if kind == "farmer" else "",
            "phone": (member.mobile or member.phone) if member else mobile(chance)}


def _came(session: Session, event: TrainingEvent, chance: Random) -> None:
    """Marks for every session, scores of those who came."""
    sittings = sessions_of(session, event.id)
    for one in _listed(session, event):
        marks = [chance.choices(["attended", "late", "absent", "excused"], [80, 6, 9, 5])[0] for _sitting in sittings]
        for sitting, mark in zip(sittings, marks, strict=True):
            mark_session(session, sitting.id, one.id, mark)
        came = next((mark for mark in PRESENT if mark in marks), marks[0])
        before = float(chance.randrange(40, 75))
        scored = came in PRESENT and event.topic not in BANK_OF
        store(session, Participant, {
            "attendance": came, "pre_score": before if scored else None,
            "post_score": min(100.0, before + chance.randrange(5, 25)) if scored else None}, one.id)


def _listed(session: Session, event: TrainingEvent) -> list[Participant]:
    query = select(Participant).where(col(Participant.event_id) == event.id)
    return list(session.exec(query.order_by(col(Participant.id))))


def _effect(session: Session, event: TrainingEvent, chance: Random) -> None:
    """Tests where there is a bank, what most of those who came said, what was seen of the practice."""
    present = [one for one in _listed(session, event) if one.attendance in PRESENT]
    if event.topic in BANK_OF:
        for phase, knows in (("pre", 0.45), ("post", 0.8)):
            _test(session, event, phase, knows, present, chance)
    for one in present[::2]:
        store(session, TrainingFeedback, {"event_id": event.id, "participant_id": one.id, "best": chance.choice(
            ["", "", "结合本地案例，听得懂（示例）"]), **{name: chance.choice([3, 4, 5, 5]) for name in RATINGS}})
    for one in present[:6] if event.practice else ():
        state = chance.choice(["open", "yes", "yes", "partly", "no"])
        due = (event.held_on or date.min) + timedelta(days=30)
        store(session, TrainingFollowUp, {
            "participant_id": one.id, "due_on": due, "state": state, "seen_on": None if state == "open" else due,
            "seen": "" if state == "open" else "实地查看（示例）"})


def _test(session: Session, event: TrainingEvent, phase: str, knows: float, present: list[Participant], chance: Random) -> None:
    """A test with answers typed: everybody knows each answer with the same chance."""
    bank = BANK_OF[event.topic]
    asked = sorted(session.exec(select(Question).where(col(Question.bank) == bank)),
                   key=lambda q: (list(QUESTION_KINDS).index(q.kind), q.id))
    test = store(session, TrainingTest, {"event_id": event.id, "phase": phase, "bank": bank, "minutes": 20})
    for question in asked:
        store(session, TrainingTestItem, {"test_id": test.id, "question_id": question.id})
    wrong = {"single": "A", "multiple": "A", "true_false": "-"}
    for one in present:
        answers = [q.answer if chance.random() < knows else wrong[q.kind] for q in asked]
        store(session, TrainingTestResult, {"test_id": test.id, "participant_id": one.id, "answers": " ".join(answers)})


def _skills(session: Session, facts: dict[str, Any], sellers: list[Membership], chance: Random) -> None:
    levels = list(LEVELS)
    for seller in sellers:
        for skill in SKILLS:
            level = chance.randrange(0, 4)
            day = facts["today"] - timedelta(days=chance.randrange(20, 200))
            plan = {"target": levels[level + 1], "target_on": facts["today"] + timedelta(days=chance.randrange(-5, 120)),
                    "plan": "跟随老业务员走访五户，复评一次（示例）"} if chance.random() < 0.4 else {}
            store(session, SkillLevel, {"person_id": seller.person_id, "skill": skill, "level": levels[level],
                                        "evaluated_on": day, "evaluated_by": facts["manager"], **plan})
