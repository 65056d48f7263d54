<?php
/**
 * One act on a site, read as JSON from stdin; the answer is JSON on stdout. Passwords pass through these pipes only.
 */

if ( 'cli' !== PHP_SAPI ) {
	exit( 1 );
}

$sandbox_task = json_decode( stream_get_contents( STDIN ), true, 512, JSON_THROW_ON_ERROR );
$sandbox_host = parse_url( $sandbox_task['url'] );

$_SERVER['HTTP_HOST']       = $sandbox_host['host'] . ':' . $sandbox_host['port'];
$_SERVER['SERVER_NAME']     = $sandbox_host['host'];
$_SERVER['SERVER_PORT']     = $sandbox_host['port'];
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REQUEST_METHOD']  = 'GET';
$_SERVER['REQUEST_URI']     = ( $sandbox_host['path'] ?? '' ) . '/'; // by this a network knows which of its sites is meant
$_SERVER['PHP_SELF']        = '/index.php';
$_SERVER['SCRIPT_NAME']     = '/index.php';

if ( in_array( $sandbox_task['action'], array( 'install', 'network' ), true ) ) {
	define( 'WP_INSTALLING', true );
}
if ( in_array( $sandbox_task['action'], array( 'install', 'blog' ), true ) ) {
	/** Replaces core's sample post, page and comment: a new site of the sandbox is empty. */
	function wp_install_defaults( $user_id ) {
		global $wpdb;
		$wpdb->insert( $wpdb->terms, array( 'term_id' => 1, 'name' => 'Uncategorized', 'slug' => 'uncategorized', 'term_group' => 0 ) );
		$wpdb->insert( $wpdb->term_taxonomy, array( 'term_id' => 1, 'taxonomy' => 'category', 'description' => '', 'parent' => 0, 'count' => 0 ) );
	}
}

require getenv( 'SANDBOX_WP_CORE' ) . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/nav-menu.php';

/** The value, or an end with one sentence on stderr. */
function sandbox_sure( $value, string $what ) {
	if ( is_wp_error( $value ) ) {
		fwrite( STDERR, $what . ': ' . $value->get_error_message() . "\n" );
		exit( 1 );
	}
	return $value;
}

function sandbox_application_password( int $user_id, string $name ): string {
	$made = sandbox_sure( WP_Application_Passwords::create_new_application_password( $user_id, array( 'name' => $name ) ), 'application password' );
	return $made[0];
}

/** Stored past sanitize_option, which refuses every locale whose translation files are not installed. */
function sandbox_set_language( string $locale ): void {
	global $wpdb;
	$wpdb->delete( $wpdb->options, array( 'option_name' => 'WPLANG' ) );
	$wpdb->insert( $wpdb->options, array( 'option_name' => 'WPLANG', 'option_value' => $locale, 'autoload' => 'yes' ) );
	wp_cache_delete( 'alloptions', 'options' );
}

function sandbox_install( array $task ): array {
	add_filter( 'pre_http_request', fn() => new WP_Error( 'not_up_yet', 'The site does not answer before it is installed.' ), 0 );
	wp_install( $task['title'], $task['user'], $task['user'] . '@example.org', true, '', $task['admin_password'] );
	wp_installing( false );
	return sandbox_furnish( $task );
}

function sandbox_furnish( array $task ): array {
	global $wp_rewrite;
	if ( home_url() !== $task['url'] ) {
		sandbox_sure( new WP_Error( 'address', home_url() . ' was made in place of ' . $task['url'] ), 'address' );
	}
	$user_id = username_exists( $task['user'] );
	wp_set_current_user( $user_id );
	update_option( 'blogdescription', $task['tagline'] );
	update_option( 'timezone_string', $task['timezone'] );
	if ( get_option( 'timezone_string' ) !== $task['timezone'] ) {
		sandbox_sure( new WP_Error( 'timezone', 'PHP knows no time zone ' . $task['timezone'] ), 'timezone' );
	}
	update_option( 'date_format', 'j F Y' );
	update_option( 'default_comment_status', 'closed' );
	// else its cron tells each page that a post links to, a second for each, and writes into posts minutes after everybody else
	update_option( 'default_pingback_flag', 0 );
	sandbox_sure( wp_update_user( wp_slash( array( 'ID' => $user_id, 'display_name' => $task['title'], 'nickname' => $task['title'] ) ) ), 'by-line' );
	sandbox_set_language( $task['locale'] );
	switch_theme( $task['theme'] );
	set_theme_mod( 'accent', $task['accent'] );
	// the main site of a network shares its host with the others and sets its own posts apart from them
	$wp_rewrite->set_permalink_structure( is_multisite() && is_main_site() ? '/blog/%postname%/' : '/%postname%/' );
	$wp_rewrite->flush_rules( false );
	// a network no longer takes the password of the single site that it was
	return array( 'application_password' => sandbox_application_password( $user_id, is_multisite() ? 'masthead in the network' : 'masthead' ) );
}

/** Makes a network of which this site is the main one; wp-config.php has to say so before the next request. */
function sandbox_network( array $task ): array {
	global $wpdb;
	foreach ( $wpdb->tables( 'ms_global' ) as $name => $table ) {
		$wpdb->$name = $table;
	}
	require_once ABSPATH . 'wp-admin/includes/network.php';
	install_network();
	sandbox_sure( populate_network( 1, $task['host'], 'admin@example.org', $task['title'], '/', false ), 'network' );
	return array();
}

