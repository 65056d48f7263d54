<?php
/**
 * Reads a JSON list of contents from stdin and prints the blocks that WordPress's own parser finds in each.
 *
 * The parser needs nothing else of WordPress, so no site has to run. Argument: the folder wp-includes.
 */

$parts = glob( $argv[1] . '/class-wp-block-parser*.php' );
rsort( $parts ); // newer versions keep the frame and the block, which the parser needs, in files of their own
foreach ( $parts as $part ) {
	require_once $part;
}
$found = array();
foreach ( json_decode( stream_get_contents( STDIN ), false, 512, JSON_THROW_ON_ERROR ) as $content ) {
	$found[] = ( new WP_Block_Parser() )->parse( $content );
}
echo json_encode( $found, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE, 2048 );
