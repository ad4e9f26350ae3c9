# PySpark tells its types, but only where it is installed.
# pyright: standard, reportMissingImports=false
"""In the driver: which table is made of which. Each is written under its name and read back, so that a stopped job goes on from there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from ...errors import InputError
from ...read.doors.rows import Columns
from ...versions import versions
from . import coding, copies, merging, tables
from .components import components
from .files import MOST, Files, Part, escaped, parts_of

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_BUCKET = 4_000  # records that a call of a merging function sees, unless one key has more
_HEAVY = 2_000  # records of one key from which it is salted: shared out among several calls
_SHOWN = 20
_BY = ("country", "month")
_TABLES = ("articles", "claims", "events")
_FORM = "2"  # of the work tables; another number makes all anew


class Asked(NamedTuple):
    """What to read (paths of any file system that Hadoop knows), where to write; the day of what has none, which columns are
    which; bytes of input that are coded, and lost if the job is stopped, together."""

    inputs: tuple[str, ...]
    output: str
    published: str | None = None
    columns: Columns = Columns()
    part: int = 4_000_000_000


class Done(NamedTuple):
    """What became of it: counts, and the first of the inputs that gave no article."""

    articles: int
    claims: int
    events: int
    copies: int
    skipped: int
    passed: int
    coded_before: int
    shown: tuple[tuple[str, str], ...] = ()


def run(spark: SparkSession, asked: Asked, tell: Callable[[str], None] = lambda _: None) -> Done:
    """Code, link, merge and write. What an earlier start of the same job has finished is not made again.

    Raises `InputError` for inputs that are not there.
    """
    return _Job(spark, asked, tell).run()


class _Job:
    def __init__(self, spark: SparkSession, asked: Asked, tell: Callable[[str], None]):
        self.spark, self.asked, self.tell = spark, asked, tell
        self.files = Files(spark)
        self.out = asked.output.rstrip("/")
        self.work = f"{self.out}/_work"

    def run(self) -> Done:
        own = self.files.address(self.out) + "/"
        files = [f for f in self.files.listed(self.asked.inputs) if not f.address.startswith(own)]
        if not files:
            raise InputError("there is no file in what was given to read; give WARC, Parquet or JSON lines.")
        self._own_the_output()
        large = [f for f in files if not f.by_lines and f.size > MOST]
        options = [_FORM, *versions(), repr((self.asked.published, self.asked.columns))]
        parts = list(parts_of([f for f in files if f not in large], self.asked.part, options))
        if not parts:
            raise InputError(f"nothing can be read: {coding.too_large(large[0].address, large[0].size)}.")
        stage = hashlib.sha256("\x1f".join(p.name for p in parts).encode()).hexdigest()[:20]
        before = self._code(parts)
        counts = self._finished(stage) or self._made(parts, stage)
        shown = [(f.address, coding.too_large(f.address, f.size)) for f in large] + [tuple(s) for s in counts.pop("shown")]
        return Done(**counts | {"skipped": counts["skipped"] + len(large)}, coded_before=before, shown=tuple(shown))

    def _own_the_output(self) -> None:
        """Raises `InputError` where the output holds what marsad did not write, for that would be lost."""
        found = [name for name in _TABLES if self.files.exists(f"{self.out}/{name}")]
        if found and not self.files.exists(self.work):
            raise InputError(
                f"{self.out} holds {' and '.join(found)}, but no _work of an earlier start; give a new folder as the output,"
                " so that nothing is written over."
            )

    # -- coding, part by part -------------------------------------------------------------------------------------------

    def _code(self, parts: Sequence[Part]) -> int:
        before = 0
        for n, part in enumerate(parts, 1):
            at = f"{self.work}/coded/{part.name}"
            if self.files.exists(f"{at}/_SUCCESS"):
                before += 1
                continue
            self.spark.sparkContext.setJobDescription("coding")
            self.tell(f"part {n} of {len(parts)}: coding {len(part.files)} file(s), {sum(f.size for f in part.files) / 1e6:,.1f} MB")
            self._coded(part).write.mode("overwrite").option("compression", "zstd").parquet(at)
        return before

    def _coded(self, part: Part) -> DataFrame:
        numbers = {f.address: n for n, f in enumerate(part.files)}
        reading = coding.Reading(numbers, self.asked.published, self.asked.columns, versions())
        lines, whole = ([escaped(f.path) for f in part.files if f.by_lines is kind] for kind in (True, False))
        made: list[DataFrame] = []
        if lines:
            read = (
                self.spark.read.option("lineSep", "\n")
                .text(lines)
                .selectExpr("_metadata.file_path", "_metadata.file_block_start", "cast(value as binary)")
            )
            made.append(read.mapInArrow(coding.coded_lines(reading), _ddl(coding.SCHEMA)))
        if whole:
            read = self.spark.read.format("binaryFile").load(whole).selectExpr("_metadata.file_path", "content")
            made.append(read.mapInArrow(coding.coded_files(reading), _ddl(coding.SCHEMA)))
        return made[0].union(made[1]) if len(made) == 2 else made[0]

    # -- what is made of all parts together -----------------------------------------------------------------------------

    def _finished(self, stage: str) -> dict[str, Any] | None:
        """The counts of a run over the same parts that came to its end and whose tables are there, or None."""
        at = f"{self.work}/finished.json"
        if not all(self.files.exists(f"{self.out}/{name}/_SUCCESS") for name in _TABLES):
            return None
        found: dict[str, Any] = json.loads(self.files.read(at)) if self.files.exists(at) else {}
        return found["counts"] if found.get("stage") == stage else None

    def _made(self, parts: Sequence[Part], stage: str) -> dict[str, Any]:
        from pyspark.sql import functions as f

        kept = Kept(self.spark, self.files, f"{self.work}/stages/{stage}")
        coded = self._all(parts)
        read = coded.where("document is not null")
        at: list[str] = list(copies.AT)
        self.tell("linking copies")
        links = kept(
            "copies",
            lambda: read.select(*at, "id", "signature").repartition(1).sortWithinPartitions(*at).mapInArrow(copies.copies, _ddl(copies.SCHEMA)),
        )
        fate = kept("fate", lambda: _superseded(read).withColumn("gone", f.lit(True)).join(links, at, "full"))
        self.tell("writing articles and claims")
        left = read.select(*at, "document").join(fate, at, "left").where("gone is null")
        articles = kept(
            "articles", lambda: left.select("document", "reprint_of").mapInArrow(tables.article_rows(versions()), _ddl(tables.ARTICLES)), by=_BY
        )
        documents = articles.where("claims > 0").select("text", "coded")
        claims = kept("claims", lambda: documents.mapInArrow(tables.claim_rows, _ddl(tables.CLAIMS)), by=_BY)
        records = kept("records", lambda: documents.mapInArrow(tables.record_rows, _ddl(tables.RECORDS)))
        self.tell("merging claims into events")
        groups = Merging(kept, records).groups()
        members = groups.join(records, "id").select("group", "record").repartition("group").sortWithinPartitions("group")
        events = kept("events", lambda: members.mapInArrow(merging.events, _ddl(tables.EVENTS)), by=_BY)
        skipped = coded.where("document is null and not passed")
        shown = skipped.orderBy(*at).select("where", "reason").limit(_SHOWN).collect()
        counts: dict[str, Any] = {
            "articles": articles.count(),
            "claims": claims.count(),
            "events": events.count(),
            "copies": articles.where("reprint_of is not null").count(),
            "skipped": skipped.count(),
            "passed": coded.where("document is null and passed").count(),
            "shown": [tuple(row) for row in shown],
        }
        for name in _TABLES:
            self.files.rename(f"{kept.folder}/{name}", f"{self.out}/{name}")
        self.files.write(f"{self.work}/finished.json", json.dumps({"stage": stage, "counts": counts}))
        self.files.delete(f"{self.work}/stages")
        return counts

    def _all(self, parts: Sequence[Part]) -> DataFrame:
        """The coded rows of all parts, with the number of their part."""
        from pyspark.sql import functions as f

        order = self.spark.createDataFrame([(p.name, n) for n, p in enumerate(parts)], "name string, part int")
        rows = self.spark.read.schema(_ddl(coding.SCHEMA)).parquet(*(f"{self.work}/coded/{p.name}" for p in parts))
        name = f.regexp_extract("_metadata.file_path", "/_work/coded/([0-9a-f]{20})/", 1)
        return rows.withColumn("name", name).join(f.broadcast(order), "name").drop("name")


class Kept:
    """Tables that are written under a name and read back: no step is made twice, and a lost machine costs no more than its task."""

    def __init__(self, spark: SparkSession, files: Files, folder: str):
        self._spark, self._files, self.folder = spark, files, folder

    def __call__(self, name: str, make: Callable[[], DataFrame], by: Sequence[str] = ()) -> DataFrame:
        at = f"{self.folder}/{name}"
        if not self._files.exists(f"{at}/_SUCCESS"):
            self._spark.sparkContext.setJobDescription(name)  # what Spark's own pages call it
            table = make()
            self._spark.sparkContext.setJobDescription(name)  # another table may have been made on the way
            if by:  # few files a partition, and none so large that one task writes it alone
                table = table.hint("rebalance", *by)
            table.write.mode("overwrite").option("compression", "zstd").partitionBy(*by).parquet(at)
        return self._spark.read.parquet(at)


class Merging:
    """Records → (group, id) of every record, by tables that meet under keys."""

    def __init__(self, kept: Kept, records: DataFrame):
        self.kept, self.records = kept, records
        self.live = records.where("mergeable")

    def groups(self) -> DataFrame:
        """The group of each record: that of a core, of open records alone, or its own."""
        pairs = self.kept("pairs", self._pairs)
        cores = self.kept("cores", lambda: self._grouped(self.live.where("anchored"), pairs, merging.ANCHORED, merging.cores))
        joined = self.kept("joined", lambda: self._joined(pairs, cores))
        alone = self.live.where("not anchored").join(joined, "id", "left_anti")
        among = alone.select("id")
        left = pairs.join(among.withColumnRenamed("id", "one"), "one", "left_semi").join(among.withColumnRenamed("id", "other"), "other", "left_semi")
        rest = self.records.where("not mergeable").selectExpr("id as group", "id")
        others = self.kept("alone", lambda: self._grouped(alone, left, merging.OPEN, merging.groups_alone))
        return cores.unionByName(joined).unionByName(others).unionByName(rest)

    def _pairs(self) -> DataFrame:
        keyed = self.live.select("id", "record").mapInArrow(tables.keyed_rows, _ddl(tables.BLOCKS))
        counts = self.kept("keys", lambda: keyed.groupBy("key").count())
        salted = _salted(keyed, counts.where("count > 1"), "key")
        rows = salted.selectExpr("key", "salt", "looks and own as looks", "stands", "record").where("looks or stands")
        return _called(rows, ("key", "salt"), _sum(counts, "count"), merging.pairs_of, merging.PAIRS)

    def _grouped(self, records: DataFrame, pairs: DataFrame, kind: str, function: Callable[[pa.Table], pa.Table]) -> DataFrame:
        """The groups of records that pairs of a kind tie; those without a pair are groups of their own."""
        edges = pairs.where(f"kind = '{kind}'").selectExpr("xxhash64(one) as a", "xxhash64(other) as b")
        # Where two ids have one hash, two components are looked at together: what comes out is the same.
        tied = self.kept(f"components-{kind}", lambda: components(edges, lambda table, name: self.kept(f"{kind}-{name}", lambda: table)))
        placed = records.selectExpr("id", "record", "xxhash64(id) as node").join(tied, "node", "left")
        many = placed.where("component is not null").select("component", "record")
        single = placed.where("component is null").selectExpr("id as group", "id")
        return _called(many, ("component",), tied.count(), function, merging.GROUPS).unionByName(single)

    def _joined(self, pairs: DataFrame, cores: DataFrame) -> DataFrame:
        """Open records that join a core."""
        from pyspark.sql import functions as f

        near = pairs.where(f"kind = '{merging.BESIDE}'").selectExpr("one as open", "other as id").join(cores, "id")
        beside = self.kept("beside", lambda: near.selectExpr("open as id", "group as core").distinct())
        record = self.live.select("id", "record")
        members = cores.withColumnRenamed("group", "core").join(beside.select("core").distinct(), "core").join(record, "id")
        rows = members.withColumn("member", f.lit(True)).unionByName(beside.join(record, "id").withColumn("member", f.lit(False)))
        salted = _salted(rows, beside.groupBy("core").count(), "core").where("member or own")
        wishes = self.kept(
            "wishes",
            lambda: _called(salted.select("core", "salt", "member", "record"), ("core", "salt"), 2 * beside.count(), merging.wishes, merging.WISHES),
        )
        return _called(wishes, ("article",), wishes.count(), merging.places, merging.GROUPS)


def _superseded(read: DataFrame) -> DataFrame:
    """Where the rows stand that a later row of the same article supersedes, or only repeats."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    each = Window.partitionBy("id").orderBy(*copies.AT)
    before = f.lag("digest").over(each)
    place = f.struct(*copies.AT)
    told = read.select(*copies.AT, "id", "digest").withColumn("begins", before.isNull() | (before != f.col("digest")))
    last = told.withColumn("last", f.max(f.when(f.col("begins"), place)).over(Window.partitionBy("id")))
    return last.where(place != f.col("last")).select(*copies.AT)


