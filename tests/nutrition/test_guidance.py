from decimal import Decimal

import pytest

from nutrition import Amount, Nutrients
from nutrition import nutrients as n
from nutrition.guidance import LIGHTS, Light, claims, light, lights


def of(**figures: str) -> Nutrients:
    return Nutrients({code: Amount(Decimal(value)) for code, value in figures.items()})


@pytest.mark.parametrize(
    ("nutrient", "grams", "seen"),
    [
        (n.FAT, "3.0", Light.LOW),
        (n.FAT, "3.1", Light.MEDIUM),
        (n.FAT, "17.5", Light.MEDIUM),
        (n.FAT, "17.6", Light.HIGH),
        (n.SALT, "0.3", Light.LOW),
        (n.SALT, "1.5", Light.MEDIUM),
        (n.SALT, "1.51", Light.HIGH),
    ],
)
def test_the_edges_belong_to_the_lower_light(nutrient: str, grams: str, seen: Light) -> None:
    assert light(nutrient, Decimal(grams)) is seen


def test_a_big_portion_is_judged_as_a_portion_too() -> None:
    assert light(n.SALT, Decimal("1.0"), Decimal(200)) is Light.HIGH
    assert light(n.SALT, Decimal("1.0"), Decimal(180)) is Light.MEDIUM
    assert light(n.FAT, Decimal(17), Decimal(100)) is Light.MEDIUM


def test_only_what_is_wholly_known_has_a_light() -> None:
    partly = Nutrients({n.FAT: Amount(Decimal(30), complete=False), n.SALT: Amount(Decimal(1))})
    assert lights(partly) == {n.SALT: Light.MEDIUM}
    assert set(LIGHTS) == {n.FAT, n.SATURATED, n.SUGARS, n.SALT}


def test_the_strongest_claim_of_each_nutrient_is_made() -> None:
    found = claims(of(sodium_mg="30", protein_g="13", fat_g="3", fibre_g="4"))
    assert [claim.code for claim in found] == [
        "low-fat",
        "very-low-sodium",
        "high-protein",
        "fibre-source",
    ]


def test_nothing_is_claimed_of_what_is_partly_unknown() -> None:
    partly = Nutrients({n.SODIUM: Amount(Decimal(10), complete=False)})
    assert claims(partly) == ()


def test_lights_have_words() -> None:
    assert [each.word for each in Light] == ["低", "中", "高"]
