"""What looks wrong about the making of labels but does not forbid saving."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from desktop.core.i18n import _
from desktop.core.units import format_number
from desktop.labels.model import LabelVersion
from desktop.labels.printing_model import unusable
from desktop.labels.stock import rule


def doubts_of_use(session: Session, values: Mapping[str, Any], record_id: int | None) -> dict[str, str]:
    """A lot that should not have been packed with this version on this day."""
    del record_id
    version = session.get(LabelVersion, values.get("version_id") or 0)
    if version is None or values.get("packed_on") is None:
        return {}
    sentence = unusable(version, values["packed_on"])
    return {"version_id": sentence} if sentence else {}


def doubts_of_delivery(session: Session, values: Mapping[str, Any], record_id: int | None) -> dict[str, str]:
    """A sample with more faults than usually pass, though it was taken over."""
    del session, record_id
    sampled, faulty = values.get("sampled") or 0, values.get("faulty") or 0
    most = rule("fault_percent")
    if sampled and values.get("result") == "accepted" and 100 * faulty > most * sampled:
        return {"result": _("{rate} % of the sample are faulty; usually at most {most} % pass.").format(
            rate=format_number(100 * faulty / sampled, 2), most=f"{most:g}")}
    return {}
