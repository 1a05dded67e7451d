"""Firms and varieties of rivals, prices seen of them, and the ranking of a market."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.catalogue.model import Variety
from desktop.core import fields as f
from desktop.core.choices import Choices
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.offered import by_program, from_catalogues
from desktop.core.records import Record, living

SEEN_AS = Choices("sighting_source", {"seen": N_("Seen by oneself"), "told": N_("Told by somebody"),
                                      "leaflet": N_("From a leaflet")})
SURE = Choices("sighting_confidence", {"sure": N_("Certain"), "likely": N_("Probable"), "doubtful": N_("Doubtful")},
               {"sure": "green", "likely": "amber", "doubtful": "grey"})
WHOSE = Choices("rank_whose", {"rival": N_("A rival"), "own": N_("Ourselves"), "rest": N_("All others")},
                {"own": "green", "rival": "amber", "rest": "grey"})
QUARTERS = Choices("quarter", {"1": N_("First quarter"), "2": N_("Second quarter"), "3": N_("Third quarter"),
                               "4": N_("Fourth quarter")})


class RivalFirm(Record, table=True):
    """A competing firm: how it sells, what it is good and bad at, and what we do about it."""

    NAME: ClassVar[str] = N_("Rival")
    FORM: ClassVar[Groups] = (
        Group("name:2 code short base crops dealers:2 share watched", N_("Rival")),
        Group("policy promotion quality strengths weaknesses", N_("How it sells")),
        Group("answer answer_by answer_due answer_done remarks", N_("Our counter-measure")),
    )
    code: str = f.code(N_("Rival no."), "JP")
    name: str = f.text(N_("Name"), required=True, search=True, index=True)
    short: str = f.text(N_("Short name"), search=True)
    base: str = f.text(N_("Where it is at home"))
    crops: str = f.text(N_("Crops sold"), say=from_catalogues("crops"))
    dealers: str = f.text(N_("Its main sellers here"), search=True)
    share: float | None = f.number(N_("Share it claims"), unit="%", decimals=1, low=0, high=100)
    watched: bool = f.yes_no(N_("Closely watched"), default=True)
    policy: str = f.text(N_("Its sales policy"), long=True)
    promotion: str = f.text(N_("Its promotions"), long=True)
    quality: str = f.text(N_("Its quality"), long=True)
    strengths: str = f.text(N_("Strengths"), long=True)
    weaknesses: str = f.text(N_("Weaknesses"), long=True)
    answer: str = f.text(N_("What we do about it"), search=True, long=True)
    answer_by: str = f.text(N_("Who does it"))
    answer_due: date | None = f.day(N_("To be done by"))
    answer_done: date | None = f.day(N_("Done on"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def detail(self) -> str:
        """Where it is at home."""
        return self.base


class RivalVariety(Record, table=True):
    """A variety of a rival: what it is sold by, where it fails, what we set against it."""

    NAME: ClassVar[str] = N_("Rival's variety")
    FORM: ClassVar[Groups] = (Group("firm_id variety_id maturity against_id traits:2 weak:2 remarks:3"),)
    firm_id: int | None = f.link(N_("Rival"), "rivalfirm.id", owned=True)
    variety_id: int | None = f.link(N_("Variety"), "variety.id", required=True)
    maturity: str = f.text(N_("Sold as of maturity"), say=from_catalogues("maturity_bands"))
    traits: str = f.text(N_("Selling points"))
    weak: str = f.text(N_("Where it fails"))
    against_id: int | None = f.link(N_("Our variety against it"), "variety.id")
    remarks: str = f.text(N_("Remarks"))

    def label(self) -> str:
        """Its selling points, else what it is."""
        return self.traits or _(self.NAME)

    def before_save(self, _before: Any, session: Session) -> None:
        """Our variety against it is one of ours; a variety stands once below a firm."""
        ours = session.get(Variety, self.against_id) if self.against_id else None
        if ours is not None and ours.kind == "competitor":
            raise FieldErrors({"against_id": _("{name} is a competitor's variety: choose one of ours.").format(name=ours.name)})
        same = living(RivalVariety).where(col(RivalVariety.firm_id) == self.firm_id, col(RivalVariety.id) != self.id,
                                          col(RivalVariety.variety_id) == self.variety_id)
        if session.exec(same).first() is not None:
            raise FieldErrors({"variety_id": _("This variety stands below this rival already.")})


class PriceSighting(Record, table=True):
    """What a rival's seed costs somewhere on a day, at as many steps as were learnt; and what looks wrong about the goods."""

    NAME: ClassVar[str] = N_("Price seen")
    FORM: ClassVar[Groups] = (
        Group("seen_on variety_id firm_id region_id shop:2 dealer_id pack_kg pack_seeds", N_("Where and what")),
        Group("dealer_price shop_price farmer_price promotion:2 source confidence seen_by copied known_id "
              "unmarked checked_on finding:2 remarks",
              N_("Prices a bag")),
    )
    seen_on: date | None = f.day(N_("Price seen on"), required=True, index=True)
    variety_id: int | None = f.link(N_("Variety"), "variety.id", required=True)
    firm_id: int | None = f.link(N_("Rival"), "rivalfirm.id")
    region_id: int | None = f.link(N_("Region"), "region.id", required=True)
    shop: str = f.text(N_("Shop"), search=True)
    dealer_id: int | None = f.link(N_("Our dealer there"), "dealer.id")
    pack_kg: float | None = f.number(N_("Kilograms a bag"), unit="kg", decimals=3, low=0)
    pack_seeds: int | None = f.whole(N_("Seeds a bag"), low=1)
    dealer_price: int | None = f.money(N_("Price to the dealer"))
    shop_price: int | None = f.money(N_("Price to the shop"))
    farmer_price: int | None = f.money(N_("Price to the farmer"))
    promotion: str = f.text(N_("Promotion seen"), search=True)
    source: str = f.choice(N_("How it is known"), SEEN_AS, "seen")
    confidence: str = f.choice(N_("How sure"), SURE, "sure")
    seen_by: str = f.text(N_("Price seen by"))
    copied: bool = f.yes_no(N_("Perhaps a known variety under a new name"))
    known_id: int | None = f.link(N_("Which known variety it seems to be"), "variety.id")
    unmarked: bool = f.yes_no(N_("White bag without producer, date or number"))
    checked_on: date | None = f.day(N_("Label checked on"), not_before="seen_on")
    finding: str = f.text(N_("What the check found"), search=True)
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """The day and the shop."""
        return f"{self.seen_on or ''} {self.shop}".strip() or _(self.NAME)

    def problems(self) -> dict[str, str]:
        """It says something; prices do not fall towards the farmer; nobody saw it tomorrow."""
        found = {}
        prices = [("dealer_price", self.dealer_price), ("shop_price", self.shop_price), ("farmer_price", self.farmer_price)]
        given = [(name, price) for name, price in prices if price is not None]
        if not given and not (self.promotion or self.copied or self.unmarked):
            found["farmer_price"] = _("Give a price, a promotion, or what looks wrong about the goods.")
        for (_name, first), (name, then) in pairwise(given):
            if then < first:
                found[name] = _("This step costs less than the one before it: check which is which.")
        if self.seen_on and self.seen_on > f.today():
            found["seen_on"] = _("This day has not come yet.")
        if self.known_id and self.known_id == self.variety_id:
            found["known_id"] = _("It cannot be its own copy: choose the variety whose seed it seems to be.")
        return found

    def before_save(self, _before: Any, session: Session) -> None:
        """The firm is that whose variety it is, where one is written down; what seems to be another variety looks copied."""
        self.copied = self.copied or self.known_id is not None
        if self.firm_id is None and self.variety_id:
            known = living(RivalVariety).where(col(RivalVariety.variety_id) == self.variety_id).order_by(col(RivalVariety.id))
            line = session.exec(known).first()
            self.firm_id = line.firm_id if line is not None else None


