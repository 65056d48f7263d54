<?php
/**
 * Stands in for All in One SEO (Lite), as far as a program with an application password meets it.
 *
 * AIOSEO_VERSION, when defined before, chooses what it does: below 4.9.8 `aioseo_meta_data` cannot be written. Its rows are
 * kept as options here, where the plugin has a table of its own: either way they are no post meta.
 *
 * @package Masthead
 */

require_once __DIR__ . '/head.php';

defined( 'AIOSEO_VERSION' ) || define( 'AIOSEO_VERSION', '4.9.9' );

final class Stand_In_AIOSEO {

	const RIGHT     = 'aioseo_page_general_settings';
	const TEXTS     = array( 'title', 'description', 'og_title', 'og_description', 'twitter_title', 'twitter_description' );
	const ADDRESSES = array( 'canonical_url', 'og_image_custom_url', 'twitter_image_custom_url' );
	const WORDS     = array( 'og_image_type', 'twitter_image_type', 'twitter_use_og' );
	const ROBOTS    = array( 'default', 'noindex', 'nofollow', 'noarchive', 'nosnippet', 'noimageindex' );
	const COPIES    = array( 'title' => '_aioseo_title', 'description' => '_aioseo_description', 'og_title' => '_aioseo_og_title', 'og_description' => '_aioseo_og_description' );

	public static function start(): void {
		add_action( 'rest_api_init', array( self::class, 'register' ) );
		add_filter( 'user_has_cap', fn( $all ) => empty( $all['publish_posts'] ) ? $all : $all + array( self::RIGHT => true ) );
		stand_in_ability(
			'aioseo-posts/seo-data-update',
			array( 'type' => 'object', 'required' => array( 'postId' ), 'properties' => array( 'postId' => array( 'type' => 'integer' ) ) ),
			fn( $input ) => current_user_can( 'edit_post', $input['postId'] ?? 0 ),
			array( self::class, 'ability_update' ),
			false
		);
		stand_in_takes_over_the_head(
			array( self::class, 'parts' ),
			array(
				'<!-- All in One SEO ' . AIOSEO_VERSION . " - aioseo.com -->\n<meta name=\"generator\" content=\"All in One SEO (AIOSEO) " . AIOSEO_VERSION . '" />',
				'<!-- All in One SEO -->',
			),
			'class="aioseo-schema"'
		);
	}

	/** The field has no schema: OPTIONS does not name it. */
	public static function register(): void {
		$callbacks = array( 'get_callback' => fn( $record ) => self::row( $record['id'] ) );
		if ( version_compare( AIOSEO_VERSION, '4.9.8', '>=' ) ) {
			$callbacks['update_callback'] = array( self::class, 'update' );
		}
		register_rest_field( array( 'post', 'page' ), 'aioseo_meta_data', $callbacks );
		register_rest_field( array( 'post', 'page' ), 'aioseo_head_json', array( 'get_callback' => fn( $record ) => array_intersect_key( self::parts( get_post( $record['id'] ) ), array_flip( array( 'title', 'description', 'robots', 'canonical' ) ) ) ) );
		register_rest_route(
			'aioseo/v1',
			'/post',
			array(
				'methods'             => 'POST',
				'callback'            => array( self::class, 'replace' ),
				'permission_callback' => fn( $request ) => current_user_can( 'edit_post', (int) $request['id'] ),
			)
		);
	}

	/** A value that is no object is a fatal error here, after the post was written. Without the right, nothing happens. */
	public static function update( array $sent, WP_Post $post ): void {
		if ( apply_filters( 'aioseo_rest_api_allow_update', true, $post->post_type ) && current_user_can( 'edit_post', $post->ID ) && current_user_can( self::RIGHT ) ) {
			self::keep( $post->ID, array_merge( self::row( $post->ID ), self::cleaned( $sent ) ) );
		}
	}

	/** What it was not sent it sets to nothing. */
	public static function replace( WP_REST_Request $request ): array {
		$body = (array) $request->get_json_params();
		self::keep( (int) $request['id'], array_merge( self::row( (int) $request['id'] ), array_fill_keys( self::TEXTS, null ), self::cleaned( $body ) ) );
		return array( 'success' => true, 'posts' => (int) $request['id'] );
	}

