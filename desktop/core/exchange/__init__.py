"""Handing work over between laptops by files: a star around one leading file (headquarters, or the chief's laptop).

A package holds what changed since the partner is known to have taken something, read from the history: for each cell what
stood there before and what stands there now. The leading file joins what arrives column by column and decides the order; a
laptop takes what the leading file says, but for its own newer work, which comes with its next package.
"""
