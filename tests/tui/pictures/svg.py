"""The screen as an SVG that is small and the same on every machine, and several of them as one that moves."""

import io
import re
from collections.abc import Sequence

from rich.console import Console
from textual.app import App

_CELL, _LINE, _MARGIN = 12.2, 24.4, 8
_FONT = "20px Menlo, Consolas, 'DejaVu Sans Mono', monospace"
_STEADY = {
    # Which port the stand-in has, and how long things took.
    r"(127\.0\.0\.1:)\d{5}": r"\g<1>40000",
    r"\d\.\d(\xa0s\b)": r"0.0\g<1>",
    r"(\d\.\d\d)\d+": r"\g<1>",
}
_PARTS = "<style>{styles}</style>{backgrounds}{matrix}"


def drawn(app: App[None], name: str = "t") -> str:
    """The screen of an app as an SVG.

    Args:
        name: What its styles begin with: those of two pictures in one file must differ.
    """
    console = Console(
        width=app.size.width,
        height=app.size.height,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        record=True,
        legacy_windows=False,
        safe_box=False,
    )
    screen = app.screen._compositor
    console.print(screen.render_update(full=True, screen_stack=app._background_screens, simplify=True))
    background = app.get_css_variables()["background"].lower()
    inside = _without_waste(console.export_svg(code_format=_PARTS, unique_id=name), background)
    return _framed(inside, *app.size, background)


def _without_waste(svg: str, background: str) -> str:
    svg = re.sub(r' (clip-path|shape-rendering)="[^"]*"', "", svg).replace("&#160;", "\xa0")
    svg = re.sub(rf'<rect fill="{background}"[^>]*/>', "", svg)
    # The styles stand one a line, and so do the lines of the screen.
    svg = re.sub(r"(<(?:text|rect) )", r"\n\1", svg)
    for differing, fixed in _STEADY.items():
        svg = re.sub(differing, fixed, svg)
    return svg


def _framed(inside: str, columns: int, rows: int, background: str) -> str:
    width, height = columns * _CELL + 2 * _MARGIN, rows * _LINE + 2 * _MARGIN
    size = f'width="{width:.0f}" height="{height:.0f}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" {size}>\n'
        f"<style>text {{ font: {_FONT}; white-space: pre }} rect {{ shape-rendering: crispEdges }}</style>\n"
        f'<rect rx="8" fill="{background}" {size}/>\n'
        f'<g transform="translate({_MARGIN},{_MARGIN})">{inside}\n</g>\n</svg>\n'
    )


def moving(frames: Sequence[tuple[str, float]]) -> str:
    """One SVG that shows pictures of the same size one after the other, again and again.

    Where nothing moves, it is the last one.

    Args:
        frames: The pictures, whose styles have different names, and for how many seconds each is shown.
    """
    whole = sum(seconds for _, seconds in frames)
    styles, groups, began = [".f { visibility: hidden }", ".f:last-of-type { visibility: visible }"], [], 0.0
    moves: list[str] = []
    for number, (svg, seconds) in enumerate(frames):
        start, end = (100 * at / whole for at in (began, began + seconds))
        began += seconds
        moves.append(
            f"@keyframes k{number} {{ 0% {{ visibility: hidden }} {start:.2f}% {{ visibility: visible }} "
            f"{end:.2f}% {{ visibility: {'visible' if end > 99.9 else 'hidden'} }} }}\n"
            f"#k{number} {{ animation: k{number} {whole:g}s step-end infinite }}"
        )
        groups.append(f'<g class="f" id="k{number}">{_inside(svg)}</g>')
    motion = "\n".join(moves)
    styles.append(f"@media (prefers-reduced-motion: no-preference) {{\n{motion}\n}}")
    head = frames[0][0].partition("\n")[0]
    return "\n".join((head, "<style>", *styles, "</style>", *groups, "</svg>\n"))


def _inside(svg: str) -> str:
    return svg.partition("\n")[2].rpartition("\n</svg>")[0]
