"""Papers of the market."""

from __future__ import annotations

from tests.paper.register.kinds import built, built_alone, named, records, richest

KINDS = {
    "market-survey": built("desktop.market.figures.papers:survey_sheet", records("marketsurvey")),
    "market-capacity": built("desktop.market.capacity.papers:capacity_sheet", records("marketcapacity")),
    "seed-balance": built("desktop.market.capacity.papers:balance_sheet", records("seedbalance")),
    "planting-conditions": built("desktop.market.climate.papers:conditions_sheet", named("station_id", "weatheryear")),
    "place-conditions": built("desktop.market.places.papers:place_sheet", records("growingplace")),
    "place-varieties": built("desktop.market.suitability.papers:place_varieties", records("growingplace")),
    "variety-places": built("desktop.market.suitability.papers:variety_places", records("varietyneed")),
    "suitability": built("desktop.market.suitability.papers:crop_matrix", richest(
        "SELECT DISTINCT crop_id FROM growingplace WHERE crop_id IS NOT NULL")),
    "suitability-rules": built("desktop.market.suitability.own_rules:rules_paper", richest(
        "SELECT DISTINCT crop_id FROM growingplace WHERE crop_id IS NOT NULL")),
    "grower-answer": built("desktop.market.suitability.answers:answer_sheet", records("growerquestion")),
    "promotion-plan": built("desktop.market.plans.papers:plan_sheet", named("plan_id", "planline")),
    "plan-check": built("desktop.market.plans.papers:check_sheet", named("plan_id", "planline")),
    "rival-sheet": built("desktop.market.rivals.papers:rival_sheet", named("firm_id", "rivalvariety")),
    "suspect-sheet": built("desktop.market.rivals.suspects:suspect_sheet",
                           richest("SELECT id FROM pricesighting ORDER BY copied + unmarked DESC, id")),
    "rival-prices": built_alone("desktop.market.rivals.papers:price_sheet"),
    "market-ranking": built("desktop.market.rivals.papers:ranking_sheet", named("ranking_id", "rankline")),
    "promotion-application": built("desktop.market.promotions.papers:application", named("promotion_id", "promotedproduct")),
    "promotion-evaluation": built("desktop.market.promotions.papers:evaluation", named("promotion_id", "promotedproduct")),
    "field-day": built("desktop.market.promotions.field_papers:field_day_sheet", named("day_id", "fielddayguest")),
    "advertising": built_alone("desktop.market.promotions.field_papers:media_log"),
    "influence-report": built_alone("desktop.market.influence.papers:director_report"),
    "key-person": built("desktop.market.influence.papers:person_sheet", named("key_id", "touch")),
    "experts": built_alone("desktop.market.influence.papers:expert_list"),
    "crisis-file": built("desktop.market.influence.crisis_papers:crisis_file", named("crisis_id", "crisistold")),
    "leads-report": built_alone("desktop.market.leads.papers:leads_report"),
    "lead-plan": built("desktop.market.leads.papers:case_plan", named("lead_id", "leadstep")),
}
