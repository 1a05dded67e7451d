"""Guess which column of a file goes to which target: by heading, in both languages, by likeness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from desktop.core.i18n import CHINESE, _, in_every_language, using
from desktop.core.importing.likeness import LIKENESS, likeness, normal
from desktop.core.importing.model import Target, Use
from desktop.core.tables import Table

WIDE = 1000
NAMED_BY = ("编号", "编码", "代码", "名称")
BY_REFERENCE = 0.98  # a heading that a field is known by goes before one that is put together


def names(target: Target) -> list[str]:
    """All headings a target is known by: its name, its title in both languages, its aliases."""
    found = [target.name.rsplit(":", 1)[-1], *target.aliases, *sorted(in_every_language(target.title))]
    return list(dict.fromkeys(normal(n) for n in found if n))


def _of_reference(target: Target) -> set[str]:
    """How a column that names records of another table is headed too: by what it names them with, 培训编号, 客户编码."""
    if target.kind != "link":
        return set()
    with using(CHINESE):
        own = [_(target.title), *(alias for alias in target.aliases if not alias.isascii())]
    return {normal(f"{name}{means}") for name in own for means in NAMED_BY if not name.endswith(NAMED_BY)}


def guess(header: Sequence[str], targets: Sequence[Target]) -> dict[str, Use]:
    """Heading → target for all headings that are more than 70 % like; each target once, the best pair first.

    Of a table with more than `WIDE` columns, which are markers or spectra, only headings that are known letter by letter.
    """
    pairs = []
    wide = [normal(heading) for heading in header] if len(header) > WIDE else []
    for place, target in enumerate(targets):
        known, other = names(target), _of_reference(target)
        if wide:
            pairs += [(-1.0, column, place) for column, heading in enumerate(wide) if heading in known]
            continue
        for column, heading in enumerate(header):
            score = max(likeness(heading, known, target.kind), BY_REFERENCE if normal(heading) in other else 0.0)
            if score > LIKENESS:
                pairs.append((-score, column, place))
    return _take_best(header, targets, sorted(pairs))


def guess_lower(table: Table, header: Sequence[str], targets: Sequence[Target], uses: Mapping[str, Use]) -> dict[str, Use]:
    """`uses`, and what the lower of two lines of headings says of columns: 发货 单价 is the price, 联系方式 姓名 a name.

    Only words that stand once among the lower headings count: 望奎 产量 beside 庆安 产量 says nothing. A lower heading that is
    a known one goes before two joined ones that only resemble one.
    """
    lower: dict[str, str] = table.extra.get("lower", {})
    often, known = Counter(lower.values()), {t.name: names(t) for t in targets}
    every = {name for found in known.values() for name in found}
    unsure = {h for h, use in uses.items() if h in lower and normal(h) not in known.get(use.target, ())
              and normal(lower[h]) in every}
    sure = {h: use for h, use in uses.items() if h not in unsure}
    free = {lower[h]: h for h in header if h in lower and h not in sure and often[lower[h]] == 1}
    taken = {use.target for use in sure.values()}
    found = guess(list(free), [t for t in targets if t.many or t.name not in taken])
    return {**sure, **{free[word]: use for word, use in found.items()}}


def lies_on_its_side(table: Table, targets: Sequence[Target]) -> list[str]:
    """What stands in the first column and is known as a heading, where the headings themselves are none: the table must be
    turned. [] for any other table."""
    known = {name for target in targets for name in names(target)}
    first = [str(row[0]) for row in table.rows if isinstance(row[0], str)]
    beside = [text for text in first if normal(text) in known]
    above = [heading for heading in table.header[1:] if normal(heading) in known]
    return beside if len(beside) > 1 and 2 * len(beside) > len(table.rows) and not above else []


def _take_best(header: Sequence[str], targets: Sequence[Target], pairs: list[tuple[float, int, int]]) -> dict[str, Use]:
    columns: dict[int, str] = {}
    taken: set[int] = set()
    for _score, column, place in pairs:
        if column not in columns and (place not in taken or targets[place].many):
            columns[column] = targets[place].name
            taken.add(place)
    return {header[c]: Use(columns[c]) for c in sorted(columns)}
