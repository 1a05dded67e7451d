"""A dated notice of policy, and each dealer it was told to."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from desktop.core import fields as f
from desktop.core.choices import Choices
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_
from desktop.core.records import Record

KINDS = Choices("notice_kind", {"sales": N_("Sales policy"), "promotion": N_("Promotion policy"), "price": N_("Price notice"),
                                "other": N_("Other notice")})
WAYS = Choices("told_how", {"visit": N_("At a visit"), "call": N_("By telephone"), "wechat": N_("By WeChat"),
                            "paper": N_("On paper"), "meeting": N_("At a meeting")})


class PolicyNotice(Record, table=True):
    """What the firm announced: its text or its file, from when until when it holds."""

    NAME: ClassVar[str] = N_("Policy notice")
    FORM: ClassVar[Groups] = (Group("title:2 code kind issued_on valid_from valid_until issued_by content remarks"),)
    code: str = f.code(N_("Notice no."), "ZC", year_of="issued_on")
    title: str = f.text(N_("Title"), required=True, search=True)
    kind: str = f.choice(N_("Kind"), KINDS, "sales")
    issued_on: date | None = f.day(N_("Announced on"), required=True, index=True)
    issued_by: str = f.text(N_("Announced by"))
    valid_from: date | None = f.day(N_("Valid from"))
    valid_until: date | None = f.day(N_("Valid until"), not_before="valid_from")
    content: str = f.text(N_("Text of the notice"), search=True, long=True)
    remarks: str = f.text(N_("Remarks"), long=True)


class PolicyTold(Record, table=True):
    """A dealer to whom a notice was told, or is to be told: when, how, by whom; when it was acknowledged and by whom."""

    NAME: ClassVar[str] = N_("Dealer told")
    FORM: ClassVar[Groups] = (Group("dealer_id told_on how told_by acknowledged_on acknowledged_by remark"),)
    notice_id: int | None = f.link(N_("Policy notice"), "policynotice.id", owned=True)
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", required=True)
    told_on: date | None = f.day(N_("Told on"))
    how: str = f.choice(N_("Told how"), WAYS)
    told_by: str = f.text(N_("Told by"))
    acknowledged_on: date | None = f.day(N_("Acknowledged on"), not_before="told_on")
    acknowledged_by: str = f.text(N_("Acknowledged by"))
    remark: str = f.text(N_("Remark"))
