"""What the program finds of a label version by itself, rule by rule. Pure: facts and the figures of the rule come in.

Each check answers right, wrong, doubt or unknown with a sentence that says why and what to do. What is not recorded is unknown:
it is looked at by eye and signed, never passed by itself. What an unverified rule finds wrong is a doubt.

TO ADD A CHECK: a function of the facts and the rule's `check` in label_rules.json, marked with the rule's code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from desktop.core.i18n import N_, SOURCE, _, language, ngettext
from desktop.labels import checking_print, qr
from desktop.labels.codes import EAN, QR, of_kind
from desktop.labels.facts import MONTH, Facts
from desktop.labels.finding import CHECKS, NET, Check, Found, blank, of, parts
from desktop.labels.quality import against_standard, edition
from desktop.labels.rules import Rule

QUALITY = ("purity", "cleanness", "germination", "moisture")
TITLES = {"purity": N_("Purity promised"), "cleanness": N_("Cleanness promised"), "germination": N_("Germination promised"),
          "moisture": N_("Moisture promised"), "producer": N_("Producer as printed"), "licence_no": N_("Licence no."),
          "address": N_("Registered address"), "contact": N_("Contact on the label"), "traits_text": N_("Main traits"),
          "cultivation": N_("Main cultivation measures"), "adaptability": N_("Adaptability"), "risks": N_("Risks"),
          "advice": N_("Advice service")}
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def check(rule: Rule, facts: Facts) -> Found:
    """What the program finds about one rule."""
    work = CHECKS.get(rule.code)
    if work is None:
        return Found("unknown", _("The program cannot see this: look at the proof."))
    found = work(facts, rule.check)
    if found.state == "wrong" and not rule.verified:
        return Found("doubt", found.text)
    return found


def _all_of(facts: Facts, names: Sequence[str]) -> Found:
    """Right where all are filled in, wrong where some are, unknown where none is."""
    missing = [name for name in names if facts.said(name) in ("", None)]
    if len(missing) == len(names):
        return blank()
    if missing:
        return Found("wrong", _("Missing: {items}.").format(items=_(", ").join(_(TITLES[name]) for name in missing)))
    return Found("right")


def _same(said: str, known: Sequence[str], title: str) -> Found:
    """Whether what is printed is one of the numbers on record."""
    if not said:
        return blank()
    if not known:
        return Found("doubt", _("{title} is not on record with the variety: compare with the announcement.").format(
            title=title))
    if said in known or set(parts(said)) & {number for one in known for number in parts(one)}:
        return Found("right")
    return Found("wrong", _("{title} is “{said}”, on record is “{known}”.").format(title=title, said=said,
                                                                                  known=_(", ").join(known)))


@of("L01")
def crop_named(facts: Facts, figures: Mapping[str, Any]) -> Found:
    """The crop is a species, that of the variety."""
    said = facts.said("crop_name")
    if not said:
        return blank()
    if said in figures.get("generic", ()):
        return Found("doubt", _("“{said}” is no species: write maize, rice, wheat …").format(said=said))
    if facts.crop_names and not any(name in said or said in name for name in facts.crop_names):
        return Found("wrong", _("“{said}” is printed, the variety is {crop}.").format(said=said, crop=facts.crop_names[0]))
    return Found("right")


@of("L02")
def category_named(facts: Facts, _figures: Mapping[str, Any]) -> Found:
    """Conventional or hybrid; conventional seed with its class."""
    if not facts.said("category"):
        return blank()
    if facts.said("category") == "conventional" and not facts.said("seed_class"):
        return Found("doubt", _("Conventional seed: name the class as well (breeder, basic, for growers)."))
    return Found("right")


@of("L03")
def name_as_approved(facts: Facts, _figures: Mapping[str, Any]) -> Found:
    """The name is the variety's, character by character."""
    said = facts.said("printed_name")
    if not said:
        return blank()
    if facts.variety and said != facts.variety:
        return Found("wrong", _("“{said}” is printed, the variety is called “{name}”: no sign more or less.").format(
            said=said, name=facts.variety))
    return Found("right") if facts.variety else Found("doubt", _("The label names no variety to compare with."))


@of("L05")
def producer_whole(facts: Facts, _figures: Mapping[str, Any]) -> Found:
    """Name, licence, address and contact; of our own company as on its licence."""
    found = _all_of(facts, ("producer", "licence_no", "address", "contact"))
    if found.state != "right" or facts.ours.get("producer", "") not in ("", facts.said("producer")):
        return found  # what another firm's licence says is not known here
    if not any(facts.ours.get(name) for name in ("licence_no", "address")):
        return Found("right", _("All four are there. The settings hold no licence number and address to compare them "
                                "with."))
    for name in ("licence_no", "address"):
        known = facts.ours.get(name, "")
        if known and facts.said(name) != known:
            said = _("{title}: “{said}” is printed, the settings say “{known}”; they should be the same.")
            return Found("doubt", said.format(title=_(TITLES[name]), said=facts.said(name), known=known))
    return found


