"""Figures of the seed trade: targets, prices, rebates, debts, stock, markets and climate, as pure functions.

Window, lists, papers and `agridesk calculate` compute with these and nothing else. They know no database, no clock and no
setting; amounts of money are whole fen, prices and rates exact fractions.
"""
