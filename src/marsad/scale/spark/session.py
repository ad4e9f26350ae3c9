# PySpark tells its types, but only where it is installed.
# pyright: standard, reportMissingImports=false
"""A Spark session with the settings that the job needs; all others are the user's."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import InputError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_NEEDED = {
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",  # 2024-05 is the name of a month, no date
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
}
_USUAL = {
    "spark.sql.files.maxPartitionBytes": "32m",  # coding is slow for its bytes: smaller shares even out, and a lost one costs less
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "WARN",
}
_LOCAL_TRIES = 4  # of a task, where Spark runs in one process: else a worker's death would be the job's


def session(master: str | None = None) -> SparkSession:
    """The session, started if it is not there. Raises `InputError` where PySpark or Java is missing."""
    try:
        from pyspark.conf import SparkConf
        from pyspark.sql import SparkSession
    except ImportError:
        raise InputError("Spark needs the pyspark package; install it with: pip install 'marsad[spark]'") from None
    if not has_java():
        raise InputError("Spark needs Java 17 or newer; install it (Debian: openjdk-17-jre-headless) or set JAVA_HOME.")
    conf = SparkConf()  # with what spark-submit was given
    if master or not conf.contains("spark.master"):
        conf.setMaster(master or f"local[*,{_LOCAL_TRIES}]")
    for name, value in _USUAL.items():
        conf.setIfMissing(name, value)
    for name, value in _NEEDED.items():
        conf.set(name, value)
    conf.setIfMissing("spark.app.name", "marsad")
    return SparkSession.builder.config(conf=conf).getOrCreate()


def tried_before() -> bool:
    """In an executor: whether what it does now was begun by another that died of it."""
    from pyspark import TaskContext

    task = TaskContext.get()
    return task is not None and task.attemptNumber() > 0


def has_java() -> bool:
    """Whether a Java is there to start."""
    home = os.environ.get("JAVA_HOME")
    return bool(home and Path(home, "bin", "java").exists()) or shutil.which("java") is not None
