"""More than one core, and more than one machine: worker processes here, Apache Spark in `spark.py`."""
