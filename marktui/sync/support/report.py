"""The report for support: the state of a hub, without names."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from msgspec import structs

from marktui.connectors.http.address import host_of
from marktui.connectors.registry import CONNECTORS
from marktui.hub.leavers.waiting import out_of_the_ordinary
from marktui.hub.model.hub import Hub
from marktui.store.doctor.doctor import CheckResult
from marktui.store.doctor.evidence import Evidence
from marktui.store.file.entry import SHARED_WITH, Entry, Setting
from marktui.sync.history.status import Attempts, report_status, what_waits
from marktui.sync.support.anonymise import Anonymiser, public_host

_ENTRIES = 200
_IDS = 50
_ENTRY_KEYS = (
    "what",
    "at",
    "number",
    "generation",
    "plan",
    "connector",
    "account",
    "undoes",
    "requests",
    "seconds",
)


def support_report(evidence: Evidence, checked: Sequence[CheckResult], today: date) -> dict[str, Any]:
    """All that support needs: ids, counts, kinds, times, settings; no name, UPN, address or secret."""
    hub, logins = evidence.hub, _logins(evidence)
    without_names = Anonymiser(hub, _places(evidence, logins))
    return {
        "failure": evidence.failure,
        "files": [structs.asdict(one) for one in evidence.files],
        "other_files": len(evidence.others),
        "findings": [
            {"sentence": without_names(one.sentence), "grave": one.grave, "mended": one.mended}
            for one in checked
        ],
        "hub": _hub(hub, evidence.entries, today) if hub else None,
        "history": [_entry(one, logins, without_names) for one in islice(evidence.entries, _ENTRIES)],
        "interface": evidence.interface,
    }


def _hub(hub: Hub, entries: Iterable[Entry], today: date) -> dict[str, Any]:
    attempts = Attempts[Entry]()
    for entry in entries:
        if attempts.take(entry):
            break
    few = out_of_the_ordinary(hub)
    status = report_status(hub, few, attempts, tuple(what_waits(hub, few, attempts, today)))
    return {
        "generation": hub.generation,
        "next_entry": hub.next_entry,
        "last_connector": hub.last_connector,
        "accounts": len(hub.accounts),
        "erased": len(hub.erased),
        "choices": {"ticks": len(hub.choices.ticks), "unmatched": len(hub.choices.unmatched)},
        "connection": _connection(hub, attempts),
        "set_up": structs.asdict(status.set_up),
        "counts": {kind: structs.asdict(numbers) for kind, numbers in status.counts.items()},
        "waiting": structs.asdict(status.waiting),
        "last": {
            kind: structs.asdict(structs.replace(one, message=None)) for kind, one in status.last.items()
        },
    }


def _connection(hub: Hub, attempts: Attempts[Entry]) -> dict[str, Any] | None:
    one = hub.connection
    if one is None:
        return None
    known = CONNECTORS.get(one.connector)
    addresses = {address.name: address.usual for address in known.addresses} if known else {}
    return {
        "connector": one.connector,
        "hosts": {
            name: public_host(one.settings[name], addresses.values())
            for name in addresses
            if name in one.settings
        },
        "options": [name for name in one.settings if name not in addresses],
        "missing": list(one.missing),
        "connected_at": one.connected_at,
        "data_at": attempts.data_at,
    }


def _entry(entry: Entry, logins: dict[str, str], without_names: Anonymiser) -> dict[str, Any]:
    done = Counter(f"{change.do} {change.kind.value}" for change in entry.changes)
    return {name: getattr(entry, name) for name in _ENTRY_KEYS} | {
        "login": logins[entry.login],
        "kinds": [kind.value for kind in entry.kinds],
        "counts": entry.counts,
        "text": without_names(entry.text),
        "changes": dict(done),
        "ids": [change.id for change in entry.changes[:_IDS]],
        "erased": entry.erased_people,
    }


def _logins(evidence: Evidence) -> dict[str, str]:
    """A replacement for each login, since logins contain names of people."""
    accounts = evidence.hub.accounts if evidence.hub else ()
    mapped = (one.login for one in _settings(evidence) if one.login)
    found = dict.fromkeys(
        (*(one.login for one in accounts), *(one.login for one in evidence.entries), *mapped)
    )
    return {login: f"login-{number}" for number, login in enumerate(found, start=1)}


def _groups(evidence: Evidence) -> dict[str, str]:
    """The groups that the hub is or was shared with, since their names may contain a school."""
    shared = [one for one in _settings(evidence) if one.name == SHARED_WITH]
    present = evidence.hub.shared_with if evidence.hub else None
    names = (present, *(name for one in shared for name in (one.before, one.after)))
    return {name: "(a group)" for name in names if name}


def _settings(evidence: Evidence) -> Iterator[Setting]:
    for entry in evidence.entries:
        yield from entry.settings


def _places(evidence: Evidence, logins: dict[str, str]) -> dict[str, str]:
    """Texts that show whose hub it is, and what replaces them."""
    connection = evidence.hub.connection if evidence.hub else None
    hosts = {host_of(one): "*" for one in connection.settings.values()} if connection else {}
    return {
        **dict.fromkeys(evidence.others, "(another file)"),
        **dict.fromkeys(evidence.strangers, "(somebody)"),
        **hosts,
        **_groups(evidence),
        **logins,
        str(evidence.folder): "HUB",
    }
