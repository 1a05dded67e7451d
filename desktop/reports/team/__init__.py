"""The team: posts and who holds them, recruitment, induction and coaching, month plans, tasks, praise and faults."""
