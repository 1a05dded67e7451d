"""Where each numbered case of the trade (O1 to O90) is held, and the published figures that are wrong.

A case is held by the test that names it: in its sentence, its name, or the id of its figures. What is here alone: that none
is lost, and that the figures which were printed wrongly (a rebate that counts a slice twice, a share of the wrong whole, …)
do not come out.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.trade.asking import answer

TESTS = Path(__file__).parent.parent
ALL = {f"O{number}" for number in range(1, 91)}
HELD = {
    "market/test_cases.py": {
        "test_printed_output_is_accepted_within_its_rounding": "O1-O2",
        "test_o3_the_structure_of_crops_adds_to_a_hundred_without_its_parts": "O3",
        "test_o4_bags_of_a_capacity_are_rounded_up": "O4",
        "test_o38_distribution_of_shops": "O38",
        "test_o58_uplift_is_on_the_baseline": "O58",
        "test_o66_frost_at_80_percent": "O66",
        "test_balances_of_a_season_in_hundred_million_kg": "O73-O74",
        "test_o75_need_of_a_province": "O75",
        "test_o75_bought_of_it": "O75",
        "test_o76_production_and_balance": "O76",
        "test_o77_rate_a_hectare": "O77",
        "test_o78_bags_and_share_of_an_area": "O78",
    },
    "trade/test_stock_scores_market.py": {
        "test_bags_that_a_market_needs_are_rounded_up": "O4",
        "test_what_to_order_and_what_to_clear": "O23-O28",
        "test_days_turns_and_cover": "O33",
        "test_weighted_and_relative_scores": "O34-O35",
        "test_outlets_in_both_readings": "O37",
        "test_concentration_and_relative_shares": "O39-O40",
        "test_what_a_promotion_brought": "O57",
        "test_when_to_order_again_and_how_much_is_cheapest": "O67-O68",
        "test_the_item_that_crosses_a_limit_belongs_to_the_lower_class": "O69",
        "test_what_of_a_list_price_reaches_the_pocket": "O70",
        "test_the_share_of_a_period_in_its_year": "O72",
        "test_payments_in_advance_as_bags_and_as_a_share_of_the_area": "O78",
    },
    "trade/test_targets_and_prices.py": {
        "test_the_season_curve_at_the_end_of_december": "O5",
        "test_a_hundred_yuan_in_three_equal_parts_loses_no_fen": "O6",
        "test_the_fee_sheet_at_equal_sales": "O41-O42",
        "test_a_missed_target_leaves_its_year_rebate_with_the_manager": "O42",
        "test_unequal_sales_can_leave_a_deficit_that_is_said": "O43",
    },
    "sales/test_targets.py": {
        "test_months_add_to_the_target_to_the_bag": "O5",
        "test_an_order_counts_for_two_people_by_their_shares": "O7-O8",
        "test_months_close_to_the_target_or_are_refused": "O9",
    },
    "trade/test_receivables.py": {
        "test_a_payment_settles_the_instalments_in_the_order_of_their_due_days": "O10-O11",
        "test_a_credit_against_an_invoice_settles_it": "O12",
        "test_what_is_left_to_the_fen_stays_and_what_is_paid_too_much_is_an_advance": "O13",
        "test_days_outstanding_by_counting_back": "O14-O16",
        "test_an_advance_without_an_invoice_stands_below_nothing": "O17",
        "test_only_what_is_dated_up_to_the_day_counts": "O21 O81",
        "test_the_credit_limit_counts_months_with_sales_alone": "O36",
        "test_collection_and_its_rates": "O71",
        "test_the_edges_of_the_buckets": "O79-O80",
        "test_without_a_due_day_an_amount_is_not_due_and_that_is_said": "O80",
    },
    "sales/test_accounts.py": {
        "test_a_payment_settles_the_instalments_of_a_shipment_in_order_of_their_due_days": "O10-O11",
        "test_a_credit_against_a_shipment_settles_its_instalments_after_what_was_paid": "O12",
        "test_a_fen_that_is_open_keeps_its_row_and_too_much_never_goes_below_nothing": "O13 O82",
        "test_an_advance_on_an_order_is_owed_to_the_dealer": "O17",
        "test_what_was_paid_later_is_not_taken_off_as_of_an_earlier_day": "O81",
        "test_a_sent_order_with_its_freight_and_its_return_come_to_nothing": "O89",
    },
    "sales/test_money.py": {
        "test_a_statement_shows_what_is_paid_later_beside_what_is_open": "O18",
        "test_a_letter_claims_interest_and_fee_where_the_settings_say_so": "O19",
        "test_terms_split_a_shipment_to_the_fen_and_end_of_next_month_knows_leap_years": "O20",
        "test_the_ageing_sheet_subtotals_each_county_and_closes": "O22",
        "test_a_debt_stands_at_the_step_it_reached_and_waits_while_one_is_unsaid_or_held": "O83",
        "test_amounts_stand_in_chinese_capitals": "O90",
    },
    "trade/test_stock_layers.py": {
        "test_what_leaves_is_the_oldest": "O29",
        "test_a_count_above_the_books_is_a_layer_of_its_day": "O30",
        "test_a_count_below_the_books_takes_the_oldest_away": "O31",
        "test_what_left_beyond_the_books_is_taken_off_what_comes_next": "O32",
    },
    "dealers/test_assessment.py": {
        "test_the_score_is_the_mean_by_weights_and_gives_the_dealer_the_grade": "O34",
    },
    "sales/test_coverage.py": {
        "test_both_readings_stand_beside_the_real_outlets": "O37",
        "test_one_shop_of_four_with_three_quarters_of_the_sales": "O38",
    },
    "market/test_rivals.py": {
        "test_the_four_largest_and_our_standing_are_as_published": "O39-O40",
    },
    "sales/test_prices.py": {
        "test_the_paper_says_the_deficit_in_words_and_both_bases": "O41",
        "test_the_manager_keeps_what_the_areas_leave": "O42-O43",
    },
    "trade/test_rebates.py": {
        "test_worked_rebates": "O44-O49 O51-O52 O54",
        "test_the_bonus_on_an_order_of_maize": "O55",
        "test_fines_for_goods_that_left_their_area": "O60",
    },
    "sales/test_rebates.py": {
        "test_breaks_of_quantity_run_on_through_the_orders_of_a_term": "O50",
        "test_tiers_in_percent_of_the_task": "O51-O52",
        "test_a_rebate_on_payments_counts_what_was_received_in_the_term": "O52",
        "test_quarters_the_year_and_what_exceeds_the_task": "O53",
        "test_the_rebate_is_paid_by_the_days_of_payment": "O54",
    },
    "trade/test_unexpected.py": {
        "test_percents_of_bags_are_those_of_their_price": "O50",
    },
    "trade/test_conditions.py": {
        "test_a_discount_is_taken_after_the_surcharge": "O56",
        "test_the_dealers_own_condition_wins_then_the_product_then_the_set_and_rank_before_all": "O59",
        "test_two_conditions_that_stand_alike_are_a_conflict_unless_they_give_the_same": "O59",
        "test_bags_of_a_set_count_together": "O86",
        "test_three_paid_bring_one_free": "O87",
        "test_free_bags_stand_outside_the_discount": "O88",
    },
    "market/test_promotions.py": {
        "test_a_promotion_is_judged_with_the_weeks_after_it_and_with_its_twin": "O57-O58",
    },
    "sales/test_conditions.py": {
        "test_who_wins_on_an_order_as_published": "O59",
        "test_bags_of_two_products_reach_the_limit_together_on_an_order": "O86",
        "test_free_bags_follow_the_paid_ones_and_stand_outside_the_discount": "O87-O88",
    },
    "sales/test_diversion.py": {
        "test_the_fine_is_that_of_the_rule_of_the_day": "O60",
    },
    "reports/test_trips.py": {
        "test_of_an_advance_of_40000_and_expenses_of_31500_8500_are_given_back": "O61",
    },
    "trade/test_climate.py": {
        "test_a_spring_with_a_cold_spell_begins_after_it": "O62",
        "test_an_autumn_ends_by_whether_its_means_are_rounded": "O63",
        "test_a_sum_of_heat_guaranteed_in_four_of_five_years": "O64",
        "test_the_index_of_suitability": "O65",
        "test_maturity_bands_of_heilongjiang": "O85",
    },
    "sales/test_credit.py": {
        "test_an_order_is_confirmed_within_the_limit_only": "O84",
    },
}


def numbers(text: str) -> set[str]:
    """The cases that a text names: O7, or O44-O49 for all from the one to the other."""
    found = re.findall(r"(?<![A-Za-z0-9])O(\d+)(?:-O(\d+))?(?!\d)", text, re.IGNORECASE)
    return {f"O{number}" for first, last in found for number in range(int(first), int(last or first) + 1)}


def named_by(file: str, test: str) -> set[str]:
    """The cases that a test names in its sentence, its name or its decorators."""
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    node = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == test)
    told = [ast.get_docstring(node) or "", test.replace("_", " "), *map(ast.unparse, node.decorator_list)]
    return numbers(" ".join(told))


def test_every_case_is_held_by_a_test() -> None:
    held = [numbers(cases) for tests in HELD.values() for cases in tests.values()]
    assert set().union(*held) == ALL


@pytest.mark.parametrize(("file", "test"), [(file, test) for file, tests in HELD.items() for test in tests])
def test_the_test_that_holds_a_case_names_it(file: str, test: str) -> None:
    assert numbers(HELD[file][test]) <= named_by(file, test)


@pytest.mark.parametrize(("base", "right", "printed"), [(3800, "1100.00", "1120.00"), (1000, "260.00", "280.00")])
def test_a_slice_is_not_counted_twice(base: int, right: str, printed: str) -> None:
    """OCA agreement_rebate takes a full slice up to its end without taking off its beginning."""
    tiers = [{"from": 0, "rate": 10}, {"from": 100, "rate": 20}, {"from": 300, "rate": 30}]
    assert answer("rebate", {"base": base, "tiers": tiers, "method": "slice"})["rebate"] == right != printed


def test_twenty_percent_back_to_the_first_yuan_is_a_fifth_of_all() -> None:
    """The page on retrospective rebates prints 127,850.96."""
    given = {"base": "740044.18", "tiers": [{"from": 0, "rate": 10}, {"from": 500000, "rate": 20}], "method": "tier"}
    assert answer("rebate", given)["rebate"] == "148008.84"


def test_fifteen_days_of_a_hundred_million_a_year_are_four_million() -> None:
    """The guide to receivables prints 1,230,000."""
    months = [{"month": "2026-01", "sales": 100_000_000, "days": 365}]
    assert round(answer("dso", {"balance": "4109589.04", "months": months})["days"], 6) == 15


def test_the_own_share_stands_against_the_three_largest_rivals() -> None:
    """The page on market shares divides 30 by 35 where the own share is 20."""
    items = [{"name": name, "value": value} for name, value in (("own", 20), ("A", 10), ("B", 10), ("C", 15))]
    assert round(answer("shares", {"items": items, "own": "own"})["relative_to_top_three"], 2) == 57.14


def test_a_reserve_is_part_of_the_whole_and_not_beside_it() -> None:
    """The recipe of the month sheet keeps 10 % back and spreads 1,100 where 1,000 are to be spread."""
    parts = answer("split", {"total": 1000, "percents": [10, *[7.5] * 12]})["parts"]
    assert parts == ["100.00", *["75.00"] * 12] and sum(map(float, parts)) == 1000


def test_the_mean_of_the_last_five_days_is_that_of_the_days_printed() -> None:
    """The textbook prints 6.0 for 16 to 20 March."""
    days = [{"date": f"2026-03-{16 + n}", "mean": mean} for n, mean in enumerate((5.4, 3.7, 7.2, 8.1, 8.4))]
    assert answer("heat", {"days": days, "threshold": 5})["means"] == [6.56]


def test_uplift_is_on_what_would_have_been_sold() -> None:
    """The dictionary calls 20 % of what was sold a lift of 100 ÷ 80."""
    given = {"baseline": 80, "during": 100, "after_change": 0, "twin_change_percent": 0, "margin": 1, "price": 1, "cost": 1}
    assert answer("promotion", given)["uplift_percent"] == 25


def test_two_payments_of_sixty_on_a_hundred_leave_nothing_open_and_twenty_ready() -> None:
    """One program leaves −20 of the invoice."""
    found = answer("ageing", {
        "as_of": "2026-06-30", "documents": [
            {"number": "A", "dated": "2026-05-01", "due": "2026-06-01", "amount": 100, "kind": "invoice"}],
        "payments": [{"dated": f"2026-06-0{day}", "amount": 60, "against": "A"} for day in (2, 3)]})
    assert (found["rows"], found["open"], found["advance"]) == ([], "0.00", "20.00")
