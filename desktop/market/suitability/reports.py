"""The documents of places and suitability that the command line writes."""

from __future__ import annotations

from desktop.core.reporting import Report, coded, of_document
from desktop.market.places.model import GrowingPlace
from desktop.market.places.papers import place_sheet
from desktop.market.suitability.answers import answer_sheet
from desktop.market.suitability.model import GrowerQuestion
from desktop.market.suitability.papers import crop_matrix, place_varieties, rule_of_crop

SUITABILITY_REPORTS = (
    Report("conditions", "code", of_document(lambda db, args: place_sheet(db, coded(db, GrowingPlace, args.code)))),
    Report("place-varieties", "code", of_document(lambda db, args: place_varieties(db, coded(db, GrowingPlace, args.code)))),
    Report("suitability", "code", of_document(lambda db, args: crop_matrix(db, rule_of_crop(db, args.code)))),
    Report("grower-answer", "code", of_document(lambda db, args: answer_sheet(db, coded(db, GrowerQuestion, args.code)))),
)
