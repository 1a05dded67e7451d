"""The register of dealers and the map of rights: who stands in them, what meets, what is free."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.cli import main
from desktop.core import documents, paths, verbs
from desktop.core.documents.html import page
from desktop.core.documents.model import Figure, Grid
from desktop.dealers.model import Dealer, Territory
from desktop.dealers.register_report import dealer_register
from desktop.dealers.rights_report import SHARED, area_map_now, rights, rights_map
from desktop.regions.model import Region
from tests.dealers.test_dealer_file import texts

if TYPE_CHECKING:
    from desktop.core.database import Database

TODAY = date.today()


@pytest.fixture
def places(database: Database) -> dict[str, int]:
    """A province with two counties, one with a township."""
    found: dict[str, int] = {}
    for name, level, above in (("例省", "province", ""), ("甲县", "county", "例省"), ("乙县", "county", "例省"),
                               ("一镇", "township", "甲县")):
        made = verbs.save(database, Region, {"name": name, "level": level, "parent_id": found.get(above)})
        found[name] = made.id
    return found


def dealer(db: Database, name: str, region: int, **values: object) -> int:
    return verbs.save(db, Dealer, {"name": name, "state": "active", "region_id": region, **values}).id


def test_the_register_puts_dealers_under_their_county_and_leaves_ended_ones_out(
        database: Database, places: dict[str, int]) -> None:
    dealer(database, "镇上店", places["一镇"])
    dealer(database, "乙县店", places["乙县"])
    dealer(database, "早已不做", places["乙县"], state="ended")
    said = texts(dealer_register(database)).split("\n")
    assert said.index("例省 乙县: 1 dealer") < said.index("乙县店") < said.index("例省 甲县: 1 dealer") < said.index("镇上店")
    assert "早已不做" not in said


def test_the_map_of_rights_shows_what_meets_and_what_is_free(database: Database, places: dict[str, int]) -> None:
    first, second = dealer(database, "镇上店", places["一镇"]), dealer(database, "县城店", places["甲县"])
    dealer(database, "乙县店", places["乙县"])
    verbs.save(database, Territory, {"dealer_id": first, "region_id": places["一镇"], "varieties": "例丰101"})
    verbs.save(database, Territory, {"dealer_id": second, "region_id": places["甲县"], "is_exclusive": True,
                                     "varieties": "例丰101、例丰102"})
    verbs.save(database, Territory, {"dealer_id": second, "region_id": places["乙县"], "ends_on": TODAY - timedelta(days=1)})
    document = rights_map(database)
    said = texts(document)
    assert "县城店" in said and "Nobody has a right in: 乙县" in said
    [grid, divided] = [block for block in document.blocks if isinstance(block, Grid)]
    assert "一镇" in str(divided.cells), "a county of which one right is of a township is drawn by its townships"
    shades = {cell.text.split("\n")[0]: cell.shade for row in grid.cells for cell in row if cell is not None}
    assert shades["甲县"] > shades["乙县"] == 0
    with database.reading() as session:
        assert {right.rival for right in rights(session, TODAY)} == {"镇上店", "县城店"}
    verbs.save(database, Dealer, {"state": "ended"}, first)
    with database.reading() as session:
        assert [right.rival for right in rights(session, TODAY)] == [""], "rights of an ended dealer meet nobody's"


def test_counties_are_drawn_by_the_outlines_that_were_brought(database: Database, places: dict[str, int], tmp_path: Path,
                                                                monkeypatch: pytest.MonkeyPatch) -> None:
    ring = [[126.0, 47.0], [127.0, 47.0], [127.0, 48.0], [126.0, 47.0]]
    (tmp_path / "a.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"name": "甲县"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}]}),
        encoding="utf-8")
    monkeypatch.setattr(paths, "maps_folder", lambda: tmp_path)
    dealer(database, "乙县店", places["乙县"])
    owner = dealer(database, "县城店", places["甲县"])
    verbs.save(database, Territory, {"dealer_id": owner, "region_id": places["甲县"], "is_exclusive": True})
    with database.reading() as session:
        made = area_map_now(session)
    [drawn] = made.shown
    assert (drawn.region_id, drawn.words) == (places["甲县"], "例省 甲县: 县城店") and list(made.missing) == ["乙县"]
    assert [words for _face, _hatch, words in made.legend] == ["free", "exclusive right"]
    document = rights_map(database)
    assert any(isinstance(block, Figure) for block in document.blocks)
    assert documents.save(document, tmp_path / "map.pdf").stat().st_size > 5000


def test_of_a_divided_county_the_townships_without_a_right_are_named(database: Database, places: dict[str, int]) -> None:
    free = verbs.save(database, Region, {"name": "二镇", "level": "township", "parent_id": places["甲县"]}).id
    first, second = dealer(database, "镇上店", places["一镇"]), dealer(database, "县城店", places["甲县"])
    verbs.save(database, Territory, {"dealer_id": first, "region_id": places["一镇"]})
    document = rights_map(database)
    assert "Nobody has a right in these townships of 甲县: 二镇" in texts(document)
    [_counties, below] = [block for block in document.blocks if isinstance(block, Grid)]
    shades = {cell.text.split("\n")[0]: cell.shade for row in below.cells for cell in row if cell is not None}
    assert shades == {"一镇": SHARED, "二镇": 0.0}
    shown = page(document.blocks)
    assert shown.count('bgcolor="#ffffff"') == 1 and "Townships of 甲县" in shown, "the window draws it too"
    verbs.save(database, Territory, {"dealer_id": second, "region_id": free, "is_exclusive": True})
    assert "townships of" not in texts(rights_map(database)).split("Townships of")[0]


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_both_are_written_in_every_format(database: Database, places: dict[str, int], tmp_path: Path, ending: str) -> None:
    owner = dealer(database, "镇上店", places["一镇"])
    verbs.save(database, Territory, {"dealer_id": owner, "region_id": places["一镇"]})
    for build in (dealer_register, rights_map):
        assert documents.save(build(database), tmp_path / f"{build.__name__}.{ending}").stat().st_size > 1000


def test_the_command_writes_the_register(database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = database.path
    database.close()
    out = tmp_path / "一览表.xlsx"
    assert main(["--database", str(path), "report", "dealers", "--out", str(out)]) == 0
    assert out.name in capsys.readouterr().out
