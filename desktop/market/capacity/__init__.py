"""What a market needs of seed, the own share of it, and the balance of supply and demand."""
