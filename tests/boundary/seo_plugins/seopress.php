<?php
/**
 * Stands in for SEOPress (free), as far as a program with an application password meets it.
 *
 * SEOPRESS_VERSION, when defined before, chooses what it does: below 7.3 no key but the primary category is offered over REST.
 *
 * @package Masthead
 */

require_once __DIR__ . '/head.php';

defined( 'SEOPRESS_VERSION' ) || define( 'SEOPRESS_VERSION', '9.7.4' );

final class Stand_In_SEOPress {

	const OFFERED = array( '_seopress_titles_title', '_seopress_titles_desc', '_seopress_robots_index', '_seopress_robots_primary_cat' );
	const ROBOTS  = array(
		'_seopress_robots_index' => 'checkbox', '_seopress_robots_follow' => 'checkbox', '_seopress_robots_imageindex' => 'checkbox',
		'_seopress_robots_snippet' => 'checkbox', '_seopress_robots_canonical' => 'input', '_seopress_robots_primary_cat' => 'select',
	);
	const SOCIAL  = array(
		'_seopress_social_fb_title' => 'input', '_seopress_social_fb_desc' => 'textarea', '_seopress_social_fb_img' => 'upload',
		'_seopress_social_fb_img_attachment_id' => 'hidden', '_seopress_social_twitter_title' => 'input',
		'_seopress_social_twitter_desc' => 'textarea', '_seopress_social_twitter_img' => 'upload',
	);
	const TITLES  = array( 'title' => '_seopress_titles_title', 'description' => '_seopress_titles_desc' );
	const KEYWORD = '_seopress_analysis_target_kw';

	public static function start(): void {
		add_action( 'init', array( self::class, 'register_meta' ) );
		add_action( 'rest_api_init', array( self::class, 'register_routes' ) );
		stand_in_takes_over_the_head( array( self::class, 'parts' ), array( '' ) );
	}

	/** No sanitiser, and shown to everybody. */
	public static function register_meta(): void {
		$auth = fn( $allowed, $key, $id ) => current_user_can( 'edit_post', $id );
		foreach ( version_compare( SEOPRESS_VERSION, '7.3', '>=' ) ? self::OFFERED : array( '_seopress_robots_primary_cat' ) as $key ) {
			register_post_meta( '', $key, array( 'show_in_rest' => true, 'single' => true, 'type' => 'string', 'auth_callback' => $auth ) );
		}
	}

	public static function register_routes(): void {
		$routes = array(
			'title-description-metas' => array( 'read_titles', 'write_titles' ),
			'target-keywords'         => array( 'read_keywords', 'write_keywords' ),
			'meta-robot-settings'     => array( 'read_robots', 'write_robots' ),
			'social-settings'         => array( 'read_social', 'write_social' ),
		);
		$may    = fn( $request ) => current_user_can( 'edit_post', (int) $request['id'] );
		foreach ( $routes as $route => list( $read, $write ) ) {
			register_rest_route( 'seopress/v1', "/posts/(?P<id>\d+)/$route", array( 'methods' => 'GET', 'callback' => array( self::class, $read ), 'permission_callback' => $may ) );
			register_rest_route( 'seopress/v1', "/posts/(?P<id>\d+)/$route", array( 'methods' => 'PUT', 'callback' => array( self::class, $write ), 'permission_callback' => $may ) );
		}
		register_rest_route( 'seopress/v1', '/posts/(?P<id>\d+)', array( 'callback' => array( self::class, 'rendered' ), 'permission_callback' => '__return_true' ) );
	}

	public static function read_titles( WP_REST_Request $request ): array {
		return array_map( fn( $key ) => html_entity_decode( self::kept( $request['id'], $key ), ENT_QUOTES | ENT_XML1, 'UTF-8' ), self::TITLES );
	}

	public static function write_titles( WP_REST_Request $request ): array {
		foreach ( self::TITLES as $name => $key ) {
			if ( isset( $request[ $name ] ) ) {
				self::write( $request['id'], $key, 'title' === $name ? stand_in_text( $request[ $name ] ) : sanitize_textarea_field( $request[ $name ] ) );
			}
		}
		return array( 'code' => 'success' );
	}

	/** In small letters, whatever was sent. */
	public static function read_keywords( WP_REST_Request $request ): array {
		return array( 'value' => array_values( array_filter( explode( ',', strtolower( self::kept( $request['id'], self::KEYWORD ) ) ) ) ), 'usage' => array() );
	}

