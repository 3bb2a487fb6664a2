"""Syncs killed at random moments; `benchmarks/README.md` tells of the thousand."""

import subprocess
import sys
from pathlib import Path

from cli.process import clean_environment

ROOT = Path(__file__).parents[2]
ROUNDS = 50
PATIENCE = 1_800
"""Seconds. Only what is stuck takes longer, on the busiest machine."""


def test_no_kill_loses_anything(tmp_path: Path) -> None:
    # On a busy machine the killer often comes too late for the saving itself.
    assert any(_kills(tmp_path, seed) for seed in range(7, 17)), "nobody was killed within the saving"


def _kills(home: Path, seed: int) -> int:
    """Kill syncs, of which nothing may be lost; how many were killed within the saving."""
    words = [sys.executable, "-m", "benchmarks.kill", "--rounds", str(ROUNDS), "--seed", str(seed)]
    killed = subprocess.run(
        words,
        cwd=ROOT,
        env=clean_environment(home),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    told = killed.stdout + killed.stderr
    assert killed.returncode == 0, told
    assert f"{ROUNDS} rounds" in told
    assert "unreadable 0, lost 0, neither old nor new 0, not sound 0, still locked 0, failed 0" in told
    line = next(line for line in killed.stdout.splitlines() if line.strip().startswith("during the saving:"))
    return int(line.split()[-1])
