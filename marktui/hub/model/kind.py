"""The four kinds of record, in the order in which a school sets them up."""

from enum import StrEnum

from marktui.hub.model.text import counted


class Kind(StrEnum):
    """What a record is. The order of the members is the order of the set-up."""

    TEACHER = "teacher"
    YEAR_GROUP = "year_group"
    CLASS = "class"
    PUPIL = "pupil"

    @property
    def plural(self) -> str:
        """The name of the kind's table and of its part of a JSON document: `year_groups`."""
        return _PLURALS[self]

    @property
    def noun(self) -> str:
        """One of the kind in words: `year group`."""
        return self.value.replace("_", " ")

    @property
    def nouns(self) -> str:
        """Several of the kind in words: `year groups`."""
        return self.plural.replace("_", " ")

    def counted(self, number: int) -> str:
        """A number of records in words: `1 pupil`, `12 year groups`."""
        return counted(number, self.noun, self.nouns)


_PLURALS = {
    Kind.TEACHER: "teachers",
    Kind.YEAR_GROUP: "year_groups",
    Kind.CLASS: "classes",
    Kind.PUPIL: "pupils",
}
