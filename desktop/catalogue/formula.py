"""The language in which a trait is derived from others: plot_weight / harvest_area * mu. Text to tree and back.

A formula knows numbers, the names of traits and of facts about the plot, + - * / ^, comparisons (1 or 0) and the
functions of FUNCTIONS. It is read by the small parser below and by nothing else: no Python is ever run from it.
Evaluation stands in `formula_values`, what may be named in `formula_check`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from desktop.core.errors import UserError
from desktop.core.i18n import _

MAX_LENGTH = 1000
MAX_OPERATIONS = 200
MAX_DEPTH = 40
LARGEST = 1e15
FUNCTIONS: dict[str, tuple[int, int]] = {  # name: fewest and most arguments
    "min": (1, 30), "max": (1, 30), "mean": (1, 30), "sum": (1, 30), "first": (1, 30), "abs": (1, 1), "round": (1, 2),
    "if": (3, 3), "days": (2, 2), "and": (2, 30), "or": (2, 30), "not": (1, 1),
    "check": (1, 1), "observed": (1, 1), "occasion": (2, 2), "over_time": (1, 1), "highest": (1, 1), "audpc": (1, 1)}
OF_A_TRAIT = frozenset({"check", "observed", "occasion", "over_time", "highest", "audpc"})  # the first argument is a name
COMPARISONS = ("<=", ">=", "<>", "!=", "==", "=", "<", ">")
SAME = {"!=": "<>", "==": "=", "**": "^", "≤": "<=", "≥": ">=", "≠": "<>", "×": "*", "÷": "/", "−": "-", "·": "*"}
WORD = re.compile(r"[^\W\d]\w*(?:\.\w+)*")
TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d*)?|\.\d+)|(?P<word>[^\W\d]\w*(?:\.\w+)*)|(?P<quoted>'[^']*'|\"[^\"]*\")"
                   r"|(?P<sign>\*\*|<=|>=|<>|!=|==|[-+*/^(),;=<>]))")
STRENGTH = {**dict.fromkeys(("<=", ">=", "<>", "=", "<", ">"), 1), "+": 2, "-": 2, "*": 3, "/": 3, "^": 5}


class FormulaError(UserError):
    """A formula that cannot be read or may not stand, in one sentence."""


@dataclass(frozen=True)
class Number:
    """A number as written."""

    value: float


@dataclass(frozen=True)
class Name:
    """A trait by its code or name, or a fact about the plot."""

    name: str


@dataclass(frozen=True)
class Minus:
    """The negative of what follows."""

    operand: Node


@dataclass(frozen=True)
class Pair:
    """Two operands and the sign between them."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Call:
    """A function and its arguments."""

    function: str
    arguments: tuple[Node, ...]


Node = Number | Name | Minus | Pair | Call


@cache
def parse(text: str) -> Node:
    """The tree of a formula. Raises `FormulaError` with a sentence that says where it went wrong."""
    if len(text) > MAX_LENGTH:
        raise FormulaError(_("The formula is longer than {n} {n:character|characters}.").format(n=MAX_LENGTH))
    return _Reader(list(_tokens(text))).whole()


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    plain = "".join(SAME.get(c, c) for c in unicodedata.normalize("NFKC", text)).strip()
    place = 0
    while place < len(plain):
        found = TOKEN.match(plain, place)
        if not found:
            rest = plain[place:].strip()
            raise FormulaError(_("Character {n} of the formula, “{sign}”, has no meaning here.").format(
                n=plain.index(rest[0], place) + 1, sign=rest[0]))
        kind = str(found.lastgroup)
        word = found[kind]
        yield kind, SAME.get(word, word) if kind == "sign" else word
        place = found.end()


