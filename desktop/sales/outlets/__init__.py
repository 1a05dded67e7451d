"""Outlets and counters 门店·专柜: checks and faults, exceptions, standards, targets, promoters, coverage."""