@of("L06")
def quality_promised(facts: Facts, _figures: Mapping[str, Any]) -> Found:
    """Four figures, none below the standard in force on the test date."""
    found = _all_of(facts, QUALITY)
    if found.state != "right":
        return found
    return Found(*against_standard(facts.crop, facts.tested() or facts.day, {n: float(facts.said(n)) for n in QUALITY},
                                   facts.said("category"), facts.said("seed_class"), bool(facts.said("single_seed"))))


@of("L07")
def net_as_packed(facts: Facts, figures: Mapping[str, Any]) -> Found:
    """A number with kg, g, 粒 or 株: that of the pack."""
    said = facts.said("net_content")
    if not said:
        return blank()
    found = NET.search(said)
    if found is None:
        return Found("wrong", _("“{said}” is no number with one of {units}.").format(
            said=said, units=_(", ").join(figures.get("units", ()))))
    value, unit = float(found[1]), found[2].lower()
    counted = unit in ("粒", "株")
    expected = facts.kernels if counted else facts.net_g
    printed = value if counted else value * (1000 if unit in ("kg", "千克") else 1)
    if expected and abs(printed - expected) > 1e-6:
        return Found("wrong", _("“{said}” is printed, the pack holds {known}.").format(
            said=said, known=f"{expected:g} {_('kernels') if counted else 'g'}"))
    return Found("right") if expected else Found("doubt", _("The label's pack has no weight or kernels to compare with."))


@of("L09")
def test_date_written(facts: Facts, figures: Mapping[str, Any]) -> Found:
    """Year with four digits, month with two, not ahead."""
    said = re.sub(r"^检测日期[:：]", "", facts.said("tested") or "")
    if not said:
        return blank()
    tested = facts.tested()
    if not re.search(figures.get("pattern", MONTH.pattern), said) or tested is None:
        return Found("wrong", _("“{said}” is not of the form 2026年05月.").format(said=said))
    return Found("wrong", _("The test date lies ahead.")) if tested > facts.today else Found("right")


@of("L10")
def guarantee_given(facts: Facts, figures: Mapping[str, Any]) -> Found:
    """A guarantee of whole months, not over."""
    months, tested = facts.said("guarantee_months"), facts.tested()
    if not months:
        return blank()
    if months > figures.get("max_months", 12):
        return Found("doubt", ngettext(
            "{n} month; usually at most {most} (to be verified).",
            "{n} months; usually at most {most} (to be verified).", months).format(
            n=months, most=figures.get("max_months", 12)))
    if tested and (ends := _months_later(tested, months)) <= facts.today:
        return Found("doubt", _("By the test date as printed the guarantee ended in {month}.").format(month=f"{ends:%Y-%m}"))
    return Found("right")


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


@of("L11")
def area_as_approved(facts: Facts, _figures: Mapping[str, Any]) -> Found:
    """The sales region lies in the regions of approval, and no place is printed that was not announced."""
    if facts.in_area is False:
        return Found("wrong", _("The label's sales region lies outside the regions of the variety's approvals."))
    said = facts.said("area")
    if not said:
        return blank()
    if not facts.suitable_area:
        return Found("doubt", _("The variety's announced area is not on record: compare with the announcement."))
    other = [part for part in parts(said.replace("。", " ")) if part not in facts.suitable_area]
    return Found("doubt", _("Not in the announced area: {items}.").format(items=_(", ").join(other[:5]))) if other else Found(
        "right")


@of("L12")
def season_to_the_day(facts: Facts, _figures: Mapping[str, Any]) -> Found:
    """The season of planting, to the day."""
    said = facts.said("season_text")
    if not said:
        return blank()
    days = re.findall(r"\d{1,2}月(?:\d{1,2}日|[上中下]旬)", said)
    return Found("right") if len(days) > 1 else Found("doubt", _("Usually to the day, as 5月1日至5月20日 (to be verified)."))


def _given(name: str) -> Check:
    def given(facts: Facts, _figures: Mapping[str, Any]) -> Found:
        return Found("right") if facts.said(name) else blank()

    return given


