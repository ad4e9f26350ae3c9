"""Pages in the shape of Arabic news themes, around articles of our own: what stands in them is known, so reading can be scored.

Each theme is a function of a `Page` to HTML. `page.c(line)` marks a line as furniture that a reader must not take for the
article. Markup follows the manner of the real themes (class names are facts of them); text is ours.
"""

# fmt: off
from __future__ import annotations

import html
import json
from collections.abc import Callable
from dataclasses import dataclass, field

LEVANT = ["كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"]
EGYPT = ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"]
MAGHREB = ["جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"]
DAYS = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]
TODAY = (2026, 11, 18)  # what a page's clock showed when it was saved: never the article's date


@dataclass
class Page:
    """One page's content, and the furniture lines that its theme put around it."""

    title: str
    paragraphs: list[str]
    date: tuple[int, int, int]
    weekday: str
    hijri: str
    outlet: str
    domain: str
    author: str
    section: str
    tags: list[str]
    others: list[str]
    number: int
    dateline: str = ""
    chrome: list[str] = field(default_factory=list)
    dated: bool = True
    encoding: str = "utf-8"

    def c(self, line: str) -> str:
        self.chrome.append(line)
        return html.escape(line)

    @property
    def iso(self) -> str:
        return "{:04}-{:02}-{:02}".format(*self.date)

    @property
    def url(self) -> str:
        return f"https://{self.domain}/{self.number}"

    def day(self, months: list[str]) -> str:
        return f"{self.date[2]} {months[self.date[1] - 1]} {self.date[0]}"

    def today(self, months: list[str]) -> str:
        return f"{TODAY[2]} {months[TODAY[1] - 1]} {TODAY[0]}"

    def head(self, extra: str = "") -> str:
        return f'<head><meta charset="{self.encoding}"><title>{html.escape(self.title)} - {html.escape(self.outlet)}</title><meta name="viewport" content="width=device-width"><style>.a{{color:red}}</style><script>var ads=1;</script>{extra}</head>'

    def lis(self, lines: list[str], cls: str = "") -> str:
        return "".join(f'<li class="{cls}"><a href="/n/{i}">{self.c(x)}</a></li>' for i, x in enumerate(lines))

    def nav(self) -> str:
        return "".join(
            f'<li class="menu-item"><a href="/{i}">{self.c(x)}</a></li>'
            for i, x in enumerate(["الرئيسية", "أخبار محلية", "عربي ودولي", "تقارير", "رياضة", "اتصل بنا"])
        )


def _p(p: Page, inside: dict[int, str] | None = None) -> str:
    """The body's paragraphs, with what a theme puts between them by number."""
    out = []
    for n, text in enumerate(p.paragraphs):
        lead = p.dateline if n == 0 else ""
        out.append(f"<p>{html.escape(lead + text)}</p>")
        if inside and n in inside:
            out.append(inside[n])
    return "\n".join(out)


