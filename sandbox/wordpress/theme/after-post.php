<?php
/**
 * Below a post: where it is filed, who wrote it, what is next to it.
 *
 * @package Nameplate
 */

$nameplate_tags = get_the_tag_list( '', ', ' );
$nameplate_bio  = get_the_author_meta( 'description' );
$nameplate_old  = get_previous_post();
$nameplate_new  = get_next_post();
?>
<div class="terms">
	Filed under <?php the_category( ', ' ); ?>
	<?php if ( $nameplate_tags ) : ?>
		· Tags: <?php echo wp_kses_post( $nameplate_tags ); ?>
	<?php endif; ?>
</div>
<?php if ( $nameplate_bio ) : ?>
	<aside class="bio" aria-label="About the author">
		<strong><?php the_author(); ?></strong>
		<p><?php echo esc_html( $nameplate_bio ); ?></p>
	</aside>
<?php endif; ?>
<?php if ( $nameplate_old || $nameplate_new ) : ?>
	<nav class="neighbours" aria-label="More posts">
		<?php if ( $nameplate_old ) : ?>
			<a class="previous" href="<?php echo esc_url( (string) get_permalink( $nameplate_old ) ); ?>"><span>Earlier</span><?php echo esc_html( get_the_title( $nameplate_old ) ); ?></a>
		<?php endif; ?>
		<?php if ( $nameplate_new ) : ?>
			<a class="next" href="<?php echo esc_url( (string) get_permalink( $nameplate_new ) ); ?>"><span>Later</span><?php echo esc_html( get_the_title( $nameplate_new ) ); ?></a>
		<?php endif; ?>
	</nav>
<?php endif; ?>
