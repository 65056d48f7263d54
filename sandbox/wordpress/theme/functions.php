<?php
/**
 * Nameplate: what the theme supports, its one colour, and the small pieces its templates share.
 *
 * @package Nameplate
 */

add_action(
	'after_setup_theme',
	function () {
		add_theme_support( 'title-tag' );
		add_theme_support( 'post-thumbnails' );
		add_theme_support( 'automatic-feed-links' );
		add_theme_support( 'responsive-embeds' );
		add_theme_support( 'align-wide' );
		add_theme_support( 'editor-styles' );
		add_theme_support( 'html5', array( 'search-form', 'comment-form', 'comment-list', 'gallery', 'caption', 'style', 'script' ) );
		add_editor_style( 'style.css' );
		register_nav_menus( array( 'primary' => 'Main menu' ) );
		set_post_thumbnail_size( 1200, 675, true );
	}
);

add_action(
	'init',
	function () {
		foreach ( array( 'core/group', 'core/paragraph' ) as $block ) {
			register_block_style( $block, array( 'name' => 'definition', 'label' => 'Definition' ) );
		}
		register_block_style( 'core/list', array( 'name' => 'sources', 'label' => 'Sources' ) );
	}
);

add_action(
	'wp_enqueue_scripts',
	function () {
		wp_enqueue_style( 'nameplate', get_stylesheet_uri(), array(), (string) filemtime( __DIR__ . '/style.css' ) );
		$accent = sanitize_hex_color( (string) get_theme_mod( 'accent', '' ) );
		if ( $accent ) {
			wp_add_inline_style( 'nameplate', ':root{--accent:' . $accent . '}' );
		}
		if ( is_singular() && comments_open() && get_option( 'thread_comments' ) ) {
			wp_enqueue_script( 'comment-reply' );
		}
	}
);

add_action(
	'customize_register',
	function ( WP_Customize_Manager $customizer ) {
		$customizer->add_setting( 'accent', array( 'default' => '#2b5d7a', 'sanitize_callback' => 'sanitize_hex_color' ) );
		$control = new WP_Customize_Color_Control( $customizer, 'accent', array( 'label' => 'Accent colour', 'section' => 'colors' ) );
		$customizer->add_control( $control );
	}
);

/** The excerpt somebody wrote is the page's description, unless a plugin prints one: two would contradict each other. */
add_action(
	'wp_head',
	function () {
		foreach ( array( 'WPSEO_VERSION', 'RANK_MATH_VERSION', 'AIOSEO_VERSION', 'SEOPRESS_VERSION', 'THE_SEO_FRAMEWORK_VERSION', 'SLIM_SEO_DIR' ) as $plugin ) {
			if ( defined( $plugin ) ) {
				return;
			}
		}
		$description = is_singular() && has_excerpt() ? get_the_excerpt() : ( is_home() ? get_bloginfo( 'description' ) : '' );
		$description = trim( wp_strip_all_tags( (string) apply_filters( 'nameplate_description', $description ) ) );
		if ( '' !== $description ) {
			printf( "<meta name=\"description\" content=\"%s\">\n", esc_attr( $description ) );
		}
	},
	2
);

/** A card shows the excerpt somebody wrote, or the first words of the post. */
add_filter( 'excerpt_length', fn() => 28 );
add_filter( 'excerpt_more', fn() => ' …' );
add_filter( 'get_the_archive_title_prefix', '__return_empty_string' );

/** Breadcrumbs: home, the first category, this page. */
function nameplate_crumbs(): void {
	$trail = array( array( home_url( '/' ), 'Home' ) );
	if ( is_single() && $categories = get_the_category() ) {
		$trail[] = array( get_category_link( $categories[0] ), $categories[0]->name );
	}
	if ( is_page() ) {
		foreach ( array_reverse( get_post_ancestors( get_the_ID() ) ) as $ancestor ) {
			$trail[] = array( get_permalink( $ancestor ), get_the_title( $ancestor ) );
		}
	}
	echo '<nav class="crumbs" aria-label="Breadcrumbs"><ol>';
	foreach ( $trail as list( $url, $name ) ) {
		printf( '<li><a href="%s">%s</a></li>', esc_url( $url ), esc_html( $name ) );
	}
	echo '</ol></nav>';
}

/** Author, date and, when it is later, the day of the last change. */
function nameplate_meta(): void {
	printf(
		'<a href="%s" rel="author">%s</a> · <time datetime="%s">%s</time>',
		esc_url( get_author_posts_url( (int) get_the_author_meta( 'ID' ) ) ),
		esc_html( get_the_author() ),
		esc_attr( (string) get_the_date( 'c' ) ),
		esc_html( (string) get_the_date() )
	);
	if ( get_the_modified_date( 'Ymd' ) > get_the_date( 'Ymd' ) ) {
		printf( ' · updated <time datetime="%s">%s</time>', esc_attr( (string) get_the_modified_date( 'c' ) ), esc_html( (string) get_the_modified_date() ) );
	}
}
