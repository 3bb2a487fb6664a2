"""Looks for known holes in what marktui depends on; fails for one that is found, never for want of a network.

Advisories come from a service. Where it has nothing to say of a library, pip-audit passes it over and calls
the whole free of holes; here it is said how many were really looked up.
"""

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

TOOLS = {"pip", "setuptools"}
"""They come with Python's own venv, and marktui does not use them."""
PATIENCE = 120
"""Seconds for each step."""


def main() -> int:
    """Audit the venv of this script, or judge the report that is named."""
    if len(sys.argv) > 1:
        return verdict(Path(sys.argv[1]))
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        try:
            # In a venv of its own, so that the tests run with our own dependencies alone.
            venv.create(folder, with_pip=True)
            step(f"{folder}/bin/pip", "install", "--quiet", "pip-audit", check=True)
            path = next(one for one in sys.path if one.endswith("site-packages"))
            step(f"{folder}/bin/pip-audit", "--path", path, "--format", "json", "--output", str(report))
        except (OSError, subprocess.SubprocessError) as error:
            print(f"audit: not possible here ({type(error).__name__}); the dependencies were not checked")
            return 0
        return verdict(report)


def step(*words: str, check: bool = False) -> None:
    """Run one program; what it says is not ours to repeat."""
    subprocess.run(words, check=check, timeout=PATIENCE, capture_output=True)


def verdict(report: Path) -> int:
    """Say what a report of pip-audit means: 1 where it names a hole."""
    if not report.exists():
        print("audit: the advisories are out of reach; the dependencies were not checked")
        return 0
    dependencies = [one for one in json.loads(report.read_text())["dependencies"] if one["name"] not in TOOLS]
    known = [one for one in dependencies if "vulns" in one]
    holes = [(one, hole) for one in known for hole in one["vulns"]]
    for one, hole in holes:
        mended = ", ".join(hole.get("fix_versions", [])) or "no version"
        print(f"audit: {one['name']} {one['version']} has {hole['id']}, mended in {mended}")
    print(f"audit: {len(known)} of {len(dependencies)} dependencies looked up, {len(holes)} holes known")
    return 1 if holes else 0


sys.exit(main())
