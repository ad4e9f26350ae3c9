from typing import Any, BinaryIO

class FeedParserDict(dict[str, Any]):
    feed: FeedParserDict
    entries: list[FeedParserDict]
    version: str

def parse(file: BinaryIO, *, sanitize_html: bool = ..., resolve_relative_uris: bool = ...) -> FeedParserDict: ...
