"""The Promotions tab."""

from __future__ import annotations

from desktop.ui.book.children import Child
from desktop.ui.book.moving import MovingBook
from desktop.ui.page import Page
from tests.promotions.model import COSTS, PROMOTIONS


class PromotionsBook(MovingBook):
    """Promotions."""

    icon = "visit"
    listing = PROMOTIONS
    children = (Child(COSTS, grid=True),)


class PromotionsPage(Page):
    """One section."""

    sections = (PromotionsBook,)