def jannah(p: Page) -> str:
    graph = {"@context": "http://schema.org", "@type": "NewsArticle", "dateCreated": f"{p.iso}T10:02:11+03:00", "datePublished": f"{p.iso}T10:02:11+03:00", "dateModified": f"{p.date[0]}-12-30T09:00:00+03:00", "headline": p.title, "name": p.title, "articleSection": p.section, "author": {"@type": "Person", "name": p.author}, "publisher": {"@type": "Organization", "name": p.outlet}}
    related = p.c("اقرأ أيضًا: " + p.others[4])
    inside = {1: f'<div id="inline-related-post" class="mag-box mini-posts-box"><h3>{p.c("مقالات ذات صلة")}</h3><ul>{p.lis(p.others[2:4], "widget-single-post-item")}</ul></div>', 2: f'<p><strong><a href="/r">{related}</a></strong></p>'}
    return f"""<!DOCTYPE html><html dir="rtl" lang="ar">{p.head(f'<link rel="canonical" href="{p.url}/"><meta property="og:site_name" content="{p.outlet}"><meta property="article:published_time" content="{p.iso}T07:02:11+00:00"><meta property="article:section" content="{p.section}">')}
<body id="tie-body" class="rtl single single-post wrapper-has-shadow block-head-1 sidebar-left has-sidebar is-header-layout-3">
<div id="tie-container"><header id="theme-header"><div id="top-nav"><div class="topbar-today-date">{p.c(p.today(EGYPT))}</div><div class="breaking"><span>{p.c("أخبار عاجلة")}</span><ul id="breaking-news">{p.lis(p.others[:3], "news-item")}</ul></div></div><nav id="main-nav"><ul>{p.nav()}</ul></nav></header>
<div id="content" class="site-content container"><div class="main-content tie-col-md-8"><article id="the-post" class="container-wrapper post-content tie-standard">
<div class="featured-area"><figure class="single-featured-image"><img src="/a.jpg" alt="x"><figcaption class="single-caption-text">{p.c("آليات عسكرية على طريق ترابي (أرشيف)")}</figcaption></figure></div>
<header class="entry-header-outer"><nav id="breadcrumb"><a href="/">{p.c("الرئيسية")}</a> <em class="delimiter">/</em> <a href="/c">{p.c(p.section)}</a></nav><div class="entry-header"><span class="post-cat-wrap"><a class="post-cat" href="/c">{p.section}</a></span><h1 class="post-title entry-title">{html.escape(p.title)}</h1>
<div class="single-post-meta post-meta clearfix"><span class="author-meta single-author"><a class="author-name tie-icon" href="/author">{p.c(p.author)}</a></span><span class="date meta-item tie-icon">{p.c(p.day(EGYPT))}</span><div class="tie-alignright"><span class="meta-comment tie-icon">0</span><span class="meta-views meta-item"> 1٬204 </span><span class="meta-reading-time meta-item">{p.c("دقيقة واحدة")}</span></div></div></div></header>
<div id="share-buttons-top" class="share-buttons share-buttons-top"><a class="facebook-share-button"><span class="share-text">{p.c("فيسبوك")}</span></a><a><span>{p.c("واتساب")}</span></a><a><span>{p.c("مشاركة عبر البريد")}</span></a><a><span>{p.c("طباعة")}</span></a></div>
<div class="entry-content entry clearfix">{_p(p, inside)}<div class="stream-item stream-item-below-post-content">{p.c("إعلان")}</div><div class="post-bottom-meta post-bottom-tags"><div class="post-bottom-meta-title">{p.c("الوسوم")}</div><span class="tagcloud">{"".join(f'<a rel="tag" href="/t">{p.c(t)}</a>' for t in p.tags)}</span></div></div>
<div id="post-extra-info"></div><script id="tie-schema-json" type="application/ld+json">{json.dumps(graph, ensure_ascii=False)}</script></article>
<div class="post-components"><div class="about-author container-wrapper"><h3>{p.author}</h3><div class="author-bio">{p.c("محرر في قسم الأخبار، يكتب عن شؤون المنطقة")}</div></div><div id="related-posts" class="container-wrapper"><div class="mag-box-title"><h3>{p.c("مقالات ذات صلة")}</h3></div><div class="related-posts-list">{"".join(f'<div class="related-item"><h3 class="post-title"><a href="/x">{p.c(o)}</a></h3></div>' for o in p.others[4:8])}</div></div>
<div id="comments"><div id="respond"><h3>{p.c("اترك تعليقاً")}</h3><p class="comment-notes">{p.c("لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *")}</p></div></div></div></div>
<aside class="sidebar"><div class="widget"><h3>{p.c("الأكثر قراءة")}</h3><ul>{p.lis(p.others[5:9])}</ul></div></aside></div>
<footer>{p.c("© جميع الحقوق محفوظة لموقع " + p.outlet)}</footer><a id="go-to-top" href="#"><span>{p.c("زر الذهاب إلى الأعلى")}</span></a></div></body></html>"""


def sahifa(p: Page) -> str:
    return f"""<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" prefix="og: http://ogp.me/ns#" dir="rtl" lang="ar">{p.head(f'<meta property="og:title" content="{html.escape(p.title)}"><meta property="og:site_name" content="{p.outlet}"><meta property="og:url" content="{p.url}">')}
<body class="rtl single single-post lazy-enabled"><div class="wrapper-outer"><div id="theme-header"><div class="top-nav"><div class="container"><span class="today-date">{p.c(p.weekday + " , " + p.today(EGYPT))}</span><ul>{p.nav()}</ul></div></div><div class="breaking-news"><span>{p.c("عاجل")}</span><ul>{p.lis(p.others[:4])}</ul></div></div>
<div id="main-content" class="container"><div class="content"><div id="crumbs"><a href="/">{p.c("الرئيسية")}</a> <span class="delimiter">/</span> <a>{p.c(p.section)}</a> <span class="delimiter">/</span> <span class="current">{html.escape(p.title)}</span></div>
<article class="post-listing post type-post" id="the-post"><div class="post-inner"><h1 class="name post-title entry-title"><span itemprop="name">{html.escape(p.title)}</span></h1>
<p class="post-meta"><span class="post-meta-author"><a href="/a">{p.c(p.author)}</a></span><span class="tie-date">{p.c(p.day(EGYPT))}</span><span class="post-cats"><a>{p.section}</a></span><span class="post-comments"><a>{p.c("اضف تعليق")}</a></span><span class="post-views">{p.c("543 زيارة")}</span></p><div class="clear"></div>
<div class="entry"><div class="share-post"><span class="share-text">{p.c("شاركها")}</span><ul><li>{p.c("تويتر")}</li><li>Google +</li></ul></div>
<div class="e3lan">{p.c("مساحة إعلانية")}</div>{_p(p, {0: f'<div id="attachment_1" class="wp-caption aligncenter"><img src="1.jpg"><p class="wp-caption-text">{p.c("تصوير: أرشيف الموقع")}</p></div>', 3: f'<p style="text-align:right"><span style="color:#ff0000">{p.c("إقرأ أيضاً :")}</span></p><p><a href="/z">{p.c(p.others[5])}</a></p>'})}</div>
<div class="share-post"><span class="share-text">{p.c("شاركها")}</span></div></div></article><p class="post-tag">{p.c("الوسوم")} {" ".join(f'<a rel="tag">{p.c(t)}</a>' for t in p.tags)}</p>
<section id="author-box"><div class="block-head"><h3>{p.c("عن " + p.author)}</h3></div></section><div class="post-navigation"><div class="post-previous"><a>{p.c("السابق")} {p.c(p.others[6])}</a></div></div>
<section id="related_posts"><div class="block-head"><h3>{p.c("مقالات مشابهة")}</h3></div>{"".join(f'<div class="related-item"><h3><a>{p.c(o)}</a></h3><p class="post-meta"><span class="tie-date">{p.c(d)}</span></p></div>' for o, d in zip(p.others[7:10], ["3 ساعات مضت", "يوم واحد مضت", "أسبوع واحد مضت"], strict=True))}</section><section id="check-also-box"><h3>{p.c("شاهد أيضاً")}</h3><a>{p.c(p.others[3])}</a><p>{p.c(p.paragraphs[-1][:40] + " …")}</p></section></div></div></div></body></html>"""


