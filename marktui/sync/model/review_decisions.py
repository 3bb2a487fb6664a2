"""What a reviewer has decided about the lines of a plan."""

from collections.abc import Collection
from typing import TypeVar

from msgspec import Struct, structs

from marktui.hub.model.intake import SchoolYearStart
from marktui.hub.model.kind import Kind
from marktui.hub.rules.entered_text import checked_text

Decided = TypeVar("Decided")


class Decisions(Struct, frozen=True):
    """What the reviewer of a plan decided; each dict is keyed by kind and MIS id."""

    ticks: dict[tuple[Kind, str], bool] = {}
    """Rows ticked or un-ticked by hand."""
    confirmed: dict[tuple[Kind, str], str] = {}
    """*May match* rows confirmed, with the id of the record."""
    unmatched: dict[tuple[Kind, str], tuple[str, ...]] = {}
    """Rows unmatched from records, with the records' ids."""
    descriptions: dict[tuple[Kind, str], str] = {}
    """What was typed as the description of a class that this run sets up or links."""
    year_codes: dict[str, str] = {}
    """Which year each year group is, as a person said; by MIS id."""
    class_names: dict[str, str] = {}
    """What each class is called in the hub, as a person said; by MIS id."""
    started: SchoolYearStart | None = None
    """When the pupils of the MIS started their school year, if a person said so."""

    def __repr__(self) -> str:
        """In short, as of a hub."""
        return f"Decisions({self.number})"

    @property
    def number(self) -> int:
        """How many rows were decided about; when the school year started counts as one."""
        groups = {(Kind.YEAR_GROUP, one) for one in self.year_codes}
        groups |= {(Kind.CLASS, one) for one in self.class_names}
        rows = {*self.ticks, *self.confirmed, *self.unmatched, *self.descriptions} | groups
        return len(rows) + (self.started is not None)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of the rows that were decided about."""
        return tuple(kind for kind in Kind if self.about((kind,)).number)

    def about(self, kinds: Collection[Kind]) -> "Decisions":
        """Those of the decisions that are about some kinds."""
        return Decisions(
            ticks=_of(kinds, self.ticks),
            confirmed=_of(kinds, self.confirmed),
            unmatched=_of(kinds, self.unmatched),
            descriptions=_of(kinds, self.descriptions),
            year_codes=self.year_codes if Kind.YEAR_GROUP in kinds else {},
            class_names=self.class_names if Kind.CLASS in kinds else {},
            started=self.started if Kind.YEAR_GROUP in kinds else None,
        )

    def together(self, other: "Decisions") -> "Decisions":
        """These decisions with others, which go before them."""
        return Decisions(
            ticks={**self.ticks, **other.ticks},
            confirmed={**self.confirmed, **other.confirmed},
            unmatched={**self.unmatched, **other.unmatched},
            descriptions={**self.descriptions, **other.descriptions},
            year_codes={**self.year_codes, **other.year_codes},
            class_names={**self.class_names, **other.class_names},
            started=other.started or self.started,
        )

    def tick(self, kind: Kind, mis_id: str, ticked: bool) -> "Decisions":
        """The same decisions with one row ticked or un-ticked."""
        return structs.replace(self, ticks={**self.ticks, (kind, mis_id): ticked})

    def confirm(self, kind: Kind, mis_id: str, record_id: str) -> "Decisions":
        """The same decisions with one row matched to a record, and ticked again if it was un-ticked."""
        ticks = {key: ticked for key, ticked in self.ticks.items() if key != (kind, mis_id)}
        return structs.replace(self, ticks=ticks, confirmed={**self.confirmed, (kind, mis_id): record_id})

    def unmatch(self, kind: Kind, mis_id: str, record_id: str) -> "Decisions":
        """The same decisions with one row unmatched from a record."""
        record_ids = (*self.unmatched.get((kind, mis_id), ()), record_id)
        confirmed = {key: value for key, value in self.confirmed.items() if key != (kind, mis_id)}
        unmatched = {**self.unmatched, (kind, mis_id): record_ids}
        return structs.replace(self, confirmed=confirmed, unmatched=unmatched)

    def start(self, started: SchoolYearStart) -> "Decisions":
        """The same decisions with the year in which the school year of the MIS started."""
        return structs.replace(self, started=started)

    def say_year(self, mis_id: str, code: str) -> "Decisions":
        """The same decisions with the year that a year group of the MIS is."""
        return structs.replace(self, year_codes={**self.year_codes, mis_id: code})

    def name_class(self, mis_id: str, name: str) -> "Decisions":
        """The same decisions with the name that a class of the MIS has in the hub."""
        return structs.replace(self, class_names={**self.class_names, mis_id: name})

    def describe(self, mis_id: str, text: str) -> "Decisions":
        """The same decisions with a description for one class of the MIS; an empty one removes it."""
        key, clean = (Kind.CLASS, mis_id), checked_text("description", text)
        others = {one: value for one, value in self.descriptions.items() if one != key}
        return structs.replace(self, descriptions={**others, key: clean} if clean else others)


def _of(kinds: Collection[Kind], decided: dict[tuple[Kind, str], Decided]) -> dict[tuple[Kind, str], Decided]:
    return {key: value for key, value in decided.items() if key[0] in kinds}


UNDECIDED = Decisions()
"""No decisions yet."""
