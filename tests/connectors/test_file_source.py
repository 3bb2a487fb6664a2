"""Opening files: a folder, a zip, an address; and whatever else stands in the place of a file."""

import io
import os
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from marktui.connectors.errors import ConnectorError, IncompleteError, NotThisServiceError, RefusedError
from marktui.connectors.files.roster import FileContent
from marktui.connectors.files.source.errors import LARGEST, NotAFileError
from marktui.connectors.files.source.feed import SERVER, fetch
from marktui.connectors.files.source.opening import digest_of, opened, read_paths
from marktui.connectors.files.source.places import split, tidy_places
from marktui.connectors.http.transport import Transport
from marktui.connectors.http.wait_times import Pace
from marktui.hub.model.errors import UsageError
from marktui.store.secrets.trial_secrets import TrialSecrets

from .scripted_service import Reply, Service

PACKED = datetime(2026, 11, 20, tzinfo=UTC)


def zipped(members: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    text = io.BytesIO()
    with zipfile.ZipFile(text, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return text.getvalue()


def read(*paths: Path) -> tuple[FileContent, ...]:
    return opened(read_paths(map(str, paths)))


def refusal_of(path: Path) -> str:
    with pytest.raises(ConnectorError) as refused:
        read(path)
    return refused.value.message


def test_a_member_of_a_zip_is_as_old_as_the_zip_says_and_never_newer_than_the_zip(tmp_path: Path) -> None:
    days = {"a.csv": (2026, 9, 1, 12, 0, 0), "b.csv": (1980, 1, 1, 0, 0, 0), "c.csv": (2099, 1, 1, 0, 0, 0)}
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for name, day in (*days.items(), ("d.csv", (2026, 0, 0, 0, 0, 0))):
            archive.writestr(zipfile.ZipInfo(name, day), b"x")
    os.utime(tmp_path / "all.zip", (PACKED.timestamp(), PACKED.timestamp()))
    found = [one.modified for one in read(tmp_path)]
    assert found == [datetime(2026, 9, 1, 12).astimezone(), PACKED, PACKED, PACKED]


def test_a_folder_gives_its_exports_in_order_and_a_zip_those_in_it(tmp_path: Path) -> None:
    (tmp_path / "staff.CSV").write_bytes(b"s")
    (tmp_path / "notes.docx").write_bytes(b"n")
    (tmp_path / ".hidden.csv").write_bytes(b"h")
    (tmp_path / "old.csv").mkdir()
    members = {"out/staff.CSV": b"t", "out/readme.pdf": b"p", "__MACOSX/out/x.csv": b"m", "pupils.xml": b"x"}
    (tmp_path / "all.zip").write_bytes(zipped(members))
    found = read(tmp_path)
    assert [(one.name, one.content) for one in found] == [
        ("all.zip/staff.CSV", b"t"),
        ("pupils.xml", b"x"),
        (f"{tmp_path.name}/staff.CSV", b"s"),
    ]
    assert all(one.modified is not None for one in found)
    assert digest_of(found) == digest_of(found[::-1]) != digest_of(found[:2])


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def too_large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: None, "There is no file or folder"),
        (a_pipe, "is not a regular file"),
        (lambda path: path.symlink_to("/dev/zero"), "is not a regular file"),
        (too_large, "larger than 64 MB"),
        (lambda path: path.mkdir(), "There is no export in"),
        (lambda path: path.symlink_to("/proc/self/status"), "changed while it was read"),
        (lambda path: path.write_bytes(b"PK\x03\x04 and no more"), "is cut off or damaged"),
        (lambda path: path.write_bytes(zipped({"../up.csv": b"x"})), "leads out of it"),
        (lambda path: path.write_bytes(zipped({"C:\\up.csv": b"x"})), "leads out of it"),
        (lambda path: path.write_bytes(zipped({"a.pdf": b"x"})), "There is no export in"),
        (lambda path: path.write_bytes(zipped({f"{n}.csv": b"" for n in range(201)})), "more than 200 files"),
        (lambda path: path.write_bytes(zipped({"a.csv": bytes(65 * 1024**2)})), "larger than 64 MB"),
        (lambda path: path.write_bytes(zipped({"a.csv": b"abc"}, 0).replace(b"abc", b"abd", 1)), "damaged"),
    ],
)
def test_what_is_no_export_is_refused_in_one_sentence(
    make: Callable[[Path], object], words: str, tmp_path: Path
) -> None:
    path = tmp_path / "pupils.csv"
    make(path)
    assert words in refusal_of(path)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    path.write_bytes(zipped({"a.csv": bytes(30 * 1024**2)}))
    tracemalloc.start()
    assert "100 times its size" in refusal_of(path)
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_a_file_that_grows_while_it_is_read_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, stat = tmp_path / "pupils.csv", os.fstat
    times: list[int] = []
    path.write_bytes(b"a,b\n" * 100)

    def growing(handle: int) -> os.stat_result:
        if times:
            with path.open("ab") as file:
                file.write(b"more")
        times.append(handle)
        return stat(handle)

    monkeypatch.setattr(os, "fstat", growing)
    with pytest.raises(IncompleteError, match="changed while it was read"):
        read(path)


def test_places_are_stored_whole_and_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "My Exports").mkdir()
    assert split(tidy_places("My Exports")) == [str(tmp_path / "My Exports")]
    assert split(tidy_places("a.csv 'b c.csv' https://feeds.example/x/")) == [
        str(tmp_path / "a.csv"),
        str(tmp_path / "b c.csv"),
        "https://feeds.example/x",
    ]
    for wrong in ("", "'a", "ftp://feeds.example/x", "http://feeds.example/x", "https://u:p@feeds.example"):
        with pytest.raises(UsageError):
            tidy_places(wrong)


async def fetched(service: Service, path: str, **secrets: str) -> FileContent:
    async with Transport(SERVER, lambda report: None, pace=Pace(tries=2, first_wait=0)) as transport:
        return await fetch(transport, f"{service.address}{path}", TrialSecrets(secrets))


async def test_a_feed_is_fetched_with_its_login(service: Service) -> None:
    service.says("/feed/pupils.csv", Reply(b"x", headers={"Last-Modified": "Wed, 03 Sep 2025 06:00:00 GMT"}))
    file = await fetched(service, "/feed/pupils.csv", username="u", password="p")
    assert (file.name, file.content) == ("pupils.csv", b"x")
    assert file.modified is not None
    assert file.modified.isoformat() == "2025-09-03T06:00:00+00:00"
    assert service.asked[0].headers["authorization"] == "Basic dTpw"
    service.says("/empty", Reply(b" "))
    service.says("/page", Reply(b"<!DOCTYPE html><html>Log in</html>"))
    service.says("/moved", Reply(status=302, headers={"Location": "https://elsewhere.example"}))
    service.says("/locked", Reply(status=401))
    for path, kind in (
        ("/empty", NotThisServiceError),
        ("/page", NotThisServiceError),
        ("/moved", NotThisServiceError),
        ("/locked", RefusedError),
        ("/nowhere", NotThisServiceError),
    ):
        with pytest.raises(kind):
            await fetched(service, path)
    with pytest.raises(RefusedError, match="no password"):
        await fetched(service, "/feed/pupils.csv", username="u")


def test_a_folder_of_many_files_is_refused(tmp_path: Path) -> None:
    for number in range(201):
        (tmp_path / f"{number}.csv").touch()
    with pytest.raises(NotAFileError, match="more than 200 files"):
        read(tmp_path)
