<?php
/**
 * Every list of posts: the front page, categories, tags, authors, dates, search results.
 *
 * @package Nameplate
 */

get_header();
?>
<div class="wide">
	<?php if ( is_search() ) : ?>
		<header class="listing-head"><h1>Search: <?php echo esc_html( get_search_query() ); ?></h1></header>
	<?php elseif ( is_archive() ) : ?>
		<header class="listing-head">
			<?php nameplate_crumbs(); ?>
			<h1><?php the_archive_title(); ?></h1>
			<?php the_archive_description(); ?>
		</header>
	<?php endif; ?>

	<?php if ( have_posts() ) : ?>
		<ul class="cards">
		<?php
		while ( have_posts() ) :
			the_post();
			$nameplate_lead     = is_home() && ! is_paged() && 0 === $wp_query->current_post;
			$nameplate_category = get_the_category()[0] ?? null;
			?>
			<li class="card<?php echo $nameplate_lead ? ' lead-card' : ''; ?>">
				<article>
					<?php if ( has_post_thumbnail() ) : ?>
						<a href="<?php the_permalink(); ?>" tabindex="-1" aria-hidden="true"><?php the_post_thumbnail( 'post-thumbnail', array( 'alt' => '' ) ); ?></a>
					<?php endif; ?>
					<?php if ( $nameplate_category ) : ?>
						<div class="kicker"><a href="<?php echo esc_url( get_category_link( $nameplate_category ) ); ?>"><?php echo esc_html( $nameplate_category->name ); ?></a></div>
					<?php endif; ?>
					<h2><a href="<?php the_permalink(); ?>"><?php the_title(); ?></a></h2>
					<?php the_excerpt(); ?>
					<div class="meta"><?php nameplate_meta(); ?></div>
				</article>
			</li>
		<?php endwhile; ?>
		</ul>
		<?php the_posts_pagination( array( 'prev_text' => 'Newer', 'next_text' => 'Older' ) ); ?>
	<?php else : ?>
		<p>Nothing has been published here yet.</p>
		<?php get_search_form(); ?>
	<?php endif; ?>
</div>
<?php
get_footer();
