"""The documents of dealers' stock that the command line writes."""

from __future__ import annotations

import argparse

from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.fields import today
from desktop.core.reporting import Report, Reports, coded, of_document
from desktop.dealers.model import Dealer
from desktop.sales.stock.papers import blank_count, plan_sheet, stock_of_all, stock_sheet
from desktop.sales.stock.plan_model import StockPlan


def _stock(db: Database, args: argparse.Namespace) -> Document:
    return stock_sheet(db, coded(db, Dealer, args.code), args.day)


def _all(db: Database, args: argparse.Namespace) -> Document:
    return stock_of_all(db, args.day)


def _count(db: Database, args: argparse.Namespace) -> Document:
    return blank_count(db, coded(db, Dealer, args.code), args.day or today())


def _plan(db: Database, args: argparse.Namespace) -> Document:
    return plan_sheet(db, coded(db, StockPlan, args.code))


REPORTS = Reports((Report("stock", "code", of_document(_stock)), Report("stocks", "", of_document(_all)),
                   Report("count-sheet", "code", of_document(_count)), Report("stock-plan", "code", of_document(_plan))))