class MarketRanking(Record, table=True):
    """Who sells how much of a crop in a region in a quarter; the shares follow from the amounts and add to 100.00."""

    NAME: ClassVar[str] = N_("Market ranking")
    FORM: ClassVar[Groups] = (Group("region_id:2 code crop_id year quarter unit made_on made_by basis:2 remarks:3"),)
    code: str = f.code(N_("Ranking no."), "PM", year_of="made_on")
    region_id: int | None = f.link(N_("Region"), "region.id", required=True)
    crop_id: int | None = f.link(N_("Crop"), "crop.id", required=True)
    year: int | None = f.year(N_("Year"))
    quarter: str = f.choice(N_("Quarter"), QUARTERS)
    unit: str = f.text(N_("Amounts in"), say=by_program)
    made_on: date | None = f.day(N_("Ranked on"))
    made_by: str = f.text(N_("Ranked by"))
    basis: str = f.text(N_("What it rests on"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """Year and quarter."""
        return f"{self.code} {self.year or ''} {QUARTERS.label(self.quarter)}".strip()

    def problems(self) -> dict[str, str]:
        """It is of a year."""
        return {} if self.year else {"year": _("Say of which year the ranking is.")}

    def before_save(self, _before: Any, session: Session) -> None:
        """One ranking of a market a quarter."""
        same = living(MarketRanking).where(
            col(MarketRanking.region_id) == self.region_id, col(MarketRanking.crop_id) == self.crop_id,
            col(MarketRanking.year) == self.year, col(MarketRanking.quarter) == self.quarter, col(MarketRanking.id) != self.id)
        if session.exec(same).first() is not None:
            raise FieldErrors({"quarter": _("This market has a ranking of this quarter already.")})


class RankLine(Record, table=True):
    """How much one sells of a ranked market: a rival, ourselves, or all others together; why its place changed."""

    NAME: ClassVar[str] = N_("Line of the ranking")
    FORM: ClassVar[Groups] = (Group("whose firm_id amount reason:2 answer:2"),)
    ranking_id: int | None = f.link(N_("Market ranking"), "marketranking.id", owned=True)
    whose: str = f.choice(N_("Whose"), WHOSE, "rival")
    firm_id: int | None = f.link(N_("Rival"), "rivalfirm.id")
    amount: float | None = f.number(N_("Quantity sold"), decimals=2, low=0)
    reason: str = f.text(N_("Why the place changed"))
    answer: str = f.text(N_("What we do about it"))

    def label(self) -> str:
        """Whose line it is."""
        return WHOSE.label(self.whose)

    def before_save(self, _before: Any, session: Session) -> None:
        """A rival is named; each stands once."""
        if self.whose == "rival" and self.firm_id is None:
            raise FieldErrors({"firm_id": _("Choose the rival.")})
        if self.whose != "rival":
            self.firm_id = None
        if self.amount is None:
            raise FieldErrors({"amount": _("Say how much was sold.")})
        same = living(RankLine).where(col(RankLine.ranking_id) == self.ranking_id, col(RankLine.whose) == self.whose,
                                      col(RankLine.firm_id) == self.firm_id, col(RankLine.id) != self.id)
        if session.exec(same).first() is not None:
            raise FieldErrors({"whose": _("This one stands in the ranking already.")})
