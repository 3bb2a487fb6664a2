"""The symbols that suit the terminal marktui was started in."""

import os

from marktui.wording.drawing.glyphs import glyphs_for

GLYPHS = glyphs_for(os.environ)
"""In ASCII unless the locale says that the terminal understands UTF-8."""
