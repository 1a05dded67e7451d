"""The example region: invented and saying so, but lifelike. Three counties, 26 dealers, a season of maize trials.

`make_example(path)` fills a new database; the same day gives the same data. Words and figures to invent from stand in
resources/example/region.json.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from desktop.core import history, settings
from desktop.core.errors import UserError
from desktop.core.fields import today
from desktop.core.i18n import _
from desktop.core.paths import resource
from desktop.core.records import alive

if TYPE_CHECKING:
    from desktop.core.database import Database


def make_example(path: Path) -> None:
    """Make the example region as a new database at `path`. Raises `UserError` where a file is there already."""
    from desktop.example import (
        channel,
        dealer_papers,
        dealers,
        designs,
        diversion,
        labels,
        market,
        money,
        names,
        outlets,
        people,
        promotions,
        recalls,
        reports,
        sales,
        service,
        stock,
        suitability,
        targets,
        team,
        training,
        trials,
        varieties,
    )
    from desktop.newdata import open_ready

    if path.exists():
        raise UserError(_("{file} exists already; the example is made in a new file only.").format(file=path))
    facts: dict[str, Any] = json.loads(resource("example", "region.json").read_text(encoding="utf-8"))
    facts = names.in_force(facts)
    facts["today"] = today()
    chance = Random(231224)
    db = open_ready(path)
    try:
        for name in ("company", "manager", "phone"):
            settings.set_office(db, name, facts[name])
        with db.operation(_("Example region made")) as session:
            places = dealers.make_places(session, facts)
            dealers.make_dealers(session, facts, places, chance)
            lines = varieties.make_varieties(session, facts)
            trials.make_trials(session, facts, places, lines, chance)
            training.make_trainings(session, facts, places, chance)
            labels.make_labels(session, facts, lines, chance)
            designs.make_designs(session, facts, lines, Random(2024))
            service.make_service(session, facts, places, chance)
            training.take_handouts(session)
            sales.make_sales(session, facts, lines, Random(41))
            money.make_money(session, facts, Random(42))
            money.settle_season(session, facts["today"])
            stock.make_stock(session, facts, Random(43))
            diversion.make_diversions(session, facts)
            recalls.make_recalls(session, facts)
            targets.make_targets(session, facts)
            dealer_papers.make_dealer_papers(session, facts, Random(43))
            channel.make_channel(session, facts)
            outlets.make_outlets(session, facts, places, Random(45))
            reports.make_reports(session, facts)
            team.make_team(session, facts)
            market.make_market(session, facts)
            market.make_rivals(session, facts)
            market.make_weather(session, facts, Random(46))
            promotions.make_promotions(session, facts)
            suitability.make_suitability(session, facts)
            people.make_people(session, facts)
            people.make_leads(session, facts)
            people.make_crisis(session, facts)
        suitability.make_plan(db, facts)
        with db.transaction() as session:
            history.settle_down(session)
    finally:
        db.close()


def keep_results(db: Database) -> None:
    """Keep the results of the trials of other designs than blocks, as a manager would who has looked at them."""
    from sqlmodel import col, select

    from desktop.trials.model import Trial
    from desktop.trials.results.options import Options
    from desktop.trials.results.stored import keep

    with db.reading() as session:
        wanted = select(Trial.id).where(col(Trial.design) != "rcbd", alive(Trial))
        trials = list(session.exec(wanted))
    for trial in trials:
        keep(db, trial, Options())
