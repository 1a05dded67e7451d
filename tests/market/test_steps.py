"""The steps of the market."""

from __future__ import annotations

from tests.steps import Before, of_step


@of_step("024_market")
def test_the_market_begins_with_empty_tables(at: Before) -> None:
    at.run()
    for name in ("marketfigure", "marketsurvey", "marketcapacity", "seedbalance", "rivalfirm", "rivalvariety", "pricesighting",
                 "marketranking", "rankline", "weatherstation", "weatheryear"):
        assert at.rows(f"SELECT count(*) FROM {name}") == [(0,)]
