"""`python -m marktui`."""

from marktui.cli import main

main()
