"""Whatever stands in a file, it gives a roster or a failure that explains itself."""

from hypothesis import given, settings
from hypothesis import strategies as st

from marktui.connectors.errors import ConnectorError
from marktui.connectors.files.roster import FileContent

from .schools import read

_FILES = {
    "pupils.csv": (
        b"Adno,UPN,Surname,Forename,DOB,Year,Reg,Leaving date\r\n"
        b"004411,X999200116001,Okafor,Ruth,14/06/2016,Y5,5 Oak,\r\n"
        b'004412,,"Smith, jr",Sam,01/02/2016,5,5 Oak,20/07/2026\r\n'
    ),
    "a.xml": (
        b"<CTfile><Header><CTFversion>26.0</CTFversion><DateTime>2026-11-20T10:30:00</DateTime></Header>"
        b"<CTFpupilData><Pupil><UPN>X999200116001</UPN><Surname>Okafor</Surname><DOB>2016-06-14</DOB></Pupil>"
        b"</CTFpupilData></CTfile>"
    ),
    "users.csv": (
        b"sourcedId,status,orgSourcedIds,role,givenName,familyName,grades\n"
        b"p1,,o1,student,Ruth,Okafor,5\nt1,,o1,teacher,Cat,Page,\n"
    ),
    "empty.csv": b"",
}
_PIECES = (
    *(b"\0", b'"', b",", b";", b"\n", b"\r", b"\xff", b"\xef\xbb\xbf", b"<", b"]]>", b"<!DOCTYPE a>"),
    *(b"1E+99", b"00/00/0000", b"31/12/9999", b"9" * 300, b"\xe2\x80\xae", b"'=", b"sourcedId", b"\x1b[2J"),
)


_EDITS = st.lists(
    st.tuples(
        st.integers(0, 400), st.sampled_from((0, 0, 1, 20)), st.sampled_from(_PIECES) | st.binary(max_size=4)
    ),
    min_size=1,
    max_size=5,
)
"""Where something is altered, how many bytes are taken away, and what is put there."""


@given(kind=st.sampled_from(tuple(_FILES)), edits=_EDITS)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_any_bytes_give_a_roster_or_an_explanation(kind: str, edits: list[tuple[int, int, bytes]]) -> None:
    content = _FILES[kind]
    for start, length, piece in edits:
        content = content[:start] + piece + content[start + length :]
    try:
        roster = read(FileContent(kind, content))
    except ConnectorError as failure:
        said = failure.message
    else:
        said = " ".join(roster.warnings)
        for rows in roster.rows.values():
            ids = {row.mis_id for row in rows}
            assert len(ids) == len(rows)
            assert not any(" " in one for one in ids)
            assert all(ids.isdisjoint(left) for left in roster.leavers.values())
    assert not said or said.isprintable()
