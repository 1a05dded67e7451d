"""The calculators of the field: each shows its formula, its inputs with units, and its results.

TO ADD ONE: a function of the inputs by key that gives the results by key (numbers unrounded), and a line in CALCULATORS
with title, formula as it is printed, inputs, outputs and source. Window, handout, print and command take everything from here.
"""

from __future__ import annotations

from fractions import Fraction

from desktop.core import units
from desktop.core.calculating import Calculator, Quantity, Results, Values
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.core.units import MU_OFFICIAL, Number, exact


def _positive(value: Number, title: str) -> Fraction:
    """The value as a fraction; UserError where it is not above nothing."""
    if value <= 0:
        raise UserError(_("{field} must be more than nothing.").format(field=_(title)))
    return exact(value)


def _seed_rate(v: Values) -> Results:
    _positive(v["germination"], N_("Germination"))
    _positive(v["emergence"], N_("Field emergence"))
    _positive(v["cleanness"], N_("Cleanness"))
    per_ha = units.seed_rate(v["stand"], v["tgw"], v["germination"], v["emergence"], v["cleanness"])
    return {"per_ha": per_ha, "per_mu": per_ha / 15}


def _single_seed(v: Values) -> Results:
    share = _positive(v["germination"], "Germination") * _positive(v["emergence"], "Field emergence") / 10_000
    kernels, bag = exact(v["plants"]) / share, _positive(v["bag"], N_("Kernels a bag"))
    return {"kernels": kernels, "kg": kernels * exact(v["tgw"]) / 1_000_000, "bags": kernels * exact(v["area"]) / bag}


def _plants(v: Values) -> Results:
    row, spacing = _positive(v["row"], N_("Row spacing")), _positive(v["spacing"], N_("Plant spacing"))
    per_mu = units.plants_per_mu(row / 100, spacing / 100)
    return {"per_mu": per_mu, "per_ha": per_mu * 15}


def _spacing(v: Values) -> Results:
    plants, row = _positive(v["plants"], N_("Plants per mu")), _positive(v["row"], N_("Row spacing")) / 100
    return {"spacing": MU_OFFICIAL / (plants * row) * 100}


def _fertiliser(v: Values) -> Results:
    """Phosphorus sets the amount of the phosphate, potassium that of the potash, what nitrogen is left that of the urea."""
    phosphate = exact(v["p"]) / _positive(v["product_p"], N_("P₂O₅ in the phosphate")) * 100
    potash = exact(v["k"]) / _positive(v["product_k"], N_("K₂O in the potash")) * 100
    left = exact(v["n"]) - phosphate * exact(v["product_pn"]) / 100
    nitrogen = max(Fraction(0), left) / _positive(v["product_n"], N_("N in the nitrogen fertiliser")) * 100
    return {"phosphate": phosphate, "potash": potash, "nitrogen": nitrogen, "surplus": max(Fraction(0), -left)}


def _dilution(v: Values) -> Results:
    water, tank = _positive(v["water"], N_("Water per mu")), _positive(v["tank"], N_("Tank"))
    tanks = water * exact(v["area"]) / tank
    return {"per_tank": exact(v["dose"]) * tank / water, "tanks": tanks, "total": exact(v["dose"]) * exact(v["area"]),
            "ratio": water * 1000 / _positive(v["dose"], N_("Dose per mu"))}


def _grain(v: Values) -> Results:
    per_mu = units.yield_per_mu(v["weight"], _positive(v["area"], N_("Harvested area")), moisture=v["moisture"],
                                standard_moisture=v["standard"])
    dry = exact(v["weight"]) * units.moisture_factor(v["moisture"], v["standard"])
    return {"per_mu": per_mu, "per_ha": per_mu * 15, "dry": dry}


def _area(v: Values) -> Results:
    mu = exact(v["mu"])
    return {"ha": mu / 15, "m2": units.convert(mu, "mu", "m2"), "shang": mu / _positive(v["per_shang"], N_("Mu per shang"))}


GERMINATION = Quantity("germination", N_("Germination"), "%", 0, 95, 0, 100)
EMERGENCE = Quantity("emergence", N_("Field emergence"), "%", 0, 85, 0, 100)
TGW = Quantity("tgw", N_("Thousand-grain weight"), "g", 1, 40)

