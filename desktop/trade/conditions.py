"""What conditions of sale do to an order: a surcharge, a price, a discount, free bags.

Of each kind one condition holds for a line: that of the highest priority, then the one for this dealer before one for a
region before one for all, then the one for this product before one for several before one for all. Two that stand alike
and give different things are a conflict: it is said, never settled by guessing. A discount is taken after a surcharge, and
free bags count neither as bags bought nor in any amount.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from desktop.core.money import half_up

SURCHARGE, PRICE, PERCENT, FREE = "surcharge", "price", "percent", "free"
KINDS = (PRICE, SURCHARGE, PERCENT, FREE)
DEALER, REGION, ALL = 2, 1, 0


@dataclass(frozen=True)
class Rule:
    """A condition: `scope` DEALER, REGION or ALL; `products` none means all; `least` bags of its products together.

    `percent` of a surcharge or a discount; `price` in fen; for every `buy` bags paid `free` bags more.
    """

    key: int
    kind: str
    scope: int = ALL
    products: frozenset[int] = field(default_factory=frozenset)
    priority: int = 0
    least: int = 0
    percent: Fraction = Fraction(0)
    price: int = 0
    buy: int = 0
    free: int = 0

    def rank(self) -> tuple[int, int, int]:
        """What wins over what: priority, whom it is for, how few products it names."""
        named = 0 if not self.products else 2 if len(self.products) == 1 else 1
        return self.priority, self.scope, named

    def gives(self) -> tuple[Fraction, int, int, int]:
        """What it changes; rules that give the same are no conflict."""
        return self.percent, self.price, self.buy, self.free


@dataclass(frozen=True)
class Bought:
    """Bags of a product that are paid for, at its usual price in fen."""

    product: int
    bags: int
    price: int


@dataclass(frozen=True)
class Offer:
    """What a line comes to: its price in fen, free bags (of all lines of its product, with the first), and the rules that
    did it."""

    price: int
    free: int
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Conflict(Exception):
    """Two rules that stand alike for one product and give different things."""

    product: int
    first: Rule
    second: Rule


def offers(lines: Sequence[Bought], rules: Sequence[Rule]) -> list[Offer]:
    """What each line comes to under the rules that hold for this dealer and day. Raises `Conflict`."""
    fitting = [rule for rule in rules if _bags(lines, rule) >= rule.least]
    paid = Counter[int]()
    for line in lines:
        paid[line.product] += line.bags
    # Free bags of a product follow all its bags, and stand with the first of its lines.
    return [_offer(line, [rule for rule in fitting if _meets(rule, line)], paid.pop(line.product, 0)) for line in lines]


def _meets(rule: Rule, line: Bought) -> bool:
    return not rule.products or line.product in rule.products


def _bags(lines: Sequence[Bought], rule: Rule) -> int:
    return sum(line.bags for line in lines if _meets(rule, line))


def _offer(line: Bought, rules: Sequence[Rule], paid: int) -> Offer:
    """What a line comes to; `paid` bags are those that bring free ones with this line."""
    fixed, more, less, free = (_best(line, [rule for rule in rules if rule.kind == kind]) for kind in KINDS)
    price = fixed.price if fixed else line.price
    if more:
        price = half_up(price * (100 + more.percent) / 100)
    if less:
        price = half_up(price * (100 - less.percent) / 100)
    given = paid // free.buy * free.free if free else 0
    return Offer(price, given, tuple(rule for rule in (fixed, more, less, free) if rule))


def _best(line: Bought, rules: Sequence[Rule]) -> Rule | None:
    """The rule of one kind that holds for a line; None where none does. Raises `Conflict`."""
    if not rules:
        return None
    best = max(rules, key=Rule.rank)
    for other in rules:
        if other.rank() == best.rank() and other.gives() != best.gives():
            raise Conflict(line.product, best, other)
    return best
