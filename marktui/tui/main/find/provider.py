"""People, classes and pages of the web hub for the palette."""

import asyncio
from functools import partial

from textual.command import Hit, Hits, Provider
from textual.content import Content

from marktui.tui.commands.palette import has_words
from marktui.tui.common.messages import TIME_TO_ACT
from marktui.tui.main.find.finder import Finder, Found
from marktui.tui.main.find.messages import AllPupilsWanted, FoundChosen
from marktui.wording.web_hub import WEB_HUB_PAGES

_SCORE = 1000.0
"""More than the name of any command scores: who types a name means a person."""
_LEAST = 2
"""The letters from which people are looked for."""


class FindProvider(Provider):
    """Finds teachers, pupils, leavers, classes and year groups, and says where pages of the web hub are."""

    async def startup(self) -> None:
        """Prepare the search beside the loop; there is nothing to find before there is a hub."""
        view = getattr(self.screen, "view", None)
        self._finder = await asyncio.to_thread(Finder, view.hub) if view is not None else None

    async def search(self, query: str) -> Hits:
        """People and things that the words can mean."""
        if self._finder is None:
            return
        for page in WEB_HUB_PAGES:
            if has_words(f"{page.name} {page.other_words}", query):
                show = partial(self.app.notify, f"{page.name}: {page.instead}", timeout=TIME_TO_ACT)
                yield Hit(_SCORE, Content(f"{page.name} (web hub)"), show, text=page.name, help=page.instead)
        if len(query.strip()) < _LEAST:
            return
        found, number = await asyncio.to_thread(self._finder.find, query)
        for place, one in enumerate(found):
            yield Hit(_SCORE - 1 - place, Content(one.label), partial(self._show, one), text=one.label)
        if number > len(found):
            text = f"{number - len(found):,} more: show all pupils with {query.strip()}"
            yield Hit(_SCORE / 2, Content(text), partial(self._filter, query.strip()), text=text)

    def _show(self, found: Found) -> None:
        self.screen.post_message(FoundChosen(found))

    def _filter(self, query: str) -> None:
        self.screen.post_message(AllPupilsWanted(query))
