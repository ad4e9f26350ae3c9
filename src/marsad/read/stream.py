"""Files as streams: what was compressed is read decompressed, and what was read is counted for the progress line."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import select
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

BROKEN = (EOFError, gzip.BadGzipFile, zlib.error, lzma.LZMAError, OSError)
_MAGIC = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\x00", lzma.open))
PACKED = tuple(magic for magic, _ in _MAGIC)  # how a file begins that is packed
_PATIENCE = 10.0  # seconds in which somebody must begin to write to a pipe


class Meter:
    """Bytes read of the bytes that there are; `total` is 0 where that is not known (standard input)."""

    def __init__(self) -> None:
        self.total = 0
        self.done = 0


class Raw(Protocol):
    """What is asked of a stream without a buffer."""

    def seekable(self) -> bool: ...
    def seek(self, offset: int, whence: int = 0, /) -> int: ...
    def tell(self) -> int: ...
    def readinto(self, buffer: WriteableBuffer, /) -> int | None: ...
    def close(self) -> None: ...


class _Counted(io.RawIOBase):
    def __init__(self, raw: Raw, meter: Meter):
        self._raw = raw
        self._meter = meter

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._raw.seekable()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._raw.seek(offset, whence)

    def tell(self) -> int:
        return self._raw.tell()

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        size = self._raw.readinto(buffer)
        self._meter.done += size or 0
        return size

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Unpacked(io.RawIOBase):
    """A decompressing file read in single steps: where it breaks off, what came before is not lost."""

    def __init__(self, inner: gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile):
        self._inner = inner

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._inner.seekable()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._inner.seek(offset, whence)

    def tell(self) -> int:
        return self._inner.tell()

    def readinto(self, buffer: WriteableBuffer) -> int:
        into = memoryview(buffer).cast("B")
        data = self._inner.read1(len(into))
        into[: len(data)] = data
        return len(data)


def open_file(path: Path, meter: Meter) -> io.BufferedReader:
    """A file as it is, its bytes counted. Raises OSError where it cannot be opened, or is a pipe to which nobody writes."""
    return counted(_piped(path) if path.is_fifo() else path.open("rb", buffering=0), meter)


def _piped(path: Path) -> io.FileIO:
    """A named pipe once something comes through it. To open it as a file is opened waits for a writer, for ever where there is none."""
    pipe = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    waiting = select.poll()
    waiting.register(pipe, select.POLLIN)
    while not waiting.poll(_PATIENCE * 1000):
        try:
            os.read(pipe, 1)  # at its end at once where nobody holds the other side
        except BlockingIOError:
            continue  # somebody does, and takes time
        os.close(pipe)
        raise OSError(f"nobody writes to this pipe in {_PATIENCE:g} seconds")
    os.set_blocking(pipe, True)
    return io.FileIO(pipe)


def counted(raw: Raw, meter: Meter) -> io.BufferedReader:
    """A stream whose bytes are counted, with a buffer that can be looked into."""
    return io.BufferedReader(_Counted(raw, meter), 1 << 17)


def in_memory(data: bytes) -> io.BufferedReader:
    """Bytes as a file's stream, with a buffer that can be looked into."""
    return io.BufferedReader(cast(io.RawIOBase, io.BytesIO(data)), 1 << 17)


def decompressed(stream: io.BufferedReader) -> io.BufferedReader:
    """The stream without its gzip, bzip2 or xz layer, told by its first bytes. Reading it may raise one of `BROKEN`."""
    head = stream.peek(8)[:8]
    for magic, opener in _MAGIC:
        if head.startswith(magic):
            return io.BufferedReader(_Unpacked(opener(stream, "rb")), 1 << 17)
    return stream
