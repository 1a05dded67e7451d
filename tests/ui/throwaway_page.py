"""The page of the throw-away feature: all that a feature writes to have a book."""

from __future__ import annotations

from desktop.ui.book.book import Book, Child
from desktop.ui.page import Page
from tests.ui import throwaway


class FarmsBook(Book):
    """Farms."""

    icon = "site"
    listing = throwaway.FARMS
    children = (Child(throwaway.PARCELS),)
    remembers = ("soil",)
    duplicates = staticmethod(throwaway.similar_farms)


class FarmsPage(Page):
    """One section."""

    sections = (FarmsBook,)
