# PySpark tells its types, but only where it is installed.
# pyright: standard, reportMissingImports=false, reportMissingModuleSource=false
"""The command: `python -m marsad.scale.spark`, or this file given to `spark-submit`. Absolute imports, for it runs as a script too."""

from __future__ import annotations

import os
import sys
from typing import Annotated

from cyclopts import App, Parameter, validators

from marsad.errors import InputError, MarsadError
from marsad.say import say

app = App(name="marsad-spark", help="Code articles, link copies and merge claims into events on Apache Spark.", version_flags=[])


@app.default
def spark(
    *inputs: str,
    output: Annotated[str, Parameter(name=["--output", "-o"])],
    master: str | None = None,
    published: str | None = None,
    text: str | None = None,
    date: str | None = None,
    title: str | None = None,
    part_size: Annotated[int, Parameter(validator=validators.Number(gte=1))] = 4000,
) -> int:
    """Write the articles, claims and events of any number of files as Parquet, by country and month.

    Started again after a stop, it goes on where it was; started with more files, it codes those.

    Parameters
    ----------
    inputs
        Files, folders and patterns at any path that Hadoop reads: JSON lines (split between executors), WARC, Parquet, and
        whatever else `marsad add` reads (whole, at most 2 GB each).
    output
        The folder to write to: articles/, claims/, events/, and _work/ with what a later start goes on from.
    master
        Spark's master; under `spark-submit` it is known, else it is this machine.
    published
        The publication date (YYYY-MM-DD) of what has none.
    text
        The column of a table that holds the text.
    date
        The column of a table that holds the date of publication.
    title
        The column of a table that holds the headline.
    part_size
        Megabytes of input that are coded together: so much is coded again, at most, when the job was stopped.
    """
    if not inputs:
        raise InputError("there is nothing to read; give files or folders.")
    from marsad.read.article import check_date
    from marsad.read.doors.rows import Columns
    from marsad.scale.spark.job import Asked, run
    from marsad.scale.spark.session import session

    asked = Asked(inputs, output, check_date(published) if published else None, Columns(text, date, None, title), part_size * 1_000_000)
    spark = session(master)
    from py4j.protocol import Py4JJavaError
    from pyspark.errors import PySparkException

    try:
        done = run(spark, asked, lambda line: print(f"marsad: {line}", file=sys.stderr, flush=True))
    except (Py4JJavaError, PySparkException) as error:
        raise InputError(
            f"the job failed ({_brief(error)}); Spark's log tells more. What was done is kept: mend the cause and start the same command again."
        ) from None
    except KeyboardInterrupt:
        print("marsad: stopped; start the same command again to go on", file=sys.stderr)
        return 130
    finally:
        spark.stop()
    if done.coded_before:
        print(f"marsad: {done.coded_before} part(s) had been coded before", file=sys.stderr)
    print(
        f"marsad: {done.articles} articles ({done.copies} copies of others), {done.claims} claims, {done.events} events in {output}", file=sys.stderr
    )
    for where, reason in done.shown:
        say(f"skipped {where}: {reason}")
    if done.skipped > len(done.shown):
        print(f"marsad: {done.skipped} skipped in all", file=sys.stderr)
    if done.passed:
        print(f"marsad: {done.passed} passed over (no page, or not Arabic)", file=sys.stderr)
    return 0 if done.articles else 1


def _brief(error: BaseException) -> str:
    """The innermost cause that Spark tells, in a line."""
    java = getattr(error, "java_exception", None)
    while java is not None and java.getCause() is not None:
        java = java.getCause()
    told = java.toString() if java is not None else str(error)
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    # Of what a Python function raised in an executor the last line is the cause, of all else the first.
    return (lines[-1] if "Traceback" in told else lines[0] if lines else type(error).__name__)[:300]


def main() -> None:
    """Run the command; bad input is one sentence and exit code 2."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        sys.exit(app(result_action="return_value"))
    except MarsadError as error:
        say(str(error))
        sys.exit(2)


if __name__ == "__main__":
    main()
