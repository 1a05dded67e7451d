"""Sheets of labels as they are bought."""

from __future__ import annotations

from typing import ClassVar

from desktop.core import fields as f
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record


class LabelStock(Record, table=True):
    """A sheet of labels as it is bought: paper and labels in millimetres."""

    NAME: ClassVar[str] = N_("Label stock")
    FORM: ClassVar[Groups] = (
        Group("name:2 page_width page_height across down label_width label_height left top gap_x gap_y remarks", across=2),
    )
    name: str = f.text(N_("Name"), required=True, search=True)
    page_width: float | None = f.number(N_("Width of the sheet"), unit="mm", decimals=1, low=10, high=1000, default=210.0)
    page_height: float | None = f.number(N_("Height of the sheet"), unit="mm", decimals=1, low=10, high=2000, default=297.0)
    across: int | None = f.whole(N_("Labels across"), low=1, high=50, default=3)
    down: int | None = f.whole(N_("Labels down"), low=1, high=100, default=8)
    label_width: float | None = f.number(N_("Width of a label"), unit="mm", decimals=1, low=5, default=70.0)
    label_height: float | None = f.number(N_("Height of a label"), unit="mm", decimals=1, low=5, default=36.0)
    left: float | None = f.number(N_("Left margin"), unit="mm", decimals=1, low=0, default=0.0)
    top: float | None = f.number(N_("Top margin"), unit="mm", decimals=1, low=0, default=4.5)
    gap_x: float | None = f.number(N_("Gap across"), unit="mm", decimals=1, low=0, default=0.0)
    gap_y: float | None = f.number(N_("Gap down"), unit="mm", decimals=1, low=0, default=0.0)
    remarks: str = f.text(N_("Remarks"), long=True)

    def problems(self) -> dict[str, str]:
        """The labels must lie on the sheet."""
        found = {}
        if self._reach(self.left, self.across, self.label_width, self.gap_x) > (self.page_width or 0) + 0.05:
            found["label_width"] = _("The labels are wider than the sheet.")
        if self._reach(self.top, self.down, self.label_height, self.gap_y) > (self.page_height or 0) + 0.05:
            found["label_height"] = _("The labels are higher than the sheet.")
        return found

    @staticmethod
    def _reach(margin: float | None, count: int | None, size: float | None, gap: float | None) -> float:
        """How far `count` labels reach from the edge of the sheet, mm."""
        labels = count or 1
        return (margin or 0) + labels * (size or 0) + (labels - 1) * (gap or 0)
