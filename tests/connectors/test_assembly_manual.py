"""What the manual says of Assembly is what marktui asks for."""

import re
from pathlib import Path

from marktui.connectors.assembly.sources import SCOPES
from marktui.connectors.registry import CONNECTORS

MANUAL = Path(__file__).parents[2] / "docs" / "manual.md"


def test_the_manual_lists_every_permission_and_the_redirect_address() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    told = re.findall(r"^ *\| `([a-z_.]+)` \| (needed|optional)", text, re.MULTILINE)
    words = {"needed": "required", "optional": "optional"}
    assert tuple(f"{name}:{words[need]}" for name, need in told) == SCOPES
    assert f"`{CONNECTORS['assembly'].redirect}`" in text
