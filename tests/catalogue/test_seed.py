"""A new database knows the crops and their traits, the same on every laptop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from desktop.catalogue.actions import TRAITS
from desktop.catalogue.model import Crop, Season, Trait
from desktop.catalogue.seed import load_catalogue, make_season, seeded_id, trait_code
from desktop.core import catalogues, history, verbs
from desktop.core.fields import today
from desktop.core.i18n import using
from desktop.core.listing import show
from desktop.core.making import offers
from desktop.core.records import column_of, validated
from desktop.ui.fields.words import word

if TYPE_CHECKING:
    from desktop.core.database import Database


def seeded(database: Database) -> tuple[list[Crop], list[Trait]]:
    with database.transaction() as session:
        history.begin(session, "seed", kind="seed")
        load_catalogue(session)
    with database.reading() as session:
        return list(session.exec(select(Crop))), list(session.exec(select(Trait)))


def test_every_crop_of_the_catalogue_has_its_traits(database: Database) -> None:
    crops, traits = seeded(database)
    groups = {row["code"]: row["traits"] for row in catalogues.load("crops").rows}
    for crop in crops:
        wanted = {trait_code(crop.code, row["code"]) for row in catalogues.load("traits").where(crop=groups[crop.code])}
        assert wanted == {t.code for t in traits if t.crop_id == crop.id}


def test_the_keys_come_from_the_codes(database: Database) -> None:
    crops, traits = seeded(database)
    assert {c.id for c in crops} == {seeded_id("crop", c.code) for c in crops}
    assert {t.id for t in traits} == {seeded_id("trait", t.code) for t in traits}
    assert len({*(c.id for c in crops), *(t.id for t in traits)}) == len(crops) + len(traits)


def test_what_is_seeded_could_have_been_typed(database: Database) -> None:
    crops, traits = seeded(database)
    for record in [*crops, *traits]:
        validated(type(record), record.model_dump(), record)


def test_one_trait_of_each_crop_is_its_yield_per_mu(database: Database) -> None:
    crops, traits = seeded(database)
    for crop in crops:
        yields = [t for t in traits if t.crop_id == crop.id and t.is_yield and t.unit == "kg/亩"]
        assert len(yields) == 1, crop.code


def test_a_stage_kept_in_both_languages_is_shown_in_the_one_in_force(database: Database) -> None:
    _crops, traits = seeded(database)
    stored = {t.id: t.stage for t in traits if " / " in t.stage}
    column = TRAITS.column("stage")
    for code, place in (("zh_CN", 0), ("en", 1)):
        with using(code):
            for stage in stored.values():
                half = stage.split(" / ")[place]
                assert show(column, stage) == word(column_of(Trait, "stage"), stage, {}) == half
    assert stored and show(TRAITS.column("code"), "甲 / a") == "甲 / a", "what a person wrote elsewhere is not cut"


def test_a_scale_whose_high_end_is_bad_says_so(database: Database) -> None:
    _crops, traits = seeded(database)
    blight = next(t for t in traits if t.code == "maize.northern_leaf_blight")
    assert (blight.scale, blight.direction, blight.low, blight.high) == ("disease_1_9", "lower", 1, 9)


def test_categories_are_shown_in_either_language(database: Database) -> None:
    _crops, traits = seeded(database)
    kind = next(t for t in traits if t.code == "maize.plant_type")
    with using("zh_CN"):
        assert kind.shown("semi_compact") == "半紧凑"
    with using("en"):
        assert kind.shown("semi_compact") == "semi-compact"
        assert kind.shown("unknown") == "unknown"


def test_a_new_database_has_this_business_year_offered_again_only_where_it_is_missing(database: Database) -> None:
    with database.transaction() as session:
        history.begin(session, "seed", kind="seed")
        make_season(session)
    with database.reading() as session:
        season = session.exec(select(Season)).one()
        assert season.starts_on is not None and season.ends_on is not None
        assert season.starts_on <= today() <= season.ends_on
        assert season.name and season.year == season.ends_on.year
        assert Season.proposed(session) == {}
    verbs.save(database, Season, {"name": "Spring"}, season.id)  # the user's from now on
    verbs.delete(database, Season, [season.id])
    with database.reading() as session:
        assert Season.proposed(session)["starts_on"] == season.starts_on


def test_a_season_typed_by_another_name_is_not_taken_for_the_business_year(database: Database) -> None:
    with database.reading() as session:
        year = Season.proposed(session)
        assert next(values for _said, values in offers(session, Season, str(year["year"]))) == year
        assert [values for _said, values in offers(session, Season, "Spring sowing")] == [{"name": "Spring sowing"}]
