"""The verdict of `.ci/audit.py` on what pip-audit found."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parent.parent / ".ci" / "audit.py"
SOUND = {"name": "httpx", "version": "0.28.1", "vulns": []}
UNKNOWN = {"name": "tinydb", "skip_reason": "not found"}
HOLED = {"name": "h11", "version": "0.1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["0.16"]}]}


@pytest.mark.parametrize(
    ("dependencies", "code", "said"),
    [
        ([SOUND, UNKNOWN], 0, "1 of 2 dependencies looked up, 0 holes known"),
        ([UNKNOWN], 0, "0 of 1 dependencies looked up"),
        ([SOUND, HOLED], 1, "h11 0.1 has PYSEC-1, mended in 0.16"),
        ([HOLED | {"name": "pip"}], 0, "0 of 0 dependencies"),
        (None, 0, "were not checked"),
    ],
)
def test_verdict(tmp_path: Path, dependencies: list[Any] | None, code: int, said: str) -> None:
    report = tmp_path / "report.json"
    if dependencies is not None:
        report.write_text(json.dumps({"dependencies": dependencies}))
    run = subprocess.run([sys.executable, SCRIPT, report], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (code, "")
    assert said in run.stdout
