"""What trials and the catalogue take in: tables of whole trials, observations by plot, varieties, sites, traits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, select

from desktop.catalogue.model import Crop, Trait, Variety
from desktop.core.i18n import N_
from desktop.core.importing import About, Columns, ImportKind, ImportRun, Plan, Progress, Question, RecordImport, Target, Use
from desktop.core.records import living
from desktop.core.tables import Table
from desktop.trials.importing.said_facts import NAMES
from desktop.trials.importing.said_facts import targets as fact_targets
from desktop.trials.importing.targets import FURTHER, PLACES, trait_target
from desktop.trials.model import Site


class TrialImport(ImportKind):
    """A table of trials: a row is a plot, or a mean of a variety in an environment; traits stand in columns.

    Or long: a row is one observation, with a column for the trait and one for the value. A trial is made for each
    trial, site and season named; varieties, sites, seasons and traits that are not known are added. A table of plots
    without any trait is a layout made elsewhere, or a plan that is to be changed.
    """

    name = "trial"
    title = N_("Trial tables")
    table = "trial"
    settable = ("crop", "season", "site", "trial", "compared", "design", "places", "check", "layout", *NAMES)
    note = N_("One row per plot, or per variety and site; one column per trait, or columns Trait and Value; "
              "without traits it is a layout.")

    def arranged(self, table: Table, layout: str) -> Table:
        """Replicates or sites that stand side by side become rows."""
        from desktop.trials.importing.arranging import arranged

        return arranged(table, layout)

    def targets(self, session: Session) -> list[Target]:
        """Places, then the traits there are, then new traits and notes."""
        crops = {c.id: c.title() for c in session.exec(select(Crop))}
        found = session.exec(living(Trait).order_by(col(Trait.code)))
        facts = [target for target in fact_targets() if target.name not in {place.name for place in PLACES}]
        return [*PLACES, *facts, *(trait_target(t, crops.get(t.crop_id or 0, "")) for t in found), *FURTHER]

    def offered(self, session: Session, table: Table, columns: Columns) -> list[Target]:
        """The traits of other crops than the file's are not offered, unless one is chosen already."""
        from desktop.trials.importing.about import offered

        return offered(session, table, columns, self.targets(session))

    def guess(self, session: Session, table: Table, header: Sequence[str], targets: Sequence[Target],
              chosen: Mapping[str, str]) -> dict[str, Use]:
        """By headings and by what stands in the columns (see `importing/columns.py`)."""
        from desktop.trials.importing.columns import guess

        return guess(session, table, header, targets, chosen)

    def about(self, session: Session, table: Table, columns: Columns) -> list[About]:
        """Crop, season, site, name, what is compared, design, check, layout."""
        from desktop.trials.importing.about import about

        return about(session, table, columns, self.plan(session, table, columns))

    def lacking(self, columns: Columns) -> str:
        """Varieties or treatments, and a trait or the numbers of plots."""
        from desktop.trials.importing.plots import lacking

        targets = {use.target for use in columns.uses.values()}
        traits = any(t.startswith("trait:") or t in {f.name for f in FURTHER} - {"note"} for t in targets)
        return lacking(targets | set(columns.constants), traits=traits)

    def questions(self, session: Session, table: Table, columns: Columns) -> list[Question]:
        """About every column, in the unit of its heading or the one chosen for yields."""
        from desktop.core.importing.questions import of_column
        from desktop.trials.importing.crops import crop_of
        from desktop.trials.importing.trait_columns import TraitColumns

        targets = {t.name: t for t in self.targets(session)}
        crop = crop_of(session, table, columns.uses, columns.constants.get("crop", ""))
        finder = TraitColumns(session, table, columns, targets, crop)
        return [question for heading, use in columns.uses.items() if heading in table.header for question in
                of_column(heading, table.column(heading), finder.column(heading, targets[use.target]), use)]

    def plan(self, session: Session, table: Table, columns: Columns) -> Plan:
        """See `ImportKind.plan`."""
        from desktop.trials.importing.plan import TrialPlanner

        return TrialPlanner(self.targets(session), session, table, columns).plan()

    def opened(self, session: Session, run: ImportRun) -> int | None:
        """The first trial added or changed, or with a plot or a value that was."""
        from desktop.trials.importing.about import trial_touched

        return trial_touched(session, run)

    def write(self, session: Session, plan: Plan, progress: Progress) -> None:
        """See `ImportKind.write`."""
        from desktop.trials.importing.writing import write_trials

        write_trials(session, plan, progress)


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
