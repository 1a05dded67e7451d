"""The traits of a file: those of its columns, or those named in a column; what is asked about them and their values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlmodel import Session, col, select

from desktop.catalogue.model import Trait
from desktop.core.i18n import N_, _
from desktop.core.importing import Columns, Question, Use
from desktop.core.importing.questions import KEEP_OUT, of_column
from desktop.core.tables import Table
from desktop.core.tables.words import plain
from desktop.trials.importing.observations.cells import place_question, trait_questions
from desktop.trials.importing.observations.targets import (
    ASKED,
    NEW_KINDS,
    PLACES,
    TraitNames,
    defined_trait,
    new_trait,
    occasion_in,
)
from desktop.trials.model import Plot, Trial

Group = tuple[str, Trait, int | None, list[int], str, str]
OCCASIONS = 12
SKIP, DEFINED = "skip", "new"
NEW_TITLES = {"new_number": N_("a new trait (numbers)"), "new_text": N_("a new trait (words)"),
              "new_date": N_("a new trait (days)")}


class FileTraits:
    """Finds the traits of a table. `wrong` says of rows why their trait is not known; `new` are traits to be added."""

    def __init__(self, session: Session, table: Table, columns: Columns, plots: Sequence[Plot]) -> None:
        self.table, self.columns, self.plots = table, columns, plots
        trials = {p.trial_id for p in plots if p.trial_id}
        crops = [c for c in session.exec(select(Trial.crop_id).where(col(Trial.id).in_(sorted(trials)))) if c]
        self.crop = crops[0] if len(set(crops)) == 1 else None
        self.names = TraitNames(session, trials, crops)
        self.new: list[Trait] = []
        self.wrong: dict[int, str] = {}
        self._made: dict[str, Trait] = {}

    @property
    def are_named(self) -> bool:
        """Whether a column holds a trait, or names and values of traits."""
        targets = {use.target for use in self.columns.uses.values()}
        return {"trait", "value"} <= targets or any(self._of_column(h, use) for h, use in self.columns.uses.items())

    def groups(self) -> Iterator[Group]:
        """(heading, trait, occasion or None, rows, prefix of answers, name in the file), by column or by trait."""
        everywhere = list(range(len(self.table.rows)))
        for heading, use in self.columns.uses.items():
            trait = self._of_column(heading, use)
            if trait is not None:
                yield heading, trait, self._occasion(heading), everywhere, "", heading
        value, name = self.columns.heading("value"), self.columns.heading("trait")
        if value and name:
            yield from self._long(value, name)

    def _of_column(self, heading: str, use: Use) -> Trait | None:
        """The trait of a column of values; None for other columns, and while nobody has said which is meant."""
        answer = use.options.get("trait", "") if use.target == ASKED else use.target.removeprefix("trait:")
        if use.target == ASKED and answer in NEW_KINDS:
            return self._make(heading, answer)
        known = use.target == ASKED or use.target.startswith("trait:")
        return self.names.by_code.get(answer) if known else None

    def open_columns(self) -> list[str]:
        """The columns about whose trait nothing has been said, or that are to be left out."""
        return [h for h, use in self.columns.uses.items() if use.target == ASKED and self._of_column(h, use) is None]

    def _occasion(self, heading: str) -> int | None:
        answer = self.columns.uses[heading].options.get("occasion", "") or occasion_in(heading)
        return int(answer) if answer.isdecimal() else None

    def _long(self, value: str, name: str) -> Iterator[Group]:
        """The rows of each trait named in the column `name`."""
        self.wrong = {}
        rows = defaultdict(list)
        for place, cell in enumerate(self.table.column(name)):
            rows[plain(cell)].append(place)
        for written, places in rows.items():
            trait = self._trait(written, name)
            if isinstance(trait, Trait):
                yield value, trait, None, places, f"{trait.code}/", written
            elif trait:
                self.wrong.update(dict.fromkeys(places, trait))

    def _trait(self, written: str, heading: str) -> Trait | str:
        """The trait meant by a name, "" where it is to be skipped, else the sentence that says why it is not known."""
        if not written:
            return _("The trait is blank: fill it in.")
        found = self.names.meant(written)
        answer = self.columns.uses[heading].options.get(f"trait:{written}", "") or (
            DEFINED if not found and written in self._definitions() else "")
        if not answer and len(found) == 1:
            return found[0]
        if answer in self.names.by_code:
            return self.names.by_code[answer]
        if answer == SKIP:
            return ""
        if answer in NEW_KINDS or answer == DEFINED:
            return self._make(written, answer)
        return _("It is not clear which trait “{value}” is: answer the question about it, or correct the cell.").format(
            value=written)

    def _make(self, name: str, how: str) -> Trait:
        if name not in self._made:
            definition = self._definitions().get(name)
            made = (defined_trait(name, definition, self.crop) if how == DEFINED and definition is not None
                    else new_trait(name, NEW_KINDS.get(how, "text"), self.crop))
            taken = set(self.names.by_code) | {t.code for t in self.new}
            made.code = next(c for c in (made.code, *(f"{made.code}_{n}" for n in range(2, 999))) if c not in taken)
            self._made[name] = made
            self.new.append(made)
        return self._made[name]

    def _definitions(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = self.table.extra.get("traits", {})
        return found

    # -- questions ----------------------------------------------------------------------------------------------------

    def questions(self) -> list[Question]:
        """All of them: about days, places, traits, occasions, values."""
        found: list[Question] = []
        plain_targets = {t.name: t for t in PLACES}
        for heading, use in self.columns.uses.items():
            cells = self.table.column(heading)
            if use.target == "location":
                found += place_question(heading, cells, use.options)
            elif use.target in plain_targets and use.target not in ("value", "trait"):
                found += of_column(heading, cells, plain_targets[use.target], use)
        return [*found, *self._about_columns(), *self._about_traits(), *self._about_occasions(), *self._about_values()]

    def _about_columns(self) -> list[Question]:
        """Which trait the heading of a column means."""
        return [Question(heading, "trait", N_("Which trait is meant?"), {
            **{t.code: t.title() for t in (*self.names.like(heading), *self.names.offered())}, **NEW_TITLES,
            SKIP: N_("leave these values out")}, (heading,), use.options.get("trait", ""))
            for heading, use in self.columns.uses.items() if use.target == ASKED]

    def _about_traits(self) -> list[Question]:
        """Which trait a name means, where none or several have it."""
        heading = self.columns.heading("trait")
        if heading is None:
            return []
        asked = []
        options = self.columns.uses[heading].options
        for written in dict.fromkeys(plain(c) for c in self.table.column(heading)):
            found = self.names.meant(written) if written else []
            if not written or len(found) == 1:
                continue
            defined = written in self._definitions()
            offered = found or self.names.offered()
            answers = {**({DEFINED: N_("a new trait, as the telephone defines it")} if defined and not found else {}),
                       **{t.code: t.title() for t in offered}, **NEW_TITLES, SKIP: N_("leave these values out"), **KEEP_OUT}
            given = options.get(f"trait:{written}", "") or (DEFINED if DEFINED in answers else "")
            asked.append(Question(heading, f"trait:{written}", N_("Which trait is meant?"), answers, (written,), given))
        return asked

    def _about_occasions(self) -> list[Question]:
        """The time of observation of columns that go to the same trait and do not say it themselves."""
        by_target = defaultdict(list)
        for heading, use in self.columns.uses.items():
            if use.target.startswith("trait:"):
                by_target[use.target].append(heading)
        answers = {str(n): str(n) for n in range(1, OCCASIONS + 1)}
        return [Question(heading, "occasion", N_("Which time of observation is this?"), answers, (heading,),
                         self.columns.uses[heading].options.get("occasion", ""))
                for headings in by_target.values() if len(headings) > 1 for heading in headings if not occasion_in(heading)]

    def _about_values(self) -> list[Question]:
        found = []
        for heading, trait, _occasion, places, prefix, named in self.groups():
            index = self.table.header.index(heading)
            cells = [self.table.rows[p][index] for p in places]
            found += trait_questions(heading, cells, trait, self.columns.uses[heading].options, prefix,
                                     trait.title() if prefix else "", named)
        return found
