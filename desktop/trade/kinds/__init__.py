"""The kinds of `agridesk calculate` that stand on the figures of the trade: JSON in, the pure function, JSON out.

TO ADD ONE: a pure function in `desktop/trade/`, a function of `Given` that calls it and gives JSON, and its `kind(…)` in
the tuple of its subject here.
"""
