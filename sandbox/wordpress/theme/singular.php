<?php
/**
 * One post or page.
 *
 * @package Nameplate
 */

get_header();

while ( have_posts() ) :
	the_post();
	?>
	<article <?php post_class( 'narrow' ); ?>>
		<header class="post-head">
			<?php nameplate_crumbs(); ?>
			<h1><?php the_title(); ?></h1>
			<?php if ( is_single() ) : ?>
				<?php if ( has_excerpt() ) : ?>
					<p class="standfirst"><?php echo esc_html( get_the_excerpt() ); ?></p>
				<?php endif; ?>
				<div class="meta"><?php nameplate_meta(); ?></div>
			<?php endif; ?>
		</header>
		<?php if ( has_post_thumbnail() ) : ?>
			<figure class="post-image">
				<?php the_post_thumbnail(); ?>
				<?php if ( get_the_post_thumbnail_caption() ) : ?>
					<figcaption><?php the_post_thumbnail_caption(); ?></figcaption>
				<?php endif; ?>
			</figure>
		<?php endif; ?>
		<div class="body">
			<?php the_content(); ?>
		</div>
		<?php
		wp_link_pages();
		if ( is_single() ) {
			get_template_part( 'after-post' );
		}
		if ( is_single() && ( comments_open() || get_comments_number() ) ) {
			comments_template();
		}
		?>
	</article>
	<?php
endwhile;

get_footer();
