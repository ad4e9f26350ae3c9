"""The line on Apache Spark: the same readers, the same coder, the same merging, spread over many machines.

What runs in executors are plain functions over Arrow tables (`coding.py`, `copies.py`, `merging.py`, `tables.py`) that call what one
machine calls; what runs in the driver says which table is made of which (`job.py`). Start it with `python -m marsad.scale.spark`, or
give `spark-submit` this package's `__main__.py`.
"""
