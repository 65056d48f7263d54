"""Raw contents as WordPress sites have them: every core block of WordPress 7.1, and what people and old plugins leave behind.

Each holds the words "cold brew ratio" wherever a text can hold them; `places` says how many of them may be linked.
"""

from dataclasses import dataclass

ANCHOR = "cold brew ratio"
URL = "https://coffee.example/cold-brew-ratio/"
TEXT = "<!-- wp:paragraph -->\n<p>Steep it overnight; the cold brew ratio decides the rest.</p>\n<!-- /wp:paragraph -->"
OTHER = "<!-- wp:paragraph -->\n<p>Nothing to see.</p>\n<!-- /wp:paragraph -->"


@dataclass(frozen=True)
class Content:
    name: str
    raw: str
    places: int = 0

    def __str__(self) -> str:
        return self.name


def block(name: str, inner: str = "", attributes: str = "") -> str:
    """A block in the spelling of WordPress's own serializer."""
    head = f"{name} {attributes}" if attributes else name
    return f"<!-- wp:{head} -->\n{inner}\n<!-- /wp:{name} -->" if inner else f"<!-- wp:{head} /-->"


def paragraph(inner: str, attributes: str = "") -> str:
    return block("paragraph", f"<p>{inner}</p>", attributes)


# Blocks that are stored without markup of their own: what a reader sees is made when the page is shown.
_DYNAMIC = """
archives avatar block breadcrumbs calendar categories comment-author-name comment-content comment-date comment-edit-link
comment-reply-link comment-template comments-pagination comments-pagination-next comments-pagination-numbers
comments-pagination-previous comments-title embed file footnotes home-link icon latest-comments latest-posts legacy-widget loginout
navigation-link navigation-overlay-close navigation-submenu page-list page-list-item pattern playlist-track post-author
post-author-biography post-author-name post-comments-count post-comments-form post-comments-link post-content post-date
post-excerpt post-featured-image post-navigation-link post-template post-terms post-time-to-read post-title query-no-results
query-pagination query-pagination-next query-pagination-numbers query-pagination-previous query-title query-total read-more rss
search site-logo site-tagline site-title social-link tag-cloud template-part term-count term-description term-name
term-template widget-group
"""

