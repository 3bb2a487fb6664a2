"""What a reviewer has decided about the lines of a plan."""

from msgspec import Struct, structs

from marktui.hub.model.intake import SchoolYearStart
from marktui.hub.model.kind import Kind
from marktui.hub.rules.entered_text import checked_text


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

    def tick(self, kind: Kind, mis_id: str, ticked: bool) -> "Decisions":
        """The same decisions with one row ticked or un-ticked."""
        return structs.replace(self, ticks={**self.ticks, (kind, mis_id): ticked})

    def confirm(self, kind: Kind, mis_id: str, record_id: str) -> "Decisions":
        """The same decisions with one row matched to a record."""
        return structs.replace(self, confirmed={**self.confirmed, (kind, mis_id): record_id})

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
