"""Words for stages and symptoms: offered while one types, printed in the language of the document."""

from __future__ import annotations

from desktop.core import i18n
from desktop.service import field_words
from desktop.service.calendar import DatedStep
from desktop.service.technique_model import TechniqueStep
from desktop.service.technique_report import farmers_calendar


def test_offered_words_are_printed_in_the_language_of_the_document_and_own_words_stay() -> None:
    step = TechniqueStep(stage="大喇叭口期", kind="fertiliser", what="x", product="urea", dose=15.0, dose_unit="公斤")
    with i18n.using(i18n.SOURCE):
        [[_days, _term, told]] = farmers_calendar([DatedStep(step, None, None)]).rows
        assert field_words.said("弱苗") == "Weak seedlings"
        assert field_words.said("叶尖有白点") == "叶尖有白点"
    assert "大喇叭口期" not in told
    assert "urea 15 kg" in told
    with i18n.using(i18n.CHINESE):
        assert field_words.said("Weak seedlings") == "弱苗"
        [[_days, _term, told]] = farmers_calendar([DatedStep(step, None, None)]).rows
    assert told.startswith("大喇叭口期")