CHECKS["L13"] = _given("quarantine_no")
CHECKS["L18"] = _given("import_no")
CHECKS["L20"] = _given("gm_no")
CHECKS["L21"] = _given("repacker")


@of("L14")
def code_of_four_lines(facts: Facts, _figures: Mapping[str, Any]) -> Found:
    """The QR code says variety, producer, unit code and address, and so does the one that was read from the artwork."""
    said, read = facts.said("qr_text") or "", of_kind(facts.said("codes_read") or "", QR)
    if not said and not read:
        return blank()
    wrong = qr.problems(said or read[0], facts.variety, facts.said("producer") or "")
    if said and read and not any(qr.same(said, one) for one in read):
        wrong.append(_("The code read from the artwork says something else: “{text}”.").format(
            text=" / ".join(read[0].split("\n"))))
    bars = of_kind(facts.said("codes_read") or "", EAN)
    if facts.barcode and bars and facts.barcode not in bars:
        wrong.append(_("The barcode read from the artwork is {read}, on record is {known}.").format(
            read=_(", ").join(bars), known=facts.barcode))
    if wrong:
        return Found("wrong", " ".join(wrong))
    if facts.same_unit:
        return Found("doubt", _("The unit code stands on “{label}” as well: a code is used once.").format(
            label=facts.same_unit))
    if not read and facts.said("codes_read"):
        return Found("doubt", _("No QR code can be read on the artwork."))
    return Found("right")


@of("L15")
def approval_number(facts: Facts, _figures: Mapping[str, Any]) -> Found:
    """A main crop bears its approval number, as on record."""
    if facts.main_crop is False:
        return Found("right", _("No main crop: no approval number is asked for."))
    return _same(facts.said("approval_no") or "", facts.approvals, _("Approval number"))


@of("L16")
def right_number(facts: Facts, _figures: Mapping[str, Any]) -> Found:
    """A protected variety bears the number of its right."""
    said = facts.said("pvp_no") or ""
    if facts.pvp and not said:
        return Found("wrong", _("The variety is protected ({number}): print the number.").format(number=facts.pvp))
    return _same(said, [facts.pvp] if facts.pvp else [], _("Variety right number")) if said else blank()


@of("L17")
def registration_number(facts: Facts, _figures: Mapping[str, Any]) -> Found:
    """A registered crop bears its registration number."""
    if facts.main_crop:
        return Found("right", _("A main crop: it is approved and not registered."))
    return _same(facts.said("registration_no") or "", [facts.registration] if facts.registration else [],
                 _("Registration number"))


@of("L19")
def treatment_whole(facts: Facts, figures: Mapping[str, Any]) -> Found:
    """A treatment names the product, its active substance and content, what to do when swallowed, and how toxic it is."""
    said = facts.said("treatment") or ""
    if not said:
        return blank()
    missing = [row["zh"] if language() != SOURCE else row["en"] for row in figures.get("asks", ())
               if not any(word in said for word in row["words"])]
    if not re.search(r"\d+(?:\.\d+)?\s*(?:%|％|g/L|克/升)", said):
        missing.append(_("content in % or g/L"))
    return Found("wrong", _("Missing: {items}.").format(items=_(", ").join(missing))) if missing else Found("right")


@of("L30")
def standard_in_force(facts: Facts, _figures: Mapping[str, Any]) -> Found:
    """The standard cited is the edition in force on the test date."""
    said = facts.said("standard_no")
    return Found(*edition(said, facts.tested() or facts.day)) if said else blank()


@of("L31")
def manual_whole(facts: Facts, _figures: Mapping[str, Any]) -> Found:
    """Traits, cultivation, adaptability, risks and advice."""
    return _all_of(facts, ("traits_text", "cultivation", "adaptability", "risks", "advice"))


@of("L32")
def manual_as_announced(facts: Facts, _figures: Mapping[str, Any]) -> Found:
    """No number stands in the manual that the announcement does not have."""
    text = "\n".join(str(facts.said(name) or "") for name in ("traits_text", "adaptability"))
    if not text.strip():
        return blank()
    if not facts.announced:
        return Found("unknown", _("The announcement's traits are not on record with the variety: compare by eye."))
    known = {float(number) for number in NUMBER.findall(f"{facts.announced} {facts.variety}")}
    other = [number for number in dict.fromkeys(NUMBER.findall(text.replace(facts.variety or "\0", "")))
             if float(number) not in known]
    return Found("doubt", _("Not in the announcement as recorded: {items}.").format(items=_(", ").join(other[:10]))) if (
        other) else Found("right")


__all__ = ["CHECKS", "Found", "check", "checking_print"]  # the checks of print are entered where their module is loaded
