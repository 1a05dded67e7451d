"""What trials and the catalogue take in: tables of whole trials, observations by plot, varieties, sites, traits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from sqlmodel import Session, col, select

from desktop.catalogue.choices import MEASURED
from desktop.catalogue.model import Crop, Trait, Variety
from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.importing import Columns, ImportKind, Plan, Progress, RecordImport, Target, Use, links, mapping
from desktop.core.records import alive, living
from desktop.core.tables import Cell, Table
from desktop.core.tables.words import plain
from desktop.trials.choices import PLOT_KIND
from desktop.trials.model import Site, Trial
from desktop.trials.results.yields import unit_code

NEW_NUMBER, NEW_TEXT = "new_trait", "new_text_trait"
IS_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
YIELD_UNITS = Choices("yield_unit", {
    "kg/亩": N_("kg/mu"), "kg/ha": N_("kg/ha"), "t/ha": N_("t/ha"), "斤/亩": N_("jin/mu"), "bu/ac": N_("bu/ac"),
    "kg/plot": N_("kg per plot"),
})

PLACES: tuple[Target, ...] = (
    Target("variety", N_("Variety"), aliases=(
        "品种名称", "品种", "gen", "genotype", "geno", "hybrid", "cultivar", "cv", "trt", "treatment", "entry name", "line",
        "germplasm", "accession", "accession_name", "seed_name", "处理", "参试品种", "材料", "组合", "杂交种")),
    Target("entry", N_("Entry number"), "whole", low=1, aliases=(
        "entry", "entry no", "entry_number", "编号", "品种编号", "参试编号", "品种代号")),
    Target("is_check", N_("Is check"), "flag", aliases=("check", "ck", "is_a_control", "是否对照", "对照")),
    Target("trial", N_("Trial"), aliases=(
        "试验", "试验编号", "试验代号", "试验名称", "expt", "experiment", "study", "trial_name")),
    Target("site", N_("Site"), aliases=(
        "地点", "试点", "试验点", "承试单位", "试验地点", "loc", "location", "place", "locality", "farm", "county", "env",
        "environment", "环境")),
    Target("season", N_("Season"), aliases=("年份", "年度", "年", "试验年份", "year", "yr", "season", "crop year")),
    Target("replicate", N_("Replicate"), aliases=("重复", "重复号", "rep", "reps", "replication", "replicate", "rep_number")),
    Target("block", N_("Block"), aliases=("区组", "区组号", "block", "blk", "iblock", "block_number")),
    Target("plot", N_("Plot number"), aliases=(
        "小区", "小区号", "小区编号", "plot", "plot_id", "plotno", "plot_number", "plotid")),
    Target("row", N_("Row"), "whole", low=1, aliases=("行", "行号", "排", "row", "row_number")),
    Target("column", N_("Column"), "whole", low=1, aliases=(
        "列", "列号", "col", "column", "range", "col_number", "range_number")),
    Target("walk", N_("Walk order"), "whole", low=1, aliases=("行走顺序", "走田顺序", "调查顺序", "walk", "walk_order")),
    Target("kind", N_("Kind of plot"), "choice", choices=PLOT_KIND, aliases=("小区类型", "plot_type", "kind of plot")),
    Target("level_a", N_("Level of factor A"), aliases=("因素A", "A因素", "A因素水平", "factor_a", "level_a")),
    Target("level_b", N_("Level of factor B"), aliases=("因素B", "B因素", "B因素水平", "factor_b", "level_b")),
    Target("level_c", N_("Level of factor C"), aliases=("因素C", "C因素", "C因素水平", "factor_c", "level_c")),
    Target("trait", N_("Trait"), aliases=("性状", "性状名称", "trait", "variable", "项目")),
    Target("value", N_("Value"), "number", aliases=("数值", "值", "观测值", "value", "score")),
    Target("crop", N_("Crop"), aliases=("作物", "作物名称")),
    Target("yield_unit", N_("Unit of the yield"), "choice", aliases=("产量单位",), choices=YIELD_UNITS),
)
NEW_TRAITS = (
    Target(NEW_NUMBER, N_("New trait (numbers)"), "number", many=True),
    Target(NEW_TEXT, N_("New trait (text)"), many=True),
)
NO_TRAITS = frozenset({"id", "no", "序号", "unit", "plotname", "objectid"})  # headings of numbers that nobody observed
YIELD_NAMES = ("产量", "亩产", "亩产量", "折亩产量", "平均亩产", "yield", "yld", "gy", "grain yield")
LEAST_PER_MU = 30.0  # a yield below it is in another unit, such as t/ha


def trait_target(trait: Trait, crop: str = "") -> Target:
    """The target of a trait: numbers with their plausible range, days, or text. `crop` tells equal names apart."""
    kind = "number" if trait.kind in MEASURED else "day" if trait.kind == "date" else "text"
    per_area = trait.is_yield and unit_code(trait.unit) is not None
    low = LEAST_PER_MU if unit_code(trait.unit) == "kg_per_mu" and not trait.low else trait.low
    known = (trait.name_zh, trait.name_en, *re.split(r"[,，、;；]\s*", trait.aliases), *(YIELD_NAMES if per_area else ()))
    title = f"{trait.title()} ({crop})" if crop else trait.title()
    return Target(f"trait:{trait.code}", title, kind, tuple(n for n in known if n), decimals=trait.decimals or 0,
                  plausible=(low, trait.high), unit=trait.unit)


PLACE_NAMES = frozenset(t.name for t in PLACES) - {"yield_unit"}


def foreign_traits(session: Session, table: Table, uses: dict[str, Use]) -> set[str]:
    """The targets of traits that belong to another crop than the file's, or to any crop where the file's is unknown."""
    crop = crop_of(session, table, uses)
    found = session.exec(living(Trait).where(col(Trait.crop_id).is_not(None)))
    return {f"trait:{t.code}" for t in found if t.crop_id != crop}


def crop_of(session: Session, table: Table, uses: dict[str, Use]) -> int | None:
    """The crop a file is about: the one it names, else that of the varieties in it, else that of the newest trial."""
    columns = {use.target: heading for heading, use in uses.items()}
    if "crop" in columns:
        named = links.resolve(session, "crop", {plain(c) for c in table.column(columns["crop"])})
        return next(iter(named.ids.values()), None)
    if "variety" in columns:
        names = {plain(c) for c in table.column(columns["variety"])}
        crops = session.exec(select(Variety.crop_id).where(col(Variety.name).in_(sorted(names)[:500])))
        common = Counter(c for c in crops if c).most_common(1)
        if common:
            return common[0][0]
    newest = select(Trial.crop_id).where(col(Trial.crop_id).is_not(None), alive(Trial))
    return session.exec(newest.order_by(col(Trial.id).desc())).first()


class TrialImport(ImportKind):
    """A table of trials: a row is a plot, or a mean of a variety in an environment; traits stand in columns.

    Or long: a row is one observation, with a column for the trait and one for the value. A trial is made for each
    trial, site and season named; varieties, sites, seasons and traits that are not known are added. A table of plots
    without any trait is a layout made elsewhere, or a plan that is to be changed.
    """

    name = "trial"
    title = N_("Trial tables")
    table = "trial"
    note = N_("One row per plot, or per variety and site; one column per trait, or columns Trait and Value; "
              "without traits it is a layout.")

    def targets(self, session: Session) -> list[Target]:
        """Places, then the traits there are, then new traits."""
        crops = {c.id: c.title() for c in session.exec(select(Crop))}
        found = session.exec(living(Trait).order_by(col(Trait.code)))
        return [*PLACES, *(trait_target(t, crops.get(t.crop_id or 0, "")) for t in found), *NEW_TRAITS]

    def guess(self, session: Session, table: Table, header: Sequence[str], targets: Sequence[Target]) -> dict[str, Use]:
        """By headings; a trait whose usual range the numbers miss is not meant; other columns of numbers are new traits."""
        uses = mapping.guess(header, [t for t in targets if t.name in PLACE_NAMES])
        foreign = foreign_traits(session, table, uses)
        known = [t for t in targets if not t.many and t.name != "yield_unit" and t.name not in foreign]
        uses = mapping.guess(header, known)
        by_name = {t.name: t for t in targets}
        uses = {h: u for h, u in uses.items() if fits(table.column(h), by_name[u.target])}
        for heading in header:
            observed = heading and heading not in uses and mapping.normal(heading) not in NO_TRAITS
            if observed and is_numeric(table.column(heading)):
                uses[heading] = Use(NEW_NUMBER)
        _prefer_columns(uses)
        long_form = {"trait", "value"} <= {u.target for u in uses.values()}
        dropped = {NEW_NUMBER} if long_form else {"trait", "value"}
        return {h: replace(u, target=NEW_NUMBER) if u.target == "value" and not long_form else u
                for h, u in uses.items() if u.target not in dropped or (u.target == "value" and not long_form)}

    def plan(self, session: Session, table: Table, columns: Columns) -> Plan:
        """See `ImportKind.plan`."""
        from desktop.trials.importing.plan import TrialPlanner

        return TrialPlanner(self.targets(session), session, table, columns).plan()

    def write(self, session: Session, plan: Plan, progress: Progress) -> None:
        """See `ImportKind.write`."""
        from desktop.trials.importing.writing import write_trials

        write_trials(session, plan, progress)


def _prefer_columns(uses: dict[str, Use]) -> None:
    """Where a file has ranges beside rows and columns, the columns are the columns."""
    ranges = [h for h, use in uses.items() if use.target == "column" and mapping.normal(h).startswith("range")]
    columns = [h for h in uses if mapping.normal(h) in ("col", "column", "colnumber") and uses[h].target != "column"]
    if ranges and columns:
        uses[columns[0]] = Use("column")
        del uses[ranges[0]]


def numbers_in(cells: Sequence[Cell]) -> list[float]:
    """The numbers among the cells."""
    texts = (plain(c) for c in cells if not isinstance(c, bool))
    return [float(t) for t in texts if IS_NUMBER.fullmatch(t)]


def is_numeric(cells: Sequence[Cell]) -> bool:
    """Whether at least nine in ten of the filled cells are numbers."""
    filled = [c for c in cells if plain(c) not in ("", "NA", "na", ".")]
    return bool(filled) and len(numbers_in(filled)) >= 0.9 * len(filled)


def fits(cells: Sequence[Cell], target: Target) -> bool:
    """Whether a column can be meant for a target: whole numbers are whole, a trait's middle value is plausible."""
    found = numbers_in(cells)
    if target.kind == "whole":
        return is_numeric(cells) and all(v == int(v) for v in found)
    low, high = target.plausible
    if not target.name.startswith("trait:") or target.kind != "number" or not found:
        return True
    middle = median(found)
    return (low is None or middle >= low) and (high is None or middle <= high)


