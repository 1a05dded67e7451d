"""Site, soil, management and weather of a trial in its report, with the field log."""

from __future__ import annotations

from desktop.catalogue.formula_check import Dictionary, in_words
from desktop.core.documents.model import Block, Column, KeepTogether, KeyValues, Paragraph, Table
from desktop.core.i18n import _
from desktop.core.spoken import said
from desktop.core.units import format_number, quantity
from desktop.trials.choices import FIELD_EVENT
from desktop.trials.model import FieldEvent
from desktop.trials.trial_data import TrialData

SKY = ("weather", "disaster")


def site_blocks(data: TrialData) -> list[Block]:
    """The site and what was done."""
    known = [(name, value) for name, value in [*_place(data), *_soil(data)] if value]
    done = [e for e in data.events if e.kind not in SKY]
    return [*([KeyValues(known)] if known else []), *_paragraphs(data.trial.management), *_log(done, _("Field log"))]


def weather_blocks(data: TrialData) -> list[Block]:
    """The weather of the season and what it did."""
    sky = [e for e in data.events if e.kind in SKY]
    return [*_paragraphs(data.trial.weather), *_log(sky, _("Weather and disasters"))]


def _place(data: TrialData) -> list[tuple[str, str]]:
    """What the site is like; what the trial says of itself stands in place of it."""
    trial, site = data.trial, data.site
    altitude = quantity(f"{site.altitude:.0f}", "m") if site and site.altitude is not None else ""
    return [(_("Soil"), said(trial, "soil") or said(site, "soil")),
            (_("Previous crop"), said(trial, "previous_crop") or said(site, "previous_crop")),
            (_("Irrigation of the site"), said(site, "irrigation")), (_("Altitude"), altitude),
            (_("Farmer"), site.farmer if site else "")]


def _soil(data: TrialData) -> list[tuple[str, str]]:
    """The soil analysis and the density of the trial."""
    trial = data.trial
    measured = ((_("Organic matter"), trial.organic_matter, "g/kg", 1),
                (_("Alkali-hydrolysable nitrogen"), trial.alkaline_nitrogen, "mg/kg", 1),
                (_("Available phosphorus"), trial.available_phosphorus, "mg/kg", 1),
                (_("Available potassium"), trial.available_potassium, "mg/kg", 1), (_("Soil pH"), trial.soil_ph, "", 1),
                (_("Density"), trial.density, _("plants/mu"), 0))
    return [(name, quantity(format_number(value, decimals), unit) if value is not None else "")
            for name, value, unit, decimals in measured]


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph(line) for line in text.split("\n") if line.strip()]


def _log(events: list[FieldEvent], caption: str) -> list[Block]:
    """Events as a table; without remarks there is no column for them."""
    if not events:
        return []
    titles = [_("Day"), _("Kind"), _("What"), _("Amount"), *([_("Remark")] if any(e.remark for e in events) else [])]
    rows = [_line(e)[:len(titles)] for e in events]
    return [KeepTogether([Table([Column(title) for title in titles], rows, caption=caption)])]


def _line(event: FieldEvent) -> list[str]:
    days = " – ".join(d.isoformat() for d in (event.happened_on, event.ended_on) if d)
    amount = "" if event.amount is None else quantity(f"{event.amount:g}", event.unit)
    return [days, FIELD_EVENT.label(event.kind), event.what, amount, event.remark]


def computed_statement(data: TrialData) -> list[str]:
    """Which traits were computed, and by which formula in words: a reader must be able to compute them again."""
    known = Dictionary([*data.traits, *data.dictionary])
    words = {True: _("{trait} was computed by the program: {formula}."),
             False: _("{trait} was computed by the program where no value was entered: {formula}.")}
    return [words[data.computed[t.id]].format(trait=t.title(), formula=in_words(t.formula, known))
            for t in data.traits if t.id in data.computed and t.formula.strip()]
