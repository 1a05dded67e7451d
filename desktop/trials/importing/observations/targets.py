"""What columns of observations can hold, and which trait a name means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import Session, select

from desktop.catalogue.model import Trait
from desktop.core.i18n import N_
from desktop.core.importing import Target
from desktop.core.importing.mapping import normal
from desktop.core.records import alive, living, table_of
from desktop.core.tables.words import plain
from desktop.trials.field.keys import known_names
from desktop.trials.importing.observations.field_book import categories_of
from desktop.trials.importing.targets import trait_target
from desktop.trials.model import TrialTrait

PLACES: tuple[Target, ...] = (
    Target("plot_id", N_("Plot key (trial-plot)"), aliases=("plot_id", "unique_id", "obs_unit_id", "observationunitdbid",
                                                            "observation_unit", "小区标识", "唯一标识")),
    Target("trial", N_("Trial"), aliases=("试验", "试验编号", "试验代号", "trial_name", "study")),
    Target("plot", N_("Plot number"), aliases=("小区", "小区号", "小区编号", "plot", "plot_number", "plotno")),
    Target("trait", N_("Trait"), aliases=("性状", "性状名称", "trait", "variable", "项目")),
    Target("value", N_("Value"), aliases=("数值", "值", "观测值", "value")),
    Target("occasion", N_("Occasion"), "whole", low=1, aliases=("number", "次数", "第几次", "occasion")),
    Target("observed_at", N_("Time of observation"), "moment", aliases=("timestamp", "time_stamp", "记载时间", "时间")),
    Target("observed_on", N_("Date of observation"), "day", aliases=("date", "observed", "记载日期", "调查日期", "日期")),
    Target("person", N_("Observed by"), aliases=("person", "collector", "observer", "记载人", "调查人")),
    Target("location", N_("Place (coordinates)"), aliases=("location", "geocoordinates", "gps", "坐标", "位置")),
    Target("note", N_("Note"), aliases=("note", "notes", "remarks", "备注", "说明")),
    Target("photo", N_("Attached photograph"), aliases=("attached_photo", "photo_uri", "照片文件")),
    Target("video", N_("Attached video"), aliases=("attached_video", "video_uri")),
    Target("audio", N_("Attached sound"), aliases=("attached_audio", "audio_uri")),
    Target("file", N_("File it came from"), aliases=("file", "文件", "来源文件")),
)
ASKED = "asked"  # a column whose trait nobody has said yet
ASKED_TARGET = Target(ASKED, N_("A trait that is asked about"), many=True)
MARK = re.compile(r"\[([^\[\]#]+)(?:#(\d+))?\]\s*$")  # the code (and occasion) behind the heading of our own form
NEW_KINDS = {"new_number": "number", "new_text": "text", "new_date": "date"}
FROM_FORMAT = {"numeric": "number", "percent": "number", "counter": "count", "angle": "number", "scale": "number",
               "categorical": "category", "multicat": "category", "disease rating": "category", "boolean": "category",
               "date": "date", "photo": "photo", "usb camera": "photo", "gopro": "photo", "canon": "photo", "audio": "photo",
               "video": "photo"}
TRUTH = "TRUE = 是 | yes\nFALSE = 否 | no"


class TraitNames:
    """Which trait a name in a file means: one chosen in the trials concerned, else one of their crop, else any."""

    def __init__(self, session: Session, trials: Iterable[int], crops: Iterable[int]) -> None:
        self.all = list(session.exec(living(Trait)))
        self.by_code = {t.code: t for t in self.all}
        chosen = table_of(TrialTrait)
        query = select(TrialTrait.trait_id).where(chosen.c.trial_id.in_(sorted(trials)), alive(chosen))
        ids = set(session.exec(query))
        self.chosen = [t for t in self.all if t.id in ids]
        wanted = set(crops)
        self._levels = [self.chosen, [t for t in self.all if t.crop_id in wanted], self.all]
        self._names: dict[int, set[str]] = {}

    def like(self, heading: str) -> list[Trait]:
        """The traits whose code or name is the heading, marks and blanks aside: ear_height."""
        wanted = normal(heading)
        return [t for t in self.all if wanted in {normal(t.code.rpartition(".")[2]), normal(t.name_zh), normal(t.name_en)}]

    def offered(self) -> list[Trait]:
        """The traits that a name nobody knows may mean: those chosen in the trials, else those of their crop."""
        return self._levels[0] or self._levels[1]

    def meant(self, name: str) -> list[Trait]:
        """The traits that a name may mean: one where it is clear."""
        mark = MARK.search(name)
        if mark and mark[1] in self.by_code:
            return [self.by_code[mark[1]]]
        wanted = plain(name).casefold()
        for level in self._levels:
            found = [t for t in level if wanted in self._known(t)]
            if found:
                return found
        return []

    def _known(self, trait: Trait) -> set[str]:
        if trait.id not in self._names:
            self._names[trait.id] = known_names(trait)
        return self._names[trait.id]


def occasion_in(heading: str) -> str:
    """The occasion that a heading of our own form names, "" for none."""
    mark = MARK.search(heading)
    return (mark[2] or "1") if mark else ""


def trait_column(trait: Trait, title: str = "") -> Target:
    """A trait as the target of a column; its words are read by `words_of`, not by the list of a target."""
    return replace(trait_target(trait), title=title or trait.title(), many=True)


def words_of(trait: Trait) -> dict[str, str]:
    """Every way a category may be written (stored, Chinese, English), case and width aside → the word stored."""
    found: dict[str, str] = {}
    for line in trait.categories.splitlines():
        stored, _mark, shown = line.partition("=")
        if stored.strip():
            for form in (stored, *shown.split("|")):
                if form.strip():
                    found.setdefault(plain(form).casefold(), stored.strip())
    return found


def defined_trait(name: str, definition: Mapping[str, str], crop_id: int | None) -> Trait:
    """A trait, not stored yet, as a telephone's database defines it."""
    form = definition.get("format", "text")
    words = categories_of(dict(definition))
    lines = "\n".join(word if word == label else f"{word} = {label}" for word, label in words.items())
    kind = FROM_FORMAT.get(form, "text")
    low, high = (_number(definition.get(k)) for k in ("validValuesMin", "validValuesMax"))
    return new_trait(name, kind, crop_id, unit=definition.get("unit", "") or ("%" if form == "percent" else ""),
                     categories=TRUTH if form == "boolean" else lines, low=low, high=high,
                     method=definition.get("details", ""))


def new_trait(name: str, kind: str, crop_id: int | None, **more: Any) -> Trait:
    """A trait that is not stored yet."""
    chinese = any("\u4e00" <= c <= "\u9fff" for c in name)
    names = {"name_zh": name if chinese else "", "name_en": "" if chinese else name}
    return Trait(code=re.sub(r"\W+", "_", name.casefold()).strip("_") or "trait", kind=kind, crop_id=crop_id,
                 **{**names, **{k: v for k, v in more.items() if v not in (None, "")}})


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
