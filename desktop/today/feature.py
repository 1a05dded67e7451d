"""What Today brings to the program: the first tab, filled by the reminders of all others."""

from __future__ import annotations

from desktop.core.feature import Feature
from desktop.core.i18n import N_

FEATURE = Feature("today", N_("Today"), "today", page="desktop.today.page:TodayPage")
