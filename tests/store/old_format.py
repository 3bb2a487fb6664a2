"""Hub folders as earlier versions of the hub file had them."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.store.history.history import History

from .builders import entry

_SCHOOL = (
    "school", "connection", "last_connector", "saved", "resync_pupils",
    "next_record", "next_entry", "approvals",
)  # fmt: skip
_SINCE_2 = ("erasure_key", "shared_with", "nominee")
_AT = b"2026-09-13T17:00:00Z"


def format_1(hub: Hub, generation: int) -> bytes:
    """The hub file, as it was written before there was a format 2."""
    body = _body(_tables(hub, _SCHOOL, {}))
    digest = hashlib.sha256(b"%d %d\n" % (1, generation) + body).hexdigest()
    head = b'{"hub":{"1":{"format":1,"generation":%d,"digest":"%s"}},\n'
    return head % (generation, digest.encode()) + body


def format_2(hub: Hub, generation: int) -> bytes:
    """The hub file, as it was written before there was a format 3."""
    erased: dict[str, object] = {str(place): one for place, one in enumerate(hub.erased, start=1)}
    body = _body(_tables(hub, (*_SCHOOL, *_SINCE_2), {"erased": erased}))
    digest = hashlib.sha256(b"%d %d %s\n" % (2, generation, _AT) + body).hexdigest()
    head = b'{"hub":{"1":{"format":2,"generation":%d,"at":"%s","digest":"%s"}},\n'
    return head % (generation, _AT, digest.encode()) + body


OLD_FORMATS: Mapping[int, Callable[[Hub, int], bytes]] = {1: format_1, 2: format_2}


def write_old(folder: Path, hub: Hub, file_format: int) -> None:
    """Make a folder that holds such a file of generation 1, and the history of it."""
    folder.mkdir(parents=True, mode=0o700)
    (folder / "hub.json").write_bytes(OLD_FORMATS[file_format](hub, 1))
    (folder / "hub.json").chmod(0o600)
    History(folder / "history.jsonl").add(msgspec.structs.replace(entry(), generation=1))


def _tables(
    hub: Hub, school: tuple[str, ...], more: dict[str, dict[str, object]]
) -> dict[str, dict[str, object]]:
    return {
        "school": {"1": {name: getattr(hub, name) for name in school}},
        "accounts": {str(place): one for place, one in enumerate(hub.accounts, start=1)},
        "choices": {"1": hub.choices},
        **more,
        **{kind.plural: {str(int(id_[1:])): one for id_, one in hub.records(kind).items()} for kind in Kind},
    }


def _body(tables: dict[str, dict[str, object]]) -> bytes:
    parts = []
    for name, rows in tables.items():
        lines = (b'"%s":%s' % (key.encode(), msgspec.json.encode(row)) for key, row in rows.items())
        parts.append(b'"%s":{\n%s\n}' % (name.encode(), b",\n".join(lines)))
    return b",\n".join(parts) + b"}\n"
