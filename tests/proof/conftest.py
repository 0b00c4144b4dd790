"""What all proofs share: the published months, in one folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.proof.months import Month, published


@pytest.fixture(scope="session")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("proof")


@pytest.fixture(scope="session")
def months(work: Path) -> tuple[Month, ...]:
    return published(work)
