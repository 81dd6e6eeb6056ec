"""The people of the small town, for tests about figures."""

import pytest

import town


@pytest.fixture
def bogor(db: None) -> town.Town:
    return town.build()
