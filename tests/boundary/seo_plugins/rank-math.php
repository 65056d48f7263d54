<?php
/**
 * Stands in for Rank Math (free), as far as a program with an application password meets it.
 *
 * Like the plugin it does nothing at all, though its constant is there, until somebody connects it or skips that: define
 * RANK_MATH_REGISTRATION_SKIP before, or set the option `rank_math_registration_skip`.
 *
 * @package Masthead
 */

namespace RankMath {

	final class Helper {
		public static function is_invalid_registration(): bool {
			return ! ( defined( 'RANK_MATH_REGISTRATION_SKIP' ) && RANK_MATH_REGISTRATION_SKIP ) && ! get_option( 'rank_math_registration_skip' );
		}
	}
}

namespace {

	require_once __DIR__ . '/head.php';

	defined( 'RANK_MATH_VERSION' ) || define( 'RANK_MATH_VERSION', '1.0.273' );

	final class Stand_In_Rank_Math {

		const LINES = array( 'title', 'description', 'facebook_title', 'facebook_description', 'twitter_title', 'twitter_description' );
		const READ  = array(
			'title' => 'title', 'description' => 'description', 'focus_keyword' => 'focus_keyword', 'canonical' => 'canonical_url',
			'og_title' => 'facebook_title', 'og_description' => 'facebook_description', 'twitter_title' => 'twitter_title',
			'twitter_description' => 'twitter_description',
		);

		public static function start(): void {
			add_action( 'rest_api_init', array( self::class, 'register_routes' ) );
			stand_in_ability(
				'rank-math/get-post-seo-meta',
				array( 'type' => 'object', 'default' => array(), 'required' => array( 'post_id' ), 'properties' => array( 'post_id' => array( 'type' => 'integer' ) ), 'additionalProperties' => false ),
				fn() => current_user_can( 'publish_posts' ), // Its own right is given to authors and above, and asks for no post.
				array( self::class, 'seo_meta' ),
				true
			);
			stand_in_takes_over_the_head(
				array( self::class, 'parts' ),
				array( '<!-- Search Engine Optimization by Rank Math - https://rankmath.com/ -->', '<!-- /Rank Math WordPress SEO plugin -->' ),
				'class="rank-math-schema"'
			);
		}

		public static function register_routes(): void {
			$filled = fn( $value ) => empty( $value ) ? new WP_Error( 'param_value_empty', 'Sorry, field is empty which is not allowed.' ) : true;
			register_rest_route(
				'rankmath/v1',
				'/updateMeta',
				array(
					'methods'             => 'POST',
					'callback'            => array( self::class, 'update_meta' ),
					'permission_callback' => array( self::class, 'may_write' ),
					'args'                => array(
						'objectType' => array( 'type' => 'string', 'required' => true, 'validate_callback' => $filled ),
						'objectID'   => array( 'type' => 'integer', 'required' => true, 'validate_callback' => $filled ),
						'meta'       => array( 'required' => true, 'validate_callback' => $filled ),
					),
				)
			);
			register_rest_route(
				'rankmath/v1',
				'/updateMetaBulk',
				array(
					'methods'             => 'POST',
					'callback'            => array( self::class, 'update_many' ),
					'permission_callback' => fn() => current_user_can( 'edit_posts' ),
					'args'                => array( 'rows' => array( 'required' => true, 'validate_callback' => $filled ) ),
				)
			);
		}

		/** @return bool|WP_Error */
		public static function may_write( WP_REST_Request $request ) {
			if ( 'post' !== $request['objectType'] ) {
				return false;
			}
			$post = get_post( $request['objectID'] );
			if ( ! $post ) {
				return new WP_Error( 'rest_post_invalid_id', 'Invalid post ID.', array( 'status' => 404 ) );
			}
			$may = current_user_can( 'edit_post', $post->ID ) || current_user_can( get_post_type_object( $post->post_type )->cap->edit_others_posts );
			return $may ? true : new WP_Error( 'rest_cannot_edit', 'Sorry, you are not allowed to edit this post.', array( 'status' => rest_authorization_required_code() ) );
		}

