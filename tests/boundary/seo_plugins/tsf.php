<?php
/**
 * Stands in for The SEO Framework, as far as a program with an application password meets it: over REST, not at all.
 *
 * @package Masthead
 */

require_once __DIR__ . '/head.php';

defined( 'THE_SEO_FRAMEWORK_VERSION' ) || define( 'THE_SEO_FRAMEWORK_VERSION', '5.1.4' );

/** It appends the site's name to a title of one's own too. */
function stand_in_tsf_parts( WP_Post $post ): array {
	$own         = fn( $key ) => stand_in_meta( $post, $key );
	$named       = fn( $title ) => $own( '_tsf_title_no_blogname' ) ? $title : $title . ' - ' . get_bloginfo( 'name' );
	$title       = $named( $own( '_genesis_title' ) ?: $post->post_title );
	$description = $own( '_genesis_description' ) ?: stand_in_summary( $post );
	$hidden      = (int) $own( '_genesis_noindex' ) > 0;
	return array(
		'title'       => $title,
		'description' => $description,
		'robots'      => ( $hidden ? 'noindex,' : '' ) . 'max-snippet:-1,max-image-preview:large,max-video-preview:-1',
		'canonical'   => $hidden ? '' : ( $own( '_genesis_canonical_uri' ) ?: get_permalink( $post ) ),
		'social'      => array(
			'og:title'            => $own( '_open_graph_title' ) ?: $title,
			'og:description'      => $own( '_open_graph_description' ) ?: $description,
			'og:image'            => $own( '_social_image_url' ),
			'twitter:card'        => 'summary_large_image',
			'twitter:title'       => $own( '_twitter_title' ) ?: ( $own( '_open_graph_title' ) ?: $title ),
			'twitter:description' => $own( '_twitter_description' ) ?: ( $own( '_open_graph_description' ) ?: $description ),
		),
		'types'       => array( 'WebSite', 'WebPage' ),
	);
}

stand_in_takes_over_the_head( 'stand_in_tsf_parts', array( '<!-- The SEO Framework by Sybre Waaijer -->', '<!-- / The SEO Framework by Sybre Waaijer -->' ) );