# Blocks with markup, as the editor's serializer writes them, with a text where a person would write one.
SAVED = {
    "paragraph": TEXT,
    "heading": block("heading", '<h2 class="wp-block-heading">The cold brew ratio</h2>'),
    "list": block("list", '<ul class="wp-block-list"><!-- wp:list-item -->\n<li>cold brew ratio</li>\n<!-- /wp:list-item --></ul>'),
    "quote": block("quote", f'<blockquote class="wp-block-quote">{TEXT}<cite>cold brew ratio</cite></blockquote>'),
    "pullquote": block("pullquote", '<figure class="wp-block-pullquote"><blockquote><p>cold brew ratio</p><cite>cold brew ratio</cite></blockquote></figure>'),
    "image": block("image", '<figure class="wp-block-image size-large"><img src="/a.jpg" alt="cold brew ratio"/><figcaption class="wp-element-caption">cold brew ratio</figcaption></figure>', '{"sizeSlug":"large"}'),
    "gallery": block("gallery", '<figure class="wp-block-gallery has-nested-images columns-default is-cropped"><!-- wp:image -->\n<figure class="wp-block-image"><img src="/a.jpg" alt=""/></figure>\n<!-- /wp:image --><figcaption class="blocks-gallery-caption wp-element-caption">cold brew ratio</figcaption></figure>', '{"columns":2}'),
    "audio": block("audio", '<figure class="wp-block-audio"><audio controls src="/a.ogg"></audio><figcaption class="wp-element-caption">cold brew ratio</figcaption></figure>'),
    "video": block("video", '<figure class="wp-block-video"><video controls src="/a.webm"></video><figcaption class="wp-element-caption">cold brew ratio</figcaption></figure>'),
    "playlist": block("playlist", '<figure class="wp-block-playlist"><ol class="wp-block-playlist__tracklist"></ol><figcaption class="wp-element-caption">cold brew ratio</figcaption></figure>'),
    "accordion": block("accordion", '<div role="group" class="wp-block-accordion"><!-- wp:accordion-item -->\n<div class="wp-block-accordion-item"><!-- wp:accordion-heading -->\n<h3 class="wp-block-accordion-heading has-icon has-icon-right"><button type="button" class="wp-block-accordion-heading__toggle"><span class="wp-block-accordion-heading__toggle-title">cold brew ratio</span></button></h3>\n<!-- /wp:accordion-heading -->\n\n<!-- wp:accordion-panel -->\n<div role="region" class="wp-block-accordion-panel">' + TEXT + "</div>\n<!-- /wp:accordion-panel --></div>\n<!-- /wp:accordion-item --></div>"),
    "button": block("button", '<div class="wp-block-button"><a class="wp-block-button__link wp-element-button">cold brew ratio</a></div>'),
    "buttons": block("buttons", '<div class="wp-block-buttons"><!-- wp:button {"tagName":"button"} -->\n<div class="wp-block-button"><button type="button" class="wp-block-button__link wp-element-button">cold brew ratio</button></div>\n<!-- /wp:button --></div>', '{"layout":{"type":"flex","justifyContent":"center"}}'),
    "code": block("code", '<pre class="wp-block-code"><code>cold brew ratio = 8 // &lt;p></code></pre>'),
    "preformatted": block("preformatted", '<pre class="wp-block-preformatted">cold brew ratio<br>1 : 8</pre>'),
    "verse": block("verse", '<pre class="wp-block-verse">O cold brew ratio,\n\nO night</pre>'),
    "columns": block("columns", f'<div class="wp-block-columns"><!-- wp:column {{"width":"66.66%"}} -->\n<div class="wp-block-column" style="flex-basis:66.66%">{TEXT}</div>\n<!-- /wp:column -->\n\n<!-- wp:column -->\n<div class="wp-block-column">{TEXT}</div>\n<!-- /wp:column --></div>'),
    "cover": block("cover", f'<div class="wp-block-cover"><img class="wp-block-cover__image-background" alt="" src="/a.jpg" data-object-fit="cover"/><span aria-hidden="true" class="wp-block-cover__background has-background-dim"></span><div class="wp-block-cover__inner-container">{TEXT}</div></div>', '{"url":"/a.jpg","dimRatio":40}'),
    "details": block("details", f'<details class="wp-block-details"><summary>cold brew ratio</summary>{TEXT}</details>'),
    "group": block("group", f'<div class="wp-block-group" style="padding-top:4em"><!-- wp:heading -->\n<h2 class="wp-block-heading">cold brew ratio</h2>\n<!-- /wp:heading -->\n\n{TEXT}</div>', '{"style":{"spacing":{"padding":{"top":"4em"}}},"layout":{"type":"constrained"}}'),
    "html": block("html", "<marquee>cold brew ratio</marquee><p>cold brew ratio</p>"),
    "math": block("math", '<div class="wp-block-math"><math display="block"><semantics><mtext>cold brew ratio</mtext></semantics></math></div>', '{"latex":"x = \\u005cfrac{1}{8}"}'),
    "media-text": block("media-text", f'<div class="wp-block-media-text is-stacked-on-mobile"><figure class="wp-block-media-text__media"><img src="/a.jpg" alt=""/></figure><div class="wp-block-media-text__content">{TEXT}</div></div>', '{"mediaType":"image"}'),
    "more": block("more", "<!--more cold brew ratio-->", '{"customText":"cold brew ratio"}'),
    "nextpage": block("nextpage", "<!--nextpage-->"),
    "separator": block("separator", '<hr class="wp-block-separator has-alpha-channel-opacity"/>'),
    "shortcode": block("shortcode", "[recipe]cold brew ratio[/recipe]"),
    "social-links": block("social-links", '<ul class="wp-block-social-links"><!-- wp:social-link {"url":"https://wordpress.org","service":"wordpress"} /--></ul>'),
    "spacer": block("spacer", '<div style="height:100px" aria-hidden="true" class="wp-block-spacer"></div>'),
    "table": block("table", '<figure class="wp-block-table"><table class="has-fixed-layout"><thead><tr><th>cold brew ratio</th></tr></thead><tbody><tr><td>cold brew ratio</td></tr></tbody></table><figcaption class="wp-element-caption">cold brew ratio</figcaption></figure>'),
    "tabs": block("tabs", '<div class="wp-block-tabs"><!-- wp:tab-list -->\n<div role="tablist" class="wp-block-tab-list"><button type="button" role="tab">cold brew ratio</button></div>\n<!-- /wp:tab-list -->\n\n<!-- wp:tab-panels -->\n<div class="wp-block-tab-panels"><!-- wp:tab-panel {"label":"Tab 1"} -->\n<section role="tabpanel" tabindex="0" class="wp-block-tab-panel">' + TEXT + "</section>\n<!-- /wp:tab-panel --></div>\n<!-- /wp:tab-panels --></div>"),
    "text-columns": block("text-columns", '<div class="wp-block-text-columns alignundefined columns-2"><div class="wp-block-column"><p>cold brew ratio</p></div><div class="wp-block-column"><p></p></div></div>'),
    "navigation": block("navigation", '<!-- wp:navigation-link {"label":"cold brew ratio","url":"https://coffee.example/a/"} /-->', '{"overlayMenu":"never"}'),
    "query": block("query", f'<div class="wp-block-query"><!-- wp:post-template -->\n<!-- wp:post-title /-->\n\n{TEXT}\n<!-- /wp:post-template -->\n\n<!-- wp:query-no-results -->\n{TEXT}\n<!-- /wp:query-no-results --></div>', '{"query":{"perPage":4,"postType":"post"}}'),
    "comments": block("comments", f'<div class="wp-block-comments">{TEXT}</div>'),
    "terms-query": block("terms-query", f'<div class="wp-block-terms-query">{TEXT}</div>'),
    "freeform": block("freeform", "<p>The cold brew ratio of old.</p>"),
    "missing": block("missing", "<p>cold brew ratio</p>"),
}  # fmt: skip
PLACES = {"paragraph": 1, "columns": 2, "group": 1, "freeform": 1}