TRIALS = TrialImport()
VARIETIES = RecordImport(
    "varieties", N_("Varieties"), Variety, keys=(("code",), ("approval_number",), ("name",)), creatable=("crop_id",),
    makers={"crop_id": lambda text: {"code": text, "name_zh": text}},
    aliases={"name": ("品种名称", "品种", "variety", "hybrid", "cultivar"), "crop_id": ("作物", "作物种类", "作物名称"),
             "approval_number": ("审定编号", "审定号", "品种审定编号"), "registration_number": ("登记编号", "登记号"),
             "pvp_number": ("品种权号", "植物新品种权号"), "breeder": ("育种者", "选育单位", "育种单位"),
             "owner": ("品种权人", "申请者"), "approved_year": ("审定年份",), "parentage": ("品种来源", "亲本组合", "组合"),
             "maturity": ("熟期", "熟性"), "suitable_area": ("适宜区域", "适宜种植区域", "审定意见")})
SITES = RecordImport(
    "sites", N_("Sites"), Site, keys=(("code",), ("name",)),
    aliases={"name": ("地点", "试点", "试验点", "试点名称", "location", "loc"), "altitude": ("海拔",), "latitude": ("纬度",),
             "longitude": ("经度",), "soil": ("土壤类型", "土质"), "previous_crop": ("前茬", "前作"),
             "farmer": ("农户", "承担人", "负责人"), "contact": ("电话", "联系电话", "手机", "手机号", "手机号码")})
CROPS = RecordImport("crops", N_("Crops"), Crop, keys=(("code",),))
