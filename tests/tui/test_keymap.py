"""Which keys the settings can give to which commands."""

import ast
import importlib
import pkgutil
from pathlib import Path

import pytest
from textual.binding import Binding

import marktui.tui
from marktui.hub.settings.settings import Settings, SettingsInForce, Source
from marktui.tui.common.text.keys import GIVEN_KEYS, key_of, key_word
from marktui.tui.settings.keymap import everything_bound, keymap_of, with_possible_keys


def checked(**keys: str) -> SettingsInForce:
    named = {name.replace("__", ".").replace("_", "-"): text for name, text in keys.items()}
    sources = {f"keys.{name}": Source(line=number) for number, name in enumerate(named, start=1)}
    return with_possible_keys(SettingsInForce(Settings(keys=named), sources))


def test_keys_change_places_and_signs_get_their_names() -> None:
    found = checked(sync_pupils="q", quit="p,f10", show_help="?,h+", table__up="!")
    assert found.settings.keys == {"sync-pupils": "q", "quit": "p,f10", "table.up": "exclamation_mark"}
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


def test_sentences_name_the_usual_key_of_a_command_that_there_is() -> None:
    usual = {bound.id: {key_word(key) for key in bound.keys} for bound in everything_bound().values()}
    named = set()
    for path in (Path(__file__).parents[2] / "marktui" / "tui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "key_of":
                command_id, key = (ast.literal_eval(argument) for argument in node.args)
                named.add(command_id)
                assert key in usual[command_id], (path.name, command_id, key)
    assert {"read", "undo", "confirm-match"} <= named


def test_sentences_name_the_keys_that_the_settings_give() -> None:
    assert key_of("undo", "u") == "u"
    given = GIVEN_KEYS.set({"undo": "ctrl+u,f7"})
    assert key_of("undo", "u") == "^u"
    GIVEN_KEYS.reset(given)


def test_everything_with_a_name_can_be_given_keys() -> None:
    found = set()
    for module in pkgutil.walk_packages(marktui.tui.__path__, "marktui.tui."):
        for one in vars(importlib.import_module(module.name)).values():
            own = (
                vars(one).get("BINDINGS", ())
                if isinstance(one, type) and one.__module__ == module.name
                else ()
            )
            found |= {binding.id for binding in own if isinstance(binding, Binding) and binding.id}
    assert found == set(everything_bound())
