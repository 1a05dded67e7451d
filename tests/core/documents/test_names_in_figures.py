"""Names in figures: cut in the middle, and beside points where they cover nothing."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.documents import model
from desktop.core.documents.cutting import cut_at, ems, told_apart
from desktop.core.documents.figure_style import drawn
from desktop.core.documents.label_places import Name, name_points

LONG = [f"黑龙江省农业科学院绥化分院选育超早熟密植{n:02d}号系" for n in range(60)]


@given(st.text(max_size=60), st.floats(2, 40))
def test_a_name_is_cut_in_its_middle_to_the_room_it_has(name: str, room: float) -> None:
    made = cut_at(name, room)
    assert made == name or ems(made) <= room
    if "…" in made and "…" not in name and len(made) > 3:
        head, tail = made.split("…")
        assert name.startswith(head) and name.endswith(tail) and len(tail) >= len(head)


def test_names_that_differ_at_their_end_stay_apart_and_those_that_would_not_are_said_to() -> None:
    made = told_apart(LONG, 12)
    assert made is not None and len(set(made)) == len(LONG)
    assert told_apart(["东北" * 10 + "甲" + "乙" * 20, "东北" * 10 + "丙" + "乙" * 20], 8) is None


def test_names_beside_crowded_points_stand_neither_on_each_other_nor_outside() -> None:
    points = [(float(n % 5) / 4, float(n // 5) / 6 + 0.01 * (n % 3)) for n in range(24)]

    def draw(canvas: object) -> None:
        axes = canvas.subplots()  # type: ignore[attr-defined]
        axes.plot(*zip(*points, strict=True), "o")
        axes.margins(0.2)
        name_points(axes, [Name(f"例丰{100 + n}", at) for n, at in enumerate(points)])

    with drawn(model.Figure(draw, height_mm=120.0)) as figure:
        figure.draw_without_rendering()
        boxes = [text.get_window_extent() for text in figure.axes[0].texts]
        frame = figure.bbox
    assert len(boxes) == len(points)
    for one, other in combinations(boxes, 2):
        across, up = min(one.x1, other.x1) - max(one.x0, other.x0), min(one.y1, other.y1) - max(one.y0, other.y0)
        assert across <= 1.5 or up <= 1.5
    assert all(frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1 for box in boxes)
