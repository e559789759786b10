"""Ask a language model over the OpenAI-compatible interface that llama.cpp, Ollama and others have.

Only where the user named a server. What is sent is what the caller gives;
the answer is text that nobody has checked.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from listminer.errors import FetchError, SettingsError, SourceError
from listminer.fetch.cache import Cache
from listminer.fetch.dialing import is_private
from listminer.fetch.failures import StatusError
from listminer.fetch.http import HttpClient, checked_url
from listminer.fetch.patience import Limits

MOST_BYTES = 1024**2  # of an answer; eight sentences take 4 kB, thinking aloud 100 kB
MOST_TOKENS = 4096  # of an answer, thinking included
SLOWEST_BYTES_PER_S = 64 * 1024  # after the time-out: the answer comes whole or not at all
_NEXT: Mapping[int, str] = {
    401: "the key is not accepted: LISTMINER_LLM_API_KEY",
    403: "the key is not accepted: LISTMINER_LLM_API_KEY",
    404: "no such model or no such path; the base URL usually ends in /v1",
    429: "too many requests, or no credit left: try again later",
}


class ChatServer:
    """One server and one model of it."""

    def __init__(self, base_url: str, model: str, *, key: str = "", timeout_s: float) -> None:
        """Take the server's *base_url*, up to "/v1".

        Raises SettingsError if it is no http or https URL, or if *key* would
        travel readable over a public net.
        """
        try:
            base = checked_url(base_url).rstrip("/")
        except SourceError as exc:
            raise SettingsError(
                f"LISTMINER_LLM_BASE_URL: {exc.found}; expected for example http://localhost:11434/v1",
                hints=exc.hints,
            ) from exc
        parts = urlsplit(base)
        if key and parts.scheme == "http" and not is_private(parts.hostname or ""):
            raise SettingsError(
                f"LISTMINER_LLM_BASE_URL: {base} would carry the key readable; expected https",
                hints=("use the server's https address, or unset LISTMINER_LLM_API_KEY",),
            )
        self.url = base if parts.path.endswith("/completions") else f"{base}/chat/completions"
        self.model = model
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._limits = Limits(
            delay_s=0.0,
            read_s=timeout_s,
            slow_grace_s=0.0,
            slow_bytes_per_s=SLOWEST_BYTES_PER_S,
            body_bytes=MOST_BYTES,
        )

    def ask(self, messages: Sequence[Mapping[str, str]]) -> str:
        """Return what the model answers to *messages*.

        Raises FetchError if nothing readable comes back in time; it is asked once.
        """
        body = {
            "model": self.model,
            "messages": list(messages),
            "temperature": 0,
            "max_tokens": MOST_TOKENS,
            "stream": False,
            "response_format": {"type": "json_object"},
        }
        with HttpClient(Cache(), limits=self._limits) as client:
            try:
                answer = client.post(self.url, json.dumps(body).encode(), self._headers)
            except StatusError as exc:
                advice = _NEXT.get(exc.status)
                raise (
                    FetchError(f"{exc.reason} ({advice})", locator=self.url) if advice else exc
                ) from exc
        return self._content(answer)

    def _content(self, answer: bytes) -> str:
        try:
            content = json.loads(answer)["choices"][0]["message"]["content"]
        except (ValueError, LookupError, TypeError, RecursionError) as exc:
            raise FetchError("the answer is no chat completion", locator=self.url) from exc
        if not isinstance(content, str):
            raise FetchError("the answer has no text", locator=self.url)
        return content
