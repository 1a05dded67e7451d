"""The lists of market figures and of surveys."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.market.figures.model import MarketFigure, MarketSurvey
from desktop.regions.model import Region

_place = table_of(Region).c.full_name
FIGURES = Listing(
    "market_figures", N_("Market figures"), MarketFigure,
    columns=[column(MarketFigure, "called", editable=False), column(MarketFigure, "year"),
             column(MarketFigure, "value"), column(MarketFigure, "unit", editable=False), Column("region", N_("Region"),
                                                                                                 _place),
             column(MarketFigure, "low"), column(MarketFigure, "high"), column(MarketFigure, "words", shown=False),
             column(MarketFigure, "confidence"), column(MarketFigure, "standing"), column(MarketFigure, "source")],
    joins=[(Region, "region_id")], order=("called", False),
    presets=[
        Preset("weak", N_("One source or estimated"), lambda: (Condition("confidence", "in", ("one_source", "estimate")),)),
        Preset("unchecked", N_("Figures not checked"), lambda: (Condition("standing", "is", "draft"),)),
        Preset("gaps", N_("Without a value"), lambda: (Condition("gap", "not_in", ("",)),)),
        Preset("reasoned", N_("Differs for a reason"), lambda: (Condition("reason", "filled"),)),
    ])
SURVEYS = Listing(
    "market_surveys", N_("Market surveys"), MarketSurvey,
    columns=[column(MarketSurvey, "surveyed_on"), Column("region", N_("Region"), _place), column(MarketSurvey, "surveyed_by"),
             column(MarketSurvey, "year"), column(MarketSurvey, "analysis"), column(MarketSurvey, "code", shown=False)],
    joins=[(Region, "region_id")], order=("surveyed_on", True))
