"""The footer: one order everywhere, whole hints only."""

from marktui.sandbox.server import Sandbox
from marktui.sync.session import Session
from marktui.tui.commands.command import Rank
from marktui.tui.commands.footer import KeyHint, fitting
from tui.user import at_keyboard

HINTS = (
    KeyHint("s", "Save", Rank.ACT),
    KeyHint("c", "Confirm", Rank.DECIDE),
    KeyHint("m", "Match", Rank.DECIDE),
    KeyHint("slash", "Filter", Rank.LIST),
    KeyHint("f", "Part", Rank.LIST),
    KeyHint("escape", "Discard", Rank.LEAVE),
    KeyHint("question_mark", "Keys", Rank.HELP),
)


def test_looks_at_the_list_give_way_first_and_the_way_to_all_keys_never() -> None:
    for width, keys in ((80, 7), (65, 7), (64, 6), (56, 5), (46, 4), (37, 3), (26, 2), (1, 1)):
        shown = fitting(HINTS, width)
        assert len(shown) == keys
        assert shown[-1].label == "Keys"
        assert [one.rank for one in shown] == sorted(one.rank for one in shown)


async def test_escape_says_what_it_takes_away_and_a_group_begins_at_the_top(
    synced: Session, sandbox: Sandbox
) -> None:
    sandbox.move(step=1)
    async with at_keyboard(synced) as user:
        await user.press("p")
        assert user.screen.splitlines()[-1] == (
            " s Save and sync  a Tick all  / Filter  f Part  esc Discard  ? Keys"
        )
        await user.press("n")
        rows = [line for line in user.screen.splitlines() if line.startswith(("> ", "  "))]
        assert rows[1].startswith("> ")
        await user.press("f")
        assert "esc All lines" in user.screen.splitlines()[-1]
        await user.press("slash", "a", "enter")
        assert "esc Clear filter" in user.screen.splitlines()[-1]
        await user.press("enter")
        assert "esc Close details" in user.screen.splitlines()[-1]
        await user.press("escape", "escape", "escape")
        user.sees("[All 231]", "esc Discard")
        await user.press("V")
        assert "q Quit  ? Keys" in user.screen.splitlines()[-1]
