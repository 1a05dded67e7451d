"""What people bring to the program: everybody the others refer to; no tab of their own, a section among the dealers."""

from __future__ import annotations

from desktop.core.feature import Feature, Follower

FEATURE = Feature("people", models=("desktop.people.model",), followers=(
    Follower("desktop.people.manager:follow", frozenset({"move", "office_setting"})),))
