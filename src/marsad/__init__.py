"""marsad (مرصد): Arabic news in, conflict claims with their evidence out.

>>> import marsad
>>> doc = marsad.code("سيطر الجيش السوري على مدينة الميادين.", published="2017-10-14")
>>> [claim.type for claim in doc.claims]
['capture', 'control']
"""

from __future__ import annotations

from .api import articles, code, code_many, explain, frame, open_archive

__version__ = "0.2.0"
__all__ = ["__version__", "articles", "code", "code_many", "explain", "frame", "open_archive"]
