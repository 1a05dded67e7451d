"""Measures: figures of a period that reports, key figures and targets share, each opened to the rows it is made of."""
