"""What starting the embedded server as root does, and does not do, to the machine."""

import os
import pwd
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can see what root does")

WHILE_RUNNING = """
import os, pathlib, sys, psycopg
from payung.groundwork import embedded
data = pathlib.Path(sys.argv[1])
with embedded.running(data, durable=False) as server:
    with psycopg.connect(server.admin_url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    print(oct(data.parent.stat().st_mode & 0o777), oct(data.stat().st_mode & 0o777))
"""


def modes_above(path: Path) -> list[tuple[Path, int]]:
    return [(folder, stat.S_IMODE(folder.stat().st_mode)) for folder in path.parents]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder under a home that is closed, as homes are."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    (home / "var").mkdir(mode=0o700)
    return home / "var"


def start(data: Path, *before: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*before, sys.executable, "-c", WHILE_RUNNING, str(data)], capture_output=True, text=True, check=True
    )


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="needs setpriv")
def test_a_closed_home_stays_closed_while_the_server_runs(data: Path) -> None:
    before = modes_above(data)
    assert start(data).stdout.split() == ["0o700", "0o700"]
    assert modes_above(data) == before
    assert (data / "postgres").stat().st_uid != 0


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="needs setpriv")
def test_without_the_capability_the_way_is_opened_for_walking_only_and_closed_again(data: Path) -> None:
    before = modes_above(data)
    weak = start(data, "setpriv", "--bounding-set=-dac_read_search", "--inh-caps=-dac_read_search")
    assert weak.stdout.split() == ["0o701", "0o700"]
    assert modes_above(data) == before
    assert start(data).stdout.split()[1] == "0o700"


def test_it_is_said_once_that_an_account_of_its_own_is_better(data: Path) -> None:
    assert start(data).stderr.count("runs as root") == 1
    assert "runs as root" not in start(data).stderr


def test_a_folder_of_another_account_stays_all_that_accounts(data: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    os.chown(data, nobody.pw_uid, nobody.pw_gid)
    start(data)
    assert {path.stat().st_uid for path in [data, *data.rglob("*")]} == {nobody.pw_uid}