		/** The answer says nothing of what was kept. */
		public static function update_meta( WP_REST_Request $request ): array {
			$slug = true;
			foreach ( (array) $request['meta'] as $key => $value ) {
				if ( 'permalink' === $key && $value ) {
					$post = get_post( $request['objectID'] );
					$slug = wp_unique_post_slug( $value, $post->ID, $post->post_status, $post->post_type, $post->post_parent );
					wp_update_post( array( 'ID' => $post->ID, 'post_name' => $slug ) );
				} elseif ( str_starts_with( $key, 'rank_math_' ) ) {
					self::write( (int) $request['objectID'], $key, $value );
				}
			}
			return array( 'slug' => $slug, 'schemas' => array() );
		}

		private static function write( int $post_id, string $key, $value ): void {
			if ( empty( $value ) ) {
				delete_post_meta( $post_id, $key );
				return;
			}
			if ( is_array( $value ) ) {
				update_post_meta( $post_id, $key, array_map( 'sanitize_text_field', $value ) );
				return;
			}
			$line = in_array( substr( $key, strlen( 'rank_math_' ) ), self::LINES, true );
			update_post_meta( $post_id, $key, $line ? wp_filter_nohtml_kses( wp_slash( $value ) ) : wp_slash( stand_in_text( $value ) ) );
		}

		/** Posts that the user may not edit are left out, and the answer is the same. */
		public static function update_many( WP_REST_Request $request ): array {
			foreach ( (array) $request['rows'] as $id => $row ) {
				foreach ( current_user_can( 'edit_post', $id ) ? array_intersect_key( $row, array_flip( array( 'title', 'description' ) ) ) : array() as $name => $value ) {
					self::write( (int) $id, "rank_math_$name", $value );
				}
				if ( isset( $row['focus_keyword'] ) && current_user_can( 'edit_post', $id ) ) {
					$others = array_slice( explode( ',', (string) get_post_meta( $id, 'rank_math_focus_keyword', true ) ), 1 );
					self::write( (int) $id, 'rank_math_focus_keyword', implode( ',', array_merge( array( $row['focus_keyword'] ), $others ) ) );
				}
			}
			return array( 'success' => true );
		}

		/** Escaped for HTML, quotes included. */
		public static function seo_meta( array $input ): array {
			$post = get_post( $input['post_id'] );
			if ( ! $post ) {
				return array( 'error' => 'Post not found.' );
			}
			$found = array_map( fn( $key ) => esc_attr( self::kept( $post, $key ) ), self::READ );
			return array( 'post_id' => $post->ID, 'robots' => self::robots( $post ), 'seo_score' => 0 ) + $found;
		}

		private static function kept( WP_Post $post, string $key ): string {
			return stand_in_meta( $post, "rank_math_$key" );
		}

		private static function robots( WP_Post $post ): array {
			$robots = get_post_meta( $post->ID, 'rank_math_robots', true );
			return is_array( $robots ) && $robots ? array_values( $robots ) : array( 'index' );
		}

		private static function expanded( string $text, WP_Post $post ): string {
			return stand_in_expanded( $text, $post, '%*%', array( 'title' => 'title', 'sep' => 'sep', 'sitename' => 'site' ) );
		}

		public static function parts( WP_Post $post ): array {
			$own         = fn( $key ) => self::expanded( self::kept( $post, $key ), $post );
			$title       = $own( 'title' ) ?: self::expanded( '%title% %sep% %sitename%', $post );
			$description = $own( 'description' ) ?: stand_in_summary( $post );
			$robots      = self::robots( $post );
			$apart       = 'off' === self::kept( $post, 'twitter_use_facebook' );
			$social      = array( $own( 'facebook_title' ) ?: $title, $own( 'facebook_description' ) ?: $description );
			return array(
				'title'       => $title,
				'description' => $description,
				'robots'      => implode( ', ', array_unique( array_merge( array( 'follow' ), $robots ) ) ),
				'canonical'   => in_array( 'noindex', $robots, true ) ? '' : ( self::kept( $post, 'canonical_url' ) ?: get_permalink( $post ) ),
				'social'      => array(
					'og:title'            => $social[0],
					'og:description'      => $social[1],
					'og:image'            => self::kept( $post, 'facebook_image' ),
					'twitter:card'        => 'summary_large_image',
					'twitter:title'       => $apart ? $own( 'twitter_title' ) : $social[0],
					'twitter:description' => $apart ? $own( 'twitter_description' ) : $social[1],
				),
				'types'       => array( 'Organization', 'WebSite', 'WebPage', 'Person', 'BlogPosting' ),
			);
		}
	}

	if ( ! RankMath\Helper::is_invalid_registration() ) {
		Stand_In_Rank_Math::start();
	}
}