MORE = (
    Content("a group in columns in a group", block("group", '<div class="wp-block-group">' + SAVED["columns"] + "</div>"), 2),
    Content("a group that is a navigation", block("group", f'<nav class="wp-block-group">{TEXT}</nav>', '{"tagName":"nav"}')),
    Content("a group within a quotation", block("quote", f'<blockquote class="wp-block-quote">{SAVED["group"]}</blockquote>')),
    Content("a table of contents of one's own", block("group", f'<div class="wp-block-group toc">{TEXT}</div>', '{"className":"toc"}')),
    Content("a table of contents of a plugin", block("yoast-seo/table-of-contents", '<div class="wp-block-yoast-seo-table-of-contents"><h2>cold brew ratio</h2><p>cold brew ratio</p></div>')),
    Content("a table of contents in classic content", '<p class="toc-title">cold brew ratio</p>\n<div id="toc"><p>cold brew ratio</p></div>'),
    Content("a synced block by reference", block("block", attributes='{"ref":7}') + "\n\n" + TEXT, 1),
    Content("a synced block with overrides", block("block", attributes='{"ref":7,"content":{"cold brew ratio":{"content":"cold brew ratio"}}}')),
    Content("a synced block with something in it", block("block", TEXT, '{"ref":7}')),
    Content("a paragraph whose text comes from a field", paragraph("cold brew ratio", '{"metadata":{"bindings":{"content":{"source":"core/post-meta","args":{"key":"x"}}}}}')),
    Content("a paragraph that is hidden", paragraph("cold brew ratio", '{"metadata":{"blockVisibility":false}}')),
    Content("a paragraph in a group that is hidden", block("group", f'<div class="wp-block-group">{TEXT}</div>', '{"metadata":{"blockVisibility":false}}')),
    Content("a block of a plugin", block("acme/box", f'<div class="box">{TEXT}</div>', '{"a":{"b":"c"}}')),
    Content("a paragraph with every inline element", paragraph('<em>cold brew ratio</em> <strong>cold brew ratio</strong> <mark style="x" class="has-inline-color">cold brew ratio</mark> <code>cold brew ratio</code> <kbd>cold brew ratio</kbd> <sup>cold brew ratio</sup> <q>cold brew ratio</q>'), 3),
    Content("a paragraph that is a link", paragraph('<a href="https://coffee.example/other/">the <em>cold brew ratio</em> there</a>')),
    Content("a footnote's mark in the anchor's place", paragraph('cold brew<sup data-fn="1" class="fn"><a href="#1" id="1-link">1</a></sup> ratio')),
    Content("an anchor across tags", paragraph("cold <em>brew</em> ratio, <strong>cold</strong> brew ratio")),
    Content("an anchor with a line break", paragraph("cold brew<br>ratio, cold\nbrew\tratio"), 1),
    Content("an anchor with entities for spaces", paragraph("cold&nbsp;brew&#160;ratio and cold&#x20;brew ratio"), 2),
    Content("an anchor within words", paragraph("uncold brew ratios, cold brew ratio\u0301, cold brew ratio\u200cs")),
    Content("an anchor within an address", paragraph("https://x.example/?q=cold+brew ratio")),
    Content("curly quotes around the anchor", paragraph("“cold brew ratio” &#8220;cold brew ratio&rdquo; ‘cold brew ratio’"), 3),
    Content("entities that are not what they look like", paragraph("&lt;h2&gt;cold brew ratio&lt;/h2&gt; &amp;amp; &copy &bogus; &#0; &#x110000;"), 1),
    Content("right to left", paragraph("نسبة القهوة الباردة \u200fcold brew ratio\u200e في الليل"), 1),
    Content("Hebrew with a direction", block("paragraph", '<p dir="rtl">יחס <bdi>cold brew ratio</bdi> cold brew ratio</p>'), 1),
    Content("scripts without spaces", paragraph("水出しcold brew ratioの話。อัตราส่วนcold brew ratioกาแฟ"), 2),
    Content("emoji and lone marks", paragraph("👩‍🍳 cold brew ratio 🧊\u0301 \ufeff"), 1),
    Content("carriage returns", "<!-- wp:paragraph -->\r\n<p>the cold brew\r\nratio</p>\r\n<!-- /wp:paragraph -->\r\n", 1),
    Content("no content", ""),
    Content("spaces alone", " \n\t\r\n"),
    Content("one shortcode", '[page_builder id="4" title="cold brew ratio"]'),
    Content("shortcodes that enclose", "[row][col width=1/2]cold brew ratio[/col][/row]"),
    Content("shortcodes around blocks", f"[members]\n{TEXT}\n[/members]"),
    Content("a caption of old", '[caption id="a" align="left"]<img src="/a.jpg"/> cold brew ratio[/caption]'),
    Content("a shortcode that is escaped, and brackets", paragraph("[[gallery]] a[0] cold brew ratio [sic]"), 1),
    Content("an address that WordPress embeds", "https://x.example/cold brew ratio/\n\nThe cold brew ratio.", 1),
    Content("classic without tags", "One.\n\nThe cold brew ratio\nof two.\n\n<!--more-->\n\nThree: cold brew ratio", 2),
    Content("classic with tags", '<p>One <strong>cold brew ratio</strong>.</p>\n<h2>cold brew ratio</h2>\n<P CLASS="x">cold brew ratio</P>', 2),
    Content("classic with an upper-case heading", "<H2>cold brew ratio</H2>\n\ncold brew ratio", 1),
    Content("classic in boxes", "<div><p>cold brew ratio</p></div>\n<blockquote>cold brew ratio</blockquote>\n<center>cold brew ratio</center>"),
    Content("classic lists and tables", "<ul>\n<li>cold brew ratio\n<li>cold brew ratio\n</ul>\n<table><tr><td>cold brew ratio</table>\n<dl><dd>cold brew ratio</dl>"),
    Content("classic of Word", '<p class="MsoNormal"><span style="x"><o:p>cold brew ratio</o:p></span><span lang=EN>cold brew ratio</span></p>'),
    Content("mixed", f"The cold brew ratio of old.\n\n{TEXT}\n\n<p>And the cold brew ratio after.</p>", 3),
    Content("mixed with the rest of a group", f"</div>\n{TEXT}\n</section>", 1),
    Content("`<!--` in text", "<p>It begins with <!-- and the cold brew ratio is gone.</p>\n\ncold brew ratio"),
    Content("a comment that ends in another block", f"cold brew ratio <!-- a\n\n{TEXT}\n\n--> cold brew ratio", 2),
    Content("a comment with a block in it", f"<!-- note <!-- wp:paragraph --><p>cold brew ratio</p><!-- /wp:paragraph --> -->{OTHER}"),
    Content("comments of every kind", "<!--> cold brew ratio --> <![CDATA[ cold brew ratio ]]> <? cold brew ratio ?> </ cold brew ratio> <! cold brew ratio>", 1),
    Content("a heading that is never closed", f'<!-- wp:heading -->\n<h2 class="wp-block-heading">One\n<!-- /wp:heading -->\n\n{TEXT}'),
    Content("a link that is never closed", paragraph('<a href="https://coffee.example/other/">one') + "\n\n" + TEXT),
    Content("a link that is never closed, in classic content", '<p><a href="/other/">one</p>\n<p>cold brew ratio</p>'),
    Content("code that is never closed", paragraph("<code>one") + "\n\n" + TEXT),
    Content("a script that is never closed", block("html", "<script>var x = '<p>';") + "\n\n" + TEXT),
    Content("a drawing that closes itself", block("html", '<svg viewBox="0 0 1 1"/>') + "\n\n" + TEXT, 1),
    Content("a quotation that breaks out of a drawing", "<svg><blockquote></svg>cold brew ratio"),
    Content("a comment in a drawing", "<svg><!-- </svg> --><path d=''/></svg>\n\ncold brew ratio", 1),
    Content("a comment in a drawing, never closed", block("html", "<svg><!-- one") + "\n\n" + paragraph("</svg> cold brew ratio")),
    Content("a heading opened in code", "<code><h2></code>cold brew ratio</h2>\n\ncold brew ratio", 1),
    Content("a table that is never closed", "<table><tr><td>one\n\n" + TEXT),
    Content("emphasis that is never closed", paragraph("<em>one") + "\n\n" + TEXT, 1),
    Content("tags closed in the wrong order", paragraph("<em><strong>cold brew ratio</em></strong> cold brew ratio"), 2),
    Content("a heading within emphasis", "<em><h2>One</em> cold brew ratio</h2>"),
    Content("a heading within a paragraph", "<p>One <h2>two</p> cold brew ratio</h2> <p>cold brew ratio</p>", 1),
    Content("a heading closed as another", "<h2>cold brew ratio</h3>\n\ncold brew ratio", 1),
    Content("a preformatted text within a paragraph", "<p>one <pre>two</pre> cold brew ratio</p>", 1),
    Content("a tag that is never closed", "<p>cold brew ratio</p>\n\n<p class=\"x\nand on\n\n<p>cold brew ratio</p>", 1),
    Content("a quotation mark that is never closed", '<p class="x>cold brew ratio</p>\n\ncold brew ratio'),
    Content("`<` and `&` as they are", paragraph("a < b && c > d, 1<2, the cold brew ratio"), 1),
    Content("a greater-than sign in an attribute", '<p title="a > b">cold brew ratio</p>\n<p don\'t>cold brew ratio</p>', 2),
    Content("a block that is never closed", "<!-- wp:paragraph -->\n<p>the cold brew ratio</p>\n\n" + OTHER, 1),
    Content("a block closed as another", "<!-- wp:quote -->\n<blockquote>\n<!-- /wp:group -->\n\n" + TEXT),
    Content("a block that was never opened", f"<!-- /wp:group -->\n\n{TEXT}", 1),
    Content("blocks in capitals, which are comments", "<!-- WP:Quote --><p>cold brew ratio</p><!-- /WP:Quote -->", 1),
    Content("attributes that are no attributes", "<!-- wp:quote foo -->\n<p>cold brew ratio</p>\n<!-- /wp:quote -->", 1),
    Content("a comment's end in attributes", '<!-- wp:quote {"a":"-->"} -->\n<p>cold brew ratio</p>\n<!-- /wp:quote -->'),
    Content("two paragraphs in one block", block("paragraph", "<p>cold brew ratio</p><p>cold brew ratio</p>"), 2),
    Content("a paragraph block without a paragraph", block("paragraph", "cold brew ratio")),
    Content("page builder", '[vc_row][vc_column][vc_column_text]\n<p>cold brew ratio</p>\n[/vc_column_text][/vc_column][/vc_row]'),
    Content("nested a hundred deep", "<!-- wp:group -->\n<div>" * 100 + TEXT + "</div>\n<!-- /wp:group -->" * 100, 1),
)  # fmt: skip

CORE = (
    *(Content(f"core/{name}", raw, PLACES.get(name, 0)) for name, raw in SAVED.items()),
    *(Content(f"core/{name}", f"{block(name)}\n\n{TEXT}", 1) for name in _DYNAMIC.split()),
)
CONTENTS = (*CORE, *MORE)


def long_content(characters: int) -> Content:
    """A content of about so many characters; the anchor stands near its end."""
    filler = paragraph("It steeps &amp; it drips, <em>and</em> the night is long; " * 20)
    return Content(f"{characters} characters", "\n\n".join([filler] * (characters // len(filler)) + [TEXT]), 1)
