"""The settings file: where it is, what is wrong with it, and how one line of it is changed."""

from pathlib import Path

import pytest

from marktui.hub.settings.settings import Settings
from marktui.store.disk.errors import StoreError
from marktui.store.settings.settings_file import read_settings, remember_setting, settings_path

BY_HAND = """\
# What we agreed on
theme = 'nord'      # Jo likes it
dates = "04/03/2026"

# ours
[hubs]
theme = "~/hubs/theme"
"""


def test_where_the_file_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert settings_path({}) == tmp_path / "marktui" / "config.toml"
    assert settings_path({"MARKTUI_CONFIG": "/etc/marktui.toml"}) == Path("/etc/marktui.toml")
    nowhere = settings_path({"MARKTUI_CONFIG": "~nobody-here/config.toml"})
    assert read_settings(nowhere, {}).settings == Settings()


def test_one_line_is_changed_and_everything_else_stays(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(BY_HAND)
    remember_setting(path, "theme", "light")
    changed = BY_HAND.replace("'nord'", '"light"')
    assert path.read_text() == changed
    remember_setting(path, "detail", value=True)
    assert path.read_text() == changed.replace("# ours", "detail = true\n\n# ours")
    remember_setting(path, "detail", value=False)
    assert read_settings(path, {}).settings.theme == "light"
    assert "detail = false" in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_is_made_where_there_is_none_and_a_link_stays_one(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    remember_setting(path, "theme", "light")
    assert path.read_text() == 'theme = "light"\n'
    link = tmp_path / "config.toml"
    link.symlink_to(path)
    remember_setting(link, "theme", "dark")
    assert link.is_symlink()
    assert path.read_text() == 'theme = "dark"\n'


@pytest.mark.parametrize(
    ("text", "reason"),
    [("theme = \n", "This is not TOML"), ('x = """\ntheme = "a"\n"""\n', "the line for theme was not found")],
)
def test_what_is_not_understood_is_not_written(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    with pytest.raises(StoreError, match=reason):
        remember_setting(path, "theme", "light")
    assert path.read_text() == text


@pytest.mark.parametrize(
    ("content", "line", "told"),
    [
        (b"theme = 'light'\nstart == 'sync'\n", 2, "This is not TOML. The usual settings hold."),
        (b"theme = 'l\xfcght'", None, "The file is not text in UTF-8. The usual settings hold."),
        (b"#" * 2**21, None, "The file is far too big for settings. The usual settings hold."),
        (b"x = " + b"[" * 100_000, 1, "This is not TOML. The usual settings hold."),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_the_usual_settings_hold(
    tmp_path: Path, content: bytes, line: int | None, told: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(content)
    found = read_settings(path, {"MARKTUI_START": "history"})
    (problem,) = found.problems
    assert (problem.text, problem.source.line) == (told, line)
    assert found.settings == Settings(start="history")


def test_a_folder_in_its_place_is_no_file(tmp_path: Path) -> None:
    assert read_settings(tmp_path, {}).settings == Settings()
    with pytest.raises(StoreError):
        remember_setting(tmp_path, "theme", "light")
