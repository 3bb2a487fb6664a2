"""What can be set: every name is documented, and what is wrong is told with its line while the rest holds."""

import tomllib
from pathlib import Path

import pytest
from textual.theme import BUILTIN_THEMES

from marktui.hub.settings.in_force import settings_in_force
from marktui.hub.settings.lines import line_of
from marktui.hub.settings.names import SETTINGS, TABLES
from marktui.hub.settings.settings import Settings, SettingsInForce, Source
from marktui.hub.settings.values import DATE_FORMS, OUR_THEMES, START_TABS, THEMES
from marktui.tui.common.style.theme import THEMES as DRAWN_THEMES
from marktui.tui.common.tab import Tab
from marktui.wording.settings import meaning

DOCUMENT = (Path(__file__).parents[2] / "docs" / "settings.md").read_text()

MIXED = """\
# a comment
theme = "drak"   # a slip
thme = "light"
start = "leavers"
detail = 3
keys = 1

[network]
proxy = "http://me:secret@proxy.example:3128"
prxy = 1
timeout = 30

[keys]
sync-pupils = "f5"
table.up = ["i", ","]
quit = 3
[hubs]
ash = "~/ash"
"""


def read(text: str, **environment: str) -> SettingsInForce:
    return settings_in_force(tomllib.loads(text), text, environment)


def test_every_name_value_and_variable_is_documented() -> None:
    for name, setting in SETTINGS.items():
        row = next(line for line in DOCUMENT.splitlines() if line.startswith(f"| `{name}` |"))
        assert all(f"`{variable}`" in row for variable in setting.variables), name
    for name in TABLES:
        assert f"| `{name}.…` |" in DOCUMENT
    for value in (*OUR_THEMES, *DATE_FORMS, *START_TABS):
        assert f'`"{value}"`' in DOCUMENT
    for theme in THEMES[len(OUR_THEMES) :]:
        assert f"`{theme}`" in DOCUMENT
        assert meaning(name)
    named = {name.partition(".")[0] for name in (*SETTINGS, *TABLES)}
    assert named == set(Settings.__struct_fields__)


def test_themes_and_tabs_are_those_of_the_interface() -> None:
    assert tuple(theme.name for theme in DRAWN_THEMES) == OUR_THEMES
    assert {*THEMES} == {*OUR_THEMES, *BUILTIN_THEMES}
    assert tuple(tab.value for tab in Tab) == START_TABS


def test_what_is_wrong_is_told_with_its_line_and_the_rest_holds() -> None:
    found = read(MIXED.replace("keys = 1\n", "\n"))
    assert found.settings.theme == "dark"
    assert found.settings.start == "leavers"
    assert found.settings.network.timeout == 30
    assert found.settings.keys == {"sync-pupils": "f5", "table.up": "i,comma"}
    assert found.settings.hubs == {"ash": "~/ash"}
    assert found.sources["hubs.ash"] == Source(line=18)
    assert {(problem.source.line, problem.text) for problem in found.problems} == {
        (2, 'theme cannot be "drak": the nearest is "dark".'),
        (3, 'There is no setting "thme"; the nearest is "theme".'),
        (5, "detail has to be true or false."),
        (9, "network.proxy holds a password, and this file is no place for one: use HTTPS_PROXY for that."),
        (10, 'There is no setting "network.prxy"; the nearest is "proxy".'),
        (16, 'keys.quit has to be a key such as "f5", or several: ["f5", "ctrl+r"].'),
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("keys = 1", "keys has to be a section: [keys]."),
        ("network = true", "network has to be a section: [network]."),
        ('dates = "3/4/26"', 'dates cannot be "3/4/26": the nearest is "04/03/2026".'),
        ("theme = 7", 'theme cannot be 7: it can be "dark", "light", "high-contrast"'),
        ("ascii = 'maybe'", "ascii has to be true or false."),
        ("network.timeout = true", "network.timeout has to be a number of seconds from 5 to 600."),
        ("network.timeout = 30.0", "network.timeout has to be a number of seconds from 5 to 600."),
        ("network.timeout = 0.5", "network.timeout has to be a number of seconds from 5 to 600."),
        ("network.proxy = 'ftp://a'", "network.proxy has to be an address such as"),
        ("network.ca_bundle = ''", "network.ca_bundle has to be a text between quotation marks."),
        ("hubs.ash = { folder = 1 }", "hubs.ash has to be a text between quotation marks."),
        ("keys.quit = []", "keys.quit has to be a key such as"),
        ("[a.b]\nc = 1", 'There is no setting "a.b.c".'),
        ("xyzzy = 1", 'There is no setting "xyzzy".'),
    ],
)
def test_a_wrong_value_is_one_sentence(text: str, told: str) -> None:
    found = read(text)
    (problem,) = found.problems
    assert problem.text.startswith(told)
    assert problem.source.line
    assert found.settings == Settings()


def test_the_environment_goes_before_the_file() -> None:
    found = read(
        'theme = "light"\nascii = true', MARKTUI_THEME="nord", MARKTUI_ASCII="off", MARKTUI_TIMEOUT="20",
        MARKTUI_START="nowhere", HTTPS_PROXY="http://me:secret@proxy.example",
    )  # fmt: skip
    settings = found.settings
    assert (settings.theme, settings.ascii, settings.network.timeout) == ("nord", False, 20)
    assert found.sources["theme"] == Source(variable="MARKTUI_THEME")
    assert found.sources["network.proxy"] == Source(variable="HTTPS_PROXY")
    (problem,) = found.problems
    assert problem.source == Source(variable="MARKTUI_START")
    assert problem.text.startswith('start cannot be "nowhere"')


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("theme",), 1),
        (("network", "proxy"), 4),
        (("network", "timeout"), 3),
        (("keys", "table", "up"), 6),
        (("keys", "quit"), 7),
        (("hubs", "ash"), 8),
        (("hubs", "elm"), 8),
        (("dates",), None),
    ],
)
def test_the_line_of_a_setting(path: tuple[str, ...], line: int | None) -> None:
    text = (
        "theme='dark'\n# theme = 1\n[ network ]\n\"proxy\" = 'x'\n[keys]\n table . up = 'i'\n"
        "'quit' = 'q'\n[hubs]\nash.x = 1"
    )
    assert line_of(text, path) == line
