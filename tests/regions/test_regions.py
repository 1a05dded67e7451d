"""The administrative tree: what a new database holds, own places below it, names that stay right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core import search, settings, verbs
from desktop.core.database import Database
from desktop.core.errors import FieldErrors
from desktop.core.listing import Condition, Query
from desktop.core.picking import find_in
from desktop.core.verbs import get
from desktop.dealers.model import Dealer
from desktop.newdata import seed
from desktop.regions.actions import REGIONS, similar_regions
from desktop.regions.model import Region
from desktop.regions.tree import ancestors, children, descendants
from desktop.trials.model import Site
from tests.core.store import ready

HEILONGJIANG, SUIHUA, QINGAN, HUILI = 230000, 231200, 231224, 513402


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Database]:
    """A new database as a user gets it."""
    db = ready(tmp_path / "new.agridesk")
    yield db
    db.close()


def test_a_new_database_knows_the_counties_of_china(filled: Database) -> None:
    with filled.reading() as session:
        counts = {level: len(REGIONS.ids(session, Query(conditions=(Condition("level", "in", (level,)),))))
                  for level in ("province", "prefecture", "county")}
    assert counts["province"] == 34
    assert counts["prefecture"] > 300
    assert counts["county"] > 2800


def test_a_database_is_filled_once_and_the_first_undo_does_not_empty_it(filled: Database) -> None:
    assert not seed(filled)
    verbs.save(filled, Region, {"name": "久胜镇", "level": "township", "parent_id": QINGAN})
    assert filled.undo() == "Region added"
    with filled.reading() as session:
        assert len(REGIONS.ids(session, Query())) > 3000


def test_two_laptops_give_a_county_the_same_key(filled: Database) -> None:
    assert get(filled, Region, QINGAN).full_name == "黑龙江省 绥化市 庆安县"


@pytest.mark.parametrize("typed", ["庆安", "qingan", "qax", "231224", "安县"])
def test_a_county_is_found_by_name_pinyin_initials_and_code(filled: Database, typed: str) -> None:
    with filled.reading() as session:
        assert QINGAN in [hit.id for hit in search.find(session, typed, 60, ["region"])]


def test_everything_below_a_node_is_known_and_the_way_up(filled: Database) -> None:
    town = verbs.save(filled, Region, {"name": "久胜镇", "level": "township", "parent_id": QINGAN})
    village = verbs.save(filled, Region, {"name": "久胜村", "level": "village", "parent_id": town.id})
    with filled.reading() as session:
        assert descendants(session, HEILONGJIANG)[0] == HEILONGJIANG
        assert {SUIHUA, QINGAN, town.id, village.id} < set(descendants(session, HEILONGJIANG))
        assert descendants(session, town.id) == [town.id, village.id]
        assert ancestors(session, village.id) == [HEILONGJIANG, SUIHUA, QINGAN, town.id, village.id]
        assert [r.name for r in children(session, None)][:2] == ["北京市", "天津市"]


def test_renaming_a_node_renames_everything_below_it_in_one_undo(filled: Database) -> None:
    town = verbs.save(filled, Region, {"name": "久胜镇", "level": "township", "parent_id": QINGAN})
    village = verbs.save(filled, Region, {"name": "久胜村", "level": "village", "parent_id": town.id})
    verbs.save(filled, Region, {"name": "久胜街道"}, town.id)
    assert get(filled, Region, village.id).full_name == "黑龙江省 绥化市 庆安县 久胜街道 久胜村"
    filled.undo()
    assert get(filled, Region, village.id).full_name == "黑龙江省 绥化市 庆安县 久胜镇 久胜村"


def test_moving_a_node_moves_the_names_below_it(filled: Database) -> None:
    town = verbs.save(filled, Region, {"name": "久胜镇", "level": "township", "parent_id": QINGAN})
    village = verbs.save(filled, Region, {"name": "久胜村", "level": "village", "parent_id": town.id})
    verbs.save(filled, Region, {"parent_id": 231221}, town.id)
    assert get(filled, Region, village.id).full_name.startswith("黑龙江省 绥化市 望奎县 久胜镇")


def test_a_node_cannot_lie_in_itself_or_in_a_lower_level(filled: Database) -> None:
    town = verbs.save(filled, Region, {"name": "久胜镇", "level": "township", "parent_id": QINGAN})
    with pytest.raises(FieldErrors, match="cannot lie in"):
        verbs.save(filled, Region, {"parent_id": town.id}, town.id)
    with pytest.raises(FieldErrors, match="higher level"):
        verbs.save(filled, Region, {"name": "某县", "level": "county", "parent_id": town.id})
    with pytest.raises(FieldErrors, match="in which region"):
        verbs.save(filled, Region, {"name": "某镇", "level": "township"})


def test_the_same_name_in_the_same_place_is_noticed(filled: Database) -> None:
    verbs.save(filled, Region, {"name": "久胜镇", "level": "township", "parent_id": QINGAN})
    with filled.reading() as session:
        assert similar_regions(session, {"name": "久胜镇", "parent_id": QINGAN}, None)
        assert not similar_regions(session, {"name": "久胜镇", "parent_id": SUIHUA}, None)


def test_of_counties_of_the_same_initials_the_one_where_work_is_done_is_offered_first(filled: Database) -> None:
    def offered(typed: str) -> list[str]:
        with filled.reading() as session:
            return [hit.title for hit in find_in(session, "region", typed)]

    assert offered("hls")[0] == "会理市"  # what comes first where nothing is known of the manager
    settings.set_office(filled, "region", "黑龙江省绥化市")
    assert offered("hls")[0] == "海伦市"
    dealer = verbs.save(filled, Dealer, {"name": "会理农资", "region_id": HUILI})
    assert offered("hls")[:2] == ["会理市", "海伦市"]
    assert offered("市")[0] == "市中区", "what is called so comes before what is near"
    assert offered("")[:3] == ["会理市", "凉山彝族自治州", "四川省"], "nothing typed: where work is done"
    verbs.delete(filled, Dealer, [dealer.id])
    assert offered("hls")[0] == "海伦市", "a dealer in the recycle bin is no work"


def test_work_in_a_township_brings_forward_all_that_it_lies_in(filled: Database) -> None:
    town = verbs.save(filled, Region, {"name": "例镇", "level": "township", "parent_id": HUILI})
    verbs.save(filled, Site, {"name": "会理试验点", "region_id": town.id})
    with filled.reading() as session:
        county, province, other = (session.get_one(Region, number).id for number in (HUILI, HUILI // 10000 * 10000, QINGAN))
        near = Region.nearness(session, [county, province, other])
    assert near[county] == near[province] < near[other]
