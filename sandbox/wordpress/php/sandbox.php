<?php
/**
 * Plugin Name: Sandbox
 * Description: Keeps a local site on this machine: no mail leaves it, and no HTTP request beyond loopback.
 */

add_filter( 'pre_wp_mail', '__return_true' );

add_filter(
	'pre_http_request',
	function ( $answer, $arguments, $url ) {
		$host = (string) parse_url( $url, PHP_URL_HOST );
		if ( in_array( $host, array( '127.0.0.1', 'localhost', '[::1]' ), true ) ) {
			return $answer;
		}
		return new WP_Error( 'http_request_blocked', 'This local site makes no requests beyond this machine.' );
	},
	1,
	3
);

add_filter( 'automatic_updater_disabled', '__return_true' );

// After each saving its cron asks every page that the post links to whether it is a song or a film: with five workers,
// three such runs wait for one another, and the site answers nobody for minutes.
add_filter( 'enclosure_links', '__return_empty_array' );