CALCULATORS: tuple[Calculator, ...] = (
    Calculator(
        "seed_rate", N_("Seed rate"),
        N_("Seed (kg/ha) = plants (10⁴/ha) × thousand-grain weight (g) ÷ (100 × germination × field emergence × cleanness)"),
        (Quantity("stand", N_("Plants wanted"), N_("10⁴/ha"), 1, 225), TGW, GERMINATION, EMERGENCE,
         Quantity("cleanness", N_("Cleanness"), "%", 1, 100, 0, 100)),
        (Quantity("per_ha", N_("Seed needed"), N_("kg/ha"), 1),
         Quantity("per_mu", N_("Seed needed"), N_("kg/mu"), 1)), _seed_rate,
        N_("Dictionary of agriculture; worked example 225 × 10⁴/ha, 40 g, 95 %, 85 % = 111.5 kg/ha")),
    Calculator(
        "single_seed", N_("Kernels for precision drilling"),
        N_("Kernels per mu = plants per mu ÷ (germination × field emergence); bags = kernels × area ÷ kernels a bag"),
        (Quantity("plants", N_("Plants per mu"), N_("plants/mu"), 0, 4500), GERMINATION, EMERGENCE,
         Quantity("tgw", N_("Thousand-grain weight"), "g", 0, 330), Quantity("area", N_("Area"), N_("mu"), 1, 10),
         Quantity("bag", N_("Kernels a bag"), N_("kernels"), 0, 4200)),
        (Quantity("kernels", N_("Kernels per mu"), N_("kernels"), 0), Quantity("kg", N_("Seed needed"), N_("kg/mu"), 2),
         Quantity("bags", N_("Bags"), "", 1)), _single_seed),
    Calculator(
        "plants", N_("Plants per mu"), N_("Plants per mu = 666.7 ÷ (row spacing × plant spacing), both in metres"),
        (Quantity("row", N_("Row spacing"), "cm", 1, 60), Quantity("spacing", N_("Plant spacing"), "cm", 1, 25)),
        (Quantity("per_mu", N_("Plants"), N_("plants/mu"), 0), Quantity("per_ha", N_("Plants"), N_("plants/ha"), 0)), _plants),
    Calculator(
        "spacing", N_("Plant spacing from density"), N_("Plant spacing (m) = 666.7 ÷ (plants per mu × row spacing in metres)"),
        (Quantity("plants", N_("Plants per mu"), N_("plants/mu"), 0, 4500), Quantity("row", N_("Row spacing"), "cm", 1, 60)),
        (Quantity("spacing", N_("Plant spacing"), "cm", 1),), _spacing),
    Calculator(
        "fertiliser", N_("Nutrients to products"),
        N_("Product = nutrient ÷ content; nitrogen fertiliser = (N − N in the phosphate) ÷ content"),
        (Quantity("n", "N", N_("kg/mu"), 1, 14), Quantity("p", "P₂O₅", N_("kg/mu"), 1, 6),
         Quantity("k", "K₂O", N_("kg/mu"), 1, 5),
         Quantity("product_n", N_("N in the nitrogen fertiliser"), "%", 1, 46, 0, 100),
         Quantity("product_p", N_("P₂O₅ in the phosphate"), "%", 1, 46, 0, 100),
         Quantity("product_pn", N_("N in the phosphate"), "%", 1, 18, 0, 100),
         Quantity("product_k", N_("K₂O in the potash"), "%", 1, 60, 0, 100)),
        (Quantity("nitrogen", N_("Nitrogen fertiliser"), N_("kg/mu"), 1),
         Quantity("phosphate", N_("Phosphate"), N_("kg/mu"), 1),
         Quantity("potash", N_("Potash"), N_("kg/mu"), 1), Quantity("surplus", N_("N above what was wanted"), N_("kg/mu"), 1)),
        _fertiliser,
        N_("Contents: take them from the bag (defaults: urea 46, diammonium phosphate 18-46, potassium chloride 60)")),
    Calculator(
        "dilution", N_("Spray dilution"),
        N_("Product per tank = dose per mu × tank ÷ water per mu; tanks = water per mu × area ÷ tank"),
        (Quantity("dose", N_("Dose per mu"), N_("g or ml"), 1, 30), Quantity("water", N_("Water per mu"), "L", 1, 30),
         Quantity("tank", N_("Tank"), "L", 1, 15), Quantity("area", N_("Area"), N_("mu"), 1, 10)),
        (Quantity("per_tank", N_("Product per tank"), N_("g or ml"), 1), Quantity("tanks", N_("Tanks"), "", 1),
         Quantity("total", N_("Product in all"), N_("g or ml"), 0), Quantity("ratio", N_("Dilution, times"), "", 0)),
        _dilution),
    Calculator(
        "grain", N_("Yield at standard moisture"),
        N_("Yield (kg/mu) = weight ÷ area × 666.7 × (100 − moisture) ÷ (100 − standard moisture)"),
        (Quantity("weight", N_("Weight"), "kg", 2, 12), Quantity("area", N_("Harvested area"), "m²", 2, 12),
         Quantity("moisture", N_("Moisture"), "%", 1, 24, 0, 99),
         Quantity("standard", N_("Standard moisture"), "%", 1, 14, 0, 99)),
        (Quantity("per_mu", N_("Yield"), N_("kg/mu"), 1), Quantity("per_ha", N_("Yield"), N_("kg/ha"), 0),
         Quantity("dry", N_("Weight at standard moisture"), "kg", 2)), _grain),
    Calculator(
        "area", N_("Mu, hectare, shang"), N_("1 ha = 15 mu; 1 mu = 666.67 m²; 1 shang = 15 mu in most of the north-east"),
        (Quantity("mu", N_("Area"), N_("mu"), 2, 100), Quantity("per_shang", N_("Mu per shang"), N_("mu"), 1, 15)),
        (Quantity("ha", N_("Hectares"), "ha", 3), Quantity("m2", N_("Square metres"), "m²", 0),
         Quantity("shang", N_("Shang"), N_("shang"), 2)), _area),
)


def calculator(name: str) -> Calculator:
    """The calculator of that name; KeyError if there is none."""
    for candidate in CALCULATORS:
        if candidate.name == name:
            return candidate
    raise KeyError(name)
