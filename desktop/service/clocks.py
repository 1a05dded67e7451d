"""The clocks of a complaint: until when it must be answered and resolved, until when its field can still be judged."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from desktop.catalogue.model import Crop
from desktop.core import catalogues
from desktop.service.appraisal import window


def clocks(session: Session, complaint: Any) -> dict[str, date | None]:
    """The days that follow from crop, kind, severity and the days of receipt and sowing; none before it is received."""
    received = complaint.received_on
    if received is None:
        return {}
    limits = catalogues.load("complaint_limits").by("severity")[complaint.severity or "medium"]
    crop = session.get(Crop, complaint.crop_id) if complaint.crop_id else None
    found = window(crop.code, complaint.kind, complaint.sown_on) if crop else None
    return {"response_due": received + timedelta(days=limits["answer_days"]),
            "resolution_due": received + timedelta(days=limits["resolution_days"]),
            "appraisal_last": found.last if found else None}
