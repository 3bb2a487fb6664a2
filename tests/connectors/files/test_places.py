"""The files at some places: which of them are exports, and what each is called."""

import zipfile
from pathlib import Path

import pytest

from marktui.connectors.errors import ConnectorError
from marktui.connectors.files.formats import preview_files
from marktui.connectors.files.source.opening import opened, read_paths

from .schools import read

_PUPILS = "Adno,Surname,Forename,DOB\n1,Lee,Al,14/06/2016\n2,Fox,Jo,15/06/2016\n"
_BESIDE = {
    "readme.txt": "Hello Jo,\nthese are the files, as agreed.\nBest, Robin",
    "students.csv": "User ID,User Type,Firstname,Last name,DOB\n1,S,Al,Lee,14/06/2016\n",
    "web-hub-3-revoke.csv": "User ID,Name,Class,Why\n1,Al Lee,5 Oak,has left\n",
}


def test_what_lies_beside_the_exports_is_passed_over(tmp_path: Path) -> None:
    for name, text in _BESIDE.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(ConnectorError, match=r"export here: readme\.txt is a text, students\.csv is a"):
        read(*opened(read_paths([str(tmp_path)])))
    (tmp_path / "pupils.csv").write_text(_PUPILS)
    files = opened(read_paths([str(tmp_path)]))
    assert [one.file for one in preview_files(files, settings={})] == ["pupils.csv"]
    assert read(*files).passed_over.endswith("web-hub-3-revoke.csv is a file of the web hub")
    # What a person names is read; a list without headings is never passed over.
    named = opened(read_paths([str(tmp_path / "students.csv")]))
    assert [one.file for one in preview_files(named, settings={})] == ["students.csv"]
    (tmp_path / "year6.txt").write_text("1\tLee\tBo\n2\tHill\tJo\n")
    with pytest.raises(ConnectorError, match=r"year6\.txt has no row of headings"):
        read(*opened(read_paths([str(tmp_path)])))


def test_files_of_one_name_are_called_by_their_folders(tmp_path: Path) -> None:
    for name in ("north", "south"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pupils.csv").write_text(_PUPILS)
    files = opened(read_paths([str(tmp_path / "north"), str(tmp_path / "south")]))
    assert [one.name for one in files] == ["north/pupils.csv", "south/pupils.csv"]
    (tmp_path / "south" / "pupils.csv").write_text(_PUPILS.replace("Lee", "Hill"))
    both = [str(tmp_path / name) for name in ("north", "south")]
    reason = read(*opened(read_paths(both))).rejected[0].reason
    assert reason.endswith("differ in the last name: one in north/pupils.csv, one in south/pupils.csv")
    with zipfile.ZipFile(tmp_path / "list.csv", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(ConnectorError, match=r"list\.csv is a Word or Excel document"):
        opened(read_paths([str(tmp_path / "list.csv")]))
