"""What an email address looks like."""

import re

_ADDRESS = re.compile(r"""[^\s@,;:<>()\[\]"\\|]+@[\w.-]*\w""")


def is_address(text: str) -> bool:
    """Whether a text looks like one email address."""
    return _ADDRESS.fullmatch(text.strip()) is not None
