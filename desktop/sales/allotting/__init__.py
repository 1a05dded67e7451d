"""Who gets how much of goods that are short: rounds of allotting, by rules that are shown, put into the orders."""
