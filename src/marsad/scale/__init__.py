"""More than one core, and more than one machine: worker processes (`pool.py`), Apache Spark (`spark/`), and its tables read back (`written.py`)."""
