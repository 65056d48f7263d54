"""What the checks rest on: primary sources, each with the day on which it was published or last read."""

READ = "2026-11-20"
TRADE = "Habit of the trade; no study stands behind the figure"
_GOOGLE = "developers.google.com/search/docs"
TITLE_LINKS = f"Google Search Central, Influencing title links: {_GOOGLE}/appearance/title-link"
SNIPPETS = f"Google Search Central, Control your snippets: {_GOOGLE}/appearance/snippet"
URLS = f"Google Search Central, URL structure: {_GOOGLE}/crawling-indexing/url-structure"
LINKS = f"Google Search Central, Link best practices: {_GOOGLE}/crawling-indexing/links-crawlable"
GUIDE = f"Google Search Central, SEO starter guide: {_GOOGLE}/fundamentals/seo-starter-guide"
HELPFUL = f"Google Search Central, Creating helpful content: {_GOOGLE}/fundamentals/creating-helpful-content"
IMAGES = f"Google Search Central, Image SEO best practices: {_GOOGLE}/appearance/google-images"
DISCOVER = (
    f"Google Search Central, Get on Discover, large images at least 1200 px wide: {_GOOGLE}/appearance/google-discover"
)
SPAM = f"Google Search Central, Spam policies: {_GOOGLE}/essentials/spam-policies"
DUPLICATES = (
    f"Google Search Central, Consolidate duplicate URLs: {_GOOGLE}/crawling-indexing/consolidate-duplicate-urls"
)
SCHEMA = f"Google Search Central, Structured data general guidelines: {_GOOGLE}/appearance/structured-data/sd-policies"
SCHEMA_GALLERY = (
    f"Google Search Central, Structured data search gallery: {_GOOGLE}/appearance/structured-data/search-gallery"
)
WCAG_HEADINGS = "W3C, Web accessibility tutorials, Headings: w3.org/WAI/tutorials/page-structure/headings"
WCAG_IMAGES = "W3C, Web accessibility tutorials, Images: w3.org/WAI/tutorials/images"
WCAG_LINKS = "W3C, WCAG 2.2, 2.4.4 Link purpose: w3.org/WAI/WCAG22/Understanding/link-purpose-in-context"
HTML = "WHATWG, HTML standard, the id attribute: html.spec.whatwg.org/multipage/dom.html#the-id-attribute"
VITALS = "web.dev, Optimize Cumulative Layout Shift: web.dev/articles/optimize-cls"
PAYLOADS = "web.dev, Avoid enormous network payloads: web.dev/articles/total-byte-weight"
MIXED = "MDN, Mixed content: developer.mozilla.org/docs/Web/Security/Mixed_content"
BLOCKS = "WordPress Block Editor Handbook, Markup representation of a block: developer.wordpress.org/block-editor"
TERMS = "WordPress, Categories and tags: wordpress.org/documentation/article/posts-categories-screen"
SECURITY = "WordPress Advanced Administration Handbook, Hardening WordPress: developer.wordpress.org/advanced-administration/security/hardening"
