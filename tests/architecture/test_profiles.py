"""The shipped profiles: every value they set exists and can be read, every feature they switch off exists."""

from __future__ import annotations

import pytest

from app.features import FEATURES
from app.office.policy.declare import declared
from app.office.policy.profiles import Profile
from app.profiles import PROFILES

VALUES = {one.name: one for feature in FEATURES for found in feature.policies for one in declared(found)}


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.key)
def test_every_override_names_a_declared_value_and_can_be_read(profile: Profile) -> None:
    assert set(profile.overrides) <= set(VALUES)
    for name, text in profile.overrides.items():
        one = VALUES[name]
        assert one.write(one.parse(text)) == text


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.key)
def test_every_feature_that_is_switched_off_exists_and_carries_no_value_of_the_profile(profile: Profile) -> None:
    assert profile.off <= {feature.name for feature in FEATURES}
    assert not any(name.startswith(f"{off}.") for name in profile.overrides for off in profile.off)


def test_the_two_showrooms_answer_every_disagreement_that_is_theirs() -> None:
    a, b = (next(one.overrides for one in PROFILES if one.key == key) for key in ("showroom_a", "showroom_b"))
    names = {name for name, one in VALUES.items() if name.startswith("reception.claims.") and "D-" in one.value.row}
    assert names <= set(a)
    assert names <= set(b)
    assert all(a[name] != b[name] for name in names)
