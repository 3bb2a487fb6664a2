"""The page that a code host shows above the folder of the pictures."""

from tui.pictures.camera import ASCII, DARK, NO_COLOUR, Look
from tui.pictures.stories import MAIN_STORY, READING, STORIES, Story

_HEAD = """# The screens

Made by the program itself, with an invented school; the tests compare each with what the program draws.
A picture opens in its full size; below it stand the other sizes and colours.
"""
_WORDS = {
    "dark-120x40": "wide",
    "light-80x24": "light",
    "light-120x40": "light, wide",
    "high-contrast": "high contrast",
    "no-colour": "no colour",
    "ascii": "ASCII",
}


def looks_of(story: Story) -> tuple[Look, ...]:
    """The looks that the screens of a story are shown in."""
    apart = {MAIN_STORY.name: (NO_COLOUR, ASCII), READING.name: (NO_COLOUR,)}
    return (*story.looks, *apart.get(story.name, ()))


def paths() -> set[str]:
    """All pictures of single screens."""
    return {
        f"{look.folder}/{name}.svg" for story in STORIES for name in story.shows for look in looks_of(story)
    }


def page() -> str:
    """The page, with every screen."""
    parts = [_HEAD]
    for story in STORIES:
        parts.append(f"\n## {story.title}\n")
        parts += [_entry(name, words, looks_of(story)) for name, words in story.shows.items()]
    return "".join(parts)


def _entry(name: str, words: str, looks: tuple[Look, ...]) -> str:
    shown = [folder for folder in _WORDS if any(look.folder == folder for look in looks)]
    links = " · ".join(f"[{_WORDS[folder]}]({folder}/{name}.svg)" for folder in shown)
    picture = f"{DARK.folder}/{name}.svg"
    return f"\n{words}\n\n[![{words}]({picture})]({picture})\n\n{links}\n"
