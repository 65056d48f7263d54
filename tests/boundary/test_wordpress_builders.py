"""Pages that a page builder shows in place of their content, on real WordPress with its own theme."""

import pytest

from layers.boundary.wordpress import WordPress
from layers.nouns import Post
from layers.publishing.builders import page_builder
from tests.boundary.test_wordpress import fields
from tests.sites import Sites

pytestmark = pytest.mark.server

ELEMENTOR = """<?php
add_filter( 'the_content', function ( $content ) {
	return '<div data-elementor-type="wp-post" data-elementor-id="' . get_the_ID() . '">' . wpautop( wp_strip_all_tags( $content ) ) . '</div>';
} );
"""
BRICKS = """<?php
add_filter( 'the_content', function () {
	return '<section class="brxe-section"><h2 class="brxe-heading">Made elsewhere</h2></section>';
} );
"""
HEADER = """<?php
add_action( 'wp_body_open', function () {
	echo '<div data-elementor-type="header" data-elementor-id="9999"><nav class="brxe-nav-menu">Menu</nav></div>';
} );
"""
USED = """<?php
add_action( 'init', function () {
	register_post_meta( 'post', '_fl_builder_enabled', array( 'type' => 'string', 'single' => true, 'show_in_rest' => true, 'auth_callback' => '__return_true' ) );
} );
"""


@pytest.fixture
def client(wordpress: Sites) -> WordPress:
    return wordpress.client("larder")


def published(client: WordPress, **changes: object) -> Post:
    return client.set_status(client.create(fields(**changes)).id, "publish")


def builder(client: WordPress, of: Post) -> str:
    return page_builder(of.content, client.live(of.url).html, of.meta)


@pytest.mark.parametrize(("php", "name"), [("<?php ", ""), (HEADER, ""), (ELEMENTOR, "Elementor"), (BRICKS, "Bricks")])
def test_what_visitors_see_tells_the_builder(wordpress: Sites, client: WordPress, php: str, name: str) -> None:
    post = published(client)
    wordpress.plugin("larder", php)
    assert builder(client, post) == name


def test_a_builders_registered_key_tells_it_before_anybody_looks(wordpress: Sites, client: WordPress) -> None:
    wordpress.plugin("larder", USED)
    post = published(client, meta={"_fl_builder_enabled": "1"})
    assert page_builder(post.content, meta=post.meta) == "Beaver Builder"
    unused = client.update(post.id, post, {"meta": {"_fl_builder_enabled": ""}})
    assert page_builder(unused.content, meta=unused.meta) == ""
