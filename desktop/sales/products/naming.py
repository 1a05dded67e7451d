"""Which product a table means: by its code and name, blanks aside, or by its variety where that is sold in one pack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlmodel import Session

from desktop.catalogue.model import Variety
from desktop.core.i18n import SOURCE, _, language
from desktop.core.records import alive, table_of
from desktop.core.tables.words import plain
from desktop.sales.products.model import Product


def products_named(session: Session, texts: Iterable[str]) -> Mapping[str, int | str]:
    """Text → the product meant. A variety alone means its product where there is one that is still sold; of several the
    sentence names them. Texts that are neither are left out."""
    product, variety = table_of(Product), table_of(Variety)
    rows = session.execute(
        select(product.c.id, product.c.retired, product.c.name, product.c.name_en, variety.c.name, variety.c.name_en,
               variety.c.code)
        .join(variety, variety.c.id == product.c.variety_id).where(alive(product))).all()
    by_name: dict[str, list[int]] = {}
    packs: dict[str, dict[int, str]] = {}
    for number, retired, name, english, *of_variety in rows:
        for text in {_tight(known) for known in (name, english) if known}:
            by_name.setdefault(text, []).append(number)
        for text in {_tight(known) for known in of_variety if known} if not retired else ():
            packs.setdefault(text, {})[number] = (english if language() == SOURCE else "") or name
    found: dict[str, int | str] = {}
    for text in texts:
        if len(same := by_name.get(_tight(text), [])) == 1:
            found[text] = same[0]
        elif not same and (sold := packs.get(_tight(text))):
            found[text] = next(iter(sold)) if len(sold) == 1 else _(
                "“{value}” is sold in {n} {n:pack|packs}: write one of {names}.").format(
                    value=text, n=len(sold), names=_(", ").join(sorted(sold.values())[:5]))
    return found


def bags_a_carton(session: Session) -> Mapping[int, int | None]:
    """How many bags a carton of each product holds; None where that is not known."""
    product = table_of(Product)
    rows = session.execute(select(product.c.id, product.c.bags_carton).where(alive(product)))
    return {row.id: row.bags_carton for row in rows}


def _tight(text: str) -> str:
    return "".join(plain(text).split()).casefold()
