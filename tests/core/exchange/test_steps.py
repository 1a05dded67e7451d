"""The steps of the exchange between laptops."""

from __future__ import annotations

from tests.steps import Before, of_step


@of_step("added operation.taken_from")
def test_what_was_done_before_was_taken_from_nobody(at: Before) -> None:
    at.run()
    assert at.rows("SELECT count(*) FROM operation WHERE taken_from IS NOT NULL") == [(0,)]


@of_step("034_exchange")
def test_an_older_file_stands_in_no_exchange(at: Before) -> None:
    at.run()
    for name in ("clash", "exchange_link", "exchange_package", "exchange_star", "purged"):
        assert at.rows(f"SELECT count(*) FROM {name}") == [(0,)]


@of_step("added exchange_package.upto")
def test_of_packages_that_are_there_nobody_knows_how_far_they_go(at: Before) -> None:
    at.put("exchange_package", id=1, link_id=1, made=0, number=1, mark="a")
    at.run()
    assert at.rows("SELECT upto FROM exchange_package") == [(None,)]


@of_step("added exchange_package.action")
def test_of_packages_that_are_there_nobody_knows_in_which_action_they_came(at: Before) -> None:
    at.put("exchange_package", id=1, link_id=1, made=0, number=1, mark="a")
    at.run()
    assert at.rows("SELECT action FROM exchange_package") == [(None,)]
