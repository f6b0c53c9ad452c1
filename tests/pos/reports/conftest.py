"""Reports in the other language."""

import pytest

from canteen import i18n


@pytest.fixture
def english():
    """English while a test runs."""
    i18n.choose("en")
    yield
    i18n.choose("zh_CN")
