"""A door: bulletins that begin with `#bulletin YYYY-MM-DD`, one report a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from marsad.errors import InputError
from marsad.read import Item, article_from_text


class Bulletin:
    """What `marsad.plugins.Reader` asks for."""

    def takes(self, head: bytes, name: str) -> bool:
        return head.startswith(b"#bulletin ")

    def items(self, stream: BinaryIO, where: str) -> Iterator[Item]:
        day = stream.readline().decode().split()[1]
        for number, line in enumerate(stream, 2):
            if line.strip():
                at = f"{where}:{number}"
                try:
                    yield Item(at, article_from_text(line.decode().strip(), published=day))
                except InputError as error:
                    yield Item(at, None, str(error))


BULLETIN = Bulletin()
