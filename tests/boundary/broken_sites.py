"""Ways in which a site can be broken for a program: PHP that breaks it, and a server that loses the Authorization header."""

import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.boundary.proxies import DroppingProxy

PLAIN_PERMALINKS = """<?php
add_filter( 'pre_option_permalink_structure', '__return_empty_string' );
add_filter( 'pre_option_rewrite_rules', '__return_empty_string' );
"""
CLOSED_TO_VISITORS = """<?php
add_filter( 'rest_authentication_errors', function ( $before ) {
	return is_user_logged_in() ? $before : new WP_Error( 'rest_members_only', 'Members only.', array( 'status' => 401 ) );
} );
"""
CLOSED_TO_ALL = """<?php
add_filter( 'rest_authentication_errors', function () {
	return new WP_Error( 'rest_api_disabled', 'The REST API is disabled on this site.', array( 'status' => 403 ) );
}, 999 );
"""
LOGIN_PAGE = """<?php
add_action( 'parse_request', function () {
	if ( ! is_user_logged_in() ) {
		wp_safe_redirect( wp_login_url() );
		exit;
	}
}, 1 );
"""
NO_APPLICATION_PASSWORDS = "<?php add_filter( 'wp_is_application_passwords_available', '__return_false' );"
NO_XMLRPC = "<?php add_filter( 'xmlrpc_enabled', '__return_false' );"
NO_SCRIPTS = "<?php define( 'DISALLOW_UNFILTERED_HTML', true );"
NO_INDEX = "<?php add_filter( 'pre_option_blog_public', '__return_zero' );"
CACHED = """<?php
header( 'X-Cache: HIT' );
add_action( 'wp_footer', function () { echo '<!-- Performance optimized by W3 Total Cache -->'; } );
"""
OFFSET = """<?php
add_filter( 'pre_option_timezone_string', '__return_empty_string' );
add_filter( 'pre_option_gmt_offset', function () { return 2; } );
"""
OVERDUE = """<?php
define( 'DISABLE_WP_CRON', true );
add_filter( 'wp_insert_post_data', function ( $data ) {
	return array( 'post_status' => 'future', 'post_date' => '2020-01-01 09:00:00', 'post_date_gmt' => '2020-01-01 09:00:00' ) + $data;
} );
"""
VERSION_HIDDEN = """<?php
remove_action( 'wp_head', 'wp_generator' );
add_filter( 'the_generator', '__return_empty_string' );
"""
MULTISITE_SETTINGS = """<?php
add_filter( 'rest_request_after_callbacks', function ( $answer, $handler, $request ) {
	if ( '/wp/v2/settings' === $request->get_route() ) {
		unset( $answer['url'] );
	}
	return $answer;
}, 10, 3 );
"""


def seo_plugin(namespace: str = "", keys: tuple[str, ...] = (), head: str = "") -> str:
    """A stand-in for an SEO plugin: it has its namespace, registers its keys for posts and prints its marks."""
    php = "<?php\n"
    if namespace:
        php += f"""add_action( 'rest_api_init', function () {{
	register_rest_route( '{namespace}', '/about', array( 'callback' => '__return_true', 'permission_callback' => '__return_true' ) );
}} );\n"""
    for key in keys:
        php += f"""add_action( 'init', function () {{
	register_post_meta( 'post', '{key}', array( 'type' => 'string', 'single' => true, 'show_in_rest' => true, 'auth_callback' => '__return_true' ) );
}} );\n"""
    return php + f"add_action( 'wp_head', function () {{ ?>{head}\n<?php }} );\n"


class StrippingProxy(DroppingProxy):
    """Passes requests on without their Authorization header, as nginx before FastCGI does when nobody told it otherwise."""

    def __init__(self, target: str) -> None:
        super().__init__(target, lambda _: False)
        self.with_login: list[str] = []

    def _forward(self, request: bytes) -> bytes:
        head, _, body = request.partition(b"\r\n\r\n")
        if b"\r\nauthorization:" in head.lower():
            self.with_login.append(self.requests[-1])
        kept = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"authorization:")]
        return super()._forward(b"\r\n".join(kept) + b"\r\n\r\n" + body)


@contextmanager
def stripping_proxy(target: str) -> Iterator[StrippingProxy]:
    proxy = StrippingProxy(target)
    thread = threading.Thread(target=proxy.run, daemon=True)
    thread.start()
    yield proxy
    proxy.close()
    thread.join()


@contextmanager
def self_signed(folder: Path) -> Iterator[str]:
    """An https server whose certificate nobody vouches for; yields its address."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign] - the client hangs up, as it should
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"https://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()
