"""What the program has said."""

from dataclasses import dataclass
from typing import Any

import orjson


@dataclass(frozen=True)
class Said:
    """One call of the program, over."""

    exit: int
    out: str
    err: str

    @property
    def everything(self) -> str:
        """Both streams."""
        return self.out + self.err

    @property
    def document(self) -> Any:
        """The one JSON document on standard output; it fails if anything else is there."""
        return orjson.loads(self.out)

    @property
    def error(self) -> dict[str, Any]:
        """The one JSON error document on standard output."""
        document = self.document
        assert document.keys() == {"error"}, document
        error: dict[str, Any] = document["error"]
        assert error.keys() == {"exit", "kind", "message", "hint"}
        assert error["exit"] == self.exit
        return error

    def ended(self, code: int) -> "Said":
        """The same, if it ended with this code."""
        assert self.exit == code, f"exit {self.exit}, not {code}: {self.err[-1500:]}{self.out[-1500:]}"
        return self
