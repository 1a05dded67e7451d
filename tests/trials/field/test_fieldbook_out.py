"""Files for Field Book: ids it accepts, rows in walk order, traits with units, limits and words; and back again."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core import verbs
from desktop.core.errors import UserError
from desktop.core.importing import ERROR, UNCHANGED
from desktop.core.tables import write_csv
from desktop.trials.field.field_book import field_rows, trait_objects, write_field_file, write_trait_file
from desktop.trials.field.keys import FORBIDDEN, plot_key
from desktop.trials.field.observation_table import observations_sheet
from desktop.trials.model import Plot, Trial
from desktop.trials.trial_data import load
from tests.trials.field.conftest import database_zip, observed, take

if TYPE_CHECKING:
    from desktop.catalogue.model import Trait
    from desktop.core.database import Database


def test_the_field_file_has_unique_ids_in_walk_order(database: Database, trial: int, tmp_path: Path) -> None:
    first = load(database, trial).plots[0]
    verbs.save(database, Plot, {"walk": 1, "latitude": 46.85, "longitude": 126.97}, first.id)
    data = load(database, trial)
    assert write_field_file(data, tmp_path / "f.csv") == 12
    raw = (tmp_path / "f.csv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf") and b"\r" not in raw
    rows = list(csv.DictReader((tmp_path / "f.csv").read_text(encoding="utf-8").splitlines()))
    assert list(rows[0])[:9] == ["plot_id", "walk_order", "row", "column", "plot", "rep", "block", "entry", "variety"]
    assert rows[0]["plot_id"] == "T1-101" and rows[0]["variety"] == "V2" and rows[0]["geo_coordinates"] == "126.97;46.85"
    assert len({row["plot_id"] for row in rows}) == 12
    assert [int(row["walk_order"]) for row in rows] == list(range(1, 13))
    header, _rows = field_rows(data, blind=True)
    assert "variety" not in header and "entry" not in header


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=8))
def test_no_id_holds_what_a_telephone_refuses(code: str, number: str) -> None:
    assert not FORBIDDEN.search(plot_key(code, number))


def test_two_plots_of_one_number_are_refused_by_name(database: Database, trial: int) -> None:
    plots = load(database, trial).plots
    verbs.save(database, Plot, {"number": plots[1].number}, plots[0].id)
    with pytest.raises(UserError, match="Two plots of trial T1 have the number “102”"):
        field_rows(load(database, trial))


def test_the_trait_file_holds_format_unit_limits_and_words(
        database: Database, trial: int, traits: dict[str, Trait], tmp_path: Path) -> None:
    data = load(database, trial)
    assert write_trait_file(data, tmp_path / "t.trt") == len(traits)
    found = {t["name"]: t for t in json.loads((tmp_path / "t.trt").read_text(encoding="utf-8"))["traits"]}
    height = found["Plant height"]
    assert height["format"] == "numeric" and height["attributes"] == {
        "validValuesMin": "40", "validValuesMax": "150", "allowInvalidValues": "true", "unit": "cm"}
    assert json.loads(found["Awns"]["attributes"]["category"]) == [
        {"label": "awnless", "value": "none"}, {"label": "long", "value": "long"}]
    assert (found["Heading"]["format"], found["Photograph"]["format"]) == ("date", "photo")
    assert all(isinstance(v, str) for t in found.values() for v in t["attributes"].values())
    assert [t["realPosition"] for t in found.values()] == list(range(1, len(found) + 1))


def test_traits_of_one_name_are_told_apart(database: Database, traits: dict[str, Trait]) -> None:
    twin = traits["wheat.rust"].model_copy(update={"id": 1, "code": "wheat.other", "name_en": "Plant height"})
    names = [t["name"] for t in trait_objects([traits["wheat.height"], twin])]
    assert names == ["Plant height (wheat.height)", "Plant height (wheat.other)"]


VALUES: dict[str, Any] = {
    "wheat.height": st.floats(40, 150, allow_nan=False).map(lambda v: repr(round(v, 6))),
    "wheat.heading": st.dates().map(lambda d: d.isoformat()),
    "wheat.awn": st.sampled_from(["none", "long"]),
    "wheat.remark": st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Zs", "Cn", "Co")),
                            min_size=1, max_size=20).filter(lambda t: t[0] not in "[{'=+-@" and t.casefold() not in (
                                "na", "n/a", "nan", "null", ".", "缺", "缺失", "缺测", "未测", "missing", "#n/a")),
}
ONE = st.sampled_from(list(VALUES)).flatmap(lambda code: st.tuples(
    st.sampled_from(["101", "102", "203"]), st.just(code), VALUES[code], st.integers(1, 4)))


@pytest.mark.slow
@given(st.lists(ONE, min_size=1, max_size=25, unique_by=lambda one: (one[0], one[1], one[3])))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_a_telephone_recorded_comes_back_as_it_was_and_goes_out_again_unchanged(
        database: Database, trial: int, traits: dict[str, Trait], tmp_path: Path,
        recorded: list[tuple[str, str, str, int]]) -> None:
    import unicodedata

    named = {t["synonyms"][1]: t for t in trait_objects(list(traits.values()))}
    variables = {named[code]["name"]: {"format": named[code]["format"]} for code in VALUES}
    rows = [{"plot": f"T1-{plot}", "trait": named[code]["name"], "value": value, "rep": rep,
             "at": "2026-06-01 08:00:00.123+08:00", "person": "王 工", "place": "46.8512345;126.9712345", "note": "n"}
            for plot, code, value, rep in recorded]
    before = {code: set(observed(database, traits[code])) for code in VALUES}
    plan = take(database, database_zip(tmp_path / f"{uuid4()}.zip", variables, rows), rule="file").plan
    assert plan.count(ERROR) == 0, plan.issues
    for plot, code, value, rep in recorded:
        one = observed(database, traits[code])[plot, rep]
        stored = one.text if one.value is None else repr(one.value)
        assert stored == unicodedata.normalize("NFC", value) or float(stored) == float(value)
        if (plot, rep) not in before[code]:
            assert (one.person, one.note, one.latitude, one.longitude) == ("王 工", "n", 46.8512345, 126.9712345)
            assert one.observed_at is not None and one.observed_at.isoformat() == "2026-06-01T00:00:00.123000+00:00"
    with database.reading() as session:
        sheet = observations_sheet(session)
        out = write_csv(tmp_path / "out.csv", sheet.header, list(sheet.rows))
    again = take(database, out).plan
    assert again.count(UNCHANGED) == len(again.states), again.issues


def test_ids_with_refused_characters_still_find_their_plots(
        database: Database, trial: int, traits: dict[str, Trait], tmp_path: Path) -> None:
    verbs.save(database, Trial, {"code": "2026/春 A"}, trial)
    write_field_file(load(database, trial), tmp_path / "f.csv")
    key = next(csv.DictReader((tmp_path / "f.csv").read_text(encoding="utf-8").splitlines()))["plot_id"]
    assert key == "2026_春 A-101"
    take(database, write_csv(tmp_path / "w.csv", ["plot_id", "株高"], [[key, "80"]]))
    assert observed(database, traits["wheat.height"])["101", 1].value == 80