def newspaper(p: Page) -> str:
    return f"""<!doctype html><html dir="rtl" lang="ar" class="no-js">{p.head(f'<meta property="og:site_name" content="{p.outlet}"><link rel="canonical" href="{p.url}">')}
<body class="rtl post-template-default single single-post td-standard-pack wpb-js-composer"><div id="td-outer-wrap" class="td-theme-wrap"><div class="td-header-wrap"><div class="td_data_time"><div>{p.c(p.weekday + ", " + p.today(EGYPT))}</div></div><ul class="sf-menu">{p.nav()}</ul></div>
<div class="td-main-content-wrap"><div class="td-container"><div class="td-crumb-container"><div class="entry-crumbs"><span><a>{p.c("الرئيسية")}</a></span> <i class="td-icon-right td-bread-sep"></i> <span><a>{p.c(p.section)}</a></span></div></div>
<div class="td-pb-row"><div class="td-pb-span8 td-main-content"><article class="post type-post"><div class="td-post-header"><ul class="td-category"><li class="entry-category"><a>{p.section}</a></li></ul><header class="td-post-title"><h1 class="entry-title">{html.escape(p.title)}</h1><div class="td-module-meta-info"><div class="td-post-author-name"><div class="td-author-by">{p.c("بواسطة")}</div> <a>{p.c(p.author)}</a> <div class="td-author-line"> - </div></div><span class="td-post-date"><time class="entry-date updated td-module-date" datetime="{p.iso}T18:40:02+03:00">{p.c(p.day(EGYPT))}</time></span><div class="td-post-comments"><a>0</a></div><div class="td-post-views"><span>{p.c("212 مشاهدة")}</span></div></div></header></div>
<div class="td-post-sharing-top"><div class="td-post-sharing-visible"><a class="td-social-facebook"><div class="td-social-but-text">{p.c("شارك على فيسبوك")}</div></a></div></div>
<div class="td-post-content tagdiv-type"><div class="td-post-featured-image"><figure><img src="i.jpg"><figcaption class="wp-caption-text">{p.c("صورة تعبيرية")}</figcaption></figure></div>{_p(p, {2: f'<div class="td-a-rec td-a-rec-id-content_inline"><span>{p.c("- إعلان -")}</span></div><blockquote class="twitter-tweet"><p dir="rtl">{p.c("تابعوا تغطيتنا المباشرة للتطورات")}</p>&mdash; @news</blockquote>'})}</div>
<footer><div class="td-post-source-tags"><ul class="td-tags"><li><span>{p.c("الوسوم")}</span></li>{"".join(f"<li><a>{p.c(t)}</a></li>" for t in p.tags)}</ul></div><div class="td-block-row td-post-next-prev"><div class="td-post-prev-post"><span>{p.c("المادة السابقة")}</span><a>{p.c(p.others[1])}</a></div></div><div class="author-box-wrap"><div class="td-author-name">{p.author}</div></div></footer></article>
<div class="td_block_wrap td_block_related_posts"><h4>{p.c("مقالات مشابهة")}<span>{p.c("أكثر من الكاتب")}</span></h4>{"".join(f'<div class="td_module_related_posts"><h3 class="entry-title td-module-title"><a>{p.c(o)}</a></h3></div>' for o in p.others[2:5])}</div><div class="comments" id="comments"><h3>{p.c("ترك الرد")}</h3><p>{p.c("أدخل تعليقك من فضلك")}</p></div></div>
<div class="td-pb-span4 td-main-sidebar"><div class="td_block_template_1"><h4>{p.c("أحدث الأخبار")}</h4>{"".join(f'<h3 class="entry-title"><a>{p.c(o)}</a></h3><time class="entry-date" datetime="2026-11-17T10:00:00+00:00">{p.c("17 نوفمبر 2026")}</time>' for o in p.others[5:9])}</div></div></div></div></div></div></body></html>"""


