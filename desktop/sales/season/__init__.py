"""The settlement of a season with a dealer (季末结算): goods at their settlement price, the account, both signatures."""
