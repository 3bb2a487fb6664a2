"""Whether Assembly's last collection from the MIS failed."""

import pytest

from .assembly_school import AssemblySchool
from .scripted_service import Reply, Service, refused


@pytest.mark.parametrize(
    "word",
    [
        "failure",
        "failed",
        "FAILURE",
        " Failed ",
        "fail",
        "error",
        "errors",
        "sync_failed",
        "sync-error",
        "failed: timeout",
        "unsuccessful",
        "partial_failure",
        "aborted",
    ],
)
async def test_a_word_that_says_it_failed(service: Service, school: AssemblySchool, word: str) -> None:
    service.says("/school/status", {"last_sync_at": "2026-03-10T02:00:00.000Z", "last_sync_status": word})
    await school.assembly.freshen()
    assert school.assembly.stale_reason == "Assembly's last collection from the MIS failed."
    assert school.assembly.data_at is not None


@pytest.mark.parametrize(
    "word",
    [
        "success",
        "successful",
        "no_changes",
        "in_progress",
        "pending",
        "queued",
        "partial",
        "unknown",
        "no_errors",
        "not failed",
        "without_errors",
        "",
        "  ",
        None,
    ],
)
async def test_any_other_word_is_no_failure(
    service: Service, school: AssemblySchool, word: str | None
) -> None:
    service.says("/school/status", {"last_sync_status": word})
    await school.assembly.freshen()
    assert school.assembly.stale_reason is None


@pytest.mark.parametrize(
    "reply",
    [
        {},
        {"last_sync_status": False},
        {"last_sync_status": 1},
        {"last_sync_status": ["failure"]},
        [],
        Reply(b"<html>"),
        Reply({}, 404),
        Reply(b"", 500),
        refused("insufficient_scope"),
    ],
)
async def test_a_status_that_says_nothing_is_no_failure(
    service: Service, school: AssemblySchool, reply: object
) -> None:
    service.says("/school/status", reply)
    await school.assembly.freshen()
    assert school.assembly.stale_reason is None


async def test_a_later_success_heals_it(service: Service, school: AssemblySchool) -> None:
    service.says("/school/status", {"last_sync_status": "failure"}, {"last_sync_status": "success"})
    await school.assembly.freshen()
    await school.assembly.freshen()
    assert school.assembly.stale_reason is None
