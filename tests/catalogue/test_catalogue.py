"""Crops, traits, varieties, seasons: names in two languages, rules, lists, doubles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.catalogue import actions
from desktop.catalogue.model import AnnouncedTrait, Crop, Season, Trait, Variety
from desktop.core import i18n, verbs
from desktop.core.errors import FieldErrors
from desktop.core.importing.links import resolve
from desktop.core.listed import rows_of
from desktop.core.listing import Query, plain_list, show
from desktop.core.listing import column as list_column
from desktop.core.picking import find_in, label_of
from desktop.core.records import Record
from desktop.trials.actions import TRIALS
from desktop.trials.model import Trial

if TYPE_CHECKING:
    from desktop.core.database import Database


def test_a_list_speaks_the_language_in_force(database: Database) -> None:
    crop = verbs.save(database, Crop, {"code": "maize", "name_zh": "玉米", "name_en": "Maize"})
    variety = verbs.save(database, Variety, {"name": "先玉335", "crop_id": crop.id})
    place = [c.name for c in actions.VARIETIES.columns].index("crop")
    shown = {}
    for language in i18n.languages():
        with i18n.using(language), database.reading() as session:
            ids = actions.VARIETIES.ids(session, Query(order=(("crop", False),)))
            shown[language] = actions.VARIETIES.rows(session, ids)[variety.id][place]
    assert shown == {"zh_CN": "玉米", "en": "Maize"}


def test_a_crop_without_the_name_in_force_shows_the_other(database: Database) -> None:
    crop = verbs.save(database, Crop, {"code": "teff", "name_en": "Teff"})
    with i18n.using("zh_CN"):
        assert crop.title() == "Teff"
    assert crop.label() == "Teff"


@pytest.mark.parametrize(("model", "values", "field"), [
    (Crop, {"code": "x"}, "name_zh"),
    (Trait, {"code": "x", "name_zh": "株高", "low": 5, "high": 2}, "low"),
    (Season, {"name": "2026", "starts_on": "2026-10-01", "ends_on": "2026-09-01"}, "ends_on"),
    (Variety, {"name": "甲", "approved_year": 1800}, "approved_year"),
    (Variety, {"name": ""}, "name"),
])
def test_what_cannot_be_is_refused_with_the_field(
        database: Database, model: type, values: dict[str, object], field: str) -> None:
    with pytest.raises(FieldErrors) as caught:
        verbs.save(database, model, values)
    assert field in caught.value.fields


def test_an_announced_trait_needs_a_value_or_a_wording(database: Database) -> None:
    variety = verbs.save(database, Variety, {"name": "甲"})
    trait = verbs.save(database, Trait, {"code": "h", "name_zh": "株高"})
    with pytest.raises(FieldErrors):
        verbs.save(database, AnnouncedTrait, {"variety_id": variety.id, "trait_id": trait.id})
    verbs.save(database, AnnouncedTrait, {"variety_id": variety.id, "trait_id": trait.id, "wording": "265厘米左右"})


def test_a_variety_of_the_same_name_or_number_is_noticed(database: Database) -> None:
    first = verbs.save(database, Variety, {"name": "先玉335", "approval_number": "国审玉2004017"})
    with database.reading() as session:
        same = actions.similar_varieties(session, {"name": "别名", "approval_number": "国审玉2004017"}, None)
        itself = actions.similar_varieties(session, {"name": "先玉335"}, first.id)
    assert [hit.id for hit in same] == [first.id]
    assert itself == []


def test_a_crop_offers_its_own_traits_and_those_of_every_crop(database: Database) -> None:
    maize, wheat = (verbs.save(database, Crop, {"code": c, "name_en": c}) for c in ("maize", "wheat"))
    verbs.save(database, Trait, {"code": "a", "name_en": "a", "crop_id": maize.id})
    verbs.save(database, Trait, {"code": "b", "name_en": "b", "crop_id": wheat.id})
    verbs.save(database, Trait, {"code": "c", "name_en": "c"})
    assert [t.code for t in actions.traits(database, maize.id)] == ["a", "c"]
    assert [t.code for t in actions.traits(database)] == ["a", "b", "c"]


def test_every_list_can_be_read_sorted_and_searched_by_every_column(database: Database) -> None:
    from desktop.trials import actions as trials

    for listing in (*actions.LISTINGS, *trials.LISTINGS):
        for column in listing.columns:
            with database.reading() as session:
                assert list(listing.ids(session, Query(text="甲", order=((column.name, True),)))) == []


@pytest.mark.parametrize(("model", "name"), [(Season, "year"), (Variety, "approved_year")])
def test_a_year_counts_nothing_and_has_no_thousands_mark(model: type[Record], name: str) -> None:
    assert show(list_column(model, name), 2027) == "2027"
    assert show(list_column(Trial, "density"), 4000) == "4,000"


def test_a_trait_is_told_by_crop_and_unit_and_still_found_by_its_code(database: Database) -> None:
    from desktop.core.search import find

    verbs.save(database, Trait, {"code": "maize.plot_weight", "name_zh": "小区产量", "name_en": "Plot yield", "unit": "kg"})
    with database.reading() as session:
        for language, told in (("en", ("Plot yield", "Maize · kg")), ("zh_CN", ("小区产量", "玉米 · kg"))):
            with i18n.using(language):
                assert [(hit.title, hit.detail) for hit in find(session, "maize.plot_weight")] == [told]
    own = verbs.save(database, Trait, {"code": "own.shade", "name_zh": "荫蔽度", "unit": "%"})
    assert own.detail() == "%"


@pytest.mark.parametrize(("name", "english"), [("2026春播", "2026 spring"), ("2026年夏季", "2026 summer"), ("春播", "spring"),
                                               ("2025/26冬", "2025/26 winter"), ("2026年度", "2026"), ("海南加代", "海南加代")])
def test_a_season_reads_in_the_language_of_the_document_and_a_name_of_its_own_stays(name: str, english: str) -> None:
    season = Season(name=name)
    with i18n.using(i18n.SOURCE):
        assert season.title() == english
    with i18n.using(i18n.CHINESE):
        assert season.title() == name


def test_a_season_is_said_in_one_language_in_list_print_export_reference_and_comes_back(database: Database) -> None:
    season = verbs.save(database, Season, {"name": "2026春播", "year": 2026})
    trial = verbs.save(database, Trial, {"code": "T1", "title": "品比", "season_id": season.id})
    for language, said in (("zh_CN", "2026春播"), ("en", "2026 spring")):
        with i18n.using(language):
            for listing, name, number in ((TRIALS, "season", trial.id), (actions.SEASONS, "name", season.id),
                                          (plain_list(Trial), "season_id", trial.id)):
                columns = [listing.column(name)] if name != "season_id" else [c for c in listing.columns if c.name == name]
                assert [list(row) for row in rows_of(database, listing, columns, [number])] == [[said]]
            with database.reading() as session:
                assert label_of(session, "season", season.id) == said
                assert [hit.title for hit in find_in(session, "season", said)] == [said]
                assert resolve(session, "season", ["2026 spring", "2026春播"]).ids == dict.fromkeys(
                    ("2026 spring", "2026春播"), season.id)


def test_two_seasons_said_alike_are_asked_about_and_a_name_that_is_written_comes_first(database: Database) -> None:
    written = verbs.save(database, Season, {"name": "2026 spring"})
    for name in ("2026春播", "2027春播", "2027春季"):
        verbs.save(database, Season, {"name": name})
    with database.reading() as session:
        found = resolve(session, "season", ["2026 spring", "2027 spring"])
    assert found.ids == {"2026 spring": written.id}
    assert list(found.wrong) == ["2027 spring"]
