"""The decisions that are not saved, kept on disk as a line may drop, and those of an earlier session."""

import asyncio

from marktui.hub.model.errors import MarktuiError
from marktui.hub.model.hub import Hub
from marktui.hub.model.kind import Kind
from marktui.sync.model.review_decisions import UNDECIDED, Decisions
from marktui.sync.session import Session


class UnsavedDecisions:
    """Keeps on disk what is decided in this session, and what an earlier one has left behind."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._connector = ""
        self._earlier: Decisions | None = None
        """What an earlier session has left behind; None before it was looked for."""
        self._kept = UNDECIDED
        """What is on disk."""
        self._lock = asyncio.Lock()

    async def look(self, hub: Hub) -> None:
        """Look for decisions of an earlier session that ended before they were saved.

        Looked for again where another service is connected: its ids are those of other people.
        """
        connector = hub.connection.connector if hub.connection else ""
        async with self._lock:
            if connector and connector != self._connector:
                self._earlier = self._kept = await self._session.unsaved.read(connector)
                self._connector = connector

    @property
    def on_disk(self) -> Decisions:
        """What is on disk: of this session, and what an earlier one has left behind."""
        return self._kept

    def earlier(self, kinds: tuple[Kind, ...]) -> Decisions:
        """What was decided about some kinds in an earlier session, and not saved."""
        return self._earlier.about(kinds) if self._earlier is not None else UNDECIDED

    def forget_earlier(self, kinds: tuple[Kind, ...]) -> None:
        """Forget that, as it was taken over or is not wanted."""
        if self._earlier is not None:
            self._earlier = self._earlier.about([one for one in Kind if one not in kinds])

    async def keep(self, decided: Decisions, connector: str) -> MarktuiError | None:
        """Keep the decisions of this session; gives the failure, if that is not possible."""
        async with self._lock:
            if not self._connector:
                # Nobody looked: marktui was started read-only, and writes nothing.
                return None
            wanted = decided.together(self._earlier or UNDECIDED)
            if wanted == self._kept:
                return None
            self._kept = wanted
            try:
                await self._session.unsaved.write(connector or self._connector, wanted)
            except MarktuiError as error:
                return error
            return None
