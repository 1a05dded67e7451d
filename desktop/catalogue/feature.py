"""What the catalogue brings to the program: crops, traits and varieties, which trials and labels refer to; no tab."""

from __future__ import annotations

from desktop.core.feature import Feature, Follower

FEATURE = Feature("catalogue", models=("desktop.catalogue.model",),
                  seeds=("desktop.catalogue.seed:load_catalogue", "desktop.catalogue.seed:make_season"),
                  followers=(Follower("desktop.catalogue.deciding:follow", frozenset({"varietydecision"})),))
