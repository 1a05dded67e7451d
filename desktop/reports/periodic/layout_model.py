"""The templates of a company: which sections and figures the reports of a kind have, in which words, when they are due."""

from __future__ import annotations

from typing import ClassVar

from desktop.core import fields as f
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_
from desktop.core.records import Record
from desktop.reports.measures.measure_list import NAMES as MEASURE_NAMES
from desktop.reports.periodic import states as s


class ReportLayout(Record, table=True):
    """A company's template of a kind of report: what it is called, which sections it has, when it is due."""

    NAME: ClassVar[str] = N_("Report template")
    FORM: ClassVar[Groups] = (Group("name:2 kind in_use owed due_days due_at heading:2 letterhead:3 intro:3 signers:2 "
                                    "remarks:3"),)
    name: str = f.text(N_("Name"), required=True, search=True)
    kind: str = f.choice(N_("Kind of report"), s.KINDS, "week")
    in_use: bool = f.yes_no(N_("Used for new reports"), default=True)
    owed: bool = f.yes_no(N_("Remind of missing reports"), default=True)
    due_days: int | None = f.whole(N_("Days until it is due"), unit=N_("d"), low=-15, high=90)
    due_at: str = f.text(N_("Due at what hour"))
    heading: str = f.text(N_("Heading on paper"))
    letterhead: str = f.text(N_("Letterhead, one line each"), long=True)
    intro: str = f.text(N_("Opening words"), long=True)
    signers: str = f.text(N_("Who signs, comma between"))
    remarks: str = f.text(N_("Remarks"), long=True)


class LayoutSection(Record, table=True):
    """A section of a template, in its place, under the company's own words."""

    NAME: ClassVar[str] = N_("Section of a template")
    FORM: ClassVar[Groups] = (Group("position section shown heading:2"),)
    layout_id: int | None = f.link(N_("Report template"), "reportlayout.id", owned=True)
    position: int | None = f.whole(N_("Position"), low=1, counted_in="layout_id", reused=True)
    section: str = f.choice(N_("Section"), s.SECTIONS, "work")
    shown: bool = f.yes_no(N_("In the report"), default=True)
    heading: str = f.text(N_("Own heading"))

    def label(self) -> str:
        """The heading."""
        return self.heading or s.SECTIONS.label(self.section)


class LayoutFigure(Record, table=True):
    """A key figure that the reports of a template show."""

    NAME: ClassVar[str] = N_("Figure of a template")
    FORM: ClassVar[Groups] = (Group("position measure heading:2"),)
    layout_id: int | None = f.link(N_("Report template"), "reportlayout.id", owned=True)
    position: int | None = f.whole(N_("Position"), low=1, counted_in="layout_id", reused=True)
    measure: str = f.choice(N_("Key figure"), MEASURE_NAMES, "visits")
    heading: str = f.text(N_("Own words for it"))

    def label(self) -> str:
        """What it is called."""
        return self.heading or MEASURE_NAMES.label(self.measure)
