"""Which product is meant: by its name, blanks aside, by its variety and pack, or by a variety that is sold in one pack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from sqlalchemy import select
from sqlmodel import Session

from desktop.catalogue.model import Variety
from desktop.core.i18n import SOURCE, _, language
from desktop.core.kinds import model_of
from desktop.core.records import alive, table_of
from desktop.core.tables.words import plain

EXACT = 1e-6  # kilograms; what is stored as a float is the weight written


def products_named(session: Session, texts: Iterable[str]) -> Mapping[str, int | str]:
    """Text → the product meant. A variety with a pack (5斤装, 2.5公斤) means what is sold so, a variety alone its product where
    there is one that is still sold; of several the sentence names them. Texts that are neither are left out."""
    from desktop.core.importing import packs as written  # with all that reads tables; a product shown needs none of it

    product, variety = table_of(model_of("product")), table_of(Variety)
    rows = session.execute(
        select(product.c.id, product.c.retired, product.c.name, product.c.name_en, product.c.bag_kg, product.c.bag_seeds,
               variety.c.name, variety.c.name_en, variety.c.code)
        .join(variety, variety.c.id == product.c.variety_id).where(alive(product))).all()
    by_name: dict[str, list[int]] = {}
    packs: dict[str, dict[int, str]] = {}
    holds: dict[int, dict[str, float]] = {}
    for number, retired, name, english, weight, seeds, *of_variety in rows:
        holds[number] = {"kg": weight or 0, "粒": seeds or 0}
        for text in {_tight(known) for known in (name, english) if known}:
            by_name.setdefault(text, []).append(number)
        for text in {_tight(known) for known in of_variety if known} if not retired else ():
            packs.setdefault(text, {})[number] = (english if language() == SOURCE else "") or name
    found: dict[str, int | str] = {}
    for text in texts:
        if len(same := by_name.get(_tight(text), [])) == 1:
            found[text] = same[0]
        elif not same and (sold := packs.get(_tight(text)) or _in_pack(
                packs.get(_tight(written.without(text)), {}), holds, written.at_end(text))):
            found[text] = next(iter(sold)) if len(sold) == 1 else _(
                "“{value}” is sold in {n} {n:pack|packs}: write one of {names}.").format(
                    value=text, n=len(sold), names=_(", ").join(sorted(sold.values())[:5]))
    return found


def bags_a_carton(session: Session) -> Mapping[int, int | None]:
    """How many bags a carton of each product holds; None where that is not known."""
    product = table_of(model_of("product"))
    rows = session.execute(select(product.c.id, product.c.bags_carton).where(alive(product)))
    return {row.id: row.bags_carton for row in rows}


def _in_pack(sold: Mapping[int, str], holds: Mapping[int, Mapping[str, float]],
             pack: Sequence[tuple[Fraction, str]]) -> dict[int, str]:
    """Those of the products sold that hold what a pack says; none where it says nothing."""
    return {number: name for number, name in sold.items()
            if pack and all(abs(holds[number][unit] - float(held)) < EXACT for held, unit in pack)}


def _tight(text: str) -> str:
    return "".join(plain(text).split()).casefold()
