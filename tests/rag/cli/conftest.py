"""The command line over the sample news."""

from __future__ import annotations

import pytest


@pytest.fixture
def stocked(cli, sample):
    return cli
