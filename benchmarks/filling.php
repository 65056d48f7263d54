<?php
// Fills a sandbox site by SQL, thousands of posts a second: GET /wp-json/filling/v1/fill?first=0&number=1000&words=800 (administrators).

add_action(
	'rest_api_init',
	function () {
		register_rest_route(
			'filling/v1',
			'/fill',
			array(
				'methods'             => 'POST',
				'callback'            => 'filling_fill',
				'permission_callback' => function () {
					return current_user_can( 'manage_options' );
				},
			)
		);
	}
);

function filling_words( $seed, $number ) {
	static $known = array();
	if ( ! $known ) {
		foreach ( array( 'ba', 'ce', 'di', 'fo', 'gu', 'ha', 'je', 'ki', 'lo', 'mu' ) as $one ) {
			foreach ( array( 'ran', 'sel', 'tin', 'vor', 'wan', 'xet', 'zil', 'pan' ) as $two ) {
				foreach ( array( '', 'er', 'ing', 'ly' ) as $three ) {
					$known[] = $one . $two . $three;
				}
			}
		}
	}
	// As in a language: a few words make up most of a text, and what tells posts apart are rare ones, shared by twenty posts.
	// Of a few hundred words alone, every post would be like every other.
	mt_srand( $seed );
	$found = array();
	for ( $at = 0; $at < $number; $at++ ) {
		$drawn   = mt_rand() / mt_getrandmax();
		$found[] = $at % 4
			? $known[ (int) ( ( count( $known ) - 1 ) * $drawn * $drawn * $drawn ) ]
			: $known[ mt_rand( 0, 39 ) ] . 'o' . base_convert( (string) ( intdiv( $seed, 20 ) * 4 + mt_rand( 0, 3 ) + 100 ), 10, 26 );
	}
	return $found;
}

function filling_content( $number, $words, $home, $total ) {
	$parts = array();
	foreach ( array_chunk( filling_words( $number, $words ), 80 ) as $at => $chunk ) {
		if ( 1 === $at % 3 ) {
			$parts[] = "<!-- wp:heading -->\n<h2 class=\"wp-block-heading\">" . ucfirst( implode( ' ', array_slice( $chunk, 0, 4 ) ) ) . "</h2>\n<!-- /wp:heading -->";
		}
		$target   = mt_rand( 0, $total - 1 );
		$chunk[9] = "<a href=\"$home/filled-$target/\">{$chunk[9]}</a>";
		$parts[]  = "<!-- wp:paragraph -->\n<p>" . ucfirst( implode( ' ', $chunk ) ) . ".</p>\n<!-- /wp:paragraph -->";
	}
	return implode( "\n\n", $parts );
}

function filling_fill( $request ) {
	global $wpdb;
	$first  = (int) $request['first'];
	$number = (int) $request['number'];
	$total  = max( (int) $request['total'], $first + $number );
	$home   = home_url();
	foreach ( array_chunk( range( $first, $first + $number - 1 ), 100 ) as $part ) {
		$rows = array();
		foreach ( $part as $at ) {
			$date   = gmdate( 'Y-m-d H:i:s', 1451606400 + $at * 3600 * 7 );
			$rows[] = $wpdb->prepare(
				'(1,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s)',
				$date, $date, filling_content( $at, (int) $request['words'], $home, $total ), "Filled number $at", "What number $at is about.",
				'publish', "filled-$at", $date, $date, 'post', '', '', ''
			);
		}
		$wpdb->query( "INSERT INTO {$wpdb->posts} (post_author,post_date,post_date_gmt,post_content,post_title,post_excerpt,post_status,post_name,post_modified,post_modified_gmt,post_type,to_ping,pinged,post_content_filtered) VALUES " . implode( ',', $rows ) );
	}
	$wpdb->query( "INSERT IGNORE INTO {$wpdb->term_relationships} (object_id,term_taxonomy_id,term_order) SELECT ID,1,0 FROM {$wpdb->posts} WHERE post_name LIKE 'filled-%'" );
	wp_cache_flush();
	return array( 'posts' => (int) $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->posts} WHERE post_type = 'post' AND post_status = 'publish'" ) );
}
