"""What may import what: arrows point downwards only, and each library has its one place."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import marktui

ROOT = Path(marktui.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))

BELOW = {
    "hub": set(),
    "store": {"hub"},
    "connectors": {"hub"},
    "sync": {"connectors", "store", "hub"},
    "tui": {"sync", "connectors", "store", "hub"},
    "cli": {"sync", "connectors", "store", "hub", "tui", "sandbox"},
    "sandbox": set(),
}
"""What each layer may know of besides itself."""

ONE_PLACE = {
    "tinydb": {"store"},
    "filelock": {"store"},
    "platformdirs": {"store"},
    "keyring": {"store"},
    "httpx": {"connectors"},
    "stamina": {"connectors"},
    "rapidfuzz": {"sync"},
    "starlette": {"sandbox"},
    "uvicorn": {"sandbox"},
    "graphql": {"sandbox"},
    "textual": {"tui"},
    "rich": {"tui"},
    "click": {"cli"},
}
"""Where each library may be imported."""

DOORS = {
    "tui": {"cli/interface.py", "cli/demo.py"},
    "sandbox": {"cli/demo.py", "cli/demo_school.py", "cli/sandbox.py"},
}
"""The only files of `cli` that may open the interface or the stand-in."""

OUTSIDE_WORLD = {
    "asyncio", "glob", "http", "io", "logging", "multiprocessing", "os", "pathlib", "random", "secrets",
    "shutil", "signal", "socket", "subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid",
}  # fmt: skip
"""Standard modules that touch the world or its clock."""

NOT_PURE = {"asking", "engine", "ledger", "reader", "session"}
"""The files of `sync` that read, write and know the time."""

PURE = [
    *(path for path in FILES if path.relative_to(ROOT).parts[0] == "hub"),
    *(path for path in FILES if path.parent == ROOT / "sync" and path.stem not in NOT_PURE),
]
"""The records and their rules; matching and planning."""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def layer_of(path: Path) -> str:
    """The layer of a file; empty for those at the top."""
    parts = path.relative_to(ROOT).parts
    return parts[0] if len(parts) > 1 else ""


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, inside functions and for types too; relative ones in full."""
    here = ("marktui", *path.relative_to(ROOT).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(here[: len(here) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            yield from (f"{module}.{one.name}" for one in node.names)


def at_once(path: Path) -> Iterator[str]:
    """What a file imports as soon as it is imported itself, at its top level."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{one.name}" for one in node.names)


def within(path: Path) -> Iterator[tuple[str, str]]:
    """The layers of marktui that a file imports, each with the module."""
    for module in imports(path):
        parts = module.split(".")
        if parts[0] == "marktui" and len(parts) > 1:
            yield parts[1], module


def test_there_is_something_to_look_at() -> None:
    assert {layer_of(path) for path in FILES} == {"", *BELOW}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_arrows_point_downwards(path: Path) -> None:
    layer = layer_of(path)
    allowed = {layer, *BELOW.get(layer, {"cli"})}
    if layer not in ("sandbox", "hub"):
        allowed.add("__version__")
    assert [module for below, module in within(path) if below not in allowed] == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_each_library_has_its_place(path: Path) -> None:
    layer = layer_of(path)
    libraries = {module.partition(".")[0] for module in imports(path)}
    assert [one for one in libraries if layer not in ONE_PLACE.get(one, {layer})] == []


@pytest.mark.parametrize("path", [path for path in FILES if layer_of(path) == "cli"], ids=name_of)
def test_the_command_line_opens_the_interface_and_the_stand_in_by_their_doors_alone(path: Path) -> None:
    for layer, doors in DOORS.items():
        used = [module for below, module in within(path) if below == layer]
        assert not used or name_of(path) in doors, used
    if name_of(path) != "cli/demo_school.py":
        eager = [one for one in at_once(path) if one.startswith(("marktui.tui", "marktui.sandbox"))]
        assert eager == [], "imported before it must be"


@pytest.mark.parametrize("path", PURE, ids=name_of)
def test_the_rules_are_pure(path: Path) -> None:
    modules = {module.partition(".")[0] for module in imports(path)}
    assert modules & OUTSIDE_WORLD == set()
    calls = [
        node.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("now", "utcnow", "today")
        and isinstance(node.value, ast.Name) and node.value.id in ("date", "datetime")
    ]  # fmt: skip
    assert calls == [], "a clock of its own"


def test_only_the_connectors_import_httpx_and_not_before_they_must() -> None:
    eager = [name_of(path) for path in FILES if "httpx" in {one.partition(".")[0] for one in at_once(path)}]
    assert eager == []


UNVERIFIED = re.compile(
    r"verify\s*=\s*False|CERT_NONE|check_hostname\s*=\s*False|_create_unverified_context|follow_redirects\s*=\s*True"
)


def test_every_certificate_is_verified_and_no_redirect_followed() -> None:
    files = [
        path
        for folder in ("marktui", "tests", "benchmarks")
        for path in ROOT.parent.glob(f"{folder}/**/*.py")
    ]
    assert len(files) > len(FILES)
    lax = [path for path in files if UNVERIFIED.search(path.read_text(encoding="utf-8"))]
    assert [path for path in lax if path.name != Path(__file__).name] == []
