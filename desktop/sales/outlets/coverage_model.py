"""How outlets cover a county: its people, the shops counted in it, what is done in townships without an outlet."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from desktop.core import fields as f
from desktop.core.deadlines import Deadline
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record
from desktop.sales.outlets.words import TOWNSHIP_STATES


class CoverageArea(Record, table=True):
    """A county as it was counted on a day: its people, its sown area, how many shops sell seed in it."""

    NAME: ClassVar[str] = N_("Coverage of a county")
    FORM: ClassVar[Groups] = (Group("region_id:2 counted_on people urban rural area_mu seed_shops source:2 remarks"),)
    region_id: int | None = f.link(N_("Region"), "region.id", required=True)
    counted_on: date | None = f.day(N_("Day of the figures"), required=True, index=True)
    people: int | None = f.whole(N_("Population"), low=0)
    urban: int | None = f.whole(N_("Urban population"), low=0)
    rural: ClassVar[f.Computed] = f.computed(N_("Rural population"), lambda c: c.people - c.urban, kind="whole")
    area_mu: float | None = f.number(N_("Sown area"), unit=N_("mu"), decimals=0, low=0)
    seed_shops: int | None = f.whole(N_("Shops that sell seed"), low=0)
    source: str = f.text(N_("Source"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """The day of the count."""
        return str(self.counted_on or self.id)

    def problems(self) -> dict[str, str]:
        """The urban people are among all people."""
        if self.urban is not None and (self.people is None or self.urban > self.people):
            return {"urban": _("The urban population is a part of the population: enter both, the whole first.")}
        return {}


class CountedShop(Record, table=True):
    """A shop counted in a county: whether it sells our seed, and what it sells of all seed."""

    NAME: ClassVar[str] = N_("Counted shop")
    FORM: ClassVar[Groups] = (Group("name:2 region_id:2 ours category_bags own_bags firms outlet_id:2 remark:2"),)
    area_id: int | None = f.link(N_("Coverage of a county"), "coveragearea.id", owned=True)
    name: str = f.text(N_("Name of the shop"), required=True, search=True)
    region_id: int | None = f.link(N_("Township or town"), "region.id")
    ours: bool = f.yes_no(N_("Sells our seed"))
    category_bags: int | None = f.whole(N_("Sells of all seed"), unit=N_("bags"), low=0)
    own_bags: int | None = f.whole(N_("Of it ours"), unit=N_("bags"), low=0)
    firms: int | None = f.whole(N_("Firms on its shelves"), low=0)
    outlet_id: int | None = f.link(N_("Outlet"), "outlet.id")
    remark: str = f.text(N_("Remark"))

    def problems(self) -> dict[str, str]:
        """Ours is a part of all, and who sells ours sells our seed."""
        if self.own_bags and self.category_bags is not None and self.own_bags > self.category_bags:
            return {"own_bags": _("Of {all} {all:bag|bags} in all no more than {all} can be ours.").format(
                all=self.category_bags)}
        if self.own_bags and not self.ours:
            return {"ours": _("{name} sold bags of ours: tick that it sells our seed.").format(name=self.name)}
        return {}


class TownshipPlan(Record, table=True):
    """What is done so that a township without an outlet gets one: what, who, by when, what came of it."""

    NAME: ClassVar[str] = N_("Blank township")
    FORM: ClassVar[Groups] = (Group("region_id:2 state what:3 candidate who due_on done_on outlet_id:2 remarks"),)
    region_id: int | None = f.link(N_("Township or town"), "region.id", required=True)
    state: str = f.choice(N_("State"), TOWNSHIP_STATES, "open")
    what: str = f.text(N_("What is to be done"), search=True)
    candidate: str = f.text(N_("Shop or person in view"), search=True)
    who: str = f.text(N_("In charge"))
    due_on: date | None = f.day(N_("Due"), index=True, deadline=Deadline(("open",)))
    done_on: date | None = f.day(N_("Done on"))
    outlet_id: int | None = f.link(N_("Outlet won"), "outlet.id")
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """What is to be done."""
        return self.what or str(self.id)

    def problems(self) -> dict[str, str]:
        """An outlet that was won is named; what is given up says why."""
        if self.state == "won" and not self.outlet_id:
            return {"outlet_id": _("Name the outlet that was won.")}
        if self.state == "dropped" and not self.remarks:
            return {"remarks": _("Say why the township is given up.")}
        return {}
