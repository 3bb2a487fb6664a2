"""Writes the school into a folder, in each format that can be read."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from marktui.sandbox.files.byte_faults import cut, with_doctype, written
from marktui.sandbox.files.ctf import NAME, ctf
from marktui.sandbox.files.exports import REPORTS, pupil_table, staff_table
from marktui.sandbox.files.oneroster import oneroster
from marktui.sandbox.files.oneroster_headings import VERSIONS
from marktui.sandbox.files.scene import Scene
from marktui.sandbox.files.school_data_sync import school_data_sync
from marktui.sandbox.files.table import Table
from marktui.sandbox.files.table_faults import TABLE_FAULTS

_PEOPLE = "pupils.csv", "users.csv", "student.csv"
"""The files whose cells a fault alters."""
_BOMB = 50_000_000
"""The bytes of the member that is far larger than its zip."""


def write_school(folder: Path, scene: Scene, faults: tuple[str, ...] = ()) -> list[Path]:
    """Write everything, each format into a folder of its own; gives the files and zips in their order.

    Raises:
        OSError: a file cannot be written.
    """
    paths = []
    for name, content in _files(scene, faults):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        paths.append(path)
    return paths


def _files(scene: Scene, faults: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Each file by its path in the folder."""
    for mis, report in REPORTS.items():
        yield f"{mis}/pupils.csv", _written("pupils.csv", pupil_table(report, scene), faults)
        yield f"{mis}/staff.csv", _written("staff.csv", staff_table(report, scene), faults)
    yield f"ctf/{NAME}", _ctf(scene, faults)
    for version in VERSIONS:
        package = _package(oneroster(scene, version), faults)
        yield from ((f"oneroster-{version}/{name}", content) for name, content in package.items())
        yield f"oneroster-{version}.zip", _zipped(package, scene, faults)
    for name, table in school_data_sync(scene).items():
        yield f"school-data-sync/{name}", _written(name, table, faults)


def _ctf(scene: Scene, faults: tuple[str, ...]) -> bytes:
    content = ctf(scene)
    if "doctype" in faults:
        content = with_doctype(content)
    return cut(content) if "cut-off" in faults else content


def _package(tables: Mapping[str, Table], faults: tuple[str, ...]) -> dict[str, bytes]:
    content = {name: _written(name, table, faults) for name, table in tables.items()}
    if "delta" in faults:
        content["manifest.csv"] = content["manifest.csv"].replace(b",bulk", b",delta")
    return content


def _written(name: str, table: Table, faults: tuple[str, ...]) -> bytes:
    for fault in faults:
        if fault in TABLE_FAULTS and name in _PEOPLE:
            table = TABLE_FAULTS[fault](table)
    return written(table, faults)


def _zipped(files: Mapping[str, bytes], scene: Scene, faults: tuple[str, ...]) -> bytes:
    """A package as one file, which is the same for the same school."""
    content = io.BytesIO()
    made = scene.made_at.timetuple()[:6]
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, each in files.items():
            name = f"../{name}" if name == "users.csv" and "zip-slip" in faults else name
            each = b"\0" * _BOMB if name == "users.csv" and "zip-bomb" in faults else each
            package.writestr(zipfile.ZipInfo(name, made), each, zipfile.ZIP_DEFLATED)
    return content.getvalue()
