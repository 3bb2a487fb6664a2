"""Every verb that changes a hub, each with what has to be there before it."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from shlex import split

from given_hub import rewrite

from marktui.hub.model.kind import Kind
from marktui.hub.model.record import Reason
from marktui.hub.model.school import Choices, TickChoice
from marktui.store.store import HubStore

from .leavers import be_due, hub_of, ids_of, let_some_leave, people_of
from .school import School

Words = Sequence[str]


def _init(school: School) -> Words:
    school.folder = school.folder.with_name("another")
    return ["init", "--school", "Ashgrove", "--coordinator", "Robin Marlow", "--email", "robin@hub.example"]


def _connect(school: School) -> Words:
    return split(school.sandbox.connect_line)[1:]


def _sync(school: School) -> Words:
    school.sandbox.move(1)
    return ["sync", "pupils"]


def _sync_all(school: School) -> Words:
    school.sandbox.move(1)
    return ["sync", "all", "--yes", "--import-teachers", "all"]


def _edit(school: School) -> Words:
    return ["edit", next(iter(hub_of(school).teachers)), "email=new@hub.example"]


def _add(school: School) -> Words:
    return ["add", "class", "name=Chess"]


def _remove(school: School) -> Words:
    added = school.run("add", "class", "name=Chess", "--json").ended(0).document
    return ["remove", *added["changed"]]


def _keep(school: School) -> Words:
    let_some_leave(school)
    return ["leavers", "keep", *ids_of(school)[:3], "--note", "asked", "--review", "2099-01-01"]


def _decision(verb: str, *before: str) -> Callable[[School], Words]:
    def prepare(school: School) -> Words:
        let_some_leave(school)
        ids = ids_of(school)[:2]
        for one in before:
            school.run("leavers", one, *ids).ended(0)
        return ["leavers", verb, *ids]

    return prepare


def _match(school: School) -> Words:
    let_some_leave(school)
    people = people_of(school).values()
    gone = next(one for one in people if one.desync and one.desync.reason is Reason.GONE)
    again = next(one for one in people if one.is_synced and one.kind is gone.kind)
    return ["leavers", "match", gone.id, again.id]


def _purge(school: School) -> Words:
    ids = _decision("revoke", "revoke", "delete")(school)[2:]
    be_due(school, *ids)
    return ["leavers", "purge", "--yes"]


def _purge_removed(school: School) -> Words:
    let_some_leave(school)
    school.run("undo").ended(0)
    return ["leavers", "purge", "--removed", "--yes"]


def _undo(school: School) -> Words:
    let_some_leave(school)
    return ["undo"]


def _restore(school: School) -> Words:
    let_some_leave(school)
    (newest, *_) = school.run("restore", "--json").ended(0).document
    return ["restore", newest["name"]]


def _nominate(school: School) -> Words:
    return ["accounts", "nominate", list(hub_of(school).teachers)[1]]


def _withdraw(school: School) -> Words:
    school.run(*_nominate(school)).ended(0)
    return ["accounts", "withdraw"]


def _forget(school: School) -> Words:
    tick = TickChoice(Kind.PUPIL, "assembly", "999999", ticked=False)
    choices = Choices(ticks=(tick,))
    asyncio.run(rewrite(HubStore(school.folder), lambda hub: hub.with_(choices=choices)))
    return ["choices", "forget", "1"]


def _repair(school: School) -> Words:
    (school.folder / "history.jsonl").chmod(0o644)
    return ["doctor", "--repair"]


CHANGING: Mapping[str, Callable[[School], Words]] = {
    "init": _init,
    "connect": _connect,
    "sync pupils": _sync,
    "sync all": _sync_all,
    "edit": _edit,
    "add": _add,
    "remove": _remove,
    "keep": _keep,
    "revoke": _decision("revoke"),
    "grant": _decision("grant", "revoke"),
    "delete": _decision("delete", "revoke"),
    "cancel": _decision("cancel", "revoke", "delete"),
    "match": _match,
    "purge": _purge,
    "purge removed": _purge_removed,
    "undo": _undo,
    "restore": _restore,
    "nominate": _nominate,
    "withdraw": _withdraw,
    "disconnect": lambda school: ["disconnect"],
    "clear": lambda school: ["disconnect", "--clear-mis-ids"],
    "forget": _forget,
    "repair": _repair,
}
WITHOUT_JSON = frozenset({"init", "connect", "disconnect", "clear"})
"""Those that print no document."""


def look(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Content and mode of every file of a hub folder but the lock."""
    kept = (path for path in folder.rglob("*") if path.is_file() and path.name != "hub.lock")
    return {str(path): (path.read_bytes(), path.stat().st_mode) for path in sorted(kept)}
