"""The lists of rivals, of their varieties, of prices seen and of rankings."""

from __future__ import annotations

from datetime import timedelta

from desktop.catalogue.actions import crop_column
from desktop.catalogue.model import Crop, Variety
from desktop.core import rollups
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.market.limits import limit
from desktop.market.rivals.model import MarketRanking, PriceSighting, RankLine, RivalFirm, RivalVariety
from desktop.regions.model import Region

_place, _variety, _firm = table_of(Region).c.full_name, table_of(Variety), table_of(RivalFirm)
_against, _known, _sightings = _variety.alias("against"), _variety.alias("known"), table_of(PriceSighting)
SIGHTINGS_OF = rollups.count(PriceSighting, "firm_id")
LAST_SEEN = rollups.latest(PriceSighting, "firm_id", "seen_on")
VARIETIES_OF = rollups.count(RivalVariety, "firm_id")
LINES = rollups.count(RankLine, "ranking_id")
OPEN = (Condition("answer_due", "filled"), Condition("answer_done", "empty"))

RIVALS = Listing(
    "rivals", N_("Rivals"), RivalFirm,
    columns=[column(RivalFirm, "name"), column(RivalFirm, "base"), VARIETIES_OF.column(RivalFirm, "varieties", N_("Varieties")),
             LAST_SEEN.column(RivalFirm, "last_seen", N_("Last seen")),
             SIGHTINGS_OF.column(RivalFirm, "sightings", N_("Prices seen")), column(RivalFirm, "answer"),
             column(RivalFirm, "answer_due"), column(RivalFirm, "watched", shown=False), column(RivalFirm, "code",
                                                                                                shown=False)],
    order=("name", False),
    presets=[
        Preset("unanswered", N_("Without a counter-measure"), lambda: (Condition("answer", "empty"),)),
        Preset("due", N_("Counter-measure overdue"), lambda: (
            *OPEN, Condition("answer_due", "until", today() - timedelta(days=1)))),
        Preset("unseen", N_("Not seen for a season"), lambda: (
            Condition("watched", "yes"), Condition("last_seen", "until", today() - timedelta(days=limit("price_stale_days"))))),
    ])
RIVAL_VARIETIES = Listing(
    "rival_varieties", N_("Rival's varieties"), RivalVariety,
    columns=[Column("variety", N_("Variety"), _variety.c.name), column(RivalVariety, "maturity"),
             column(RivalVariety, "traits"),
             column(RivalVariety, "weak"), Column("against", N_("Our variety against it"), _against.c.name),
             column(RivalVariety, "remarks")],
    joins=[(Variety, "variety_id"), (_against, "against_id")], order=("id", False))
SIGHTINGS = Listing(
    "price_sightings", N_("Prices seen"), PriceSighting,
    columns=[column(PriceSighting, "seen_on"), Column("variety", N_("Variety"), _variety.c.name),
             column(PriceSighting, "farmer_price"), column(PriceSighting, "shop_price"),
             column(PriceSighting, "dealer_price", shown=False), Column("region", N_("Region"), _place),
             column(PriceSighting, "shop"), Column("firm", N_("Rival"), _firm.c.name), column(PriceSighting, "source"),
             column(PriceSighting, "confidence"), column(PriceSighting, "copied"), column(PriceSighting, "unmarked"),
             Column("suspect", N_("Looks wrong"), _sightings.c.copied | _sightings.c.unmarked, kind="flag", shown=False),
             Column("known", N_("Seems to be"), _known.c.name, shown=False)],
    joins=[(Variety, "variety_id"), (RivalFirm, "firm_id"), (Region, "region_id"), (_known, "known_id")], order=("seen_on",
                                                                                                                 True),
    presets=[
        Preset("fresh", N_("Not older than a season"), lambda: (
            Condition("seen_on", "last_days", limit("price_stale_days")),)),
        Preset("copied", N_("Perhaps under a new name"), lambda: (Condition("copied", "yes"),)),
        Preset("unmarked", N_("White bags"), lambda: (Condition("unmarked", "yes"),)),
        Preset("unchecked", N_("Looks wrong, label not checked"), lambda: (
            Condition("suspect", "yes"), Condition("checked_on", "empty"))),
        Preset("doubtful", N_("To be confirmed"), lambda: (Condition("confidence", "in", ("likely", "doubtful")),)),
    ])
RANKINGS = Listing(
    "market_rankings", N_("Rankings"), MarketRanking,
    columns=[column(MarketRanking, "year"), column(MarketRanking, "quarter"), Column("region", N_("Region"), _place),
             crop_column(), LINES.column(MarketRanking, "lines", N_("Ranked firms")),
             column(MarketRanking, "made_on"), column(MarketRanking, "made_by"), column(MarketRanking, "code", shown=False)],
    joins=[(Region, "region_id"), (Crop, "crop_id")], order=("year", True))
RANK_LINES = Listing(
    "rank_lines", N_("Lines of the ranking"), RankLine,
    columns=[column(RankLine, "whose"), Column("firm_id", N_("Rival"), _firm.c.name), column(RankLine, "amount", total="sum"),
             column(RankLine, "reason"), column(RankLine, "answer")],
    joins=[(RivalFirm, "firm_id")], order=("amount", True))
