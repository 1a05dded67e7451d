"""What the columns of a trial table can hold: places of a plot, facts of the trial, traits; and the words for designs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from desktop.catalogue.choices import MEASURED
from desktop.catalogue.model import Trait
from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.importing import Target
from desktop.core.importing.mapping import normal
from desktop.trials.choices import PLOT_KIND
from desktop.trials.results.yields import unit_code

NEW_NUMBER, NEW_TEXT, NEW_DATE, NOTE = "new_trait", "new_text_trait", "new_date_trait", "note"
LEVELS = ("level_a", "level_b", "level_c")
YIELD_UNITS = Choices("yield_unit", {
    "kg/亩": N_("kg/mu"), "kg/ha": N_("kg/ha"), "t/ha": N_("t/ha"), "斤/亩": N_("jin/mu"), "bu/ac": N_("bu/ac"),
    "kg/plot": N_("kg per plot"),
})

PLACES: tuple[Target, ...] = (
    Target("variety", N_("Variety"), spelt=True, aliases=(
        "品种名称", "品种", "gen", "genotype", "geno", "hybrid", "cultivar", "cv", "entry name", "line",
        "germplasm", "accession", "accession_name", "seed_name", "参试品种", "供试品种", "材料", "参试材料", "供试材料", "组合",
        "杂交种", "品系", "品系名称", "品种（系）", "品种（系）名称", "品种（组合）", "株系", "系号")),
    Target("treatment", N_("Treatment"), aliases=("处理", "处理名称", "处理编号", "trt", "treatment", "treat")),
    Target("entry", N_("Entry number"), "whole", low=1, aliases=(
        "entry", "entry no", "entry_number", "编号", "品种编号", "参试编号", "品种代号")),
    Target("is_check", N_("Is check"), "flag", aliases=(
        "check", "checks", "ck", "is_a_control", "entry type", "是否对照", "对照", "对照标记", "对照标志")),
    Target("trial", N_("Trial"), spelt=True, aliases=(
        "试验", "试验编号", "试验代号", "expt", "experiment", "study", "trial_name", "trial code",
        "study name", "trial name")),
    Target("title", N_("Title"), aliases=("试验名称", "trial title")),
    Target("series", N_("Series"), aliases=("试验系列", "系列", "试验组别")),
    Target("site", N_("Site"), spelt=True, aliases=(
        "地点", "试点", "试验点", "点", "点次", "点名", "试点名称", "承试单位", "试验地点", "loc", "location", "place",
        "locality", "county", "env", "environment", "环境")),
    Target("season", N_("Season"), aliases=(
        "年份", "年度", "年", "试验年份", "业务年度", "year", "yr", "season", "crop year", "study year")),
    Target("design", N_("Design"), aliases=("design_type", "trial design", "study design", "试验设计", "设计")),
    Target("replicate", N_("Replicate"), aliases=("重复", "重复号", "rep", "reps", "replication", "replicate", "rep_number")),
    Target("block", N_("Block"), aliases=("区组", "区组号", "block", "blk", "iblock", "block_number")),
    Target("farm", N_("Farm"), aliases=("农户", "示范户", "farm", "farmer")),
    Target("plot", N_("Plot number"), aliases=("小区", "小区号", "小区编号", "plot", "plotno", "plot_number")),
    Target("plot_id", N_("Plot id given elsewhere"), aliases=(
        "plot_id", "plotid", "unique_id", "plot_name", "obs_unit_id", "observationunitdbid", "observationunitname",
        "小区标识", "唯一标识")),
    Target("sample", N_("Sample"), aliases=("sample", "subsample", "sub-sample", "样本", "样本号", "样点", "取样", "株号")),
    Target("row", N_("Row"), "whole", aliases=("行", "行号", "排", "row", "row_number")),
    Target("column", N_("Column"), "whole", aliases=("列", "列号", "col", "column", "range", "col_number", "range_number")),
    Target("walk", N_("Walk order"), "whole", low=1, aliases=("行走顺序", "走田顺序", "调查顺序", "walk", "walk_order")),
    Target("kind", N_("Kind of plot"), "choice", choices=PLOT_KIND, aliases=("小区类型", "plot_type", "kind of plot")),
    Target("level_a", N_("Level of factor A"), aliases=("因素A", "A因素", "A因素水平", "factor_a", "level_a")),
    Target("level_b", N_("Level of factor B"), aliases=("因素B", "B因素", "B因素水平", "factor_b", "level_b")),
    Target("level_c", N_("Level of factor C"), aliases=("因素C", "C因素", "C因素水平", "factor_c", "level_c")),
    Target("sown_on", N_("Sowing date"), "day", aliases=("planting_date", "sowing_date", "播种日期")),
    Target("harvested_on", N_("Harvest date"), "day", aliases=("harvest_date", "收获日期")),
    Target("plot_area", N_("Plot area"), "number", unit="m²", low=0, aliases=("小区面积", "plot_area", "plot_size")),
    Target("plot_width", N_("Width of the plot"), "number", unit="m", low=0, aliases=("小区宽", "plot_width")),
    Target("plot_length", N_("Length of the plot"), "number", unit="m", low=0, aliases=("小区长", "plot_length")),
    Target("trait", N_("Trait"), aliases=("性状", "性状名称", "trait", "variable", "项目")),
    Target("value", N_("Value"), "number", aliases=("数值", "值", "观测值", "value", "score")),
    Target("crop", N_("Crop"), aliases=("作物", "作物名称")),
    Target("yield_unit", N_("Unit of the yield"), "choice", aliases=("产量单位",), choices=YIELD_UNITS),
)
FURTHER = (
    Target(NEW_NUMBER, N_("New trait (numbers)"), "number", many=True),
    Target(NEW_TEXT, N_("New trait (text)"), many=True),
    Target(NEW_DATE, N_("New trait (days)"), "day", many=True),
    Target(NOTE, N_("Note"), many=True),
)
YIELD_NAMES = ("产量", "yield", "yld", "gy", "grain yield")
NAMES_PER_MU = ("亩产", "亩产量", "折亩产量", "平均亩产")
YIELD_HEADING = re.compile(r"yield|yld|产量|亩产", re.IGNORECASE)
LEAST = {"kg_per_mu": 30.0, "kg_per_ha": 450.0}  # a yield below it is in another unit, such as t/ha
DESIGN_WORDS = {  # what files call designs, normalised → the word of the command line
    "crd": ("crd", "完全随机", "完全随机设计", "completely randomised", "completely randomized"),
    "rcbd": ("rcbd", "rcb", "rbd", "随机区组", "随机区组设计", "完全随机区组", "随机完全区组", "randomised complete blocks",
             "randomized complete block", "randomised blocks"),
    "latin": ("latin", "latin square", "拉丁方", "拉丁方设计"),
    "factorial": ("factorial", "析因", "多因素随机区组", "析因设计"),
    "split-plot": ("splitplot", "裂区", "裂区设计", "二裂式裂区"),
    "split-split-plot": ("splitsplitplot", "再裂区", "再裂区设计", "三裂式裂区"),
    "strip-plot": ("stripplot", "splitblock", "条区", "条裂区", "条区设计"),
    "alpha": ("alpha", "alphalattice", "α设计", "α格子", "alpha格子", "不完全区组"),
    "lattice": ("lattice", "格子", "格子设计", "平方格子", "square lattice"),
    "bib": ("bib", "bibd", "平衡不完全区组"),
    "row-column": ("rowcolumn", "rowcol", "rrc", "drrc", "行列", "行列设计"),
    "augmented": ("augmented", "增广", "增广设计", "augmented blocks"),
    "p-rep": ("prep", "部分重复", "partially replicated"),
    "on-farm": ("onfarm", "大区对比", "大区示范", "strips", "strip trial"),
    "interval-check": ("intervalcheck", "间比法", "间比", "对比法"),
    "none": ("none", "unreplicated", "无重复", "不设重复"),
}


def design_named(text: str) -> str:
    """The design that a word of a file or a person means, as the command line names it; "" for none."""
    wanted = normal(text)
    return next((name for name, words in DESIGN_WORDS.items()
                 if wanted == normal(name) or wanted in {normal(w) for w in words}), "")


def design_in(texts: Iterable[str]) -> str:
    """The design whose name stands in a title: 玉米裂区试验; "" for none or for several. Short words prove nothing."""
    whole = normal(" ".join(map(str, texts)))
    named = {(word, name) for name, words in DESIGN_WORDS.items() for known in words
             if len(word := normal(known)) > (1 if ord(word[0]) > 127 else 7) and word in whole}
    found = {name for word, name in named if not any(word != other and word in other for other, _name in named)}
    return found.pop() if len(found) == 1 else ""


def trait_target(trait: Trait, crop: str = "") -> Target:
    """The target of a trait: numbers with their plausible range, days, or text. `crop` tells equal names apart."""
    kind = "number" if trait.kind in MEASURED else "day" if trait.kind == "date" else "text"
    per_area = trait.is_yield and unit_code(trait.unit) is not None
    low = trait.low or LEAST.get(unit_code(trait.unit) or "", trait.low)
    known = (trait.name_zh, trait.name_en, *re.split(r"[,，、;；]\s*", trait.aliases), *(YIELD_NAMES if per_area else ()),
             *(NAMES_PER_MU if unit_code(trait.unit) == "kg_per_mu" else ()))
    title = f"{trait.title()} ({crop})" if crop else trait.title()
    return Target(f"trait:{trait.code}", title, kind, tuple(n for n in known if n), decimals=trait.decimals or 0,
                  plausible=(low, trait.high), unit=trait.unit)