def _salted(rows: DataFrame, counts: DataFrame, key: str) -> DataFrame:
    """Rows of the keys that are counted; of a heavy key as many copies as it has salts, each `own` under one of them."""
    from pyspark.sql import functions as f

    salts = counts.select(key, f.ceil(f.col("count") / _HEAVY).cast("int").alias("salts"))
    out = rows.join(salts, key).withColumn("salt", f.explode(f.sequence(f.lit(0), f.col("salts") - 1)))
    return out.withColumn("own", f.pmod(f.xxhash64("id"), f.col("salts")) == f.col("salt"))


def _called(rows: DataFrame, keys: Sequence[str], count: int, function: Callable[[pa.Table], pa.Table], schema: pa.Schema) -> DataFrame:
    """What a function says of rows, all rows of one key in one call, and so many keys in a call that it is worth its cost."""
    from pyspark.sql import functions as f

    bucket = f.pmod(f.xxhash64(*keys), f.lit(max(1, count // _BUCKET)))
    return rows.withColumn("bucket", bucket).groupBy("bucket").applyInArrow(_without_bucket(function), _ddl(schema))


def _without_bucket(function: Callable[[pa.Table], pa.Table]) -> Callable[[pa.Table], pa.Table]:
    return lambda table: function(table.drop_columns(["bucket"]))


def _sum(table: DataFrame, column: str) -> int:
    from pyspark.sql import functions as f

    return int(table.agg(f.sum(column)).collect()[0][0] or 0)


_TYPES = {pa.string(): "string", pa.binary(): "binary", pa.bool_(): "boolean", pa.int32(): "int", pa.int64(): "bigint", pa.float64(): "double"}


def _ddl(schema: pa.Schema) -> str:
    """An Arrow schema as Spark writes it."""
    return ", ".join(f"`{field.name}` {_TYPES[field.type]}" for field in schema)
