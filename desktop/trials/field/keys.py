"""What a plot and a trait are called outside this program: in files, on labels, on telephones.

A plot's key is the id that a file from elsewhere gave it, else `<code of the trial>-<number of the plot>`, unique over all
trials, since Field Book refuses an id that any field on the telephone has already. It is found by either. Characters that
Field Book, file systems or folders refuse become "_".
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from desktop.catalogue.model import Trait
from desktop.core.errors import UserError
from desktop.core.i18n import CHINESE, SOURCE, _, using
from desktop.core.records import alive, living
from desktop.core.tables.words import plain
from desktop.trials.model import Plot, Trial
from desktop.trials.trial_data import TrialData, walk_order

FORBIDDEN = re.compile(r'[/\\?<>*|"\'`\[\]:\x00-\x1f]')
CHUNK = 500


def safe(text: str) -> str:
    """A name without the characters that Field Book refuses in ids, headings and folder names."""
    return FORBIDDEN.sub("_", text).strip()


def plot_key(code: str, number: str) -> str:
    """The key of a plot."""
    return safe(f"{code}-{number}")


def field_plots(data: TrialData) -> list[Plot]:
    """The plots that are observed, in walk order: guards and fillers are walked past."""
    return [p for p in data.plots if p.kind == "plot" and p.entry_id is not None]


def keys_of(data: TrialData, plots: Sequence[Plot]) -> list[str]:
    """The keys of the plots of a trial. Raises `UserError` where two plots would have the same."""
    keys = [p.given_id or plot_key(data.trial.code, p.number) for p in plots]
    twice = [key for key, times in Counter(keys).items() if times > 1]
    if twice:
        raise UserError(_("Two plots of trial {code} have the number “{number}”: correct one of them first.").format(
            code=data.trial.code, number=twice[0].partition("-")[2] or twice[0]))
    return keys


class PlotFinder:
    """Finds stored plots by their keys, or by trial and number."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._trials = list(session.exec(select(Trial.id, Trial.code).where(alive(Trial))))
        self._plots: dict[int, list[Plot]] = {}

    def plots(self, trial_id: int) -> list[Plot]:
        """The plots of a trial in walk order."""
        if trial_id not in self._plots:
            query = living(Plot).where(Plot.trial_id == trial_id)
            self._plots[trial_id] = sorted(self.session.exec(query), key=walk_order)
        return self._plots[trial_id]

    def by_keys(self, keys: Iterable[str]) -> dict[str, list[Plot]]:
        """The plots that each key may mean: none, one, or several where two trials have the same code."""
        wanted = {k for k in keys if k}
        given = self._given(wanted)
        heads = defaultdict(list)
        for trial_id, code in self._trials:
            heads[safe(code).casefold() + "-"].append((trial_id, code))
        found: dict[str, list[Plot]] = {key: [] for key in wanted}
        for head, trials in heads.items():
            inside = {safe(k).casefold(): k for k in wanted if safe(k).casefold().startswith(head)}
            for trial_id, code in trials if inside else ():
                for plot in self.plots(trial_id):
                    key = inside.get(plot_key(code, plot.number).casefold())
                    if key is not None and key not in given:
                        found[key].append(plot)
        return found | given

    def _given(self, keys: set[str]) -> dict[str, list[Plot]]:
        """The plots that carry these ids from elsewhere."""
        found: dict[str, list[Plot]] = defaultdict(list)
        living_trials = {trial_id for trial_id, _code in self._trials}
        ordered = sorted(keys)
        for start in range(0, len(ordered), CHUNK):
            query = living(Plot).where(col(Plot.given_id).in_(ordered[start:start + CHUNK]))
            for plot in self.session.exec(query):
                if plot.trial_id in living_trials:
                    found[plot.given_id].append(plot)
        return dict(found)

    def by_number(self, code: str, number: str) -> list[Plot]:
        """The plots of that number in the trials of that code."""
        wanted = plain(code).casefold()
        return [p for trial_id, name in self._trials if plain(name).casefold() == wanted
                for p in self.plots(trial_id) if p.number.casefold() == number.casefold()]


def trait_names(traits: Sequence[Trait]) -> dict[int, str]:
    """What each trait is called on a telephone, in the language in force: its name, unique among these traits."""
    titles = {t.id: safe(t.title()) for t in traits}
    often = Counter(name.casefold() for name in titles.values())
    return {t.id: titles[t.id] if often[titles[t.id].casefold()] == 1 else safe(f"{titles[t.id]} ({t.code})") for t in traits}


def known_names(trait: Trait) -> set[str]:
    """All a trait may be called in a file, case and width aside."""
    found = {trait.code, trait.name_zh, trait.name_en, *re.split(r"[,，、;；]\s*", trait.aliases)}
    for code in (SOURCE, CHINESE):
        with using(code):
            found |= {trait.heading(), f"{trait.title()} ({trait.code})"}
    return {plain(form).casefold() for name in found if name for form in (name, safe(name))}
