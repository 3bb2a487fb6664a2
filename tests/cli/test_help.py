"""The help of each verb, and what it costs to ask for something small."""

import sys

import click
import pytest

from marktui.cli.leavers import leavers
from marktui.cli.program import program

from .process import shell
from .school import School, run_here

SECRETS = [f"MARKTUI_ASSEMBLY_{one}" for one in ("TOKEN", "REFRESH_TOKEN", "CLIENT_ID", "CLIENT_SECRET")]
OPTIONS = {
    "": ["--hub", "--panel", "--read-only", "--version"],
    "init": ["--school", "--coordinator", "--email", "--centre-id"],
    "connect": ["assembly", "arbor"],
    "connect arbor": ["--url", "--user-agent", "MARKTUI_ARBOR_USERNAME", "MARKTUI_ARBOR_PASSWORD"],
    "connect assembly": ["--authorise", "--redirect", "--api-url", "--auth-url", "--yes", *SECRETS],
    "disconnect": ["--clear-mis-ids"],
    "sync": ["--dry-run", "--yes", "--approve", "--year-group", "--class", "--import-teachers", "--json",
             "all", "teachers", "year-groups", "classes", "pupils", "none"],
    "status": ["--json"],
    "list": ["--status", "--access", "--json", "--csv", "pupils", "teachers", "classes", "year-groups"],
    "edit": ["--dry-run", "--json", "FIELD=VALUE"],
    "add": ["--dry-run", "--json", "FIELD=VALUE"],
    "remove": ["ID", "--dry-run", "--json"],
    "match": ["MIS_ID", "ID", "--json"],
    "unmatch": ["MIS_ID", "OTHER", "--kind", "--json"],
    "choices": ["--json", "forget"],
    "import": ["FILE", "--dry-run", "--yes", "--rejected", "--json"],
    "export": ["--template", "--out", "--since", "--all", "--force", "--dry-run", "--json"],
    "leavers": ["--json", "--csv", "--summary", "--new",
                "keep", "revoke", "grant", "delete", "cancel", "purge"],
    "accounts": ["--json", "map", "unmap", "share", "unshare", "nominate", "withdraw", "accept"],
    "accounts map": ["LOGIN", "ID", "--json"],
    "history": ["--person", "--run", "--kind", "--all", "--json"],
    "undo": ["NUMBER", "--dry-run", "--yes", "--json"],
    "restore": ["BACKUP", "--yes", "--json"],
    "doctor": ["--repair", "--json"],
    "sandbox": ["--dialect", "--port", "--pupils", "--seed", "--step", "--fault", "--list-faults", "--json"],
}  # fmt: skip


@pytest.mark.parametrize("verb", list(OPTIONS))
def test_help_names_every_option(verb: str) -> None:
    said = run_here(*verb.split(), "--help").ended(0)
    assert said.err == ""
    assert [option for option in OPTIONS[verb] if option not in said.out] == []


def test_help_lists_every_verb() -> None:
    out = run_here("--help").ended(0).out
    assert [verb for verb in OPTIONS if verb and " " not in verb and f"  {verb} " not in out] == []


def test_the_help_of_a_group_says_of_each_verb_what_the_verb_says_of_itself() -> None:
    for group in (program, leavers):
        context = click.Context(group)
        said = {name: group.get_command(context, name) for name in group.list_commands(context)}
        assert {name: text for name, (_, text) in group.verbs.items()} == {
            name: one.get_short_help_str(100) for name, one in said.items() if one
        }


@pytest.mark.parametrize("group", ["", "connect", "leavers", "accounts", "choices"])
def test_no_verb_is_cut_off_in_a_list_of_verbs(group: str) -> None:
    _, listed = run_here(*group.split(), "--help").ended(0).out.split("Commands:\n")
    assert "..." not in listed


def test_version() -> None:
    assert run_here("--version").ended(0).out.startswith("marktui, version ")


SHORT = ["status", "list pupils", "leavers --json", "history", "--help"]
HEAVY = {
    *("asyncio", "csv", "dataclasses", "http", "json", "logging", "multiprocessing", "socket", "ssl"),
    *("subprocess", "zoneinfo", "marktui.connectors.http", "marktui.sandbox", "marktui.store.folder"),
    *("marktui.store.secrets", "marktui.sync.decide", "marktui.sync.match", "marktui.sync.plan"),
    *("marktui.sync.run", "marktui.tui"),
}
"""What takes long to load, of Python's own library and of ours."""
LIBRARIES = {"click", "marktui", "msgspec", "platformdirs", "typing_extensions"}
"""All that the short verbs load beside Python's own library."""


def test_short_verbs_load_no_other_verb_and_nothing_that_takes_long(school: School) -> None:
    code = (
        "import sys; before = set(sys.modules); from marktui.cli.program import run\n"
        f"for words in {SHORT}:\n"
        f"    assert run(['--hub', '{school.folder}', *words.split()]) == 0, words\n"
        "    print(*sorted(set(sys.modules) - before), file=sys.stderr); before |= set(sys.modules)\n"
    )
    told = shell(f'{sys.executable} -c "$code"', school.folder.parent, code=code).ended(0).err
    for words, loaded in zip(SHORT, map(str.split, told.splitlines()), strict=True):
        others = {one.partition(".")[0] for one in loaded} - sys.stdlib_module_names
        # The calendar of the history has it, and click looks for a translation of its help.
        heavy = HEAVY if words in ("history", "--help") else HEAVY | {"locale"}
        assert (words, heavy.intersection(loaded), others - LIBRARIES) == (words, set(), set())
        verbs = {one for one in loaded if one.startswith("marktui.cli.") and one.count(".") == 2}
        own = set() if words == "--help" else {f"marktui.cli.{words.split()[0]}"}
        assert verbs - {"marktui.cli.program", "marktui.cli.shared", "marktui.cli.terminal"} == own


def test_status_never_goes_to_the_network(school: School) -> None:
    code = (
        "import sys; opened = [];"
        "sys.addaudithook(lambda name, args: opened.append(name) if name.startswith('socket.') else None);"
        "from marktui.cli.program import run;"
        f"code = run(['--hub', '{school.folder}', 'status']);"
        "calls = {name for name in opened if name in ('socket.connect', 'socket.getaddrinfo')};"
        "print(sorted(calls), file=sys.stderr); sys.exit(code)"
    )
    assert shell(f'{sys.executable} -c "$code"', school.folder.parent, code=code).ended(0).err == "[]\n"
