"""Asking Arbor for people by id, many in one document (docs/wire-arbor.md, Pages)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from marktui.connectors.arbor.api import ArborApi
from marktui.connectors.arbor.fields import PEOPLE, Entity
from marktui.connectors.arbor.pages import id_of, raw_id
from marktui.connectors.arbor.rows import SORT, Sort
from marktui.connectors.arbor.schema import Selection
from marktui.connectors.errors import IncompleteError, NotThisServiceError
from marktui.connectors.mis import Presence, PresenceAnswer
from marktui.hub.model.kind import Kind

_AT_ONCE = 200
"""How many ids one document names."""
_PAGE_SIZE = 1_000
_FEW = 25
"""No service cuts a page off at fewer rows than this."""
_DATES = ("isActiveInSchool", "joiningDate", "mostRecentEntryDate", "leavingDate")
_AGAIN = "Nothing was changed. Try again."


async def ask_together(
    api: ArborApi, kind: Kind, mis_ids: Sequence[str], today: date, present: str | None
) -> dict[str, PresenceAnswer]:
    """What Arbor says about each of some people; raises where it does not say it about all.

    `present` is the id of somebody Arbor has just listed. They are asked for too: if even they are
    missing, the answer proves nothing.
    """
    odd = [mis_id for mis_id in mis_ids if id_of({"id": mis_id}) != mis_id]
    if odd:
        raise IncompleteError(f"Arbor cannot be asked for the id {odd[0]!r}.", _AGAIN)
    found_all: dict[str, PresenceAnswer] = {}
    for start in range(0, len(mis_ids), _AT_ONCE):
        some = mis_ids[start : start + _AT_ONCE]
        asked = list(dict.fromkeys([*some, *([present] if present else [])]))
        found = await _Question(api, kind, asked, today).answers()
        if present and present not in found:
            raise IncompleteError("Arbor does not find a person by id that it has just listed.", _AGAIN)
        found_all |= {mis_id: found.get(mis_id, PresenceAnswer(Presence.UNKNOWN)) for mis_id in some}
    return found_all


class _Question:
    """One question for some people."""

    def __init__(self, api: ArborApi, kind: Kind, mis_ids: Sequence[str], today: date) -> None:
        self._api = api
        whole = PEOPLE[kind]
        fields = tuple(field for field in whole.fields if field.name in _DATES)
        self._entity = Entity(whole.name, whole.what, fields)
        self._sort: Sort = SORT[kind]
        self._ids = mis_ids
        self._today = today

    async def answers(self) -> dict[str, PresenceAnswer]:
        """What Arbor says of everybody it knows, by id."""
        found: dict[str, PresenceAnswer] = {}
        number = 0
        while True:
            rows = await self._page(number)
            fresh = self._answers_in(rows)
            if stranger := next((mis_id for mis_id in fresh if mis_id not in self._ids), None):
                raise IncompleteError(f"Arbor answered about {stranger!r}, who was not asked for.", _AGAIN)
            is_end = len(rows) < _FEW or fresh.keys() <= found.keys()
            found |= fresh
            if is_end:
                return found
            number += 1

    async def _page(self, number: int) -> list[Any]:
        ids = ", ".join(msgspec.json.encode(mis_id).decode() for mis_id in self._ids)

        def write(selection: Selection) -> str:
            asked = f"id_in: [{ids}], page_size: {_PAGE_SIZE}, page_num: {number}"
            return f"{{ {self._entity.name}({asked}) {selection.text(self._entity)} }}"

        return self._rows(await self._api.ask(write, f"{self._entity.what} with certain ids"))

    def _rows(self, data: Mapping[str, Any]) -> list[Any]:
        rows = data.get(self._entity.name)
        if rows is None:
            return []
        if not isinstance(rows, list):
            raise NotThisServiceError(f"Arbor's answer for {self._entity.what} by id is not a list.", _AGAIN)
        return rows

    def _answers_in(self, rows: list[Any]) -> dict[str, PresenceAnswer]:
        """What each row says, by id; on roll goes before left where two rows have one id."""
        found: dict[str, PresenceAnswer] = {}
        for row in rows:
            mis_id, answer = raw_id(row), self._answer_in(row)
            if mis_id not in found or answer.presence is Presence.ON_ROLL:
                found[mis_id] = answer
        return found

    def _answer_in(self, raw: Any) -> PresenceAnswer:
        """What a row says; one that does not say that somebody has left is somebody who is there."""
        left = self._sort(raw, self._today).left
        return PresenceAnswer(Presence.LEFT, left.left_on) if left else PresenceAnswer(Presence.ON_ROLL)
