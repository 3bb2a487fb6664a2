"""The web hub's files in the interface: who is due, the template, the way back."""

import csv
from pathlib import Path

import pytest

from marktui.hub.model.kind import Kind
from marktui.hub.web_hub.table import read_table
from marktui.sync.decide.web_hub import PlanOutdatedError, Wanted
from marktui.sync.decide.web_hub_files import Target
from marktui.sync.session import Session
from marktui.tui.common.path_suggester import PathSuggester
from tui.user import User, at_keyboard

TEMPLATE = "Action,User ID,User Type,First name,Middle name,Last name,Year group,Class,Date of birth,Gender"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The present folder, with a template and the file of an earlier export."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "template.csv").write_text(f"{TEMPLATE}\r\n")
    (tmp_path / "out.csv").write_text("of an earlier export")
    return tmp_path


def with_user_ids(file: Path, to: Path) -> int:
    """What the web hub exports once it has taken a file, with a leaver of its own; gives how many it took."""
    with file.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    leaver = {"User ID": "1", "First name": "Tim", "Last name": "Late", "Year group": "Leavers 2024"}
    with to.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, [*rows[0]])
        writer.writeheader()
        writer.writerows(row | {"User ID": f"{number}"} for number, row in enumerate(rows, start=700))
        writer.writerow(leaver)
    return len(rows)


async def test_pupils_go_out_through_the_template_and_come_back(synced: Session, here: Path) -> None:
    pupils = len((await synced.load()).pupils)
    async with at_keyboard(synced) as user:
        await user.press("6")
        assert "W Export  I Import" in user.screen
        await user.press("W")
        assert f"{pupils} to add, in 1 file (nothing exported before)." in user.said
        assert "requires Gender" not in user.said, "no template has been read yet"
        await user.fill("no-such.csv")
        assert "There is no file " in user.said
        await user.press("up", "ctrl+u", *"tem", "right", "enter")
        assert "each of them is added a second time. The web hub requires Gender" in user.said
        await user.fill("out.csv")
        assert "already. Choose another name. Enter once more replaces it." in user.said
        await user.press("enter")
        assert f"{pupils} to add. Written into" in user.said
        user.dismiss_toast()
        await user.press("W", "enter", "enter")
        assert "Nothing is due (since entry" in user.said
        assert "There is nothing to export." in user.said

        assert with_user_ids(here / "out.csv", here / "back.csv") == pupils
        await user.press("escape", "I")
        await user.fill("back.csv")
        assert f"{pupils + 1} rows: {pupils} changed, 1 not usable." in user.said
        assert "not usable: the year group 'Leavers 2024'" in user.said
        assert "changed: User ID: – → 7" in user.said
        await user.press("enter")
        assert f"{pupils} changed, 1 not usable. Rows that cannot be used:" in user.said
        assert len({one.web_id for one in (await synced.load()).pupils.values()}) == pupils
        await look_back(user, pupils)


async def look_back(user: User, pupils: int) -> None:
    """See in the history, and in that of one pupil, that they were exported."""
    await user.press("H", "down")
    user.sees(f"{pupils} exported", f"Exported    {pupils}")
    await user.press("P", "h", "j", "enter")
    user.sees("▸ /p0000", f"Exported    {pupils}")
    assert user.said.count(": exported") == 1
    await user.press("escape", "P", "E", "pagedown")
    user.sees("3 entries, newest first", ", exported")


async def test_what_was_agreed_to_is_done_or_nothing_is(synced: Session, here: Path) -> None:
    wanted = Wanted(template=read_table(TEMPLATE.encode(), "template.csv"))
    table = read_table(b"User ID,First name,Last name\n,Tim,Late\n", "back.csv")
    out = await synced.web_hub.plan_export(wanted)
    back = (await synced.web_hub.import_pupils(table, dry_run=True)).plan
    hub = await synced.load()
    one = next(iter(hub.pupils.values()))
    place = {"year_group": one.year_group or "", "class": hub.class_name(one) or ""}
    await synced.decisions.add(
        Kind.PUPIL, {"first_name": "Fay", "last_name": "Fox", "date_of_birth": "2017-01-01", **place}
    )
    for refused in (
        synced.web_hub.import_pupils(table, rejected=here / "rejected.csv", seen=back),
        synced.web_hub.export_pupils(wanted, Target(out=here / "late.csv"), seen=out),
    ):
        with pytest.raises(PlanOutdatedError, match="The hub has changed since, so nothing was"):
            await refused
    assert names_in(here) == {"template.csv", "out.csv"}


async def test_a_path_is_completed(here: Path) -> None:
    make_folder(here / "term")
    files, folders = PathSuggester(".csv"), PathSuggester()
    assert await files.get_suggestion("te") == "template.csv"
    assert await files.get_suggestion(f"{here}/o") == f"{here}/out.csv"
    assert await folders.get_suggestion("te") == "term/"
    for nothing in ("", "x", "no/such", "~nobody/x"):
        assert await files.get_suggestion(nothing) is None


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*.csv")}


def make_folder(path: Path) -> None:
    path.mkdir()
