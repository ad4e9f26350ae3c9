"""So many at a time: who comes to a full server is told to come again, so that nobody's waiting fills its memory or its threads."""

from __future__ import annotations

from starlette.exceptions import HTTPException


class Gate:
    """Lets `most` in at a time. It is for the one thread that answers, so it needs no lock."""

    def __init__(self, most: int):
        self.most = most
        self.inside = 0

    def __enter__(self) -> None:
        if self.inside >= self.most:
            raise HTTPException(503, "too many ask for this at once; try again in a moment.", headers={"Retry-After": "2"})
        self.inside += 1

    def __exit__(self, *_: object) -> None:
        self.inside -= 1
