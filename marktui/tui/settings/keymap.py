"""The keys that the settings give to commands: which are possible, and the keymap that Textual is given."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, structs
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.keys import Keys, _character_to_key, key_to_character

from marktui.hub.settings.settings import Problem, SettingsInForce, Source
from marktui.hub.settings.values import nearest
from marktui.tui.commands.app_keys import APP_BINDINGS
from marktui.tui.common.list.catalogue_list import CatalogueList
from marktui.tui.common.list.detail_pane import DetailPane
from marktui.tui.common.list.filter_bar import FilterBar
from marktui.tui.common.list.item_list import ItemList
from marktui.tui.common.table.table import RosterTable
from marktui.tui.common.text.keys import key_word
from marktui.tui.connect.panel import AuthorisationPanel
from marktui.tui.leavers.panel import LeaversPanel
from marktui.tui.main.log_screen import LogScreen
from marktui.tui.main.screen import MainScreen
from marktui.tui.records.panel import RecordPanel
from marktui.tui.review.review_list import ReviewList
from marktui.tui.sync.finished import FinishedPanel

_IN_FOCUS: tuple[type[DOMNode], ...] = (
    RosterTable,
    DetailPane,
    FilterBar,
    AuthorisationPanel,
    FinishedPanel,
)
"""What has the keyboard, one at a time."""
_AROUND: tuple[type[DOMNode], ...] = (
    ItemList,
    CatalogueList,
    LeaversPanel,
    RecordPanel,
    ReviewList,
    MainScreen,
)
_PLACES: tuple[type[DOMNode], ...] = (*_AROUND, *_IN_FOCUS, LogScreen)
_APART = frozenset(place.__name__ for place in _IN_FOCUS)
_WITH = re.compile(r"(?:(?:ctrl|shift|alt|super|hyper|meta)\+)*(?P<key>.+)")
_NAMED = frozenset(key.value for key in Keys)


class Bound(Struct, frozen=True):
    """Something that keys can be given to."""

    id: str
    label: str
    keys: frozenset[str]
    """As they are without settings."""
    place: str
    """Where they work."""

    @property
    def name(self) -> str:
        """What it is called in a sentence."""
        return f"{self.id} ({self.label})"


def with_possible_keys(found: SettingsInForce) -> SettingsInForce:
    """The settings with the keys that are possible, and why the others are not.

    A key that is not possible leaves its command the usual keys.
    """
    bound = everything_bound()
    given: dict[str, str] = {}
    problems: list[Problem] = []
    for command_id, keys in found.settings.keys.items():
        problem = _refusal(command_id, keys, bound)
        if problem is None:
            given[command_id] = ",".join(map(_full_name, keys.split(",")))
        else:
            problems.append(_problem(found, command_id, problem))
    while (clash := _first_clash(given, bound)) is not None:
        command_id, sentence = clash
        del given[command_id]
        problems.append(_problem(found, command_id, sentence))
    settings = structs.replace(found.settings, keys=given)
    return structs.replace(found, settings=settings, problems=(*found.problems, *problems))


def keymap_of(given: Mapping[str, str]) -> dict[str, str]:
    """The keymap for Textual.

    Textual takes a key away from all that have it when it gives another one to one of them. So what shares
    a key with a command that has others now gets its usual keys back.

    Args:
        given: The keys that the settings give to commands, by id; all of them are possible.
    """
    bound = everything_bound()
    found = dict(given)
    lost = {(bound[one].place, key) for one in given for key in (*bound[one].keys, *given[one].split(","))}
    while sharing := [
        one for one in bound.values() if one.id not in found and lost & {(one.place, key) for key in one.keys}
    ]:
        for one in sharing:
            found[one.id] = ",".join(sorted(one.keys))
            lost |= {(one.place, key) for key in one.keys}
    return found


def _problem(found: SettingsInForce, command_id: str, sentence: str) -> Problem:
    return Problem(sentence, found.sources.get(f"keys.{command_id}", Source()))


def everything_bound() -> dict[str, Bound]:
    """Everything that keys can be given to, by its id."""
    places = {place.__name__: place.BINDINGS for place in _PLACES}
    every = {"app": APP_BINDINGS, **places}
    return {one.id: one for place, bindings in every.items() for one in _bound(place, bindings)}


def _bound(place: str, bindings: Sequence[BindingType]) -> Iterator[Bound]:
    for one in bindings:
        if isinstance(one, Binding) and one.id:
            yield Bound(one.id, one.description, frozenset(one.key.split(",")), place)


def _refusal(command_id: str, keys: str, bound: Mapping[str, Bound]) -> str | None:
    """Why keys cannot be given to a command, whatever other commands have; None where they can."""
    if command_id not in bound:
        return f'There is no command "{command_id}" with a key{_hint(command_id, bound)}.'
    unknown = next((key for key in keys.split(",") if not _is_key(_full_name(key))), None)
    return f'keys.{command_id}: there is no key "{unknown}"{_hint(unknown, _NAMED)}.' if unknown else None


def _hint(given: str, known: Iterable[str]) -> str:
    near = nearest(given, known)
    return f'; the nearest is "{near}"' if near else ""


def _full_name(key: str) -> str:
    """A key as Textual calls it: `question_mark` for `?`."""
    return _character_to_key(key) if len(key) == 1 else key


def _is_key(name: str) -> bool:
    found = _WITH.fullmatch(name)
    return found is not None and (found["key"] in _NAMED or key_to_character(found["key"]) is not None)


def _first_clash(given: dict[str, str], bound: Mapping[str, Bound]) -> tuple[str, str] | None:
    """The first command whose keys another one has too, and a sentence that names both."""
    in_force = {one: frozenset(given[one].split(",")) if one in given else bound[one].keys for one in bound}
    for command_id in reversed(given):
        mine = bound[command_id]
        for other in bound.values():
            both = in_force[command_id] & in_force[other.id]
            if both and _can_clash(mine, other):
                key = key_word(min(both))
                return command_id, f'"{key}" cannot be a key of {mine.name}: {other.name} has it.'
    return None


def _can_clash(one: Bound, other: Bound) -> bool:
    """Whether one key for both would be one too many.

    Those that have a key in common without settings are never possible at the same time.
    """
    if one.id == other.id or one.keys & other.keys:
        return False
    places = {one.place, other.place}
    return len(places) == 1 or "app" in places or not (places <= _APART or LogScreen.__name__ in places)
