"""Secrets that are being tried, before they are stored."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from marktui.store.secrets.secrets import HubSecrets
from marktui.store.threads import in_thread


class TrialSecrets:
    """Secrets that are being tried and are not stored yet.

    Args:
        kept: Where they are going to be stored. Some of them may have been taken from there.
    """

    def __init__(self, values: Mapping[str, str], kept: HubSecrets | None = None) -> None:
        self.values = dict(values)
        """The secrets, renewed ones included."""
        self._kept = kept
        common = kept.same_as_stored(values) if kept else frozenset[str]()
        # With another refresh token the stored secrets belong to another authorisation.
        self._stored_already = common if "refresh_token" in common else frozenset[str]()
        """The names of those that are stored already."""

    def get(self, name: str) -> str | None:
        """A secret."""
        return self.values.get(name)

    def origin(self, name: str) -> str:
        """Nothing: who gives secrets to be tried knows them."""
        return ""

    @asynccontextmanager
    async def renewing(self) -> AsyncIterator[None]:
        """Hold the lock for renewing stored secrets; what another process has renewed is read again."""
        if self._kept is None or not self._stored_already:
            yield
            return
        async with self._kept.renewing():
            self.values |= self._kept.stored(self._stored_already)
            yield

    async def renew(self, values: Mapping[str, str]) -> None:
        """Replace given secrets by renewed ones.

        What is stored has to stay good, whatever else the trial comes to: the service may have ended it.
        """
        self.values |= values
        if self._kept is not None and self._stored_already:
            await in_thread(self._kept.replace, values)
