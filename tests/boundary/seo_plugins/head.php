<?php
/**
 * What the stand-ins for SEO plugins share: they take over a post's head as such plugins do, and expand variables.
 *
 * @package Masthead
 */

/**
 * Print the head of every post in WordPress's stead.
 *
 * `$parts` is called with a WP_Post and gives `title`, `description`, `robots`, `canonical` (empty: none), `social` by name of
 * the tag, and `types` of the JSON-LD. `$marks` are the comments before and after, `$script` an attribute of the script.
 */
function stand_in_takes_over_the_head( callable $parts, array $marks, string $script = '' ): void {
	add_action(
		'init',
		function () {
			remove_action( 'wp_head', 'rel_canonical' );
			remove_action( 'wp_head', 'wp_robots', 1 );
		}
	);
	add_filter(
		'pre_get_document_title',
		fn( $title ) => is_singular() ? esc_html( $parts( get_queried_object() )['title'] ) : $title,
		15
	);
	add_action(
		'wp_head',
		function () use ( $parts, $marks, $script ) {
			echo $marks[0] ? "$marks[0]\n" : '';
			if ( is_singular() ) {
				stand_in_prints( $parts( get_queried_object() ), $script );
			}
			echo empty( $marks[1] ) ? '' : "$marks[1]\n";
		},
		1
	);
}

function stand_in_prints( array $parts, string $script ): void {
	if ( '' !== $parts['description'] ) {
		printf( "<meta name=\"description\" content=\"%s\" />\n", esc_attr( $parts['description'] ) );
	}
	printf( "<meta name=\"robots\" content=\"%s\" />\n", esc_attr( $parts['robots'] ) );
	if ( '' !== $parts['canonical'] ) {
		printf( "<link rel=\"canonical\" href=\"%s\" />\n", esc_url( $parts['canonical'] ) );
	}
	foreach ( array_filter( $parts['social'], 'strlen' ) as $name => $value ) {
		printf( "<meta %s=\"%s\" content=\"%s\" />\n", str_starts_with( $name, 'og:' ) ? 'property' : 'name', $name, esc_attr( $value ) );
	}
	if ( $parts['types'] ) {
		$nodes = array_map( fn( $type ) => array( '@type' => $type, '@id' => get_permalink() . "#$type" ), $parts['types'] );
		$graph = wp_json_encode( array( '@context' => 'https://schema.org', '@graph' => $nodes ) );
		echo "<script type=\"application/ld+json\" $script>$graph</script>\n";
	}
}

/** What most of the plugins describe a post by where nothing is set. */
function stand_in_summary( WP_Post $post ): string {
	$text = '' !== $post->post_excerpt ? $post->post_excerpt : wp_strip_all_tags( strip_shortcodes( $post->post_content ) );
	return trim( mb_substr( preg_replace( '/\s+/', ' ', wp_strip_all_tags( $text ) ), 0, 160 ) );
}

/** `$pattern` has the name of a variable in the place of `*`, such as `%%*%%`. */
function stand_in_expanded( string $text, WP_Post $post, string $pattern, array $names ): string {
	$values = array( 'title' => $post->post_title, 'sep' => '-', 'site' => get_bloginfo( 'name' ) );
	foreach ( $names as $name => $meaning ) {
		$text = str_replace( str_replace( '*', $name, $pattern ), $values[ $meaning ], $text );
	}
	return $text;
}

function stand_in_meta( WP_Post $post, string $key ): string {
	return (string) get_post_meta( $post->ID, $key, true );
}

/** Like sanitize_text_field, but `%%category%%` keeps its `%ca`. */
function stand_in_text( $value ): string {
	return str_replace( "\u{E000}", '%', sanitize_text_field( str_replace( '%', "\u{E000}", (string) $value ) ) );
}

/** An ability, where WordPress has them (6.9 and newer). */
function stand_in_ability( string $name, array $input, callable $may, callable $does, bool $reads ): void {
	$category = explode( '/', $name )[0];
	add_action(
		'wp_abilities_api_categories_init',
		fn() => wp_register_ability_category( $category, array( 'label' => $category, 'description' => $category ) )
	);
	add_action(
		'wp_abilities_api_init',
		fn() => wp_register_ability(
			$name,
			array(
				'label'               => $name,
				'description'         => $name,
				'category'            => $category,
				'input_schema'        => $input,
				'output_schema'       => array( 'type' => 'object' ),
				'permission_callback' => $may,
				'execute_callback'    => $does,
				'meta'                => array( 'show_in_rest' => true, 'annotations' => array( 'readonly' => $reads, 'destructive' => false, 'idempotent' => true ) ),
			)
		)
	);
}
