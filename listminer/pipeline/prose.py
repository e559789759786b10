"""A summary's opening told by a language model: asked, checked, and counted.

Nothing leaves the machine unless a `Storyteller` is made and told to tell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from listminer.errors import FetchError, SettingsError
from listminer.fetch.chat import ChatServer
from listminer.fetch.failures import UnreachableError
from listminer.model import Discussion, Problem, Summary
from listminer.settings import Settings
from listminer.summary.dossier import Dossier, dossier_of
from listminer.summary.prose import prose_of, request_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What is about to be sent, and where."""

    url: str
    model: str
    evidence: int  # pieces of mail
    size_bytes: int


class Storyteller:
    """Asks one model; after a server did not answer, it is not asked again."""

    def __init__(self, model: str, settings: Settings) -> None:
        """Raise SettingsError if no server is named, or by what is no URL."""
        if not settings.llm_base_url:
            raise SettingsError(
                "--llm asks a server, and none is named; expected LISTMINER_LLM_BASE_URL",
                hints=(
                    "Ollama on this machine: LISTMINER_LLM_BASE_URL=http://localhost:11434/v1",
                    "llama.cpp's server:     LISTMINER_LLM_BASE_URL=http://localhost:8080/v1",
                ),
            )
        self.server = ChatServer(
            settings.llm_base_url,
            model,
            key=settings.llm_api_key,
            timeout_s=settings.llm_timeout_s,
        )
        self._is_lost = False

    def tell(
        self,
        discussion: Discussion,
        summary: Summary,
        on_send: Callable[[Sending], None] = lambda _sending: None,
    ) -> tuple[Summary, Problem | None]:
        """Return *summary* with the model's prose, or as it is and what went wrong.

        *on_send* hears of what is sent before it is. A thread without evidence is
        not sent; its summary has no prose.
        """
        dossier = dossier_of(discussion, summary)
        if not dossier.items or self._is_lost:
            return summary, None
        messages = request_of(dossier)
        on_send(self._sending(dossier, messages))
        try:
            answer = self.server.ask(messages)
        except FetchError as exc:
            self._is_lost = isinstance(exc, UnreachableError)
            return summary, Problem(stage="summary", locator=exc.locator, message=exc.reason)
        return replace(summary, prose=prose_of(dossier, answer, self.server.model)), None

    def _sending(self, dossier: Dossier, messages: tuple[dict[str, str], ...]) -> Sending:
        return Sending(
            url=self.server.url,
            model=self.server.model,
            evidence=len(dossier.items),
            size_bytes=sum(len(each["content"].encode()) for each in messages),
        )
