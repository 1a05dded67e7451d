"""What the certificate looks at: where entries stand, and how often."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from itertools import product

from desktop.core.i18n import N_, _
from desktop.designs.model import FAIL, NOTE, PASS, Check, FieldPlan

NAMED = 5  # so many are named in a sentence
LEAST_ERROR_DF = 10


def named(plan: FieldPlan, keys: Iterable[int]) -> str:
    """The first names of some entries."""
    found = [plan.name(key) for key in keys]
    return _(", ").join(found[:NAMED]) + (" …" if len(found) > NAMED else "")


def all_stand(plan: FieldPlan) -> list[Check]:
    """Every entry of the list has a plot, and no plot an entry that is not in the list."""
    standing, listed = {p.entry for p in plan.standing}, {i.key for i in plan.items}
    missing = [i.key for i in plan.items if i.key not in standing]
    if missing:
        return [Check("entries", FAIL, N_("{n} {n:entry stands|entries stand} on no plot: {names}."),
                      {"n": len(missing), "names": named(plan, missing)})]
    if standing - listed:
        return [Check("entries", FAIL, N_("{n} {n:plot carries|plots carry} an entry that is not in the list."),
                      {"n": sum(p.entry not in listed for p in plan.standing)})]
    return [Check("entries", PASS, N_("Every entry stands in the field."))]


def in_every_replicate(plan: FieldPlan) -> list[Check]:
    """Every entry once in every replicate."""
    return [_once_in_each(plan, "replicates", {p: p.replicate for p in plan.standing})]


def _once_in_each(plan: FieldPlan, name: str, groups: dict[object, Hashable]) -> Check:
    often = Counter((groups[p], p.entry) for p in plan.standing)
    keys = [i.key for i in plan.items]
    numbers = list(dict.fromkeys(groups[p] for p in plan.standing))
    wrong = [key for key in keys if any(often[g, key] != 1 for g in numbers)]
    if wrong or None in numbers:
        return Check(name, FAIL, N_("Not every entry stands once in every replicate: {names}."),
                     {"names": named(plan, wrong), "n": len(wrong)})
    return Check(name, PASS, N_("Every entry stands once in each of {n} {n:replicate|replicates}."), {"n": len(numbers)})


def equally_often(plan: FieldPlan) -> list[Check]:
    """Every entry on as many plots; in blocks where a factorial stands in blocks."""
    if plan.design == "factorial" and plan.options.within == "rcbd":
        return in_every_replicate(plan)
    often = Counter(p.entry for p in plan.standing)
    wanted = plan.options.replicates
    wrong = [i.key for i in plan.items if often[i.key] != wanted]
    if wrong and plan.design == "crd" and not plan.randomised_here:  # made elsewhere: replication may differ on purpose
        times = [often[i.key] for i in plan.items]
        return [Check("replicates", NOTE, N_("The entries stand on {least} to {most} {most:plot|plots} each."),
                      {"least": min(times), "most": max(times)})]
    if wrong:
        return [Check("replicates", FAIL, N_("Not every entry stands on {n} {n:plot|plots}: {names}."),
                      {"n": wanted, "names": named(plan, wrong)})]
    return [Check("replicates", PASS, N_("Every entry stands on {n} {n:plot|plots}."), {"n": wanted})]


def once(plan: FieldPlan) -> list[Check]:
    """Every entry on one plot; nothing is repeated."""
    often = Counter(p.entry for p in plan.standing)
    wrong = [i.key for i in plan.items if often[i.key] != 1]
    if wrong:
        return [Check("replicates", FAIL, N_("Not every entry stands on {n} {n:plot|plots}: {names}."),
                      {"n": 1, "names": named(plan, wrong)})]
    return [Check("replicates", NOTE, N_("Every entry stands on one plot: without replicates there is no error to judge by."))]


def every_combination(plan: FieldPlan) -> list[Check]:
    """Whether a factorial is complete."""
    given = [tuple(level for level in i.levels if level) for i in plan.items if len([x for x in i.levels if x]) >= 2]
    if not given:
        return []
    levels = [dict.fromkeys(g[place] for g in given) for place in range(min(map(len, given)))]
    missing = set(product(*levels)) - set(given)
    if missing:
        return [Check("combinations", NOTE, N_("{n} {n:combination of levels has|combinations of levels have} no entry, for "
                                               "example {example}."),
                      {"n": len(missing), "example": " × ".join(min(missing))})]
    return [Check("combinations", PASS, N_("All combinations of levels stand: {n}."),
                  {"n": " × ".join(str(len(found)) for found in levels)})]


def checks_in_every_block(plan: FieldPlan) -> list[Check]:
    """The checks in every block (or on every farm), and nothing twice in one."""
    blocks: dict[str, Counter[int]] = defaultdict(Counter)
    for p in plan.standing:
        blocks[p.block][p.entry or 0] += 1
    wrong = [name for name, often in blocks.items() if any(often[c] != 1 for c in plan.checks)]
    twice = [name for name, often in blocks.items() if max(often.values()) > 1 and name not in wrong]
    if wrong or twice:
        text = N_("Not every check stands once in block {names}.") if wrong else N_("An entry stands twice in block {names}.")
        return [Check("check_blocks", FAIL, text, {"names": _(", ").join((wrong or twice)[:NAMED])})]
    if not plan.checks:
        return []
    return [Check("check_blocks", PASS, N_("Every check stands once in each of {n} {n:block|blocks}."), {"n": len(blocks)})]


def error_of_checks(plan: FieldPlan) -> list[Check]:
    """New entries once each, and the degrees of freedom of the error that the checks give."""
    often = Counter(p.entry for p in plan.standing)
    wrong = [i.key for i in plan.items if not i.is_check and often[i.key] != 1]
    found = [Check("new_entries", FAIL, N_("Not every new entry stands once: {names}."), {"names": named(plan, wrong)})
             if wrong else Check("new_entries", PASS, N_("Every new entry stands once."))]
    df = (len({p.block for p in plan.standing}) - 1) * (len(plan.checks) - 1)
    text = (N_("The checks leave {n} {n:degree|degrees} of freedom for the error.") if df >= LEAST_ERROR_DF else
            N_("The checks leave only {n} {n:degree|degrees} of freedom for the error: add checks or blocks to reach 10."))
    return [*found, Check("error_df", PASS if df >= LEAST_ERROR_DF else NOTE, text, {"n": df})]


def repeated_share(plan: FieldPlan) -> list[Check]:
    """How many entries are repeated."""
    often = Counter(p.entry for p in plan.standing)
    repeated = sum(1 for i in plan.items if often[i.key] > 1)
    state = PASS if repeated else FAIL
    return [Check("repeated", state, N_("{n} of {all} {all:entry|entries} {n:is|are} repeated."),
                  {"n": repeated, "all": len(plan.items)})]


def spread_over_farms(plan: FieldPlan) -> list[Check]:
    """How evenly the entries are spread over farms."""
    often = Counter(p.entry for p in plan.standing)
    times = [often[i.key] for i in plan.items if not i.is_check] or [0]
    text = N_("Every entry stands on {least} {least:farm|farms}.") if min(times) == max(times) else N_(
        "The entries stand on {least} to {most} {most:farm|farms} each.")
    return [Check("farms", PASS if max(times) - min(times) <= 1 else NOTE, text, {"least": min(times), "most": max(times)})]


def check_intervals(plan: FieldPlan) -> list[Check]:
    """How many entries stand between two checks on the walk, and that the order is systematic."""
    gaps = [between for replicate in _walked(plan) for between in _between(replicate, plan.checks)]
    most = max(gaps, default=0)
    wanted = plan.options.interval
    good = 0 < most <= wanted
    text = N_("At most {most} {most:entry stands|entries stand} between two checks.") if good else N_(
        "{most} {most:entry stands|entries stand} between two checks, more than {wanted}.")
    found = [Check("interval", PASS if good else FAIL, text, {"most": most, "wanted": wanted})]
    often = Counter((p.replicate, p.entry) for p in plan.standing)
    replicates = {p.replicate for p in plan.standing}
    wrong = [i.key for i in plan.items if not i.is_check and any(often[r, i.key] != 1 for r in replicates)]
    found.append(Check("replicates", FAIL, N_("Not every entry stands once in every replicate: {names}."),
                       {"names": named(plan, wrong)}) if wrong else
                 Check("replicates", PASS, N_("Every entry stands once in each of {n} "
                                              "{n:replicate|replicates}."), {"n": len(replicates)}))
    if not plan.options.random_order:
        found.append(Check("systematic", NOTE, N_(
            "The order is systematic: compare with the nearest checks; there is no valid estimate of the error.")))
    return found


def _walked(plan: FieldPlan) -> list[list[int]]:
    by: dict[int | None, list[int]] = defaultdict(list)
    for p in sorted(plan.standing, key=lambda p: (p.walk is None, p.walk or 0)):
        by[p.replicate].append(p.entry or 0)
    return list(by.values())


def _between(keys: list[int], checks: set[int]) -> list[int]:
    """The numbers of entries before, between and behind the checks."""
    runs = [0]
    for key in keys:
        if key in checks:
            runs.append(0)
        else:
            runs[-1] += 1
    return runs
