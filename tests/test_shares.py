"""How far a training, a trial, a promotion has come stands beside its state: in the list, on paper and in files, in percent."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlmodel import select

from desktop.catalogue.model import Crop, Season, Trait
from desktop.core.database import Database
from desktop.core.documents.model import Table
from desktop.core.listed import rows_of
from desktop.core.listing import Listing, Query
from desktop.core.verbs import store
from desktop.market.promotions.lists import FIELD_DAYS, SALES_PROMOTIONS
from desktop.market.promotions.model import PromotedProduct, SalesPromotion
from desktop.training.lists import EVENTS
from desktop.training.model import Participant, TrainingEvent
from desktop.trials.actions import TRIALS
from desktop.trials.model import Observation, Plot, Site, Trial
from desktop.ui.lists.export import write_list
from desktop.ui.lists.print_list import list_document
from tests.sales.conftest import *  # noqa: F403

DAY = date(2026, 3, 1)


def training(session: Any, _trade: Any) -> None:
    event = store(session, TrainingEvent, {"topic": "玉米栽培", "held_on": DAY, "expected": 8, "state": "announced"})
    for name in ("张三", "李四"):
        store(session, Participant, {"event_id": event.id, "name": name})


def trial(session: Any, _trade: Any) -> None:
    crop = session.exec(select(Crop)).first() or store(session, Crop, {"code": "maize", "name_zh": "玉米"})
    season = store(session, Season, {"name": "2026春播", "starts_on": date(2026, 4, 1), "ends_on": date(2026, 10, 1)})
    trait = store(session, Trait, {"code": "plant_height_x", "name_zh": "株高", "kind": "number"})
    made = store(session, Trial, {"code": "T1", "title": "品比", "crop_id": crop.id, "season_id": season.id,
                                  "site_id": store(session, Site, {"name": "海伦"}).id, "kind": "comparison"})
    plots = [store(session, Plot, {"trial_id": made.id, "number": str(n), "replicate": 1}) for n in range(1, 5)]
    store(session, Observation, {"plot_id": plots[0].id, "trait_id": trait.id, "value": 250.0})


def promotion(session: Any, trade: Any) -> None:
    made = store(session, SalesPromotion, {"theme": "春季促销", "starts_on": DAY, "ends_on": date(2026, 4, 1)})
    store(session, PromotedProduct, {"promotion_id": made.id, "product_id": trade.product, "goal_bags": 200, "during": 50,
                                     "baseline": 40})


@pytest.mark.parametrize(("listing", "made"), [(EVENTS, training), (TRIALS, trial), (SALES_PROMOTIONS, promotion)])
def test_the_share_stands_beside_the_state_everywhere(database: Database, trade: Any, tmp_path: Path, listing: Listing,
                                                      made: Any) -> None:
    with database.operation("test") as session:
        made(session, trade)
    state = listing.column("state")
    share = listing.column(state.share)
    assert share.unit == "%"
    with database.reading() as session:
        ids = listing.ids(session, Query())
    (row,) = rows_of(database, listing, [share], ids)
    assert row == [25.0]
    table = next(b for b in list_document(database, listing, [state], ids).blocks if isinstance(b, Table))
    assert [column.unit for column in table.columns] == ["", "%"] and table.rows[0][1] == 25.0
    path, _count = write_list(database, listing, [state], ids, tmp_path / "l.xlsx", lambda _done, _all: None)
    head, first = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))[:2]
    assert head[1].endswith("(%)") and first[1] == 25.0
    path, _count = write_list(database, listing, [share, state], ids, tmp_path / "m.xlsx", lambda _done, _all: None)
    assert len(next(openpyxl.load_workbook(path).active.iter_rows(values_only=True))) == 2, "it stands there once"


def test_every_share_of_a_list_says_that_it_is_one() -> None:
    for listing in (EVENTS, TRIALS, SALES_PROMOTIONS, FIELD_DAYS):
        for one in listing.columns:
            assert not one.name.endswith(("share", "percent", "rate")) or one.unit == "%", (listing.name, one.name)
