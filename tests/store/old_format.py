"""A hub folder as the first version of the hub file had it."""

import hashlib
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


def format_1(hub: Hub, generation: int) -> bytes:
    """The hub file, as it was written before there was a format 2."""
    tables: dict[str, dict[str, object]] = {
        "school": {"1": {name: getattr(hub, name) for name in _SCHOOL}},
        "accounts": {str(place): one for place, one in enumerate(hub.accounts, start=1)},
        "choices": {"1": hub.choices},
        **{kind.plural: {str(int(id_[1:])): one for id_, one in hub.records(kind).items()} for kind in Kind},
    }
    parts = []
    for name, rows in tables.items():
        lines = (b'"%s":%s' % (key.encode(), msgspec.json.encode(row)) for key, row in rows.items())
        parts.append(b'"%s":{\n%s\n}' % (name.encode(), b",\n".join(lines)))
    body = b",\n".join(parts) + b"}\n"
    digest = hashlib.sha256(b"%d %d\n" % (1, generation) + body).hexdigest()
    head = b'{"hub":{"1":{"format":1,"generation":%d,"digest":"%s"}},\n'
    return head % (generation, digest.encode()) + body


def write_format_1(folder: Path, hub: Hub) -> None:
    """Make a folder that holds such a file of generation 1, and the history of it."""
    folder.mkdir(parents=True, mode=0o700)
    (folder / "hub.json").write_bytes(format_1(hub, 1))
    (folder / "hub.json").chmod(0o600)
    History(folder / "history.jsonl").add(msgspec.structs.replace(entry(), generation=1))
