"""The language of derived traits: reads, writes back, computes, and never runs anything."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.catalogue import formula_check
from desktop.catalogue.formula import FUNCTIONS, OF_A_TRAIT, Call, FormulaError, Minus, Name, Node, Number, Pair, parse, text_of
from desktop.catalogue.formula_values import Series, Value, evaluate
from desktop.catalogue.model import Trait


class Plain:
    """A plot with a few values."""

    known: dict[str, Value] = {"a": 3.0, "b": 4.0, "sown": date(2026, 5, 2), "ripe": date(2026, 9, 20)}

    def value(self, name: str) -> Value:
        return self.known.get(name)

    def series(self, name: str) -> Series:
        scores = [(date(2026, 7, 1), 1.0), (date(2026, 7, 11), 3.0), (date(2026, 7, 31), 7.0)]
        return scores if name == "blight" else [(None, 2.0), (None, 4.0)]

    def check(self, name: str) -> Value:
        return 2.0 if name == "a" else None

    def observed(self, name: str) -> bool:
        return name in self.known


@pytest.mark.parametrize(("text", "value"), [
    ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("-2 ^ 2", -4), ("2 ^ 3 ^ 2", 512), ("2 ** 3", 8), ("7 - 2 - 1", 4),
    ("a / b", 0.75), ("a ≤ b", 1), ("a × b ÷ 2", 6), ("（a＋b）", 7), ("max(a, b) - min(a, b)", 1), ("mean(a, b)", 3.5),
    ("sum(a; b; 1)", 8), ("abs(a - b)", 1), ("round(0.35, 1)", 0.4), ("round(2.5)", 2), ("if(a > b, 1, 2)", 2),
    ("days(sown, ripe)", 141), ("ripe - sown", 141), ("a / check(a) * 100", 150), ("first(gone, a)", 3),
    ("occasion(blight, 2)", 3), ("highest(blight)", 7), ("over_time(x)", 3), ("observed(a) + observed(gone)", 1),
    ("and(a, b)", 1), ("or(0, 0)", 0), ("not(a)", 0), ("'a' + 1", 4)])
def test_a_formula_computes(text: str, value: float) -> None:
    assert evaluate(parse(text), Plain()) == value


def test_the_area_under_the_disease_progress_curve_is_that_of_the_trapezoids() -> None:
    assert evaluate(parse("audpc(blight)"), Plain()) == (1 + 3) / 2 * 10 + (3 + 7) / 2 * 20
    assert evaluate(parse("audpc(x)"), Plain()) is None  # scores without their days


def test_a_day_and_some_days_are_a_day() -> None:
    assert evaluate(parse("sown + 10"), Plain()) == date(2026, 5, 12)


@pytest.mark.parametrize("text", ["gone + 1", "1 / 0", "0 ^ -1", "(-8) ^ (1 / 3)", "10 ^ 999", "sown * 2", "min(a, sown)",
                                  "sown + 10 ^ 12", "if(gone, 1, 2)", "check(b)", "a < sown"])
def test_what_cannot_be_computed_is_missing(text: str) -> None:
    assert evaluate(parse(text), Plain()) is None


@pytest.mark.parametrize(("text", "words"), [
    ("", "empty"), ("1 +", "too early"), ("(1", "bracket"), ("1 2", "after its end"), ("a $ b", "no meaning"),
    ("foo(1)", "no function"), ("days(a)", "takes 2 to 2"), ("audpc(1 + 2)", "asks for a trait"), ("* 2", "expected"),
    ("(" * 60 + "1" + ")" * 60, "nested too deep"), ("1+" * 300 + "1", "too long"), ("1" * 1001, "longer than"),
    ("9" * 400, "too large"), ("__import__('os').system('x')", "no meaning"), ("a.b()", "no function")])
def test_what_is_no_formula_is_refused_with_a_sentence(text: str, words: str) -> None:
    with pytest.raises(FormulaError, match=words):
        parse(text)


NAMES = st.sampled_from(["a", "b", "maize.plant_height", "株高", "two words"])


def _branches(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    plain = [name for name in FUNCTIONS if name not in OF_A_TRAIT]

    def call(name: str) -> st.SearchStrategy[Node]:
        fewest, most = FUNCTIONS[name]
        return st.lists(inner, min_size=fewest, max_size=min(most, 3)).map(lambda found: Call(name, tuple(found)))

    return st.one_of(
        st.builds(Minus, inner), st.builds(Pair, st.sampled_from("+-*/^"), inner, inner),
        st.builds(Pair, st.sampled_from(["<", "<=", "<>", "="]), inner, inner), st.sampled_from(plain).flatmap(call),
        st.builds(lambda name: Call("audpc", (Name(name),)), NAMES))


TREES = st.recursive(st.one_of(st.builds(Number, st.floats(0, 1e9, allow_subnormal=False).map(lambda v: round(v, 4))),
                               st.builds(Name, NAMES)), _branches, max_leaves=12)


@given(TREES)
def test_a_tree_written_and_read_is_the_same_tree(tree: Node) -> None:
    assert parse(text_of(tree)) == tree


@given(TREES)
def test_a_tree_always_comes_to_a_finite_number_a_day_or_nothing(tree: Node) -> None:
    found = evaluate(tree, Plain())
    assert found is None or isinstance(found, date) or abs(found) < float("inf")


@given(st.one_of(st.text(max_size=60), st.text("ab(),+-*/^ 19.<>'_:[]{}\\\"株if", max_size=60)))
@example("\"ear's weight\" * 2")
def test_any_text_is_a_formula_or_refused(text: str) -> None:
    try:
        node = parse(text)
    except FormulaError:
        return
    assert parse(text_of(node)) == node
    evaluate(node, Plain())


def traits(**formulas: str) -> list[Trait]:
    units = {"height": "cm", "ear": "cm", "weight": "kg"}
    return [Trait(id=n, code=f"maize.{code}", name_en=code.title(), name_zh=f"性状{code}", unit=units.get(code, ""),
                  formula=formula)
            for n, (code, formula) in enumerate({"height": "", "ear": "", "weight": "", **formulas}.items(), 1)]


def test_an_unknown_name_is_named_with_what_may_be_meant() -> None:
    known = traits(ratio="")
    assert "“heigth” is neither" in formula_check.problem("ear / heigth", known[3], known)
    assert "height" in formula_check.problem("ear / heigth", known[3], known).partition("mean")[2]
    assert formula_check.problem("ear / maize.height + 性状weight + harvest_area", known[3], known) == ""


def test_a_circle_is_shown_as_the_way_round() -> None:
    known = traits(one="two * 2", two="")
    assert "maize.two → maize.one → maize.two" in formula_check.problem("one / 2", known[4], known)
    assert "maize.two → maize.two" in formula_check.problem("two + 1", known[4], known)


def test_units_that_do_not_add_up_are_hinted_at() -> None:
    known = traits()
    assert "cm" in formula_check.unit_hint("height + weight", known)
    assert formula_check.unit_hint("height / weight + mean(ear, height)", known) == ""


def test_scores_of_different_scales_are_not_taken_together() -> None:
    scales = {"leaf": ("disease_1_9", "lower"), "ear": ("disease_1_9", "lower"), "firm": ("disease_9_1", "higher")}
    scored = [Trait(id=n, code=code, name_en=code, kind="score", scale=scale, direction=direction)
              for n, (code, (scale, direction)) in enumerate(scales.items())]
    own = Trait(id=9, code="own")
    assert formula_check.problem("mean(leaf, ear)", own, [*scored, own]) == ""
    assert "different scales" in formula_check.problem("mean(leaf, firm)", own, [*scored, own])
    assert "different scales" in formula_check.problem("leaf / 2 + (ear - firm)", own, [*scored, own])


def test_a_formula_is_read_in_the_words_of_its_traits() -> None:
    traits = [Trait(code="maize.plot_weight", name_en="Plot weight"), Trait(code="if", name_en="Never")]
    known = formula_check.Dictionary(traits)
    assert formula_check.in_words("if(observed(plot_weight), plot_weight / harvest_area * mu, other)", known) == (
        "if(observed:(Plot weight), Plot weight ÷ Harvested area × m² per mu, other)")
    assert set(formula_check.CALLED) == set(FUNCTIONS), "every function has a word"
