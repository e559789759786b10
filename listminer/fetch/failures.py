"""Why a server gave nothing: for good, or for one try. Pure."""

from __future__ import annotations

from listminer.errors import FetchError


class StatusError(FetchError):
    """A final answer that is no body: 404, 410, a 5xx after the last try."""

    def __init__(self, reason: str, *, locator: str, status: int) -> None:
        super().__init__(reason, locator=locator)
        self.status = status


class UnreachableError(FetchError):
    """No answer after the last try: refused, reset, timed out, too slow, cut off."""


class ForbiddenError(FetchError):
    """robots.txt forbids it, or a redirect leads where we do not go."""


class NotCachedError(FetchError):
    """Not in the cache, and nobody may be asked."""


class TooLargeError(FetchError):
    """More bytes than the limits allow."""


class Retry(Exception):
    """One try failed; another may not."""

    def __init__(
        self, url: str, reason: str, *, wait_s: float | None = None, status: int | None = None
    ) -> None:
        super().__init__(reason)
        self.url = url
        self.reason = reason
        self.wait_s = wait_s
        self.status = status

    def final(self, tries: int) -> FetchError:
        """Return what to raise when there is no other try."""
        asks = f", asks to wait {self.wait_s:.0f} s" if self.wait_s is not None else ""
        often = "once" if tries == 1 else f"{tries} times"
        reason = f"{self.reason}{asks} (tried {often})"
        if self.status is not None:
            return StatusError(reason, locator=self.url, status=self.status)
        return UnreachableError(reason, locator=self.url)
