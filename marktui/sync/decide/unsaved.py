"""What was decided in a review and is not saved yet: kept beside the hub, as a line may drop."""

from pathlib import Path

import msgspec
from msgspec import Struct

from marktui.hub.model.intake import SchoolYearStart
from marktui.hub.model.kind import Kind
from marktui.store.threads import in_thread, to_the_end
from marktui.store.unsaved_file import UnsavedFile
from marktui.sync.model.review_decisions import Decisions


class _Kept(Struct, frozen=True):
    """The content of the file: of people nothing but ids, and what was chosen."""

    connector: str
    ticks: list[tuple[Kind, str, bool]]
    confirmed: list[tuple[Kind, str, str]]
    unmatched: list[tuple[Kind, str, tuple[str, ...]]]
    descriptions: list[tuple[Kind, str, str]]
    year_codes: dict[str, str]
    class_names: dict[str, str]
    started: SchoolYearStart | None

    @classmethod
    def of(cls, connector: str, decisions: Decisions) -> "_Kept":
        """What is kept of some decisions."""
        return cls(
            connector,
            [(kind, mis_id, ticked) for (kind, mis_id), ticked in decisions.ticks.items()],
            [(kind, mis_id, record_id) for (kind, mis_id), record_id in decisions.confirmed.items()],
            [(kind, mis_id, record_ids) for (kind, mis_id), record_ids in decisions.unmatched.items()],
            [(kind, mis_id, text) for (kind, mis_id), text in decisions.descriptions.items()],
            decisions.year_codes,
            decisions.class_names,
            decisions.started,
        )

    @property
    def decisions(self) -> Decisions:
        """The decisions."""
        return Decisions(
            ticks={(kind, mis_id): ticked for kind, mis_id, ticked in self.ticks},
            confirmed={(kind, mis_id): record_id for kind, mis_id, record_id in self.confirmed},
            unmatched={(kind, mis_id): record_ids for kind, mis_id, record_ids in self.unmatched},
            descriptions={(kind, mis_id): text for kind, mis_id, text in self.descriptions},
            year_codes=self.year_codes,
            class_names=self.class_names,
            started=self.started,
        )


class UnsavedReview:
    """The decisions of one hub that are not saved.

    Args:
        folder: The hub folder.
    """

    def __init__(self, folder: Path) -> None:
        self._file = UnsavedFile(folder)

    async def read(self, connector: str) -> Decisions:
        """The decisions about the rows of a service; none where they cannot be used."""
        content = await in_thread(self._file.read)
        try:
            kept = msgspec.json.decode(content, type=_Kept) if content else None
        except (msgspec.DecodeError, UnicodeDecodeError):
            return Decisions()
        return kept.decisions if kept is not None and kept.connector == connector else Decisions()

    async def write(self, connector: str, decisions: Decisions) -> None:
        """Keep these decisions and no others; without any, nothing is kept.

        Raises:
            StoreError: They cannot be kept; the review goes on.
        """
        kept = _Kept.of(connector, decisions) if decisions != Decisions() else None
        content = msgspec.json.encode(kept) if kept is not None else None
        await to_the_end(in_thread(self._file.write, content))
