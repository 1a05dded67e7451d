"""Waiting until what is typed in a window is stored, and saying what stands in the way where it cannot be."""

from __future__ import annotations

from collections.abc import Callable

from desktop.core.i18n import _
from desktop.ui.context import MainWindow


def once_stored(window: MainWindow, then: Callable[[], object], otherwise: Callable[[str], object]) -> None:
    """Call `then` once nothing typed would be lost; else, when it is known that something is not stored, `otherwise` with what
    is said of it ("" where nothing says it): nothing ends without a word."""
    tasks, waiting = window.tasks, [True]

    def go_on() -> None:
        if waiting:
            waiting.clear()
            then()

    def give_up() -> None:
        tasks.idle.disconnect(give_up)
        if waiting:
            waiting.clear()
            otherwise(what_is_wrong(window))

    window.settle(go_on)
    if waiting:  # the user stays, or it is being saved: whether that is refused is known when the worker is idle
        tasks.idle.connect(give_up)
        if not tasks.busy:
            give_up()


def what_is_wrong(window: MainWindow) -> str:
    """What a form says of what is typed in it and cannot be saved, with the kind of its record; else what is typed elsewhere
    and not stored; "" where nothing says it."""
    from desktop.ui.fields.form import Form

    form = next((form for form in window.findChildren(Form) if form.dirty and form.foot.text()), None)
    if form is not None:
        return f"{_(form.model.NAME)}{_(': ')}{form.foot.text()}"
    return _("; ").join(held.said() for held in window.context.unsaved.all()) if window.context else ""
