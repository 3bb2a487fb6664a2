"""What people type in is refused where it holds what a terminal would obey; nothing is changed."""

from pathlib import Path

import pytest
from cli.school import School, run_here

from .corpus import OBEYED


@pytest.mark.parametrize("evil", OBEYED, ids=ascii)
def test_a_new_hub(tmp_path: Path, evil: str) -> None:
    given = {"--school": "Ash", "--coordinator": "Jo Smith", "--email": "j@a.example", "--centre-id": "1"}
    for name in given:
        words = [word for pair in (given | {name: f"{given[name]}{evil}x"}).items() for word in pair]
        said = run_here("--hub", str(tmp_path / "hub"), "init", *words).ended(2)
        assert evil not in said.everything
    assert not (tmp_path / "hub").exists()


@pytest.mark.parametrize("evil", OBEYED, ids=ascii)
def test_an_entry_by_hand(nasty_school: School, evil: str) -> None:
    before, text = nasty_school.files, f"x{evil}y"
    teacher, leaver = (
        nasty_school.records("teachers")[0]["id"],
        nasty_school.run("leavers", "--json").document[0],
    )
    school_class = nasty_school.records("classes")[0]["id"]
    for words in (
        ("add", "pupil", f"first_name={text}", "last_name=Reis"),
        ("add", "class", f"name={text}"),
        ("edit", teacher, f"email={text}@a.example"),
        ("edit", school_class, f"description={text}"),
        ("edit", teacher, f"{text}=1"),
        ("leavers", "keep", leaver["id"], "--note", text),
        ("sync", "pupils", "--class", text),
        ("restore", text),
        ("choices", "forget", text),
    ):
        said = nasty_school.run(*words)
        assert said.exit in (2, 4), (words, said)
    assert nasty_school.files == before
