"""The closed lists of words about people."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_

ROLES = Choices("person_role", {
    "contact": N_("Contact"), "farmer": N_("Grower"), "staff": N_("Own staff"), "promoter": N_("Promoter"),
    "trainer": N_("Trainer"), "expert": N_("Expert"), "official": N_("Official"),
    "media": N_("Media contact"), "grower": N_("Large grower"), "coop": N_("Co-operative"),
})
POSITIONS = Choices("contact_role", {
    "owner": N_("Owner"), "manager": N_("Manager"), "sales": N_("Salesperson"), "technician": N_("Technician"),
    "warehouse": N_("Storekeeper"), "accounts": N_("Bookkeeper"), "other": N_("Other"),
})
