"""All dated things of the file, gathered from what features declare (`core.reminders.Dated`): in a calendar, on paper, as
iCalendar."""
