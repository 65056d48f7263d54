<?php
/**
 * Stands in for Yoast SEO (free), as far as a program with an application password meets it.
 *
 * WPSEO_VERSION, when defined before, chooses what it does: below 27.7 no key is offered over REST, from 28.1 on it has the
 * routes of the bulk editor.
 *
 * @package Masthead
 */

require_once __DIR__ . '/head.php';

defined( 'WPSEO_VERSION' ) || define( 'WPSEO_VERSION', '28.4' );

final class Stand_In_Yoast {

	const PREFIX  = '_yoast_wpseo_';
	const OFFERED = array( 'title', 'metadesc', 'focuskw' );
	const TEXTS   = array( 'title', 'metadesc', 'focuskw', 'opengraph-title', 'opengraph-description', 'twitter-title', 'twitter-description', 'bctitle' );
	const OTHERS  = array( 'canonical', 'meta-robots-noindex', 'meta-robots-nofollow', 'opengraph-image', 'opengraph-image-id', 'twitter-image', 'twitter-image-id' );
	const BULK    = array(
		'update_search' => array( 'seo_title' => 'title', 'meta_description' => 'metadesc', 'focus_keyphrase' => 'focuskw' ),
		'update_social' => array( 'social_title' => 'opengraph-title', 'social_description' => 'opengraph-description', 'focus_keyphrase' => 'focuskw' ),
	);

	/** Heads by post id as they were before the write that is being answered. */
	private static array $stale = array();

	public static function start(): void {
		add_action( 'init', array( self::class, 'register_meta' ) );
		add_action( 'rest_api_init', array( self::class, 'register_routes' ) );
		add_filter( 'user_has_cap', fn( $all ) => empty( $all['manage_options'] ) ? $all : $all + array( 'wpseo_manage_options' => true ) );
		foreach ( array( 'post', 'page' ) as $type ) {
			add_action( "rest_insert_$type", fn( $post ) => self::$stale[ $post->ID ] = self::head_json( $post ) );
			add_filter( "rest_prepare_$type", array( self::class, 'hide_from_visitors' ), 10, 2 );
		}
		stand_in_takes_over_the_head(
			array( self::class, 'parts' ),
			array(
				'<!-- This site is optimized with the Yoast SEO plugin v' . WPSEO_VERSION . ' - https://yoast.com/wordpress/plugins/seo/ -->',
				'<!-- / Yoast SEO plugin. -->',
			),
			'class="yoast-schema-graph"'
		);
	}

	public static function register_meta(): void {
		foreach ( self::TEXTS as $key ) {
			register_meta( 'post', self::PREFIX . $key, array( 'sanitize_callback' => 'stand_in_text' ) );
		}
		foreach ( self::OTHERS as $key ) {
			register_meta( 'post', self::PREFIX . $key, array( 'sanitize_callback' => 'sanitize_text_field' ) );
		}
		foreach ( version_compare( WPSEO_VERSION, '27.7', '>=' ) ? self::OFFERED : array() as $key ) {
			$auth = fn( $allowed, $key, $id ) => current_user_can( 'edit_post', $id );
			$meta = array( 'object_subtype' => 'post', 'type' => 'string', 'single' => true, 'show_in_rest' => true, 'auth_callback' => $auth );
			register_meta( 'post', self::PREFIX . $key, $meta );
		}
	}

	public static function hide_from_visitors( WP_REST_Response $response, WP_Post $post ): WP_REST_Response {
		if ( ! current_user_can( 'edit_post', $post->ID ) && isset( $response->data['meta'] ) ) {
			foreach ( self::OFFERED as $key ) {
				unset( $response->data['meta'][ self::PREFIX . $key ] );
			}
		}
		return $response;
	}

	public static function register_routes(): void {
		$not_found = fn() => new WP_Error( 'wpseo_not_found', 'Page not found.', array( 'status' => 404 ) ); // So it answered for posts that were there.
		register_rest_route( 'yoast/v1', '/get_head', array( 'callback' => $not_found, 'permission_callback' => '__return_true' ) );
		register_rest_field( array( 'post', 'page' ), 'yoast_head_json', array( 'get_callback' => array( self::class, 'shown_head' ) ) );
		foreach ( version_compare( WPSEO_VERSION, '28.1', '>=' ) ? self::BULK : array() as $route => $fields ) {
			register_rest_route(
				'yoast/v1',
				"/bulk_editor/$route",
				array(
					'methods'             => 'POST',
					'callback'            => fn( $request ) => array( 'results' => array_map( fn( $item ) => self::bulk_write( $item, $fields ), $request['items'] ) ),
					'permission_callback' => fn() => current_user_can( 'wpseo_manage_options' ),
					'args'                => array( 'items' => array( 'required' => true, 'type' => 'array', 'validate_callback' => fn( $items ) => self::checked( $items, $fields ) ) ),
				)
			);
		}
		if ( version_compare( WPSEO_VERSION, '28.1', '>=' ) ) {
			$may = fn() => current_user_can( 'wpseo_manage_options' );
			register_rest_route( 'yoast/v1', '/bulk_editor/posts', array( 'callback' => array( self::class, 'bulk_list' ), 'permission_callback' => $may ) );
		}
	}

