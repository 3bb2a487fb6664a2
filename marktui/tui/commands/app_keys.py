"""The keys of the app itself."""

from textual.binding import Binding

APP_BINDINGS = (
    Binding("ctrl+c", "interrupt", "Stop, or quit", show=False, priority=True, id="app.quit"),
    Binding("ctrl+z", "suspend_process", "Back to the shell", show=False, priority=True, id="app.suspend"),
    Binding("ctrl+q", "leave", "Quit", show=False, priority=True, id="app.leave"),
    Binding("tab", "app.focus_next", "Next part of the screen", show=False, id="app.next-part"),
    Binding("shift+tab", "app.focus_previous", "Part of the screen before", show=False, id="app.part-before"),
)
"""The keys of the app itself, which work everywhere."""
