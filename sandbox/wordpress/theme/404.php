<?php
/**
 * No such page.
 *
 * @package Nameplate
 */

get_header();
?>
<div class="narrow">
	<h1>This page does not exist</h1>
	<p>It may have moved. Try the search, or begin at the <a href="<?php echo esc_url( home_url( '/' ) ); ?>">front page</a>.</p>
	<?php get_search_form(); ?>
</div>
<?php
get_footer();
