"""What is listed as kept is what the installed WordPress keeps of a text whose writer may not save raw HTML."""

import json
import urllib.request

import pytest

from benchmarks.killing.outside import DIRECT
from layers.publishing import kses
from tests.sites import Sites

pytestmark = pytest.mark.server

FILTERING = """<?php
add_action( 'rest_api_init', fn() => register_rest_route( 'test/v1', '/kept', array(
    'methods' => 'POST', 'permission_callback' => '__return_true',
    'callback' => fn( $request ) => array_map( fn( $text ) => wp_kses_post( $text ), $request->get_json_params() ) ) ) );
"""


def kept(wordpress: Sites, texts: list[str]) -> list[str]:
    wordpress.plugin("larder", FILTERING)
    headers = {"Content-Type": "application/json"}
    url = f"{wordpress.url('larder')}/wp-json/test/v1/kept"
    with DIRECT.open(urllib.request.Request(url, json.dumps(texts).encode(), headers), timeout=30) as reply:
        return list(json.loads(reply.read()))


def test_wordpress_keeps_every_tag_attribute_address_and_style_that_is_listed(wordpress: Sites) -> None:
    attributes = [
        (tag, name) for tag, own in kses.TAGS.items() for name in (*own, *kses.EVERYWHERE - {"style"}, "data-a")
    ]
    texts = [
        *(f'<{tag} {name}="a">x</{tag}>' for tag, name in attributes),
        *(f'<a href="{protocol}:a">x</a>' for protocol in kses.PROTOCOLS),
        *(f'<p style="{name}: var(--a)">x</p>' for name in kses.STYLES),
    ]

    assert [text for text in texts if kses.unkept(text)] == []
    assert [text for text, there in zip(texts, kept(wordpress, texts), strict=True) if there != text] == []


def test_wordpress_takes_out_what_is_named(wordpress: Sites) -> None:
    texts = [
        "<noscript>x</noscript>",
        '<p onclick="a">x</p>',
        '<a href="javascript:a">x</a>',
        '<p style="behavior: a">x</p>',
    ]

    assert all(there != text for text, there in zip(texts, kept(wordpress, texts), strict=True))
    assert all(kses.unkept(text) for text in texts)
