"""Field book sheets and planting plan: on the page, in walk order, with what was asked for and nothing that was not."""

from __future__ import annotations

import io
import math
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

from desktop.core import documents, i18n, verbs
from desktop.core.documents.model import Table, every
from desktop.core.documents.outline import numbered
from desktop.core.documents.pdf_layout import pages
from desktop.core.errors import UserError
from desktop.trials.field.planting import PlantingOptions, density_of, planting_plan, seed_of
from desktop.trials.field.seed_need import need, plants
from desktop.trials.field.sheets import BOXES, SheetOptions, field_sheets
from desktop.trials.model import Entry, Plot, Trial
from desktop.trials.trial_data import load

if TYPE_CHECKING:
    from desktop.catalogue.model import Trait
    from desktop.core.database import Database
    from desktop.core.documents.model import Document


def text_of(document: Document) -> list[str]:
    """The text of each page."""
    stream = io.BytesIO()
    documents.writer(".pdf")(document, stream)
    pdf = pypdfium2.PdfDocument(stream.getvalue())
    found = [page.get_textpage().get_text_bounded() for page in pdf]
    pdf.close()
    return found


@pytest.mark.parametrize("page", ["A4", "A5"])
@pytest.mark.parametrize("landscape", [False, True])
def test_no_sheet_reaches_beyond_its_page_or_is_turned(
        database: Database, trial: int, traits: dict[str, Trait], page: str, landscape: bool) -> None:
    data = load(database, trial)
    for box, occasions in product(BOXES, (1, 3)):
        made = field_sheets(data, "zh_CN", SheetOptions(data.traits, occasions, page, landscape, box))
        with i18n.using("zh_CN"):
            laid = pages(numbered(made))
        for one in laid:
            assert (one.sheet.width > one.sheet.height) == landscape, (box, occasions)
            for placed, top in one.placed:
                widths = getattr(placed, "widths", ())
                assert sum(widths) <= one.sheet.room[0] + 0.1 and top - placed.height >= one.sheet.foot - 0.1


def test_boxes_are_as_large_as_chosen(database: Database, trial: int, traits: dict[str, Trait]) -> None:
    data = load(database, trial)
    made = field_sheets(data, "en", SheetOptions(data.traits[:2], box="large"))
    (table,) = [b for b in made.blocks if isinstance(b, Table) and b.boxed]
    assert table.row_mm == BOXES["large"][1] and table.columns[2].width_mm == BOXES["large"][0]


def test_sheets_hold_the_chosen_traits_in_walk_order_with_room_for_observer_and_day(
        database: Database, trial: int, traits: dict[str, Trait]) -> None:
    data = load(database, trial)
    for place, plot in enumerate(sorted(data.plots, key=lambda p: p.number, reverse=True), start=1):
        verbs.save(database, Plot, {"walk": place}, plot.id)
    data = load(database, trial)
    made = field_sheets(data, "en", SheetOptions([traits["wheat.height"], traits["wheat.awn"]], occasions=2))
    (table,) = [b for b in made.blocks if isinstance(b, Table) and b.boxed]
    assert [row[0] for row in table.rows][:2] == ["304", "303"]
    assert [c.group for c in table.columns if c.group] == ["A Plant height (cm)"] * 2 + ["B Awns"] * 2
    everything = "\n".join(text_of(made))
    assert "Observed by" in everything and "awnless / long" in everything and "Yield" not in everything


def test_blind_sheets_name_no_entry(database: Database, trial: int, traits: dict[str, Trait]) -> None:
    data = load(database, trial)
    blind = "\n".join(text_of(field_sheets(data, "en", SheetOptions(data.traits[:3], blind=True))))
    assert not any(name in blind for name in ("V1", "V2", "V3", "V4")) and "101" in blind


def test_sheets_need_plots_and_traits(database: Database, trial: int) -> None:
    data = load(database, trial)
    with pytest.raises(UserError, match="Choose at least one trait"):
        field_sheets(data, "en", SheetOptions([]))
    data.plots.clear()
    with pytest.raises(UserError, match="lay them out first"):
        field_sheets(data, "en", SheetOptions(data.traits))


# -- planting ---------------------------------------------------------------------------------------------------------


def test_seed_is_counted_from_density_germination_and_weight() -> None:
    wanted = plants(20.0, 4500)  # 20 m² of 666.7 m² at 4500 plants
    assert wanted == pytest.approx(134.99, abs=0.01)
    one = need(wanted, germination=90, extra=10, thousand=330)
    assert one.seeds == 165 and one.grams == pytest.approx(54.45)
    assert plants(20.0, None, 60, 25) == pytest.approx(133.33, abs=0.01)
    assert need(None).seeds is None and need(100).seeds == 100 and need(100).grams is None


@pytest.mark.parametrize(("factor", "level", "density"), [
    ("密度", "4000株/亩", 4000), ("Density", "0.45万", 4500), ("施氮量", "4000", None), ("密度", "高", None)])
def test_a_density_that_is_a_factor_counts_for_its_entries(
        database: Database, trial: int, factor: str, level: str, density: float | None) -> None:
    verbs.save(database, Trial, {"plot_area": 20, "factor_a": factor}, trial)
    entry = load(database, trial).entries[0]
    verbs.save(database, Entry, {"level_a": level}, entry.id)
    data = load(database, trial)
    assert density_of(data, data.entries[0]) == density
    seeds = seed_of(data, data.entries[0], PlantingOptions(extra=0)).seeds
    assert seeds == (None if density is None else math.ceil(20 / 666.7 * density))


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_planting_plan_packs_every_entry_and_sows_every_plot(
        database: Database, trial: int, tmp_path: Path, language: str) -> None:
    verbs.save(database, Trial, {"plot_area": 10, "density": 300000}, trial)
    data = load(database, trial)
    made = planting_plan(data, language, PlantingOptions(germination=90, extra=0, thousand=40))
    packing, walk = [b for b in every(made.blocks) if isinstance(b, Table)]
    assert [row[2] for row in packing.rows[:-1]] == [3, 3, 3, 3] and packing.rows[-1][2] == 12
    assert packing.rows[0][4] == 5000 and packing.rows[0][5] == pytest.approx(200, abs=0.1)
    assert [row[0] for row in walk.rows] == list(range(1, 13))
    assert not documents.missing_glyphs(made)
    for ending in (".pdf", ".xlsx"):
        assert documents.save(made, tmp_path / f"plan{ending}").stat().st_size > 2000


def test_a_plan_says_what_it_does_not_know(database: Database, trial: int) -> None:
    everything = "\n".join(text_of(planting_plan(load(database, trial), "en", PlantingOptions())))
    assert "Seed is not counted" in everything


@pytest.mark.parametrize(("kind", "ending"), [("field-sheets", "pdf"), ("field-sheets", "xlsx"), ("planting-plan", "xlsx")])
def test_papers_are_written_from_the_command_line(
        database: Database, trial: int, traits: dict[str, Trait], tmp_path: Path, kind: str, ending: str,
        capsys: pytest.CaptureFixture[str]) -> None:
    from desktop.cli import main

    path, out = database.path, tmp_path / f"paper.{ending}"
    database.close()
    options: list[Any] = ["--traits", "株高,wheat.awn"] if kind == "field-sheets" else []
    words = ["--database", path, "--lang", "zh_CN", "report", kind, "--trial", "T1", "--out", out, *options]
    assert main([str(w) for w in words]) == 0
    assert capsys.readouterr().out.strip() == str(out) and out.stat().st_size > 2000