def state_agency(p: Page) -> str:
    """An agency's old pages: tables, the date in a line with its Levantine month, no metadata."""
    return f"""<html dir="rtl">{p.head()}<body><table width="990"><tr><td colspan="3"><div class="date">{p.c(DAYS[2] + " " + p.today(LEVANT))}</div>{"".join(f"<a href=/{i}>{p.c(x)}</a> | " for i, x in enumerate(["الرئيسية", "سياسة", "محليات", "ثقافة", "رياضة", "اقتصاد"]))}</td></tr>
<tr><td width="200" valign="top"><b>{p.c("آخر الأخبار")}</b>{"".join(f"<div><a>{p.c(o)}</a></div>" for o in p.others[:7])}</td>
<td valign="top"><div class="newstitle"><h2>{html.escape(p.title)}</h2></div><div class="newsdate">{p.c(f"{p.weekday}، {p.day(LEVANT)}")}</div>
<div class="tools"><a>{p.c("A-")}</a> <a>{p.c("A+")}</a> <a>{p.c("إرسال لصديق")}</a> <a>{p.c("نسخة للطباعة")}</a></div><div class="newsbody">{html.escape(p.dateline)}{"<br /><br />".join(html.escape(x) for x in p.paragraphs)}<br /><br />{p.c("ف.م - ن.ع")}</div>
<div class="morenews"><b>{p.c("أخبار ذات صلة")}</b>{"".join(f"<div>• <a>{p.c(o)}</a></div>" for o in p.others[7:10])}</div></td><td width="160"><img src="ad.gif"><div>{p.c("النشرة البريدية")}</div></td></tr></table><center>{p.c("حقوق النشر محفوظة © 2026")}</center></body></html>"""


