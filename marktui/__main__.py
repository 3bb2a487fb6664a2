"""`python -m marktui`."""

import sys

from marktui.cli import main

sys.exit(main())
