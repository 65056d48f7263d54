"""Sixty texts that break publishers, and what a reader is to see of each."""

from layers import inline
from layers.publishing.markup import printable

MARKUP = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</title></textarea></style></noscript></head>",
    "</p></div></main></body></html>",
    "<b>bold</b> and <i>never closed",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<base href=//evil.example/><meta http-equiv=refresh content=0>",
    "<?php echo 1; ?> <% asp %> <!--#exec cmd=\"ls\"-->",
    "<![CDATA[ x ]]> ]]>",
    "<!-- a comment --> --> --!> <!-->",
    "<!--more--> <!--nextpage--> <!--noteaser-->",
    "a < b > c, 1 <2 and 3> 2, <3",
    "\" onmouseover=\"alert(1)\" x='",
    "<a href=\"javascript:alert(1)\">x</a>",
)  # fmt: skip
BLOCKS = (
    "<!-- /wp:html -->",
    "<!-- /wp:paragraph --><!-- wp:html --><b>x</b><!-- /wp:html -->",
    "<!-- wp:latest-posts /-->",
    'wp:paragraph {"className":"x"} -->',
    '{"metadata":{"name":"masthead:coffee/other"}}',
    '", "@type": "Evil"}]}</script>',
)
SHORTCODES = (
    "[gallery]",
    '[gallery ids="1,2"] and [audio src="x.mp3"]',
    "[[gallery]] [/gallery] [caption]x[/caption]",
    "[embed]https://video.example/1[/embed]",
    "&#91;gallery&#93; &#091;gallery&#093; &lbrack;gallery&rbrack;",
    "[e1] [gallery [nested] unclosed",
)
ENTITIES = (
    "&",
    "Salt & pepper &amp; more &amp;amp; most",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#x3c;script&#x3e; &#60; &#038; &#150;",
    "&; &# &#x; &#0; &#xD800; &nosuch; &copy &nbsp;",
    "AT&T, R&D, a&b=c&d",
)
QUOTES = (
    "\"double\" 'single' `back`",
    "“curly” ‘quotes’ «guillemets» „unten“",
    "'80s rock 'n' roll, 6'2\" and 2\"x4\"",
    "-- --- ... (c) (tm) 1x1 2*3*4",
    ":) :-( 8-) ;-)",
    "Wordpress is not WordPress",
)
ESCAPES = (
    "\\ \\\\ \\\" \\' \\n \\r \\t",
    "\\u003cscript\\u003e \\x3c \\0",
    "C:\\new\\table\\0\\",
    "%s %d %1$s %% %00 %3Cscript%3E",
    "$1 ${x} {{ x }} {% raw %} #{x}",
    "'; DROP TABLE wp_posts; -- \" OR 1=1",
)
SPACE = (
    "one\ntwo\r\nthree\tfour\x0bfive",
    "  spaces   within   and around  ",
    "\u00a0no\u00a0break\u200bzero\u2060joined\ufeffmark\u00ad",
    "line\u2028separator\u2029paragraph\x85next",
    "nul\x00 bell\x07 escape\x1b[0m delete\x7f csi\x9b",
    "half \ud83d of a pair \ude00, noncharacters \ufffe \uffff \ufdd0 \U0001ffff",
)
SCRIPTS = (
    "نسبة القهوة الباردة إلى الماء 1:8",
    "יחס \u202bקפה\u202c 1:8 (קר)",
    "override \u202egnp.exe\u202c isolate \u2066x\u2069",
    "水出しコーヒーの比率は一対八です。",
    "𠮷野家で𝒳と𐍈を食べる",
    "🙂 👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 ☕️ 1️⃣",
    "Z̸̢̛͑a͓̋l̖̎g̘̿o̊ ﬁ ß İ ı ǅ",
)
ADDRESSES = (
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "HTTP://evil.example/?a=1&b=[2]#x",
)
STRINGS = (*MARKUP, *BLOCKS, *SHORTCODES, *ENTITIES, *QUOTES, *ESCAPES, *SPACE, *SCRIPTS, *ADDRESSES)


def seen(text: str) -> str:
    """What a reader is to see: the same words in one line, without marks and without what no page may hold."""
    return " ".join(printable(inline.plain(text)).split())
