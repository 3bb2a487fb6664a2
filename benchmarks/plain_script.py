"""What a script does that reads a school, compares and writes: `python -m benchmarks.plain_script`.

It knows of no doubt, no limit and no history, and is what a sync is measured against. Without a file it only
downloads the pages.
"""

import sys
from pathlib import Path
from typing import Any

_FIELDS = ("first_name", "last_name", "upn", "dob", "year_code")


def download(address: str, token: str, asked: list[str]) -> list[bytes]:
    """The bodies of some addresses, one after the other."""
    import httpx

    headers = {"Authorization": f"Bearer {token}", "Accept": "application/vnd.assembly+json; version=1.1"}
    with httpx.Client(base_url=address, headers=headers, timeout=60) as client:
        return [client.get(one).content for one in asked]


def compare_and_write(bodies: list[bytes], file: Path) -> int:
    """How many pupils are not as the file has them; the file has them afterwards."""
    import orjson

    pupils: dict[str, list[Any]] = {}
    for body in bodies:
        for row in orjson.loads(body):
            pupils[str(row["id"])] = [row[name] for name in _FIELDS]
    before = orjson.loads(file.read_bytes()) if file.exists() else {}
    file.write_bytes(orjson.dumps(pupils))
    return sum(before.get(one) != row for one, row in pupils.items())


if __name__ == "__main__":
    _, address, token, asked, *file = sys.argv
    bodies = download(address, token, asked.split())
    if file:
        pages = [body for one, body in zip(asked.split(), bodies, strict=True) if "/students" in one]
        compare_and_write(pages, Path(file[0]))
