"""A local server that answers as a language model's does: well, badly, slowly, by halves, or with ill will."""

from __future__ import annotations

import contextlib
import http.server
import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any


class ModelServer:
    """`url` is what `--second` takes; `asked` are the bodies of the questions, in their order. `answer(body, number)` gives the
    content of a completion, or (status, headers, bytes) as they go over the wire."""

    def __init__(self, answer: Callable[[dict[str, Any], int], Any]):
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                pass

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                server.asked.append(body)
                server.headers.append({k.lower(): v for k, v in self.headers.items()})
                given = answer(body, len(server.asked))
                status, headers, data = given if isinstance(given, tuple) else (200, {}, completion(given))
                with contextlib.suppress(OSError):
                    self.send_response(status)
                    for name, value in ({"content-length": str(len(data)), "connection": "close"} | headers).items():
                        self.send_header(name, value)
                    self.end_headers()
                    self._write(data)

            def _write(self, data: Any) -> None:
                for piece in data if isinstance(data, list) else [data]:
                    if isinstance(piece, float):
                        time.sleep(piece)
                    else:
                        self.wfile.write(piece)
                        self.wfile.flush()
                self.close_connection = True

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def completion(content: str, finish: str = "stop", asked: int = 900, written: int = 100) -> bytes:
    """A chat completion with that content."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": finish}
    return json.dumps({"object": "chat.completion", "choices": [choice], "usage": {"prompt_tokens": asked, "completion_tokens": written}}).encode()


@contextlib.contextmanager
def serving(answer: Callable[[dict[str, Any], int], Any]) -> Iterator[ModelServer]:
    server = ModelServer(answer)
    try:
        yield server
    finally:
        server.close()


def good_answer(article: dict[str, Any]) -> str:
    """What a model should answer on a gold article: the words of its annotation."""
    from marsad.coder import scenes
    from marsad.lexicon import load
    from marsad.read import article_from_text

    text = article["text"]
    laid = scenes(article_from_text(text, published=article["published"], title=article.get("title")), load())

    def words(span: list[int] | None) -> str | None:
        return text[span[0] : span[1]] if span else None

    def sentence(span: list[int]) -> int:
        return next((n for n, s in enumerate(laid, 1) if s.s.start <= span[0] < s.s.end), 1)

    events = [
        {
            "sentence": sentence(e["trigger"]),
            "type": e["type"],
            "trigger": words(e["trigger"]),
            "agents": [words(s) for s in e["agent"]],
            "targets": [words(s) for s in e["target"]],
            "places": [{"words": words(p["span"]), "role": p["role"]} for p in e["place"]],
            "time": words(e.get("date_span")),
            "source": words(e["source"]),
            "modality": e["modality"],
            "killed": None,
            "injured": None,
        }
        for e in article["events"]
    ]
    control = [
        {
            "sentence": sentence(c["trigger"]),
            "trigger": words(c["trigger"]),
            "holder": words(c["holder"]),
            "place": words(c["place"]["span"]),
            "source": words(c["source"]),
            "modality": c["modality"],
        }
        for c in article["control"]
        if c["holder"] and c["trigger"]
    ]
    return json.dumps({"events": events, "control": control}, ensure_ascii=False)