class _Reader:
    """Reads tokens by recursive descent: comparison, sum, product, sign, power, operand."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens, self.place, self.depth, self.operations = tokens, 0, 0, 0

    def whole(self) -> Node:
        """The whole formula."""
        if not self.tokens:
            raise FormulaError(_("The formula is empty."))
        found = self.comparison()
        if self.place < len(self.tokens):
            raise FormulaError(_("The formula goes on after its end: “{rest}”.").format(
                rest=" ".join(word for _kind, word in self.tokens[self.place:])[:40]))
        return found

    def _next(self, *signs: str) -> str:
        """The next sign if it is one of these, which is then passed; else nothing."""
        if self.place < len(self.tokens) and self.tokens[self.place][0] == "sign" and self.tokens[self.place][1] in signs:
            self.place += 1
            self.operations += 1
            if self.operations > MAX_OPERATIONS:
                raise FormulaError(_("The formula is too long: split it into several traits."))
            return self.tokens[self.place - 1][1]
        return ""

    def comparison(self) -> Node:
        """A sum, or two of them compared."""
        left = self._chain(("+", "-"), lambda: self._chain(("*", "/"), self.signed))
        sign = self._next(*(SAME.get(c, c) for c in COMPARISONS))
        if not sign:
            return left
        return Pair(sign, left, self._chain(("+", "-"), lambda: self._chain(("*", "/"), self.signed)))

    def _chain(self, signs: tuple[str, ...], part: object) -> Node:
        read = part
        assert callable(read)
        left: Node = read()
        while sign := self._next(*signs):
            left = Pair(sign, left, read())
        return left

    def signed(self) -> Node:
        """An operand with minus signs before it, and its power."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise FormulaError(_("The formula is nested too deep: split it into several traits."))
        try:
            if self._next("-"):
                return Minus(self.signed())
            base = self.operand()
            return Pair("^", base, self.signed()) if self._next("^") else base
        finally:
            self.depth -= 1

    def operand(self) -> Node:
        """A number, a name, a function, or something in brackets."""
        if self.place >= len(self.tokens):
            raise FormulaError(_("The formula ends too early: a number, a trait or a bracket is missing."))
        kind, word = self.tokens[self.place]
        self.place += 1
        if kind == "number":
            return _number(word)
        if kind == "quoted":
            return Name(word[1:-1])
        if kind == "word":
            return self._call(word) if self._next("(") else Name(word)
        if word == "(":
            inside = self.comparison()
            self._close()
            return inside
        raise FormulaError(_("“{sign}” stands where a number or a trait is expected.").format(sign=word))

    def _close(self) -> None:
        if not self._next(")"):
            raise FormulaError(_("A closing bracket is missing."))

    def _call(self, word: str) -> Node:
        name = word.lower()
        if name not in FUNCTIONS:
            raise FormulaError(_("There is no function “{name}”. Known: {known}.").format(
                name=word, known=", ".join(FUNCTIONS)))
        arguments: list[Node] = []
        if not self._next(")"):
            arguments.append(self.comparison())
            while self._next(",", ";"):
                arguments.append(self.comparison())
            self._close()
        fewest, most = FUNCTIONS[name]
        if not fewest <= len(arguments) <= most:
            raise FormulaError(_("“{name}” takes {few} to {most} {most:value|values}, not {n}.").format(
                name=name, few=fewest, most=most, n=len(arguments)))
        if name in OF_A_TRAIT and not isinstance(arguments[0], Name):
            raise FormulaError(_("“{name}” asks for a trait, not for a sum or a number.").format(name=name))
        return Call(name, tuple(arguments))


def _number(word: str) -> Number:
    value = float(word)
    if value > LARGEST:
        raise FormulaError(_("The number {number} … is too large for a formula.").format(number=word[:20]))
    return Number(value)


def text_of(node: Node) -> str:
    """A tree as text that reads back as the same tree."""
    if isinstance(node, Number):
        shown = format(Decimal(repr(node.value)), "f")
        return shown.removesuffix(".0")
    if isinstance(node, Name):
        mark = '"' if "'" in node.name else "'"  # a quoted name never holds both
        return node.name if WORD.fullmatch(node.name) else f"{mark}{node.name}{mark}"
    if isinstance(node, Minus):
        return "-" + _within(node.operand, 4)
    if isinstance(node, Call):
        return f"{node.function}({', '.join(text_of(a) for a in node.arguments)})"
    own = STRENGTH[node.sign]
    if node.sign == "^":
        return f"{_within(node.left, 6)} ^ {_within(node.right, 4)}"
    return f"{_within(node.left, own + (own == 1))} {node.sign} {_within(node.right, own + 1)}"


def _within(node: Node, least: int) -> str:
    """A part, in brackets where it binds less than its surroundings."""
    strength = STRENGTH[node.sign] if isinstance(node, Pair) else 4 if isinstance(node, Minus) else 9
    return f"({text_of(node)})" if strength < least else text_of(node)


def names(node: Node) -> list[str]:
    """Every name in a formula, once, in order."""
    return list(dict.fromkeys(_names(node)))


def _names(node: Node) -> Iterator[str]:
    if isinstance(node, Name):
        yield node.name
    elif isinstance(node, Call):
        for argument in node.arguments:
            yield from _names(argument)
    elif isinstance(node, Minus):
        yield from _names(node.operand)
    elif isinstance(node, Pair):
        yield from _names(node.left)
        yield from _names(node.right)


def functions(node: Node) -> set[str]:
    """The functions a formula calls."""
    if isinstance(node, Call):
        return {node.function}.union(*(functions(a) for a in node.arguments))
    if isinstance(node, Minus):
        return functions(node.operand)
    return functions(node.left) | functions(node.right) if isinstance(node, Pair) else set()
