"""Which keys the settings can give to which commands."""

import pytest

from marktui.hub.settings.settings import Settings, SettingsInForce, Source
from marktui.tui.settings.keymap import keymap_of, with_possible_keys


def checked(**keys: str) -> SettingsInForce:
    named = {name.replace("__", ".").replace("_", "-"): text for name, text in keys.items()}
    sources = {f"keys.{name}": Source(line=number) for number, name in enumerate(named, start=1)}
    return with_possible_keys(SettingsInForce(Settings(keys=named), sources))


def test_keys_change_places_and_signs_get_their_names() -> None:
    found = checked(sync_pupils="q", quit="p,ctrl+q", show_help="?,h+", table__up="!")
    assert found.settings.keys == {"sync-pupils": "q", "quit": "p,ctrl+q", "table.up": "exclamation_mark"}
    assert [problem.text for problem in found.problems] == ['keys.show-help: there is no key "h+".']


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"quti": "x"}, 'There is no command "quti" with a key; the nearest is "quit".'),
        ({"quit": "pgup"}, 'keys.quit: there is no key "pgup"; the nearest is "pageup".'),
        ({"quit": "p"}, '"p" cannot be a key of quit (Quit): sync-pupils (Re-sync pupils) has it.'),
        ({"quit": "j"}, '"j" cannot be a key of quit (Quit): table.down (Down) has it.'),
        (
            {"quit": "tab"},
            '"tab" cannot be a key of quit (Quit): app.next-part (Next part of the screen) has it.',
        ),
    ],
)
def test_a_key_that_another_command_has_is_refused_with_both_names(keys: dict[str, str], told: str) -> None:
    found = checked(**keys)
    assert [(problem.text, problem.source.line) for problem in found.problems] == [(told, 1)]
    assert not found.settings.keys


def test_the_later_one_of_two_gives_way() -> None:
    found = checked(quit="z", show_log="z")
    assert found.settings.keys == {"quit": "z"}
    assert found.problems[0].source.line == 2


def test_what_is_never_possible_at_the_same_time_may_share_a_key() -> None:
    # Both have `c` without settings: the one in a review, the other in the lists of people.
    assert not checked(confirm_match="z", cancel_deletion="z").problems
    # One of them keeps it when the other gets another one.
    assert keymap_of({"confirm-match": "z"})["cancel-deletion"] == "c"
    assert not checked(table__down="ctrl+n", detail__down="ctrl+n").problems
