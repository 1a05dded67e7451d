"""The stock that dealers own: counts, moves between dealers, sell-out, what to order and what to clear, and why."""
