# PySpark tells its types, but only where it is installed.
# pyright: standard, reportMissingImports=false, reportMissingModuleSource=false
"""Files at Hadoop paths: what there is to read, in the order in which one machine reads it; parts of it; renaming, deleting."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ...errors import InputError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_GLOB = re.compile(r"([\[\]{}*?,\\])")
MOST = 2_000_000_000  # bytes of a file that an executor reads whole: a Java array holds no more
_LINES = (".jsonl", ".ndjson")  # files that are split by lines; all others are read whole


class Input(NamedTuple):
    """A file: its path as Hadoop reads it, its address (percent-encoded), bytes, and when it was written (milliseconds)."""

    path: str
    address: str
    size: int
    changed: int

    @property
    def by_lines(self) -> bool:
        """Whether it may be split between executors."""
        return self.path.lower().endswith(_LINES)


class Part(NamedTuple):
    """Files that are coded together. `name` changes with the files and with whoever codes them."""

    name: str
    files: tuple[Input, ...]


def same_address(address: str) -> str:
    """One form of an address: Spark writes file:///a, Hadoop file:/a."""
    return re.sub(r"^(\w+):///", r"\1:/", address)


def escaped(path: str) -> str:
    """A path with what Spark would take for a pattern marked as plain."""
    return _GLOB.sub(r"\\\1", path)


def parts_of(files: Sequence[Input], size: int, made_by: Sequence[str]) -> Iterator[Part]:
    """Files in their order, in parts of at least `size` bytes."""
    held: list[Input] = []
    for n, file in enumerate(files):
        held.append(file)
        if sum(f.size for f in held) >= size or n == len(files) - 1:
            digest = hashlib.sha256("\x1f".join(made_by).encode())
            for f in held:
                digest.update(f"\x1e{f.address}\x1f{f.size}\x1f{f.changed}".encode())
            yield Part(digest.hexdigest()[:20], tuple(held))
            held = []


class Files:
    """A Hadoop file system by its paths: local, HDFS, S3, whatever Spark was given the drivers of."""

    def __init__(self, spark: SparkSession):
        self._jvm: Any = spark.sparkContext._jvm
        context: Any = spark.sparkContext._jsc
        self._conf: Any = context.hadoopConfiguration()

    def listed(self, given: Sequence[str]) -> list[Input]:
        """The files of paths, of folders (in depth, in name order) and of patterns. Raises `InputError` where there are none."""
        from py4j.protocol import Py4JJavaError

        out: list[Input] = []
        for path in given:
            try:
                at = self._path(path)
                system = at.getFileSystem(self._conf)
                found = [system.getFileStatus(at)] if system.exists(at) else system.globStatus(at)
            except Py4JJavaError as error:
                raise InputError(
                    f"{path} cannot be read ({error.java_exception.getMessage()}); check the path and Spark's settings for it."
                ) from None
            if not found:
                raise InputError(f"there is no file or folder {path}; check the path.")
            for status in found:
                out += self._below(status)
        return list({file.address: file for file in out}.values())  # each once, whatever was given twice

    def _below(self, status: Any) -> list[Input]:
        if status.isFile():
            return [_input(status)]
        system = status.getPath().getFileSystem(self._conf)
        each = system.listFiles(status.getPath(), True)
        out: list[Input] = []
        while each.hasNext():
            found = _input(each.next())
            if not found.path.rsplit("/", 1)[-1].startswith((".", "_")):
                out.append(found)
        return sorted(out, key=lambda f: f.path.split("/"))

    def address(self, path: str) -> str:
        """The address of a path, whether there is anything or not."""
        at = self._path(path)
        return same_address(at.getFileSystem(self._conf).makeQualified(at).toUri().toString())

    def exists(self, path: str) -> bool:
        """Whether there is a file or folder."""
        at = self._path(path)
        return bool(at.getFileSystem(self._conf).exists(at))

    def delete(self, path: str) -> None:
        """Delete a file or folder, if it is there."""
        at = self._path(path)
        at.getFileSystem(self._conf).delete(at, True)

    def rename(self, path: str, to: str) -> None:
        """Put a folder in another's place."""
        target = self._path(to)
        system = target.getFileSystem(self._conf)
        self.delete(to)
        system.mkdirs(target.getParent())
        if not system.rename(self._path(path), target):
            raise InputError(f"{path} could not be renamed to {to}; check who may write there, and start the same command again.")

    def read(self, path: str) -> str:
        """The text of a small file."""
        at = self._path(path)
        stream = at.getFileSystem(self._conf).open(at)
        try:
            return bytes(stream.readAllBytes()).decode("utf-8")
        finally:
            stream.close()

    def write(self, path: str, text: str) -> None:
        """Write a small file, whole."""
        at = self._path(path)
        stream = at.getFileSystem(self._conf).create(at, True)
        try:
            stream.write(bytearray(text.encode("utf-8")))
        finally:
            stream.close()

    def _path(self, path: str) -> Any:
        return self._jvm.org.apache.hadoop.fs.Path(path)


def _input(status: Any) -> Input:
    at = status.getPath()
    return Input(at.toString(), same_address(at.toUri().toString()), int(status.getLen()), int(status.getModificationTime()))
