"""What the import contracts cannot say: what is imported late, who may ask the time, and sizes."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import marktui
from marktui.cli.program import VERBS

ROOT = Path(marktui.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))

PURE = [
    path
    for folder in (
        "hub",
        "wording",
        *(f"sync/{name}" for name in ("history", "match", "missing", "model", "plan", "review")),
    )
    for path in sorted((ROOT / folder).rglob("*.py"))
]
"""The records and their rules; matching and planning."""

LOWER = ("hub", "store", "connectors", "sync", "wording", "tui")

UNVERIFIED = re.compile(
    r"verify\s*=\s*False|CERT_NONE|check_hostname\s*=\s*False|_create_unverified_context|follow_redirects\s*=\s*True"
)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported_at_once(path: Path) -> Iterator[str]:
    """What a file imports as soon as it is imported itself, at its top level."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{one.name}" for one in node.names)


def clocks_asked(path: Path) -> list[str]:
    """Calls such as `date.today` in a file."""
    return [
        node.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("now", "utcnow", "today")
        and isinstance(node.value, ast.Name) and node.value.id in ("date", "datetime")
    ]  # fmt: skip


def test_the_rules_have_no_clock_of_their_own() -> None:
    assert len(PURE) > 80
    assert {name_of(path): asked for path in PURE if (asked := clocks_asked(path))} == {}
    assert [path for path in FILES if clocks_asked(path)], "the check finds a clock where there is one"


def test_no_folder_and_no_file_is_too_big_to_be_read() -> None:
    """One file a verb, and the parts of an invented school: these two stay flat."""
    flat = {ROOT / "cli", ROOT / "sandbox"}
    folders = {path.parent for path in FILES} - flat
    entries = {
        name_of(folder): sum(one.is_file() or (one / "__init__.py").exists() for one in folder.iterdir())
        for folder in folders
    }
    lines = {name_of(path): path.read_text(encoding="utf-8").count("\n") for path in FILES}
    assert {name: number for name, number in entries.items() if number > 15} == {}
    assert {name: number for name, number in lines.items() if number > 400} == {}


def test_the_picture_of_the_folders_is_that_of_the_contracts() -> None:
    project = ROOT.parent
    contracts = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]
    drawn = (project / "docs" / "architecture.md").read_text(encoding="utf-8").splitlines()
    layers = {
        one["containers"][0].removeprefix("marktui."): " → ".join(one["layers"])
        for one in contracts["contracts"]
        if "containers" in one
    }
    assert len(layers) == 3
    assert [
        f"{folder:11} {arrows}" for folder, arrows in layers.items() if f"{folder:11} {arrows}" not in drawn
    ] == []


def test_httpx_is_not_imported_before_it_must_be() -> None:
    eager = [
        name_of(path)
        for path in FILES
        if "httpx" in {one.partition(".")[0] for one in imported_at_once(path)}
    ]
    assert eager == []


def test_the_command_line_does_not_import_the_interface_and_the_stand_in_before_it_must() -> None:
    eager = [
        name_of(path)
        for path in (ROOT / "cli").rglob("*.py")
        if any(one.startswith(("marktui.tui", "marktui.sandbox")) for one in imported_at_once(path))
    ]
    assert sorted(eager) == ["cli/demo_school.py", "cli/sandbox_files.py"], "which are imported late"


def test_every_certificate_is_verified_and_no_redirect_followed() -> None:
    files = [
        path
        for folder in ("marktui", "tests", "benchmarks")
        for path in ROOT.parent.glob(f"{folder}/**/*.py")
    ]
    assert len(files) > len(FILES)
    lax = [path for path in files if UNVERIFIED.search(path.read_text(encoding="utf-8"))]
    assert [path for path in lax if path.name != Path(__file__).name] == []


def sentences_in(path: Path) -> Iterator[str]:
    """The texts of a file, without docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def test_no_sentence_below_the_command_line_names_a_command() -> None:
    """What can be done next is a type: the command line renders it as a command, the interface as keys."""
    named = re.compile(rf"marktui ({'|'.join(VERBS)})\b|(^|\s)--[a-z]")
    files = [path for folder in LOWER for path in sorted((ROOT / folder).rglob("*.py"))]
    commands = {
        name_of(path): found
        for path in files
        if (found := [text for text in sentences_in(path) if named.search(text)])
    }
    # Where the interface cannot do it, it names the command.
    outside = commands.pop("tui/common/text/next_steps.py")
    assert commands.pop("wording/next_command.py") == [" --hub "], "which both faces add to a command"
    assert commands == {}
    assert [text for text in outside if "marktui doctor" in text], (
        "the check finds a command where there is one"
    )
