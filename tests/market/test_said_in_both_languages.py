"""What the program wrote into a plan or a place is read in the language of whoever opens it."""

from __future__ import annotations

import pytest

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.i18n import CHINESE, N_, SOURCE, _, using
from desktop.core.moves import REPLACED_BY, Move, said_reason
from desktop.core.offered import by_program_with
from desktop.core.spoken import said
from desktop.labels.model import LabelVersion
from desktop.market.places.figures import rule_version
from desktop.market.places.model import GrowingPlace
from desktop.market.plans.model import IN_TRIALS, NOTHING_SOLD, OUR_SHARE, MarketGap
from tests.market.conftest import Market

SAY = by_program_with(NOTHING_SOLD, OUR_SHARE, IN_TRIALS)


@pytest.mark.parametrize(("language", "other"), [(SOURCE, CHINESE), (CHINESE, SOURCE)])
def test_a_sentence_with_its_blanks_filled_in_is_said_in_the_other_language(language: str, other: str) -> None:
    with using(language):
        share = _(OUR_SHARE).format(share="4.5", area="1,200,000")
        several = _("; ").join((_("Farmers"), _(IN_TRIALS).format(percent="104.2"), share))
    with using(other):
        assert SAY(share) == _(OUR_SHARE).format(share="4.5", area="1,200,000") != share
        assert "104.2" in SAY(several) and share not in SAY(several)
    with using(language):
        assert SAY(share) == share


@pytest.mark.parametrize("text", ["农户说种子贵", "our share is small", "", "nothing; said", "trials % of the check"])
def test_what_a_person_wrote_stays(text: str) -> None:
    for code in (SOURCE, CHINESE):
        with using(code):
            assert SAY(text) == text


def test_a_place_and_a_market_without_us_are_said_so(database: Database, market: Market) -> None:
    with using(SOURCE):
        place = verbs.save(database, GrowingPlace, {"region_id": market.one, "crop_id": market.crop, "rule": rule_version()})
        gap = MarketGap(why=_(NOTHING_SOLD).format(year=2026))
    with using(CHINESE):
        assert said(place, "rule") == rule_version() and "五日" in said(place, "rule")
        assert said(gap, "why") == _(N_("nothing of ours was sold in the season {year}")).format(year=2026)


def test_the_reason_of_a_version_that_was_replaced_is_said_so() -> None:
    with using(SOURCE):
        kept = _(REPLACED_BY).format(number=2)
    with using(CHINESE):
        assert said(LabelVersion(reason=kept), "reason") == said(Move(reason=kept), "reason") == said_reason(kept) != kept
        assert said_reason("换证") == "换证"
