"""DfE's Common Transfer File."""

from datetime import UTC, date, datetime

import pytest

from marktui.connectors.errors import ConnectorError, IncompleteError
from marktui.connectors.files.formats import preview_files
from marktui.connectors.files.readers.errors import UnreadableFileError
from marktui.hub.model.kind import Kind

from .schools import file, pupils, read

_DETAILS = "<BasicDetails><NCyearActual>5</NCyearActual><EnrolStatus>C</EnrolStatus></BasicDetails>"


def _pupil(
    inner: str = _DETAILS, upn: str = "X999200116001", surname: str = "Okafor", forename: str = "Ruth"
) -> str:
    return (
        f"<Pupil><UPN>{upn}</UPN><Surname>{surname}</Surname><Forename>{forename}</Forename>"
        f"<DOB>2016-06-14</DOB><Sex>F</Sex>{inner}</Pupil>"
    )


def _ctf(*people: str, version: str = "26.0", made: str = "2026-11-20T10:30:00", more: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><CTfile><Header>'
        f"<CTFversion>{version}</CTFversion><DateTime>{made}</DateTime>{more}<SourceSchool><LEA>999</LEA>"
        "<Estab>2001</Estab><SchoolName>Ashgrove Primary</SchoolName></SourceSchool></Header>"
        f"<CTFpupilData>{''.join(people or (_pupil(),))}</CTFpupilData></CTfile>"
    )


def _stay(entered: str, left: str = "", estab: str = "2001") -> str:
    leaving = f"<LeavingDate>{left}</LeavingDate>" if left else ""
    return f"<School><LEA>999</LEA><Estab>{estab}</Estab><EntryDate>{entered}</EntryDate>{leaving}</School>"


def test_a_ctf_gives_pupils_and_year_groups_and_its_school() -> None:
    roster = read(_ctf())

    assert list(roster.rows) == [Kind.YEAR_GROUP, Kind.PUPIL]
    ruth = pupils(roster)["upn:X999200116001"]
    assert (ruth.first_name, ruth.last_name, ruth.year_code) == ("Ruth", "Okafor", "5")
    assert (ruth.date_of_birth, ruth.upn) == (date(2016, 6, 14), "X999200116001")
    assert roster.school.name == "Ashgrove Primary"
    assert roster.made_at == datetime(2026, 11, 20, 10, 30, tzinfo=UTC)
    assert roster.warnings == ()
    [seen] = preview_files([file(_ctf())], settings={})
    assert (seen.format, seen.rows, seen.words) == ("ctf", 1, "Common Transfer File 26.0 of Ashgrove Primary")


def test_preferred_names_namespaces_and_encodings() -> None:
    text = (
        _ctf(_pupil("<BasicDetails><PreferredForename>Zoë</PreferredForename></BasicDetails>"))
        .replace("<CTfile>", '<c:CTfile xmlns:c="urn:example">')
        .replace("</CTfile>", "</c:CTfile>")
    )

    for encoding in ("utf-8", "utf-16", "windows-1252"):
        content = text.replace("utf-8", encoding).encode(encoding)
        [zoe] = pupils(read(content)).values()
        assert (zoe.first_name, zoe.year_code) == ("Zoë", "6")


def test_a_year_group_that_is_missing_is_worked_out_and_told() -> None:
    roster = read(_ctf(_pupil("")))

    assert pupils(roster)["upn:X999200116001"].year_code == "6"
    assert "worked out from the birth date" in roster.warnings[0]


def test_who_has_left_the_sender_is_a_leaver() -> None:
    history = "<SchoolHistory>{}</SchoolHistory>"
    gone = _pupil(
        history.format(_stay("2020-09-03", "2026-07-21") + _stay("2015-09-01", "2020-07-20", "2009"))
    )
    back = _pupil(
        history.format(_stay("2020-09-03", "2024-07-21") + _stay("2025-09-03")), upn="", surname="Lee"
    )
    undated = _pupil(history.format(_stay("", "2024-07-21") + _stay("")), upn="", surname="Ash")
    ahead = _pupil(history.format(_stay("2020-09-03", "2027-07-21")), upn="", surname="Ng")
    direct = _pupil("<LeavingDate>2026-08-31</LeavingDate>", upn="", surname="Orme")

    roster = read(_ctf(gone, back, ahead, direct, undated))

    assert [one.last_name for one in pupils(roster).values()] == ["Lee", "Ng", "Ash"]
    assert [one.left_on for one in roster.leavers[Kind.PUPIL].values()] == [
        date(2026, 7, 21),
        date(2026, 8, 31),
    ]


def test_what_is_odd_about_a_file_is_told() -> None:
    names = (("OKAFOR", "RUTH"), ("O'NEILL-MCKAY", "SAM"), ("VAN DER BERG", "AL"))
    text = _ctf(
        *(_pupil(upn="", surname=last, forename=first) for last, first in names),
        version="11.0",
        made="2025-11-20T10:30:00",
        more="<DocumentQualifier>partial</DocumentQualifier>",
    )

    roster = read(text)

    assert [one.name for one in pupils(roster).values()] == [
        "Ruth Okafor",
        "Sam O'Neill-McKay",
        "Al Van der Berg",
    ]
    told = " ".join(roster.warnings)
    assert all(part in told for part in ("version 11.0", "2025/26, which is over", "partial", "in capitals"))


def test_a_pupil_who_cannot_be_used_is_given_back() -> None:
    roster = read(_ctf(_pupil(), _pupil(upn="", surname="", forename="")))

    assert len(roster.rows[Kind.PUPIL]) == 2
    [rejected] = roster.rejected
    assert (rejected.reason, rejected.cells[3]) == ("there is no name", "2016-06-14")


def test_two_files_are_joined_if_they_are_of_one_school() -> None:
    other = _ctf(_pupil(upn="", surname="Lee"))

    assert len(pupils(read(_ctf(), other))) == 2
    with pytest.raises(UnreadableFileError, match="different schools"):
        read(_ctf(), other.replace("Ashgrove", "Hillside"))


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        (_ctf()[:-30], IncompleteError, "cut off"),
        (_ctf().replace("</Pupil>", "</Pupll>"), UnreadableFileError, "is not XML"),
        (_ctf().replace("CTfile", "Report"), UnreadableFileError, "not a Common Transfer File"),
        (_ctf().replace("utf-8", "klingon"), UnreadableFileError, "encoding"),
        (
            _ctf().replace("?><CTfile>", '?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><CTfile>'),
            UnreadableFileError,
            "document type",
        ),
        (_ctf().replace("<Sex>F</Sex>", "<a>" * 100), UnreadableFileError, "too deep"),
        (_ctf().replace(_pupil(), ""), IncompleteError, "nobody"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(text: str, error: type[ConnectorError], words: str) -> None:
    with pytest.raises(error, match=words):
        read(text)


@pytest.mark.parametrize("is_in_one_tag", [True, False])
def test_a_file_that_would_take_far_more_memory_than_its_bytes_is_refused(is_in_one_tag: bool) -> None:
    names = [f'a{n}="{"":{9 * is_in_one_tag}}"' for n in range(100_000)]
    many = f"<a {' '.join(names)}/>" if is_in_one_tag else "".join(f"<{name[:-3]}/>" for name in names)
    with pytest.raises(UnreadableFileError, match="far too"):
        read(_ctf().replace("<Sex>F</Sex>", many))
