"""Money: payments and what they settle, accounts of dealers as of any day, ageing, dunning, and the papers of them."""
