"""What a user without `unfiltered_html` would lose is named, and what WordPress keeps is not."""

import pytest

from layers.publishing.kses import unkept

BLOCKS = """<!-- wp:paragraph {"align":"center"} -->
<p class="has-text-align-center" style="color:var(--wp--preset--color--base);margin-top:1.5em">A <a href="https://example.com/?a=1&amp;b=2#c" target="_blank" rel="noreferrer noopener">link</a>, <em>so</em>.</p>
<!-- /wp:paragraph -->

<!-- wp:image {"id":7,"sizeSlug":"large"} -->
<figure class="wp-block-image size-large"><img src="https://example.com/a.png" alt="A 'b'" class="wp-image-7"/></figure>
<!-- /wp:image -->

[gallery ids="1,2"]
<ol start="3" reversed><li data-row="2">1 &lt; 2<br></li></ol>"""


def test_what_the_block_editor_writes_is_kept() -> None:
    assert unkept(BLOCKS) == ""


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ('<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>', "<svg>"),
        ("<noscript>x</noscript>", "<noscript>"),
        ("<canvas></canvas>", "<canvas>"),
        ("<select><option>1</option></select>", "<select>"),
        ('<link rel="stylesheet" href="/a.css">', "<link>"),
        ("<price-card>x</price-card>", "<price-card>"),
        ("<SCRIPT>x</SCRIPT>", "<script>"),
        ('<iframe src="https://example.com"></iframe>', "<iframe>"),
        ("<!-- <style>p{}</style> -->", "<style>"),
        (r'<!-- wp:card {"html":"\u003cform action=\u0022/\u0022\u003e"} /-->', "<form>"),
        ("<p onclick=\"go('x')\">x</p>", "the attribute onclick"),
        ('<p align="left" onMouseOver=go>x</p>', "the attribute onmouseover"),
        ('<img src="/a.png" srcset="/b.png 2x">', "the attribute srcset"),
        ('<a href="javascript:alert(1)">x</a>', "the address javascript:alert(1)"),
        ('<a href=" &#106;avascript:go()">x</a>', "the address  javascript:go()"),
        ('<img src="data:image/gif;base64,R0">', "the address data:image/gif;base6"),
        ('<p style="color:red;position:fixed">x</p>', "the style color:red;position:fixed"),
        ('<p style="color:rgb(1,2,3)">x</p>', "the style color:rgb(1,2,3)"),
        ('<p title="a>b">x</p>', 'broken markup (<p title="a)'),
        ("I <3 tea", "broken markup (<3 tea)"),
    ],
)
def test_what_would_be_taken_out_is_named(content: str, named: str) -> None:
    assert unkept(f"<p>Before.</p>{content}") == named
