"""The colours of our own themes can be read, and are what they are meant to be where there are fewer."""

from collections.abc import Iterator
from functools import cache
from itertools import product

import pytest
from rich.color import Color, ColorSystem
from textual import constants
from textual.theme import Theme

from marktui.sync.session import Session
from marktui.tui.app import MarktuiApp
from marktui.tui.common.style.theme import THEMES, THEMES_OF_SIXTEEN
from tui.colours import (
    GREYS,
    SYSTEMS,
    USUAL_SIXTEEN,
    ansi_name,
    contrast,
    drawn,
    hue,
    is_grey,
    of_sixteen,
    styled_words,
    text_and_background,
)
from tui.user import User, at_keyboard

LEAST = {"dark": 4.5, "light": 4.5, "high-contrast": 6.0}
HUES = {"teacher": "green", "pupil": "blue", "class": "magenta", "new": "magenta", "desynced": "yellow"}
COLOURED = (*HUES, "accent", "text-accent", "text-success", "text-warning", "text-error", "success", "error")
PLAIN = ("text", "text-muted", "text-disabled", "foreground", "border")
BACKGROUNDS = ("background", "surface", "panel")
NAMES = (*COLOURED, *PLAIN, *BACKGROUNDS, "border-blurred")


@cache
def colours_of(name: str) -> dict[str, str]:
    theme = next(theme for theme in THEMES if theme.name == name)
    return theme.to_color_system().generate() | theme.variables


def colours(theme: Theme) -> dict[str, str]:
    return colours_of(theme.name)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_text_can_be_read_on_every_background(theme: Theme) -> None:
    found = colours(theme)
    for text in (*COLOURED, *PLAIN[:-1]):
        for background in BACKGROUNDS:
            for system, least in zip(SYSTEMS, (LEAST[theme.name], 4.4), strict=True):
                reached = contrast(drawn(found[text], system), drawn(found[background], system))
                assert reached >= least, (text, background, system.name, round(reached, 2))


@pytest.mark.parametrize("theme", THEMES_OF_SIXTEEN, ids=lambda theme: theme.name)
@pytest.mark.parametrize("terminal", USUAL_SIXTEEN)
def test_sixteen_colours_can_be_read_as_terminals_usually_show_them(theme: Theme, terminal: str) -> None:
    found = theme.to_color_system().generate() | theme.variables
    for text in (*COLOURED, *PLAIN[:-1]):
        # No green of the sixteen is darker; what is green says the same in words.
        least = 2.0 if theme.name == "light" and ansi_name(found[text]) == "green" else 3.0
        for background in BACKGROUNDS:
            reached = contrast(of_sixteen(found[text], terminal), of_sixteen(found[background], terminal))
            assert reached >= least, (text, background, round(reached, 2))
    assert len({ansi_name(found[name]) for name in ("text-error", "text-warning", "text-success")}) == 3
    assert len({ansi_name(found[name]) for name in ("teacher", "pupil", "class")}) == 3
    assert ansi_name(found["new"]) != ansi_name(found["desynced"])


@pytest.mark.parametrize(("system", "care"), [("standard", "magenta"), ("256", "yellow")])
def test_a_terminal_with_sixteen_colours_gets_those_that_can_be_read(
    left: Session, monkeypatch: pytest.MonkeyPatch, system: str, care: str
) -> None:
    monkeypatch.setattr(constants, "COLOR_SYSTEM", system)
    app = MarktuiApp(lambda: left)
    assert ansi_name(app.available_themes["light"].variables["text-warning"]) == care
    app.theme = "solarized-light"
    assert (ansi_name(app.get_theme_variable_defaults()["desynced"]) == "red") == (system == "standard")


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_colours_keep_their_hue_and_greys_stay_grey(theme: Theme) -> None:
    found = colours(theme)
    for name in COLOURED:
        meant, shown = (drawn(found[name], system) for system in SYSTEMS[:2])
        turned = abs(hue(meant) - hue(shown))
        assert not is_grey(shown), (name, shown)
        assert min(turned, 360 - turned) < 20, (name, meant, shown)
        assert ansi_name(found[name]) not in GREYS, name
    for name, expected in HUES.items():
        assert ansi_name(found[name]) == expected, name
    for name in (*PLAIN, *BACKGROUNDS, "panel-lighten-1", "panel-lighten-2", "border-blurred"):
        assert is_grey(drawn(found[name], ColorSystem.EIGHT_BIT)), name
        assert ansi_name(found[name]) in GREYS, name


def test_red_and_yellow_tell_danger_from_care() -> None:
    for theme in THEMES:
        assert ansi_name(colours(theme)["text-error"]) == "red"
        assert ansi_name(colours(theme)["text-warning"]) == "yellow"


def named(theme: Theme, colour: Color) -> list[str]:
    """What a colour that is drawn is called in a theme."""
    return [name for name in NAMES if colours(theme)[name].lower() == colour.get_truecolor().hex]


def pairs(user: User) -> Iterator[tuple[str, str]]:
    """Text and background of all words on the screen, by their names; not of what lies behind a dialog."""
    for words, style in styled_words(user.app):
        text, background = text_and_background(style)
        texts, backgrounds = named(THEMES[0], text), named(THEMES[0], background)
        if not backgrounds:
            assert user.app.screen.is_modal, f"{words!r} is drawn on {background}:\n{user.screen}"
        elif texts:
            yield from product(texts, backgrounds)
        elif not user.app.screen.is_modal:
            # What is not possible just now is drawn dim.
            assert contrast(*(drawn(one, ColorSystem.TRUECOLOR) for one in (text, background))) >= 4.5, words


LISTS = (
    ("V", "a"),
    ("minus",),
    ("escape", "A", "H"),
    ("P", "E"),
    ("escape", "y"),
    ("escape", "1"),
    ("enter",),
)
REVIEW = (
    ("p",),
    ("slash",),
    ("escape", "enter", "tab"),
    ("escape", "c"),
    ("question_mark",),
    ("escape", "L"),
)


async def test_everything_on_the_screens_can_be_read_in_every_theme(left: Session) -> None:
    async with at_keyboard(left) as user:
        drawn_pairs: set[tuple[str, str]] = set(pairs(user))
        for keys in (*LISTS, ("escape", *REVIEW[0]), *REVIEW[1:], ("escape", "ctrl+p"), ("escape", "6")):
            await user.press(*keys)
            drawn_pairs.update(pairs(user))
        assert len(drawn_pairs) > 20
        for theme in THEMES:
            for text, background in drawn_pairs:
                found = (drawn(colours(theme)[name], ColorSystem.TRUECOLOR) for name in (text, background))
                assert contrast(*found) >= LEAST[theme.name], (theme.name, text, background)


async def test_without_colour_the_background_is_the_terminals_own(
    left: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_keyboard(left) as user:
        for keys in ((), ("question_mark",), ("escape", "ctrl+p")):
            await user.press(*keys)
            styles = [style for _, style in styled_words(user.app)]
            assert {one for style in styles for one in (style.color, style.bgcolor)} <= {
                None,
                Color.parse("default"),
            }
            assert any(style.reverse or style.underline for style in styles)
        # What the line under the cursor of the palette does.
        assert any(style.underline for words, style in styled_words(user.app) if len(words) > 20)
