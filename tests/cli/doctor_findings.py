"""What `marktui doctor` says of a school, and a school that has seen some use."""

import re
from typing import Any

from .damaged_files import look_of
from .school import School

SOUND = "The hub in {} is sound."


def use(school: School) -> School:
    """A few backups, two runs and an edit."""
    school.sandbox.move(1)
    school.sync("pupils").ended(0)
    school.run("edit", "t000001", "email=last@hub.example").ended(0)
    school.sandbox.reset()
    return school


def findings(school: School, code: int, *words: str) -> list[dict[str, Any]]:
    document = school.run("doctor", "--json", *words).ended(code).document
    assert document.keys() == {"sound", "findings"}
    assert document["sound"] is (code == 0)
    found: list[dict[str, Any]] = document["findings"]
    assert all(one.keys() == {"sentence", "grave", "advice", "mended"} for one in found)
    return found


def only(school: School, code: int, *words: str) -> dict[str, Any]:
    (one,) = findings(school, code, *words)
    return one


def mends(school: School, *sentences: str, code: int = 6) -> None:
    """Told and left as it is; put right with `--repair`; sound afterwards."""
    before = look_of(school)
    said = school.run("doctor").ended(code)
    for sentence in sentences:
        assert sentence in said.out
    assert f"To repair it: marktui doctor --repair --hub {school.folder}\n" in said.out
    assert look_of(school) == before
    repaired = school.run("doctor", "--repair").ended(0).out
    for sentence in sentences:
        assert re.search(rf"^repaired: .*{re.escape(sentence)}", repaired, re.M), repaired
    assert SOUND.format(school.folder) in repaired
    assert not any(one["grave"] or one["mended"] for one in findings(school, 0))
