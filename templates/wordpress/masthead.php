<?php
/**
 * Plugin Name: Masthead companion
 * Description: Keeps SEO fields and JSON-LD per post, its own or those of the active SEO plugin, prints its own where no SEO plugin does, and lists a whole site for its editors.
 * Version: 1.2.1
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

		const VERSION     = '1.2.1';
		const TITLE       = 'masthead_seo_title';
		const DESCRIPTION = 'masthead_seo_description';
		const SCHEMA      = 'masthead_schema';

		/** Statuses that are listed; the text of a post is given only once it is published, its title and address always. */
		const STATUSES = array( 'publish', 'future', 'draft', 'pending', 'private', 'trash' );

		/** Types that SEO plugins print of a post: a second node of the same kind would contradict theirs. */
		const ARTICLE = array(
			'Article', 'BlogPosting', 'NewsArticle', 'TechArticle', 'Report', 'WebPage', 'WebSite', 'Organization', 'Person',
			'ImageObject', 'SearchAction', 'ReadAction',
		);

		/** The same with the way to the page, which Rank Math prints only where its own breadcrumbs are switched on. */
		const GRAPH = self::ARTICLE + array( 'way' => 'BreadcrumbList' );

		/** SEO plugins by a constant of theirs, and the types that each prints of a post; Squirrly's were never seen. */
		const SEO_PLUGINS = array(
			'WPSEO_VERSION'             => self::GRAPH,
			'RANK_MATH_VERSION'         => self::ARTICLE,
			'AIOSEO_VERSION'            => self::GRAPH,
			'SLIM_SEO_DIR'              => self::GRAPH,
			'THE_SEO_FRAMEWORK_VERSION' => array( 'WebSite', 'WebPage' ),
			'SEOPRESS_VERSION'          => array(),
			'SQ_VERSION'                => null,
		);

		/**
		 * Meta keys that a plugin reads but does not offer over REST itself, by what each holds.
		 *
		 * All in One SEO and Squirrly keep their fields in tables of their own, Slim SEO offers its one key. Of The SEO
		 * Framework's keys `redirect` is not among these: a wrong value there takes a page off the site.
		 */
		const PLUGIN_KEYS = array(
			'WPSEO_VERSION'             => array(
				'text'    => array(
					'_yoast_wpseo_title', '_yoast_wpseo_metadesc', '_yoast_wpseo_focuskw', '_yoast_wpseo_opengraph-title',
					'_yoast_wpseo_opengraph-description', '_yoast_wpseo_twitter-title', '_yoast_wpseo_twitter-description',
					'_yoast_wpseo_meta-robots-noindex', '_yoast_wpseo_meta-robots-nofollow', '_yoast_wpseo_opengraph-image-id',
					'_yoast_wpseo_twitter-image-id',
				),
				'address' => array( '_yoast_wpseo_canonical', '_yoast_wpseo_opengraph-image', '_yoast_wpseo_twitter-image' ),
			),
			'RANK_MATH_VERSION'         => array(
				'text'    => array(
					'rank_math_title', 'rank_math_description', 'rank_math_focus_keyword', 'rank_math_facebook_title',
					'rank_math_facebook_description', 'rank_math_twitter_use_facebook', 'rank_math_twitter_title',
					'rank_math_twitter_description', 'rank_math_facebook_image_id',
				),
				'address' => array( 'rank_math_canonical_url', 'rank_math_facebook_image' ),
				'words'   => array( 'rank_math_robots' ),
			),
			'SEOPRESS_VERSION'          => array(
				'text'    => array(
					'_seopress_titles_title', '_seopress_titles_desc', '_seopress_analysis_target_kw', '_seopress_robots_index',
					'_seopress_robots_follow', '_seopress_social_fb_title', '_seopress_social_fb_desc',
					'_seopress_social_twitter_title', '_seopress_social_twitter_desc',
				),
				'address' => array( '_seopress_robots_canonical', '_seopress_social_fb_img', '_seopress_social_twitter_img' ),
			),
			'THE_SEO_FRAMEWORK_VERSION' => array(
				'text'    => array(
					'_genesis_title', '_genesis_description', '_open_graph_title', '_open_graph_description', '_twitter_title',
					'_twitter_description', '_tsf_title_no_blogname', '_genesis_noindex', '_genesis_nofollow', '_social_image_id',
				),
				'address' => array( '_genesis_canonical_uri', '_social_image_url' ),
			),
		);

		/** Keys that are listed beside these: what REST shows of them is not what is kept. */
		const LISTED_KEYS = array(
			'SLIM_SEO_DIR'   => array( 'slim_seo' ),
			'AIOSEO_VERSION' => array( '_aioseo_title', '_aioseo_description' ),
		);

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
				foreach ( self::own_keys() + self::missing_keys( $type ) as $key => $kind ) {
					register_post_meta( $type, $key, self::meta( $kind ) );
				}
			}
		}

		private static function own_keys() {
			return array( self::TITLE => 'line', self::DESCRIPTION => 'line', self::SCHEMA => 'schema' );
		}

		/** Keys of the active SEO plugins, whoever offers them. */
		private static function plugin_keys() {
			$found = array();
			foreach ( array_intersect_key( self::PLUGIN_KEYS, self::active() ) as $kinds ) {
				foreach ( $kinds as $kind => $keys ) {
					$found += array_fill_keys( $keys, $kind );
				}
			}
			return $found;
		}

		/** Those of them that nobody offers over REST for this type. */
		private static function missing_keys( $type ) {
			$known   = get_registered_meta_keys( 'post', $type ) + get_registered_meta_keys( 'post' );
			$offered = array_filter( wp_list_pluck( $known, 'show_in_rest' ) ); // Yoast registers all its keys, and offers three.
			return array_diff_key( self::plugin_keys(), $offered );
		}

		private static function meta( $kind ) {
			$type   = 'words' === $kind ? 'array' : 'string';
			$schema = array( 'type' => $type, 'context' => array( 'edit' ) );
			$meta   = array(
				'type'              => $type,
				'single'            => true,
				'sanitize_callback' => array( __CLASS__, $kind ),
				'auth_callback'     => array( __CLASS__, 'may_edit' ),
			);
			if ( 'array' === $type ) {
				$schema['items'] = array( 'type' => 'string' );
			} elseif ( in_array( $kind, self::own_keys(), true ) ) {
				$meta['default'] = ''; // A default for a plugin's key would stand for every post that lacks it.
			}
			return $meta + array( 'show_in_rest' => array( 'schema' => $schema ) );
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

		/** One line for a plugin that may print what it keeps: markup becomes entities, which every plugin prints as what they mean. */
		public static function text( $value ) {
			return str_replace( array( '<', '>' ), array( '&lt;', '&gt;' ), self::line( $value ) );
		}

		public static function address( $value ) {
			return esc_url_raw( (string) $value );
		}

		public static function words( $value ) {
			return array_values( array_filter( array_map( 'sanitize_key', (array) $value ) ) );
		}

		/** What cannot be kept is refused before anything of the post is written, so that no half of a post is left. */
		public static function refuse_what_cannot_be_kept( $prepared, $request ) {
			$sent = is_array( $request['meta'] ) ? $request['meta'] : array();
			$kept = self::own_keys() + self::plugin_keys();
			foreach ( array_intersect_key( $kept, $sent ) as $key => $kind ) {
				$problem = null === $sent[ $key ] ? '' : self::problem( $sent[ $key ], $kind );
				if ( '' !== $problem ) {
					$code = 'schema' === $kind && is_string( $sent[ $key ] ) ? 'masthead_invalid_schema' : 'masthead_invalid_type';
					return new WP_Error( $code, "$key is not $problem.", array( 'status' => 400 ) );
				}
			}
			return $prepared;
		}

		private static function problem( $value, $kind ) {
			if ( 'words' === $kind ) {
				$texts = is_array( $value ) ? array_filter( $value, 'is_string' ) : null;
				return $texts === $value ? '' : 'a list of texts';
			}
			if ( ! is_string( $value ) ) {
				return 'a text';
			}
			return 'schema' === $kind && '' !== $value && ! self::is_schema( $value ) ? 'a JSON object or array' : '';
		}

		/** The SEO plugins that act, and the types that each prints. */
		private static function active() {
			$found = array_intersect_key( self::SEO_PLUGINS, array_flip( array_filter( array_keys( self::SEO_PLUGINS ), 'defined' ) ) );
			if ( is_callable( array( 'RankMath\\Helper', 'is_invalid_registration' ) ) && RankMath\Helper::is_invalid_registration() ) {
				unset( $found['RANK_MATH_VERSION'] ); // Active but never connected nor skipped: it prints nothing at all.
			}
			return $found;
		}

		/** Whether a part of the head is ours to print: `title`, `description` or `schema`. */
		private static function prints( $part ) {
			$active = self::active();
			$ours   = 'schema' === $part ? ! in_array( null, $active, true ) : ! $active;
			return (bool) apply_filters( 'masthead_prints', $ours, $part );
		}

		/** The part of our JSON-LD that no SEO plugin prints; empty where nothing is left of it. */
		private static function unprinted( $schema ) {
			$printed = array_merge( array(), ...array_values( array_filter( self::active() ) ) );
			$graph   = isset( $schema->{'@graph'} ) && is_array( $schema->{'@graph'} );
			$left    = array();
			foreach ( $graph ? $schema->{'@graph'} : ( is_array( $schema ) ? $schema : array( $schema ) ) as $node ) {
				$types = isset( $node->{'@type'} ) ? array_filter( (array) $node->{'@type'}, 'is_string' ) : array();
				if ( ! array_intersect( $types, $printed ) ) {
					$left[] = $node;
				}
			}
			if ( $graph && $left ) {
				$schema->{'@graph'} = $left;
				return $schema;
			}
			return is_array( $schema ) || ! $left ? $left : $left[0];
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
			$kept   = json_decode( self::shown( self::SCHEMA ) );
			$schema = $kept && self::prints( 'schema' ) ? self::unprinted( $kept ) : null;
			if ( $schema ) {
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
						'include' => array( 'type' => 'array', 'items' => array( 'type' => 'integer' ), 'maxItems' => 500, 'default' => array() ),
					),
				)
			);
			register_rest_route(
				'masthead/v1',
				'/index',
				array(
					'methods'             => 'GET',
					'callback'            => array( __CLASS__, 'index' ),
					'permission_callback' => array( __CLASS__, 'may_list' ),
					'args'                => array(
						'after' => array( 'type' => 'integer', 'minimum' => 0, 'default' => 0 ),
						'limit' => array( 'type' => 'integer', 'minimum' => 1, 'maximum' => 20000, 'default' => 20000 ),
					),
				)
			);
		}

		public static function may_list() {
			return current_user_can( 'edit_others_posts' );
		}

		/** Rows by rising id: unlike numbered pages, a cursor neither repeats nor skips a row when posts come and go meanwhile. */
		public static function records( $request ) {
			$named = $request['include'];
			$ids   = wp_list_pluck( self::listed( (int) $request['after'], (int) $request['limit'], $named ), 'ID' );
			$ids   = array_map( 'intval', $ids );
			_prime_post_caches( $ids );
			$seen = array_filter( $ids, array( __CLASS__, 'may_see' ) );
			return array(
				'version' => self::VERSION,
				'cron'    => self::cron(),
				'rows'    => array_map( array( __CLASS__, 'row' ), array_values( $seen ) ),
				'unseen'  => count( $ids ) - count( $seen ),
				'next'    => ! $named && count( $ids ) === (int) $request['limit'] ? end( $ids ) : null,
			);
		}

		/** Whether visits start WordPress's cron, and by how many seconds its oldest event is late. */
		private static function cron() {
			$due = array_keys( wp_get_ready_cron_jobs() );
			return array(
				'by_visits' => ! ( defined( 'DISABLE_WP_CRON' ) && DISABLE_WP_CRON ),
				'late_s'    => $due ? max( 0, time() - (int) min( $due ) ) : 0,
			);
		}

		public static function may_see( $id ) {
			return current_user_can( 'edit_post', $id );
		}

		/** Every id with its type, status and dates, no text: what has come, changed and gone shows in one answer. */
		public static function index( $request ) {
			$rows = array();
			foreach ( self::listed( (int) $request['after'], (int) $request['limit'], array() ) as $post ) {
				$rows[] = array( (int) $post->ID, $post->post_type, $post->post_status, mysql_to_rfc3339( $post->post_date ), mysql_to_rfc3339( $post->post_modified_gmt ) );
			}
			$last = end( $rows );
			return array(
				'version' => self::VERSION,
				'rows'    => $rows,
				'next'    => count( $rows ) === (int) $request['limit'] ? $last[0] : null,
			);
		}

		private static function listed( $after, $limit, $named ) {
			global $wpdb;
			$types  = array_values( array_merge( self::types(), array( 'wp_block' ) ) );
			$in     = implode( ',', array_fill( 0, count( $types ), '%s' ) );
			$live   = implode( ',', array_fill( 0, count( self::STATUSES ), '%s' ) );
			$only   = $named ? 'AND ID IN (' . implode( ',', array_fill( 0, count( $named ), '%d' ) ) . ')' : '';
			$fields = 'ID, post_type, post_status, post_date, post_modified_gmt';
			$query  = "SELECT $fields FROM {$wpdb->posts} WHERE ID > %d AND post_type IN ($in) AND post_status IN ($live) $only ORDER BY ID LIMIT %d";
			$values = array_merge( array( $after ), $types, self::STATUSES, array_values( $named ), array( $limit ) );
			return $wpdb->get_results( $wpdb->prepare( $query, $values ) ); // phpcs:ignore WordPress.DB
		}

		/** A published post whole; of every other, and of one behind a password, what its address and title are. */
		public static function row( $id ) {
			$post = get_post( $id );
			$row  = array(
				'id'           => $post->ID,
				'type'         => $post->post_type,
				'status'       => $post->post_status,
				'protected'    => '' !== $post->post_password,
				'link'         => get_permalink( $post ),
				'slug'         => $post->post_name,
				'title'        => $post->post_title,
				'date'         => mysql_to_rfc3339( $post->post_date ),
				'modified_gmt' => mysql_to_rfc3339( $post->post_modified_gmt ),
			);
			if ( 'publish' !== $post->post_status || $row['protected'] ) {
				return $row;
			}
			return $row + array(
				'content'        => $post->post_content,
				'excerpt'        => $post->post_excerpt,
				'date_gmt'       => mysql_to_rfc3339( $post->post_date_gmt ),
				'author'         => (int) $post->post_author,
				'featured_media' => (int) get_post_thumbnail_id( $post ),
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

		/** Our own keys, and of the active SEO plugins' those that the post has, as they are kept. */
		private static function kept( $post ) {
			$found = array();
			foreach ( array_keys( self::own_keys() ) as $key ) {
				$found[ $key ] = (string) get_post_meta( $post->ID, $key, true );
			}
			$others = array_values( array_intersect_key( self::LISTED_KEYS, self::active() ) );
			foreach ( array_merge( array_keys( self::plugin_keys() ), ...$others ) as $key ) {
				if ( metadata_exists( 'post', $post->ID, $key ) ) {
					$found[ $key ] = get_post_meta( $post->ID, $key, true );
				}
			}
			return $found;
		}
	}

	Masthead_Companion::start();
}
