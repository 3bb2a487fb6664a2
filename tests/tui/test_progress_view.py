"""The page of a reading: a place for each list from the beginning, bars, and how fast it went so far."""

import pytest

from marktui.hub.model.kind import Kind
from marktui.sync.run.events import ListProgress, Saving
from marktui.sync.run.progress import Progress
from marktui.tui.common.panel import Panel
from marktui.tui.sync.live.progress_view import ProgressView
from tui.widget_app import WidgetUser, shown_alone

READ = (
    (1.0, ListProgress(Kind.TEACHER, 40, 47)),
    (2.0, ListProgress(Kind.TEACHER, 47, 47, whole=True)),
    (2.9, ListProgress(Kind.PUPIL, 200, 400)),
)


def screen(user: WidgetUser) -> list[str]:
    lines = (strip.text.strip() for strip in user.pilot.app.screen._compositor.render_strips())
    return [line for line in lines if line]


@pytest.mark.parametrize(("size", "cells"), [((80, 24), 1), ((120, 24), 2)])
async def test_it_grows_to_the_right_and_nothing_moves(size: tuple[int, int], cells: int) -> None:
    view, progress = ProgressView(Panel.EVERYTHING), Progress(began=0.0)
    async with shown_alone(view, size) as user:
        view.show(tuple(Kind), progress, 0.0)
        await user.pilot.pause()
        waiting = [f"{name:12} not begun" for name in ("Teachers", "Year groups", "Classes", "Pupils")]
        assert screen(user)[2:6] == waiting
        for clock, event in READ:
            progress = progress.after(event, clock)
        view.show(tuple(Kind), progress, 4.0)
        await user.pilot.pause()
        teachers, years, classes, pupils, top, _, _, bottom, axis, hint = screen(user)[2:12]
        assert teachers.endswith("100%  47 of 47")
        assert [years, classes] == waiting[1:3]
        assert pupils.endswith(" 50%  200 of 400")
        # The rows of the last second, in columns of a fifth of it.
        assert top == "300/s"
        nothing, slow, quick = cells * 5 * "·", cells * 5 * "▄", cells * 4 * "█"
        assert bottom.startswith(f"0 {nothing}{slow}")
        assert quick in bottom
        assert axis.split() == ["0", "s", "8", "s"]
        assert hint.startswith("esc stops it")
        view.show(tuple(Kind), Progress(began=4.0).after(Saving(3), 4.0), 5.0)
        await user.pilot.pause()
        assert screen(user) == ["Everything", "Saving 3 changes in one commit · 1 s so far"]


async def test_a_low_terminal_has_no_room_for_the_chart() -> None:
    view, progress = ProgressView(Panel.PUPILS), Progress(began=0.0)
    for clock, event in READ:
        progress = progress.after(event, clock)
    async with shown_alone(view, (60, 15)) as user:
        view.show((Kind.PUPIL,), progress, 4.0)
        await user.pilot.pause()
        first = [line.split()[0] for line in screen(user)]
        assert first == ["Pupils", "Reading", "Teachers", "Pupils", "esc", "using"]
