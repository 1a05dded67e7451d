"""The import of observations by plot: from our own form, from Field Book, from any table; several files at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from desktop.catalogue.model import Trait
from desktop.core.i18n import N_
from desktop.core.importing import Columns, ImportKind, ImportRun, Plan, Progress, Target, Use
from desktop.core.records import living
from desktop.core.tables import Sheet, Table
from desktop.core.tables.words import plain
from desktop.trials.importing.observations.targets import ASKED, ASKED_TARGET, PLACES, TraitNames, occasion_in, trait_column

if TYPE_CHECKING:
    from desktop.core.importing import Question


class ObservationImport(ImportKind):
    """Observations of plots that are there: a row a plot with traits in columns, or a row a value."""

    name = "observations"
    title = N_("Observations from the field")
    table = "trial"
    note = N_("The filled-in form, Field Book's database or tables, or any table with the plot's key or trial and plot. "
              "Several files can be chosen together: they are compared with what is stored and with each other.")
    several = True
    endings = (".zip",)
    remembers_answers = False

    def read(self, paths: Sequence[Path]) -> Table | None:
        """See `ImportKind.read`."""
        from desktop.trials.importing.observations.reading import read_observations

        return read_observations(paths)

    def recognises(self, table: Table) -> bool:
        """Our own form, by the plots' keys and the codes in its headings; what a telephone writes."""
        header = set(table.header)
        return bool(table.extra.get("field_book") or ("plot_id" in header and any(occasion_in(h) for h in header))
                    or {"trait", "value", "timestamp", "person"} <= header)

    def targets(self, session: Session) -> list[Target]:
        """The plot and what is known of a value, then every trait there is."""
        from desktop.catalogue.model import Crop

        crops = {c.id: c.title() for c in session.exec(select(Crop))}
        found = session.exec(living(Trait).order_by(col(Trait.code)))
        titles = ((t, f"{t.title()} ({crops[t.crop_id]})" if t.crop_id in crops else t.title()) for t in found)
        return [*PLACES, *(trait_column(t, title) for t, title in titles), ASKED_TARGET]

    def guess(self, session: Session, table: Table, header: Sequence[str], targets: Sequence[Target],
              chosen: Mapping[str, str]) -> dict[str, Use]:
        """By exact names only: a heading that is merely alike may mean another trait, so that is asked."""
        del targets, chosen
        from desktop.trials.importing.observations.reading import is_structure, place_columns

        uses = {heading: Use(target) for target, heading in place_columns(header).items()}
        targets_used = {use.target for use in uses.values()}
        if {"trait", "value"} <= targets_used:
            return uses
        uses = {h: u for h, u in uses.items() if u.target not in ("trait", "value", "occasion")}
        traits = self._names(session, table, uses)
        for heading in header:
            found = traits.meant(heading) if heading and heading not in uses else []
            mark = occasion_in(heading)
            if not heading or heading in uses or (not mark and is_structure(heading)):
                continue
            if len(found) == 1:
                uses[heading] = Use(f"trait:{found[0].code}", {"occasion": mark} if mark else {})
            elif any(plain(cell) for cell in table.column(heading)):
                uses[heading] = Use(ASKED)
        return {h: uses[h] for h in header if h in uses}

    def _names(self, session: Session, table: Table, uses: dict[str, Use]) -> TraitNames:
        """The traits as the trials of the file's plots know them."""
        from desktop.trials.importing.observations.plots import plots_of_rows
        from desktop.trials.model import Plot, Trial

        places = {use.target: table.column(heading) for heading, use in uses.items()}
        plots = [p for p in plots_of_rows(session, places, len(table.rows)) if isinstance(p, Plot)]
        trials = {p.trial_id for p in plots if p.trial_id}
        crops = session.exec(select(Trial.crop_id).where(col(Trial.id).in_(sorted(trials))))
        return TraitNames(session, trials, [c for c in crops if c])

    def questions(self, session: Session, table: Table, columns: Columns) -> list[Question]:
        """See `ImportKind.questions`."""
        from desktop.trials.importing.observations.plan import ObservationPlanner

        return ObservationPlanner(session, table, columns, self.targets(session)).questions()

    def export(self, session: Session) -> Sheet:
        """All observations, a row a value."""
        from desktop.trials.field.observation_table import observations_sheet

        return observations_sheet(session)

    def plan(self, session: Session, table: Table, columns: Columns) -> Plan:
        """See `ImportKind.plan`."""
        from desktop.trials.importing.observations.plan import ObservationPlanner

        return ObservationPlanner(session, table, columns, self.targets(session)).plan()

    def opened(self, session: Session, run: ImportRun) -> int | None:
        """The first trial with a value that was added or changed."""
        from desktop.trials.importing.about import trial_touched

        return trial_touched(session, run)

    def write(self, session: Session, plan: Plan, progress: Progress) -> None:
        """See `ImportKind.write`."""
        from desktop.trials.importing.observations.writing import write_observations

        write_observations(session, plan, progress)


OBSERVATIONS = ObservationImport()
