"""Field plans: every design, laid out in the field, numbered, reproducible from its seed, and certified.

    plan(design, entries, options) -> FieldPlan          the same arguments give the same plan, everywhere
    certify(plan) -> Certificate                         what the plan may be relied on for, sentence by sentence

The designs stand in one list, `catalogue.py`. A design only arranges entries into bands (replicates, blocks); where the
bands lie in the field, how plots are numbered and walked, guards and fillers are the same for all (`field.py`).
"""

from __future__ import annotations

from desktop.designs.certificate import certify
from desktop.designs.chance import GENERATOR
from desktop.designs.model import Certificate, Check, DesignOptions, FieldPlan, Item, PlannedPlot
from desktop.designs.planning import plan

__all__ = ["GENERATOR", "Certificate", "Check", "DesignOptions", "FieldPlan", "Item", "PlannedPlot", "certify", "plan"]
