"""Whatever is done in whatever order, the store holds what a plain list of hubs would hold."""

import asyncio
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from marktui.hub.model.hub import Hub
from marktui.hub.model.record import Link, Pupil
from marktui.store.disk.errors import ChangedElsewhereError
from marktui.store.file.entry import What
from marktui.store.store import HubStore

from .builders import FOUNDED, entry
from .folder_view import HASTY, temporary_files

NAMES = st.sampled_from(["Ada", "Bea", "Cleo"])


class StoreMachine(RuleBasedStateMachine):
    """The store beside a model: every hub there was by generation, what was told, and who is erased."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.room = tempfile.TemporaryDirectory()
        self.folder = Path(self.room.name) / "hub"
        self.store = HubStore(self.folder, disk=HASTY)
        self.hubs: dict[int, Hub] = {}
        self.told: list[tuple[What, int | None]] = []
        self.erased: set[str] = set()

    def teardown(self) -> None:
        self.runner.close()
        self.room.cleanup()

    @initialize()
    def create(self) -> None:
        self.took(self.run(self.store.create(FOUNDED, entry(What.INIT))), What.INIT, None)

    @rule(name=NAMES)
    def add_a_pupil(self, name: str) -> None:
        number = self.hub.next_record
        pupil = Pupil(
            id=f"p{number:06d}",
            first_name=name,
            last_name=f"Bell{number}",
            link=Link("assembly", str(number)),
        )
        self.commit(self.hub.with_records([pupil]).with_(next_record=number + 1))

    @rule(name=NAMES, data=st.data())
    @precondition(lambda self: self.hub.pupils)
    def edit_a_pupil(self, name: str, data: st.DataObject) -> None:
        chosen = data.draw(st.sampled_from(sorted(self.hub.pupils)))
        self.commit(self.hub.with_records([self.hub.pupils[chosen].with_(first_name=name)]))

    @rule()
    def note(self) -> None:
        self.run(self.store.note(entry(What.HELD)))
        self.told.append((What.HELD, None))

    @rule(data=st.data())
    @precondition(lambda self: self.hub.pupils)
    def erase_a_pupil(self, data: st.DataObject) -> None:
        chosen = data.draw(st.sampled_from(sorted(self.hub.pupils)))
        number = self.hub.next_entry
        left = self.hub.without_records([chosen]).with_(next_entry=number + 1)
        done = self.run(self.store.erase(self.hub, [chosen], entry(What.PURGE, number=number)))
        assert plain(done) == plain(left.with_(generation=self.hub.generation + 1))
        assert len(done.erased) == len(self.hub.erased) + 1
        self.erased.add(chosen)
        self.took(done, What.PURGE, number)

    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        backups = self.run(self.store.backups())
        if not backups:
            return
        chosen, number = data.draw(st.sampled_from(backups)), self.hub.next_entry
        done = self.run(self.store.restore(chosen.name, entry(What.RESTORE)))
        former = self.hubs[chosen.generation].without_records(self.erased)
        numbers = {"next_record": self.hub.next_record, "next_entry": number + 1, "approvals": done.approvals}
        assert plain(done) == plain(former.with_(generation=self.hub.generation + 1, **numbers))
        assert done.approvals >= self.hub.approvals
        assert {one.digest for one in done.erased} == {one.digest for one in self.hub.erased}
        self.took(done, What.RESTORE, number)

    @rule()
    def reopen(self) -> None:
        self.store = HubStore(self.folder, disk=HASTY)

    @rule(data=st.data())
    @precondition(lambda self: len(self.hubs) > 1)
    def commit_to_what_is_past(self, data: st.DataObject) -> None:
        older = self.hubs[data.draw(st.integers(1, self.hub.generation - 1))]
        before, other = self.content(), HubStore(self.folder, disk=HASTY)
        self.run(other.load())
        with pytest.raises(ChangedElsewhereError):
            self.run(other.commit(older, older.with_(approvals=99), entry()))
        with pytest.raises(ChangedElsewhereError):
            self.run(other.erase(older, ["t000001"], entry()))
        assert self.content() == before

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        if self.hubs:
            assert self.run(HubStore(self.folder).load()) == self.hub
            entries = self.run(self.store.history())
            assert [(one.what, one.number) for one in reversed(entries)] == self.told
            assert temporary_files(self.folder) == []

    @invariant()
    def holds_nobody_who_was_erased(self) -> None:
        everything = b"".join(self.content().values())
        assert not [one for one in self.erased if f'Bell{int(one[1:])}"'.encode() in everything]

    @property
    def hub(self) -> Hub:
        return self.hubs[max(self.hubs)]

    def commit(self, after: Hub) -> None:
        number = self.hub.next_entry
        after = after.with_(next_entry=number + 1)
        done = self.run(self.store.commit(self.hub, after, entry(number=number)))
        assert done == after.with_(generation=self.hub.generation + 1)
        self.took(done, What.RUN, number)

    def took(self, hub: Hub, what: What, number: int | None) -> None:
        self.hubs[hub.generation] = hub
        self.told.append((what, number))

    def content(self) -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}

    def run(self, work: Any) -> Any:
        return self.runner.run(work)


def plain(hub: Hub) -> Hub:
    """A hub without the digests of the erased."""
    return hub.with_(erased=(), erasure_key=None)


TestStore = StoreMachine.TestCase
TestStore.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
