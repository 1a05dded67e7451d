"""Invented trainings with participants and handouts."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from sqlmodel import Session, col, select

from desktop.core.verbs import store
from desktop.example.dealers import Place, mobile, person
from desktop.people.model import Membership
from desktop.training.model import Participant, TrainingEvent
from desktop.training.plan_model import TrainingMaterial


def make_trainings(session: Session, facts: dict[str, Any], places: list[Place], chance: Random) -> None:
    """The trainings of the example: some held, some to come."""
    contacts = list(session.exec(select(Membership).where(col(Membership.dealer_id).is_not(None))))
    for number, line in enumerate(facts["trainings"], 1):
        place = places[line["county"]]
        held = line["state"] in ("held", "evaluated")
        event = store(session, TrainingEvent, {
            "code": f"T-{facts['today'].year}-{number:03}", "topic": line["topic"], "audience": line["audience"],
            "state": line["state"], "held_on": facts["today"] + timedelta(days=line["days"]), "starts_at": "09:00",
            "ends_at": "11:30", "place": f"{place.name}例会议室", "region_id": place.county, "trainer": facts["manager"],
            "expected": max(line["people"], 20),
            "programme": "一、品种特点；二、播种与密度；三、田间管理；四、答疑。（示例文字）",
            "summary": "现场提问踊跃，主要问题为密度和倒伏。（示例文字）" if held else "", "budget": 800_00,
            "cost": 723_50 if held else None})
        store(session, TrainingMaterial, {"event_id": event.id, "title": f"{line['topic']}明白纸", "version": "1",
                                          "planned": 50, "given": 38 if held else None})
        for _place in range(line["people"]):
            store(session, Participant, _participant(event, facts, place, contacts, held, chance))


def _participant(event: TrainingEvent, facts: dict[str, Any], place: Place, contacts: list[Membership], held: bool,
                 chance: Random) -> dict[str, Any]:
    contact = chance.choice(contacts) if event.audience == "dealers" else None
    kind = {"dealers": "dealer", "sales": "sales"}.get(event.audience, "farmer")
    before = float(chance.randrange(40, 75)) if held else None
    came = chance.choices(["attended", "late", "absent", "excused"], [80, 6, 9, 5])[0] if held else "registered"
    scored = held and came in ("attended", "late")
    return {"event_id": event.id, "kind": kind, "person_id": contact.person_id if contact else None,
            "name": contact.name if contact else person(facts, chance),
            "organisation": f"{place.name}例村" if kind == "farmer" else "", "phone": mobile(chance), "attendance": came,
            "pre_score": before if scored else None,
            "post_score": min(100.0, (before or 0) + chance.randrange(5, 25)) if scored else None}
