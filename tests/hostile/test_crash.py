"""An error that nobody foresaw, at many places: a sentence, exit 1, and nothing of what it was about."""

from pathlib import Path

import pytest
from cli.school import School
from cli.terminal import terminal

HERE = str(Path(__file__).parent)
WORDS = "Ana Reis B801200005001 secret-token-1"
TYPED = ("Ana", "Reis", "B801200005001", "secret-token-1", "it was about", "Traceback", "locals")

PLACES = [
    ("marktui.store.hub_reader:load_hub_file", "status"),
    ("marktui.sync.run.engine:make_plan", "sync pupils"),
    ("marktui.connectors.http.transport:read_body", "sync pupils"),
    ("marktui.connectors.assembly.lists:RowList.rows", "sync pupils"),
    ("marktui.connectors.http.network.client:authorities", "sync pupils"),
    ("marktui.store.secrets.secrets:HubSecrets.get", "sync pupils"),
    ("marktui.store.history.history:history_line", "sync pupils"),
    ("marktui.store.disk.export:csv_text", "list pupils --csv out.csv"),
    ("marktui.cli.terminal.table:_cell", "list pupils"),
    ("marktui.sync.history.listed_entries:decode_record", "history --run 1"),
    ("marktui.store.doctor.doctor:check_files", "doctor"),
    ("marktui.sync.support.report:report_status", "doctor --report -"),
    ("marktui.cli.program:program.main", "status"),
]


@pytest.mark.parametrize(("place", "line"), PLACES, ids=[place for place, _ in PLACES])
def test_a_crash_of_the_command_line(
    nasty_school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, line: str
) -> None:
    monkeypatch.chdir(tmp_path)

    def fail(*_: object, **__: object) -> object:
        raise ValueError(f"it was about {WORDS}")

    before = nasty_school.files
    monkeypatch.setattr(place.replace(":", "."), fail)
    log = tmp_path / "log"
    as_json = ["--json"] if line.startswith(("status", "sync")) else []
    said = [
        nasty_school.run("--log", str(log), *line.split()).ended(1),
        nasty_school.run(*line.split(), *as_json).ended(1),
    ]
    *_, sentence, hint = said[0].err.splitlines()
    assert sentence.startswith(
        "marktui: Something went wrong that should not have (ValueError at test_crash.py:"
    )
    assert "marktui doctor --report" in hint
    if as_json:
        assert said[1].error["kind"] == "unexpected"
    written = "".join(one.everything for one in said) + (log.read_text() if log.exists() else "")
    assert [word for word in TYPED if word in written] == []
    assert nasty_school.files == before
    assert [path.name for path in tmp_path.iterdir() if path != log] == []


def test_what_fails_where_nobody_waits_is_told_without_its_words(
    nasty_school: School, tmp_path: Path
) -> None:
    more = {
        "PYTHONPATH": HERE,
        "BOOM_WORDS": WORDS,
        "BOOM": "beside marktui.sync.decide.hub_decisions:HubDecisions.due",
    }
    said = nasty_school.call("leavers", "purge", **more).ended(0)
    assert said.err.count("ValueError at sitecustomize.py") == 2, "the thread's and the object's"
    assert [word for word in TYPED if word in said.everything] == []


INTERFACE = [
    ("marktui.tui.main.screen:MainScreen.compose", "", "marktui stopped because of an error of its own"),
    ("marktui.tui.common.table.table:RosterTable.render_line", "P", "marktui stopped because of an error"),
    ("marktui.tui.main.log_screen:_written", "L", "marktui stopped because of an error of its own"),
    ("marktui.sync.run.engine:make_plan", "5p", "Something went wrong inside marktui"),
]


@pytest.mark.parametrize(("place", "keys", "sentence"), INTERFACE, ids=[place for place, _, _ in INTERFACE])
def test_a_crash_of_the_interface(
    nasty_school: School, tmp_path: Path, place: str, keys: str, sentence: str
) -> None:
    more = {"PYTHONPATH": HERE, "BOOM_WORDS": WORDS, "BOOM": place, "COLUMNS": "100", "LINES": "30"}
    log = tmp_path / "log"
    with terminal("--hub", str(nasty_school.folder), "--log", str(log), home=tmp_path, **more) as screen:
        if keys:
            screen.sees("Read")
            screen.type(keys)
        screen.sees(sentence)
        if "stopped" in sentence:
            assert screen.exit() == 1
            assert "\x1b[?1049l" in screen.seen, "the terminal is given back"
        else:
            screen.process.terminate()
            assert screen.exit() == 130
    written = screen.seen + log.read_text()
    assert [word for word in TYPED if word in written] == []
    assert "ValueError" in log.read_text() or "stopped" in sentence
