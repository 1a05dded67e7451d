"""The closed lists of words of technical service."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_

DOCUMENT_STATE = Choices("document_state", {  # of technique sheets and handouts
    "draft": N_("Draft"), "review": N_("In review"), "approved": N_("Approved"), "published": N_("Published"),
    "withdrawn": N_("Withdrawn"),
}, {"draft": "grey", "review": "blue", "approved": "amber", "published": "green", "withdrawn": "red"})
WATER = Choices("water", {"any": N_("Any"), "irrigated": N_("Irrigated"), "rainfed": N_("Rainfed")})
STEP_BASIS = Choices("step_basis", {  # what the days of a calendar line are counted from
    "term": N_("Solar term"), "date": N_("Calendar day"), "sowing": N_("Days after sowing"),
    "emergence": N_("Days after emergence"), "stage": N_("Growth stage only"),
})
MEASURE = Choices("measure", {
    "tillage": N_("Tillage"), "sowing": N_("Sowing"), "fertiliser": N_("Fertiliser"), "irrigation": N_("Irrigation"),
    "weeding": N_("Weed control"), "regulator": N_("Growth regulator"), "pest": N_("Pest control"),
    "disease": N_("Disease control"), "check": N_("Field inspection"), "harvest": N_("Harvest"), "other": N_("Other"),
})
CASE_STATE = Choices("case_state", {
    "open": N_("To be answered"), "advised": N_("Advice given"), "follow_up": N_("Follow-up due"), "solved": N_("Solved"),
    "not_solved": N_("Not solved"), "complaint": N_("Became a complaint"), "no_contact": N_("No contact"),
}, {"open": "red", "advised": "amber", "follow_up": "blue", "solved": "green", "not_solved": "grey", "complaint": "red",
    "no_contact": "grey"})
PLANT_PART = Choices("plant_part", {
    "seed": N_("Seed"), "seedling": N_("Seedling"), "root": N_("Root"), "stem": N_("Stem"), "leaf": N_("Leaf"),
    "flower": N_("Flower, tassel"), "ear": N_("Ear, panicle, pod, boll"), "grain": N_("Grain"), "whole": N_("Whole plant"),
})
CAUSE = Choices("cause", {
    "purity": N_("Seed not pure"), "germination": N_("Poor germination"), "adaptation": N_("Variety not adapted"),
    "weather": N_("Bad weather"), "cultivation": N_("Cultivation"), "pest": N_("Pest or disease"),
    "injury": N_("Chemical injury"), "nutrition": N_("Nutrient disorder"), "other": N_("Other"), "unclear": N_("Not clear"),
})
NEIGHBOURS = Choices("neighbours", {
    "same": N_("Same symptom"), "different": N_("No such symptom"), "unknown": N_("Not looked at"),
})
COMPLAINT_KIND = Choices("complaint_kind", {
    "germination": N_("Germination and emergence"), "purity": N_("Purity and trueness"), "moisture": N_("Moisture"),
    "cleanness": N_("Cleanness"), "disease": N_("Disease or pest"), "lodging": N_("Lodging"), "yield": N_("Yield"),
    "weight": N_("Short weight"), "package": N_("Package or label"), "other": N_("Other"),
})
SEVERITY = Choices("severity", {"low": N_("Low"), "medium": N_("Medium"), "high": N_("High")},
                   {"low": "grey", "medium": "amber", "high": "red"})
COMPLAINT_STATE = Choices("complaint_state", {
    "received": N_("Received"), "accepted": N_("Accepted"), "refused": N_("Refused"), "sampling": N_("Sampling"),
    "testing": N_("Testing"), "finding": N_("Stating the findings"), "proposal": N_("Proposal"),
    "approved": N_("Proposal approved"),
    "rejected": N_("Proposal rejected"), "settled": N_("Settled"), "closed": N_("Closed"),
    "waiting": N_("Waiting for the customer"), "legal": N_("In legal hands"),
}, {"received": "red", "accepted": "amber", "refused": "grey", "sampling": "amber", "testing": "amber", "finding": "blue",
    "proposal": "blue", "approved": "blue", "rejected": "red", "settled": "green", "closed": "grey", "waiting": "grey",
    "legal": "red"})
EVIDENCE = Choices("evidence", {
    "photo": N_("Photograph"), "video": N_("Video"), "bag": N_("Seed bag"), "label": N_("Label"), "receipt": N_("Receipt"),
    "seed": N_("Remaining seed"), "statement": N_("Statement of a witness"), "report": N_("Report"), "other": N_("Other"),
})
PARAMETER = Choices("parameter", {
    "germination": N_("Germination"), "purity": N_("Purity"), "cleanness": N_("Cleanness"), "moisture": N_("Moisture"),
    "emergence": N_("Field emergence"), "off_types": N_("Off-types"), "weight": N_("Net weight"), "other": N_("Other"),
})
JUSTIFIED = Choices("justified", {
    "yes": N_("Justified"), "partly": N_("Partly justified"), "no": N_("Not justified"),
}, {"yes": "red", "partly": "amber", "no": "green"})
COST_KIND = Choices("cost_kind", {
    "goods": N_("Seed replaced"), "money": N_("Money paid"), "travel": N_("Travel"), "test": N_("Tests"),
    "appraisal": N_("Appraisal"), "other": N_("Other"),
}, also={"goods": ("换货", "补种", "换种子", "补种子"), "money": ("现金", "赔款", "赔付"),
         "travel": ("差旅费", "交通费", "路费"),
         "test": ("检验费", "检测", "检测费", "化验费"), "appraisal": ("鉴定费",), "other": ("其他费用",)})
BEARERS = Choices("cost_bearer", {"firm": N_("The firm"), "dealer": N_("The dealer"), "carrier": N_("The carrier"),
                                  "other": N_("Somebody else")},
                  also={"firm": ("我方", "我公司", "本公司", "厂家"), "carrier": ("物流", "承运商", "物流公司"),
                        "other": ("其他",)})
HANDOUT_LANGUAGE = Choices("handout_language", {"zh_CN": "中文", "en": "English"})
PAGE_KIND = Choices("page_kind", {
    "A4": "A4", "A5": "A5", "booklet": N_("Folded A4 booklet"), "poster": N_("Poster"),
})
AUDIENCE = Choices("audience", {
    "farmers": N_("Farmers"), "dealers": N_("Dealers"), "staff": N_("Own staff"), "other": N_("Other"),
})
