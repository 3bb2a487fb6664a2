"""`marktui config`, and what the settings do to the other verbs."""

import re
from pathlib import Path

import pytest

from .result import Said
from .school import School, run_here

FILE = """\
theme = "lihgt"
dates = "2026-03-04"
[keys]
quit = "Q"
show-log = "q"
show-help = "s"
qiut = "x"
[network]
timeout = 30
[hubs]
ashgrove = "{folder}"
"""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A settings file that is not there yet."""
    path = tmp_path / "settings" / "config.toml"
    monkeypatch.setenv("MARKTUI_CONFIG", str(path))
    return path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)


def shown(said: Said) -> dict[str, tuple[object, str, int | None]]:
    return {name: (one["value"], one["from"], one["line"]) for name, one in said.document["settings"].items()}


def test_without_a_file_everything_is_as_usual(settings: Path) -> None:
    said = run_here("config").ended(0)
    assert f"{settings} (not there; nobody needs it)" in said.out
    assert not said.err
    assert run_here("config", "path").ended(0).out == f"{settings}\n"
    document = run_here("config", "--json").ended(0).document
    assert (document["path"], document["exists"], document["problems"]) == (str(settings), False, [])
    assert document["settings"]["theme"] == {"value": "dark", "from": "usual", "variable": None, "line": None}


def test_each_setting_says_where_it_comes_from_and_each_mistake_its_line(
    settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(settings, FILE)
    monkeypatch.setenv("MARKTUI_START", "pupils")
    monkeypatch.setenv("HTTPS_PROXY", "http://me:secret@proxy.example:3128")
    said = run_here("config", "--json").ended(0)
    found = shown(said)
    assert found["theme"] == ("dark", "usual", None)
    assert found["dates"] == ("2026-03-04", "file", 2)
    assert found["start"] == ("pupils", "environment", None)
    assert found["network.proxy"] == ("http://proxy.example:3128", "environment", None)
    assert found["network.timeout"] == (30, "file", 9)
    assert (found["keys.quit"], found["keys.show-log"]) == (("Q", "file", 4), ("q", "file", 5))
    assert found["hubs.ashgrove"][1:] == ("file", 11)
    assert not {"keys.qiut", "keys.show-help"} & set(found)
    assert "secret" not in said.out
    assert [(one["line"], one["message"]) for one in said.document["problems"]] == [
        (1, 'theme cannot be "lihgt": the nearest is "light".'),
        (7, 'There is no command "qiut" with a key; the nearest is "quit".'),
        (6, '"s" cannot be a key of show-help (Keys): save (Save and sync) has it.'),
    ]
    as_text = run_here("config").ended(0)
    assert "line 9" in as_text.out
    assert f'marktui: {settings}, line 1: theme cannot be "lihgt"' in as_text.err


def test_a_hub_has_a_name_dates_have_a_form_and_a_mistake_stops_nothing(
    school: School, settings: Path
) -> None:
    write(settings, FILE.format(folder=school.folder))
    said = run_here("--hub", "ashgrove", "history").ended(0)
    assert re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d", said.out)
    assert said.err == f'marktui: {settings}, line 1: theme cannot be "lihgt": the nearest is "light".\n'
    write(settings, "theme = ")
    broken = school.run("history").ended(0)
    assert broken.err == f"marktui: {settings}, line 1: This is not TOML. The usual settings hold.\n"
