"""Which hub class a MIS pupil belongs to."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from marktui.connectors.mis import MisClass, MisRow
from marktui.hub.hub import Hub
from marktui.hub.roster import fold


class Membership:
    """The MIS classes of each pupil, told in terms of the hub's classes.

    Args:
        hub: The hub as it will be once its classes are synced.
        connector: The connector's word, as in links.
        rows: The class list of the MIS.
    """

    def __init__(self, hub: Hub, connector: str, rows: Iterable[MisRow]) -> None:
        self._classes: dict[str, list[MisClass]] = defaultdict(list)
        """The MIS classes of each pupil, by MIS id and in order of name."""
        classes = sorted((row for row in rows if isinstance(row, MisClass)), key=lambda row: fold(row.name))
        for one in classes:
            for mis_id in dict.fromkeys(one.member_ids):
                self._classes[mis_id].append(one)
        self._by_link = {
            record.link.mis_id: record.id
            for record in hub.classes.values()
            if record.link and record.link.connector == connector
        }
        self._by_name = {fold(record.name): record.id for record in hub.classes.values()}
        self.not_set_up: Counter[str] = Counter()
        """How many pupils got no class because theirs is not set up, by the class's name."""
        self.in_several = 0
        """How many pupils are in more than one MIS class."""

    def names(self, mis_id: str) -> list[str]:
        """The names of a pupil's MIS classes."""
        return [one.name for one in self._classes.get(mis_id, ())]

    def class_id(self, mis_id: str, held: str | None) -> str | None:
        """The hub class of a pupil: by link, else by exact name; None where it is not set up.

        Args:
            mis_id: The pupil's MIS id.
            held: The id of the class that the pupil has in the hub; it is kept if it is one of several.
        """
        mine = self._classes.get(mis_id, ())
        ids = [one for one in (self._hub_class(row) for row in mine) if one]
        if len(mine) > 1:
            self.in_several += 1
        if held in ids:
            return held
        if mine and not ids:
            self.not_set_up[mine[0].name] += 1
        return ids[0] if ids else None

    def _hub_class(self, row: MisClass) -> str | None:
        return self._by_link.get(row.mis_id) or self._by_name.get(fold(row.name))