def new_agency(p: Page) -> str:
    """An agency's present pages: JSON-LD graph, hashed classes, a related box inside the body."""
    graph = {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": p.outlet, "datePublished": "2011-01-01"}, {"@type": ["NewsArticle"], "headline": p.title, "datePublished": f"{p.iso}T21:30:00.000Z", "dateModified": f"{p.iso}T22:10:00.000Z", "author": [{"@type": "Person", "name": p.author}], "publisher": {"@type": "NewsMediaOrganization", "name": p.outlet}, "articleSection": [p.section], "inLanguage": "ar"}]}
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl">{p.head(f'<link rel="canonical" href="{p.url}"><script type="application/ld+json">{json.dumps(graph, ensure_ascii=False)}</script>')}
<body><div id="root"><div class="css-1x2y hdr"><a class="css-9d">{p.c("مباشر")}</a>{"".join(f'<a class="css-9d">{p.c(x)}</a>' for x in ["الشرق الأوسط", "العالم", "اقتصاد", "صحة"])}</div><main class="css-77a"><div class="css-b1"><span>{p.c(p.section)}</span></div><h1 class="css-h1">{html.escape(p.title)}</h1><div class="css-meta"><span>{p.c(p.author)}</span><span>{p.c(f"{p.date[2]:02}.{p.date[1]:02}.{p.date[0]} - {p.c('محدث')} : {p.date[2]:02}.{p.date[1]:02}.{p.date[0]}")}</span></div>
<div class="css-img"><picture><img src="x"></picture><span class="css-cap">{p.c("Foto: " + p.outlet)}</span></div><div class="css-txt">{_p(p, {1: f'<div class="css-rel"><div>{p.c("اقرأ أيضا")}</div><a href="/r1"><div>{p.c(p.others[0])}</div></a><a href="/r2"><div>{p.c(p.others[1])}</div></a></div>', 3: f'<div class="css-nl"><p>{p.c("اشترك في نشرتنا البريدية ليصلك كل جديد")}</p><button>{p.c("اشترك الآن")}</button></div>'})}</div>
<div class="css-foot"><p>{p.c("الأخبار المنشورة على الصفحة الرسمية للوكالة هي اختصار لجزء من الأخبار التي تعرض للمشتركين")}</p></div><div class="css-tags">{"".join(f"<a>{p.c('#' + t)}</a>" for t in p.tags)}</div><section class="css-more"><h3>{p.c("الأكثر تداولا")}</h3>{"".join(f'<a class="css-card"><h4>{p.c(o)}</h4><p>{p.c(o + " بحسب مراسلنا")}</p></a>' for o in p.others[2:7])}</section></main></div></body></html>"""


def joomla(p: Page) -> str:
    return f"""<!DOCTYPE html><html dir="rtl" lang="ar-aa">{p.head(f'<base href="{p.url}"><meta name="generator" content="Joomla! - Open Source Content Management"><meta name="author" content="{p.author}">')}
<body class="site com_content view-article"><div class="body"><header class="header"><div class="mod-date">{p.c(p.weekday + " " + p.today(LEVANT))}</div><ul class="nav menu">{p.nav()}</ul></header><div class="row-fluid"><ul class="breadcrumb"><li>{p.c("أنت هنا:")}</li><li><a>{p.c("الرئيسية")}</a></li><li><span>{p.c(p.section)}</span></li></ul>
<main id="content"><div class="item-page" itemscope itemtype="https://schema.org/Article"><meta itemprop="inLanguage" content="ar-AA"><div class="page-header"><h2 itemprop="headline">{html.escape(p.title)}</h2></div>
<dl class="article-info muted"><dt class="article-info-term">{p.c("التفاصيل")}</dt><dd class="createdby">{p.c("كتب بواسطة: " + p.author)}</dd><dd class="category-name">{p.c("التصنيف: " + p.section)}</dd><dd class="published">{p.c(f"نشر بتاريخ: {p.weekday}, {p.date[2]:02} {LEVANT[p.date[1] - 1]} {p.date[0]} 11:25")}</dd><dd class="hits">{p.c("الزيارات: 1875")}</dd></dl>
<ul class="actions"><li>{p.c("طباعة")}</li><li>{p.c("البريد الإلكتروني")}</li></ul><div itemprop="articleBody">{_p(p)}</div><ul class="pager pagenav"><li class="previous"><a>{p.c("السابق")}</a></li><li class="next"><a>{p.c("التالي")}</a></li></ul></div></main><div id="aside">{p.c("المتواجدون الآن")}<p>{p.c("134 زائر، ولايوجد أعضاء داخل الموقع")}</p><ul class="mostread">{p.lis(p.others[:5])}</ul></div></div></div></body></html>"""


def joomla_k2(p: Page) -> str:
    return f"""<!DOCTYPE html><html dir="rtl" lang="ar">{p.head(f'<meta property="og:url" content="{p.url}">')}<body class="com_k2"><div id="top">{p.c(p.today(LEVANT))}</div><ul>{p.nav()}</ul><span id="startOfPageId8"></span><div id="k2Container" class="itemView"><div class="itemHeader"><span class="itemDateCreated">{p.c(f"{p.weekday}, {p.date[2]:02} {EGYPT[p.date[1] - 1]} {p.date[0]} 09:11")}</span><h2 class="itemTitle">{html.escape(p.title)}</h2><span class="itemAuthor">{p.c("كتبه")} <a>{p.c(p.author)}</a></span></div>
<div class="itemToolbar"><ul><li><span class="itemTextResizerTitle">{p.c("حجم الخط")}</span><a>{p.c("تصغير حجم الخط")}</a><a>{p.c("تكبير حجم الخط")}</a></li><li><a>{p.c("طباعة")}</a></li><li><a>{p.c("كن أول من يعلق!")}</a></li></ul></div><div class="itemRatingBlock"><span>{p.c("قيم الموضوع")}</span><div>{p.c("(0 أصوات)")}</div></div>
<div class="itemBody"><div class="itemImageBlock"><span class="itemImage"><img></span><span class="itemImageCaption">{p.c("جانب من المدينة بعد القصف")}</span></div><div class="itemIntroText"><p>{html.escape(p.dateline + p.paragraphs[0])}</p></div><div class="itemFullText">{"".join(f"<p>{html.escape(x)}</p>" for x in p.paragraphs[1:])}</div><div class="itemContentFooter"><span class="itemHits">{p.c("قراءة 372 مرات")}</span><span class="itemDateModified">{p.c("آخر تعديل على الأربعاء, 18 نوفمبر 2026 12:10")}</span></div></div>
<div class="itemLinks"><span>{p.c("نشرت في")}</span><a>{p.c(p.section)}</a><div class="itemTagsBlock"><span>{p.c("موسومة تحت")}</span><ul class="itemTags">{"".join(f"<li><a>{p.c(t)}</a></li>" for t in p.tags)}</ul></div></div><div class="itemRelated"><h3>{p.c("وسائط")}</h3><ul>{p.lis(p.others[:4])}</ul></div><div class="itemBackToTop"><a>{p.c("الرجوع لأعلى")}</a></div></div></body></html>"""


def blogger(p: Page) -> str:
    return f"""<!DOCTYPE html><html class="v2" dir="rtl">{p.head(f'<meta content="blogger" name="generator"><link href="{p.url}" rel="canonical"><meta content="{html.escape(p.title)}" property="og:title">')}
<body class="loading"><div class="header section" id="header"><h1 class="title"><a>{p.c(p.outlet)}</a></h1><p class="description">{p.c("موقع إخباري مستقل")}</p></div><div class="main section" id="main"><div class="widget Blog"><div class="blog-posts hfeed"><div class="date-outer"><h2 class="date-header"><span>{p.c(f"{p.weekday}، {p.day(EGYPT)}")}</span></h2><div class="post hentry"><h3 class="post-title entry-title" itemprop="name">{html.escape(p.title)}</h3>
<div class="post-body entry-content" id="post-body-{p.number}" itemprop="articleBody"><div class="separator" style="clear:both"><a href="b.jpg"><img></a></div>{"".join(f'<div dir="rtl" style="text-align: right;">{html.escape(x)}</div><div><br></div>' for x in p.paragraphs)}<div style="clear: both;"></div></div>
<div class="post-footer"><div class="post-footer-line post-footer-line-1"><span class="post-author vcard">{p.c("مرسلة بواسطة")} <span class="fn" itemprop="author"><span itemprop="name">{p.c(p.author)}</span></span></span> <span class="post-timestamp">{p.c("في")} <a class="timestamp-link" href="{p.url}"><abbr class="published" itemprop="datePublished" title="{p.iso}T13:05:00+03:00">1:05 م</abbr></a></span></div><div class="post-footer-line-2"><span class="post-labels">{p.c("التسميات:")} {"".join(f'<a rel="tag">{p.c(t)}</a>' for t in p.tags)}</span></div></div></div></div></div><div class="comments" id="comments"><h4>{p.c("ليست هناك تعليقات:")}</h4><h4>{p.c("إرسال تعليق")}</h4></div><div class="blog-pager" id="blog-pager"><a>{p.c("رسالة أحدث")}</a><a>{p.c("رسالة أقدم")}</a></div></div></div><div class="sidebar section"><h2>{p.c("المشاركات الشائعة")}</h2><ul>{p.lis(p.others[:6])}</ul><h2>{p.c("أرشيف المدونة الإلكترونية")}</h2></div></body></html>"""


def amp(p: Page) -> str:
    ld = {"@context": "http://schema.org", "@type": "NewsArticle", "mainEntityOfPage": p.url, "publisher": {"@type": "Organization", "name": p.outlet}, "headline": p.title, "datePublished": f"{p.iso}T05:00:00Z", "author": p.author}
    return f"""<!doctype html><html amp dir="rtl" lang="ar">{p.head(f'<link rel="canonical" href="{p.url}"><script type="application/ld+json">{json.dumps(ld)}</script><style amp-boilerplate>body{{-webkit-animation:none}}</style>')}
<body><amp-sidebar id="s" layout="nodisplay"><ul>{p.nav()}</ul></amp-sidebar><header class="amp-wp-header"><a>{p.c(p.outlet)}</a></header><article class="amp-wp-article"><header class="amp-wp-article-header"><h1 class="amp-wp-title">{html.escape(p.title)}</h1><div class="amp-wp-meta amp-wp-byline"><span class="amp-wp-author">{p.c(p.author)}</span></div><div class="amp-wp-meta amp-wp-posted-on"><time datetime="{p.iso}T05:00:00+00:00">{p.c("منذ سنوات")}</time></div></header><figure class="amp-wp-article-featured-image"><amp-img src="x"></amp-img><figcaption class="wp-caption-text">{p.c("الصورة: مواقع التواصل")}</figcaption></figure>
<div class="amp-wp-article-content">{_p(p, {1: f'<amp-ad type="x">{p.c("إعلان")}</amp-ad>', 2: f'<p>{p.c("إقرأ المزيد:")} <a href="/q">{p.c(p.others[0])}</a></p>'})}</div><footer class="amp-wp-article-footer"><div class="amp-wp-meta amp-wp-tax-category">{p.c("التصنيفات:")} <a>{p.c(p.section)}</a></div><div class="amp-wp-meta amp-wp-tax-tag">{p.c("الكلمات الدلالية:")} {"".join(f"<a>{p.c(t)}</a>" for t in p.tags)}</div></footer></article><div class="amp-related"><h3>{p.c("قد يعجبك أيضا")}</h3><ul>{p.lis(p.others[1:5])}</ul></div><footer class="amp-wp-footer"><a>{p.c("الرجوع إلى أعلى الصفحة")}</a></footer></body></html>"""


def next_json(p: Page) -> str:
    """A page drawn by script: the markup is an empty shell, the article stands in its data."""
    data = {"props": {"pageProps": {"menu": [{"title": p.c(x), "url": "/"} for x in ("الرئيسية", "سياسة", "ميدان")], "article": {"id": p.number, "title": p.title, "publishDate": f"{p.iso}T16:20:00+03:00", "section": {"name": p.section}, "author": {"name": p.author}, "caption": p.c("عناصر من القوات قرب خط التماس، صورة أرشيفية من الموقع"), "body": "".join(f"<p>{html.escape(x)}</p>" for x in p.paragraphs), "tags": [{"name": p.c(t)} for t in p.tags]}, "related": [{"title": p.c(o), "summary": p.c(o + " وفق مصادر محلية تحدثت للموقع عن تفاصيل جديدة"), "publishDate": "2026-11-17T10:00:00Z"} for o in p.others[:6]]}}, "page": "/news/[id]"}
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl">{p.head(f'<meta property="og:title" content="{html.escape(p.title)}"><meta property="og:site_name" content="{p.outlet}"><link rel="canonical" href="{p.url}">')}<body><div id="__next"><div class="spinner">{p.c("جاري التحميل...")}</div></div><noscript>{p.c("يرجى تفعيل جافا سكريبت")}</noscript><script id="__NEXT_DATA__" type="application/json">{json.dumps(data, ensure_ascii=False)}</script></body></html>"""


def state_json(p: Page) -> str:
    """A page whose body stands in an assignment inside a script, as paragraphs of plain text."""
    blocks = [{"type": "paragraph", "data": {"text": x}} for x in p.paragraphs]
    blocks.insert(2, {"type": "related", "data": {"title": p.c(p.others[0])}})
    data = {"content": {"headline": p.title, "created_at": f"{p.iso} 08:00:00", "byline": p.author, "blocks": blocks}, "ticker": [p.c(o) for o in p.others[1:6]]}
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl">{p.head(f'<meta property="og:site_name" content="{p.outlet}"><meta property="og:title" content="{html.escape(p.title)}"><link rel="canonical" href="{p.url}">')}<body><div id="app"></div><script>window.__INITIAL_STATE__ = {json.dumps(data)};(function(){{var s;}})();</script></body></html>"""


def drupal(p: Page) -> str:
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl" prefix="content: http://purl.org/rss/1.0/modules/content/">{p.head(f'<meta name="Generator" content="Drupal 9"><link rel="canonical" href="{p.url}">')}<body class="path-node page-node-type-article"><div class="region region-header"><ul class="menu">{p.nav()}</ul><div class="block-date">{p.c(p.today(LEVANT))}</div></div><div class="block-system-breadcrumb-block"><nav class="breadcrumb"><ol><li><a>{p.c("الصفحة الرئيسية")}</a></li><li>{p.c(p.section)}</li></ol></nav></div>
<article role="article" class="node node--type-article node--view-mode-full"><h1 class="page-header"><span class="field field--name-title">{html.escape(p.title)}</span></h1><footer><div class="author">{p.c("بواسطة " + p.author)}, {p.c(f"{p.weekday}, {p.date[2]}/{p.date[1]:02}/{p.date[0]} - 14:12")}</div></footer><div class="node__content"><div class="field field--name-field-image"><img></div><div class="field field--name-field-image-caption">{p.c("(وسائل التواصل)")}</div><div class="clearfix text-formatted field field--name-body field--type-text-with-summary field__item">{_p(p, {2: f"<h3>{p.c('مواضيع ذات صلة:')}</h3><ul>{p.lis(p.others[:2])}</ul>"})}</div>
<div class="field field--name-field-tags"><div class="field__label">{p.c("كلمات مفتاحية")}</div><div class="field__items">{"".join(f'<div class="field__item"><a>{p.c(t)}</a></div>' for t in p.tags)}</div></div><ul class="links inline"><li>{p.c("سجل الدخول أو أنشئ حسابا لإضافة تعليق")}</li></ul></div></article><div class="region-sidebar-second"><h2>{p.c("الأكثر مشاهدة")}</h2>{"".join(f'<div class="views-row"><span class="field-content"><a>{p.c(o)}</a></span></div>' for o in p.others[2:8])}</div></body></html>"""


def old_windows(p: Page) -> str:
    """A site of the first years: windows-1256, font tags, line breaks."""
    p.encoding = "windows-1256"
    return f"""<HTML DIR=RTL>{p.head()}<BODY bgcolor=#ffffff><center><font size=2>{p.c("الصفحة الأولى")} | {p.c("أرشيف")} | {p.c("من نحن")}</font></center><table border=0 cellpadding=4><tr><td><p align=center><b><font size=5 color=navy>{html.escape(p.title)}</font></b></p><font size=2 color=gray>{p.c(f"{p.date[0]}/{p.date[1]}/{p.date[2]}")}</font><br><font face="Simplified Arabic" size=4>{"<br><br>".join(html.escape(x) for x in p.paragraphs)}</font><br><br><font size=2>{p.c("عودة إلى الصفحة الرئيسية")}</font><br><font size=1>{p.c("عدد القراءات: 88")}</font></td></tr></table></BODY></HTML>"""


def portal(p: Page) -> str:
    """A portal: a long ticker before the body, "show related news" repeated inside, the Hijri date beside the other."""
    show = p.c("اظهار أخبار متعلقة")
    return f"""<!doctype html><html lang="ar" dir="rtl">{p.head(f'<link rel="canonical" href="{p.url}"><meta property="og:site_name" content="{p.outlet}">')}<body><div class="topbar"><span>{p.c(p.today(EGYPT) + " 04:18")}</span> <span>{p.c("9 جمادى الآخرة 1448")}</span></div><div class="navbar"><ul>{p.nav()}</ul></div><div class="news-ticker"><b>{p.c("شريط الأخبار")}</b><div class="marquee">{" ".join(f"<a>{p.c(o)}</a>" for o in p.others[:8])}</div></div><div class="container"><div class="row"><div class="col-md-8"><div class="single-news"><h6 class="cat">{p.c(p.section)}</h6><h1>{html.escape(p.title)}</h1><div class="info"><span class="writer">{p.c("تحرير: " + p.author)}</span> <span class="pub">{p.c(f"تاريخ النشر: {p.hijri} - {p.day(EGYPT)} | 10:04 مساءً")}</span> <span>{p.c("عدد المشاهدات 2,310")}</span></div><div class="font-size"><a>-A</a> <a>+A</a></div><img src="q.jpg"><div class="img-desc">{p.c("مشهد عام")}</div><div class="img-desc2">{p.c("مشهد عام")}</div>
<div class="text" id="newsText">{_p(p, {0: f"<div>{show} {show}</div>", 2: f"<div>{show}</div>"})}<p>{p.c("لمتابعة آخر الأخبار انضموا إلى قناتنا على تلغرام")}</p></div><div class="shares">{p.c("شارك برأيك")}</div><div class="fb-comments"></div></div><div class="also"><h4>{p.c("أخبار متعلقة")}</h4>{"".join(f"<div class=item>- <a>{p.c(o)}</a></div>" for o in p.others[3:8])}</div></div><div class="col-md-4"><h4>{p.c("الأكثر قراءة اليوم")}</h4>{"".join(f'<div class=item><span>{n}</span><a>{p.c(o)}</a><p>{p.c("10:1" + str(n) + " . التفاصيل... المزيد")}</p></div>' for n, o in enumerate(p.others[:5]))}</div></div></div></body></html>"""


def elementor(p: Page) -> str:
    """A page builder's output: the body is one widget among twenty that look alike."""

    def widget(kind: str, inner: str) -> str:
        return f'<div class="elementor-element elementor-widget elementor-widget-{kind}"><div class="elementor-widget-container">{inner}</div></div>'

    return f"""<!DOCTYPE html><html dir="rtl" lang="ar">{p.head(f'<link rel="canonical" href="{p.url}"><meta property="og:site_name" content="{p.outlet}"><meta property="article:modified_time" content="2026-01-02T03:04:05+00:00">')}<body class="rtl elementor-default single-post"><div class="elementor elementor-location-header">{widget("nav-menu", f"<ul>{p.nav()}</ul>")}{widget("text-editor", p.c("تابع أحدث التطورات"))}</div><div class="elementor elementor-location-single post"><section class="elementor-section">{widget("theme-post-title", f'<h1 class="elementor-heading-title">{html.escape(p.title)}</h1>')}{widget("post-info", f'<ul class="elementor-inline-items"><li itemprop="datePublished"><a href="/d"><span class="elementor-post-info__item--type-date">{p.c(p.day(EGYPT))}</span></a></li><li itemprop="author"><span class="elementor-post-info__item--type-author">{p.c(p.author)}</span></li></ul>')}{widget("theme-post-content", _p(p))}{widget("post-navigation", f"<span>{p.c('Prev')}</span><a>{p.c(p.others[0])}</a>")}{widget("share-buttons", p.c("Facebook") + p.c("WhatsApp"))}{widget("posts", "".join(f"<article class='elementor-post'><h3><a>{p.c(o)}</a></h3><div class='elementor-post__excerpt'><p>{p.c(o + '، قال شهود')}</p></div><a>{p.c('اقرأ المزيد »')}</a></article>" for o in p.others[1:5]))}</section></div><div class="elementor elementor-location-footer">{widget("text-editor", f"<p>{p.c('موقع إخباري يعنى بالشأن المحلي')}</p>")}</div></body></html>"""


THEMES: tuple[Callable[[Page], str], ...] = (
    jannah, sahifa, newspaper, state_agency, new_agency, joomla, joomla_k2, blogger, amp, next_json, state_json, drupal,
    old_windows, portal, elementor,
)  # fmt: skip
