"""What the strip in the header says, from one reading or save to the next."""

from marktui.hub.model.kind import Kind
from marktui.sync.run.events import ListProgress
from marktui.tui.common.panel import Panel
from marktui.tui.common.text.words import Failure
from marktui.tui.main.header import fitting
from marktui.tui.sync.live import status
from marktui.tui.sync.live.activity import Activity

PUPILS = (Kind.PUPIL,)


def test_progress_gives_way_to_news_and_these_to_the_next_reading() -> None:
    clock = iter(range(100))
    activity = Activity(lambda: float(next(clock)))
    assert activity.status(None, None).texts == ()
    activity.begin(PUPILS)
    activity.hear(ListProgress(Kind.PUPIL, 0, 100))
    activity.hear(ListProgress(Kind.PUPIL, 50, 100))
    assert activity.status(None, Panel.PUPILS).texts[0] == "⇣ Pupils 50/100 · 50/s · 3 s so far"
    activity.stop()
    assert activity.status(None, None).texts[0].startswith("⇣ Stopping")
    activity.end()
    activity.fail(
        status.failed(PUPILS, Failure("Assembly did not answer, in 5 tries.", "Wait."), saving=False)
    )
    shorter = "! Pupils not read: Assembly did not answer"
    assert activity.status(None, None).texts == (f"{shorter}, in 5 tries", shorter)
    assert activity.failed == {Kind.PUPIL}
    activity.move_on(Panel.CLASSES)
    assert activity.status(None, None).texts, "the panel says more, and was not on the screen"
    activity.move_on(Panel.PUPILS)
    assert activity.status(None, None).texts == ()
    assert activity.failed == {Kind.PUPIL}, "the tab goes on saying so"
    activity.begin(PUPILS)
    assert activity.failed == set()
    activity.end()
    activity.announce(status.stopped(PUPILS))
    activity.move_on(None)
    assert activity.status(None, None).texts == ()


def test_the_longest_text_that_fits_is_said() -> None:
    texts = ("Pupils 1,300/3,019 · 430/s · 4 s left", "Pupils 1,300/3,019 · 4 s left", "Pupils 1,300/3,019")
    assert [fitting(texts, width) for width in (40, 36, 18)] == list(texts)
    assert fitting(texts, 12) == "Pupils 1,30…"
    assert fitting((), 12) == ""
