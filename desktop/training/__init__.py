"""Training: events for dealers and farmers, who came, what was handed out, what it cost."""
