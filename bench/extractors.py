"""What finds an Arabic article's body best: trafilatura, resiliparse, readability-lxml, newspaper4k, and marsad's own reader.

Run: python bench/extractors.py   (needs: pip install resiliparse readability-lxml newspaper4k)

The pages are the forty of tests/pages. Body token F1 against the known body, the share of known furniture lines left in,
dates right, and pages a second as a ratio to bare trafilatura in the same run.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from pages.corpus import Known, pages
from pages.score import chrome_left, token_f1

from marsad.errors import InputError
from marsad.read.decode import decode
from marsad.read.page.html import article_from_html

Read = tuple[str, str | None]


def _trafilatura(html: str, **options) -> Read:
    import trafilatura

    found = trafilatura.bare_extraction(html, include_comments=False, include_tables=True, with_metadata=True, **options)
    return (found.text or "", found.date) if found else ("", None)


def _resiliparse(html: str) -> Read:
    from resiliparse.extract.html2text import extract_plain_text

    return extract_plain_text(html, main_content=True, alt_texts=False, links=False), None


def _readability(html: str) -> Read:
    import lxml.html
    from readability import Document

    tree = lxml.html.fromstring(Document(html).summary())
    return "\n".join(tree.itertext()), None


def _newspaper(html: str) -> Read:
    from newspaper import Article

    article = Article("https://x.example/1", language="ar")
    article.download(input_html=html)
    article.parse()
    return article.text, article.publish_date.date().isoformat() if article.publish_date else None


def _marsad(html: str) -> Read:
    try:
        article = article_from_html(html)
    except InputError:
        return "", None
    return article.body, article.published


EXTRACTORS: dict[str, Callable[[str], Read]] = {
    "trafilatura": lambda html: _trafilatura(html),
    "trafilatura favor_precision": lambda html: _trafilatura(html, favor_precision=True),
    "resiliparse": _resiliparse,
    "readability-lxml": _readability,
    "newspaper4k": _newspaper,
    "marsad": _marsad,
}


def main() -> None:
    warnings.filterwarnings("ignore")
    known = pages()
    texts = [decode(page.data)[0] for page in known]
    rates: dict[str, float] = {}
    print(f"{'extractor':30}{'body F1':>9}{'chrome left':>13}{'date right':>12}{'pages/s':>9}{'ratio':>7}")
    for name, extract in EXTRACTORS.items():
        try:
            extract(texts[0])
        except ImportError:
            print(f"{name:30} not installed")
            continue
        start = time.perf_counter()
        found = [extract(text) for text in texts]
        rates[name] = len(texts) / (time.perf_counter() - start)
        _row(name, known, found, rates)


def _row(name: str, known: list[Known], found: list[Read], rates: dict[str, float]) -> None:
    pairs = list(zip(known, found, strict=True))
    f1 = sum(token_f1(text, page) for page, (text, _) in pairs) / len(pairs)
    left, all_ = map(sum, zip(*(chrome_left(text, page) for page, (text, _) in pairs), strict=True))
    dates = Counter(date == page.published for page, (_, date) in pairs)
    ratio = rates[name] / rates["trafilatura"]
    print(f"{name:30}{f1:9.3f}{left / all_:13.3f}{dates[True] / len(pairs):12.3f}{rates[name]:9.0f}{ratio:7.2f}")


if __name__ == "__main__":
    main()
