"""The documents of promotions that the command line writes."""

from __future__ import annotations

from desktop.core.reporting import Report, coded, of_document
from desktop.market.promotions.field_papers import field_day_sheet, media_log
from desktop.market.promotions.model import FieldDay, SalesPromotion
from desktop.market.promotions.papers import application, evaluation

PROMOTION_REPORTS = (
    Report("promotion", "code", of_document(lambda db, args: application(db, coded(db, SalesPromotion, args.code)))),
    Report("promotion-evaluation", "code", of_document(lambda db, args: evaluation(db, coded(db, SalesPromotion, args.code)))),
    Report("field-day", "code", of_document(lambda db, args: field_day_sheet(db, coded(db, FieldDay, args.code)))),
    Report("advertising", "", of_document(lambda db, args: media_log(db, args.year))),
)
