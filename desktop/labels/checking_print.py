"""The checks of how a label is printed: heights, faces, signs, what is printed on later, words and names. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import SimpleNamespace
from typing import Any

from desktop.core import catalogues
from desktop.core.i18n import _, ngettext
from desktop.labels import proof
from desktop.labels.facts import Facts
from desktop.labels.finding import NET, Found, blank, of, parts
from desktop.labels.wording import said_in

TOGETHER = ("crop_name", "printed_name", "net_content", "producer", "licence_no", "address", "contact")
"""What must stand on one face, of every label; numbers of approval stand there as well where there are any."""
TEXTS = ("printed_name", "area", "season_text", "content", "traits_text", "cultivation", "adaptability", "risks", "advice")


@of("L04")
def name_largest(facts: Facts, _figures: Mapping[str, Any]) -> Found:
    """The name has the largest characters."""
    name, net = facts.said("name_mm"), facts.said("net_mm")
    if name is None or net is None:
        return blank()
    return Found("right") if name > net else Found("wrong", _(
        "The net content ({net} mm) is not smaller than the variety's name ({name} mm).").format(net=net, name=name))


@of("L08")
def net_height(facts: Facts, _figures: Mapping[str, Any]) -> Found:
    """The characters are as high as the content asks for, and the unit is the right one."""
    found, high = NET.search(facts.said("net_content") or ""), facts.said("net_mm")
    if found is None or high is None:
        return blank()
    value, unit = float(found[1]), found[2].lower()
    counted = unit in ("粒", "株")
    grams = value * (1000 if unit in ("kg", "千克") else 1)
    if unit in ("g", "克") and grams >= 1000:
        return Found("wrong", _("From 1000 g on the content is given in kg."))
    if unit in ("kg", "千克") and grams < 1000:
        return Found("wrong", _("Below 1000 g the content is given in g."))
    basis = "count" if counted else "mass"
    least = next(row["min_mm"] for row in catalogues.load("net_content").where(kind="height", basis=basis)
                 if row["above"] < max(grams, 0.001) <= (row["up_to"] or float("inf")))
    return Found("right") if high >= least else Found("wrong", _("{high} mm high; at least {least} mm.").format(
        high=high, least=least))


@of("L22")
def characters_high(facts: Facts, figures: Mapping[str, Any]) -> Found:
    """No character is lower than the least height."""
    high, least = facts.said("least_mm"), figures.get("min_mm", 1.8)
    if high is None:
        return blank()
    return Found("right") if high >= least else Found("wrong", _("{high} mm high; at least {least} mm.").format(
        high=high, least=least))


@of("L23")
def simplified(facts: Facts, _figures: Mapping[str, Any]) -> Found:
    """Signs outside the set of simplified characters are named; a registered mark may have them."""
    text = "".join(str(facts.said(name) or "") for name in TEXTS)
    if not text:
        return blank()
    odd = dict.fromkeys(sign for sign in text if "\u4e00" <= sign <= "\u9fff" and not _in_set(sign))
    if odd:
        return Found("doubt", _("Not of the usual simplified set: {signs}.").format(signs=" ".join(list(odd)[:10])))
    return Found("unknown", _("Of the usual simplified set as far as it is typed in: look at the proof."))


@cache
def _in_set(sign: str) -> bool:
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


class _Printed(SimpleNamespace):
    """The printed fields of a version; what is not given is empty."""

    def __getattr__(self, _name: str) -> None:
        return None


@of("L24")
def on_one_face(facts: Facts, _figures: Mapping[str, Any]) -> Found:
    """What must stand together has room on the front of the proof, at the heights that are said."""
    if not all(facts.said(name) for name in TOGETHER):
        return blank()
    face = proof.front(_Printed(**facts.printed), said_in(facts.language))
    if face.over:
        return Found("doubt", _("On a front of {width} × {height} mm {n} mm of height are lacking for what must stand together."
                                ).format(width=f"{face.width:g}", height=f"{face.height:g}", n=f"{face.over:.0f}"))
    return Found("right", _("On the proof all of it stands on the front: hold the artwork against it."))


@of("L25")
def printed_on_afterwards(facts: Facts, figures: Mapping[str, Any]) -> Found:
    """Only what may be printed on later is printed on later."""
    said = facts.said("jet_printed") or ""
    if not said:
        return blank()
    may = figures.get("may", ())
    other = [part for part in parts(said) if not any(one in part or part in one for one in may)]
    return Found("wrong", _("Printed on later: {items}. Only {may} may be.").format(
        items=_(", ").join(other), may=_(", ").join(may))) if other else Found("right")


@of("L26")
def large_enough(facts: Facts, figures: Mapping[str, Any]) -> Found:
    """A separate label has its least size."""
    sides, least = (facts.said("width_mm"), facts.said("height_mm")), figures.get("min_cm", (11, 7))
    if None in sides:
        return blank()
    enough = max(sides) >= 10 * max(least) and min(sides) >= 10 * min(least)
    if enough:
        return Found("right")
    return Found("wrong", _("{width} × {height} mm; a separate label at least {least} cm.").format(
        width=sides[0], height=sides[1], least=" × ".join(map(str, least))))


@of("L27")
def not_altered(facts: Facts, _figures: Mapping[str, Any]) -> Found:
    """No finding says that text was pasted over or cut away."""
    if facts.altered:
        return Found("wrong", ngettext("{n} finding says that text was pasted over or cut away.",
                                       "{n} findings say that text was pasted over or cut away.", facts.altered).format(
            n=facts.altered))
    return Found("unknown", _("No finding of text pasted over or cut away is recorded: look at the print."))


@of("L28")
def no_boasting(facts: Facts, figures: Mapping[str, Any]) -> Found:
    """No word of the list stands in what is typed in."""
    text = "\n".join(str(facts.said(name) or "") for name in TEXTS)
    if not text.strip():
        return blank()
    words = [word for word in figures.get("words", ()) if word in text]
    return Found("wrong", _("May not stand: {words}.").format(words=_(", ").join(words))) if words else Found(
        "unknown", _("No word of the list in what is typed in: look at the proof for names and marks of others."))


@of("L29")
def name_allowed(facts: Facts, figures: Mapping[str, Any]) -> Found:
    """The name is not of digits alone, does not exaggerate and names no place."""
    said = facts.said("printed_name") or facts.variety
    if not said:
        return blank()
    if said.isdigit():
        return Found("wrong", _("The name is of digits alone."))
    if boasts := [word for word in figures.get("words", ()) if word in said]:
        return Found("wrong", _("The name exaggerates: {words}.").format(words=_(", ").join(boasts)))
    if facts.places:
        return Found("doubt", _("The name holds that of a place: {places}.").format(places=_(", ").join(facts.places)))
    return Found("right")