	/** @return array|WP_REST_Response */
	public static function write_keywords( WP_REST_Request $request ) {
		if ( ! isset( $request[ self::KEYWORD ] ) ) {
			return new WP_REST_Response( array( 'code' => 'error', 'code_message' => 'missed_parameters' ), 403 );
		}
		$words = implode( ',', array_map( 'trim', explode( ',', $request[ self::KEYWORD ] ) ) );
		update_post_meta( (int) $request['id'], self::KEYWORD, wp_slash( stand_in_text( $words ) ) );
		return array( 'code' => 'success' );
	}

	public static function read_robots( WP_REST_Request $request ): array {
		return self::listed( $request, self::ROBOTS );
	}

	public static function write_robots( WP_REST_Request $request ): array {
		return self::write_known( $request, self::ROBOTS );
	}

	public static function read_social( WP_REST_Request $request ): array {
		return self::listed( $request, self::SOCIAL );
	}

	public static function write_social( WP_REST_Request $request ): array {
		return self::write_known( $request, self::SOCIAL );
	}

	private static function listed( WP_REST_Request $request, array $keys ): array {
		$list = array();
		foreach ( $keys as $key => $type ) {
			$value  = self::kept( $request['id'], $key );
			$list[] = array( 'key' => $key, 'type' => $type, 'can_modify' => true, 'value' => 'checkbox' === $type && 'yes' !== $value ? '' : $value );
		}
		return $list;
	}

	/** Keys that it does not know are passed over, and it is a success. */
	private static function write_known( WP_REST_Request $request, array $keys ): array {
		foreach ( $keys as $key => $type ) {
			if ( ! isset( $request[ $key ] ) ) {
				continue;
			}
			$value = '_seopress_robots_canonical' === $key ? sanitize_url( $request[ $key ] ) : $request[ $key ];
			self::write( $request['id'], $key, in_array( $type, array( 'upload', 'hidden' ), true ) ? $value : stand_in_text( $value ) );
		}
		return array( 'code' => 'success' );
	}

	private static function write( $id, string $key, $value ): void {
		empty( $value ) ? delete_post_meta( (int) $id, $key ) : update_post_meta( (int) $id, $key, wp_slash( $value ) );
	}

	private static function kept( $id, string $key ): string {
		return (string) get_post_meta( (int) $id, $key, true );
	}

	/** What the page shows, for everybody. @return array|WP_Error */
	public static function rendered( WP_REST_Request $request ) {
		$post = get_post( (int) $request['id'] );
		if ( ! $post ) {
			return new WP_Error( 'rest_post_invalid_id', 'Invalid post ID.', array( 'status' => 404 ) );
		}
		$parts  = self::parts( $post );
		$social = $parts['social'];
		return array(
			'title'       => $parts['title'],
			'description' => $parts['description'],
			'canonical'   => $parts['canonical'],
			'og'          => array( 'title' => $social['og:title'], 'description' => $social['og:description'], 'image' => $social['og:image'] ),
			'twitter'     => array( 'title' => $social['twitter:title'], 'description' => $social['twitter:description'] ),
			'robots'      => array( 'noindex' => '' === $parts['canonical'], 'nofollow' => 'yes' === stand_in_meta( $post, '_seopress_robots_follow' ) ),
		);
	}

	private static function expanded( string $text, WP_Post $post ): string {
		return stand_in_expanded( $text, $post, '%%*%%', array( 'post_title' => 'title', 'sep' => 'sep', 'sitetitle' => 'site' ) );
	}

	/** Without JSON-LD on posts, and without a mark by which it could be told. */
	public static function parts( WP_Post $post ): array {
		$own         = fn( $key ) => self::expanded( stand_in_meta( $post, "_seopress_$key" ), $post );
		$title       = $own( 'titles_title' ) ?: self::expanded( '%%post_title%% %%sep%% %%sitetitle%%', $post );
		$description = $own( 'titles_desc' ) ?: stand_in_summary( $post );
		$hidden      = 'yes' === stand_in_meta( $post, '_seopress_robots_index' );
		return array(
			'title'       => $title,
			'description' => $description,
			'robots'      => $hidden ? 'noindex' : 'index, follow, max-image-preview:large',
			'canonical'   => $hidden ? '' : ( stand_in_meta( $post, '_seopress_robots_canonical' ) ?: get_permalink( $post ) ),
			'social'      => array(
				'og:title'            => $own( 'social_fb_title' ) ?: $title,
				'og:description'      => $own( 'social_fb_desc' ) ?: $description,
				'og:image'            => stand_in_meta( $post, '_seopress_social_fb_img' ),
				'twitter:card'        => 'summary_large_image',
				'twitter:title'       => $own( 'social_twitter_title' ) ?: $title,
				'twitter:description' => $own( 'social_twitter_desc' ) ?: $description,
				'twitter:image'       => stand_in_meta( $post, '_seopress_social_twitter_img' ),
			),
			'types'       => array(),
		);
	}
}

Stand_In_SEOPress::start();
