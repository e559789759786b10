"""One door for every source that is not a plain file: find out what a URL is, and open it.

Through `fetch/http.py`. What a source is, is found out by its form, then by
looking at the page, never asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias
from urllib.parse import urljoin, urlsplit

from listminer.errors import FetchError, SourceError
from listminer.fetch.cache import Cache
from listminer.fetch.dialing import is_private
from listminer.fetch.failures import StatusError
from listminer.fetch.http import HttpClient
from listminer.fetch.hyperkitty import Spot, open_hyperkitty, read_spot
from listminer.fetch.list_address import split_address
from listminer.fetch.local import SourceFile
from listminer.fetch.patience import Limits
from listminer.fetch.pipermail import Place, open_pipermail, read_place
from listminer.fetch.pipermail_pages import HREF, read_index
from listminer.fetch.public_inbox import Inbox, is_inbox_page, open_public_inbox, read_inbox
from listminer.fetch.remote import Period, Remote
from listminer.fetch.unpack import NotMailError, page_bytes
from listminer.model import MessageId
from listminer.settings import Settings

Target: TypeAlias = Place | Spot | Inbox

FORMS = (
    "pipermail:    http://HOST/pipermail/LIST/[2016-March/[000123.html]], .../listinfo/LIST",
    "HyperKitty:   https://HOST/.../list/LIST@HOST/[thread/ID/ | message/ID/ | 2016/3/]",
    "public-inbox: https://HOST/INBOX/[MESSAGE-ID/]",
    "a list:       LIST@HOST",
)
HYPERKITTY_SITES = ("/archives", "/hyperkitty", "/mailman3/hyperkitty", "")


def new_client(
    settings: Settings, *, offline: bool = False, ignore_robots: bool = False
) -> HttpClient:
    """Return the client that *settings* describe, with its cache below `settings.cache`."""
    limits = Limits(delay_s=settings.host_delay_s, read_s=settings.timeout_s, tries=settings.tries)
    cache = Cache(settings.cache / "http")
    return HttpClient(cache, limits=limits, offline=offline, ignore_robots=ignore_robots)


def open_remote(
    source: str, http: HttpClient, *, days: Period | None = None, server: str | None = None
) -> Remote:
    """Return what *source* holds; *days* bound which months of a whole list are fetched.

    *server* is the URL to look at for a list address, or the inbox of a Message-ID in
    brackets. A pipermail list that is gone is looked for as the same list in HyperKitty.
    Raises SourceError if it is no archive or no URL, FetchError if it cannot be had.
    """
    for url in (source, server or ""):
        check_url(url)
    if source.startswith("<") and server is not None:
        inbox = Inbox(server.rstrip("/") + "/", MessageId(source.strip("<>")))
        return open_public_inbox(inbox, http)
    if (address := split_address(source)) is not None:
        name, host = address
        roots = (server.rstrip("/"),) if server else (f"https://{host}", f"http://{host}")
        return _first_of(_known_places(name, source, roots), source, http, days)
    target = read_target(source)
    if target is None:
        target = _looked_at(source, http)
    if isinstance(target, Place) and target.volume is None:
        return _list_of(target, http, days)
    return _opened(target, http, days)


def check_url(url: str) -> None:
    """Raise SourceError for what cannot be taken apart as a URL, as "http://[lists"."""
    try:
        urlsplit(url)
    except ValueError as exc:
        raise SourceError(f"{url}: is no URL ({exc})", hints=FORMS) from exc


def read_target(url: str) -> Target | None:
    """Return what *url* points at as far as its form tells; no network."""
    return read_spot(url) or read_inbox(url) or read_place(url)


def _opened(target: Target, http: HttpClient, days: Period | None) -> Remote:
    if isinstance(target, Spot):
        return open_hyperkitty(target, http, days=days)
    if isinstance(target, Inbox):
        return open_public_inbox(target, http)
    return open_pipermail(target, http, days=days, elsewhere=_moved(target, http))


def _list_of(place: Place, http: HttpClient, days: Period | None) -> Remote:
    try:
        return _opened(place, http, days)
    except (StatusError, SourceError, NotMailError) as gone:
        try:
            return _first_of(iter(_same_list(place)), place.base, http, days)
        except SourceError:
            raise gone from None


def _same_list(place: Place) -> list[Target]:
    """Return where HyperKitty would have a pipermail list, after its host moved to Mailman 3."""
    parts = urlsplit(place.base)
    # lists.example.org and www.lists.example.org carry the same lists
    address = f"{place.name}@{(parts.hostname or '').removeprefix('www.')}"
    root = f"{parts.scheme}://{parts.netloc}"
    return [Spot(root + site, address) for site in HYPERKITTY_SITES]


def _moved(place: Place, http: HttpClient) -> Callable[[Period], tuple[SourceFile, ...]]:
    """Return what gives the list's mail of some days from HyperKitty; () where it has none."""
    spots = _same_list(place)

    def files(days: Period) -> tuple[SourceFile, ...]:
        while spots:
            try:
                return tuple(_opened(spots[0], http, days).files)
            except (FetchError, SourceError):
                spots.pop(0)  # not there, and not for the next month either
        return ()

    return files


def _known_places(name: str, address: str, roots: tuple[str, ...]) -> Iterator[Target]:
    for root in roots:
        for site in HYPERKITTY_SITES[:3]:
            yield Spot(root + site, address)
        yield Place(f"{root}/pipermail/{name}/", name, None, None)
        yield Inbox(f"{root}/{name}/", None)


def _first_of(
    targets: Iterator[Target], source: str, http: HttpClient, days: Period | None
) -> Remote:
    said: list[str] = []
    for target in targets:
        try:
            return _opened(target, http, days)
        except FetchError as error:
            said.append(str(error))
        except SourceError as error:
            said.append(error.found)
    raise SourceError(f"no archive found for {source}", hints=tuple(said))


def _looked_at(url: str, http: HttpClient) -> Target:
    """Return what the page at *url* is. Raises SourceError if it is no archive that we know."""
    kept = http.get(url)
    page = page_bytes(kept, http.limits)
    base = kept.final_url if kept.final_url.endswith("/") else kept.final_url + "/"
    if is_inbox_page(page):
        return Inbox(base, None)
    if moved := read_target(kept.final_url):
        return moved
    if read_index(page):
        name = urlsplit(base).path.strip("/").rpartition("/")[2]
        return Place(base, name, None, None)
    linked = {
        target
        for link in HREF.findall(page.decode("utf-8", "replace"))
        if (target := _list_linked(link, kept.final_url)) is not None
    }
    if len(linked) == 1:
        return linked.pop()
    hints: tuple[str, ...] = FORMS
    if linked:
        found = sorted(
            t.base if isinstance(t, Place) else f"{t.site}/list/{t.address}/" for t in linked
        )
        hints = ("it links several lists; name one:", *found[:20])
    raise SourceError(f"{url} is no list archive that listminer knows", hints=hints)


def _list_linked(link: str, page_url: str) -> Place | Spot | None:
    """Return the list that a link leads to, if it is one; never on a private host of others."""
    try:
        url = urljoin(page_url, link)
        target = read_spot(url) or read_place(url)
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    if target is None or (host != urlsplit(page_url).hostname and is_private(host)):
        return None
    if isinstance(target, Spot):
        return Spot(target.site, target.address)
    return Place(target.base, target.name, None, None)