	/** @return array|WP_Error */
	public static function ability_update( array $input ) {
		if ( ! self::row( $input['postId'] ) ) {
			return new WP_Error( 'aioseo_not_found', 'Post not found.', array( 'status' => 404 ) );
		}
		self::keep( $input['postId'], array_merge( self::row( $input['postId'] ), self::cleaned( $input ) ) );
		return self::row( $input['postId'] );
	}

	/** What it knows of what was sent, by the names under which it is read. `robots_noindex` is none of the names of a write. */
	private static function cleaned( array $sent ): array {
		$known = array();
		foreach ( array_intersect_key( $sent, array_flip( self::TEXTS ) ) as $name => $value ) {
			$known[ $name ] = stand_in_text( $value );
		}
		foreach ( array_intersect_key( $sent, array_flip( array_merge( self::ADDRESSES, self::WORDS ) ) ) as $name => $value ) {
			$known[ $name ] = in_array( $name, self::ADDRESSES, true ) ? esc_url_raw( $value ) : $value;
		}
		foreach ( array_intersect_key( $sent, array_flip( self::ROBOTS ) ) as $name => $value ) {
			$known[ "robots_$name" ] = (bool) $value;
		}
		if ( isset( $sent['keyphrases']['focus'] ) ) {
			$words               = fn( $one ) => array( 'keyphrase' => sanitize_text_field( $one['keyphrase'] ?? '' ), 'score' => 0 );
			$known['keyphrases'] = array( 'focus' => $words( $sent['keyphrases']['focus'] ), 'additional' => array_map( $words, $sent['keyphrases']['additional'] ?? array() ) );
		}
		return $known;
	}

	private static function keep( int $id, array $row ): void {
		update_option( "stand_in_aioseo_$id", $row + array( 'post_id' => $id, 'robots_default' => true, 'robots_noindex' => false ), false );
		foreach ( self::COPIES as $name => $key ) {
			update_post_meta( $id, $key, wp_slash( (string) ( $row[ $name ] ?? '' ) ) ); // A copy for others: it is never read back.
		}
	}

	private static function row( int $id ): array {
		return (array) get_option( "stand_in_aioseo_$id", array() );
	}

	private static function expanded( string $text, WP_Post $post ): string {
		return stand_in_expanded( $text, $post, '#*', array( 'post_title' => 'title', 'separator_sa' => 'sep', 'site_title' => 'site' ) );
	}

	public static function parts( WP_Post $post ): array {
		$row         = self::row( $post->ID );
		$own         = fn( $name ) => self::expanded( (string) ( $row[ $name ] ?? '' ), $post );
		$title       = $own( 'title' ) ?: self::expanded( '#post_title #separator_sa #site_title', $post );
		$description = $own( 'description' ) ?: stand_in_summary( $post );
		$hidden      = ! ( $row['robots_default'] ?? true ) && ( $row['robots_noindex'] ?? false );
		$like_og     = ! empty( $row['twitter_use_og'] );
		$image       = 'custom_image' === ( $row['og_image_type'] ?? '' ) ? $own( 'og_image_custom_url' ) : '';
		return array(
			'title'       => $title,
			'description' => $description,
			'robots'      => $hidden ? 'noindex' : 'max-image-preview:large',
			'canonical'   => $own( 'canonical_url' ) ?: get_permalink( $post ),
			'social'      => array(
				'og:title'            => $own( 'og_title' ) ?: $title,
				'og:description'      => $own( 'og_description' ) ?: $description,
				'og:image'            => is_ssl() ? $image : preg_replace( '/^https:/', 'http:', $image ),
				'twitter:card'        => 'summary_large_image',
				'twitter:title'       => ( $like_og ? $own( 'og_title' ) : $own( 'twitter_title' ) ) ?: $title,
				'twitter:description' => ( $like_og ? $own( 'og_description' ) : $own( 'twitter_description' ) ) ?: $description,
			),
			'types'       => array( 'BlogPosting', 'BreadcrumbList', 'Organization', 'Person', 'WebPage', 'WebSite' ),
		);
	}
}

Stand_In_AIOSEO::start();