	/** @return true|WP_Error */
	private static function checked( $items, array $fields ) {
		$count = is_array( $items ) ? count( $items ) : 0;
		if ( $count < 1 || $count > 20 ) {
			return new WP_Error( $count ? 'rest_too_many_items' : 'rest_no_items', 'A batch has 1 to 20 items.', array( 'status' => 400 ) );
		}
		foreach ( $items as $item ) {
			if ( ! is_array( $item ) || ! is_int( $item['id'] ?? null ) ) {
				return new WP_Error( 'rest_invalid_item_id', 'Each item must contain an integer id.', array( 'status' => 400 ) );
			}
			$sent = array_intersect_key( $item, $fields );
			if ( ! $sent || array_filter( $sent, 'is_string' ) !== $sent ) {
				return new WP_Error( 'rest_invalid_item_field', 'Each item must contain a field, and fields are strings.', array( 'status' => 400 ) );
			}
		}
		return true;
	}

	private static function bulk_write( array $item, array $fields ): array {
		$post = get_post( $item['id'] );
		if ( ! $post ) {
			return array( 'id' => $item['id'], 'success' => false, 'error' => 'not_found' );
		}
		$sent = array_intersect_key( $item, $fields );
		foreach ( $sent as $name => $value ) {
			'' === $value ? delete_post_meta( $post->ID, self::PREFIX . $fields[ $name ] ) : update_post_meta( $post->ID, self::PREFIX . $fields[ $name ], wp_slash( $value ) );
		}
		$rendered = array_map( fn( $value ) => self::expanded( stand_in_text( $value ), $post ), $sent );
		return array( 'id' => $post->ID, 'success' => true, 'rendered' => $rendered );
	}

	public static function bulk_list( WP_REST_Request $request ): array {
		$posts = get_posts( array( 'post_type' => $request['content_type'] ?? 'post', 'post_status' => 'any', 'numberposts' => $request['per_page'] ?? 20 ) );
		$names = array( 'seo_title' => 'title', 'meta_description' => 'metadesc', 'focus_keyphrase' => 'focuskw', 'social_title' => 'opengraph-title', 'social_description' => 'opengraph-description' );
		return array_map( fn( $post ) => array( 'id' => $post->ID ) + array_map( fn( $key ) => self::kept( $post, $key ), $names ), $posts );
	}

	/** The head as a response shows it: that of before the write, in the answer to the write. */
	public static function shown_head( array $record ): array {
		return self::$stale[ $record['id'] ] ?? self::head_json( get_post( $record['id'] ) );
	}

	private static function head_json( WP_Post $post ): array {
		$parts = self::parts( $post );
		$names = array( 'og:title' => 'og_title', 'og:description' => 'og_description', 'twitter:title' => 'twitter_title', 'twitter:description' => 'twitter_description' );
		$head  = array( 'title' => $parts['title'], 'description' => $parts['description'], 'canonical' => $parts['canonical'], 'robots' => array( 'index' => strtok( $parts['robots'], ',' ) ) );
		foreach ( $names as $tag => $name ) {
			$head[ $name ] = $parts['social'][ $tag ];
		}
		$image = $parts['social']['og:image'];
		return array_filter( $head ) + ( '' === $image ? array() : array( 'og_image' => array( array( 'url' => $image ) ) ) );
	}

	private static function kept( WP_Post $post, string $key ): string {
		return stand_in_meta( $post, self::PREFIX . $key );
	}

	private static function expanded( string $text, WP_Post $post ): string {
		return stand_in_expanded( $text, $post, '%%*%%', array( 'title' => 'title', 'sep' => 'sep', 'sitename' => 'site' ) );
	}

	/** No description is made of the excerpt, unlike og:description. */
	public static function parts( WP_Post $post ): array {
		$own     = fn( $key ) => self::expanded( self::kept( $post, $key ), $post );
		$title   = $own( 'title' ) ?: self::expanded( '%%title%% %%sep%% %%sitename%%', $post );
		$hidden  = '1' === self::kept( $post, 'meta-robots-noindex' );
		return array(
			'title'       => $title,
			'description' => $own( 'metadesc' ),
			'robots'      => $hidden ? 'noindex, follow' : 'index, follow, max-snippet:-1, max-image-preview:large, max-video-preview:-1',
			'canonical'   => $hidden ? '' : ( self::kept( $post, 'canonical' ) ?: get_permalink( $post ) ),
			'social'      => array(
				'og:title'            => $own( 'opengraph-title' ) ?: $title,
				'og:description'      => $own( 'opengraph-description' ) ?: ( $own( 'metadesc' ) ?: stand_in_summary( $post ) ),
				'og:image'            => self::kept( $post, 'opengraph-image' ),
				'twitter:card'        => 'summary_large_image',
				'twitter:title'       => $own( 'twitter-title' ),
				'twitter:description' => $own( 'twitter-description' ),
				'twitter:image'       => self::kept( $post, 'twitter-image' ),
			),
			'types'       => array( 'Article', 'WebPage', 'BreadcrumbList', 'WebSite', 'Person' ),
		);
	}
}

Stand_In_Yoast::start();
