"""A correction that is cut off: the folder and the ledger are each the old or the new publication, whole; doing it again
finishes it."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tests.history.office import Office
from tests.history.test_closed_months import OCTOBER, PEOPLE
from tests.months.month import ROOT

# The program, killed by the system just before or just after the folders change places; the ledger has not committed.
KILLED = """
import os, signal, sys
from reportgen.pipeline import publishing
from tests.history.office import LATER
from reportgen.cli import World, main
exchange = publishing.folder.put_in_place
def killed(staged, outputs, period):
    if {after}:
        exchange(staged, outputs, period)
    os.kill(os.getpid(), signal.SIGKILL)
publishing.folder.put_in_place = killed
main(sys.argv[1:], World(LATER, 1, 1))
"""


@pytest.mark.parametrize("after", [False, True])
def test_a_correction_that_is_killed_leaves_whole_publications_and_can_be_done_again(
    tmp_path: Path, after: bool
) -> None:
    office = Office(tmp_path / "office")
    office.roster(*PEOPLE)
    office.hand_in("2026-10", OCTOBER)
    office.call("run", "2026-10")
    office.call("close", "2026-10", "--by", "赵会计")
    old = office.digests("2026-10")
    office.hand_in("2026-10", OCTOBER | {"1001 张三": "95"})
    words = ["restate", "2026-10", "--by", "钱经理", "--reason", "登记有误"]
    command = [sys.executable, "-c", KILLED.format(after=after), *words, "--config", str(office.folder / "config.toml")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=300, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    found = office.digests("2026-10")
    if not after:
        assert found == old
    else:
        results = office.results("2026-10")
        assert next(one["score"] for one in results["scorecards"] if one["subject"]["id"] == "1001") == "95.00"
        assert len(found) == len(old)
    assert published(office) == (1, old["results.json"])  # the ledger never says what was not finished
    assert office.letters("2026-10") == [("1001", 1, "queued"), ("1002", 1, "queued"), ("1003", 1, "queued")]
    assert office.call("run", "2026-10").code == 8
    assert office.call(*words).code == 0
    whole = office.digests("2026-10")
    assert published(office) == (2, whole["results.json"])
    for path in old:
        if path.startswith("scorecards/") and "1001" not in path:
            assert whole[path] == old[path]
    differences = rows(office, "SELECT person, amount FROM pay_difference")
    assert differences == [("1001", "200.00")]


def published(office: Office) -> tuple[int, str]:
    return rows(office, "SELECT revision, results FROM publication WHERE period = '2026-10'")[0]  # type: ignore[return-value]


def rows(office: Office, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(office.outputs / "ledger.sqlite3")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_the_store_holds_each_content_once_under_its_hash(tmp_path: Path) -> None:
    office = Office(tmp_path / "office")
    office.roster(*PEOPLE)
    office.hand_in("2026-10", OCTOBER)
    office.call("run", "2026-10")
    office.hand_in("2026-11", OCTOBER)
    office.call("run", "2026-11")
    kept = list((office.outputs / "store").iterdir())
    assert all(sha256(path.read_bytes()).hexdigest() == path.name for path in kept)
    named = {str(row[0]) for row in rows(office, "SELECT sha256 FROM edition_file UNION SELECT results FROM edition")}
    assert named == {path.name for path in kept}
    (office.outputs / "store" / sha256((office.inputs / "花名册.xlsx").read_bytes()).hexdigest()).unlink()
    call = office.call("diff", "2026-10")
    assert call.code == 7
    assert "gone" in call.err
