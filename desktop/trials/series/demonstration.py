"""示范总结: strips in farmers' fields told farm by farm. Without replication on a farm nothing is called significant."""

from __future__ import annotations

from desktop.core import i18n
from desktop.core.database import Database
from desktop.core.documents.model import Block, Bullets, Document, KeepTogether, Paragraph
from desktop.core.i18n import N_, _
from desktop.trials.report.sections import Section
from desktop.trials.series import first_page, sentences, series_report, tables
from desktop.trials.series.series_report import Material
from desktop.trials.series.series_result import SeriesOptions


def demonstration_report(db: Database, name: str, language: str = i18n.CHINESE, *, options: SeriesOptions | None = None,
                         template: str | None = None, keep: bool = False) -> Document:
    """The summary of the demonstrations of that series. Raises `UserError` where no trial carries the name."""
    return series_report.report_of(db, name, language, "demonstration", SECTIONS, options, template, keep=keep)


def purpose(m: Material) -> list[Block]:
    """What was to be shown."""
    return m.said("purpose") or [Paragraph(_(sentences.DEMONSTRATION_PURPOSE))]


def results(m: Material) -> list[Block]:
    """The comparison over the farms, farm by farm, with the figures."""
    if m.result is None:
        return [Paragraph(_("No measured trait has values yet; there is nothing to conclude."))]
    found = [tables.site_table(m.result), tables.percent_table(m.result)]
    return [KeepTogether([Paragraph(sentences.overview(m.result)), tables.compared_table(m.result)]), *m.figures("difference"),
            *(KeepTogether([t]) for t in found if t is not None), *m.figures("sites")]


def varieties(m: Material) -> list[Block]:
    """For every variety: on how many farms it won, by how much, how likely the next one is, and the farms lost by name."""
    if m.result is None:
        return m.said("comments")
    lines = [sentences.variety_remark(m.result, x, m.traits) for x in m.result.others] if m.result.check else [
        sentences.variety_sentence(m.result, x) for x in m.result.lines]
    return [*m.said("comments"), Bullets(lines, numbered=True)]


SECTIONS: tuple[Section[Material], ...] = (
    Section("summary", N_("In short"), lambda m: first_page.summary_blocks(m.result, m.traits)),
    Section("purpose", N_("Purpose"), purpose), Section("entries", N_("Entries"), series_report.entries),
    Section("execution", N_("Execution"), series_report.execution),
    Section("climate", N_("Weather of the season"), series_report.climate),
    Section("results", N_("Results on the farms"), results),
    Section("remarks", N_("Performance of the varieties"), varieties),
    Section("traits", N_("Other traits"), series_report.other_traits), Section("advice", N_("Advice"), series_report.advice),
    Section("statement", N_("Statement of data and methods"), series_report.statement),
)
