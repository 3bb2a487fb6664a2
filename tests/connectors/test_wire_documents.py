"""What the code says of the services points to headings that the documents have."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_REFERENCE = re.compile(r"docs/(wire-\w+\.md)(?:,\s+((?:[A-Z]\w*)(?: [a-z]+)*))?")
_FOREIGN = re.compile(r"\((?:contract|design)\b")


def sources() -> list[Path]:
    return [path for folder in ("marktui", "tests") for path in sorted((ROOT / folder).rglob("*.py"))]


def headings(document: str) -> set[str]:
    lines = (ROOT / "docs" / document).read_text().splitlines()
    return {line.removeprefix("## ") for line in lines if line.startswith("## ")}


@pytest.mark.parametrize("document", ["wire-assembly.md", "wire-arbor.md"])
def test_every_reference_names_a_heading(document: str) -> None:
    known = headings(document)
    named = [
        (path.name, found[2])
        for path in sources()
        for found in _REFERENCE.finditer(path.read_text())
        if found[1] == document
    ]
    assert len(named) > 10
    assert [one for one in named if one[1] not in known] == []


def test_no_comment_points_to_a_document_that_is_not_here() -> None:
    elsewhere = [path for path in sources() if path != Path(__file__)]
    assert [path.name for path in elsewhere if _FOREIGN.search(path.read_text())] == []
