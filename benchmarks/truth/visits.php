<?php
/**
 * Plugin Name: Garden visits
 * Description: Answers many addresses in one request, each by WordPress's own query, redirects and the_content, without a theme.
 */

class Garden_Redirect extends Exception {}

// Not as a REST route: there WordPress takes no address for that of the front page.
add_action(
	'wp_loaded',
	function () {
		if ( isset( $_SERVER['HTTP_X_GARDEN_VISITS'] ) ) {
			$answers = array_map( 'garden_visit', json_decode( file_get_contents( 'php://input' ), true ) );
			status_header( 200 ); // an address that is not there has left its 404 behind
			header( 'Content-Type: application/json' );
			echo wp_json_encode( $answers );
			exit;
		}
	}
);

/** Status, where to go on, and what a visitor sees. @param array $asked Scheme, host and the rest of an address. */
function garden_visit( array $asked ): array {
	list( $scheme, $host, $rest ) = $asked;
	if ( 'https' !== $scheme ) {
		return array( 301, 'https://' . $host . $rest, '' );
	}
	$before = array( $_SERVER, $_GET, $_REQUEST );
	$status = 200;
	$seen   = function ( $header, $code ) use ( &$status ) {
		$status = $code;
		return $header;
	};
	$leave  = function ( $location ) {
		throw new Garden_Redirect( $location );
	};
	add_filter( 'status_header', $seen, 10, 2 );
	add_filter( 'wp_redirect', $leave );
	add_filter( 'wp_headers', '__return_empty_array' );
	ob_start();
	try {
		garden_ask( $host, $rest );
		garden_show();
		$answer = array( $status, '', ob_get_clean() );
	} catch ( Garden_Redirect $redirect ) {
		ob_end_clean();
		$answer = array( 301, $redirect->getMessage(), '' );
	}
	remove_filter( 'status_header', $seen, 10 );
	remove_filter( 'wp_redirect', $leave );
	remove_filter( 'wp_headers', '__return_empty_array' );
	list( $_SERVER, $_GET, $_REQUEST ) = $before;
	return $answer;
}

/** Bring WordPress to where it is when it looks for a template. */
function garden_ask( string $host, string $rest ): void {
	$query                   = (string) parse_url( 'http://x' . $rest, PHP_URL_QUERY );
	$_SERVER['HTTPS']        = 'on';
	$_SERVER['HTTP_HOST']    = $host;
	$_SERVER['REQUEST_URI']  = $rest;
	$_SERVER['QUERY_STRING'] = $query;
	$_SERVER['REQUEST_METHOD'] = 'GET';
	parse_str( $query, $_GET );
	$_POST    = array();
	$_REQUEST = $_GET;
	foreach ( array( 'post', 'page', 'pages', 'multipage', 'numpages', 'more', 'authordata', 'posts' ) as $name ) {
		unset( $GLOBALS[ $name ] );
	}
	$GLOBALS['wp_the_query'] = new WP_Query();
	$GLOBALS['wp_query']     = $GLOBALS['wp_the_query'];
	$GLOBALS['wp']           = new WP();
	$GLOBALS['wp']->main();
	wp_old_slug_redirect();
	redirect_canonical();
}

/** What of the theme's page a reader of links needs: the number, the menu, the body and its parts. */
function garden_show(): void {
	if ( is_feed() ) {
		echo '<?xml version="1.0"?>';
		return;
	}
	printf( '<!doctype html><html><head><meta charset="utf-8"></head><body class="%s"><header><nav>', esc_attr( implode( ' ', get_body_class() ) ) );
	if ( is_front_page() ) {
		wp_nav_menu( array( 'theme_location' => 'primary', 'container' => false, 'depth' => 1 ) );
	}
	echo '</nav></header><main>';
	while ( is_singular() && have_posts() ) {
		the_post();
		echo '<article><div class="body">';
		the_content();
		echo '</div>';
		wp_link_pages();
		echo '</article>';
	}
	echo '</main></body></html>';
}
