"""What cannot be a key is not used as one, and an odd row spoils no other row; in both services."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from marktui.connectors.mis import Oddity
from marktui.hub.model.kind import Kind

from .arbor_school import ArborSchool
from .assembly_school import AssemblySchool
from .both_services import Ask, asks_arbor, asks_assembly, pupil, teacher
from .scripted_service import Service

RIGHT = "B801200005001"
STAFF = Kind.TEACHER


@pytest.fixture(params=["assembly", "arbor"])
async def ask(request: pytest.FixtureRequest, service: Service) -> AsyncIterator[Ask]:
    """Either service, which has one person to tell of."""
    if request.param == "assembly":
        async with AssemblySchool(service.address) as school:
            yield asks_assembly(school, service)
    else:
        async with ArborSchool(service.address) as arbor:
            yield asks_arbor(arbor, service)


@pytest.mark.parametrize(
    "filler",
    [
        "0001-01-01",
        "0001-01-01T00:00:00Z",
        "1900-01-01",
        "1900-01-01 00:00:00",
        "1753-01-01T00:00:00.000Z",
        "1899-12-30",
        "0000-00-00",
        "2026-03-11",
        "2079-06-06T23:59:00.000Z",
        "9999-12-31",
    ],
)
async def test_birth_date_that_cannot_be_right_is_unknown(ask: Ask, filler: str) -> None:
    row = pupil(await ask(born=filler))
    assert (row.date_of_birth, row.oddities) == (None, (Oddity.BIRTH_DATE,))


@pytest.mark.parametrize("born", ["1900-01-02", "1958-06-30", "2026-03-10"])
async def test_birth_date_that_may_be_right_stays(ask: Ask, born: str) -> None:
    row = pupil(await ask(born=born))
    assert (row.date_of_birth, row.oddities) == (date.fromisoformat(born), ())


@pytest.mark.parametrize(
    ("came", "born"),
    [
        ("2014-07-01T23:00:00Z", date(2014, 7, 2)),
        ("2014-07-01T23:00:00.000Z", date(2014, 7, 2)),
        ("2014-07-01 23:00:00+00:00", date(2014, 7, 2)),
        ("2014-12-01T23:00:00Z", date(2014, 12, 1)),
        ("2014-03-29T23:30:00Z", date(2014, 3, 29)),
        ("2014-03-30T23:30:00Z", date(2014, 3, 31)),
        ("2014-10-25T23:00:00Z", date(2014, 10, 26)),
        ("2014-10-26T23:00:00Z", date(2014, 10, 26)),
        ("2014-07-02T00:30:00+05:30", date(2014, 7, 1)),
        ("2014-07-02T12:00:00", date(2014, 7, 2)),
        ("2014-07-02T99:00:00", date(2014, 7, 2)),
    ],
)
async def test_birth_date_with_a_time_is_the_day_in_london(ask: Ask, came: str, born: date) -> None:
    row = pupil(await ask(born=came))
    assert (row.date_of_birth, row.oddities) == (born, (Oddity.BIRTH_TIME,))


@pytest.mark.parametrize(
    "midnight",
    [
        "T00:00:00Z",
        "T00:00:00.000Z",
        " 00:00:00",
        "T00:00",
        "T00:00+01:00",
        "T00:00:00+02:00",
        "T00:00:00-05:00",
    ],
)
async def test_midnight_is_the_day_as_it_is_written(ask: Ask, midnight: str) -> None:
    row = pupil(await ask(born=f"2014-07-02{midnight}"))
    assert (row.date_of_birth, row.oddities) == (date(2014, 7, 2), ())


@pytest.mark.parametrize(
    "written",
    [
        RIGHT.lower(),
        "B 80120 000 5001",
        "B8012\u00a000005001",
        "\u200bB801200005001\ufeff",
        "b8012\u00ad0000\u30005001",
        " B801200005001\t",
        "B80120000\U000e00675001",
    ],
)
async def test_upn_loses_spaces_and_unseen_marks_and_gets_capitals(ask: Ask, written: str) -> None:
    assert pupil(await ask(upn=written)).upn == RIGHT


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("An\u00ada", "Reis"),
        ("Ana\u3164", "Re\u2060is"),
        ("A\ufe0fna", "\U000e0052Reis"),
        ("Ana\u00a0", "\u2003Reis"),
        ("\u034fAna", "Reis\u061c"),
        ("Ana\u200d", "Re\u200cis"),
    ],
)
async def test_names_lose_every_character_that_is_not_seen(ask: Ask, first: str, last: str) -> None:
    row = pupil(await ask(first=first, last=last))
    assert (row.first_name, row.last_name) == ("Ana", "Reis")


async def test_any_white_space_in_a_name_is_one_space(ask: Ask) -> None:
    row = pupil(await ask(first="Ana\u00a0 \u2009Maria", last="de\t\tSá  Reis"))
    assert (row.first_name, row.last_name) == ("Ana Maria", "de Sá Reis")


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("Ana %d83d", "Reis", ("Ana", "Reis")),
        ("%de00Ana", "Reis", ("Ana", "Reis")),
        ("Ana", "%d83d%d83dReis", ("Ana", "Reis")),
        ("Ana %d83d\\", "Reis", ("Ana \\", "Reis")),
        ("An%D83Da", 'Re"is%DFFF', ("Ana", 'Re"is')),
        ("Ana%d83dB", "%de00", ("AnaB", None)),
    ],
)
async def test_half_an_emoji_in_a_name_is_left_out_and_told(
    ask: Ask, first: str, last: str, name: tuple[str, str | None]
) -> None:
    row = pupil(await ask(first=first.replace("%D", "%d"), last=last.replace("%D", "%d")))
    assert (row.first_name, row.last_name) == name
    assert row.oddities == (Oddity.HALF,)


async def test_whole_emoji_stays_beside_half_of_one(ask: Ask) -> None:
    row = pupil(await ask(first="Ana %d83d%de00", last="Reis %d83d"))
    assert (row.first_name, row.last_name) == ("Ana \U0001f600", "Reis")


@pytest.mark.parametrize("fields", [{"upn": "%d83dB801200005001"}, {"born": "2014-03-02", "upn": "%de00"}])
async def test_half_an_emoji_elsewhere_spoils_nothing(ask: Ask, fields: dict[str, str]) -> None:
    row = pupil(await ask(**fields))
    assert row.upn in (RIGHT, None)
    assert row.oddities == ()


@pytest.mark.parametrize(
    "emails",
    [
        ["n/a"],
        ["none"],
        ["ana@ash.example, office@ash.example"],
        ["ana@ash.example;office@ash.example"],
        ["ana@ash.example office@ash.example"],
        ["@ash.example"],
        ["Ana Reis <ana@ash.example>"],
        ["-", "tbc"],
    ],
)
async def test_address_without_form_is_none(ask: Ask, emails: list[str]) -> None:
    row = teacher(await ask(STAFF, emails=emails))
    assert (row.email, row.oddities) == (None, (Oddity.EMAIL,))


@pytest.mark.parametrize(
    ("emails", "email"),
    [
        (["n/a", "ana@ash.example"], "ana@ash.example"),
        (["\u200bana@ash.example "], "ana@ash.example"),
        ([], None),
        (["", None], None),
        (["a.o'hara+mis@ash-grove.example"], "a.o'hara+mis@ash-grove.example"),
    ],
)
async def test_first_address_that_has_form_counts(
    ask: Ask, emails: list[str | None], email: str | None
) -> None:
    row = teacher(await ask(STAFF, emails=emails))
    assert (row.email, row.oddities) == (email, ())


async def test_half_an_emoji_in_the_name_of_staff_is_told(ask: Ask) -> None:
    row = teacher(await ask(STAFF, first="Jo %d83d", emails=["jo@ash.example"]))
    assert (row.first_name, row.oddities) == ("Jo", (Oddity.HALF,))
