<?php
/**
 * Plugin Name: Masthead companion
 * Description: Keeps an SEO title, a description and JSON-LD per post, prints them where no SEO plugin does, and lists a whole site for its editors.
 * Version: 1.0.0
 * Requires at least: 6.1
 * Requires PHP: 7.0
 * License: GPL-2.0-or-later
 * License URI: https://www.gnu.org/licenses/gpl-2.0.html
 *
 * One file for wp-content/mu-plugins/. It writes nothing of its own accord and shows anonymous visitors nothing but the
 * head of the pages. Removing the file leaves every page whole; what was kept stays in the post's meta.
 *
 * @package Masthead
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

// A second copy, as a plugin beside the must-use file, would declare the class twice and end every request.
if ( ! class_exists( 'Masthead_Companion', false ) ) {

	/** Meta, head and list. Every method is called by WordPress. */
	final class Masthead_Companion {

		const VERSION     = '1.0.0';
		const TITLE       = 'masthead_seo_title';
		const DESCRIPTION = 'masthead_seo_description';
		const SCHEMA      = 'masthead_schema';

		/** Statuses that are listed; the text of a post is given only once it is published. */
		const STATUSES = array( 'publish', 'future', 'draft', 'pending', 'private' );

		/** Constants of the plugins that print titles and descriptions. */
		const SEO_PLUGINS = array( 'WPSEO_VERSION', 'RANK_MATH_VERSION', 'AIOSEO_VERSION', 'SEOPRESS_VERSION', 'THE_SEO_FRAMEWORK_VERSION', 'SLIM_SEO_DIR', 'SQ_VERSION' );

		/** Of these, the ones that print no article of their own in JSON-LD. */
		const WITHOUT_ARTICLE = array( 'SEOPRESS_VERSION', 'THE_SEO_FRAMEWORK_VERSION' );

		public static function start() {
			add_action( 'init', array( __CLASS__, 'register_meta' ), 99 );
			add_action( 'rest_api_init', array( __CLASS__, 'register_route' ) );
			add_filter( 'pre_get_document_title', array( __CLASS__, 'title' ), 20 );
			add_filter( 'nameplate_description', array( __CLASS__, 'without_theme_description' ) );
			add_action( 'wp_head', array( __CLASS__, 'head' ), 3 );
		}

		/** Post types whose posts have an address and can be written over REST. */
		private static function types() {
			return array_diff( get_post_types( array( 'public' => true, 'show_in_rest' => true ) ), array( 'attachment' ) );
		}

		public static function register_meta() {
			foreach ( self::types() as $type ) {
				add_post_type_support( $type, 'custom-fields' ); // Without it WordPress drops meta that is sent over REST, with 200.
				add_filter( "rest_pre_insert_{$type}", array( __CLASS__, 'refuse_what_cannot_be_kept' ), 10, 2 );
				foreach ( array( self::TITLE, self::DESCRIPTION, self::SCHEMA ) as $key ) {
					register_post_meta( $type, $key, self::meta( self::SCHEMA === $key ? 'schema' : 'line' ) );
				}
			}
		}

		private static function meta( $sanitizer ) {
			return array(
				'type'              => 'string',
				'single'            => true,
				'default'           => '',
				'sanitize_callback' => array( __CLASS__, $sanitizer ),
				'auth_callback'     => array( __CLASS__, 'may_edit' ),
				'show_in_rest'      => array( 'schema' => array( 'type' => 'string', 'context' => array( 'edit' ) ) ),
			);
		}

		/** Whether a user may edit the very post that the meta belongs to. */
		public static function may_edit( $allowed, $key, $post_id, $user_id ) {
			return user_can( $user_id, 'edit_post', $post_id );
		}

		/** One line of plain text as it was sent: it is escaped where it is printed, not bent where it is kept. */
		public static function line( $value ) {
			return trim( (string) preg_replace( '/[\x00-\x20\x7f]+/', ' ', wp_check_invalid_utf8( (string) $value ) ) );
		}

		/** JSON as it was sent, or nothing. */
		public static function schema( $value ) {
			return self::is_schema( $value ) ? (string) $value : '';
		}

		private static function is_schema( $value ) {
			return is_string( $value ) && in_array( gettype( json_decode( $value ) ), array( 'object', 'array' ), true );
		}

		/** What cannot be kept is refused before anything of the post is written, so that no half of a post is left. */
		public static function refuse_what_cannot_be_kept( $prepared, $request ) {
			$meta = $request['meta'];
			foreach ( array( self::TITLE, self::DESCRIPTION, self::SCHEMA ) as $key ) {
				$sent = is_array( $meta ) && isset( $meta[ $key ] ) ? $meta[ $key ] : '';
				if ( ! is_string( $sent ) ) {
					return new WP_Error( 'masthead_invalid_type', "$key is not a text.", array( 'status' => 400 ) );
				}
				if ( self::SCHEMA === $key && '' !== $sent && ! self::is_schema( $sent ) ) {
					return new WP_Error( 'masthead_invalid_schema', "$key is not a JSON object or array.", array( 'status' => 400 ) );
				}
			}
			return $prepared;
		}

		/** Whether a part of the head is ours to print: `title`, `description` or `schema`. */
		private static function prints( $part ) {
			$active = array_filter( self::SEO_PLUGINS, 'defined' );
			$rivals = 'schema' === $part ? array_diff( $active, self::WITHOUT_ARTICLE ) : $active;
			return (bool) apply_filters( 'masthead_prints', ! $rivals, $part );
		}

		/** A key of the post that is shown; nothing on lists and for a post whose password was not given. */
		private static function shown( $key ) {
			$post = is_singular() ? get_queried_object() : null;
			if ( ! $post instanceof WP_Post || post_password_required( $post ) ) {
				return '';
			}
			return (string) get_post_meta( $post->ID, $key, true );
		}

		/** Unlike esc_attr, this leaves no entity as it is: the reader sees exactly what was sent. */
		private static function escaped( $text ) {
			return htmlspecialchars( $text, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8' );
		}

		/** WordPress prints what this filter returns without escaping it. */
		public static function title( $title ) {
			$own = self::shown( self::TITLE );
			return '' !== $own && self::prints( 'title' ) ? self::escaped( $own ) : $title;
		}

		public static function without_theme_description( $description ) {
			return '' !== self::shown( self::DESCRIPTION ) && self::prints( 'description' ) ? '' : $description;
		}

		public static function head() {
			$description = self::shown( self::DESCRIPTION );
			if ( '' !== $description && self::prints( 'description' ) ) {
				echo '<meta name="description" content="' . self::escaped( $description ) . "\">\n"; // phpcs:ignore WordPress.Security.EscapeOutput
			}
			$schema = json_decode( self::shown( self::SCHEMA ) );
			if ( $schema && self::prints( 'schema' ) ) {
				$json = wp_json_encode( $schema, JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION );
				echo '<script type="application/ld+json" class="masthead-schema">' . $json . "</script>\n"; // phpcs:ignore WordPress.Security.EscapeOutput
			}
		}

		public static function register_route() {
			register_rest_route(
				'masthead/v1',
				'/records',
				array(
					'methods'             => 'GET',
					'callback'            => array( __CLASS__, 'records' ),
					'permission_callback' => array( __CLASS__, 'may_list' ),
					'args'                => array(
						'after' => array( 'type' => 'integer', 'minimum' => 0, 'default' => 0 ),
						'limit' => array( 'type' => 'integer', 'minimum' => 1, 'maximum' => 500, 'default' => 100 ),
					),
				)
			);
		}

		public static function may_list() {
			return current_user_can( 'edit_others_posts' );
		}

		/** Rows by rising id: unlike numbered pages, a cursor neither repeats nor skips a row when posts come and go meanwhile. */
		public static function records( $request ) {
			$ids = self::ids( (int) $request['after'], (int) $request['limit'] );
			_prime_post_caches( $ids );
			$seen = array_filter( $ids, array( __CLASS__, 'may_see' ) );
			return array(
				'version' => self::VERSION,
				'rows'    => array_map( array( __CLASS__, 'row' ), array_values( $seen ) ),
				'unseen'  => count( $ids ) - count( $seen ),
				'next'    => count( $ids ) === (int) $request['limit'] ? end( $ids ) : null,
			);
		}

		public static function may_see( $id ) {
			return current_user_can( 'edit_post', $id );
		}

		private static function ids( $after, $limit ) {
			global $wpdb;
			$types = array_values( array_merge( self::types(), array( 'wp_block' ) ) );
			$in    = implode( ',', array_fill( 0, count( $types ), '%s' ) );
			$live  = implode( ',', array_fill( 0, count( self::STATUSES ), '%s' ) );
			$query = "SELECT ID FROM {$wpdb->posts} WHERE ID > %d AND post_type IN ($in) AND post_status IN ($live) ORDER BY ID LIMIT %d";
			$values = array_merge( array( $after ), $types, self::STATUSES, array( $limit ) );
			return array_map( 'intval', $wpdb->get_col( $wpdb->prepare( $query, $values ) ) ); // phpcs:ignore WordPress.DB
		}

		/** A published post whole; of every other, and of one behind a password, that it is there. */
		public static function row( $id ) {
			$post = get_post( $id );
			$row  = array( 'id' => $post->ID, 'type' => $post->post_type, 'status' => $post->post_status, 'protected' => '' !== $post->post_password );
			if ( 'publish' !== $post->post_status || $row['protected'] ) {
				return $row;
			}
			return $row + array(
				'link'         => get_permalink( $post ),
				'slug'         => $post->post_name,
				'title'        => $post->post_title,
				'content'      => $post->post_content,
				'excerpt'      => $post->post_excerpt,
				'date_gmt'     => mysql_to_rfc3339( $post->post_date_gmt ),
				'modified_gmt' => mysql_to_rfc3339( $post->post_modified_gmt ),
				'old_slugs'    => array_values( get_post_meta( $post->ID, '_wp_old_slug' ) ),
				'terms'        => (object) self::terms( $post ),
				'meta'         => (object) self::kept( $post ),
			);
		}

		private static function terms( $post ) {
			$found = array();
			foreach ( get_object_taxonomies( $post, 'objects' ) as $name => $taxonomy ) {
				$terms = $taxonomy->public ? get_the_terms( $post, $name ) : false;
				if ( is_array( $terms ) ) {
					$found[ $name ] = wp_list_pluck( $terms, 'term_id' );
				}
			}
			return $found;
		}

		private static function kept( $post ) {
			$found = array();
			foreach ( array( self::TITLE, self::DESCRIPTION, self::SCHEMA ) as $key ) {
				$found[ $key ] = (string) get_post_meta( $post->ID, $key, true );
			}
			return $found;
		}
	}

	Masthead_Companion::start();
}
