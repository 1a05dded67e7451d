"""What visiting brings to the program; its section stands on the tab of Today."""

from __future__ import annotations

from desktop.core.feature import Feature, Follower

FEATURE = Feature("visiting", reports={
        "desktop.visiting.reports:REPORTS": "visit-pack",
    },
                  followers=(Follower("desktop.visiting.following:follow", frozenset({"visit", "visitline"})),))
