"""A Dask cluster prints the same bytes as processes do, and says clearly when it cannot."""

from __future__ import annotations

import builtins
import os
from pathlib import Path

import pytest

from reportgen.workers import LOCAL, WorkersMissing, run_all
from tests.bench.organisation import MONTHS, Organisation, build
from tests.months.month import run


def halved(number: int) -> int:
    return number // 2


def where(number: int) -> int:
    return os.getpid()


def dies(number: int) -> int:
    os._exit(3)


def papers(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.pdf"))}


@pytest.mark.verify
def test_a_cluster_prints_the_same_bytes_as_processes(tmp_path: Path) -> None:
    build(Organisation(6, each=3), tmp_path)
    plain = tmp_path / "config.toml"
    text = plain.read_text("utf-8")
    clustered = tmp_path / "dask.toml"
    clustered.write_text(text + '\n[run]\nexecutor = "dask"\n', "utf-8")
    for config, outputs in ((plain, tmp_path / "processes"), (clustered, tmp_path / "dask")):
        done = run(outputs, "run", str(MONTHS[0]), "--config", str(config), "--workers", "2")
        assert done.returncode in (0, 3), done.stderr
    first, second = (papers(tmp_path / name / str(MONTHS[0])) for name in ("processes", "dask"))
    assert len(first) > 6
    assert first == second


@pytest.mark.verify
@pytest.mark.filterwarnings("ignore")  # what Dask and the machine's network warn of is not ours
def test_a_cluster_keeps_the_order_and_tells_of_a_dead_worker() -> None:
    assert list(run_all(halved, range(30), 2, cluster=LOCAL)) == [number // 2 for number in range(30)]
    with pytest.raises(WorkersMissing, match="died"):
        list(run_all(dies, [1, 2], 2, cluster=LOCAL))


def test_processes_make_room_for_fresh_ones() -> None:
    """Ten pieces, two processes, two pieces each: four, four and two pieces, none in a process of an earlier round."""
    done = list(run_all(where, range(10), 2, each=2))
    rounds = [set(done[:4]), set(done[4:8]), set(done[8:])]
    assert len(set(done)) == sum(map(len, rounds))
    assert list(run_all(halved, range(11), 2, each=2)) == [number // 2 for number in range(11)]


def test_processes_stay_unless_they_are_told_to_go() -> None:
    assert len(set(run_all(where, range(40), 2))) <= 2


def test_a_dead_worker_process_is_told_clearly() -> None:
    with pytest.raises(WorkersMissing, match="a worker process died"):
        list(run_all(dies, [1, 2], 2))


def test_without_dask_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name.partition(".")[0] == "distributed":
            raise ImportError(name)
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(WorkersMissing, match="pip install distributed"):
        list(run_all(halved, [1, 2], 2, cluster=LOCAL))
