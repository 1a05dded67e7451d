"""What regions bring to the program: their tree, which every feature refers to; no tab of their own."""

from __future__ import annotations

from desktop.core.feature import Feature

FEATURE = Feature("regions", models=("desktop.regions.model",), seeds=("desktop.regions.seed:load_regions",))
