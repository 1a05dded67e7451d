"""The steps of the market."""

from __future__ import annotations

from tests.steps import Before, of_step


@of_step("024_market")
def test_the_market_begins_with_empty_tables(at: Before) -> None:
    at.run()
    for name in ("marketfigure", "marketsurvey", "marketcapacity", "seedbalance", "rivalfirm", "rivalvariety", "pricesighting",
                 "marketranking", "rankline", "weatherstation", "weatheryear"):
        assert at.rows(f"SELECT count(*) FROM {name}") == [(0,)]


@of_step("030_promotions")
def test_promotions_begin_with_empty_tables_beside_the_conditions_of_sale(at: Before) -> None:
    at.put("salescondition", id=7, name="十二送一")
    at.run()
    assert at.rows("SELECT id, name FROM salescondition") == [(7, "十二送一")]
    for name in ("salespromotion", "promotionexpense", "promotedproduct", "promotionterm", "fieldday", "fielddayguest",
                 "mediarun"):
        assert at.rows(f"SELECT count(*) FROM {name}") == [(0,)]


@of_step("029_suitability")
def test_suitability_and_plans_begin_with_empty_tables(at: Before) -> None:
    at.run()
    for name in ("growingplace", "placedisease", "soiltest", "varietyneed", "growerquestion", "promotionplan", "planline",
                 "planseed", "planstep", "marketgap"):
        assert at.rows(f"SELECT count(*) FROM {name}") == [(0,)]


@of_step("added marketfigure.standing")
def test_figures_that_are_there_are_not_checked_yet(at: Before) -> None:
    at.put("marketfigure", id=1, called="人口")
    at.run()
    assert at.rows("SELECT standing FROM marketfigure") == [("draft",)]


@of_step("031_people")
def test_people_of_influence_leads_and_crises_begin_with_empty_tables(at: Before) -> None:
    at.put("person", id=5, name="例大山")
    at.run()
    assert at.rows("SELECT id, name FROM person") == [(5, "例大山")]
    for name in ("keyperson", "speciality", "expertuse", "touchplan", "touch", "gift", "personnote", "crisis", "crisistold",
                 "crisisstep", "lead", "leadstep"):
        assert at.rows(f"SELECT count(*) FROM {name}") == [(0,)]


@of_step("added promise.person_id")
def test_promises_stay_with_their_dealers(at: Before) -> None:
    at.put("dealer", id=3, name="甲")
    at.put("promise", id=4, dealer_id=3, what="送袋")
    at.run()
    assert at.rows("SELECT dealer_id, person_id, what FROM promise") == [(3, None, "送袋")]


@of_step("added mediarun.person_id")
def test_advertisements_name_nobody_yet(at: Before) -> None:
    at.put("mediarun", id=4, title="订种", contact="例记者")
    at.run()
    assert at.rows("SELECT contact, person_id FROM mediarun") == [("例记者", None)]


@of_step("added pricesighting.known_id")
def test_sightings_that_are_there_seem_to_be_no_other_variety(at: Before) -> None:
    at.put("pricesighting", id=1, shop="镇店")
    at.run()
    assert at.rows("SELECT known_id FROM pricesighting") == [(None,)]


@of_step("added pricesighting.checked_on")
def test_sightings_that_are_there_were_not_checked(at: Before) -> None:
    at.put("pricesighting", id=1, shop="镇店")
    at.run()
    assert at.rows("SELECT checked_on FROM pricesighting") == [(None,)]


@of_step("added pricesighting.finding")
def test_of_sightings_that_are_there_nothing_was_found(at: Before) -> None:
    at.put("pricesighting", id=1, shop="镇店")
    at.run()
    assert at.rows("SELECT finding FROM pricesighting") == [("",)]


@of_step("039_trade")
def test_rules_of_suitability_begin_as_the_programs_alone(at: Before) -> None:
    at.put("varietyneed", id=8, heat=2500.0)
    at.run()
    assert at.rows("SELECT id, heat FROM varietyneed") == [(8, 2500.0)]
    assert at.rows("SELECT count(*) FROM suitabilityrule") == [(0,)]
