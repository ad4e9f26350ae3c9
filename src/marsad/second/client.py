"""Asking an OpenAI-compatible server for a chat completion: bounded in time and size, tried again where that may help.

https://platform.openai.com/docs/api-reference/chat ; vLLM, llama.cpp, Ollama and LM Studio answer the same way.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import urllib3

from ..errors import InputError
from ..shape import is_list, is_table

_MOST = 4_000_000  # bytes of an answer
_AGAIN = (408, 409, 425, 429, 500, 502, 503, 504, 529)
_NOT_KNOWN = (400, 422, 500, 501)  # with which servers refuse a part of a question
_OPTIONAL = {
    "response_format": (b"response_format", b"json_schema", b"grammar", b"guided", b"structured"),
    "temperature": (b"temperature",),
    "seed": (b"'seed'", b'"seed', b" seed "),
}
_THREE = 3  # letters of a token, where a server counts none
_LONGEST_WAIT = 60.0  # seconds between two tries, whatever the server asks for


class Answer(NamedTuple):
    """`content` as the model wrote it, the tokens that the server counted, and why there is no content."""

    content: str = ""
    asked: int = 0
    written: int = 0
    fault: str | None = None


class _Passing(Exception):
    """A failure that another try may mend; `wait` is what the server asks for, in seconds."""

    def __init__(self, reason: str, wait: float = 0.0):
        super().__init__(reason)
        self.wait = wait


class _Otherwise(Exception):
    """The server wants the question otherwise; what is to be left out of it is known now."""


class Client:
    """One server. `sleep` and `clock` are those of `time`, for tests to replace."""

    def __init__(
        self,
        address: str,
        key: str | None,
        timeout: float,
        retries: int,
        rate: float | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ):
        parts, named = urlsplit(""), False
        with suppress(ValueError):  # half an IPv6 address, a port that is no number
            parts = urlsplit(address.rstrip("/"))
            named = bool(parts.hostname) and (parts.port is None or parts.port > 0)
        if not named:
            raise InputError(f"--second {address}: the address names no server; write http://host:port/v1.")
        path = parts.path if parts.path.endswith("/chat/completions") else f"{parts.path.rstrip('/')}/chat/completions"
        self.url = f"{parts.scheme}://{parts.netloc}{path}"
        self._bare = parts.path in ("", "/")  # told without the /v1 under which most servers answer
        self._left_out: set[str] = set()  # parts of the question that the server does not know
        self._timeout, self._retries, self._sleep, self._clock = timeout, retries, sleep, clock
        self._gap = 60.0 / rate if rate else 0.0
        self._last: float | None = None
        self._headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {key}"} if key else {})
        self._pool = urllib3.PoolManager(retries=False)

    def close(self) -> None:
        """Close the connections."""
        self._pool.clear()

    def ask(self, model: str, messages: list[dict[str, str]], schema: dict[str, Any]) -> Answer:
        """The model's answer. Raises `InputError` where no article can be answered: no such server, no right to ask it, no such
        model; what concerns this one question is a fault."""
        form = {"type": "json_schema", "json_schema": {"name": "annotation", "strict": True, "schema": schema}}
        whole: dict[str, Any] = {"model": model, "messages": messages, "temperature": 0, "seed": 1, "stream": False, "response_format": form}
        reason, attempt = "", 0
        while attempt <= self._retries:
            try:
                return self._once({key: value for key, value in whole.items() if key not in self._left_out})
            except _Otherwise:
                continue
            except _Passing as error:
                reason = str(error)
                if attempt < self._retries:
                    self._sleep(min(_LONGEST_WAIT, error.wait or 2.0**attempt))
                attempt += 1
        if reason.startswith("the server cannot be reached"):
            raise InputError(f"{reason} at {self.url}; start it or mend the address.")
        return Answer(fault=f"{reason}, after {self._retries + 1} tries")

    def _once(self, body: dict[str, Any]) -> Answer:
        if self._last is not None and self._gap:
            self._sleep(max(0.0, self._last + self._gap - self._clock()))
        self._last = self._clock()
        status, headers, data = self._exchange(json.dumps(body, ensure_ascii=False).encode())
        if status in _NOT_KNOWN and (part := self._not_known(data)) is not None:
            self._left_out.add(part)
            raise _Otherwise
        if status == 404 and self._bare:
            self._bare = False
            self.url = self.url.replace("/chat/completions", "/v1/chat/completions")
            raise _Otherwise
        if status in (401, 403, 404):
            raise InputError(f"the server at {self.url} answers with status {status} ({_said(data)}); check address, model and $MARSAD_SECOND_KEY.")
        if status in _AGAIN:
            raise _Passing(f"the server answers with status {status}", _seconds(headers.get("retry-after")))
        if status != 200:
            return Answer(fault=f"the server answers with status {status} ({_said(data)})")
        return _completion(data, body)

    def _not_known(self, data: bytes) -> str | None:
        """Which part of the question a refusal names, of those that it can go without: the schema stands in the prompt too."""
        said = data[:4000].lower()
        return next((part for part, words in _OPTIONAL.items() if part not in self._left_out and any(word in said for word in words)), None)

    def _exchange(self, body: bytes) -> tuple[int, Any, bytes]:
        end = self._clock() + self._timeout
        try:
            response = self._pool.request(
                "POST",
                self.url,
                body=body,
                headers=self._headers,
                preload_content=False,
                redirect=False,
                timeout=urllib3.Timeout(connect=min(10.0, self._timeout), read=self._timeout),
            )
            data = bytearray()
            while chunk := response.read1(1 << 16):
                data += chunk
                if len(data) > _MOST:
                    raise _Passing(f"the answer has more than {_MOST // 1_000_000} MB")
                if self._clock() > end:
                    raise _Passing(f"the answer takes more than {self._timeout:.0f} s")
            response.release_conn()
        except (urllib3.exceptions.NewConnectionError, urllib3.exceptions.NameResolutionError) as error:
            raise _Passing("the server cannot be reached") from error
        except (urllib3.exceptions.TimeoutError, TimeoutError) as error:
            raise _Passing(f"the server does not answer within {self._timeout:.0f} s") from error
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise _Passing(f"the answer breaks off ({type(error).__name__})") from error
        return response.status, response.headers, bytes(data)


def _completion(data: bytes, body: dict[str, Any]) -> Answer:
    """The content of a completion. Raises `_Passing` where the bytes are none: a proxy's page, half an answer."""
    try:
        raw = _streamed(data) if data.lstrip().startswith((b"data:", b"event:", b": ")) else json.loads(data)
        if "choices" not in raw and (error := raw.get("error")):  # with a status that says that all is well
            return Answer(fault=f"the server answers with an error ({str(error.get('message') if is_table(error) else error)[:200]})")
        choice = raw["choices"][0]
        content, refusal = _content(choice)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        raise _Passing("the answer is no chat completion") from None
    told = raw.get("usage")
    usage: dict[str, Any] = told if is_table(told) else {}
    asked, written = (_count(usage.get(k)) for k in ("prompt_tokens", "completion_tokens"))
    if not asked + written:
        asked, written = sum(len(m["content"]) for m in body["messages"]) // _THREE, len(content) // _THREE
    if refusal:
        return Answer("", asked, written, f"the model refuses ({refusal[:200]})")
    if choice.get("finish_reason") in ("length", "content_filter"):
        cut = choice["finish_reason"] == "length"
        return Answer("", asked, written, "the answer was cut at the model's bound of tokens" if cut else "the server's filter held the answer back")
    return Answer(content, asked, written)


