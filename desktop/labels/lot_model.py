"""Tests of seed lots: what a laboratory found, against what the label promises, and the retained sample."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session

from desktop.core import fields as f
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record
from desktop.labels.model import LabelVersion
from desktop.labels.weighing import weights_of


class LotTest(Record, table=True):
    """One test of a seed lot. `weights`: net contents of single packs in g, as weighed, for the check of net content."""

    NAME: ClassVar[str] = N_("Test of a seed lot")
    FORM: ClassVar[Groups] = (
        Group("lot:2 version_id:2 origin harvested tonnes tested_on laboratory method certificate_no purity cleanness "
              "germination moisture sample_no sample_place keep_until batch_packs weights:3 remarks:3"),
    )
    lot: str = f.text(N_("Seed lot"), required=True, search=True, index=True)
    version_id: int | None = f.link(N_("Label version"), "labelversion.id")
    item_name: str = f.text(N_("Name of the label"), search=True)  # a copy, so that it is found by it
    origin: str = f.text(N_("Grown at"))
    harvested: int | None = f.year(N_("Year of harvest"))
    tonnes: float | None = f.number(N_("Quantity of the lot"), unit="t", decimals=2, low=0)
    tested_on: date | None = f.day(N_("Tested on"), required=True, index=True)
    laboratory: str = f.text(N_("Laboratory"), search=True)
    method: str = f.text(N_("Test method"))
    certificate_no: str = f.text(N_("Test report no."), search=True)
    purity: float | None = f.number(N_("Purity found"), unit="%", decimals=1, low=0, high=100)
    cleanness: float | None = f.number(N_("Cleanness found"), unit="%", decimals=1, low=0, high=100)
    germination: float | None = f.number(N_("Germination found"), unit="%", decimals=1, low=0, high=100)
    moisture: float | None = f.number(N_("Moisture found"), unit="%", decimals=1, low=0, high=100)
    sample_no: str = f.text(N_("Retained sample no."), search=True)
    sample_place: str = f.text(N_("Where the sample lies"))
    keep_until: date | None = f.day(N_("Sample kept until"), index=True)
    batch_packs: int | None = f.whole(N_("Packs of the batch"), low=1)
    weights: str = f.text(N_("Net contents weighed (g) or counted (kernels)"), long=True)
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """Lot and day."""
        return f"{self.lot} {self.tested_on or ''}".strip()

    def problems(self) -> dict[str, str]:
        """Weights are numbers above nothing."""
        return {} if weights_of(self.weights) is not None else {
            "weights": _("Write the weights as numbers above 0 with blanks or commas between them.")}

    def before_save(self, _before: Any, session: Session) -> None:
        """It is found by the name of its label."""
        version = session.get(LabelVersion, self.version_id) if self.version_id else None
        self.item_name = version.item_name if version is not None else ""
