"""Finding records by a part of anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import search, verbs
from desktop.core.picking import find_in
from desktop.features import import_models
from tests.core.store import opened

import_models()

from desktop.dealers.model import Dealer  # noqa: E402
from desktop.people.model import Membership  # noqa: E402


@pytest.mark.parametrize("query", ["沾化", "化县农资", "资", "zhanhua", "zhxn", "D-2026-007", "2026-007", "026", "种子店 沾化"])
def test_a_dealer_is_found_by_any_part(tmp_path: Path, query: str) -> None:
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "沾化县农资种子店", "code": "D-2026-007"})
        verbs.save(db, Dealer, {"name": "无关的公司", "code": "X9"})
        with db.reading() as session:
            assert [h.title for h in search.find(session, query)] == ["沾化县农资种子店"]


@pytest.mark.parametrize("query", ["chongqing", "zhongqing", "cqzy", "zqzy"])
def test_all_readings_of_a_character_are_known(tmp_path: Path, query: str) -> None:
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "重庆种业"})
        with db.reading() as session:
            assert search.find(session, query)


def test_what_begins_with_the_initials_comes_before_what_holds_the_letters(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        for name in ("淮安区", "南沙群岛", "安徽安庆经济开发区"):
            verbs.save(db, Dealer, {"name": name})
        with db.reading() as session:
            assert search.find(session, "haq")[0].title == "淮安区"


def test_the_very_name_comes_before_what_begins_with_it_and_a_dealer_before_its_shops(tmp_path: Path) -> None:
    from desktop.dealers.model import Outlet

    with opened(tmp_path) as db:
        dealers = [verbs.save(db, Dealer, {"name": name}) for name in ("金例种业", "金例种业分公司", "大金例种业")]
        verbs.save(db, Outlet, {"name": "金例种业", "dealer_id": dealers[2].id})
        verbs.save(db, Outlet, {"name": "金例种业城南店", "dealer_id": dealers[0].id})
        with db.reading() as session:
            for typed in ("金例种业", "jlzy", "jinlizhongye"):
                found = [(h.table, h.title) for h in search.find(session, typed)]
                exact = [("dealer", "金例种业"), ("outlet", "金例种业")]
                rest = [("dealer", "金例种业分公司"), ("outlet", "金例种业城南店"), ("dealer", "大金例种业")]
                assert sorted(found[-5:]) == sorted([*exact, *rest]), typed
                assert found.index(exact[0]) < found.index(exact[1]) < found.index(rest[2])
                assert found.index(("dealer", "金例种业分公司")) < found.index(rest[1]) < found.index(rest[2])
            assert search.find(session, "金例种业")[0].id == dealers[0].id


def test_initials_with_figures_find_whatever_bears_the_name(tmp_path: Path) -> None:
    from desktop.catalogue.model import Variety
    from desktop.labels.model import LabelItem, LabelVersion
    from desktop.service.handout_model import Handout
    from desktop.trials.model import Trial

    with opened(tmp_path) as db:
        verbs.save(db, Variety, {"name": "例丰101"})
        label = verbs.save(db, LabelItem, {"name": "例丰101 种子标签"})
        verbs.save(db, LabelVersion, {"item_id": label.id})
        verbs.save(db, Handout, {"title": "例丰101栽培要点"})
        verbs.save(db, Trial, {"code": "T1", "title": "2026年例丰101示范"})
        verbs.save(db, Variety, {"name": "丰例101"})
        with db.reading() as session:
            found = [h.table for h in search.find(session, "lf101")]
            assert found[0] == "variety"
            assert set(found) == {"variety", "labelitem", "labelversion", "handout", "trial"}
            assert found.index("labelitem") < found.index("labelversion")


@pytest.mark.parametrize(("query", "name"), [
    ("lf1", "例丰101"), ("lf10", "例丰101"), ("f1", "例丰101"), ("lifeng1", "例丰101"), ("jnk1", "京NK101"), ("jnk", "京NK101"),
    ("jnk101a", "京NK101A"), ("jingnk", "京NK101"), ("5lf", "5例丰"), ("a12lf", "A12例丰"), ("l101", "丰例101")])
def test_initials_mixed_with_figures_and_letters_find_a_name(tmp_path: Path, query: str, name: str) -> None:
    from desktop.catalogue.model import Variety

    with opened(tmp_path) as db:
        number = verbs.save(db, Variety, {"name": name}).id
        verbs.save(db, Variety, {"name": "先玉335"})
        with db.reading() as session:
            assert [h.id for h in search.find(session, query)] == [number]
            assert [h.id for h in find_in(session, "variety", query)] == [number]


def test_a_hit_is_named_in_the_language_shown(tmp_path: Path) -> None:
    from desktop.catalogue.model import Crop
    from desktop.core.i18n import using

    with opened(tmp_path) as db:
        verbs.save(db, Crop, {"code": "m", "name_zh": "玉米", "name_en": "Maize"})
        with db.reading() as session:
            for language, name in (("zh_CN", "玉米"), ("en", "Maize")):
                with using(language):
                    for typed in ("玉米", "ym", "maize"):
                        assert [h.title for h in search.find(session, typed)] == [name]


def test_a_phone_number_is_found_by_its_end(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        dealer = verbs.save(db, Dealer, {"name": "甲"})
        verbs.save(db, Membership, {"name": "王秀兰", "mobile": "13804512345", "dealer_id": dealer.id})
        with db.reading() as session:
            assert [h.title for h in search.find(session, "2345")] == ["王秀兰"]


@pytest.mark.parametrize("query", ["", "   ", '"', "*", "a OR b", "NEAR(", "100%", "'; DROP TABLE dealer", "𬬭", "～"])
def test_odd_queries_find_nothing_and_break_nothing(tmp_path: Path, query: str) -> None:
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "甲种业"})
        with db.reading() as session:
            assert search.find(session, query) == []


@given(st.text("玉米大豆小麦abc123", min_size=1, max_size=12), st.data())
def test_every_substring_of_a_run_matches_its_grams(text: str, data: st.DataObject) -> None:
    run = max(search.runs().findall(text.casefold()), key=len)
    start = data.draw(st.integers(0, len(run) - 1))
    part = run[start:data.draw(st.integers(start + 1, len(run)))]
    phrase = search._phrase(part)
    wanted = phrase.strip('"*').removesuffix('"').split()
    grams = search.grams(text).split()
    if phrase.endswith("*"):
        assert any(g.startswith(wanted[0]) for g in grams)
    else:
        assert any(grams[i:i + len(wanted)] == wanted for i in range(len(grams)))