def _content(choice: dict[str, Any]) -> tuple[str, str]:
    """(the words of an answer, those of a refusal): the content, whole or in parts; where that is empty, the arguments of a call or the
    thoughts, in which some servers leave what they constrain. Raises TypeError where they are no words."""
    message: dict[str, Any] = choice["message"] if "message" in choice else {"content": choice["text"]}
    content = message.get("content")
    if is_list(content):
        content = "".join(part["text"] for part in content if is_table(part) and isinstance(part.get("text"), str))
    calls: list[dict[str, Any]] = message.get("tool_calls") or []
    arguments = calls[0]["function"]["arguments"] if calls else None
    content = content or arguments or message.get("reasoning_content") or message.get("reasoning") or ""
    if not isinstance(content, str):
        raise TypeError
    return content, str(message.get("refusal") or "")


def _streamed(data: bytes) -> dict[str, Any]:
    """A completion that came in pieces though it was asked for whole."""
    content = ""
    usage: Any = None
    reason: Any = None
    for line in data.decode("utf-8").splitlines():
        if not line.startswith("data:") or line.removeprefix("data:").strip() == "[DONE]":
            continue
        piece = json.loads(line.removeprefix("data:"))
        usage = piece.get("usage", usage)
        for choice in piece.get("choices", [])[:1]:
            content += choice.get("delta", {}).get("content") or ""
            reason = choice.get("finish_reason") or reason
    return {"choices": [{"message": {"content": content}, "finish_reason": reason}], "usage": usage}


def _count(value: Any) -> int:
    return value if isinstance(value, int) and value >= 0 else 0


def _seconds(value: str | None) -> float:
    try:
        return max(0.0, float(value or 0))
    except ValueError:
        return 0.0


def _said(data: bytes) -> str:
    """What the server said, short enough for a line."""
    text = data[:2000].decode("utf-8", "replace")
    try:
        error = json.loads(data)["error"]
        text = str(error["message"] if is_table(error) else error)
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    return " ".join(text.split())[:160]
