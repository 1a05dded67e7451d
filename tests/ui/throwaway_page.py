"""The page of the throw-away feature: all that a feature writes to have a book."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.ui.book.book import Book, Child
from desktop.ui.page import Page
from tests.ui import throwaway


class FarmsBook(Book):
    """Farms."""

    name, title, icon = "farms", N_("Farms"), "site"
    listing = throwaway.FARMS
    children = (Child(N_("Parcels"), throwaway.PARCELS, parent="farm_id"),)
    remembers = ("soil",)
    duplicates = staticmethod(throwaway.similar_farms)


class FarmsPage(Page):
    """One section."""

    sections = (FarmsBook,)
