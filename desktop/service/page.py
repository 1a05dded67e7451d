"""The Service tab: technique, farmers' cases, complaints, handouts."""

from __future__ import annotations

from desktop.service.calculators_page import CalculatorsSection
from desktop.service.cases_page import CasesBook
from desktop.service.complaints_page import ComplaintsBook, DeliveriesBook
from desktop.service.handouts_page import HandoutsBook
from desktop.service.overview_page import OverviewSection
from desktop.service.technique_page import ArticlesBook, SheetsBook
from desktop.ui.page import Page


class ServicePage(Page):
    """The tab."""

    sections = (CasesBook, OverviewSection, ComplaintsBook, SheetsBook, HandoutsBook, ArticlesBook, CalculatorsSection,
                DeliveriesBook)
