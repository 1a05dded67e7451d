"""A place that a table says in several columns, a level each: 省, 市, 县(区). They become the one column of the region.

The finest level that a row names is its region; the coarser ones tell counties of one name apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from desktop.core.i18n import _
from desktop.core.importing.likeness import normal
from desktop.core.importing.mapping import names
from desktop.core.importing.model import Target
from desktop.core.tables import Cell, Table
from desktop.core.tables.words import plain

REGION = "region"
"""The table that such a column names records of."""
LEVELS: tuple[frozenset[str], ...] = (
    frozenset(("省", "省份", "省市", "省区", "省级", "省名", "所在省", "所在省份", "所属省", "省自治区", "province")),
    frozenset(("市", "地市", "地级市", "市州", "州市", "市级", "市名", "所在市", "所在地市", "所属市", "地区市", "城市",
               "prefecture", "city")),
    frozenset(("县", "区县", "县区", "县市", "市县", "县市区", "区县市", "县级", "县名", "县旗", "旗县", "旗县区", "所在县",
               "所在区县", "所在县区", "所属县", "所属区县", "county", "district")),
    frozenset(("乡镇", "乡", "镇", "乡镇街道", "街道", "所在乡镇", "所属乡镇", "township")))
"""How columns of a province, a prefecture, a county and a township are headed."""
COUNTY, TOWNSHIP = 2, 3
_PARTS = re.compile(r"\s+")


def joined(table: Table, targets: Sequence[Target]) -> Table:
    """`table` with one column of the place for those of its levels; as it is where it has a single one, or where none or
    several fields name a region, or where a heading is that of another field. A township is taken as far as the field is known
    by that word."""
    regions = [target for target in targets if target.link == REGION]
    if len(regions) != 1:
        return table
    field, others = regions[0], {name for target in targets if target.link != REGION for name in names(target)}
    found = _levels(table, others, township=bool(LEVELS[TOWNSHIP] & set(names(field))))
    if len(found) < 2 or max(found) < COUNTY:
        return table
    order = [found[level] for level in sorted(found)]
    heads = [table.header[at] for at in order]
    heading = _("{field} ({columns})").format(field=_(field.title), columns=_(", ").join(_last(head) for head in heads))
    keep = [at for at in range(len(table.header)) if at not in order[:-1]]
    rows = [tuple(_place([row[n] for n in order]) if at == order[-1] else row[at] for at in keep) for row in table.rows]
    said = _("Columns {columns} say one place: the finest of each row is its {field}, the others say where it lies.").format(
        columns=_(", ").join(f"“{head}”" for head in heads), field=_(field.title))
    lower = {head: word for head, word in table.extra.get("lower", {}).items() if head not in heads}
    extra = table.extra | ({"lower": lower} if "lower" in table.extra else {}) | {
        "joined": {**table.extra.get("joined", {}), heading: tuple(heads)}}
    return replace(table, header=tuple(heading if at == order[-1] else table.header[at] for at in keep), rows=rows,
                   notes=[*table.notes, said], extra=extra)


def _levels(table: Table, others: set[str], *, township: bool) -> dict[int, int]:
    """Level → the place of its column; of two columns of one level none can be meant."""
    found: dict[int, int] = {}
    twice = set[int]()
    for at, heading in enumerate(table.header):
        if normal(heading) in others:
            continue
        word = normal(_last(heading))
        level = next((level for level, words in enumerate(LEVELS) if word in words), None)
        if level is None or (level == TOWNSHIP and not township):
            continue
        twice |= {level} if level in found else set()
        found[level] = at
    return {level: at for level, at in found.items() if level not in twice}


def _last(heading: str) -> str:
    """The lower of two lines of headings: 县(区) of 所在地区 县(区)."""
    return _PARTS.split(heading.strip())[-1]


def _place(cells: Sequence[Cell]) -> str | None:
    """The levels that a row names, from the widest on, none twice: 北京市 海淀区."""
    named = dict.fromkeys(text for cell in cells if (text := _PARTS.sub("", plain(cell))) and text not in ("/", "-", "—"))
    return " ".join(named) or None
