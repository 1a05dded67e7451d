"""What nothing in a table of trials decides, so that it is asked: the crop of a kind, the design, what numbered places are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from desktop.catalogue.model import Crop
from desktop.core.i18n import N_, _
from desktop.core.importing import Asked, Use
from desktop.core.tables import Table
from desktop.core.tables.words import plain
from desktop.trials.choices import DESIGN
from desktop.trials.importing.payload import Payload

PLACES = {"sites": N_("sites, a trial each"), "replicates": N_("replicates of one trial")}
NUMBERED = re.compile(r"(?:(?:loc|location|site|env|e|l|rep|点|试点|第)[\s_\-.]*)?"
                      r"(?:\d{1,2}|[a-z]|[ivx]{1,4}|[一二三四五六七八九十])点?", re.IGNORECASE)


def asked(payload: Payload, crops: Sequence[Crop], table: Table, uses: Mapping[str, Use], chosen: Mapping[str, str]
          ) -> list[Asked]:
    """The open questions about the whole file; `chosen` are facts that a person has set already."""
    found = []
    if len(crops) > 1 and not chosen.get("crop"):
        found.append(Asked("crop", _("Which crop is it? The file names only the kind."), {c.code: c.title() for c in crops}))
    designs = next((design.asks for trial in payload.trials.values() if (design := payload.design_of(trial)).asks), ())
    if designs and not chosen.get("design"):
        found.append(Asked("design", _("Are there whole plots with sub-plots in them? Neither places nor the order of the rows "
                                       "show it."), {name: DESIGN.label(name) for name in designs}))
    if not chosen.get("places") and (heading := numbered_places(table, uses)):
        text = _("Column “{column}” numbers its places: are they sites, or replicates of one trial?").format(column=heading)
        found.append(Asked("places", text, {name: _(words) for name, words in PLACES.items()}))
    return found


def numbered_places(table: Table, uses: Mapping[str, Use]) -> str:
    """The heading of a column of places that may be replicates: numbered, each with the same entries once; "" for none."""
    columns = {use.target: heading for heading, use in uses.items()}
    named = columns.get("variety") or columns.get("treatment")
    if "site" not in columns or named is None or {"replicate", "block", "farm", "trial"} & columns.keys():
        return ""
    inside: dict[str, list[str]] = defaultdict(list)
    for place, entry in zip(table.column(columns["site"]), table.column(named), strict=True):
        inside[plain(place)].append(plain(entry))
    entries = {tuple(sorted(names)) for names in inside.values()}
    once = len(entries) == 1 and all(len(set(names)) == len(names) for names in entries)
    numbered = all(NUMBERED.fullmatch(place) for place in inside)
    return columns["site"] if len(inside) > 1 and once and numbered and not _differ(table, columns, "season", "sown_on") else ""


def _differ(table: Table, columns: Mapping[str, str], *names: str) -> bool:
    """Whether a fact of a whole trial differs within the table: then its places are trials of their own."""
    return any(len({plain(c) for c in table.column(columns[name])}) > 1 for name in names if name in columns)
