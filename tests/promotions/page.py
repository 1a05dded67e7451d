"""The Promotions tab."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.ui.book.children import Child
from desktop.ui.book.moving import MovingBook
from desktop.ui.page import Page
from tests.promotions.model import COSTS, PROMOTIONS


class PromotionsBook(MovingBook):
    """Promotions."""

    name, title, icon = "promotions", N_("Promotions"), "visit"
    listing = PROMOTIONS
    children = (Child(N_("Costs"), COSTS, parent="promotion_id", grid=True),)


class PromotionsPage(Page):
    """One section."""

    sections = (PromotionsBook,)
