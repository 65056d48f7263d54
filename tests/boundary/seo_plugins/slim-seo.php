<?php
/**
 * Stands in for Slim SEO, as far as a program with an application password meets it.
 *
 * @package Masthead
 */

require_once __DIR__ . '/head.php';

defined( 'SLIM_SEO_DIR' ) || define( 'SLIM_SEO_DIR', __DIR__ . '/' );

final class Stand_In_Slim_SEO {

	const FIELDS = array( 'title' => 'string', 'description' => 'string', 'facebook_image' => 'string', 'twitter_image' => 'string', 'canonical' => 'string', 'noindex' => 'boolean' );

	public static function start(): void {
		add_action( 'rest_api_init', array( self::class, 'register' ) );
		stand_in_takes_over_the_head( array( self::class, 'parts' ), array( '' ), 'id="slim-seo-schema"' );
	}

	/** One object, replaced whole by each write; a property that it does not know is an error, after the post was written. */
	public static function register(): void {
		$schema = array( 'type' => 'object', 'properties' => array_map( fn( $type ) => array( 'type' => $type ), self::FIELDS ) );
		$shown  = array( 'schema' => $schema, 'prepare_callback' => array( self::class, 'shown' ) );
		register_meta( 'post', 'slim_seo', array( 'type' => 'object', 'single' => true, 'show_in_rest' => $shown ) );
		register_rest_route( 'slim-seo', '/meta-tags/option', array( 'callback' => '__return_empty_array', 'permission_callback' => fn() => current_user_can( 'manage_options' ) ) );
	}

	/** Rendered, and defaults stand for what was never set. */
	public static function shown( $value, WP_REST_Request $request, array $args ): array {
		$parts = self::parts( get_post(), is_array( $value ) ? $value : array() );
		return array(
			'title'          => $parts['title'],
			'description'    => $parts['description'],
			'facebook_image' => $parts['social']['og:image'],
			'twitter_image'  => $parts['social']['twitter:image'],
			'canonical'      => ( is_array( $value ) ? $value['canonical'] ?? '' : '' ) ?: get_permalink(), // also where noindex keeps it out of the head
			'noindex'        => empty( $value['noindex'] ) ? '' : '1',
		);
	}

	private static function expanded( string $text, WP_Post $post ): string {
		return stand_in_expanded( $text, $post, '{{ * }}', array( 'post.title' => 'title', 'sep' => 'sep', 'site.title' => 'site' ) );
	}

	public static function parts( WP_Post $post, ?array $kept = null ): array {
		$kept        = array_filter( $kept ?? (array) get_post_meta( $post->ID, 'slim_seo', true ) );
		$own         = fn( $name ) => self::expanded( wp_strip_all_tags( (string) ( $kept[ $name ] ?? '' ) ), $post );
		$title       = $own( 'title' ) ?: self::expanded( '{{ post.title }} {{ sep }} {{ site.title }}', $post );
		$description = $own( 'description' ) ?: stand_in_summary( $post );
		$hidden      = ! empty( $kept['noindex'] );
		return array(
			'title'       => $title,
			'description' => $description,
			'robots'      => $hidden ? 'noindex' : 'max-image-preview:large, max-snippet:-1, max-video-preview:-1',
			'canonical'   => $hidden ? '' : ( $own( 'canonical' ) ?: get_permalink( $post ) ),
			'social'      => array(
				'og:title'       => $title,
				'og:description' => $description,
				'og:image'       => $own( 'facebook_image' ),
				'twitter:card'   => 'summary_large_image',
				'twitter:image'  => $own( 'twitter_image' ) ?: $own( 'facebook_image' ),
			),
			'types'       => array( 'WebSite', 'SearchAction', 'BreadcrumbList', 'WebPage', 'ReadAction', 'Organization', 'Article', 'Person' ),
		);
	}
}

Stand_In_Slim_SEO::start();
