"""A line of facts that gives up the least important ones where it is narrow, and cuts no word."""

from collections.abc import Sequence

from msgspec import Struct, structs
from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


class Fact(Struct, frozen=True):
    """One fact, in few words."""

    text: str
    short: str = ""
    """What is left of it where there is little room; nothing takes it away."""
    gives_way: int = 0
    """Facts with 1 give way first, then those with 2; those with 0 never do."""
    style: str = ""


class FactLine(Widget):
    """Facts from the left, and some that are set to the right.

    Args:
        gap: What stands between two facts.
        id: The widget's id.
    """

    DEFAULT_CSS = """
    FactLine { height: 1; width: 1fr; padding: 0 1; text-wrap: nowrap; }
    """
    ALLOW_SELECT = False

    facts: reactive[tuple[Fact, ...]] = reactive(())
    """From the left."""
    aside: reactive[tuple[Fact, ...]] = reactive(())
    """At the right."""

    def __init__(self, gap: str = "  ", id: str | None = None) -> None:  # noqa: A002 - as every widget
        super().__init__(id=id)
        self._gap = gap

    def render(self) -> Content:
        """The line."""
        width = self.content_size.width
        fitting = fitted((*self.facts, *self.aside), width, len(self._gap))
        left, right = self._joined(fitting[: len(self.facts)]), self._joined(fitting[len(self.facts) :])
        return Content.assemble(left, " " * (width - left.cell_length - right.cell_length), right)

    def _joined(self, facts: Sequence[Fact]) -> Content:
        return Content(self._gap).join(Content.styled(one.text, one.style) for one in facts if one.text)


def fitted(facts: Sequence[Fact], width: int, gap: int) -> list[Fact]:
    """The facts as they fit a width."""
    fitting = list(facts)
    order = sorted(
        (place for place, one in enumerate(facts) if one.gives_way), key=lambda at: facts[at].gives_way
    )
    for place in order:
        if sum(cell_len(one.text) + gap for one in fitting if one.text) - gap <= width:
            break
        fitting[place] = structs.replace(facts[place], text=facts[place].short)
    return fitting
