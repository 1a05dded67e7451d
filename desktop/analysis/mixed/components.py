"""The variance components of a mixed model, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.i18n import N_, _

COMPONENTS = {
    "Residual": N_("Residual error"),
    "rho_row": N_("correlation from row to row"),
    "rho_column": N_("correlation from column to column"),
    "field": N_("alike neighbours (field)"),
    "rows": N_("rows of the field"),
    "columns": N_("columns of the field"),
    "row_smooth": N_("smooth along rows"),
    "column_smooth": N_("smooth along columns"),
    "row_smooth:column": N_("smooth along rows, changing with columns"),
    "row:column_smooth": N_("smooth along columns, changing with rows"),
    "row_smooth:column_smooth": N_("smooth in both directions"),
    "reml": N_("REML deviance"),
}


@dataclass(frozen=True)
class Components:
    """The variance components of one model, by classification ("Residual" is the error).

    `standard_errors` are None for a variance estimated as zero. `deviance` is −2 log restricted likelihood with all
    constants.
    """

    variances: dict[str, float]
    standard_errors: dict[str, float | None]
    deviance: float


def component_name(name: str) -> str:
    """A variance component in words; the columns of the trial keep their names."""
    return _(COMPONENTS[name]) if name in COMPONENTS else name
