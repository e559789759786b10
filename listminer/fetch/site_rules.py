"""The robots.txt of each site that is met, and what it lets us ask for.

Touches nothing itself: `fetch/http.py` gives it the way to fetch a file.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

from listminer.fetch.failures import ForbiddenError, StatusError, TooLargeError
from listminer.fetch.robots import Robots, all_forbidden, no_rules, read_robots

ROBOTS_PATH = "/robots.txt"
ROBOTS_BYTES = 8 * 1024**2  # RFC 9309, 2.5 asks for 500 KiB at least


class SiteRules:
    """What the robots.txt of each site tells one *agent*; *fetch* reads each of them once."""

    def __init__(self, agent: str, fetch: Callable[[str], bytes]) -> None:
        self._agent = agent
        self._fetch = fetch
        self._robots: dict[str, Robots] = {}

    def check_allowed(self, url: str) -> None:
        """Raise ForbiddenError if the robots.txt of its site forbids *url*, or cannot be had.

        A site that has none, or one that leads nowhere, forbids nothing; nor is a robots.txt
        itself ever forbidden. Raises the UnreachableError of *fetch* where nobody answers.
        """
        parts = urlsplit(url)
        if parts.path == ROBOTS_PATH:
            return
        site = _site(url)
        if site not in self._robots:
            self._robots[site] = no_rules(self._agent)  # while its own redirects are followed
            self._robots[site] = self._fetched(site + ROBOTS_PATH)
        robots = self._robots[site]
        if not robots.is_allowed(url):
            said = f"forbids it to {self._agent}"
            if robots.missing:
                said = f"cannot be had ({robots.missing}), which counts as forbidden (RFC 9309)"
            raise ForbiddenError(
                f"robots.txt of {parts.netloc} {said} (--ignore-robots if the server is yours)",
                locator=url,
            )

    def delay_s(self, url: str) -> float:
        """Return the delay that the site of *url* asks for, in seconds; 0.0 if it was not asked."""
        robots = self._robots.get(_site(url))
        return robots.crawl_delay_s if robots is not None else 0.0

    def _fetched(self, url: str) -> Robots:
        try:
            return read_robots(self._fetch(url), self._agent)
        except StatusError as error:
            if error.status >= 500 or error.status == 429:
                return all_forbidden(self._agent, error.reason)
            return no_rules(self._agent)
        except (ForbiddenError, TooLargeError):
            return no_rules(self._agent)  # a robots.txt that leads nowhere sets no rule


def _site(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, "", "", ""))
