"""Which lines of pasted text are page furniture: section labels, share lines, related links, to-top buttons, tags."""

from __future__ import annotations

import re

from ..arabic.normalise import fold

# Lines that are furniture wherever they stand (folded).
_LINES = re.compile(
    r"^(?:المزيد(?: من الاخبار)?|اقرا (?:ايضا|المزيد).*|اقرا ايضا:?.*|مواضيع (?:ذات صله|متعلقه|مشابهه).*|اخبار (?:ذات صله|متعلقه|مشابهه)|شارك(?:ها|نا)? ?(?:هذا الموضوع|المقال|الخبر|عبر|على)?.*|زر الذهاب الي الاعلي"
    r"|مقالات ذات صله|قد يهمك.*|شاهد (?:ايضا|الفيديو).*|تابعنا? (?:علي|عبر).*|انضم الي.*|اشترك.*|طباعه|ارسال|حجم الخط.*|[-+ ]*ا [-+ا ]*|تغريده|فيسبوك|تويتر|واتساب|تلغرام|تيليغرام|نسخ الرابط|التعليقات|اترك تعليقا.*|اضف تعليق.*|الكلمات المفتاحيه.*"
    r"|الوسوم.*|كلمات دلاليه.*|جميع الحقوق محفوظه.*|الرييسيه.*|(?:الصوره|صوره|تصوير)\s*[:/].*|المصدر ?: ?(?:وكالات|مواقع|الانترنت)?|#.*|آخر تحديث.*|اخر تحديث.*|دقيقه واحده للقراءه|\d+ دقايق? للقراءه|نشر في.*|حفظ|استمع.*|عدد المشاهدات.*)$"
)
_SECTIONS = frozenset(
    [
        "اخبار",
        "اخبار دوليه",
        "اخبار عربيه",
        "اخبار محليه",
        "اخبار العالم",
        "عربي ودولي",
        "العالم",
        "سياسه",
        "محليات",
        "عاجل",
        "الاخبار",
        "اخبار سوريا",
        "اخبار العراق",
        "اخبار اليمن",
        "اخبار ليبيا",
        "الشرق الاوسط",
        "تقارير",
        "امن",
        "عربي",
        "دولي",
        "اخر الاخبار",
        "عربيه ودوليه",
        "اخبار عاجله",
        "شوون عربيه",
        "فلسطين",
        "لبنان",
        "ميداني",
    ]
)
_BREADCRUMB = re.compile(r"^[^.،؟!]{2,40}(?:\s[|»›>/]\s[^.،؟!]{2,30}){1,4}$")


def chrome_spans(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of the lines of `text` that are not the article, offsets into `text`."""
    spans: list[tuple[int, int]] = []
    at, seen_body = 0, False
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            start = at + line.index(bare)
            folded = " ".join(fold(bare).split())
            if _is_chrome(folded, bare, seen_body):
                spans.append((start, start + len(bare)))
            else:
                seen_body = seen_body or len(bare) > 20
        at += len(line) + 1
    return tuple(spans)


def _is_chrome(folded: str, bare: str, seen_body: bool) -> bool:
    if _LINES.match(folded) and len(folded) < 90:
        return True
    if seen_body:
        return bool(bare.startswith("#"))
    return folded in _SECTIONS or (
        bool(_BREADCRUMB.match(folded)) and len(folded) < 60 and not folded.startswith(("عاجل |", "مباشر |"))
    )
