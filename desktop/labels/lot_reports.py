"""The quality of a lot on paper: limit, promise and result side by side, germination in time, net content as weighed."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col

from desktop.catalogue.model import Crop, Variety
from desktop.core.database import Database
from desktop.core.documents.model import (
    DATE,
    NUMBER,
    Block,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, language
from desktop.core.records import living
from desktop.core.reporting import Report, of_document
from desktop.core.units import format_number, quantity
from desktop.core.verbs import get
from desktop.labels import quality
from desktop.labels.lot_model import LotTest
from desktop.labels.model import LabelItem, LabelVersion
from desktop.labels.weighing import Judged, falls_below, judged, weighed, weights_of

PARAMETERS = (("purity", N_("Purity")), ("cleanness", N_("Cleanness")), ("germination", N_("Germination")),
              ("moisture", N_("Moisture")))


def lot_quality(db: Database, test_id: int) -> Document:
    """All of a lot as of one of its tests (质量检验单)."""
    test = get(db, LotTest, test_id)
    with db.reading() as session:
        tests = session.exec(living(LotTest).where(col(LotTest.lot) == test.lot).order_by(col(LotTest.tested_on))).all()
        version = session.get(LabelVersion, test.version_id) if test.version_id else None
        item = session.get(LabelItem, version.item_id) if version is not None and version.item_id else None
        rows, said = against(session, test, version, item)
    title = _("Quality of lot {lot}").format(lot=test.lot)
    facts: list[tuple[str, Cell]] = [
        (_("Label version"), version.label() if version else ""), (_("Tested on"), test.tested_on),
        (_("Laboratory"), test.laboratory), (_("Test method"), test.method), (_("Test report no."), test.certificate_no),
        (_("Grown at"), test.origin), (_("Year of harvest"), str(test.harvested or "")),
        (_("Quantity of the lot"), f"{test.tonnes:g} t" if test.tonnes is not None else ""),
        (_("Retained sample no."), test.sample_no), (_("Where the sample lies"), test.sample_place),
        (_("Sample kept until"), test.keep_until)]
    columns = [Column(_("Parameter")), Column(_("Limit of the standard")), Column(_("Promised")),
               Column(_("Found"), NUMBER, 1, unit="%"),
               Column(_("Verdict"), weight=2)]
    blocks: list[Block] = [Heading(title), KeyValues([fact for fact in facts if fact[1] not in ("", None)]),
                           Table(columns, rows), Paragraph(said)]
    blocks += [*_in_time(tests, version), *_net(test, item)]
    return Document(title, [*blocks, Signatures([_("Inspected by"), _("Approved by")])], language(), numbered_headings=False,
                    keywords=[test.lot])


def against(session: Session, test: LotTest, version: LabelVersion | None, item: LabelItem | None) -> tuple[
        list[list[Cell]], str]:
    """Limit, promise and result of each parameter, and which standard it is."""
    found, row = _standard(session, test, version, item)
    limits = {name: _limit(row, name) for name, _title in PARAMETERS}
    rows: list[list[Cell]] = []
    for name, title in PARAMETERS:
        promised, result, limit = getattr(version, name, None), getattr(test, name), limits[name]
        sign = "≤" if name == "moisture" else "≥"
        rows.append([_(title), quantity(f"{sign} {limit:g}", "%") if limit is not None else "–",
                     quantity(f"{sign} {promised:g}", "%") if promised is not None else "–",
                     result, verdict(name, result, promised, limit)])
    if row is not None and any(limit is not None for limit in limits.values()):
        verified = "" if row["verified"] else _(" (to be verified)")
        return rows, _("Limits: {standard}, as of the day of the test.").format(standard=row["standard"]) + verified
    if found and all(one["moisture_max"] is None for one in found):
        return rows, _("The figures of {standard} are not recorded: nothing can be judged by them.").format(
            standard=found[0]["standard"])
    return rows, _("Which class of the standard applies is not settled: only the promise of the label is judged.")


def _standard(session: Session, test: LotTest, version: LabelVersion | None, item: LabelItem | None) -> tuple[
        Sequence[Mapping[str, Any]], Mapping[str, Any] | None]:
    """The rows of the standards a test may be held against, and the row where there is only one."""
    variety = session.get(Variety, item.variety_id) if item is not None and item.variety_id else None
    crop = session.get(Crop, variety.crop_id) if variety is not None and variety.crop_id else None
    found = quality.candidates(crop.code, test.tested_on, version.category, version.seed_class, version.single_seed) if (
        crop and version and test.tested_on) else []
    return found, found[0] if len(found) == 1 else None


def _limit(row: Mapping[str, Any] | None, name: str) -> float | None:
    return row[f"{name}_{'max' if name == 'moisture' else 'min'}"] if row else None


def _worse(name: str, value: float, than: float) -> bool:
    return value > than if name == "moisture" else value < than


def verdict(name: str, result: float | None, promised: float | None, limit: float | None) -> str:
    """What a result says against promise and limit; a promise below the limit fails whatever was found."""
    if promised is not None and limit is not None and _worse(name, promised, limit):
        return _("The label promises less than the standard asks")
    if result is None:
        return _("not tested")
    if promised is not None and _worse(name, result, promised):
        return _("Worse than the label")
    if limit is not None and _worse(name, result, limit):
        return _("Worse than the standard")
    return _("as promised") if promised is not None else _("no promise to compare with")


@dataclass(frozen=True)
class Said:
    """What is said of one parameter of a test; `bad`: no certificate can be given with it."""

    name: str
    bad: bool
    said: str


def verdicts(session: Session, test: LotTest, version: LabelVersion | None) -> list[Said]:
    """Each parameter of a test against promise and limit, with its figures where it is bad."""
    item = session.get(LabelItem, version.item_id) if version is not None and version.item_id else None
    row = _standard(session, test, version, item)[1]
    found = []
    for name, title in PARAMETERS:
        promised, result, limit = getattr(version, name, None), getattr(test, name), _limit(row, name)
        bad = result is None or promised is None or (limit is not None and _worse(name, promised, limit)) or _worse(
            name, result, promised) or (limit is not None and _worse(name, result, limit))
        figures = _("found {found}, promised {promised}").format(
            found="–" if result is None else quantity(f"{result:g}", "%"),
            promised="–" if promised is None else quantity(f"{promised:g}", "%"))
        found.append(Said(name, bad, _("{what}: {verdict} ({figures}).").format(
            what=_(title), verdict=verdict(name, result, promised, limit), figures=figures)))
    return found


def _in_time(tests: Sequence[LotTest], version: LabelVersion | None) -> list[Block]:
    """Germination test by test, and when it will have fallen below the promise."""
    points = [(test.tested_on, test.germination) for test in tests if test.tested_on and test.germination is not None]
    if len(points) < 2:
        return []
    rows: list[list[Cell]] = [[test.tested_on, test.germination, test.laboratory] for test in tests
                              if test.germination is not None]
    blocks: list[Block] = [Heading(_("Germination in time"), 2), Table(
        [Column(_("Tested on"), DATE), Column(_("Germination"), NUMBER, 1, unit="%"), Column(_("Laboratory"), weight=2)], rows)]
    promised = version.germination if version is not None else None
    if promised is not None:
        day = falls_below(points, promised)
        blocks.append(Paragraph(_("By a straight line it falls below the promised {limit} % on {day}.").format(
            limit=f"{promised:g}", day=day) if day else _("By a straight line it does not fall below what is promised.")))
    return blocks


def _net(test: LotTest, item: LabelItem | None) -> list[Block]:
    """The weighing, or the count of kernels, against the stated content, by the plan for its batch where that is known."""
    weights = weights_of(test.weights) or []
    counted = item is not None and not item.net_g and bool(item.kernels)
    found = weighed(weights, None if item is None else item.kernels if counted else item.net_g, counted=counted)
    if found is None:
        return [Heading(_("Net content"), 2), Callout(_(
            "What was weighed cannot be judged: the label's net weight or kernels a pack are not recorded, or are beyond the "
            "table of allowed shortages."))] if weights else []
    unit = _("kernels") if counted else "g"
    facts: list[tuple[str, Cell]] = [
        (_("Packs weighed"), found.number), (_("Stated content"), f"{float(found.stated):g} {unit}"),
        (_("Mean"), f"{format_number(found.mean, 1)} {unit}"), (_("Allowed shortage"), f"{float(found.tolerance):g} {unit}"),
        (_("Packs short by more"), found.short), (_("Packs short by twice as much"), found.far)]
    said = _("The mean reaches what is stated.") if found.mean_reached else _("The mean is below what is stated.")
    if not test.batch_packs:
        return [Heading(_("Net content"), 2), KeyValues(facts), Paragraph(said), Callout(_(
            "Write down how many packs the batch has: then it is judged by the sampling plan for a batch of that size."))]
    answer = judged(found, test.batch_packs)
    plan = answer.plan
    facts += [(_("Packs of the batch"), test.batch_packs), (_("Packs to be weighed"), plan.packs),
              (_("Standard deviation"), f"{format_number(found.spread, 2)} {unit}"),
              (_("Mean with its correction"), _corrected(answer, unit)),
              (_("May be short by more"), plan.short), (_("May be short by twice as much"), plan.far)]
    return [Heading(_("Net content"), 2), KeyValues(facts), Paragraph(_net_said(answer)), Callout(_(
        "The sampling plan is a copy of table 4 of JJF 1070 and is to be verified against the edition of 2023."))]


def _corrected(answer: Judged, unit: str) -> str:
    if answer.mean_with_correction is None:
        return "–"
    return _("{mean} {unit} (factor {factor})").format(mean=format_number(answer.mean_with_correction, 1), unit=unit,
                                                       factor=answer.plan.factor)


def _net_said(answer: Judged) -> str:
    if not answer.enough:
        return _("Too few packs were weighed for this batch: nothing is passed by them.")
    parts = [_("The mean with its correction reaches what is stated.") if answer.mean else _(
        "The mean with its correction is below what is stated."),
        _("No more packs are short than may be.") if answer.single else _("More packs are short than may be.")]
    return " ".join([*parts, _("The batch passes.") if answer.passed else _("The batch does not pass.")])


def _of_lot(db: Database, args: argparse.Namespace) -> Document:
    with db.reading() as session:
        found = session.exec(living(LotTest).where(col(LotTest.lot) == args.code).order_by(
            col(LotTest.tested_on).desc())).first()
    if found is None:
        raise UserError(_("No lot “{lot}” is recorded in {file}.").format(lot=args.code, file=db.path.name))
    return lot_quality(db, found.id)


KINDS = (Report("lot-quality", "code", of_document(_of_lot)),)
