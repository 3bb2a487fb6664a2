"""A look at the files of a connection before they are read: what each is taken for, with any settings."""

from collections.abc import Mapping, Sequence
from functools import partial

from msgspec import structs

from marktui.connectors.files.formats import preview_files
from marktui.connectors.files.readers.preview import FilePreview
from marktui.connectors.files.roster import FileContent
from marktui.connectors.files.source.places import joined, split
from marktui.connectors.http.concurrency import in_side_thread

PARTS = ("pupils", "staff")
"""The settings that name a file of either."""


class FilesLook:
    """Files as they were when they were opened; what a person says of them can be tried."""

    def __init__(self, files: Sequence[FileContent]) -> None:
        self._files = files

    async def preview(self, settings: Mapping[str, str]) -> tuple[FilePreview, ...]:
        """What each file is taken for with these settings. Raises as `preview_files` does."""
        said = said_of(settings)
        files = [structs.replace(file, contents=said.get(file.place, "")) for file in self._files]
        return await in_side_thread(partial(preview_files, files, settings=settings))


def said_of(settings: Mapping[str, str]) -> dict[str, str]:
    """Who is in each file, as a person said, by its place."""
    return {place: part for part in PARTS for place in split(settings.get(part, ""))}


def with_contents(settings: Mapping[str, str], place: str, part: str) -> dict[str, str]:
    """The settings with who is in a file; nothing goes back to what the file shows."""
    said = said_of(settings)
    said.pop(place, None)
    if part:
        said[place] = part
    others = {name: text for name, text in settings.items() if name not in PARTS}
    places = {one: joined(place for place, of in said.items() if of == one) for one in PARTS}
    return others | {one: text for one, text in places.items() if text}
