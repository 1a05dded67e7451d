"""What the company asks for: periodic reports, key figures, trips, meetings, made from what is already written."""
