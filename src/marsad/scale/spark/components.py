# PySpark tells its types, but only where it is installed.
# pyright: standard, reportMissingImports=false
"""Connected components of a graph of any size: alternating large-star and small-star steps.

Kiveris, Lattanzi, Mirrokni, Rastogi, Vassilvitskii: Connected Components in MapReduce and Beyond. SoCC 2014.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

# Writes a table under a name and reads it back, so that no step is made twice.
Keep = Callable[["DataFrame", str], "DataFrame"]


def components(edges: DataFrame, keep: Keep) -> DataFrame:
    """(node, component) of every node that has an edge; `edges` are (a, b), of whole numbers. A component is called by its least node."""
    from pyspark.sql import functions as f

    now = keep(edges.where("a <> b").select(f.greatest("a", "b").alias("a"), f.least("a", "b").alias("b")).distinct(), "round-0")
    before: tuple[object, ...] | None = None
    n = 0
    while (state := _state(now)) != before:
        before, n = state, n + 1
        now = keep(_small_star(_large_star(now)), f"round-{n}")
    least = now.select(f.col("b").alias("node"), f.col("b").alias("component")).distinct()
    return now.select(f.col("a").alias("node"), f.col("b").alias("component")).union(least)


def _state(edges: DataFrame) -> tuple[object, ...]:
    from pyspark.sql import functions as f

    # A sum of hashes, so that two tables of the same edges have one state in whatever order they lie.
    state = edges.agg(f.count("*"), f.sum(f.xxhash64("a", "b").cast("decimal(38,0)"))).first()
    return tuple(state or ())


def _large_star(edges: DataFrame) -> DataFrame:
    """Each node's greater neighbours are tied to the least of it and its neighbours."""
    from pyspark.sql import functions as f

    both = edges.union(edges.select("b", "a"))
    least = both.groupBy("a").agg(f.min("b").alias("m")).select("a", f.least("a", "m").alias("m"))
    return both.join(least, "a").where("b > a").select(f.col("b").alias("a"), f.col("m").alias("b")).distinct()


def _small_star(edges: DataFrame) -> DataFrame:
    """Each node and its lesser neighbours are tied to the least of these."""
    from pyspark.sql import functions as f

    down = edges.select(f.greatest("a", "b").alias("a"), f.least("a", "b").alias("b"))
    least = down.groupBy("a").agg(f.min("b").alias("m"))
    tied = down.join(least, "a").where("b <> m").select(f.col("b").alias("a"), f.col("m").alias("b"))
    return tied.union(least.select("a", f.col("m").alias("b"))).distinct()
