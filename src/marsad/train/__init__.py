"""Training of the reader (`coder/reader.py`), outside the line: gold → examples → network → weights. Needs `marsad[train]`."""
