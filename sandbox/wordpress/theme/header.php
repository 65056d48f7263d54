<?php
/**
 * Head and name plate of every page.
 *
 * @package Nameplate
 */

$nameplate_tag = is_home() && ! is_paged() ? 'h1' : 'p';
?>
<!doctype html>
<html <?php language_attributes(); ?>>
<head>
<meta charset="<?php bloginfo( 'charset' ); ?>">
<meta name="viewport" content="width=device-width, initial-scale=1">
<?php wp_head(); ?>
</head>
<body <?php body_class(); ?>>
<?php wp_body_open(); ?>
<a class="skip" href="#content">Skip to the text</a>
<header class="site-head">
	<div class="wide">
		<div class="brand">
			<?php printf( '<%1$s class="name"><a href="%2$s" rel="home">%3$s</a></%1$s>', $nameplate_tag, esc_url( home_url( '/' ) ), esc_html( get_bloginfo( 'name' ) ) ); ?>
			<?php if ( get_bloginfo( 'description' ) ) : ?>
				<p class="tagline"><?php bloginfo( 'description' ); ?></p>
			<?php endif; ?>
		</div>
		<?php if ( has_nav_menu( 'primary' ) ) : ?>
			<nav aria-label="Main"><?php wp_nav_menu( array( 'theme_location' => 'primary', 'container' => false, 'depth' => 1 ) ); ?></nav>
		<?php endif; ?>
	</div>
</header>
<main id="content">
