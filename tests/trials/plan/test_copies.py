"""A trial as a pattern: copied to sites and seasons, randomised anew, all in one action."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.catalogue.model import Season
from desktop.core import verbs
from desktop.core.errors import UserError
from desktop.trials import actions
from desktop.trials.model import Entry, Observation, Plot, Site, StoredResult, Trial
from desktop.trials.plan.copies import Copy, copy_trial, pattern
from desktop.trials.results import stored
from desktop.trials.results.options import Options
from tests.trials.conftest import build_trial

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.context import Context
    from tests.conftest import Answers


@pytest.fixture
def sites(database: Database, trial: int) -> list[Site]:
    """Two further sites."""
    return [verbs.save(database, Site, {"name": f"S{n}", "code": f"s{n}"}) for n in (1, 2)]


def stands(database: Database, trial: int) -> dict[str, str]:
    """What stands on which plot."""
    names = {e.id: e.name for e in verbs.owned(database, Entry, "trial_id", trial)}
    return {p.number: names[p.entry_id or 0] for p in verbs.owned(database, Plot, "trial_id", trial)}


def test_a_trial_is_copied_to_many_sites_each_randomised_by_itself(database: Database, trial: int, sites: list[Site]) -> None:
    found = pattern(database, trial)
    wishes = found.proposed([*sites, None], found.season)
    season = verbs.get(database, Trial, trial).season_id
    made = copy_trial(database, trial, wishes, season_id=season, series="2026", lay_out=True)
    copies = [verbs.get(database, Trial, number) for number in made]
    assert [(c.code, c.site_id, c.state, c.series) for c in copies] == [
        ("T1-s1", sites[0].id, "planned", "2026"), ("T1-s2", sites[1].id, "planned", "2026"), ("T1-2", None, "planned", "2026")]
    assert len({c.seed for c in copies}) == 3
    for number in made:
        assert [(e.number, e.name, e.is_check) for e in verbs.owned(database, Entry, "trial_id", number)] == [
            (1, "V1", True), (2, "V2", False), (3, "V3", False), (4, "V4", False)]
        assert len(stands(database, number)) == 12
        assert [t.code for t in actions.traits_of(database, number)] == ["wheat.yield"]
        assert not verbs.owned(database, Observation, "plot_id", verbs.owned(database, Plot, "trial_id", number)[0].id)
    database.undo()
    assert len(pattern(database, trial).codes) == 1


def test_a_copy_of_next_year_bears_its_year(database: Database, trial: int) -> None:
    verbs.save(database, Trial, {"code": "LS2026-1", "title": "2026年比较试验（示例试验点）"}, trial)
    following = verbs.save(database, Season, {"name": "2027", "year": 2027})
    site = verbs.save(database, Site, {"name": "海伦"})
    found = pattern(database, trial)
    assert found.proposed([found.site, site], following) == [
        Copy("LS2027-1-示例试验点", "2027年比较试验（示例试验点）", found.site.id if found.site else None),
        Copy("LS2027-1-海伦", "2027年比较试验（海伦）", site.id)]


def test_a_copy_without_code_leaves_nothing_behind(database: Database, trial: int, sites: list[Site]) -> None:
    with pytest.raises(UserError, match="Code"):
        copy_trial(database, trial, [Copy("A", "a", sites[0].id), Copy("", "b", sites[1].id)], season_id=None, series="",
                   lay_out=True)
    assert pattern(database, trial).codes == {"T1"}


def test_sites_are_ticked_and_codes_typed_over(context: Context, qtbot: QtBot, answers: Answers) -> None:
    from PySide6.QtCore import Qt

    from desktop.trials.plan.copies_widget import CopyDialog
    from tests.ui.conftest import settle

    number = build_trial(context.db)
    for name in ("S1", "S2", "S3"):
        verbs.save(context.db, Site, {"name": name})
    dialog = CopyDialog(context, verbs.get(context.db, Trial, number))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    settle(qtbot, context)
    assert not dialog.ok.isEnabled()
    for name in ("S1", "S3"):
        dialog.sites.findItems(name, Qt.MatchFlag.MatchExactly)[0].setCheckState(Qt.CheckState.Checked)
    assert dialog.ok.text() == "Make 2 copies"
    code = dialog.table.item(1, 1)
    assert code is not None
    code.setText("mine")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    settle(qtbot, context)
    assert pattern(context.db, number).codes == {"T1", "T1-S1", "mine"}


def test_a_trial_takes_its_kept_results_along(database: Database, trial: int) -> None:
    number = stored.keep(database, trial, Options())
    verbs.delete(database, Trial, [trial])
    assert verbs.get(database, StoredResult, number).deleted_at is not None
    database.undo()
    assert verbs.get(database, Trial, trial).deleted_at is None
    assert verbs.get(database, StoredResult, number).deleted_at is None