/** One more site of the network, the administrator's own. */
function sandbox_blog( array $task ): array {
	$user_id = username_exists( 'admin' );
	// older versions clean a domain like a user's name, and lose the colon before the port
	add_filter( 'sanitize_user', fn( $clean, $raw ) => $raw === $task['host'] ? $raw : $clean, 10, 2 );
	$made = wp_insert_site( array( 'domain' => $task['host'], 'path' => $task['path'], 'title' => $task['title'], 'user_id' => $user_id, 'network_id' => 1 ) );
	return array( 'blog' => sandbox_sure( $made, 'blog' ) );
}

function sandbox_user( array $task ): array {
	$user_id = username_exists( $task['login'] );
	if ( ! $user_id ) {
		$user_id = sandbox_sure(
			wp_insert_user(
				array(
					'user_login' => $task['login'],
					'user_pass'  => wp_generate_password( 24 ),
					'user_email' => $task['login'] . '@example.org',
					'role'       => $task['role'],
				)
			),
			'user'
		);
	}
	if ( is_multisite() ) {
		sandbox_sure( add_user_to_blog( get_current_blog_id(), $user_id, $task['role'] ), 'membership' );
	}
	( new WP_User( $user_id ) )->set_role( $task['role'] );
	return array( 'application_password' => sandbox_application_password( $user_id, 'masthead ' . wp_generate_uuid4() ) );
}

function sandbox_author( array $author ): int {
	return sandbox_sure(
		wp_insert_user(
			wp_slash(
				array(
					'user_login'   => $author['login'],
					'user_pass'    => wp_generate_password( 24 ),
					'user_email'   => $author['login'] . '@example.org',
					'display_name' => $author['name'],
					'nickname'     => $author['name'],
					'description'  => $author['bio'],
					'role'         => 'editor',
				)
			)
		),
		'author'
	);
}

/** @return array<string, int> Term ids by key: the slug of a category, the name of a tag. */
function sandbox_terms( array $categories, array $tags ): array {
	$ids = array();
	foreach ( $categories as $category ) {
		$more                              = wp_slash( array( 'slug' => $category['slug'], 'description' => $category['description'] ) );
		$ids[ 'category ' . $category['slug'] ] = sandbox_sure( wp_insert_term( wp_slash( $category['name'] ), 'category', $more ), $category['slug'] )['term_id'];
	}
	foreach ( $tags as $tag ) {
		$ids[ 'tag ' . $tag ] = sandbox_sure( wp_insert_term( wp_slash( $tag ), 'post_tag' ), $tag )['term_id'];
	}
	return $ids;
}

function sandbox_post( array $post, int $author, array $terms ): int {
	global $wpdb;
	$fields = array(
		'post_type'     => $post['type'],
		'post_status'   => 'publish',
		'post_title'    => $post['title'],
		'post_name'     => $post['slug'],
		'post_date'     => $post['date'],
		'post_author'   => $author,
		'post_content'  => $post['content'],
		'post_excerpt'  => $post['excerpt'],
		'post_category' => array_map( fn( $slug ) => $terms[ 'category ' . $slug ], $post['categories'] ),
		'tags_input'    => array_map( fn( $name ) => $terms[ 'tag ' . $name ], $post['tags'] ),
	);
	$post_id = sandbox_sure( wp_insert_post( wp_slash( $fields ), true ), $post['slug'] );
	if ( $post['modified'] !== $post['date'] ) {
		$times = array( 'post_modified' => $post['modified'], 'post_modified_gmt' => get_gmt_from_date( $post['modified'] ) );
		$wpdb->update( $wpdb->posts, $times, array( 'ID' => $post_id ) );
	}
	return $post_id;
}

function sandbox_menu( array $items, array $pages, array $terms ): void {
	$menu = sandbox_sure( wp_create_nav_menu( 'Main' ), 'menu' );
	foreach ( $items as $slug ) {
		$is_page = isset( $pages[ $slug ] );
		$item    = array(
			'menu-item-type'      => $is_page ? 'post_type' : 'taxonomy',
			'menu-item-object'    => $is_page ? 'page' : 'category',
			'menu-item-object-id' => $is_page ? $pages[ $slug ] : $terms[ 'category ' . $slug ],
			'menu-item-status'    => 'publish',
		);
		sandbox_sure( wp_update_nav_menu_item( $menu, 0, $item ), 'menu item ' . $slug );
	}
	set_theme_mod( 'nav_menu_locations', array( 'primary' => $menu ) );
}

function sandbox_seed( array $task ): array {
	wp_set_current_user( 1 );
	wp_defer_term_counting( true );
	$author = sandbox_author( $task['author'] );
	$terms  = sandbox_terms( $task['categories'], $task['tags'] );
	$pages  = array();
	foreach ( $task['posts'] as $post ) {
		$post_id = sandbox_post( $post, $author, $terms );
		if ( 'page' === $post['type'] ) {
			$pages[ $post['slug'] ] = $post_id;
		}
	}
	sandbox_menu( $task['menu'], $pages, $terms );
	wp_defer_term_counting( false );
	wp_clear_scheduled_hook( 'do_pings' ); // else each restored site would begin with it
	return array( 'posts' => count( $task['posts'] ) - count( $pages ), 'pages' => count( $pages ) );
}

$sandbox_acts = array(
	'install' => 'sandbox_install',
	'network' => 'sandbox_network',
	'blog'    => 'sandbox_blog',
	'furnish' => 'sandbox_furnish',
	'user'    => 'sandbox_user',
	'seed'    => 'sandbox_seed',
);
fwrite( STDOUT, json_encode( $sandbox_acts[ $sandbox_task['action'] ]( $sandbox_task ), JSON_THROW_ON_ERROR ) );
