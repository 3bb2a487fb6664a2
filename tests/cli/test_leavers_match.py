"""A pupil who came back under another MIS id is matched from the command line."""

from marktui.hub.model.record import Reason

from .leavers import let_some_leave, people_of
from .school import School


def test_the_two_change_places_and_it_can_be_taken_back(school: School) -> None:
    let_some_leave(school)
    before = people_of(school)
    gone = next(one for one in before.values() if one.desync and one.desync.reason is Reason.GONE)
    again = next(one for one in before.values() if one.is_synced and one.kind is gone.kind)
    said = school.run("leavers", "match", gone.id, again.id).ended(0)
    assert f"{gone.id} is synced again, and {again.id} is the leaver now." in said.out
    now = people_of(school)
    assert (now[gone.id].link, now[again.id].link) == (again.link, gone.link)
    assert school.sync("pupils", "--json").ended(0).document["run"] is None
    school.run("undo").ended(0)
    assert people_of(school) == before
    document = school.run("leavers", "match", gone.id, again.id, "--json").ended(0).document
    assert (document["changed"], document["unchanged"]) == ([gone.id, again.id], [])
    assert school.run("leavers", "match", gone.id, "p999999", "--json").ended(2).error["kind"] == "unknown_id"
