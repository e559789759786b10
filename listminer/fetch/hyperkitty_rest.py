"""HyperKitty's REST API: what a list holds, and its mails one by one.

Through `fetch/http.py`. Slower than the export (one request per mail) and all that
there is where exports are switched off.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from listminer.errors import FetchError
from listminer.fetch.composing import compose, encoded, written_sender
from listminer.fetch.http import HttpClient
from listminer.fetch.remote import Period
from listminer.fetch.unpack import NotMailError, page_bytes
from listminer.model import Archive, MessageId, Problem, RawMessage

PAGE = 100  # items per request


class Rest:
    """One list over the REST API; *url* ends with "/"."""

    def __init__(self, url: str, http: HttpClient) -> None:
        self.url = url
        self._http = http

    def dates(self) -> tuple[date, date] | None:
        """Return the dates of the list's oldest and newest mail; None if it holds none."""
        newest = self._get(f"{self.url}emails/?limit=1&offset=0")
        count = _number(newest.get("count"))
        if not count:
            return None
        oldest = self._get(f"{self.url}emails/?limit=1&offset={count - 1}")
        days = [_when(item) for page in (oldest, newest) for item in _results(page)]
        known = [day.date() for day in days if day is not None]
        return (min(known), max(known)) if known else None

    def email_thread(self, email: str) -> tuple[MessageId, str]:
        """Return the Message-ID of an email and the hash of its thread."""
        item = self._get(f"{self.url}email/{email}/")
        thread = str(item.get("thread") or "").rstrip("/").rpartition("/")[2]
        return MessageId(str(item.get("message_id") or "")), thread or email

    def items(self, days: Period) -> Iterator[dict[str, object]]:
        """Yield what the API tells of each mail of *days*, newest first, without its text."""
        offset, total = 0, 1
        while offset < total:
            page = self._get(f"{self.url}emails/?limit={PAGE}&offset={offset}")
            total, found = _number(page.get("count")), _results(page)
            if not found:
                return
            offset += len(found)
            for item in found:
                at = _when(item)
                if at is None or days.touches(at.date(), at.date() + timedelta(days=1)):
                    yield item

    def thread_items(self, thread: str) -> Iterator[dict[str, object]]:
        """Yield what the API tells of each mail of a thread."""
        offset, total = 0, 1
        while offset < total:
            url = f"{self.url}thread/{thread}/emails/?limit={PAGE}&offset={offset}"
            page = self._get(url)
            found = _results(page)
            total = _number(page.get("count"))
            if not found:
                return
            offset += len(found)
            yield from found

    def mails(
        self, items: Iterator[dict[str, object]], archive: Archive
    ) -> Iterator[RawMessage | Problem]:
        """Yield the mails that *items* tell of, oldest first; a Problem for each one lost."""
        known = sorted(items, key=lambda item: str(item.get("date")))
        ids = {str(item.get("message_id_hash")): str(item.get("message_id")) for item in known}
        for item in known:
            url = f"{self.url}email/{item.get('message_id_hash')}/"
            try:
                data = _mail(self._get(url), ids)
            except FetchError as error:
                yield Problem(stage="fetch", locator=url, message=error.reason)
                continue
            yield RawMessage.of(archive, url, data)

    def _get(self, url: str) -> dict[str, Any]:
        kept = self._http.get(url)
        try:
            found = json.loads(page_bytes(kept, self._http.limits))
        except (ValueError, RecursionError) as error:
            raise NotMailError("no JSON where JSON was asked for", locator=url) from error
        if not isinstance(found, dict):
            raise NotMailError("not the JSON that was asked for", locator=url)
        return found


def _results(page: dict[str, Any]) -> list[dict[str, object]]:
    found = page.get("results")
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _number(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0


def _when(item: dict[str, object]) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(item.get("date")))
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _mail(item: dict[str, Any], ids: dict[str, str]) -> bytes:
    """Return a mail made of what the API tells; the parent where it is among *ids*."""
    sender = item.get("sender")
    address = str(sender.get("address") or "") if isinstance(sender, dict) else ""
    parent = ids.get(str(item.get("parent") or "").rstrip("/").rpartition("/")[2])
    at = _when(item)
    name = str(item.get("sender_name") or "")
    fields = {
        "From": written_sender(address.replace(" (a) ", " at "), name) if name else address,
        "Subject": encoded(str(item.get("subject") or "")),
        "Date": format_datetime(at) if at else "",
        "Message-ID": f"<{item['message_id']}>" if item.get("message_id") else "",
        "In-Reply-To": f"<{parent}>" if parent else "",
    }
    return compose(fields, str(item.get("content") or "").replace("\r\n", "\n"))
